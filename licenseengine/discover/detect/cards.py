"""Cards of models and data sets: the YAML front matter of a README or MODEL_CARD.

A card describes the thing in its folder, and at the root the thing that the repository releases.
Who made it is told by the folder (`hub.maker_of`): a card at the root is ours, a folder with
weights below it is a copy of what others published.

Floor: discover.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from licenseengine.discover.formats.yaml_file import nodes
from licenseengine.discover.hub import Name, folder_of, license_said, maker_of, name_in, short
from licenseengine.discover.records import (
    Document,
    Gap,
    Kind,
    LicenseStatement,
    Making,
    Node,
    Place,
    Role,
    Seen,
    Sighting,
    Source,
)
from licenseengine.discover.signs import Signs

NAME = "cards"
WHOLE = 64 * 1024
LONGEST_LIST = 300
_FIRST = 2  # the line on which front matter begins
_OPEN = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_TOP = re.compile(r"^[A-Za-z_][\w-]*:", re.MULTILINE)
_CARD_FILE = re.compile(r"(?i)readme|(?:model|data(?:set)?)[-_]?card|datasheet")
# The words of the hub's own card format.
_READ = frozenset({"license", "license_name", "license_link", "base_model", "base_model_relation"})
_MODEL = frozenset({"base_model", "base_model_relation", "library_name", "pipeline_tag"})
_DATA = frozenset({"dataset_info", "task_categories", "size_categories", "source_datasets"})
_SPACE = frozenset({"sdk", "app_file"})
_LISTS = frozenset({"datasets", "source_datasets", "models", "tags", "new_version"})
_NAMES = frozenset({"model_name", "pretty_name", "quantized_by"})
_WANTED = _READ | _MODEL | _DATA | _SPACE | _LISTS | _NAMES
RELATIONS = {
    "finetune": "fine-tune",
    "adapter": "adapt",
    "quantized": "quantize",
    "merge": "merge",
}
# Tags and libraries by which the hub tells a relation that is not stated.
_ADAPTER = frozenset({"peft", "lora", "adapter", "qlora", "adapter-transformers"})
_QUANTIZED = frozenset(
    {"gguf", "gptq", "awq", "exl2", "4-bit", "8-bit", "ctranslate2", "bitsandbytes"}
)
_MERGED = frozenset({"merge", "mergekit"})
_BASE_ROLE = {"fine-tune": "base", "adapt": "base", "quantize": "source", "merge": "models"}


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it was read: its path, its front matter, and the lines of that.

    `is_blank` tells which values are left to be filled in.
    """

    path: str
    front: Node
    rows: tuple[str, ...] = ()
    is_blank: Callable[[str], bool] = bool

    def place(self, node: Node) -> Place:
        """Where a part of the card stands."""
        return Place(self.path, node.line, node.column)

    def texts(self, key: str) -> tuple[Node, ...]:
        """The values of a key, which may be one or a list; those to be filled in left out."""
        node = self.front.get(key)
        found = () if node is None else (node.items or (node,))[:LONGEST_LIST]
        return tuple(n for n in found if (n.text or "").strip() and not self.is_blank(n.text or ""))

    def words(self, *keys: str) -> frozenset[str]:
        """The values of some keys, for comparison."""
        return frozenset((n.text or "").casefold() for key in keys for n in self.texts(key))

    def has(self, keys: frozenset[str]) -> bool:
        """Whether it has one of some keys."""
        return any(key in keys for key, _ in self.front.entries or ())


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """What the card of a model, a data set or a demo tells: license, bases, training data."""
    if document.format != "markdown":
        return
    card, gaps = read_card(document.path, document.text, partial(_is_blank, signs))
    yield from gaps
    if card is None or not _is_card(card):
        return
    if card.has(_SPACE):
        yield from licenses(card, "code" if folder_of(card.path) == "." else folder_of(card.path))
        yield from _used(card)
    else:
        yield from licenses(card, folder_of(card.path))
        yield from _sightings(card)
        making = making_of(card, folder_of(card.path))
        if making is not None:
            yield making


def _is_blank(signs: Signs, text: str) -> bool:
    """Whether a value was left to be filled in; a plain word such as ``other`` is a statement."""
    return signs.is_placeholder(text) and not text.strip().isalpha()


def read_card(
    path: str, text: str, is_blank: Callable[[str], bool] = lambda _: False
) -> tuple[Card | None, tuple[Gap, ...]]:
    """The front matter of a text, and what could not be read of it; None when it has none.

    Of a long one, such as lists of a thousand results, only the parts that matter are read.
    """
    opened = _OPEN.match(text)
    closed = _CLOSE.search(text, opened.end()) if opened else None
    if opened is None or closed is None:
        return None, ()
    front = text[opened.end() : closed.start()]
    entries: list[tuple[str, Node]] = []
    gaps: list[Gap] = []
    for line, block in [(_FIRST, front)] if len(front) <= WHOLE else _blocks(front):
        if len(block) > WHOLE:
            gaps.append(Gap("LE701", Place(path, line), "this part of the card is too large"))
            continue
        roots, complaints = nodes(block, line, path)
        entries += [entry for root in roots[:1] for entry in root.entries or ()]
        gaps += complaints
    card = Card(path, Node(_FIRST, 1, entries=tuple(entries)), tuple(front.split("\n")), is_blank)
    says_something = card.has(_WANTED) or re.search(
        r"^(?:license|base_model):", front, re.MULTILINE
    )
    return card, tuple(gaps) if says_something else ()


