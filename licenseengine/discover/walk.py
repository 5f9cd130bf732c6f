"""The files of a project: which are read, as what, within limits.

``.gitignore`` files are honoured through pathspec, folders that tools make are passed over, links
are not followed, special files are not opened. Each file is opened once.

Floor: discover.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from licenseengine.discover.records import Gap, Place
from licenseengine.discover.signs import Signs

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_BYTES = 4 * 1024 * 1024
MAX_FILES = 200_000
MAX_DEPTH = 40
_HEAD = 8_192
FORMATS = {
    ".py": "python", ".pyw": "python", ".pyi": "", ".ipynb": "notebook",
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonc": "json", ".json5": "json",
    ".toml": "toml", ".js": "javascript", ".jsx": "javascript", ".ts": "javascript",
    ".tsx": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".mts": "javascript",
    ".cts": "javascript", ".vue": "javascript", ".svelte": "javascript", ".sh": "shell",
    ".bash": "shell", ".zsh": "shell", ".bat": "shell", ".cmd": "shell", ".ps1": "shell",
    ".env": "env", ".md": "markdown", ".mdx": "markdown", ".rst": "markdown",
    ".cfg": "ini", ".ini": "ini", ".gguf": "weights", ".safetensors": "weights",
    ".cff": "yaml", ".spdx": "text", ".jsonld": "json",
}  # fmt: skip
_NAMES = (
    (re.compile(r"(?i)(.*[._-])?(licen[cs]es?|copying|notice|copyright|use[_-]policy|acceptable[_-]use.*)([._-].*)?"), "text"),
    (re.compile(r"(?i)(dockerfile|containerfile)(\..*)?|.*\.dockerfile"), "docker"),
    (re.compile(r"(?i)(.*\.)?modelfile(\..*)?"), "modelfile"),
    (re.compile(r"(?i)makefile|procfile|justfile"), "shell"),
    (re.compile(r"\.?env(\..*)?|\..*env"), "env"),
    (re.compile(r"(?i)(.*[._-])?(requirements|constraints)([._-].*)?\.(txt|in)"), "requirements"),
    (re.compile(r"(?i)poetry\.lock|uv\.lock|pipfile|pdm\.lock"), "toml"),
    (re.compile(r"(?i)pipfile\.lock"), "json"),
    (re.compile(r"(?i)bom\.xml|.*\.cdx\.xml|.*\.spdx\.(rdf|xml)"), "text"),
    (re.compile(r"(?i)readme|model_?card|data_?sheet|data_?card"), "markdown"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the project: its path below the root, with ``/``; its format; its size in bytes."""

    path: str
    format: str
    size: int


def format_of(name: str) -> str | None:
    """How a file of this name is read; None for those that are not."""
    for pattern, format_ in _NAMES:
        if pattern.fullmatch(name):
            known = FORMATS.get(PurePosixPath(name).suffix.casefold())
            return known if known and format_ == "text" and known != "markdown" else format_
    return FORMATS.get(PurePosixPath(name).suffix.casefold()) or None


def walk(root: Path, signs: Signs) -> Iterator[Found | Gap]:
    """The files below a folder that are read, in order of their paths; what is passed over, as gaps.

    Args:
        root: a folder, or a single file.
        signs: says which folders tools make.
    """
    if root.is_file():
        format_ = format_of(root.name)
        if format_:
            yield Found(root.name, format_, root.stat().st_size)
        return
    todo: list[tuple[str, int, tuple[tuple[str, GitIgnoreSpec], ...]]] = [("", 0, ())]
    count = 0
    while todo:
        folder, depth, ignored = todo.pop()
        try:
            with os.scandir(root / folder) as entries:
                listed = sorted(entries, key=lambda e: e.name)
        except OSError as error:
            yield Gap("LE104", Place(folder or "."), f"cannot be read: {error.strerror}")
            continue
        ignored = _with_ignore(root, folder, {e.name for e in listed}, ignored)
        below = []
        for entry in listed:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                if format_of(entry.name) or entry.is_dir():
                    yield Gap("LE705", Place(path), "a link, not followed")
            elif entry.is_dir():
                if signs.path_role(entry.name, "generated") or _is_ignored(f"{path}/", ignored):
                    continue
                if depth >= MAX_DEPTH:
                    yield Gap("LE704", Place(path), f"deeper than {MAX_DEPTH} folders")
                    continue
                below.append((path, depth + 1, ignored))
            elif (format_ := format_of(entry.name)) and not _is_ignored(path, ignored):
                count += 1
                if count > MAX_FILES:
                    yield Gap("LE704", Place(path), f"more than {MAX_FILES} files")
                    return
                info = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(info.st_mode):
                    yield Found(path, format_, info.st_size)
        todo += reversed(below)


def read_file(root: Path, found: Found) -> "str | Gap":
    """The text of a file, or why it is passed over: too large, or no text."""
    place = Place(found.path)
    path = root if root.is_file() else root / found.path
    if found.size > MAX_BYTES:
        return Gap("LE701", place, f"larger than {MAX_BYTES // 2**20} MiB, not read")
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return Gap("LE104", place, f"cannot be read: {error.strerror}")
    if len(raw) > MAX_BYTES:
        return Gap("LE701", place, f"larger than {MAX_BYTES // 2**20} MiB, not read")
    if b"\0" in raw[:_HEAD]:
        return Gap("LE702", place, "a binary file, not text")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Gap("LE702", Place(found.path, line), "not UTF-8 text")
    return text.replace("\r\n", "\n") if "\r" in text else text


def _with_ignore(
    root: Path, folder: str, names: set[str], above: "tuple[tuple[str, GitIgnoreSpec], ...]"
) -> "tuple[tuple[str, GitIgnoreSpec], ...]":
    if ".gitignore" not in names:
        return above
    path = root / folder / ".gitignore"
    if path.is_symlink() or path.stat().st_size > MAX_BYTES:
        return above
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where a project has such a file

    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        spec = GitIgnoreSpec.from_lines(lines)
    except (OSError, ValueError):
        return above
    return (*above, (f"{folder}/" if folder else "", spec))


def _is_ignored(path: str, ignored: "tuple[tuple[str, GitIgnoreSpec], ...]") -> bool:
    for prefix, spec in reversed(ignored):
        verdict = spec.check_file(path[len(prefix) :]).include
        if verdict is not None:
            return verdict
    return False
