"""What a text names: a repository of the hub, a hosted model, a file of weights or data, a path.

Floor: discover. One place knows the shapes of names, so that all detectors agree on them.
"""

import re
from dataclasses import dataclass
from typing import Literal

from licenseengine.discover.records import Confidence, Kind
from licenseengine.discover.signs import Signs, plain_word

Shape = Literal["hub", "bare", "hosted", "url", "file", "path"]


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: its ref, of what kind, in which shape, and how sure that is."""

    ref: str
    kind: Kind
    shape: Shape
    confidence: Confidence = "high"


_HUB = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_REVISION = re.compile(r"@[\w.-]+$|:(?:[Qq]\d\w*|[a-f0-9]{7,40}|main|latest)$")
_HUB_LINK = re.compile(
    r"(?:https?://)?(?:www\.|cdn-lfs\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)/"
    r"(?P<what>datasets/|models/|spaces/|api/models/|api/datasets/)?"
    r"(?P<repo>[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95})"
    r"(?:/(?:resolve|blob|raw|tree)/[^/\s]+/(?P<file>[^\s?#\"'<>)]+))?"
)
_SCHEME = re.compile(
    r"(?P<scheme>hf|huggingface|ollama|modelscope|hf_hub|hf-hub|litellm)(?:://|:)(?P<rest>\S+)"
)
_TAG = re.compile(r"(?!true$|false$|\d+$)[A-Za-z][\w.-]*(?:/[\w.-]+)?(?::[\w.-]+)?")
_NAME = re.compile(r"[-.\d]")
_URL = re.compile(r"https?://[^\s\"'<>)]+")
_NOT_REPO = frozenset(
    "docs blog api spaces tasks papers settings pricing join login models datasets posts chat "
    "collections organizations new inference learn course welcome terms-of-service privacy".split()
)
_MIME = frozenset(
    "application text image audio video multipart message font chemical x-world model".split()
)
_FILES = re.compile(
    r"\.(py|pyc|js|jsx|ts|tsx|mjs|vue|svelte|html?|css|scss|less|md|mdx|rst|ya?ml|toml|ini|cfg|conf|"
    r"env|lock|log|sh|bat|ps1|rb|go|rs|java|kt|swift|cs|c|cc|cpp|h|hpp|sql|db|sqlite3?|xml|svg|png|"
    r"jpe?g|gif|webp|ico|mp[34]|wav|ogg|flac|pdf|docx?|xlsx?|pptx?|zip|tar|gz|tgz|bz2|xz|whl|so|dll|"
    r"exe|ipynb|git|map|woff2?|ttf|proto|tf|j2|jinja2?|tmpl|template|dockerfile|cu|cuh|txt|pkl|npy)$",
    re.IGNORECASE,
)
_PATHY = re.compile(r"^(?:\.{0,2}/|~|[A-Za-z]:[\\/]|file://|\$)|\\")
_DATE = re.compile(r"^\d{1,4}[/.-]\d")


def name_of(
    text: str, signs: Signs, kind: str | None = None, provider: str | None = None
) -> Named | None:
    """What a text names, when something says that it names an artefact.

    Args:
        text: the value of a setting, an argument, a literal.
        signs: the knowledge of names.
        kind: what the setting or argument holds (model, dataset, adapter, tokenizer); None for a
            literal of which nothing is known.
        provider: who hosts it, where the surroundings say so.
    """
    text = text.strip()
    if not text or len(text) > 400 or "*" in text or signs.is_placeholder(text):  # noqa: PLR2004 - longer than any name
        return None
    if (found := link(text, signs)) is not None:
        return found
    if scheme := _SCHEME.fullmatch(text):
        return _by_scheme(scheme["scheme"], scheme["rest"], signs, kind)
    if " " in text or "\t" in text:
        return None
    if provider == "ollama" and kind and _TAG.fullmatch(text):
        name = text.removeprefix("ollama/").removesuffix(":latest")
        return Named(f"ollama:{name}", "model", "bare")
    if host := hosted(text, signs, provider):
        return host
    bare = _REVISION.sub("", text)
    if _HUB.fullmatch(bare):
        return hub(bare, signs, kind)
    if kind is None:
        return None
    return _loose(text, bare, signs, kind)


def link(text: str, signs: Signs) -> Named | None:
    """What an address names: a repository of the hub, a file in one, a file of weights anywhere."""
    found = _HUB_LINK.search(text)
    if found:
        return _hub_link(found, signs)
    url = _URL.match(text)
    if url is None:
        return None
    address = url[0].split("?")[0].split("#")[0].rstrip(".,;/")
    name = address.rsplit("/", 1)[-1]
    if signs.ending(name, "weights") and "{" not in name:
        return Named(address, "model", "url", "medium")
    return None


def _hub_link(found: re.Match[str], signs: Signs) -> Named | None:
    repo, file = found["repo"].rstrip("."), found["file"]
    owner = repo.split("/")[0].casefold()
    what = found["what"] or ""
    if owner in _NOT_REPO or what.startswith("spaces") or "\x01" in repo or _FILES.search(repo):
        return None
    if signs.is_placeholder(repo):
        return None
    kind: Kind = "dataset" if "datasets" in what else "model"
    if file and kind == "model" and not is_one_model(repo, signs):
        name = file.rsplit("/", 1)[-1]
        if signs.ending(name, "weights") or "." in name:
            return Named(f"{repo}#{name}", kind, "file")
    return Named(repo, kind, "url")


def is_one_model(repo: str, signs: Signs) -> bool:
    """Whether a repository is one model; of others, such as `misc`, each file is an artefact."""
    return signs.is_known(repo) or signs.looks_like_model(repo.split("/")[-1])


def _by_scheme(scheme: str, rest: str, signs: Signs, kind: str | None) -> Named | None:
    rest = rest.split("?")[0]
    if scheme == "ollama":
        return Named(f"ollama:{rest.removesuffix(':latest')}", "model", "bare")
    if scheme == "litellm":
        return name_of(rest, signs, kind or "model")
    parts = rest.removeprefix("datasets/").split("/")
    if len(parts) < 2:  # noqa: PLR2004 - owner and name
        return None
    repo = _REVISION.sub("", "/".join(parts[:2]))
    if not _HUB.fullmatch(repo):
        return None
    file = parts[-1] if len(parts) > 2 else None  # noqa: PLR2004 - a file below the repository
    is_data = rest.startswith("datasets/") or kind == "dataset"
    if file and not is_data and signs.ending(file, "weights") and not is_one_model(repo, signs):
        return Named(f"{repo}#{file}", "model", "file")
    return Named(repo, "dataset" if is_data else "model", "hub")


def hosted(text: str, signs: Signs, provider: str | None = None) -> Named | None:
    """A hosted model: a name that only its host has, or one that is said with its host."""
    host = signs.host_of(text)
    if host:
        fits = provider and provider != "huggingface"
        return Named(f"{provider if fits else host}:{text}", "service", "hosted")
    for mark in ("/", ":"):
        first, found, rest = text.partition(mark)
        named = signs.provider_words.get(plain_word(first))
        if found and rest and named and not rest.startswith("/"):
            if first.casefold() in {"ollama", "ollama_chat"}:
                return Named(f"ollama:{rest}", "model", "bare")
            is_owner = mark == "/" and first.casefold() in signs.owners
            if signs.host_of(rest) or (not is_owner and signs.looks_like_model(rest)):
                return Named(f"{named}:{rest}", "service", "hosted")
    return None


def hub(text: str, signs: Signs, kind: str | None) -> Named | None:
    """A repository of the hub, by its shape and by what speaks for it."""
    owner, name = text.split("/")
    if owner.casefold() in _MIME or _FILES.search(name) or _DATE.match(text):
        return None
    weights = signs.ending(name, "weights")
    if weights and kind is None:
        return None
    of: Kind = "dataset" if kind == "dataset" else "adapter" if kind == "adapter" else "model"
    if weights:
        return Named(text, of, "path", "medium")
    if signs.is_known(text):
        entry = signs.library.find_artefact(text, None)
        known = entry.kind if entry and entry.kind in {"model", "dataset", "adapter"} else of
        return Named(text, known if kind is None else of, "hub")  # type: ignore[arg-type]
    if kind is not None:
        return Named(text, of, "hub", "high" if signs.looks_like_model(name) else "medium")
    if owner.casefold() in signs.owners and signs.looks_like_model(name):
        return Named(text, of, "hub", "medium")
    if signs.looks_like_model(name) and re.search(r"[-_.\d]", name):
        return Named(text, of, "hub", "low")
    return None


def _loose(text: str, bare: str, signs: Signs, kind: str) -> Named | None:
    """A name under a setting that holds artefacts: a path, a file, a name without an owner."""
    of: Kind = "dataset" if kind == "dataset" else "adapter" if kind == "adapter" else "model"
    last = text.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    weights = of != "dataset" and signs.ending(last, "weights")
    data = of == "dataset" and signs.ending(last, "data")
    if _PATHY.search(text) or text.count("/") > 0:
        if weights or data:
            return Named(_relative(text), of, "path")
        is_local = text.startswith(("./", "../")) and "." not in last
        return Named(text, of, "path", "medium") if is_local and last.strip(".") else None
    if weights or data:
        return Named(text, of, "file", "medium")
    if _FILES.search(text):
        return None
    if (
        signs.looks_like_model(bare)
        and _NAME.search(bare)
        and ("-" in bare or "." in bare or signs.is_known(bare))
    ):
        return Named(bare, of, "bare", "medium")
    if of == "dataset" and signs.is_known(bare):
        return Named(bare, of, "bare", "medium")
    return None


def _relative(text: str) -> str:
    return text.removeprefix("./")
