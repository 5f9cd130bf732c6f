"""Bills of materials in SPDX 2: packages and their relationships, in JSON or YAML.

The form of tags and values comes here as the same structure (`bom_tags`).

Floor: discover.
"""

from collections import defaultdict
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
from licenseengine.discover.records import Document, Gap, Node, Seen
from licenseengine.discover.signs import Signs

_FROM = frozenset({"DESCENDANT_OF", "GENERATED_FROM"})
_INTO = frozenset({"ANCESTOR_OF", "GENERATES"})


def read_spdx(document: Document, root: Node, signs: Signs) -> Iterator[Seen]:
    """What a bill lists: models, data and packages, their licenses, and what they came from."""
    names = _extracted(root)
    nodes = _items(root.get("packages"))
    parts = {n.said("SPDXID") or "": _part(n, names) for n in nodes[:MAX_PARTS] if n.entries}
    own = _described(root)
    lineages = _lineages(root, parts)
    learned = {ref for lineage in lineages.values() for ref in lineage.data}
    bases = {ref for lineage in lineages.values() for ref in lineage.bases}
    for id_, found in parts.items():
        part = replace(found, is_own=own == {id_})
        use = "train-data" if part.ref in learned else "base" if part.ref in bases else "load"
        yield from records(document, part, use)
        if id_ in lineages:
            made = making(document, part, lineages[id_], parts, signs.library.vocabulary)
            yield from [made] if made else []
    if len(nodes) > MAX_PARTS:
        said_ = f"more than {MAX_PARTS} packages: the rest was not read"
        yield Gap("LE704", place_of(document, root), said_)


def _part(node: Node, names: dict[str, str]) -> Part:
    references = _items(node.get("externalRefs"))
    purls = [purl_of(n.said("referenceLocator")) for n in references]
    purl = next((p for p in purls if p), None)
    name = said(node.said("name"))
    addresses = (node.said("downloadLocation"), node.said("homepage"))
    ref, kind, is_sure = named(name, purl, addresses)
    stated: dict[str, Node] = {}
    for key in ("licenseConcluded", "licenseDeclared"):
        value = node.get(key)
        text = said(value.text) if value else ""
        if value and text:
            stated.setdefault(names.get(text, text), value)
    licenses = tuple(stated.items())
    if kind is None:  # a package has one license: the one that the bill concludes on
        licenses = licenses[:1]
    return Part(ref, node, kind, name, purl, node.said("versionInfo"), licenses, is_sure=is_sure)


def _extracted(root: Node) -> dict[str, str]:
    """The names of the licenses that only this bill knows, by their ids."""
    found = {}
    for node in _items(root.get("hasExtractedLicensingInfos")):
        id_, name = node.said("licenseId"), said(node.said("name"))
        if id_ and name:
            found[id_] = name
    return found


def _described(root: Node) -> set[str]:
    """The packages that the bill is about."""
    found = {n.text or "" for n in _items(root.get("documentDescribes"))}
    for node in _items(root.get("relationships")):
        if node.said("relationshipType") == "DESCRIBES":
            found.add(node.said("relatedSpdxElement") or "")
        elif node.said("relationshipType") == "DESCRIBED_BY":
            found.add(node.said("spdxElementId") or "")
    return found


def _lineages(root: Node, parts: dict[str, Part]) -> dict[str, Lineage]:
    """What went into each package that is a model or data."""
    found: dict[str, Lineage] = defaultdict(Lineage)
    for node in _items(root.get("relationships")):
        one, other = node.said("spdxElementId") or "", node.said("relatedSpdxElement") or ""
        type_ = node.said("relationshipType")
        if type_ in _INTO:
            one, other = other, one
        elif type_ not in _FROM:
            continue
        made, used = parts.get(one), parts.get(other)
        if made and used and made.kind and used.kind:
            is_data = used.kind == "dataset" != made.kind
            (found[one].data if is_data else found[one].bases).append(used.ref)
    return found


def _items(node: Node | None) -> tuple[Node, ...]:
    return (node.items or ()) if node else ()
