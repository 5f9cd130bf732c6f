"""Which terms an artefact is under: declared, else by the catalogue; what is known of neither.

Floor: resolve. Declared terms are never silently overridden: a catalogue that says otherwise
gives a note, and both statements stand in it.
"""

from dataclasses import dataclass, replace

from licenseengine.errors import ReadError
from licenseengine.language.expressions import Branch, Term, read_expression
from licenseengine.language.tree import Treat
from licenseengine.library.catalog import Entry
from licenseengine.library.index import Library
from licenseengine.library.records import Clause, License
from licenseengine.solver.records import Elected
from licenseengine.stack.records import OWN, Artefact


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one artefact.

    `choices` are the branches of its expression; empty when no license is known. `how` says where
    they come from: declared, catalog, named, none. `other` is what the catalogue says where the
    declared license is another. `notes` are statements worth telling.
    """

    choices: tuple[Elected, ...]
    how: str
    expression: str | None = None
    entry: Entry | None = None
    notes: tuple[str, ...] = ()
    other: str | None = None


def terms_of(artefact: Artefact, library: Library) -> Terms:
    """Find the terms of an artefact.

    A declared license goes before the catalogue. For services the terms in force on the
    artefact's date are taken, and those that the catalogue names when it has none.
    """
    entry = library.find_artefact(artefact.ref, artefact.kind) if artefact.ref else None
    if artefact.license and artefact.license != OWN:
        other = _disagreement(artefact, entry, library)
        choices = elect(artefact.license, library)
        return Terms(choices, "declared", artefact.license, entry, (), other)
    notes = (entry.explain,) if entry and entry.explain else ()
    if entry is not None and entry.license is not None:
        expression = _on_its_day(entry.license, artefact, library)
        if entry.conflict:
            both = f"{expression} / {entry.conflict}"
            said = f"the catalogue has two statements about {entry.ref}: {both}"
            notes = (*notes, said)
        return Terms(elect(expression, library), "catalog", expression, entry, notes)
    direct = library.resolve(artefact.ref) if artefact.ref and entry is None else None
    if direct or (artefact.ref and entry is None and _is_expression(artefact.ref, library)):
        named = direct or str(artefact.ref)
        return Terms(elect(named, library), "named", named)
    return Terms((), "none", None, entry, notes)


def _on_its_day(expression: str, artefact: Artefact, library: Library) -> str:
    if artefact.kind != "service" or artefact.date is None:
        return expression
    return " AND ".join(library.in_force(part, artefact.date) for part in expression.split(" AND "))


def _is_expression(text: str, library: Library) -> bool:
    """Whether the text joins licenses that are known by AND, OR or WITH."""
    if not any(f" {word} " in text for word in ("AND", "OR", "WITH")):
        return False
    try:
        found = branches(text, library)
    except ReadError:
        return False
    return all(library.get(term.license) for branch in found for term in branch)


def _disagreement(artefact: Artefact, entry: Entry | None, library: Library) -> str | None:
    """What the catalogue says of the artefact, where it is not what was declared."""
    if entry is None or not entry.license or artefact.license is None:
        return None
    known = _on_its_day(entry.license, artefact, library)
    same = _as_set(artefact.license, library) == _as_set(known, library)
    return None if same else known


def _as_set(expression: str, library: Library) -> set[frozenset[str]]:
    return {
        frozenset(library.resolve(str(term)) or str(term) for term in branch)
        for branch in branches(expression, library)
    }


def branches(expression: str, library: Library) -> tuple[Branch, ...]:
    """The branches of an expression, with every known name turned into its id."""
    whole = library.resolve(expression)
    if whole:
        return ((Term(_id_of(expression, library)),),)
    return tuple(
        tuple(
            Term(_id_of(t.license, library), _id_of(t.exception, library) if t.exception else None)
            for t in branch
        )
        for branch in read_expression(expression)
    )


def _id_of(name: str, library: Library) -> str:
    """The id of a license; a name that is none is kept, as is one that tells of its text."""
    return name if library.get(name) else library.resolve(name) or name


def elect(expression: str, library: Library) -> tuple[Elected, ...]:
    """The choices of an expression as licenses; an unknown id gives a license without rules."""
    return tuple(
        Elected(" AND ".join(map(str, branch)), _together([license_of(t, library) for t in branch]))
        for branch in branches(expression, library)
    )


def _together(licenses: list[License]) -> tuple[License, ...]:
    """Licenses that bind together. A policy grants nothing: alone, no grant is known."""
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
    """`base` as an exception changes it.

    The exception's clauses stand first; what it makes of a state replaces what the base does, and
    the rules that it lifts fall away.
    """
    if not base.clauses or not exception.clauses:
        return unknown_license(f"{base.id} WITH {exception.id}")
    treated = {t.state for _, t in exception.treatments}
    kept = tuple(
        clause
        for clause in base.clauses
        if clause.id not in exception.lifts
        and not (isinstance(clause.sentence, Treat) and clause.sentence.state in treated)
    )
    clauses: tuple[Clause, ...] = (*exception.clauses, *kept)
    return replace(base, id=f"{base.id} WITH {exception.id}", clauses=clauses, cases=())


KIND_OF_LICENSE = {
    "open-source": "software",
    "source-available": "software",
    "exception": "software",
    "creative-commons": "content",
    "data": "dataset",
    "terms": "service",
}


def kind_of(ref: str, library: Library) -> str:
    """The kind of what a ref names: as the catalogue has it, else as its license suggests."""
    entry = library.find_artefact(ref)
    if entry and entry.kind:
        return entry.kind
    id_ = library.resolve(ref)
    license_ = library.get(id_) if id_ else None
    if license_ is not None:
        return KIND_OF_LICENSE.get(license_.kind, "model")
    return "service" if ":" in ref and "/" not in ref else "model"
