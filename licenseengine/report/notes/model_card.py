"""The part of a model card that terms ask for: front matter in the hub's words, and sections.

Floor: report. Source of the keys: the hub's model card metadata (`license`, `license_name`,
`license_link`, `base_model`, `base_model_relation`, `datasets`).
"""

import json
from collections.abc import Iterator
from typing import Any

from licenseengine.compliance.dossier import pages_of
from licenseengine.compliance.records import Credit, Dossier, Part
from licenseengine.discover.detect.cards import RELATIONS
from licenseengine.library.index import Library
from licenseengine.report.notes.credits import NOTICE, SHOWN, ordered_texts, policy_lines
from licenseengine.report.notes.rendering import Written
from licenseengine.report.notes.voice import Voice
from licenseengine.stack.records import PROPRIETARY

OTHER = "other"
_RELEASED = frozenset({"model", "adapter", "dataset"})
_CARRIED = frozenset({"use-policy", "pass-on", "same-license", "no-further-restrictions"})
_RELATION = {operation: relation for relation, operation in RELATIONS.items()}


def released(dossier: Dossier) -> tuple[Part, ...]:
    """The parts that a card is due for: models, adapters and data that we made."""
    return tuple(p for p in dossier.parts if p.origin == "made" and p.kind in _RELEASED)


def card_values(part: Part, voice: Voice) -> dict[str, Any]:
    """All that the template of a model card may name, beside `say` and the filters."""
    dossier, library = voice.dossier, voice.library
    above = ancestors(part, dossier)
    dues = [due for due in dossier.dues if {*due.nodes, *due.origins} & {part.id, *above}]
    return {
        "front": Written(front_matter(part, dossier, library)),
        "title": part.title,
        "license_words": _license_words(part, voice),
        "shown": ordered_texts(dossier, library, SHOWN, above),
        "notices": ordered_texts(dossier, library, NOTICE, above),
        "policies": list(policy_lines(dues, voice)),
        "duties": [
            Written(f"{voice.wording.duty(due.duty)} ({due.license} {due.clause.cite})")
            for due in dues
            if due.duty in _CARRIED
        ],
        "made": _made(part, voice),
        "credits": _credits(above, dossier),
    }


def ancestors(part: Part, dossier: Dossier) -> tuple[str, ...]:
    """The parts that went into a part, however far back, nearest first."""
    found: dict[str, None] = {}
    todo = [part.id]
    while todo:
        node = todo.pop(0)
        fresh = [t.source for t in dossier.ties if t.target == node and t.source not in found]
        found.update(dict.fromkeys(fresh))
        todo += fresh
    return tuple(found)


def front_matter(part: Part, dossier: Dossier, library: Library) -> str:
    """The front matter, without the lines around it; texts as JSON strings, which YAML reads."""
    rows: dict[str, object] = {}
    if part.release:
        rows |= license_keys(part.release, library)
    bases = list(_bases(part, dossier))
    if bases and part.kind != "dataset":
        rows["base_model"] = bases
        relation = _RELATION.get(part.made_by or "")
        if relation:
            rows["base_model_relation"] = relation
    data = sorted(set(_data(part, dossier)))
    if data:
        rows["datasets" if part.kind != "dataset" else "source_datasets"] = data
    if part.public_name:
        rows["model_name" if part.kind != "dataset" else "pretty_name"] = part.public_name
    return "\n".join(_yaml(rows))


def license_keys(release: str, library: Library) -> dict[str, str]:
    """A license in the hub's words; one that it has no word for by name and link.

    Args:
        release: the id, expression or ``proprietary`` that the part is released under.
        library: the licenses, and the hub's words.
    """
    id_ = library.resolve(release)
    for tag in library.sections["signs"]["hub_tags"]:
        if id_ is not None and library.resolve(tag) == id_:
            return {"license": tag}
    if release == PROPRIETARY or id_ is None:
        return {"license": OTHER, "license_name": release.casefold().replace(" ", "-")}
    license_ = library.get(id_)
    link = pages_of(library).of_license(license_) if license_ else None
    keys = {"license": OTHER, "license_name": id_.casefold()}
    return {**keys, "license_link": link} if link else keys


def _yaml(rows: dict[str, object]) -> Iterator[str]:
    for key, value in rows.items():
        if isinstance(value, list):
            yield f"{key}:"
            yield from (f"- {_text(item)}" for item in value)
        else:
            yield f"{key}: {_text(value)}"


def _text(value: object) -> str:
    return json.dumps(str(value), ensure_ascii=True)


def _bases(part: Part, dossier: Dossier) -> Iterator[str]:
    """The models that a part was directly made of, by the names they have on a hub."""
    for tie in dossier.ties:
        source = dossier.part(tie.source)
        if tie.target == part.id and source and source.kind in {"model", "adapter"}:
            yield source.ref or source.public_name or source.title


def _data(part: Part, dossier: Dossier) -> Iterator[str]:
    """The data sets that went into a part, through those that we put together of others."""
    for tie in dossier.ties:
        source = dossier.part(tie.source)
        if tie.target != part.id or source is None or source.kind != "dataset":
            continue
        if source.ref:
            yield source.ref
        else:
            yield from _data(source, dossier)


def _license_words(part: Part, voice: Voice) -> Written:
    if not part.release:
        return voice.say("card-license-none")
    id_ = voice.library.resolve(part.release)
    license_ = voice.library.get(id_) if id_ else None
    return voice.say("card-license-is", license=license_.name if license_ else part.release)


def _made(part: Part, voice: Voice) -> Written:
    inputs = [t.source for t in voice.dossier.ties if t.target == part.id]
    if not inputs or part.made_by is None:
        return Written("")
    operation = voice.wording.operation(part.made_by)
    return voice.say("card-made-by", operation=operation, parts=voice.names(inputs))


def _credits(above: tuple[str, ...], dossier: Dossier) -> tuple[Credit, ...]:
    return tuple(dossier.credits[id_] for id_ in above if id_ in dossier.credits)
