"""The stack as a picture in every form. LICENSEENGINE_REWRITE=1 writes the golden files anew."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from licenseengine.compliance.records import Dossier
from licenseengine.library.index import Library
from licenseengine.report.graph.dot import stack_dot
from licenseengine.report.graph.looks import LOOKS, MUTED, PAPER, TEXT
from licenseengine.report.graph.mermaid import stack_mermaid
from licenseengine.report.graph.picture import picture_of
from licenseengine.report.graph.svg import stack_svg
from licenseengine.report.graph.text_size import cut, text_width
from licenseengine.report.graph.tree import stack_tree
from licenseengine.solver.records import Level
from tests.contrast import contrast
from tests.report.dossiers import (
    EXAMPLES,
    HOSTILE,
    PIER,
    dossier_in,
    dossier_of_manifest,
    renamed,
    with_packages,
)
from tests.report.test_golden import same

FORMS: dict[str, Callable[[Dossier], str]] = {
    "svg": stack_svg,
    "mermaid": stack_mermaid,
    "dot": stack_dot,
}
NAMES = ["support-bot", "api-distillation", "llama-gemma-merge", "rag-product"]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def bot(library: Library) -> Dossier:
    return dossier_in(EXAMPLES / "support-bot", library)


def tree_text(dossier: Dossier) -> str:
    console = Console(file=io.StringIO(), width=160, color_system=None)
    console.print(stack_tree(dossier))
    file = console.file
    assert isinstance(file, io.StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def without_places(svg: str) -> str:
    """An SVG image without its figures, which a newer layout engine may choose otherwise."""
    return re.sub(r' (viewBox|width|height|x|y|d|transform)="[^"]*"', r' \1="…"', svg)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMS)
def test_the_examples_look_as_they_should(form: str, name: str, library: Library) -> None:
    shown = FORMS[form](dossier_in(EXAMPLES / name, library))
    same(f"stack.{name}.{form}", without_places(shown) if form == "svg" else shown)


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_stand_as_trees(name: str, library: Library) -> None:
    same(f"stack.{name}.tree", tree_text(dossier_in(EXAMPLES / name, library)))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_stack_is_drawn_byte_for_byte_the_same(form: str, bot: Dossier) -> None:
    assert FORMS[form](bot) == FORMS[form](bot)


def test_what_a_use_is_about_stands_as_the_answer_does(tmp_path: Path, library: Library) -> None:
    pier = dossier_of_manifest(tmp_path / "pier", PIER, library)
    for scenario, level in (("plan", Level.PROHIBITED), ("research", Level.CONDITIONAL)):
        (sink,) = picture_of(replace(pier, scenario=scenario)).sinks
        assert (sink.name, sink.level) == ("Pier", level)
        assert pier.audit.answers[scenario].level is level


def test_packages_are_one_box_that_stands_as_the_worst_of_them(bot: Dossier) -> None:
    picture = picture_of(with_packages(bot, 12))
    (box,) = [b for b in picture.boxes if len(b.parts) > 1]
    assert (box.name, box.level, box.terms) == ("12 packages", Level.REVIEW, "MIT")
    assert [a.role for a in picture.arrows if a.source == box.id] == ["parts"]
    assert len(picture.boxes) == len(bot.parts) + 1


def test_options_are_dashed_in_every_form(bot: Dossier) -> None:
    option = next(b for b in picture_of(bot).boxes if b.option)
    assert f"class {option.id} option" in stack_mermaid(bot)
    assert f"{option.id} -.->" in stack_mermaid(bot)
    assert re.search(rf'{option.id} \[.*style="filled,dashed"', stack_dot(bot))
    box = next(
        g for g in boxes_in(stack_svg(bot)) if option.name in (g.findtext(f"{SVG}title") or "")
    )
    outline = box.find(f"{SVG}path")
    assert outline is not None
    assert outline.get("stroke-dasharray")


def test_levels_are_told_by_word_and_mark_beside_colour(bot: Dossier) -> None:
    for form in (*FORMS.values(), tree_text):
        shown = form(bot)
        for box in picture_of(bot).boxes:
            assert f"{LOOKS[box.level].mark} {box.level}" in shown


def test_kinds_have_outlines_of_their_own(bot: Dossier) -> None:
    outlines = {}
    for box, drawn in zip(picture_of(bot).boxes, boxes_in(stack_svg(bot)), strict=True):
        outline = drawn.find(f"{SVG}path")
        assert outline is not None
        outlines[box.kind] = outline.get("d")
    assert len(set(outlines.values())) == len(outlines) == 5


@pytest.mark.parametrize("level", Level)
def test_every_ink_holds_on_its_ground(level: Level) -> None:
    look = LOOKS[level]
    for ink, ground in (
        (look.ink, look.fill),
        (TEXT, look.fill),
        (MUTED, look.fill),
        (MUTED, PAPER),
    ):
        assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leaves_its_place(name: str, tmp_path: Path, library: Library) -> None:
    dossier = hostile(name, tmp_path, library)
    plainly = hostile("plain", tmp_path, library)
    assert tags_in(stack_svg(dossier)) == tags_in(stack_svg(plainly))
    for form in (*FORMS.values(), tree_text):
        shown = form(dossier)
        assert not set("\x00\x1b\u202e\u2066") & set(shown)
    mermaid = stack_mermaid(dossier)
    assert "`" not in mermaid
    for mark in '"\n':
        assert mermaid.count(mark) == stack_mermaid(plainly).count(mark)
    quotes = re.compile(r'(?<!\\)(?:\\\\)*"')
    dot, plain = stack_dot(dossier), stack_dot(plainly)
    assert dot.count("\n") == plain.count("\n")
    assert len(quotes.findall(dot)) == len(quotes.findall(plain))


def test_a_long_name_is_cut_in_its_box_and_whole_in_its_title(
    tmp_path: Path, library: Library
) -> None:
    (first, *_) = boxes_in(stack_svg(hostile("org/" + "w" * 300, tmp_path, library)))
    assert "w" * 300 in (first.findtext(f"{SVG}title") or "")
    for text in first.iter(f"{SVG}text"):
        assert text_width(text.text or "", float(text.get("font-size", "0"))) <= 230


@pytest.mark.parametrize("text", ["org/name", "W" * 90, "漢" * 90, "i" * 90, "👩🔬" * 40])
def test_a_cut_text_has_room(text: str) -> None:
    assert text_width(cut(text, 200, 13), 13) <= 200


def test_a_thing_that_went_into_two_is_grown_once(tmp_path: Path, library: Library) -> None:
    lines = tree_text(dossier_of_manifest(tmp_path / "twice", TWICE, library))
    assert lines.count("permitted base") == 1
    assert lines.count("(told above)") == 1


TWICE = """\
version: 1
stack:
  - {id: base, kind: model, license: Apache-2.0}
  - {id: tuned, kind: model, made: {by: fine-tune, from: [base]}}
  - {id: left, kind: software, made: {by: include, from: [tuned]}}
  - {id: app, kind: software, made: {by: include, from: [tuned, left]}}
"""


def boxes_in(svg: str) -> list[ET.Element]:
    """The boxes of an image."""
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    return [g for g in root.iter(f"{SVG}g") if g.find(f"{SVG}title") is not None]


def tags_in(svg: str) -> list[str]:
    """The elements of an image, in order."""
    return [element.tag for element in ET.fromstring(svg).iter()]  # noqa: S314 - our own output


def hostile(name: str, folder: Path, library: Library) -> Dossier:
    """A small stack in which everything is called by this name."""
    return renamed(dossier_of_manifest(folder / "stack", TWICE, library), [name])
