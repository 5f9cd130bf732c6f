"""Reading one file: its text within limits, then the reader of its format.

Floor: discover.
"""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from licenseengine.discover.formats import python
from licenseengine.discover.records import Document, Gap
from licenseengine.discover.signs import Signs
from licenseengine.discover.telling import script_tells, settings_tell, tells
from licenseengine.discover.walk import Found, read_file

if TYPE_CHECKING:
    from collections.abc import Callable

_READERS = {
    "yaml": "yaml_file",
    "json": "json_file",
    "toml": "toml_file",
    "javascript": "javascript",
    "shell": "shell",
    "docker": "docker",
    "env": "env",
    "modelfile": "modelfile",
}

_NAMING = frozenset({"package.json", "pyproject.toml"})  # the project itself
_DATA = frozenset({"yaml", "json"})


def read_document(root: Path, found: Found, signs: Signs) -> Document | Gap:
    """The document that a file is, or why it is none."""
    read = read_file(root, found)
    if isinstance(read, Gap):
        return read
    text, gaps = read
    document = _document(found, text, signs)
    return replace(document, gaps=(*gaps, *document.gaps)) if gaps else document


def _document(found: Found, text: str, signs: Signs) -> Document:
    path, format_ = found.path, found.format
    if format_ == "python":
        if not tells(text, signs):
            return Document(path, "python", text, module=python.glance(path, text))
        return python.read(path, text, frozenset(signs.callers))
    if format_ == "notebook":
        from licenseengine.discover.formats import notebook  # noqa: PLC0415 - only where there is one

        return notebook.read(path, text, frozenset(signs.callers))
    is_data = format_ in _DATA and path.rsplit("/", 1)[-1] not in _NAMING
    if format_ not in _READERS or (is_data and not settings_tell(text, signs)):
        return Document(path, format_, text)
    reader = import_module(f"licenseengine.discover.formats.{_READERS[format_]}")
    is_glance = format_ == "javascript" and not script_tells(text, signs)
    read: Callable[[str, str], Document] = reader.glance if is_glance else reader.read
    document = read(path, text)
    return Document(path, format_, "") if _is_report(document) else document


def _is_report(document: Document) -> bool:
    """Whether a file is a report of this program: what it names was found in other files."""
    for root in document.roots[:1]:
        schema = root.said("schema") or ""
        runs = root.get("runs")
        driver = runs.items[0].said("tool", "driver", "name") if runs and runs.items else None
        return schema.startswith("licenseengine/") or driver == "licenseengine"
    return False
