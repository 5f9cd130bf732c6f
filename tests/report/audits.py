"""Audits put together by hand, so that reports are tested apart from scanning."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copy

from licenseengine.audit.records import (
    Answer,
    Audit,
    Disagreement,
    Drift,
    Item,
    Product,
    Stated,
    Terms,
)
from licenseengine.discover.group import Artifact
from licenseengine.discover.records import (
    Gap,
    LicenseStatement,
    Package,
    Place,
    Role,
    Sighting,
    Statement,
)
from licenseengine.discover.scan import Scan
from licenseengine.language.parser import data_folder
from licenseengine.library.index import Library, open_library
from licenseengine.resolve.judge import Judged, judge, preset
from licenseengine.solver.records import Level
from licenseengine.stack.manifest import parse_manifest
from licenseengine.stack.records import Acceptance, Stack
from tests.knowledge import knowledge, license_file

DAY = date(2026, 11, 24)
PRESETS = ("research", "internal", "saas", "ship", "open-release")
HOSTILE = "evil/\x1b[31m|`<script>alert(1)</script>`\u202e@all"
OPEN = license_file(
    "open-1.0",
    "permit any",
    "require include-license to distribute",
    more="reusable: true\n",
)
RESEARCH = license_file(
    "research-1.0",
    "permit any",
    "forbid any when use.commercial",
    'require display("Built with Research") to distribute, host',
)
CAPPED = license_file(
    "capped-1.0",
    "permit any",
    "forbid any when licensee.monthly_active_users > 10 users",
    more="licensor: meta\nreleased: 2024-07-23\n",
)
STACK = """\
version: 1
stack:
  - {id: org/base, ref: org/base, kind: model, class: llm, license: research-1.0}
  - {id: data/rows.json, kind: dataset, license: open-1.0}
  - {id: org/nobody, kind: model}
  - {id: "pypi:lib", kind: software, license: open-1.0}
  - {id: app, kind: software, made: {by: include, from: [org/base, data/rows.json, org/nobody, "pypi:lib"]}}
"""
GOOD = """\
version: 1
stack:
  - {id: data/rows.json, kind: dataset, license: open-1.0}
  - {id: app, kind: software, made: {by: include, from: [data/rows.json]}}
