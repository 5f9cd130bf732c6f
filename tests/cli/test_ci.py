"""The hook and the action that other repositories use, run as their hosts run them; their docs."""

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from licenseengine.audit.audit import audit
from licenseengine.audit.wish import Wish
from licenseengine.discover.detect import detectors
from licenseengine.discover.records import Role
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import open_library
from licenseengine.report.audit_json import audit_json
from licenseengine.stack.manifest import parse_manifest

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
APP = 'from transformers import AutoModel\nm = AutoModel.from_pretrained("{}")\n'
OPT, BGE = "facebook/opt-125m", "BAAI/bge-small-en-v1.5"
HOOK_KEYS = {
    "id", "name", "entry", "language", "files", "exclude", "types", "types_or", "exclude_types", "always_run", "fail_fast",
    "verbose", "pass_filenames", "require_serial", "description", "language_version", "minimum_pre_commit_version", "args",
    "stages", "additional_dependencies", "log_file",
}  # fmt: skip
STEP_KEYS = {"name", "id", "if", "run", "shell", "env", "working-directory", "uses", "with", "continue-on-error"}  # fmt: skip


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def installed(runner: Path) -> None:
    """What the step that installs leaves: the program and its Python."""
    python, bin_ = shlex.quote(sys.executable), runner / "licenseengine" / "bin"
    program = f'PYTHONPATH={shlex.quote(str(ROOT))} exec {python} -P -m licenseengine "$@"'
    script(bin_ / "licenseengine", program)
    script(bin_ / "python", f'exec {python} "$@"')


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "temp").mkdir()
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def step(name: str) -> dict[str, Any]:
    return next(s for s in STEPS if s["name"] == name)


def acted(
    workspace: Path, name: str, told: Mapping[str, str] | None = None, **more: str
) -> tuple[subprocess.CompletedProcess[str], dict[str, str], str]:
    """Run a step as the runner does; its end, its outputs and its part of the summary."""
    given = {k: str(v["default"]) for k, v in ACTION["inputs"].items()} | dict(told or {})
    values = {f"inputs.{k}": v for k, v in given.items()}
    values["steps.python.outputs.python-path"] = str(workspace.parent / "python")
    env = {
        k: re.sub(r"\$\{\{ (\S+) \}\}", lambda m: values[m[1]], v)
        for k, v in step(name)["env"].items()
    }
    output, summary = workspace.parent / "output", workspace.parent / "summary"
    output.touch()
    summary.touch()
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(name)["run"]],
        cwd=workspace, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env={
            "PATH": os.environ["PATH"], "HOME": str(workspace.parent), "LANG": "C.UTF-8",
            "RUNNER_TEMP": str(workspace.parent / "temp"), "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), **env, **more,
        },
    )  # fmt: skip
    outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
    return done, outputs, summary.read_text(encoding="utf-8")


def test_the_action_has_only_keys_that_its_host_knows() -> None:
    assert set(ACTION) == {"name", "description", "inputs", "outputs", "runs"}
    assert ACTION["runs"]["using"] == "composite"
    assert all(set(i) == {"description", "default"} for i in ACTION["inputs"].values())
    assert all(set(o) == {"description", "value"} for o in ACTION["outputs"].values())
    for one in STEPS:
        assert set(one) <= STEP_KEYS
        assert ("run" in one) == ("shell" in one) != ("uses" in one)
    assert set(ACTION["inputs"]) == {"path", "fail-on", "format", "baseline", "python-version"}


def test_no_input_is_a_part_of_a_script_and_each_is_used() -> None:
    told = [*(s.get("env", {}) for s in STEPS), *(s.get("with", {}) for s in STEPS)]
    used = re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", str(told))
    assert sorted(used) == sorted(ACTION["inputs"])
    assert not [s for s in STEPS if "${{" in s.get("run", "")]


def test_what_the_action_uses_of_others_is_pinned() -> None:
    used = [s["uses"] for s in STEPS if "uses" in s]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", u) for u in used)


