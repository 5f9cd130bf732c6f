"""A folder or a manifest as a dossier: what `notes` and the reports of `audit` start from."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from licenseengine.cli.progress import progress

if TYPE_CHECKING:
    from licenseengine.audit.wish import Wish
    from licenseengine.compliance.records import Dossier
    from licenseengine.library.index import Library


@dataclass(frozen=True)
class Judging:
    """What was judged, and by which wish, its manifest taken into account."""

    dossier: "Dossier"
    wish: "Wish"


def judging_of(
    root: Path, library: "Library", wish: "Wish", scenarios: tuple[str, ...] = ()
) -> Judging:
    """Audit a folder for its dossier.

    Args:
        root: the folder of the project.
        library: the knowledge.
        wish: facts, policy and day.
        scenarios: planned uses that come before all others; the first is the one that the notes are
            for. None of them: the manifest's own, else `ship`.

    Raises:
        ReadError, StackError: anything that a user can mend.
    """
    from licenseengine import __version__  # noqa: PLC0415 - only when run
    from licenseengine.audit.audit import judge_scan  # noqa: PLC0415 - the same
    from licenseengine.audit.told import files_alone, wish_with_manifest  # noqa: PLC0415 - the same
    from licenseengine.compliance.dossier import dossier_of, scenarios_of  # noqa: PLC0415 - the same
    from licenseengine.discover.scan import scan  # noqa: PLC0415 - the same

    told = wish_with_manifest(root, wish, library)
    told = replace(told, presets=tuple(dict.fromkeys((*scenarios, *scenarios_of(told)))))
    with progress() as telling:
        found = files_alone(scan(root, library, telling.told if telling else None), library)
    audited = judge_scan(found, library, told)
    first = scenarios[0] if scenarios else None
    return Judging(dossier_of(audited, library, __version__, first), told)
