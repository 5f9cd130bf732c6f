"""What the header of a GGUF file says: license, base models, data, the source before conversion.

Floor: discover.
"""

from collections.abc import Iterator
from typing import NamedTuple

from licenseengine.discover.headers.gguf import Header
from licenseengine.discover.headers.thing import Thing
from licenseengine.discover.hub import Name, license_said, name_in
from licenseengine.discover.records import Confidence, Kind, Seen

MAX_NAMED = 100
_UNQUANTIZED = frozenset({0, 1, 32})  # of general.file_type: F32, F16, BF16
_SOURCES = tuple(f"general.source.{key}" for key in ("repo_url", "huggingface.repository", "url"))
_GUESSED = 1024  # is added to a file type that was not stated


class _Named(NamedTuple):
    """A base model or data set, the key that names it, and how sure that is if not as usual."""

    name: Name
    key: str
    sure: Confidence | None = None


def of_gguf(header: Header, thing: Thing) -> Iterator[Seen]:
    """What a header says of the thing it describes."""
    kind: Kind = "adapter" if header.text("general.type") == "adapter" else "model"
    if thing.is_part:
        own = name_in(header.text("general.repo_url"))
        aliases = (own.ref,) if own.shape == "id" else ()
        yield thing.itself(kind, header.text("general.name"), aliases)
    for code, said in header.faults:
        yield thing.gap(code, said)
    license_ = license_said(*(header.text(f"general.license{k}") for k in ("", ".name", ".link")))
    if license_:
        yield thing.license(license_)
    yield from _lineage(header, thing, kind)


def _lineage(header: Header, thing: Thing, kind: Kind) -> Iterator[Seen]:
    """The source before conversion, the bases, the data; and what was made of what."""
    bases, data = _listed(header, "base_model", "model"), _listed(header, "dataset", "dataset")
    for use, found in (("base", bases), ("train-data", data)):
        for name, key, sure in found:
            yield thing.sighting(name, use, f"{key} = {header.text(key)}", sure)
    inputs = [name.ref for name, _, _ in bases if name.is_named]
    learned = [("data", name.ref) for name, _, _ in data if name.is_named]
    key = next((key for key in _SOURCES if header.text(key)), "")
    source = name_in(header.text(key))
    if source.shape == "id" and source.ref not in inputs:
        yield thing.sighting(source, "base", f"{key} = {header.text(key)}")
        by = "quantize" if _is_quantized(header) else "convert"
        yield thing.making(by, [("source", source.ref)], kind)
        makes = source.ref
    else:
        makes = ""
    tuned = bool(learned or makes or header.text("general.finetune"))
    if len(inputs) > 1:
        yield thing.making("merge", [("models", ref) for ref in inputs], kind, makes)
    elif inputs and kind == "adapter":
        yield thing.making("adapt", [("base", inputs[0]), *learned], kind, makes)
    elif inputs and _is_quantized(header) and not tuned:
        yield thing.making("quantize", [("source", inputs[0])], kind)
    elif inputs:
        yield thing.making("fine-tune", [("base", inputs[0]), *learned], kind, makes)
    elif learned:
        yield thing.making("train", learned, kind, makes)


def _is_quantized(header: Header) -> bool:
    type_ = header.number("general.file_type")
    return type_ is not None and type_ % _GUESSED not in _UNQUANTIZED


def _listed(header: Header, what: str, kind: Kind) -> list[_Named]:
    """The base models or data sets of a header."""
    found = []
    for number in range(min(header.number(f"general.{what}.count") or 0, MAX_NAMED)):
        stem = f"general.{what}.{number}"
        address = next((k for k in ("repo_url", "url") if header.text(f"{stem}.{k}")), None)
        title, owner = header.text(f"{stem}.name"), header.text(f"{stem}.organization")
        if address:
            key = f"{stem}.{address}"
            found.append(_Named(name_in(header.text(key), kind), key))
        elif title:  # the converter makes titles of ids: hyphens became spaces
            ref = "/".join(part.replace(" ", "-") for part in (owner, title) if part)
            found.append(_Named(name_in(ref, kind), f"{stem}.name", "low"))
    return found
