"""What the terms of hosted services say about data, as far as it holds for a plan.

Floor: compliance; pure. Terms say it in two ways, which are joined here. A `reserve` rule says
which right the provider keeps, and when. An entry of `handling` says what no rule can: a choice
that one has, a period, a place. An entry that names a rule tells how far the right kept by it goes,
on the entry's topic; there it takes the rule's place, under the rule's condition, with both
sections. A right of which no entry tells more is a statement of its own: the provider may.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from licenseengine.language.evaluate import evaluate, open_facts
from licenseengine.language.facts import Facts
from licenseengine.language.tree import All, Condition, Not, Quantity, Rule
from licenseengine.language.truth import Truth
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import Clause, Handling, License

RESERVED = "permitted"  # the stance on a right of which no entry tells more


@dataclass(frozen=True, slots=True)
class Handled:
    """One statement of terms about data, as it holds for a plan.

    The words are those of `Handling`. `license` is the id of the text and `cites` its sections;
    `rule` is the `reserve` rule that says it, or of which it tells more. `when` is its condition,
    and `missing` are the facts on which that hangs: none where the statement holds. `effective` and
    `released` are the dates of the terms, unknown for a policy that they take in.
    """

    license: str
    cites: tuple[str, ...]
    topic: str
    stance: str
    of: tuple[str, ...] = ()
    period: Quantity | None = None
    places: tuple[str, ...] = ()
    url: str | None = None
    when: Condition | None = None
    missing: frozenset[str] = frozenset()
    rule: str | None = None
    note: str | None = None
    effective: date | None = None
    released: date | None = None


def handling_of(
    licenses: Iterable[License], facts: Facts, vocabulary: Vocabulary
) -> tuple[Handled, ...]:
    """The statements that hold, or may hold, topic by topic.

    Args:
        licenses: the terms that bind.
        facts: of the plan, and of the service that the terms are about (``artefact.plan``).
        vocabulary: the words; topics come in its order.
    """
    topics = list(vocabulary.raw["handling"]["topics"])
    found = [
        _handled(entry, cites, license_, open_facts(entry.when, facts, vocabulary))
        for license_ in licenses
        for entry, cites in _joined(license_, vocabulary)
        if evaluate(entry.when, facts, vocabulary) is not Truth.FALSE
    ]
    return tuple(sorted(found, key=lambda handled: topics.index(handled.topic)))


def _joined(
    license_: License, vocabulary: Vocabulary
) -> Iterator[tuple[Handling, tuple[str, ...]]]:
    """What rules and entries say together, each with the sections that say it."""
    for clause in license_.reserves:
        when, kept = _scope(clause), _kept(clause, vocabulary)
        told = [e for e in license_.handling if (e.rule, e.license) == (clause.id, clause.license)]
        spoken = {entry.topic for entry in told}
        for entry in (*told, *(_plain(clause, topic) for topic in kept if topic not in spoken)):
            cites = dict.fromkeys((clause.cite, entry.cite))
            yield replace(entry, of=entry.of or kept.get(entry.topic, ()), when=when), tuple(cites)
    yield from ((entry, (entry.cite,)) for entry in license_.handling if entry.rule is None)


def _kept(clause: Clause, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """The topics of which the rights kept by a rule speak, each with what data."""
    assert isinstance(clause.sentence, Rule)  # noqa: S101 - `License.reserves` are rules
    found = {}
    for topic, told in vocabulary.raw["handling"]["topics"].items():
        rights = told.get("rights", {})
        of = tuple(rights[name] for name in clause.sentence.names if name in rights)
        if of:
            found[topic] = of
    return found


def _scope(clause: Clause) -> Condition | None:
    """When a rule speaks: its `when`, and not its `unless`."""
    assert isinstance(clause.sentence, Rule)  # noqa: S101 - as above
    when, unless = clause.sentence.when, clause.sentence.unless
    if unless is None:
        return when
    return Not(unless) if when is None else All((when, Not(unless)))


def _plain(clause: Clause, topic: str) -> Handling:
    rule, note = clause.id, clause.note
    return Handling(topic, RESERVED, clause.cite, clause.license, rule=rule, note=note)


def _handled(
    entry: Handling, cites: tuple[str, ...], license_: License, missing: frozenset[str]
) -> Handled:
    own = entry.license == license_.id
    return Handled(
        license=entry.license,
        cites=cites,
        topic=entry.topic,
        stance=entry.stance,
        of=entry.of,
        period=entry.period,
        places=entry.places,
        url=entry.url,
        when=entry.when,
        missing=missing,
        rule=entry.rule,
        note=entry.note,
        effective=license_.effective if own else None,
        released=license_.released if own else None,
    )
