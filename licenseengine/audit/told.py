"""What a project's own manifest tells an audit: its stack, its policy, facts about who uses it.

Floor: audit. The manifest is a statement and no evidence: what it names was not found in the files
by being named there.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from licenseengine.audit.acceptances import place_key
from licenseengine.audit.manifest import UNCONFIRMED
from licenseengine.audit.wish import PLAN
from licenseengine.discover.group import group
from licenseengine.discover.records import LicenseStatement, Place
from licenseengine.discover.scan import Scan
from licenseengine.discover.signs import signs_of
from licenseengine.errors import Diagnostic, ReadError, Span, StackError
from licenseengine.language.facts import Facts
from licenseengine.library.index import Library
from licenseengine.resolve.judge import preset
from licenseengine.stack.records import OWN, Policy, Stack, Use

if TYPE_CHECKING:
    from licenseengine.audit.wish import Wish
    from licenseengine.language.yaml_text import Document

MANIFEST = "licenseengine.yaml"
_ANSWER = re.compile(rb'\s*\{\s*"schema"\s*:\s*"licenseengine/')
_HEAD = 200


def wish_with_manifest(root: Path, wish: "Wish", library: Library) -> "Wish":
    """The wish with what the manifest of a folder adds to it; the same wish where there is none.

    The stack is judged where the manifest has one. Facts of its `use` hold where neither the wish
    nor a preset states another: the presets are plans of their own. Its policy holds beside the
    wish's.

    Raises:
        ReadError, StackError: as :func:`licenseengine.stack.manifest.read_manifest`.
    """
    path = root / MANIFEST
    if not path.is_file():
        return wish
    from licenseengine.language.yaml_text import read_document, read_text  # noqa: PLC0415 - only for a manifest
    from licenseengine.stack.manifest import parse_manifest  # noqa: PLC0415 - pydantic, the same

    if not path.resolve().is_relative_to(root.resolve()):
        said = f"`{path}` leads out of the folder, and is not followed"
        raise ReadError([Diagnostic("LE104", Span(str(path)), said)])
    text = read_text(path)
    stack = parse_manifest(text, str(path), library.vocabulary, may_be_empty=True)
    policy = Policy(
        {**stack.policy.laws, **wish.policy.laws}, (*wish.policy.allow, *stack.policy.allow)
    )
    planned = replace(stack, policy=policy) if stack.artefacts else wish.planned
    return replace(
        wish,
        planned=planned,
        policy=policy,
        background=stack.use.facts if stack.use else wish.background,
        manifest=MANIFEST,
        places=_places(stack, read_document(text, str(path))),
    )


def _places(stack: Stack, document: "Document") -> dict[str, Place]:
    """Where each node and each accepted finding stands."""
    places = {}
    for i, artefact in enumerate(stack.artefacts):
        place = document.span("stack", i)
        places[artefact.id] = Place(MANIFEST, place.line, place.column)
    for i, entry in enumerate(stack.policy.allow):
        place = document.span("policy", "allow", i)
        places[place_key(entry)] = Place(MANIFEST, place.line, place.column)
    return places


def files_alone(found: Scan, library: Library) -> Scan:
    """What a scan found in files that are not about the scan: no manifest, no earlier audit.

    A manifest at the root is a statement, and a baseline in the repository is what was found once;
    neither is evidence of what is used now.
    """
    sightings = [s for a in found.artifacts for s in (*a.seen, *a.elsewhere)]
    files = {s.place.file for s in sightings} | {s.place.file for s in found.licenses}
    ours = {file for file in (*files, MANIFEST) if is_ours(found.root, file)}
    if not ours & files and all(g.place.file != MANIFEST for g in found.gaps):
        return found
    return replace(
        found,
        artifacts=group((s for s in sightings if s.place.file not in ours), signs_of(library)),
        makings=tuple(m for m in found.makings if m.place.file not in ours),
        licenses=tuple(s for s in found.licenses if s.place.file not in ours),
        packages=tuple(p for p in found.packages if p.place.file not in ours),
        gaps=tuple(g for g in found.gaps if g.place.file not in ours),
    )


def is_ours(root: Path, file: str) -> bool:
    """Whether a file of a project is its manifest, or an answer that this program wrote.

    Args:
        root: the scanned folder.
        file: its path below the root.
    """
    if file == MANIFEST:
        return True
    if not file.endswith(".json"):
        return False
    try:
        with (root / file).open("rb") as stream:
            return bool(_ANSWER.match(stream.read(_HEAD)))
    except (OSError, ValueError):
        return False


def statements_of(stack: Stack | None, places: Mapping[str, Place]) -> list[LicenseStatement]:
    """What a manifest declares of artefacts; evidence only, where it is marked as not confirmed."""
    found = []
    for node in stack.artefacts if stack else ():
        text, doubted = confirmed_part(node.license)
        if text and text != OWN and node.ref:
            place = places.get(node.id, Place(MANIFEST))
            found.append(LicenseStatement(node.ref, text, place, exact=not doubted))
    return found


def confirmed_part(expression: str | None) -> tuple[str, bool]:
    """A license expression without the mark of doubt, and whether it bore one."""
    text = expression or ""
    if text == UNCONFIRMED:
        return "", True
    if text.endswith(f" AND {UNCONFIRMED}"):
        return text.removesuffix(f" AND {UNCONFIRMED}").removeprefix("(").removesuffix(")"), True
    return text, UNCONFIRMED in text


def use_named(name: str, wish: "Wish", library: Library) -> Use:
    """The use of a scenario: of a preset, or the one that the manifest plans.

    Raises:
        StackError: LE404, the manifest plans none.
    """
    if name != PLAN:
        return use_under(preset(name, library), wish)
    planned = wish.planned.use if wish.planned else None
    if planned is None:
        said = f"no manifest says what is planned, so there is no scenario `{PLAN}`"
        remedy = f"add `use` and `stack` to {MANIFEST}, or take a preset"
        raise StackError([Diagnostic("LE404", Span(wish.manifest or MANIFEST), said, None, remedy)])
    facts = planned.facts
    days = {n: d for n, d in facts.as_of.items() if n not in wish.facts.told}
    told = Facts({**facts.told, **wish.facts.told}, {}, {**days, **wish.facts.as_of})
    return replace(planned, facts=told)


def use_under(preset: Use, wish: "Wish") -> Use:
    """A preset's use with the facts of a wish over it and those of the manifest beneath."""
    below, above = wish.background, wish.facts
    told = {**below.told, **preset.facts.told, **above.told}
    days = {n: day for n, day in below.as_of.items() if told[n] is below.told[n]}
    return replace(preset, facts=Facts(told, {}, {**days, **above.as_of}))
