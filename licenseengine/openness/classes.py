"""The class of the Model Openness Framework, and the outcome of the Open Source AI Definition.

Both follow from which components are released under an open license. What is not known of a
component stays unknown: the class then lies between two.

Floor: openness; pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from licenseengine.language.truth import Truth, all_of, any_of
from licenseengine.openness.records import Component, Framework, OpennessClass, Part, TermsKind

Held = Mapping[str, Truth]


@dataclass(frozen=True, slots=True)
class Step:
    """One class: whether it is met, what is not surely there, and how much of it is, in percent.

    `progress` is None where something it asks for is not known.
    """

    openness_class: OpennessClass
    met: Truth
    missing: tuple[tuple[Component, Truth], ...]
    progress: float | None


@dataclass(frozen=True, slots=True)
class Classified:
    """The class of a release: each step, the least open first; 0 stands for no class."""

    steps: tuple[Step, ...]

    @property
    def at_least(self) -> int:
        """The most open class that is surely met."""
        return min((s.openness_class.number for s in self.steps if s.met is Truth.TRUE), default=0)

    @property
    def at_most(self) -> int:
        """The most open class that may be met."""
        open_ = (s.openness_class.number for s in self.steps if s.met is not Truth.FALSE)
        return min(open_, default=0)

    @property
    def number(self) -> int | None:
        """The class, where what is known settles it."""
        return self.at_least if self.at_least == self.at_most else None

    @property
    def next(self) -> Step | None:
        """The first class that is not surely met; None for the most open one."""
        return next((step for step in self.steps if step.met is not Truth.TRUE), None)


def class_of(framework: Framework, released: Held) -> Classified:
    """The class of a release.

    Args:
        framework: the components and classes.
        released: of each component, whether it is released under an open license.
    """
    steps: list[Step] = []
    for openness_class in framework.classes:  # the least open first, each asks for more
        asked = _asked(framework, openness_class.number, released)
        held = {c: released[c.key] for c in asked}
        below = all_of(step.met for step in steps)
        met = all_of([below, *held.values()])
        missing = tuple((c, truth) for c, truth in held.items() if truth is not Truth.TRUE)
        steps.append(Step(openness_class, met, missing, _progress(held, below)))
    return Classified(tuple(steps))


def _asked(framework: Framework, number: int, released: Held) -> tuple[Component, ...]:
    """What a class asks for; a stand-in takes a place where it holds it better, and counts once."""
    components = framework.components
    asked = []
    for component in components.values():
        if component.required and component.level >= number:
            other = components.get(component.stand_in or "")
            better = other is not None and released[other.key] > released[component.key]
            asked.append(other if other is not None and better else component)
    return tuple(dict.fromkeys(asked))


def _progress(held: Mapping[Component, Truth], below: Truth) -> float | None:
    if below is Truth.FALSE:
        return 0.0
    if Truth.UNKNOWN in {below, *held.values()}:
        return None
    return sum(truth is Truth.TRUE for truth in held.values()) / len(held) * 100


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A part of the definition: whether it is met, and which components are not surely there."""

    part: Part
    met: Truth
    missing: tuple[tuple[Component, Truth], ...]


def fulfilments(framework: Framework, held: Mapping[TermsKind, Held]) -> tuple[Fulfilment, ...]:
    """Each part of the Open Source AI Definition.

    Args:
        framework: the parts, with the terms that each asks for.
        held: by those terms, whether each component is released under them.
    """
    found = []
    for part in framework.parts:
        truths = {framework.components[key]: held[part.terms][key] for key in part.components}
        met = any_of(truths.values()) if part.any_of else all_of(truths.values())
        missing = tuple((c, t) for c, t in truths.items() if t is not Truth.TRUE)
        found.append(Fulfilment(part, met, missing if met is not Truth.TRUE else ()))
    return tuple(found)
