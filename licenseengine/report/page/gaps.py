"""What was not known, what does not agree, and what the project accepts.

Floor: report.
"""

from collections.abc import Iterator, Sequence

from licenseengine.audit.records import Audit
from licenseengine.discover.records import Package
from licenseengine.errors import printable
from licenseengine.report.page.labels import SAY
from licenseengine.report.page.pieces import place_words, plain
from licenseengine.report.page.records import Pieces, Told
from licenseengine.stack.records import Acceptance

Section = tuple[str, tuple[Told, ...]]


def gap_sections(found: Audit) -> tuple[Section, ...]:
    """What was not known, under its headings; only those that have entries."""
    sections = (
        (SAY["unsettled"], tuple(Told(plain(reason)) for reason in found.unsettled)),
        (SAY["unread"], tuple(_unread(found))),
        (SAY["disagree"], tuple(_disagreements(found))),
        (SAY["drift"], tuple(_drift(found))),
        (SAY["unjudged"], tuple(_unjudged(found.unjudged))),
    )
    return tuple(section for section in sections if section[1])


def acceptances(found: Audit) -> tuple[Told, ...]:
    """The findings that the project accepts, and those that it no longer does."""
    return (
        *(Told(_accepted(a, "")) for a in found.accepted),
        *(Told(_accepted(a, SAY["expired"])) for a in found.expired),
    )


def _accepted(accepted: Acceptance, mark: str) -> Pieces:
    until = f" ({SAY['until']} {accepted.until.isoformat()})" if accepted.until else ""
    after = f"{until} — {mark}" if mark else until
    return (("code", printable(accepted.rule)), ("", f": {printable(accepted.reason)}{after}"))


def _unread(found: Audit) -> Iterator[Told]:
    for gap in found.gaps:
        about: Pieces = (("", " "), ("name", printable(gap.ref))) if gap.ref else ()
        yield Told(
            (("code", gap.code), ("", " "), *plain(gap.said), *about), place_words(gap.place)
        )


def _disagreements(found: Audit) -> Iterator[Told]:
    for told in found.disagreements:
        places = " · ".join(filter(None, map(place_words, (told.first, told.second))))
        yield Told(
            (
                ("name", printable(told.ref)),
                ("", ": "),
                ("name", printable(told.one)),
                ("", f" {SAY['against']} "),
                ("name", printable(told.other)),
            ),
            places or printable(told.source),
        )


def _drift(found: Audit) -> Iterator[Told]:
    for told in found.drift:
        yield Told(
            (("name", printable(told.ref)), ("", ": "), *plain(told.said)), place_words(told.place)
        )


def _unjudged(packages: Sequence[Package]) -> Iterator[Told]:
    """One entry for each file that declares packages without a known license."""
    files: dict[str, dict[str, None]] = {}
    for package in packages:
        files.setdefault(package.place.file, {})[printable(package.name)] = None
    for file, names in files.items():
        listed: list[tuple[str, str]] = []
        for name in sorted(names, key=str.casefold):
            listed += [("", ", "), ("name", name)] if listed else [("name", name)]
        yield Told(tuple(listed), printable(file))
