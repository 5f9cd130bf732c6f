"""``license lint``: everything that can be said against the license files, in one report.

Floor: resolve.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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
from licenseengine.resolve.proving import Unproved, failing, unproved
from licenseengine.resolve.spreading import spread


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
    folder: Path | None,
    chosen: frozenset[str],
    texts: Path | None,
    *,
    mutate: bool = False,
    read_since: date | None = None,
) -> Report:
    """Lint the licenses of `folder` (default: the project's own).

    Args:
        folder: a folder of the layout of ``licenses/``.
        chosen: ids of licenses or families; all, when empty.
        texts: a folder of license texts with an ``INDEX.csv``, to compare sources with.
        mutate: also try every rule left out and every figure moved by one.
        read_since: the review date; a license whose text was last read before it is a fault.

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
        read = license_.source.read
        if read_since and read and read < read_since:
            report.fault(f"{id_}: last read on {read}, past the review date {read_since}")
    work = _Work(licenses, library)
    for lines in spread(work.cases_of, sorted(wanted)):
        for line in lines:
            report.fault(line)
    if mutate:
        _mutate(report, work, chosen)
    cases = sum(len(license_.cases) for license_ in wanted.values())
    report.lines.append(f"{len(wanted)} licenses, {cases} cases, {report.faults} faults")
    return report


@dataclass(frozen=True)
class _Work:
    """What is done for one license at a time, in whichever process."""

    licenses: Mapping[str, License]
    library: Library

    def cases_of(self, id_: str) -> list[str]:
        """The cases of a license that do not hold, in words."""
        lines = []
        for _, outcome in failing({id_: self.licenses[id_]}, self.library):
            given = ", ".join(f"{k}: {v}" for k, v in outcome.given.items())
            faults = "; ".join(outcome.faults)
            lines.append(f"{id_}: case {{{given}}} → {outcome.expect}: {faults}")
        return lines

    def mutants_of(self, declared: str) -> list[Unproved | None]:
        """Of every change of what a license or family declares: what goes unnoticed, or None."""
        return list(unproved(self.licenses, self.library, frozenset({declared})))


def _mutate(report: Report, work: _Work, chosen: frozenset[str]) -> None:
    declared = {c.declared for license_ in work.licenses.values() for c in license_.clauses}
    results = [r for found in spread(work.mutants_of, sorted(chosen or declared)) for r in found]
    for result in results:
        if result is not None:
            report.fault(f"{result.license}: no case notices `{result.rule}` {result.change}")
    noticed = sum(result is None for result in results)
    share = 100 * noticed / len(results) if results else 100.0
    report.lines.append(f"mutation: {noticed} of {len(results)} changes noticed ({share:.1f} %)")


def _texts(folder: Path) -> dict[str, Path]:
    found = {}
    with (folder / "INDEX.csv").open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            path = folder / row["group"] / f"{row['id']}.txt"
            if path.exists():
                found[plain_id(row["id"])] = path
    return found
