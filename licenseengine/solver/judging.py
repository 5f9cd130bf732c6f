"""Judging acts: every act of the plan under every license that reaches the node acted on.

Floor: solver; pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from licenseengine.language.facts import Facts
from licenseengine.language.tree import Rule
from licenseengine.language.truth import Truth
from licenseengine.library.records import Clause, License
from licenseengine.solver.accept import beyond_accepted
from licenseengine.solver.context import OUTPUT_STATES, Context
from licenseengine.solver.decide import permission, settle
from licenseengine.solver.duties import Ordered, duty_of, ordered
from licenseengine.solver.match import Question, Situation, situation
from licenseengine.solver.records import Act, Binding, Duty, Finding, Judgement, Level
from licenseengine.stack.records import Artefact

STRANGERS = "law.output_terms_bind_strangers"
_SENT = ("use.inputs.confidential", "use.inputs.personal_data", "use.inputs.minors_data")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found about one act under one license, or about one work."""

    findings: tuple[Finding, ...] = ()
    duties: tuple[Duty, ...] = ()
    considered: tuple[Clause, ...] = ()


@dataclass
class _Tray:
    """Collects the parts of one `Judged`."""

    findings: list[Finding] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)


def judge_acts(context: Context, acts: tuple[Act, ...]) -> Iterator[Judged]:
    """Judge every act under every license that reaches the node acted on."""
    for act in acts:
        for binding in context.reached[act.node]:
            bound = replace(binding, state="output") if _produces(act, binding) else binding
            if act.who == "upstream":
                yield _judge_upstream(context, act, bound)
            else:
                yield _judge_ours(context, act, bound)


def _produces(act: Act, binding: Binding) -> bool:
    return act.on_output and binding.state not in {"output", "retrieved", "indexed"}


def _judge_ours(context: Context, act: Act, binding: Binding) -> Judged:
    by_law = _lifted(context, act, binding)
    if by_law:
        return Judged((finding(act, binding, Judgement(Level.PERMITTED, "law", about=(by_law,))),))
    facts = context.facts(act, binding).only(context.asked(binding.license))
    holder = context.artefacts[binding.holder]
    here = context.situation(act, binding, facts)

    def judge(license_: License) -> Finding:
        asked = context.question(act, replace(binding, license=license_), facts)
        judged = _settled(asked, holder.name, holder.made_by_us)
        if binding.stranger and judged.level is not Level.PERMITTED:
            judged = _as_stranger(context, judged)
        return finding(act, binding, judged)

    tray = _Tray()
    found = beyond_accepted(context.problem, binding.license, judge)
    tray.findings += [f for f in found if f.outcome != "silent"]
    tray.findings += [finding(act, binding, j) for j in _reserved(binding, here)]
    _add_duties(act, binding, ordered(binding.license, here, holder.name), holder, tray)
    return Judged(tuple(tray.findings), tuple(tray.duties), _considered(binding, here))


@lru_cache(maxsize=20_000)
def _settled(asked: Question, name: str | None, ours: bool) -> Judgement:  # noqa: FBT001 - a key
    """How an act stands under a license, whatever else is in the stack.

    `name` is what the thing handed on is called, and `ours` whether we made it.
    """

    def stands(known: Facts) -> Judgement:
        return _stands(asked.license, situation(asked.knowing(known)), name, ours=ours)

    return settle(stands, asked.facts)


def _stands(license_: License, here: Situation, name: str | None, *, ours: bool) -> Judgement:
    """How the act stands in a situation, duties that the plan breaks included."""
    judged = [permission(license_, here), *_broken(license_, here, name, ours=ours)]
    worst = max(judged, key=lambda j: j.level)
    if worst.level is Level.PROHIBITED or len(judged) == 1:
        return worst
    laws = {n for j in judged for n in j.missing if n.startswith("law.")}
    return replace(worst, missing=worst.missing | laws)


def _as_stranger(context: Context, judged: Judgement) -> Judgement:
    """Terms about outputs that somebody else accepted: our standing is unsettled."""
    answer = context.problem.policy.laws.get(STRANGERS)
    if answer is False:
        return Judgement(Level.PERMITTED, "law", judged.clause, about=(STRANGERS,))
    if answer is True:
        return judged
    missing = frozenset(n for n in judged.missing if not n.startswith("law.")) | {STRANGERS}
    positions = (
        (((STRANGERS, True),), judged.level),
        (((STRANGERS, False),), Level.PERMITTED),
    )
    return replace(judged, level=Level.REVIEW, missing=missing, positions=positions)


