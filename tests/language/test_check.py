"""Unknown words, facts that do not fit, wrong units: each complaint at its place."""

import pytest

from licenseengine.errors import Span
from licenseengine.language.check import check_sentence
from licenseengine.language.parser import parse_sentence
from licenseengine.language.vocabulary import Vocabulary

ORIGIN = Span("x.yaml", 7, 11)


@pytest.mark.parametrize(
    ("text", "code", "word", "suggestion"),
    [
        ("permit distribut", "LE202", "distribut", "distribute"),
        ("permit use of derivatve", "LE202", "derivatve", "derivative"),
        ("permit use in modle", "LE202", "modle", "model"),
        ("require dsplay to use", "LE202", "dsplay", "display"),
        ("accept notise-file", "LE202", "notise-file", "notice-file"),
        ("reserve train-on-input", "LE202", "train-on-input", "train-on-inputs"),
        ("treat chnged as derivative", "LE202", "chnged", "changed"),
        ("permit use when use.comercial", "LE203", "use.comercial", "use.commercial"),
        ("permit use when use.purposes has militry", "LE202", "militry", "military"),
        ("forbid any when licensee.monthly_active_users > 5 USD", "LE601", "USD", "users"),
        ("forbid any when use.commercial > 5", "LE204", "use.commercial", None),
        ("forbid any when licensee.domicile in Fr", "LE202", "Fr", None),
        ("forbid any when use.date > 5 users", "LE205", "5", None),
    ],
)
def test_a_wrong_word_is_named_at_its_place(
    text: str, code: str, word: str, suggestion: str | None, vocabulary: Vocabulary
) -> None:
    [found] = check_sentence(parse_sentence(text), text, ORIGIN, vocabulary)
    assert (found.code, found.suggestion) == (code, suggestion)
    assert f"`{word}`" in found.message or word in found.message
    assert (found.span.line, found.span.column) == (7, 11 + text.index(word))


def test_all_wrong_words_of_a_sentence_are_told_at_once(vocabulary: Vocabulary) -> None:
    text = "permit us of orignal when use.comercial and use.produktion"
    found = check_sentence(parse_sentence(text), text, ORIGIN, vocabulary)
    assert [d.code for d in found] == ["LE202", "LE202", "LE203", "LE203"]


@pytest.mark.parametrize("unit", ["USD", "EUR", "CNY", "GBP"])
def test_money_may_be_counted_in_any_currency(unit: str, vocabulary: Vocabulary) -> None:
    text = f"forbid any when licensee.annual_revenue > 1M {unit}"
    assert check_sentence(parse_sentence(text), text, ORIGIN, vocabulary) == []
