"""The command `audit` as a user runs it: options, exit codes, nothing but the answer on stdout."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from licenseengine.cli.caches import cached, hub_folder, ollama_folder
from licenseengine.cli.progress import Telling
from licenseengine.discover.records import LicenseStatement

LOADS = 'from transformers import AutoModel\nm = AutoModel.from_pretrained("{}")\n'
DAY = ("--date", "2026-11-24")


def run(
    *arguments: str, cwd: Path | None = None, environ: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program; its input is closed, its output plain."""
    return subprocess.run(
        [sys.executable, "-m", "licenseengine", "audit", *arguments],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), **(environ or {})},
    )  # fmt: skip


def project(folder: Path, *refs: str) -> Path:
    """A project that loads these models."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, ref in enumerate(refs):
        (folder / f"app{number}.py").write_text(LOADS.format(ref), encoding="utf-8")
    return folder


@pytest.fixture
def banned(tmp_path: Path) -> Path:
    return project(tmp_path / "chat", "facebook/opt-125m")


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    return project(tmp_path / "fine", "sentence-transformers/all-MiniLM-L6-v2")


def data(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.stderr == ""
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_answer_stands_in_the_first_line_and_the_exit_code(banned: Path, fine: Path) -> None:
    done = run(str(banned), *DAY)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("No: prohibited by opt-175b 2.a.i: facebook/opt-125m (app0.py:2)")
    assert "\x1b" not in done.stdout
    done = run(str(fine), *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Yes: permitted")
    done = run(str(project(fine, "nobody/nothing-known")), *DAY)
    assert (done.returncode, done.stdout.partition(":")[0]) == (3, "Not settled")


def test_the_current_folder_is_audited_when_none_is_named(banned: Path) -> None:
    done = run(*DAY, cwd=banned)
    assert (done.returncode, done.stdout.partition(":")[0]) == (1, "No")


@pytest.mark.parametrize(("bar", "code"), [("prohibited", 1), ("review", 1)])
def test_a_bar_lets_pass_what_is_better(bar: str, code: int, banned: Path) -> None:
    assert run(str(banned), *DAY, "--fail-on", bar).returncode == code
    assert run(str(banned), *DAY, "--fail-on", bar, "--scenario", "research").returncode == 0


def test_scenarios_restrict_the_uses_and_the_worst_decides(banned: Path) -> None:
    done = run(
        str(banned), *DAY, "--scenario", "research", "--scenario", "saas", "--format", "json"
    )
    found = data(done)
    assert (done.returncode, found["scenario"], found["verdict"]) == (1, "saas", "prohibited")
    assert list(found["presets"]) == ["research", "saas"]
    done = run(str(banned), *DAY, "--scenario", "research", "--fact", "licensee.domicile=FR")
    assert (done.returncode, done.stdout.partition("\n")[0]) == (
        0,
        "Yes (research): permitted, with 2 duties",
    )


def test_facts_that_are_told_are_no_questions(banned: Path) -> None:
    asked = data(run(str(banned), *DAY, "--format", "json"))["questions"]
    told = data(run(str(banned), *DAY, "--format", "json", "--fact", "licensee.domicile=FR"))[
        "questions"
    ]
    assert "licensee.domicile" in {q["fact"] for q in asked}
    assert "licensee.domicile" not in {q["fact"] for q in told}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chatt"], "did you mean `chat`?"),
        (["chatt"], "LE101 `chatt` does not exist"),
        (["chat", "--explain", "opt-125"], "did you mean `opt-125m`?"),
        (["chat", "--explain", "opt-125m", "--format", "sarif"], "--explain has no form sarif"),
        (["chat", "--scenario", "sass"], "did you mean `saas`?"),
        (["chat", "--fact", "use.comercial=true"], "did you mean `use.commercial`?"),
        (["chat", "--date", "soon"], "ISO 8601"),
        (["chat", "--format", "xml"], "--format"),
        (["chat", "--fail-on", "maybe"], "--fail-on"),
        (["chat", "--packages", "nowhere"], "LE101 `nowhere` does not exist"),
        (["chat", "--baseline", "nowhere.json"], "LE101"),
        (["chat", "--baseline", "chat/app0.py"], "LE409"),
        (["chat", "--output", "no/such/folder/file"], "LE109"),
    ],
)
def test_bad_input_leaves_with_2_and_a_mend_and_writes_no_answer(
    arguments: list[str], said: str, banned: Path
) -> None:
    done = run(*arguments, cwd=banned.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in re.sub(r"[│\s]+", " ", done.stderr)
    assert "Traceback" not in done.stderr


def test_every_form_is_what_it_says(banned: Path) -> None:
    assert data(run(str(banned), *DAY, "--format", "json"))["schema"] == "licenseengine/audit/1"
    sarif = data(run(str(banned), *DAY, "--format", "sarif"))
    assert (sarif["version"], sarif["runs"][0]["results"][0]["ruleId"]) == (
        "2.1.0",
        "opt-175b#commercial",
    )
    assert run(str(banned), *DAY, "--format", "markdown").stdout.startswith(
        "**No: prohibited by opt-175b"
    )


def test_the_same_project_gives_the_same_bytes(banned: Path) -> None:
    for form in ("text", "json", "sarif"):
        assert (
            run(str(banned), *DAY, "--format", form).stdout
            == run(str(banned), *DAY, "--format", form).stdout
        )


def test_one_artefact_is_explained_and_the_exit_code_stays(banned: Path) -> None:
    done = run(str(banned), *DAY, "--explain", "opt-125m")
    assert done.returncode == 1
    assert done.stdout.startswith("facebook/opt-125m: model, default, opt-175b")
    assert "app0.py:2" in done.stdout
    shown = data(run(str(banned), *DAY, "--explain", "opt-125m", "--format", "json"))
    assert [a["ref"] for a in shown["artefacts"]] == ["facebook/opt-125m"]


def test_what_a_baseline_knows_does_not_fail_and_what_is_new_does(
    banned: Path, tmp_path: Path
) -> None:
    file = tmp_path / "base.json"
    assert run(str(banned), *DAY, "--format", "json", "--output", str(file)).returncode == 1
    done = run(str(banned), *DAY, "--baseline", str(file))
    assert (done.returncode, done.stdout.partition(":")[0]) == (0, "No")
    assert "Against the baseline: 0 new, 2 known, 0 gone." in done.stdout
    project(banned, "facebook/opt-125m", "facebook/opt-350m")
    done = run(str(banned), *DAY, "--baseline", str(file))
    assert done.returncode == 1
    assert "Against the baseline: 2 new, 2 known, 0 gone." in done.stdout


def test_an_answer_for_a_file_leaves_stdout_empty(banned: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.md"
    done = run(str(banned), *DAY, "--format", "markdown", "--output", str(file))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert file.read_text(encoding="utf-8").startswith("**No: prohibited")


def test_licenses_of_packages_are_read_where_they_are_installed(fine: Path, tmp_path: Path) -> None:
    (fine / "pyproject.toml").write_text(
        '[project]\nname = "fine"\ndependencies = ["leftpad"]\n', encoding="utf-8"
    )
    before = data(run(str(fine), *DAY, "--format", "json"))
    assert [p["name"] for p in before["packages_not_judged"]] == ["leftpad"]
    site = tmp_path / "site"
    info = site / "leftpad-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.4\nName: leftpad\nVersion: 1.0\nLicense-Expression: MIT\n", encoding="utf-8")  # fmt: skip
    after = data(run(str(fine), *DAY, "--format", "json", "--packages", str(site)))
    assert [(p["name"], p["license"]) for p in after["packages"]] == [("leftpad", "MIT")]


def test_a_cache_tells_licenses_only_when_it_is_asked(tmp_path: Path) -> None:
    root = project(tmp_path / "p", "nobody/nothing-known")
    cache = tmp_path / "hub"
    snapshot = cache / "models--nobody--nothing-known" / "snapshots" / "abc"
    snapshot.mkdir(parents=True)
    (snapshot / "README.md").write_text("---\nlicense: mit\n---\n# x\n", encoding="utf-8")
    environ = {"HF_HUB_CACHE": str(cache), "OLLAMA_MODELS": str(tmp_path / "none")}
    before = run(str(root), *DAY, "--format", "json", environ=environ)
    assert (before.returncode, data(before)["artefacts"][0]["license"]["concluded"]) == (
        3,
        "unknown",
    )
    after = run(str(root), *DAY, "--format", "json", "--cache", environ=environ)
    found = data(after)["artefacts"][0]["license"]
    assert (after.returncode, found["concluded"], found["where"]) == (0, "MIT", "cache")
    assert found["declared"][0]["file"].startswith("(hub cache) models--nobody--nothing-known/")


def test_caches_are_where_the_environment_says(tmp_path: Path) -> None:
    assert hub_folder({"HF_HUB_CACHE": "/a"}) == Path("/a")
    assert hub_folder({"HF_HOME": "/b"}) == Path("/b/hub")
    assert hub_folder({"XDG_CACHE_HOME": "/c"}) == Path("/c/huggingface/hub")
    assert ollama_folder({"OLLAMA_MODELS": "/d"}) == Path("/d")
    assert cached({"HF_HUB_CACHE": str(tmp_path), "OLLAMA_MODELS": str(tmp_path)}) == ()
    assert all(
        isinstance(s, LicenseStatement)
        for s in cached({"HF_HUB_CACHE": str(tmp_path), "OLLAMA_MODELS": str(tmp_path)})
    )


def test_asking_the_hub_needs_its_library_and_says_so(banned: Path) -> None:
    blocked = banned / "huggingface_hub.py"
    blocked.write_text("raise ImportError\n", encoding="utf-8")
    done = run(str(banned), *DAY, "--online", cwd=banned)
    assert (done.returncode, done.stdout) == (2, "")
    assert "LE707" in done.stderr


def test_hostile_names_reach_no_terminal(tmp_path: Path) -> None:
    root = tmp_path / "bad"
    root.mkdir()
    (root / "a.py").write_text(
        'from transformers import AutoModel\nm = AutoModel.from_pretrained("evil/x\\x1b[31m\\u202e<script>|`")\n',
        encoding="utf-8",
    )
    (root / "evil\x1b[1m\u202e.json").write_text("{", encoding="utf-8")
    for form in ("text", "json", "markdown", "sarif"):
        done = run(str(root), *DAY, "--format", form, "--all")
        assert done.stderr == ""
        assert all(c.isprintable() or c == "\n" for c in done.stdout)


def test_an_answer_can_be_written_where_the_terminal_knows_no_unicode(banned: Path) -> None:
    done = run(str(banned), *DAY, environ={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (1, "")


def on_terminal(*arguments: str, width: int = 120) -> str:
    """What a person sees who runs the program in a terminal."""
    parent, child = pty.openpty()
    environ = {
        **os.environ,
        "COLUMNS": str(width),
        "TERM": "xterm-256color",
        "PYTHONPATH": str(Path.cwd()),
    }
    environ.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "licenseengine", "audit", *arguments]
    done = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=environ)
    os.close(child)
    parts = []
    while True:
        try:
            part = os.read(parent, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(parent)
    done.wait()
    return b"".join(parts).decode()


def test_a_terminal_shows_colour_and_the_same_words(banned: Path) -> None:
    shown = on_terminal(str(banned), *DAY)
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown)
    assert "\x1b[" in shown
    assert plain.startswith("No: prohibited by opt-175b 2.a.i: facebook/opt-125m (app0.py:2)")
    assert "This is not legal advice." in plain
    assert "facebook/opt-125m: model, default, opt-175b" in re.sub(
        r"\x1b\[[0-9;?]*[a-zA-Z]", "", on_terminal(str(banned), *DAY, "--explain", "opt-125m")
    )


def test_a_short_scan_shows_no_progress_and_a_long_one_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr("licenseengine.cli.progress.monotonic", lambda: now[0])
    telling = Telling()
    telling.told(1, "a.py")
    telling.stop()
    assert capsys.readouterr().err == ""
    now[0] = 1.0
    telling.told(1234, "deep/\x1b[31m.py")
    telling.stop()
    said = capsys.readouterr().err
    assert "\x1b[31m" not in said
