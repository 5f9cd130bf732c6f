"""Figures, money and dates in words: ``3.5 million``, ``2,5 M€``, ``5 milioni di euro``.

What a dot or a comma in a figure means is the language's habit; a figure that is not whole is none.

Floor: ask.
"""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from licenseengine.ask.lexicon import Found, Search

_FIGURE = re.compile(
    r"(?P<whole>\d{1,3}(?:[ \u00a0\u202f]\d{3})+"
    r"|\d{1,3}(?P<group>[.,'])\d{3}(?:(?P=group)\d{3})*|\d+)"
    r"(?:(?P<point>[.,])(?P<part>\d+))?(?:\s?(?P<scale>bn|[kKmMbB]))?(?![\w])"
)
_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


def find_figure(text: str, search: Search, place: int) -> list[Found]:
    """The whole figures that begin at a word: digits or a number word, then a scale, if any."""
    found = []
    for end, value in _numbers(text, search, place):
        found.append((end, value))
        found += [(after, value * int(scale)) for after, scale in search.slot("scale", end)]
    return [(end, int(value)) for end, value in found if value.denominator == 1]


def _numbers(text: str, search: Search, place: int) -> Iterator[tuple[int, Fraction]]:
    for end, number in search.slot("number", place):
        yield end, Fraction(number)
    match = _FIGURE.match(text, search.words[place].start)
    if match is None:
        return
    ends = {word.end: i + 1 for i, word in enumerate(search.words)}
    value = _value(match, search.lexicon.language)
    if value is not None and match.end() in ends:
        yield ends[match.end()], value


def _value(match: re.Match[str], language: str) -> Fraction | None:
    whole, group, part = match["whole"], match["group"], match["part"]
    scale = _SCALES.get((match["scale"] or "").casefold(), 1)
    if group == ("." if language == "en" else ","):  # this language's decimal mark, not a group
        if whole.count(group) > 1 or part is not None:
            return None
        whole, _, part = whole.partition(group)
    digits = re.sub(r"\D", "", whole)
    fraction = Fraction(int(part), 10 ** len(part)) if part else Fraction(0)
    return (int(digits) + fraction) * scale


def find_money(text: str, search: Search, place: int) -> list[Found]:
    """Amounts with their currency before or after: ``5000000 USD``."""
    found = []
    for begin, before in [(place, ""), *search.slot("currency", place)]:
        for end, value in find_figure(text, search, begin) if begin < len(search.words) else ():
            if before:
                found.append((end, f"{value} {before}"))
            found += [
                (after, f"{value} {currency}")
                for after, currency in search.slot("currency", end)
                if before in {"", currency}
            ]
    return found


def find_date(text: str, search: Search, place: int) -> list[Found]:
    """Days: ISO 8601, or day, month and year in words; months in digits alone are not guessed."""
    match = _ISO.match(text, search.words[place].start)
    if match:
        ends = [i + 1 for i, word in enumerate(search.words) if word.end == match.end()]
        try:
            day = date.fromisoformat(match.group())
        except ValueError:
            return []
        return [(end, day.isoformat()) for end in ends]
    found = []
    for first, day_number in _day(search, place):
        for second, month in search.slot("month", first):
            found += _dated(search, second, day_number, int(month))
    for first, month in search.slot("month", place):
        for second, day_number in _day(search, first):
            comma = second < len(search.words) and search.words[second].folded == ","
            found += _dated(search, second + comma, day_number, int(month))
    return found


def _day(search: Search, place: int) -> Iterator[tuple[int, int]]:
    if place < len(search.words):
        match = re.fullmatch(r"(\d{1,2})(st|nd|rd|th|er)?", search.words[place].folded)
        if match:
            yield place + 1, int(match[1])


def _dated(search: Search, place: int, day: int, month: int) -> list[Found]:
    year = search.words[place].folded if place < len(search.words) else ""
    if not re.fullmatch(r"\d{4}", year):
        return []
    try:
        return [(place + 1, date(int(year), month, day).isoformat())]
    except ValueError:
        return []
