"""How wide text is drawn, near enough to cut a name before it leaves its box.

Floor: report. No font is known where a picture is made, so widths are those of a wide one.
"""

from unicodedata import combining, east_asian_width

from licenseengine.report.audit_lines import shortened

_NARROW = frozenset("ijlft.,:;|!'`()[]{}/\\ Ir-")
_WIDE = frozenset("mwMW@%—…")
_SHORTEST = 4


def text_width(text: str, size: float) -> float:
    """The width of a text in pixels, at a size of font."""
    return size * sum(map(_share, text))


def _share(character: str) -> float:
    if combining(character):
        return 0.0
    if character in _NARROW:
        return 0.42
    if character in _WIDE:
        return 0.98
    if east_asian_width(character) in "WF":
        return 1.05
    return 0.72 if character.isupper() else 0.63


def cut(text: str, width: float, size: float) -> str:
    """The text, without its middle where it is wider than there is room."""
    length = len(text)
    while length > _SHORTEST and text_width(shortened(text, length), size) > width:
        length -= 1
    return shortened(text, length)
