"""Reading one file: its text within limits, then the reader of its format.

Floor: discover.
"""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from licenseengine.discover.formats import python
from licenseengine.discover.records import Document, Gap
from licenseengine.discover.signs import Signs
from licenseengine.discover.walk import Found, read_file

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
_CODE = {"python": "python", "notebook": "notebook"}
# A cheap look before a file is parsed: something in it has the shape of a name or of a loader.
_TELLING = re.compile(
    r"""["'][\w.-]+/[\w.-]+["']|https?://|[Mm]odel|_pretrained|load_dataset|openai|anthropic|[Dd]ataset|LLM|llm|default\s*=\s*["']|DEFAULT|[Ee]mbed|\.(?:gguf|safetensors|ckpt|pth?|onnx|jsonl)["']"""
)


def read_document(root: Path, found: Found, signs: Signs) -> Document | Gap:
    """The document that a file is, or why it is none."""
    text = read_file(root, found)
    if isinstance(text, Gap):
        return text
    if found.format in _CODE:
        if found.format == "python" and not _TELLING.search(text):
            return Document(found.path, "python", text, module=python.glance(found.path, text))
        reader = import_module(f"licenseengine.discover.formats.{_CODE[found.format]}").read
        document: Document = reader(found.path, text, frozenset(signs.callers))
        return document
    if found.format in _READERS:
        read: Callable[[str, str], Document]
        read = import_module(f"licenseengine.discover.formats.{_READERS[found.format]}").read
        return read(found.path, text)
    return Document(found.path, found.format, text)
