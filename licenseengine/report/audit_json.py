"""An audit as JSON: the schema ``licenseengine/audit/1``.

Floor: report. Source: DESIGN section 7 and the contract of the scorer of stacks; docs/json.md.
"""

from collections.abc import Iterable
from typing import Any

from licenseengine.audit.records import Audit, Drift, Item, Stated, Terms
from licenseengine.discover.records import Gap, LicenseStatement, Place, Sighting
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.machine import duty_json, finding_json
from licenseengine.solver.records import Finding, Verdict

AUDIT_SCHEMA = "licenseengine/audit/1"


def audit_json(
    found: Audit, vocabulary: Vocabulary, knowledge: str, version: str
) -> dict[str, Any]:
    """An audit as the published JSON; the same project and knowledge give the same bytes."""
    return {
        "schema": AUDIT_SCHEMA,
        "project": found.scan.name,
        "verdict": str(found.commercial.level),
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
        "findings": findings_json(found, vocabulary),
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
        "not_understood": [_gap(g) for g in found.gaps],
        "knowledge": {"version": version, "sha256": knowledge},
        "notice": "This is not legal advice.",
    }


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
        "concluded": terms.concluded,
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


def verdicts(found: Audit) -> Iterable[tuple[str, bool, Verdict]]:
    """All verdicts of an audit: preset, whether of an option alone, and the verdict."""
    for name, answer in found.answers.items():
        yield name, False, answer.judged.verdict
    for item in found.items:
        for name, judged in item.judged.items():
            yield name, True, judged.verdict


def findings_json(found: Audit, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The findings of all presets, each cause once, with the presets it decides and its place."""
    places = places_of(found)
    kept: dict[tuple[object, ...], dict[str, Any]] = {}
    for preset, is_option, verdict in verdicts(found):
        for finding in verdict.findings:
            key = _cause(finding, is_option=is_option)
            if key not in kept:
                shown = finding_json(finding, vocabulary)
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


def places_of(found: Audit) -> dict[str, Place]:
    """Where each node of the judged stack was found first."""
    places = {item.node: item.artifact.seen[0].place for item in found.items if item.artifact.seen}
    places |= {p.node: p.place for p in found.products}
    places |= {f"{p.ecosystem}:{p.name}": p.place for p, _ in found.packages}
    return places


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
