"""The compiled copy: all knowledge in one file of JSON lines, read piece by piece.

A cold check parses no YAML and imports no parser: it reads the header, then only the lines of the
licenses that the stack names. The copy is named by the content hash of the knowledge and written
by renaming, so a half-written copy is never seen; a folder that cannot be written changes nothing
but the time it takes.

Floor: library.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from licenseengine.language.compact import pack, unpack
from licenseengine.language.tree import Quantity, Rule
from licenseengine.library.records import AsOf, Clause, Handling, License, Source
from licenseengine.version import __version__

FORMAT = 11
KEPT = 4  # copies of several checkouts or versions may be in use at once
_HEADER = f"licenseengine knowledge {FORMAT} {__version__}".encode()


def write_license(license_: License) -> dict[str, Any]:
    """A license as JSON; :func:`read_license` gives it back."""
    return {
        "id": license_.id,
        "name": license_.name,
        "kind": license_.kind,
        "licensor": license_.licensor,
        "released": _day(license_.released),
        "series": license_.series,
        "effective": _day(license_.effective),
        "source": [license_.source.url, license_.source.sha256, _day(license_.source.read)],
        "encoded": license_.encoded,
        "reusable": license_.reusable,
        "contact": license_.contact,
        "aliases": license_.aliases,
        "family": license_.family,
        "group": license_.group,
        "lifts": license_.lifts,
        "reviewed": license_.reviewed,
        "clauses": [
            [
                c.id,
                c.cite,
                pack(c.sentence),
                c.license,
                _write_as_of(c.as_of),
                c.burdens,
                c.remedy,
                c.note,
                c.declared,
                *c.alternatives,
            ]
            for c in license_.clauses
        ],
        "handling": [_write_handling(entry) for entry in license_.handling],
    }


def read_license(data: Mapping[str, Any]) -> License:
    """The license that :func:`write_license` wrote; its cases stay in its file."""
    url, sha256, read = data["source"]
    return License(
        id=data["id"],
        name=data["name"],
        kind=data["kind"],
        licensor=data["licensor"],
        released=_date(data["released"]),
        series=data["series"],
        effective=_date(data["effective"]),
        source=Source(url, sha256, _date(read)),
        encoded=data["encoded"],
        reusable=data["reusable"],
        contact=data["contact"],
        aliases=tuple(data["aliases"]),
        family=tuple(data["family"]),
        group=data["group"],
        lifts=tuple(data["lifts"]),
        reviewed=data["reviewed"],
        clauses=tuple(_read_clause(*clause) for clause in data["clauses"]),
        handling=tuple(_read_handling(*entry) for entry in data["handling"]),
    )


def _read_clause(*data: Any) -> Clause:  # noqa: ANN401 - JSON of any shape
    id_, cite, sentence, license_, as_of, burdens, remedy, note, declared, *alternatives = data
    return Clause(
        id_,
        cite,
        unpack(sentence),
        license_,
        _read_as_of(as_of),
        tuple(burdens),
        remedy,
        note,
        declared,
        tuple(alternatives),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _write_as_of(as_of: AsOf | None) -> list[str] | None:
    return [str(as_of.anchor), as_of.period] if as_of else None


def _read_as_of(data: list[str] | None) -> AsOf | None:
    if data is None:
        return None
    anchor, period = data
    return AsOf(anchor if anchor in {"released", "use"} else date.fromisoformat(anchor), period)


def _write_handling(entry: Handling) -> list[Any]:
    words = [entry.topic, entry.stance, entry.cite, entry.license, entry.of]
    # a condition is packed as that of a rule that reserves nothing
    when = pack(Rule("reserve", when=entry.when)) if entry.when else None
    period = [entry.period.value, entry.period.unit] if entry.period else None
    return [*words, when, period, entry.places, entry.url, entry.rule, entry.note]


def _read_handling(*data: Any) -> Handling:  # noqa: ANN401 - JSON of any shape
    topic, stance, cite, license_, of, when, period, places, *rest = data
    scope = unpack(when) if when else None
    return Handling(
        topic,
        stance,
        cite,
        license_,
        tuple(of),
        scope.when if isinstance(scope, Rule) else None,
        Quantity(*period) if period else None,
        tuple(places),
        *rest,
    )


class Copy:
    """A compiled copy on disk: an index of lines, then sections of JSON, decoded when asked for.

    The index is searched as bytes: with a thousand sections that is faster than decoding it.
    """

    def __init__(self, path: Path) -> None:
        self._body = path.read_bytes()
        header, index_size = self._body.split(b"\n", 1)[0].rsplit(b" ", 1)
        if header != _HEADER:
            raise ValueError("another format")
        self._start = len(header) + len(index_size) + 2
        self._sections = self._start + int(index_size)
        self._decoded: dict[str, Any] = {}

    def _line(self, section: str) -> int:
        mark = f"\n{section}\t".encode(errors="surrogatepass")  # names of others may hold anything
        return self._body.find(mark, self._start, self._sections)

    def __contains__(self, section: str) -> bool:
        return self._line(section) >= 0

    def __getitem__(self, section: str) -> Any:  # noqa: ANN401 - JSON of any shape
        if section in self._decoded:
            return self._decoded[section]
        at = self._line(section)
        if at < 0:
            raise KeyError(section)
        _, start, length = self._body[at + 1 : self._body.index(b"\n", at + 1)].split(b"\t")
        first = self._sections + int(start)
        found = json.loads(self._body[first : first + int(length)])
        if not section.startswith("license:"):  # those are kept as licenses by the library
            self._decoded[section] = found
        return found


def save_copy(path: Path, sections: Mapping[str, Any]) -> None:
    """Write a compiled copy; says nothing when the folder cannot be written."""
    index, body, start = ["\n"], [], 0
    for name, data in sections.items():
        line = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        index.append(f"{name}\t{start}\t{len(line)}\n")
        body.append(line)
        start += len(line)
    places = "".join(index).encode()
    write_quietly(path, _HEADER + f" {len(places)}\n".encode() + places + b"".join(body))
    with suppress(OSError):
        copies = sorted(path.parent.glob("knowledge-*.jsonl"), key=lambda p: p.stat().st_mtime)
        for old in copies[:-KEPT]:
            old.unlink()


def write_quietly(path: Path, data: bytes) -> None:
    """Write a cache file by renaming; a cache that cannot be written is no error."""
    import tempfile  # noqa: PLC0415 - only when the knowledge changed

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise


def open_copy(path: Path) -> Copy | None:
    """The compiled copy at `path`; None when there is none, or it cannot be used."""
    try:
        return Copy(path)
    except (OSError, ValueError):
        return None
