"""The catalogue: which artefact carries which license, by exact name, then by pattern.

Floor: library. ``licenses/catalog/artefacts.csv`` holds single artefacts, each with the source of
the statement; ``patterns.yaml`` holds families, services and the names that people use.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from zlib import crc32

from licenseengine.library.globs import Globs


class Sections(Protocol):
    """Named pieces of compiled knowledge: a file on disk, or a map in memory."""

    def __contains__(self, section: str, /) -> bool: ...
    def __getitem__(self, section: str, /) -> Any: ...  # noqa: ANN401 - JSON of any shape


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of an artefact.

    `license` is an expression. `base` is what it was made from, by the operation `relation`.
    `explain` is worth telling: of names that are no artefact, or whose terms are not known.
    `conflict` is another statement about the same artefact.
    """

    ref: str
    kind: str | None = None
    artefact_class: str | None = None
    license: str | None = None
    base: str | None = None
    relation: str | None = None
    source: str | None = None
    explain: str | None = None
    conflict: str | None = None


BUCKETS = 64


def compile_catalog(folder: Path) -> dict[str, Any]:
    """The catalogue as sections for the compiled copy: exact rows in buckets, and the patterns."""
    from licenseengine.language.yaml_text import read_document, read_text  # noqa: PLC0415 - only to compile

    buckets: list[dict[str, list[list[str]]]] = [{} for _ in range(BUCKETS)]
    table = folder / "artefacts.csv"
    if table.exists():
        with table.open(newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                name = row["ref"].casefold()
                entry = [
                    row["ref"],
                    row["kind"],
                    row["class"],
                    row["license"],
                    row["base"],
                    row["source"],
                ]
                buckets[_bucket(name)].setdefault(name, []).append(entry)
    path = folder / "patterns.yaml"
    rows = read_document(read_text(path), str(path)).data["patterns"] if path.exists() else []
    patterns = [
        [glob.casefold(), number]
        for number, row in enumerate(rows)
        for glob in ([row["match"]] if isinstance(row["match"], str) else row["match"])
    ]
    sections: dict[str, Any] = {f"catalog:{n}": bucket for n, bucket in enumerate(buckets)}
    signs = folder / "signs.yaml"
    if signs.exists():
        sections["signs"] = read_document(read_text(signs), str(signs)).data
    names = _names(entry[0] for bucket in buckets for found in bucket.values() for entry in found)
    return {**sections, "catalog:globs": patterns, "catalog:entries": rows, "catalog:names": names}


def _names(refs: Iterable[str]) -> dict[str, str]:
    """Artefacts by the name behind their owner's, where only one owner has that name."""
    owners: dict[str, set[str]] = {}
    for ref in refs:
        owners.setdefault(ref.split("/")[-1].casefold(), set()).add(ref)
    return {name: next(iter(found)) for name, found in owners.items() if len(found) == 1}


def _bucket(name: str) -> int:
    return crc32(name.encode(errors="replace")) % BUCKETS


_REUPLOAD = re.compile(
    r"[-_.](gguf|gptq|awq|exl2|ggml|bnb[-_]?[48]?bit|[48]bit|int[48]|fp8|fp16|bf16|mlx|onnx|q[2-8](_[k0-9])?(_[sml])?|i1|hf|w[48]a(8|16))\b.*$",
    re.IGNORECASE,
)


_CONTAINERS = frozenset({"hf", "fp16", "bf16", "onnx", "mlx"})


def normal_ref(ref: str) -> str:
    """A ref without web address, revision or scheme: ``org/name`` or ``provider:model``."""
    text = ref.strip()
    text = re.sub(
        r"^(https?://)?(www\.)?(huggingface\.co|hf\.co)/(datasets/|models/|spaces/)?", "", text
    )
    text = re.sub(r"^(hf|huggingface)(://|:)", "", text)
    text = re.sub(r"/(tree|blob|resolve)/.*$", "", text)
    return text.split("@", 1)[0].rstrip("/")


def find_entry(sections: Sections, ref: str, kind: str | None = None) -> Entry | None:
    """What the catalogue says of `ref`; None when it says nothing.

    An exact row goes before a pattern. Rows that disagree about one artefact give an entry whose
    `conflict` tells the other statement.

    Args:
        sections: the compiled knowledge.
        ref: a name, as people or files write it.
        kind: the kind it is known to be of; rows of another kind speak of another thing.
    """
    name = normal_ref(ref)
    folded = name.casefold()
    rows = [
        row
        for row in sections[f"catalog:{_bucket(folded)}"].get(folded, ())
        if kind is None or not row[1] or row[1] == kind or kind == "adapter"
    ]
    pattern = _from_patterns(sections, name, kind)
    return _from_rows(rows, pattern) if rows else pattern


def _from_rows(rows: list[list[Any]], pattern: Entry | None) -> Entry:
    ref, kind, class_, license_, base, source = rows[0]
    others = sorted({row[3] for row in rows[1:] if row[3] and row[3] != license_})
    return Entry(
        ref,
        kind or (pattern.kind if pattern else None),
        class_ or (pattern.artefact_class if pattern else None),
        license_ or None,
        base=base or (pattern.base if pattern else None),
        relation=pattern.relation if pattern and not base else None,
        source=source,
        explain=pattern.explain if pattern else None,
        conflict=" / ".join(others) or None,
    )


def _from_patterns(sections: Sections, name: str, kind: str | None) -> Entry | None:
    spaced = re.sub(r"[\s_]+", "-", name.casefold())
    for number in _globs_of(sections).matching(spaced):
        row = sections["catalog:entries"][number]
        known = row.get("kind")
        if kind and known and known != kind and {kind, known} != {"model", "adapter"}:
            continue
        return Entry(
            row.get("ref") or name,
            known,
            row.get("class"),
            row.get("license"),
            row.get("base"),
            row.get("relation"),
            row.get("source"),
            row.get("explain"),
        )
    return None


_GLOBS: dict[int, tuple[Any, Globs[int]]] = {}


def _globs_of(sections: Sections) -> Globs[int]:
    """The patterns of some knowledge, made ready once for each that is open."""
    listed = sections["catalog:globs"]
    known = _GLOBS.get(id(listed))
    if known is None or known[0] is not listed:
        known = (listed, Globs((glob, number) for glob, number in listed))
        _GLOBS.clear()
        _GLOBS[id(listed)] = known
    return known[1]


def reupload_base(ref: str) -> tuple[str, str] | None:
    """What a quantised or converted re-upload was made from, by its name, and the operation.

    ``TheBloke/Llama-2-7B-GGUF`` gives ``("Llama-2-7B", "quantize")``; a name without such a mark
    gives None. A mark that may mean either is read as quantised: that changes the thing.
    """
    name = normal_ref(ref).split("/")[-1]
    found = _REUPLOAD.search(name)
    base = name[: found.start()] if found else ""
    if not found or not base:
        return None
    return base, "convert" if found[1].casefold() in _CONTAINERS else "quantize"


def find_base(sections: Sections, ref: str) -> Entry | None:
    """The catalogue's entry for what a re-upload was made from; None when it is not known.

    The owner of a re-upload is not that of its base: the base is found by its name alone, where
    that names one artefact.
    """
    told = reupload_base(ref)
    if told is None:
        return None
    known: str | None = sections["catalog:names"].get(told[0].casefold())
    base = find_entry(sections, known or told[0], "model")
    if base is None:
        return None
    return Entry(ref, "model", base.artefact_class, base=known or told[0], relation=told[1])
