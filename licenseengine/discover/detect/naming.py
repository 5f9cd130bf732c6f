"""What a text names: a repository of the hub, a hosted model, a file of weights or data, a path.

Floor: discover. One place knows the shapes of names, so that all detectors agree on them.
"""

import re

from licenseengine.discover.detect.addresses import is_one_model, link
from licenseengine.discover.detect.hosting import MANNER, hosted, is_closed, served
from licenseengine.discover.detect.shapes import (
    ABSOLUTE,
    FILES,
    HUB,
    PATHY,
    Named,
    Shape,
    is_any_weights,
    is_folder,
    is_no_name,
    listed,
)
from licenseengine.discover.records import Confidence, Kind
from licenseengine.discover.signs import Signs, plain_word

__all__ = ["Named", "Shape", "hosted", "hub", "is_one_model", "link", "may_name", "name_of"]

_LONGEST, _SHORTEST = 400, 3
_REVISION = re.compile(r"@[\w.-]+$|:(?:[Qq]\d\w*|[a-f0-9]{7,40}|main|latest)$")
_REMOTE_CODE = re.compile(r"--\w+\.\w+$")
_SCHEME = re.compile(
    r"(?P<scheme>hf|huggingface|ollama|modelscope|hf_hub|hf-hub|litellm)(?:://|:)(?P<rest>\S+)"
    r"|(?P<host>huggingface)/(?P<repo>[\w.-]+/[\w.-]+)"  # as proxies write it
)
_TAG = re.compile(r"(?!true$|false$|\d+$)[A-Za-z][\w.-]*(?:/[\w.-]+)?(?::[\w.-]+)?")
_NAME = re.compile(r"[-.\d]")
_DATE = re.compile(r"^\d{1,4}[/.-]\d")
_NUMBERED = re.compile(r"[a-z]_?\d")
_DIGIT = re.compile(r"\d")
_SIZED = re.compile(r"\d[\d.]*[BbMm](?![a-z])")


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
    if not text or len(text) > _LONGEST or "*" in text or signs.is_placeholder(text):
        return None
    found = link(text, signs, kind) or _by_scheme(text, signs, kind)
    if found is not None or "://" in text or " " in text or "\t" in text:
        return found
    is_tag = provider == "ollama" and kind and text != provider and _TAG.fullmatch(text)
    if is_tag and not is_no_name(text) and not is_closed(signs.host_of(text), signs):
        name = text.removeprefix("ollama/").removesuffix(":latest")
        return Named(f"ollama:{name}", "model", "bare")
    return hosted(text, signs, provider) or _unhosted(text, signs, kind, provider)


def may_name(text: str, signs: Signs) -> bool:
    """Whether a text may name an artefact although no setting says so; a cheap look."""
    if "/" in text or signs.host_of(text):
        return True
    first, mark, _ = text.partition(":")
    return bool(mark) and (plain_word(first) in signs.provider_words or first == "huggingface")


def _unhosted(text: str, signs: Signs, kind: str | None, provider: str | None) -> Named | None:
    bare = _REMOTE_CODE.sub("", _REVISION.sub("", text))
    is_file = any(signs.ending(text, ending) for ending in ("weights", "data"))
    if not is_file and not PATHY.search(text) and (is_no_name(bare) or signs.host_of(text)):
        return None
    is_owned = HUB.fullmatch(bare) and not is_folder(bare.split("/")[0], signs)
    if kind == "model" and not is_file and (found := served(bare, signs, provider)):
        return found if is_owned or "/" not in bare else None
    if is_owned:
        return hub(bare, signs, kind)
    if kind is None:
        return None
    return _in_repository(text, signs, kind) or _loose(text, bare, signs, kind)


def _by_scheme(text: str, signs: Signs, kind: str | None) -> Named | None:
    found = _SCHEME.fullmatch(text)
    if found is None:
        return None
    scheme, rest = found["scheme"], MANNER.sub("", found["rest"] or found["repo"]).split("?")[0]
    if scheme == "ollama":
        return Named(f"ollama:{rest.removesuffix(':latest')}", "model", "bare")
    if scheme == "litellm":
        return name_of(rest, signs, kind or "model")
    parts = rest.removeprefix("datasets/").split("/")
    repo = _REVISION.sub("", "/".join(parts[:2]))
    if not HUB.fullmatch(repo):
        return None
    is_data = rest.startswith("datasets/") or kind == "dataset"
    if is_data or len(parts) == 2:  # noqa: PLR2004 - owner and name
        return Named(repo, "dataset" if is_data else "model", "hub")
    return _file_of(repo, parts[-1], "model", signs)


def _file_of(repo: str, file: str, kind: Kind, signs: Signs) -> Named:
    """A file below a repository: the repository, or the file itself where there are others."""
    if signs.ending(file, "weights") and not is_one_model(repo, signs):
        return Named(f"{repo}#{file}", kind, "file")
    return Named(repo, kind, "hub")


