"""Calls that load or call a model: by their argument, or by the default of the class.

A call whose argument is known only when the program runs is told as a gap, never dropped.

Floor: discover.
"""

from collections.abc import Iterator

from licenseengine.discover.detect.base import sighting
from licenseengine.discover.detect.naming import Named, hosted, name_of
from licenseengine.discover.formats.folding import is_open
from licenseengine.discover.records import Document, Gap, Kind, Place, Seen, Statement
from licenseengine.discover.signs import Caller, Signs

NAME = "loaders"


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """Arguments of known functions and classes, and the defaults of classes called without one."""
    imported = " ".join(document.module.imports.values()) if document.module else document.text
    for statement in document.statements:
        if statement.form == "instance":
            for caller in _of(statement.value, imported, signs):
                yield from _implied(document, statement, caller)
        elif statement.callee and statement.form in {"argument", "default", "item"}:
            for caller in _of(statement.callee, imported, signs):
                if _takes(caller, statement):
                    yield from _given(document, statement, caller, signs)


def _of(callee: str, imported: str, signs: Signs) -> Iterator[Caller]:
    for caller in signs.caller(callee):
        homes = caller.homes
        if not homes or any(home in callee or home in imported for home in homes):
            yield caller
            return


def _takes(caller: Caller, statement: Statement) -> bool:
    key = statement.key
    return any(str(place) == key for place in caller.takes)


def _given(
    document: Document, statement: Statement, caller: Caller, signs: Signs
) -> Iterator[Seen]:
    value = statement.value
    if is_open(value):
        said = f"`{_name(statement.callee)}` is given a name that is known only when it runs"
        place = Place(document.path, statement.line, statement.column)
        yield Gap("LE706", place, said)
        return
    if caller.ref != "{}":
        named: Named | None = None
        if "/" not in value and " " not in value and not signs.is_placeholder(value):
            named = Named(caller.ref.format(value), _kind(caller), "bare")
    elif caller.provider and caller.kind == "service":
        named = hosted(value, signs, caller.provider) or _of_provider(value, caller, signs)
    else:
        named = name_of(value, signs, caller.kind)
    if named is not None:
        use = "call" if named.kind == "service" else "load"
        yield sighting(document, statement, named, NAME, use=use)


def _of_provider(value: str, caller: Caller, signs: Signs) -> Named | None:
    if " " in value or signs.is_placeholder(value) or "/" in value:
        return name_of(value, signs, "model")
    return Named(f"{caller.provider}:{value}", "service", "hosted", "medium")


def _implied(document: Document, statement: Statement, caller: Caller) -> Iterator[Seen]:
    given = set(statement.keys)
    if caller.model is None or "**" in given or any(str(p) in given for p in caller.takes):
        return
    is_service = caller.kind == "service" and caller.provider
    ref = f"{caller.provider}:{caller.model}" if is_service else caller.ref.format(caller.model)
    named = Named(ref, _kind(caller), "hosted" if is_service else "hub", "medium")
    why = f"the default of {_name(statement.value)}"
    yield sighting(document, statement, named, NAME, use="call" if is_service else "load", why=why)


def _kind(caller: Caller) -> Kind:
    return (
        "service"
        if caller.kind == "service"
        else "dataset"
        if caller.kind == "dataset"
        else "model"
    )


def _name(callee: str | None) -> str:
    return (callee or "").rsplit(".", 1)[-1]
