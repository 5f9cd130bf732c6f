"""Recipes: files that say how a model is made from others; read as operations with lineage.

mergekit (``merge_method``), axolotl, LLaMA-Factory, TRL and whatever else names a base and data in
one document. Each recipe makes a thing of its own, with an answer of its own.

Floor: discover.
"""

from collections.abc import Iterator

from licenseengine.discover.detect.base import SNIPPET
from licenseengine.discover.detect.naming import Named, name_of
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
from licenseengine.discover.signs import Signs, snake

NAME = "recipes"
_BASES = (
    "base_model", "model_name_or_path", "pretrained_model_name_or_path", "model_id", "model_name",
)  # fmt: skip
_ADAPTING = frozenset({"lora", "qlora", "dora", "oft", "adalora", "loha", "lokr", "ia3"})
_MOST = 400


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """The makings of every document of a file, with sightings for what they alone can read."""
    for root in document.roots[:_MOST]:
        if root.entries is None:
            continue
        if root.get("merge_method") is not None:
            yield from _merge(document, root, signs)
        else:
            yield from _training(document, root, signs)


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
                named.ref,
                named.kind,
                place,
                NAME,
                snippet,
                named.confidence,
                None,
                "merge",
                True,
                at,
            )
    if inputs:
        parts = tuple(("models", ref) for ref in inputs)
        yield Making("merge", parts, document.path, "model", Place(document.path, root.line))


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


def _training(document: Document, root: Node, signs: Signs) -> Iterator[Seen]:
    base = next((n for k in _BASES if (n := _under(root, k)) is not None and n.text), None)
    data = tuple(dict.fromkeys(_data(root, signs)))
    if base is None or not data:
        return
    named = name_of(base.text or "", signs, "model")
    if named is None:
        return
    is_adapter = _adapts(root)
    inputs = (("base", named.ref), *(("data", ref) for ref in data))
    name = (_under(root, "hub_model_id") or _under(root, "push_to_hub_model_id") or Node(1, 1)).text
    place = Place(document.path, base.line, base.column)
    by, kind = ("adapt", "adapter") if is_adapter else ("fine-tune", "model")
    yield Making(by, inputs, document.path, kind, place, "us", name)  # type: ignore[arg-type]


def _under(root: Node, key: str) -> Node | None:
    """A setting at the top of a document, or one section below it."""
    found = root.get(key)
    if found is not None:
        return found
    sections = (n for _, n in root.entries or () if n.entries is not None)
    return next((inner for n in sections if (inner := n.get(key)) is not None), None)


def _adapts(root: Node) -> bool:
    words = {
        (node.text or "").casefold()
        for key in ("adapter", "finetuning_type", "peft_type", "peft_method")
        if (node := _under(root, key)) is not None
    }
    flags = (_under(root, key) for key in ("use_peft", "use_lora", "lora"))
    return bool(words & _ADAPTING) or any(n and (n.text or "") in {"true", "True"} for n in flags)


def _data(root: Node, signs: Signs) -> Iterator[str]:
    todo: list[tuple[Node, bool, str]] = [(root, False, "")]
    steps = 0
    while todo and steps < 10_000:  # noqa: PLR2004 - no recipe is longer
        node, below, key = todo.pop(0)
        steps += 1
        if node.text is not None and below:
            for text in node.text.split(","):
                named = name_of(text.strip(), signs, "dataset")
                if named is not None and key not in {"type", "split", "name"}:
                    yield named.ref
        for inner_key, inner in node.entries or ():
            is_data = signs.kind_of_key(snake(inner_key)) == "dataset"
            if below and "/" in inner_key and (named := name_of(inner_key, signs, "dataset")):
                yield named.ref
            todo.append((inner, below or is_data, inner_key))
        todo += [(item, below, key) for item in node.items or ()]
