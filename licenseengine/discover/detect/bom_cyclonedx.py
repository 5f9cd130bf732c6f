"""Bills of materials in CycloneDX (JSON, 1.4 to 1.7): components, model cards, pedigrees.

Floor: discover.
"""

from collections.abc import Iterator
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
)
from licenseengine.discover.hub import license_said
from licenseengine.discover.records import Document, Gap, Kind, Node, Seen

_KINDS: dict[str, Kind] = {"machine-learning-model": "model", "data": "dataset"}
_NO_DATA = frozenset({"configuration", "definition", "source-code"})


def read_cyclonedx(document: Document, root: Node) -> Iterator[Seen]:
    """What a bill lists: models, data and packages, their licenses, and what they came from."""
    found, is_whole = _components(root)
    by_ref = {id_: part for part in found if (id_ := part.node.said("bom-ref"))}
    learned = {ref for part in found for ref in _datasets(part.node)[1]}
    for part in found:
        if part.is_ancestor and part.kind is None:
            continue  # what a package was forked from is no package of the project
        is_learned = (part.node.said("bom-ref") or "") in learned
        use = "train-data" if is_learned else "base" if part.is_ancestor else "load"
        yield from records(document, part, use)
        yield from _lineage(document, part, by_ref)
    if not is_whole:
        said_ = f"more than {MAX_PARTS} components: the rest was not read"
        yield Gap("LE704", place_of(document, root), said_)


def _components(root: Node) -> tuple[list[Part], bool]:
    """All components at any depth, ancestors included; and whether these are all."""
    own = root.get("metadata", "component")
    todo = [(node, "listed") for node in reversed(_items(root.get("components")))]
    todo += [(own, "own")] if own else []
    found: list[Part] = []
    while todo and len(found) < MAX_PARTS:
        node, as_ = todo.pop()
        if node.entries is None:
            continue
        found.append(replace(_part(node), is_own=as_ == "own", is_ancestor=as_ == "ancestor"))
        todo += [(n, "listed") for n in reversed(_items(node.get("components")))]
        todo += [(n, "ancestor") for n in reversed(_items(node.get("pedigree", "ancestors")))]
    return found, not todo


def _part(node: Node) -> Part:
    type_ = node.said("type") or ""
    purl = purl_of(node.said("purl"))
    group, name = said(node.said("group")), said(node.said("name"))
    addresses = tuple(n.said("url") for n in _items(node.get("externalReferences")))
    full = f"{group}/{name}" if group and "/" not in name else name
    ref, hub_kind, is_sure = named(full, purl, addresses if type_ in _KINDS else ())
    holds = {n.said("type") for n in _items(node.get("data"))}
    kind = _KINDS.get(type_) or (hub_kind if purl and purl[0] == "huggingface" else None)
    if type_ == "data" and holds and holds <= _NO_DATA:
        kind = None
    return Part(
        ref,
        node,
        kind,
        name,
        purl,
        node.said("version"),
        tuple(_licenses(node)),
        is_optional=node.said("scope") in {"optional", "excluded"},
        is_sure=is_sure,
    )


def _licenses(node: Node) -> Iterator[tuple[str, Node]]:
    for entry in _items(node.get("licenses")):
        if expression := said(entry.said("expression")):
            yield expression, entry
        elif license_ := entry.get("license"):
            text = license_said(license_.said("id"), license_.said("name"), license_.said("url"))
            if said(text):
                yield text, license_


def _lineage(document: Document, part: Part, by_ref: dict[str, Part]) -> Iterator[Seen]:
    """The data of a model card, and what all that went into a component made of it."""
    inline, refs = _datasets(part.node)
    ancestors = _items(part.node.get("pedigree", "ancestors"))
    lineage = Lineage([_part(n).ref for n in ancestors])
    for data in inline:
        name = said(data.said("name"))
        ref, _, is_sure = named(name, None, (data.said("contents", "url"),))
        if ref:
            yield from records(
                document, Part(ref, data, "dataset", name, is_sure=is_sure), "train-data"
            )
            lineage.data.append(ref)
    lineage.data += [by_ref[ref].ref for ref in refs if ref in by_ref]
    made = making(document, part, lineage)
    if made is not None:
        yield made


def _datasets(node: Node) -> tuple[list[Node], list[str]]:
    """The data sets of a model card: those described in it, and those that are referred to."""
    found = _items(node.get("modelCard", "modelParameters", "datasets"))
    inline = [n for n in found if not n.said("ref") and (n.said("type") or "dataset") == "dataset"]
    return inline, [ref for n in found if (ref := n.said("ref"))]


def _items(node: Node | None) -> tuple[Node, ...]:
    return (node.items or ()) if node else ()
