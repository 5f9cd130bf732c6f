"""Reading one file: its text within limits, then the reader of its format.

Floor: discover.
"""

import re
from collections.abc import Callable
from functools import lru_cache
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
# A cheap look before a Python file is parsed: something has the shape of a name, or leads to one.
_TELLING = (
    r"""["'][\w.-]+/[\w.-]+["']"""  # a repository of the hub
    r"""|huggingface|hf\.co|civitai|//api[.-]|\.(?:gguf|safetensors|ckpt|pth?|onnx|h5|bin|jsonl?|csv|parquet|tsv)\b["'}]"""
    r"""|(?:[Mm][Oo][Dd][Ee][Ll]|llm|LLM|[Ee]mbed|[Dd]ataset|[Ee]ngine|[Tt]okenizer)\w*["']?\]?\s*(?::[^=\n]{0,40})?[=:]\s*\[?\{?\(?f?["']"""
    r"""|(?:default|DEFAULT)\w*\s*=\s*f?["']|getenv|environ"""
    r"""|^\s*(?:from|import)\s+(?:%s)\b"""
    r"""|\b(?:%s)\("""
)


@lru_cache(maxsize=2)
def _telling(signs: Signs) -> re.Pattern[str]:
    packages = "|".join(
        sorted({re.escape(p.replace("-", "_")) for p in signs.packages if "/" not in p})
    )
    callers = "|".join(sorted(re.escape(name) for name in signs.callers))
    return re.compile(_TELLING % (packages or "(?!)", callers or "(?!)"), re.MULTILINE)


def read_document(root: Path, found: Found, signs: Signs) -> Document | Gap:
    """The document that a file is, or why it is none."""
    text = read_file(root, found)
    if isinstance(text, Gap):
        return text
    if found.format in _CODE:
        if found.format == "python" and not _telling(signs).search(text):
            return Document(found.path, "python", text, module=python.glance(found.path, text))
        reader = import_module(f"licenseengine.discover.formats.{_CODE[found.format]}").read
        document: Document = reader(found.path, text, frozenset(signs.callers))
        return document
    if found.format in _READERS:
        read: Callable[[str, str], Document]
        read = import_module(f"licenseengine.discover.formats.{_READERS[found.format]}").read
        return read(found.path, text)
    return Document(found.path, found.format, text)
