"""What a bill tells beyond the fields of its form: properties, findings and duties as JSON texts.

Floor: report; pure. The names are those of docs/bom.md, all under ``licenseengine:``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from licenseengine.audit.causes import Cause, Spot, causes_of
from licenseengine.audit.records import Stated
from licenseengine.compliance.handling import Handled
from licenseengine.compliance.records import Dossier, Due, Part
from licenseengine.discover.records import Place
from licenseengine.language.printer import write_condition, write_value
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.audit_causes import cause_line
from licenseengine.report.audit_lines import plain
from licenseengine.report.bom.bill import Properties, Thing, clean
from licenseengine.report.text import NOT_ADVICE

PREFIX = "licenseengine:"
MOST_GAPS = 1000


def properties(pairs: Mapping[str, str | None]) -> Properties:
    """Properties of these names; those without a value are left out."""
    return tuple((f"{PREFIX}{name}", clean(value)) for name, value in pairs.items() if value)


def of_the_whole(dossier: Dossier) -> Properties:
    """What holds for the whole project: answers, knowledge, what was not understood."""
    found = dossier.audit
    gaps = [
        _json(code=gap.code, message=gap.said, about=gap.ref, **_placed(gap.place))
        for gap in found.gaps[:MOST_GAPS]
    ]
    return (
        *properties(
            {
                "scenario": dossier.scenario,
                "verdict": str(dossier.level),
                **{f"verdict:{name}": str(a.level) for name, a in found.answers.items()},
                "knowledge": dossier.knowledge,
                "notice": NOT_ADVICE,
            }
        ),
        *((f"{PREFIX}unsettled", clean(why)) for why in found.unsettled),
        *((f"{PREFIX}not-understood", gap) for gap in gaps),
    )


def of_part(part: Part) -> Properties:
    """What is known of one part, beyond what the forms have fields for."""
    terms = part.terms
    return (
        *properties(
            {
                "node": part.id,
                "kind": part.kind,
                "ref": part.ref,
                "name": part.public_name,
                "origin": part.origin,
                "role": part.role,
                "class": part.artefact_class,
                "release": part.release,
                "hold": part.hold,
                "license:where": part.where,
                "license:confidence": terms.confidence if terms else None,
                **{f"verdict:{name}": str(level) for name, level in part.levels.items()},
            }
        ),
        *((f"{PREFIX}license:declared", _stated(s)) for s in (terms.declared if terms else ())),
        *((f"{PREFIX}license:detected", _stated(s)) for s in (terms.detected if terms else ())),
    )


def handling_of(handled: Iterable[Handled]) -> Properties:
    """What the terms of a service say about the data that is sent to it."""
    return tuple(
        (
            f"{PREFIX}handling",
            _json(
                topic=one.topic,
                stance=one.stance,
                of=list(one.of),
                license=one.license,
                cites=list(one.cites),
                rule=one.rule,
                period=write_value(one.period) if one.period else None,
                places=list(one.places) or None,
                url=one.url,
                when=write_condition(one.when) if one.when else None,
                missing=sorted(one.missing) or None,
                note=one.note,
                effective=one.effective.isoformat() if one.effective else None,
            ),
        )
        for one in handled
    )


def making_of(thing: Thing, ids: Mapping[str, str]) -> Properties:
    """How a thing was made, and of what, under the ids that things have in the form."""
    if thing.made_by is None:
        return ()
    who = "us" if thing.is_ours else "upstream"
    return (
        (f"{PREFIX}made-by", thing.made_by),
        (f"{PREFIX}who", who),
        *((f"{PREFIX}input", f"{s.role}={ids[s.thing]}") for s in thing.sources),
    )


def evidence_of(thing: Thing) -> str:
    """The lines that name a thing."""
    places = [
        {"file": o.file, "line": o.line, **({"snippet": o.snippet} if o.snippet else {})}
        for o in thing.occurrences
    ]
    return json.dumps(places, ensure_ascii=False)


def findings_by_node(dossier: Dossier, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """The findings of all planned uses, each cause once for each artefact, by its node."""
    found: dict[str, list[str]] = {}
    for cause in causes_of(dossier.audit):
        for spot in cause.spots:
            found.setdefault(spot.node, []).append(_finding(dossier, cause, spot, vocabulary))
    return found


def duties_by_node(dossier: Dossier) -> dict[str, list[str]]:
    """The duties of the planned use, by the licensed artefact that they come from."""
    found: dict[str, list[str]] = {}
    for due in dossier.dues:
        for node in due.origins:
            found.setdefault(node, []).append(_duty(due))
    return found


def _finding(dossier: Dossier, cause: Cause, spot: Spot, vocabulary: Vocabulary) -> str:
    alone = replace(cause, spots=(spot,))
    clause = cause.finding.clause if cause.finding else None
    return _json(
        verdict=str(cause.level),
        scenarios={name: str(level) for name, level in spot.presets},
        license=cause.finding.license if cause.finding else None,
        rule=clause.ref if clause else None,
        cite=clause.cite if clause else None,
        message=plain(cause_line(alone, dossier.audit.answers, vocabulary)),
        counts=cause.counts,
        accepted=cause.finding.accepted if cause.finding else None,
        fingerprint=spot.fingerprint,
    )


def _duty(due: Due) -> str:
    evidence = due.evidence
    return _json(
        duty=due.duty,
        text=due.text,
        rule=due.clause.ref,
        cite=due.clause.cite,
        license=due.license,
        on=list(due.nodes),
        when=list(due.when),
        scenarios=list(due.scenarios),
        status=evidence.status,
        plan=due.plan,
        guard=due.guard,
        key=due.key,
        **(_placed(evidence.place) if evidence.place else {}),
    )


def _stated(stated: Stated) -> str:
    said = stated.statement
    return _json(
        text=said.text, license=stated.expression, source=said.source, **_placed(said.place)
    )


def _placed(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line}


def _json(**told: Any) -> str:  # noqa: ANN401 - JSON of any shape
    """What is told, as one line of JSON; what is not known is left out."""
    known = {name: value for name, value in told.items() if value is not None}
    return json.dumps(dict(_cleaned(known)), ensure_ascii=False)


def _cleaned(known: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in known.items():
        match value:
            case str():
                yield name, clean(value)
            case list():
                yield name, [clean(entry) for entry in value]
            case _:
                yield name, value
