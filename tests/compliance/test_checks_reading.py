"""How files are read for what they show: which they are, their pieces and entries, names in them."""

from pathlib import Path

import pytest

from licenseengine.compliance.checks.changes import says
from licenseengine.compliance.checks.naming import has_address, is_named, lines_pattern
from licenseengine.compliance.checks.prose import (
    Entry,
    Piece,
    entries,
    folded,
    pieces,
    plain,
    without_front,
)
from licenseengine.compliance.checks.shelf import Shelf
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library
from tests.compliance.folders import write

GROUPS = {
    "NOTICE": {"notice", "credit", "text"},
    "Third-Party-Notices.txt": {"notice", "credit", "text"},
    "ATTRIBUTION.md": {"credit"},
    "docs/credits.html": {"credit", "page"},
    "LICENSE": {"license", "text"},
    "LICENSE.APACHE": {"license", "text"},
    "LICENSE.MIT": {"license", "text"},
    "COPYING.txt": {"license", "text"},
    "LICENSES/MIT.txt": {"text"},
    "THIRD_PARTY_LICENSES/tide-terms.txt": {"text"},
    "USE_POLICY.md": {"text"},
    "EULA.txt": {"text", "terms"},
    "terms-of-service.html": {"text", "terms", "page"},
    "README.md": {"readme"},
    "sub/README.md": {"readme", "page"},
    "MODEL_CARD.md": {"card"},
    "MODEL_CARD/tuned.md": {"card", "page"},
    "app.py": {"page", "source"},
    "templates/base.j2": {"page"},
    "locales/fr.json": {"page"},
    "main.rs": {"source"},
    "license.py": {"page", "source"},
    "CHANGELOG.md": None,
    "license.png": None,
    "model.safetensors": None,
    "tests/NOTICE": None,
    "examples/a/LICENSE": None,
    "licenseengine.yaml": None,
}


def test_a_file_is_evidence_of_what_its_name_and_folder_say(
    library: Library, tmp_path: Path
) -> None:
    root = write(tmp_path, dict.fromkeys(GROUPS, "x"))
    found = {paper.path: set(paper.groups) for paper in Shelf(root, signs_of(library)).papers}
    assert found == {name: groups for name, groups in GROUPS.items() if groups is not None}


def test_what_git_leaves_out_is_no_evidence(library: Library, tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "/out/\n*.txt\n!b.txt\n", "out/NOTICE": "x", "NOTICE.txt": "x", "NOTICE": "x"})  # fmt: skip
    shelf = Shelf(tmp_path, signs_of(library))
    assert [paper.path for paper, _ in shelf.of("notice")] == ["NOTICE"]
    assert [paper.path for paper, _ in Shelf(tmp_path / "out", signs_of(library)).of("notice")] == ["NOTICE"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one\ntwo\n\nthree", [(1, "one two"), (4, "three")]),
        ("# a\nb\n- c\n  d\n- e", [(1, "a b"), (3, "c d"), (5, "e")]),
        ("> quoted\n> on", [(1, "quoted on")]),
        ("| a | b |\n| - | - |", [(1, "a | b |"), (2, "- | - |")]),
        ("<p>a</p><p>b\nc</p>", [(1, "a"), (1, "b c")]),
        ("a <b>b</b> <i>c</i>", [(1, "a b c")]),
        ("a<!-- b\n\n -->c", [(1, "a"), (3, "c")]),
        ("a <!-- b", [(1, "a")]),
        ("a &amp; b\u00a0c", [(1, "a & b c")]),
        ("**a** _b_ `c` \\_d\\_ e_f", [(1, "a b c d e_f")]),
        ("[a](https://x.example/y) <https://z.example>", [(1, "a https://x.example/y <https://z.example>")]),
        ("<year> <a@b.example>", [(1, "<a@b.example>")]),
        ("", []),
    ],
)  # fmt: skip
def test_running_text_is_read_in_pieces_without_its_markup(
    text: str, found: list[tuple[int, str]]
) -> None:
    assert list(pieces(text)) == [Piece(*row) for row in found]
    assert all(said in plain(text) for _, said in found)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("x\n\na b\nc", Entry(3, "a b c", "a b c")),
        ("- a\n  b\n\n  c\n- d", Entry(1, "- a b c", "- a b c")),
        ("a:\n- b\n- c", Entry(1, "a:", "a: - b - c")),
        ("1. a\n2. b", Entry(2, "2. b", "2. b")),
        ("| a |\n| b |", Entry(2, "| b |", "| b |")),
        ("# t\n\n## a\nb\n### c\nd\n## e", Entry(3, "a", "## a b ### c d")),
        ("# t\na\n## b\nc", Entry(1, "t", "# t a")),
        ("t\n===\na\n\nb\n---\nc", Entry(5, "b", "b --- c")),
        ("---\n\na\n\nb\n\n---\n\nc", Entry(3, "a", "a b")),
    ],
)
def test_a_text_has_entries_that_are_about_one_thing_each(text: str, entry: Entry) -> None:
    assert entry in entries(text)


def test_front_matter_is_no_running_text() -> None:
    assert without_front("---\na: b\n---\nc") == "\n\n\nc"
    for text in ("---\na: b\nc", "---\n\na\n\n---\nc", "a\n---\nb: c\n---\n"):
        assert without_front(text) == text


@pytest.mark.parametrize(
    ("name", "text", "is_in"),
    [
        ("Model-8B", "the Model-8B.", True),
        ("Model-8B", "org/Model-8B", True),
        ("Model-8B", "Model-8B-Instruct", False),
        ("Model-8B", "Model-8B.1", False),
        ("Model-8B", "MyModel-8B", False),
        ("Model-8B", "my-Model-8B", False),
        ("Model-8B", "model-8b", True),
        ("MIT", "the MIT License", True),
        ("MIT", "mit uns", False),
        ("org", "org/Model-8B", True),
        ("", "x", False),
    ],
)
def test_a_name_counts_only_whole(name: str, text: str, *, is_in: bool) -> None:
    assert is_named(name, folded(text)) is is_in


@pytest.mark.parametrize(
    ("text", "is_in"),
    [
        ("see http://www.x.example/a/b/.", True),
        ("(https://x.example/a/b#c)", True),
        ("https://x.example/a/b/c", False),
        ("https://x.example/a", False),
        ("x.example/a/b", False),
    ],
)
def test_an_address_counts_only_whole(text: str, *, is_in: bool) -> None:
    assert has_address("https://x.example/a/b", text) is is_in


@pytest.mark.parametrize(
    ("line", "text", "is_in"),
    [
        ("Made with X.", "Made with X", True),
        ("Made with X", "Made with X.", True),
        ("Made with X", "Made with X.2", False),
        ("Made with X", "Made with X-2", False),
        ("Made with X", "Remade with X", False),
        ("© 2020 “A”", '(c) 2020 "A"', True),
        ("【A】 B", "x【A】 B", True),
    ],
)
def test_a_line_stands_word_for_word(line: str, text: str, *, is_in: bool) -> None:
    assert bool(lines_pattern((line,)).search(folded(text))) is is_in


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("it was changed", True),
        ("It was Changed: by us", True),
        ("quantized by us", True),
        ("not changed", False),
        ("it was never really changed", False),
        ("wasn't changed", False),
        ("unchanged", False),
        ("changed: none", False),
        ("not theirs, and then in the end changed", True),
        ("exchanged", False),
        ("", False),
    ],
)
def test_a_word_counts_where_it_is_not_denied(text: str, *, said: bool) -> None:
    assert says(text, ("changed", "quantiz*"), ("not", "never", "none")) is said
