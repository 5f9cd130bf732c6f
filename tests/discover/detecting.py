"""What the tests of detectors share: a file as text, read as its format, and what is seen in it."""

from importlib import import_module
from types import ModuleType

from licenseengine.discover.formats import python
from licenseengine.discover.records import Document, Sighting
from licenseengine.discover.signs import Signs
from tests.discover.evidence import Evidence, seen

_FORMATS = {
    "yaml": "yaml_file",
    "yml": "yaml_file",
    "json": "json_file",
    "toml": "toml_file",
    "sh": "shell",
    "Makefile": "shell",
    "Dockerfile": "docker",
    "env": "env",
    "Modelfile": "modelfile",
}


def document(path: str, text: str, signs: Signs) -> Document:
    """The document that a text is, by the ending of its path; other endings are running text."""
    ending = path.rsplit("/", 1)[-1].rsplit(".", 1)[-1]
    if ending == "py":
        return python.read(path, text, frozenset(signs.callers))
    if ending not in _FORMATS:
        return Document(path, "requirements" if ending == "txt" else "markdown", text)
    reader = import_module(f"licenseengine.discover.formats.{_FORMATS[ending]}")
    found: Document = reader.read(path, text)
    return found


def found(detector: ModuleType, path: str, text: str, signs: Signs) -> Evidence:
    """What a detector sees in a file."""
    return seen(detector.detect(document(path, text, signs), signs))


def shown(sighting: Sighting) -> str:
    """A sighting in short: its ref, and its role where the place tells one."""
    role = f" {sighting.role}" if sighting.role else ""
    return f"{sighting.ref}{role}"


def refs(detector: ModuleType, path: str, text: str, signs: Signs) -> set[str]:
    """The refs of what is seen, with the roles that their places tell."""
    return {shown(s) for s in found(detector, path, text, signs).sightings}