def _judge_upstream(context: Context, act: Act, binding: Binding) -> Judged:
    """What somebody else did with outputs under terms that we never accepted.

    Their other breaches need no finding of their own: the original's terms go on binding the node
    and are judged with our own acts.
    """
    if binding.state not in OUTPUT_STATES:
        return Judged()
    ours = context.facts(act, binding)
    graph = {n: v for n, v in ours.told.items() if context.vocabulary.facts[n].told_by_graph}
    graph.pop("plan.actions", None)
    known = Facts({**graph, **context.problem.policy.laws}, ours.assumed)
    here = context.situation(act, binding, known)

    def judge(license_: License) -> Finding:
        judged = permission(license_, here)
        if judged.level is not Level.PERMITTED:
            judged = _as_stranger(context, judged)
        missing = frozenset(n for n in judged.missing if n.startswith("law."))
        found = finding(act, binding, replace(judged, missing=missing))
        return replace(found, who="upstream")

    found = beyond_accepted(context.problem, binding.license, judge)
    return Judged(tuple(f for f in found if f.outcome not in {"silent", "granted"}))


def _lifted(context: Context, act: Act, binding: Binding) -> str | None:
    """The statutory exception that the policy claims for this act, if one covers it."""
    if binding.license.kind == "terms" or not context.problem.policy.laws:
        return None
    above = context.vocabulary.ancestors[act.action]
    for name, entry in context.vocabulary.questions["questions"].items():
        lifts = entry.get("lifts")
        claimed = lifts and context.problem.policy.laws.get(name)
        if claimed and binding.state in lifts["states"] and above & set(lifts["actions"]):
            return str(name)
    return None


def _broken(
    license_: License, here: Situation, name: str | None, *, ours: bool
) -> Iterator[Judgement]:
    """Duties that the plan itself contradicts."""
    for item in ordered(license_, here, name, checkable=True):
        if item.met != "no" or (item.maker and not ours):
            continue
        level = Level.PROHIBITED if item.match.truth is Truth.TRUE else Level.CONDITIONAL
        yield _breach(item, level)


def _breach(item: Ordered, level: Level) -> Judgement:
    about = (str(item.rule.duty), *((item.rule.text,) if item.rule.text else ()))
    return Judgement(level, "duty-broken", item.match.clause, item.match.missing, about=about)


def _reserved(binding: Binding, situation: Situation) -> Iterator[Judgement]:
    """Rights that a provider keeps in what is sent: a finding when something sensitive is sent."""
    sent = [name for name in _SENT if situation.facts.get(name) is True]
    if not sent or binding.state != "original":
        return
    for match in situation.matches(binding.license, "reserve"):
        rule = match.clause.sentence
        if match.truth is not Truth.FALSE and isinstance(rule, Rule):
            about = (*rule.names, *sent)
            yield Judgement(Level.REVIEW, "reserved", match.clause, match.missing, about=about)


def _add_duties(
    act: Act, binding: Binding, items: list[Ordered], holder: Artefact, tray: _Tray
) -> None:
    for item in items:
        if item.maker and not holder.made_by_us:
            if item.met == "no":
                found = finding(act, binding, _breach(item, Level.PROHIBITED))
                tray.findings.append(replace(found, who="upstream", counts=False))
            continue
        tray.duties.append(duty_of(item, binding, act.action))


def _considered(binding: Binding, situation: Situation) -> tuple[Clause, ...]:
    """The permits and forbids that speak of the act: assumptions lean on them."""
    forbids = situation.matches(binding.license, "forbid")
    return tuple(m.clause for m in (*forbids, *situation.matches(binding.license, "permit")))


def finding(act: Act, binding: Binding, judged: Judgement) -> Finding:
    """A judgement with its place in the stack."""
    laws = sorted(n for n in judged.missing if n.startswith("law."))
    return Finding(
        level=judged.level,
        outcome=judged.outcome,
        license=(judged.clause.license if judged.clause else binding.license.id) or None,
        clause=judged.clause,
        node=binding.origin,
        at=act.result,
        action=act.action,
        state="collected" if binding.within and binding.state == "original" else binding.state,
        path=binding.path if binding.path[-1] == act.result else (*binding.path, act.result),
        who=act.who,
        guard=" and ".join(laws) or None,
        missing=judged.missing,
        positions=judged.positions,
        about=judged.about,
    )
