"""Phrases with ``{a,b}``, ``[a]`` and ``<slot>`` as a graph of words; like beginnings are shared.

Brackets that stand for whole words become branches of the graph, so that a phrase of many choices
costs no more than its length; brackets inside a word are spelled out.

Floor: ask.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from licenseengine.ask.words import cut, normal
from licenseengine.errors import Diagnostic, ReadError, Span

_CLOSING = {"{": "}", "[": "]"}


@dataclass(slots=True, eq=False)
class Node:
    """A place in the graph: what may follow, and what ends here."""

    words: dict[str, "Node"] = field(default_factory=dict)
    slots: dict[str, "Node"] = field(default_factory=dict)
    free: list["Node"] = field(default_factory=list)
    ends: list[Any] = field(default_factory=list)

    def follow(self, word: str) -> "Node":
        """The node after a word or a ``<slot>``, made if need be."""
        if word.startswith("<"):
            return self.slots.setdefault(word[1:-1], Node())
        return self.words.setdefault(word, Node())


Choice = tuple["Sequence[Part]", ...]
Part = str | Choice


def add_phrase(root: Node, phrase: str, end: object) -> None:
    """Add a phrase to the graph that begins at `root`.

    Raises:
        ReadError: LE503, brackets that do not pair.
    """
    last = _add(root, read_phrase(phrase))
    if last is not root:
        last.ends.append(end)


def words_of(phrase: str) -> Iterator[str]:
    """Every word of a phrase, slots left out."""
    stack: list[Part] = [(read_phrase(phrase),)]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            if not part.startswith("<"):
                yield part
        else:
            stack += [inner for choice in part for inner in choice]


def _add(node: Node, parts: "Sequence[Part]") -> Node:
    for part in parts:
        if isinstance(part, str):
            node = node.follow(part)
        else:
            after = Node()
            for choice in part:
                _add(node, choice).free.append(after)
            node = after
    return node


@cache
def read_phrase(phrase: str) -> tuple[Part, ...]:
    """A phrase as words, ``<slots>`` and choices between rows of such parts.

    Raises:
        ReadError: as :func:`add_phrase`.
    """
    text = normal(phrase)
    pieces, end = _pieces(text, 0, "")
    if end != len(text):
        said = f"the phrase `{phrase}` has brackets that do not pair"
        raise ReadError([Diagnostic("LE503", Span("phrases.yaml"), said)])
    return tuple(_parts(pieces[0]))


def _pieces(text: str, place: int, closing: str) -> tuple[list[list[Any]], int]:
    """The rows between brackets: characters, and the rows of inner brackets as lists."""
    rows: list[list[Any]] = [[]]
    while place < len(text):
        char = text[place]
        if char in _CLOSING:
            inner, end = _pieces(text, place + 1, _CLOSING[char])
            if text[end : end + 1] != _CLOSING[char]:
                return rows, -1
            rows[-1].append([*inner, []] if char == "[" else inner)
            place = end
        elif char == closing:
            break
        elif char in "}]":
            return rows, -1
        elif char == "," and closing == "}":
            rows.append([])
        else:
            rows[-1].append(char)
        place += 1
    return rows, place


def _parts(row: list[Any]) -> Iterator[Part]:
    """The parts of a row: what stands between two spaces is one word, or one choice."""
    group: list[Any] = []
    for item in [*row, " "]:
        if item != " ":
            group.append(item)
        elif len(group) == 1 and isinstance(group[0], list):
            yield tuple(tuple(_parts(inner)) for inner in group[0])
            group = []
        elif group:
            texts = _spelled(group)
            rows = tuple(dict.fromkeys(tuple(_cut(text)) for text in texts))
            yield from rows[0] if len(rows) == 1 else (rows,)
            group = []


def _spelled(group: list[Any]) -> list[str]:
    texts = [""]
    for item in group:
        tails = [t for inner in item for t in _spelled(inner)] if isinstance(item, list) else [item]
        texts = [text + tail for text in texts for tail in tails]
    return texts


def _cut(text: str) -> Iterator[str]:
    for part in text.split():
        if part.startswith("<") and part.endswith(">"):
            yield part
        else:
            yield from (word.folded for word in cut(part))
