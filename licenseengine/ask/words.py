"""The words of a question: cut, folded, each with its place.

Accents, capital letters and the kind of apostrophe do not count; apostrophes and hyphens part
words, so that ``Fine-tune`` and ``fine tune`` are one. The Italian ``è`` stays itself: without
its accent it is another word.

Floor: ask; standard library only.
"""

import re
import unicodedata
from dataclasses import dataclass

_APOSTROPHES = str.maketrans("\u2019\u2018\u02bc\u00b4`", "'''''")
# what loses its vowel before another word, in French and Italian
_ELIDED = (
    "l|d|qu|j|n|s|m|t|c|un|dell|all|nell|sull|dall|quest|quell|lorsqu|jusqu|puisqu|com|cos|dov|"
    "anch|tutt"
)
_PIECE = re.compile(
    rf"(?P<elided>\b(?:{_ELIDED})')(?=\w)"
    r"|(?P<owner>'s\b)"
    r"|(?P<is>\be'(?=\s))"
    r"|(?P<word>[^\W_]+(?:[.+][^\W_]+)*\+*(?:'(?!s\b)[^\W_]+)?)"
    r"|(?P<mark>[^\w\s]|_)",
    re.IGNORECASE,
)
_JOINERS = frozenset("-_'\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or one mark; `start` and `end` are places in the text."""

    folded: str
    start: int
    end: int


def normal(text: str) -> str:
    """The text in one Unicode form, with one kind of apostrophe."""
    return unicodedata.normalize("NFC", text).translate(_APOSTROPHES)


def fold(word: str) -> str:
    """A word without what does not tell words apart."""
    lower = word.casefold()
    if lower in {"\u00e8", "e'"}:
        return "\u00e8"
    parts = unicodedata.normalize("NFD", lower)
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return bare.replace("\u0153", "oe").rstrip("'") or lower


def cut(text: str) -> tuple[Word, ...]:
    """The words and marks of a text that :func:`normal` gave.

    A hyphen between words is no word; one that stands alone is a mark.
    """
    found = []
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if match.lastgroup == "mark" and match.group() in _JOINERS and _inside(text, start):
            continue
        found.append(Word(fold(match.group()), start, end))
    return tuple(found)


def _inside(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return bool(before.strip()) and bool(after.strip())
