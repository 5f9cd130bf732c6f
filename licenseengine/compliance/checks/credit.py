"""``credit``: whether each part is credited, in one entry, with all that is known of it.

Source of what is to be named: CC BY 4.0, 3.a.1; other licenses ask for less.

Floor: compliance.
"""

from collections.abc import Iterator

from licenseengine.compliance.checks.case import CREDITS, Case
from licenseengine.compliance.checks.looked import met, missing, unknown, worst
from licenseengine.compliance.checks.naming import (
    has_address,
    is_named,
    lines_pattern,
    names_any,
    names_license,
    without_urls,
)
from licenseengine.compliance.checks.prose import Entry, entries, pieces, plain
from licenseengine.compliance.checks.shelf import Group, Paper, place_of
from licenseengine.compliance.records import Evidence, Part

WHERE: tuple[Group, ...] = ("notice", "credit", "readme", "card")


def credit(case: Case) -> Evidence:
    """Whether the ordered line stands where credits stand, or an entry names each part."""
    check = _entry if case.due.text is None else _line
    return worst(check(case, part) for part in case.origins)


def entries_about(case: Case, part: Part) -> Iterator[tuple[Paper, Entry]]:
    """The entries of notices, credits, readmes and cards whose head names a part."""
    names = case.names(part)
    for paper, text in case.shelf.of(*WHERE):
        for entry in entries(text) if names_any(names, plain(text)) else ():
            if names_any(names, entry.head):
                yield paper, entry


def _entry(case: Case, part: Part) -> Evidence:
    told = case.told(part)
    short: list[tuple[int, Evidence]] = []
    for paper, entry in entries_about(case, part):
        place = place_of(paper, entry.line)
        lacks = tuple(_lacks(case, part, entry.body))
        if not lacks:
            return met("credit-found", told, place)
        short.append((len(lacks), missing(f"credit-no-{lacks[0]}", told, CREDITS, place)))
    nearest = min(short, key=lambda s: s[0])[1] if short else None
    return case.not_found(nearest or missing("credit-missing", told, CREDITS), *WHERE)


def _lacks(case: Case, part: Part, said: str) -> Iterator[str]:
    """What an entry does not name, of what is known."""
    known = case.credit(part)
    if known and known.author and not is_named(known.author, without_urls(said)):
        yield "author"
    license_ = case.license
    if license_ is None:
        if not is_named(case.due.license, said):
            yield "license"
    elif not names_license(license_, said, case.library):
        yield "license"
    if known and known.source and not has_address(known.source, said):
        yield "source"
    if known and known.copyright and not lines_pattern((known.copyright,)).search(said):
        yield "copyright"


def _line(case: Case, part: Part) -> Evidence:
    told, lines = case.told(part), case.lines(part)
    if not lines:
        return unknown("line-open", told)
    wanted = lines_pattern(lines)
    for paper, text in case.shelf.of(*WHERE):
        for piece in pieces(text) if wanted.search(plain(text)) else ():
            if wanted.search(piece.text):
                return met("credit-found", told, place_of(paper, piece.line))
    return case.not_found(missing("credit-no-line", told, CREDITS), *WHERE)
