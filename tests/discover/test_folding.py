"""Texts put together from names: folded as far as names are known, and never without end."""

import time

import pytest

from licenseengine.discover.formats.folding import fold, is_open, named

BASE, NAME = named("BASE"), named("NAME")


@pytest.mark.parametrize(
    ("text", "constants", "expected"),
    [
        ("plain", {}, "plain"),
        (f"{BASE}/x", {"BASE": "org"}, "org/x"),
        (f"{BASE}/{NAME}", {"BASE": "org", "NAME": "x"}, "org/x"),
        (BASE, {"BASE": NAME, "NAME": "x"}, "x"),
        (f"{BASE}/{NAME}", {"BASE": "org"}, f"org/{NAME}"),
        (BASE, {"BASE": BASE}, BASE),
        (BASE, {"BASE": NAME, "NAME": BASE}, BASE),
        (BASE, {"BASE": "x" * 601}, BASE),
        (f"{BASE}{BASE}", {"BASE": "x" * 400}, f"{BASE}{BASE}"),
        (BASE, {}, BASE),
    ],
)
def test_known_names_are_put_in_and_others_stay(
    text: str, constants: dict[str, str], expected: str
) -> None:
    assert fold(text, constants) == expected


def test_only_a_text_with_a_name_in_it_is_open() -> None:
    assert is_open(f"a{BASE}")
    assert not is_open("a")


def test_a_text_that_doubles_does_not_grow() -> None:
    constants = {f"a{n}": named(f"a{n + 1}") * 2 for n in range(60)} | {"a60": "x"}
    assert fold(named("a0"), constants) == named("a0")
    begin = time.process_time()
    fold(named("a") * 200_000, {"a": "x" * 1_000_000})
    fold(named("a") * 100, {"a": "x" * 1_000_000})
    assert time.process_time() - begin < 1
