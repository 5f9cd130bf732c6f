"""How a clause meets an act: does it speak of this action, this state, under these facts?

Floor: solver; pure. All answers have three values; what the law leaves open stays unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from licenseengine.language.evaluate import evaluate, open_facts
from licenseengine.language.facts import Facts, window_of
from licenseengine.language.tree import Rule, Treat
from licenseengine.language.truth import Truth, any_of, negate
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import Clause, License
from licenseengine.solver.records import Binding

Verb = Literal["permit", "forbid", "require", "reserve"]
_EMPTY: frozenset[str] = frozenset()
_UNCHANGED = frozenset({"original", "collected", "converted"})
_LOOSE = frozenset({"free", "output"})


class Reach:
    """What a license's state counts as: words with their truth, and the facts still open.

    `bound` is whether the default of copyright holds: nothing is allowed unless a rule permits it.
    """

    __slots__ = ("_key", "_words", "bound", "missing")

    def __init__(self, words: Mapping[str, Truth], missing: frozenset[str] = _EMPTY) -> None:
        self._words = words
        self._key = (tuple(sorted(words.items())), missing)
        self.missing = missing
        self.bound = max(self.counts_as("original"), self.counts_as("derivative"))

    def counts_as(self, word: str) -> Truth:
        """Whether the state counts as `word`."""
        return self._words.get(word, Truth.FALSE)

    def aspects(self) -> tuple["Reach", ...]:
        """What shows passages unchanged may also recast them: each side must be allowed.

        A state that counts as original and, it may be, as derivative is two things at once.
        """
        sides = ("original", "derivative")
        if any(self.counts_as(side) is Truth.FALSE for side in sides):
            return (self,)
        return tuple(
            Reach({w: t for w, t in self._words.items() if w != other}, self.missing)
            for other in sides
        )

    def surely(self) -> "Reach":
        """The reach if every open question were answered so that the most is bound."""
        words = ((w, t if t is Truth.FALSE else Truth.TRUE) for w, t in self._words.items())
        return Reach(dict(words))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reach) and other._key == self._key

    def __hash__(self) -> int:
        return hash(self._key)


def reach(
    binding: Binding, facts: Facts, defaults: tuple[Treat, ...], vocabulary: Vocabulary
) -> Reach:
    """What the binding's state counts as, by the license's own words, else by the defaults.

    A treatment of a special state (`linked-static`) goes before one of a general (`linked`).
    """
    state, own, treatments = _treatments(
        binding.license, binding.state, binding.within, defaults, vocabulary
    )
    words = dict.fromkeys(state, Truth.TRUE)
    missing: frozenset[str] = _EMPTY
    for treat in treatments:
        truth = evaluate(treat.when, facts, vocabulary)
        if truth is Truth.TRUE and treat.target in _LOOSE and treat in own:
            return Reach({treat.target: Truth.TRUE})
        if truth is Truth.UNKNOWN:
            missing |= open_facts(treat.when, facts, vocabulary)
        words[treat.target] = max(words.get(treat.target, Truth.FALSE), truth)
    return Reach(words, missing)


@lru_cache(maxsize=20_000)
def _treatments(
    license_: License,
    state: str,
    within: bool,  # noqa: FBT001 - a cache key
    defaults: tuple[Treat, ...],
    vocabulary: Vocabulary,
) -> tuple[frozenset[str], frozenset[Treat], tuple[Treat, ...]]:
    """The words of a state, the license's own treatments, and all that apply, special first."""
    words = vocabulary.ancestors[state] | ({"collected"} if within else _EMPTY)
    own = tuple(t for _, t in license_.treatments)
    applying: list[Treat] = []
    for word in sorted(words, key=lambda w: (-len(vocabulary.ancestors[w]), w)):
        mine = [t for t in own if t.state == word]
        if word == "collected" and state not in _UNCHANGED and not mine:
            continue
        special = (t.state for t in own if t.state in words and t.state != word)
        if not any(word in vocabulary.ancestors[other] for other in special):
            applying += mine or [t for t in defaults if t.state == word]
    return words, frozenset(own), tuple(applying)


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


@lru_cache(maxsize=50_000)
def _speaking(
    license_: License, verb: Verb, action: str, vocabulary: Vocabulary
) -> tuple[tuple[Clause, Rule], ...]:
    """The clauses of one verb that speak of an action, with their sentences."""
    above = vocabulary.ancestors[action] | {"any"}
    uses = bool(above & {"use", "call"})
    rules = ((clause, clause.sentence) for clause in license_.clauses)
    return tuple(
        (clause, rule)
        for clause, rule in rules
        if isinstance(rule, Rule)
        and rule.verb == verb
        and (uses if verb == "reserve" else bool(above & set(rule.actions)))
    )


class Situation:
    """What clauses are matched against: an action on something in a state, and the facts.

    What was matched once is remembered: permits, forbids and duties are asked for more than once.
    """

    __slots__ = ("_found", "action", "facts", "reach", "vocabulary")

    def __init__(self, action: str, reach: Reach, facts: Facts, vocabulary: Vocabulary) -> None:
        self.action, self.reach, self.facts, self.vocabulary = action, reach, facts, vocabulary
        self._found: dict[tuple[License, Verb], list[Match]] = {}

    def matches(self, license_: License, verb: Verb) -> list[Match]:
        """The clauses of `verb` that speak, or may speak, of this action and state."""
        key = license_, verb
        if key not in self._found:
            speaking = _speaking(license_, verb, self.action, self.vocabulary)
            tried = (self._match(clause, rule, license_) for clause, rule in speaking)
            self._found[key] = [match for match in tried if match is not None]
        return self._found[key]

    def _match(self, clause: Clause, rule: Rule, license_: License) -> Match | None:
        state = self._state(rule)
        scope = min(state, self._kind(rule)) if rule.kinds else state
        if scope is Truth.FALSE:
            return None
        if rule.when is None and rule.unless is None and scope is Truth.TRUE:
            return Match(clause, scope, Truth.TRUE, _EMPTY)
        facts = clause_facts(clause, license_, self.facts)
        when = evaluate(rule.when, facts, self.vocabulary)
        unless = Truth.FALSE
        if rule.unless is not None:
            unless = evaluate(rule.unless, facts, self.vocabulary)
        condition = min(when, negate(unless))
        missing: frozenset[str] = _EMPTY
        if condition is Truth.UNKNOWN:
            for part in (rule.when, rule.unless):
                missing |= open_facts(part, facts, self.vocabulary)
        if scope is Truth.UNKNOWN and condition is not Truth.FALSE:
            missing |= self.reach.missing
            if self._kind(rule) is Truth.UNKNOWN:
                missing |= {"artefact.class"}
        return Match(clause, scope, condition, missing)

    def _state(self, rule: Rule) -> Truth:
        if not rule.states:
            return self.reach.bound
        if "any" in rule.states:
            return Truth.TRUE
        return any_of(self.reach.counts_as(s) for s in rule.states)

    def _kind(self, rule: Rule) -> Truth:
        if not rule.kinds:
            return Truth.TRUE
        kind, class_ = self.facts.get("artefact.kind"), self.facts.get("artefact.class")
        if kind in rule.kinds or class_ in rule.kinds:
            return Truth.TRUE
        asks_class = any(k in self.vocabulary.raw["classes"] for k in rule.kinds)
        is_open = asks_class and class_ is None and kind in {"model", "adapter"}
        return Truth.UNKNOWN if is_open else Truth.FALSE
