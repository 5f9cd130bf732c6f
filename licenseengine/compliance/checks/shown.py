"""``shown-line``: whether users see the ordered line: in a readme, a card, the sources of a site.

A line is shown where a piece of text begins with it: what stands in the middle of a sentence, or in
a comment, speaks of it.

Floor: compliance.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from licenseengine.compliance.checks.case import README, Case
from licenseengine.compliance.checks.looked import met, missing, unknown, worst
from licenseengine.compliance.checks.naming import lines_pattern
from licenseengine.compliance.checks.prose import Piece, folded, pieces, without_front
from licenseengine.compliance.checks.shelf import Group, Paper, place_of
from licenseengine.compliance.records import Evidence, Part

_WHERE: tuple[Group, ...] = ("readme", "card", "page")
_CODE = frozenset({
    ".py", ".js", ".mjs", ".ts", ".json", ".yaml", ".yml", ".po", ".properties", ".php", ".pug",
})  # fmt: skip
_HASHED = frozenset({".py", ".yaml", ".yml", ".po", ".properties"})
_MIXED = frozenset({".jsx", ".tsx", ".vue", ".svelte", ".astro"})
# Before the line: nothing that is a word, or the end of a sentence, or what sets titles apart.
_SEPARATED = re.compile(r"(?:^|[.!?|•·]\s|\s-\s|[(\[])[^\w\"'.:,;]*[\"']?$")
# The same in code: the line begins a literal, an element or a value.
_OPENED = re.compile(
    r"(?:(?:(?:^|[(\[{,:=?|&+>]|\breturn|^msgstr(?:\[\d\])?)\s*[a-zA-Z]?[\"'`]|>|[•·|]|^[\w.-]+\s*[:=]|^-)"
    r"[^\w\"'`\\]*|^[^\w\"'`]*)$"
)
_BEFORE = 80  # characters that tell


def shown_line(case: Case) -> Evidence:
    """Whether a piece of text that users see begins with the line, for each part."""
    return worst(_shown(case, part) for part in case.origins)


def _shown(case: Case, part: Part) -> Evidence:
    told = case.told(part)
    if case.due.text is None:
        return unknown("none", told)
    lines = case.lines(part)
    if not lines:
        return unknown("line-open", told)
    wanted = lines_pattern(lines)
    words = [max(folded(line).split(), key=len) for line in lines]
    for paper, text in case.shelf.of(*_WHERE):
        whole = folded(text)
        for number in _found(paper, text, wanted) if any(w in whole for w in words) else ():
            return met("shown-found", told, place_of(paper, number))
    return case.not_found(missing("shown-missing", told, README), "readme", "card")


def _found(paper: Paper, text: str, wanted: re.Pattern[str]) -> Iterator[int]:
    """The lines of a file on which a text begins with the wanted one."""
    suffix = PurePosixPath(paper.path).suffix.casefold()
    if suffix not in _CODE:
        yield from _begun(pieces(without_front(text)), wanted, _SEPARATED)
    if suffix in _CODE | _MIXED:
        yield from _begun(_literals(text, hashed=suffix in _HASHED), wanted, _OPENED)


def _begun(
    said: Iterable[Piece], wanted: re.Pattern[str], before: re.Pattern[str]
) -> Iterator[int]:
    for piece in said:
        for found in wanted.finditer(piece.text):
            start = found.start()
            if before.search(piece.text[max(0, start - _BEFORE) : start]):
                yield piece.line


def _literals(text: str, *, hashed: bool) -> Iterator[Piece]:
    """The lines of code, without those that are comments, and what follows a comment's mark."""
    inside = False
    for number, row in enumerate(text.split("\n"), start=1):
        code, inside = (row, False) if hashed else _uncommented(row, inside=inside)
        bare = re.split(r"(?:^|\s)#\s" if hashed else r"(?:^|\s)//", code, maxsplit=1)[0]
        if bare.strip():
            yield Piece(number, folded(bare))


def _uncommented(row: str, *, inside: bool) -> tuple[str, bool]:
    """A line without what stands between ``/*`` and ``*/``, and whether that goes on."""
    kept, at = [], 0
    while True:
        mark = row.find("*/" if inside else "/*", at)
        if not inside:
            kept.append(row[at : mark if mark >= 0 else len(row)])
        if mark < 0:
            return " ".join(kept), inside
        at, inside = mark + 2, not inside
