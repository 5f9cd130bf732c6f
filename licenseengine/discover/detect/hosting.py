"""Models behind an interface: names that only a host has, and names that are said with their host.

Floor: discover.
"""

import re
from fnmatch import fnmatchcase

from licenseengine.discover.detect.shapes import FILES, HUB, Named, is_no_name, is_spoken
from licenseengine.discover.signs import Signs, plain_word

# A name with its maker before it, as only some hosts write it: `us.anthropic.claude-3-haiku-v1:0`.
_WITH_MAKER = re.compile(r"(?:[a-z]{2,6}\.)?[a-z0-9]{2,12}\.[a-z][\w.-]*-[\w.:-]+")
_SERVED = re.compile(r"(?=.*[-.\d])[\w.-]+(?:/[\w.-]+)?(?::[\w.-]+)?")
_ADDRESS = re.compile(r"(?:https?|wss?)://(?:[^\s/@]*@)?([\w.*-]+)")
# How a model is asked, between its host and its name: `anthropic:messages:claude-3-haiku`.
MANNER = re.compile(
    r"^(?:chat|messages?|completions?|responses|embeddings?|image|text-generation|realtime|assistant|"
    r"feature-extraction|text-classification|moderation):"
)
_OLLAMA = re.compile(r"[A-Za-z][\w.-]*(?:/[\w.-]+)?(?::[\w.-]+)?")


def hosted(text: str, signs: Signs, provider: str | None = None) -> Named | None:
    """A hosted model: a name that only its host has, or one that is said with its host.

    Args:
        text: a name.
        signs: the knowledge of names.
        provider: who hosts what is named here, where the surroundings say so.
    """
    host = signs.host_of(text)
    if host:
        if is_no_name(text) or is_spoken(text, signs):
            return None
        return Named(f"{_whose(text, host, provider, signs)}:{text}", "service", "hosted")
    for mark in ("/", ":"):
        first, found, rest = text.partition(mark)
        named = signs.provider_words.get(plain_word(first)) if found else None
        if named and rest and not is_no_name(rest) and not FILES.search(rest):
            return _with_host(named, first, mark, rest, signs)
    return None


def is_gateway(provider: str | None, signs: Signs) -> bool:
    """Whether a host serves the models of others."""
    return provider is not None and provider in signs.raw.get("gateways", ())


def served(text: str, signs: Signs, provider: str | None) -> Named | None:
    """What a host of others' models serves under a name of theirs."""
    if provider is None or not is_gateway(provider, signs) or not _SERVED.fullmatch(text):
        return None
    first, found, rest = text.partition("/")
    is_host = found and signs.provider_words.get(plain_word(first)) == provider
    name = rest if is_host and first.casefold() not in signs.owners else text
    if "/" not in name and not signs.looks_like_model(name):
        return None
    return Named(f"{provider}:{name}", "service", "hosted", "medium")


def is_closed(host: str | None, signs: Signs) -> bool:
    """Whether nobody else has the models that a host alone has names for."""
    return host is not None and host in signs.raw["closed"]


def _whose(text: str, host: str, provider: str | None, signs: Signs) -> str:
    """Who hosts a hosted name: its own host, unless what is around it says a gateway."""
    if provider is None or provider == host or not is_gateway(provider, signs):
        return host
    if is_closed(host, signs) and provider not in signs.raw["resellers"]:
        return host
    return host if _WITH_MAKER.fullmatch(text) else provider


def _with_host(named: str, first: str, mark: str, rest: str, signs: Signs) -> Named | None:
    word = first.casefold()
    rest = MANNER.sub("", rest) if mark == ":" else rest
    if word in {"ollama", "ollama_chat"}:
        name = rest.removesuffix(":latest")
        return Named(f"ollama:{name}", "model", "bare") if _OLLAMA.fullmatch(rest) else None
    last = rest.rsplit("/", 1)[-1]
    if last != rest and signs.host_of(last) == named:
        rest = last  # the route to it: `bedrock/converse/x`
    if signs.host_of(rest):
        return None if is_spoken(rest, signs) else Named(f"{named}:{rest}", "service", "hosted")
    if mark == "/" and word in signs.owners:
        return _like_an_owner(named, word, rest, signs)
    fits = signs.looks_like_model(rest)
    if mark == "/":
        fits = is_gateway(named, signs) and (fits or "/" in rest)
    return Named(f"{named}:{rest}", "service", "hosted") if fits else None


def _like_an_owner(named: str, word: str, rest: str, signs: Signs) -> Named | None:
    """A word that is a host and an owner on the hub: some of its names are only of the one."""
    weights = signs.raw.get("opened", {}).get(word)
    if weights is None or signs.is_known(f"{word}/{rest}"):
        return None
    if HUB.fullmatch(rest):  # of another owner, behind such an interface
        return Named(rest, "model", "hub", "medium")
    is_opened = any(fnmatchcase(rest.casefold(), str(glob)) for glob in weights)
    fits = not is_opened and signs.looks_like_model(rest)
    return Named(f"{named}:{rest}", "service", "hosted", "low") if fits else None


def provider_at(text: str, signs: Signs) -> str | None:
    """Whose interface an address is; None for any other address."""
    found = _ADDRESS.match(text)
    if found is None:
        return None
    host = found[1].casefold()
    for provider, entry in signs.raw["providers"].items():
        if any(fnmatchcase(host, str(glob)) for glob in entry.get("hosts", ())):
            return str(provider)
    return None
