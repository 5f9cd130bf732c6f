"""The catalogue: which artefact carries which license, by exact name, then by pattern.

Floor: library. ``licenses/catalog/artefacts.csv`` holds single artefacts, each with the source of
the statement; ``patterns.yaml`` holds families, services and the names that people use.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of an artefact.

    `license` is an expression; `series` names dated terms instead. `explain` is said of names
    that are no artefact, or whose terms are not known. `alias_of` is the artefact's usual ref.
    """

    ref: str
    kind: str | None = None
    artefact_class: str | None = None
    license: str | None = None
    series: str | None = None
    base: str | None = None
    relation: str | None = None
    source: str | None = None
    explain: str | None = None
    conflict: str | None = None


def compile_catalog(folder: Path) -> dict[str, Any]:
    """The catalogue's files as JSON for the compiled copy."""
    from licenseengine.language.yaml_text import read_document, read_text  # noqa: PLC0415 - only to compile

    exact: dict[str, list[Any]] = {}
    table = folder / "artefacts.csv"
    if table.exists():
        with table.open(newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                entry = [
                    row["ref"],
                    row["kind"],
                    row["class"],
                    row["license"],
                    row["base"],
                    row["source"],
                ]
                exact.setdefault(row["ref"].casefold(), []).append(entry)
    path = folder / "patterns.yaml"
    patterns = read_document(read_text(path), str(path)).data if path.exists() else {}
    return {"exact": exact, "patterns": patterns.get("patterns", [])}


_REUPLOAD = re.compile(
    r"[-_.](gguf|gptq|awq|exl2|ggml|bnb[-_]?[48]?bit|[48]bit|int[48]|fp8|fp16|bf16|mlx|onnx|q[2-8](_[k0-9])?(_[sml])?|i1|hf|w[48]a(8|16))\b.*$",
    re.IGNORECASE,
)


def normal_ref(ref: str) -> str:
    """A ref without web address, revision or scheme: ``org/name`` or ``provider:model``."""
    text = ref.strip()
    text = re.sub(
        r"^(https?://)?(www\.)?(huggingface\.co|hf\.co)/(datasets/|models/|spaces/)?", "", text
    )
    text = re.sub(r"^(hf|huggingface)(://|:)", "", text)
    text = re.sub(r"/(tree|blob|resolve)/.*$", "", text)
    return text.split("@", 1)[0].rstrip("/")


def find_entry(catalog: Mapping[str, Any], ref: str, kind: str | None = None) -> Entry | None:
    """What the catalogue says of `ref`; None when it says nothing.

    An exact row goes before a pattern. Rows that disagree about one artefact give an entry whose
    `conflict` tells the other statement.
    """
    name = normal_ref(ref)
    rows = [
        row
        for row in catalog["exact"].get(name.casefold(), ())
        if kind is None or not row[1] or row[1] == kind or kind == "adapter"
    ]
    if rows:
        return _from_rows(rows, _from_patterns(catalog, name, kind))
    return _from_patterns(catalog, name, kind)


def _from_rows(rows: list[list[Any]], pattern: Entry | None) -> Entry:
    ref, kind, class_, license_, base, source = rows[0]
    others = sorted({row[3] for row in rows[1:] if row[3] and row[3] != license_})
    return Entry(
        ref,
        kind or (pattern.kind if pattern else None),
        class_ or (pattern.artefact_class if pattern else None),
        license_ or None,
        base=base or None,
        source=source,
        conflict=" / ".join(others) or None,
    )


def _from_patterns(catalog: Mapping[str, Any], name: str, kind: str | None) -> Entry | None:
    folded = name.casefold()
    spaced = folded.replace(" ", "-").replace("_", "-")
    for row in catalog["patterns"]:
        if (
            kind
            and row.get("kind")
            and row["kind"] != kind
            and {kind, row["kind"]} != {"model", "adapter"}
        ):
            continue
        globs = row["match"] if isinstance(row["match"], list) else [row["match"]]
        if any(
            fnmatchcase(folded, g.casefold()) or fnmatchcase(spaced, g.casefold()) for g in globs
        ):
            return Entry(
                row.get("ref") or name,
                row.get("kind"),
                row.get("class"),
                row.get("license"),
                row.get("series"),
                row.get("base"),
                row.get("relation"),
                row.get("source"),
                row.get("explain"),
            )
    return None


def reupload_base(ref: str) -> str | None:
    """The name of what a quantised or converted re-upload was made from, without its owner.

    ``TheBloke/Llama-2-7B-GGUF`` gives ``Llama-2-7B``; a name without such a mark gives None.
    """
    name = normal_ref(ref).split("/")[-1]
    base = _REUPLOAD.sub("", name)
    return base if base != name and base else None
