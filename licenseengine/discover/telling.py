"""A cheap look before code is parsed: does it name anything, or lead to a name?

Most files of most projects do neither. A file that is passed over is still looked at for what it
imports and calls, so that reach is not lost.

Floor: discover.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from licenseengine.discover.signs import Signs

_SHAPE = re.compile(
    # a repository of the hub, perhaps put together from names
    r"""["'](?:[\w.%-]|\{[\w.]{0,40}\})+/(?:[\w.%-]|\{[\w.]{0,40}\})+["']"""
    r"""|huggingface|hf\.co|civitai|//api[.-]"""
    r"""|\.(?:gguf|safetensors|ckpt|pth?|onnx|h5|bin|jsonl?|csv|parquet|tsv)\b["'}]"""
    r"""|(?:[Mm][Oo][Dd][Ee][Ll]|llm|LLM|[Ee]mbed|[Dd]ataset|[Ee]ngine|[Tt]okenizer)"""
    r"""\w{0,60}["']?\]?\s{0,9}(?::[^=\n]{0,40})?[=:]\s{0,9}\[?\{?\(?f?["']"""
    r"""|(?:default|DEFAULT)\w{0,60}\s{0,9}=\s{0,9}f?["']|getenv|environ"""
)
_SCRIPT = re.compile(
    r"""(?<!from )(?<!import )(?<!require\()(?<!import\()["'`]\w[\w.-]*/[\w.${}-]+["'`]"""
    r"""|huggingface|hf\.co|civitai|//api[.-]|process\.env|import\.meta\.env"""
    r"""|\.(?:gguf|safetensors|ckpt|pth?|onnx|h5|bin)\b["'`]"""
    r"""|(?:[Mm][Oo][Dd][Ee][Ll]|llm|LLM|[Ee]mbed|[Dd]ataset|[Tt]okenizer)\w{0,60}["']?\s{0,9}"""
    r"""(?:[:=]|\|\||\?\?)\s{0,9}["'`]"""
)
# Words of which a file of settings has one where it names anything; asked one by one, which is
# faster than one expression of them all.
_SETTINGS = (
    "model", "llm", "embed", "dataset", "corpus", "token", "engine", "checkpoint", "ckpt", "lora",
    "adapter", "licen", "hugging", "hf.co", "gguf", "ggml", "safetensors", "ollama", "openai",
    "anthropic", "cohere", "gpt", "claude", "gemini", "gemma", "llama", "mistral", "bert", "qwen",
    "diffusion", "whisper", "base", "repo", "weights", "command", "entrypoint", "run:", "script",
    "provider", "backend", "default", "selected", "dependencies", "bomformat", "spdx", "@context",
    "pypi", "//api.",
)  # fmt: skip
_SLASHED = re.compile(r"""["' ][a-z][\w-]+/[\w.-]*\d""")
_LONG = re.compile(r"[^\n]{5001}")
_REQUIRED = re.compile(
    r"""(?:from\s{1,9}|import\s{1,9}|require\(|import\()["']([^"'\n]{1,100})["']"""
)
_IMPORTED = re.compile(r"^[ \t]*(?:from|import)[ \t]+(\w+)", re.MULTILINE)
_CALLED = re.compile(r"\b(\w+)\(")
_QUOTED = re.compile(r"""["'](\w[\w.:]*-[\w.:-]+|[a-z]\w{1,30}\d)["']""")
_START = 3


@dataclass(frozen=True)
class _Telling:
    """Packages whose import tells, functions whose call does, how names of hosted models begin."""

    packages: frozenset[str]
    functions: frozenset[str]
    starts: frozenset[str]


def tells(text: str, signs: Signs) -> bool:
    """Whether a Python file is worth parsing."""
    known = _of(signs)
    return (
        _SHAPE.search(text) is not None
        or not known.packages.isdisjoint(_IMPORTED.findall(text))
        or not known.functions.isdisjoint(_CALLED.findall(text))
        or _names_a_host(text, known, signs)
    )


def settings_tell(text: str, signs: Signs) -> bool:
    """Whether a file of settings is worth parsing: it has a word that leads to a name, or one."""
    folded = text.casefold()
    return (
        any(word in folded for word in _SETTINGS)
        or _SLASHED.search(folded) is not None
        or _names_a_host(text, _of(signs), signs)
    )


def script_tells(text: str, signs: Signs) -> bool:
    """Whether a file of JavaScript or TypeScript is worth parsing."""
    if _LONG.search(text):  # a bundle: its reader passes it over, and says so
        return True
    known = _of(signs)
    return (
        _SCRIPT.search(text) is not None
        or any(name in signs.packages or signs.is_store(name) for name in _REQUIRED.findall(text))
        or not known.functions.isdisjoint(_CALLED.findall(text))
        or _names_a_host(text, known, signs)
    )


def _names_a_host(text: str, known: _Telling, signs: Signs) -> bool:
    return any(
        word[:_START].casefold() in known.starts and signs.host_of(word)
        for word in _QUOTED.findall(text)
    )


@lru_cache(maxsize=2)
def _of(signs: Signs) -> _Telling:
    callers = [caller for found in signs.callers.values() for caller in found]
    roots = {p.replace("-", "_") for p in signs.packages if "/" not in p}
    roots |= {c.name.split(".", 1)[0] for c in callers if "." in c.name}
    roots |= {home.split(".", 1)[0] for c in callers for home in c.homes}
    roots |= {str(s).replace("-", "_") for s in signs.raw["stores"]}
    globs = (str(glob) for names in signs.raw["hosted"].values() for glob in names)
    return _Telling(
        frozenset(roots),
        frozenset(c.name for c in callers if "." not in c.name),
        frozenset(glob[:_START] for glob in globs),
    )
