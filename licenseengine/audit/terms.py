"""The terms of what was found, and who says so.

Declared in the project, else by a card, a bill of materials, the catalogue, the hub when asked.

Floor: audit. Declared, detected and concluded are kept apart. No string is guessed: a statement
that names no one license leads to review.
"""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Literal

from licenseengine.audit.records import Disagreement, Stated, Terms, Where
from licenseengine.discover.group import Artifact, canonical
from licenseengine.discover.records import LicenseStatement
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.catalog import Entry
from licenseengine.library.index import Library
from licenseengine.library.spellings import read_spelling

_ORDER: tuple[Where, ...] = ("project", "cache", "card", "sbom", "package", "hub")
_ABOUT_PARTS = frozenset({"code", "data", "weights", "adapter", "docs"})
_PARTS = {"dataset": "data", "model": "weights", "adapter": "adapter"}


class Statements:
    """All license statements of a scan, to be asked by artefact."""

    def __init__(self, statements: Iterable[LicenseStatement], library: Library) -> None:
        self.library = library
        self.signs = signs_of(library)
        self._about: dict[str, list[LicenseStatement]] = {}
        for statement in statements:
            about = statement.about
            key = about if about in _ABOUT_PARTS else canonical(about, self.signs)
            self._about.setdefault(key, []).append(statement)

    def about(self, artifact: Artifact) -> list[LicenseStatement]:
        """The statements about an artefact: by its names, by its folders, by what part it is.

        What a license file in the root says of "data" or "weights" is about what the project
        keeps itself, never about what it fetches from elsewhere.
        """
        found: list[LicenseStatement] = []
        for ref in (artifact.ref, *artifact.aliases):
            found += self._about.get(canonical(ref, self.signs), [])
        if not is_local(artifact, self.signs):
            for sighting in artifact.seen:
                found += [
                    s for s in self._about.get(sighting.place.file.casefold(), []) if not s.exact
                ]
            return list(dict.fromkeys(found))
        parents = PurePosixPath(artifact.ref.removeprefix("./")).parents
        for parent in parents:
            if str(parent) != ".":
                found += self._about.get(str(parent).casefold(), [])
        part = _PARTS.get(artifact.kind)
        if part:
            found += self._about.get(part, [])
        return list(dict.fromkeys(found))

    def of_code(self) -> list[LicenseStatement]:
        """The statements about the project's own code."""
        return self._about.get("code", [])


def is_local(artifact: Artifact, signs: Signs) -> bool:
    """Whether an artefact is a file of the project itself."""
    ref = artifact.ref
    if "://" in ref or "#" in ref or ":" in ref:
        return False
    if ref.startswith(("./", "../", "/", "~")):
        return True
    is_data = artifact.kind == "dataset" and signs.ending(ref, "data")
    return is_data or ("/" in ref and signs.ending(ref, "weights"))


def is_file_name(artifact: Artifact, signs: Signs) -> bool:
    """Whether only a file of weights is named, and not where it comes from.

    Anybody may call a file ``whisper-ours.bin``: what its name begins like is no declaration.
    """
    ref = artifact.ref
    return not any(mark in ref for mark in "/:#") and signs.ending(ref, "weights")


def stated(statement: LicenseStatement, library: Library) -> Stated:
    """A statement with what it means."""
    spelling = read_spelling(statement.text, library)
    return Stated(statement, spelling.expression, spelling.why)


