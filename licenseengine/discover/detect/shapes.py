"""What texts look like: what is the name of an artefact, and what only has the shape of one.

Floor: discover.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from licenseengine.discover.records import Confidence, Kind
from licenseengine.discover.signs import Signs, globs

Shape = Literal["hub", "bare", "hosted", "url", "file", "path"]


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: its ref, of what kind, in which shape, and how sure that is."""

    ref: str
    kind: Kind
    shape: Shape
    confidence: Confidence = "high"


HUB = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
FILES = re.compile(
    r"\.(py|pyc|js|jsx|ts|tsx|mjs|vue|svelte|html?|css|scss|less|md|mdx|rst|ya?ml|toml|ini|cfg|conf|"
    r"env|lock|log|sh|bat|ps1|rb|go|rs|java|kt|swift|cs|c|cc|cpp|h|hpp|sql|db|sqlite3?|xml|svg|png|"
    r"jpe?g|gif|webp|ico|mp[34]|wav|ogg|flac|pdf|docx?|xlsx?|pptx?|zip|tar|gz|tgz|bz2|xz|whl|so|dll|"
    r"exe|ipynb|git|map|woff2?|ttf|proto|tf|j2|jinja2?|tmpl|template|dockerfile|cu|cuh|txt|pkl|npy|"
    r"jsonl?|csv|tsv|parquet|arrow|tiktoken|model|spm)$",
    re.IGNORECASE,
)
PATHY = re.compile(r"^(?:\.{0,2}/|~|[A-Za-z]:[\\/]|file://|\$)|\\")
ABSOLUTE = re.compile(r"/|~|[A-Za-z]:[\\/]|file://")
ARCHIVE = re.compile(r"\.(?:tar\.gz|tgz|tar\.bz2|tar\.xz|tar|zip|7z|gz)$", re.IGNORECASE)

# Letters of names on the hub and of hosts; a pattern or a flag has others.
_LETTERS = re.compile(r"[A-Za-z0-9@~.][\w.:/@~#+-]*[A-Za-z0-9+]|[A-Za-z0-9]")
# A module, class or attribute: identifiers with dots, none of which begins with a figure.
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{16,}", re.IGNORECASE)
# A figure with a unit, a version, a date: `7.2B`, `v1.5`, `2024-05-13`, `1.0/2.0`.
_FIGURE = re.compile(r"v?\d[\d.,_/-]*(?:[BbMmKkGgTt][Bb]?|ms|px|s|x)?")
_WIDTHS = re.compile(
    r"(?:u?int|fp|bf|nf|mxfp|nvfp)\d+(?:[-_](?:u?int|fp|bf|nf)\d+)*", re.IGNORECASE
)
_SHOUTED = re.compile(r"[A-Z]{1,4}-?[\d.]+")


def is_no_name(text: str) -> bool:
    """Whether a text names no artefact whatever setting it is given to.

    Flags, patterns, beginnings of names (``gpt-35-``), classes of Python, figures, hashes.
    """
    if not _LETTERS.fullmatch(text):
        return True
    if _DOTTED.fullmatch(text) or _FIGURE.fullmatch(text):
        return True
    return any(form.fullmatch(text) for form in (_UUID, _HASH, _WIDTHS))


def is_spoken(text: str, signs: Signs) -> bool:
    """Whether a hosted model is called as people call it: ``GPT-4``; no host takes such a name."""
    return bool(_SHOUTED.fullmatch(text) or listed(signs, "spoken").match(text))


def is_any_weights(name: str, signs: Signs) -> bool:
    """Whether a file is called as weights are called everywhere: ``model.safetensors``."""
    stem = name.rsplit(".", 1)[0].casefold()
    return bool(listed(signs, "any_weights").match(stem))


def is_folder(word: str, signs: Signs) -> bool:
    """Whether a word before a slash is the name of a folder and of no owner on the hub."""
    return bool(listed(signs, "folders").match(word.casefold()))


@lru_cache(maxsize=64)
def listed(signs: Signs, section: str) -> re.Pattern[str]:
    """The globs of a section of the signs, as one expression."""
    return globs(signs.raw.get(section, ()))
