"""Addresses: repositories of the hub, files of weights, interfaces of hosts; in code and in prose.

Floor: discover.
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from licenseengine.discover.detect.base import sighting
from licenseengine.discover.detect.naming import Named, link
from licenseengine.discover.detect.contexts import role_by_setting
from licenseengine.discover.records import Document, Role, Seen, Statement
from licenseengine.discover.signs import Signs

NAME = "links"
_PROSE = frozenset({"markdown", "text"})
_ADDRESS = re.compile(r"https?://[^\s\"'<>)\]`]+")
_HOST = re.compile(r"(?:https?|wss?)://(?:[^\s/@]*@)?([\w.*-]+)")
MOST = 500


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """Every address that names an artefact or the interface of a host."""
    if document.format in _PROSE:
        yield from _in_prose(document, signs)
        return
    for statement in document.statements:
        if "://" not in statement.value and "huggingface.co/" not in statement.value:
            continue
        named = link(statement.value, signs) or _host(statement.value, signs)
        if named is not None and "\x01" not in named.ref:
            role = role_by_setting(statement, None, signs)
            use = "call" if named.kind == "service" else "load"
            yield sighting(document, statement, named, NAME, role=role, use=use)


def _in_prose(document: Document, signs: Signs) -> Iterator[Seen]:
    count = 0
    for number, row in enumerate(document.text.split("\n"), 1):
        if "://" not in row or len(row) > 2_000:  # noqa: PLR2004 - a line of prose
            continue
        for found in _ADDRESS.finditer(row):
            named = link(found[0], signs)
            count += named is not None
            if named is not None and count <= MOST:
                at = Statement(found[0], number, found.start() + 1, (), "prose")
                yield sighting(document, at, named, NAME, role=Role.DOCS, use="mention")


def _host(text: str, signs: Signs) -> Named | None:
    """The service behind an interface's address, where no model is named with it."""
    found = _HOST.match(text)
    if found is None:
        return None
    host = found[1].casefold()
    for provider, entry in signs.raw["providers"].items():
        if any(fnmatchcase(host, str(glob)) for glob in entry.get("hosts", ())):
            return Named(f"{provider}:*", "service", "hosted", "medium")
    return None