def hub(text: str, signs: Signs, kind: str | None) -> Named | None:
    """A repository of the hub, by its shape and by what speaks for it."""
    owner, name = text.split("/")
    if listed(signs, "mime").match(owner.casefold()) or FILES.search(name) or _DATE.match(text):
        return None
    if signs.ending(name, "weights"):
        return Named(text, _of(kind), "path", "medium") if kind else None
    if is_any_weights(name, signs):
        return None
    if signs.is_known(text):
        entry = signs.library.find_artefact(text, None)
        known = entry.kind if entry and entry.kind in {"model", "dataset", "adapter"} else "model"
        return Named(text, _of(kind or known), "hub")
    return _unknown(text, owner, name, signs, kind)


def _unknown(text: str, owner: str, name: str, signs: Signs, kind: str | None) -> Named | None:
    is_owner, is_like = owner.casefold() in signs.owners, signs.looks_like_model(name)
    if len(name) < _SHORTEST or signs.is_placeholder(name):
        return None
    if not is_owner and not _may_own(owner, name, signs):
        return None
    is_data = listed(signs, "data_names").match(name.casefold()) and not _SIZED.search(name)
    if kind is not None:
        sure: Confidence = "high" if is_like and kind != "dataset" else "medium"
        of = "dataset" if is_data and not is_like and kind == "model" else kind
        return Named(text, _of(of), "hub", sure)
    sure = "medium" if is_owner else "low"
    if is_data and (is_owner or is_like):
        return Named(text, "dataset", "hub", sure)
    fits = is_like and (is_owner or "_" in name or _NAME.search(name))
    return Named(text, "model", "hub", sure) if fits else None


def _may_own(owner: str, name: str, signs: Signs) -> bool:
    """Whether a word before a slash may be an owner; a host or a model is none: ``phi3/mini``."""
    if plain_word(owner) in signs.provider_words or _SIZED.match(name):
        return False
    return not (signs.looks_like_model(owner) and _NUMBERED.search(owner))


def _in_repository(text: str, signs: Signs, kind: str) -> Named | None:
    """A file of weights that is told with its repository: ``org/name-GGUF/name.Q4.gguf``."""
    parts = text.split("/")
    if len(parts) != 3 or not signs.ending(text, "weights") or PATHY.search(text):  # noqa: PLR2004 - owner, name, file
        return None
    owner, name, file = parts
    fits = owner.casefold() in signs.owners or signs.looks_like_model(name)
    if is_folder(owner, signs) or not fits or not HUB.fullmatch(f"{owner}/{name}"):
        return None
    return _file_of(f"{owner}/{name}", file, _of(kind), signs)


def _loose(text: str, bare: str, signs: Signs, kind: str) -> Named | None:
    """A name under a setting that holds artefacts: a path, a file, a name without an owner."""
    of = _of(kind)
    last = text.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    is_file = signs.ending(last, "data") if of == "dataset" else signs.ending(last, "weights")
    if PATHY.search(text) or "/" in text:
        return _path(text, last, of, signs, is_file=is_file)
    if is_file:
        is_any = is_any_weights(last, signs) or last.startswith(".")
        return None if is_any else Named(text, of, "file", "medium")
    return _bare(bare, of, signs)


def _path(text: str, last: str, of: Kind, signs: Signs, *, is_file: bool) -> Named | None:
    if is_file and ABSOLUTE.match(text):  # of somebody's machine: what the file is called remains
        return None if is_any_weights(last, signs) else Named(last, of, "file", "low")
    if is_file:
        return Named(text.removeprefix("./"), of, "path")
    if text.startswith(("./", "../")) and "." not in last and last:
        return Named(text, of, "path", "medium")
    named = None if of == "dataset" else _bare(last, of, signs)
    return Named(named.ref, of, "bare", "low") if named else None


def _bare(bare: str, of: Kind, signs: Signs) -> Named | None:
    """A name without an owner: of the catalogue, or one with a word and a figure of models."""
    if FILES.search(bare) or is_no_name(bare) or bare.casefold() in signs.owners:
        return None
    if of == "dataset":
        entry = signs.library.find_artefact(bare)
        fits = entry is not None and entry.kind == "dataset"
        return Named(bare, of, "bare", "medium") if fits else None
    folded = bare.casefold()
    names = signs.library.sections["catalog:names"]
    is_listed = folded in signs.raw["unowned"] or ("_" in bare and folded in names)
    is_shaped = ("-" in bare or "." in bare) and (bool(_DIGIT.search(bare)) or signs.is_known(bare))
    fits = (is_listed or is_shaped) and signs.looks_like_model(bare)
    return Named(bare, of, "bare", "medium") if fits else None


def _of(kind: str | None) -> Kind:
    return "dataset" if kind == "dataset" else "adapter" if kind == "adapter" else "model"
