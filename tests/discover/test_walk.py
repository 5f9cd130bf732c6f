"""The files of a project: which are read, as what, within limits; and how their text is read."""

import json
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from licenseengine.discover import walk as walking
from licenseengine.discover.reading import read_document
from licenseengine.discover.records import Gap
from licenseengine.discover.scan import scan
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.discover.walk import Found, format_of, read_file, shown, walk
from licenseengine.library.index import Library
from tests.discover.folders import listed, make

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def gaps(root: Path, signs: Signs) -> list[tuple[str, str]]:
    return [(f.code, f.place.file) for f in walk(root, signs) if isinstance(f, Gap)]


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.py", "python"), ("A.PY", "python"), ("a.pyi", None), ("a.pyc", None), ("py", None),
        ("a.ipynb", "notebook"), ("a.tar.gz", None), ("a.yml", "yaml"), (".yml", None), ("a.", None),
        ("LICENSE", "text"), ("LICENSE.md", "text"), ("license.py", "python"), ("a-license.txt", "text"),
        ("NOTICE.json", "json"), ("LICENCE-MIT", "text"), ("licensed.txt", None), ("COPYING.LESSER", "text"),
        ("Dockerfile", "docker"), ("Dockerfile.dev", "docker"), ("a.dockerfile", "docker"),
        ("dockerfile.py", "python"), ("Dockerfile.md", "markdown"), ("Modelfile", "modelfile"),
        ("x.Modelfile", "modelfile"), ("Makefile", "shell"), ("Procfile", "shell"),
        (".env", "env"), (".env.example", "env"), ("env.example", "env"), ("prod.env", "env"),
        (".env.py", "python"), ("env.py", "python"), ("env.ts", "javascript"), ("environment.yml", "yaml"),
        ("requirements.txt", "requirements"), ("requirements-dev.in", "requirements"),
        ("dev_requirements.txt", "requirements"), ("constraints.txt", "requirements"), ("a.txt", None),
        ("poetry.lock", "toml"), ("uv.lock", "toml"), ("Pipfile", "toml"), ("Pipfile.lock", "json"),
        ("a.lock", None), ("bom.xml", "text"), ("a.cdx.xml", "text"), ("a.xml", None),
        ("a.spdx", "text"), ("a.spdx.json", "json"), ("README", "markdown"), ("MODEL_CARD", "markdown"),
        ("x.gguf", "weights"), ("x\n.py", "python"), ("LICENSE.\nx", "text"), ("", None),
    ],
)  # fmt: skip
def test_a_file_is_read_as_its_name_says(name: str, format_: str | None) -> None:
    assert format_of(name) == format_


def test_files_come_in_order_and_those_of_a_folder_before_those_below(
    tmp_path: Path, signs: Signs
) -> None:
    names = ["b.py", "a/c.py", "a.py", "B/a.py", "a/b/a.py", "a/b.py", "c/a.py"]
    make(tmp_path, *names, "a/no.txt", "z.bin")
    expected = ["a.py", "b.py", "B/a.py", "a/b.py", "a/c.py", "a/b/a.py", "c/a.py"]
    assert listed(tmp_path, signs) == expected
    assert [f.size for f in walk(tmp_path, signs) if isinstance(f, Found)] == [0] * 7


@pytest.mark.parametrize("name", ["node_modules", ".git", ".venv", "__pycache__", "site-packages"])
def test_folders_that_tools_make_are_passed_over(tmp_path: Path, signs: Signs, name: str) -> None:
    make(tmp_path, f"{name}/a.py", f"src/{name}/b.py", "src/c.py")
    assert listed(tmp_path, signs) == ["src/c.py"]


def test_a_folder_called_like_a_file_is_a_folder(tmp_path: Path, signs: Signs) -> None:
    make(tmp_path, "README/a.py", "b.py/c.py", "LICENSE/d.yaml", ".gitignore/e.py")
    expected = [".gitignore/e.py", "LICENSE/d.yaml", "README/a.py", "b.py/c.py"]
    assert listed(tmp_path, signs) == expected
    assert gaps(tmp_path, signs) == []


