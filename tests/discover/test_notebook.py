"""Notebooks: cells of code with their places; magic words, commands, cells that are no Python."""

import json

import pytest

from licenseengine.discover.formats import notebook as notebook_file
from licenseengine.discover.formats.notebook import read
from licenseengine.discover.records import Document, Statement

LOAD = frozenset({"from_pretrained", "pipeline"})


def cell(source: object, kind: str = "code", **more: object) -> dict[str, object]:
    return {"cell_type": kind, "metadata": {}, "source": source, "outputs": [], **more}


def notebook(*cells: object, **metadata: object) -> str:
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}, indent=1)


def lines(source: str) -> list[str]:
    return source.splitlines(keepends=True)


def stated(found: Document) -> list[tuple[str, str]]:
    return [(s.key, s.value) for s in found.statements if s.form != "import"]


def pointed(text: str, statement: Statement) -> str:
    """What stands in the file where a statement says that it stands."""
    return text.split("\n")[statement.line - 1][statement.column - 1 :]


def test_cells_are_one_file_and_a_name_is_known_in_the_next() -> None:
    text = notebook(cell(lines("name = 'org/x'\n")), cell(["load(name, model='org/y')"]))
    found = read("a/b.ipynb", text)
    assert ("name", "org/x") in stated(found)
    assert ("model", "org/y") in stated(found)
    assert found.module is not None
    assert (found.module.is_script, found.module.name) == (True, "a.b")
    assert found.format == "python"


@pytest.mark.parametrize("indent", [1, None])
@pytest.mark.parametrize("as_list", [True, False])
def test_a_statement_points_at_its_very_place(indent: int | None, as_list: bool) -> None:
    code = 'import x\n\n\ta = 1\nif a:\n\tb = "q\\n"; model = "org/\N{GREEK SMALL LETTER ALPHA}"\n'
    code = code.replace("\n\ta", "\na")
    raw = {"cells": [cell("# text", "markdown"), cell(lines(code) if as_list else code)]}
    text = json.dumps(raw, indent=indent, ensure_ascii=False)
    (found,) = [s for s in read("x.ipynb", text).statements if s.value.startswith("org/")]
    assert pointed(text, found).startswith('\\"org/\N{GREEK SMALL LETTER ALPHA}\\"')


def test_the_lines_of_a_document_are_its_code_where_the_file_has_it() -> None:
    text = notebook(cell(lines("a = 1\nmodel = 'org/x'  # see\n"), outputs=[{"text": ["org/out"]}]))
    found = read("x.ipynb", text)
    (statement,) = [s for s in found.statements if s.value == "org/x"]
    assert found.line(statement.line) == "model = 'org/x'  # see"
    assert "org/out" not in found.text
    assert len(found.text.split("\n")) == statement.line


def test_the_third_version_keeps_cells_on_sheets() -> None:
    sheet = {"cells": [{"cell_type": "code", "input": ["model = 'org/x'\n"], "outputs": []}]}
    text = json.dumps({"worksheets": [{"cells": []}, sheet], "nbformat": 3}, indent=1)
    assert stated(read("x.ipynb", text)) == [("model", "org/x")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("!pip install torch", ("pip install", "torch")),
        ("!ollama pull llama3", ("ollama pull", "llama3")),
        ("%pip install torch", ("pip install", "torch")),
        ("x = !ollama pull llama3", ("ollama pull", "llama3")),
        ("if x:\n    !ollama pull llama3\nelse:\n    pass", ("ollama pull", "llama3")),
        ("!python a.py \\\n  --seed 1 \\\n  --model org/x", ("model", "org/x")),
        ("%%bash\ncd a\npython a.py --model org/x", ("model", "org/x")),
        ("\n%%sh\npython a.py --model org/x", ("model", "org/x")),
        ("%%script bash\npython a.py --model org/x", ("model", "org/x")),
        ("%env MODEL=org/x", ("MODEL", "org/x")),
        ("%set_env MODEL org/x", ("MODEL", "org/x")),
        ("%run a.py --model org/x", ("model", "org/x")),
        ("%time model = 'org/x'", ("model", "org/x")),
        ("%timeit -n 10 f(model='org/x')", ("model", "org/x")),
        ("%%time\nmodel = 'org/x'", ("model", "org/x")),
        ("%%capture out\n%load_ext y\nmodel = 'org/x'", ("model", "org/x")),
        ("%matplotlib inline\nmodel = 'org/x'", ("model", "org/x")),
        ("?model\nmodel?\nmodel??\nmodel = 'org/x'", ("model", "org/x")),
        ("print('%s'\n  % a)\nmodel = 'org/x'", ("model", "org/x")),
    ],
)
def test_commands_and_magic_words_are_told_from_python(
    source: str, expected: tuple[str, str]
) -> None:
    text = notebook(cell(lines("import os\n")), cell(lines(source)))
    found = read("x.ipynb", text)
    assert expected in stated(found)
    assert found.gaps == ()
    for statement in found.statements:
        if statement.value == expected[1]:
            assert pointed(text, statement).startswith((expected[1], f"'{expected[1]}"))


