"""From sightings to artefacts: one thing under several names is one, its strongest role counts.

Floor: discover.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from licenseengine.discover.records import IN_STACK, Kind, Role, Sighting
from licenseengine.discover.signs import Signs
from licenseengine.library.catalog import reupload_base

_FILE = re.compile(
    r"(?P<name>.+?)(?:[.-](?:i?q\d\w*|f16|f32|bf16|fp16))?\.(?:gguf|ggml|bin|safetensors)"
)
_BASE = re.compile(r"/(?:resolve|raw|blob|tree)/[^/\s]+/?$")
_ORDER = {role: number for number, role in enumerate(Role)}
_SURE = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class Artifact:
    """An artefact that was found: its places in the stack, and the others where it is only named.

    `aliases` are the other names under which it was found.
    """

    ref: str
    kind: Kind
    role: Role
    seen: tuple[Sighting, ...]
    elsewhere: tuple[Sighting, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def confidence(self) -> str:
        """How sure the best place is."""
        return min((s.confidence for s in self.seen), key=_SURE.__getitem__)


def group(sightings: Iterable[Sighting], signs: Signs) -> tuple[Artifact, ...]:
    """The artefacts of settled sightings, those of the stack first, then by name."""
    sightings = list(sightings)
    files = _files(sightings)
    found: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in sightings:
        family = "dataset" if sighting.kind == "dataset" else "thing"
        ref = files.get(sighting.ref.casefold(), sighting.ref)
        found.setdefault((family, canonical(ref, signs)), []).append(sighting)
    artifacts = [_artifact(places) for places in found.values()]
    return tuple(
        sorted(
            _without_bases(_without_unnamed(artifacts)),
            key=lambda a: (_ORDER[a.role], a.ref.casefold()),
        )
    )


def _files(sightings: Iterable[Sighting]) -> dict[str, str]:
    """Names of files with the artefact that is fetched under that name, where it is only one."""
    fetched: dict[str, set[str]] = {}
    for sighting in sightings:
        value = sighting.statement.value if sighting.statement else ""
        if "://" in value and not value.endswith("/"):
            file = value.split("?")[0].rsplit("/", 1)[-1].casefold()
            fetched.setdefault(file, set()).add(sighting.ref)
    files = {file: min(refs) for file, refs in fetched.items() if len(refs) == 1 and "." in file}
    return {**_files_of_repositories(sightings), **files}


def _files_of_repositories(sightings: Iterable[Sighting]) -> dict[str, str]:
    """Names of files of weights with the repository beside them that they are a file of.

    ``hub_repo: someone/Name-GGUF`` and ``hub_file: name.Q4_K_M.gguf`` in one file are one thing.
    """
    repositories: dict[tuple[str, str], str] = {}
    files: list[tuple[str, str, str]] = []
    for sighting in sightings:
        name = sighting.ref.rsplit("/", 1)[-1].casefold()
        found = _FILE.fullmatch(name)
        if found and "/" not in sighting.ref:
            files.append((sighting.place.file, found["name"], sighting.ref.casefold()))
        elif "/" in sighting.ref and "://" not in sighting.ref:
            base = reupload_base(name)
            repositories[sighting.place.file, base[0] if base else name] = sighting.ref
    return {
        ref: repositories[file, name] for file, name, ref in files if (file, name) in repositories
    }


def canonical(ref: str, signs: Signs) -> str:
    """One name for all spellings of a ref: case, dots of paths, a name without its owner."""
    plain = ref.casefold().removeprefix("./")
    names = signs.library.sections["catalog:names"]
    if "/" not in plain and ":" not in plain and plain in names:
        plain = str(names[plain]).casefold()
    renamed = signs.raw.get("renamed", {})
    owner, slash, name = plain.partition("/")
    if slash and owner in renamed:
        plain = f"{str(renamed[owner]).casefold()}/{name}"
    return re.sub(r"^meta-llama/meta-llama-3", "meta-llama/llama-3", plain)


def _artifact(places: list[Sighting]) -> Artifact:
    ordered = sorted(
        dict.fromkeys(places),  # what is alike in all that counts stays in the order of the files
        key=lambda s: (_ORDER[s.role or Role.MENTIONED], _SURE[s.confidence], s.place, s.detector),
    )
    first = ordered[0]
    role = first.role or Role.MENTIONED
    inside = tuple(s for s in ordered if s.role in IN_STACK)
    outside = tuple(s for s in ordered if s.role not in IN_STACK) if inside else ()
    inside = inside or tuple(ordered)
    spelled = max({s.ref for s in inside}, key=lambda r: ("/" in r, r != r.casefold(), r))
    others = tuple(sorted({s.ref for s in places} - {spelled}))
    kinds = [s.kind for s in inside]
    kind: Kind = "adapter" if "adapter" in kinds else first.kind
    return Artifact(spelled, kind, role, _once(inside), _once(outside), others)


def _once(places: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
    """One sighting for each line: several detectors may tell of the same."""
    kept: dict[tuple[str, int], Sighting] = {}
    for sighting in places:
        kept.setdefault((sighting.place.file, sighting.place.line), sighting)
    return tuple(kept.values())


def _without_unnamed(artifacts: list[Artifact]) -> list[Artifact]:
    """Services without a model are told only where no model of theirs is in the stack."""
    named = {
        a.ref.split(":")[0]
        for a in artifacts
        if a.kind == "service" and a.role in IN_STACK and not a.ref.endswith(":*")
    }
    return [
        a
        for a in artifacts
        if not a.ref.endswith(":*") or (a.ref[:-2] not in named and not _related(a.ref, named))
    ]


def _without_bases(artifacts: list[Artifact]) -> list[Artifact]:
    """A repository that only begins addresses is told only where none of its files is.

    ``BASE = "https://huggingface.co/someone/misc/resolve/main"`` names no artefact beside those.
    """
    of_files = {a.ref.partition("#")[0].casefold() for a in artifacts if "#" in a.ref}
    return [
        a
        for a in artifacts
        if a.ref.casefold() not in of_files or not all(_is_base(s) for s in a.seen)
    ]


def _is_base(sighting: Sighting) -> bool:
    value = sighting.statement.value if sighting.statement else ""
    return bool(_BASE.search(value))


def _related(ref: str, named: set[str]) -> bool:
    """A client that serves several hosts: ``azure-openai`` is called with the client of openai."""
    provider = ref[:-2]
    return any(provider in other.split("-") for other in named)


def with_refs(sighting: Sighting, ref: str) -> Sighting:
    """The sighting under another name."""
    return replace(sighting, ref=ref)
