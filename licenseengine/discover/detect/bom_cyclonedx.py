"""Bills of materials in CycloneDX (JSON, 1.4 to 1.7): components, services, cards, pedigrees.

Floor: discover.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

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
    together,
    used_by_us,
)
from licenseengine.discover.detect.bom_services import service_named
from licenseengine.discover.detect.bom_told import gaps_told, told_by
from licenseengine.discover.hub import license_said
from licenseengine.discover.records import Document, Gap, Kind, Node, Seen
from licenseengine.discover.signs import Signs

_KINDS: dict[str, Kind] = {"machine-learning-model": "model", "data": "dataset"}
_NO_DATA = frozenset({"configuration", "definition", "source-code"})
_OPTIONAL = frozenset({"optional", "excluded"})


def read_cyclonedx(document: Document, root: Node, signs: Signs) -> Iterator[Seen]:
    """What a bill lists: models, data, services and packages, their licenses, what made them."""
    found, is_whole = _components(root, signs)
    by_ref = {id_: part for part in found if (id_ := part.node.said("bom-ref"))}
    learned = {ref for part in found for ref in _datasets(part.node)[1]}
    used = used_by_us(found)
    for listed in found:
        if listed.is_ancestor and listed.kind is None:
            continue  # what a package was forked from is no package of the project
        id_ = listed.node.said("bom-ref") or ""
        part, is_learned = replace(listed, is_used=id_ in used), id_ in learned
        use = "train-data" if is_learned else "base" if part.is_ancestor else "load"
        yield from records(document, part, "call" if part.kind == "service" else use)
        yield from _lineage(document, part, by_ref, signs)
    yield from gaps_told(root.get("metadata"), place_of(document, root))
    if not is_whole:
        said_ = f"more than {MAX_PARTS} components: the rest was not read"
        yield Gap("LE704", place_of(document, root), said_)


def _components(root: Node, signs: Signs) -> tuple[list[Part], bool]:
    """All components and services at any depth, ancestors included; whether these are all."""
    own = root.get("metadata", "component")
    todo = [(node, "service") for node in reversed(_items(root.get("services")))]
    todo += [(node, "listed") for node in reversed(_items(root.get("components")))]
    todo += [(own, "own")] if own else []
    found: list[Part] = []
    while todo and len(found) < MAX_PARTS:
        node, as_ = todo.pop()
        if node.entries is None:
            continue
        if as_ == "service":
            found += [part] if (part := _service(node, signs)) else []
            todo += [(n, "service") for n in reversed(_items(node.get("services")))]
            continue
        part = _part(node, signs)
        found.append(replace(part, is_own=as_ == "own", is_ancestor=as_ == "ancestor"))
        todo += [(n, "listed") for n in reversed(_items(node.get("components")))]
        todo += [(n, "ancestor") for n in reversed(_items(node.get("pedigree", "ancestors")))]
    return found, not todo


def _part(node: Node, signs: Signs) -> Part:
    type_, told = node.said("type") or "", told_by(node)
    purl = purl_of(node.said("purl"))
    group, name = said(node.said("group")), said(node.said("name"))
    addresses = tuple(n.said("url") for n in _items(node.get("externalReferences")))
    full = f"{group}/{name}" if group and "/" not in name else name
    ref, hub_kind, is_sure = named(full, purl, addresses if type_ in _KINDS else ())
    holds = {n.said("type") for n in _items(node.get("data"))}
    kind = _KINDS.get(type_) or (hub_kind if purl and purl[0] == "huggingface" else None)
    if type_ == "data" and holds and holds <= _NO_DATA:
        kind = None
    if told.is_known:
        kind, ref = told.kind, told.ref or ref
    licenses, doubts = _licenses(node, signs)
    return Part(
        ref,
        node,
        kind,
        name,
        purl,
        node.said("version"),
        licenses,
        frozenset(t for t, _ in licenses) if told.is_doubted else doubts,
        is_optional=node.said("scope") in _OPTIONAL,
        is_sure=is_sure,
        told=told,
    )


def _service(node: Node, signs: Signs) -> Part | None:
    """A service of a host that is known; any other is none that models run behind."""
    told, name = told_by(node), said(node.said("name"))
    provider = said(node.said("provider", "name")) or said(node.said("group"))
    endpoints = [n.text or "" for n in _items(node.get("endpoints"))]
    ref = told.ref if told.is_known else service_named(name, provider, endpoints, signs)
    if not ref:
        return None
    licenses, doubts = _licenses(node, signs)
    doubts = frozenset(t for t, _ in licenses) if told.is_doubted else doubts
    return Part(ref, node, "service", name, licenses=licenses, doubts=doubts, told=told)


def _licenses(node: Node, signs: Signs) -> tuple[tuple[tuple[str, Node], ...], frozenset[str]]:
    """The licenses of a part, and which of them the bill only states, or observed.

    Several that it concludes on hold together. Of several others it is not said how they relate.
    """
    stated, concluded = _said_of(node.get("licenses"))
    observed, _ = _said_of(node.get("evidence", "licenses"))
    doubts = {text: at for text, at in observed.items() if text not in {**stated, **concluded}}
    if not concluded:
        return (*stated.items(), *doubts.items()), frozenset(doubts)
    ids = [signs.library.resolve(text) or text for text in concluded]
    whole = next(iter(concluded)) if len(concluded) == 1 else together(tuple(ids)) or ""
    others = {text: at for text, at in stated.items() if text not in {whole, *concluded}} | doubts
    first = next(iter(concluded.values()))
    return ((whole, first), *others.items()), frozenset(others)


def _said_of(node: Node | None) -> tuple[dict[str, Node], dict[str, Node]]:
    """The licenses of a list with their places: those that are stated, and those concluded on."""
    stated: dict[str, Node] = {}
    concluded: dict[str, Node] = {}
    for entry in _items(node):
        license_ = entry.get("license") or entry
        text = said(entry.said("expression")) or said(
            license_said(license_.said("id"), license_.said("name"), license_.said("url"))
        )
        if text:
            is_concluded = license_.said("acknowledgement") == "concluded"
            (concluded if is_concluded else stated).setdefault(text, license_)
    return stated, concluded


def _lineage(
    document: Document, part: Part, by_ref: Mapping[str, Part], signs: Signs
) -> Iterator[Seen]:
    """The data of a model card, and what all that went into a component made of it."""
    inline, refs = _datasets(part.node)
    ancestors = _items(part.node.get("pedigree", "ancestors"))
    lineage = Lineage([_part(n, signs).ref for n in ancestors])
    for data in inline:
        name = said(data.said("name"))
        ref, _, is_sure = named(name, None, (data.said("contents", "url"),))
        if ref:
            yield from records(
                document, Part(ref, data, "dataset", name, is_sure=is_sure), "train-data"
            )
            lineage.data.append(ref)
    lineage.data += [by_ref[ref].ref for ref in refs if ref in by_ref]
    made = making(document, part, lineage, by_ref, signs.library.vocabulary)
    if made is not None:
        yield made


def _datasets(node: Node) -> tuple[list[Node], list[str]]:
    """The data sets of a model card: those described in it, and those that are referred to."""
    found = _items(node.get("modelCard", "modelParameters", "datasets"))
    inline = [n for n in found if not n.said("ref") and (n.said("type") or "dataset") == "dataset"]
    return inline, [ref for n in found if (ref := n.said("ref"))]


def _items(node: Node | None) -> tuple[Node, ...]:
    return (node.items or ()) if node else ()
