"""Settings of a training: which model is trained, on what, and what comes of it.

axolotl, LLaMA-Factory, TRL, torchtune, the alignment handbook and whatever else names a base and
data in one document. LLaMA-Factory names its data by entries of ``dataset_info.json``: what such an
entry leads to bears the entry's name as an alias.

Floor: discover.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from licenseengine.discover.detect.base import SNIPPET
from licenseengine.discover.detect.naming import Named, name_of
from licenseengine.discover.records import (
    Document,
    Kind,
    Making,
    Node,
    Place,
    Role,
    Seen,
    Sighting,
    Statement,
)
from licenseengine.discover.signs import Signs, snake

NAME = "recipes"
_BASES = (
    "base_model",
    "model_name_or_path",
    "pretrained_model_name_or_path",
    "student_model_name_or_path",
    "checkpoint_dir",
    "model_id",
    "model_name",
)
_TEACHERS = ("teacher_model_name_or_path", "teacher_model", "teacher_checkpoint_dir")
_ADAPTING = frozenset({"lora", "qlora", "dora", "oft", "adalora", "loha", "lokr", "ia3"})
_WHAT = frozenset({"hf_hub_url", "ms_hub_url", "om_hub_url", "script_url", "file_name"})
_HELD_OUT = ("eval_", "test_", "val_", "validation_")
_STEPS = 10_000


def training(document: Document, root: Node, signs: Signs) -> Iterator[Seen]:
    """The making that a document of settings tells, with sightings for what it alone can read."""
    base = next((n for k in _BASES if (n := _under(root, k)) is not None and n.text), None)
    named = name_of(base.text or "", signs, "model") if base else None
    if base is None or named is None:
        return
    data = dict(_data(root, signs))
    for entry in _entries_named(root):
        data.setdefault(entry.value, entry)
    if not data:
        return
    for ref, at in data.items():
        if at is not None:
            yield _sighting(document, Named(ref, "dataset", "bare", "medium"), at)
    yield _making(document, root, base, named.ref, tuple(data), signs)


def _making(  # noqa: PLR0913, PLR0917 - what a training is made of
    document: Document, root: Node, base: Node, ref: str, data: tuple[str, ...], signs: Signs
) -> Making:
    name = next(
        (n.text for k in ("hub_model_id", "push_to_hub_model_id") if (n := _under(root, k))), None
    )
    place = Place(document.path, base.line, base.column)
    rows = tuple(("data", each) for each in data)
    teacher = next((n for k in _TEACHERS if (n := _under(root, k)) is not None and n.text), None)
    taught = name_of(teacher.text or "", signs, "model") if teacher else None
    if taught is not None:
        inputs = (("teacher", taught.ref), ("student", ref), *rows)
        return Making("distill", inputs, document.path, "model", place, "us", name)
    kind: Kind = "adapter" if _adapts(root) else "model"
    by = "adapt" if kind == "adapter" else "fine-tune"
    return Making(by, (("base", ref), *rows), document.path, kind, place, "us", name)


def _under(root: Node, key: str) -> Node | None:
    """A setting at the top of a document, or one section below it."""
    found = root.get(key)
    if found is not None:
        return found
    sections = (n for _, n in root.entries or () if n.entries is not None)
    return next((inner for n in sections if (inner := n.get(key)) is not None), None)


def _adapts(root: Node) -> bool:
    keys = ("adapter", "finetuning_type", "peft_type", "peft_method")
    words = {(n.text or "").casefold() for k in keys if (n := _under(root, k)) is not None}
    component = root.said("model", "_component_") or ""
    words |= set(component.rsplit(".", 1)[-1].split("_"))
    flags = (_under(root, key) for key in ("use_peft", "use_lora", "lora"))
    return bool(words & _ADAPTING) or any(n and (n.text or "") in {"true", "True"} for n in flags)


def _data(root: Node, signs: Signs) -> Iterator[tuple[str, Statement | None]]:
    """The data that a document names, with where it stands if nothing else tells of it."""
    todo: list[tuple[Node, bool, str]] = [(root, False, "")]
    for _ in range(_STEPS):
        if not todo:
            return
        node, below, key = todo.pop()
        if node.text is not None and below:
            yield from _named(node, key, signs)
        inner = [
            (n, below or signs.kind_of_key(k) == "dataset", k)
            for k, n in node.entries or ()
            if not snake(k).startswith(_HELD_OUT) and not _is_part(k, node, signs)
        ]
        if below:
            inner += [
                (Node(n.line, n.column, k), True, "path") for k, n in node.entries or () if "/" in k
            ]
        todo += reversed(inner + [(item, below, key) for item in node.items or ()])


def _is_part(key: str, node: Node, signs: Signs) -> bool:
    """Whether a setting of data names files of a repository that is named beside it."""
    path = node.said("path") or node.said("dataset_path") or ""
    return key == "data_files" and "/" in path and name_of(path, signs, "dataset") is not None


def _named(node: Node, key: str, signs: Signs) -> Iterator[tuple[str, Statement | None]]:
    if key == "_component_":  # a builder of torchtune, which knows its data
        builder = (node.text or "").rsplit(".", 1)[-1]
        ref = signs.raw["torchtune"].get(builder)
        if ref:
            yield ref, Statement(builder, node.line, node.column, ("dataset", key))
    elif key not in {"type", "split", "name"}:
        for text in (node.text or "").split(","):
            named = name_of(text.strip(), signs, "dataset")
            if named is not None:
                yield named.ref, None


def _entries_named(root: Node) -> Iterator[Statement]:
    """Data that is named by entries of ``dataset_info.json``: ``dataset: identity,alpaca_en``."""
    node = _under(root, "dataset")
    if node is None or not node.text or _under(root, "finetuning_type") is None:
        return
    for text in node.text.split(","):
        if "/" not in text and text.strip():
            yield Statement(text.strip(), node.line, node.column, ("dataset",))


def is_data_info(document: Document) -> bool:
    """Whether a file tells what LLaMA-Factory's names of data stand for."""
    return PurePosixPath(document.path).name == "dataset_info.json"


def data_info(document: Document, root: Node, signs: Signs) -> Iterator[Seen]:
    """What each entry leads to, under its own name too; none is used because it is listed."""
    for name, entry in root.entries or ():
        keys = {key for key, _ in entry.entries or ()} & _WHAT
        for key in sorted(keys, key=_order)[:1]:
            text = entry.said(key) or ""
            local = str(PurePosixPath(document.path).parent / text)
            named = name_of(text, signs, "dataset") if key != "file_name" else None
            named = named or Named(local, "dataset", "path", "medium")
            at = Statement(text, entry.line, entry.column, (name, key))
            yield _sighting(document, named, at, aliases=(name,), role=Role.OPTION)


def _order(key: str) -> tuple[bool, str]:
    return key == "file_name", key


def _sighting(
    document: Document,
    named: Named,
    at: Statement,
    aliases: tuple[str, ...] = (),
    role: Role | None = None,
) -> Sighting:
    return Sighting(
        ref=named.ref,
        kind=named.kind,
        place=Place(document.path, at.line, at.column),
        detector=NAME,
        snippet=document.line(at.line).strip()[:SNIPPET],
        confidence=named.confidence,
        role=role,
        use="data",
        statement=at,
        aliases=aliases,
    )
