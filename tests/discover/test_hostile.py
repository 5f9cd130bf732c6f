"""Projects made to hurt: passed over with a diagnostic, in time and memory, and nothing is run."""

import json
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from licenseengine.discover.scan import Scan, scan
from licenseengine.library.index import Library
from tests.discover.hostile import CASES, Told, notebook, wrote

SOUND = "from transformers import AutoModel\nAutoModel.from_pretrained('meta-llama/Llama-3.1-8B')\n"
SOUND_REF = "meta-llama/Llama-3.1-8B"
MEMORY = 1024**3
SECONDS = 20


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A sound project, to which something is added."""
    (tmp_path / "p" / "zz").mkdir(parents=True)
    (tmp_path / "p" / "zz" / "main.py").write_text(SOUND)
    return tmp_path / "p"


def limited() -> None:
    """Bounds memory; a program that asks for more is refused."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def audited(project: Path, form: str = "json") -> str:
    """What the command prints, within limits."""
    command = [sys.executable, "-m", "licenseengine", "audit", str(project), "--format", form]
    done = subprocess.run(
        command,
        capture_output=True,
        timeout=SECONDS,
        check=False,
        preexec_fn=limited,  # nothing else runs beside it
        encoding="utf-8",
    )
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def in_time() -> Iterator[None]:
    """Ends what takes too long in this very process."""
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("took too long"))
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)


def refs(found: Scan) -> set[str]:
    return {artifact.ref for artifact in found.artifacts}


def untold(told: Told, said: set[tuple[str, str]]) -> list[str]:
    """The files of which no fitting gap is told."""
    return [f for f, codes in told.items() if not any((f, c) in said for c in codes.split())]


@pytest.mark.usefixtures("in_time")
@pytest.mark.parametrize("case", CASES)
def test_the_rest_of_a_project_is_found_whatever_lies_in_it(
    project: Path, library: Library, case: str
) -> None:
    make, told = CASES[case]
    make(project)
    found = scan(project, library)
    assert SOUND_REF in refs(found)
    assert untold(told, {(gap.place.file, gap.code) for gap in found.gaps}) == []


@pytest.mark.parametrize("case", CASES)
def test_the_command_answers_within_its_limits(project: Path, case: str) -> None:
    make, told = CASES[case]
    make(project)
    answer = json.loads(audited(project))
    assert SOUND_REF in {artefact["ref"] for artefact in answer["artefacts"]}
    assert untold(told, {(gap["file"], gap["code"]) for gap in answer["not_understood"]}) == []


def test_nothing_that_is_found_is_run(project: Path, library: Library) -> None:
    canary = project.parent / "canary"
    touch = f"touch {canary}"
    code = (
        f"import os\nopen({str(canary)!r}, 'w').close()\nos.system({touch!r})\nmodel = 'a/b-7b'\n"
    )
    for name in (
        "setup.py", "conftest.py", "sitecustomize.py", "usercustomize.py", "noxfile.py", "hubconf.py",
        "yaml.py", "json.py", "typer.py", "licenseengine.py", "zz/__init__.py", "modeling_x.py",
    ):  # fmt: skip
        (project / name).write_text(code)
    cells = [code, f"!{touch}", f"%%bash\n{touch}", f"%run {touch}"]
    pickled = f"cposix\nsystem\n(S{touch!r}\ntR.".encode()
    wrote(
        a__ipynb=notebook(*((cell, []) for cell in cells)),
        a__yaml=f"model: !!python/object/apply:os.system [{touch!r}]\nrun: {touch}\n",
        a__sh=f"{touch}\nmodel=$({touch})\n",
        Makefile=f"MODEL := $(shell {touch})\n",
        Dockerfile=f"FROM x\nRUN {touch}\n",
        pyproject__toml="[build-system]\nrequires = []\nbuild-backend = 'setup'\nbackend-path = ['.']\n",
        a__pkl=pickled,
        pytorch_model__bin=pickled,
        package__json=json.dumps({"scripts": {"preinstall": touch, "prepare": touch}}),
    )(project)
    scan(project, library)
    answer = json.loads(audited(project))
    assert SOUND_REF in {artefact["ref"] for artefact in answer["artefacts"]}
    assert not canary.exists()


ODD_NAMES = (
    "AutoModel.from_pretrained('mistralai/\\x1b[31mred-7b')\n"
    "AutoModel.from_pretrained('mistralai/\\u202eback-7b')\n"
    "AutoModel.from_pretrained('mistralai/<script>alert(1)</script>-7b')\n"
    "AutoModel.from_pretrained('mistralai/half\\ud800-7b')\n"
    "AutoModel.from_pretrained('mistralai/nul\\x00-7b')\n"
    "AutoModel.from_pretrained('mistralai/Mistral-7B-v0.1')  # \x1b[31m \u202e <script>alert(1)</script>\n"
)


@pytest.mark.parametrize("form", ["text", "markdown", "json", "sarif"])
def test_no_answer_moves_a_terminal_or_marks_up_a_page(project: Path, form: str) -> None:
    wrote(
        a__py="from transformers import AutoModel\n" + ODD_NAMES,
        a__json='{"model": "org/\\u001b[31mred-7b", "base_model": "org/\\ud800half-7b"}',
        a__yaml='model: "org/\\e[31mred-7b"\nbase_model: "org/\\u202eback-7b"\n',
        a__js='const a = {model: "org/\\u{1b}[31mred-7b"}; const b = {model: "org/\\ud800half-7b"}',
        pyproject__toml='[project]\nname = "x\\u001b[31m<script>"\nlicense = "\\u001b[31m<b>"\n',
        LICENSE="\x1b[31mMy \u202e own <script>\n",
    )(project)
    said = audited(project, form)
    assert "mistralai/Mistral-7B-v0.1" in said or form == "sarif"  # which holds findings alone
    assert [c for c in said if c != "\n" and not c.isprintable()] == []
    if form == "markdown":
        assert "<script" not in re.sub(r"`[^`\n]*`", "", said)
