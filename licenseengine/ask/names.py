"""Names in a question: artefacts, services, licenses and expressions, by form or by the library.

Floor: ask.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from licenseengine.ask.figures import find_date, find_figure, find_money
from licenseengine.ask.lexicon import Found, Search
from licenseengine.library.catalog import normal_ref
from licenseengine.library.index import Library

_MAX_WORDS = 12
_REF = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/(?:datasets/|models/)?)?"
    r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*(?:@\w+)?"
)
_SERVICE = re.compile(r"[A-Za-z][\w.-]*:[A-Za-z0-9][\w./-]*")
_SUFFIX = re.compile(r"-(?:licen[sc]ed|based)$", re.IGNORECASE)
_VERSION = re.compile(r"v?\d[\w.]*|\d+x\d+b", re.IGNORECASE)
_EXCEPTION = re.compile(r"[\w.-]+")
_LABEL = re.compile(r"[\"“«']\s*([^\"”»']+?)\s*[\"”»']|([^\s\"?!,;]*[^\s\"?!,;.])")
_OPERATORS = frozenset({"AND", "OR", "WITH"})
_MARKS = frozenset(',;:?!()"/&')


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for: an artefact or a license.

    `text` is a ref or, where `is_license`, an id or expression; `license` is the id of the license
    of that name, if there is one, for a name that may be either.
    """

    text: str
    is_license: bool = False
    is_service: bool = False
    license: str | None = None


