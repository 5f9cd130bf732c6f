"""What we write, an audit reads: a bill alone in a folder gives the artefacts that it was made of.

What no bill can carry is listed in docs/bom.md, and stands here as what is compared and what is not.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from licenseengine.compliance.records import Dossier
from licenseengine.discover.group import canonical
from licenseengine.discover.records import IN_STACK
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library
from licenseengine.resolve.terms import branches
from licenseengine.solver.records import Level
from tests.report.bom.dossiers import (
    NAMES,
    WRITERS,
    dossier_named,
    read_back,
)

Write = Callable[[Dossier, Library], str]
Expression = frozenset[frozenset[str]] | None
# An audit puts the app around what it found by itself, so a bill need not say it.
OF_THE_APP = frozenset({"include", "link-dynamic"})


def spelled(ref: str, library: Library) -> str:
    return canonical(ref, signs_of(library))


def meant(expression: str | None, library: Library) -> Expression:
    """An expression, whatever the order of its terms; None where a license in it is not known."""
    found = branches(expression, library) if expression else ()
    is_known = all(library.resolve(term.license) for branch in found for term in branch)
    return frozenset(frozenset(map(str, b)) for b in found) if found and is_known else None


def written_of(dossier: Dossier, library: Library) -> set[tuple[str, str, str, Expression]]:
    """What a bill lists that is neither made nor our own: name, kind, role, license."""
    return {
        (
            spelled(part.ref or part.id, library),
            part.kind,
            part.role or "default",
            meant(part.license or (part.terms.concluded if part.terms else None), library),
        )
        for part in dossier.parts
        if part.origin not in {"made", "own", "package"}
    }


def found_in(dossier: Dossier, library: Library) -> set[tuple[str, str, str, Expression]]:
    """What an audit found of a bill, less what we made ourselves."""
    ours = {part.id for part in dossier.parts if part.made_by and part.who == "us"}
    return {
        (
            spelled(item.artifact.ref, library),
            item.artifact.kind,
            str(item.artifact.role),
            meant(item.terms.concluded, library),
        )
        for item in dossier.audit.items
        if item.artifact.role in IN_STACK and item.node not in ours
    }


def ties_of(dossier: Dossier, library: Library) -> set[tuple[str, str, str, str, str]]:
    """What was made of what, by which operation, in which role, and by whom."""
    names = {part.id: spelled(part.ref or part.id, library) for part in dossier.parts}
    return {
        (names[tie.source], names[tie.target], tie.role, tie.by, tie.who)
        for tie in dossier.ties
        if tie.by not in OF_THE_APP
    }


def packages_of(dossier: Dossier) -> set[tuple[str, str, str | None]]:
    """The packages of a project with the licenses that were judged."""
    judged = {(p.ecosystem, p.name, license_) for p, license_ in dossier.audit.packages}
    return judged | {(p.ecosystem, p.name, None) for p in dossier.audit.unjudged}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", [name for name in NAMES if name != "every kind"])
def test_the_same_artefacts_are_found_in_a_bill(
    name: str, form: str, tmp_path: Path, library: Library
) -> None:
    dossier = dossier_named(name, tmp_path, library)
    found = read_back(WRITERS[form](dossier, library), tmp_path, library)
    assert found_in(found, library) == written_of(dossier, library)
    assert ties_of(found, library) == ties_of(dossier, library)
    assert packages_of(found) == packages_of(dossier)
    told = [(gap.code, gap.said) for gap in found.audit.gaps]
    assert told == [(gap.code, gap.said) for gap in dossier.audit.gaps]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_better_for_having_been_in_a_bill(
    name: str, form: str, tmp_path: Path, library: Library
) -> None:
    dossier = dossier_named(name, tmp_path, library)
    found = read_back(WRITERS[form](dossier, library), tmp_path, library)
    # the facts that a manifest tells stay with it, so a bill of a plan may leave more open
    worst = Level.PROHIBITED if dossier.audit.manifest is None else Level.REVIEW
    for preset, answer in found.audit.answers.items():
        before = dossier.audit.answers[preset]
        assert answer.level >= min(before.level, worst)
        assert answer.with_options >= min(before.with_options, worst)


@pytest.mark.parametrize("form", WRITERS)
def test_what_a_bill_cannot_carry_is_what_the_page_says(
    form: str, tmp_path: Path, library: Library
) -> None:
    plan = dossier_named("every kind", tmp_path, library)
    back = read_back(WRITERS[form](plan, library), tmp_path, library)
    items = {item.artifact.ref: item for item in back.audit.items}
    assert items["notes"].terms.concluded is None, "that material is our own"
    assert items["passages"].terms.concluded is None, "what we made something else of"
    assert all(s.place.file == "bom.json" for i in back.audit.items for s in i.artifact.seen)

    bot = dossier_named("example support-bot", tmp_path, library)
    again = read_back(WRITERS[form](bot, library), tmp_path / "again", library)
    both = "meta-llama/Llama-3.1-8B-Instruct"
    assert (both, "include") in {(tie.source, tie.by) for tie in bot.ties}
    assert (both, "include") not in {(tie.source, tie.by) for tie in again.ties}
    assert (both, "adapt") in {(tie.source, tie.by) for tie in again.ties}

    rag = dossier_named("example rag-product", tmp_path, library)
    left = read_back(WRITERS[form](rag, library), tmp_path / "left", library)
    assert rag.level is Level.PERMITTED
    assert left.level > Level.PERMITTED, "the facts of a manifest"
