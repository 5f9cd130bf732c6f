"""The files of a project: which are read, as what, within limits.

``.gitignore`` files are honoured, folders that tools make are passed over, links are not followed,
special files are not opened. Each file is opened once.

Floor: discover.
"""

import codecs
import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from licenseengine.discover.ignored import Ignored, ignored_by
from licenseengine.discover.records import Gap, Place
from licenseengine.discover.signs import Signs

MAX_BYTES = 4 * 1024 * 1024
MAX_NOTEBOOK = 32 * 1024 * 1024  # nearly all of it pictures, which are passed over
# What git leaves out, and what the project wants no audit of: the later file has the last word.
IGNORES = (".gitignore", ".licenseengineignore")
MAX_IGNORE = 1024 * 1024
MAX_FILES = 200_000
MAX_DEPTH = 40
_MOST_BAD = 0.01  # of a text that is read in spite of bytes that are none
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
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
_NAMES = re.compile(
    r"(?P<text>(?:.*[._-])?(?:licen[cs]es?|copying|notice|copyright|use[_-]policy"
    r"|acceptable[_-]use.*)(?:[._-].*)?)"
    r"|(?P<docker>(?:dockerfile|containerfile)(?:\..*)?|.*\.dockerfile)"
    r"|(?P<modelfile>(?:.*\.)?modelfile(?:\..*)?)"
    r"|(?P<shell>makefile|procfile|justfile)"
    r"|(?P<env>\.?env(?:\..*)?|\..*env)"
    r"|(?P<requirements>(?:.*[._-])?(?:requirements|constraints)(?:[._-].*)?\.(?:txt|in))"
    r"|(?P<toml>poetry\.lock|uv\.lock|pipfile|pdm\.lock)"
    r"|(?P<json>pipfile\.lock)"
    r"|(?P<bom>bom\.xml|.*\.cdx\.xml|.*\.spdx\.(?:rdf|xml))"
    r"|(?P<markdown>readme|model_?card|data_?sheet|data_?card)",
    re.IGNORECASE | re.DOTALL,
)
# Characters of names that a terminal or a page would not show as they are.
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the project: its path below the root, with ``/``; its format; its size in bytes.

    `real` is the path on the disk, where that cannot be shown as it is.
    """

    path: str
    format: str
    size: int
    real: str = ""


def format_of(name: str) -> str | None:
    """How a file of this name is read; None for those that are not."""
    known = FORMATS.get(name[name.rfind(".") :].casefold()) if "." in name[1:] else None
    found = _NAMES.fullmatch(name)
    if not found or (known and (found.lastgroup != "text" or known != "markdown")):
        return known or None
    return "text" if found.lastgroup == "bom" else found.lastgroup


def shown(path: str) -> str:
    """A path as it is shown: bytes that are no text, control characters and the like escaped."""
    return _UNSHOWN.sub(_escaped, path)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:  # noqa: PLR2004 - how Python keeps a byte that is no text
        code -= 0xDC00
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - two digits


def walk(root: Path, signs: Signs) -> Iterator[Found | Gap]:
    """The files below a folder that are read, in order; what is passed over, as gaps.

    Args:
        root: a folder, or a single file; may itself be a link.
        signs: says which folders tools make.
    """
    if root.is_file():
        format_ = format_of(root.name)
        if format_:
            yield Found(shown(root.name), format_, root.stat().st_size)
        return
    yield from _Walk(root, signs).files()


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder below the root that is to be looked into; `path` ends with a slash, or is empty."""

    path: str = ""
    depth: int = 0
    ignored: Ignored | None = None


