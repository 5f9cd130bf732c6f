"""Names of models, data sets and services in settings, constants, fields, arguments and lists.

The most productive detector: any text of the right shape, in any format, with what its setting's
name says of it. Tables of prices and limits, lists of former names and outputs are told apart.

Floor: discover.
"""

from collections.abc import Iterator

from licenseengine.discover.detect.base import kind_around, provider_near, sighting, statements_of
from licenseengine.discover.detect.contexts import (
    Neighbours,
    counts_tokens,
    is_looked_up,
    is_other_thing,
    role_by_setting,
)
from licenseengine.discover.detect.naming import Named, may_name, name_of
from licenseengine.discover.records import Document, Role, Seen, Statement
from licenseengine.discover.signs import Signs, snake

NAME = "names"
# Settings of a model itself; the detector of model folders reads the files that have them.
_OF_MODELS = frozenset(
    {
        "architectures",
        "_class_name",
        "_name_or_path",
        "transformers_version",
        "peft_type",
        "tokenizer_class",
        "diffusers_version",
    }
)
_FORMS = frozenset({"value", "item", "argument", "default", "key", "rate", "command"})
_CODE = frozenset({"python", "javascript"})
_CALLED = frozenset({"argument", "default"})
_SHAPED = frozenset({"hub", "hosted", "url"})


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """Every statement that names an artefact by itself or by the setting that it is given to."""
    if document.format == "json" and _is_of_model(document):
        return
    statements = tuple(statements_of(document))
    beside = Neighbours(statements, signs)
    for statement in statements:
        if statement.form not in _FORMS or "\x01" in statement.value:
            continue
        kind, is_near = kind_around(statement, signs)
        if kind is None and not may_name(statement.value, signs):
            continue
        if is_other_thing(statement) or beside.is_part(statement):
            continue
        if _is_other_text(statement, kind, signs):
            continue
        host = beside.host if statement.form in _CALLED and document.format in _CODE else None
        provider = beside.provider(statement) or provider_near(
            statement, signs, document.path, host
        )
        named = _named(document, statement, kind, provider, signs)
        is_meant = is_near or kind is None
        if named is None or not (is_meant or named.shape in _SHAPED or _is_known(named, signs)):
            continue
        yield _seen(document, statement, named, kind, signs)


def _is_of_model(document: Document) -> bool:
    return any(k in _OF_MODELS for root in document.roots for k, _ in root.entries or ())


def _is_known(named: Named, signs: Signs) -> bool:
    return ":" not in named.ref and signs.is_known(named.ref)


def _named(
    document: Document, statement: Statement, kind: str | None, provider: str | None, signs: Signs
) -> Named | None:
    """What a statement names, where it is one of an artefact."""
    sure = kind if kind != "output" else "model"
    named = name_of(statement.value, signs, sure, provider)
    if named is None or (named.shape == "path" and kind is None):
        return None
    if named.shape == "bare" and kind == "output":
        return None
    is_entry = named.shape == "bare" and statement.form in {"key", "rate"}
    is_unsure = named.confidence == "low" and kind is None and document.format not in _CODE
    return None if is_entry or is_unsure else named


def _is_other_text(statement: Statement, kind: str | None, signs: Signs) -> bool:
    """An operand of a program, a key that is looked up, the name of the field itself."""
    if statement.form == "command" and kind is None:
        return True
    if statement.form == "argument" and is_looked_up(statement, signs):
        return True
    return statement.value.casefold() in {snake(key) for key in statement.keys}


def _seen(
    document: Document, statement: Statement, named: Named, kind: str | None, signs: Signs
) -> Seen:
    role = role_by_setting(statement, kind, signs, document)
    use = "tokenizer" if kind == "tokenizer" else "call" if named.kind == "service" else "load"
    if role is None and named.kind == "service":
        if counts_tokens(statement, kind, signs, document):
            role, use = Role.MENTIONED, "tokenizer"
        elif _is_compared(statement):
            role = Role.MENTIONED
    return sighting(document, statement, named, NAME, role=role, use=use)


def _is_compared(statement: Statement) -> bool:
    """Whether a text is one of several that nothing holds: they are gone through and compared."""
    keys = statement.keys
    is_held = bool(keys) and (statement.callee is not None or not keys[-1].isdigit())
    return statement.form == "item" and not is_held
