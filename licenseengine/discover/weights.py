"""Files of weights: what the headers of GGUF and safetensors say of license, bases and data.

Only headers are read, never a tensor, and every length in them is checked before it is believed.
A header describes the file, or the folder where the name of the file tells nothing
(``model.safetensors``, the parts of a split model). Whose it is, the folder tells (`hub.maker_of`).

Floor: discover.
"""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from licenseengine.discover.headers.gguf import read_header
from licenseengine.discover.headers.gguf_facts import of_gguf
from licenseengine.discover.headers.safetensors import of_safetensors
from licenseengine.discover.headers.thing import Thing
from licenseengine.discover.hub import folder_of
from licenseengine.discover.records import Gap, Place, Seen

ENDINGS = (".gguf", ".safetensors")
_POINTER = b"version https://git-lfs"
_PART = re.compile(r"-(\d{5})-of-\d{5}\.\w+$")
_NAMELESS = re.compile(
    r"(?:(?:adapter|diffusion_pytorch|pytorch|flax)_)?(?:model|weights|consolidated)"
    r"(?:\.fp16|\.fp32|\.bf16|[.\d])*(?:-\d{5}-of-\d{5})?\.\w+|"
    r"pytorch_lora_weights\.safetensors|\d{5}\.safetensors"
)


def read_weights(root: Path, path: str, real: str = "") -> Iterator[Seen]:
    """What the header of a file of weights says.

    Args:
        root: the folder scanned; a link that leads out of it is not followed.
        path: of the file, ending in one of `ENDINGS`, relative to the root.
        real: its path as it is on disk, where that is shown otherwise.
    """
    found = open_inside(root, root / (real or path))
    if isinstance(found, str):
        yield Gap("LE705", Place(path), found, path)
        return
    with found as file:
        try:
            yield from _read(file, path)
        except OSError as error:
            yield Gap("LE703", Place(path), f"it cannot be read: {error.strerror}", path)


def open_inside(root: Path, path: Path) -> BinaryIO | str:
    """A file within a folder, opened, or why it is not read; never a device, never a pipe."""
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return "the link leads out of the folder"
        if not stat.S_ISREG(path.stat().st_mode):
            return "it is no regular file"
        return path.open("rb")
    except (OSError, RuntimeError, ValueError) as error:
        return f"it cannot be read: {getattr(error, 'strerror', None) or 'no usable path'}"


def _read(file: BinaryIO, path: str) -> Iterator[Seen]:
    size = file.seek(0, 2)
    file.seek(0)
    start = file.read(len(_POINTER))
    file.seek(0)
    name = path.rsplit("/", 1)[-1]
    thing = Thing(folder_of(path) if _NAMELESS.fullmatch(name) else path, Place(path))
    part = _PART.search(name)
    if part and int(part[1]) > 1:  # what stands in the first part is not repeated in the others
        return
    if start == _POINTER:
        yield thing.itself("model", "")
        yield thing.gap("LE706", "a pointer to a large file, which is not here")
    elif path.casefold().endswith(".gguf"):
        yield from of_gguf(read_header(file, size), thing)
    else:
        yield from of_safetensors(file, size, thing)
