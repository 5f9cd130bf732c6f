"""What COMPLIANCE.md tells: the answer and all it rests on, as rows for its template.

Floor: report. Every text in a row is either `Written` for Markdown already or escaped there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from licenseengine.audit.causes import DRIFTED
from licenseengine.audit.records import Answer
from licenseengine.audit.wish import PLAN
from licenseengine.compliance.records import Due, Part, Status
from licenseengine.report.audit_lines import in_markdown, said
from licenseengine.report.machine import leads_of
from licenseengine.report.notes.rendering import Written
from licenseengine.report.notes.voice import Voice
from licenseengine.solver.records import Finding, Level, Verdict

PACKAGES, GAPS = 30, 60
# The duty whose words stand with the clause.
OTHER = "other-duty"
URGENT: tuple[Status, ...] = ("missing", "unknown", "met")
Row = dict[str, Any]


def compliance_values(voice: Voice) -> Row:
    """All that the template of COMPLIANCE.md may name, beside `say` and the filters."""
    dossier = voice.dossier
    answer = dossier.audit.answers[dossier.scenario]
    verdict = answer.judged.verdict
    findings = [row for row in _findings(voice, answer) if row["worst"] is not Level.PERMITTED]
    return {
        "answer": answer_of(voice),
        "planned": planned_use(voice, dossier.scenario, verdict),
        "uses": list(_uses(voice)),
        "parts": [_part(p, voice) for p in dossier.parts if p.origin != "package"],
        "findings": findings,
        "permits": list(_permits(voice, verdict)),
        "duties": [_duty(due, voice) for due in urgent(dossier.dues)],
        "duties_sum": _sum(voice),
        "questions": list(_questions(voice, verdict)),
        "laws": list(_laws(voice, verdict)),
        "facts": list(_facts(voice, verdict)),
        "assumptions": list(_assumptions(voice, verdict)),
        "accepted": list(_accepted(voice)),
        "unknown": list(_unknown(voice)),
    }


def answer_of(voice: Voice) -> Written:
    """The answer in a line: yes or no, what decides, how many duties."""
    dossier = voice.dossier
    answer = dossier.audit.answers[dossier.scenario]
    words = voice.wording.answer(answer.level)
    if answer.level is Level.PERMITTED:
        due = sum(d.evidence.status != "met" for d in dossier.dues)
        return Written(f"{words}, {voice.say('by-duties', number=due)}" if due else words)
    deciding = [r["said"] for r in _findings(voice, answer) if r["worst"] is answer.level]
    return Written(f"{words}. {deciding[0]}" if deciding else words)


def planned_use(voice: Voice, name: str, verdict: Verdict) -> Written:
    """A planned use in words: of a preset what it stands for, else what is done with what."""
    if name == PLAN:
        actions = voice.listed(voice.wording.action(a) for a in verdict.do)
        return voice.say("plan-use", actions=actions, things=voice.names(verdict.of))
    return Written(voice.wording.preset(name))


def _uses(voice: Voice) -> Iterator[Row]:
    for name, answer in voice.dossier.audit.answers.items():
        yield {
            "name": voice.say("plan-scenario") if name == PLAN else name,
            "level": voice.level(answer.level),
            "meaning": planned_use(voice, name, answer.judged.verdict),
        }


def _part(part: Part, voice: Voice) -> Row:
    level = part.levels.get(voice.dossier.scenario)
    license_ = voice.shown(part.license) if part.license else Written("")
    if part.release and part.origin in {"made", "own"}:
        license_ = voice.shown(part.release)
    return {
        "title": part.title,
        "kind": voice.wording.kind(part.kind),
        "role": _role(part, voice),
        "license": license_,
        "source": voice.wording.source(part.where) if part.where != "none" else "",
        "place": voice.place(part.place),
        "level": voice.level(level) if level is not None else "",
    }


def _role(part: Part, voice: Voice) -> str:
    if part.origin in {"made", "own", "listed", "base"}:
        return voice.say(f"part-{part.origin}")
    return voice.wording.role(part.role) if part.role else ""


@dataclass(slots=True)
class _Heap:
    """One finding over all acts that it is found of."""

    finding: Finding
    actions: dict[str, None]
    is_option: bool


def _findings(voice: Voice, answer: Answer) -> Iterator[Row]:
    """Findings of the plan, those about options after them, the worst first."""
    dossier = voice.dossier
    heaps: dict[tuple[object, ...], _Heap] = {}
    for finding in answer.judged.verdict.findings:
        _put(heaps, finding, is_option=False)
    for item in dossier.audit.items:
        judged = item.judged.get(dossier.scenario)
        for finding in judged.verdict.findings if judged else ():
            if finding.node == item.node and finding.level > Level.PERMITTED:
                _put(heaps, finding, is_option=True)
    rows = [*_holds(voice, answer), *(_finding(heap, voice) for heap in heaps.values())]
    yield from sorted(rows, key=lambda row: (*row["rank"], -row["worst"], row["clause"] == ""))


def _put(heaps: dict[tuple[object, ...], _Heap], finding: Finding, *, is_option: bool) -> None:
    rule = finding.clause.ref if finding.clause else ""
    key = (
        finding.level, finding.outcome, finding.license, rule, finding.node, finding.at,
        finding.missing, finding.about, finding.who, finding.counts, finding.accepted, is_option,
    )  # fmt: skip
    heap = heaps.setdefault(key, _Heap(finding, {}, is_option))
    heap.actions[finding.action] = None
    if len(finding.path) > len(heap.finding.path):
        heap.finding = replace(heap.finding, path=finding.path)


def _finding(heap: _Heap, voice: Voice) -> Row:
    finding = heap.finding
    words = Written(voice.wording.finding(finding, tuple(heap.actions), voice.titled))
    place = next((p.place for n in finding.path if (p := voice.dossier.part(n)) and p.place), None)
    return {
        "rank": (heap.is_option, not finding.counts),
        "worst": finding.level,
        "level": voice.level(finding.level),
        "said": voice.say("option", finding=words) if heap.is_option else words,
        "clause": _clause(finding),
        "path": Written(" → ".join(voice.shown(voice.title(n)) for n in finding.path)),
        "place": voice.place(place),
    }


def _clause(finding: Finding) -> str:
    return f"{finding.clause.license} {finding.clause.cite}" if finding.clause else ""


def _holds(voice: Voice, answer: Answer) -> Iterator[Row]:
    """What the audit itself holds the answer back for."""
    reasons = {item.node: item.hold for item in voice.dossier.audit.items if item.hold}
    rows: list[tuple[str | None, str]] = [(None, r) for r in voice.dossier.audit.unsettled]
    rows += [(node, reasons.get(node, DRIFTED)) for node in answer.held]
    for node, reason in rows:
        words = Written(in_markdown(said(reason)))
        part = voice.dossier.part(node) if node else None
        name = voice.shown(voice.title(node)) if node else Written("")
        yield {
            "rank": (False, False),
            "worst": Level.REVIEW,
            "level": voice.level(Level.REVIEW),
            "said": voice.say("unknown-hold", part=name, reason=words) if node else words,
            "clause": "",
            "path": name,
            "place": voice.place(part.place if part else None),
        }


def _permits(voice: Voice, verdict: Verdict) -> Iterator[Written]:
    """The grants that a yes rests on, each once for each part."""
    heaps: dict[tuple[object, ...], _Heap] = {}
    for finding in verdict.findings:
        if finding.level is Level.PERMITTED and finding.counts:
            _put(heaps, finding, is_option=False)
    for heap in heaps.values():
        yield Written(voice.wording.finding(heap.finding, tuple(heap.actions), voice.titled))


def urgent(dues: Iterable[Due]) -> list[Due]:
    """Duties with those first that are missing, then those that nothing shows."""
    return sorted(dues, key=lambda due: URGENT.index(due.evidence.status))


def _duty(due: Due, voice: Voice) -> Row:
    wording, words = voice.wording, Written(voice.wording.duty(due.duty))
    if due.text and due.duty != OTHER:
        words = voice.say("duty-text", duty=words, text=due.text)
    elif due.duty == OTHER and (due.text or due.clause.note):
        words = voice.say("duty-other", duty=words, note=due.text or due.clause.note)
    if due.guard:
        words = voice.say("duty-guard", duty=words, guard=voice.shown(due.guard))
    maker = voice.library.vocabulary.raw["duties"][due.duty].get("who") == "maker"
    return {
        "status": wording.status(due.evidence.status),
        "said": words,
        "who": voice.say("who-maker" if maker else "who-doer"),
        "when": voice.listed(wording.when(when) for when in due.when),
        "parts": voice.names(due.origins),
        "clause": f"{due.license} {due.clause.cite}",
        "shown": shown_by(due, voice),
    }


def shown_by(due: Due, voice: Voice) -> Written:
    """What shows that a duty is met or missing, and where."""
    evidence = due.evidence
    told = {name: voice.shown(value) for name, value in evidence.told.items()}
    words = Written(voice.wording.looked(evidence.looked, **told))
    return Written(f"{words} ({voice.place(evidence.place)})") if evidence.place else words


def _sum(voice: Voice) -> Written:
    counts = {
        status: sum(due.evidence.status == status for due in voice.dossier.dues)
        for status in URGENT
    }
    return voice.say("duties-count", **counts)


def _questions(voice: Voice, verdict: Verdict) -> Iterator[Row]:
    for question in verdict.questions:
        spec = voice.library.vocabulary.facts[question.fact]
        clauses = dict.fromkeys(f"{c.license} {c.cite}" for c in question.clauses)
        yield {
            "ask": voice.wording.ask(question.fact),
            "fact": question.fact,
            "unit": voice.wording.unit(spec.unit) if spec.unit else "",
            "decides": ", ".join(clauses),
        }


def _laws(voice: Voice, verdict: Verdict) -> Iterator[Row]:
    """Legal questions: open ones with where each answer leads, and those that a policy answers."""
    leads = leads_of(verdict)
    settled = verdict.policy.laws
    relied = {name for f in verdict.findings for name in f.about if name.startswith("law.")}
    for name in sorted({*leads, *(relied & set(settled))}):
        entry = voice.library.vocabulary.questions["questions"][name]
        yield {
            "fact": name,
            "ask": voice.wording.law(name),
            "settled": voice.wording.value(settled[name]) if name in settled else "",
            "positions": [
                {
                    "answer": voice.wording.value(position["answer"] == "true"),
                    "held": voice.wording.position(name, position["answer"]),
                    "references": "; ".join(position["references"]),
                    "verdict": voice.level(level)
                    if (level := leads.get(name, {}).get(position["answer"])) is not None
                    else "",
                }
                for position in entry["positions"]
            ],
        }


def _facts(voice: Voice, verdict: Verdict) -> Iterator[Row]:
    for name, value in sorted(verdict.facts.told.items()):
        if not name.startswith("law."):
            yield {"ask": voice.wording.ask(name), "value": voice.wording.value(value)}


def _assumptions(voice: Voice, verdict: Verdict) -> Iterator[Written]:
    for entry in verdict.assumptions:
        yield voice.say(
            "assumption",
            ask=voice.wording.ask(entry.fact),
            value=voice.wording.value(entry.value),
            licenses=voice.listed(sorted({c.license for c in entry.clauses})),
        )


def _accepted(voice: Voice) -> Iterator[Row]:
    found = voice.dossier.audit
    for entry in (*found.accepted, *found.expired):
        until = entry.until.isoformat() if entry.until else ""
        if entry in found.expired:
            until = voice.say("ended", until=until)
        yield {"rule": entry.rule, "reason": entry.reason, "until": until}


def _unknown(voice: Voice) -> Iterator[Written]:
    """What was left open, from terms that are not known to places that were not understood."""
    yield from _unknown_terms(voice)
    yield from _contradictions(voice)
    yield from _unjudged(voice)
    yield from _gaps(voice)


def _unknown_terms(voice: Voice) -> Iterator[Written]:
    for part in voice.dossier.parts:
        if part.license is None and part.origin not in {"made", "own"}:
            yield voice.say("unknown-license-of", part=voice.shown(part.title))
        if part.hold:
            reason = Written(in_markdown(said(part.hold)))
            yield voice.say("unknown-hold", part=voice.shown(part.title), reason=reason)
    for license_ in sorted(voice.dossier.licenses.values(), key=lambda one: one.id):
        if license_.encoded == "partial" or not license_.clauses:
            yield voice.say("unknown-not-encoded", license=voice.shown(license_.name))


def _contradictions(voice: Voice) -> Iterator[Written]:
    for told in voice.dossier.audit.disagreements:
        one, other = voice.shown(told.one), voice.shown(told.other)
        yield voice.say("unknown-disagree", part=voice.shown(told.ref), one=one, other=other)
    for drift in voice.dossier.audit.drift:
        words = voice.wording.drift(drift.kind)
        yield voice.say("unknown-drift", part=voice.shown(drift.ref), drift=words)


def _unjudged(voice: Voice) -> Iterator[Written]:
    names = sorted({p.name for p in voice.dossier.audit.unjudged}, key=str.casefold)
    if not names:
        return
    shown = Written(", ".join(voice.shown(n) for n in names[:PACKAGES]))
    if len(names) > PACKAGES:
        shown = Written(f"{shown} {voice.say('more', number=len(names) - PACKAGES)}")
    yield voice.say("unknown-packages", number=len(names), names=shown)


def _gaps(voice: Voice) -> Iterator[Written]:
    gaps = voice.dossier.audit.gaps
    for gap in gaps[:GAPS]:
        words = Written(in_markdown(said(gap.said)))
        yield voice.say("unknown-gap", place=voice.place(gap.place), said=words, code=gap.code)
    if len(gaps) > GAPS:
        yield voice.say("more", number=len(gaps) - GAPS)
