"""Strict YAML with places: what licenses, vocabularies and manifests are read with.

Refused: duplicate keys, anchors and aliases, tags, several documents where one is expected, files
that are too large or too deep. Scalars are read as text ("no" stays "no", "1.10" stays "1.10");
whoever reads a file converts them by what the key means. Every key and value keeps its place.

Floor: language; the only home of pyyaml.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from licenseengine.errors import Diagnostic, ReadError, Span, nearest

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS = ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in _KINDS)
_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: plain data (dict, list, str, None) and where each part of it stands."""

    data: Any
    spans: dict[tuple[str | int, ...], Span]
    source: str

    def span(self, *path: str | int) -> Span:
        """The place of the part at `path`, or of the nearest part above it that has one."""
        for end in range(len(path), -1, -1):
            if (found := self.spans.get(path[:end])) is not None:
                return found
        return next(iter(self.spans.values()))

    def text_span(self, *path: str | int) -> Span:
        """The place of the first character of a scalar's text, inside its quotes if it has any."""
        place = self.span(*path)
        rows = self.source.splitlines()
        row = rows[place.line - 1] if place.line <= len(rows) else ""
        quoted = row[place.column - 1 : place.column] in {'"', "'"}
        return Span(place.path, place.line, place.column + quoted, place.width)


def read_text(path: Path, limit: int = MAX_BYTES) -> str:
    """The text of a file.

    Raises:
        ReadError: LE101 no such file, LE102 too large, LE103 not UTF-8 text, LE104 not readable.
    """
    name = str(path)
    try:
        if not path.is_file():
            what = "is a folder, not a file" if path.is_dir() else "does not exist"
            raise ReadError([Diagnostic("LE101", Span(name), f"`{name}` {what}", _near_file(path))])
        if path.stat().st_size > limit:
            size = f"`{name}` is larger than {limit // 1024} KiB"
            raise ReadError([Diagnostic("LE102", Span(name), size, None, "name a smaller file")])
        raw = path.read_bytes()
    except OSError as error:
        why = f"`{name}` cannot be read: {error.strerror}"
        raise ReadError([Diagnostic("LE104", Span(name), why)]) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        place = Span(name, line)
        raise ReadError([Diagnostic("LE103", place, f"`{name}` is not UTF-8 text")]) from None
    if "\0" in text:
        raise ReadError([Diagnostic("LE103", Span(name), f"`{name}` is a binary file")])
    return text


def _near_file(path: Path) -> str | None:
    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return None
    return nearest(path.name, names, cutoff=0.8)


def read_documents(text: str, name: str) -> list[Document]:
    """All YAML documents of `text`; `name` is the path that complaints show.

    Raises:
        ReadError: LE105 broken YAML, LE106 duplicate key, LE107 anchor, alias or tag,
            LE108 nested too deeply.
    """
    try:
        nodes = list(yaml.compose_all(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Span(name, mark.line + 1, mark.column + 1) if mark else Span(name)
        said = (error.problem or "broken YAML").strip()
        raise ReadError([Diagnostic("LE105", place, said, None, _YAML)], text) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        said = f"broken YAML: {str(error).splitlines()[0] if str(error) else 'too deep'}"
        raise ReadError([Diagnostic("LE105", Span(name), said, None, _YAML)], text) from None
    return [_document(node, name, text) for node in nodes if node is not None]


_YAML = "check indentation, quotes and colons at this place"


def read_document(text: str, name: str) -> Document:
    """The one YAML document of `text`.

    Raises:
        ReadError: as :func:`read_documents`; LE105 when there is none, or more than one.
    """
    documents = read_documents(text, name)
    if len(documents) != 1:
        said = (
            "the file is empty" if not documents else "one YAML document is expected, not several"
        )
        raise ReadError([Diagnostic("LE105", Span(name), said, None, _YAML)], text)
    return documents[0]


class _Builder:
    """Plain data of a composed node, with the places of its parts and what is wrong with them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.spans: dict[tuple[str | int, ...], Span] = {}
        self.complaints: list[Diagnostic] = []
        self.seen: set[int] = set()

    def visit(self, part: yaml.Node, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401, PLR0911 - plain data of any shape; a case each
        place = _place(part, self.name)
        self.spans.setdefault(path, place)
        if len(path) > MAX_DEPTH:
            return self.refuse("LE108", place, "nested too deeply")
        if id(part) in self.seen:
            return self.refuse("LE107", place, "anchors and aliases are not read")
        self.seen.add(id(part))
        if part.tag not in _TAGS:
            return self.refuse("LE107", place, f"the tag `{part.tag}` is not read")
        match part:
            case yaml.MappingNode():
                return dict(self.pairs(part, path))
            case yaml.SequenceNode():
                return [self.visit(entry, (*path, i)) for i, entry in enumerate(part.value)]
            case yaml.ScalarNode(style="" | None, value=value) if value in _NOTHING:
                return None
            case _:
                return part.value

    def refuse(self, code: str, place: Span, said: str) -> None:
        self.complaints.append(Diagnostic(code, place, said, None, _YAML))

    def pairs(
        self, part: yaml.MappingNode, path: tuple[str | int, ...]
    ) -> Iterator[tuple[str, Any]]:
        known: dict[str, Span] = {}
        for key, value in part.value:
            place = _place(key, self.name)
            if not isinstance(key, yaml.ScalarNode):
                self.refuse("LE105", place, "a key must be a word")
                continue
            word = str(key.value)
            if word in known:
                said = f"the key `{word}` stands twice, first on line {known[word].line}"
                self.complaints.append(Diagnostic("LE106", place, said, None, "keep one of them"))
            known[word] = place
            self.spans[(*path, word, "@key")] = place
            yield word, self.visit(value, (*path, word))


def _document(node: yaml.Node, name: str, text: str) -> Document:
    builder = _Builder(name)
    data = builder.visit(node, ())
    if builder.complaints:
        raise ReadError(builder.complaints, text)
    return Document(data, builder.spans, text)


def _place(node: yaml.Node, name: str) -> Span:
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return Span(name, start.line + 1, start.column + 1, max(1, width))
