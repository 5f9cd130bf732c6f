"""Addresses: repositories of the hub, files of weights, interfaces of hosts; in code and in prose.

Floor: discover.
"""

import re
from collections.abc import Iterator

from licenseengine.discover.detect.base import kind_near, sighting, statements_of
from licenseengine.discover.detect.contexts import role_by_setting
from licenseengine.discover.detect.hosting import provider_at
from licenseengine.discover.detect.naming import Named, link
from licenseengine.discover.records import Document, Role, Seen, Statement
from licenseengine.discover.signs import Signs, snake

NAME = "links"
_PROSE = frozenset({"markdown", "text", "requirements"})
_ADDRESS = re.compile(r"https?://[^\s\"'<>)\]`]+")
_FETCHES = re.compile(
    r"\s*(?:sudo\s+)?(?:wget|curl|git|aria2c|gdown|hf|huggingface-cli|axel)\b|https?://"
)
_TABLES = {"models": "model", "datasets": "dataset", "loras": "adapter", "checkpoints": "model"}
MOST = 500


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """Every address that names an artefact or the interface of a host."""
    if document.format in _PROSE:
        yield from _in_prose(document, signs)
        return
    for statement in statements_of(document):
        value = statement.value
        if "://" not in value and "huggingface.co/" not in value:
            continue
        named = link(value, signs, _kind(statement, signs)) or _host(value, signs)
        if named is not None and "\x01" not in named.ref:
            yield _seen(document, statement, named, signs)


def _seen(document: Document, statement: Statement, named: Named, signs: Signs) -> Seen:
    role = role_by_setting(statement, None, signs, document)
    if role is None and " " in statement.value and not _FETCHES.match(statement.value):
        role = Role.MENTIONED  # a sentence in the code
    use = "call" if named.kind == "service" else "load"
    return sighting(document, statement, named, NAME, role=role, use=use)


def _kind(statement: Statement, signs: Signs) -> str | None:
    """What the setting of an address holds; of a table of models, each address in it is one."""
    kind = kind_near(statement, signs)
    tables = (snake(key) for key in statement.keys)
    table = next((_TABLES[word] for t in tables if (word := t.rsplit("_", 1)[-1]) in _TABLES), None)
    return table or kind


def _in_prose(document: Document, signs: Signs) -> Iterator[Seen]:
    count = 0
    is_list = document.format == "requirements"  # a package with a model in it is installed
    for number, row in enumerate(document.text.split("\n"), 1):
        if "://" not in row or len(row) > 2_000:  # noqa: PLR2004 - a line of prose
            continue
        for found in _ADDRESS.finditer(row):
            named = link(found[0], signs)
            count += named is not None
            if named is not None and count <= MOST:
                at = Statement(found[0], number, found.start() + 1, (), "prose")
                if is_list:
                    yield sighting(document, at, named, NAME)
                else:
                    yield sighting(document, at, named, NAME, role=Role.DOCS, use="mention")


def _host(text: str, signs: Signs) -> Named | None:
    """The service behind an interface's address, where no model is named with it."""
    provider = provider_at(text, signs)
    return Named(f"{provider}:*", "service", "hosted", "medium") if provider else None