def _blocks(front: str) -> Iterator[tuple[int, str]]:
    """The wanted top-level parts of a front matter, with the lines on which they begin."""
    starts = [m.start() for m in _TOP.finditer(front)]
    line, at = _FIRST, 0
    for start, end in zip(starts, [*starts[1:], len(front)], strict=True):
        line, at = line + front.count("\n", at, start), start
        if front[start : front.index(":", start)] in _WANTED:
            yield line, front[start:end]


def _is_card(card: Card) -> bool:
    """Whether it is a card of the hub: other front matter has licenses and tags as well."""
    if _CARD_FILE.match(card.path.rsplit("/", 1)[-1]):
        return card.has(_READ | _MODEL | _DATA | _SPACE | {"datasets"})
    return card.has(_MODEL | _DATA | {"license_name"})


def licenses(card: Card, about: str, source: Source = "card") -> Iterator[LicenseStatement]:
    """What a card states as the license; each of several, where it lists several."""
    name, link = card.front.said("license_name"), card.front.said("license_link")
    stated = card.texts("license") or card.texts("license_name") or card.texts("license_link")
    for node in stated:
        yield LicenseStatement(about, license_said(node.text, name, link), card.place(node), source)


def _sightings(card: Card) -> Iterator[Seen]:
    yield from _named(card, "base_model", "model", "base")
    yield from _named(card, "datasets", "dataset", "train-data")
    yield from _named(card, "source_datasets", "dataset", "base")
    for node in card.texts("new_version"):
        if (name := name_in(node.text or "")).is_named:
            seen = _sighting(card, node, name, "successor")
            yield replace(seen, role=Role.MENTIONED, why="a later version of it")


def _used(card: Card) -> Iterator[Seen]:
    """The models and data sets that the card of a demo names."""
    yield from _named(card, "models", "model", "load")
    yield from _named(card, "datasets", "dataset", "load")


def _named(card: Card, key: str, kind: Kind, use: str) -> Iterator[Seen]:
    for node in card.texts(key):
        text = _source(node.text or "") if key == "source_datasets" else node.text or ""
        name = name_in(text, kind)
        if text and name.is_named:
            yield _sighting(card, node, name, use)
        elif text:
            said = f"the card names under `{key}` what only its author can find: {short(text, 80)}"
            yield Gap("LE706", card.place(node), said, folder_of(card.path))


def _sighting(card: Card, node: Node, name: Name, use: str) -> Sighting:
    row = node.line - _FIRST
    snippet = short(card.rows[row]) if 0 <= row < len(card.rows) else ""
    at = card.place(node)
    return Sighting(name.ref, name.kind, at, NAME, snippet, name.confidence, use=use)


def _source(text: str) -> str:
    """The data set that an entry of `source_datasets` names; empty for `original`."""
    return text.removeprefix("extended|") if "|" in text or "/" in text else ""


def making_of(card: Card, makes: str) -> Making | None:
    """How the thing was made, as far as its card names what went in."""
    data = _refs(card, "datasets", "dataset")
    bases = _refs(card, "base_model", "model")
    kind: Kind = "model"
    if card.has(_DATA):
        by, kind, inputs = "combine", "dataset", _pairs("datasets", _sources(card))
    elif bases:
        by = relation(card, len(bases))
        kind = "adapter" if by == "adapt" else "model"
        inputs = _pairs(_BASE_ROLE[by], bases) + (_pairs("data", data) if by != "merge" else ())
    else:
        by, inputs = "train", _pairs("data", data)
    if not inputs:
        return None
    keys = ("base_model", "datasets", "source_datasets")
    at = next(node for key in keys for node in card.texts(key))
    name = card.front.said("pretty_name") or card.front.said("model_name")
    return Making(by, inputs, makes, kind, card.place(at), maker_of(folder_of(card.path)), name)


def relation(card: Card, bases: int) -> str:
    """The operation that made it of its base models: stated, or told as the hub tells it."""
    stated = (card.front.said("base_model_relation") or "").strip().casefold()
    if stated in RELATIONS:
        return RELATIONS[stated]
    words = card.words("tags", "library_name")
    if words & _ADAPTER:
        return "adapt"
    if words & _MERGED or bases > 1:
        return "merge"
    if words & _QUANTIZED or card.texts("quantized_by"):
        return "quantize"
    return "fine-tune"


def _refs(card: Card, key: str, kind: Kind) -> tuple[str, ...]:
    names = (name_in(node.text or "", kind) for node in card.texts(key))
    return tuple(dict.fromkeys(name.ref for name in names if name.is_named))


def _sources(card: Card) -> tuple[str, ...]:
    texts = (_source(node.text or "") for node in card.texts("source_datasets"))
    names = (name_in(text, "dataset") for text in texts if text)
    return tuple(dict.fromkeys(name.ref for name in names if name.is_named))


def _pairs(role: str, refs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((role, ref) for ref in refs)
