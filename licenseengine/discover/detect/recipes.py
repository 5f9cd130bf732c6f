"""Recipes: files that say how a model is made from others; read as operations with lineage.

mergekit (``merge_method``), axolotl, LLaMA-Factory, TRL and whatever else names a base and data in
one document. Each recipe makes a thing of its own, with an answer of its own.

Floor: discover.
"""

from collections.abc import Iterator

from licenseengine.discover.detect.base import SNIPPET
from licenseengine.discover.detect.naming import Named, name_of
from licenseengine.discover.detect.recipe_training import data_info, is_data_info, training
from licenseengine.discover.records import (
    Document,
    Gap,
    Kind,
    Making,
    Node,
    Place,
    Seen,
    Sighting,
    Statement,
)
from licenseengine.discover.signs import Signs

NAME = "recipes"
_MOST = 400


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """The makings of every document of a file, with sightings for what they alone can read."""
    for root in document.roots[:_MOST]:
        if root.entries is None:
            continue
        if root.get("merge_method") is not None or _has_experts(root):
            yield from _merge(document, root, signs)
        elif is_data_info(document):
            yield from data_info(document, root, signs)
        else:
            yield from training(document, root, signs)


def _merge(document: Document, root: Node, signs: Signs) -> Iterator[Seen]:
    inputs: dict[str, None] = {}
    for node in _parts(root):
        for text, kind in _split(node.text or ""):
            named = _part(text, kind, signs)
            place = Place(document.path, node.line, node.column)
            if named is None:
                yield Gap("LE706", place, f"`{text[:80]}` in a merge is to be filled in")
                continue
            inputs[named.ref] = None
            at = Statement(text, node.line, node.column, ("model",))
            snippet = document.line(node.line).strip()[:SNIPPET]
            yield Sighting(
                ref=named.ref,
                kind=named.kind,
                place=place,
                detector=NAME,
                snippet=snippet,
                confidence=named.confidence,
                use="merge",
                chosen=True,
                statement=at,
            )
    if inputs:
        parts = tuple(("models", ref) for ref in inputs)
        yield Making("merge", parts, document.path, "model", Place(document.path, root.line))


def _has_experts(root: Node) -> bool:
    """Whether a document puts a mixture of experts together from whole models."""
    experts = root.get("experts")
    items = (experts.items if experts else None) or ()
    return any(item.get("source_model") is not None for item in items)


def _parts(root: Node) -> Iterator[Node]:
    """The nodes that name a model of a merge: `models`, `slices` with `sources`, the base."""
    slices = root.get("slices")
    lists = [
        root.get("models"),
        *(s.get("sources") for s in (slices.items if slices else None) or ()),
    ]
    for listed in lists:
        for item in (listed.items if listed else None) or ():
            model = item.get("model")
            if model is not None and model.entries is not None:
                model = model.get("model")
            if model is not None and model.text:
                yield model
    experts = root.get("experts")
    for item in (experts.items if experts else None) or ():
        source = item.get("source_model")
        if source is not None and source.text:
            yield source
    base = root.get("base_model")
    if base is not None and base.text:
        yield base


def _split(text: str) -> list[tuple[str, str]]:
    """``model+adapter`` taken apart."""
    model, plus, adapter = text.partition("+")
    return [(model, "model"), (adapter, "adapter")] if plus else [(model, "model")]


def _part(text: str, kind: str, signs: Signs) -> Named | None:
    named = name_of(text, signs, kind)
    if named is None and text.startswith(("/", "./", "../", "~")):
        of: Kind = "adapter" if kind == "adapter" else "model"
        return Named(text, of, "path", "medium")
    return named
