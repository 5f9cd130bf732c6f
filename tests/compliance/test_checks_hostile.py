"""Folders that mean harm: nothing outside is read, nothing breaks, nothing counts that is not there."""

import os
from pathlib import Path

import pytest

from licenseengine.compliance.checks import checked
from licenseengine.compliance.checks.prose import entries, pieces, plain_lines
from licenseengine.compliance.checks.shelf import Shelf
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library
from tests.compliance.folders import PLANS, Files, looked_for, only, planned, write
from tests.compliance.test_checks import LINE

MANY = 20_000
LONG: dict[str, str] = {
    "comments that do not end": "<!--" * MANY,
    "comments": "<!---->" * MANY,
    "brackets": "[" * MANY,
    "links that do not end": "[a](" * MANY,
    "links with blanks": "[a](" + " " * MANY,
    "tags that do not end": "<a " * MANY,
    "tags of one letter": "<a" + " a" * MANY,
    "anchors that do not end": "<a href=" * MANY,
    "emphasis": "*_" * MANY,
    "backslashes": "\\" * MANY,
    "headings": "# x\n" * MANY,
    "headings of all levels": "".join(f"{'#' * (1 + i % 6)} x\n" for i in range(MANY)),
    "lists": "- x\n" * MANY,
    "lists that go in": "".join(f"{' ' * (i % 900)}- x\n" for i in range(MANY // 100)),
    "lists behind lines": "x\n- y\n" * MANY,
    "rules": "---\n" * MANY,
    "rules that are none": "- " * MANY + "x",
    "tables": "| x |\n" * MANY,
    "front matter that does not end": "---\n" + "a: b\n" * MANY,
    "entities": "&lt;" * MANY,
    "addresses": "https://x " * MANY,
    "one word": "x" * (4 * MANY),
    "blanks": " \n" * MANY,
    "the start of the line": "Built with " * MANY,
    "copyright lines": "Copyright (c) 2020 x\n" * (MANY // 4),
    "marks of comments": "/*" * MANY,
    "mails": "a@" * MANY,
}


@pytest.mark.parametrize("name", LONG)
def test_running_text_is_read_in_time_that_grows_with_its_length(name: str) -> None:
    assert len(plain_lines(LONG[name])) == LONG[name].count("\n") + 1
    assert sum(len(piece.text) for piece in pieces(LONG[name])) <= 2 * len(LONG[name])
    assert sum(len(e.body) for e in entries(LONG[name])) <= 12 * len(LONG[name])


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("file", ["NOTICE", "README.md", "LICENSE", "src/app.js"])
def test_every_check_comes_to_an_end_on_it(
    name: str, file: str, library: Library, tmp_path: Path
) -> None:
    write(tmp_path, {file: LONG[name]})
    for plan in ("tuned llama", "changed text", "linked library"):
        found = checked(planned(plan, library), tmp_path, library)
        assert all(due.evidence.status != "met" for due in found.dues)


BROKEN: dict[str, Files] = {
    "no UTF-8": {"NOTICE": b"\xff\xfe\xfd" * 900, "README.md": b"Built with Llama \xe9\xe8" * 2},
    "half a character": {"NOTICE": LINE.encode("utf-8")[:70]},
    "binary": {"NOTICE": b"\0" * 900, "README": b"\x7fELF\0", "LICENSE": b"\0"},
    "too large": {"NOTICE": b"x" * (5 * 2**20), "README.md": b"y" * (5 * 2**20)},
    "empty": {"NOTICE": "", "README.md": "", "LICENSE": "", ".gitignore": ""},
    "cards that are none": {"README.md": "---\n- [\n---\n", "MODEL_CARD.md": "---\nlicense: {a: [b\n---\n"},
    "licenses that are none": {"README.md": "---\nlicense: (MIT AND\nbase_model: a/b\n---\n", "LICENSE": "License: ((("},
    "surrogates": {"NOTICE": "\udcff\udc80", "README.md": "\ud800"},
    "names": {"README\n\u202e.md": "x", "NOTICE \x1b[31m": "y", "a" * 200 + "/NOTICE": "z"},
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_show_nothing(name: str, library: Library, tmp_path: Path) -> None:
    write(tmp_path, BROKEN[name])
    for plan in PLANS:
        found = checked(planned(plan, library), tmp_path, library)
        assert all(due.evidence.status != "met" for due in found.dues)


def test_a_notice_in_utf_16_is_read(library: Library, tmp_path: Path) -> None:
    write(tmp_path, {"NOTICE": LINE.encode("utf-16")})
    found = looked_for(only(planned("tuned llama", library), "notice-file"), tmp_path, library)
    assert found.evidence.status == "met"


def test_links_are_not_followed(library: Library, tmp_path: Path) -> None:
    write(tmp_path, {"outside/NOTICE": LINE, "project/README.md": "x", "project/old": ""})
    root = tmp_path / "project"
    (root / "NOTICE").symlink_to(tmp_path / "outside" / "NOTICE")
    (root / "NOTICES").symlink_to(root / "old")
    (root / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "circle").symlink_to(root, target_is_directory=True)
    (root / "NOTICE.txt").symlink_to(root / "NOTICE.txt")
    found = looked_for(only(planned("tuned llama", library), "notice-file"), root, library)
    assert (found.evidence.status, found.evidence.looked) == ("missing", "notice-missing")


def test_pipes_are_not_waited_for(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "NOTICE")
    found = looked_for(only(planned("tuned llama", library), "notice-file"), tmp_path, library)
    assert found.evidence.status == "missing"


def test_folders_that_tools_make_and_folders_too_deep_are_passed_over(
    library: Library, tmp_path: Path
) -> None:
    deep = "/".join("d" for _ in range(60))
    write(tmp_path, {"node_modules/x/NOTICE": LINE, ".venv/NOTICE": LINE, f"{deep}/NOTICE": LINE})
    assert list(Shelf(tmp_path, signs_of(library)).of("notice")) == []


def test_a_folder_that_is_none_shows_nothing(library: Library, tmp_path: Path) -> None:
    for root in (tmp_path / "absent", write(tmp_path, {"NOTICE": LINE}) / "NOTICE"):
        found = looked_for(only(planned("tuned llama", library), "notice-file"), root, library)
        assert found.evidence.status == "missing"
