"""YAML as other people write it: anchors, tags, several documents; as a flat list of events.

The strict reader beside this one is for the project's own files. This one reads what a scan meets:
nothing is constructed, tags are ignored, and aliases stay names, so that no document grows when it
is read. It works on the parser's events, which come without recursion.

Floor: language; shares with `yaml_text` the home of pyyaml.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import yaml

from licenseengine.errors import Diagnostic, ReadError, Span

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# Ends of a line for YAML, but for nothing else that counts lines.
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")
Kind = Literal["scalar", "mapping", "sequence", "end", "alias", "document"]


class Event(NamedTuple):
    """One step through a document.

    `kind` is scalar, mapping, sequence, end, alias or document (its end). `text` is a scalar's
    text, None for null. `anchor` names what an alias may stand for, and what an alias stands for.
    """

    kind: Kind
    line: int
    column: int
    text: str | None = None
    anchor: str | None = None


_KINDS: dict[type, Kind] = {
    yaml.ScalarEvent: "scalar",
    yaml.MappingStartEvent: "mapping",
    yaml.SequenceStartEvent: "sequence",
    yaml.MappingEndEvent: "end",
    yaml.SequenceEndEvent: "end",
    yaml.AliasEvent: "alias",
    yaml.DocumentEndEvent: "document",
}


def events(text: str, path: str) -> Iterator[Event]:
    """The events of all documents of a text, in order.

    Raises:
        ReadError: LE104, the text is no YAML from some place on; what came before was yielded.
    """
    starts = _starts(text)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            kind = _KINDS.get(type(event))
            if kind is not None:
                yield _event(kind, event, *_place(event.start_mark, starts))
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        if mark is None:  # a character that YAML does not have, known by its number
            before = text[: getattr(error, "position", 0)]
            at = before.count("\n") + 1, len(before) - before.rfind("\n")
        else:
            at = _place(mark, starts)
        why = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML")
        raise ReadError([Diagnostic("LE104", Span(path, *at), why)]) from None


def _event(kind: Kind, event: Any, line: int, column: int) -> Event:  # noqa: ANN401 - one of the parser's many
    if kind == "scalar":
        is_null = event.value in _NULLS and not event.style and not event.tag
        return Event(kind, line, column, None if is_null else str(event.value), event.anchor)
    return Event(kind, line, column, None, getattr(event, "anchor", None))


def _starts(text: str) -> list[int] | None:
    """Where the lines of a text begin, if YAML counts them otherwise; None if it does not."""
    if not _ODD_BREAKS.search(text):
        return None
    return [0, *(m.end() for m in re.finditer("\n", text))]


def _place(mark: Any, starts: list[int] | None) -> tuple[int, int]:  # noqa: ANN401 - of either parser
    """Line and column of a mark, from 1."""
    if starts is None:
        return mark.line + 1, mark.column + 1
    row = bisect_right(starts, mark.index)
    return row, mark.index - starts[row - 1] + 1
