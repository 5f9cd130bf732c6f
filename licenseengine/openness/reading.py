"""The tables of ``licenses/openness/`` as records.

Floor: openness. Read when openness is asked for, and never for a verdict.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast, get_args

from licenseengine.errors import Diagnostic, LicenseFileError, ReadError, Span
from licenseengine.library.index import Library
from licenseengine.openness.records import (
    Assessment,
    Claim,
    Component,
    Criterion,
    Framework,
    Knowledge,
    Listing,
    OpennessClass,
    Part,
    Release,
    Source,
    State,
    System,
    Word,
)

_FOLDER = Span("openness")
_LICENSE_COLUMNS = ("release", "code", "data", "document")
Row = Mapping[str, str]


@lru_cache(maxsize=4)
def open_knowledge(library: Library) -> Knowledge:
    """What a library knows about openness.

    Raises:
        ReadError: LE101, it has no such tables.
        LicenseFileError: LE301, a key is missing, or a value is none of those it may have.
    """
    tables = library.sections["openness"]
    if not tables:
        said = "the knowledge has no folder `openness`"
        raise ReadError([Diagnostic("LE101", _FOLDER, said)])
    try:
        return _knowledge(tables)
    except (KeyError, ValueError) as error:
        said = f"the tables of openness do not fit together: {error}"
        raise LicenseFileError([Diagnostic("LE301", _FOLDER, said)]) from None


def _knowledge(tables: Mapping[str, Any]) -> Knowledge:
    framework = _framework(tables["framework"])
    releases = {row["name"]: _release(row, framework) for row in tables["components"]}
    page = framework.sources["judgements"].file or ""
    assessments = {row["name"]: _assessment(row, framework, page) for row in tables["judgements"]}
    systems = tuple(
        System(
            row["name"],
            row["family"],
            tuple(row["refs"].split()),
            releases[row["components"]] if row["components"] else None,
            assessments[row["judgements"]] if row["judgements"] else None,
        )
        for row in tables["systems"]
    )
    return Knowledge(
        framework,
        {row["id"].casefold(): _listing(row, framework) for row in tables["licenses"]},
        systems,
        tuple(Claim(row["words"], row["source"], row["family"]) for row in tables["claims"]),
    )


def _framework(data: Mapping[str, Any]) -> Framework:
    components = {
        row["key"]: Component(
            row["key"],
            row["name"],
            row["content"],
            int(row["from"]),
            row["required"] == "true",
            row.get("stand_in"),
        )
        for row in data["components"]
    }
    classes = (OpennessClass(int(c["number"]), c["numeral"], c["name"]) for c in data["classes"])
    return Framework(
        components=components,
        classes=tuple(sorted(classes, key=lambda c: -c.number)),
        parts=tuple(_part(row, components) for row in data["definition"]),
        criteria=tuple(_criterion(row, components) for row in data["criteria"]),
        lists=data["lists"],
        words={
            word: Word(_state(row["state"]), row["said"], row.get("terms") == "closed")
            for word, row in data["words"].items()
        },
        claims=tuple(data["claims"]),
        sources={key: Source(key, **row) for key, row in data["sources"].items()},
    )


def _part(row: Mapping[str, Any], components: Mapping[str, Component]) -> Part:
    keys: Sequence[str] = row["any"] if "any" in row else row["all"]
    _must_know(keys, components)
    if row["terms"] not in {"osi", "open"}:
        raise ValueError(f"`{row['terms']}` are no terms")
    return Part(row["key"], row["name"], tuple(keys), "any" in row, row["terms"])


def _criterion(row: Row, components: Mapping[str, Component]) -> Criterion:
    component = row.get("component")
    _must_know([component] if component else [], components)
    return Criterion(
        row["key"],
        row["name"],
        row["group"],
        component,
        row.get("judgement"),
        row.get("whole") == "true",
        row.get("near") == "true",
    )


def _release(row: Row, framework: Framework) -> Release:
    licenses = {kind: row[kind] for kind in _LICENSE_COLUMNS if row[kind]}
    parts = {key: row[key] for key in framework.components if row[key]}
    return Release(row["name"], row["producer"], licenses, parts)


def _assessment(row: Row, framework: Framework, page: str) -> Assessment:
    columns = (c.judgement for c in framework.criteria if c.judgement)
    return Assessment(
        row["name"],
        row["producer"],
        row["link"],
        row["terms"] or None,
        row["evidence"] or None,
        page.replace("{file}", row["file"]),
        {column: _state(row[column] or "unknown") for column in columns},
    )


def _listing(row: Row, framework: Framework) -> Listing:
    lists = tuple(row["lists"].split())
    _must_know(lists, framework.lists)
    return Listing(row["id"], lists, frozenset(row["content"].split()))


def _state(word: str) -> State:
    if word not in get_args(State):
        raise ValueError(f"`{word}` is no state")
    return cast("State", word)


def _must_know(keys: Sequence[str], known: Mapping[str, object]) -> None:
    for key in keys:
        if key not in known:
            raise ValueError(f"`{key}` is not known")
