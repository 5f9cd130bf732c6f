"""Dossiers of small projects, of plans and of the shared cases, for the tests of bills."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from licenseengine.audit.audit import judge_scan
from licenseengine.audit.told import files_alone, wish_with_manifest
from licenseengine.audit.wish import Wish
from licenseengine.compliance.dossier import dossier_of, scenarios_of
from licenseengine.compliance.records import Dossier, Part
from licenseengine.discover.scan import scan
from licenseengine.library.index import Library
from licenseengine.report import bom
from tests.audit.imitations import IMITATIONS
from tests.audit.projects import PROJECTS, SHARED, made

DAY = date(2026, 11, 25)
EXAMPLES = Path(__file__).parents[3] / "examples"
WRITERS = {"cyclonedx": bom.cyclonedx, "spdx3": bom.spdx3}
# A plan in which every kind of thing stands, and each operation that leads from one to another.
EVERY_KIND = """\
version: 1
stack:
  - {id: base, ref: meta-llama/Llama-3.1-8B, kind: model, class: llm}
  - {id: open, ref: mistralai/Mistral-7B-v0.1, kind: model, class: llm, license: MIT OR Apache-2.0}
  - {id: rows, ref: org/rows, kind: dataset, license: CC-BY-4.0}
  - id: wiki
    kind: content
    license: CC-BY-SA-4.0
    params: {title: Harbour Wiki, author: Ada Port, source: "https://wiki.example/harbour?a=b c", copyright: "Copyright 2026 Ada Port"}
  - {id: api, ref: "openai:gpt-4o", kind: service, date: 2026-03-01}
  - {id: encoder, ref: BAAI/bge-small-en-v1.5, kind: model, class: embedding, license: MIT}
  - {id: engine, kind: software, license: GPL-2.0-only WITH Classpath-exception-2.0}
  - {id: tool, kind: software, license: Apache-2.0}
  - {id: notes, kind: dataset, license: own}
  - {id: answers, kind: output, made: {by: call, from: [api]}}
  - {id: tuned, kind: model, class: llm, name: Llama-Harbour-8B, made: {by: fine-tune, from: [base, {data: rows}, {data: notes}, {with: tool}]}}
  - {id: light, kind: adapter, made: {by: adapt, from: [open, {data: answers}]}}
  - {id: small, kind: model, made: {by: quantize, from: [tuned]}}
  - {id: passages, kind: index, made: {by: embed, from: [encoder, {data: wiki}]}}
  - {id: help, kind: service, made: {by: retrieve, from: [passages, {model: small}]}}
  - {id: code, kind: software, license: own, release: Apache-2.0, made: {by: link-static, from: [engine]}}
  - {id: app, kind: software, name: Harbour, made: {by: include, from: [code, light, help]}}
use:
  do: [distribute]
  of: app
  facts: {use.commercial: true}
"""
PROJECT_FILES: dict[str, Mapping[str, str]] = {
    **PROJECTS,
    **{name: files for name, (files, _) in IMITATIONS.items()},
    "every kind": {"licenseengine.yaml": EVERY_KIND},
}
FOLDERS = {
    **{f"example {p.name}": p for p in sorted(EXAMPLES.iterdir())},
    **{f"case {p.parent.name}": p for p in sorted(SHARED.glob("*/fixture"))},
}
NAMES = (*PROJECT_FILES, *FOLDERS)


def dossier_in(root: Path, library: Library) -> Dossier:
    """The dossier of a folder, with its manifest if it has one."""
    wish = wish_with_manifest(root, Wish(day=DAY), library)
    wish = replace(wish, presets=scenarios_of(wish))
    found = judge_scan(files_alone(scan(root, library), library), library, wish)
    return dossier_of(found, library, "0.1.0")


def dossier_named(name: str, folder: Path, library: Library) -> Dossier:
    """The dossier of a project of these tests."""
    root = FOLDERS.get(name) or made(folder / "project", dict(PROJECT_FILES[name]))
    return dossier_in(root, library)


def dossier_of_plan(text: str, folder: Path, library: Library) -> Dossier:
    """The dossier of a manifest alone."""
    return dossier_in(made(folder / "plan", {"licenseengine.yaml": text}), library)


def read_back(text: str, folder: Path, library: Library) -> Dossier:
    """The dossier of a folder in which nothing but a bill stands."""
    return dossier_in(made(folder / "alone", {"bom.json": text}), library)


def with_parts(dossier: Dossier, *parts: Part) -> Dossier:
    """The dossier with more parts in it."""
    return replace(dossier, parts=(*dossier.parts, *parts))


def document(dossier: Dossier, library: Library) -> dict[str, Any]:
    """The bill in CycloneDX, read as JSON."""
    data: dict[str, Any] = json.loads(bom.cyclonedx(dossier, library))
    return data


def listed(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The components and services of a CycloneDX document, by their ids."""
    main = data["metadata"]["component"]
    everything = (main, *data.get("components", ()), *data.get("services", ()))
    return {one["bom-ref"]: one for one in everything}


def told(shown: Mapping[str, Any], name: str) -> list[str]:
    """The values of a property of ours."""
    return [p["value"] for p in shown.get("properties", ()) if p["name"] == f"licenseengine:{name}"]
