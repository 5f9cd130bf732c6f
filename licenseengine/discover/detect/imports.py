"""Clients of hosts that a project imports: the service is used, whichever model is named later.

Floor: discover.
"""

from collections.abc import Iterator

from licenseengine.discover.detect.base import sighting
from licenseengine.discover.detect.naming import Named
from licenseengine.discover.records import Document, Seen
from licenseengine.discover.signs import Signs

NAME = "imports"


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """One sighting for each client that is imported; `provider:*` while no model is named."""
    told: set[str] = set()
    for statement in document.statements:
        if statement.form != "import":
            continue
        provider = _provider(statement.value, document.format, signs)
        if provider and provider not in told:
            told.add(provider)
            named = Named(f"{provider}:*", "service", "hosted", "medium")
            why = f"{statement.value} is imported"
            yield sighting(document, statement, named, NAME, use="call", why=why)


def _provider(module: str, format_: str, signs: Signs) -> str | None:
    if format_ == "javascript":
        return signs.packages.get(module)
    top = module.split(".", maxsplit=1)[0]
    for name in (module.replace(".", "-").replace("_", "-"), top.replace("_", "-"), top):
        if name in signs.packages:
            return signs.packages[name]
    return None
