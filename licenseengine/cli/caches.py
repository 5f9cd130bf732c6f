"""Models that lie on this machine: where their caches are, and what they tell of licenses.

Read only with ``audit --cache``: neither cache is a part of the project.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from licenseengine.discover.records import Gap, LicenseStatement, Seen


def cached(environ: Mapping[str, str] | None = None) -> tuple[Seen, ...]:
    """The licenses that the caches of the model hub and of Ollama state, marked as from there.

    How models were made is left to the catalogue: a cache holds models that no file of the project
    names, and what they were made from may be one that a file does.

    Args:
        environ: the environment, which may say where the caches are; this process's when None.
    """
    environ = os.environ if environ is None else environ
    return tuple(_marked(environ))


def hub_folder(environ: Mapping[str, str]) -> Path:
    """The cache of the model hub, where its library keeps it."""
    if told := environ.get("HF_HUB_CACHE") or environ.get("HUGGINGFACE_HUB_CACHE"):
        return Path(told).expanduser()
    if home := environ.get("HF_HOME"):
        return Path(home).expanduser() / "hub"
    base = environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "huggingface" / "hub"


def ollama_folder(environ: Mapping[str, str]) -> Path:
    """The store of Ollama: where it is told, of this user, else of the service."""
    if told := environ.get("OLLAMA_MODELS"):
        return Path(told).expanduser()
    own = Path("~/.ollama/models").expanduser()
    return own if own.is_dir() else Path("/usr/share/ollama/.ollama/models")


def _marked(environ: Mapping[str, str]) -> Iterator[Seen]:
    from licenseengine.discover.stores import huggingface_cache, ollama_store  # noqa: PLC0415 - only when asked

    stores = (
        ("hub cache", huggingface_cache(hub_folder(environ))),
        ("ollama", ollama_store(ollama_folder(environ), _identified)),
    )
    for name, seen in stores:
        for entry in seen:
            if isinstance(entry, LicenseStatement) or (
                isinstance(entry, Gap) and entry.ref is None
            ):
                place = replace(entry.place, file=f"({name}) {entry.place.file}")
                yield replace(entry, place=place)


def _identified(text: str) -> str | None:
    """The license that a text is, when it is surely one."""
    from licenseengine.resolve.identify import identify_text  # noqa: PLC0415 - only when asked

    found = identify_text(text)
    return found.same[0] if len(found.same) == 1 else None
