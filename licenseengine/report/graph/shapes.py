"""The outline of each kind of thing, as SVG path data in a box of a given size.

Floor: report. Outlines differ so that kinds can be told apart without reading and without colour.
"""

from collections.abc import Callable, Mapping

from licenseengine.report.graph.looks import OTHER_KIND

EDGE = 20.0  # what an outline may take at each side; text stays between
_CAP, _CUT, _BAR, _WAVE = 6, 11, 7, 5

Outline = Callable[[float, float], str]


def outline(kind: str, width: float, height: float) -> str:
    """The outline of a kind of thing."""
    return _OUTLINES.get(kind, _OUTLINES[OTHER_KIND])(width, height)


def _rounded(w: float, h: float) -> str:
    r, turn = _CUT, f"A{_CUT},{_CUT} 0 0 1"
    return (
        f"M{r},0H{w - r}{turn} {w},{r}V{h - r}{turn} {w - r},{h}"
        f"H{r}{turn} 0,{h - r}V{r}{turn} {r},0Z"
    )


def _cylinder(w: float, h: float) -> str:
    rim = f"A{w / 2},{_CAP} 0 0"
    return f"M0,{_CAP}{rim} 1 {w},{_CAP}V{h - _CAP}{rim} 1 0,{h - _CAP}ZM0,{_CAP}{rim} 0 {w},{_CAP}"


def _hexagon(w: float, h: float) -> str:
    return f"M{_CUT},0H{w - _CUT}L{w},{h / 2}L{w - _CUT},{h}H{_CUT}L0,{h / 2}Z"


def _barred(w: float, h: float) -> str:
    return f"M0,0H{w}V{h}H0ZM{_BAR},0V{h}M{w - _BAR},0V{h}"


def _bevelled(w: float, h: float) -> str:
    c = _CUT
    return f"M{c},0H{w - c}L{w},{c}V{h - c}L{w - c},{h}H{c}L0,{h - c}V{c}Z"


def _folded(w: float, h: float) -> str:
    c = _CUT
    return f"M0,0H{w - c}L{w},{c}V{h}H0ZM{w - c},0V{c}H{w}"


def _waved(w: float, h: float) -> str:
    low = h - _WAVE
    return f"M0,0H{w}V{low}Q{w * 3 / 4},{low - 2 * _WAVE} {w / 2},{low}T0,{low}Z"


def _slanted(w: float, h: float) -> str:
    return f"M{_CUT},0H{w}L{w - _CUT},{h}H0Z"


_OUTLINES: Mapping[str, Outline] = {
    "model": _rounded,
    "adapter": _bevelled,
    "dataset": _cylinder,
    "service": _hexagon,
    "software": _barred,
    "content": _folded,
    "output": _waved,
    "index": _slanted,
}
