"""The files that may show that a duty is met: which there are, what each is, and their text.

What git leaves out and what tools make is passed over, as in a scan; links are not followed. Files
of tests and examples, and reports of our own, are no evidence.

Floor: compliance.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Literal

from licenseengine.compliance.records import MARKER
from licenseengine.discover.ignored import Ignored, ignored_by
from licenseengine.discover.records import Gap, Place, Role
from licenseengine.discover.roles import path_role
from licenseengine.discover.signs import Signs
from licenseengine.discover.walk import (
    IGNORES,
    MAX_DEPTH,
    MAX_FILES,
    MAX_IGNORE,
    Found,
    read_file,
    shown,
)

Group = Literal["notice", "credit", "license", "text", "readme", "card", "terms", "page", "source"]

_MANIFEST = "licenseengine.yaml"
_OURS = "licenseengine"  # stands in every answer and report of ours that is no text for people
_TEXTS = frozenset({"", ".txt", ".text", ".md", ".markdown", ".rst", ".adoc", ".html", ".htm"})
_PAGES = frozenset({
    ".html", ".htm", ".xhtml", ".md", ".mdx", ".rst", ".adoc", ".js", ".jsx", ".mjs", ".ts",
    ".tsx", ".vue", ".svelte", ".astro", ".jinja", ".jinja2", ".j2", ".tmpl", ".hbs", ".mustache",
    ".ejs", ".erb", ".liquid", ".njk", ".php", ".pug", ".json", ".yaml", ".yml", ".po",
    ".properties", ".py",
})  # fmt: skip
_SOURCES = frozenset({
    ".py", ".js", ".ts", ".c", ".cc", ".cpp", ".h", ".hpp", ".rs", ".go", ".java", ".kt", ".swift",
    ".rb", ".php", ".cs", ".cu", ".scala", ".m", ".sh",
})  # fmt: skip
_DATA = frozenset({".json", ".yaml", ".yml"})
# What is no text for people; of `LICENSE.APACHE` the ending is a part of the name.
_NO_TEXTS = frozenset({
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".css", ".scss", ".less", ".pyc",
    ".pyi", ".so", ".toml", ".lock", ".ini", ".cfg", ".env", ".xml", ".csv", ".tsv", ".ipynb",
    ".log", ".sql", ".safetensors", ".bin", ".gguf", ".pt", ".onnx", ".zip", ".gz", ".whl",
})  # fmt: skip
_CALLED: tuple[tuple[Group, str], ...] = (
    ("notice", r"(?:third[._ -]?party[._ -]?)?notices?"),
    ("credit", r"attributions?|credits?|acknowledge?ments?|notices?|third[._ -]?party[._ -]?\w*"),
    ("text", r"(?:un)?licen[cs]es?|copying|notices?|third[._ -]?party[._ -]?\w*|eula|terms"),
    ("text", r"use[._ -]?policy|acceptable[._ -]?use(?:[._ -]?policy)?"),
    ("readme", r"readme"),
    ("card", r"(?:model|data(?:set)?)[._ -]?card|data[._ -]?sheet"),
    ("terms", r"terms|tos|eula|terms[._ -]?of[._ -]?(?:use|service)"),
)
_NAMES: tuple[tuple[Group, re.Pattern[str]], ...] = tuple(
    (group, re.compile(rf"(?is:(?:.*[._ -])?(?:{words})(?:[._ -].*)?)")) for group, words in _CALLED
)
_LICENSE = re.compile(r"(?:un)?licen[cs]e(?:[._ -].*)?|copying(?:[._ -].*)?", re.IGNORECASE)
_KEPT = re.compile(r"licen[cs]es?|third[._ -]?party.*|legal|notices?|vendor(?:ed)?", re.IGNORECASE)
_CARDS = re.compile(r"model[._ -]?cards?|data(?:set)?[._ -]?cards?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that may show something, and as what."""

    found: Found
    groups: frozenset[Group]

    @property
    def path(self) -> str:
        """Its path below the folder."""
        return self.found.path

    @property
    def at_root(self) -> bool:
        """Whether it stands in the folder itself."""
        return "/" not in self.path

    @property
    def is_kept_for_others(self) -> bool:
        """Whether it stands where the texts of others are kept, by its name or its folder's."""
        pure = PurePosixPath(self.path)
        own = re.match(r"third|notice", pure.name, re.IGNORECASE)
        return bool(own) or any(_KEPT.fullmatch(part) for part in pure.parts[:-1])


