"""A release folder that follows the notes passes the check; each duty taken away is missed by name."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from licenseengine.compliance.checks import checked
from licenseengine.library.index import Library
from tests.report.notes.written import dossier_of_folder, folder_of, notes_by_path

TEXTS = Path(__file__).parents[3] / "shared" / "license-texts"
PLAN = """\
version: 1
stack:
  - {id: base, ref: meta-llama/Llama-3.1-8B, kind: model, class: llm}
  - id: tides
    kind: dataset
    license: CC-BY-4.0
    params: {title: Tide Tables, author: Harbour Lab, source: "https://tides.example/data"}
  - {id: parser, ref: harbour/parser, kind: software, license: GPL-3.0-only}
  - {id: index, ref: harbour/index, kind: software, license: Apache-2.0}
  - id: tuned
    kind: model
    name: Llama Tide 8B
    made: {by: fine-tune, from: [base, {data: tides}]}
    release: llama-3.1
  - {id: box, kind: software, name: Tide Box, made: {by: bundle, from: [tuned, parser, index, tides]}}
use:
  do: [distribute]
  of: box
  facts: {use.commercial: true, use.purposes: [product], licensee.monthly_active_users: 5, licensee.licensed_by: []}
policy:
  law.training_is_adaptation: true
"""
README = """\
# Tide Box

Built with Llama

The source code of harbour/parser is at https://tides.example/source and stays there.
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A folder made by following the notes: their files placed, the ordered line shown."""
    root = folder_of({"licenseengine.yaml": PLAN}, tmp_path_factory.mktemp("released") / "box")
    folder_of(notes_by_path(dossier_of_folder(root, library), library), root)
    (root / "README.md").write_text(README)
    text = TEXTS / "model" / "llama-3.1.txt"
    if text.exists():
        (root / "THIRD_PARTY_LICENSES" / "llama-3.1.txt").write_text(text.read_text())
    return root


def missing(root: Path, library: Library) -> set[tuple[str, str]]:
    """The duties that the check misses, by license and duty, but for a text that nobody has here."""
    dossier = checked(dossier_of_folder(root, library), root, library)
    found = {(d.license, d.duty) for d in dossier.dues if d.evidence.status == "missing"}
    return found if TEXTS.exists() else found - {("llama-3.1", "include-license")}


def test_following_the_notes_meets_all_that_a_machine_can_see(
    released: Path, library: Library
) -> None:
    assert missing(released, library) == set()
    dossier = dossier_of_folder(released, library)
    met = {(d.license, d.duty) for d in dossier.dues if d.evidence.status == "met"}
    assert met >= {
        ("llama-3.1", "display"),
        ("llama-3.1", "notice-file"),
        ("llama-3.1", "name-prefix"),
        ("llama-3.1", "use-policy"),
        ("CC-BY-4.0", "credit"),
        ("CC-BY-4.0", "include-license"),
        ("CC-BY-4.0", "state-changes"),
        ("Apache-2.0", "include-license"),
        ("GPL-3.0-only", "include-license"),
        ("GPL-3.0-only", "disclose-source"),
    }


def _without(*patterns: str) -> Callable[[Path], None]:
    """Take all lines with one of these out of every file."""

    def take(root: Path) -> None:
        for path in root.rglob("*"):
            if path.is_file() and path.suffix not in {".svg", ".yaml"}:
                rows = path.read_text().splitlines(keepends=True)
                kept = [r for r in rows if not any(re.search(p, r) for p in patterns)]
                path.write_text("".join(kept))

    return take


def _delete(*names: str) -> Callable[[Path], None]:
    def take(root: Path) -> None:
        for name in names:
            (root / name).unlink()

    return take


def _rename(root: Path) -> None:
    plan = root / "licenseengine.yaml"
    plan.write_text(plan.read_text().replace("name: Llama Tide 8B", "name: Tide 8B"))
    _without("Llama Tide 8B")(root)


TAKEN: list[tuple[str, str, Callable[[Path], None]]] = [
    ("llama-3.1", "display", _without("Built with Llama")),
    ("llama-3.1", "notice-file", _without("Llama 3.1 is licensed under")),
    ("llama-3.1", "name-prefix", _rename),
    ("llama-3.1", "use-policy", _without("Acceptable Use Policy", "USE_POLICY")),
    ("CC-BY-4.0", "credit", _without("Harbour Lab")),
    ("CC-BY-4.0", "include-license", _delete("THIRD_PARTY_LICENSES/CC-BY-4.0.txt")),
    ("Apache-2.0", "include-license", _delete("THIRD_PARTY_LICENSES/Apache-2.0.txt")),
    ("GPL-3.0-only", "include-license", _delete("THIRD_PARTY_LICENSES/GPL-3.0-only.txt")),
    ("GPL-3.0-only", "disclose-source", _without("tides.example/source")),
    ("CC-BY-4.0", "state-changes", _without("Changes:", "fine-tun", "changed", "modif", "training")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("license_", "duty", "take"), TAKEN, ids=[f"{license_} {duty}" for license_, duty, _ in TAKEN]
)
def test_a_duty_that_is_taken_away_is_missed_by_name(
    license_: str, duty: str, take: Callable[[Path], None], released: Path, tmp_path: Path, library: Library
) -> None:  # fmt: skip
    root = folder_of(
        {p.relative_to(released).as_posix(): p.read_text() for p in released.rglob("*") if p.is_file()},
        tmp_path / "box",
    )  # fmt: skip
    take(root)
    assert (license_, duty) in missing(root, library)
