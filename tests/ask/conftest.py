"""A small knowledge for questions: four licenses, the project's phrase book and name patterns."""

from pathlib import Path
from shutil import copy

import pytest

from licenseengine.ask.understand import PHRASES
from licenseengine.language.parser import data_folder
from licenseengine.library.index import Library, open_library

_LICENSE = """id: {id}
name: {name}
kind: {kind}
source: {{sha256: "{zeros}", read: 2026-01-01}}
aliases: [{alias}]
rules:
  - {{id: grant, cite: "1", rule: "{rule}"}}
"""
_LICENSES = (
    ("MIT", "MIT License", "open-source", "the mit license", "permit any"),
    ("Apache-2.0", "Apache License 2.0", "open-source", "Apache 2.0 license", "permit any"),
    (
        "CC-BY-NC-4.0",
        "Creative Commons Attribution NonCommercial 4.0 International",
        "creative-commons",
        "cc by nc",
        "permit any when not use.commercial",
    ),
    (
        "llama-3.1",
        "Llama 3.1 Community License Agreement",
        "model",
        "llama 3.1 license",
        "permit any",
    ),
)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root: Path = tmp_path_factory.mktemp("ask") / "licenses"
    (root / "model").mkdir(parents=True)
    (root / "catalog").mkdir()
    ours = data_folder("licenses")
    for name in ("vocabulary.yaml", "legal-questions.yaml", PHRASES, "catalog/patterns.yaml"):
        copy(ours / name, root / name)
    for id_, name, kind, alias, rule in _LICENSES:
        text = _LICENSE.format(id=id_, name=name, kind=kind, alias=alias, rule=rule, zeros="0" * 64)
        (root / "model" / f"{id_}.yaml").write_text(text, encoding="utf-8")
    return open_library(root)


@pytest.fixture(scope="session")
def phrases() -> Path:
    return data_folder("licenses") / PHRASES
