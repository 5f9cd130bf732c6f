"""Models that lie on the machine: the cache of the model hub, and the store of Ollama.

Neither is a part of the project, so both are read only when asked for, and what they tell is
evidence about artefacts that the project names: licenses and how a model was made. Places are
relative to the store. Links are the rule in the cache; none is followed out of the store.

Floor: discover.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from licenseengine.discover.detect.cards import Card, licenses, making_of, read_card
from licenseengine.discover.headers.gguf import read_header
from licenseengine.discover.headers.gguf_facts import of_gguf
from licenseengine.discover.headers.thing import Thing
from licenseengine.discover.records import Gap, LicenseStatement, Place, Seen
from licenseengine.discover.weights import open_inside

MAX_ENTRIES = 2_000
MAX_CARD = 1024 * 1024
MAX_LICENSE = 256 * 1024
MAX_MANIFEST = 256 * 1024
MAX_LAYERS = 100
_REPOSITORY = re.compile(r"(?:models|datasets)--(?P<id>[A-Za-z0-9][\w.-]*)")
_REVISION = re.compile(r"[A-Za-z0-9][\w.-]{0,127}")
_DIGEST = re.compile(r"sha256[:-](?P<hex>[0-9a-f]{64})")
_LAYER = "application/vnd.ollama.image."
_HUBS = frozenset({"hf.co", "huggingface.co"})
Identify = Callable[[str], str | None]
"""From the text of a license to its id; None when it is not surely one."""


def huggingface_cache(folder: Path) -> Iterator[Seen]:
    """What the cards in a cache of the model hub say of the models and data sets they belong to.

    Args:
        folder: the one that holds ``models--...`` and ``datasets--...``.
    """
    names, more = _names(folder)
    if more:
        yield Gap(
            "LE704", Place("."), f"the cache holds more than {MAX_ENTRIES}: not all were read"
        )
    for name in names:
        found = _REPOSITORY.fullmatch(name)
        if found:
            yield from _cached(folder, name, found["id"].replace("--", "/", 1))


def _cached(folder: Path, name: str, ref: str) -> Iterator[Seen]:
    revision = _revision(folder, name)
    path = f"{name}/snapshots/{revision}/README.md"
    if revision is None or not os.path.lexists(folder / path):
        return
    file = open_inside(folder, folder / path)
    if isinstance(file, str):
        yield Gap("LE705", Place(path), file, ref)
        return
    text, is_whole = _text(file, MAX_CARD)
    card, gaps = read_card(path, text)
    yield from gaps
    if card is not None:
        yield from _told(card, ref)
    elif not is_whole and text.startswith("---"):
        yield Gap("LE701", Place(path), "the card's front matter is too large to be read", ref)


def _told(card: Card, ref: str) -> Iterator[Seen]:
    yield from licenses(card, ref, "cache")
    making = making_of(card, ref)
    if making is not None:
        yield making


def _revision(folder: Path, name: str) -> str | None:
    """The snapshot that `main` stands for; without one the last by name, if there is any."""
    head = open_inside(folder, folder / name / "refs" / "main")
    if not isinstance(head, str):
        said = _text(head, 200)[0].strip()
        return said if _REVISION.fullmatch(said) else None
    names, _ = _names(folder / name / "snapshots")
    return next((n for n in reversed(names) if _REVISION.fullmatch(n)), None)


def ollama_store(folder: Path, identify: Identify | None = None) -> Iterator[Seen]:
    """What the manifests of an Ollama store and the layers they name say of its models.

    Args:
        folder: the one that holds ``manifests`` and ``blobs``.
        identify: names the license of a text. Without it, and where it knows none, the title of
            the text is given, which is a reading and no declaration.
    """
    paths, more = _manifests(folder)
    if more:
        yield Gap(
            "LE704", Place("."), f"the store holds more than {MAX_ENTRIES}: not all were read"
        )
    for path in paths:
        yield from _manifest(folder, path, identify)


def _manifests(folder: Path) -> tuple[list[str], bool]:
    """The manifests, ``manifests/HOST/SPACE/NAME/TAG``, and whether there are more than those."""
    level, too_many = ["manifests"], False
    for _ in range(4):
        below: list[str] = []
        for path in level:
            is_link = (folder / path).is_symlink()
            names, more = ([], False) if is_link else _names(folder / path)
            below += [f"{path}/{name}" for name in names]
            too_many = too_many or more or len(below) > MAX_ENTRIES
            if len(below) > MAX_ENTRIES:
                break
        level = below[:MAX_ENTRIES]
    return level, too_many


def _manifest(folder: Path, path: str, identify: Identify | None) -> Iterator[Seen]:
    ref = _ref(path)
    file = open_inside(folder, folder / path)
    if isinstance(file, str):
        yield Gap("LE705", Place(path), file, ref)
        return
    text, is_whole = _text(file, MAX_MANIFEST)
    layers = _layers(text) if is_whole else None
    if layers is None:
        yield Gap("LE703", Place(path), "not a manifest", ref)
        return
    for kind, digest in layers:
        blob = _blob(folder, digest)
        opened = open_inside(folder, folder / blob) if blob else "it lies outside of the store"
        if blob is None or isinstance(opened, str):
            yield Gap("LE705", Place(path), f"a layer is not read: {opened}", ref)
        elif kind == "license":
            yield _license(opened, Place(blob), ref, identify)
        else:
            yield from _model(opened, Thing(ref, Place(blob), "cache"))


def _layers(text: str) -> list[tuple[str, str]] | None:
    """The layers of a manifest that hold a license or the model, with their digests."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    layers = data.get("layers") if isinstance(data, dict) else None
    if not isinstance(layers, list):
        return None
    entries = [layer for layer in layers[:MAX_LAYERS] if isinstance(layer, dict)]
    found = [(str(e.get("mediaType")).removeprefix(_LAYER), str(e.get("digest"))) for e in entries]
    return [(kind, digest) for kind, digest in found if kind in {"license", "model"}]


