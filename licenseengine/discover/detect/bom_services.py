"""Services of bills: which of them are hosted models, by their provider and their name.

Floor: discover.
"""

from collections.abc import Iterable

from licenseengine.discover.detect.hosting import hosted, is_gateway, provider_at, served
from licenseengine.discover.hub import LONGEST
from licenseengine.discover.signs import Signs, plain_word

_ANY = "*"  # a host that is asked, of which no model is told


def service_named(name: str, provider: str, endpoints: Iterable[str], signs: Signs) -> str | None:
    """The ref of a hosted model; None for a service of nobody who is known to host models.

    Args:
        name: of the service.
        provider: who provides it, in words.
        endpoints: the addresses of its interface.
        signs: the knowledge of hosts and their names.
    """
    if len(name) > LONGEST:
        return None
    by_word = signs.provider_words.get(plain_word(provider)) if provider else None
    by_address = (provider_at(address, signs) for address in endpoints)
    host = by_word or next((found for found in by_address if found), None)
    found = hosted(name, signs, host) or served(name, signs, host)
    if found is not None and found.kind == "service":
        return found.ref
    if host is None:
        return None
    fits = signs.looks_like_model(name) and " " not in name and not is_gateway(host, signs)
    return f"{host}:{name if fits else _ANY}"
