"""What an earlier audit knew: findings in it do not count again, new ones do.

Floor: report. Results are known by their fingerprints, so moved lines are not new; a result that
got worse is.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from licenseengine.audit.causes import Cause, causes_of, fingerprint, hold_mark
from licenseengine.audit.records import Audit, Disagreement
from licenseengine.discover.records import Role
from licenseengine.errors import Diagnostic, ReadError, Span
from licenseengine.language.yaml_text import read_text
from licenseengine.report.audit_lines import Line
from licenseengine.solver.records import Level

AUDIT_SCHEMA = "licenseengine/audit/1"
LARGEST = 256 * 1024 * 1024
_LEVELS = {str(level): level for level in Level}
_Marks = dict[str, dict[str, Level]]


@dataclass(frozen=True, slots=True)
class Compared:
    """An audit against an earlier one.

    `new` and `known` are the fingerprints of results now, `gone` those that only the earlier one
    had, all of what counts by default. `levels` gives for each preset the worst level of what is
    new; `earlier` are the fingerprints of all that was told then, options and drift included.
    """

    new: frozenset[str]
    known: frozenset[str]
    gone: frozenset[str]
    levels: Mapping[str, Level]
    earlier: frozenset[str] = frozenset()

    def line(self) -> Line:
        """How many results are new, and how many are not."""
        new, known, gone = len(self.new), len(self.known), len(self.gone)
        return (f"Against the baseline: {new} new, {known} known, {gone} gone.",)

    def is_new(self, mark: str) -> bool:
        """Whether a result is new."""
        return mark in self.new or not (mark in self.known or mark in self.earlier)


def read_baseline(path: Path) -> dict[str, Any]:
    """An earlier audit as it was printed by ``audit --format json``.

    Raises:
        ReadError: LE1xx the file cannot be read, LE409 it is no such audit.
    """
    text = read_text(path, LARGEST)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    sound = isinstance(data, dict) and data.get("schema") == AUDIT_SCHEMA
    if sound and all(isinstance(data.get(key), list) for key in ("findings", "disagreements")):
        return dict(data)
    said = f"`{path}` is no audit: its schema is not {AUDIT_SCHEMA}"
    remedy = "write one with licenseengine audit --format json --output FILE"
    raise ReadError([Diagnostic("LE409", Span(str(path)), said, None, remedy)])


def compared(found: Audit, earlier: Mapping[str, Any]) -> Compared:
    """What is new in an audit since an earlier one."""
    before, now = _marks_before(earlier), _marks_now(found, causes_of(found))
    news: dict[str, Level] = dict.fromkeys(found.answers, Level.PERMITTED)
    new = set()
    for mark, levels in now.items():
        for preset, level in levels.items():
            if level > before.get(mark, {}).get(preset, Level.PERMITTED):
                new.add(mark)
                news[preset] = max(news[preset], level)
    for preset, answer in found.answers.items():
        if answer.level > max(_level_before(earlier, preset), news[preset]):
            news[preset] = answer.level  # worse than before, whatever the reason
    marks = frozenset(now)
    gone = frozenset(before) - marks
    return Compared(frozenset(new), marks - new, gone, news, _told_before(earlier))


def disagreement_mark(told: Disagreement) -> str:
    """The fingerprint of a disagreement."""
    return fingerprint("disagreement", told.ref, *sorted((told.one, told.other)))


def unsettled_mark(reason: str) -> str:
    """The fingerprint of a reason that is about the whole project; its place may move."""
    return fingerprint("unsettled", re.sub(r":\d+\)$", ")", reason))


def drift_mark(kind: str, ref: str) -> str:
    """The fingerprint of a difference between the manifest and the files."""
    return fingerprint("drift", kind, ref)


def _marks_now(found: Audit, causes: Iterable[Cause]) -> _Marks:
    """The results that count by default, each with its level under each preset."""
    marks: _Marks = {}
    for cause in causes:
        if not cause.counts or cause.option:
            continue
        for spot in cause.spots:
            _keep(marks, spot.fingerprint, spot.presets)
    for reason in found.unsettled:
        _keep(marks, unsettled_mark(reason), [(p, Level.REVIEW) for p in found.answers])
    default = {i.artifact.ref for i in found.items if i.artifact.role is Role.DEFAULT}
    for told in found.disagreements:
        if told.ref in default:
            _keep(marks, disagreement_mark(told), [(p, Level.REVIEW) for p in found.answers])
    return marks


def _told_before(data: Mapping[str, Any]) -> frozenset[str]:
    """The fingerprints of what an earlier audit told beside what counts by default."""
    findings = {str(e.get("fingerprint")) for e in _entries(data["findings"])}
    drift = {drift_mark(str(e.get("kind")), str(e.get("ref"))) for e in _entries(data.get("drift"))}
    artefacts = [e for e in _entries(data.get("artefacts")) if e.get("hold")]
    return frozenset(findings | drift | {hold_mark(str(e.get("node"))) for e in artefacts})


def _marks_before(data: Mapping[str, Any]) -> _Marks:
    marks: _Marks = {}
    presets = [str(p) for p in _mapping(data.get("presets"))]
    for entry in _entries(data["findings"]):
        level = _LEVELS.get(str(entry.get("verdict")), Level.PERMITTED)
        if level is Level.PERMITTED or entry.get("option") or not entry.get("counts", True):
            continue
        decided = [str(p) for p in _listed(entry.get("presets"))]
        _keep(marks, str(entry.get("fingerprint")), [(p, level) for p in decided])
    for preset in presets:
        for node in _listed(_mapping(data["presets"][preset]).get("held_by")):
            _keep(marks, hold_mark(str(node)), [(preset, Level.REVIEW)])
    for reason in _listed(data.get("unsettled")):
        _keep(marks, unsettled_mark(str(reason)), [(p, Level.REVIEW) for p in presets])
    for entry in _entries(data["disagreements"]):
        sides = sorted(str(s.get("license")) for s in _entries(entry.get("statements")))
        mark = fingerprint("disagreement", str(entry.get("ref")), *sides)
        _keep(marks, mark, [(p, Level.REVIEW) for p in presets])
    return marks


def _keep(marks: _Marks, mark: str, levels: Iterable[tuple[str, Level]]) -> None:
    kept = marks.setdefault(mark, {})
    for preset, level in levels:
        kept[preset] = max(level, kept.get(preset, Level.PERMITTED))


def _level_before(data: Mapping[str, Any], preset: str) -> Level:
    told = _mapping(_mapping(data.get("presets")).get(preset)).get("verdict")
    return _LEVELS.get(str(told), Level.PERMITTED)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _entries(value: object) -> Sequence[Mapping[str, Any]]:
    return [e for e in _listed(value) if isinstance(e, dict)]


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
