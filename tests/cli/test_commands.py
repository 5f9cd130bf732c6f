"""The commands as a user runs them: exit codes, nothing but the answer on stdout, mends on stderr."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program; its input is closed, its output plain."""
    return subprocess.run(
        [sys.executable, "-m", "licenseengine", *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        cwd=cwd,
    )


@pytest.mark.parametrize(
    ("arguments", "code", "first"),
    [
        (["check", "Apache-2.0", "--scenario", "ship"], 0, "Yes: permitted"),
        (
            ["check", "CC-BY-NC-4.0", "--scenario", "ship"],
            1,
            "No: prohibited by CC-BY-NC-4.0 2.a.1.A",
        ),
        (
            ["check", "nobody/nothing", "--do", "host"],
            3,
            "Not settled: review: no license is known",
        ),
        (
            ["check", "CC-BY-NC-4.0", "--do", "use"],
            4,
            "It depends: conditional by CC-BY-NC-4.0 2.a.1.A",
        ),
        (
            ["check", "CC-BY-NC-4.0", "--do", "use", "--fail-on", "review"],
            0,
            "It depends: conditional",
        ),
        (["check", "CC-BY-NC-4.0 OR MIT", "--scenario", "ship"], 0, "Yes: permitted"),
        (["check", "MIT AND CC-BY-NC-4.0", "--scenario", "ship"], 1, "No: prohibited"),
        (["license", "compat", "MIT", "Apache-2.0"], 0, "yes: may a work under MIT"),
        (["license", "compat", "MIT", "CC-BY-SA-4.0"], 1, "no: may a work under MIT"),
    ],
)
def test_the_answer_stands_in_the_first_line_and_the_exit_code(
    arguments: list[str], code: int, first: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout.startswith(first)
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "MIT", "--do", "hots"], "did you mean `host`?"),
        (["check", "MIT", "--fact", "use.comercial=true"], "did you mean `use.commercial`?"),
        (["check", "MIT", "--fact", "use.commercial"], "write name=value"),
        (["check", "MIT", "--scenario", "sass"], "did you mean `saas`?"),
        (["check", "MIT", "--op", "fine-tun"], "did you mean `fine-tune`?"),
        (["check", "MIT", "--date", "soon"], "ISO 8601"),
        (["check", "MIT", "--format", "xml"], "--format"),
        (["check", "MIT", "--colour", "red"], "--colour"),
        (["check"], "Missing argument"),
        (["check", "absent.yaml"], "absent.yaml:1:1: LE101"),
        (["license", "show", "MTI"], "LE302 the license `MTI` is not known"),
        (["license", "compat", "MIT", "Nope-1.0"], "LE302 the license `Nope-1.0` is not known"),
        (["license", "compat", "MIT", "MIT", "--op", "glue"], "unknown operation `glue`"),
        (["nonsense"], "nonsense"),
    ],
)
def test_bad_input_leaves_with_2_and_a_mend_and_writes_no_answer(
    arguments: list[str], said: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_plan_on_the_command_line_is_told_by_its_options() -> None:
    done = run(
        "check", "CC-BY-4.0", "CC-BY-SA-4.0", "--op", "combine", "--release", "CC-BY-SA-4.0", "--kind", "dataset",
        "--do", "distribute", "--fact", "use.commercial=true", "--name", "Mixed", "--format=json", "--date=2026-03-01",
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["verdict"]) == (0, "permitted")
    assert answer["release"]["fits"] is True
    assert answer["use"]["facts"]["use.date"] == "2026-03-01"


def test_the_same_question_gives_the_same_bytes() -> None:
    ask = ["check", "llama-3.1", "--scenario", "saas", "--format", "json"]
    assert run(*ask).stdout == run(*ask).stdout


def test_a_name_with_control_characters_is_shown_spelled_out() -> None:
    done = run("check", "org/\x1b[31mname\u202e", "--do", "use")
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "\\x1b" in done.stdout


def test_markdown_shows_markup_as_text() -> None:
    done = run("check", "org/<b>*x*</b>", "--do", "use", "--format", "markdown")
    assert "\\<b\\>\\*x\\*" in done.stdout


def test_lists_and_schemas_are_json() -> None:
    listed = json.loads(run("license", "list", "--format", "json").stdout)
    assert listed["schema"] == "licenseengine/license-list/1"
    assert {"MIT", "Apache-2.0"} <= {row["id"] for row in listed["licenses"]}
    shown = json.loads(run("license", "show", "apache 2", "--format", "json").stdout)
    assert (shown["id"], shown["rules"][0]["cite"]) == ("Apache-2.0", "2")
    assert json.loads(run("schema").stdout)["additionalProperties"] is False
    assert json.loads(run("schema", "license").stdout)["additionalProperties"] is False
    assert run("--version").stdout.startswith("licenseengine ")
