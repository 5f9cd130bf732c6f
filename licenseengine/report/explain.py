"""One artefact of an audit explained: where it was found, why it has its role, terms and verdicts.

Floor: report.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from licenseengine.audit.causes import Cause, causes_of, duties_of, verdicts
from licenseengine.audit.records import Audit, Item, Stated
from licenseengine.discover.records import IN_STACK, Sighting
from licenseengine.errors import Diagnostic, Span, StackError, nearest
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.audit_causes import cause_line
from licenseengine.report.audit_lines import (
    Code,
    Line,
    Name,
    Report,
    Section,
    joined,
    place_text,
    said,
)
from licenseengine.report.audit_listed import listed_only
from licenseengine.report.audit_tables import license_word
from licenseengine.report.audit_text import markdown_lines, plain_lines
from licenseengine.report.text import NOT_ADVICE
from licenseengine.solver.records import Level
from licenseengine.stack.records import Stack

EXPLAIN_SCHEMA = "licenseengine/explain/1"
ORDER = (
    "project, cache, card, bill of materials, package; then the catalogue, the hub, running text, "
    "what it was made from"
)
SOURCES = {
    "project": "a file of the project",
    "card": "a model card",
    "cache": "a local cache",
    "sbom": "a bill of materials",
    "package": "a package's metadata",
    "catalog": "the catalogue",
    "base": "what it was made from",
    "hub": "the hub",
    "none": "nothing",
}
_FORMS = {
    "value": "the value of",
    "item": "an item of",
    "argument": "an argument of",
    "default": "the default of",
    "command": "an argument on a command line,",
    "import": "the import",
    "instance": "a call of",
    "key": "a key of",
    "rate": "a rate of",
    "text": "a part of a text,",
    "prose": "a part of running text,",
}


def explain_text(
    found: Audit, items: Sequence[Item], vocabulary: Vocabulary, *, markdown: bool = False
) -> str:
    """Artefacts explained, one after another."""
    parts = []
    for item in items:
        report = explain_report(found, item, vocabulary)
        parts.append("\n".join(markdown_lines(report) if markdown else plain_lines(report)))
    return "\n\n".join(parts)


def explained(found: Audit, name: str) -> tuple[Item, ...]:
    """The artefacts of a name: of this ref or alias, else those whose last part it is.

    Raises:
        StackError: LE410, none is called so.
    """
    plain = name.casefold()
    whole = tuple(i for i in found.items if any(r.casefold() == plain for r in _names(i)))
    parts = whole or tuple(i for i in found.items if any(_last(r) == plain for r in _names(i)))
    if parts:
        return parts
    if any(name in {part.node, _last(part.node)} for part in listed_only(found)):
        text = f"`{name}` is only listed in {found.manifest}, and no file names it"
        raise StackError([Diagnostic("LE410", Span("<command>"), text)])
    known = {r for i in found.items for r in (*_names(i), *(_last(n) for n in _names(i)))}
    text = f"no artefact called `{name}` was found"
    remedy = "name one of the audit's table; --all lists those set aside"
    near = nearest(name, known, 0.6)
    raise StackError([Diagnostic("LE410", Span("<command>"), text, near, remedy)])


def _names(item: Item) -> tuple[str, ...]:
    return (item.artifact.ref, item.node, *item.artifact.aliases)


def _last(ref: str) -> str:
    return ref.casefold().replace("#", "/").replace(":", "/").rsplit("/", 1)[-1]


def explain_report(found: Audit, item: Item, vocabulary: Vocabulary) -> Report:
    """An artefact explained, before it is put into a form."""
    artifact = item.artifact
    open_ends = [g for g in found.gaps if g.ref in _names(item)]
    sections: tuple[tuple[str, list[Line]], ...] = (
        ("Found", [_sighting(s, item) for s in artifact.seen]),
        ("Named elsewhere, outside of the stack", [_sighting(s, item) for s in artifact.elsewhere]),
        ("Terms", list(_terms(item))),
        ("Statements that disagree", list(_apart(found, item))),
        ("Made", list(_lineage(found, item))),
        ("Verdicts", list(_verdicts(found, item, vocabulary))),
        ("Duties by default", list(_duties(found, item))),
        (
            "Left open",
            [(f"{g.code} ", place_text(g.place), ": ", *said(g.said)) for g in open_ends],
        ),
    )
    return Report(
        answer=(Name(item.node), f": {artifact.kind}, {artifact.role}, ", license_word(item)),
        level=max(item.levels.values(), default=Level.PERMITTED),
        asides=_asides(item),
        sections=tuple(Section(title, tuple(lines)) for title, lines in sections if lines),
        closing=NOT_ADVICE,
    )


def _asides(item: Item) -> tuple[Line, ...]:
    artifact = item.artifact
    sure = f"Confidence that the files name it: {artifact.confidence}."
    held = f" Held back to review: {item.hold}." if item.hold else ""
    lines: list[Line] = [(sure + held,)]
    others = [n for n in dict.fromkeys(_names(item)) if n != item.node]
    if others:
        lines.append(("Taken together with: ", *joined([(Name(n),) for n in others]), "."))
    if artifact.role not in IN_STACK:
        lines.append((f"Not in the stack, as its role is {artifact.role}.",))
    return tuple(lines)


def _sighting(sighting: Sighting, item: Item) -> Line:
    snippet: Line = (" ", Code(sighting.snippet)) if sighting.snippet else ()
    named: Line = (", written ", Name(sighting.ref)) if sighting.ref != item.artifact.ref else ()
    role = f"; {sighting.role}" if sighting.role else ""
    why = said(f" because: {sighting.why}") if sighting.why else ()
    found = f": found by {sighting.detector} as "
    sure = f"; to {sighting.use}; confidence {sighting.confidence}"
    return (place_text(sighting.place), *snippet, found, *_form(sighting), *named, sure, role, *why)


def _form(sighting: Sighting) -> Line:
    statement = sighting.statement
    if statement is None:
        return ("the file itself",)
    form = _FORMS[statement.form]
    of = statement.callee if statement.form == "argument" else ".".join(statement.keys)
    if statement.form == "instance":
        of = statement.value
    within: Line = (" in ", Code(statement.scope)) if statement.scope else ()
    folded = ", put together from parts" if statement.folded else ""
    return (form, *((" ", Code(of)) if of else ()), *within, folded)


def _terms(item: Item) -> Iterator[Line]:
    terms = item.terms
    if terms.concluded is None:
        yield ("concluded: none is known, so nothing is granted",)
    else:
        by = SOURCES[terms.where]
        yield ("concluded: ", Name(terms.concluded), f", from {by}; confidence {terms.confidence}")
    for note in terms.notes:
        yield said(note)
    for word, statements in (("declares", terms.declared), ("reads", terms.detected)):
        for stated in statements:
            yield _stated(stated, word)
    if terms.catalog is not None:
        yield ("the catalogue has ", Name(terms.catalog))
    yield (f"the nearest statement counts: {ORDER}",)


def _stated(stated: Stated, word: str) -> Line:
    statement = stated.statement
    source = SOURCES[statement.source]
    read: Line = (
        ("understood as ", Name(stated.expression)) if stated.expression else ("not understood",)
    )
    why = f" ({stated.why})" if stated.why else ""
    head: Line = (place_text(statement.place), f": {source} {word} ", Code(statement.text))
    return (*head, " of ", Name(statement.about), ": ", *read, *said(why))


def _apart(found: Audit, item: Item) -> Iterator[Line]:
    for told in found.disagreements:
        if told.ref == item.artifact.ref:
            sides = [
                (Name(license_), " (", place_text(place) if place else told.source, ")")
                for license_, place in ((told.one, told.first), (told.other, told.second))
            ]
            yield joined(sides, " against ")


def _stacks(found: Audit, item: Item) -> Iterator[Stack]:
    """Stacks in which the artefact stands: judged alone, then that of what runs by default."""
    yield from (judged.stack for judged in item.judged.values())
    yield from (answer.judged.stack for answer in found.answers.values())


def _lineage(found: Audit, item: Item) -> Iterator[Line]:
    """What it was made from, step by step, and what is made of it."""
    told: set[object] = set()
    for stack in _stacks(found, item):
        near = {item.node, *_bases(stack, item.node)}
        for artefact in stack.artefacts:
            made = artefact.made
            if made is None or (artefact.id, made.by) in told:
                continue
            nodes = [i.node for i in made.inputs]
            if artefact.id in near or item.node in nodes:
                told.add((artefact.id, made.by))
                shown = [i for i in made.inputs if artefact.id in near or i.node == item.node]
                more = f", beside {len(nodes) - len(shown)} more" if len(shown) < len(nodes) else ""
                inputs = joined([(Name(i.node), f" as {i.role}") for i in shown])
                who = "us" if made.who == "us" else "others"
                yield (Name(artefact.id), f": {made.by} by {who}, of ", *inputs, more)


def _bases(stack: Stack, node: str) -> set[str]:
    """All that a node was made from."""
    made = {a.id: [i.node for i in a.made.inputs] for a in stack.artefacts if a.made}
    passed: set[str] = set()
    front = list(made.get(node, ()))
    while front:
        base = front.pop()
        if base not in passed:
            passed.add(base)
            front += made.get(base, ())
    return passed


def _verdicts(found: Audit, item: Item, vocabulary: Vocabulary) -> Iterator[Line]:
    """Each preset's verdict on the artefact by itself, then the findings that decide."""
    for preset, level in item.levels.items():
        yield (f"{preset}: ", level)
    for cause in causes_about(found, item):
        yield cause_line(cause, found.answers, vocabulary)
    yield from _grants(found, item)


