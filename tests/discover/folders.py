"""What the tests of folders share: making them, and listing what is read of them."""

from pathlib import Path

from licenseengine.discover.signs import Signs
from licenseengine.discover.walk import Found, walk


def make(root: Path, *paths: str, **patterns: str) -> Path:
    """Empty files below a folder, and ``.gitignore`` files by the folder they are of."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"")
    for folder, text in patterns.items():
        (root / folder.replace("top", ".") / ".gitignore").write_text(text, encoding="utf-8")
    return root


def listed(root: Path, signs: Signs) -> list[str]:
    """The paths of the files that are read."""
    return [f.path for f in walk(root, signs) if isinstance(f, Found)]
