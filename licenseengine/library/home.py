"""Where the knowledge lies, and where its compiled copy may be kept.

Floor: library; the one module that knows the folders. A checkout has ``licenses/`` beside the
package, an installed wheel has it inside.
"""

import os
from pathlib import Path
from zlib import crc32

from licenseengine.language.parser import data_folder

CACHE_VARIABLE = "LICENSEENGINE_CACHE"
LICENSES_VARIABLE = "LICENSEENGINE_LICENSES"


def licenses_folder() -> Path:
    """The folder of license files: ``$LICENSEENGINE_LICENSES``, else the project's own."""
    told = os.environ.get(LICENSES_VARIABLE)
    return Path(told) if told else data_folder("licenses")


def cache_folder() -> Path:
    """The folder for compiled copies: ``$LICENSEENGINE_CACHE``, else the user's cache folder."""
    told = os.environ.get(CACHE_VARIABLE)
    if told:
        return Path(told)
    from platformdirs import user_cache_path  # noqa: PLC0415 - only when nothing was told

    return user_cache_path("licenseengine", appauthor=False)


def knowledge_files(root: Path) -> list[Path]:
    """All files that make up the knowledge, sorted."""
    found: list[Path] = []
    for folder in (root, *sorted(p for p in root.iterdir() if p.is_dir())):
        found += sorted(p for p in folder.iterdir() if p.suffix in {".yaml", ".csv"})
    return found


def stat_key(files: list[Path]) -> str:
    """A key that changes when any file is touched; cheap, and no proof of content."""
    check = 0
    for file in files:
        found = file.stat()
        check = crc32(f"{file}\0{found.st_size}\0{found.st_mtime_ns}\n".encode(), check)
    return f"{len(files)}-{check:08x}"


def content_hash(root: Path, files: list[Path]) -> str:
    """sha256 over names and bytes of all knowledge files: what a verdict leans on."""
    from hashlib import sha256  # noqa: PLC0415 - only when the knowledge changed

    digest = sha256()
    for file in files:
        name, data = file.relative_to(root).as_posix(), file.read_bytes()
        digest.update(f"{name}\0{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()
