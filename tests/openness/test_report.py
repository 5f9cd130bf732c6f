"""What a user reads about openness, in every form. LICENSEENGINE_REWRITE=1 writes the golden files anew."""

import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console

from licenseengine.library.index import Library
from licenseengine.openness.answer import Openness, openness_of
from licenseengine.report.audit_json import json_text
from licenseengine.report.openness_json import openness_json
from licenseengine.report.openness_schema import openness_schema
from licenseengine.report.openness_terminal import show_openness
from licenseengine.report.openness_text import openness_text
from tests.openness.small import EVIL, small_library
from tests.report.test_golden import same

UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def small(tmp_path: Path) -> Library:
    return small_library(tmp_path)


def in_json(found: Openness) -> str:
    return json_text(openness_json(found, "0" * 64, "0.1.0")) + "\n"


def terminal(found: Openness, width: int = 100) -> str:
    stream = StringIO()
    console = Console(width=width, file=stream, force_terminal=True, color_system="truecolor")
    show_openness(found, console)
    return stream.getvalue()


FORMS: dict[str, Callable[[Openness], str]] = {
    "text": lambda found: openness_text(found) + "\n",
    "markdown": lambda found: openness_text(found, markdown=True) + "\n",
    "json": in_json,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_report_reads_as_it_should(form: str, small: Library) -> None:
    same(f"openness.{form}", FORMS[form](openness_of("Harbour", small)))


@pytest.mark.parametrize("width", [80, 120])
def test_a_terminal_shows_the_same_words_within_its_width(width: int, small: Library) -> None:
    shown = COLOUR.sub("", terminal(openness_of("Harbour", small), width))
    assert max(map(len, shown.split("\n"))) <= width
    plain = openness_text(openness_of("Harbour", small))
    for line in ("Harbour: not open source AI", "disputed", "Open-washing"):
        assert line in shown
        assert line in plain


def test_states_have_colours_of_their_own(small: Library) -> None:
    shown = terminal(openness_of("Harbour", small))
    assert re.search(r"\x1b\[35mdisputed", shown)
    assert re.search(r"\x1b\[31mclosed", shown)


@pytest.mark.parametrize("form", ["text", "markdown", "json", "terminal"])
@pytest.mark.parametrize("ref", [EVIL, "Harbour"])
def test_no_name_leaves_its_place(ref: str, form: str, small: Library) -> None:
    found = openness_of(ref, small)
    shown = COLOUR.sub("", terminal(found)) if form == "terminal" else FORMS[form](found)
    assert UNSAFE.search(shown) is None
    if form == "markdown":
        outside = re.sub(r"(`+).*?\1", "", shown)
        assert re.search(r"(?<!\\)<", outside) is None
        tables = [line for line in shown.split("\n") if line.startswith("| ")]
        assert {line.replace("\\|", "").count("|") for line in tables} == {5}


@pytest.mark.parametrize(
    "ref",
    ["Llama 3.1", "Amber", "BLOOMZ", "GPT-4o", "meta-llama/Llama-3.1-70B-Instruct", "MIT", "SSPL-1.0", "gemma"],
)  # fmt: skip
def test_the_json_is_of_its_schema_and_the_same_twice(ref: str, library: Library) -> None:
    data = openness_json(openness_of(ref, library), library.sha256, "0.1.0")
    jsonschema.Draft202012Validator(openness_schema()).validate(data)
    assert json.loads(json_text(data)) == data
    assert json_text(
        openness_json(openness_of(ref, library), library.sha256, "0.1.0")
    ) == json_text(data)


def test_a_key_too_many_or_too_few_is_refused_by_the_schema(library: Library) -> None:
    data = openness_json(openness_of("Amber", library), library.sha256, "0.1.0")
    validator = jsonschema.Draft202012Validator(openness_schema())
    validator.check_schema(openness_schema())
    for key in data:
        assert not validator.is_valid({k: v for k, v in data.items() if k != key}), key
    assert not validator.is_valid({**data, "score": 1})


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("ref", ["Llama 3.1", "MIT"])
def test_it_is_said_once_that_it_is_neither_advice_nor_permission(
    form: str, ref: str, library: Library
) -> None:
    shown = FORMS[form](openness_of(ref, library))
    assert shown.count("not legal advice") == 1
    assert shown.count("It is no permission") == 1


@pytest.mark.parametrize(
    ("ref", "first"),
    [
        ("Amber", "Amber: open source AI; class I (Open Science) of the Model Openness Framework"),
        ("Granite-4.1", "Granite-4.1: not open source AI; class III (Open Model) of the Model Openness Framework"),
        ("MIT", "MIT: open: approved by the Open Source Initiative and free by the Free Software Foundation"),
        ("CC-BY-NC-4.0", "CC-BY-NC-4.0: fails criteria 1 and 6 of the Open Source Definition"),
        ("BSD-4-Clause-UC", "BSD-4-Clause-UC: not known whether it is open: on no list, and no clause fails a criterion"),
        ("MS-LPL", "MS-LPL: not known whether it is open: on no list, and its text was not seen whole"),
        (
            "gemma-7b",
            "gemma-7b: not open source AI; no class of the Model Openness Framework; open-washing: it is called open, and gemma-terms-2025-03-24 is not",
        ),
        (
            "mistralai/Mistral-7B-v0.1",
            "mistralai/Mistral-7B-v0.1: not known whether it is open source AI; between no class and class I (Open Science) of the Model Openness Framework",
        ),
    ],
)  # fmt: skip
def test_the_first_line_is_the_answer(ref: str, first: str, library: Library) -> None:
    assert openness_text(openness_of(ref, library)).split("\n")[0] == first
