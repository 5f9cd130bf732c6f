"""``license lint``: everything that can be said against the license files, in one report.

Floor: resolve.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from licenseengine.errors import Diagnostic, LicenseFileError, Span, nearest
from licenseengine.library import home
from licenseengine.library.index import (
    Library,
    open_library,
    plain_id,
    read_all_drafts,
    read_licenses,
)
from licenseengine.library.lint import complaints, text_complaints
from licenseengine.library.records import License
from licenseengine.resolve.proving import failing, unproved


@dataclass
class Report:
    """What lint found: `lines` to print, and how many of them are faults."""

    lines: list[str] = field(default_factory=list)
    faults: int = 0

    def fault(self, line: str) -> None:
        """Add a line that makes lint fail."""
        self.lines.append(line)
        self.faults += 1


def lint(
    folder: Path | None, chosen: frozenset[str], texts: Path | None, *, mutate: bool = False
) -> Report:
    """Lint the licenses of `folder` (default: the project's own).

    Args:
        folder: a folder of the layout of ``licenses/``.
        chosen: ids of licenses or families; all, when empty.
        texts: a folder of license texts with an ``INDEX.csv``, to compare sources with.
        mutate: also try every rule left out and every figure moved by one.

    Raises:
        ReadError, LicenseFileError: a file cannot be read, or an id is not known.
    """
    root = folder or home.licenses_folder()
    library = open_library(root)
    files = home.knowledge_files(root)
    drafts = read_all_drafts(files, library.vocabulary)
    licenses = read_licenses(files, library.vocabulary)
    for id_ in chosen - set(drafts):
        said = f"no license file has the id `{id_}`"
        raise LicenseFileError([Diagnostic("LE302", Span("<command>"), said, nearest(id_, drafts))])
    wanted = {
        id_: license_
        for id_, license_ in licenses.items()
        if not chosen or id_ in chosen or chosen & set(license_.family)
    }
    report = Report()
    known = _texts(texts) if texts else {}
    for id_, license_ in wanted.items():
        for said in (*complaints(license_), *text_complaints(license_, known)):
            report.fault(f"{id_}: {said}")
    for id_, outcome in failing(wanted, library):
        given = ", ".join(f"{k}: {v}" for k, v in outcome.given.items())
        report.fault(f"{id_}: case {{{given}}} → {outcome.expect}: {'; '.join(outcome.faults)}")
    if mutate:
        _mutate(report, licenses, library, chosen)
    cases = sum(len(license_.cases) for license_ in wanted.values())
    report.lines.append(f"{len(wanted)} licenses, {cases} cases, {report.faults} faults")
    return report


def _mutate(
    report: Report, licenses: Mapping[str, License], library: Library, chosen: frozenset[str]
) -> None:
    tried = noticed = 0
    for result in unproved(licenses, library, chosen or None):
        tried += 1
        if result is None:
            noticed += 1
        else:
            report.fault(f"{result.license}: no case notices `{result.rule}` {result.change}")
    share = 100 * noticed / tried if tried else 100.0
    report.lines.append(f"mutation: {noticed} of {tried} changes noticed ({share:.1f} %)")


def _texts(folder: Path) -> dict[str, Path]:
    found = {}
    with (folder / "INDEX.csv").open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            path = folder / row["group"] / f"{row['id']}.txt"
            if path.exists():
                found[plain_id(row["id"])] = path
    return found
