"""The rules that an audit's SARIF names: clauses of licenses, and what an audit finds by itself.

Floor: report.
"""

from typing import Any

from licenseengine.audit.causes import Cause
from licenseengine.language.printer import write_sentence
from licenseengine.library.index import Library
from licenseengine.library.records import Clause
from licenseengine.report.audit_lines import plain
from licenseengine.solver.records import Level

LEVELS = {
    Level.PERMITTED: "none",
    Level.CONDITIONAL: "note",
    Level.REVIEW: "warning",
    Level.PROHIBITED: "error",
}
NO_LICENSE, NOT_ENCODED, NOT_SEEN, DISAGREE = "LE801", "LE802", "LE803", "LE804"
DRIFT, NOT_SURE, UNSETTLED, OTHER = "LE805", "LE806", "LE807", "LE808"
OWN = {
    NO_LICENSE: ("no license is known", "Without a license nothing is granted: give the license."),
    NOT_ENCODED: ("terms that are not encoded", "Nothing can be said of terms that were not read."),
    NOT_SEEN: ("terms of which only a part was seen", "The whole text must be read by a person."),
    DISAGREE: (
        "statements that disagree",
        "Two statements about one thing name different licenses.",
    ),
    DRIFT: ("drift from the manifest", "The manifest and the files do not tell the same."),
    NOT_SURE: ("evidence that is not sure", "What is known is not sure enough for a yes."),
    UNSETTLED: ("a project that is not settled", "Too little is known of the whole project."),
    OTHER: ("terms that do not fit", "Terms of the stack do not go together."),
}
_OUTCOMES = {
    "no-license": NO_LICENSE,
    "not-encoded": NOT_ENCODED,
    "not-seen": NOT_SEEN,
    "conflict": DISAGREE,
}

Clauses = dict[str, Clause]


def rule_id(cause: Cause) -> str:
    """The rule of a cause: its clause, else one of our own."""
    if cause.finding is None:
        return NOT_SURE if cause.spots else UNSETTLED
    if cause.finding.clause is not None:
        return cause.finding.clause.ref
    return _OUTCOMES.get(cause.finding.outcome, OTHER)


def own_rule(id_: str) -> dict[str, Any]:
    """A rule of ours as a reporting descriptor."""
    name, text = OWN[id_]
    return {
        "id": id_,
        "shortDescription": {"text": name},
        "fullDescription": {"text": text},
        "properties": {"tags": ["audit"]},
    }


def clause_rule(clause: Clause, library: Library) -> dict[str, Any]:
    """A clause of a license as a reporting descriptor."""
    license_ = library.get(clause.license)
    name = license_.name if license_ else clause.license
    sentence = write_sentence(clause.sentence)
    rule: dict[str, Any] = {
        "id": clause.ref,
        "shortDescription": {"text": message(f"{clause.license} {clause.cite}: {sentence}")},
        "fullDescription": {"text": message(f"{name}, section {clause.cite}: {sentence}")},
        "help": {"text": message(clause.note or f"See section {clause.cite} of {name}.")},
        "properties": {"tags": ["license", license_.kind if license_ else "terms"]},
    }
    if license_ and license_.source.url:
        rule["helpUri"] = license_.source.url
    return rule


def message(text: str) -> str:
    """A text as a SARIF message: brackets would be links there, braces places to be filled in."""
    shown = plain((text,)).replace("\\", "\\\\")
    for mark, safe in (("[", "\\["), ("]", "\\]"), ("{", "{{"), ("}", "}}")):
        shown = shown.replace(mark, safe)
    return shown
