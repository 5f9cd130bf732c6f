"""Names in metadata of the model hub: what is an id, what is a path, and whose folder it stands in.

Metadata (cards, configurations, headers of weights, bills of materials) name artefacts in fields
made for it. So a text needs no other sign to be a name; what it needs is doubt, since the tools
that write these fields put the path there from which something was loaded.

Floor: discover.
"""

import re
from dataclasses import dataclass
from typing import Literal

from licenseengine.discover.records import Confidence, Kind

Shape = Literal["id", "bare", "address", "path", "unclear"]
LONGEST = 400

_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9_][\w.-]{0,95}", re.ASCII)
_BARE = re.compile(r"[A-Za-z0-9][\w.-]{1,95}", re.ASCII)
_PATH = re.compile(r"(?:\.{0,2}/|\.{1,2}$|~|[A-Za-z]:[\\/]|file:|\$|\{|%)|.*(?:\\|/.*/|/$)")
_HUB = re.compile(
    r"(?:hf://|(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/)"
    r"(?P<what>datasets/|models/)?(?P<id>[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9_][\w.-]*)?)(?:[/?#@].*)?",
    re.ASCII | re.DOTALL,
)
_NO_OWNERS = frozenset({"api", "blog", "collections", "docs", "papers", "spaces", "tasks"})
# First parts of relative paths as training tools write them; nobody on the hub is called so.
_FOLDER = re.compile(
    r"(?:pre)?trained(?:[_-]models?)?|saved?(?:[_-]models?)?|out(?:puts?)?|results?|runs?|models?|"
    r"weights|ckpts?|checkpoints?|loras?|merged|final|exp(?:eriment)?s?|logs?|data(?:sets?)?|"
    r"artifacts|assets|content|storage|scratch|work(?:space)?|src|local|cache|te?mp|train|"
    r"home|mnt|opt|root|var",
    re.IGNORECASE,
)
# Loaders of local files, which training tools write in place of a data set's name.
_LOADER = re.compile(r"(?:arrow|audiofolder|csv|custom|generator|imagefolder|json|parquet|private)")
_MADE_HERE = frozenset({"experiments", "out", "output", "outputs", "result", "results", "runs"})
_STEP = re.compile(r"(?:checkpoint|epoch|global_step|step)[-_]?\d*", re.IGNORECASE)
_FILE = re.compile(r".*\.(?:bin|ckpt|gguf|json|onnx|pt|pth|safetensors|yaml|yml)", re.IGNORECASE)
_VOID = frozenset({"", "other", "unknown", "none", "null", "n/a"})


@dataclass(frozen=True, slots=True)
class Name:
    """What a field of metadata names: `ref` as the hub writes it, in which shape, of what kind."""

    ref: str
    shape: Shape
    kind: Kind = "model"

    @property
    def is_named(self) -> bool:
        """Whether it names an artefact that others can find, and not a place on some disk."""
        return self.shape in {"id", "bare", "address"}

    @property
    def confidence(self) -> Confidence:
        """How sure it is that the text names that artefact."""
        return "high" if self.shape == "id" else "medium"


def name_in(text: str, kind: Kind = "model") -> Name:
    """What the value of a field made for names says.

    Args:
        text: an id, an address, a name without an owner as old ids of the hub are, or a path.
        kind: what the field is for; an address of the hub may say otherwise.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return Name(text[:LONGEST], "unclear", kind)
    if found := _HUB.fullmatch(text):
        ref = found["id"].removesuffix(".git")
        if ref.split("/", 1)[0].casefold() not in _NO_OWNERS:
            of: Kind = "dataset" if found["what"] == "datasets/" else kind
            return Name(ref, "id" if "/" in ref else "bare", of)
    if re.match(r"https?://", text):
        return Name(text.rstrip("/"), "address", kind)
    if _PATH.match(text) or _is_local(text):
        return Name(text, "path", kind)
    plain = re.sub(r"@[\w.-]+$", "", text)
    if _ID.fullmatch(plain):
        return Name(plain, "id", kind)
    return Name(text, "bare" if _BARE.fullmatch(plain) else "unclear", kind)


def _is_local(text: str) -> bool:
    first, _, last = text.rpartition("/")
    if _STEP.fullmatch(last) or _FILE.fullmatch(last):
        return True
    return bool(_FOLDER.fullmatch(first or last) or _LOADER.fullmatch(text))


def folder_of(path: str) -> str:
    """The folder of a file, which stands for the model in it; ``.`` for the scanned root."""
    return path.rpartition("/")[0] or "."


def maker_of(folder: str) -> Literal["us", "upstream"]:
    """Who made the model of a folder: ourselves, or whoever published it.

    A repository with a model at its root *is* that model, and its people made it. A folder below
    the root holds a copy of somebody else's model (``models/``, ``vendor/``, ``weights/``), unless
    the path goes through a folder into which training writes, such as ``outputs/``.
    """
    if folder in {"", "."} or _MADE_HERE & set(folder.casefold().split("/")):
        return "us"
    return "upstream"


def license_said(license_: str | None, name: str | None = None, link: str | None = None) -> str:
    """The license that three fields tell together: itself, or if it is `other` its name or link."""
    said = [(part or "").strip() for part in (license_, name, link)]
    if said[0].casefold() not in _VOID:
        return said[0]
    return next((part for part in said[1:] if part.casefold() not in _VOID), said[0])


def short(text: str, limit: int = 200) -> str:
    """A line to show: one line, not longer than a limit."""
    return text.split("\n", 1)[0].strip()[:limit]
