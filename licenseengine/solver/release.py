"""Release: does a license fit on a work, given all the licenses that bind the work?

Three things are asked of each binding: does the license put on the work grant more than the
binding allows (over-grant), is copyleft satisfied (same-license, relicense, pass-on), and do the
burdens of all others lie within what a copyleft license accepts (no-further-restrictions).
Compatibility of two licenses is this same question about a stack of two nodes.

Floor: solver; pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from licenseengine.language.evaluate import evaluate
from licenseengine.language.tree import Rule
from licenseengine.language.truth import Truth
from licenseengine.library.records import Clause, License
from licenseengine.solver.grants import OverGrant, open_laws, over_grant
from licenseengine.solver.match import Match, Reach, Situation
from licenseengine.solver.records import Judgement, Level

# `proprietary` in a manifest: closed terms of our own, which grant nothing onward.
CLOSED = License(id="proprietary", name="own closed terms", kind="source-available", clauses=())


@dataclass(frozen=True, slots=True)
class Bound:
    """A license on a work: its situation at release, and whether it lies beside other parts.

    `handed_on` says that others get the work itself: who only hosts it owes what the clauses about
    hosting order, and grants nothing onward.
    """

    license: License
    situation: Situation
    within: bool
    handed_on: bool = True

    @property
    def reach(self) -> Reach:
        """What the work's state counts as under the license."""
        return self.situation.reach

    def orders(self, duty: str) -> Match | None:
        """The clause by which the license orders `duty` for the release, if it does or may.

        One that surely orders it goes before one that may.
        """
        matches = self.situation.matches(self.license, "require")
        ordering = (
            m
            for m in matches
            if isinstance(m.clause.sentence, Rule) and m.clause.sentence.duty == duty
        )
        surest = max(ordering, key=lambda m: m.truth, default=None)
        return None if surest is None or surest.truth is Truth.FALSE else surest

    def relicensing(self, outer: License) -> Clause | None:
        """The clause by which a derivative may go out under `outer`, if there is one."""
        for clause, relicense in self.license.relicenses:
            if outer.id in relicense.licenses or "any" in relicense.licenses:
                truth = evaluate(relicense.when, self.situation.facts, self.situation.vocabulary)
                if truth is Truth.TRUE:
                    return clause
        return None


def fit(outer: License, bound: Bound) -> Judgement:
    """Whether `outer` may stand on a work that `bound` binds; PERMITTED means that it fits."""
    license_ = bound.license
    if outer.id == license_.id or (bound.reach.bound is Truth.FALSE and not _names(bound)):
        return Judgement(Level.PERMITTED, "granted")
    if license_.is_policy:
        return _passed_on(outer, bound) or Judgement(Level.PERMITTED, "granted")
    if not license_.clauses:
        return Judgement(
            Level.REVIEW,
            "not-encoded" if license_.id else "no-license",
            missing=bound.reach.missing,
        )
    relicensing = bound.relicensing(outer)
    if relicensing is not None:
        return Judgement(Level.PERMITTED, "granted", relicensing)
    checks = (_same_license, _passed_on, _no_further, *(_ONWARD if bound.handed_on else ()))
    found = [judged for check in checks if (judged := check(outer, bound)) is not None]
    worst = max(found, key=lambda j: j.level, default=Judgement(Level.PERMITTED, "granted"))
    laws = open_laws(outer, license_, bound.situation.facts)
    return replace(worst, missing=worst.missing | laws) if laws else worst


def _names(bound: Bound) -> bool:
    return any(bound.orders(duty) for duty in ("same-license", "pass-on"))


def _no(match: Match, outcome: str, outer: License, bound: Bound, *about: str) -> Judgement:
    level = Level.PROHIBITED if match.truth is Truth.TRUE else Level.CONDITIONAL
    missing = match.missing | bound.reach.missing
    return Judgement(level, outcome, match.clause, missing, about=(outer.id, *about))  # type: ignore[arg-type]


