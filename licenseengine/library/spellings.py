"""Which license a statement means, as people and files write it; nothing is guessed.

Every step is right for every text: a rule that only mostly holds is no rule here. What is not
understood is told apart: nothing said, no one license named, a license that is not known.

Floor: library; pure.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licenseengine.errors import ReadError
from licenseengine.language.expressions import read_expression
from licenseengine.library.spelling_keys import joined, key_of
from licenseengine.library.spelling_table import (
    Spelling,
    Table,
    address_of,
    mentions,
    name_of,
    table_of,
)

if TYPE_CHECKING:
    from licenseengine.library.index import Library

LONGEST = 4_000
NAME = 160
PHRASE = 400
DEPTH = 4
SHOWN = 80

_POINTER = re.compile(
    r"^see (?:the )?\S+(?: file)? for (?:the )?(?:more |further )?(?:licen[sc]e|licensing|details)"
    r"[\w ]*\.\s+",
    re.IGNORECASE,
)
_LINK = re.compile(r"^\[(?P<words>[^\[\]]+)\]\((?P<inner>https?://[^\s()]+)\)$")
_PAREN = re.compile(r"^(?P<words>[^()]*[^()\s])\s*\((?P<inner>[^()]*)\)\s*(?P<rest>[^()]*)$")
_URL = re.compile(r"https?://[^\s<>\"]+|(?:www\.)?[\w-]+(?:\.[\w-]+)+/[^\s<>\"]+", re.IGNORECASE)
_ADDED = re.compile(
    r"^(?P<words>[^:]*?[^\s:])[\s,:\u2013-]+(?:see )?<?(?P<inner>https?://[^\s<>]+)>?$",
    re.IGNORECASE,
)
_REST = re.compile(r"^(?P<words>[^|]{1,60}?)\s+\|\s+(?P<rest>.+)$", re.DOTALL)
_SEVERAL = re.compile(r"\s*(?:[,;|&+]|/|\band/or\b|\band\b|\bor\b)\s*", re.IGNORECASE)
_OPERATOR = re.compile(r" (?:AND|OR|WITH) ")
_HEAD = re.compile(r"\s+[-\u2013:]\s+|:\s+")
_NUMBER = re.compile(r"v?\.? ?\d+(?:\.\d+)*")


def read_spelling(text: str, library: "Library") -> Spelling:
    """What a statement of a license means.

    Args:
        text: as written: a tag, a name, an expression, an address, a classifier, a sentence.
        library: whose licenses are known.
    """
    return _read(text[:LONGEST], table_of(library), 0)


def find_spellings(text: str, library: "Library") -> Iterator[tuple[int, int, Spelling]]:
    """The licenses that running text names, with start and end of each name."""
    return mentions(text, table_of(library))


def _read(text: str, table: Table, depth: int) -> Spelling:
    text = " ".join(text.split()).strip("*_`\"' ").rstrip(".;,")
    if "::" in text:
        text = text.rsplit("::", 1)[1].strip()
    if len(text) <= NAME and (found := name_of(text, table)):
        return found
    if _URL.fullmatch(text):
        return address_of(text, table)
    if depth < DEPTH:
        for reader in (_parted, _pointed, _bracketed, _listed):
            if (part := reader(text, table, depth)) is not None:
                return part
    return _prose(text, table)


def _parted(text: str, table: Table, depth: int) -> Spelling | None:
    """``Other License (others) | words of their own``: what stands behind the bar counts."""
    found = _REST.match(text)
    if found is None:
        return None
    first = _read(found["words"], table, depth + 1)
    if first.kind not in {"none", "unclear"} or first.family:
        return None
    return _read(found["rest"], table, depth + 1)


def _pointed(text: str, table: Table, depth: int) -> Spelling | None:
    """A sentence that only says where the text stands is left away."""
    rest = _POINTER.sub("", text)
    return _read(rest, table, depth + 1) if rest != text and rest else None


def _bracketed(text: str, table: Table, depth: int) -> Spelling | None:
    """``words (name)``, ``words address``: both must agree."""
    found = None
    if len(text) <= PHRASE:
        found = _LINK.match(text) or _PAREN.match(text) or _ADDED.match(text)
    if found is None:
        return None
    words = f"{found['words']} {found.groupdict().get('rest') or ''}".strip(" :-\u2013")
    inner = found["inner"].strip()
    if _NUMBER.fullmatch(inner):
        return _read(f"{words} {inner}", table, depth + 1)
    first, second = _read(words, table, depth + 1), _read(inner, table, depth + 1)
    return _both(text, first, second, is_address=bool(_URL.fullmatch(inner)))


def _both(text: str, first: Spelling, second: Spelling, *, is_address: bool) -> Spelling:
    """What two statements about one thing mean; an address that is not known adds nothing."""
    silent = is_address and second.kind == "unknown"
    for said, other in ((first, second), (second, first)):
        if said.expression and (_agree(said, other) or (silent and said is first)):
            why = f"`{_short(text)}` is a name of {said.expression}"
            return Spelling(said.expression, why, "id")
    if first.kind == second.kind == "unknown":
        return Spelling(None, f"no license is known as `{_short(text)}`", "unknown")
    if first.kind != "id" and (first.kind == second.kind or (silent and first.kind == "unclear")):
        return first
    return Spelling(None, f"the parts of `{_short(text)}` do not say the same", "unclear")


def _agree(said: Spelling, other: Spelling) -> bool:
    """Whether another statement says the same license, or its family."""
    if other.expression:
        return other.expression == said.expression
    return any((said.expression or "").startswith(start) for start in other.family)


def _listed(text: str, table: Table, _depth: int) -> Spelling | None:
    """Several licenses: together or to choose from, where the text says which."""
    if _OPERATOR.search(text) and (found := _expression(text, table)):
        return found
    parts = [part for part in _SEVERAL.split(text) if part]
    if not 1 < len(parts) <= SHOWN or len(text) > NAME:
        return None
    read = [_read(part, table, DEPTH) for part in parts]
    if any(one.kind not in {"id", "unclear"} for one in read):
        return None
    names = [one.expression for one in read if one.expression]
    if len(names) == len(read):
        if len(set(names)) == 1:
            return Spelling(names[0], f"`{text}` says {names[0]} several times", "id")
        if len(_SEVERAL.split(re.sub(r"\bor\b", "", text, flags=re.IGNORECASE))) == 1:
            return Spelling(" OR ".join(names), f"`{text}` leaves a choice", "id")
    why = "names several licenses, and does not say whether all apply or one may be chosen"
    return Spelling(None, f"`{text}` {why}", "unclear")


def _expression(text: str, table: Table) -> Spelling | None:
    """An SPDX expression whose every name is known; None for other texts."""
    if "(" in text:
        try:
            branches = [[str(term) for term in branch] for branch in read_expression(text)]
        except ReadError:
            return None
    else:
        branches = [part.split(" AND ") for part in text.split(" OR ")]
    read = [[_term(term, table) for term in branch] for branch in branches]
    bad = next((t for branch in read for t in branch if t.expression is None), None)
    if bad is not None:
        return bad
    found = " OR ".join(" AND ".join(str(t.expression) for t in branch) for branch in read)
    return Spelling(found, f"`{_short(text)}` is an expression", "id")


def _term(text: str, table: Table) -> Spelling:
    base, mark, exception = (part.strip() for part in text.partition(" WITH "))
    found = name_of(base, table) or Spelling(None, f"no license is known as `{base}`", "unknown")
    if not mark or found.expression is None:
        return found
    id_ = table.names.get(key_of(exception))
    if id_ is None:
        return Spelling(None, f"no exception is known as `{exception}`", "unknown")
    return Spelling(f"{found.expression} WITH {id_}", found.why, "id")


def _prose(text: str, table: Table) -> Spelling:
    """Running text that is no name: what it names, or begins with, is not guessed to be all."""
    names = list(dict.fromkeys(text[start:end] for start, end, _ in mentions(text, table)))
    if names:
        shown = joined(f"`{name}`" for name in names[:4])
        return Spelling(None, f"names {shown} in words of its own", "unclear")
    head = _HEAD.split(text, maxsplit=1)[0]
    found = name_of(head, table) if head != text and len(head) <= NAME else None
    if found is not None and found.kind == "unclear":
        return found
    return Spelling(None, f"no license is known as `{_short(text)}`", "unknown")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + "…"
