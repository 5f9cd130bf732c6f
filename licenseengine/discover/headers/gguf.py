"""The header of a GGUF file, read with limits; no array is kept and no tensor is read.

The format's own library (`gguf`) is not used here: it needs numpy, maps the whole file and builds
every tensor and every token list before it answers, and it trusts the counts it reads. The tests
write their files with it.

Floor: discover.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

MAX_KEYS = 4_096
MAX_KEPT = 64 * 1024
MAX_ITEMS = 2_000_000
MAX_DEPTH = 4
_LONGEST_KEY = 65_535
_SMALLEST_ENTRY = 13  # the length of its key, its type, one byte of value
_CHUNK = 64 * 1024
_VERSIONS = frozenset({2, 3})
_STRING, _ARRAY = 8, 9
_CODES = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_SIZES = {kind: struct.calcsize(f"<{code}") for kind, code in _CODES.items()}
_KEPT = ("general.", "adapter.")


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says under `general.` and `adapter.`, and what was wrong with it.

    `faults` pairs a diagnostic with what happened; the values before a fault are kept.
    """

    values: Mapping[str, str | int | float]
    faults: tuple[tuple[str, str], ...] = ()

    def text(self, key: str) -> str:
        """A value as text, without space around it; empty when it was not said."""
        return str(self.values.get(key, "")).strip()

    def number(self, key: str) -> int | None:
        """A value as a whole number; None when it is none."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None


class _Fault(Exception):  # noqa: N818 - it is no error of ours, and never leaves this module
    def __init__(self, code: str, said: str) -> None:
        self.code = code
        super().__init__(said)


def read_header(file: BinaryIO, size: int) -> Header:
    """The header of a GGUF file.

    Args:
        file: opened for reading bytes, at its start.
        size: of the file; nothing in a header may reach past it.
    """
    reader = _Reader(file, size)
    values: dict[str, str | int | float] = {}
    faults: list[tuple[str, str]] = []
    try:
        count = reader.begin()
        for _ in range(min(count, MAX_KEYS)):
            key, kind = reader.key(), reader.unpack("I")
            value = reader.value(kind, keep=key.startswith(_KEPT))
            if value is not None:
                values.setdefault(key, value)
        if count > MAX_KEYS:
            faults.append(("LE704", f"the header has {count} keys: only {MAX_KEYS} were read"))
    except _Fault as fault:
        faults.append((fault.code, str(fault)))
    return Header(values, (*reader.noted, *faults))


class _Reader:
    """Walks through a header; every step is checked against the size of the file first."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.noted: list[tuple[str, str]] = []
        self._file = file
        self._size = size
        self._at = 0
        self._order = "<"
        self._kept = 0
        self._items = 0

    def begin(self) -> int:
        """Magic, version and counts; how many keys there are."""
        if self._take(4) != b"GGUF":
            raise _Fault("LE703", "not a GGUF file")
        raw = self._take(4)
        if int.from_bytes(raw, "little") > 0xFFFF:  # noqa: PLR2004 - a version in the other order
            self._order = ">"
        version = struct.unpack(f"{self._order}I", raw)[0]
        if version not in _VERSIONS:
            raise _Fault("LE703", f"version {version} of GGUF is not read")
        _, keys = self.unpack("Q"), self.unpack("Q")
        if keys > (self._size - self._at) // _SMALLEST_ENTRY:
            raise _Fault("LE703", f"the header claims {keys} keys, more than the file can hold")
        return keys

    def key(self) -> str:
        """The next key."""
        length = self.unpack("Q")
        if length > _LONGEST_KEY:
            raise _Fault("LE703", "a key is longer than keys may be")
        return self._take(length).decode("utf-8", "replace")

    def unpack(self, code: str) -> int:
        """One number of a format of `struct`."""
        number: int = struct.unpack(self._order + code, self._take(struct.calcsize(f"<{code}")))[0]
        return number

    def value(self, kind: int, *, keep: bool) -> str | int | float | None:
        """The next value; None when it is not kept, and for arrays."""
        if kind == _STRING:
            return self._string(keep=keep)
        if kind == _ARRAY:
            self._skip_array(1)
            return None
        if kind not in _CODES:
            raise _Fault("LE703", f"a value of the unknown type {kind}")
        value = self.unpack(_CODES[kind])
        return value if keep else None

    def _string(self, *, keep: bool) -> str | None:
        length = self.unpack("Q")
        if not keep:
            self._skip(length)
            return None
        if length > MAX_KEPT - self._kept:
            self._skip(length)
            self.noted.append(("LE704", "the header has more text than is kept"))
            return None
        self._kept += length
        try:
            return self._take(length).decode("utf-8")
        except UnicodeDecodeError:
            self.noted.append(("LE702", "a value of the header is not UTF-8 text"))
            return None

    def _skip_array(self, depth: int) -> None:
        kind, count = self.unpack("I"), self.unpack("Q")
        if kind in _SIZES:
            self._skip(count * _SIZES[kind])
            return
        self._items += count
        if self._items > MAX_ITEMS or depth > MAX_DEPTH:
            raise _Fault("LE704", "the header's arrays are too long or too deep to be passed over")
        if kind == _STRING:
            self._skip_strings(count)
        elif kind == _ARRAY:
            for _ in range(count):
                self._skip_array(depth + 1)
        else:
            raise _Fault("LE703", f"an array of the unknown type {kind}")

    def _skip_strings(self, count: int) -> None:
        """Pass over strings; their lengths are looked up in chunks, most being a few bytes long."""
        length = struct.Struct(f"{self._order}Q")
        while count:
            chunk = self._file.read(min(_CHUNK, self._size - self._at))
            at, last = 0, len(chunk) - length.size
            if last < 0:
                raise _Fault("LE703", "the file ends within its header")
            while count and at <= last:
                at += length.size + length.unpack_from(chunk, at)[0]
                count -= 1
            if at > self._size - self._at:
                raise _Fault("LE703", "the file ends within its header")
            self._at += at
            self._file.seek(self._at)

    def _skip(self, length: int) -> None:
        if length > self._size - self._at:
            raise _Fault("LE703", "the file ends within its header")
        self._at += length
        self._file.seek(self._at)

    def _take(self, length: int) -> bytes:
        if length > self._size - self._at:
            raise _Fault("LE703", "the file ends within its header")
        taken = self._file.read(length)
        if len(taken) < length:
            raise _Fault("LE703", "the file ends within its header")
        self._at += length
        return taken