def _same_license(outer: License, bound: Bound) -> Judgement | None:
    match = bound.orders("same-license")
    return _no(match, "same-license", outer, bound) if match else None


def _passed_on(outer: License, bound: Bound) -> Judgement | None:
    """Terms that must go along do so if `outer` carries as much, and orders the same onward."""
    match = bound.orders("pass-on")
    if match is None or outer.id == CLOSED.id:
        return None
    carries = any(
        isinstance(c.sentence, Rule)
        and c.sentence.duty in {"pass-on", "same-license", "use-policy"}
        for c in outer.duties
    )
    more = _excess(outer, bound)
    if carries and more is None:
        return None
    judged = _no(match, "pass-on", outer, bound)
    return judged if more is None or more.sure or not carries else _unsure(judged, more)


def _unsure(judged: Judgement, more: OverGrant) -> Judgement:
    """What hangs on facts about the license put on the work is no plain no."""
    return replace(judged, level=Level.CONDITIONAL, missing=judged.missing | more.missing)


def _no_further(outer: License, bound: Bound) -> Judgement | None:
    match = bound.orders("no-further-restrictions")
    if match is None:
        return None
    extra = sorted(outer.burdens - bound.license.accepts) if outer.id != CLOSED.id else ["copyleft"]
    return _no(match, "further-restrictions", outer, bound, *extra) if extra else None


def _accepts(outer: License, bound: Bound) -> Judgement | None:
    """A copyleft license on the whole tolerates only the burdens that it lists."""
    if bound.within:
        return None
    demand = next(
        (
            c
            for c in outer.duties
            if isinstance(c.sentence, Rule) and c.sentence.duty == "no-further-restrictions"
        ),
        None,
    )
    extra = sorted(
        bound.license.burdens - outer.accepts - {"same-license", "copyleft", "file-copyleft"}
    )
    if demand is None or not extra:
        return None
    level = Level.CONDITIONAL if bound.reach.bound is Truth.UNKNOWN else Level.PROHIBITED
    return Judgement(level, "burdens", demand, bound.reach.missing, about=(outer.id, *extra))


def _not_more(outer: License, bound: Bound) -> Judgement | None:
    if outer.id == CLOSED.id:
        return None
    more = _excess(outer, bound)
    if more is None:
        return None
    level = Level.CONDITIONAL if bound.reach.bound is Truth.UNKNOWN else Level.PROHIBITED
    about = (outer.id, more.action, *more.changed)
    judged = Judgement(level, "over-grant", more.clause, bound.reach.missing, about=about)
    return judged if more.sure else _unsure(judged, more)


_ONWARD = (_accepts, _not_more)


def _excess(outer: License, bound: Bound) -> OverGrant | None:
    if bound.license.encoded == "partial" and not bound.license.permits:
        return None
    sure = bound.reach.surely()
    return over_grant(outer, bound.license, sure, bound.situation.facts, bound.situation.vocabulary)


def candidates(
    pool: tuple[License, ...], bounds: tuple[Bound, ...], *, every: bool = True
) -> tuple[str, ...]:
    """The licenses of `pool`, and of the bindings, that fit on the work, least burdensome first.

    Without `every`, one of them, if there is any: to know that, few need to be tried.
    """
    own = {b.license.id: b.license for b in bounds if b.license.id and b.license.clauses}
    tried = {**own, **{p.id: p for p in pool}} if not every else {**{p.id: p for p in pool}, **own}
    found = (
        outer
        for outer in tried.values()
        if not outer.is_policy
        and outer.kind not in {"terms", "exception"}
        and all(fit(outer, b).level is Level.PERMITTED for b in bounds)
    )
    fitting = list(found if every else islice(found, 1))
    fitting.sort(
        key=lambda o: (bool(o.forbids) and not o.reusable, len(o.burdens), len(o.clauses), o.id)
    )
    return tuple(o.id for o in fitting)


def resolve_release(name: str, releases: Mapping[str, License | None]) -> License | None:
    """The license that a `release` names; None when it is not known."""
    return CLOSED if name in {"proprietary", "own"} else releases.get(name)
