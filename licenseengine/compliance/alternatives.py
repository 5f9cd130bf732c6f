"""What-if, computed beforehand: the project judged again with one fact answered otherwise.

Floor: compliance; pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from licenseengine.audit.audit import judge_scan
from licenseengine.audit.wish import Wish
from licenseengine.compliance.records import Alternative, Dossier
from licenseengine.library.index import Library
from licenseengine.resolve.plan import told_facts

FLAGS = ("true", "false")
MOST_ALTERNATIVES = 8


@dataclass(frozen=True, slots=True)
class _Otherwise:
    """One fact or legal question, with an answer that it has not now."""

    fact: str
    value: str


def alternatives_of(dossier: Dossier, library: Library, wish: Wish) -> tuple[Alternative, ...]:
    """The project judged again with each fact that decides answered otherwise.

    Args:
        dossier: of the project.
        library: the knowledge.
        wish: what the audit was asked, its manifest taken into account.
    """
    found = []
    for other in list(_otherwise(dossier, library))[:MOST_ALTERNATIVES]:
        judged = judge_scan(dossier.audit.scan, library, _with(wish, other, library))
        found.append(Alternative(other.fact, other.value, judged))
    return tuple(found)


def _otherwise(dossier: Dossier, library: Library) -> Iterator[_Otherwise]:
    """Missing flags and open legal questions under both answers, and told flags turned."""
    verdict = dossier.audit.answers[dossier.scenario].judged.verdict
    missing = sorted({n for f in verdict.findings if f.counts for n in f.missing})
    asked = [q.fact for q in verdict.questions]
    for fact in dict.fromkeys((*(n for n in missing if n.startswith("law.")), *asked)):
        if library.vocabulary.facts[fact].type == "flag":
            yield from (_Otherwise(fact, value) for value in FLAGS)
    for fact, told in sorted(verdict.facts.told.items()):
        if isinstance(told, bool):
            yield _Otherwise(fact, str(not told).casefold())


def _with(wish: Wish, other: _Otherwise, library: Library) -> Wish:
    wish = replace(wish, evidence=())  # the scan holds it already
    value = other.value == FLAGS[0]
    if other.fact.startswith("law."):
        policy = replace(wish.policy, laws={**wish.policy.laws, other.fact: value})
        planned = replace(wish.planned, policy=policy) if wish.planned else None
        return replace(wish, policy=policy, planned=planned)
    told, _ = told_facts((f"{other.fact}={other.value}",), library)
    facts = wish.facts
    return replace(wish, facts=replace(facts, told={**facts.told, **told}))
