"""Families: the effective clauses of a license, from what it extends, changes and takes in.

Floor: library. A child keeps its parents' clauses in their order, replaces those of the same rule
id, drops those it names, and adds its own. What a version says of a topic of data handling takes
the place of all that its parents say of that topic. The cases of an abstract parent hold for every
version, but for those that name a rule which the version drops or replaces. Policies taken in by
reference keep their own name.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from licenseengine.errors import Diagnostic, LicenseFileError, nearest
from licenseengine.language.tree import Rule
from licenseengine.library.reader import Draft
from licenseengine.library.records import Clause, Handling, License

Find = Callable[[str], Draft | None]


def join(draft: Draft, find: Find, known: frozenset[str]) -> License:
    """The license of a draft.

    Args:
        draft: the license's own file.
        find: the draft of another id, or None.
        known: all ids, for suggestions.

    Raises:
        LicenseFileError: LE302 an id that is extended or incorporated is unknown, LE305 a family
            that extends itself, LE306 a dropped rule that no parent has, LE301 a statement on
            data that tells more of a rule which reserves nothing.
    """
    lineage = _lineage(draft, find, known, ())
    clauses: dict[str, Clause] = {}
    cases: list[dict[str, Any]] = []
    for ancestor in lineage:
        own = {clause.id for clause in ancestor.clauses}
        cases = [c for c in cases if not _names(c) & (own | set(ancestor.file.drop))]
        for rule in ancestor.file.drop:
            if clauses.pop(rule, None) is None:
                said = f"`{ancestor.id}` drops the rule `{rule}`, which no parent has"
                hint = nearest(rule, clauses)
                raise LicenseFileError([Diagnostic("LE306", ancestor.span, said, hint)])
        for clause in ancestor.clauses:
            clauses[clause.id] = replace(clause, license=draft.id)
        if ancestor is draft or ancestor.file.abstract:
            cases += [c.model_dump(exclude_none=True, by_alias=True) for c in ancestor.file.cases]
    handling = _handling(draft, lineage, clauses)
    policies = [join(_get(p, draft, find, known), find, known) for p in _incorporated(lineage)]
    return _license(
        draft,
        lineage,
        (*clauses.values(), *(clause for policy in policies for clause in policy.clauses)),
        (*handling, *(entry for policy in policies for entry in policy.handling)),
        cases,
    )


def _handling(draft: Draft, lineage: list[Draft], clauses: Mapping[str, Clause]) -> list[Handling]:
    """The statements on data: the family's, but for topics of which a later version speaks."""
    found: list[Handling] = []
    for ancestor in lineage:
        spoken = {entry.topic for entry in ancestor.handling}
        found = [entry for entry in found if entry.topic not in spoken]
        found += [replace(entry, license=draft.id) for entry in ancestor.handling]
    keeps = {c.id for c in clauses.values() if _reserves(c)}
    for entry in found:
        if entry.rule is not None and entry.rule not in keeps:
            said = f"`{draft.id}` says more of the rule `{entry.rule}`, which reserves nothing"
            hint = nearest(entry.rule, keeps)
            raise LicenseFileError([Diagnostic("LE301", draft.span, said, hint)])
    return found


def _reserves(clause: Clause) -> bool:
    return isinstance(clause.sentence, Rule) and clause.sentence.verb == "reserve"


def _license(
    draft: Draft,
    lineage: list[Draft],
    clauses: tuple[Clause, ...],
    handling: tuple[Handling, ...],
    cases: list[dict[str, Any]],
) -> License:
    def last(name: str) -> Any:  # noqa: ANN401 - fields of several types
        values = (getattr(a.file, name) for a in reversed(lineage))
        return next((v for v in values if v is not None), None)

    kind = last("kind")
    if kind is None:
        said = f"`{draft.id}` has no kind, and no parent gives one"
        raise LicenseFileError([Diagnostic("LE301", draft.span, said)])
    file = draft.file
    reusable = last("reusable")
    return License(
        id=draft.id,
        name=file.name,
        kind=kind,
        clauses=clauses,
        licensor=last("licensor"),
        released=file.released,
        series=last("series"),
        effective=file.effective,
        source=draft.source,
        encoded=file.encoded,
        reusable=kind in {"open-source", "creative-commons", "data"}
        if reusable is None
        else reusable,
        contact=last("contact"),
        aliases=tuple(file.aliases),
        cases=tuple(cases),
        family=tuple(a.id for a in lineage[:-1]),
        group=draft.group,
        lifts=tuple(file.lifts),
        reviewed=file.reviewed,
        handling=handling,
    )


def _names(case: dict[str, Any]) -> set[str]:
    """The rules that a case names: it goes when a version drops or replaces one of them."""
    _, _, rule = str(case["expect"]).partition(" by ")
    return {rule, *case.get("duties", ()), *case.get("no-duties", ())}


def _incorporated(lineage: list[Draft]) -> list[str]:
    own = lineage[-1].file.incorporates
    return own or next((a.file.incorporates for a in reversed(lineage) if a.file.incorporates), [])


def _lineage(draft: Draft, find: Find, known: frozenset[str], seen: tuple[str, ...]) -> list[Draft]:
    if draft.id in seen:
        said = f"the family of `{draft.id}` extends itself: {' → '.join((*seen, draft.id))}"
        raise LicenseFileError([Diagnostic("LE305", draft.span, said)])
    line: list[Draft] = []
    for parent in draft.parents:
        for ancestor in _lineage(_get(parent, draft, find, known), find, known, (*seen, draft.id)):
            if ancestor not in line:
                line.append(ancestor)
    return [*line, draft]


def _get(name: str, draft: Draft, find: Find, known: frozenset[str]) -> Draft:
    found = find(name)
    if found is None:
        said = f"`{draft.id}` names the license `{name}`, which has no file"
        raise LicenseFileError([Diagnostic("LE302", draft.span, said, nearest(name, known))])
    return found
