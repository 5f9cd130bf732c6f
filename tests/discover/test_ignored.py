"""What ``.gitignore`` files leave out; every row agrees with git itself."""

import time
from pathlib import Path

import pytest

from licenseengine.discover import walk as walking
from licenseengine.discover.ignored import ignored_by
from licenseengine.discover.records import Gap
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.discover.walk import walk
from licenseengine.library.index import Library
from tests.discover.folders import listed, make


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def gaps(root: Path, signs: Signs) -> list[tuple[str, str]]:
    return [(f.code, f.place.file) for f in walk(root, signs) if isinstance(f, Gap)]


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ("", ["a.py", "b.py", "a/a.py", "a/b.py", "a/c/a.py", "c/b.py"]),
        ("a.py", ["b.py", "a/b.py", "c/b.py"]),
        ("/a.py", ["b.py", "a/a.py", "a/b.py", "a/c/a.py", "c/b.py"]),
        ("a/", ["a.py", "b.py", "c/b.py"]),
        ("/a/*", ["a.py", "b.py", "c/b.py"]),
        ("a/a.py", ["a.py", "b.py", "a/b.py", "a/c/a.py", "c/b.py"]),
        ("c", ["a.py", "b.py", "a/a.py", "a/b.py"]),
        ("/c", ["a.py", "b.py", "a/a.py", "a/b.py", "a/c/a.py"]),
        ("*.py", []),
        ("*.py\n!b.py", ["b.py", "a/b.py", "c/b.py"]),
        ("!b.py\n*.py", []),
        ("a/\n!a/b.py", ["a.py", "b.py", "c/b.py"]),
        ("a/*\n!a/b.py", ["a.py", "b.py", "a/b.py", "c/b.py"]),
        ("**/c/", ["a.py", "b.py", "a/a.py", "a/b.py"]),
        ("a/**/a.py", ["a.py", "b.py", "a/b.py", "c/b.py"]),
        ("a/**", ["a.py", "b.py", "c/b.py"]),
        ("[ab].py\n![!a].py", ["b.py", "a/b.py", "c/b.py"]),
        ("?.py", []),
        ("# a.py\n\\#x\n", ["a.py", "b.py", "a/a.py", "a/b.py", "a/c/a.py", "c/b.py"]),
        ("a.py   \r\n\r\n", ["b.py", "a/b.py", "c/b.py"]),
        ("*[", ["a.py", "b.py", "a/a.py", "a/b.py", "a/c/a.py", "c/b.py"]),
    ],
)
def test_what_git_leaves_out_is_left_out(
    tmp_path: Path, signs: Signs, patterns: str, left: list[str]
) -> None:
    make(tmp_path, "a.py", "b.py", "a/a.py", "a/b.py", "a/c/a.py", "c/b.py", top=patterns)
    assert listed(tmp_path, signs) == left


@pytest.mark.parametrize(
    ("inner", "left"),
    [
        ("a.py", ["a.py", "s/t/b.py"]),
        ("!b.py", ["a.py", "s/a.py", "s/b.py", "s/t/a.py", "s/t/b.py"]),
        ("/b.py\n!t/b.py", ["a.py", "s/a.py", "s/t/a.py", "s/t/b.py"]),
        ("t/", ["a.py", "s/a.py"]),
        ("/s/", ["a.py", "s/a.py", "s/t/a.py"]),
    ],
)
def test_a_file_of_patterns_further_down_has_the_last_word(
    tmp_path: Path, signs: Signs, inner: str, left: list[str]
) -> None:
    make(tmp_path, "a.py", "b.py", "s/a.py", "s/b.py", "s/t/a.py", "s/t/b.py", top="b.py", s=inner)
    if inner == "a.py":
        (tmp_path / "s/t/.gitignore").write_text("!b.py\n")
    assert listed(tmp_path, signs) == left


@pytest.mark.parametrize(
    ("pattern", "path", "is_left_out"),
    [
        ("x\\ ", "x ", True), ("\\!x", "!x", True), ("!!x", "x", False), ("a\\*b", "a*b", True),
        ("a\\*b", "axb", False), ("[[:digit:]]x", "1x", True), ("[[:digit:]]x", "ax", False),
        ("[!a-c]x", "dx", True), ("[^a-c]x", "bx", False), ("[]]", "]", True), ("[a-]", "-", True),
        ("[\\]]", "]", True), ("[z-a]", "b", False), ("a[/]b", "a/b", False), ("*", "a/b", True),
        ("/*", "a", True), ("a*b*c", "aXbYc", True), ("a*b*c", "aXcYb", False), ("*a*b", "aab", True),
        ("**/a/**/b", "a/x/y/b", True), ("**/a/**/b", "x/a/b", True), ("a/**/b", "ab", False),
        ("a/**/c/**/d", "a/c/x/c/d", True), ("***/a", "x/a", True), ("a//b", "a/b", False),
        ("a.PY", "a.py", False), ("*.py", "x/.py", True), ("x\\", "x", False), ("/", "x", False),
    ],
)  # fmt: skip
def test_patterns_mean_what_they_mean_for_git(
    pattern: str, path: str, *, is_left_out: bool
) -> None:
    assert ignored_by([pattern]).leaves_out(path, is_folder=False) is is_left_out


def test_more_patterns_with_stars_than_are_honoured_are_told(tmp_path: Path, signs: Signs) -> None:
    make(tmp_path, "a.py", "xb.py", "xc.py", top="x*b.py\n" + "q*z\n" * 9_000 + "x*c.py\na.py\n")
    assert listed(tmp_path, signs) == ["xc.py"]
    assert gaps(tmp_path, signs) == [("LE704", ".gitignore")]


def test_a_file_of_patterns_that_is_too_large_is_not_honoured(
    tmp_path: Path, signs: Signs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "MAX_IGNORE", 4)
    make(tmp_path, "a.py", top="a.py\n")
    assert listed(tmp_path, signs) == ["a.py"]
    assert gaps(tmp_path, signs) == [("LE701", ".gitignore")]


@pytest.mark.parametrize(
    "pattern",
    [
        "**/" * 200 + "*a" * 100 + "b", "*a" * 300 + "b", "*?" * 300 + "b", "a/**/" * 100 + "x*y*b",
        "**/a/" * 100 + "b", "*[a-z]" * 100 + "b", "*" * 900 + "b",
    ],
)  # fmt: skip
def test_no_pattern_takes_long_on_any_path(pattern: str) -> None:
    ignored = ignored_by([pattern])
    paths = ["/".join(["a" * 250] * 16), "a/" * 40 + "a" * 250, "a" * 255]
    begin = time.process_time()
    for path in paths * 10:
        assert not ignored.leaves_out(path, is_folder=False)
    assert time.process_time() - begin < 2
