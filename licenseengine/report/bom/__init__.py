"""Bills of materials: CycloneDX with models and data, SPDX 3 with its AI and Dataset profiles.

Floor: report. Written through the libraries of the formats (extra ``bom``), which only the modules
of each form import. What each field says stands in docs/bom.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from licenseengine.compliance.records import Dossier
from licenseengine.errors import Diagnostic, Span, StackError
from licenseengine.library.index import Library

__all__ = ["cyclonedx", "spdx3"]


def cyclonedx(dossier: Dossier, library: Library) -> str:
    """The bill of a project in CycloneDX 1.6, as JSON; the same dossier gives the same bytes.

    Raises:
        StackError: LE707, the extra `bom` is not installed.
    """
    with _extra():
        from licenseengine.report.bom.cyclonedx_bill import written  # noqa: PLC0415 - an extra
    from licenseengine.report.bom.things import bill_of  # noqa: PLC0415 - only for a bill

    return written(bill_of(dossier, library))


def spdx3(dossier: Dossier, library: Library) -> str:
    """The bill of a project in SPDX 3.0.1, as JSON-LD; the same dossier gives the same bytes.

    Raises:
        StackError: LE707, the extra `bom` is not installed.
    """
    with _extra():
        from licenseengine.report.bom.spdx3_bill import written  # noqa: PLC0415 - an extra
    from licenseengine.report.bom.things import bill_of  # noqa: PLC0415 - only for a bill

    return written(bill_of(dossier, library))


@contextmanager
def _extra() -> Iterator[None]:
    """What is raised where the library of a format is not there."""
    try:
        yield
    except ImportError as error:
        said = f"a bill of materials needs {error.name}, which is not installed"
        mend = "install licenseengine with its extra `bom`"
        raise StackError([Diagnostic("LE707", Span("<command>"), said, None, mend)]) from None
