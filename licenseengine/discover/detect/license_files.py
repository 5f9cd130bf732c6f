"""License files by role, and the license fields of package manifests: what a project declares.

A file is known by its fingerprint, else by the license that its title names: a title is a
declaration too, but where a long text is not the one that its title names, a gap says so.

Floor: discover.
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import PurePosixPath

from licenseengine.discover.detect.license_fields import stated
from licenseengine.discover.detect.manifests import folder_of
from licenseengine.discover.records import Document, Gap, LicenseStatement, Place, Seen
from licenseengine.discover.signs import Signs
from licenseengine.library.index import Library
from licenseengine.library.spellings import read_spelling
from licenseengine.resolve.identify import identify_text, strange

NAME = "license_files"
NOT_KNOWN = "LE708"
STUB = 60  # words: a text this short stands for the license that it names
LONGEST = 300_000
SHOWN = 120
TITLE = 8
_NAMED = re.compile(
    r"licen[sc]e|copying|policy|acceptable|unlicense|eula|notice|prohibited", re.IGNORECASE
)
_CODE = re.compile(  # endings of files that are no texts
    r"\.(pyi?|ipynb|[cm]?[jt]sx?|vue|svelte|go|java|kt|c|h|cc|cpp|hpp|rs|rb|php|cs|swift|html?|s?css"
    r"|xml|json|ya?ml|toml|csv|svg|png|jpe?g|sh|pdf|docx|lock|cfg|ini|tmpl|j2)"
)
_FRAME = re.compile(r"^[\s#*=~>|/;-]+|[\s#*=~|]+$")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATED = re.compile(
    rf"[\s,(]*(?:\b(?:dated|of|last modified:?|release date:?) )?"
    rf"(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}},?)? \d{{4}}\)?$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\s*\((?:the\s+)?[\"'\u201c]", re.IGNORECASE)
_TERM = re.compile(
    r"\b(?:not|no|only|except\w*|unless|commercial\w*|prohibit\w*|restrict\w*|must|shall|research|"
    r"additional|modif\w*|forbid\w*|however)\b",
    re.IGNORECASE,
)
_TITLE_WORDS = re.compile(
    r"^[^.]*\b(?:licen[sc]e|attribution|international|copyright)\b[^.]*$", re.IGNORECASE
)
_COVERS = re.compile(r"\b(?:covers|applies to)\s+(?:the\s+)?(?P<what>[\w./-]*\w)", re.IGNORECASE)
_PATH = re.compile(
    r"[\w.-]+(?:/[\w.-]+)+|[\w-]+\.(?:json|jsonl|csv|tsv|txt|parquet|bin|pt|safetensors)"
)
_PARTS = {
    "code": "code", "software": "code", "data": "data", "dataset": "data", "weights": "weights",
    "model": "weights", "adapter": "adapter", "documentation": "docs",
}  # fmt: skip


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """What a license file or a manifest states about the project, or its part of it."""
    yield from stated(document)
    name = PurePosixPath(document.path).name
    if not _NAMED.search(name):
        return
    role = _role(name, signs)
    if role is None:
        return
    text = document.text[:LONGEST]
    if not text.strip():
        yield Gap(NOT_KNOWN, Place(document.path), "the license file is empty")
        return
    about = folder_of(document) or role
    yield from _read(document, text, about, signs.library)


def _role(name: str, signs: Signs) -> str | None:
    """What a license file of this name is about; None when it is no license of the project."""
    pure = PurePosixPath(name)
    suffix = pure.suffix.casefold()
    if _CODE.fullmatch(suffix):
        return None
    stem = pure.stem if suffix in {".txt", ".md", ".rst", ".text", ".markdown"} else name
    plain = re.sub(r"[\s.-]+", "_", stem.casefold())
    for role, patterns in signs.library.sections["spellings"]["files"].items():
        if any(fnmatchcase(plain, pattern) for pattern in patterns):
            return None if role == "none" else str(role)
    return None


def _read(document: Document, text: str, about: str, library: Library) -> Iterator[Seen]:
    found, added, is_known = license_of(text, library)
    place = Place(document.path)
    if not is_known:
        about = _refined(document, text, about)
    if found is not None:
        yield LicenseStatement(about, found, place)
        if added:
            yield Gap(NOT_KNOWN, place, added)
        return
    first = next((row for row in map(_bare, text.split("\n")) if row), "")[:SHOWN]
    if not _is_license_name(document.path):
        return
    yield LicenseStatement(about, first, place)
    nearest = identify_text(text).nearest
    near = f", and is nearest to {nearest.license}" if nearest else ""
    yield Gap(NOT_KNOWN, place, f"the license text is not known: it begins with `{first}`{near}")


@lru_cache(maxsize=256)
def license_of(text: str, library: Library) -> tuple[str | None, str, bool]:
    """The license that a text is or names in its title, what is amiss, whether it is that text.

    The first is a name that :func:`read_spelling` reads; None when the text names no license.
    """
    found = identify_text(text)
    if found.same:
        return _one_of(found.same, _title(text, library), library), "", True
    title = _title(text, library)
    if title is None:
        return None, "", False
    id_ = read_spelling(title, library).expression
    more = strange(text, id_) if id_ else ()
    if len(text.split()) <= STUB:
        more = tuple(said for said in more if _TERM.search(said)) or _short_terms(text)
    if not more:
        return title, "", False
    said = f"the text says more than `{title}`, which its title names: “{more[0][:SHOWN]}”"
    return title, said, False


def _short_terms(text: str) -> tuple[str, ...]:
    """Lines of a short text that read as terms of their own."""
    rows = (_bare(row) for row in text.split("\n"))
    return tuple(row for row in rows if _TERM.search(row) and not _TITLE_WORDS.search(row))


def _one_of(same: tuple[str, ...], title: str | None, library: Library) -> str:
    """The id among those of one text: the one that the title says, else the plainest."""
    said = read_spelling(title, library).expression if title else None
    if said in same:
        return str(said)
    return min(same, key=lambda id_: (len(id_), id_))


def _title(text: str, library: Library) -> str | None:
    """The license that the first lines name; None when they name none."""
    bare = [_bare(row) for row in text[:4_000].split("\n")]
    lines = [row for row in bare if row and not row.casefold().startswith(("copyright", "(c)"))]
    unclear = None
    for first, second in zip(lines[:TITLE], [*lines[1:TITLE], ""], strict=False):
        for said in (first, f"{first} {second}"):
            name = _DATED.sub("", _CALLED.split(said)[0])
            if len(name) > SHOWN:
                continue
            found = read_spelling(name, library)
            if found.expression:
                return name
            if found.kind == "unclear" and found.family and said is first:
                unclear = unclear or name
    return unclear


def _bare(row: str) -> str:
    return " ".join(_FRAME.sub("", row).split())


def _is_license_name(path: str) -> bool:
    """Whether the name alone says that a file is a license text, and no page about licenses."""
    pure = PurePosixPath(path)
    starts = re.match(r"licen[sc]e|copying|unlicense", pure.name, re.IGNORECASE)
    return bool(starts) or pure.stem.upper() == pure.stem or pure.suffix.casefold() == ".txt"


def _refined(document: Document, text: str, about: str) -> str:
    """What the first lines say that the license covers: a path, or a part of the project."""
    found = _COVERS.search("\n".join(text.split("\n", 6)[:6]))
    if found is None:
        return about
    what, folder = found["what"], folder_of(document)
    if _PATH.fullmatch(what):
        return f"{folder}/{what}" if folder else what
    return about if folder else _PARTS.get(what.casefold(), about)