class Shelf:
    """The papers of a folder; each is read when it is asked for."""

    def __init__(self, root: Path, signs: Signs) -> None:
        self.root, self._signs = root, signs
        self._texts: dict[str, str | Gap | None] = {}

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """All papers, those nearest to the root first."""
        found = (_paper(file, self._signs) for file in _files(self.root, self._signs))
        papers = [paper for paper in found if paper is not None]
        return tuple(sorted(papers, key=lambda p: (p.path.count("/"), p.path)))

    def of(self, *groups: Group) -> Iterator[tuple[Paper, str]]:
        """The papers of some groups that can be read, with their text."""
        for paper in self._of(*groups):
            text = self._read(paper)
            if isinstance(text, str):
                yield paper, text

    def unread(self, *groups: Group) -> Gap | None:
        """The first paper of some groups that cannot be read, and why."""
        texts = (self._read(paper) for paper in self._of(*groups))
        return next((text for text in texts if isinstance(text, Gap)), None)

    def has(self, group: Group) -> bool:
        """Whether there is any paper of a group."""
        return any(group in paper.groups for paper in self.papers)

    def _of(self, *groups: Group) -> Iterator[Paper]:
        return (paper for paper in self.papers if paper.groups.intersection(groups))

    def _read(self, paper: Paper) -> str | Gap | None:
        """The text; a gap when it cannot be read, None when it is a report of ours."""
        if paper.path in self._texts:
            return self._texts[paper.path]
        found = read_file(self.root, paper.found)
        text = found if isinstance(found, Gap) else _unless_ours(found[0], paper)
        if paper.groups != {"page"}:  # of pages there may be thousands
            self._texts[paper.path] = text
        return text


def _unless_ours(text: str, paper: Paper) -> str | None:
    is_data = PurePosixPath(paper.path).suffix.casefold() in _DATA
    return None if MARKER in text or (is_data and _OURS in text) else text


def _paper(found: Found, signs: Signs) -> Paper | None:
    pure = PurePosixPath(found.path)
    suffix = pure.suffix.casefold()
    role = path_role(found.path, signs)
    if pure.name == _MANIFEST or (role and role[0] in {Role.TEST, Role.EXAMPLE, Role.MIGRATION}):
        return None
    groups: set[Group] = set()
    if suffix in _SOURCES:
        groups.add("source")
    if suffix in _PAGES and (len(pure.parts) > 1 or suffix not in {".md", ".rst", ".adoc"}):
        groups.add("page")
    if suffix in _TEXTS or suffix not in _PAGES | _SOURCES | _NO_TEXTS:
        groups |= {group for group, names in _NAMES if names.fullmatch(pure.name)}
        if any(_KEPT.fullmatch(part) for part in pure.parts[:-1]):
            groups = groups - {"terms"} | {"text"}  # what is kept there is the text of others
        if any(_CARDS.fullmatch(part) for part in pure.parts[:-1]):
            groups.add("card")
        if _LICENSE.fullmatch(pure.name):
            groups.add("license")
    return Paper(found, frozenset(groups)) if groups else None


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder below the root that is to be looked into; `path` ends with a slash, or is empty."""

    path: str = ""
    depth: int = 0
    ignored: Ignored | None = None


def _files(root: Path, signs: Signs) -> Iterator[Found]:
    """The regular files below a folder, as a scan goes through them, whatever they are called."""
    todo, count = [_Folder()], 0
    while todo:
        folder = todo.pop()
        try:
            with os.scandir(root / folder.path) as listed:
                entries = sorted(listed, key=lambda e: e.name)
        except OSError:
            continue
        ignored = _ignored(root, folder, entries)
        for entry in entries:
            path = folder.path + entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if ignored and ignored.leaves_out(path, is_folder=is_folder):
                continue
            if is_folder:
                if folder.depth < MAX_DEPTH and not signs.path_role(entry.name, "generated"):
                    todo.append(_Folder(f"{path}/", folder.depth + 1, ignored))
            elif (info := _regular(entry)) is not None:
                count += 1
                if count > MAX_FILES:
                    return
                name = shown(path)
                yield Found(name, "text", info.st_size, path if name != path else "")


def _regular(entry: os.DirEntry[str]) -> os.stat_result | None:
    """What is known of a regular file; None for links, pipes and devices."""
    try:
        info = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return info if stat.S_ISREG(info.st_mode) else None


def _ignored(root: Path, folder: _Folder, entries: list[os.DirEntry[str]]) -> Ignored | None:
    """What git leaves out below a folder."""
    ignored = folder.ignored
    here = {entry.name for entry in entries}
    for name in (n for n in IGNORES if n in here):
        found = read_file(root, Found(folder.path + name, "text", 0))
        if not isinstance(found, Gap):
            ignored = ignored_by(found[0][:MAX_IGNORE].split("\n"), folder.path, ignored)
    return ignored


def place_of(paper: Paper, line: int = 1) -> Place:
    """A place in a paper."""
    return Place(paper.path, line)
