"""What addresses name: repositories of hubs, files of weights or data wherever they lie.

Floor: discover.
"""

import re

from licenseengine.discover.detect.shapes import ARCHIVE, FILES, Named, listed
from licenseengine.discover.records import Kind
from licenseengine.discover.signs import Signs

_HUB_LINK = re.compile(
    r"(?:https?://)?(?:www\.|cdn-lfs\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)/"
    r"(?P<what>datasets/|models/|spaces/|api/models/|api/datasets/)?"
    r"(?P<repo>[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95})"
    r"(?:/(?:resolve|blob|raw|tree)/[^/\s]+/(?P<file>[^\s?#\"'<>)]+))?"
)
_URL = re.compile(r"(?:https?|ftp|s3|gs|gcs|r2|oss|cos|az|abfss?|wasbs?)://[^\s\"'<>)]+")
# Files and models that other stores know by a number or a name.
_DRIVE = re.compile(r"(?:drive|docs)\.google\.com/(?:uc\?\S*?\bid=|file/d/)(?P<id>[\w-]{20,})")
_OTHERS = (
    (re.compile(r"spacy-models/releases/download/(?P<id>[a-z]{2,3}_\w+?)-\d"), "spacy/{}", "model"),
    (re.compile(r"civitai\.com/api/download/models/(?P<id>\d+)"), "civitai:{}", "model"),
    (re.compile(r"kaggle\.com/datasets/(?P<id>[\w-]+/[\w-]+)"), "kaggle:{}", "dataset"),
    (re.compile(r"kaggle\.com/models/(?P<id>[\w-]+/[\w.-]+(?:/[\w.-]+)*)"), "kaggle:{}", "model"),
    (re.compile(r"tfhub\.dev/(?P<id>[\w-]+/[\w.-]+(?:/[\w.-]+)*)"), "tfhub:{}", "model"),
    (re.compile(r"modelscope\.c[no]m?/models/(?P<id>[\w-]+/[\w.-]+)"), "modelscope:{}", "model"),
    (re.compile(r"ollama\.com/library/(?P<id>[\w.-]+(?::[\w.-]+)?)"), "ollama:{}", "model"),
)


def link(text: str, signs: Signs, kind: str | None = None) -> Named | None:
    """What an address names: a repository of a hub, a file in one, weights or data anywhere.

    Args:
        text: an address, or a text with one of the hub.
        signs: the knowledge of names.
        kind: what its setting holds; an archive is weights or data only where that says so.
    """
    if found := _HUB_LINK.search(text):
        return _hub_link(found, signs)
    url = _URL.match(text)
    if url is None:
        return None
    if (elsewhere := _elsewhere(url[0], kind)) is not None:
        return elsewhere
    address = url[0].split("?")[0].split("#")[0].rstrip(".,;/")
    name = address.rsplit("/", 1)[-1]
    of = None if "{" in name or "*" in name else _fetched(name, signs, kind)
    return Named(address, of, "url", "medium") if of else None


def _elsewhere(url: str, kind: str | None) -> Named | None:
    """What stands in another store than the hub; its files have no names of their own."""
    if found := _DRIVE.search(url):
        is_fetched = "/uc?" in url or kind in {"model", "dataset", "adapter"}
        of: Kind = "dataset" if kind == "dataset" else "model"
        return Named(f"gdrive:{found['id']}", of, "url", "medium") if is_fetched else None
    for pattern, ref, what in _OTHERS:
        if found := pattern.search(url):
            of = "dataset" if what == "dataset" else "model"
            return Named(ref.format(found["id"].rstrip(".")), of, "url", "medium")
    return None


def _fetched(name: str, signs: Signs, kind: str | None) -> Kind | None:
    """What is fetched from an address that ends in a name; None when it is no artefact."""
    plain = ARCHIVE.sub("", name) or name
    is_weights = signs.ending(name, "weights") or signs.ending(plain, "weights")
    if is_weights or (kind in {"model", "adapter"} and ARCHIVE.search(name)):
        return "adapter" if kind == "adapter" else "model"
    is_data = kind == "dataset" and (signs.ending(plain, "data") or ARCHIVE.search(name))
    return "dataset" if is_data else None


def _hub_link(found: re.Match[str], signs: Signs) -> Named | None:
    repo, file = found["repo"].rstrip("."), found["file"]
    owner = repo.split("/", maxsplit=1)[0].casefold()
    what = found["what"] or ""
    if listed(signs, "hub_pages").match(owner) or what.startswith("spaces") or FILES.search(repo):
        return None
    if "\x01" in repo or signs.is_placeholder(repo):
        return None
    kind: Kind = "dataset" if "datasets" in what else "model"
    if file and kind == "model" and not is_one_model(repo, signs):
        name = file.rsplit("/", 1)[-1]
        if signs.ending(name, "weights") or "." in name:
            return Named(f"{repo}#{name}", kind, "file")
    return Named(repo, kind, "url")


def is_one_model(repo: str, signs: Signs) -> bool:
    """Whether a repository is one model; of others, such as `misc`, each file is an artefact."""
    return signs.is_known(repo) or signs.looks_like_model(repo.rsplit("/", 1)[-1])
