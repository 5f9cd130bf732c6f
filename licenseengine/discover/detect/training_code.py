"""Training and making of data in Python: what a script trains on what, and whose answers it writes.

A script that loads a model and data and uses a trainer makes a model of them; one that calls a
service and writes a file of training data makes that of the service's answers.

Floor: discover.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from licenseengine.discover.detect import loaders, names
from licenseengine.discover.detect.base import kind_near
from licenseengine.discover.detect.shapes import listed
from licenseengine.discover.formats.folding import is_open
from licenseengine.discover.records import (
    Document,
    Kind,
    Making,
    Module,
    Place,
    Seen,
    Sighting,
    Statement,
)
from licenseengine.discover.signs import Signs

NAME = "training code"
_TRAINER = re.compile(
    r"(?:transformers|trl|unsloth|sentence_transformers|setfit|peft|diffusers)[\w.]*\.\w*Trainer"
)
_ADAPTERS = re.compile(r"peft\.(?:\w+Config|get_peft_model)$|\bFastLanguageModel$")
_MOST = 3  # bases or sets of data; a module with more is a library
_SETTING = frozenset({"default", "value"})


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """The makings that the code of one module shows."""
    module = document.module
    if module is None:
        return
    if is_trained := _uses(module, _TRAINER):
        yield from _training(document, module, signs)
    if not is_trained and (written := _written(document, signs)):
        yield from _generated(document, written, signs)


def _uses(module: Module, pattern: re.Pattern[str]) -> bool:
    """Whether a module refers to something that it imports under such a name."""
    found = {local for local, full in module.imports.items() if pattern.search(full)}
    return any(found & used for used in module.uses.values())


def _training(document: Document, module: Module, signs: Signs) -> Iterator[Seen]:
    loaded = _seen(document, signs, loaders)
    told = [s for s in _seen(document, signs, names) if _is_setting(s)]
    bases = _first(
        [s for s in loaded if s.kind == "model"] or [s for s in told if s.kind == "model"]
    )
    data = _first([s for s in (*loaded, *told) if s.kind == "dataset"])
    if not bases or not data or len(bases) > _MOST or len(data) > 2 * _MOST:
        return
    base = next(iter(bases.values()))
    kind: Kind = "adapter" if _uses(module, _ADAPTERS) else "model"
    by = "adapt" if kind == "adapter" else "fine-tune"
    inputs = (("base", base.ref), *(("data", ref) for ref in data))
    yield Making(by, inputs, document.path, kind, base.place, "us", _name(document, signs))


def _seen(document: Document, signs: Signs, detector: object) -> list[Sighting]:
    found = detector.detect(document, signs)  # type: ignore[attr-defined]
    return [
        s
        for s in found
        if isinstance(s, Sighting) and s.role is None and s.use == "load" and s.confidence != "low"
    ]


def _is_setting(sighting: Sighting) -> bool:
    return sighting.statement is not None and sighting.statement.form in _SETTING


def _first(sightings: list[Sighting]) -> dict[str, Sighting]:
    found: dict[str, Sighting] = {}
    for sighting in sightings:
        found.setdefault(sighting.ref, sighting)
    return found


def _name(document: Document, signs: Signs) -> str | None:
    """The public name of what is made: given to `push_to_hub`, or to the setting for it."""
    for statement in document.statements:
        last = (statement.callee or "").rsplit(".", 1)[-1]
        is_pushed = last.startswith("push_to_hub") and statement.key in {"0", "repo_id"}
        named = is_pushed or statement.key == "hub_model_id"
        if named and "/" in statement.value and not signs.is_placeholder(statement.value):
            return None if is_open(statement.value) else statement.value
    return None


def _written(document: Document, signs: Signs) -> Statement | None:
    """The file of training data that a module writes; None when it writes none."""
    writing = {
        s.line
        for s in document.statements
        if s.form == "argument"
        and s.callee in {"open", "io.open"}
        and s.value[:1] in {"w", "a", "x"}
    }
    for statement in document.statements:
        last = (statement.callee or "").rsplit(".", 1)[-1]
        is_opened = statement.callee in {"open", "io.open"} and statement.line in writing
        if (is_opened or last in signs.raw["writers"]) and _is_data(statement, signs):
            return statement
    return None


def _is_data(statement: Statement, signs: Signs) -> bool:
    value = statement.value
    if is_open(value) or not signs.ending(value, "data") or signs.is_placeholder(value):
        return False
    parts = PurePosixPath(value.casefold()).parts
    return any(listed(signs, "made_data").match(part) for part in parts)


def _generated(document: Document, written: Statement, signs: Signs) -> Iterator[Seen]:
    services = _first(
        [
            s
            for detector in (loaders, names)
            for s in detector.detect(document, signs)
            if isinstance(s, Sighting) and s.kind == "service" and s.role is None
        ]
    )
    called = [s for s in services.values() if s.use == "call" and not s.ref.endswith(":*")]
    if not called or len(called) > _MOST or kind_near(written, signs) == "output":
        return
    path = str(PurePosixPath(written.value))
    place = Place(document.path, written.line, written.column)
    inputs = tuple(("service", s.ref) for s in called)
    yield Making("call", inputs, path, "dataset", place)
