"""Running text as people read it: what marks it up taken away, in pieces that belong together.

Everything here is linear in the length of the text, which is anybody's.

Floor: compliance; pure.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_BREAK = "\x1e"  # where a tag of HTML ends a piece, within a line
_LINK = re.compile(r"!?\[([^\[\]]*+)\]\(<?([^()\s<>]*+)>?[^()]*+\)")
_HREF = re.compile(
    r"<a\s(?:[^<>]*?\s)??href\s*=\s*[\"']?([^\"'\s<>]*+)[^<>]*+>([^<>]*+)</a\s*>", re.IGNORECASE
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|em|font|i|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)"
    r"(?:\s[^<>]*+)?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z][\w.:-]*+(?:\s[^<>]*+)?/?>|<!doctype[^<>]*+>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"\*+|~~+|`+|(?<!\w)_+|_+(?!\w)")
_ALIKE = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-",
    "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u00ad": None, "\u200b": None, "\ufeff": None,
})  # fmt: skip
_BULLET = re.compile(r"(?P<indent>\s*)(?:[-*+•]|\d{1,3}[.)])\s+\S")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})\s+(?P<said>.+?)(?:\s#+)?\s*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{3,})\s*")
_RULE = re.compile(r"\s*(?:[-=*_#~]\s*){3,}")
_DEEPEST = 6  # level of headings
_KEPT = 32  # texts that are read for several duties
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(?=\s*+[A-Za-z_][\w-]*+\s*+:)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that is read as one: the line it begins on, and what it says."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a text that is about one thing: `head` names the thing, `body` is all of it."""

    line: int
    head: str
    body: str


def folded(text: str) -> str:
    """A text for comparison: white space as one space, typographic variants as one character."""
    text = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    text = re.sub(r"©|\(\s*[cC]\s*\)", "(c)", text)
    return " ".join(text.split())


def plain_lines(text: str) -> list[str]:
    """The lines of a text without markup and comments; of links, words and address."""
    text = _without_comments(text)
    text = _HREF.sub(r"\2 \1 ", _LINK.sub(r"\1 \2 ", text))
    text = _TAG.sub(_BREAK, _INLINE.sub("", text))
    return [html.unescape(_MARKS.sub("", _ESCAPED.sub(r"\1", row))) for row in text.split("\n")]


@lru_cache(maxsize=_KEPT)
def plain(text: str) -> str:
    """A text without markup, on one line: what is not in it is in no piece and no entry of it."""
    rows = (_bare(row.lstrip("> \t")) for row in plain_lines(text))
    return folded(" ".join(rows).replace(_BREAK, " "))


def _without_comments(text: str) -> str:
    """A text without the comments of HTML; the lines that they took up stay, empty."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        kept.append(text[at:start])
        at = len(text) if end < 0 else end + 3
        kept.append("\n" * text.count("\n", start, at))
    return "".join((*kept, text[at:]))


def without_front(text: str) -> str:
    """A text without the YAML front matter of a card; its lines stay, empty."""
    opened = _FRONT.match(text)
    if opened is None:
        return text
    closed = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, opened.end())
    if closed is None:
        return text
    return "\n" * text.count("\n", 0, closed.end()) + text[closed.end() :]


@lru_cache(maxsize=_KEPT)
def pieces(text: str) -> tuple[Piece, ...]:
    """Paragraphs, headings, items of lists and rows of tables, each by itself."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    rows: list[str] = []
    start = 1
    for number, row in enumerate([*plain_lines(text), ""], start=1):
        for order, part in enumerate(row.lstrip("> \t").split(_BREAK)):
            begins = order > 0 or not row.strip() or _begins(row)
            if rows and begins:
                yield Piece(start, folded(" ".join(rows)))
                rows = []
            if part.strip():
                start = start if rows else number
                rows.append(part if order else _bare(part))


def _begins(row: str) -> bool:
    """Whether a line begins a piece of its own."""
    return bool(_BULLET.match(row) or row.lstrip().startswith(("|", "#")) or _RULE.fullmatch(row))


def _bare(row: str) -> str:
    """A line without what marks it as a heading, an item or a row."""
    return re.sub(r"^\s*(?:#{1,6}\s+|[-+•]\s+|\d{1,3}[.)]\s+|\|\s*)", "", row)


@lru_cache(maxsize=_KEPT)
def entries(text: str) -> tuple[Entry, ...]:
    """The parts of a text that are about one thing each.

    An item of a list with what is indented below it; a row of a table; a paragraph; what stands
    between two rules, about what its first line names; and a section, about what its heading names.
    """
    rows = [row.replace(_BREAK, " ") for row in plain_lines(without_front(text))]
    return (*_runs(rows), *_ruled(rows), *_sections(rows))


def _runs(rows: list[str]) -> Iterator[Entry]:
    at = 0
    while at < len(rows):
        row = rows[at]
        bullet = _BULLET.match(row)
        if not row.strip():
            end = at + 1
        elif row.lstrip().startswith("|"):
            end = at + 1
            yield _entry(at, rows[at:end], rows[at:end])
        elif bullet:
            end = _end_of_item(rows, at, len(bullet["indent"]))
            yield _entry(at, rows[at:end], rows[at:end])
        else:
            end = at + 1
            while end < len(rows) and rows[end].strip() and not _begins(rows[end]):
                end += 1
            yield _entry(at, rows[at:end], rows[at:end])
            listed = _end_of_list(rows, end)
            if listed > end:  # a line, and the list that belongs to it
                yield _entry(at, rows[at:end], rows[at:listed])
        at = end


def _end_of_list(rows: list[str], at: int) -> int:
    """Where a list ends that begins at a line; the line itself where none does."""
    end = at
    while end < len(rows) and (
        _BULLET.match(rows[end]) or (end > at and rows[end].strip() and rows[end][0].isspace())
    ):
        end += 1
    return end


def _end_of_item(rows: list[str], at: int, indent: int) -> int:
    """Where an item of a list ends: before the next line that is not further in."""
    end = at + 1
    for number in range(at + 1, len(rows)):
        row = rows[number]
        if not row.strip():
            continue
        if len(row) - len(row.lstrip()) <= indent:
            break
        end = number + 1
    return end


def _ruled(rows: list[str]) -> Iterator[Entry]:
    rules = [i for i, row in enumerate(rows) if _RULE.fullmatch(row)]
    for start, end in zip([-1, *rules], [*rules, len(rows)], strict=True):
        first = next((i for i in range(start + 1, end) if rows[i].strip()), None)
        if rules and first is not None:
            yield _entry(first, rows[first : first + 1], rows[first:end])


def _sections(rows: list[str]) -> Iterator[Entry]:
    """Each heading with what stands below it, up to the next of its level or above.

    What a title stands above is about many things: it ends before the next heading of any level.
    """
    ends = dict.fromkeys(range(1, _DEEPEST + 1), len(rows))
    for at, level, said in reversed(list(_headings(rows))):
        end = min(ends[i] for i in ends if level == 1 or i <= level)
        yield _entry(at, [said], rows[at:end])
        ends[level] = at


def _headings(rows: list[str]) -> Iterator[tuple[int, int, str]]:
    for at, row in enumerate(rows):
        if found := _HEADING.fullmatch(row):
            yield at, len(found["marks"]), found["said"]
        elif at and rows[at - 1].strip() and _UNDERLINE.fullmatch(row):
            yield at - 1, 1 if "=" in row else 2, rows[at - 1]


def _entry(at: int, head: list[str], body: list[str]) -> Entry:
    return Entry(at + 1, folded(" ".join(head)), folded(" ".join(body)))
