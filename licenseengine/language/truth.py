"""Truth with three values, for conditions over facts that nobody told.

A fact that was not told is not a no: reading it so would grant what no license granted. Such a
condition is UNKNOWN until other operands settle the whole.

Floor: language. Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import NoReturn


class Truth(IntEnum):
    """The order makes "and" a minimum and "or" a maximum."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __bool__(self) -> NoReturn:
        raise TypeError("a Truth has three values: compare it with `is`")

    @staticmethod
    def of(value: bool | None) -> "Truth":  # noqa: FBT001 - the argument is the value itself
        """The truth of a plain answer; None is an answer nobody gave."""
        if value is None:
            return Truth.UNKNOWN
        return (Truth.FALSE, Truth.TRUE)[value]


def all_of(operands: Iterable[Truth]) -> Truth:
    """Strong "and": FALSE if any operand is, TRUE of none at all."""
    return min(operands, default=Truth.TRUE)


def any_of(operands: Iterable[Truth]) -> Truth:
    """Strong "or": TRUE if any operand is, FALSE of none at all."""
    return max(operands, default=Truth.FALSE)


_OPPOSITE = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)


def negate(operand: Truth) -> Truth:
    """Strong "not": unknown stays unknown."""
    return _OPPOSITE[operand]
