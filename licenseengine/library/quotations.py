"""Whether a string that a rule quotes stands in a text, and stands there whole.

Texts differ from what is quoted of them in ways that mean nothing: line breaks, the shape of
quotation marks, ``©`` for ``(c)``, marks of emphasis. What a license leaves to be filled in is a
blank in braces, ``{year}``: any few words stand for it.

Floor: library; pure.
"""

import re
from functools import lru_cache

_BLANK = re.compile(r"\{[^{}]*\}")
_FILLED = '[^"]{1,80}'
_SAME = str.maketrans(
    dict.fromkeys("\u2018\u2019", "'")
    | dict.fromkeys("\u201c\u201d\u00ab\u00bb", '"')
    | {"\u00a9": "(c)", "*": None, "\\": None}
)
_CLOSES_LATER = re.compile(r'[^"]*[^"\s(\[]"')
_OPENED_BEFORE = re.compile(r'(?:^|[\s(\[])"[^"\s).,;:][^"]*$')


def stands_in(text: str, quoted: str) -> bool:
    """Whether a quoted string stands in a text, neither cut short nor beheaded.

    Args:
        text: where to look: a license text, or a file that must carry what the license orders.
        quoted: the string, with blanks in braces.
    """
    plain = _fold(text)
    return any(
        not _goes_on(plain[: hit.start()], plain[hit.end() :])
        for hit in _pattern(quoted).finditer(plain)
    )


@lru_cache(maxsize=8)
def _fold(text: str) -> str:
    return " ".join(text.translate(_SAME).replace("(C)", "(c)").split())


@lru_cache(maxsize=512)
def _pattern(quoted: str) -> re.Pattern[str]:
    """The string as a pattern; no letter or figure may touch its ends."""
    parts = [re.escape(part) for part in _BLANK.split(_fold(quoted))]
    whole = f"{_FILLED}?".join(parts)
    if not parts[-1]:
        whole = whole.removesuffix("?")  # a blank at the end reaches to the closing mark
    return re.compile(f"(?<![A-Za-z0-9]){whole}(?![A-Za-z0-9])")


def _goes_on(before: str, after: str) -> bool:
    """Whether the text's own quotation marks hold more than what was found between them."""
    opened, closed = before.endswith('"'), after.startswith(('"', ' "'))
    if opened and not closed:
        return _CLOSES_LATER.match(after) is not None
    return closed and not opened and _OPENED_BEFORE.search(before) is not None
