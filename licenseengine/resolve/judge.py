"""Judge a stack: the one door from manifests, questions and scans to the solver.

Floor: resolve; reads the library, adds the day of judgement and the assumed facts, asks the solver.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from licenseengine.language.facts import Facts, FactValue, read_fact
from licenseengine.language.parser import parse_sentence
from licenseengine.language.tree import Treat
from licenseengine.library.catalog import Entry
from licenseengine.library.index import Library, open_library
from licenseengine.library.records import License
from licenseengine.resolve.terms import Terms, elect, terms_of
from licenseengine.solver.records import Finding, Level, Problem, Verdict
from licenseengine.solver.solve import solve
from licenseengine.stack.graph import order, sinks
from licenseengine.stack.records import OWN, Artefact, Input, Operation, Stack, Use


@dataclass(frozen=True)
class Judged:
    """A verdict with what it was asked about: the stack as resolved, and each artefact's terms."""

    verdict: Verdict
    stack: Stack
    terms: Mapping[str, Terms]
    scenario: str | None = None


def preset(name: str, library: Library, told: Facts | None = None) -> Use:
    """The use that a preset stands for, with told facts over it. Raises KeyError."""
    entry = library.vocabulary.raw["presets"][name]
    facts = {
        fact: read_fact(library.vocabulary.facts[fact], value, library.vocabulary)[0]
        for fact, value in entry["facts"].items()
    }
    told = told or Facts()
    return Use(tuple(entry["do"]), (), Facts({**facts, **told.told}, {}, told.as_of))


def assumed_facts(library: Library) -> dict[str, FactValue]:
    """The facts that are taken when nobody tells them."""
    vocabulary = library.vocabulary
    return {
        name: read_fact(spec, spec.assumed, vocabulary)[0]
        for name, spec in vocabulary.facts.items()
        if spec.assumed is not None
    }


def defaults_of(library: Library) -> tuple[Treat, ...]:
    """What copyright makes of each state where a license is silent."""
    texts = tuple(library.vocabulary.questions["defaults"])
    return _defaults(texts)


@lru_cache(maxsize=4)
def _defaults(texts: tuple[str, ...]) -> tuple[Treat, ...]:
    found = []
    for text in texts:
        head, _, condition = text.partition(" when ")
        words = head.split()
        if condition and condition.replace("_", "").replace(".", "").isalnum():
            from licenseengine.language.tree import Test  # noqa: PLC0415

            found.append(Treat(words[1], words[3], Test(condition, "is")))
        elif not condition:
            found.append(Treat(words[1], words[3]))
        else:
            sentence = parse_sentence(text)
            assert isinstance(sentence, Treat)  # noqa: S101 - the file holds treatments
            found.append(sentence)
    return tuple(found)


def judge(
    stack: Stack,
    library: Library | None = None,
    *,
    today: date | None = None,
    scenario: str | None = None,
    survey: bool = True,
) -> Judged:
    """Judge a stack's use.

    Args:
        stack: with a use; one without is judged for plain use (`use`) of its sinks.
        library: the knowledge; the project's own when None.
        today: the day of judgement when the use names none; nothing is assumed when None.
        scenario: the preset the use was made from, for the report.
        survey: whether all licenses are looked for under which a work may go out.
    """
    library = library or open_library()
    stack = with_lineage(stack, library)
    terms = {a.id: terms_of(a, library) for a in stack.artefacts}
    verdict = solve(replace(problem_of(stack, terms, library, today), survey=survey))
    if any(t.other for t in terms.values()):
        verdict = _with_conflicts(verdict, stack, terms, library, today)
    return Judged(verdict, stack, terms, scenario)


def _with_conflicts(
    verdict: Verdict,
    stack: Stack,
    terms: Mapping[str, Terms],
    library: Library,
    today: date | None,
) -> Verdict:
    """The verdict with a finding for each declared license that the catalogue contradicts.

    Neither statement overrides the other: where the catalogue's would lead to a worse answer, the
    disagreement itself leads to review; elsewhere it is told and does not count.
    """
    others = {id_: t.other for id_, t in terms.items() if t.other}
    artefacts = tuple(
        replace(a, license=others[a.id]) if a.id in others else a for a in stack.artefacts
    )
    known = replace(stack, artefacts=artefacts)
    found = {a.id: terms_of(a, library) for a in artefacts}
    worse = solve(problem_of(known, found, library, today)).level > verdict.level
    conflicts = tuple(
        Finding(
            level=Level.REVIEW,
            outcome="conflict",
            license=terms[id_].expression,
            clause=None,
            node=id_,
            at=id_,
            action="use",
            state="original",
            path=(id_,),
            counts=worse,
            about=(str(terms[id_].expression), other, _source_of(terms[id_])),
        )
        for id_, other in others.items()
    )
    level = max([verdict.level, *(f.level for f in conflicts if f.counts)])
    return replace(verdict, level=level, findings=(*verdict.findings, *conflicts))


