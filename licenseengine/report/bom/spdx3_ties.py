"""What things are to each other, in the relationship types of SPDX 3.

Floor: report. Which type fits is told by how terms pass from a source to what is made of it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from spdx_python_model import v3_0_1 as spdx

from licenseengine.report.bom.bill import Source, Thing

_Type = spdx.RelationshipType
_TYPES = {
    "changed": _Type.descendantOf,
    "adapter": _Type.descendantOf,
    "converted": _Type.descendantOf,
    "trained": _Type.trainedOn,
    "output-trained": _Type.trainedOn,
    "linked-static": _Type.hasStaticLink,
    "linked-dynamic": _Type.hasDynamicLink,
    "none": _Type.usesTool,
}


class Tie(NamedTuple):
    """That one thing relates to others."""

    thing: str
    type: str
    others: tuple[str, ...]


def ties_of(thing: Thing, things: Mapping[str, Thing]) -> Iterator[Tie]:
    """The relations of a thing to what it was made of, those of one type together."""
    found: dict[str, dict[str, None]] = {}
    for source in thing.sources:
        if source.carries == "output":
            yield Tie(source.thing, _Type.generates, (thing.id,))
        else:
            type_ = _type(source, things[source.thing])
            found.setdefault(type_, {})[source.thing] = None
    yield from (Tie(thing.id, type_, tuple(others)) for type_, others in found.items())


def _type(source: Source, other: Thing) -> str:
    if source.carries == "collected" and not other.is_hosted:
        return _Type.hasOptionalComponent if source.is_optional else _Type.contains
    fallback = _Type.hasOptionalDependency if source.is_optional else _Type.dependsOn
    return _TYPES.get(source.carries, fallback)
