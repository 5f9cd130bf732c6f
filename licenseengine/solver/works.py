"""Judging acts and works: the findings and duties of a plan.

Floor: solver; pure. Acts are judged binding by binding; works (what we made and hand on) against
the license that is put on them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from licenseengine.language.facts import Facts
from licenseengine.language.truth import Truth
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import Clause
from licenseengine.solver.acts import act_facts, ancestry
from licenseengine.solver.decide import permission, settle
from licenseengine.solver.duties import Ordered, duty_of, merge, ordered
from licenseengine.solver.match import Reach, Situation, reach
from licenseengine.solver.records import (
    Act,
    Binding,
    Duty,
    Finding,
    Judgement,
    Level,
    Problem,
    Release,
)
from licenseengine.solver.release import Bound, candidates, copyleft, fit, resolve_release

_STRANGERS = "law.output_terms_bind_strangers"
_OUTPUT_STATES = frozenset({"output", "output-trained"})
_HANDING_ON = ("distribute", "host", "publish-output")
Reached = dict[str, tuple[Binding, ...]]


@dataclass
class Answer:
    """What has been found so far; the one thing in the solver that grows."""

    findings: list[Finding] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    considered: dict[str, Clause] = field(default_factory=dict)

    def all_duties(self, vocabulary: Vocabulary) -> tuple[Duty, ...]:
        """The duties, each once."""
        return merge(self.duties, vocabulary)


def judge_acts(problem: Problem, reached: Reached, acts: tuple[Act, ...], answer: Answer) -> None:
    """Judge every act under every license that reaches the node acted on."""
    for act in acts:
        for binding in reached[act.node]:
            bound = replace(binding, state="output") if _produces(act, binding) else binding
            if act.who == "upstream":
                _judge_upstream(problem, reached, act, bound, answer)
            else:
                _judge_ours(problem, reached, act, bound, answer)


def _produces(act: Act, binding: Binding) -> bool:
    return act.on_output and binding.state not in {*_OUTPUT_STATES, "retrieved", "indexed"}


def _situation(problem: Problem, reached: Reached, act: Act, binding: Binding, facts: Facts) -> Situation:
    there = reach(binding, facts, problem.defaults, problem.vocabulary)
    return Situation(act.action, there, facts, problem.vocabulary)


def _judge_ours(
    problem: Problem, reached: Reached, act: Act, binding: Binding, answer: Answer
) -> None:
    facts = act_facts(problem, act, binding, reached)
    holder = next(a for a in problem.artefacts if a.id == binding.holder)
    by_law = _lifted(problem, act, binding)
    if by_law:
        answer.findings.append(_finding(act, binding, Judgement(Level.PERMITTED, "law", about=(by_law,))))
        return

    def judge(known: Facts) -> Judgement:
        situation = _situation(problem, reached, act, binding, known)
        judged = permission(binding.license, situation)
        return max([judged, *_broken(binding, situation, holder)], key=lambda j: j.level)

    judged = settle(judge, facts)
    if binding.stranger and judged.level is not Level.PERMITTED:
        judged = _as_stranger(problem, judged)
    situation = _situation(problem, reached, act, binding, facts)
    _remember(answer, binding, situation)
    if judged.outcome != "silent":
        answer.findings.append(_finding(act, binding, judged))
    for reserved in _reserved(binding, situation):
        answer.findings.append(_finding(act, binding, reserved))
    _add_duties(act, binding, ordered(binding.license, situation, holder), holder.made_by_us, answer)


def _as_stranger(problem: Problem, judged: Judgement) -> Judgement:
    """Terms about outputs that somebody else accepted: our standing is unsettled."""
    answer = problem.policy.laws.get(_STRANGERS)
    if answer is False:
        return Judgement(Level.PERMITTED, "law", judged.clause, about=(_STRANGERS,))
    if answer is True:
        return judged
    missing = frozenset(n for n in judged.missing if not n.startswith("law.")) | {_STRANGERS}
    positions = (
        (((_STRANGERS, True),), judged.level),
        (((_STRANGERS, False),), Level.PERMITTED),
    )
    return replace(judged, level=Level.REVIEW, missing=missing, positions=positions)


def _judge_upstream(
    problem: Problem, reached: Reached, act: Act, binding: Binding, answer: Answer
) -> None:
    """What somebody else did with outputs under terms that we never accepted."""
    if binding.state not in _OUTPUT_STATES or binding.license.is_policy and not binding.license.forbids:
        return
    ours = act_facts(problem, act, binding, reached)
    graph = {n: v for n, v in ours.told.items() if problem.vocabulary.facts[n].told_by_graph}
    graph.pop("plan.actions", None)
    strange = Facts(graph, ours.assumed)
    situation = _situation(problem, reached, act, binding, strange)
    judged = permission(binding.license, situation)
    if judged.level is Level.PERMITTED:
        return
    judged = _as_stranger(problem, judged)
    missing = frozenset(n for n in judged.missing if n.startswith("law."))
    answer.findings.append(replace(_finding(act, binding, replace(judged, missing=missing)), who="upstream"))


def _lifted(problem: Problem, act: Act, binding: Binding) -> str | None:
    """The statutory exception that the policy claims for this act, if one covers it."""
    if binding.license.kind == "terms":
        return None
    for name, entry in problem.vocabulary.questions["questions"].items():
        lifts = entry.get("lifts")
        if lifts and problem.policy.laws.get(name) and binding.state in lifts["states"]:
            if problem.vocabulary.ancestors[act.action] & set(lifts["actions"]):
                return str(name)
    return None


def _broken(binding: Binding, situation: Situation, holder: object) -> Iterator[Judgement]:
    for item in ordered(binding.license, situation, holder):  # type: ignore[arg-type]
        if item.met != "no" or (item.maker and not holder.made_by_us):  # type: ignore[attr-defined]
            continue
        level = Level.PROHIBITED if item.match.truth is Truth.TRUE else Level.CONDITIONAL
        about = (str(item.rule.duty), *((item.rule.text,) if item.rule.text else ()))
        yield Judgement(level, "duty-broken", item.match.clause, item.match.missing, about=about)


def _reserved(binding: Binding, situation: Situation) -> Iterator[Judgement]:
    """Rights that a provider keeps in what is sent: a finding when something sensitive is sent."""
    sent = [n for n in ("use.inputs.confidential", "use.inputs.personal_data") if situation.facts.get(n) is True]
    if not sent or binding.state != "original":
        return
    for clause in binding.license.reserves:
        match = situation.match(clause, binding.license)
        if match.truth is Truth.FALSE:
            continue
        rule = clause.sentence
        names: tuple[str, ...] = getattr(rule, "names", ())
        yield Judgement(Level.REVIEW, "reserved", clause, match.missing, about=(*names, *sent))


def _add_duties(
    act: Act, binding: Binding, items: list[Ordered], made_by_us: bool, answer: Answer  # noqa: FBT001 - a plain fact
) -> None:
    for item in items:
        if item.maker and not made_by_us:
            if item.met == "no":
                about = (str(item.rule.duty), *((item.rule.text,) if item.rule.text else ()))
                judged = Judgement(Level.PROHIBITED, "duty-broken", item.match.clause, about=about)
                answer.findings.append(replace(_finding(act, binding, judged), who="upstream", counts=False))
            continue
        answer.duties.append(duty_of(item, binding.license, binding.holder, binding.origin, act.action))


def _remember(answer: Answer, binding: Binding, situation: Situation) -> None:
    for clause in (*binding.license.forbids, *binding.license.permits):
        if situation.match(clause, binding.license).scope is not Truth.FALSE:
            answer.considered[clause.ref] = clause


def _finding(act: Act, binding: Binding, judged: Judgement) -> Finding:
    laws = sorted(n for n in judged.missing if n.startswith("law."))
    return Finding(
        level=judged.level,
        outcome=judged.outcome,
        license=(judged.clause.license if judged.clause else binding.license.id) or None,
        clause=judged.clause,
        node=binding.origin,
        at=act.result,
        action=act.action,
        state=binding.state if not binding.within or binding.state != "original" else "collected",
        path=binding.path if binding.path[-1] == act.result else (*binding.path, act.result),
        who=act.who,
        guard=" and ".join(laws) or None,
        missing=judged.missing,
        positions=judged.positions,
        about=judged.about,
    )


# -- works -----------------------------------------------------------------------------------------


def judge_works(problem: Problem, reached: Reached, answer: Answer) -> tuple[Release, ...]:
    """Judge the license on every work that we made and hand on, and the labels of others."""
    handing = [a for a in problem.do if a in _HANDING_ON]
    artefacts = {a.id: a for a in problem.artefacts}
    releases = []
    for node in works(problem, reached):
        artefact = artefacts[node]
        ours = artefact.made_by_us
        name = artefact.release or (artefact.license if artefact.license != "own" else None)
        action = "distribute" if "distribute" in handing else (handing[0] if handing else "")
        if not action or (not ours and artefact.made is None):
            continue
        bounds = _bounds(problem, reached, node, action)
        if ours:
            releases.append(_release(problem, node, name, action, bounds, answer))
        elif name:
            _drift(problem, node, name, bounds, answer)
    return tuple(releases)


def works(problem: Problem, reached: Reached) -> tuple[str, ...]:
    """The nodes that are handed on as works of their own: the used ones, and parts beside others."""
    artefacts = {a.id: a for a in problem.artefacts}
    needed = ancestry(problem)
    inside: set[str] = set(problem.of)
    for node in problem.of:
        inside |= {b.holder for b in reached[node] if b.state not in _OUTPUT_STATES}
        todo = [node]
        while todo:
            made = artefacts[todo.pop()].made
            for entry in made.inputs if made else ():
                carried = problem.vocabulary.roles(made.by)[entry.role]["carries"] if made else ""
                if carried == "collected":
                    inside.add(entry.node)
                    todo.append(entry.node)
    return tuple(a.id for a in problem.artefacts if a.id in inside and a.id in needed)


def _bounds(
    problem: Problem, reached: Reached, node: str, action: str
) -> list[tuple[Binding, Act]]:
    act = Act(action, node, node, of_use=True)
    return [(b, act) for b in reached[node] if not b.within or _claims_whole(problem, b)]


def _claims_whole(problem: Problem, binding: Binding) -> bool:
    return any(t.state == "collected" and t.target == "derivative" for _, t in binding.license.treatments)


def _bound(problem: Problem, reached: Reached, item: tuple[Binding, Act], facts: Facts) -> Bound:
    binding, act = item
    there: Reach = reach(binding, facts, problem.defaults, problem.vocabulary)
    return Bound(binding.license, Situation(act.action, there, facts, problem.vocabulary), binding.within)


def _facts(problem: Problem, item: tuple[Binding, Act]) -> Facts:
    return act_facts(problem, item[1], item[0], {item[1].node: (item[0],), item[0].origin: (item[0],)} | _Everything())


class _Everything(dict[str, tuple[Binding, ...]]):
    def __missing__(self, key: str) -> tuple[Binding, ...]:
        return ()


def _release(
    problem: Problem, node: str, name: str | None, action: str, bounds: list[tuple[Binding, Act]], answer: Answer
) -> Release:
    reached = _reached_of(bounds)
    outer = resolve_release(name, problem.releases) if name else None
    fits: bool | None = None
    if name and outer is None:
        judged = Judgement(Level.REVIEW, "not-encoded", about=(name,))
        answer.findings.append(_release_finding(node, name, judged))
    elif outer is not None and action != "":
        levels = []
        for item in bounds:
            judged = settle(
                lambda known, item=item: fit(outer, _bound(problem, reached, item, known)),  # type: ignore[misc]
                _facts(problem, item),
            )
            levels.append(judged.level)
            handed = action == "distribute" or _names_host(judged)
            if judged.level is not Level.PERMITTED and handed:
                answer.findings.append(replace(_finding(item[1], item[0], judged), action=action))
        fits = all(level is Level.PERMITTED for level in levels)
    if action != "distribute":
        return Release(node, name, fits, (), ())
    sure = tuple(_bound(problem, reached, item, _yes_to_laws(problem, item)) for item in bounds)
    found = candidates(problem.reusable, sure)
    if not found and name is None:
        _no_candidate(problem, bounds, reached, answer)
    together = tuple(dict.fromkeys(b.license.id for b in sure if b.license.id)) if not found else ()
    return Release(node, name, fits, found, together)


def _names_host(judged: Judgement) -> bool:
    rule = judged.clause.sentence if judged.clause else None
    return "host" in getattr(rule, "actions", ()) or "any" in getattr(rule, "actions", ())


def _reached_of(bounds: list[tuple[Binding, Act]]) -> Reached:
    reached: Reached = {}
    for binding, act in bounds:
        reached[act.node] = (*reached.get(act.node, ()), binding)
    return reached


def _yes_to_laws(problem: Problem, item: tuple[Binding, Act]) -> Facts:
    """Open legal questions answered so that the most is bound: a candidate must fit even then."""
    facts = _facts(problem, item)
    open_laws = {
        name: True
        for name in problem.vocabulary.questions["questions"]
        if facts.get(name) is None
    }
    return facts.telling(open_laws)


def _no_candidate(
    problem: Problem, bounds: list[tuple[Binding, Act]], reached: Reached, answer: Answer
) -> None:
    """No license can stand on the whole: prohibited by each copyleft that asks for one."""
    for item in bounds:
        def judge(known: Facts, item: tuple[Binding, Act] = item) -> Judgement:
            whole = tuple(_bound(problem, reached, other, _with_laws(problem, other, known)) for other in bounds)
            here = _bound(problem, reached, item, known)
            demands = [match for bound, match in copyleft((here,)) if bound]
            if not demands:
                return Judgement(Level.PERMITTED, "silent")
            if demands[0].truth is Truth.UNKNOWN:
                return Judgement(Level.CONDITIONAL, "no-candidate", demands[0].clause, demands[0].missing)
            if candidates(problem.reusable, whole):
                return Judgement(Level.PERMITTED, "silent")
            others = tuple(sorted({b.license.id for b in whole if b.license.id != here.license.id}))
            return Judgement(Level.PROHIBITED, "no-candidate", demands[0].clause, about=others)

        judged = settle(judge, _facts(problem, item))
        if judged.level is not Level.PERMITTED:
            answer.findings.append(_finding(item[1], item[0], judged))


def _with_laws(problem: Problem, item: tuple[Binding, Act], known: Facts) -> Facts:
    laws = {n: v for n, v in known.told.items() if n.startswith("law.")}
    return _facts(problem, item).telling(laws)


def _drift(
    problem: Problem, node: str, name: str, bounds: list[tuple[Binding, Act]], answer: Answer
) -> None:
    """A label of somebody else that grants more than the terms beneath it: an inherited risk."""
    outer = resolve_release(name, problem.releases)
    if outer is None:
        return
    reached = _reached_of(bounds)
    for item in bounds:
        if item[0].origin == node:
            continue
        judged = fit(outer, _bound(problem, reached, item, _facts(problem, item)))
        if judged.level is Level.PROHIBITED:
            found = replace(_finding(item[1], item[0], judged), who="upstream", counts=False)
            answer.findings.append(found)


def _release_finding(node: str, name: str, judged: Judgement) -> Finding:
    return Finding(judged.level, judged.outcome, name, None, node, node, "distribute", "original", (node,), about=judged.about)
