"""An audit as JSON: the schema ``licenseengine/audit/1``.

Floor: report. Source: DESIGN section 7 and the contract of the scorer of stacks; docs/json.md.
"""

import json
import re
from typing import Any

from licenseengine.audit.causes import finding_mark, places_of, verdicts
from licenseengine.audit.records import Audit, Drift, Item, Stated, Terms
from licenseengine.discover.records import Gap, LicenseStatement, Place, Sighting
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.audit_answer import decisive
from licenseengine.report.audit_baseline import AUDIT_SCHEMA, Compared
from licenseengine.report.machine import duty_json, finding_json
from licenseengine.solver.records import Finding

# What stands for the license of an artefact where none is known.
UNKNOWN = "unknown"


def audit_json(
    found: Audit,
    vocabulary: Vocabulary,
    knowledge: str,
    version: str,
    known: Compared | None = None,
) -> dict[str, Any]:
    """An audit as the published JSON; the same project and knowledge give the same bytes.

    Args:
        found: the audit.
        vocabulary: the words of facts and duties.
        knowledge: the hash of the knowledge that it leans on.
        version: of the program.
        known: what an earlier audit knew already.
    """
    scenario, answer = decisive(found)
    return {
        "schema": AUDIT_SCHEMA,
        "project": found.scan.name,
        "verdict": str(answer.level),
        "scenario": scenario,
        "day": found.day.isoformat() if found.day else None,
        "manifest": found.manifest,
        "files": found.scan.files,
        "artefacts": [_artefact(item) for item in found.items],
        "operations": _operations(found),
        "presets": {
            name: {
                "verdict": str(a.level),
                "with_options": str(a.with_options),
                "held_by": list(a.held),
            }
            for name, a in found.answers.items()
        },
        "products": [
            {"node": p.node, **_place(p.place), "presets": {n: str(v) for n, v in p.levels.items()}}
            for p in found.products
        ],
        "baseline": _baseline(known),
        "findings": findings_json(found, vocabulary, known),
        "duties": _duties(found, vocabulary),
        "questions": _questions(found, vocabulary),
        "disagreements": [
            {
                "ref": d.ref,
                "statements": [
                    {"license": d.one, **(_place(d.first) if d.first else {})},
                    {"license": d.other, **(_place(d.second) if d.second else {})},
                ],
            }
            for d in found.disagreements
        ],
        "drift": [_drift(d) for d in found.drift],
        "packages": [
            {"name": p.name, "ecosystem": p.ecosystem, "license": license_, **_place(p.place)}
            for p, license_ in found.packages
        ],
        "packages_not_judged": [
            {"name": p.name, "ecosystem": p.ecosystem, **_place(p.place)} for p in found.unjudged
        ],
        "accepted": [
            {
                "rule": a.rule,
                "reason": a.reason,
                "until": a.until.isoformat() if a.until else None,
                "expired": a in found.expired,
            }
            for a in (*found.accepted, *found.expired)
        ],
        "unsettled": list(found.unsettled),
        "not_understood": [_gap(g) for g in found.gaps],
        "knowledge": {"version": version, "sha256": knowledge},
        "notice": "This is not legal advice.",
    }


def _baseline(known: Compared | None) -> dict[str, int] | None:
    if known is None:
        return None
    return {"new": len(known.new), "known": len(known.known), "gone": len(known.gone)}


def _artefact(item: Item) -> dict[str, Any]:
    artifact = item.artifact
    return {
        "ref": artifact.ref,
        "kind": artifact.kind,
        "role": str(artifact.role),
        "node": item.node,
        "aliases": list(artifact.aliases),
        "confidence": artifact.confidence,
        "evidence": [_evidence(s) for s in artifact.seen],
        "elsewhere": [_evidence(s) for s in artifact.elsewhere],
        "license": _terms(item.terms),
        "presets": {name: str(level) for name, level in item.levels.items()},
        "hold": item.hold or None,
    }


def _evidence(sighting: Sighting) -> dict[str, Any]:
    return {
        **_place(sighting.place),
        "snippet": sighting.snippet,
        "detector": sighting.detector,
        "confidence": sighting.confidence,
        "role": str(sighting.role) if sighting.role else None,
        "use": sighting.use,
        "why": sighting.why or None,
    }