@pytest.mark.parametrize(
    ("model", "fail_on", "code", "verdict"),
    [
        (OPT, "review", 1, "prohibited"),
        (OPT, "", 1, "prohibited"),
        ("nobody/knows", "review", 3, "review"),
        ("nobody/knows", "prohibited", 0, "review"),
        (BGE, "review", 0, "permitted"),
    ],
)
def test_the_audit_step_fails_from_the_answer_on_that_is_named(
    model: str, fail_on: str, code: int, verdict: str, workspace: Path
) -> None:
    installed(workspace.parent / "temp")
    (workspace / "app.py").write_text(APP.format(model))
    done, outputs, summary = acted(workspace, "Audit", {"fail-on": fail_on})
    assert (done.returncode, outputs["verdict"]) == (code, verdict), done.stderr
    assert set(outputs) == set(ACTION["outputs"])
    assert model in summary
    assert model in done.stdout
    assert json.loads(Path(outputs["sarif"]).read_text())["version"] == "2.1.0"
    assert json.loads(Path(outputs["json"]).read_text())["verdict"] == verdict
    assert [p.name for p in workspace.iterdir()] == ["app.py"]


def test_what_a_baseline_knows_does_not_fail(workspace: Path) -> None:
    installed(workspace.parent / "temp")
    (workspace / "app.py").write_text(APP.format(OPT))
    _, outputs, _ = acted(workspace, "Audit")
    earlier = workspace / "baseline.json"
    earlier.write_bytes(Path(outputs["json"]).read_bytes())
    done, _, _ = acted(workspace, "Audit", {"baseline": "baseline.json"})
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "text", ["$(touch pwned)", '" ; touch pwned ; "', "--help", "a\ntouch pwned"]
)
@pytest.mark.parametrize("name", ["path", "fail-on", "format", "baseline"])
def test_an_input_is_never_run(name: str, text: str, workspace: Path) -> None:
    installed(workspace.parent / "temp")
    (workspace / "app.py").write_text(APP.format(BGE))
    done, outputs, summary = acted(workspace, "Audit", {name: text})
    assert done.returncode == 2, done.stdout
    assert (outputs, summary) == ({}, "")
    assert [p.name for p in workspace.iterdir()] == ["app.py"]


def test_a_name_in_the_repository_is_no_command_to_the_runner(workspace: Path) -> None:
    installed(workspace.parent / "temp")
    (workspace / "app.py").write_text(APP.format(OPT))
    (workspace / "::warning::x.py").write_text(
        APP.format("a/b\\n::set-output name=verdict::permitted\\n")
    )
    done, outputs, _ = acted(workspace, "Audit", {"format": "json"})
    lines = done.stdout.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch(r"[0-9a-f]{32}", token)
    assert lines.index(f"::{token}::") == len(lines) - 1
    assert outputs["verdict"] == "prohibited"


def test_nothing_of_the_repository_is_imported(workspace: Path) -> None:
    installed(workspace.parent / "temp")
    for name in ("json.py", "secrets.py", "typer.py", "licenseengine.py", "sitecustomize.py"):
        (workspace / name).write_text('open("ran", "w").close()\nraise SystemExit(9)\n')
    (workspace / "app.py").write_text(APP.format(BGE))
    done, _, _ = acted(workspace, "Audit")
    assert (done.returncode, (workspace / "ran").exists()) == (0, False), done.stderr


def test_the_install_step_installs_the_action_s_own_checkout(workspace: Path) -> None:
    log = workspace.parent / "log"
    inner = f'echo "$PWD|$*" >> {shlex.quote(str(log))}'
    script(workspace.parent / "inner", inner)
    make = f"{inner}\nmkdir -p licenseengine/bin && cp {shlex.quote(str(workspace.parent / 'inner'))} licenseengine/bin/python"
    script(workspace.parent / "python", make)
    done, _, _ = acted(workspace, "Install")
    assert done.returncode == 0, done.stderr
    temp = workspace.parent / "temp"
    made, got = log.read_text().splitlines()
    assert made == f"{temp}|-I -m venv licenseengine"
    assert got.startswith(f"{temp}|-I -m pip install ")
    assert got.endswith(f" {ROOT}")


def test_the_hooks_have_only_keys_that_their_host_knows() -> None:
    assert [h["id"] for h in HOOKS] == ["licenseengine-audit"]
    for hook in HOOKS:
        assert {"id", "name", "entry", "language"} <= set(hook) <= HOOK_KEYS
        assert (hook["language"], hook["pass_filenames"]) == ("python", False)


