"""How a clause meets an act: does it speak of this action, this state, under these facts?

Floor: solver; pure. All answers have three values; what the law leaves open stays unknown.
"""

from dataclasses import dataclass
from datetime import date

from licenseengine.language.evaluate import evaluate, open_facts
from licenseengine.language.facts import Facts, window_of
from licenseengine.language.tree import Rule, Treat
from licenseengine.language.truth import Truth, all_of, any_of, negate
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import Clause, License
from licenseengine.solver.records import Binding

_EMPTY: frozenset[str] = frozenset()
_UNCHANGED = frozenset({"original", "collected", "converted"})
_LOOSE = frozenset({"free", "output"})


@dataclass(frozen=True, slots=True)
class Reach:
    """What a license's state counts as: words with their truth, and the facts still open."""

    words: tuple[tuple[str, Truth], ...]
    missing: frozenset[str] = _EMPTY

    def counts_as(self, word: str) -> Truth:
        """Whether the state counts as `word`."""
        return next((truth for known, truth in self.words if known == word), Truth.FALSE)

    @property
    def bound(self) -> Truth:
        """Whether the default of copyright holds: nothing is allowed unless a rule permits it."""
        return any_of((self.counts_as("original"), self.counts_as("derivative")))


def reach(
    binding: Binding, facts: Facts, defaults: tuple[Treat, ...], vocabulary: Vocabulary
) -> Reach:
    """What the binding's state counts as, by the license's own words, else by the defaults.

    A treatment of a special state (`linked-static`) goes before one of a general (`linked`).
    """
    words: dict[str, Truth] = dict.fromkeys(vocabulary.ancestors[binding.state], Truth.TRUE)
    if binding.within:
        words["collected"] = Truth.TRUE
    missing: set[str] = set()
    treatments = [t for _, t in binding.license.treatments]
    for word in sorted(words, key=lambda w: (-len(vocabulary.ancestors[w]), w)):
        own = [t for t in treatments if t.state == word]
        if word == "collected" and binding.state not in _UNCHANGED and not own:
            continue
        special = (t.state for t in treatments if t.state in words and t.state != word)
        if any(word in vocabulary.ancestors[state] for state in special):
            continue
        for treat in own or [t for t in defaults if t.state == word]:
            truth = evaluate(treat.when, facts, vocabulary)
            if own and truth is Truth.TRUE and treat.target in _LOOSE:
                return Reach(((treat.target, Truth.TRUE),))
            missing |= open_facts(treat.when, facts, vocabulary)
            words[treat.target] = max(words.get(treat.target, Truth.FALSE), truth)
    return Reach(tuple(sorted(words.items())), frozenset(missing))


def clause_facts(clause: Clause, license_: License, facts: Facts) -> Facts:
    """The facts as the clause counts them: figures told for another day do not count."""
    if clause.as_of is None:
        return facts
    anchor = clause.as_of.anchor
    if anchor == "released":
        anchor = license_.released or license_.effective or "unknown"
    elif anchor == "use":
        told = facts.get("use.date")
        anchor = told if isinstance(told, date) else "unknown"
    return (
        facts if isinstance(anchor, str) else facts.during(window_of(clause.as_of.period, anchor))
    )


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a clause applies to an act, and what would have to be known to say so.

    `scope` is the truth of action, state and kind alone; `condition` that of when and unless.
    """

    clause: Clause
    scope: Truth
    condition: Truth
    missing: frozenset[str]

    @property
    def truth(self) -> Truth:
        """Whether the clause applies."""
        return min(self.scope, self.condition)


@dataclass(frozen=True, slots=True)
class Situation:
    """What clauses are matched against: an action on something in a state, and the facts."""

    action: str
    reach: Reach
    facts: Facts
    vocabulary: Vocabulary

    def match(self, clause: Clause, license_: License) -> Match:
        """Match one clause of permit, forbid, require or reserve."""
        rule = clause.sentence
        assert isinstance(rule, Rule)  # noqa: S101 - callers pass rules only
        facts = clause_facts(clause, license_, self.facts)
        scope = all_of((self._action(rule), self._state(rule), self._kind(rule)))
        if scope is Truth.FALSE:
            return Match(clause, scope, Truth.UNKNOWN, _EMPTY)
        when = evaluate(rule.when, facts, self.vocabulary)
        unless = (
            Truth.TRUE
            if rule.unless is None
            else negate(evaluate(rule.unless, facts, self.vocabulary))
        )
        condition = min(when, unless)
        missing: set[str] = set()
        if condition is Truth.UNKNOWN:
            for part in (rule.when, rule.unless):
                missing |= open_facts(part, facts, self.vocabulary)
        if min(scope, condition) is Truth.UNKNOWN and scope is Truth.UNKNOWN:
            missing |= self.reach.missing
            if self._kind(rule) is Truth.UNKNOWN:
                missing.add("artefact.class")
        return Match(clause, scope, condition, frozenset(missing))

    def _action(self, rule: Rule) -> Truth:
        if rule.verb == "reserve":
            return Truth.of(bool(self.vocabulary.ancestors[self.action] & {"use", "call"}))
        return Truth.of(
            any(a in self.vocabulary.ancestors[self.action] or a == "any" for a in rule.actions)
        )

    def _state(self, rule: Rule) -> Truth:
        if "any" in rule.states:
            return Truth.TRUE
        if not rule.states:
            return self.reach.bound
        return any_of(self.reach.counts_as(s) for s in rule.states)

    def _kind(self, rule: Rule) -> Truth:
        if not rule.kinds:
            return Truth.TRUE
        kind, class_ = self.facts.get("artefact.kind"), self.facts.get("artefact.class")
        if kind in rule.kinds or class_ in rule.kinds:
            return Truth.TRUE
        asks_class = any(k in self.vocabulary.raw["classes"] for k in rule.kinds)
        return Truth.of(
            None if asks_class and class_ is None and kind in {"model", "adapter"} else False
        )
