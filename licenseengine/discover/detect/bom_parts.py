"""What bills of materials of all formats share: the things they list, and the records these make.

Bills are read by structure, with places. The libraries of the formats are no help here:
cyclonedx-python-lib drops the line of every part and the model card, spdx-tools drops the line and
reads no AI packages. The tests write their bills with both. Names in the form of package URLs are
taken apart here as well: four parts of them are needed, and no library for it.

Floor: discover.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote

from licenseengine.discover.detect.bom_told import NOTHING_TOLD, Told
from licenseengine.discover.hub import LONGEST, name_in, short
from licenseengine.discover.records import (
    Document,
    Kind,
    LicenseStatement,
    Making,
    Node,
    Package,
    Place,
    Role,
    Seen,
    Sighting,
)
from licenseengine.language.vocabulary import Vocabulary

NAME = "bom"
MAX_PARTS = 50_000
_PURL = re.compile(
    r"pkg:/*(?P<type>[\w.+-]+)/(?P<name>[^@?#]+)(?:@(?P<version>[^?#]+))?(?:[?#].*)?", re.DOTALL
)
_ECOSYSTEMS: dict[str, Literal["pypi", "npm"]] = {"pypi": "pypi", "npm": "npm"}
_NOTHING = frozenset({"", "noassertion"})


@dataclass(frozen=True, slots=True)
class Part:
    """A thing that a bill lists.

    `kind` is None for what is no artefact but software. `purl` is its type, name and version.
    `licenses` are what the bill states, each with its place; `doubts` are those of them that it
    states and does not conclude on. `is_own` is true of the thing that the bill is about,
    `is_ancestor` of what another was derived from, `is_used` of what we made something else of,
    `is_sure` where the ref is an id of the hub. `told` is what properties of ours say of it.
    """

    ref: str
    node: Node
    kind: Kind | None = None
    name: str = ""
    purl: tuple[str, str, str | None] | None = None
    version: str | None = None
    licenses: tuple[tuple[str, Node], ...] = ()
    doubts: frozenset[str] = frozenset()
    is_own: bool = False
    is_ancestor: bool = False
    is_optional: bool = False
    is_sure: bool = True
    is_used: bool = False
    told: Told = NOTHING_TOLD

    @property
    def who(self) -> Literal["us", "upstream"]:
        """Who made it: we, if the bill is about it or says so, else whoever published it."""
        return "us" if self.is_own or self.told.who == "us" else "upstream"

    @property
    def role(self) -> Role | None:
        """Its role in the project, as far as the bill tells."""
        if self.who == "us":
            return None if self.is_used else Role.OUTPUT
        if self.told.role not in {None, Role.DEFAULT}:
            return self.told.role
        return Role.OPTION if self.is_optional else None


@dataclass(slots=True)
class Lineage:
    """What went into a thing: base models or earlier data, and data it learned from."""

    bases: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)


def purl_of(text: str | None) -> tuple[str, str, str | None] | None:
    """Type, name with its namespace, and version of a package URL."""
    found = _PURL.fullmatch((text or "").strip())
    if found is None:
        return None
    version = unquote(found["version"]) if found["version"] else None
    return found["type"].casefold(), unquote(found["name"]).strip("/"), version


def named(
    name: str, purl: tuple[str, str, str | None] | None, addresses: tuple[str | None, ...] = ()
) -> tuple[str, Kind | None, bool]:
    """The ref of a thing, its kind if the hub's address tells it, and whether that is its id."""
    if purl and purl[0] == "huggingface":
        own = purl[1].removeprefix("datasets/")
        return own, "dataset" if own != purl[1] else "model", True
    is_package = purl is not None and purl[0] in _ECOSYSTEMS
    for address in () if is_package else addresses:
        found = name_in(address or "")
        if found.shape == "id" and "/" in (address or "").removeprefix(found.ref):
            return found.ref, found.kind, True
    return name.strip()[:LONGEST], None, name_in(name).shape == "id"


def said(text: str | None) -> str:
    """What a bill says; empty where it says that it says nothing."""
    plain = (text or "").strip()
    return "" if plain.casefold() in _NOTHING else plain