@pytest.mark.parametrize(
    ("model", "arguments", "code"),
    [(OPT, [], 1), ("nobody/knows", [], 0), ("nobody/knows", ["--fail-on=review"], 3), (BGE, ["--fail-on=review"], 0)],
)  # fmt: skip
def test_the_hook_fails_on_what_is_prohibited_and_arguments_move_the_bar(
    model: str, arguments: list[str], code: int, workspace: Path
) -> None:
    (workspace / "app.py").write_text(APP.format(model))
    program, *rest = shlex.split(HOOKS[0]["entry"])
    installed(workspace.parent)
    done = subprocess.run(
        [str(workspace.parent / "licenseengine" / "bin" / program), *rest, *arguments],
        cwd=workspace, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert model in done.stdout


PAGES = ("audit.md", "ci.md")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(
        rf"(?ms)^```{language}\n(.*?)^```$", (ROOT / "docs" / page).read_text(encoding="utf-8")
    )


def commands(page: str) -> list[str]:
    """The command lines of a page: what it shows at a prompt, and what its files run."""
    shown = [line[2:] for block in blocks(page, "console") for line in block.splitlines()]
    jobs = [yaml.safe_load(block) for block in blocks(page, "yaml")]
    run = [
        line
        for job in jobs
        for part in job.values()
        if isinstance(part, dict)
        for line in part.get("script", ())
    ]
    return [*shown, *(line for line in run if line.startswith("licenseengine "))]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_docs_runs(page: str, workspace: Path) -> None:
    shutil.copytree(ROOT / "examples" / "support-bot", workspace, dirs_exist_ok=True)
    installed(workspace.parent)
    path = f"{workspace.parent / 'licenseengine' / 'bin'}:{os.environ['PATH']}"
    codes = {}
    for line in commands(page):
        done = subprocess.run(
            shlex.split(line), cwd=workspace, env={**os.environ, "PATH": path}, capture_output=True, text=True,
            check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        codes[line] = done.returncode
        assert done.returncode in {0, 1, 3, 4}, f"{line}: {done.stderr}"
        assert "Traceback" not in done.stderr
        assert done.stdout or "--output" in line or line.startswith("licenseengine init")
    assert len(codes) >= 6
    if page == "ci.md":
        assert {p.name for p in workspace.iterdir()} >= {"audit.sarif", "audit.json", "audit.md"}
        assert codes["licenseengine audit --baseline licenses.baseline.json --fail-on review"] == 0


def test_the_policies_of_the_docs_are_read(vocabulary: Vocabulary) -> None:
    found = [b for page in PAGES for b in blocks(page, "yaml") if "policy:" in b]
    assert len(found) == 2
    for text in found:
        whole = text if text.startswith("version") else f"version: 1\n{text}"
        stack = parse_manifest(whole, "licenseengine.yaml", vocabulary, may_be_empty=True)
        assert stack.policy.allow[0].until
        license_, _, rule = stack.policy.allow[0].rule.partition("#")
        known = open_library().get(license_)
        assert known is not None
        assert rule in {c.id for c in known.clauses}


def test_the_jobs_of_the_docs_use_what_there_is() -> None:
    jobs = [yaml.safe_load(block) for block in blocks("ci.md", "yaml")]
    steps = next(j for j in jobs if "jobs" in j)["jobs"]["audit"]["steps"]
    ours = next(s for s in steps if s["uses"] == "OWNER/licenseengine@COMMIT")
    assert set(ours["with"]) <= set(ACTION["inputs"])
    others = [s["uses"] for s in steps if s is not ours]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", u) for u in others)
    used = {name for s in steps for name in re.findall(r"steps\.audit\.outputs\.(\w+)", str(s))}
    assert used <= set(ACTION["outputs"])
    hooks = [h for j in jobs for r in j.get("repos", ()) for h in r["hooks"]]
    assert [h["id"] for h in hooks] == [h["id"] for h in HOOKS]
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    for name, spec in ACTION["inputs"].items():
        assert (
            f"| `{name}` | {'none' if spec['default'] == '' else '`' + spec['default'] + '`'} |"
            in page
        )


def test_the_docs_tell_every_key_and_role_and_detector() -> None:
    page = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    found = audit(ROOT / "examples" / "rag-product", open_library(), Wish())
    data = audit_json(found, open_library().vocabulary, "", "")
    rows = page.split("\n## JSON\n")[1].split("\n## ")[0]
    told = {
        key for row in re.findall(r"(?m)^\| (`.*?) \|", rows) for key in re.findall(r"`(\w+)`", row)
    }
    assert told == set(data)
    assert all(f"`{role}`" in page for role in Role)
    names = {d.name.replace("_", " ") for d in detectors()} | {"weights"}
    table = page.split("| detector | finds |")[1].split("\n\n")[0]
    assert {
        n for row in re.findall(r"(?m)^\| ([a-z ,]+) \|", table) for n in row.split(", ")
    } == names
