"""Texts put together from parts: names in a text stand between marks until they are known.

``f"{BASE}/x"`` is kept as ``⟦BASE⟧/x`` and folded when the constants of the project are known.

Floor: discover.
"""

import re
from typing import Protocol

OPEN, CLOSE = "\x01", "\x02"
MARK = re.compile("\x01([^\x01\x02]*)\x02")
_LONGEST = 600
_DEEPEST = 8


class Names(Protocol):
    """What names stand for: a mapping, or whatever can be asked like one."""

    def get(self, name: str, /) -> str | None:
        """What a name stands for; None when that is not known."""


def named(name: str) -> str:
    """The text of a name that is not known yet."""
    return f"{OPEN}{name}{CLOSE}"


def is_open(text: str) -> bool:
    """Whether parts of the text are not known."""
    return OPEN in text


def fold(text: str, constants: Names) -> str:
    """The text with every known name replaced; names that are not known keep their marks.

    Names may stand for texts with names in them, several rounds deep; a text that grows past what
    a name or address can be is left as it was, and texts longer than that are not put in, so that
    no text grows without bound.
    """
    if len(text) > _LONGEST:
        return text
    folded = text
    for _ in range(_DEEPEST):
        if OPEN not in folded:
            return folded
        before = folded
        folded = MARK.sub(lambda found: _short(constants.get(found[1]), found[0]), folded)
        if len(folded) > _LONGEST:
            return text
        if folded == before:
            return folded
    return folded


def _short(text: str | None, mark: str) -> str:
    return mark if text is None or len(text) > _LONGEST else text
