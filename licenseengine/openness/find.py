"""What a name means, asked about its openness: a judged system, an artefact, or a license.

Floor: openness.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from licenseengine.errors import Diagnostic, Span, StackError, nearest, printable
from licenseengine.library.catalog import Entry, normal_ref
from licenseengine.library.index import Library
from licenseengine.openness.records import Knowledge, System

_SEPARATORS = re.compile(r"[\s_-]+")
_NEAR = 0.75


@dataclass(frozen=True)
class Subject:
    """What is asked about.

    `entry` is what the catalogue says of it, `license` the id of a license that was named. `kin`
    are judged systems of the same family. `note` says how a name led here.
    """

    ref: str
    name: str
    kind: Literal["system", "artefact", "license"]
    system: System | None = None
    entry: Entry | None = None
    license: str | None = None
    kin: tuple[System, ...] = ()
    note: str | None = None


def find_subject(ref: str, knowledge: Knowledge, library: Library) -> Subject:
    """What `ref` means: a system by its name or hub ref, else what the catalogue or a license has.

    Raises:
        StackError: LE410, nothing of that name is known, or several systems are.
    """
    key = _key(normal_ref(ref))
    system = next((s for s in knowledge.systems if key in _keys(s)), None)
    if system is not None:
        return _of_system(ref, system, knowledge, library)
    entry = library.find_artefact(ref)
    if entry is not None:
        kin = _kin_of(ref, knowledge.systems)
        return Subject(ref, entry.ref, "artefact", entry=entry, kin=kin)
    license_ = library.resolve(ref)
    if license_ is not None:
        return Subject(ref, license_, "license", license=license_)
    base = library.find_base(ref)
    if base is not None and base.base is not None:
        found = find_subject(base.base, knowledge, library)
        note = f"{ref} is a re-upload, by its name, of {base.base}"
        return replace(found, ref=ref, note=note)
    family = [s for s in knowledge.systems if _key(s.family) == key]
    if len(family) == 1:
        return _of_system(ref, family[0], knowledge, library)
    raise _not_found(ref, family, knowledge, library)


def _of_system(ref: str, system: System, knowledge: Knowledge, library: Library) -> Subject:
    own = sorted(system.refs, key=lambda name: _key(name) != _key(normal_ref(ref)))
    found = (library.find_artefact(name) for name in (*own, ref))
    entry = next((e for e in found if e is not None and e.license), None)
    kin = tuple(s for s in knowledge.systems if s.family == system.family and s is not system)
    return Subject(ref, system.name, "system", system=system, entry=entry, kin=kin)


def _kin_of(ref: str, systems: Iterable[System]) -> tuple[System, ...]:
    """Systems of the family that a name begins with, behind its owner.

    ``pier-7b`` begins with the family ``pier``; ``pier-3-27b`` does not: the 3 is a version.
    """
    name = normal_ref(ref).rsplit("/", 1)[-1].casefold()
    return tuple(s for s in systems if _begins_with(s.family, name))


def _begins_with(family: str, name: str) -> bool:
    words = r"[\s_-]?".join(re.escape(word) for word in family.split("-"))
    return re.match(rf"{words}(?![^\s_-])(?![\s_-]\d+(\.\d+)*(?![^\s_-]))", name) is not None


def _keys(system: System) -> set[str]:
    return {_key(name) for name in (*system.names, *system.refs)}


def _key(name: str) -> str:
    return _SEPARATORS.sub("", name.casefold())


def _not_found(
    ref: str, family: list[System], knowledge: Knowledge, library: Library
) -> StackError:
    if family:
        said = f"`{printable(ref)}` names several systems"
        remedy = f"name one: {', '.join(s.name for s in family)}"
        return StackError([Diagnostic("LE410", Span("<command>"), said, None, remedy)])
    known = [name for s in knowledge.systems for name in (*s.names, *s.refs)]
    hint = nearest(ref, known, cutoff=_NEAR) or library.suggest(ref)
    said = f"no system, artefact or license is known as `{printable(ref)}`"
    remedy = "name a system that was judged, an artefact of the catalogue, or a license"
    return StackError([Diagnostic("LE410", Span("<command>"), said, hint, remedy)])