class _Walk:
    """Goes through the folders below a root, each before those in it."""

    def __init__(self, root: Path, signs: Signs) -> None:
        self._root, self._signs = root, signs
        self._count = 0

    def files(self) -> Iterator[Found | Gap]:
        """All files, and gaps."""
        todo = [_Folder()]
        while todo and self._count <= MAX_FILES:
            folder = todo.pop()
            try:
                with os.scandir(self._root / folder.path) as entries:
                    listed = sorted(filter(self._matters, entries), key=lambda e: e.name)
            except OSError as error:
                yield _gap("LE104", folder.path or ".", f"cannot be read: {error.strerror}")
                continue
            ignored, gaps = self._ignored(folder, listed)
            yield from gaps
            below = []
            for entry in listed:
                found = self._entry(_Folder(folder.path, folder.depth, ignored), entry)
                if isinstance(found, _Folder):
                    below.append(found)
                elif found is not None:
                    yield found
                if self._count > MAX_FILES:
                    return
            todo += reversed(below)

    def _matters(self, entry: os.DirEntry[str]) -> bool:
        """Whether an entry is looked at further: a folder, a link, a file of a known format."""
        if format_of(entry.name) or entry.name in IGNORES:
            return True
        return entry.is_symlink() or entry.is_dir(follow_symlinks=False)

    def _entry(self, folder: _Folder, entry: os.DirEntry[str]) -> Found | Gap | _Folder | None:
        path, format_ = folder.path + entry.name, format_of(entry.name)
        if entry.is_symlink():
            return _gap("LE705", path, "a link, not followed") if format_ or _leads(entry) else None
        is_folder = entry.is_dir(follow_symlinks=False)
        if folder.ignored and folder.ignored.leaves_out(path, is_folder=is_folder):
            return None
        if not is_folder:
            return self._file(path, format_, entry) if format_ else None
        if self._signs.path_role(entry.name, "generated"):
            return None
        if folder.depth >= MAX_DEPTH:
            return _gap("LE704", path, f"deeper than {MAX_DEPTH} folders")
        return _Folder(f"{path}/", folder.depth + 1, folder.ignored)

    def _file(self, path: str, format_: str, entry: os.DirEntry[str]) -> Found | Gap | None:
        try:
            info = entry.stat(follow_symlinks=False)
        except OSError as error:
            return _gap("LE104", path, f"cannot be read: {error.strerror}")
        if not stat.S_ISREG(info.st_mode):  # a pipe, a socket, a device
            return None
        self._count += 1
        if self._count > MAX_FILES:
            return _gap("LE704", path, f"more than {MAX_FILES} files")
        name = shown(path)
        return Found(name, format_, info.st_size, path if name != path else "")

    def _ignored(
        self, folder: _Folder, listed: list[os.DirEntry[str]]
    ) -> tuple[Ignored | None, tuple[Gap, ...]]:
        """What is left out below a folder, and what of that is not honoured."""
        here = {e.name for e in listed if e.name in IGNORES and e.is_file(follow_symlinks=False)}
        ignored = folder.ignored
        gaps: tuple[Gap, ...] = ()
        for name in (n for n in IGNORES if n in here):
            ignored, found = self._with(f"{folder.path}{name}", folder.path, ignored)
            gaps = (*gaps, *found)
        return ignored, gaps

    def _with(
        self, path: str, folder: str, above: Ignored | None
    ) -> tuple[Ignored | None, tuple[Gap, ...]]:
        """What is left out with the patterns of one more file."""
        try:
            with _opened(self._root / path) as stream:
                raw = stream.read(MAX_IGNORE + 1)
        except OSError as error:
            return above, (_gap("LE104", path, f"cannot be read: {error.strerror}"),)
        if len(raw) > MAX_IGNORE:
            return above, (_gap("LE701", path, "too large, not honoured"),)
        lines = raw.decode("utf-8-sig", "surrogateescape").split("\n")
        ignored = ignored_by(lines, folder, above)
        said = "too many patterns with stars: the last are not honoured"
        return ignored, (_gap("LE704", path, said),) if ignored.is_cut else ()


def _gap(code: str, path: str, said: str) -> Gap:
    return Gap(code, Place(shown(path).removesuffix("/")), said)


def _leads(link: os.DirEntry[str]) -> bool:
    """Whether a link leads to a folder, or in a circle."""
    try:
        return link.is_dir()
    except OSError:
        return True


def _opened(path: Path, *, follow: bool = False) -> BinaryIO:
    """A regular file, opened; a pipe that took its place since it was listed is not waited for."""
    descriptor = os.open(path, _FLAGS if follow else _FLAGS | _NO_LINK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "no regular file")
    return os.fdopen(descriptor, "rb")


def read_file(root: Path, found: Found) -> tuple[str, tuple[Gap, ...]] | Gap:
    """The text of a file and what is wrong with it, or why it is passed over.

    Lines end with a line feed alone, however they end in the file.
    """
    place = Place(found.path)
    limit = MAX_NOTEBOOK if found.format == "notebook" else MAX_BYTES
    too_large = Gap("LE701", place, f"larger than {limit // 2**20} MiB, not read")
    if found.size > limit:
        return too_large
    is_root = root.is_file()
    try:
        path = root if is_root else root / (found.real or found.path)
        with _opened(path, follow=is_root) as stream:
            raw = stream.read(limit + 1)
    except OSError as error:
        return Gap("LE104", place, f"cannot be read: {error.strerror}")
    return too_large if len(raw) > limit else _text(raw, found.path)


def _text(raw: bytes, path: str) -> tuple[str, tuple[Gap, ...]] | Gap:
    gaps: tuple[Gap, ...] = ()
    try:
        text = raw.decode("utf-16" if raw.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError as error:
        gap = Gap("LE702", Place(path, raw.count(b"\n", 0, error.start) + 1), "not UTF-8 text")
        text, gaps = raw.decode("utf-8-sig", "replace"), (gap,)
        if text.count("\ufffd") > _MOST_BAD * len(text) + 1:
            return gap
    if "\0" in text:
        return Gap("LE702", Place(path), "a binary file, not text")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text, gaps
