"""Configurations that stand beside weights: what a model or adapter was loaded or trained from.

Read are `config.json` and `model_index.json` (`_name_or_path`, also of parts such as the encoder,
`auto_map`, `pretrained_cfg`), `adapter_config.json` (`base_model_name_or_path`) and
`tokenizer_config.json` (`name_or_path`). `modules.json` of sentence-transformers is left alone: it
names classes and subfolders, never a model.

A tool writes there whatever it loaded from: an id of the hub, or a path of the machine that
trained. A path names nothing for anybody else and gives a gap.

Floor: discover.
"""

from collections import deque
from collections.abc import Iterator

from licenseengine.discover.hub import Name, folder_of, maker_of, name_in, short
from licenseengine.discover.records import (
    Confidence,
    Document,
    Gap,
    Kind,
    LicenseStatement,
    Making,
    Node,
    Place,
    Seen,
    Sighting,
)
from licenseengine.discover.signs import Signs

NAME = "model config"
DEPTH = 3
MAX_NODES = 200
MAX_NAMED = 50
_CHANGED = ("fine-tune", "base")
_QUANTIZED = ("quantize", "source")
_LOADED = "the configuration keeps the name it was loaded from: a copy of it, or trained from it"


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """What the configuration of a model, an adapter or a tokenizer names."""
    if document.format != "json" or not document.roots or document.roots[0].entries is None:
        return
    reader = _READERS.get(document.path.rsplit("/", 1)[-1])
    if reader is not None:
        yield from reader(document, document.roots[0], signs)


def _adapter(document: Document, root: Node, signs: Signs) -> Iterator[Seen]:
    """The base of an adapter."""
    key = "base_model_name_or_path"
    node = root.get(key)
    if node is None and root.get("peft_type") is None:
        return
    text = (node.text or "").strip() if node else ""
    if node is None or not text or signs.is_placeholder(text):
        said = "the adapter does not say which model it was trained against"
        yield Gap("LE706", _place(document, node or root), said, folder_of(document.path))
        return
    name = name_in(text)
    if not name.is_named:
        yield _unnamed(document, node, key)
        return
    yield _sighting(document, node, name, "base", name.confidence)
    yield _making(document, node, "adapt", (("base", name.ref),))


def _model(document: Document, root: Node, signs: Signs) -> Iterator[Seen]:
    """What a model, or its parts, were loaded from, and whose code it runs."""
    folder = folder_of(document.path)
    refs: list[str] = []
    first: Node | None = None
    for node in _values(root, "_name_or_path"):
        text = (node.text or "").strip()
        if not text or signs.is_placeholder(text):
            continue
        name = name_in(text)
        if not name.is_named:
            yield _unnamed(document, node, "_name_or_path")
        elif _is_copy(name, folder):
            snippet = short(document.line(node.line))
            at = _place(document, node)
            yield Sighting(name.ref, "model", at, NAME, snippet, aliases=(folder,))
        else:
            yield _sighting(document, node, name, "base", "medium")
            refs.append(name.ref)
            first = first or node
    if first is not None:
        quantized = root.get("quantization_config")
        by, role = _QUANTIZED if quantized and quantized.entries else _CHANGED
        yield _making(document, first, by, tuple((role, ref) for ref in dict.fromkeys(refs)))
    yield from _code(document, root)
    yield from _pretrained(document, root, folder)


def _code(document: Document, root: Node) -> Iterator[Seen]:
    """The repositories whose code a model runs when it is loaded."""
    seen: set[str] = set()
    for _, value in mapped.entries or () if (mapped := root.get("auto_map")) else ():
        for node in (value.items or (value,))[:MAX_NAMED]:
            repo, found, _ = (node.text or "").partition("--")
            name = name_in(repo)
            if found and name.shape == "id" and name.ref not in seen:
                seen.add(name.ref)
                yield _sighting(document, node, name, "code", "high")


def _pretrained(document: Document, root: Node, folder: str) -> Iterator[Seen]:
    """What the configuration of an image model says of its weights: their id and their license."""
    id_, license_ = (root.get("pretrained_cfg", key) for key in ("hf_hub_id", "license"))
    if id_ and id_.text and (name := name_in(id_.text)).shape == "id":
        snippet = short(document.line(id_.line))
        yield Sighting(name.ref, "model", _place(document, id_), NAME, snippet)
    if license_ and license_.text:
        yield LicenseStatement(folder, license_.text, _place(document, license_), "card")


def _tokenizer(document: Document, root: Node, signs: Signs) -> Iterator[Seen]:
    """The model whose tokenizer it is; a path tells nothing that the model's own files do not."""
    node = root.get("name_or_path")
    if node is None or not node.text or signs.is_placeholder(node.text):
        return
    if (name := name_in(node.text)).shape == "id":
        yield _sighting(document, node, name, "tokenizer", "medium")


_READERS = {
    "adapter_config.json": _adapter,
    "config.json": _model,
    "model_index.json": _model,
    "tokenizer_config.json": _tokenizer,
}


def _values(root: Node, key: str) -> Iterator[Node]:
    """The values of a key, at the top and in the parts of a model, outermost first."""
    todo, seen = deque([(root, 0)]), 0
    while todo and seen < MAX_NODES:
        node, depth = todo.popleft()
        seen += 1
        for name, value in node.entries or ():
            if name == key and value.text is not None:
                yield value
            elif value.entries and depth < DEPTH:
                todo.append((value, depth + 1))


def _is_copy(name: Name, folder: str) -> bool:
    """Whether a folder bears the name of what its model was loaded from."""
    own = folder.rsplit("/", 1)[-1].casefold()
    ref = name.ref.casefold()
    return own in {ref.rsplit("/", 1)[-1], ref.replace("/", "--"), ref.replace("/", "__")}


def _place(document: Document, node: Node) -> Place:
    return Place(document.path, node.line, node.column)


def _unnamed(document: Document, node: Node, key: str) -> Gap:
    said = f"`{key}` is a path of the machine that made it: {short(node.text or '', 80)}"
    return Gap("LE706", _place(document, node), said, folder_of(document.path))


def _sighting(
    document: Document, node: Node, name: Name, use: str, confidence: Confidence
) -> Sighting:
    snippet, at = short(document.line(node.line)), _place(document, node)
    sure = confidence if name.shape == "id" else "low"
    why = _LOADED if use == "base" and confidence == "medium" else ""
    return Sighting(name.ref, "model", at, NAME, snippet, sure, use=use, why=why)


def _making(document: Document, node: Node, by: str, inputs: tuple[tuple[str, str], ...]) -> Making:
    folder = folder_of(document.path)
    kind: Kind = "adapter" if by == "adapt" else "model"
    return Making(by, inputs, folder, kind, _place(document, node), maker_of(folder))
