"""Pages that speak of the knowledge say what it says now."""

import re
import runpy
from collections import Counter
from pathlib import Path

from typer.testing import CliRunner

from licenseengine.cli.tree import app
from licenseengine.library.index import Library

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_reference_of_words_is_current() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_reference.py"))["reference"]()
    assert made == (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def test_the_answer_in_the_readme_is_the_program_s() -> None:
    said = CliRunner().invoke(app, ["check", str(ROOT / "examples" / "rag-product")]).stdout
    shown = README.split("```text\n")[1].split("```")[0].splitlines()
    lines = said.splitlines()
    assert [line for line in shown if line not in lines and "…" not in line] == []
    assert shown[:2] == lines[:2]


def test_the_audit_in_the_readme_is_the_program_s() -> None:
    said = CliRunner().invoke(app, ["audit", str(ROOT / "examples" / "support-bot")]).stdout
    shown = README.split("## Audit")[1].split("```text\n")[1].split("```")[0].splitlines()
    lines = said.splitlines()
    assert [line for line in shown if line not in lines and "…" not in line] == []
    assert shown[0] == lines[0]


def test_the_counts_in_the_readme_are_right(library: Library) -> None:
    groups = Counter(str(row["group"]) for row in library.summaries())
    told = {
        name: int(n)
        for name, n in re.findall(r"^\| `([a-z-]+)` \| (\d+) \|$", README, re.MULTILINE)
    }
    assert told == groups
