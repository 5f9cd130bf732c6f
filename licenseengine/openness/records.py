"""What openness is told with: components and classes, criteria, systems and their judges.

Floor: openness. Plain frozen values; the words stand in ``licenses/openness/``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["open", "partial", "closed", "unknown"]
TermsKind = Literal["osi", "open"]


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a release, as the Model Openness Framework has it.

    `content` is code, data or document. `level` is the least open class that asks for it;
    `stand_in` may take its place.
    """

    key: str
    name: str
    content: str
    level: int
    required: bool
    stand_in: str | None = None


@dataclass(frozen=True, slots=True)
class OpennessClass:
    """A class of the framework; 1 is the most open."""

    number: int
    numeral: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the Open Source AI Definition: which components meet it, under which terms.

    With `any_of`, one of `components` is enough. `terms` are ``osi`` (a license that the OSI
    approved) or ``open`` (one of any list).
    """

    key: str
    name: str
    components: tuple[str, ...]
    any_of: bool
    terms: TermsKind


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of the report, with where its state is read.

    `component` is one of the framework, `judgement` a column of the judged systems. `whole`: that
    column judges all code together. `near`: it judges something near the component, so that
    nothing follows from it for the class.
    """

    key: str
    name: str
    group: str
    component: str | None = None
    judgement: str | None = None
    whole: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from, and how it asks to be named."""

    key: str
    name: str
    url: str
    cite: str
    license: str | None = None
    read: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry of the lists of open licenses; `content` is what the license was made for."""

    id: str
    lists: tuple[str, ...]
    content: frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word says that stands in place of a license; `closed_terms`: it is proprietary."""

    state: State
    said: str
    closed_terms: bool


@dataclass(frozen=True)
class Framework:
    """All words that openness is told with, by their keys.

    `classes` begin with the least open. `words` stand in place of a license. `claims` are words
    that call a thing open.
    """

    components: Mapping[str, Component]
    classes: tuple[OpennessClass, ...]
    parts: tuple[Part, ...]
    criteria: tuple[Criterion, ...]
    lists: Mapping[str, str]
    words: Mapping[str, Word]
    claims: tuple[str, ...]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Release:
    """What was released of a system, and under which licenses, in the words of the source.

    `licenses` are those of the whole release (``release``) or of a kind of content; a component
    whose word is ``release`` is under one of them.
    """

    name: str
    producer: str
    licenses: Mapping[str, str]
    components: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A system as its judges saw it: a state for each of their criteria, and their evidence."""

    name: str
    producer: str
    link: str
    license: str | None
    evidence: str | None
    url: str
    states: Mapping[str, State]


@dataclass(frozen=True, slots=True)
class System:
    """A system with all that was judged of it; two sources stand side by side, never averaged."""

    name: str
    family: str
    refs: tuple[str, ...]
    release: Release | None
    assessment: Assessment | None

    @property
    def names(self) -> tuple[str, ...]:
        """Its own name, and those that its judges use."""
        judged = (part.name for part in (self.release, self.assessment) if part)
        return tuple(dict.fromkeys((self.name, *judged)))


@dataclass(frozen=True, slots=True)
class Claim:
    """What those who made a thing call it, where that says open, and where they do."""

    words: str
    source: str
    family: str | None = None


@dataclass(frozen=True)
class Knowledge:
    """All that is known about openness."""

    framework: Framework
    listings: Mapping[str, Listing]
    systems: tuple[System, ...]
    claims: tuple[Claim, ...]
