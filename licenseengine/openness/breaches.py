"""Which criteria of the Open Source Definition a license fails, by which clause.

A license is asked, by the solver itself, what it lets be done in plain situations and in the same
with one fact changed. No license is named here: what fails follows from its rules.

Floor: openness; pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from licenseengine.language.evaluate import mentioned
from licenseengine.language.facts import Facts, FactValue
from licenseengine.language.tree import Rule, Treat
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import Clause, License
from licenseengine.openness.definition import Definition, PlannedAct, Situation, situations
from licenseengine.solver.decide import permission
from licenseengine.solver.match import Question, asked, situation
from licenseengine.solver.records import Judgement, Level


@dataclass(frozen=True)
class Breach:
    """A criterion that a license fails, and the clause by which it does.

    `clause` is None where the license grants nothing that comes near. `when` tells the situations
    that show it. What is not `sure` hangs on the facts in `missing`.
    """

    criterion: int
    clause: Clause | None
    when: tuple[str, ...]
    sure: bool = True
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Court:
    """What licenses are held against: the criteria, the words, the defaults of copyright."""

    definition: Definition
    vocabulary: Vocabulary
    defaults: tuple[Treat, ...]

    def breaches(
        self, license_: License, about: tuple[tuple[str, FactValue], ...] = ()
    ) -> tuple[Breach, ...]:
        """The criteria that a license fails, in their order, each clause once.

        Args:
            license_: the license.
            about: facts of the thing under it, such as its kind and class.
        """
        licensor = license_.licensor or str(self.vocabulary.raw["licensors"][0])
        said = asked(license_, self.defaults, self.vocabulary)
        cases = [
            case
            for case in situations(self.definition, licensor, self.vocabulary)
            if case.changed is None or case.changed in said
        ]
        found = _Found()
        told = [{k: v for k, v in (*c.facts.items(), *about) if k in said} for c in cases]
        for act in self.definition.acts:
            judgements = (self._judge(license_, act, facts) for facts in told)
            judged = list(zip(cases, judgements, strict=True))
            for breach in _hanging(act, judged, self.definition):
                found.put(breach)
        for breach in _by_duties(license_.duties, self.definition):
            found.put(breach)
        return tuple(sorted(found.breaches.values(), key=lambda b: _order(b, license_)))

    def _judge(self, license_: License, act: PlannedAct, told: dict[str, FactValue]) -> Judgement:
        return permission(
            license_,
            situation(
                Question(
                    license=license_,
                    action=act.action,
                    state=act.state,
                    within=False,
                    facts=Facts(told),
                    defaults=self.defaults,
                    vocabulary=self.vocabulary,
                )
            ),
        )


def _order(breach: Breach, license_: License) -> tuple[int, bool, bool]:
    """By criterion; what is sure first, and the license's own clauses before those of policies."""
    elsewhere = breach.clause is not None and breach.clause.license != license_.id
    return breach.criterion, not breach.sure, elsewhere


@dataclass
class _Found:
    """Breaches while they are collected: each criterion and clause once."""

    breaches: dict[tuple[int, str, bool], Breach] = field(default_factory=dict)

    def put(self, new: Breach) -> None:
        """Add a breach, or its situations to what is known of it."""
        key = (new.criterion, new.clause.ref if new.clause else "", new.sure)
        old = self.breaches.get(key, new)
        when = tuple(dict.fromkeys((*old.when, *new.when)))
        self.breaches[key] = replace(new, when=when, missing=old.missing | new.missing)


def _hanging(
    act: PlannedAct, judged: list[tuple[Situation, Judgement]], definition: Definition
) -> Iterator[Breach]:
    """What fails: the act itself where nothing lets it be done, else what the answer hangs on."""
    base = judged[0][1]
    if not any(_lets(judgement, definition) for _, judgement in judged):
        yield from _breach(act.criterion, base, f"{act.action} of {act.state}")
        return
    for case, judgement in judged:
        if case.changed is None:
            base = judgement
            for fact in _told_in_vain(base, definition):
                yield Breach(definition.facts[fact].criterion, base.clause, (fact,))
            continue
        before, after = _lets(base, definition), _lets(judgement, definition)
        if before is not after:
            failing, label = (judgement, case.label) if before else (base, f"unless {case.label}")
            of_fact = definition.facts[case.changed]
            more = [of_fact.also[act.action]] if act.action in of_fact.also else []
            for criterion in (of_fact.criterion, *more):
                yield from _breach(criterion, failing, label)


def _breach(criterion: int, judged: Judgement, label: str) -> Iterator[Breach]:
    """The breach that a judgement shows; what was not seen whole shows none."""
    if judged.level is not Level.REVIEW:
        sure = judged.level is Level.PROHIBITED
        yield Breach(criterion, judged.clause, (label,), sure, judged.missing)


def _lets(judgement: Judgement, definition: Definition) -> bool:
    """Whether the act may be done, but for figures in another currency."""
    return judgement.level is Level.PERMITTED or bool(_told_in_vain(judgement, definition))


def _told_in_vain(judgement: Judgement, definition: Definition) -> list[str]:
    """The facts on which a judgement hangs although they were told: figures in another currency."""
    if judgement.level is not Level.CONDITIONAL or not judgement.missing <= set(definition.facts):
        return []
    return sorted(judgement.missing)


def _by_duties(duties: Iterable[Clause], definition: Definition) -> Iterator[Breach]:
    """Duties that fail a criterion by themselves or what they lay on others, or bind only some."""
    for clause in duties:
        rule = clause.sentence
        if not isinstance(rule, Rule) or rule.duty is None:
            continue
        for burden in clause.burdens:
            if burden in definition.burdens:
                yield Breach(definition.burdens[burden], clause, (f"burden {burden}",))
        if rule.duty in definition.duties:
            yield Breach(definition.duties[rule.duty], clause, (f"duty {rule.duty}",))
        for fact in sorted(mentioned(rule.when) | mentioned(rule.unless)):
            if fact in definition.duties_of_some:
                label = f"duty {rule.duty}, by {fact}"
                yield Breach(definition.duties_of_some[fact], clause, (label,))
