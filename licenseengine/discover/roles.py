"""The role of a sighting: what the path, the settings around it and the reach of its code tell.

Floor: discover.
"""

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from licenseengine.discover.choosing import Section
from licenseengine.discover.group import canonical
from licenseengine.discover.reach import Reach
from licenseengine.discover.records import Role, Sighting
from licenseengine.discover.signs import Signs, snake

_BY_PATH = (
    ("test", Role.TEST),
    ("migration", Role.MIGRATION),
    ("docs", Role.DOCS),
    ("benchmark", Role.EXAMPLE),
    ("example", Role.EXAMPLE),
)
LONG_LIST = 10
# Detectors whose files speak of what lies beside them, whatever the files are called.
_OF_THE_FOLDER = frozenset({"cards", "bom", "croissant", "model config"})


@dataclass(frozen=True)
class Circumstances:
    """What is known of a project beyond the single place.

    `reach` is of its Python code; `variants` are files that are one of several settings;
    `unchosen` the sections of a file that nothing selects; `all_examples` says that the project
    holds nothing but examples, which then are what it is about.
    """

    reach: Reach
    signs: Signs
    variants: frozenset[str] = frozenset()
    unchosen: dict[str, frozenset[Section]] = field(default_factory=dict)


def settle(sighting: Sighting, about: Circumstances) -> Sighting:
    """The sighting with its role, and why."""
    if sighting.role is not None:
        return sighting
    role, why = _role(sighting, about)
    return replace(sighting, role=role, why="; ".join(w for w in (sighting.why, why) if w))


def path_role(path: str, signs: Signs) -> tuple[Role, str] | None:
    """The role that a path tells: of its folders first, then of the file's own name."""
    pure = PurePosixPath(path)
    for kind, role in _BY_PATH:
        for part in pure.parts[:-1]:
            if signs.path_role(part, kind):
                return role, f"in the folder `{part}`"
    stem = pure.name.split(".")[0] if pure.name.count(".") == 1 else pure.name.rsplit(".", 1)[0]
    for kind, role in _BY_PATH:
        if signs.path_role(stem, kind) and not (
            kind == "docs" and pure.suffix in {".py", ".yaml", ".json"}
        ):
            return role, f"a file called `{pure.name}`"
    return None


def _role(sighting: Sighting, about: Circumstances) -> tuple[Role, str]:
    path, signs = sighting.place.file, about.signs
    by_path = None if sighting.detector in _OF_THE_FOLDER else path_role(path, signs)
    if by_path and path not in about.reach.entry_paths:
        return by_path
    if sighting.use == "mention":
        return Role.MENTIONED, ""
    if sighting.chosen:
        return Role.DEFAULT, "its recipe uses it"
    why = next((said for ask in _DOUBTS if (said := ask(sighting, about))), None)
    if why is None:
        return Role.DEFAULT, ""
    return (Role.TRAINING if _trains(path, signs) else Role.OPTION), why


def _trains(path: str, signs: Signs) -> bool:
    """Whether a file lies where models are trained, by the names of its folders and its own."""
    pure = PurePosixPath(path)
    return any(signs.path_role(part, "training") for part in (*pure.parts[:-1], pure.stem))


def _of_variant(sighting: Sighting, about: Circumstances) -> str | None:
    path = sighting.place.file
    return f"`{path}` is one of several settings" if path in about.variants else None


def _of_section(sighting: Sighting, about: Circumstances) -> str | None:
    keys = sighting.statement.keys if sighting.statement else ()
    unchosen = about.unchosen.get(sighting.place.file, frozenset())
    last = next((n for n in range(1, len(keys) + 1) if keys[:n] in unchosen), None)
    return f"no setting selects `{keys[last - 1]}`" if last else None


def _unreached(sighting: Sighting, about: Circumstances) -> str | None:
    statement = sighting.statement
    if statement is None:
        return None
    return about.reach.why_not(sighting.place.file, statement.scope, statement.form)


def _of_folder(sighting: Sighting, about: Circumstances) -> str | None:
    pure = PurePosixPath(sighting.place.file)
    if about.signs.path_role(pure.stem, "base") or str(pure) in about.reach.entry_paths:
        return None
    parts = (p for p in pure.parts[:-1] if about.signs.path_role(p, "choice"))
    folder = next(parts, None)
    return f"one of several in the folder `{folder}`" if folder else None


def of_long_lists(
    sightings: list[Sighting], chosen: frozenset[str], signs: Signs
) -> list[Sighting]:
    """The sightings with those of long lists as options.

    A file that names many artefacts at its top, and is no recipe, lists what there is to choose
    from; of these only what a default names holds. A setting that is called after what it holds
    is no part of a list.
    """
    refs: dict[str, set[str]] = {}
    for sighting in sightings:
        if _may_be_listed(sighting, signs):
            refs.setdefault(sighting.place.file, set()).add(canonical(sighting.ref, signs))
    long = {file: len(found) for file, found in refs.items() if len(found) >= LONG_LIST}
    return [
        replace(s, role=Role.OPTION, why=f"one of {long[s.place.file]} that this file lists")
        if s.place.file in long
        and _may_be_listed(s, signs)
        and (s.statement is None or s.statement.value not in chosen)
        else s
        for s in sightings
    ]


def _may_be_listed(sighting: Sighting, signs: Signs) -> bool:
    statement = sighting.statement
    if sighting.role is not Role.DEFAULT or sighting.chosen or statement is None:
        return False
    if statement.form == "value" and len(statement.keys) == 1 and signs.kind_of_key(statement.key):
        return False
    return (
        statement.form not in {"default", "command"}
        and sighting.detector != "loaders"
        and not statement.scope
    )


def _unpicked(sighting: Sighting, about: Circumstances) -> str | None:
    """Why a statement among alternatives does not hold: nothing picks it."""
    statement = sighting.statement
    if statement is None or (statement.keys and statement.keys[0] in about.reach.loaded):
        return None
    choice = statement.choice
    if choice is not None:
        is_setting = about.signs.kind_of_key(choice) is not None  # and no alternative
        if not is_setting and not about.reach.picks(choice) and "default" not in snake(choice):
            return f"an alternative (`{choice}`) that no default picks"
    if statement.form in {"item", "key"}:
        lists = [k for k in statement.keys if about.signs.choices.match(snake(k))]
        if lists and statement.value not in about.reach.chosen:
            return f"one of the list `{lists[0]}`"
    return None


# Why a sighting may be an option and not what runs by default, in the order in which they are told.
_DOUBTS = (_of_variant, _of_section, _unpicked, _unreached, _of_folder)
