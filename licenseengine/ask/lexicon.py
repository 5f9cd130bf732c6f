"""The phrases of one language as a tree of words, searched for what a question may say at a place.

Floor: ask.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from licenseengine.ask.patterns import Node, add_phrase, words_of
from licenseengine.ask.phrasebook import Entry, Phrasebook
from licenseengine.ask.words import Word

Value = Any  # what a slot stands for: a word of a list, a figure, a thing
Found = tuple[int, Value]  # the place after it, and its value


class Names(Protocol):
    """What recognises names, figures and dates: the slots that no list can hold."""

    def find(self, slot: str, search: "Search", place: int) -> list[Found]:
        """What the slot may stand for at `place`; nothing for a slot it does not know."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: its entry, the place after it, what its slots stand for."""

    entry: Entry
    end: int
    bound: Mapping[str, Value]


class Lexicon:
    """All phrases of one language."""

    def __init__(self, book: Phrasebook, language: str) -> None:
        self.language = language
        self.book = book
        self._root = Node()
        self._lists: dict[str, Node] = {}
        known: set[str] = set()
        joins = book.raw["joins"]
        self.joins = frozenset((*joins[language], *joins["any"]))
        for entry in book.entries(language):
            for phrase in entry.phrases:
                add_phrase(self._root, phrase, entry)
                known.update(words_of(phrase))
        self.known = frozenset(known)
        for slot in book.raw["lists"]:
            root = self._lists[slot] = Node()
            for value, phrases in book.values(slot, language):
                for phrase in phrases:
                    add_phrase(root, phrase, value)

    def search(self, words: Sequence[Word], names: Names) -> "Search":
        """The lexicon over one question."""
        return Search(self, words, names)

    def root(self, slot: str | None = None) -> Node | None:
        """The tree of all phrases, or of one list."""
        return self._root if slot is None else self._lists.get(slot)


class Search:
    """What may stand at each place of one question."""

    def __init__(self, lexicon: Lexicon, words: Sequence[Word], names: Names) -> None:
        self.lexicon, self.words, self.names = lexicon, words, names
        self._slots: dict[tuple[str, int], list[Found]] = {}

    def matches(self, place: int) -> Iterator[Match]:
        """Every phrase that begins at `place`."""
        root = self.lexicon.root()
        assert root is not None  # noqa: S101 - only a list may be missing
        for end, entry, bound in self._walk(root, place, {}):
            yield Match(entry, end, bound)

    def _walk(
        self, node: Node, place: int, bound: Mapping[str, Value]
    ) -> Iterator[tuple[int, Any, Mapping[str, Value]]]:
        for end in node.ends:
            yield place, end, bound
        for free in node.free:
            yield from self._walk(free, place, bound)
        if place >= len(self.words):
            return
        following = node.words.get(self.words[place].folded)
        if following is not None:
            yield from self._walk(following, place + 1, bound)
        for slot, next_node in node.slots.items():
            for end, value in self.slot(slot, place):
                yield from self._walk(next_node, end, {**bound, slot: value})

    def slot(self, slot: str, place: int) -> list[Found]:
        """What a slot may stand for at `place`; a plural takes several, joined by and."""
        key = (slot, place)
        if key not in self._slots:
            self._slots[key] = []  # a list that leads back to itself finds nothing more
            self._slots[key] = self._slot(slot, place)
        return self._slots[key]

    def _slot(self, slot: str, place: int) -> list[Found]:
        if place >= len(self.words):
            return []
        root = self.lexicon.root(slot)
        found = list(self.names.find(slot, self, place))
        if root is not None:
            found += [(end, inner or value) for end, value, inner in self._walk(root, place, {})]
        single = slot.removesuffix("s")
        return found if found or single == slot else self._several(single, place)

    def _several(self, slot: str, place: int) -> list[Found]:
        found: list[Found] = []
        rows: list[tuple[int, tuple[Value, ...]]]
        rows = [(end, (value,)) for end, value in self.slot(slot, place)]
        while rows:
            found += rows
            rows = [
                (end, (*values, value))
                for after, values in rows
                for begin in self._joined(after)
                for end, value in self.slot(slot, begin)
            ]
        return found

    def _joined(self, place: int) -> list[int]:
        """The places after a comma, an "and", or both."""
        joins = self.lexicon.joins
        found = []
        for step in (1, 2):
            if place + step <= len(self.words) and self.words[place + step - 1].folded in joins:
                found.append(place + step)
            else:
                break
        return found
