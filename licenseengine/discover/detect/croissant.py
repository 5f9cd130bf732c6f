"""Croissant: a data set described in JSON-LD, with its license and what it was derived from.

Floor: discover.
"""

from collections.abc import Iterator

from licenseengine.discover.hub import Name, folder_of, maker_of, name_in, short
from licenseengine.discover.records import (
    Document,
    LicenseStatement,
    Making,
    Node,
    Place,
    Seen,
    Sighting,
)
from licenseengine.discover.signs import Signs

NAME = "croissant"
MAX_NAMED = 100
_LIVE = "a live data set: what it holds may change"


def detect(document: Document, signs: Signs) -> Iterator[Seen]:  # noqa: ARG001 - the shape of detectors
    """The data set that a Croissant file describes, its license, and the data it was made from."""
    if document.format != "json" or not document.roots:
        return
    root = document.roots[0]
    if not _is_croissant(root):
        return
    ref, node = _ref(document, root)
    if not ref:
        return
    at = _place(document, node)
    live = _said(root, "isLiveDataset", "cr:isLiveDataset")
    why = _LIVE if (live or "").casefold() == "true" else ""
    yield Sighting(ref, "dataset", at, NAME, short(root.said("name") or ref), why=why)
    for text, place in _licenses(root):
        yield LicenseStatement(ref, text, _place(document, place), "card")
    yield from _derived(document, root, ref)


def _is_croissant(root: Node) -> bool:
    """Whether it says so itself; other descriptions of data sets use the same words."""
    stated = _get(root, "conformsTo", "dct:conformsTo")
    texts = [n.text or n.said("@id") or "" for n in _values(stated)]
    context = root.get("@context")
    words = {key for key, _ in context.entries or ()} if context else set()
    return any("mlcommons.org/croissant" in text for text in texts) or {"cr", "recordSet"} <= words


def _ref(document: Document, root: Node) -> tuple[str, Node]:
    """The id of the data set: on the hub, or the folder if its files lie here, else its address."""
    for node in (root.get("url"), root.get("@id"), *_values(root.get("sameAs"))):
        if node and node.text and (name := name_in(node.text, "dataset")).shape == "id":
            return name.ref, node
    files = [n.said("contentUrl") or "" for n in _values(root.get("distribution"))]
    folder = folder_of(document.path)
    if folder != "." and any(file and "://" not in file for file in files):
        return folder, root
    named = (root.get("url"), root.get("name"))
    node = next((n for n in named if n and (n.text or "").strip()), root)
    return (node.text or "").strip(), node


def _licenses(root: Node) -> Iterator[tuple[str, Node]]:
    """The licenses, each a text, an address, or a work with a name and an address."""
    for node in _values(_get(root, "license", "sc:license"))[:MAX_NAMED]:
        text = node.text or _said(node, "name", "url", "@id")
        if text and text.strip():
            yield text.strip(), node


def _derived(document: Document, root: Node, ref: str) -> Iterator[Seen]:
    """The data sets that it is based on, and the operation."""
    keys = ("isBasedOn", "sc:isBasedOn", "prov:wasDerivedFrom", "wasDerivedFrom")
    names: list[tuple[Name, Node]] = []
    for node in _values(_get(root, *keys))[:MAX_NAMED]:
        text = node.text or _said(node, "url", "@id", "name", "prov:label")
        if text and (name := name_in(text, "dataset")).is_named and name.ref != ref:
            names.append((name, node))
    for name, node in names:
        at, shown = _place(document, node), short(name.ref)
        yield Sighting(name.ref, "dataset", at, NAME, shown, name.confidence, use="base")
    if names:
        by, role = ("combine", "datasets") if len(names) > 1 else ("modify", "source")
        inputs = tuple(dict.fromkeys((role, name.ref) for name, _ in names))
        is_here = ref == folder_of(document.path)
        who = maker_of(ref) if is_here else "upstream"
        yield Making(by, inputs, ref, "dataset", _place(document, names[0][1]), who)


def _place(document: Document, node: Node) -> Place:
    return Place(document.path, node.line, node.column)


def _values(node: Node | None) -> tuple[Node, ...]:
    """The values of a key, of which JSON-LD writes one as itself and several as a list."""
    return () if node is None else node.items if node.items is not None else (node,)


def _get(node: Node, *keys: str) -> Node | None:
    return next((found for key in keys if (found := node.get(key))), None)


def _said(node: Node, *keys: str) -> str | None:
    return next((text for key in keys if (text := node.said(key))), None)
