"""Bills of materials in SPDX 3 (JSON-LD): AI packages, data sets, and what relates them.

Elements refer to each other by id; a license is an element too, and a relationship gives it to a
package. Names carry the prefix of their profile (``ai_AIPackage``) or, in early files, none.

Floor: discover.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from licenseengine.discover.detect.bom_parts import (
    MAX_PARTS,
    Lineage,
    Part,
    making,
    named,
    place_of,
    purl_of,
    records,
    said,
    used_by_us,
)
from licenseengine.discover.detect.bom_told import gaps_told, told_by
from licenseengine.discover.records import Document, Gap, Kind, Node, Seen
from licenseengine.discover.signs import Signs

_KINDS: dict[str, Kind | None] = {
    "AIPackage": "model",
    "DatasetPackage": "dataset",
    "Dataset": "dataset",
    "Package": None,
}
_LICENSED = ("hasconcludedlicense", "hasdeclaredlicense")
_OPTIONAL = frozenset({"hasoptionalcomponent", "hasoptionaldependency"})
_TRAINED = frozenset({"trainedon", "finetunedon"})
_TESTED = frozenset({"testedon", "evaluatedon"})
_LISTED = re.compile(r"https?://spdx\.org/licenses/(?P<id>[\w.+-]+?)(?:\.(?:html|json|txt|rdf))?/?")
_REFERENCE = re.compile(r"(?:LicenseRef|AdditionRef)-[A-Za-z0-9.-]+")
_NO_LICENSE = re.compile(r"(?:.*[/_:])?(?:NoAssertion|None)(?:License)?")
_MAX_MEMBERS = 20
_MAX_DEPTH = 8
_LONGEST = 2_000


class _Edge(NamedTuple):
    """That one element relates to another, in lower case, and where the bill says so."""

    one: str
    type: str
    other: str
    node: Node


@dataclass(frozen=True, slots=True)
class _Graph:
    """The elements of a bill by id, their relations, and the things that the bill is about.

    `signs` is the knowledge, `words` are the licenses that were put into words so far.
    """

    signs: Signs
    elements: Mapping[str, Node]
    edges: tuple[_Edge, ...] = ()
    roots: frozenset[str] = frozenset()
    parts: dict[str, Part] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def read_spdx3(document: Document, root: Node, signs: Signs) -> Iterator[Seen]:
    """What a bill lists: models, data and packages, their licenses, and what they came from."""
    elements = _items(root.get("@graph")) or (root,)
    graph = _graph(elements[:MAX_PARTS], signs)
    lineages = _lineages(graph)
    learned = {ref for lineage in lineages.values() for ref in lineage.data}
    bases = {ref for lineage in lineages.values() for ref in lineage.bases}
    tested = {e.other for e in graph.edges if e.type in _TESTED}
    used = used_by_us(graph.parts.values())
    for id_, listed in graph.parts.items():
        part = replace(listed, is_used=id_ in used)
        if part.kind == "service":
            use = "call"
        elif part.ref in learned:
            use = "train-data"
        elif id_ in tested:
            use = "evaluate"
        else:
            use = "base" if part.ref in bases else "load"
        yield from records(document, part, use)
        lineage = lineages.get(id_) or Lineage()
        made = making(document, part, lineage, graph.parts, signs.library.vocabulary)
        if made is not None:
            yield made
    for element in graph.elements.values():
        if _class(element) == "Sbom":
            yield from gaps_told(element, place_of(document, element))
    if len(elements) > MAX_PARTS:
        said_ = f"more than {MAX_PARTS} elements: the rest was not read"
        yield Gap("LE704", place_of(document, root), said_)


def _graph(nodes: tuple[Node, ...], signs: Signs) -> _Graph:
    elements = {id_: node for node in nodes if (id_ := _said(node, "spdxId", "@id"))}
    edges: list[_Edge] = []
    roots: list[str] = []
    for node in nodes:
        roots += [id_ for n in _items(node.get("rootElement")) if (id_ := _id(n))]
        type_, from_ = node.said("relationshipType"), node.get("from")
        if type_ and from_:
            word = type_.rpartition("_")[2].rpartition("/")[2].casefold()
            to = node.get("to")
            others = _items(to) or ((to,) if to else ())
            edges += [_Edge(_id(from_), word, _id(n), node) for n in others]
    graph = _Graph(signs, elements, tuple(edges), frozenset(roots))
    _put_parts(graph)
    return graph


def _put_parts(graph: _Graph) -> None:
    """Put the packages of all classes into a graph, with their licenses."""
    concluded, declared = (_licenses(graph, type_) for type_ in _LICENSED)
    optional = {edge.other for edge in graph.edges if edge.type in _OPTIONAL}
    for id_, node in graph.elements.items():
        class_ = _class(node)
        if class_ in _KINDS:
            part = _part(node, _KINDS[class_])
            stated = (
                {**declared[id_], **concluded[id_]}
                if part.kind
                else concluded[id_] or declared[id_]
            )
            graph.parts[id_] = replace(
                part,
                licenses=tuple(stated.items()),
                doubts=_doubts(part, stated, concluded[id_]),
                is_optional=id_ in optional,
            )
    own = graph.roots & graph.parts.keys()
    for id_ in own if len(own) == 1 else ():
        graph.parts[id_] = replace(graph.parts[id_], is_own=True)


def _doubts(
    part: Part, stated: Mapping[str, Node], concluded: Mapping[str, Node]
) -> frozenset[str]:
    """The licenses that a bill states of a part and does not conclude on, or not surely."""
    if part.told.is_doubted:
        return frozenset(stated)
    return frozenset(stated) - frozenset(concluded) if concluded else frozenset()


def _licenses(graph: _Graph, type_: str) -> dict[str, dict[str, Node]]:
    """The licenses that each element has by one type of relation, and where they are stated."""
    found: dict[str, dict[str, Node]] = defaultdict(dict)
    for edge in graph.edges:
        if edge.type == type_ and (text := _license(graph, edge.other)):
            found[edge.one].setdefault(text, edge.node)
    return found


def _part(node: Node, kind: Kind | None) -> Part:
    outer = [n.said("identifier") for n in _items(node.get("externalIdentifier"))]
    purls = [purl_of(text) for text in (_said(node, "software_packageUrl", "packageUrl"), *outer)]
    purl = next((p for p in purls if p), None)
    addresses = (
        _said(node, "software_downloadLocation", "downloadLocation"),
        _said(node, "software_homePage", "homePage"),
    )
    name = said(node.said("name"))
    ref, hub_kind, is_sure = named(name, purl, addresses)
    version = _said(node, "software_packageVersion", "packageVersion")
    told = told_by(node)
    kind = told.kind if told.is_known else kind or hub_kind
    ref = told.ref or ref if told.is_known else ref
    return Part(ref, node, kind, name, purl, version, is_sure=is_sure, told=told)


def _lineages(graph: _Graph) -> dict[str, Lineage]:
    """What went into each model and each data set.

    That one AI package depends on another is how SPDX 3.0 says that it was tuned from it, and also
    how a system names the model it calls; only where the package says that it was tuned is it read
    in the first way.
    """
    found: dict[str, Lineage] = defaultdict(Lineage)
    for one, type_, other, _ in graph.edges:
        made, used = graph.parts.get(one), graph.parts.get(other)
        if made is None or used is None or used.kind is None:
            continue
        if type_ == "ancestorof":
            found[other].bases.append(made.ref)
        elif type_ == "descendantof" or (type_ == "dependson" and _is_tuned(made, used)):
            found[one].bases.append(used.ref)
        elif type_ in _TRAINED:
            (found[one].bases if used.kind == "model" else found[one].data).append(used.ref)
    return found


def _is_tuned(made: Part, used: Part) -> bool:
    types = (n.text or "" for n in _items(made.node.get("ai_typeOfModel")))
    return used.kind == "model" and any(re.search(r"(?i)fine-?tun", text) for text in types)


def _license(graph: _Graph, id_: str, depth: int = 0) -> str:
    """The license that an id stands for, in words; empty for none and for what is not known."""
    listed = _LISTED.fullmatch(id_)
    if listed:
        return listed["id"]
    node = graph.elements.get(id_)
    if node is None or depth > _MAX_DEPTH or _NO_LICENSE.fullmatch(id_):
        return ""
    if id_ not in graph.words:
        graph.words[id_] = ""  # what a set that holds itself finds in itself
        graph.words[id_] = _words(graph, node, depth + 1)
    return graph.words[id_]


def _words(graph: _Graph, node: Node, depth: int) -> str:
    members = _items(_get(node, "expandedlicensing_member", "member"))
    if not members:
        expression = _said(node, "simplelicensing_licenseExpression", "licenseExpression")
        return said(_named(graph, node, expression) if expression else node.said("name"))
    texts = [_license(graph, _id(member), depth) for member in members[: _MAX_MEMBERS + 1]]
    word = " OR " if _class(node).startswith("Disjunctive") else " AND "
    is_whole = all(texts) and len(texts) <= _MAX_MEMBERS and sum(map(len, texts)) < _LONGEST
    return f"({word.join(texts)})" if is_whole else ""


def _named(graph: _Graph, node: Node, expression: str) -> str:
    """An expression with the names of the licenses that only this bill knows.

    Where it is one of them, its name as it stands there; in a longer one only what is known by it,
    since words in a row are no part of an expression.
    """
    found: dict[str, str] = {}
    for entry in _items(_get(node, "simplelicensing_customIdToUri", "customIdToUri")):
        key, element = entry.said("key") or "", graph.elements.get(entry.said("value") or "")
        name = said(element.said("name")) if element else ""
        if key == expression.strip() and name:
            return name
        if key and name and (known := graph.signs.library.resolve(name)):
            found[key] = known
    return _REFERENCE.sub(lambda match: found.get(match[0], match[0]), expression)


def _class(node: Node) -> str:
    type_ = _said(node, "type", "@type") or ""
    return re.split(r"[_/:]", type_)[-1]


def _id(node: Node) -> str:
    """The id that a value is, or that an element which stands there itself has."""
    return node.text or _said(node, "spdxId", "@id") or ""


def _get(node: Node, *keys: str) -> Node | None:
    return next((found for key in keys if (found := node.get(key))), None)


def _said(node: Node, *keys: str) -> str | None:
    found = _get(node, *keys)
    return found.text if found else None


def _items(node: Node | None) -> tuple[Node, ...]:
    return (node.items or ()) if node else ()
