"""``licenseengine init``: what is written, what is refused, and that nothing is left half done."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from licenseengine.errors import ReadError
from licenseengine.library.index import open_library
from licenseengine.stack.manifest import read_manifest

APP = 'from transformers import AutoModel\nm = AutoModel.from_pretrained("facebook/opt-125m")\n'
OPTIONS = 'MODELS = ["google/gemma-2-9b", "nobody/knows"]\n'


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "licenseengine", *arguments],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "choices.py").write_text(OPTIONS)
    return tmp_path


def test_a_manifest_is_written_that_reads_back(project: Path) -> None:
    done = run("init", cwd=project)
    assert (done.returncode, done.stdout) == (0, "")
    assert (
        "licenseengine.yaml written: 1 found by default, 2 others as comments, from 2 files"
        in done.stderr
    )
    stack = read_manifest(project / "licenseengine.yaml", open_library().vocabulary)
    assert [a.ref for a in stack.artefacts if a.ref] == ["facebook/opt-125m"]
    assert sorted(p.name for p in project.iterdir()) == [
        "app.py",
        "choices.py",
        "licenseengine.yaml",
    ]


def test_the_check_of_what_was_written_answers_as_the_audit(project: Path) -> None:
    audited = run("audit", "--format", "json", "--scenario", "ship", cwd=project)
    run("init", cwd=project)
    checked = run("check", ".", "--scenario", "ship", "--format", "json", cwd=project)
    again = run("audit", "--format", "json", "--scenario", "ship", cwd=project)
    assert [json.loads(x.stdout)["verdict"] for x in (audited, checked, again)] == [
        "prohibited"
    ] * 3
    assert {audited.returncode, checked.returncode, again.returncode} == {1}
    assert json.loads(again.stdout)["manifest"] == "licenseengine.yaml"


def test_printed_it_is_the_same_text_and_no_file_is_written(project: Path) -> None:
    printed = run("init", "--stdout", ".", cwd=project)
    assert printed.returncode == 0
    assert "nothing written" in printed.stderr
    assert sorted(p.name for p in project.iterdir()) == ["app.py", "choices.py"]
    run("init", cwd=project)
    assert (project / "licenseengine.yaml").read_text() == printed.stdout
    assert run("init", "--stdout", cwd=project).stdout == printed.stdout


@pytest.mark.parametrize("is_link", [False, True])
def test_a_manifest_that_is_there_is_kept_without_force(project: Path, is_link: bool) -> None:
    target, kept = project / "licenseengine.yaml", project / "kept.txt"
    kept.write_text("version: 1\nstack: []\n")
    if is_link:
        target.symlink_to(kept)
    else:
        target.write_text(kept.read_text())
    done = run("init", str(project), cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "LE109" in done.stderr
    assert "--force" in done.stderr
    assert "Traceback" not in done.stderr
    assert target.read_text() == kept.read_text()
    assert run("init", "--force", cwd=project).returncode == 0
    assert "facebook/opt-125m" in target.read_text()
    assert not target.is_symlink()
    assert kept.read_text() == "version: 1\nstack: []\n"


def test_force_writes_the_same_whatever_the_old_manifest_said(project: Path) -> None:
    run("init", cwd=project)
    first = (project / "licenseengine.yaml").read_text()
    (project / "licenseengine.yaml").write_text(
        "version: 1\nstack:\n  - {id: a, ref: mistralai/Mistral-7B-v0.1, kind: model, license: MIT}\n"
    )
    run("init", "--force", cwd=project)
    assert (project / "licenseengine.yaml").read_text() == first


@pytest.mark.parametrize("path", ["absent", "app.py"])
def test_what_is_no_folder_is_refused(path: str, project: Path) -> None:
    done = run("init", path, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"`{path}` is no folder" in done.stderr


def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from licenseengine.cli.init import _write  # noqa: PLC0415 - the step that fails

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ReadError) as caught:
        _write(project / "licenseengine.yaml", "version: 1\n")
    assert "No space left on device" in caught.value.render()
    assert sorted(p.name for p in project.iterdir()) == ["app.py", "choices.py"]


def test_nothing_of_the_project_is_run(project: Path) -> None:
    for name in (
        "typer.py",
        "yaml.py",
        "licenseengine.py",
        "sitecustomize.py",
        "conftest.py",
        "setup.py",
    ):
        (project / name).write_text('open("ran", "w").close()\nraise SystemExit(9)\n')
    assert run("init", cwd=project).returncode == 0
    assert not (project / "ran").exists()
