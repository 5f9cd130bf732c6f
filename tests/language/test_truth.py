"""Kleene's strong logic, as a table and as laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licenseengine.language.truth import Truth, all_of, any_of, negate

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (F, F, F, F), (F, U, F, U), (F, T, F, T),
        (U, F, F, U), (U, U, U, U), (U, T, U, T),
        (T, F, F, T), (T, U, U, T), (T, T, T, T),
    ],
)  # fmt: skip
def test_and_and_or_follow_the_table(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    assert all_of([left, right]) is both
    assert any_of([left, right]) is either


@pytest.mark.parametrize(("operand", "expected"), [(F, T), (U, U), (T, F)])
def test_not_leaves_the_unknown_unknown(operand: Truth, expected: Truth) -> None:
    assert negate(operand) is expected


def test_of_nothing_and_is_true_and_or_is_false() -> None:
    assert all_of([]) is T
    assert any_of([]) is F


@pytest.mark.parametrize(("answer", "expected"), [(True, T), (False, F), (None, U)])
def test_an_answer_nobody_gave_is_unknown(answer: bool | None, expected: Truth) -> None:
    assert Truth.of(answer) is expected


@pytest.mark.parametrize("value", list(Truth))
def test_a_truth_refuses_to_be_an_if(value: Truth) -> None:
    with pytest.raises(TypeError, match="three values"):
        bool(value)


@given(st.lists(st.sampled_from(Truth)), st.data())
def test_telling_more_never_overturns_an_answer(before: list[Truth], data: st.DataObject) -> None:
    settled = st.sampled_from([F, T])
    after = [data.draw(settled) if old is U else old for old in before]
    for join in (all_of, any_of):
        assert join(before) is U or join(after) is join(before)


@given(st.lists(st.sampled_from(Truth), min_size=1))
def test_de_morgan(operands: list[Truth]) -> None:
    assert negate(all_of(operands)) is any_of([negate(o) for o in operands])