def used_by_us(parts: Iterable[Part]) -> frozenset[str]:
    """The ids of all of which we made something else that is an artefact itself."""
    makers = (part for part in parts if part.who == "us" and part.kind is not None)
    return frozenset(id_ for part in makers for _, id_ in part.told.inputs)


def records(document: Document, part: Part, use: str = "load") -> Iterator[Seen]:
    """What a part is: a model or data that was seen, or a package; and its licenses."""
    place = place_of(document, part.node)
    if part.kind is not None and part.ref:
        yield Sighting(
            part.ref,
            part.kind,
            place,
            NAME,
            short(part.name or part.ref),
            part.told.confidence or ("high" if part.is_sure else "medium"),
            role=part.role,
            use=use,
        )
        for text, node in part.licenses:
            is_exact = text not in part.doubts
            yield LicenseStatement(part.ref, text, place_of(document, node), "sbom", is_exact)
    elif part.is_own:
        if "/" not in document.path:  # a bill at the root is about the project
            for text, node in part.licenses:
                yield LicenseStatement("code", text, place_of(document, node), "sbom")
    elif part.purl and part.purl[0] in _ECOSYSTEMS:
        license_ = together(tuple(t for t, _ in part.licenses if t not in part.doubts))
        yield Package(
            part.purl[1],
            _ECOSYSTEMS[part.purl[0]],
            place,
            part.purl[2] or part.version,
            license_,
            part.is_optional,
        )


def together(texts: tuple[str, ...]) -> str | None:
    """Several licenses of one package: all of them hold."""
    found = list(dict.fromkeys(texts))
    if len(found) < 2:  # noqa: PLR2004 - nothing to join
        return found[0] if found else None
    return " AND ".join(f"({t})" if re.search(r"\b(?:OR|AND)\b", t) else t for t in found)


def making(
    document: Document, part: Part, lineage: Lineage, by_id: Mapping[str, Part], words: Vocabulary
) -> Making | None:
    """How a part was made, and by whom.

    Args:
        document: the bill.
        part: what was made.
        lineage: what went into it, as the format tells.
        by_id: all parts, by the ids that they have in the bill.
        words: the operations and their roles.
    """
    inputs = _told_inputs(part, by_id, words)
    by = part.told.made_by
    if not inputs:
        by, inputs = _guessed(part, lineage)
    if not inputs or part.kind is None:
        return None
    name = (part.told.name if part.told.is_known else part.name) if part.who == "us" else None
    place = place_of(document, part.node)
    return Making(by, tuple(inputs), part.ref, part.kind, place, part.who, name)


def _told_inputs(part: Part, by_id: Mapping[str, Part], words: Vocabulary) -> list[tuple[str, str]]:
    """What went into a part by an operation that its properties name; nothing if they do not."""
    if part.told.made_by not in words.raw["operations"]:
        return []
    roles = words.roles(part.told.made_by)
    found = [(role, by_id[id_].ref) for role, id_ in part.told.inputs if id_ in by_id]
    return [(role, ref) for role, ref in dict.fromkeys(found) if role in roles and ref != part.ref]


def _guessed(part: Part, lineage: Lineage) -> tuple[str, list[tuple[str, str]]]:
    """The operation that what went into a part speaks for."""
    bases = [ref for ref in dict.fromkeys(lineage.bases) if ref and ref != part.ref]
    data = [("data", ref) for ref in dict.fromkeys(lineage.data) if ref and ref != part.ref]
    several = len(bases) > 1
    if part.kind == "dataset":
        by, role = ("combine", "datasets") if several else ("modify", "source")
        inputs = [(role, ref) for ref in bases]
    elif several and not data:
        by, inputs = "merge", [("models", ref) for ref in bases]
    else:
        by, inputs = "fine-tune" if bases else "train", [*(("base", b) for b in bases), *data]
    return by, inputs


def place_of(document: Document, node: Node) -> Place:
    """Where a part of the bill stands."""
    return Place(document.path, node.line, node.column)
