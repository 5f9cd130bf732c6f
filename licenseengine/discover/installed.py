"""Licenses of installed packages, from the metadata in the project's own virtual environment.

Metadata are read as text; no package is imported, and the tool's own environment is never asked.

Floor: discover.
"""

import re
from collections.abc import Sequence
from importlib.metadata import Distribution, DistributionFinder, MetadataPathFinder
from pathlib import Path

from packaging.utils import canonicalize_name

ENVIRONMENTS = (".venv", "venv", "env")
SHORT = 120
LARGEST = 4 * 1024 * 1024
_MARKS = ("pyvenv.cfg", "conda-meta")
_CLASSIFIER = "License ::"


def site_packages(root: Path) -> list[Path]:
    """The folders of installed packages in a project's own virtual environments.

    Links are not followed: what they lead to is no part of the project.
    """
    found: list[Path] = []
    for name in ENVIRONMENTS:
        folder = root / name
        if folder.is_symlink() or not any((folder / mark).exists() for mark in _MARKS):
            continue
        for pattern in ("lib/python3*/site-packages", "Lib/site-packages"):
            found += sorted(p for p in folder.glob(pattern) if p.is_dir() and not p.is_symlink())
    return list(dict.fromkeys(p.resolve() for p in found))


def installed_license(name: str, search: Sequence[Path]) -> str | None:
    """The license that an installed package's metadata state; None when they state none.

    ``License-Expression`` goes before ``License``, where that is short, and before classifiers.

    Args:
        name: of the package, in any spelling.
        search: folders of installed packages, as :func:`site_packages` gives them.
    """
    if not search:
        return None
    context = DistributionFinder.Context(
        name=canonicalize_name(name), path=[str(p) for p in search]
    )
    try:
        for distribution in MetadataPathFinder.find_distributions(context):
            return _stated(distribution)
    except (OSError, ValueError, UnicodeError):
        return None
    return None


def _stated(distribution: Distribution) -> str | None:
    text = distribution.read_text("METADATA") or distribution.read_text("PKG-INFO") or ""
    fields = _head(text[:LARGEST])
    for key in ("license-expression", "license"):
        said = " ".join(fields.get(key, [""])[0].split())
        if said and len(said) <= SHORT and said.casefold() not in {"unknown", "none"}:
            return said
    listed = [c for c in fields.get("classifier", ()) if c.startswith(_CLASSIFIER)]
    listed = [c for c in listed if c != f"{_CLASSIFIER} OSI Approved"]
    if len(listed) > 1:  # how they combine is not said
        return ", ".join(c.rsplit("::", 1)[1].strip() for c in listed)
    return listed[0] if listed else None


def _head(text: str) -> dict[str, list[str]]:
    """The fields above the description, by lower-case name; rows that go on are joined."""
    head = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"), maxsplit=1)[0]
    fields: dict[str, list[str]] = {}
    for row in re.sub(r"\n[ \t]+", " ", head).split("\n"):
        key, mark, value = row.partition(":")
        if mark:
            fields.setdefault(key.strip().casefold(), []).append(value.strip())
    return fields
