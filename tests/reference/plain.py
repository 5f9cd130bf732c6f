"""What one license says of one act, read off its rules one by one: for the release check.

Slow on purpose: no caches, no numbers for facts, nothing remembered from one question to the next.
Only conditions are judged by the language itself, which has tests of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from licenseengine.language.evaluate import evaluate, mentioned
from licenseengine.language.facts import Facts
from licenseengine.language.tree import Rule, Treat
from licenseengine.language.truth import Truth
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import License

BOUND = {"original", "derivative"}
BESIDE = {"converted", "changed", "linked-static", "linked-dynamic"}


@dataclass(frozen=True)
class Standing:
    """A license on something: the state, whether it lies beside other parts, and what is known."""

    license: License
    state: str
    within: bool
    facts: Facts
    words: Vocabulary
    defaults: tuple[Treat, ...]

    def ways(self) -> list[set[str]]:
        """What the state counts as, in each way in which treatments of unknown truth may come out."""
        own = [t for _, t in self.license.treatments]
        names = self.words.ancestors[self.state]
        beside = self.within and self.state in BESIDE
        speaking = [t for t in (*own, *self.defaults) if t.state in names]
        speaking += [t for t in own if beside and t.state == "collected" and t.target in BOUND]
        options = [_options(evaluate(t.when, self.facts, self.words)) for t in speaking]
        return [
            self._counted(own, [t for t, holds in zip(speaking, answer, strict=True) if holds])
            for answer in product(*options)
        ]

    def _counted(self, own: list[Treat], holding: list[Treat]) -> set[str]:
        names = self.words.ancestors[self.state]
        extra = {t.target for t in holding if t.state not in names}
        mine = [t for t in holding if t in own and t.state in names]
        for said in (mine, [t for t in holding if t not in own]):
            special = {t.state for t in said}
            for state in special:
                if not any(state in self.words.ancestors[s] for s in special - {state}):
                    return {t.target for t in said if t.state == state} | extra
        return ({"original"} if self.state == "original" else {"free"}) | extra


def _options(truth: Truth) -> tuple[bool, ...]:
    return {Truth.TRUE: (True,), Truth.FALSE: (False,), Truth.UNKNOWN: (True, False)}[truth]


def reached(rule: Rule, standing: Standing, counted: str) -> bool:
    """Whether the rule speaks of the state if it counts as this one thing."""
    if not rule.states:
        return counted in BOUND
    beside = standing.within and standing.state in BESIDE and rule.verb != "permit"
    names = {*standing.words.ancestors[standing.state], *({"collected"} if beside else ())}
    return bool(set(rule.states) & (names | ({counted} - {"free"})))


def says(rule: Rule, action: str, standing: Standing, counted: str) -> Truth:
    """Whether the rule applies to the action."""
    above = standing.words.ancestors[action] | {"any"}
    if not above & set(rule.actions) or not reached(rule, standing, counted):
        return Truth.FALSE
    facts, words = standing.facts, standing.words
    kinds = Truth.TRUE
    if rule.kinds:
        kind, model = facts.get("artefact.kind"), facts.get("artefact.class")
        asks = any(k in words.raw["classes"] for k in rule.kinds)
        is_open = asks and model is None and kind in {"model", "adapter", "service"}
        kinds = Truth.UNKNOWN if is_open else Truth.FALSE
        if kind in rule.kinds or model in rule.kinds:
            kinds = Truth.TRUE
    unless = Truth.FALSE if rule.unless is None else evaluate(rule.unless, facts, words)
    return min(kinds, evaluate(rule.when, facts, words), Truth(2 - unless))


def rules(license_: License, verb: str) -> Iterator[Rule]:
    """The sentences of one verb."""
    for clause in license_.clauses:
        if isinstance(clause.sentence, Rule) and clause.sentence.verb == verb:
            yield clause.sentence


def lets(action: str, standing: Standing, counted: Iterable[str]) -> bool:
    """Whether the license surely lets the act be done, as each thing that the state counts as."""
    license_ = standing.license
    if license_.encoded == "partial":
        return False
    for thing in counted:
        bans = [says(r, action, standing, thing) for r in rules(license_, "forbid")]
        if any(t is not Truth.FALSE for t in bans):
            return False
        grants = [says(r, action, standing, thing) for r in rules(license_, "permit")]
        bound = thing in BOUND and license_.kind != "policy"
        if bound and not any(t is Truth.TRUE for t in grants):
            return False
    return True


def may_let(action: str, standing: Standing, counted: Iterable[str]) -> bool:
    """Whether the license does not surely refuse the act, as any thing that the state counts as."""
    license_ = standing.license
    for thing in counted:
        bans = [says(r, action, standing, thing) for r in rules(license_, "forbid")]
        if Truth.TRUE in bans:
            return False
        grants = [says(r, action, standing, thing) for r in rules(license_, "permit")]
        bound = thing in BOUND and license_.kind != "policy" and license_.encoded == "full"
        if bound and all(t is Truth.FALSE for t in grants):
            return False
    return True


def orders(duty: str, action: str, standing: Standing) -> Truth:
    """Whether the license orders the duty for the action."""
    found = Truth.FALSE
    for rule in rules(standing.license, "require"):
        if rule.duty == duty:
            ways = [
                max(says(rule, action, standing, thing) for thing in way) for way in standing.ways()
            ]
            same = all(t is ways[0] for t in ways)
            found = max(found, ways[0] if same else Truth.UNKNOWN)
    return found


def laws_of(license_: License, words: Vocabulary) -> set[str]:
    """The legal questions that a license's clauses name."""
    asked: set[str] = set()
    for clause in license_.clauses:
        sentence = clause.sentence
        if isinstance(sentence, Rule):
            asked |= mentioned(sentence.when) | mentioned(sentence.unless)
        elif isinstance(sentence, Treat):
            asked |= mentioned(sentence.when)
    return {name for name in asked if name in words.questions["questions"]}
