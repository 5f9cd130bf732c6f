"""Programs on command lines that fetch or serve a model: ``ollama pull``, ``hf download``, ``wget``.

Flags such as ``--model`` are settings like any other and are read as such; here it is operands.

Floor: discover.
"""

import re
from collections.abc import Iterator

from licenseengine.discover.detect.base import sighting
from licenseengine.discover.detect.naming import Named, name_of
from licenseengine.discover.records import Document, Role, Seen, Statement
from licenseengine.discover.signs import Signs

NAME = "commands"
_OLLAMA = re.compile(r"\bollama\s+(?:pull|run|show)\s+(?P<name>[\w./:-]*\w)")


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """Operands of known programs; in running text only those of ``ollama``."""
    if document.format in {"markdown", "text"}:
        yield from _in_prose(document)
        return
    programs = signs.raw.get("programs", {})
    for statement in document.statements:
        if statement.form != "command" or not statement.keys:
            continue
        hit = next((programs[k] for k in statement.keys if k in programs), None)
        if hit is None or statement.key not in programs:
            continue
        named = _named(statement.value, str(hit), signs)
        if named is not None:
            yield sighting(document, statement, named, NAME)


def _named(value: str, kind: str, signs: Signs) -> Named | None:
    if kind == "ollama":
        return name_of(value, signs, "model", "ollama")
    return name_of(value, signs, kind)


def _in_prose(document: Document) -> Iterator[Seen]:
    if "ollama" not in document.text:
        return
    for number, row in enumerate(document.text.split("\n"), 1):
        for found in _OLLAMA.finditer(row[:2_000]):
            at = Statement(found["name"], number, found.start("name") + 1, (), "prose")
            named = Named(f"ollama:{found['name'].removesuffix(':latest')}", "model", "bare")
            yield sighting(document, at, named, NAME, role=Role.DOCS, use="mention")
