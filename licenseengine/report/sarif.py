"""An audit as SARIF 2.1.0: what decides, at the file and line where the artefact was found.

Floor: report. Source: the Static Analysis Results Interchange Format, version 2.1.0 with errata 01.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from licenseengine.audit.causes import Cause, Spot, causes_of
from licenseengine.audit.records import Audit
from licenseengine.discover.records import Gap, Place, Sighting
from licenseengine.library.index import Library
from licenseengine.report import sarif_rules as rules
from licenseengine.report.audit_answer import decisive
from licenseengine.report.audit_baseline import (
    Compared,
    disagreement_mark,
    drift_mark,
    unsettled_mark,
)
from licenseengine.report.audit_causes import cause_line
from licenseengine.report.audit_lines import plain
from licenseengine.report.text import NOT_ADVICE
from licenseengine.solver.records import Level

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
MARK, ROOT = "licenseengine/v1", "SRCROOT"
RELATED, NOTIFIED = 10, 1000
_ORDER = {"error": 0, "warning": 1, "note": 2, "none": 3}
_Result = dict[str, Any]


def sarif(
    found: Audit, library: Library, version: str, known: Compared | None = None
) -> dict[str, Any]:
    """An audit as a SARIF log with one run.

    Args:
        found: the audit.
        library: says where the text of a license stands.
        version: of the program.
        known: what an earlier audit knew already.
    """
    writer = _Writer(found, library, known)
    results = writer.results()
    described = writer.described(results)
    index = {rule["id"]: number for number, rule in enumerate(described)}
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
    name, answer = decisive(found)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "licenseengine", "version": version, "rules": described}
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    ROOT: {"description": {"text": "The folder that was scanned."}}
                },
                "automationDetails": {"id": "licenseengine/audit/"},
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [_notice(g) for g in found.gaps[:NOTIFIED]],
                    }
                ],
                "results": results,
                "properties": {
                    "scenario": name,
                    "verdict": str(answer.level),
                    "presets": {n: str(a.level) for n, a in found.answers.items()},
                    "notice": NOT_ADVICE,
                },
            }
        ],
    }


class _Writer:
    """Writes the results of one audit; those that are one by their fingerprint are one."""

    def __init__(self, found: Audit, library: Library, known: Compared | None) -> None:
        self.found, self.library, self.known = found, library, known
        self.seen = {item.node: item.artifact.seen for item in found.items}
        self.snippets = {s.place: s.snippet for places in self.seen.values() for s in places}
        self.clauses: rules.Clauses = {}
        self.until = {a.rule: a.until for a in (*found.accepted, *found.expired)}

    def results(self) -> list[_Result]:
        """All results, errors first."""
        kept: dict[str, _Result] = {}
        for mark, result in (*self._of_causes(), *self._of_disagreements(), *self._of_drift()):
            first = kept.setdefault(mark, result)
            if first is not result:
                _joined(first, result)
        for mark, result in kept.items():
            result["partialFingerprints"] = {MARK: mark}
            if self.known is not None:
                result["baselineState"] = "new" if self.known.is_new(mark) else "unchanged"
        return sorted(kept.values(), key=_rank)

    def described(self, results: Iterable[_Result]) -> list[dict[str, Any]]:
        """The rules that results name, each at the level of its worst result."""
        worst: dict[str, str] = {}
        for result in results:  # the worst come first
            worst.setdefault(result["ruleId"], result["level"])
        shown = []
        for id_, level in sorted(worst.items()):
            clause = self.clauses.get(id_)
            rule = rules.clause_rule(clause, self.library) if clause else rules.own_rule(id_)
            shown.append({**rule, "defaultConfiguration": {"level": level}})
        return shown

    def _of_causes(self) -> Iterator[tuple[str, _Result]]:
        for cause in causes_of(self.found):
            if cause.finding and cause.finding.clause:
                self.clauses[cause.finding.clause.ref] = cause.finding.clause
            for spot in cause.spots:
                yield spot.fingerprint, self._of_spot(cause, spot)
            if not cause.spots:
                yield unsettled_mark(cause.hold), self._of_spot(cause, None)

    def _of_spot(self, cause: Cause, spot: Spot | None) -> _Result:
        alone = replace(cause, spots=(spot,) if spot else ())
        line = cause_line(alone, self.found.answers, self.library.vocabulary)
        levels = spot.presets if spot else tuple((p, cause.level) for p in cause.presets)
        result = self._result(
            rules.rule_id(cause), cause.level, plain(line), spot.place if spot else None
        )
        result["properties"] = {
            "presets": {preset: str(level) for preset, level in levels},
            "option": cause.option,
            "counts": cause.counts,
        }
        if spot:
            others = self.seen.get((spot.node, *spot.way)[-1], ())[1 : RELATED + 1]
            result["properties"]["node"] = spot.node
            _relate(result, others)
        if cause.finding and cause.finding.path:
            result["properties"]["path"] = list(cause.finding.path)
        if cause.finding and cause.finding.accepted is not None:
            result["suppressions"] = [self._suppression(result["ruleId"], cause.finding.accepted)]
        return result

    def _suppression(self, rule: str, reason: str) -> dict[str, Any]:
        until = self.until.get(rule)
        shown: dict[str, Any] = {"kind": "external", "status": "accepted", "justification": reason}
        return {**shown, "properties": {"until": until.isoformat()}} if until else shown

    def _of_disagreements(self) -> Iterator[tuple[str, _Result]]:
        for told in self.found.disagreements:
            text = f"{told.ref}: one statement says {told.one}, another {told.other}"
            result = self._result(rules.DISAGREE, Level.REVIEW, text, told.first or told.second)
            result["properties"] = {"presets": {}, "node": told.ref}
            if told.first and told.second and not _is_outside(told.second):
                result["relatedLocations"] = [{"id": 1, **self._location(told.second)}]
            yield disagreement_mark(told), result

    def _of_drift(self) -> Iterator[tuple[str, _Result]]:
        for told in self.found.drift:
            level = Level.CONDITIONAL if told.kind == "unseen" else Level.REVIEW
            result = self._result(rules.DRIFT, level, f"{told.ref}: {told.said}", told.place)
            result["properties"] = {"presets": {}, "node": told.node or told.ref, "kind": told.kind}
            yield drift_mark(told.kind, told.ref), result

    def _result(self, rule: str, level: Level, text: str, place: Place | None) -> _Result:
        result: _Result = {
            "ruleId": rule,
            "level": rules.LEVELS[level],
            "message": {"text": rules.message(text)},
        }
        if place and not _is_outside(place):
            result["locations"] = [self._location(place)]
        return result

    def _location(self, place: Place) -> dict[str, Any]:
        return location(place, self.snippets.get(place, ""))


def _is_outside(place: Place) -> bool:
    """Whether a place is none of the project: in a cache of this machine."""
    return place.file.startswith("(")


def location(place: Place, snippet: str = "") -> dict[str, Any]:
    """A place as a physical location, relative to the folder that was scanned."""
    region: dict[str, Any] = {"startLine": max(1, place.line), "startColumn": max(1, place.column)}
    if snippet:
        region["snippet"] = {"text": snippet}
    where = {"uri": quote(place.file, errors="replace"), "uriBaseId": ROOT}
    return {"physicalLocation": {"artifactLocation": where, "region": region}}


def _relate(result: _Result, others: Iterable[Sighting]) -> None:
    related = [{"id": n, **location(s.place, s.snippet)} for n, s in enumerate(others, 1)]
    if related:
        result["relatedLocations"] = related


def _joined(first: _Result, other: _Result) -> None:
    """Put one result of a fingerprint into another: the worse one speaks, both tell their uses."""
    presets = {**other["properties"]["presets"], **first["properties"]["presets"]}
    for name, level in other["properties"]["presets"].items():
        presets[name] = str(max(Level[presets[name].upper()], Level[level.upper()]))
    if _ORDER[other["level"]] < _ORDER[first["level"]]:
        first.update(other)
    first["properties"]["presets"] = presets


def _rank(result: _Result) -> tuple[object, ...]:
    places = result.get("locations") or [{}]
    where = places[0].get("physicalLocation", {})
    file = where.get("artifactLocation", {}).get("uri", "")
    line = where.get("region", {}).get("startLine", 0)
    return _ORDER[result["level"]], result["ruleId"], file, line, result["message"]["text"]


def _notice(gap: Gap) -> dict[str, Any]:
    return {
        "descriptor": {"id": gap.code},
        "level": "note",
        "message": {"text": rules.message(gap.said)},
        "locations": [location(gap.place)],
    }
