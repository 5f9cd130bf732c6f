"""Files of data and weights that a project names and keeps itself.

Floor: discover.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from licenseengine.discover.detect.base import kind_near, sighting
from licenseengine.discover.detect.naming import Named
from licenseengine.discover.records import Document, Seen, Statement
from licenseengine.discover.signs import Signs, snake

NAME = "local files"
_FORMS = frozenset({"default", "value", "argument", "command"})


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """Paths of data files under settings that hold data, and of weights wherever they are named."""
    for statement in document.statements:
        value = statement.value
        if statement.form not in _FORMS or "." not in value[-12:] or "://" in value:
            continue
        if " " in value or "\x01" in value or "*" in value or value.startswith("." * 3):
            continue
        named = _data(statement, signs)
        if named is not None:
            yield sighting(document, statement, named, NAME, use="data")


def _data(statement: Statement, signs: Signs) -> Named | None:
    value = statement.value
    if not signs.ending(value, "data") or signs.is_placeholder(value):
        return None
    kind = kind_near(statement, signs)
    names = {part for key in statement.keys[-2:] for part in snake(key).split("_")}
    if kind == "output" or names & {
        "output",
        "out",
        "save",
        "log",
        "logs",
        "config",
        "cache",
        "result",
        "results",
    }:
        return None
    if kind == "dataset" or names & set(signs.raw["data_words"]):
        return Named(str(PurePosixPath(value)), "dataset", "path", "medium")
    return None