@pytest.mark.parametrize(
    "source",
    ["%%html\nmodel = 'org/x'", "%%R\nmodel = 'org/x'", "%%writefile a.py\nmodel = 'org/x'"],
)
def test_a_cell_of_another_language_states_nothing(source: str) -> None:
    assert ("model", "org/x") not in stated(read("x.ipynb", notebook(cell(lines(source)))))


@pytest.mark.parametrize("kind", ["markdown", "raw", "heading"])
def test_a_cell_that_is_no_code_states_nothing(kind: str) -> None:
    assert stated(read("x.ipynb", notebook(cell("model = 'org/x'", kind)))) == []


def test_a_cell_that_is_no_python_does_not_lose_the_others() -> None:
    text = notebook(
        cell(["model = 'org/x'\n"]),
        cell(["for x in\n", "model = 'org/y'\n"]),
        cell(["m = 'org/z'"]),
    )
    found = read("x.ipynb", text)
    assert [value for _, value in stated(found)] == ["org/x", "org/z"]
    (gap,) = found.gaps
    assert (gap.code, "for x in" in text.split("\n")[gap.place.line - 1]) == ("LE703", True)


@pytest.mark.parametrize(
    "metadata",
    [{"kernelspec": {"language": "R"}}, {"language_info": {"name": "julia"}}],
)
def test_a_notebook_of_another_language_is_not_read_as_python(metadata: dict[str, object]) -> None:
    text = notebook(cell("model = 'org/x'"), **metadata)
    assert stated(read("x.ipynb", text)) == []
    text = notebook(cell("model = 'org/x'"), kernelspec={"language": "python"})
    assert stated(read("x.ipynb", text)) == [("model", "org/x")]


@pytest.mark.parametrize(
    "output",
    [
        {"data": {"image/png": "A" * 2_000_000}},
        {"text": ["line\n"] * 450_000},
        {"data": {"application/json": [[[[1] * 50] * 50] * 20] * 10}},
    ],
    ids=["picture", "lines", "numbers"],
)
def test_outputs_of_any_size_are_passed_over(output: dict[str, object]) -> None:
    text = notebook(
        cell("model = 'org/x'", outputs=[output], attachments={"a.png": output}),
        cell("m = 'org/y'"),
    )
    found = read("x.ipynb", text)
    assert [value for _, value in stated(found)] == ["org/x", "org/y"]
    assert found.gaps == ()


@pytest.mark.parametrize("as_list", [True, False])
def test_more_code_than_is_read_is_told(monkeypatch: pytest.MonkeyPatch, *, as_list: bool) -> None:
    monkeypatch.setattr(notebook_file, "_MOST", 3)
    code = "a = 'org/x'\n" * 2 + "b = 'org/y'\n" * 9
    text = notebook(cell(lines(code) if as_list else code), cell("c = 'org/z'"))
    found = read("x.ipynb", text)
    assert [value for _, value in stated(found)] == ["org/x", "org/x", "org/y"]
    assert [gap.code for gap in found.gaps] == ["LE704"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", []),
        ("[]", []),
        ("{}", []),
        ('{"cells": {}}', []),
        ('{"cells": [1, null, {"cell_type": "code"}]}', []),
        ('{"cells": [{"cell_type": "code", "source": [null, 1]}]}', []),
        ("<html>", ["LE703"]),
        ('{"cells": [{"cell_type": "code", "source": "m = \'org/x\'"}', ["LE703"]),
    ],
)
def test_what_is_no_notebook_states_nothing_and_fails_nothing(text: str, codes: list[str]) -> None:
    assert [g.code for g in read("x.ipynb", text).gaps] == codes


def test_what_was_written_of_a_broken_notebook_is_read() -> None:
    text = notebook(cell("model = 'org/x'"), cell("m = 'org/y'"))
    found = read("x.ipynb", text[: text.index("org/y")])
    assert ("model", "org/x") in stated(found)


def test_a_notebook_on_one_line_is_read_in_time() -> None:
    text = json.dumps({"cells": [cell("a = 1\n" * 40_000 + "model = 'org/x'\n")]})
    assert ("model", "org/x") in stated(read("x.ipynb", text))
