"""A small knowledge folder with tables of openness: the real framework, systems of a test's own."""

import csv
from collections.abc import Mapping
from pathlib import Path
from shutil import copy
from types import MappingProxyType

from licenseengine.language.parser import data_folder
from licenseengine.library.index import Library, open_library
from tests.knowledge import knowledge, license_file

REAL = data_folder("licenses") / "openness"
OPEN = license_file("MIT", "permit any", more="reusable: true\n")
CAPPED = license_file(
    "open-capped-1.0", "permit any", "forbid any when licensee.monthly_active_users > 10 users",
    "forbid any when use.purposes has any of [military, weapons]", "require use-policy to any",
    more="licensor: meta\n",
)  # fmt: skip
EVIL = "<script>alert(1)</script>|`x`\x1b[31m\u202eevil"
RELEASED = {
    "name": "Harbour-8B", "producer": "Pier & Sons", "release": "open-capped-1.0",
    "architecture": "MIT", "parameters": "release", "model-card": "unlicensed", "datasets": "not-included",
    "research-paper": "a paper's own terms",
}  # fmt: skip
SEEN = {
    "name": "Harbour", "producer": "Pier", "link": "https://harbour.example", "terms": "Capped license",
    "file": "harbour", "opencode": "partial", "rlweights": "closed", "license": "closed", "modelcard": "open",
    "api": "partial",
}  # fmt: skip
HOSTILE = {
    "name": EVIL,
    "producer": EVIL,
    "release": EVIL,
    "parameters": "release",
    "model-card": EVIL,
}
SYSTEMS = (
    {"name": "Harbour", "family": "harbour", "refs": "pier/Harbour-8B", "components": "Harbour-8B", "judgements": "Harbour"},
    {"name": "Open Quay", "family": "quay", "refs": "pier/quay", "judgements": "Open Quay"},
    {"name": "Mole-7B", "family": "mole", "judgements": "Mole-7B"},
    {"name": "Mole-70B", "family": "mole", "judgements": "Mole-70B"},
    {"name": EVIL, "family": "evil", "components": EVIL},
)  # fmt: skip
CLAIMS = ({"family": "harbour", "words": "open <b>model</b>", "source": "https://harbour.example"},)


def small_library(
    folder: Path,
    released: tuple[dict[str, str], ...] = (RELEASED, HOSTILE),
    systems: tuple[dict[str, str], ...] = SYSTEMS,
    licenses: Mapping[str, str] = MappingProxyType({}),
) -> Library:
    """A library with the systems of this module, or with those given, and more license files."""
    root = knowledge(folder, open=OPEN, capped=CAPPED, **licenses)
    tables = root / "openness"
    tables.mkdir()
    for name in ("framework.yaml", "criteria.yaml", "licenses.csv"):
        copy(REAL / name, tables / name)
    judged = (
        SEEN,
        *({**SEEN, "name": s["name"]} for s in systems if s["name"] not in {"Harbour", EVIL}),
    )
    _write(tables, "components.csv", released)
    _write(tables, "judgements.csv", judged)
    _write(tables, "systems.csv", systems)
    _write(tables, "claims.csv", CLAIMS)
    return open_library(root)


def _write(folder: Path, name: str, rows: tuple[dict[str, str], ...]) -> None:
    """A table with the columns of the real one; cells that a row does not have stay empty."""
    with (REAL / name).open(newline="", encoding="utf-8") as stream:
        columns = next(csv.reader(stream))
    with (folder / name).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
