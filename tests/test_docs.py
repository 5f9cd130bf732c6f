"""Pages that are made from the knowledge say what it says now."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_reference_of_words_is_current() -> None:
    made = runpy.run_path(str(DOCS / "make_reference.py"))["reference"]()
    assert made == (DOCS / "reference.md").read_text(encoding="utf-8")
