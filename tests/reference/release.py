"""What goes out under a license of its own (DESIGN 5.3), by brute force.

Every license that may stand on a work is asked the same questions as each license that binds it:
all actions in all situations, in a loop. Open legal questions are answered in every way.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import product

from licenseengine.language.evaluate import evaluate
from licenseengine.language.facts import Facts, FactValue
from licenseengine.language.truth import Truth
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import License
from licenseengine.solver.records import Level, Problem
from licenseengine.stack.records import OWN, PROPRIETARY, Artefact
from tests.reference.plain import BOUND, Standing, laws_of, lets, may_let, orders
from tests.reference.situations import Bound, situations, stack_facts

ACTIONS = ("use", "modify", "distribute", "host", "train-on")
HANDING_ON = ("distribute", "host", "publish-output")
CLOSED = License(id=PROPRIETARY, name="closed", kind="source-available", clauses=())
NOBODY = License(id="", name="nobody's terms", kind="open-source", clauses=())


def release_level(problem: Problem, bindings: list[Bound]) -> Level:
    """The worst that is found about the works that we made and hand on."""
    levels = [
        level
        for action in HANDING_ON
        if action in problem.do
        for node in works(problem, bindings)
        for level in _work(problem, bindings, node, action)
    ]
    return max(levels, default=Level.PERMITTED)


def works(problem: Problem, bindings: list[Bound]) -> set[str]:
    """What we made and hand on: what is used, the versions in it, and the parts beside others."""
    artefacts = {a.id: a for a in problem.artefacts}
    found, todo = set(problem.of), list(problem.of)
    outputs = {"output", "output-trained"}
    found |= {b.holder for b in bindings if b.node in problem.of and b.state not in outputs}
    while todo:
        made = artefacts[todo.pop()].made
        for entry in made.inputs if made else ():
            role = problem.vocabulary.roles(made.by)[entry.role] if made else {}
            if role["carries"] == "collected":
                found.add(entry.node)
                todo.append(entry.node)
    return {n for n in found if artefacts[n].made_by_us}


def _work(problem: Problem, bindings: list[Bound], node: str, action: str) -> Iterator[Level]:
    artefact = next(a for a in problem.artefacts if a.id == node)
    name = artefact.release or (artefact.license if artefact.license != OWN else None)
    items = [b for b in bindings if b.node == node and (not b.within or _claims_all(b.license))]
    stand = [_standing(problem, bindings, b, artefact) for b in items]
    if name:
        outer = CLOSED if name in {PROPRIETARY, OWN} else problem.releases.get(name)
        if outer is None:
            yield Level.REVIEW
        for bound, s in zip(items, stand, strict=True) if outer else ():
            kept = replace(s, license=unaccepted(problem, s.license, bound, node))
            above = unaccepted(problem, outer or CLOSED, bound, node)
            tolerates = tolerated(above, s)
            judge = partial(fits, outer or CLOSED, action=action, tolerates=tolerates)
            yield settled(kept, outer, judge)
    elif action == "distribute":
        for s in stand:
            yield settled(s, None, lambda x: _homeless(problem, x, stand))


def unaccepted(problem: Problem, license_: License, bound: Bound, node: str) -> License:
    """The license without the bans and duties that the policy accepts here and today."""
    day = problem.facts.get("use.date")
    gone = {
        entry.rule
        for entry in problem.policy.allow
        if entry.node in {None, bound.origin, node}
        and (entry.until is None or (isinstance(day, date) and day <= entry.until))
    }
    kept = [
        c
        for c in license_.clauses
        if not (gone & {c.id, c.ref} and c in (*license_.forbids, *license_.duties))
    ]
    return license_ if len(kept) == len(license_.clauses) else replace(license_, clauses=(*kept,))


def _claims_all(license_: License) -> bool:
    return any(t.state == "collected" and t.target == "derivative" for _, t in license_.treatments)


def settled(standing: Standing, outer: License | None, judge: Callable[[Standing], Level]) -> Level:
    """The level under every answer to the open legal questions, if it is one; else review."""
    words = standing.words
    laws = laws_of(standing.license, words) | (laws_of(outer, words) if outer else set())
    whens = (t.when for t in standing.defaults if t.state in words.ancestors[standing.state])
    laws |= {getattr(when, "fact", "") for when in whens} - {""}
    unknown = sorted(law for law in laws if standing.facts.get(law) is None)
    levels = {
        judge(told(standing, dict(zip(unknown, answers, strict=True))))
        for answers in product((True, False), repeat=len(unknown))
    }
    return levels.pop() if len(levels) == 1 else Level.REVIEW


def told(standing: Standing, more: Mapping[str, FactValue]) -> Standing:
    """The same license on the same thing, when more is known."""
    return replace(standing, facts=standing.facts.telling(more))


def _homeless(problem: Problem, standing: Standing, others: list[Standing]) -> Level:
    """Copyleft that asks for one license on the whole, where none fits."""
    laws = {n: v for n, v in standing.facts.told.items() if n.startswith("law.")}
    whole = [told(s, laws) for s in others]
    tried = [*problem.reusable, *(s.license for s in whole if s.license.clauses)]
    for outer in tried:
        if outer.kind not in {"policy", "terms", "exception"} and all(
            fits(outer, s, "distribute") is Level.PERMITTED for s in whole
        ):
            return Level.PERMITTED
    return as_level(orders("same-license", "distribute", standing))


def fits(outer: License, inner: Standing, action: str, tolerates: bool | None = None) -> Level:
    """Whether `outer` may stand on a work that `inner` binds: the worst of all that speaks."""
    license_, ways = inner.license, inner.ways()
    bound = {bool(way & BOUND) for way in ways}
    demands = {
        duty: orders(duty, action, inner)
        for duty in ("same-license", "pass-on", "no-further-restrictions")
    }
    if outer.id == license_.id or (bound == {False} and not _any(demands)):
        return Level.PERMITTED
    if license_.kind == "policy":
        return _pass_on(outer, inner, demands["pass-on"])
    if not license_.id or (license_.encoded == "partial" and not license_.clauses):
        return Level.REVIEW if bound == {True} else Level.CONDITIONAL
    if relicensed(license_, outer, inner.facts, inner.words):
        return Level.PERMITTED
    levels = [as_level(demands["same-license"]), _pass_on(outer, inner, demands["pass-on"])]
    if outer.id == CLOSED.id or outer.burdens - license_.accepts:
        levels.append(as_level(demands["no-further-restrictions"]))
    surely = Level.PROHIBITED if bound == {True} else Level.CONDITIONAL
    if handed_on(action, inner) and bound != {False}:
        if not (tolerated(outer, inner) if tolerates is None else tolerates):
            levels.append(surely)
        if outer.id != CLOSED.id:
            levels.append(min(surely, over_grants(outer, inner)))
    return max(levels)


def handed_on(action: str, inner: Standing) -> bool:
    """Whether others get the work itself: hosting, and outputs of a model, leave it where it is."""
    runs = {"model", "adapter", "service", "software"}
    published = action == "publish-output" and inner.facts.get("result.kind") not in runs
    return action == "distribute" or published


def _any(demands: Mapping[str, Truth]) -> bool:
    named = (demands["same-license"], demands["pass-on"])
    return any(truth is not Truth.FALSE for truth in named)


def as_level(broken: Truth) -> Level:
    """A duty that the label breaks, as far as it is due."""
    return (Level.PERMITTED, Level.CONDITIONAL, Level.PROHIBITED)[int(broken)]


def _pass_on(outer: License, inner: Standing, demand: Truth) -> Level:
    """Terms go along if the label carries as much and orders the same onward; closed terms may."""
    onward = outer.burdens & {"pass-on", "same-license", "use-policy"}
    if outer.id == CLOSED.id:
        return Level.PERMITTED
    more = over_grants(outer, inner) if onward else Level.PROHIBITED
    return min(more, as_level(demand))


def relicensed(license_: License, outer: License, facts: Facts, words: Vocabulary) -> bool:
    """Whether the license itself lets a derivative move to the other."""
    return any(
        {outer.id, "any"} & set(move.licenses) and evaluate(move.when, facts, words) is Truth.TRUE
        for _, move in license_.relicenses
    )


def tolerated(outer: License, inner: Standing) -> bool:
    """Whether a copyleft label tolerates what the other license lays on those downstream."""
    if inner.within or "no-further-restrictions" not in outer.burdens:
        return True
    burdens = inner.license.burdens - {"same-license", "copyleft", "file-copyleft"}
    return burdens <= outer.accepts


def over_grants(outer: License, inner: Standing) -> Level:
    """Whether the label lets, or may let, anybody do what the license beneath it does not."""
    if inner.license.encoded == "partial" and not inner.license.permits:
        return Level.PERMITTED
    every = set[str]().union(*inner.ways())
    thing = Standing(outer, "original", False, inner.facts, inner.words, inner.defaults)  # noqa: FBT003
    version = replace(thing, state="changed")
    below = replace(version, license=inner.license)
    found = Level.PERMITTED
    for situation in situations(inner.words):
        known = Facts({**inner.facts.assumed, **inner.facts.told, **situation})
        upper, lower, made, unmade = (
            replace(s, facts=known) for s in (thing, inner, version, below)
        )
        pairs = (
            (upper, {"original"}, lower, every),
            (made, {"derivative"}, unmade, {"derivative"}),
        )
        for action in ACTIONS:
            for above, upper_as, beneath, lower_as in pairs:
                if lets(action, above, upper_as) and not lets(action, beneath, lower_as):
                    return Level.PROHIBITED
                if may_let(action, above, upper_as) and not may_let(action, beneath, lower_as):
                    found = Level.CONDITIONAL
    return found


def _standing(problem: Problem, bindings: list[Bound], bound: Bound, node: Artefact) -> Standing:
    artefacts = {a.id: a for a in problem.artefacts}
    facts = stack_facts(problem, bindings, bound, artefacts, node)
    words, defaults = problem.vocabulary, problem.defaults
    return Standing(
        bound.license, bound.state, bound.within, problem.facts.telling(facts), words, defaults
    )