def terms_of(
    artifact: Artifact, statements: Statements, hub: Mapping[str, str] | None = None
) -> tuple[Terms, tuple[Disagreement, ...]]:
    """The terms of an artefact, and the statements about it that do not agree.

    Args:
        artifact: what was found.
        statements: of the project's files, cards and bills.
        hub: licenses that the hub states, by ref, when it was asked.
    """
    library = statements.library
    read = [stated(s, library) for s in statements.about(artifact)]
    declared = tuple(s for s in read if s.statement.exact)
    detected = tuple(s for s in read if not s.statement.exact)
    notes: tuple[str, ...]
    entry = library.find_artefact(artifact.ref, artifact.kind)
    catalog = entry.license if entry else None
    best = _best(declared)
    disagreements = _disagreements(artifact, best, (*declared, *detected), library)
    if best is not None:
        where = best.statement.source
        sure = not disagreements or where == "project"
        concluded = best.expression
        notes = () if concluded else (best.why,)
        level = "high" if sure and concluded else "low"
        rivals = _rivals(best, declared, library)
        terms = Terms(concluded, where, level, declared, detected, catalog, notes, rivals)  # type: ignore[arg-type]
        return terms, disagreements
    if catalog is not None:
        sure_entry = "high" if entry and _is_exact(entry, artifact.ref) else "medium"
        if (entry and entry.conflict) or is_file_name(artifact, statements.signs):
            sure_entry = "low"
        notes = (entry.explain,) if entry and entry.explain else ()
        found = Terms(catalog, "catalog", sure_entry, declared, detected, catalog, notes)  # type: ignore[arg-type]
        return found, disagreements
    told = (hub or {}).get(artifact.ref)
    if told is not None:
        spelling = read_spelling(told, library)
        return Terms(
            spelling.expression, "hub", "medium" if spelling.expression else "low",
            declared, detected, None, () if spelling.expression else (spelling.why,),
        ), disagreements  # fmt: skip
    of_text = next((s for s in detected if s.expression), None)
    if of_text is not None and not disagreements:
        return Terms(
            of_text.expression, of_text.statement.source, "low", declared, detected
        ), disagreements
    base = library.find_base(artifact.ref) if entry is None or entry.base is None else entry
    above = library.find_artefact(base.base, "model") if base and base.base else None
    if base and above and above.license:
        said = (
            f"of {above.ref}, which it was made from ({base.relation or 'fine-tune'}), by its name"
        )
        sure_base: Literal["medium", "low"] = (
            "low" if is_file_name(artifact, statements.signs) else "medium"
        )
        return Terms(
            above.license, "base", sure_base, declared, detected, None, (said,)
        ), disagreements
    notes = (entry.explain,) if entry and entry.explain else tuple(s.why for s in detected[:1])
    return Terms(None, "none", "low", declared, detected, None, notes), disagreements


def _best(declared: tuple[Stated, ...]) -> Stated | None:
    """The declaration that counts: the nearest to the project; there, one that is understood."""
    for source in _ORDER:
        near = [s for s in declared if s.statement.source == source]
        if near:
            return next((s for s in near if s.expression), near[0])
    return None


def _rivals(best: Stated, declared: tuple[Stated, ...], library: Library) -> tuple[str, ...]:
    """Other licenses that are declared as near as the best: which one holds is not known."""
    if best.expression is None:
        return ()
    near = (s for s in declared if s.statement.source == best.statement.source and s.expression)
    said = {_folded(str(s.expression), library): str(s.expression) for s in near}
    said.pop(_folded(best.expression, library), None)
    return tuple(said.values())


def _disagreements(
    artifact: Artifact, best: Stated | None, read: tuple[Stated, ...], library: Library
) -> tuple[Disagreement, ...]:
    if best is None or best.expression is None:
        understood = [s for s in read if s.expression]
        best = understood[0] if understood else None
        if best is None:
            return ()
    said = str(best.expression)
    places = best.statement.place
    return tuple(
        Disagreement(artifact.ref, said, other.expression, places, other.statement.place)
        for other in read
        if other.expression and _folded(other.expression, library) != _folded(said, library)
    )


def _folded(expression: str, library: Library) -> str:
    return (library.resolve(expression) or expression).casefold()


def _is_exact(entry: Entry, ref: str) -> bool:
    return entry.source is not None and entry.ref.casefold() == ref.casefold()
