"""What can be wrong with a license that reads well: sources, reviews, rules that contradict.

Floor: library. Whether its cases hold, and whether every rule matters, is
:mod:`licenseengine.resolve.proving`.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from licenseengine.language.tree import Rule
from licenseengine.library import citations, quotations
from licenseengine.library.records import Clause, License

# Duties whose argument says in our own words what to do; all others quote the text.
_IN_OUR_WORDS = frozenset({"other-duty"})


def complaints(license_: License) -> Iterator[str]:
    """What is wrong with one license, in words."""
    if license_.source.sha256 is None:
        yield "its source names no sha256 of the text that was read"
    if not license_.cases:
        yield "it has no cases"
    if (
        not license_.permits
        and not license_.is_policy
        and license_.encoded == "full"
        and license_.kind != "exception"
    ):
        yield "it permits nothing: mark it `encoded: partial` if its grant was not seen"
    yield from _contradictions(license_)


def _contradictions(license_: License) -> Iterator[str]:
    """Two rules that permit and forbid the same, without a condition that could tell them apart."""
    for permit in license_.permits:
        for forbid in license_.forbids:
            one, other = permit.sentence, forbid.sentence
            if not isinstance(one, Rule) or not isinstance(other, Rule):
                continue
            same = (one.actions, one.states, one.kinds) == (
                other.actions,
                other.states,
                other.kinds,
            )
            if same and other.when == one.when and other.unless == one.unless:
                yield f"`{permit.id}` permits what `{forbid.id}` forbids, under the same condition"


def text_complaints(license_: License, texts: Mapping[str, Path]) -> Iterator[str]:
    """Where the text at hand is not the one that was read, or does not hold what rules say it does.

    Looked up are each cited section, those of statements on data included, and each string that a
    rule quotes.
    """
    path = texts.get(license_.id)
    if path is None:
        return
    data = path.read_bytes()
    found = sha256(data).hexdigest()
    if license_.source.sha256 not in {None, found}:
        yield f"the text in {path.name} has the sha256 {found}, not the one that was read"
    text = data.decode("utf-8", "replace")
    for clause in license_.clauses:
        if clause.license != license_.id:
            continue
        if not citations.stands_in(text, clause.cite):
            yield f"`{clause.id}` cites `{clause.cite}`, which does not stand in {path.name}"
        for quoted in _quoted(clause):
            if not quotations.stands_in(text, quoted):
                yield f"`{clause.id}` quotes `{quoted}`, which does not stand so in {path.name}"
    for entry in license_.handling:
        if entry.license == license_.id and not citations.stands_in(text, entry.cite):
            yield f"{entry.topic} cites `{entry.cite}`, which does not stand in {path.name}"


def _quoted(clause: Clause) -> tuple[str, ...]:
    """The strings of the license's text of which a clause orders one to be reproduced."""
    rule = clause.sentence
    if not isinstance(rule, Rule) or rule.text is None or rule.duty in _IN_OUR_WORDS:
        return ()
    return (rule.text, *clause.alternatives)
