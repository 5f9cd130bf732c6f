"""Calls that load or call a model: by their argument, or by the default of the class.

A call whose argument is known only when the program runs is told as a gap, never dropped.

Floor: discover.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from licenseengine.discover.detect.base import sighting
from licenseengine.discover.detect.contexts import is_looked_up
from licenseengine.discover.detect.naming import Named, hosted, link, name_of
from licenseengine.discover.detect.shapes import is_folder, is_no_name
from licenseengine.discover.formats.folding import is_open
from licenseengine.discover.records import Document, Gap, Kind, Place, Role, Seen, Statement
from licenseengine.discover.signs import Caller, Signs

NAME = "loaders"
_ONE_CALL = 12
_KINDS: dict[str, Kind] = {"service": "service", "dataset": "dataset", "adapter": "adapter"}
_OWNED = ("kaggle:", "tfhub:", "modelscope:", "keras:")
_PLAIN = re.compile(r"[A-Za-z][\w-]{1,60}")


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """Arguments of known functions and classes, and the defaults of classes called without one."""
    imported = " ".join(document.module.imports.values()) if document.module else document.text
    kinds = _kinds_told(document)
    for statement in document.statements:
        if statement.form == "instance":
            for caller in _of(statement.value, imported, signs):
                yield from _implied(document, statement, caller)
        elif statement.callee and statement.form in {"argument", "default", "item"}:
            for caller in _of(statement.callee, imported, signs):
                if _takes(caller, statement):
                    told = kinds.get((statement.callee, statement.keys[:-1]), ())
                    yield from _given(document, statement, _told(caller, statement, told), signs)


def _of(callee: str, imported: str, signs: Signs) -> Iterator[Caller]:
    for caller in signs.caller(callee):
        homes = caller.homes
        if not homes or any(home in callee or home in imported for home in homes):
            yield caller
            return


def _takes(caller: Caller, statement: Statement) -> bool:
    key = statement.key
    return any(str(place) == key for place in caller.takes)


_Kinds = dict[tuple[str, tuple[str, ...]], list[tuple[int, str]]]


def _kinds_told(document: Document) -> _Kinds:
    """What calls say of the repository that they are given: ``repo_type="dataset"``."""
    told: _Kinds = {}
    for statement in document.statements:
        if statement.key == "repo_type" and statement.callee:
            key = (statement.callee, statement.keys[:-1])
            told.setdefault(key, []).append((statement.line, statement.value))
    return told


def _told(caller: Caller, statement: Statement, told: Iterable[tuple[int, str]]) -> Caller | None:
    """The caller as the same call says it is meant; None where it loads neither model nor data."""
    near = [kind for line, kind in told if abs(line - statement.line) <= _ONE_CALL]
    if not near or near[0] == caller.kind:
        return caller
    return replace(caller, kind="dataset") if near[0] == "dataset" else None


def _given(
    document: Document, statement: Statement, caller: Caller | None, signs: Signs
) -> Iterator[Seen]:
    if caller is None or is_looked_up(statement, signs):
        return
    if is_open(statement.value):
        said = f"`{_name(statement.callee)}` is given a name that is known only when it runs"
        yield Gap("LE706", Place(document.path, statement.line, statement.column), said)
        return
    named = _argument(statement, caller, signs)
    if named is None or _has_no_weights(document, statement, caller):
        return
    use = "call" if named.kind == "service" else "load"
    use = "tokenizer" if caller.kind == "tokenizer" else use
    role = Role.MENTIONED if use == "tokenizer" and named.kind == "service" else None
    yield sighting(document, statement, named, NAME, use=use, role=role)


def _argument(statement: Statement, caller: Caller, signs: Signs) -> Named | None:
    """What a known function is given."""
    value = statement.value
    if caller.ref != "{}":
        if found := link(value, signs, caller.kind):
            return found
        has_place = "/" in value and not caller.ref.startswith(_OWNED)
        if has_place or " " in value or signs.is_placeholder(value) or is_no_name(value):
            return None
        return Named(caller.ref.format(value.removesuffix(":latest")), _kind(caller), "bare")
    if caller.provider and caller.kind == "service":
        return hosted(value, signs, caller.provider) or _of_provider(value, caller, signs)
    named = name_of(value, signs, caller.kind)
    return named or (_plain_data(statement, signs) if caller.kind == "dataset" else None)


def _plain_data(statement: Statement, signs: Signs) -> Named | None:
    """A data set of the hub without an owner: ``load_dataset("imdb")``, and no builder of files."""
    is_hub = (statement.callee or "") in {"load_dataset", "datasets.load_dataset"}
    value = statement.value
    if not is_hub or not _PLAIN.fullmatch(value) or value in signs.raw["builders"]:
        return None
    if signs.is_placeholder(value) or is_folder(value, signs):
        return None
    return Named(value, "dataset", "bare", "medium")


def _has_no_weights(document: Document, statement: Statement, caller: Caller) -> bool:
    """Whether an architecture is made without the weights of the same name."""
    return caller.ref.startswith("timm/") and "pretrained=False" in document.line(statement.line)


def _of_provider(value: str, caller: Caller, signs: Signs) -> Named | None:
    if " " in value or signs.is_placeholder(value) or "/" in value:
        return name_of(value, signs, "model")
    if is_no_name(value):
        return None
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
    return _KINDS.get(caller.kind, "model")


def _name(callee: str | None) -> str:
    return (callee or "").rsplit(".", 1)[-1]
