"""Random licenses, stacks, uses and facts, small and awkward: what the laws are tried on.

Everything is drawn from a `random.Random`: a seeded one gives many stacks a second, and hypothesis
draws the seed; what fails is made smaller by `tests/reference/shrink.py`. The words are those of the
real vocabulary; the licenses are made up here, so that no license file changes what tests see.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from random import Random

from licenseengine.language.facts import Facts, FactValue
from licenseengine.language.parser import data_folder, parse_sentence
from licenseengine.language.tree import Treat
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import read_vocabulary
from licenseengine.library.records import License
from licenseengine.solver.records import Elected, Problem
from licenseengine.stack.records import (
    OWN,
    PROPRIETARY,
    Acceptance,
    Artefact,
    Input,
    Operation,
    Policy,
    Who,
)
from tests.random_facts import ASSUMED, random_facts, random_laws
from tests.random_licenses import random_license, random_policy, random_release
from tests.random_themes import ANYTHING, FIGURES, PLAIN, THEMES, Theme, themed_license

NAMES = (None, None, "Llama-Harbour", "Llama", "Harbour-Llama", "llama-harbour", "Harbour")
CLASSES = (None, "llm", "llm", "multimodal", "embedding")
FIRST_KINDS = ("model", "model", "dataset", "dataset", "software", "service", "content")


@lru_cache(maxsize=1)
def words() -> Vocabulary:
    """The real vocabulary and legal questions, without any license."""
    return read_vocabulary(data_folder("licenses"))


@lru_cache(maxsize=1)
def defaults() -> tuple[Treat, ...]:
    """What copyright makes of each state where a license is silent."""
    found = [parse_sentence(text) for text in words().questions["defaults"]]
    return tuple(t for t in found if isinstance(t, Treat))


def seeded(seed: int) -> Random:
    """Draws that are the same for the same seed."""
    return Random(seed)  # noqa: S311 - stacks are no secrets


def some(rng: Random, of: Sequence[str], least: int = 1, most: int = 3) -> tuple[str, ...]:
    """A few of some words, none twice."""
    return tuple(rng.sample(list(of), min(len(of), rng.randint(least, most))))


class Pool:
    """The licenses of one problem: each has a name of its own, and some stand on several nodes."""

    def __init__(self, rng: Random, theme: Theme) -> None:
        self.rng, self.theme = rng, theme
        self.made: list[License] = []

    def take(self) -> License:
        """A license of the pool, or a new one."""
        if self.made and self.rng.random() < 0.15:
            return self.rng.choice(self.made)
        self.made.append(themed_license(self.rng, f"L{len(self.made)}", self.theme))
        return self.made[-1]

    def choices(self, artefact: Artefact) -> tuple[Elected, ...]:
        """The branches of an expression: one license mostly, sometimes `OR` and `AND`; or none."""
        themed = self.theme is not ANYTHING
        likely = 0.95 if artefact.made is None else 0.08 if artefact.made_by_us else 0.5
        if artefact.license == OWN or self.rng.random() > likely + 0.45 * themed:
            return ()
        if artefact.made is not None and themed and self.rng.random() < 0.8:
            return (Elected("plain", (PLAIN,)),)
        branches = self.rng.choice((1, 1, 1, 1, 1, 1 if themed else 2, 2, 3))
        return tuple(self._branch(i) for i in range(branches))

    def _branch(self, number: int) -> Elected:
        licenses = [self.take()]
        if self.rng.random() < 0.15:
            licenses.append(self.take())
        if self.theme is ANYTHING and self.rng.random() < 0.1:
            policy = random_policy(self.rng, f"P{len(self.made)}")
            self.made.append(policy)
            licenses.append(policy)
        return Elected(f"branch {number}", tuple(dict.fromkeys(licenses)))


def random_choices(rng: Random, prefix: str = "M") -> tuple[Elected, ...]:
    """Branches of licenses that stand nowhere else."""
    return tuple(
        Elected(f"more {i}", (random_license(rng, f"{prefix}{i}"),))
        for i in range(rng.choice((1, 1, 2)))
    )


def rewrite_licenses(problem: Problem, change: Callable[[License], License]) -> Problem:
    """The problem with every license changed, one that stands twice in one way."""
    found: dict[License, License] = {}

    def once(license_: License) -> License:
        if license_ not in found:
            found[license_] = change(license_)
        return found[license_]

    choices = {
        node: tuple(Elected(e.text, tuple(map(once, e.licenses))) for e in choice)
        for node, choice in problem.choices.items()
    }
    releases = {name: x and once(x) for name, x in problem.releases.items()}
    reusable = tuple(map(once, problem.reusable))
    return replace(problem, choices=choices, releases=releases, reusable=reusable)


def random_made(rng: Random, before: Sequence[Artefact], theme: Theme) -> Operation:
    """An operation on earlier nodes, each role filled or not."""
    by = rng.choice(theme.operations or list(words().raw["operations"]))
    roles = list(words().roles(by))
    inputs = [Input(roles[0], rng.choice(before).id)]
    filled = [r for r in roles if rng.random() < (0.15 if r == "with" else 0.45)]
    filled += roles[:1] if rng.random() < 0.3 else []
    inputs += [Input(role, rng.choice(before).id) for role in filled]
    who: Who = "upstream" if rng.random() < theme.upstream else "us"
    return Operation(by, tuple(dict.fromkeys(inputs)), who)


def random_artefacts(rng: Random, theme: Theme) -> tuple[Artefact, ...]:
    """One to seven artefacts, each after what it was made from."""
    artefacts: list[Artefact] = []
    for number in range(rng.choice(theme.sizes)):
        made = random_made(rng, artefacts, theme) if artefacts and rng.random() < 0.75 else None
        artefacts.append(_artefact(rng, number, made, artefacts))
    return tuple(artefacts)


def _artefact(
    rng: Random, number: int, made: Operation | None, before: Sequence[Artefact]
) -> Artefact:
    kind = rng.choice(FIRST_KINDS)
    if made is not None:
        makes = words().raw["operations"][made.by]["makes"]
        kind = _kind_of(before, made.inputs[0].node) if makes == "same" else makes
    params: dict[str, FactValue] = {}
    if rng.random() < 0.3:
        params["change_date"] = date(2025 + rng.randint(0, 2), 6, 1)
    return Artefact(
        id=f"n{number}",
        kind=kind,
        artefact_class=rng.choice(CLASSES) if kind in {"model", "adapter"} else None,
        license=OWN if made is None and rng.random() < 0.05 else None,
        name=rng.choice(NAMES),
        part=rng.choice((None, None, "weights", "code")),
        plan=rng.choice(("paid", "free", None)) if kind == "service" else None,
        date=rng.choice((None, date(2025, 1, 1))),
        made=made,
        params=params,
    )


def _kind_of(artefacts: Sequence[Artefact], id_: str) -> str:
    return next(a.kind for a in artefacts if a.id == id_)


def needs_license(artefact: Artefact, choices: Mapping[str, tuple[Elected, ...]]) -> bool:
    """Whether a node without terms is under terms that nobody told."""
    if choices[artefact.id] or artefact.license == OWN or artefact.made_by_us:
        return False
    return not (artefact.made is not None and artefact.kind == "output")


def random_problem(rng: Random) -> Problem:
    """A stack with its licenses, a use, and what is known: all that the solver is asked."""
    theme = rng.choice(THEMES)
    artefacts, pool = random_artefacts(rng, theme), Pool(rng, theme)
    choices = {artefact.id: pool.choices(artefact) for artefact in artefacts}
    reusable = tuple(random_release(rng, f"R{i}") for i in range(rng.choice((0, 1, 1, 2))))
    releases = {x.id: x for x in (*reusable, *pool.made)}
    artefacts = tuple(_released(rng, a, [*releases], theme.released) for a in artefacts)
    laws = random_laws(rng, rng.choice(theme.answered), theme.exceptions)
    told = {**random_facts(rng, rng.choice(theme.told)), **laws}
    days = {}
    if "licensee.monthly_active_users" in told and rng.random() < (1 if theme is FIGURES else 0.3):
        days["licensee.monthly_active_users"] = rng.choice(
            (date(2024, 6, 1), date(2024, 7, 1), date(2025, 12, 1), date(2026, 1, 1))
        )
    used = {i.node for a in artefacts if a.made for i in a.made.inputs}
    sinks = tuple(a.id for a in artefacts if a.id not in used)
    of = sinks if rng.random() < 0.8 else some(rng, [a.id for a in artefacts])
    return _small(
        Problem(
            artefacts=artefacts,
            choices=choices,
            unlicensed=frozenset(a.id for a in artefacts if needs_license(a, choices)),
            do=some(rng, list(dict.fromkeys(theme.do)), 1, 2),
            of=of,
            facts=Facts(told, ASSUMED, days),
            vocabulary=words(),
            defaults=defaults(),
            reusable=reusable,
            releases=releases,
            policy=Policy(laws, random_acceptances(rng, pool.made)),
        )
    )


def _released(rng: Random, artefact: Artefact, known: list[str], likely: float) -> Artefact:
    """What we made may bear a license of its own: one we know, our own closed terms, or unheard."""
    if not artefact.made_by_us or rng.random() >= likely:
        return artefact
    names = (*known, *known, PROPRIETARY)
    return replace(artefact, release=rng.choice(names) if rng.random() < 0.97 else "unheard-of")


def random_acceptances(rng: Random, licenses: Sequence[License]) -> tuple[Acceptance, ...]:
    """Bans and duties that the project accepts to break, few and for a time."""
    clauses = [c for x in licenses for c in (*x.forbids, *x.duties)]
    if not clauses or rng.random() < 0.8:
        return ()
    until = rng.choice((None, None, date(2026, 1, 1), date(2026, 5, 31)))
    node = rng.choice((None, None, "n0", "n1"))
    return (Acceptance(rng.choice(clauses).ref, "accepted by counsel", until, node),)


def _small(problem: Problem) -> Problem:
    """The problem with at most eight worlds: later choices keep their first branch only."""
    worlds, choices = 1, {}
    for node, choice in problem.choices.items():
        kept = choice if worlds * len(choice) <= 8 else choice[:1]
        worlds *= max(1, len(kept))
        choices[node] = kept
    return replace(problem, choices=choices)
