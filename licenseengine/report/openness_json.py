"""A report on openness as JSON, schema ``licenseengine/openness/1``.

Floor: report. The schema itself is :mod:`licenseengine.report.openness_schema`.
"""

from typing import Any

from licenseengine.language.printer import write_sentence
from licenseengine.language.truth import Truth, all_of
from licenseengine.openness.answer import Judged, Named, Openness
from licenseengine.openness.breaches import Breach
from licenseengine.openness.classes import Classified
from licenseengine.openness.licensing import Standing
from licenseengine.openness.records import Component
from licenseengine.report.openness_page import CLOSING

SCHEMA = "licenseengine/openness/1"
_OUTCOMES = {Truth.TRUE: "open", Truth.FALSE: "not", Truth.UNKNOWN: "unknown"}
_TRUTHS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}


def openness_json(found: Openness, sha256: str, version: str) -> dict[str, Any]:
    """The whole answer.

    Args:
        found: the answer.
        sha256: that of the knowledge.
        version: that of the program.
    """
    subject = found.subject
    system = subject.system
    parts = (system.release, system.assessment) if system else ()
    return {
        "schema": SCHEMA,
        "ref": subject.ref,
        "name": subject.name,
        "kind": subject.kind,
        "family": system.family if system else None,
        "producers": list(dict.fromkeys(p.producer for p in parts if p and p.producer)),
        "note": subject.note,
        "criteria": [_judged(judged) for judged in found.judged],
        "framework": _framework(found, found.classified) if found.classified else None,
        "definition": _definition(found) if found.open_source is not None else None,
        "licenses": [_standing(standing, found) for standing in found.standings],
        "not_read": [_named(named) for named in found.licenses if not named.terms.choices],
        "claims": [{"words": c.words, "source": c.source} for c in found.claims],
        "open_washing": [standing.id for standing in found.washed],
        "not_shown": [
            {"criterion": c.number, "name": c.name, "why": c.why}
            for c in found.definition.criteria
            if not c.shown
        ],
        "also_judged": [other.name for other in subject.kin],
        "sources": [
            {"name": s.name, "url": s.url, "license": s.license, "cite": s.cite, "read": s.read}
            for s in found.framework.sources.values()
        ],
        "disclaimer": CLOSING,
        "knowledge": {"version": version, "sha256": sha256},
    }


def _judged(judged: Judged) -> dict[str, Any]:
    return {
        "criterion": judged.criterion.key,
        "name": judged.criterion.name,
        "group": judged.criterion.group,
        "state": judged.state,
        "statements": [
            {
                "state": s.state,
                "source": s.source,
                "subject": s.subject,
                "said": s.said or None,
                "url": s.url,
            }
            for s in judged.statements
        ],
    }


def _framework(found: Openness, classified: Classified) -> dict[str, Any]:
    return {
        "class": classified.number,
        "at_least": classified.at_least,
        "at_most": classified.at_most,
        "classes": [
            {
                "class": step.openness_class.number,
                "name": step.openness_class.name,
                "met": _TRUTHS[step.met],
                "progress": step.progress,
                "missing": [_missing(c, truth, found) for c, truth in step.missing],
            }
            for step in classified.steps
        ],
        "other_content": [h.component.key for h in found.held.values() if h.other_content],
    }


def _definition(found: Openness) -> dict[str, Any]:
    return {
        "outcome": _OUTCOMES[all_of(one.met for one in found.fulfilments)],
        "parts": [
            {
                "part": one.part.key,
                "name": one.part.name,
                "terms": one.part.terms,
                "any_of": one.part.any_of,
                "met": _TRUTHS[one.met],
                "missing": [_missing(c, truth, found) for c, truth in one.missing],
            }
            for one in found.fulfilments
        ],
    }


def _missing(component: Component, truth: Truth, found: Openness) -> dict[str, Any]:
    known = "absent" if truth is Truth.FALSE else "unknown"
    return {"component": component.key, "known": known, "said": found.held[component.key].said}


def _standing(standing: Standing, found: Openness) -> dict[str, Any]:
    names = {c.number: c.name for c in found.definition.criteria}
    numbers = dict.fromkeys(b.criterion for b in standing.breaches)
    return {
        "license": standing.id,
        "name": standing.license.name if standing.license is not None else None,
        "open": _TRUTHS[standing.open],
        "lists": list(standing.lists),
        "encoded": standing.license.encoded if standing.license is not None else None,
        "calls_itself_open": standing.claims,
        "fails": list(standing.failed),
        "breaches": [
            {
                "criterion": number,
                "name": names[number],
                "clauses": [_breach(b) for b in standing.breaches if b.criterion == number],
            }
            for number in numbers
        ],
        "named": [_named(n) for n in found.licenses if standing in n.terms.standings],
    }


def _breach(breach: Breach) -> dict[str, Any]:
    clause = breach.clause
    return {
        "license": clause.license if clause else None,
        "rule": clause.id if clause else None,
        "cite": clause.cite if clause else None,
        "text": write_sentence(clause.sentence) if clause else None,
        "when": list(breach.when),
        "sure": breach.sure,
        "hangs_on": sorted(breach.missing),
    }


def _named(named: Named) -> dict[str, Any]:
    return {
        "source": named.source,
        "about": named.about,
        "words": named.terms.words,
        "components": None if named.parts is None else [c.key for c in named.parts],
        "url": named.url,
    }
