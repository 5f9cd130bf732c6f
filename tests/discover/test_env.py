"""What the reader of environment files takes from one, and what it leaves."""

import time

import pytest

from licenseengine.discover.formats.env import read


@pytest.mark.parametrize(
    ("text", "keys", "form", "value"),
    [
        ("M=org/x", ("M",), "value", "org/x"),
        ("export M=org/x", ("M",), "value", "org/x"),
        ("  M = org/x  ", ("M",), "value", "org/x"),
        ('M="org/x" # no', ("M",), "value", "org/x"),
        ("M='org/x#y'", ("M",), "value", "org/x#y"),
        ("M=org/x # no", ("M",), "value", "org/x"),
        ("M=org/x#y", ("M",), "value", "org/x#y"),
        ("M=${A:-org/x}", ("A", "M"), "default", "org/x"),
        ("M=${M:-org/x}\r", ("M",), "default", "org/x"),
    ],
)
def test_a_variable_states_its_value(
    text: str, keys: tuple[str, ...], form: str, value: str
) -> None:
    (found,) = read(".env", text).statements
    assert (found.keys, found.form, found.value) == (keys, form, value)


@pytest.mark.parametrize("text", ["# M=org/x", "  #M=org/x", "M=", 'M=""', "M=  # no", "", "\n\n"])
def test_a_variable_that_is_commented_out_or_empty_states_nothing(text: str) -> None:
    assert read(".env", text).statements == ()


def test_a_variable_of_the_file_is_put_in() -> None:
    last = read(".env", "A=org\nM=${A}/x").statements[-1]
    assert (last.value, last.folded, last.line, last.column) == ("org/x", True, 2, 3)


def test_a_key_of_many_lines_hides_no_variable_after_it() -> None:
    found = read(".env", 'K="a\nM=no\n"\nM=org/x').statements
    assert [(s.value, s.line) for s in found] == [("org/x", 4)]


def test_a_line_that_sets_nothing_is_told_once() -> None:
    found = read(".env", "M=a\njunk\nmore junk\nN=b")
    assert [(g.code, g.place.line) for g in found.gaps] == [("LE703", 2)]
    assert [s.value for s in found.statements] == ["a", "b"]


@pytest.mark.parametrize("text", ['A="b', "A='b"])
def test_a_quote_that_is_not_closed_hides_no_other_line(text: str) -> None:
    assert "org/x" in [s.value for s in read(".env", f"{text}\nM=org/x").statements]


def test_too_many_variables_leave_a_gap() -> None:
    assert [gap.code for gap in read(".env", "A=b\n" * 30_000).gaps] == ["LE704"]


@pytest.mark.parametrize(
    "text",
    ["A" * 1_000_000, "A=" + '"' * 1_000_000, 'A="\n' * 200_000, "A=$A$A\n" * 100_000, " " * 1_000_000, "\0\ud800"],
)  # fmt: skip
def test_hostile_text_is_read_in_time_that_grows_with_it(text: str) -> None:
    begun = time.perf_counter()
    read(".env", text)
    assert time.perf_counter() - begun < 10
