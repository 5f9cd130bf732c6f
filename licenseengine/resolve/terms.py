"""Which terms an artefact is under: declared, else by the catalogue; what is known of neither.

Floor: resolve. Declared terms are never silently overridden: a catalogue that says otherwise
gives a note, and both statements stand in it.
"""

from dataclasses import dataclass, replace
from datetime import date

from licenseengine.language.tree import Treat
from licenseengine.library.catalog import Entry, find_entry, reupload_base
from licenseengine.library.expressions import Branch, Term, read_expression
from licenseengine.library.index import Library
from licenseengine.library.records import Clause, License
from licenseengine.solver.records import Elected
from licenseengine.stack.records import OWN, Artefact


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one artefact.

    `choices` are the branches of its expression; empty when no license is known. `how` says where
    they come from: declared, catalog, none. `notes` are statements worth telling.
    """

    choices: tuple[Elected, ...]
    how: str
    expression: str | None = None
    entry: Entry | None = None
    notes: tuple[str, ...] = ()


def terms_of(artefact: Artefact, library: Library, day: date | None = None) -> Terms:
    """Find the terms of an artefact.

    A declared license goes before the catalogue. For services the dated terms in force on the
    artefact's date are taken, and the newest when it has none.
    """
    entry = find_entry(library.catalog(), artefact.ref, artefact.kind) if artefact.ref else None
    if artefact.license and artefact.license != OWN:
        notes = _disagreement(artefact, entry, library)
        return Terms(elect(artefact.license, library), "declared", artefact.license, entry, notes)
    if artefact.ref and entry is None:
        direct = library.resolve(artefact.ref)
        if direct:
            return Terms(elect(direct, library), "named", direct)
    if entry is not None:
        found = _by_catalog(artefact, entry, library, day)
        if found:
            return found
    notes = (entry.explain,) if entry and entry.explain else ()
    return Terms((), "none", None, entry, notes)


def _by_catalog(
    artefact: Artefact, entry: Entry, library: Library, day: date | None
) -> Terms | None:
    expression = entry.license
    if entry.series:
        parts = []
        for series in entry.series.split("+"):
            version = library.in_force(series, artefact.date or None)
            if version:
                parts.append(version)
        expression = " AND ".join(parts) or None
    if expression is None:
        return None
    notes = [entry.explain] if entry.explain else []
    if entry.conflict:
        notes.append(
            f"the catalogue has two statements about {entry.ref}: {expression} / {entry.conflict}"
        )
    return Terms(elect(expression, library), "catalog", expression, entry, tuple(notes))


def _disagreement(artefact: Artefact, entry: Entry | None, library: Library) -> tuple[str, ...]:
    if entry is None or not entry.license or artefact.license is None:
        return ()
    declared = {tuple(str(t) for t in b) for b in branches(artefact.license, library)}
    known = {tuple(str(t) for t in b) for b in branches(entry.license, library)}
    if declared == known:
        return ()
    said = f"{artefact.id} is declared as {artefact.license}; the catalogue has {entry.license}"
    return (f"{said} ({entry.source})" if entry.source else said,)


def branches(expression: str, library: Library) -> tuple[Branch, ...]:
    """The branches of an expression, with every known name turned into its id."""
    whole = library.resolve(expression)
    if whole:
        return ((Term(whole),),)
    return tuple(
        tuple(
            Term(
                library.resolve(t.license) or t.license,
                (library.resolve(t.exception) or t.exception) if t.exception else None,
            )
            for t in branch
        )
        for branch in read_expression(expression)
    )


def elect(expression: str, library: Library) -> tuple[Elected, ...]:
    """The choices of an expression as licenses; an unknown id gives a license without rules."""
    return tuple(
        Elected(" AND ".join(map(str, branch)), _together([license_of(t, library) for t in branch]))
        for branch in branches(expression, library)
    )


def _together(licenses: list[License]) -> tuple[License, ...]:
    """Licenses that bind together. A policy restricts and grants nothing: alone, no grant is known."""
    if all(license_.is_policy for license_ in licenses):
        return tuple(replace(license_, encoded="partial") for license_ in licenses)
    return tuple(licenses)


def license_of(term: Term, library: Library) -> License:
    """The license of a term, its exception worked in."""
    base = library.get(term.license) or unknown_license(term.license)
    if term.exception is None:
        return base
    exception = library.get(term.exception) or unknown_license(term.exception)
    return with_exception(base, exception)


def unknown_license(id_: str) -> License:
    """A license that is not encoded: nothing is known, so nothing is allowed or denied by it."""
    return License(id=id_, name=id_, kind="source-available", clauses=(), encoded="partial")


def with_exception(base: License, exception: License) -> License:
    """`base` as an exception changes it: the exception's clauses stand first, and what it makes
    of a state replaces what the base makes of it."""
    if not base.clauses or not exception.clauses:
        return unknown_license(f"{base.id} WITH {exception.id}")
    treated = {t.state for _, t in exception.treatments}
    kept = tuple(
        c
        for c in base.clauses
        if not (isinstance(c.sentence, Treat) and c.sentence.state in treated)
    )
    clauses: tuple[Clause, ...] = (*exception.clauses, *kept)
    return replace(base, id=f"{base.id} WITH {exception.id}", clauses=clauses, cases=())


_KIND_OF_LICENSE = {
    "open-source": "software",
    "source-available": "software",
    "exception": "software",
    "creative-commons": "content",
    "data": "dataset",
    "terms": "service",
}


def kind_of(ref: str, library: Library) -> str:
    """The kind of what a ref names: as the catalogue has it, else as its form or license suggests."""
    entry = find_entry(library.catalog(), ref)
    if entry and entry.kind:
        return entry.kind
    id_ = library.resolve(ref)
    license_ = library.get(id_) if id_ else None
    if license_ is not None:
        return _KIND_OF_LICENSE.get(license_.kind, "model")
    return "service" if ":" in ref and "/" not in ref else "model"


def derived_ref(ref: str) -> str | None:
    """The base of a quantised or converted re-upload, by its name."""
    return reupload_base(ref)
