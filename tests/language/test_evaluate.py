"""Conditions over facts: the table is the specification."""

from datetime import date

import pytest

from licenseengine.language.evaluate import evaluate, mentioned, open_facts
from licenseengine.language.facts import FactError, Facts, read_fact, window_of
from licenseengine.language.parser import parse_condition
from licenseengine.language.truth import Truth
from licenseengine.language.vocabulary import Vocabulary

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


def told(vocabulary: Vocabulary, **given: object) -> Facts:
    """Facts from text, with `_` for the dot after the subject."""
    values = {}
    for name, value in given.items():
        subject, _, rest = name.partition("_")
        fact = f"{subject}.{rest}".replace("inputs_", "inputs.").replace("outputs_", "outputs.")
        values[fact] = read_fact(vocabulary.facts[fact], value, vocabulary)[0]
    return Facts(values)


@pytest.mark.parametrize(
    ("condition", "given", "expected"),
    [
        ("use.commercial", {"use_commercial": "true"}, T),
        ("use.commercial", {"use_commercial": "false"}, F),
        ("use.commercial", {}, U),
        ("licensee.monthly_active_users > 700M users", {"licensee_monthly_active_users": "700M"}, F),
        ("licensee.monthly_active_users > 700M users", {"licensee_monthly_active_users": "700000001"}, T),
        ("licensee.monthly_active_users >= 700M users", {"licensee_monthly_active_users": "700M"}, T),
        ("licensee.monthly_active_users < 1 users", {"licensee_monthly_active_users": "0"}, T),
        ("licensee.annual_revenue > 1M USD", {"licensee_annual_revenue": "2M EUR"}, U),
        ("licensee.annual_revenue > 1M EUR", {"licensee_annual_revenue": "2M EUR"}, T),
        ("licensee.domicile in EU", {"licensee_domicile": "FR"}, T),
        ("licensee.domicile in EU", {"licensee_domicile": "GB"}, F),
        ("licensee.domicile in EU", {"licensee_domicile": "EEA"}, U),
        ("use.territories has any of [EU, KR]", {"use_territories": ["US", "DE"]}, T),
        ("use.territories has any of [EU, KR]", {"use_territories": ["US"]}, F),
        ("use.territories has KR", {"use_territories": ["WORLD"]}, T),
        ("use.territories within EU", {"use_territories": ["FR", "DE"]}, T),
        ("use.territories within EU", {"use_territories": ["FR", "GB"]}, F),
        ("use.purposes within [research, education]", {"use_purposes": ["research"]}, T),
        ("use.purposes within [research, education]", {"use_purposes": ["research", "product"]}, F),
        ("use.purposes within [research, education]", {}, U),
        ("use.purposes has product", {}, U),
        ("use.purposes has any of [military, weapons]", {}, F),
        ("use.purposes has any of [military, weapons]", {"use_purposes": ["weapons"]}, T),
        ("use.purposes has military", {"use_purposes": ["product"]}, F),
        ("licensee.kind in [individual, academic]", {"licensee_kind": "academic"}, T),
        ("licensee.kind = company", {"licensee_kind": "academic"}, F),
        ("licensee.kind != company", {"licensee_kind": "academic"}, T),
        ("licensee.licensed_by has meta", {"licensee_licensed_by": []}, F),
        ("licensee.litigates_against has artefact.licensor", {"licensee_litigates_against": []}, F),
        ("licensee.litigates_against has artefact.licensor", {"licensee_litigates_against": ["meta"]}, U),
        ("use.date >= 2027-01-01", {"use_date": "2027-01-01"}, T),
        ("use.date >= params.change_date", {"use_date": "2027-01-01"}, U),
        ("use.commercial or use.production", {"use_production": "true"}, T),
        ("use.commercial and use.production", {"use_production": "false"}, F),
        ("not use.commercial", {}, U),
    ],
)  # fmt: skip
def test_a_condition_has_the_truth_that_the_facts_give(
    condition: str, given: dict[str, object], expected: Truth, vocabulary: Vocabulary
) -> None:
    assert evaluate(parse_condition(condition), told(vocabulary, **given), vocabulary) is expected


def test_no_condition_asks_nothing(vocabulary: Vocabulary) -> None:
    assert evaluate(None, Facts(), vocabulary) is T


def test_only_facts_that_can_still_decide_are_open(vocabulary: Vocabulary) -> None:
    condition = parse_condition("use.commercial and (use.production or use.minors)")
    facts = told(vocabulary, use_commercial="true")
    assert open_facts(condition, facts, vocabulary) == {"use.production", "use.minors"}
    settled = told(vocabulary, use_commercial="false")
    assert open_facts(condition, settled, vocabulary) == frozenset()
    assert mentioned(condition) == {"use.commercial", "use.production", "use.minors"}


@pytest.mark.parametrize(
    ("period", "anchor", "start", "end"),
    [
        ("month", date(2024, 7, 23), date(2024, 6, 1), date(2024, 7, 23)),
        ("month", date(2024, 1, 1), date(2023, 12, 1), date(2024, 1, 1)),
        ("year", date(2026, 11, 1), date(2025, 1, 1), date(2026, 11, 1)),
        ("day", date(2024, 7, 23), date(2024, 7, 23), date(2024, 7, 23)),
    ],
)
def test_a_figure_counts_in_the_window_of_its_clause(
    period: str, anchor: date, start: date, end: date
) -> None:
    assert window_of(period, anchor) == (start, end)


def test_a_figure_told_for_another_day_is_not_told(vocabulary: Vocabulary) -> None:
    spec = vocabulary.facts["licensee.monthly_active_users"]
    value, day = read_fact(spec, {"value": "900M", "as_of": "2026-10-31"}, vocabulary)
    assert day == date(2026, 10, 31)
    facts = Facts({spec.name: value}, {}, {spec.name: day})
    assert facts.get(spec.name) == value
    assert facts.during((date(2024, 6, 1), date(2024, 7, 23))).get(spec.name) is None
    assert facts.during((date(2026, 10, 1), date(2026, 11, 1))).get(spec.name) == value
    assert facts.during(None) is facts


@pytest.mark.parametrize(
    ("fact", "text", "code"),
    [
        ("use.commercial", "maybe", "LE205"),
        ("use.purposes", "armed", "LE205"),
        ("licensee.domicile", "France", "LE205"),
        ("licensee.annual_revenue", "5M users", "LE601"),
        ("licensee.monthly_active_users", "many", "LE205"),
        ("licensee.monthly_active_users", "1.5", "LE205"),
        ("use.date", "tomorrow", "LE205"),
        ("licensee.kind", "gmbh", "LE205"),
        ("licensee.kind", ["company", "academic"], "LE205"),
        ("licensee.annual_revenue", {"figure": "1M"}, "LE205"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    fact: str, text: object, code: str, vocabulary: Vocabulary
) -> None:
    with pytest.raises(FactError) as caught:
        read_fact(vocabulary.facts[fact], text, vocabulary)
    assert caught.value.code == code
