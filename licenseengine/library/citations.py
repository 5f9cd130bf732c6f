"""Whether a cited section stands in a text: its number, or the words of its heading.

Texts are numbered in many ways (``1.``, ``(b)``, ``iv)``, ``Section 2``, ``第三条``); a citation
such as ``1.b.iv`` is followed level by level, each mark looked for behind the one before. Where a
text prints no marks, its items are counted: then the level above must stand there, with as many
lines behind it. What is no number is looked for as words, apart from the few names by which a text
without any headings is cited (`PARTS`).

Floor: library; pure.
"""

import re
from functools import cache, lru_cache

PARTS = frozenset(
    {"opening", "introduction", "permission", "conditions", "condition", "notice", "notices"}
    | {"names", "naming", "disclaimer", "terms", "list", "license", "grant"}
)
_MARK = r"(?:^|(?<=[\s(\[\"\u201c*#§.,;:|_>\u2013-]))"
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "last": 1,
}  # fmt: skip
_ROMANS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "xi": 11, "xii": 12,
}  # fmt: skip
_QUOTES = str.maketrans({"\u2019": "'", "\u201c": '"', "\u201d": '"'})
_NUMBERED = re.compile(r"^\s{0,8}(?:section\s+)?1[0-9]?[.):]\s", re.IGNORECASE | re.MULTILINE)
_LABELS = re.compile(
    r"\b(section|sec|article|art|clause|paragraph|para|preamble|item|number|no|exhibit|annex"
    r"|appendix|attachment|schedule|addendum|bullet|sentence|aup)\b\.?",
    re.IGNORECASE,
)


def stands_in(text: str, cite: str) -> bool:
    """Whether every section that a citation names can be found in the text.

    Args:
        text: the license text.
        cite: one citation, or several joined by commas, semicolons or "and".
    """
    plain = _plain(text)
    behind = ""
    parts = [p.strip() for p in re.split(r"[;]|, | and ", cite) if p.strip()]
    for part in parts:
        if not (_stands(plain, part) or _item_of(plain, behind, part)):
            return False
        behind = part
    return True


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    return re.sub(r"[*_`#>|]+", " ", text).translate(_QUOTES)


def _stands(text: str, part: str) -> bool:
    words = _LABELS.sub(" ", part).strip()
    if not words or _is_place(words):
        return True
    if _has_words(text, words) or _literally(text, words):
        return True
    levels = re.findall(r"[0-9]+|[A-Za-z]+|[^\W\d_]+", words)
    if levels[0].lower() in PARTS:
        return len(levels) == 1 or _stands(text, " ".join(levels[1:]))
    return _in_turn(text, levels) or _counted(text, levels)


def _is_place(words: str) -> bool:
    """A place told by counting, or by the name of a part: `second paragraph`, `Permission`."""
    return all(w in _ORDINALS or w in PARTS for w in words.lower().split())


def _counted(text: str, levels: list[str]) -> bool:
    """Items without printed marks: the level above stands there, and enough lines follow it."""
    *above, last = levels
    if not above:
        return not _NUMBERED.search(text) and _lines(text) >= _ordinal(last)
    if not (_in_turn(text, above) or _counted(text, above)):
        return False
    hit = _hits(above[0]).search(text)
    return _lines(text[hit.end() :] if hit else text) >= _ordinal(last)


def _item_of(text: str, heading: str, item: str) -> bool:
    """An item counted under the heading that was cited before it: `Prohibited Uses, 2.1`."""
    levels = re.findall(r"[0-9]+|[A-Za-z]+", item)
    at = text.casefold().find(heading.casefold()) if heading else -1
    return at >= 0 and bool(levels) and _lines(text[at + len(heading) :]) >= _ordinal(levels[0])


def _lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def _ordinal(level: str) -> int:
    """The place that a mark stands for; a word stands for none."""
    if level.isdigit():
        return int(level)
    if len(level) > 4:  # noqa: PLR2004 - no roman number in use is longer
        return 1_000_000
    return _ROMANS.get(level.lower(), ord(level.lower()[0]) - 96)


def _has_words(text: str, words: str) -> bool:
    """A heading or phrase of some length stands in the text as it is."""
    if not re.search(r"[^\W\d_]{3}", words):
        return False
    folded = " ".join(text.casefold().split())
    return " ".join(words.casefold().translate(_QUOTES).split()) in folded


def _literally(text: str, words: str) -> bool:
    """A number such as 4.2 or 3(a) is printed as it is cited."""
    marks = [re.escape(words), re.escape(re.sub(r"\.([a-z]+|[0-9]+)$", r"(\1)", words))]
    return any(re.search(rf"{_MARK}{mark}(?![0-9A-Za-z])", text, re.MULTILINE) for mark in marks)


def _in_turn(text: str, levels: list[str]) -> bool:
    """The marks of a citation follow each other; a level may begin at several places."""

    @cache
    def found(place: int, level: int) -> bool:
        if level == len(levels):
            return True
        hits = _hits(levels[level]).finditer(text, place)
        return any(found(hit.end(), level + 1) for _, hit in zip(range(12), hits, strict=False))

    return found(0, 0)


@lru_cache(maxsize=2_000)
def _hits(level: str) -> re.Pattern[str]:
    """A mark as texts print it: `b.`, `(b)`, `b)`, `§ 3`, `Section 3`, `3.1`, a heading's word."""
    if len(level) > 4 and level.isalpha():  # noqa: PLR2004 - longer than any roman number in use
        return re.compile(re.escape(level), re.IGNORECASE)
    marked = rf"{_MARK}\(?{re.escape(level)}(?:[.):、\])]|\s|$|(?=[.]))"
    return re.compile(
        marked + rf"|(?:section|article|第)\s*{re.escape(level)}", re.IGNORECASE | re.MULTILINE
    )