def _terms(terms: Terms) -> dict[str, Any]:
    return {
        "concluded": terms.concluded or UNKNOWN,
        "where": terms.where,
        "confidence": terms.confidence,
        "declared": [_stated(s) for s in terms.declared],
        "detected": [_stated(s) for s in terms.detected],
        "catalog": terms.catalog,
        "notes": list(terms.notes),
    }


def _stated(stated: Stated) -> dict[str, Any]:
    statement: LicenseStatement = stated.statement
    return {
        "text": statement.text,
        "license": stated.expression,
        "source": statement.source,
        **_place(statement.place),
        "why": stated.why,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}


def _gap(gap: Gap) -> dict[str, Any]:
    return {"code": gap.code, **_place(gap.place), "message": gap.said, "ref": gap.ref}


def _drift(drift: Drift) -> dict[str, Any]:
    return {
        "kind": drift.kind,
        "ref": drift.ref,
        "node": drift.node,
        "message": drift.said,
        **(_place(drift.place) if drift.place else {}),
    }


def _operations(found: Audit) -> list[dict[str, Any]]:
    return [
        {
            "by": a.made.by,
            "makes": a.id,
            "kind": a.kind,
            "from": [{"role": i.role, "node": i.node} for i in a.made.inputs],
            "who": a.made.who,
        }
        for a in found.stack.artefacts
        if a.made is not None
    ]


def findings_json(
    found: Audit, vocabulary: Vocabulary, known: Compared | None = None
) -> list[dict[str, Any]]:
    """The findings of all presets, each cause once, with the presets it decides and its place."""
    places = places_of(found)
    kept: dict[tuple[object, ...], dict[str, Any]] = {}
    for preset, is_option, verdict in verdicts(found):
        for finding in verdict.findings:
            key = _cause(finding, is_option=is_option)
            if key not in kept:
                shown = finding_json(finding, vocabulary)
                shown["fingerprint"] = finding_mark(finding)
                if known is not None:
                    shown["new"] = known.is_new(shown["fingerprint"])
                place = next(
                    (places[n] for n in (finding.node, *finding.path) if n in places), None
                )
                kept[key] = {
                    **shown,
                    "option": is_option,
                    "presets": [],
                    **(_place(place) if place else {}),
                }
            if preset not in kept[key]["presets"]:
                kept[key]["presets"].append(preset)
    return list(kept.values())


def _cause(finding: Finding, *, is_option: bool) -> tuple[object, ...]:
    rule = finding.clause.ref if finding.clause else ""
    return (
        finding.level, finding.outcome, finding.license, rule, finding.node, finding.at,
        finding.action, finding.state, finding.path, finding.about, is_option,
    )  # fmt: skip


def _duties(found: Audit, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    kept: dict[tuple[object, ...], dict[str, Any]] = {}
    for preset, is_option, verdict in verdicts(found):
        if is_option:
            continue
        for duty in verdict.duties:
            key = (duty.clause.ref, duty.node, duty.text, duty.actions)
            shown = kept.setdefault(key, {**duty_json(duty, vocabulary), "presets": []})
            shown["presets"].append(preset)
    return list(kept.values())


def _questions(found: Audit, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = {}
    for preset, is_option, verdict in verdicts(found):
        for question in verdict.questions:
            spec = vocabulary.facts[question.fact]
            shown = kept.setdefault(
                question.fact,
                {
                    "fact": question.fact,
                    "ask": spec.ask,
                    "unit": spec.unit,
                    "decides": [],
                    "presets": [],
                    "option": True,
                },
            )
            shown["decides"] = sorted({*shown["decides"], *(c.ref for c in question.clauses)})
            shown["option"] = shown["option"] and is_option
            if preset not in shown["presets"]:
                shown["presets"].append(preset)
    return list(kept.values())


def json_text(data: Any) -> str:  # noqa: ANN401 - JSON of any shape
    """JSON in one form for the same answer, with no character in it that moves a terminal."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return re.sub(r"[^\n -~]", _shown, text)


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    return character if character.isprintable() else json.dumps(character)[1:-1]
