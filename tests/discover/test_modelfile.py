"""What the reader of Modelfiles takes from one, and what it leaves."""

import time

import pytest

from licenseengine.discover.formats.modelfile import read


def found(text: str) -> list[tuple[tuple[str, ...], str, str]]:
    """Keys, form and value of what a Modelfile states."""
    return [(s.keys, s.form, s.value) for s in read("Modelfile", text).statements]


@pytest.mark.parametrize(
    ("text", "name", "form", "value"),
    [
        ("FROM llama3.2", "FROM", "command", "llama3.2"),
        ("from hf.co/org/x:Q4_K_M", "FROM", "command", "hf.co/org/x:Q4_K_M"),
        ("  FROM   ./x.gguf  ", "FROM", "command", "./x.gguf"),
        ("ADAPTER ./lora.gguf", "ADAPTER", "value", "./lora.gguf"),
        ("LICENSE MIT", "LICENSE", "value", "MIT"),
        ('LICENSE "MIT"', "LICENSE", "value", "MIT"),
        ('LICENSE """\nMIT License\n\nFROM is no word\n"""', "LICENSE", "value", "MIT License\n\nFROM is no word"),
    ],
)  # fmt: skip
def test_an_instruction_states_what_it_names(text: str, name: str, form: str, value: str) -> None:
    assert found(text) == [((name,), form, value)]


@pytest.mark.parametrize(
    "text",
    [
        "# FROM x",
        "PARAMETER temperature 1",
        'SYSTEM """\nFROM x\n"""',
        'MESSAGE user """\nFROM x\n"""',
        'PARAMETER stop "FROM x"',
        'TEMPLATE """{{ .System }}\nADAPTER x',
        "FROM",
        "",
    ],
)
def test_comments_and_prompts_state_nothing(text: str) -> None:
    assert found(text) == []


def test_lines_and_columns_are_those_of_the_value() -> None:
    (model, license_) = read("Modelfile", '# a\nFROM x\nSYSTEM """\n\n"""\nLICENSE y').statements
    assert (model.line, model.column, license_.line, license_.column) == (2, 6, 6, 9)


def test_too_many_instructions_leave_a_gap() -> None:
    assert [gap.code for gap in read("Modelfile", "FROM a\n" * 2_000).gaps] == ["LE704"]


@pytest.mark.parametrize(
    "text",
    ["FROM " + "a" * 1_000_000, 'LICENSE """\n' * 100_000, 'FROM "\n' * 100_000, " " * 1_000_000, "a " * 500_000, "\0\ud800"],
)  # fmt: skip
def test_hostile_text_is_read_in_time_that_grows_with_it(text: str) -> None:
    begun = time.perf_counter()
    read("Modelfile", text)
    assert time.perf_counter() - begun < 10
