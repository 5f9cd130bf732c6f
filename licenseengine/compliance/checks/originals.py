"""License texts and notices as they come with the originals: installed packages, cached models.

Files are read as text; no package is imported, and no link is followed out of its folder.

Floor: compliance.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name

from licenseengine.compliance.records import Part
from licenseengine.discover.installed import site_packages
from licenseengine.discover.weights import open_inside

LARGEST = 1024 * 1024
MOST = 200
_DIST = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)\.dist-info")
_LICENSES = re.compile(r"(?:un)?licen[cs]es?(?:[._-].*)?|copying(?:[._-].*)?", re.IGNORECASE)
_NOTICES = re.compile(r"notices?(?:[._-].*)?", re.IGNORECASE)
_DEEPEST = 4  # folders below that of a package's metadata


@dataclass(frozen=True, slots=True)
class Original:
    """A file that comes with an original: where it was found, in words, and what it says."""

    source: str
    text: str


def notices_of(part: Part, root: Path) -> list[str]:
    """The texts of the notice files of a package that the project has installed."""
    return [o.text for o in of_package(part.id, site_packages(root), _NOTICES)]


def licenses_of(part: Part, packages: Sequence[Path], hub: Path | None) -> list[Original]:
    """The license files that a package, or a model in the cache of the hub, comes with."""
    found = list(of_package(part.id, packages, _LICENSES))
    return found or (list(_of_model(part, hub)) if hub is not None and part.ref else [])


def of_package(id_: str, packages: Sequence[Path], names: re.Pattern[str]) -> Iterator[Original]:
    """The files of certain names that stand beside the metadata of an installed package."""
    ecosystem, _, name = id_.partition(":")
    if ecosystem != "pypi" or not name:
        return
    for folder in packages:
        for dist in sorted(folder.glob("*.dist-info")):
            found = _DIST.fullmatch(dist.name)
            if found is None or canonicalize_name(found["name"]) != canonicalize_name(name):
                continue
            for path in _files(dist, names):
                yield from _read(folder, path, f"{name} {found['version']}: {path.name}")
            return


def _files(folder: Path, names: re.Pattern[str]) -> list[Path]:
    """The files below a folder that are called so, the nearest first."""
    found: list[Path] = []
    for here, folders, files in os.walk(folder):
        depth = len(Path(here).relative_to(folder).parts)
        folders[:] = sorted(folders) if depth < _DEEPEST else []
        found += [Path(here) / name for name in sorted(files) if names.fullmatch(name)]
        if len(found) >= MOST:
            break
    return sorted(found[:MOST], key=lambda p: (len(p.parts), p))


def _of_model(part: Part, hub: Path) -> Iterator[Original]:
    """The license files of the newest snapshot of a model or data set."""
    ref = str(part.ref)
    kind = "datasets" if part.kind == "dataset" else "models"
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", ref):
        return
    snapshots = hub / f"{kind}--{ref.replace('/', '--')}" / "snapshots"
    try:
        revisions = sorted(p for p in snapshots.iterdir() if re.fullmatch(r"[0-9a-f]{40}", p.name))
        files = sorted(p for p in revisions[-1].iterdir() if _LICENSES.fullmatch(p.name))
    except (OSError, IndexError):
        return
    for path in files:
        yield from _read(hub, path, f"{ref}: {path.name}")


def _read(root: Path, path: Path, source: str) -> Iterator[Original]:
    opened = open_inside(root, path)
    if isinstance(opened, str):
        return
    with opened:
        raw = opened.read(LARGEST + 1)
    if len(raw) <= LARGEST and b"\0" not in raw:
        yield Original(source, raw.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
