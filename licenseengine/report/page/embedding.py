"""What the page carries inside: scripts with their licenses, data, and a policy that bars the rest.

Floor: report. A page's scripts and styles are named by their hashes, so that nothing else runs.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

_PACKAGE = "licenseengine.report.page"
# What could end a script element, or a line of a script, inside of JSON.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Vendored:
    """A library that the page carries, with the texts of its licenses."""

    name: str
    version: str
    license: str
    script: str
    texts: tuple[str, ...]


@lru_cache(maxsize=1)
def vendored() -> tuple[Vendored, ...]:
    """The libraries of the page, in the order in which they run."""
    return tuple(
        Vendored(
            name=entry["name"],
            version=entry["version"],
            license=entry["license"],
            script=_read("vendor", entry["file"]),
            texts=tuple(_read("vendor", name).strip() for name in entry["license_files"]),
        )
        for entry in json.loads(_read("vendor", "vendor.json"))
    )


def asset(name: str) -> str:
    """A file of the page's own."""
    return _read("assets", name)


def _read(folder: str, name: str) -> str:
    return (files(_PACKAGE) / folder / name).read_text(encoding="utf-8")


def own_script() -> str:
    """The page's own script: one function, so that it leaves no names behind."""
    parts = "\n".join(asset(name) for name in ("graph.js", "page.js"))
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A content security policy that lets these run and nothing be loaded."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def json_in_html(data: Mapping[str, Any]) -> str:
    """JSON that may stand inside of a script element: nothing in it ends the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def notices() -> str:
    """The licenses of what the page carries, to stand in a comment of it."""
    lines = []
    for library in vendored():
        lines += [f"{library.name} {library.version} ({library.license})", ""]
        lines += [f"{text}\n" for text in library.texts]
    return "\n".join(lines).replace("--", "- -")