def test_links_are_not_followed(tmp_path: Path, signs: Signs) -> None:
    make(tmp_path, "p/a.py", "outside/b.py", "p/s/c.py")
    root = tmp_path / "p"
    links = {"l.py": "a.py", "far": "../outside", "up": ".", "lost.py": "nowhere", "l.bin": "a.py"}
    for name, target in links.items():
        (root / name).symlink_to(target)
    (root / "loop").symlink_to("loop")
    (root / "s" / ".gitignore").symlink_to(tmp_path / "outside" / "b.py")
    assert listed(root, signs) == ["a.py", "s/c.py"]
    found = [f for f in walk(root, signs) if isinstance(f, Gap)]
    assert {f.place.file for f in found} == {"l.py", "far", "up", "lost.py", "loop"}
    assert {f.code for f in found} == {"LE705"}


def test_the_root_may_be_a_link_or_a_file(tmp_path: Path, signs: Signs) -> None:
    make(tmp_path, "p/a.py", "p/b.bin")
    (tmp_path / "link").symlink_to("p")
    (tmp_path / "link.py").symlink_to("p/a.py")
    (tmp_path / "p/a.py").write_text("x = 1\n")
    assert listed(tmp_path / "link", signs) == ["a.py"]
    for root in ("p/a.py", "link.py"):
        (found,) = walk(tmp_path / root, signs)
        assert isinstance(found, Found)
        assert read_file(tmp_path / root, found) == ("x = 1\n", ())
    assert list(walk(tmp_path / "p/b.bin", signs)) == []
    assert gaps(tmp_path / "absent", signs) == [("LE104", ".")]


def test_pipes_and_sockets_are_not_opened(tmp_path: Path, signs: Signs) -> None:
    make(tmp_path, "a.py")
    os.mkfifo(tmp_path / "b.py")
    os.mkfifo(tmp_path / ".gitignore")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "c.py"))
        assert listed(tmp_path, signs) == ["a.py"]
    # A pipe that takes the place of a file after it was listed is not waited for either.
    gap = read_file(tmp_path, Found("b.py", "python", 1))
    assert isinstance(gap, Gap)
    assert gap.code == "LE104"


def test_a_link_that_takes_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("/etc/hostname")
    assert isinstance(read_file(tmp_path, Found("a.py", "python", 1)), Gap)


def test_a_folder_that_cannot_be_read_is_told_and_the_rest_is_read(
    tmp_path: Path, signs: Signs, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a/x.py", "b/y.py")
    real: Callable[[Path], object] = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert listed(tmp_path, signs) == ["b/y.py"]
    assert gaps(tmp_path, signs) == [("LE104", "a")]


def test_folders_are_followed_down_to_a_limit(tmp_path: Path, signs: Signs) -> None:
    deep = "/".join(["d"] * walking.MAX_DEPTH)
    make(tmp_path, f"{deep}/a.py", f"{deep}/d/b.py")
    assert listed(tmp_path, signs) == [f"{deep}/a.py"]
    assert gaps(tmp_path, signs) == [("LE704", f"{deep}/d")]


def test_files_are_read_up_to_a_limit(
    tmp_path: Path, signs: Signs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "MAX_FILES", 3)
    make(tmp_path, "a.py", "b.py", "c/a.py", "x.bin", "y.txt")
    assert (len(listed(tmp_path, signs)), gaps(tmp_path, signs)) == (3, [])
    make(tmp_path, "c/b.py", "d/a.py")
    assert listed(tmp_path, signs) == ["a.py", "b.py", "c/a.py"]
    assert gaps(tmp_path, signs) == [("LE704", "c/b.py")]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        (b"a\nb.yaml", "a\\x0ab.yaml"),
        (b"a\xff.yaml", "a\\xff.yaml"),
        (b"a\x1b[31m.yaml", "a\\x1b[31m.yaml"),
        ("a\u202e.yaml".encode(), "a\\u202e.yaml"),
        ("\N{LATIN SMALL LETTER E WITH ACUTE} \u4f60.yaml".encode(), "\xe9 \u4f60.yaml"),
    ],
)
def test_a_name_that_cannot_be_shown_is_escaped_and_its_file_read(
    tmp_path: Path, signs: Signs, library: Library, name: bytes, path: str
) -> None:
    folder = os.fsencode(tmp_path) + b"/d" + name
    os.makedirs(folder)  # noqa: PTH103 - a name that is no text
    Path(os.fsdecode(folder + b"/" + name)).write_text("model: meta-llama/Llama-3.1-8B\n")
    (found,) = walk(tmp_path, signs)
    assert isinstance(found, Found)
    assert found.path == f"d{path}/{path}"
    document = read_document(tmp_path, found, signs)
    assert not isinstance(document, Gap)
    assert [s.value for s in document.statements] == ["meta-llama/Llama-3.1-8B"]
    places = [s.place.file for a in scan(tmp_path, library).artifacts for s in a.seen]
    assert places == [found.path]
    assert json.dumps(places).encode()