class QuestionNames:
    """The names of one question, in one language."""

    def __init__(
        self, text: str, library: Library, common: frozenset[str], book: "NameForms"
    ) -> None:
        """Take the question; `common` are words of phrases, never a name by themselves."""
        self.text, self.library, self.common, self.forms = text, library, common, book
        self._finders: dict[str, Callable[[Search, int], Iterable[Found]]] = {
            "figure": lambda search, place: find_figure(text, search, place),
            "money": lambda search, place: find_money(text, search, place),
            "date": lambda search, place: find_date(text, search, place),
            "thing": self._things,
            "label": self._label,
            "quote": self._quote,
            "place": self._code,
            "licensor": self._licensor,
        }

    def find(self, slot: str, search: Search, place: int) -> list[Found]:
        """What a slot may stand for at a word."""
        finder = self._finders.get(slot)
        return list(finder(search, place)) if finder else []

    def _things(self, search: Search, place: int) -> Iterator[Found]:
        start = search.words[place].start
        if start and not (self.text[start - 1].isspace() or self.text[start - 1] in "\"'([«“,;—"):
            return
        yield from self._by_form(search, start)
        yield from self._expressions(search, place)
        for end in range(min(len(search.words), place + _MAX_WORDS), place, -1):
            text = self._slice(search, place, end)
            found = self._artefact(text, search, place, end) if text else None
            if found is not None:
                yield end, found

    def _by_form(self, search: Search, start: int) -> Iterator[Found]:
        """``org/name`` and ``provider:model``; not two common words with a stroke between."""
        for pattern in (_REF, _SERVICE):
            match = pattern.match(self.text, start)
            text = _SUFFIX.sub("", match.group().rstrip(".-")) if match else ""
            if "://" in text and pattern is _SERVICE:
                continue
            if self._is_common(text):
                continue
            end = _ending(search, start + len(text))
            if end is not None and text:
                service = pattern is _SERVICE
                yield end, Name(text if service else normal_ref(text), is_service=service)

    def _is_common(self, text: str) -> bool:
        """Whether common words or licenses stand on both sides of the stroke."""
        words = [word for word in re.split(r"[/:.-]", text.casefold()) if word]
        if all(word in self.common or word.isdigit() for word in words):
            return True
        return all(self.library.resolve(part) for part in re.split("[/:]", text))

    def _slice(self, search: Search, place: int, end: int) -> str | None:
        """The text of some words, if a name may end with the last of them."""
        words = search.words
        after = self.text[words[end - 1].end :]
        if re.match(r"[-_/:.][\w]|\w", after) and not _SUFFIX.match((after.split() or [""])[0]):
            return None
        if any(word.folded in _MARKS for word in words[place:end]):
            return None
        return self.text[words[place].start : words[end - 1].end]

    def _artefact(self, text: str, search: Search, place: int, end: int) -> Name | None:
        """An artefact that the catalogue names, or a license that belongs to one model."""
        joined = re.sub(r"\s+", "-", text)
        id_ = self.library.resolve(text)
        if id_ is not None:
            license_ = self.library.get(id_)
            is_model = license_ is not None and license_.kind == "model"
            return Name(joined, license=id_) if is_model else None
        first = search.words[place].folded
        if first in self.common:
            return None
        entry = self.library.find_artefact(text)
        if entry is None or not self._is_listed(text, entry.ref):
            spaced = [w for w in search.words[place + 1 : end] if self.text[w.start - 1].isspace()]
            if not all(
                w.folded in self.forms.parts or _VERSION.fullmatch(w.folded) for w in spaced
            ):
                return None
            entry = self.library.find_artefact(joined)
        if entry is None or entry.kind is None:
            return None
        return Name(joined, is_service=entry.kind == "service")

    def _is_listed(self, text: str, ref: str) -> bool:
        """Whether the catalogue has this very name, and not a pattern that it matches."""
        turned = self.library.find_artefact(text.swapcase())
        return ref.casefold() == text.casefold() and turned is not None and turned.ref == ref

    def _licenses(self, search: Search, place: int) -> Iterator[Found]:
        """Single licenses, by name or by the form of an id; a model's own license as well."""
        for end in range(min(len(search.words), place + _MAX_WORDS), place, -1):
            text = self._slice(search, place, end)
            if text is None:
                continue
            id_ = self.library.resolve(text)
            joined = re.sub(r"\s+", "-", text)
            forms = self.forms.spaced if joined != text else (*self.forms.spaced, *self.forms.whole)
            if id_ is None and any(form.fullmatch(joined) for form in forms):
                id_ = joined
            if id_ is not None:
                yield end, Name(id_, is_license=True, license=id_)

    def _expressions(self, search: Search, place: int) -> Iterator[Found]:
        """Licenses that no single model owns, and what AND, OR, WITH and brackets make of them."""
        row = list(self._operand(search, place))
        while row:
            yield from row
            row = [
                (end, Name(f"{name.text} {operator} {other.text}", is_license=True))
                for after, name in row
                for operator in self._operator(search, after)
                for end, other in self._operand(search, after + 1, operator)
            ]

    def _operand(self, search: Search, place: int, operator: str = "") -> Iterator[Found]:
        if place >= len(search.words):
            return
        if search.words[place].folded == "(":
            for end, name in self._expressions(search, place + 1):
                closes = end < len(search.words) and search.words[end].folded == ")"
                if closes and " " in name.text:
                    yield end + 1, replace(name, text=f"({name.text})")
        elif operator == "WITH":
            match = _EXCEPTION.match(self.text, search.words[place].start)
            after = _ending(search, match.end()) if match else None
            if match and after is not None:
                yield (
                    after,
                    Name(self.library.resolve(match.group()) or match.group(), is_license=True),
                )
        else:
            for end, name in self._licenses(search, place):
                license_ = self.library.get(name.text)
                if license_ is None or license_.kind != "model" or operator:
                    yield end, name

    def _operator(self, search: Search, place: int) -> Sequence[str]:
        if place + 1 >= len(search.words):
            return ()
        text = self.text[search.words[place].start : search.words[place].end]
        return (text,) if text in _OPERATORS else ()

    def _label(self, search: Search, place: int) -> list[Found]:
        """A name that is given: in quotes, or one word without a space."""
        match = _LABEL.match(self.text, search.words[place].start)
        end = _ending(search, match.end()) if match else None
        return [(end, match[1] or match[2])] if match and end is not None else []

    def _quote(self, search: Search, place: int) -> list[Found]:
        """Words in quotes."""
        quoted = self.text[search.words[place].start] in "\"“«'"
        return self._label(search, place) if quoted else []

    def _code(self, search: Search, place: int) -> list[Found]:
        """ISO 3166 codes in capital letters."""
        word = search.words[place]
        text = self.text[word.start : word.end]
        return [(place + 1, text)] if text in self.forms.places else []

    def _licensor(self, search: Search, place: int) -> list[Found]:
        known = self.library.vocabulary.words("licensors")
        found = []
        for end in range(place + 1, min(place + 4, len(search.words)) + 1):
            name = "-".join(word.folded for word in search.words[place:end])
            if name in known:
                found.append((end, name))
        return found


@dataclass(frozen=True, slots=True)
class NameForms:
    """What the phrase book says of names: forms of license ids, words of model names, places."""

    spaced: tuple[re.Pattern[str], ...]
    whole: tuple[re.Pattern[str], ...]
    parts: frozenset[str]
    places: frozenset[str]


def _ending(search: Search, place: int) -> int | None:
    """The number of words up to the one that ends at a place of the text."""
    for number, word in enumerate(search.words):
        if word.end == place:
            return number + 1
    return None
