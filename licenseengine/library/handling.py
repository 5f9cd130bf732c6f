"""The entries of ``handling`` in a license file: what its text says about data sent to a service.

Floor: library. The words stand in the vocabulary's `handling`; a condition is that of a rule.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from licenseengine.errors import Diagnostic, ReadError, Span, nearest
from licenseengine.language.check import check_sentence
from licenseengine.language.parser import parse_condition
from licenseengine.language.tree import Condition, Quantity, Rule
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.language.yaml_text import Document
from licenseengine.library.records import Handling

_BESIDE = ("period", "places", "url")
_WORD_REMEDY = "use a word of `handling` in licenses/vocabulary.yaml, or define it there"

Place = Callable[[str], Span]
Words = Mapping[str, Any]


class HandlingEntry(BaseModel):
    """One entry of ``handling``: a topic, the section that speaks of it, a stance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str
    cite: str = Field(min_length=1)
    stance: str
    of: list[str] = []
    when: str | None = None
    period: str | None = None
    places: list[str] = []
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    rule: str | None = None
    note: str | None = None


def read_handling(
    license_: str, entries: list[HandlingEntry], document: Document, vocabulary: Vocabulary
) -> tuple[tuple[Handling, ...], list[Diagnostic]]:
    """What a license's own file says about data, and all complaints about it, each at its place.

    Codes: LE202 an unknown word, LE205 a period that is none, LE301 a key that does not go with
    the others; those of a rule's condition for `when`.
    """
    words = vocabulary.raw["handling"]
    found, complaints = [], []
    for number, entry in enumerate(entries):
        place = partial(document.span, "handling", number)
        origin = document.text_span("handling", number, "when")
        when, wrong = _condition(entry.when, origin, vocabulary)
        complaints += [*_words(entry, words, place), *_beside(entry, words, place)]
        complaints += [*_figures(entry, vocabulary, place), *wrong]
        found.append(
            Handling(
                entry.topic,
                entry.stance,
                entry.cite,
                license_,
                tuple(entry.of),
                when,
                _period(entry.period, words["units"]),
                tuple(entry.places),
                entry.url,
                entry.rule,
                entry.note,
            )
        )
    return tuple(found), complaints


def _words(entry: HandlingEntry, words: Words, place: Place) -> Iterator[Diagnostic]:
    """Topic, stance and kinds of data are known; a stance is one of its topic."""
    yield from _unknown("topic", [entry.topic], words["topics"], place("topic"))
    if entry.topic in words["topics"]:
        stances = words["topics"][entry.topic]["stances"]
        yield from _unknown(f"stance on {entry.topic}", [entry.stance], stances, place("stance"))
    yield from _unknown("kind of data", entry.of, words["data"], place("of"))


def _unknown(
    what: str, told: list[str], known: Collection[str], at: Span, remedy: str = _WORD_REMEDY
) -> Iterator[Diagnostic]:
    for word in told:
        if word not in known:
            said = f"unknown {what} `{word}`"
            yield Diagnostic("LE202", at, said, nearest(word, known), remedy)


def _beside(entry: HandlingEntry, words: Words, place: Place) -> Iterator[Diagnostic]:
    """Beside a stance stands what the vocabulary says must, or may."""
    stances = words["topics"].get(entry.topic, {}).get("stances", {})
    if entry.stance not in stances:
        return
    stance = stances[entry.stance]
    needed, taken = stance.get("needs", []), stance.get("takes", [])
    told = [key for key in _BESIDE if getattr(entry, key)]
    for key in needed:
        if key not in told:
            said = f"the stance `{entry.stance}` needs the key `{key}`"
            yield Diagnostic("LE301", place("stance"), said)
    for key in told:
        if key not in (*needed, *taken):
            said = f"`{key}` does not go with the stance `{entry.stance}`"
            yield Diagnostic("LE301", place(key), said, None, f"remove `{key}`")
    if entry.rule and entry.when:
        said = "`when` does not go with `rule`, which has a condition of its own"
        yield Diagnostic("LE301", place("when"), said, None, "remove one of them")


def _figures(entry: HandlingEntry, vocabulary: Vocabulary, place: Place) -> Iterator[Diagnostic]:
    """Periods and places can be read."""
    units = vocabulary.raw["handling"]["units"]
    if entry.period and _period(entry.period, units) is None:
        said, remedy = f"`{entry.period}` is no period", f"write a figure and {', '.join(units)}"
        yield Diagnostic("LE205", place("period"), said, None, remedy)
    codes = [code for code in entry.places if not re.fullmatch("[A-Z]{2}", code)]
    remedy = "write an ISO 3166 code, or a group of places of licenses/vocabulary.yaml"
    groups = vocabulary.raw["places"]["groups"]
    yield from _unknown("place", codes, groups, place("places"), remedy)


def _period(text: str | None, units: Collection[str]) -> Quantity | None:
    """``30 days`` or ``1 hour``; None for what is no period."""
    read = re.fullmatch(r"([1-9][0-9]*) ([a-z]+?)s?", text or "")
    if read is None or f"{read[2]}s" not in units:
        return None
    return Quantity(int(read[1]), f"{read[2]}s")


def _condition(
    text: str | None, origin: Span, vocabulary: Vocabulary
) -> tuple[Condition | None, list[Diagnostic]]:
    if text is None:
        return None, []
    try:
        when = parse_condition(text, origin)
    except ReadError as error:
        return None, list(error.diagnostics)
    # checked as what it is in a rule: the condition on which something holds
    return when, check_sentence(Rule("reserve", when=when), text, origin, vocabulary)
