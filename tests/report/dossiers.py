"""Dossiers for reports: of a folder, of a manifest, and of audits put together by hand."""

from dataclasses import replace
from itertools import cycle
from pathlib import Path

from licenseengine.audit.audit import judge_scan
from licenseengine.audit.told import files_alone, wish_with_manifest
from licenseengine.audit.wish import Wish
from licenseengine.compliance.alternatives import alternatives_of
from licenseengine.compliance.dossier import dossier_of, scenarios_of
from licenseengine.compliance.records import Dossier, Part, Tie
from licenseengine.discover.records import Place
from licenseengine.discover.scan import scan
from licenseengine.library.index import Library
from licenseengine.solver.records import Level
from tests.report.audits import DAY

EXAMPLES = Path(__file__).parent.parent.parent / "examples"

HOSTILE = [
    "</text></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    '"] end & x --> y; click n1 "javascript:alert(1)"',
    "```\n%%{init: {}}%%",
    "\u202eltr\u2066 \x1b[31m\x00",
    "ملف/نموذج",
    "org/" + "w" * 300,
    "👩\u200d🔬 <b>`#quot;`</b> \\N \\",
]

# A stack whose licenses and readings are settled: shipped, it is prohibited by one license of data.
PIER = """\
version: 1
stack:
  - {id: base, kind: model, class: llm, ref: org/base-model, license: Apache-2.0}
  - {id: texts, kind: dataset, ref: org/texts, license: CC-BY-NC-4.0}
  - {id: tone, kind: adapter, name: org/tone, made: {by: adapt, from: [base, {data: texts}]}}
  - {id: llm, kind: model, class: llm, ref: meta-llama/Llama-3.1-8B-Instruct, license: llama-3.1}
  - {id: program, kind: software, license: own}
  - {id: app, kind: software, name: Pier, made: {by: include, from: [program, base, tone, llm]}}
use:
  do: [distribute]
  facts: {use.commercial: true, use.purposes: [product]}
"""


def dossier_in(folder: Path, library: Library, *, otherwise: bool = False) -> Dossier:
    """The dossier of a project; with its alternatives when it is asked what would be otherwise."""
    wish = wish_with_manifest(folder, Wish(day=DAY), library)
    wish = replace(wish, presets=scenarios_of(wish))
    found = judge_scan(files_alone(scan(folder, library, None), library), library, wish)
    dossier = dossier_of(found, library, "0.1.0")
    if not otherwise:
        return dossier
    return replace(dossier, alternatives=alternatives_of(dossier, library, wish))


def dossier_of_manifest(
    folder: Path, manifest: str, library: Library, *, otherwise: bool = False
) -> Dossier:
    """The dossier of a project that is a manifest and nothing else; see `dossier_in`."""
    folder.mkdir(exist_ok=True)
    (folder / "licenseengine.yaml").write_text(manifest, encoding="utf-8")
    return dossier_in(folder, library, otherwise=otherwise)


def with_packages(dossier: Dossier, number: int) -> Dossier:
    """A dossier with packages beside the rest, the last of which stands worse than the others."""
    uses = dossier.audit.answers
    app = next(t.target for t in reversed(dossier.ties))
    packages = tuple(
        Part(
            f"pypi:lib{n}", f"lib{n}", "software", "package", license="MIT",
            levels=dict.fromkeys(uses, Level.REVIEW if n == number - 1 else Level.PERMITTED),
        )
        for n in range(number)
    )  # fmt: skip
    ties = tuple(Tie(p.id, app, "parts", "include", "us") for p in packages)
    return replace(dossier, parts=(*dossier.parts, *packages), ties=(*dossier.ties, *ties))


def renamed(dossier: Dossier, names: list[str]) -> Dossier:
    """A dossier whose things, files, licenses, roles and sources are called by these names."""
    call = cycle(names)
    parts = tuple(
        replace(part, title=name, license=name, place=Place(name, 3))
        for part, name in zip(dossier.parts, call, strict=False)
    )
    ties = tuple(replace(tie, role=name) for tie, name in zip(dossier.ties, call, strict=False))
    credits_ = {
        id_: replace(credit, title=next(call), author=next(call), source=f"javascript:{next(call)}")
        for id_, credit in dossier.credits.items()
    }
    scan_ = replace(dossier.audit.scan, name=names[0])
    audit = replace(dossier.audit, scan=scan_)
    return replace(dossier, parts=parts, ties=ties, credits=credits_, audit=audit)
