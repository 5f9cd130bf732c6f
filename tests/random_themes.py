"""Themes: what a random stack is about, so that rare parts of the semantics decide its verdict.

A stack in which everything is possible is mostly prohibited for a plain reason, which hides all
else. So most stacks have a theme: few operations, and licenses that grant all but in one point.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from licenseengine.language.tree import Rule, Sentence, Treat
from licenseengine.library.records import Clause, License
from tests.random_licenses import (
    clauses,
    condition,
    maybe,
    pick,
    random_duty,
    random_license,
    random_permit,
    random_release_rule,
    random_sentence,
)

Draw = Callable[[Random], Sentence]
DO = ("use", "distribute", "host", "modify", "publish-output", "train-on", "relicense", "fine-tune")
LIMITS = (
    "licensee.monthly_active_users > 700M users",
    "licensee.monthly_active_users >= 700M users",
    "licensee.annual_revenue > 1M USD",
)
NARROW = (
    "use.commercial",
    "use.production",
    "use.purposes has any of [military, weapons]",
    "licensee.kind = government",
    "law.vague_terms_bind",
)


@dataclass(frozen=True)
class Theme:
    """What is drawn: operations, plans, grants and other sentences; and how likely the rest is."""

    operations: tuple[str, ...] = ()  # none: all
    do: tuple[str, ...] = DO
    grant: Draw = random_permit
    sentence: Draw = random_sentence
    sizes: tuple[int, ...] = (2, 2, 3, 3, 4)
    upstream: float = 0.3
    released: float = 0.3
    told: tuple[float, ...] = (1.0, 1.0, 0.5)
    answered: tuple[float, ...] = (1.0, 1.0, 0.0)
    exceptions: float = 0.0


def _all(_rng: Random) -> Rule:
    return Rule("permit", ("any",))


def _nearly_all(rng: Random) -> Rule:
    narrow = condition(rng.choice(NARROW)) if rng.random() < 0.4 else None
    states = ("original",) if rng.random() < 0.2 else ()
    return Rule("permit", ("any",), states, unless=narrow)


def _making(rng: Random) -> Rule:
    """What it takes to make something; what is planned with it stands to be judged."""
    if rng.random() < 0.7:
        return Rule("permit", ("use", "modify", "train-on"))
    states = (("original",), ("derivative",), ("changed",), ("trained",), ("linked",))
    return Rule("permit", ("any",), rng.choice(states))


def _treatment(rng: Random) -> Sentence:
    states = ("adapter", "trained", "linked", "linked-dynamic", "converted", "indexed", "changed")
    more = ("retrieved", "collected")
    if rng.random() < 0.3:
        named = pick(rng, (*states, *more, "derivative", "original"))
        return (
            Rule("permit", ("any",), named)
            if rng.random() < 0.5
            else Rule("forbid", ("any",), named)
        )
    target = rng.choice(("original", "derivative", "output", "free"))
    return Treat(rng.choice(states if rng.random() < 0.8 else more), target, maybe(rng, 0.7))


def _about_outputs(rng: Random) -> Sentence:
    states = rng.choice((("output",), ("output-trained",), ("output", "output-trained")))
    match rng.randint(0, 5):
        case 0:
            return Treat(rng.choice(states), rng.choice(("derivative", "free")), maybe(rng, 0.2))
        case 1:
            return Rule("permit", ("any",), states)
        case 2:
            return Rule("require", ("any",), states, duty="name-prefix", text="Llama")
        case _:
            actions = pick(rng, ("train-on", "train-on", "use", "host", "distribute", "any"))
            return Rule("forbid", actions, states, when=maybe(rng, 0.4))


def _about_names(rng: Random) -> Sentence:
    duty = rng.choice(("name-prefix", "name-prefix", "name-includes"))
    states = rng.choice(((), ("derivative",), ("derivative",), ("collected",), ("changed",)))
    actions = pick(rng, ("distribute", "host", "any"))
    return Rule("require", actions, states, when=maybe(rng, 0.1), duty=duty, text="Llama")


def _about_figures(rng: Random) -> Sentence:
    return Rule("forbid", ("any",), when=condition(rng.choice(LIMITS)))


def _about_works(rng: Random) -> Sentence:
    if rng.random() < 0.7:
        return random_release_rule(rng)
    states = rng.choice(((), ("derivative",)))
    return Rule("forbid", ("any",), states, when=condition(rng.choice(NARROW)))


ANYTHING = Theme(
    sizes=(1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 7),
    told=(0.95, 0.7, 0.5, 0.3, 0.05),
    answered=(1.0, 1.0, 1.0, 1.0, 0.6, 0.0),
    exceptions=0.1,
)
OUTPUTS = Theme(
    operations=("generate", "call", "distill", "train", "fine-tune", "retrieve", "include"),
    do=("use", "host", "distribute", "train-on", "publish-output"),
    grant=_all,
    sentence=_about_outputs,
    upstream=0.5,
)
WORKS = Theme(
    operations=(
        "modify",
        "combine",
        "merge",
        "fine-tune",
        "translate",
        "include",
        "link-static",
        "convert",
    ),
    do=("distribute", "distribute", "distribute", "host", "publish-output"),
    grant=_nearly_all,
    sentence=_about_works,
    upstream=0.1,
    released=0.75,
)
TREATMENTS = Theme(
    operations=(
        "adapt",
        "train",
        "link-dynamic",
        "convert",
        "embed",
        "collect",
        "retrieve",
        "prune",
    ),
    do=("host", "distribute"),
    grant=_making,
    sentence=_treatment,
    released=0.1,
)
VERSIONS = Theme(
    operations=("fine-tune", "quantize", "merge", "include", "bundle", "link-dynamic", "include"),
    do=("distribute", "host"),
    grant=_all,
    sentence=_about_names,
    sizes=(3, 4, 5, 5),
    upstream=0.2,
    released=0.05,
)
FIGURES = Theme(
    operations=("fine-tune",), grant=_all, sentence=_about_figures, sizes=(1, 2), released=0.0
)
EXCEPTIONS = Theme(
    operations=("train", "embed", "fine-tune", "convert", "combine"),
    do=("use", "host", "train-on"),
    grant=lambda rng: Rule("permit", pick(rng, ("use", "modify", "host"), 3)),
    sentence=random_duty,
    sizes=(1, 2, 3),
    released=0.0,
    exceptions=0.6,
)
THEMES = (
    *(ANYTHING, ANYTHING, ANYTHING, ANYTHING, OUTPUTS, OUTPUTS, WORKS, WORKS),
    *(TREATMENTS, TREATMENTS, VERSIONS, FIGURES, EXCEPTIONS),
)

PLAIN = License(
    "plain", "plain", "open-source", (Clause("grant", "1", Rule("permit", ("any",)), "plain"),)
)


def themed_license(rng: Random, id_: str, theme: Theme) -> License:
    """A license that differs from a plain grant in what its theme is about."""
    if theme is ANYTHING:
        return random_license(rng, id_)
    sentences = [theme.grant(rng) for _ in range(rng.choice((1, 1, 1, 2)))]
    sentences += [theme.sentence(rng) for _ in range(rng.choice((1, 1, 2, 3)))]
    return License(
        id=id_,
        name=id_,
        kind=rng.choice(("open-source", "model", "model", "terms")),
        clauses=clauses(rng, id_, sentences, dated=0.8 if theme is FIGURES else 0.0),
        licensor=rng.choice(("meta", "openai")),
        released=rng.choice((date(2024, 7, 23), date(2024, 7, 23), date(2024, 7, 23), None)),
        encoded="partial" if rng.random() < 0.02 else "full",
    )
