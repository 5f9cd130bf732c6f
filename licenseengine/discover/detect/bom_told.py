"""What our own bills tell beyond the fields of their formats: properties named ``licenseengine:…``.

They say which operation made a thing and what a thing is to its project, for which neither format
has words. A bill of anybody may bear them: what they tell is no less and no more sure than the
rest of it. What is judged more mildly is never read: that something is our own, or is licensed.

Floor: discover.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast, get_args

from licenseengine.discover.hub import LONGEST
from licenseengine.discover.records import IN_STACK, Confidence, Gap, Kind, Node, Place, Role

PREFIX = "licenseengine:"
MOST_GAPS = 1_000
_LONGEST_GAP = 4_000
_CODE = re.compile(r"LE7\d\d")
_KINDS = frozenset(get_args(Kind))
_SURE = frozenset(get_args(Confidence))
_OUTPUT = "output"  # what was made by asking: data, and no artefact of somebody


@dataclass(frozen=True, slots=True)
class Told:
    """What the properties of one thing tell; nothing where it has none that are known.

    `ref` is what its ecosystem calls it, else its node in the project that the bill is of; `name`
    how it is shown in public. `kind` is None of software, and `is_known` says that a kind is told
    at all. `inputs` pairs a role of the operation `made_by` with the id that a thing has in the
    bill. `is_doubted` says that the license which the bill concludes on is not sure.
    """

    ref: str = ""
    name: str | None = None
    kind: Kind | None = None
    is_known: bool = False
    role: Role | None = None
    confidence: Confidence | None = None
    made_by: str = ""
    who: Literal["us", "upstream"] = "upstream"
    inputs: tuple[tuple[str, str], ...] = ()
    is_doubted: bool = False


NOTHING_TOLD = Told()


def told_by(node: Node) -> Told:
    """What the properties of a component, a service or an element tell."""
    found: dict[str, list[str]] = {}
    for name, value in (*_cyclonedx(node), *_spdx3(node)):
        if name.startswith(PREFIX):
            found.setdefault(name.removeprefix(PREFIX), []).append(value)
    if not found:
        return NOTHING_TOLD
    one = {name: values[0] for name, values in found.items()}
    kind = one.get("kind", "")
    pairs = (value.partition("=") for value in found.get("input", ()))
    sure = one.get("confidence", "")
    return Told(
        ref=(one.get("ref") or one.get("node") or "").strip()[:LONGEST],
        name=one.get("name"),
        kind=_kind(kind),
        is_known=_kind(kind) is not None or kind == "software",
        role=Role(one["role"]) if one.get("role") in _ROLES else None,
        confidence=cast("Confidence", sure) if sure in _SURE else None,
        made_by=one.get("made-by", ""),
        who="us" if one.get("who") == "us" else "upstream",
        inputs=tuple((role, id_) for role, mark, id_ in pairs if mark),
        is_doubted=one.get("license:confidence") == "low",
    )


def gaps_told(node: Node | None, place: Place) -> Iterator[Gap]:
    """What a bill says was not understood of the project that it is of: it is so still.

    Args:
        node: what bears the properties of the whole.
        place: where it stands.
    """
    pairs = (*_cyclonedx(node), *_spdx3(node)) if node else ()
    for value in [v for name, v in pairs if name == f"{PREFIX}not-understood"][:MOST_GAPS]:
        code, message = _gap(value)
        if _CODE.fullmatch(code):
            yield Gap(code, place, message[:LONGEST])


def _gap(value: str) -> tuple[str, str]:
    """Code and message of what was not understood; of a text that is none, nothing."""
    try:
        told = json.loads(value) if len(value) <= _LONGEST_GAP else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        return "", ""
    return str(told.get("code", "")), str(told.get("message", ""))


_ROLES = frozenset(str(role) for role in IN_STACK)


def _kind(text: str) -> Kind | None:
    if text == _OUTPUT:
        return "dataset"
    return cast("Kind", text) if text in _KINDS and text != "software" else None


def _cyclonedx(node: Node) -> Iterator[tuple[str, str]]:
    for entry in _items(node.get("properties")):
        yield entry.said("name") or "", entry.said("value") or ""


def _spdx3(node: Node) -> Iterator[tuple[str, str]]:
    for extension in _items(node.get("extension")):
        for entry in _items(extension.get("extension_cdxProperty")):
            name = entry.said("extension_cdxPropName") or ""
            yield name, entry.said("extension_cdxPropValue") or ""


def _items(node: Node | None) -> tuple[Node, ...]:
    return (node.items or ()) if node else ()
