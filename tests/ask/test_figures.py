"""Figures, money and dates as each language writes them; what is no whole figure is none."""

from pathlib import Path

import pytest

from licenseengine.ask.understand import understand
from licenseengine.errors import QuestionError
from licenseengine.library.index import Library

USERS = {
    "en": "can I use this with {} monthly users",
    "fr": "puis-je utiliser ceci avec {}utilisateurs par mois",
    "it": "posso usare questo con {} utenti al mese",
}
REVENUE = {
    "en": "can I use this with a revenue of {}",
    "fr": "puis-je utiliser ceci avec un chiffre d'affaires de {}",
    "it": "posso usare questo con un fatturato di {}",
}
DAY = {
    "en": "can I use this on {}",
    "fr": "puis-je utiliser ceci le {}",
    "it": "posso usare questo il {}",
}


@pytest.mark.parametrize(
    ("lang", "text", "figure"),
    [
        ("en", "0", 0),
        ("en", "3M", 3_000_000),
        ("en", "3 M", 3_000_000),
        ("en", "700 million", 700_000_000),
        ("en", "1.5 billion", 1_500_000_000),
        ("en", "2bn", 2_000_000_000),
        ("en", "500k", 500_000),
        ("en", "1,234,567", 1_234_567),
        ("en", "3.5M", 3_500_000),
        ("en", "two million", 2_000_000),
        ("en", "a million", 1_000_000),
        ("en", "a hundred thousand", 100_000),
        ("fr", "3 000 000 ", 3_000_000),
        ("fr", "2,5 millions d'", 2_500_000),
        ("fr", "3.000.000 ", 3_000_000),
        ("fr", "deux millions d'", 2_000_000),
        ("fr", "1 milliard d'", 1_000_000_000),
        ("it", "3.000.000 di", 3_000_000),
        ("it", "2,5 milioni di", 2_500_000),
        ("it", "due milioni di", 2_000_000),
        ("it", "100 mila", 100_000),
    ],
)
def test_a_figure_of_users(
    lang: str, text: str, figure: int, small: Library, phrases: Path
) -> None:
    question = understand(USERS[lang].format(text), small, phrases)
    assert question.facts == {"licensee.monthly_active_users": f"{figure} users"}


@pytest.mark.parametrize(
    ("lang", "text", "money"),
    [
        ("en", "5M USD", "5000000 USD"),
        ("en", "$5M", "5000000 USD"),
        ("en", "US$ 5 million", "5000000 USD"),
        ("en", "5 million US dollars", "5000000 USD"),
        ("en", "€2.5M a year", "2500000 EUR"),
        ("en", "£100,000", "100000 GBP"),
        ("en", "1,000,000 yuan", "1000000 CNY"),
        ("fr", "5 millions d'euros", "5000000 EUR"),
        ("fr", "2,5 M€", "2500000 EUR"),
        ("fr", "500 000 €", "500000 EUR"),
        ("fr", "1 million de dollars", "1000000 USD"),
        ("it", "5 milioni di euro", "5000000 EUR"),
        ("it", "1.000.000 di dollari", "1000000 USD"),
        ("it", "€500.000", "500000 EUR"),
    ],
)
def test_an_amount_of_money(
    lang: str, text: str, money: str, small: Library, phrases: Path
) -> None:
    question = understand(REVENUE[lang].format(text), small, phrases)
    assert question.facts == {"licensee.annual_revenue": money}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "2026-03-01"),
        ("en", "1 March 2026"),
        ("en", "March 1, 2026"),
        ("en", "1st March 2026"),
        ("fr", "1er mars 2026"),
        ("fr", "1 mars 2026"),
        ("it", "1 marzo 2026"),
    ],
)
def test_a_day(lang: str, text: str, small: Library, phrases: Path) -> None:
    assert understand(DAY[lang].format(text), small, phrases).facts == {"use.date": "2026-03-01"}


@pytest.mark.parametrize(
    "text",
    [
        "can I use this with 1.5 monthly users",
        "can I use this with 1,23 monthly users",
        "can I use this with 1.234.567 monthly users",
        "can I use this with about 3M monthly users",
        "can I use this with more than 3M monthly users",
        "can I use this with 3M daily users",
        "can I use this with a revenue of 5M",
        "can I use this with a revenue of 5M CHF",
        "can I use this on 2026-13-01",
        "can I use this on 31 February 2026",
        "can I use this on 01/03/2026",
        "can I use this in March",
    ],
)
def test_what_is_not_certain_is_not_guessed(text: str, small: Library, phrases: Path) -> None:
    with pytest.raises(QuestionError):
        understand(text, small, phrases)
