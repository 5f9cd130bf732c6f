"""``licenseengine notes`` as users run it: what is written, what is printed, how it leaves."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = """\
version: 1
stack:
  - {id: base, ref: mistralai/Mistral-7B-v0.1, kind: model, class: llm, license: Apache-2.0}
  - {id: app, kind: software, name: Harbour, made: {by: include, from: [base]}}
use:
  do: [distribute]
  facts: {use.commercial: true, use.purposes: [product]}
"""


def notes(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "licenseengine",
            "notes",
            *map(str, arguments),
            "--date",
            "2026-11-25",
        ],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "harbour"
    root.mkdir()
    (root / "licenseengine.yaml").write_text(PLAN)
    return root


def files(root: Path) -> set[str]:
    return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}


def test_notes_are_written_and_listed(project: Path, tmp_path: Path) -> None:
    done = notes(project, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Yes: permitted, with ")
    assert files(tmp_path / "out") == {
        "NOTICE",
        "ATTRIBUTION.md",
        "COMPLIANCE.md",
        "stack.svg",
        "THIRD_PARTY_LICENSES/README.md",
        "THIRD_PARTY_LICENSES/Apache-2.0.txt",
    }
    for path in files(tmp_path / "out"):
        assert path in done.stdout
    assert done.stdout.count("This is not legal advice.") == 1


def test_the_same_project_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert notes(project, "--out", tmp_path / name).returncode == 0
    for path in files(tmp_path / "one"):
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_a_manifest_stands_for_its_folder(project: Path, tmp_path: Path) -> None:
    done = notes(project / "licenseengine.yaml", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    other = project / "plan.yaml"
    other.write_text(PLAN)
    refused = notes(other, "--out", tmp_path / "other")
    assert refused.returncode == 2
    assert "LE104" in refused.stderr
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("license_", "facts", "code"),
    [
        ("Apache-2.0", "", 0),
        ("CC-BY-NC-4.0", "", 1),  # the answer is no
        ("llama-3.1", "licensee.monthly_active_users: 5", 3),  # its text is not at hand
        ("llama-3.1", "", 3),  # conditional, and a gap besides
        ("nobody-knows-1.0", "", 3),
        ("MIT", "", 3),  # whose copyright line it is, nobody told
    ],
)
def test_the_code_tells_the_answer_and_that_something_is_missing(
    license_: str, facts: str, code: int, project: Path, tmp_path: Path
) -> None:
    told = PLAN.replace("Apache-2.0", license_).replace("[product]}", f"[product], {facts}}}")
    (project / "licenseengine.yaml").write_text(told)
    done = notes(project, "--out", tmp_path / "out")
    assert done.returncode == code, done.stderr
    assert notes(project, "--out", tmp_path / "out", "--fail-on", "prohibited").returncode == (
        1 if code == 1 else 0
    )


def test_a_copyright_line_that_is_told_leaves_nothing_open(project: Path, tmp_path: Path) -> None:
    (project / "licenseengine.yaml").write_text(PLAN.replace("Apache-2.0", "MIT"))
    said = notes(project, "--out", tmp_path / "out").stdout
    assert "  copyright of mistralai/Mistral-7B-v0.1\n" in said
    told = PLAN.replace("Apache-2.0}", 'MIT, params: {copyright: "Copyright 2023 Harbour"}}')
    (project / "licenseengine.yaml").write_text(told)
    done = notes(project, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Copyright 2023 Harbour" in (tmp_path / "out" / "NOTICE").read_text()


def test_what_follows_the_notes_is_seen_by_the_check(project: Path) -> None:
    before = notes(project, "--check")
    assert before.returncode == 1
    assert before.stdout.startswith("Missing: ")
    assert "include-license" in before.stdout
    assert files(project) == {"licenseengine.yaml"}
    assert notes(project, "--out", project).returncode == 0
    after = notes(project, "--check")
    assert (after.returncode, after.stderr) == (0, "")
    assert after.stdout.startswith("No duty is missing")


def test_a_text_that_was_put_in_the_place_of_a_gap_stays(project: Path) -> None:
    (project / "licenseengine.yaml").write_text(PLAN.replace("Apache-2.0", "llama-3.1"))
    assert notes(project, "--out", project).returncode == 3
    gap = project / "THIRD_PARTY_LICENSES" / "llama-3.1.txt"
    assert gap.read_text().startswith("[MISSING LICENSE TEXT]")
    gap.write_text("the text, as counsel has it\n")
    notes(project, "--out", project)
    assert gap.read_text() == "the text, as counsel has it\n"


def test_json_has_the_duties_with_what_shows_them(project: Path, tmp_path: Path) -> None:
    checked = json.loads(notes(project, "--check", "--format", "json").stdout)
    assert checked["schema"] == "licenseengine/notes/1"
    assert {d["status"] for d in checked["duties"]} == {"missing", "unknown"}
    assert checked["missing"] == sum(d["status"] == "missing" for d in checked["duties"])
    written = json.loads(notes(project, "--out", tmp_path / "out", "--format", "json").stdout)
    assert set(written["files"]) == files(tmp_path / "out")
    assert written["gaps"] == []


def test_every_language_is_written(project: Path, tmp_path: Path) -> None:
    heads = {"en": "compliance notes", "fr": "notes de conformité", "it": "note di conformità"}
    for language, head in heads.items():
        done = notes(project, "--out", tmp_path / language, "--lang", language)
        assert done.returncode == 0, done.stderr
        assert head in (tmp_path / language / "COMPLIANCE.md").read_text().splitlines()[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give a folder with --out"),
        (("--out", "x", "--lang", "de"), "'de' is not one of"),
        (("--out", "x", "--scenario", "plann"), "LE404"),
        (("--out", "x", "--templates", "nowhere"), "LE101"),
        (("--out", "x", "--fact", "use.comercial=true"), "did you mean"),
        (("--out", "licenseengine.yaml/x"), "LE109"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], said: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    done = notes(".", *arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert files(project) == {"licenseengine.yaml"}


def test_a_full_or_closed_folder_leaves_no_half_file(project: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:  # nobody is root's keeper: a file stands in the way instead
        (tmp_path / "out" / "NOTICE").mkdir(parents=True)
    else:
        (tmp_path / "out").mkdir(mode=0o500)
    done = notes(project, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "LE109" in done.stderr
    assert files(tmp_path / "out") == set()


@pytest.mark.parametrize("name", ["rag-product", "support-bot", "llama-gemma-merge"])
def test_the_examples_have_notes(name: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / name, tmp_path / name)
    done = notes(tmp_path / name, "--out", tmp_path / "out")
    assert done.returncode in {0, 1, 3}, done.stderr
    assert "COMPLIANCE.md" in files(tmp_path / "out")
