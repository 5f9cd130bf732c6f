"""A license in words: what you may, must not and must do, and what becomes of data you send.

Floor: report.
"""

from typing import Any

from licenseengine.errors import printable
from licenseengine.language.printer import write_condition, write_sentence
from licenseengine.language.tree import Accept, Relicense, Rule, Treat
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import Clause, Handling, License

NOT_ADVICE = "This is not legal advice."


def license_text(license_: License, vocabulary: Vocabulary) -> str:
    """The whole license: head, permits, forbids, duties, reserved rights, data, readings."""
    lines = [license_.name, *_head(license_)]
    for title, clauses in (
        ("You may", license_.permits),
        ("You must not", license_.forbids),
        ("You must", license_.duties),
        ("The provider keeps", license_.reserves),
    ):
        if clauses:
            lines += ["", f"{title}:", *(f"  - {_clause(c, vocabulary)}" for c in clauses)]
    if license_.handling:
        stated = (_handling(entry, vocabulary) for entry in license_.handling)
        lines += ["", "Data that you send:", *(f"  - {line}" for line in stated)]
    others = [c for c in license_.clauses if not isinstance(c.sentence, Rule)]
    if others:
        lines += ["", "Readings:", *(f"  - {_clause(c, vocabulary)}" for c in others)]
    if license_.encoded == "partial":
        lines += ["", "Only a part of the text was at hand: what was not seen leads to review."]
    return "\n".join([*map(printable, lines), "", NOT_ADVICE])


def _head(license_: License) -> list[str]:
    facts = {
        "id": license_.id,
        "kind": license_.kind,
        "licensor": license_.licensor,
        "released": license_.released,
        "in force from": license_.effective,
        "series": license_.series,
        "read from": license_.source.url,
        "sha256 of the text": license_.source.sha256,
        "read on": license_.source.read,
        "reviewed": license_.reviewed or "by nobody yet",
        "also called": ", ".join(license_.aliases),
        "ask for a licence at": license_.contact,
    }
    return [f"  {name}: {value}" for name, value in facts.items() if value]


def _clause(clause: Clause, vocabulary: Vocabulary) -> str:
    text = f"{_words(clause, vocabulary)} [{clause.license} {clause.cite}, {clause.id}]"
    if clause.as_of is not None:
        period = f"{clause.as_of.period} before " if clause.as_of.period != "day" else ""
        text += f" (figures as of {period}{clause.as_of.anchor})"
    return text + (f" Note: {clause.note}" if clause.note else "")


def _words(clause: Clause, vocabulary: Vocabulary) -> str:
    sentence = clause.sentence
    match sentence:
        case Rule(verb="reserve"):
            rights = vocabulary.raw["reserved_rights"]
            return "; ".join(rights[name] for name in sentence.names) + _scope(sentence)
        case Rule(verb="require"):
            met = vocabulary.raw["duties"][sentence.duty]["met"]
            text = f" “{sentence.text}”" if sentence.text else ""
            return (
                f"{sentence.duty}{text} to {', '.join(sentence.actions)}: {met}{_scope(sentence)}"
            )
        case Rule():
            return f"{', '.join(sentence.actions)}{_scope(sentence)}"
        case Treat() | Accept() | Relicense():
            return write_sentence(sentence)


def _scope(rule: Rule) -> str:
    of = f" of {', '.join(rule.states)}" if rule.states else ""
    kinds = f" in {', '.join(rule.kinds)}" if rule.kinds else ""
    when = f" when {write_condition(rule.when)}" if rule.when else ""
    unless = f" unless {write_condition(rule.unless)}" if rule.unless else ""
    return of + kinds + when + unless


def _handling(entry: Handling, vocabulary: Vocabulary) -> str:
    stance = vocabulary.raw["handling"]["topics"][entry.topic]["stances"][entry.stance]
    of = f" of {', '.join(entry.of)}" if entry.of else ""
    told = (_period(entry), ", ".join(entry.places), entry.url)
    beside = "; ".join(part for part in told if part)
    text = f"{entry.topic}{of}: {stance['meaning']}" + (f" ({beside})" if beside else "")
    when = f" when {write_condition(entry.when)}" if entry.when else ""
    source = f"{entry.license} {entry.cite}" + (f", on {entry.rule}" if entry.rule else "")
    return f"{text}{when} [{source}]" + (f" Note: {entry.note}" if entry.note else "")


def _period(entry: Handling) -> str:
    if entry.period is None:
        return ""
    value, unit = entry.period.value, entry.period.unit
    return f"{value} {unit.removesuffix('s') if value == 1 else unit}"


def license_json(license_: License) -> dict[str, Any]:
    """A license as JSON, schema ``licenseengine/license/1``."""
    return {
        "schema": "licenseengine/license/1",
        "id": license_.id,
        "name": license_.name,
        "kind": license_.kind,
        "group": license_.group,
        "licensor": license_.licensor,
        "released": str(license_.released) if license_.released else None,
        "effective": str(license_.effective) if license_.effective else None,
        "series": license_.series,
        "encoded": license_.encoded,
        "reviewed": license_.reviewed,
        "source": {
            "url": license_.source.url,
            "sha256": license_.source.sha256,
            "read": str(license_.source.read),
        },
        "aliases": list(license_.aliases),
        "family": list(license_.family),
        "rules": [
            {
                "id": c.id,
                "license": c.license,
                "cite": c.cite,
                "rule": write_sentence(c.sentence),
                "burden": list(c.burdens),
                "note": c.note,
            }
            for c in license_.clauses
        ],
        "handling": [
            {
                "topic": h.topic,
                "license": h.license,
                "cite": h.cite,
                "rule": h.rule,
                "stance": h.stance,
                "of": list(h.of),
                "when": write_condition(h.when) if h.when else None,
                "period": _period(h) or None,
                "places": list(h.places),
                "url": h.url,
                "note": h.note,
            }
            for h in license_.handling
        ],
    }
