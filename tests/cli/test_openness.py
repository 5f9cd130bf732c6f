"""``licenseengine openness`` as a user runs it."""

import json
import subprocess
import sys

import jsonschema
import pytest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "licenseengine", *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.parametrize(
    ("ref", "first"),
    [
        ("Amber", "Amber: open source AI; class I (Open Science)"),
        ("meta-llama/Llama-3.1-8B-Instruct", "Llama 3.1: not open source AI; no class"),
        ("apache-2.0", "Apache-2.0: open: approved by the Open Source Initiative"),
    ],
)
def test_the_answer_stands_in_the_first_line(ref: str, first: str) -> None:
    done = run("openness", ref)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(first)
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["openness", "Ambr"], "did you mean `Amber`?"),
        (["openness", "nobody/nothing-7b"], "LE410 no system, artefact or license is known"),
        (["openness", "\x1b[31mred"], "`\\x1b[31mred`"),
        (["openness"], "Missing argument"),
        (["openness", "Amber", "--format", "xml"], "--format"),
    ],
)
def test_bad_input_leaves_with_two_and_writes_no_answer(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "\x1b" not in done.stderr


def test_the_json_is_of_the_schema_that_is_published() -> None:
    schema = json.loads(run("schema", "openness").stdout)
    done = run("openness", "Llama 3.1", "--format", "json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    jsonschema.Draft202012Validator(schema).validate(found)
    assert (found["schema"], found["definition"]["outcome"]) == ("licenseengine/openness/1", "not")
    assert found["open_washing"] == ["llama-3.1", "llama-3"]


def test_markdown_has_the_answer_first() -> None:
    done = run("openness", "BLOOMZ", "--format", "markdown")
    assert done.returncode == 0
    assert done.stdout.startswith("**`BLOOMZ`: not open source AI")
    assert "| criterion | state | said by | words |" in done.stdout


def test_a_check_reads_nothing_about_openness() -> None:
    """The section is read only when it is asked for: a verdict starts as fast as before."""
    code = (
        "import sys; from licenseengine.cli.check import check; check(['MIT'], do=['use']);"
        "from licenseengine.library.index import open_library;"
        "print('openness' in open_library().sections._decoded,"
        " any(m.startswith('licenseengine.openness') for m in sys.modules))"
    )
    assert run("check", "MIT").returncode == 0  # the compiled copy is there
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False False"
