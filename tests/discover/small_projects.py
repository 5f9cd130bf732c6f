"""Small projects for the tests of what is reached and of roles: files as one text, scanned."""

import re
from pathlib import Path

from licenseengine.discover.group import Artifact
from licenseengine.discover.scan import Scan, scan
from licenseengine.library.index import Library

_FILE = re.compile(r"^## (?P<path>\S+)\n", re.MULTILINE)


def files_of(text: str) -> dict[str, str]:
    """The files of a project that is written as one text, each under a line ``## path``."""
    parts = _FILE.split(text.lstrip("\n"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def project(folder: Path, files: str | dict[str, str]) -> Path:
    """The folder with these files in it."""
    for path, text in (files_of(files) if isinstance(files, str) else files).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def scanned(folder: Path, files: str | dict[str, str], library: Library) -> Scan:
    return scan(project(folder, files), library)


def roles(found: Scan) -> dict[str, str]:
    """The role of every artefact."""
    return {a.ref: str(a.role) for a in found.artifacts}


def artifact(found: Scan, ref: str) -> Artifact:
    return next(a for a in found.artifacts if a.ref == ref)


def why(found: Scan, ref: str) -> str:
    """Why an artefact has its role, at its first place."""
    return artifact(found, ref).seen[0].why