def test_only_what_would_not_be_seen_is_escaped() -> None:
    assert shown("a b/\xe4\u4e2d-_.py") == "a b/\xe4\u4e2d-_.py"
    assert shown("\udcff\u200b\x00") == "\\xff\\u200b\\x00"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"a\r\nb\rc\nd", "a\nb\nc\nd"),
        (b"\xef\xbb\xbfa", "a"),
        ("a\r\n\xe9".encode("utf-16"), "a\n\xe9"),
        ("a".encode("utf-16-be"), None),
        (b"\xfe\xff\x00a", "a"),
        (b"a\x00b", None),
        (b"x" * 9_000 + b"\x00", None),
        (b"\xff\xd8\xff\xe0 picture", None),
        (b"", ""),
    ],
)
def test_the_text_of_a_file_is_read_whatever_ends_its_lines(
    tmp_path: Path, raw: bytes, text: str | None
) -> None:
    (tmp_path / "a.py").write_bytes(raw)
    found = read_file(tmp_path, Found("a.py", "python", len(raw)))
    if text is None:
        assert isinstance(found, Gap)
        assert found.code == "LE702"
    else:
        assert found == (text, ())


def test_a_text_with_a_byte_that_is_none_is_read_and_the_byte_is_told(
    tmp_path: Path, signs: Signs
) -> None:
    (tmp_path / "a.yaml").write_bytes(b"model: org/x\nb: caf\xe9\nc: org/y\n")
    document = read_document(tmp_path, Found("a.yaml", "yaml", 9), signs)
    assert not isinstance(document, Gap)
    assert [(s.key, s.value) for s in document.statements] == [
        ("model", "org/x"), ("b", "caf\ufffd"), ("c", "org/y"),
    ]  # fmt: skip
    assert [(g.code, g.place.line) for g in document.gaps] == [("LE702", 2)]


@pytest.mark.parametrize("grown", [False, True])
def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, grown: bool
) -> None:
    monkeypatch.setattr(walking, "MAX_BYTES", 10)
    monkeypatch.setattr(walking, "MAX_NOTEBOOK", 20)
    (tmp_path / "a").write_bytes(b"x" * 15)
    gap = read_file(tmp_path, Found("a", "python", 1 if grown else 15))
    assert isinstance(gap, Gap)
    assert gap.code == "LE701"
    assert read_file(tmp_path, Found("a", "notebook", 15)) == ("x" * 15, ())


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    gap = read_file(tmp_path, Found("a.py", "python", 1))
    assert isinstance(gap, Gap)
    assert (gap.code, gap.place.file) == ("LE104", "a.py")
