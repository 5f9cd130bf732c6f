"""YAML as other people write it: anchors, tags, several documents; as a flat list of events.

The strict reader beside this one is for the project's own files. This one reads what a scan meets:
nothing is constructed, tags are ignored, and aliases stay names, so that no document grows when it
is read. It works on the parser's events, which come without recursion.

Floor: language; shares with `yaml_text` the home of pyyaml.
"""

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from licenseengine.errors import Diagnostic, ReadError, Span

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS = {
    yaml.ScalarEvent: "scalar",
    yaml.MappingStartEvent: "mapping",
    yaml.SequenceStartEvent: "sequence",
    yaml.MappingEndEvent: "end",
    yaml.SequenceEndEvent: "end",
    yaml.AliasEvent: "alias",
    yaml.DocumentEndEvent: "document",
}
_NULLS = {"", "~", "null", "Null", "NULL"}


class Event(NamedTuple):
    """One step through a document.

    `kind` is scalar, mapping, sequence, end, alias or document (its end). `text` is a scalar's
    text, None for null. `anchor` names what an alias may stand for, and what an alias stands for.
    """

    kind: str
    line: int
    column: int
    text: str | None = None
    anchor: str | None = None


def events(text: str, path: str) -> Iterator[Event]:
    """The events of all documents of a text, in order.

    Raises:
        ReadError: LE104, the text is no YAML from some place on; what came before was yielded.
    """
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            kind = _KINDS.get(type(event))
            if kind is not None:
                at = event.start_mark
                yield Event(
                    kind,
                    at.line + 1,
                    at.column + 1,
                    _scalar(event) if kind == "scalar" else None,
                    getattr(event, "anchor", None),
                )
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Span(path, mark.line + 1, mark.column + 1) if mark else Span(path)
        why = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML")
        raise ReadError([Diagnostic("LE104", place, why)]) from None


def _scalar(event: yaml.ScalarEvent) -> str | None:
    plain = event.style in {None, ""}
    return None if plain and event.value in _NULLS else str(event.value)
