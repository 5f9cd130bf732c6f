"""The stack as one SVG image, for pages and documents; it needs no style and no script.

Floor: report.
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from licenseengine.compliance.records import Dossier
from licenseengine.report.graph.layout import HEIGHT, WIDTH, Layout, Point, layout_of
from licenseengine.report.graph.looks import LOOKS, MUTED, PAPER, TEXT, WIRE
from licenseengine.report.graph.picture import Arrow, Box, Picture, picture_of
from licenseengine.report.graph.shapes import EDGE, outline
from licenseengine.report.graph.text_size import cut, text_width

_MARGIN, _CAPTION = 20.0, 48.0
_SMALL, _LARGE, _TITLE = 11, 13, 15
_LINES = (26, 45, 61)
_CORNER = 7.0
_ROLE_ROOM = 64.0
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_ARROW = "stack-arrow"


def stack_svg(dossier: Dossier) -> str:
    """The stack as an SVG image, with a title and a text for those who do not see it.

    Raises:
        StackError: LE707, the layout engine is not installed.
    """
    picture = picture_of(dossier)
    return "\n".join(_image(picture, layout_of(picture))) + "\n"


def _image(picture: Picture, layout: Layout) -> Iterator[str]:
    caption = text_width(picture.title, _TITLE)
    width = max(layout.width, caption) + 2 * _MARGIN
    height = layout.height + _CAPTION + _MARGIN
    title = escape(picture.title)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}" role="img" font-family="{_FONT}">'
    )
    yield f"<title>{title}</title>"
    yield f"<desc>{escape(_told(picture))}</desc>"
    yield (
        f'<defs><marker id="{_ARROW}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"'
        f' markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8Z" fill="{WIRE}"/></marker></defs>'
    )
    yield f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>'
    yield _text(picture.title, (_MARGIN, 29), _TITLE, TEXT, 'font-weight="600"')
    yield f'<g transform="translate({_MARGIN:g},{_CAPTION:g})">'
    routed = sorted(zip(picture.arrows, layout.ways, strict=True), key=lambda r: not r[0].option)
    yield from (_wire(arrow, way) for arrow, way in routed)
    for box in picture.boxes:
        yield from _drawn(box, layout.corners[box.id])
    yield from (_role(arrow, way) for arrow, way in routed)
    yield "</g>"
    yield "</svg>"


def _told(picture: Picture) -> str:
    """The picture as a sentence for each box."""
    names = {box.id: box.name for box in picture.boxes}
    return " ".join(
        f"{box.name}: {box.what}, {box.terms}, {box.level}"
        + _goes(names[a.target] for a in picture.arrows if a.source == box.id)
        for box in picture.boxes
    )


def _goes(targets: Iterable[str]) -> str:
    into = ", ".join(targets)
    return f"; goes into {into}." if into else "."


def _drawn(box: Box, corner: Point) -> Iterator[str]:
    look, room = LOOKS[box.level], WIDTH - 2 * EDGE
    level = f"{look.mark} {box.level}"
    dashed = ' stroke-dasharray="6 4"' if box.option else ""
    yield f'<g transform="translate({corner[0]:g},{corner[1]:g})">'
    yield f"<title>{escape(box.name)}: {box.level}, {escape(box.what)}, {escape(box.terms)}</title>"
    yield (
        f'<path d="{outline(box.kind, WIDTH, HEIGHT)}" fill="{look.fill}" stroke="{look.ink}"'
        f' stroke-width="{look.border:g}" stroke-linejoin="round"{dashed}/>'
    )
    beside = room - text_width(level, _SMALL) - _SMALL
    yield _text(cut(box.what, beside, _SMALL), (EDGE, _LINES[0]), _SMALL, MUTED)
    right = (WIDTH - EDGE, _LINES[0])
    yield _text(level, right, _SMALL, look.ink, 'font-weight="700" text-anchor="end"')
    name = cut(box.name, room, _LARGE)
    yield _text(name, (EDGE, _LINES[1]), _LARGE, TEXT, 'font-weight="600"')
    yield _text(cut(box.terms, room, _SMALL), (EDGE, _LINES[2]), _SMALL, MUTED)
    yield "</g>"


def _wire(arrow: Arrow, way: tuple[Point, ...]) -> str:
    dashed = ' stroke-dasharray="5 4"' if arrow.option else ""
    return (
        f'<path d="{_bent(way)}" fill="none" stroke="{WIRE}" stroke-width="1.3"'
        f'{dashed} marker-end="url(#{_ARROW})"/>'
    )


def _role(arrow: Arrow, way: tuple[Point, ...]) -> str:
    """The role of an arrow, above its beginning, with paper around it where lines pass."""
    x, y = way[0]
    halo = f'stroke="{PAPER}" stroke-width="3" paint-order="stroke"'
    return _text(cut(arrow.role, _ROLE_ROOM, _SMALL - 1), (x + 7, y - 5), _SMALL - 1, MUTED, halo)


def _bent(way: tuple[Point, ...]) -> str:
    """A way with its bends rounded."""
    parts = [f"M{way[0][0]:g},{way[0][1]:g}"]
    for before, bend, after in zip(way, way[1:], way[2:], strict=False):
        start, end = _toward(bend, before), _toward(bend, after)
        parts.append(f"L{start[0]:g},{start[1]:g}Q{bend[0]:g},{bend[1]:g} {end[0]:g},{end[1]:g}")
    parts.append(f"L{way[-1][0]:g},{way[-1][1]:g}")
    return "".join(parts)


def _toward(start: Point, end: Point) -> Point:
    """The point a corner's length from one point toward another; half way where they are near."""
    far = sum(abs(b - a) for a, b in zip(start, end, strict=True))
    share = min(_CORNER / far, 0.5) if far else 0.0
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _text(text: str, at: Point, size: int, colour: str, more: str = "") -> str:
    """A text whose direction cannot reach what is beside it."""
    extra = f" {more}" if more else ""
    return (
        f'<text x="{at[0]:g}" y="{at[1]:g}" font-size="{size}" fill="{colour}"'
        f' unicode-bidi="isolate"{extra}>{escape(text)}</text>'
    )
