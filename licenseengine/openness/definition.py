"""How the rules of a license show that it fails a criterion of the Open Source Definition: as data.

Floor: openness. The words stand in ``licenses/openness/criteria.yaml``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from licenseengine.language.facts import FactValue, read_fact
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library

LICENSOR = "LICENSOR"
Told = dict[str, FactValue]


@dataclass(frozen=True, slots=True)
class DefinitionCriterion:
    """One of the ten; `shown` says whether rules can show that it is failed, else `why` not."""

    number: int
    name: str
    shown: bool
    why: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """An action on something in a state; `criterion` is failed where nothing lets it be done."""

    action: str
    state: Literal["original", "changed", "output"]
    criterion: int


@dataclass(frozen=True)
class Situation:
    """Facts under which a license is asked.

    `changed` is the fact in which they differ from the plain situation before them, None for a
    plain one; `label` says so in words.
    """

    facts: Told
    changed: str | None = None
    label: str = ""


@dataclass(frozen=True)
class FactCriterion:
    """The criterion that is failed where an answer hangs on a fact; `also`: more, by the action."""

    criterion: int
    also: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Definition:
    """The criteria with what shows that they are failed; compared by identity.

    `duties` fail a criterion by themselves, as do duties that lay one of `burdens` on others;
    `duties_of_some` by the facts on which they hang.
    """

    criteria: tuple[DefinitionCriterion, ...]
    acts: tuple[PlannedAct, ...]
    facts: Mapping[str, FactCriterion]
    duties: Mapping[str, int]
    burdens: Mapping[str, int]
    duties_of_some: Mapping[str, int]
    raw: Mapping[str, Any]


@lru_cache(maxsize=4)
def open_definition(library: Library) -> Definition:
    """The definition that a library holds. Raises KeyError where it holds none."""
    raw = library.sections["openness"]["criteria"]
    return Definition(
        criteria=tuple(
            DefinitionCriterion(int(c["number"]), c["name"], c["shown"] == "true", c.get("why"))
            for c in raw["criteria"]
        ),
        acts=tuple(PlannedAct(a["do"], a["of"], int(a["criterion"])) for a in raw["acts"]),
        facts={name: _of_fact(row) for name, row in raw["facts"].items()},
        duties={duty: int(n) for duty, n in raw["duties"].items()},
        burdens={burden: int(n) for burden, n in raw["burdens"].items()},
        duties_of_some={fact: int(n) for fact, n in raw["duties_of_some"].items()},
        raw=raw,
    )


def _of_fact(row: Mapping[str, Any]) -> FactCriterion:
    also = {action: int(n) for action, n in row.get("also", {}).items()}
    return FactCriterion(int(row["criterion"]), also)


@lru_cache(maxsize=64)
def situations(
    definition: Definition, licensor: str, vocabulary: Vocabulary
) -> tuple[Situation, ...]:
    """The situations in which a license is asked: plain ones, then each with one fact changed.

    Args:
        definition: what is told in all of them, and what is changed.
        licensor: a licensor of the vocabulary, who stands for the one of the license.
        vocabulary: the facts with their samples.
    """
    return tuple(_all_situations(definition, licensor, vocabulary))


def _all_situations(
    definition: Definition, licensor: str, vocabulary: Vocabulary
) -> Iterator[Situation]:
    raw = definition.raw
    samples = {name: spec.samples[0] for name, spec in vocabulary.facts.items() if spec.samples}
    common = {**samples, **raw["told"], "artefact.licensor": licensor}
    for plain in raw["plain"]:
        base = _read({**common, **plain}, vocabulary)
        yield Situation(base)
        for name, row in raw["facts"].items():
            for value in row.get("values", vocabulary.facts[name].samples):
                told = {name: _named(value, licensor), **row.get("more", {})}
                changed = _read(told, vocabulary)
                if changed[name] != base[name]:
                    yield Situation({**base, **changed}, name, f"{name} = {_shown(told[name])}")
        purposes = base["use.purposes"]
        assert isinstance(purposes, frozenset)  # noqa: S101 - read by its type
        for purpose in sorted(vocabulary.sensitive_purposes - set(raw["lawful"])):
            told = {**base, "use.purposes": purposes | {purpose}}
            yield Situation(told, "use.purposes", f"use.purposes has {purpose}")


def _named(value: Any, licensor: str) -> Any:  # noqa: ANN401 - text or list
    return [licensor if v == LICENSOR else v for v in value] if isinstance(value, list) else value


def _read(told: Mapping[str, Any], vocabulary: Vocabulary) -> Told:
    specs = vocabulary.facts
    return {name: read_fact(specs[name], value, vocabulary)[0] for name, value in told.items()}


def _shown(value: Any) -> str:  # noqa: ANN401 - text or list
    return ", ".join(value) if isinstance(value, list) else str(value)