def _ref(path: str) -> str:
    """The name of a model as the project writes it, from the path of its manifest."""
    _, host, space, name, tag = path.split("/")
    if host in _HUBS:
        return f"{space}/{name}"
    own = name if space == "library" else f"{space}/{name}"
    return f"ollama:{own}" if tag == "latest" else f"ollama:{own}:{tag}"


def _blob(folder: Path, digest: str) -> str | None:
    """The path of a layer; None for what is no digest, such as a path out of the store."""
    found = _DIGEST.fullmatch(digest)
    if found is None:
        return None
    paths = [f"blobs/sha256{mark}{found['hex']}" for mark in "-:"]
    return next((path for path in paths if os.path.lexists(folder / path)), paths[0])


def _license(file: BinaryIO, place: Place, ref: str, identify: Identify | None) -> LicenseStatement:
    text, _ = _text(file, MAX_LICENSE)
    known = identify(text) if identify else None
    return LicenseStatement(ref, known or title_of(text), place, "cache", exact=known is not None)


def title_of(text: str) -> str:
    """The title of a license: its first line, and the second where that tells the version."""
    rows = (" ".join(row.split()) for row in text.split("\n", 40))
    first, second = [*islice((row[:200] for row in rows if row), 2), "", ""][:2]
    return f"{first} {second}" if re.match(r"(?i)version\b", second) else first


def _model(file: BinaryIO, thing: Thing) -> Iterator[Seen]:
    with file:
        try:
            header = read_header(file, os.fstat(file.fileno()).st_size)
        except OSError as error:
            yield thing.gap("LE703", f"it cannot be read: {error.strerror}")
            return
    yield from of_gguf(header, thing)


def _text(file: BinaryIO, limit: int) -> tuple[str, bool]:
    """The text of a file up to a limit, and whether that is all of it."""
    with file:
        try:
            raw = file.read(limit + 1)
        except OSError:
            return "", False
    return raw[:limit].decode("utf-8", "replace"), len(raw) <= limit


def _names(folder: Path) -> tuple[list[str], bool]:
    """The names in a folder, in order, and whether it holds more than are read."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, MAX_ENTRIES + 1)]
    except OSError:
        return [], False
    return sorted(names)[:MAX_ENTRIES], len(names) > MAX_ENTRIES
