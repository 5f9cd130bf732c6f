"""Small knowledge folders, made in a temporary folder: the real vocabulary, licenses of a test's own."""

from pathlib import Path
from shutil import copy

from licenseengine.language.parser import data_folder

HEAD = "kind: model\nsource: {sha256: " + "0" * 64 + ", read: 2026-01-01}\n"


def knowledge(folder: Path, **files: str) -> Path:
    """A knowledge folder with the given license files, by name."""
    root = folder / "licenses"
    (root / "model").mkdir(parents=True)
    for name in ("vocabulary.yaml", "legal-questions.yaml"):
        copy(data_folder("licenses") / name, root / name)
    for name, text in files.items():
        (root / "model" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def license_file(id_: str, *rules: str, more: str = "", cases: str = "") -> str:
    """A license file of rules `rule-1`, `rule-2`, … that cite sections 1, 2, …"""
    lines = [f"id: {id_}", f"name: {id_.title()}", HEAD + more, "rules:"]
    for number, rule in enumerate(rules, start=1):
        lines += [f"  - id: rule-{number}", f'    cite: "{number}"', f"    rule: {rule}"]
    return "\n".join(lines) + "\n" + cases
