"""Facts told about a licensee and a plan, and how their text is read.

Floor: language. Values are plain: bool, str, date, Quantity, and frozenset of words or places.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from licenseengine.language.figures import read_figure
from licenseengine.language.tree import Quantity
from licenseengine.language.vocabulary import FactSpec, Vocabulary

FactValue = bool | str | date | Quantity | frozenset[str]
WORLD = "WORLD"


class FactError(ValueError):
    """A fact's text does not fit its type; `suggestion` is the word that was probably meant."""

    def __init__(self, message: str, suggestion: str | None = None, code: str = "LE205") -> None:
        self.suggestion = suggestion
        self.code = code
        super().__init__(message)


@dataclass(frozen=True)
class Facts:
    """What is known when a rule is asked.

    `told` are facts that somebody gave, `assumed` those taken because nobody did, `as_of` the
    day for which a figure was told. A name in neither map is unknown.
    """

    told: Mapping[str, FactValue] = field(default_factory=dict)
    assumed: Mapping[str, FactValue] = field(default_factory=dict)
    as_of: Mapping[str, date] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        """By content, so that what was found under the same facts can be remembered."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        maps = (self.told, self.assumed, self.as_of)
        return hash((*(frozenset(m.items()) for m in maps), self.hidden))

    def get(self, name: str) -> FactValue | None:
        """The value of a fact; None when it is unknown, or told for another day only."""
        if name in self.hidden:
            return None
        value = self.told.get(name)
        return self.assumed.get(name) if value is None else value

    def telling(self, more: Mapping[str, FactValue]) -> "Facts":
        """These facts and `more`, which win."""
        return replace(self, told={**self.told, **more})

    def only(self, names: frozenset[str]) -> "Facts":
        """These facts, those named alone."""
        told, assumed, as_of = (
            {name: value for name, value in facts.items() if name in names}
            for facts in (self.told, self.assumed, self.as_of)
        )
        return Facts(told, assumed, as_of, self.hidden & names)  # type: ignore[arg-type]

    def forgetting(self, names: frozenset[str]) -> "Facts":
        """These facts without `names`."""
        return replace(self, told={k: v for k, v in self.told.items() if k not in names})

    def during(self, window: tuple[date, date] | None) -> "Facts":
        """These facts as a clause sees them that counts figures in `window`, both days included."""
        if window is None or not self.as_of:
            return self
        start, end = window
        outside = {name for name, day in self.as_of.items() if not start <= day <= end}
        return replace(self, hidden=frozenset(outside)) if outside else self


def window_of(period: str, anchor: date) -> tuple[date, date]:
    """The days on which a figure counts for a clause, both included.

    Args:
        period: ``month`` (the calendar month before, up to the anchor), ``year`` (from the first
            day of the year before) or ``day``.
        anchor: the day that the clause names.
    """
    if period == "month":
        last = anchor.replace(day=1) - timedelta(days=1)
        return last.replace(day=1), anchor
    if period == "year":
        return date(anchor.year - 1, 1, 1), anchor
    return anchor, anchor


def read_fact(
    spec: FactSpec,
    told: Any,  # noqa: ANN401 - text, list or map, as a file has it
    vocabulary: Vocabulary,
) -> tuple[FactValue, date | None]:
    """Read a fact's text by its type.

    Args:
        spec: what the vocabulary says of the fact.
        told: text, a list of texts, or a map ``{value, as_of}``, as a manifest or option has it.
        vocabulary: for the words and places that may stand there.

    Returns:
        The value, and the day for which it was told, if one was named.

    Raises:
        FactError: the text does not fit; LE6xx codes for a unit that is wrong.
    """
    day = None
    if isinstance(told, dict):
        if set(told) - {"value", "as_of"} or "value" not in told:
            raise FactError(f"`{spec.name}` takes a value, or a map with `value` and `as_of`")
        day = _date(told["as_of"], f"{spec.name}.as_of") if told.get("as_of") else None
        told = told["value"]
    return _read(spec, told, vocabulary), day


def _read(spec: FactSpec, told: Any, vocabulary: Vocabulary) -> FactValue:  # noqa: ANN401 - as above
    match spec.type:
        case "words" | "places":
            return _read_set(spec, told, vocabulary)
        case _ if isinstance(told, list | tuple | dict):
            raise FactError(f"`{spec.name}` takes one value, not several")
        case "flag":
            text = str(told).casefold()
            if text not in {"true", "false"}:
                raise FactError(f"`{spec.name}` is true or false, not `{told}`")
            return text == "true"
        case "quantity":
            return read_quantity(spec, str(told), vocabulary)
        case "date":
            return _date(told, spec.name)
        case "place":
            return _place(spec, str(told), vocabulary)
        case "word":
            return _word(spec, str(told), vocabulary)


def _read_set(spec: FactSpec, told: Any, vocabulary: Vocabulary) -> frozenset[str]:  # noqa: ANN401 - as above
    if isinstance(told, str):
        told = [part.strip() for part in told.strip("[]").split(",") if part.strip()]
    if not isinstance(told, list | tuple):
        raise FactError(f"`{spec.name}` takes a list of words")
    if spec.type == "words":
        return frozenset(_word(spec, str(t), vocabulary) for t in told)
    places: frozenset[str] = frozenset()
    return places.union(*(_place(spec, str(t), vocabulary) for t in told))


def _word(spec: FactSpec, word: str, vocabulary: Vocabulary) -> str:
    if spec.values and word not in spec.values:
        message = f"`{word}` is no value of `{spec.name}`"
        raise FactError(message, vocabulary.suggest(word, spec.values))
    return word


def _place(spec: FactSpec, code: str, vocabulary: Vocabulary) -> frozenset[str]:
    known = code in vocabulary.raw["places"]["groups"] or code == WORLD
    if not known and not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):  # noqa: PLR2004 - ISO 3166 alpha-2
        message = f"`{code}` in `{spec.name}` is no ISO 3166 code and no group of places"
        groups = vocabulary.raw["places"]["groups"]
        hint = code.upper() if len(code) == 2 else vocabulary.suggest(code, groups)  # noqa: PLR2004 - as above
        raise FactError(message, hint)
    return vocabulary.place(code)


def _date(told: Any, name: str) -> date:  # noqa: ANN401 - text, or a date a caller made
    if isinstance(told, date):
        return told
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        raise FactError(f"`{told}` in `{name}` is no ISO 8601 date such as 2026-01-31") from None


def read_quantity(spec: FactSpec, text: str, vocabulary: Vocabulary) -> Quantity:
    """Read ``2M``, ``2M users`` or ``5_000_000 EUR`` in the fact's unit, or in another currency.

    Raises:
        FactError: LE205 for what is no figure, LE601 for another unit.
    """
    figure, _, unit = text.strip().partition(" ")
    unit = unit.strip() or spec.unit or ""
    if unit not in vocabulary.units_of(spec):
        message = f"`{spec.name}` counts in {spec.unit}, not in `{unit}`"
        raise FactError(message, f"{figure} {spec.unit}", code="LE601")
    try:
        return Quantity(read_figure(figure), unit)
    except ValueError:
        message = f"`{text}` in `{spec.name}` is not a whole figure such as 2M or 1500000"
        raise FactError(message) from None
