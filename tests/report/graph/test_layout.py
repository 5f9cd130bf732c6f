"""Where boxes lie: none over another, arrows from left to right, always the same."""

import sys
from itertools import combinations, pairwise

import pytest

from licenseengine.errors import StackError
from licenseengine.library.index import Library
from licenseengine.report.graph.layout import HEIGHT, WIDTH, Layout, layout_of
from licenseengine.report.graph.picture import Arrow, Box, Picture, picture_of
from licenseengine.solver.records import Level
from tests.report.dossiers import EXAMPLES, dossier_in


def picture(edges: list[tuple[int, int]], number: int) -> Picture:
    boxes = tuple(
        Box(f"n{n}", (f"n{n}",), f"org/model-{n}", "model", Level.PERMITTED, "MIT")
        for n in range(number)
    )
    arrows = tuple(Arrow(f"n{a}", f"n{b}", "parts") for a, b in edges)
    return Picture("a stack", Level.PERMITTED, boxes, arrows)


def hub(number: int) -> Picture:
    """A program of many parts, some of which are made from others."""
    inputs = [(n, number - 1) for n in range(number - 1)]
    return picture([*inputs, *((n, n + 20) for n in range(0, 20, 3)), (1, 2)], number)


STACKS = {
    "nothing": picture([], 0),
    "alone": picture([], 1),
    "apart": picture([], 5),
    "chain": picture([(n, n + 1) for n in range(9)], 10),
    "diamond": picture([(0, 1), (0, 2), (1, 3), (2, 3), (0, 3)], 4),
    "two sinks": picture([(0, 2), (0, 3), (1, 3), (1, 2)], 4),
    "sixty": hub(60),
}


def over(layout: Layout, one: str, other: str) -> bool:
    (ax, ay), (bx, by) = layout.corners[one], layout.corners[other]
    return abs(ax - bx) < WIDTH and abs(ay - by) < HEIGHT


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_no_box_lies_over_another_or_outside(stack: Picture) -> None:
    layout = layout_of(stack)
    assert not [pair for pair in combinations(layout.corners, 2) if over(layout, *pair)]
    for x, y in layout.corners.values():
        assert 0 <= x <= layout.width - WIDTH
        assert 0 <= y <= layout.height - HEIGHT


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_every_arrow_leaves_right_and_arrives_left(stack: Picture) -> None:
    layout = layout_of(stack)
    assert len(layout.ways) == len(stack.arrows)
    for arrow, way in zip(stack.arrows, layout.ways, strict=True):
        (from_x, from_y), (to_x, to_y) = layout.corners[arrow.source], layout.corners[arrow.target]
        assert from_x + WIDTH < to_x
        assert way[0][0] == pytest.approx(from_x + WIDTH, abs=1)
        assert way[-1][0] == pytest.approx(to_x, abs=1)
        assert from_y <= way[0][1] <= from_y + HEIGHT
        assert to_y <= way[-1][1] <= to_y + HEIGHT


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_no_arrow_runs_through_a_box(stack: Picture) -> None:
    layout = layout_of(stack)
    for way in layout.ways:
        for (ax, ay), (bx, by) in pairwise(way):
            for x, y in layout.corners.values():
                through_x = max(min(ax, bx), x + 1) < min(max(ax, bx), x + WIDTH - 1)
                through_y = max(min(ay, by), y + 1) < min(max(ay, by), y + HEIGHT - 1)
                flat = (y + 1 < ay < y + HEIGHT - 1) if ay == by else through_y
                upright = (x + 1 < ax < x + WIDTH - 1) if ax == bx else through_x
                assert not (flat and upright)


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_a_stack_always_lies_in_the_same_way(stack: Picture) -> None:
    assert layout_of(stack) == layout_of(stack)


def test_sixty_boxes_stay_on_a_sheet_that_can_be_read() -> None:
    layout = layout_of(STACKS["sixty"])
    assert layout.width < 2200
    assert layout.height < 60 * (HEIGHT + 40)


def test_an_example_lies_in_three_columns(library: Library) -> None:
    layout = layout_of(picture_of(dossier_in(EXAMPLES / "support-bot", library)))
    assert len({x for x, _ in layout.corners.values()}) == 3


def test_without_the_layout_engine_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "graphlay", None)
    with pytest.raises(StackError) as caught:
        layout_of(STACKS["alone"])
    assert caught.value.diagnostics[0].code == "LE707"
    assert "`reports`" in caught.value.diagnostics[0].remedy


def test_a_picture_of_nothing_needs_no_layout_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "graphlay", None)
    assert layout_of(STACKS["nothing"]) == Layout({}, (), 0, 0)
