"""The phrase book ``licenses/phrases.yaml``: which phrases mean what, in each language.

A phrase may hold ``{a,b}`` (one of), ``[a]`` (or nothing), both also inside a word, and ``<slot>``:
a name, a figure, or a word of one of the book's lists. What a phrase means is its sense: plain data
that :mod:`licenseengine.ask.meaning` reads.

Floor: ask.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from licenseengine.ask.patterns import words_of
from licenseengine.language.yaml_text import read_document, read_text

LANGUAGES = ("en", "fr", "it")
_IN_ALL = "any"


@dataclass(frozen=True, eq=False)
class Entry:
    """Phrases of one language (or of all) with one terminal and one sense."""

    terminal: str
    sense: Mapping[str, Any]
    phrases: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Phrasebook:
    """The book as read; `raw` is its data."""

    raw: Mapping[str, Any] = field(repr=False)

    def entries(self, language: str) -> Iterator[Entry]:
        """Every entry that a question in `language` may use, those that win a tie first."""
        for terminal, by_language in self.raw["terminals"].items():
            yield Entry(terminal, {}, _phrases(by_language, language))
        for meaning, by_language in self.raw["prepositions"].items():
            terminal = "UNDER" if meaning in {"under", "licensed"} else "PREP"
            yield Entry(terminal, {"prep": meaning}, _phrases(by_language, language))
        for who, by_language in self.raw["determiners"].items():
            yield Entry("DET", {"own": who == "own"}, _phrases(by_language, language))
        for wants, by_language in self.raw["asks"].items():
            yield Entry("ASK", {"wants": wants}, _phrases(by_language, language))
        for kind, by_language in self.raw["nouns"].items():
            yield Entry("NOUN", {"kind": kind}, _phrases(by_language, language))
        for entry in self.raw["services"]:
            yield Entry("SERVICE", entry, _phrases(entry, language))
        yield Entry("OUTPUTS", {}, _phrases(self.raw["outputs"], language))
        for name, entry in self.raw["verbs"].items():
            yield Entry("VERB", {"do": name, **entry}, _phrases(entry, language))
        for manner, by_language in self.raw["manners"].items():
            yield Entry("GLUE", {"manner": manner}, _phrases(by_language, language))
        for entry in self.raw["facts"]:
            values = set(entry["tell"].values())
            flag = len(entry["tell"]) == 1 and values <= {"true", "false"}
            yield Entry("FLAG" if flag else "FACT", entry, _phrases(entry, language))

    def values(self, slot: str, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The values of a list of the book, each with the phrases that mean it."""
        for value, by_language in self.raw["lists"][slot].items():
            yield str(value), _phrases(by_language, language)

    @lru_cache(maxsize=len(LANGUAGES))  # noqa: B019 - a book lives as long as the program
    def small_words(self, language: str) -> frozenset[str]:
        """Words of one language alone that say little and stand in nearly every question."""
        sections = (self.raw["terminals"], self.raw["prepositions"], self.raw["determiners"])
        return frozenset(
            word
            for section in sections
            for by_language in section.values()
            for phrase in by_language.get(language, ())
            for word in words_of(phrase)
        )

    @cached_property
    def roles(self) -> Mapping[str, Mapping[str, str]]:
        """For each operation, the role that a preposition gives; ``of`` is the direct object."""
        found: Mapping[str, Mapping[str, str]] = self.raw["roles"]
        return found


def _phrases(by_language: Mapping[str, Any], language: str) -> tuple[str, ...]:
    return (*by_language.get(language, ()), *by_language.get(_IN_ALL, ()))


@lru_cache(maxsize=4)
def read_phrasebook(path: Path) -> Phrasebook:
    """Read the phrase book.

    Raises:
        ReadError: the file is no readable YAML.
    """
    document = read_document(read_text(path), str(path))
    return Phrasebook(document.data)
