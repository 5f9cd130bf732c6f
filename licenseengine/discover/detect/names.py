"""Names of models, data sets and services in settings, constants, fields, arguments and lists.

The most productive detector: any text of the right shape, in any format, with what its setting's
name says of it. Tables of prices and limits, lists of former names and outputs are told apart.

Floor: discover.
"""

from collections.abc import Iterator

from licenseengine.discover.detect.base import kind_near, provider_near, sighting
from licenseengine.discover.detect.naming import Named, name_of
from licenseengine.discover.records import Document, Role, Seen, Statement
from licenseengine.discover.signs import Signs, snake

NAME = "names"
# Files that describe the model beside them; the detector of model folders reads them.
_OF_MODELS = frozenset(
    {"config.json", "model_index.json", "adapter_config.json", "tokenizer_config.json"}
)
_FORMS = frozenset({"value", "item", "argument", "default", "key", "rate", "command"})


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """Every statement that names an artefact by itself or by the setting that it is given to."""
    if document.path.rsplit("/", 1)[-1] in _OF_MODELS:
        return
    for statement in document.statements:
        if statement.form not in _FORMS or "\x01" in statement.value:
            continue
        kind = kind_near(statement, signs)
        if kind is None and "/" not in statement.value and not signs.host_of(statement.value):
            continue
        yield from _seen(document, statement, kind, signs)


def _seen(
    document: Document, statement: Statement, kind: str | None, signs: Signs
) -> Iterator[Seen]:
    if statement.form == "command" and kind is None:
        return
    provider = provider_near(statement, signs)
    sure = kind if kind != "output" else "model"
    named = name_of(statement.value, signs, sure, provider)
    if named is None or _is_something_else(statement, named, kind, document):
        return
    role = role_by_setting(statement, kind, signs)
    use = "tokenizer" if kind == "tokenizer" else "call" if named.kind == "service" else "load"
    yield sighting(document, statement, named, NAME, role=role, use=use)


def role_by_setting(statement: Statement, kind: str | None, signs: Signs) -> Role | None:
    """The role that the name of a setting tells: an output, a price, a former name; None for none."""
    if kind == "output":
        return Role.OUTPUT
    names = [snake(key) for key in statement.keys]
    if statement.form in {"key", "rate"} and statement.callee:
        names += [snake(word) for word in statement.callee.split()]
    if statement.form == "rate" and kind != "dataset":
        return Role.PRICE_LIST
    if any(signs.price.match(name) for name in names):
        return Role.PRICE_LIST
    if any(signs.former.match(name) for name in names):
        return Role.MENTIONED
    return None


def _is_something_else(
    statement: Statement, named: Named, kind: str | None, document: Document
) -> bool:
    """Names of the right shape that are images of containers, actions, packages or files."""
    if statement.key in {"image", "uses", "FROM", "repository", "action", "container"}:
        return True
    if named.shape == "path" and kind is None:
        return True
    return named.confidence == "low" and document.format not in {"python", "javascript"}
