"""Judging works: what is handed on as a work of its own, and the license put on it.

Floor: solver; pure. A work that we made is judged against the license that we put on it, or, when
none is named, asked which would fit. A label that somebody else put is an inherited risk.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from licenseengine.language.facts import Facts
from licenseengine.language.truth import Truth
from licenseengine.library.records import License
from licenseengine.solver.accept import accept, without_accepted
from licenseengine.solver.acts import PRODUCED_BY
from licenseengine.solver.context import OUTPUT_STATES, Context
from licenseengine.solver.decide import settle
from licenseengine.solver.judging import Judged, finding
from licenseengine.solver.records import Act, Binding, Finding, Judgement, Level, Release
from licenseengine.solver.release import Bound, candidates, fit, resolve_release
from licenseengine.stack.records import OWN

_HANDING_ON = ("distribute", "host", "publish-output")
_Item = tuple[Binding, Act]


def judge_works(context: Context) -> Iterator[tuple[Judged, Release | None]]:
    """Judge the license on every work that we made and hand on, and the labels of others."""
    planned = [a for a in _HANDING_ON if a in context.problem.do]
    for node in works(context) if planned else ():
        artefact = context.artefacts[node]
        if artefact.made is None:
            continue
        name = artefact.release or (artefact.license if artefact.license != OWN else None)
        if artefact.made_by_us:
            judged = [_release(context, node, name, action) for action in planned]
            found = tuple(f for findings, _ in judged for f in findings)
            fits = [release.fits for _, release in judged]
            yield Judged(found), replace(judged[0][1], fits=None if None in fits else all(fits))
        elif name:
            items = _items(context, node, planned[0])
            yield Judged(tuple(_drift(context, node, name, items))), None


def works(context: Context) -> tuple[str, ...]:
    """The nodes handed on as works of their own: the used ones, and parts beside others."""
    inside: set[str] = set(context.problem.of)
    for node in context.problem.of:
        inside |= {b.holder for b in context.reached[node] if b.state not in OUTPUT_STATES}
        todo = [node]
        while todo:
            made = context.artefacts[todo.pop()].made
            for entry in made.inputs if made else ():
                carried = context.vocabulary.roles(made.by)[entry.role]["carries"] if made else ""
                if carried == "collected":
                    inside.add(entry.node)
                    todo.append(entry.node)
    return tuple(a.id for a in context.problem.artefacts if a.id in inside & context.needed)


def _items(context: Context, node: str, action: str) -> list[_Item]:
    """The licenses that bind the work itself; what only lies beside it keeps its own terms."""
    act = Act(action, node, node)
    return [(b, act) for b in context.reached[node] if not b.within or _claims_whole(b)]


def _claims_whole(binding: Binding) -> bool:
    treated = binding.license.treatments
    return any(t.state == "collected" and t.target == "derivative" for _, t in treated)


def _bound(context: Context, item: _Item, facts: Facts) -> Bound:
    binding, act = item
    situation = context.situation(act, binding, facts)
    kind = context.artefacts[act.node].kind
    handed_on = act.action == "distribute" or (
        act.action == "publish-output" and kind not in PRODUCED_BY
    )
    return Bound(binding.license, situation, binding.within, handed_on)


def _facts(context: Context, item: _Item) -> Facts:
    binding, act = item
    return context.facts(act, binding)


def _release(
    context: Context, node: str, name: str | None, action: str
) -> tuple[tuple[Finding, ...], Release]:
    items = _items(context, node, action)
    found: list[Finding] = []
    fits: bool | None = None
    outer = resolve_release(name, context.problem.releases) if name else None
    if name and outer is None:
        found.append(_unknown_release(node, name))
    elif outer is not None:
        found += [f for item in items for f in _fitting(context, outer, item)]
        fits = all(f.level is Level.PERMITTED for f in found)
    if action != "distribute":
        return tuple(found), Release(node, name, fits, ())
    strict = tuple(_bound(context, item, _strictest(context, item)) for item in items)
    if not context.problem.survey and name is not None:
        return tuple(found), Release(node, name, fits, ())
    fitting = candidates(context.problem.reusable, strict, every=context.problem.survey)
    if not fitting and name is None:
        found += _no_candidate(context, items)
    together = () if fitting else tuple(dict.fromkeys(b.license.id for b in strict if b.license.id))
    return tuple(found), Release(node, name, fits, fitting, together)


def _fitting(context: Context, outer: License, item: _Item) -> Iterator[Finding]:
    """Why the license does not fit under one binding, accepted clauses first.

    Where a clause of the binding itself lets the work go out under the license, that clause.
    """
    binding, act = item
    while True:
        judged = _fits(context, outer, (binding, act))
        if judged.level is Level.PERMITTED:
            if judged.clause is not None:
                yield finding(act, item[0], judged)
            return
        found = accept(context.problem, finding(act, item[0], judged))
        yield found
        less, above = (without_accepted(x, found) for x in (binding.license, outer))
        if less is binding.license and above is outer:
            return
        binding, outer = replace(binding, license=less), above


def _fits(context: Context, outer: License, item: _Item) -> Judgement:
    def judge(known: Facts) -> Judgement:
        return fit(outer, _bound(context, item, known))

    return settle(judge, _facts(context, item))


def levels_of(context: Context, node: str, outers: Iterable[License]) -> Iterator[Level]:
    """How a work would stand under each of several licenses: the worst of its bindings."""
    items = _items(context, node, "distribute")
    for outer in outers:
        judged = (_fits(context, outer, item).level for item in items)
        yield max(judged, default=Level.PERMITTED)


def _strictest(context: Context, item: _Item) -> Facts:
    """Open legal questions answered so that the most is bound: a candidate must fit even then."""
    facts = _facts(context, item)
    laws = context.vocabulary.questions["questions"]
    return facts.telling({name: True for name in laws if facts.get(name) is None})


def _no_candidate(context: Context, items: list[_Item]) -> Iterator[Finding]:
    """No license can stand on the whole: prohibited by each copyleft that asks for one."""
    for item in items:

        def judge(known: Facts, item: _Item = item) -> Judgement:
            here = _bound(context, item, known)
            demand = here.orders("same-license")
            if demand is None:
                return Judgement(Level.PERMITTED, "silent")
            if demand.truth is Truth.UNKNOWN:
                return Judgement(Level.CONDITIONAL, "no-candidate", demand.clause, demand.missing)
            laws = {n: v for n, v in known.told.items() if n.startswith("law.")}
            whole = tuple(_bound(context, i, _facts(context, i).telling(laws)) for i in items)
            if candidates(context.problem.reusable, whole):
                return Judgement(Level.PERMITTED, "silent")
            others = tuple(sorted({b.license.id for b in whole} - {here.license.id}))
            return Judgement(Level.PROHIBITED, "no-candidate", demand.clause, about=others)

        judged = settle(judge, _facts(context, item))
        if judged.level is not Level.PERMITTED:
            yield finding(item[1], item[0], judged)


def _drift(context: Context, node: str, name: str, items: list[_Item]) -> Iterator[Finding]:
    """A label of somebody else that grants more than the terms beneath it: an inherited risk."""
    outer = resolve_release(name, context.problem.releases)
    if outer is None:
        return
    for item in items:
        if item[0].origin == node:
            continue
        judged = fit(outer, _bound(context, item, _facts(context, item)))
        if judged.level is Level.PROHIBITED:
            yield replace(finding(item[1], item[0], judged), who="upstream", counts=False)


def _unknown_release(node: str, name: str) -> Finding:
    return Finding(
        Level.REVIEW,
        "not-encoded",
        name,
        None,
        node,
        node,
        "distribute",
        "original",
        (node,),
        about=(name,),
    )
