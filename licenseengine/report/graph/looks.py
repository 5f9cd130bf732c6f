"""How levels and kinds look in pictures: colours that hold on white paper, a mark, an outline.

Floor: report. Every ink has a contrast of at least 4.5 to its fill.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from licenseengine.solver.records import Level

PAPER, TEXT, MUTED, WIRE = "#ffffff", "#1f2328", "#59636e", "#6e7781"


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a level, the width of its border, and a mark that reads without colour."""

    fill: str
    ink: str
    border: float
    mark: str


LOOKS: Mapping[Level, Look] = {
    Level.PERMITTED: Look("#eef7f0", "#1b6337", 1.2, "✓"),
    Level.CONDITIONAL: Look("#fdf5dd", "#745005", 1.6, "?"),
    Level.REVIEW: Look("#f2eefb", "#5a3fa3", 2.2, "!"),
    Level.PROHIBITED: Look("#fdecea", "#a31f1a", 3, "✕"),
}
OTHER_KIND = "software"  # a kind that has no outline of its own is drawn as this one
