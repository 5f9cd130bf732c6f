"""What is known when licenses are compared: the situations asked about, and what the stack tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from licenseengine.language.facts import FactValue, read_fact
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import License
from licenseengine.solver.records import Problem
from licenseengine.stack.records import Artefact

MATERIAL = {"original", "converted", "collected", "changed", "linked-static", "linked-dynamic"}
BASES = ("base", "models", "student", "source")
RESEARCH = {"use.commercial": "false", "use.purposes": ["research"], "use.production": "false"}
HELD = {"use.date", "use.source_offered", "use.outputs.labelled"}  # the plain value is kept


@dataclass(frozen=True)
class Bound:
    """A license that reaches a node, as `solver.lp` found it."""

    license: License
    origin: str
    node: str
    state: str
    holder: str
    within: bool


@cache
def situations(words: Vocabulary) -> tuple[dict[str, FactValue], ...]:
    """A business that sells and a researcher who publishes, with one fact changed at a time."""
    return tuple(_situations(words))


def _situations(words: Vocabulary) -> Iterator[dict[str, FactValue]]:
    samples = {
        name: [read_fact(spec, sample, words)[0] for sample in spec.samples]
        for name, spec in words.facts.items()
        if spec.samples
    }
    selling = {name: values[0] for name, values in samples.items()}
    research = {n: read_fact(words.facts[n], v, words)[0] for n, v in RESEARCH.items()}
    for plain in (selling, {**selling, **research}):
        yield plain
        for name, values in samples.items():
            for value in values[1:] if name not in HELD else ():
                yield {**plain, name: value}
        purposes = plain["use.purposes"]
        assert isinstance(purposes, frozenset)
        for purpose in words.sensitive_purposes:
            yield {**plain, "use.purposes": purposes | {purpose}}


def stack_facts(
    problem: Problem,
    bindings: list[Bound],
    bound: Bound,
    artefacts: Mapping[str, Artefact],
    node: Artefact,
) -> dict[str, FactValue]:
    """What the stack itself tells about a work under one of its licenses."""
    origin = artefacts[bound.origin]
    holding = {b.node for b in bindings if b.license is bound.license and b.state in MATERIAL}
    bases = [e.node for e in node.made.inputs if e.role in BASES] if node.made else []
    of_model = origin.kind in {"model", "adapter"}
    facts: dict[str, FactValue | None] = {
        "artefact.kind": origin.kind,
        "artefact.class": origin.artefact_class or (node.artefact_class if of_model else None),
        "artefact.licensor": bound.license.licensor,
        "artefact.part": origin.part,
        "artefact.plan": origin.plan,
        "artefact.date": origin.date,
        "artefact.embedded": bound.within or bound.state.startswith("linked"),
        "artefact.made_by_us": artefacts[bound.holder].made_by_us,
        "result.kind": node.kind,
        "result.class": _class_of(node, artefacts),
        "result.derivative": node.id in holding,
        "result.other_base": any(base not in holding for base in bases),
        "plan.actions": frozenset(problem.do),
        "plan.release": node.release,
        **{f"params.{n}": v for n, v in origin.params.items()},
    }
    return {n: v for n, v in facts.items() if v is not None}


def _class_of(artefact: Artefact, artefacts: Mapping[str, Artefact]) -> str | None:
    if artefact.artefact_class or artefact.made is None:
        return artefact.artefact_class
    bases = [e.node for e in artefact.made.inputs if e.role in BASES]
    return _class_of(artefacts[bases[0]], artefacts) if bases else None