"""


def small_library(folder: Path) -> Library:
    """Knowledge of three licenses."""
    root = knowledge(folder, open=OPEN, research=RESEARCH, capped=CAPPED)
    (root / "catalog").mkdir()
    copy(data_folder("licenses") / "catalog" / "signs.yaml", root / "catalog")
    return open_library(root)


def sighting(ref: str, file: str, line: int = 1, snippet: str = "", **more: object) -> Sighting:
    """A place that names something."""
    kind = more.pop("kind", "model")
    statement = Statement(ref, line, 5, ("name",), "default", scope="Args")
    seen = Sighting(ref, kind, Place(file, line, 5), "loaders", snippet, statement=statement)  # type: ignore[arg-type]
    return replace(seen, **{"role": Role.DEFAULT, **more})  # type: ignore[arg-type]


def item(
    ref: str,
    places: tuple[Sighting, ...],
    license_: str | None,
    role: Role = Role.DEFAULT,
    **more: object,
) -> Item:
    """An artefact of an audit."""
    aliases = more.pop("aliases", ())
    artifact = Artifact(ref, places[0].kind, role, places, aliases=aliases)  # type: ignore[arg-type]
    terms = Terms(license_, "project" if license_ else "none", "high" if license_ else "low")
    return replace(Item(artifact, terms, ref), **more)  # type: ignore[arg-type]


def judged(text: str, library: Library, **more: object) -> dict[str, Judged]:
    """The verdicts of a stack under every preset."""
    stack = parse_manifest(text, "licenseengine.yaml", library.vocabulary)
    return {name: verdict(stack, name, library, **more) for name in PRESETS}


def verdict(stack: Stack, name: str, library: Library, **more: object) -> Judged:
    """The verdict of a stack under one preset."""
    told = replace(stack, use=preset(name, library), **more)  # type: ignore[arg-type]
    return judge(told, library, today=DAY, scenario=name)


def levels(found: Mapping[str, Judged]) -> dict[str, Level]:
    """Their levels."""
    return {name: j.verdict.level for name, j in found.items()}


def alone(ref: str, license_: str, library: Library) -> dict[str, Judged]:
    """Verdicts on one artefact."""
    said = f", license: {license_}" if license_ else ""
    text = f"version: 1\nstack:\n  - {{id: {ref}, kind: model{said}}}\n"
    return judged(text, library)


def full_audit(library: Library, **more: object) -> Audit:
    """An audit in which everything that a report tells is there."""
    whole = judged(STACK, library)
    capped = alone("org/capped", "capped-1.0", library)
    nobody = alone("org/late", "", library)
    base = (
        sighting(
            "org/base", "app/model.py", 3, 'name: str = "org/base"', why="`Args` is what runs"
        ),
        sighting("ORG/base", "conf/app.yaml", 9, "name: ORG/base"),
    )
    card = LicenseStatement("org/base", "research only", Place("README.md", 4), "card")
    other = LicenseStatement("org/base", "MIT", Place("LICENSES.md", 7), "project", exact=False)
    items = (
        item("org/base", base, "research-1.0", aliases=("ORG/base",), levels=levels(alone("org/base", "research-1.0", library))),
        item("data/rows.json", (sighting("data/rows.json", "app/data.py", 12, kind="dataset"),), "open-1.0", levels=dict.fromkeys(PRESETS, Level.PERMITTED)),
        item("org/nobody", (sighting("org/nobody", "app/model.py", 8, confidence="low"),), None, levels=levels(nobody), hold="it is not sure that the files name this artefact"),
        item("org/capped", (sighting("org/capped", "conf/app.yaml", 20, role=Role.OPTION),), "capped-1.0", Role.OPTION, levels=levels(capped), judged=capped),
        item("org/late", (sighting("org/late", "train.py", 2, role=Role.TRAINING),), None, Role.TRAINING, levels=levels(nobody), judged=nobody),
        item("org/tested", (sighting("org/tested", "tests/test_app.py", 5, role=Role.TEST),), None, Role.TEST),
    )  # fmt: skip
    items = (replace(items[0], terms=replace(items[0].terms, declared=(Stated(card, "research-1.0", "told by its card"),), detected=(Stated(other, "MIT", "`MIT` is a name of MIT"),))), *items[1:])  # fmt: skip
    found = Audit(
        scan=Scan(Path(), "app", files=14),
        items=items,
        stack=whole["ship"].stack,
        answers={n: Answer(j.verdict.level, max(j.verdict.level, Level.REVIEW), j, ("org/nobody",)) for n, j in whole.items()},
        products=(Product("recipes/a.yml", Place("recipes/a.yml", 1), levels(capped)), Product("recipes/b.yml", Place("recipes/b.yml", 2), levels(nobody))),
        disagreements=(Disagreement("org/base", "research-1.0", "MIT", Place("README.md", 4), Place("LICENSES.md", 7)),),
        drift=(Drift("missing", "org/nobody", "the files use it by default, and the manifest does not list it", Place("app/model.py", 8)),),
        packages=((Package("lib", "pypi", Place("pyproject.toml", 6)), "open-1.0"),),
        unjudged=(Package("odd", "pypi", Place("pyproject.toml", 7)),),
        gaps=(Gap("LE706", Place("app/model.py", 30), "a model is named only when it runs", "org/nobody"),),
        accepted=(Acceptance("open-1.0#rule-2", "we ship the text", date(2027, 1, 1)),),
        expired=(Acceptance("capped-1.0#rule-2", "a letter of May", date(2026, 5, 1)),),
        day=DAY,
    )  # fmt: skip
    return replace(found, **more)  # type: ignore[arg-type]


def good_audit(library: Library) -> Audit:
    """An audit that permits everything, with a duty."""
    whole = judged(GOOD, library)
    rows = item("data/rows.json", (sighting("data/rows.json", "app/data.py", 12, kind="dataset"),), "open-1.0", levels=dict.fromkeys(PRESETS, Level.PERMITTED))  # fmt: skip
    answers = {n: Answer(j.verdict.level, j.verdict.level, j) for n, j in whole.items()}
    return Audit(Scan(Path(), "app", files=2), (rows,), whole["ship"].stack, answers, day=DAY)


def hostile_audit(library: Library) -> Audit:
    """An audit whose names come from somebody who means harm."""
    nobody = alone("org/late", "", library)
    places = (sighting(HOSTILE, "a`|b\x1b.py", 2, f'x = "{HOSTILE}"'),)
    bad = item(HOSTILE, places, None, levels=levels(nobody), hold="it is not sure that the files name this artefact")  # fmt: skip
    licensed = replace(bad.terms, concluded=None, notes=(f"`{HOSTILE}` names no license",))
    good = good_audit(library)
    gap = Gap("LE703", Place("a`|b\x1b.py", 1), f"malformed {HOSTILE}", HOSTILE)
    answers = {n: replace(a, held=(HOSTILE,), level=Level.REVIEW, with_options=Level.REVIEW) for n, a in good.answers.items()}  # fmt: skip
    return replace(
        good, items=(*good.items, replace(bad, terms=licensed)), answers=answers, gaps=(gap,)
    )
