"""Words, types and units of a sentence, checked against the vocabulary.

Floor: language. The parser knows shapes; here each word must be known and fit its place.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date

from licenseengine.errors import Diagnostic, Span
from licenseengine.language.tree import (
    Accept,
    All,
    Any,
    Condition,
    Not,
    Quantity,
    Relicense,
    Rule,
    Sentence,
    Test,
    Treat,
    Value,
)
from licenseengine.language.vocabulary import FactSpec, Vocabulary

_WORD_REMEDY = "use a word of licenses/vocabulary.yaml, or define it there with its meaning"
_FITTING = {
    "flag": {"is", "=", "!="},
    "word": {"=", "!=", "in"},
    "words": {"has", "within"},
    "quantity": {"=", "!=", ">", ">=", "<", "<="},
    "place": {"=", "!=", "in"},
    "places": {"has", "within"},
    "date": {"=", "!=", ">", ">=", "<", "<="},
}


def check_sentence(
    sentence: Sentence, text: str, origin: Span, vocabulary: Vocabulary
) -> list[Diagnostic]:
    """All complaints about the words of a sentence, each at its place in `text`.

    Codes: LE202 unknown word, LE203 unknown fact, LE204 a comparison that does not fit the fact,
    LE205 a value that does not fit, LE601 a wrong unit.
    """
    return [
        Diagnostic(code, _find(word, text, origin), message, suggestion, remedy)
        for code, word, message, suggestion, remedy in _complaints(sentence, vocabulary)
    ]


_Complaint = tuple[str, str, str, str | None, str]


def _find(word: str, text: str, origin: Span) -> Span:
    found = re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", text)
    offset = found.start() if found else 0
    return Span(origin.path, origin.line, origin.column + offset, len(word) if found else len(text))


def _complaints(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[_Complaint]:
    match sentence:
        case Rule():
            yield from _unknown("action", sentence.actions, vocabulary.words("actions"), vocabulary)
            states = (*vocabulary.words("states"), "any")
            yield from _unknown("state", sentence.states, states, vocabulary)
            kinds = (*vocabulary.words("kinds"), *vocabulary.words("classes"))
            yield from _unknown("kind or class", sentence.kinds, kinds, vocabulary)
            duty = (sentence.duty,) if sentence.duty else ()
            yield from _unknown("duty", duty, vocabulary.words("duties"), vocabulary)
            rights = vocabulary.words("reserved_rights")
            yield from _unknown("reserved right", sentence.names, rights, vocabulary)
            yield from _condition(sentence.when, vocabulary)
            yield from _condition(sentence.unless, vocabulary)
        case Treat(state, target, when):
            words = vocabulary.words("states")
            yield from _unknown("state", (state, target), words, vocabulary)
            yield from _condition(when, vocabulary)
        case Accept(burdens):
            yield from _unknown("burden", burdens, vocabulary.burdens, vocabulary)
        case Relicense(_, when):
            yield from _condition(when, vocabulary)


def _unknown(
    what: str, words: Collection[str], known: Collection[str], vocabulary: Vocabulary
) -> Iterator[_Complaint]:
    for word in words:
        if word not in known:
            hint = vocabulary.suggest(word, known)
            yield "LE202", word, f"unknown {what} `{word}`", hint, _WORD_REMEDY


def _condition(condition: Condition | None, vocabulary: Vocabulary) -> Iterator[_Complaint]:
    match condition:
        case None:
            return
        case Not(operand):
            yield from _condition(operand, vocabulary)
        case All(operands) | Any(operands):
            for operand in operands:
                yield from _condition(operand, vocabulary)
        case Test(fact, operator, values):
            spec = vocabulary.facts.get(fact)
            if spec is None:
                hint = vocabulary.suggest(fact, vocabulary.facts)
                remedy = "use a fact of licenses/vocabulary.yaml, or define it there with its unit"
                yield "LE203", fact, f"unknown fact `{fact}`", hint, remedy
            elif operator not in _FITTING[spec.type]:
                fitting = ", ".join(sorted(_FITTING[spec.type]))
                message = f"`{operator}` does not fit `{fact}`, which is a {spec.type}"
                yield "LE204", fact, message, None, f"compare it with one of: {fitting}"
            else:
                for value in values:
                    yield from _value(spec, value, vocabulary)


def _value(spec: FactSpec, value: Value, vocabulary: Vocabulary) -> Iterator[_Complaint]:
    fits = {
        "flag": isinstance(value, bool),
        "quantity": isinstance(value, Quantity),
        "date": isinstance(value, date) or value in vocabulary.facts,
    }
    shown = str(value.value) if isinstance(value, Quantity) else str(value)
    if not fits.get(spec.type, isinstance(value, str)):
        yield (
            "LE205",
            shown,
            f"`{shown}` is no {spec.type}, as `{spec.name}` is",
            None,
            _WORD_REMEDY,
        )
    elif isinstance(value, Quantity) and value.unit not in vocabulary.units_of(spec):
        message = f"`{spec.name}` counts in {spec.unit}, not in `{value.unit}`"
        yield (
            "LE601",
            value.unit or shown,
            message,
            spec.unit,
            "convert the figure, or mend the unit",
        )
    elif isinstance(value, str) and spec.type in {"word", "words"}:
        if value in vocabulary.facts and vocabulary.facts[value].type == "word":
            return
        if spec.values and value not in spec.values:
            hint = vocabulary.suggest(value, spec.values)
            yield "LE202", value, f"`{value}` is no value of `{spec.name}`", hint, _WORD_REMEDY
    elif isinstance(value, str) and spec.type in {"place", "places"}:
        groups = vocabulary.raw["places"]["groups"]
        if value not in groups and not (len(value) == 2 and value.isupper()):  # noqa: PLR2004 - ISO 3166 alpha-2
            message = f"`{value}` is no ISO 3166 code and no group of places"
            yield "LE202", value, message, vocabulary.suggest(value, groups), _WORD_REMEDY
