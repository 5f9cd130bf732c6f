"""The JSON Schema of a report on openness, ``licenseengine/openness/1``.

Floor: report.
"""

from typing import Any

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_TRUTH = {"enum": ["yes", "no", "unknown"]}
_CLASS = {"type": "integer", "minimum": 0, "maximum": 3}
_STATES = ["open", "partial", "closed", "unknown"]


def openness_schema() -> dict[str, Any]:
    """The schema; every key is always there, null where nothing is known."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "licenseengine/openness/1",
        **_record(
            schema={"const": "licenseengine/openness/1"},
            ref=_TEXT,
            name=_TEXT,
            kind={"enum": ["system", "artefact", "license"]},
            family=_MAYBE,
            producers=_list(_TEXT),
            note=_MAYBE,
            criteria=_list(_criterion()),
            framework=_or_null(_framework()),
            definition=_or_null(_definition()),
            licenses=_list(_license()),
            not_read=_list(_named()),
            claims=_list(_record(words=_TEXT, source=_TEXT)),
            open_washing=_list(_TEXT),
            not_shown=_list(_record(criterion={"type": "integer"}, name=_TEXT, why=_TEXT)),
            also_judged=_list(_TEXT),
            sources=_list(_record(name=_TEXT, url=_TEXT, license=_MAYBE, cite=_TEXT, read=_MAYBE)),
            disclaimer=_TEXT,
            knowledge=_record(version=_TEXT, sha256=_TEXT),
        ),
    }


def _record(**properties: Any) -> dict[str, Any]:  # noqa: ANN401 - a schema for each key
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _criterion() -> dict[str, Any]:
    statement = _record(
        state={"enum": _STATES}, source=_TEXT, subject=_TEXT, said=_MAYBE, url=_MAYBE
    )
    return _record(
        criterion=_TEXT,
        name=_TEXT,
        group={"enum": ["availability", "documentation", "access"]},
        state={"enum": [*_STATES, "disputed"]},
        statements=_list(statement),
    )


def _missing() -> dict[str, Any]:
    return _list(_record(component=_TEXT, known={"enum": ["absent", "unknown"]}, said=_TEXT))


def _framework() -> dict[str, Any]:
    step = _record(
        **{"class": _CLASS},
        name=_TEXT,
        met=_TRUTH,
        progress={"type": ["number", "null"], "minimum": 0, "maximum": 100},
        missing=_missing(),
    )
    return _record(
        **{"class": _or_null(_CLASS)},
        at_least=_CLASS,
        at_most=_CLASS,
        classes=_list(step),
        other_content=_list(_TEXT),
    )


def _definition() -> dict[str, Any]:
    part = _record(
        part=_TEXT,
        name=_TEXT,
        terms={"enum": ["osi", "open"]},
        any_of={"type": "boolean"},
        met=_TRUTH,
        missing=_missing(),
    )
    return _record(outcome={"enum": ["open", "not", "unknown"]}, parts=_list(part))


def _named() -> dict[str, Any]:
    parts = {"type": ["array", "null"], "items": _TEXT}
    return _record(source=_TEXT, about=_TEXT, words=_TEXT, components=parts, url=_MAYBE)


def _license() -> dict[str, Any]:
    clause = _record(
        license=_MAYBE,
        rule=_MAYBE,
        cite=_MAYBE,
        text=_MAYBE,
        when=_list(_TEXT),
        sure={"type": "boolean"},
        hangs_on=_list(_TEXT),
    )
    breach = _record(criterion={"type": "integer"}, name=_TEXT, clauses=_list(clause))
    return _record(
        license=_TEXT,
        name=_MAYBE,
        open=_TRUTH,
        lists=_list(_TEXT),
        encoded={"enum": ["full", "partial", None]},
        calls_itself_open={"type": "boolean"},
        fails=_list({"type": "integer"}),
        breaches=_list(breach),
        named=_list(_named()),
    )
