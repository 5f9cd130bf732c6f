"""Verdicts as JSON: the schemas ``licenseengine/verdict/1`` and ``licenseengine/compat/1``.

Floor: report. Source: DESIGN contract, docs/json.md.
"""

from datetime import date
from typing import Any

from licenseengine.language.facts import FactValue
from licenseengine.language.printer import write_sentence
from licenseengine.language.tree import Quantity
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.words import finding_words
from licenseengine.resolve.compat import Compat
from licenseengine.resolve.judge import Judged
from licenseengine.solver.records import Duty, Finding, Level, Release, Verdict

VERDICT_SCHEMA = "licenseengine/verdict/1"
COMPAT_SCHEMA = "licenseengine/compat/1"
COMPATIBLE = {
    Level.PERMITTED: "yes",
    Level.PROHIBITED: "no",
    Level.REVIEW: "review",
    Level.CONDITIONAL: "conditional",
}


def value_json(value: FactValue | Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """A fact's value as JSON: figures with their unit, sets sorted."""
    match value:
        case Quantity(figure, unit):
            return f"{figure} {unit}".strip()
        case frozenset():
            return sorted(value)
        case date():
            return value.isoformat()
        case _:
            return value


def verdict_json(
    judged: Judged, vocabulary: Vocabulary, knowledge: str, version: str
) -> dict[str, Any]:
    """A verdict as the published JSON."""
    verdict = judged.verdict
    release = _release(verdict.releases)
    return {
        "schema": VERDICT_SCHEMA,
        "verdict": str(verdict.level),
        "use": {
            "do": list(verdict.do),
            "of": list(verdict.of),
            "facts": {n: value_json(v) for n, v in sorted(verdict.facts.told.items())},
        },
        "scenario": judged.scenario,
        "findings": [finding_json(f, vocabulary) for f in verdict.findings],
        "duties": [duty_json(d, vocabulary) for d in verdict.duties],
        "questions": [
            {
                "fact": q.fact,
                "ask": vocabulary.facts[q.fact].ask,
                "unit": vocabulary.facts[q.fact].unit,
                "decides": [c.ref for c in q.clauses],
            }
            for q in verdict.questions
        ],
        "release": release,
        "remedies": [],
        "assumptions": [
            {"fact": a.fact, "value": value_json(a.value), "rules": [c.ref for c in a.clauses]}
            for a in verdict.assumptions
        ],
        "elected": dict(verdict.elected),
        "legal_questions": legal_questions_json(verdict, vocabulary),
        "notes": list(verdict.notes),
        "knowledge": {"version": version, "sha256": knowledge},
    }


def finding_json(finding: Finding, vocabulary: Vocabulary) -> dict[str, Any]:
    """One finding as the published JSON."""
    clause = finding.clause
    return {
        "verdict": str(finding.level),
        "license": finding.license,
        "rule": clause.id if clause else None,
        "cite": clause.cite if clause else None,
        "node": finding.node,
        "at": finding.at,
        "action": finding.action,
        "state": finding.state,
        "path": list(finding.path),
        "message": finding_words(finding, vocabulary),
        "outcome": finding.outcome,
        "sentence": write_sentence(clause.sentence) if clause else None,
        "guard": finding.guard,
        "who": finding.who,
        "counts": finding.counts,
        "accepted": finding.accepted,
        "missing": sorted(finding.missing),
    }


def duty_json(duty: Duty, vocabulary: Vocabulary) -> dict[str, Any]:
    """One duty as the published JSON."""
    return {
        "duty": duty.duty,
        "text": duty.text,
        "license": duty.license,
        "rule": duty.clause.id,
        "cite": duty.clause.cite,
        "node": duty.node,
        "origin": duty.origin,
        "actions": list(duty.actions),
        "how": vocabulary.raw["duties"][duty.duty]["met"],
        "met": duty.met,
        "guard": duty.guard,
    }


def _release(releases: tuple[Release, ...]) -> dict[str, Any] | None:
    if not releases:
        return None
    last = releases[-1]
    shown: dict[str, Any] = {
        "node": last.node,
        "asked": last.asked,
        "fits": last.fits,
        "candidates": list(last.candidates),
        "together": list(last.together),
    }
    if len(releases) > 1:
        shown["parts"] = [
            {"node": r.node, "asked": r.asked, "fits": r.fits, "candidates": list(r.candidates)}
            for r in releases[:-1]
        ]
    return shown


def leads_of(verdict: Verdict) -> dict[str, dict[str, Level]]:
    """The legal questions on which findings hang, with the worst that each answer leads to.

    Answers are ``true`` and ``false``, as the file of legal questions has them.
    """
    names = {n for f in verdict.findings if f.counts for n in f.missing if n.startswith("law.")}
    leads: dict[str, dict[str, Level]] = {name: {} for name in sorted(names)}
    for finding in verdict.findings:
        for answers, level in finding.positions:
            for law, answer in answers:
                if law in leads:
                    key = "true" if answer else "false"
                    leads[law][key] = max(level, leads[law].get(key, level))
    return leads


def legal_questions_json(verdict: Verdict, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The legal questions on which findings hang, with the positions and where each leads."""
    shown = []
    for name, leads in leads_of(verdict).items():
        entry = vocabulary.questions["questions"][name]
        shown.append(
            {
                "question": name,
                "ask": entry["ask"],
                "positions": entry["positions"],
                "verdicts": {answer: str(level) for answer, level in leads.items()},
            }
        )
    return shown


def compat_json(answer: Compat, vocabulary: Vocabulary) -> dict[str, Any]:
    """A compatibility as the published JSON."""
    return {
        "schema": COMPAT_SCHEMA,
        "outbound": answer.outbound,
        "inbound": answer.inbound,
        "op": answer.operation,
        "compatible": COMPATIBLE[answer.level],
        "findings": [finding_json(f, vocabulary) for f in answer.findings],
        "duties": [duty_json(d, vocabulary) for d in answer.judged.verdict.duties],
    }
