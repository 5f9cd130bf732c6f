"""Small problems written by hand: licenses as sentences, a few nodes, a plan."""

from dataclasses import replace

from licenseengine.language.facts import Facts, FactValue
from licenseengine.language.parser import parse_sentence
from licenseengine.library.records import Clause, License, LicenseKind
from licenseengine.solver.records import Elected, Level, Problem, Verdict
from licenseengine.solver.solve import solve
from licenseengine.stack.records import Artefact, Input, Operation, Policy
from tests.random_facts import ASSUMED
from tests.strategies import defaults, needs_license, words

P, C, R, X = Level.PERMITTED, Level.CONDITIONAL, Level.REVIEW, Level.PROHIBITED


def license_of(*rules: str, id_: str = "L", kind: LicenseKind = "model", **more: object) -> License:
    clauses = tuple(
        Clause(f"r{i}", str(i), parse_sentence(rule), id_) for i, rule in enumerate(rules)
    )
    return replace(License(id_, id_, kind, clauses), **more)  # type: ignore[arg-type]


def made(id_: str, by: str, *inputs: tuple[str, str], **more: object) -> Artefact:
    operation = Operation(by, tuple(Input(role, node) for role, node in inputs))
    return replace(Artefact(id_, "model", made=operation), **more)  # type: ignore[arg-type]


def problem(
    choices: dict[str, tuple[tuple[License, ...], ...]],
    *more: Artefact,
    do: tuple[str, ...] = ("host",),
    told: dict[str, FactValue] | None = None,
    laws: dict[str, bool] | None = None,
    releases: tuple[License, ...] = (),
) -> Problem:
    """The licensed nodes, what is made of them, and a plan for the last."""
    artefacts = (*(Artefact(n, "model") for n in choices), *more)
    elected = {
        a.id: tuple(Elected(str(i), b) for i, b in enumerate(choices.get(a.id, ())))
        for a in artefacts
    }
    return Problem(
        artefacts=artefacts,
        choices=elected,
        unlicensed=frozenset(a.id for a in artefacts if needs_license(a, elected)),
        do=do,
        of=(artefacts[-1].id,),
        facts=Facts({**(told or {}), **(laws or {})}, ASSUMED),
        vocabulary=words(),
        defaults=defaults(),
        policy=Policy(laws or {}),
        releases={x.id: x for x in releases},
        reusable=releases,
    )


def under(*rules: str, told: dict[str, FactValue] | None = None) -> Verdict:
    """One model under these rules, hosted."""
    return solve(problem({"a": ((license_of(*rules),),)}, told=told))


Step = tuple[str, tuple[str, str]]
TUNE = ("fine-tune", ("base", "a"))
ADAPT = ("adapt", ("base", "a"))
TRAIN = ("train", ("data", "a"))
LINK = ("link-dynamic", ("libraries", "a"))
