"""The library: licenses by id, alias and series; reads only what is asked for.

Floor: library.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licenseengine.errors import (
    Diagnostic,
    LicenseEngineError,
    LicenseFileError,
    ReadError,
    Span,
    nearest,
)
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library import home
from licenseengine.library.catalog import Entry, Sections, compile_catalog, find_base, find_entry
from licenseengine.library.compiled import (
    FORMAT,
    open_copy,
    read_license,
    save_copy,
    write_license,
    write_quietly,
)
from licenseengine.library.records import License
from licenseengine.version import __version__

if TYPE_CHECKING:
    from licenseengine.library.reader import Draft

_ROOT_FILES = (
    "vocabulary.yaml",
    "legal-questions.yaml",
    "aliases.yaml",
    "spellings.yaml",
    "costs.yaml",
    "phrases.yaml",
)
_NO_LICENSES = frozenset({"catalog", "openness", "translations"})


@dataclass(eq=False)
class Library:
    """All knowledge, opened. `sha256` is that of the knowledge files a verdict leans on."""

    sections: Sections
    sha256: str
    vocabulary: Vocabulary
    _loaded: dict[str, License] = field(default_factory=dict)
    _entries: dict[tuple[str, str | None], Entry | None] = field(default_factory=dict)
    _names: dict[str, str] | None = None
    _reusable: tuple[License, ...] | None = None

    def get(self, id_: str) -> License | None:
        """The license of exactly this id, or of an id that says how its text was obtained.

        `x-excerpt` is `x`, called as it was asked for, so that a reader finds the text.
        """
        if id_ not in self._loaded:
            plain = plain_id(id_)
            if f"license:{plain}" not in self.sections:
                return None
            found = read_license(self.sections[f"license:{plain}"])
            self._loaded[id_] = found if plain == id_ else _called(found, id_)
        return self._loaded[id_]

    def resolve(self, name: str) -> str | None:
        """The id that a name stands for: id, SPDX id or alias, in any letter case."""
        plain = plain_id(name)
        if f"license:{plain}" in self.sections:
            return plain
        return self.names.get(_fold(name))

    def expect(self, name: str) -> str:
        """The id that a name stands for.

        Raises:
            ReadError: LE302, no license has that name.
        """
        found = self.resolve(name)
        if found is None:
            said, remedy = f"the license `{name}` is not known", "see `licenseengine license list`"
            raise ReadError(
                [Diagnostic("LE302", Span("<command>"), said, self.suggest(name), remedy)]
            )
        return found

    @property
    def names(self) -> dict[str, str]:
        """Every folded name of every license, with the id it stands for."""
        if self._names is None:
            self._names = self.sections["names"]
        return self._names

    def summaries(self) -> list[dict[str, Any]]:
        """What `license list` shows of every license, sorted by id."""
        found: list[dict[str, Any]] = self.sections["summaries"]
        return found

    def reusable(self) -> tuple[License, ...]:
        """All fully encoded licenses that anybody may put on a work of their own."""
        if self._reusable is None:
            rows = (r for r in self.summaries() if r["reusable"] and r["encoded"] == "full")
            ids = (r["id"] for r in rows if r["kind"] not in {"policy", "terms", "exception"})
            found = (self.get(id_) for id_ in ids)
            self._reusable = tuple(license_ for license_ in found if license_ is not None)
        return self._reusable

    def group(self, kind: str) -> list[str]:
        """The ids of all fully encoded licenses of a kind."""
        rows = self.summaries()
        return [r["id"] for r in rows if r["kind"] == kind and r["encoded"] == "full"]

    def suggest(self, name: str) -> str | None:
        """The id that was probably meant."""
        near = nearest(_fold(name), self.names, cutoff=0.75)
        return self.names[near] if near else None

    def in_force(self, id_: str, day: date | None) -> str:
        """The version in force on `day` of the terms that `id_` is a version of.

        `id_` itself when its terms have no dated versions, or `day` is None. A day before the
        first version known gives an id of no license: what held then was not read.
        """
        license_ = self.get(id_)
        if day is None or license_ is None or license_.series is None:
            return id_
        versions: list[list[str]] = self.sections["series"][license_.series]
        chosen = [version for start, version in versions if start <= day.isoformat()]
        return chosen[-1] if chosen else f"LicenseRef-{license_.series}-before-{versions[0][0]}"

    def find_artefact(self, ref: str, kind: str | None = None) -> Entry | None:
        """What the catalogue says of an artefact; None when it says nothing."""
        asked = (ref, kind)
        if asked not in self._entries:
            self._entries[asked] = find_entry(self.sections, ref, kind)
        return self._entries[asked]

    def find_base(self, ref: str) -> Entry | None:
        """What a quantised or converted re-upload was made from, by its name."""
        return find_base(self.sections, ref)


def plain_id(id_: str) -> str:
    """The id of a license from that of its text, less endings that tell how it was obtained."""
    for ending in ("-excerpt", "-scancode"):
        id_ = id_.removesuffix(ending)
    head, mark, _ = id_.partition("-snapshot-")
    return head if mark else id_


def _called(license_: License, id_: str) -> License:
    clauses = tuple(
        replace(c, license=id_) if c.license == license_.id else c for c in license_.clauses
    )
    handling = tuple(
        replace(entry, license=id_) if entry.license == license_.id else entry
        for entry in license_.handling
    )
    return replace(license_, id=id_, clauses=clauses, handling=handling)


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


@lru_cache(maxsize=4)
def open_library(root: Path | None = None) -> Library:
    """Open the knowledge in `root` (default: the project's own).

    Raises:
        ReadError, LicenseFileError: some file of the knowledge is unsound.
    """
    root = root or home.licenses_folder()
    files = home.knowledge_files(root)
    cache = home.cache_folder()
    key = cache / f"{home.stat_key(files)}-{FORMAT}-{__version__}.key"
    sha256 = _remembered(key)
    if sha256 is None or (copy := open_copy(_copy_path(cache, sha256))) is None:
        sha256 = home.content_hash(root, files)
        copy = open_copy(_copy_path(cache, sha256))
        if copy is None:
            sections = compile_knowledge(root, files)
            save_copy(_copy_path(cache, sha256), sections)
            return _library(sections, sha256)
        write_quietly(key, sha256.encode())
    return _library(copy, sha256)


def _remembered(key: Path) -> str | None:
    try:
        return key.read_text(encoding="ascii")
    except (OSError, ValueError):
        return None


def _copy_path(cache: Path, sha256: str) -> Path:
    return cache / f"knowledge-{sha256[:32]}-{FORMAT}.jsonl"


def _library(sections: Sections, sha256: str) -> Library:
    return Library(sections, sha256, Vocabulary(sections["vocabulary"], sections["questions"]))


def read_vocabulary(root: Path) -> Vocabulary:
    """The vocabulary and the legal questions of `root`, from their files."""
    from licenseengine.language.yaml_text import read_document, read_text  # noqa: PLC0415 - yaml, only to read files

    data = []
    for name in _ROOT_FILES[:2]:
        path = root / name
        data.append(read_document(read_text(path), str(path)).data)
    return Vocabulary(*data)


def read_all_drafts(files: Iterable[Path], vocabulary: Vocabulary) -> "dict[str, Draft]":
    """The drafts of all license files, by id.

    Raises:
        ReadError, LicenseFileError: as their files have it; LE307 for an id that stands twice.
    """
    from licenseengine.language.yaml_text import read_text  # noqa: PLC0415 - only to read files
    from licenseengine.library.reader import read_drafts  # noqa: PLC0415 - pydantic, the same

    drafts: dict[str, Draft] = {}
    complaints: list[Diagnostic] = []
    texts: dict[str, str] = {}
    for path in files:
        if path.suffix != ".yaml" or path.name in _ROOT_FILES or path.parent.name in _NO_LICENSES:
            continue
        text = texts[str(path)] = read_text(path)
        try:
            found = read_drafts(text, str(path), vocabulary)
        except LicenseEngineError as error:
            complaints += error.diagnostics
            continue
        for draft in found:
            if draft.id in drafts:
                said = f"`{draft.id}` stands in {drafts[draft.id].span.path} already"
                complaints.append(Diagnostic("LE307", draft.span, said))
            drafts[draft.id] = draft
    if complaints:
        raise LicenseFileError(complaints, texts)
    return drafts


def read_licenses(files: Iterable[Path], vocabulary: Vocabulary) -> dict[str, License]:
    """All licenses of `files` that are not abstract, with their cases."""
    return join_all(read_all_drafts(files, vocabulary))


def join_all(drafts: Mapping[str, "Draft"]) -> dict[str, License]:
    """The licenses of all drafts that are not abstract."""
    from licenseengine.library.families import join  # noqa: PLC0415 - only to read files

    known = frozenset(drafts)
    return {
        id_: join(draft, drafts.get, known)
        for id_, draft in sorted(drafts.items())
        if not draft.file.abstract
    }


def compile_knowledge(root: Path, files: list[Path]) -> dict[str, Any]:
    """Everything in `root` as sections of JSON."""
    from licenseengine.language.yaml_text import read_document, read_text  # noqa: PLC0415 - only to compile
    from licenseengine.library.spelling_table import compile_spellings  # noqa: PLC0415 - the same
    from licenseengine.library.tables import read_tables  # noqa: PLC0415 - the same
    from licenseengine.library.translations import compile_translations  # noqa: PLC0415 - the same

    vocabulary = read_vocabulary(root)
    drafts = read_all_drafts(files, vocabulary)
    licenses = join_all(drafts)
    places = {id_: draft.span for id_, draft in drafts.items()}
    extra, wild = (
        read_document(read_text(path), str(path)).data if path.exists() else {}
        for path in (root / "aliases.yaml", root / "spellings.yaml")
    )
    series: dict[str, list[list[str]]] = {}
    for item in licenses.values():
        if item.series:
            start = item.effective or item.released
            series.setdefault(item.series, []).append([str(start or "0000-00-00"), item.id])
    names = names_of(licenses, extra, places)
    sources = {item.id: item.source.url for item in licenses.values() if item.source.url}
    sections: dict[str, Any] = {
        "vocabulary": vocabulary.raw,
        "questions": vocabulary.questions,
        "names": names,
        "spellings": compile_spellings(wild, names, sources),
        "series": {name: sorted(versions) for name, versions in series.items()},
        "summaries": [_summary(item) for item in licenses.values()],
        **compile_catalog(root / "catalog"),
        **compile_translations(root / "translations"),
        "openness": read_tables(root / "openness"),
    }
    for item in licenses.values():
        sections[f"license:{item.id}"] = json.loads(json.dumps(write_license(item)))
    return sections


def names_of(
    licenses: Mapping[str, License], extra: Mapping[str, Any], places: Mapping[str, Span]
) -> dict[str, str]:
    """Every folded name with its id.

    Args:
        licenses: by id.
        extra: names of ``aliases.yaml``, with the ids they stand for.
        places: where each license stands, for complaints.

    Raises:
        LicenseFileError: LE308 one name stands for two licenses, LE302 an alias of nothing.
    """
    names = {_fold(id_): id_ for id_ in licenses}
    complaints = []
    told = [(a, item.id) for item in licenses.values() for a in (*item.aliases, item.name)]
    told += [(str(name), str(id_)) for name, id_ in extra.items()]
    for name, id_ in told:
        other = names.setdefault(_fold(name), id_)
        if id_ not in licenses:
            said = f"the alias `{name}` names `{id_}`, which has no file"
            at = Span("aliases.yaml")
            complaints.append(Diagnostic("LE302", at, said, nearest(id_, licenses)))
        elif other != id_:
            said = f"the name `{name}` stands for `{other}` and for `{id_}`"
            at = places.get(id_, Span("aliases.yaml"))
            complaints.append(Diagnostic("LE308", at, said, None, "remove it from one of them"))
    if complaints:
        raise LicenseFileError(complaints)
    return names


def _summary(item: License) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": item.name,
        "kind": item.kind,
        "group": item.group,
        "licensor": item.licensor,
        "released": item.released.isoformat() if item.released else None,
        "series": item.series,
        "effective": item.effective.isoformat() if item.effective else None,
        "encoded": item.encoded,
        "reusable": item.reusable,
        "rules": len(item.clauses),
    }
