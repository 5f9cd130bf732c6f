"""Files of data and weights that a project names and keeps itself.

Floor: discover.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from licenseengine.discover.detect.base import kind_around, sighting
from licenseengine.discover.detect.contexts import Neighbours, is_looked_up, role_by_setting
from licenseengine.discover.detect.naming import Named
from licenseengine.discover.detect.shapes import ABSOLUTE, is_folder, listed
from licenseengine.discover.records import Document, Seen, Statement
from licenseengine.discover.signs import Signs, snake

NAME = "local files"
_FORMS = frozenset({"default", "value", "argument", "command"})


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """Paths of data files under settings that hold data."""
    beside: Neighbours | None = None
    for statement in document.statements:
        value = statement.value
        if statement.form not in _FORMS or "." not in value[-12:] or "://" in value:
            continue
        if " " in value or "\x01" in value or "*" in value or value.startswith("..."):
            continue
        named = _data(statement, signs)
        if named is None:
            continue
        beside = beside or Neighbours(document.statements, signs)
        if not beside.is_part(statement):
            role = role_by_setting(statement, "dataset", signs, document)
            yield sighting(document, statement, named, NAME, role=role, use="data")


def _data(statement: Statement, signs: Signs) -> Named | None:
    value = statement.value
    if not signs.ending(value, "data") or signs.is_placeholder(value):
        return None
    if not _holds_data(statement, signs) or _is_any(value, signs):
        return None
    if ABSOLUTE.match(value):  # of somebody's machine: what the file is called remains
        return Named(PurePosixPath(value).name, "dataset", "file", "low")
    return Named(str(PurePosixPath(value)), "dataset", "path", "medium")


def _holds_data(statement: Statement, signs: Signs) -> bool:
    """Whether a setting holds data that is read."""
    if statement.form == "argument" and is_looked_up(statement, signs):
        return False
    kind, is_near = kind_around(statement, signs)
    names = {part for key in statement.keys[-2:] for part in snake(key).split("_")}
    if kind == "output" or not names.isdisjoint(signs.raw["written"]):
        return False
    return (kind == "dataset" and is_near) or not names.isdisjoint(signs.raw["data_words"])


def _is_any(value: str, signs: Signs) -> bool:
    """Whether a file is called as files are called everywhere: ``config.json``, ``data.csv``."""
    stem = PurePosixPath(value).stem.casefold()
    is_alike = listed(signs, "any_data").match(stem) or (
        is_folder(stem, signs) and "/" not in value
    )
    return bool(is_alike)
