"""How a clause meets an act: does it speak of this action, this state, under these facts?

Floor: solver; pure. All answers have three values; what the law leaves open stays unknown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Literal, NamedTuple

from licenseengine.language.evaluate import evaluate, mentioned, open_facts
from licenseengine.language.facts import Facts, window_of
from licenseengine.language.tree import Rule, Treat
from licenseengine.language.truth import Truth, negate
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import Clause, License

Verb = Literal["permit", "forbid", "require", "reserve"]
_EMPTY: frozenset[str] = frozenset()
_CONTAINED = frozenset({"converted", "changed", "linked-static", "linked-dynamic"})
_BOUND = frozenset({"original", "derivative"})
_Way = frozenset[str]


class Reach:
    """What a license's state counts as, and the facts still open.

    `words` name the state itself. Each of `ways` is one way in which open treatments may come out:
    what the state then counts as. `bound` is whether the default of copyright holds: nothing is
    allowed unless a rule permits it. `beside` says that the thing also lies in a collection, which
    forbids and duties may name.
    """

    __slots__ = ("_key", "beside", "bound", "missing", "ways", "words")

    def __init__(
        self,
        words: frozenset[str],
        ways: tuple[_Way, ...],
        missing: frozenset[str] = _EMPTY,
        *,
        beside: bool = False,
    ) -> None:
        self.words, self.ways, self.missing, self.beside = words, ways, missing, beside
        self._key = (words, ways, missing, beside)
        self.bound = self._in_ways(_BOUND)

    def _in_ways(self, words: frozenset[str]) -> Truth:
        held = {not words.isdisjoint(way) for way in self.ways}
        return Truth.UNKNOWN if len(held) > 1 else Truth.of(held == {True})

    def speaks_of(self, states: Iterable[str]) -> Truth:
        """Whether the state is, or counts as, one of `states`."""
        named = frozenset(states)
        return Truth.TRUE if named & self.words else self._in_ways(named - {"free"})

    def sides(self) -> tuple[tuple["Reach", ...], ...]:
        """For each way, all that the state then counts as, one by one: each must be allowed.

        What shows passages unchanged and also recasts them is two things at once.
        """
        return tuple(
            tuple(
                Reach(self.words, (frozenset({word}),), self.missing, beside=self.beside)
                for word in sorted(way)
            )
            for way in self.ways
        )

    def surely(self) -> "Reach":
        """The reach if every open question were answered so that the most is bound."""
        every = frozenset[str]().union(*self.ways)
        return Reach(self.words, (every,), beside=self.beside)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reach) and other._key == self._key

    def __hash__(self) -> int:
        return hash(self._key)


class Question(NamedTuple):
    """What a license is asked: an action on something in a state, under facts.

    Equal questions have equal answers, so what was found once is remembered.
    """

    license: License
    action: str
    state: str
    within: bool
    facts: Facts
    defaults: tuple[Treat, ...]
    vocabulary: Vocabulary

    def knowing(self, facts: Facts) -> "Question":
        """The same question under other facts."""
        return self._replace(facts=facts)


def _reach(asked: Question) -> Reach:
    """What a state counts as, by the license's own words, else by the defaults.

    Where the license's own treatment does not hold, it is silent, and the default stands.
    """
    license_, _, state, within, facts, defaults, vocabulary = asked
    words, beside, treatments = _treatments(license_, state, within, defaults, vocabulary)
    held: dict[int, Truth] = {}
    missing: frozenset[str] = _EMPTY
    for i, (treat, _) in enumerate(treatments):
        held[i] = evaluate(treat.when, facts, vocabulary)
        if held[i] is Truth.UNKNOWN:
            missing |= open_facts(treat.when, facts, vocabulary)
    unknown = [i for i, truth in held.items() if truth is Truth.UNKNOWN]
    sure = {i for i, truth in held.items() if truth is Truth.TRUE}
    ways = (
        _counted(
            state,
            treatments,
            sure | {i for i, yes in zip(unknown, said, strict=True) if yes},
        )
        for said in product((True, False), repeat=len(unknown))
    )
    return Reach(words, tuple(dict.fromkeys(ways)), missing, beside=beside)


_ADDED, _DEFAULT = -1, 99


def _counted(state: str, treatments: tuple[tuple[Treat, int], ...], holding: set[int]) -> _Way:
    """What a state counts as if the treatments numbered in `holding` hold."""
    ranks = [treatments[i][1] for i in holding if treatments[i][1] != _ADDED]
    first = min(ranks, default=None)
    counted = {treatments[i][0].target for i in holding if treatments[i][1] in {first, _ADDED}}
    if first is None:
        counted.add("original" if state == "original" else "free")
    return frozenset(counted)


@lru_cache(maxsize=20_000)
def _treatments(
    license_: License,
    state: str,
    within: bool,  # noqa: FBT001 - a cache key
    defaults: tuple[Treat, ...],
    vocabulary: Vocabulary,
) -> tuple[frozenset[str], bool, tuple[tuple[Treat, int], ...]]:
    """The words of a state, whether it lies in a collection, and the treatments that may apply.

    Each treatment has a rank, of which the lowest that holds is the one that counts: the
    license's own, special states before general ones, then the defaults. A license that claims
    all of a collection does so beside that, whatever the state of the part.
    """
    words = vocabulary.ancestors[state]
    special = sorted(words, key=lambda w: (-len(vocabulary.ancestors[w]), w))
    own = [t for _, t in license_.treatments]
    beside = within and state in _CONTAINED
    ranked = [(t, special.index(t.state)) for t in own if t.state in words]
    ranked += [(t, _DEFAULT + special.index(t.state)) for t in defaults if t.state in words]
    if beside:
        ranked += [(t, _ADDED) for t in own if t.state == "collected" and t.target in _BOUND]
    return words, beside, tuple(ranked)


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
    if isinstance(anchor, str):  # the day is not known: what was told for one day counts for none
        return replace(facts, hidden=frozenset(facts.as_of)) if facts.as_of else facts
    return facts.during(window_of(clause.as_of.period, anchor))


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
        if self.reach.beside and rule.verb != "permit" and "collected" in rule.states:
            return Truth.TRUE
        return self.reach.speaks_of(rule.states)

    def _kind(self, rule: Rule) -> Truth:
        if not rule.kinds:
            return Truth.TRUE
        kind, class_ = self.facts.get("artefact.kind"), self.facts.get("artefact.class")
        if kind in rule.kinds or class_ in rule.kinds:
            return Truth.TRUE
        asks_class = any(k in self.vocabulary.raw["classes"] for k in rule.kinds)
        is_open = asks_class and class_ is None and kind in {"model", "adapter", "service"}
        return Truth.UNKNOWN if is_open else Truth.FALSE


@lru_cache(maxsize=20_000)
def situation(asked: Question) -> Situation:
    """The situation that a question is about."""
    return Situation(asked.action, _reach(asked), asked.facts, asked.vocabulary)


@lru_cache(maxsize=4_000)
def asked(license_: License, defaults: tuple[Treat, ...], vocabulary: Vocabulary) -> frozenset[str]:
    """The facts that can change what a license says of an act; whatever else is told cannot."""
    names = {"artefact.kind", "artefact.class", "use.date"}
    treats = (*(t for _, t in license_.treatments), *defaults)
    rules = [c.sentence for c in license_.clauses if isinstance(c.sentence, Rule)]
    conditions = (*(t.when for t in treats), *(r.when for r in rules), *(r.unless for r in rules))
    names.update(*(mentioned(condition) for condition in conditions))
    for rule in rules:
        if rule.verb == "reserve":
            names.update(n for n in vocabulary.facts if n.startswith("use.inputs."))
        if rule.duty and "fact" in (entry := vocabulary.raw["duties"][rule.duty]):
            names.add(entry["fact"])
    return frozenset(names)
