"""Notes of folders, for the tests of this folder."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from licenseengine.audit.wish import Wish
from licenseengine.cli.dossier import judging_of
from licenseengine.compliance.checks import checked
from licenseengine.compliance.records import Dossier
from licenseengine.compliance.texts import texts_of
from licenseengine.library.index import Library
from licenseengine.report.notes.documents import notes_of

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted(p for p in (ROOT / "examples").iterdir() if p.is_dir())
REAL = sorted((ROOT.parent / "shared" / "cases" / "real-stacks").glob("*/fixture"))
DAY = date(2026, 11, 25)
LANGUAGES = ("en", "fr", "it")


def dossier_of_folder(root: Path, library: Library, *scenarios: str) -> Dossier:
    """The dossier of a folder, its duties looked up and its texts filled in."""
    judged = judging_of(root, library, Wish(day=DAY), scenarios).dossier
    found = checked(judged, root, library)
    return replace(found, texts=texts_of(found, (root,), library), version="0", knowledge="0" * 64)


def notes_by_path(
    dossier: Dossier, library: Library, language: str = "en", templates: Path | None = None
) -> dict[str, str]:
    """The documents of a dossier, by path."""
    return {n.path: n.text for n in notes_of(dossier, library, language, templates)}


def folder_of(files: Mapping[str, str], root: Path) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