def _grants(found: Audit, item: Item) -> Iterator[Line]:
    kept: dict[str, dict[str, None]] = {}
    for _, _, verdict in verdicts(found):
        for finding in verdict.findings:
            if finding.node == item.node and finding.level is Level.PERMITTED and finding.clause:
                cite = f"{finding.clause.license} {finding.clause.cite}"
                kept.setdefault(cite, {})[finding.action] = None
    for cite, actions in kept.items():
        yield (Level.PERMITTED, f": {cite} permits ", *joined([(Code(a),) for a in actions]))


def causes_about(found: Audit, item: Item) -> list[Cause]:
    """The causes that concern an artefact or what it was made from, with no other in them."""
    about = []
    for cause in causes_of(found):
        spots = tuple(s for s in cause.spots if item.node in {s.node, *s.way})
        if spots:
            about.append(replace(cause, spots=spots))
    return about


def _duties(found: Audit, item: Item) -> Iterator[Line]:
    for told in duties_of(found):
        if item.node in told.nodes:
            yield (f"{told.duty.duty} ({told.duty.license} {told.duty.clause.cite})",)


def explain_json(audit: Mapping[str, Any], items: Sequence[Item]) -> dict[str, Any]:
    """Artefacts explained as JSON: what the audit's own JSON says of them.

    Args:
        audit: as :func:`licenseengine.report.audit_json.audit_json` gives it.
        items: the artefacts.
    """
    nodes, refs = {i.node for i in items}, {i.artifact.ref for i in items}
    near = [f for f in audit["findings"] if nodes & {f["node"], *f["path"]}]
    return {
        "schema": EXPLAIN_SCHEMA,
        "artefacts": [a for a in audit["artefacts"] if a["node"] in nodes],
        "findings": near,
        "duties": [d for d in audit["duties"] if d["origin"] in nodes],
        "operations": [
            o for o in audit["operations"] if nodes & {o["makes"], *(i["node"] for i in o["from"])}
        ],
        "disagreements": [d for d in audit["disagreements"] if d["ref"] in refs],
        "not_understood": [g for g in audit["not_understood"] if g["ref"] in {*nodes, *refs}],
        "notice": audit["notice"],
    }