def _source_of(terms: Terms) -> str:
    return (terms.entry.source if terms.entry else None) or "no source named"


def problem_of(
    stack: Stack, terms: Mapping[str, Terms], library: Library, today: date | None = None
) -> Problem:
    """What the solver is asked about a stack whose terms were found.

    Raises:
        StackError: LE405, the stack runs in a circle.
    """
    use = stack.use or Use(("use",))
    told = dict(use.facts.told)
    if today is not None and "use.date" not in told:
        told["use.date"] = today
    told.update(stack.policy.laws)
    facts = Facts(told, assumed_facts(library), use.facts.as_of)
    artefacts = order(_informed(stack, terms))
    return Problem(
        artefacts=artefacts,
        choices={id_: t.choices for id_, t in terms.items()},
        unlicensed=frozenset(a.id for a in artefacts if _needs_license(a, terms[a.id])),
        do=use.do,
        of=use.of or sinks(stack),
        facts=facts,
        vocabulary=library.vocabulary,
        defaults=defaults_of(library),
        policy=stack.policy,
        reusable=library.reusable() if any(a.made_by_us for a in artefacts) else (),
        releases=_Releases(library),
        notes=tuple(note for t in terms.values() for note in t.notes),
    )


def _informed(stack: Stack, terms: Mapping[str, Terms]) -> Stack:
    """Artefacts with the class that the catalogue knows, where the stack names none."""
    artefacts = []
    for artefact in stack.artefacts:
        entry = terms[artefact.id].entry
        if entry and entry.artefact_class and artefact.artefact_class is None:
            artefact = replace(artefact, artefact_class=entry.artefact_class)  # noqa: PLW2901 - the same one, informed
        artefacts.append(artefact)
    return replace(stack, artefacts=tuple(artefacts))


def with_lineage(stack: Stack, library: Library) -> Stack:
    """The stack with the bases that the catalogue knows of its artefacts, made upstream.

    A quantised re-upload under a permissive label is still what it was made from. A base under the
    very terms of what was made from it adds nothing, and is passed over for its own base.
    """
    ids = {a.id for a in stack.artefacts}
    artefacts = list(stack.artefacts)
    for artefact in artefacts:  # grows while it runs: a base may have a base
        entry = _entry_with_base(artefact, library)
        if entry is None or entry.base is None:
            continue
        id_ = entry.base if entry.base not in ids else f"{entry.base} (base of {artefact.id})"
        ids.add(id_)
        relation = entry.relation or "fine-tune"
        role = next(iter(library.vocabulary.roles(relation)))
        made = Operation(relation, (Input(role, id_),), "upstream")
        artefacts[artefacts.index(artefact)] = replace(artefact, made=made)
        artefacts.append(Artefact(id_, "model", ref=entry.base))
    return replace(stack, artefacts=tuple(artefacts))


def _entry_with_base(artefact: Artefact, library: Library) -> Entry | None:
    if not artefact.ref or artefact.made is not None or artefact.license == OWN:
        return None
    entry = library.find_artefact(artefact.ref, artefact.kind)
    if entry is None or entry.base is None:
        entry = library.find_base(artefact.ref)
    passed = {artefact.ref.casefold()}
    while entry and entry.base and entry.base.casefold() not in passed:
        passed.add(entry.base.casefold())
        above = library.find_artefact(entry.base, "model")
        own = artefact.license or entry.license
        if above is None or above.license != own:
            return entry
        entry = above
    return None


def _needs_license(artefact: Artefact, terms: Terms) -> bool:
    if terms.choices or artefact.license == OWN or artefact.made_by_us:
        return False
    if artefact.made is None:
        return True
    # Who quantises or converts adds nothing that a license could be missing for.
    return artefact.kind != "output" and artefact.made.by not in {"quantize", "convert"}


class _Releases(Mapping[str, "License | None"]):
    """The license that a `release` names, looked up when asked."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, name: str) -> License | None:
        id_ = self._library.resolve(name)
        if id_:
            return self._library.get(id_)
        found = elect(name, self._library)
        if len(found) == 1 and len(found[0].licenses) == 1 and found[0].licenses[0].clauses:
            return found[0].licenses[0]
        raise KeyError(name)

    def __iter__(self):  # type: ignore[no-untyped-def]  # noqa: ANN204
        return iter(())

    def __len__(self) -> int:
        return 0
