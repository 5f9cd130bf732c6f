"""How an audit compares with the labels of a stack: what was found, what should not have been, answers."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from licenseengine.audit.audit import audit
from licenseengine.library.index import Library
from licenseengine.report.audit_json import audit_json

Json = dict[str, Any]
IN_STACK = {"default", "option", "training", "example"}
VERDICT = {"allowed": "permitted", "blocked": "prohibited", "unknown": "review"}
PRESET = {
    "internal_research": "research",
    "commercial_saas": "saas",
    "commercial_redistribution": "ship",
}


@dataclass
class Score:
    """What was labelled and found, what was reported and labelled, and every difference."""

    labelled: int = 0
    found: int = 0
    reported: int = 0
    true: int = 0
    decoys: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    differences: set[str] = field(default_factory=set)

    @property
    def is_complete(self) -> bool:
        """Whether all that is labelled was found, nothing else, and no decoy."""
        whole = self.found == self.labelled and self.true == self.reported
        return whole and not self.decoys and self.labelled > 0


def answer_of(root: Path, library: Library) -> Json:
    return audit_json(audit(root, library), library.vocabulary, library.sha256, "0")


def score(case: Json, answer: Json) -> Score:
    """Compare an answer with the labels of a case; as the scorer of stacks does."""
    stack = [a for a in answer["artefacts"] if a["role"] in IN_STACK]
    result = Score(labelled=len(case["artefacts"]), reported=len(stack))
    matched: set[int] = set()
    for label in case["artefacts"]:
        hits = [n for n, a in enumerate(stack) if _same(label, a["ref"]) and _near(label, a)]
        if not hits:
            result.missed.append(label["id"])
            continue
        result.found += 1
        matched.update(hits)
        _compare(label, stack[hits[0]], result)
    result.true = len(matched)
    result.extra = [a["ref"] for n, a in enumerate(stack) if n not in matched]
    for line in case["must_not_report"]:
        spot, words = (line["file"], line["line"]), line["match"].casefold()
        for found in stack:
            at = any((e["file"], e["line"]) == spot for e in found["evidence"])
            if at and _name(found["ref"]).split("/")[-1] in words:
                result.decoys.append(found["ref"])
    _answers(case, answer, result)
    return result


def _compare(label: Json, found: Json, result: Score) -> None:
    is_default = label.get("active", "default") == "default"
    if (found["role"] == "default") != is_default:
        result.differences.add(f"role of {label['id']}: {found['role']}")
    want = label.get("licence")
    if want and not want.startswith(("other", "provider")):
        got = found["license"]["concluded"]
        if _plain(got) != _plain(want):
            result.differences.add(f"license of {label['id']}: {got}")


def _answers(case: Json, answer: Json, result: Score) -> None:
    for use, want in case["expected"].items():
        got = answer["presets"].get(PRESET.get(use, use))
        pairs = (("verdict", "default_configuration"), ("with_options", "with_every_option"))
        for ours, theirs in pairs:
            if theirs in want and got[ours] != VERDICT.get(want[theirs], want[theirs]):
                result.differences.add(f"{use}, {theirs}: {got[ours]}, not {want[theirs]}")
    products = {p["file"]: p["presets"] for p in answer["products"]}
    for recipe, uses in case["expected"].get("per_recipe", {}).items():
        for use, want in uses.items():
            got = products.get(recipe, {}).get(PRESET[use])
            if got != VERDICT.get(want, want):
                result.differences.add(f"{recipe}, {use}: {got}, not {want}")


def _name(identifier: str) -> str:
    text = re.sub(r"\s*\(.*\)$", "", identifier.strip().casefold())
    text = re.sub(r"^(https?://)?(huggingface\.co/|hf\.co/)(datasets/)?", "", text)
    return re.sub(r"^[a-z0-9_.-]+:", "", text)


def _same(label: Json, ref: str) -> bool:
    names = {_name(label["id"]), *([_name(label["alias"])] if "alias" in label else [])}
    got = _name(ref)
    return got in names or got.split("/")[-1] in {n.split("/")[-1] for n in names}


def _near(label: Json, found: Json) -> bool:
    spots = {(r["file"], r["line"]) for r in label["refs"]}
    return any(
        e["file"] == file and abs(e["line"] - line) <= 2
        for e in found["evidence"]
        for file, line in spots
    )


def _plain(text: object) -> str:
    return re.sub(r"[^a-z0-9]+", "-", str(text).casefold()).strip("-")
