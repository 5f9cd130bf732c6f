"""The header of a safetensors file: its free metadata, as training tools fill it in.

Read is ``__metadata__`` alone, with the keys of two conventions: `ss_...` of the kohya scripts and
`modelspec....`; the table of tensors is passed over, and no tensor is read.

Floor: discover.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import BinaryIO

from licenseengine.discover.headers.thing import Thing
from licenseengine.discover.hub import Name, name_in, short
from licenseengine.discover.records import Confidence, Kind, Seen

Fault = tuple[str, str]
"""A diagnostic, and what happened."""

MAX_JSON = 16 * 1024 * 1024
MAX_NAMED = 100
_METADATA = re.compile(r'(?<!\\)"__metadata__"\s*:\s*')
_ADAPTER_FILE = re.compile(r"(?:^|[/_.-])(?:lora|adapter)(?:[_.-]|$)", re.IGNORECASE)
_DECODER = json.JSONDecoder()
_LENGTH = 8


def of_safetensors(file: BinaryIO, size: int, thing: Thing) -> Iterator[Seen]:
    """What the header of a safetensors file says of the thing it describes.

    Args:
        file: opened for reading bytes, at its start.
        size: of the file; the header may not reach past it.
        thing: what the file is in the project.
    """
    said, fault = read_metadata(file, size)
    kind: Kind = "adapter" if _is_adapter(said, thing) else "model"
    yield thing.itself(kind, said.get("modelspec.title") or said.get("ss_output_name") or "")
    if fault:
        yield thing.gap(*fault)
    if license_ := said.get("modelspec.license", "").strip():
        yield thing.license(license_)
    yield from _trained(said, thing, kind)
    yield from _merged(said, thing)


def read_metadata(file: BinaryIO, size: int) -> tuple[Mapping[str, str], Fault | None]:
    """The free metadata of a file, and what is wrong with its header."""
    text, fault = _header(file, size)
    found = _METADATA.search(text)
    if found is None:
        return {}, fault
    try:
        data, _ = _DECODER.raw_decode(text, found.end())
    except (ValueError, RecursionError):
        return {}, ("LE703", "the metadata in the header is not JSON")
    entries = data.items() if isinstance(data, dict) else ()
    return {key: value for key, value in entries if isinstance(value, str)}, None


def _header(file: BinaryIO, size: int) -> tuple[str, Fault | None]:
    """The header as text; empty when it is not believable."""
    length = int.from_bytes(file.read(_LENGTH), "little")
    if length > size - _LENGTH:
        return "", ("LE703", "the header is longer than the file")
    if length > MAX_JSON:
        return "", ("LE701", "the header is too large to be read")
    try:
        text = file.read(length).decode("utf-8")
    except UnicodeDecodeError:
        return "", ("LE702", "the header is not UTF-8 text")
    is_json = text.lstrip().startswith("{")
    return (text, None) if is_json else ("", ("LE703", "the header is not JSON"))


def _is_adapter(said: Mapping[str, str], thing: Thing) -> bool:
    architecture = said.get("modelspec.architecture", "")
    is_lora = "ss_network_module" in said or architecture.casefold().endswith(("/lora", "/locon"))
    return is_lora or bool(_ADAPTER_FILE.search(thing.place.file))


def _trained(said: Mapping[str, str], thing: Thing, kind: Kind) -> Iterator[Seen]:
    """The base model and the folders of training data that the kohya scripts note.

    The base is mostly a file on the machine that trained. Its family is noted beside it, and any
    model of that family may have been meant: hence the gap.
    """
    text = said.get("ss_sd_model_name", "").strip()
    family = said.get("ss_base_model_version", "").strip()
    name = name_in(text)
    base = name
    if text and name.shape not in {"id", "address"}:
        of = f" (family: {family})" if family else ""
        yield thing.gap("LE706", f"was trained against a file known by its name only: {text}{of}")
        base = Name(family or re.split(r"[\\/]", text)[-1], "bare")
    elif family and not text:
        base = Name(family, "bare")
    if base.ref:
        said_base = f"ss_sd_model_name = {text or family}"
        yield thing.sighting(base, "base", said_base, _sure(base))
        by = "adapt" if kind == "adapter" else "fine-tune"
        yield thing.making(by, [("base", base.ref)], kind)
    folders: object = None
    with suppress(ValueError, RecursionError):
        folders = json.loads(said.get("ss_dataset_dirs", "null"))
    if isinstance(folders, dict) and folders:
        names = ", ".join(short(str(name), 60) for name in list(folders)[:5])
        yield thing.gap("LE706", f"was trained on data of which only folders are named: {names}")


def _merged(said: Mapping[str, str], thing: Thing) -> Iterator[Seen]:
    """The models that a merge took in."""
    parts = [part.strip() for part in said.get("modelspec.merged_from", "").split(",")]
    names = [name_in(part) for part in parts[:MAX_NAMED] if part]
    for name in names:
        yield thing.sighting(name, "base", f"modelspec.merged_from = {name.ref}", _sure(name))
    inputs = [("models", name.ref) for name in names if name.is_named]
    if inputs:
        yield thing.making("merge", inputs, "model")


def _sure(name: Name) -> Confidence:
    return "high" if name.shape == "id" else "low"
