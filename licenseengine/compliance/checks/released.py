"""``released-under`` and ``terms-passed-on``: under which terms the files say that it goes out.

Floor: compliance.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from licenseengine.compliance.checks.case import LICENSE, Case
from licenseengine.compliance.checks.license_text import is_exactly, license_text, texts_in
from licenseengine.compliance.checks.looked import met, missing, unknown
from licenseengine.compliance.checks.naming import names_any, names_license
from licenseengine.compliance.checks.prose import pieces, plain, without_front
from licenseengine.compliance.checks.shelf import place_of
from licenseengine.compliance.records import Evidence
from licenseengine.discover.detect.cards import licenses, read_card
from licenseengine.discover.detect.license_files import license_of
from licenseengine.discover.records import Place
from licenseengine.library.spellings import read_spelling
from licenseengine.resolve.terms import elect

_NOTHING_ADDED = "no-further-restrictions"
_NETWORK = "hosting"
_CLOSED = frozenset({"own", "proprietary"})


@dataclass(frozen=True, slots=True)
class _Declared:
    """A license that a file in the folder itself puts on what is released.

    `fits` says whether that satisfies the duty; None where the file says more than that license.
    """

    text: str
    place: Place
    fits: bool | None


def released_under(case: Case) -> Evidence:
    """Whether the release is put under the license, or under one that takes its place."""
    if _is_unchanged(case):
        return license_text(case)
    declared = list(_declared(case))
    nowhere = missing("released-missing", case.told(), LICENSE)
    return _agreed(case, declared) or case.not_found(
        _other(case, declared, "released-other") or nowhere, "license", "card"
    )


def terms_passed_on(case: Case) -> Evidence:
    """Whether the terms go on binding: by the release's license, or terms of use that name them."""
    if case.due.duty == _NOTHING_ADDED:
        return _nothing_added(case)
    if _is_unchanged(case) and _NETWORK not in case.due.when:
        return license_text(case)
    declared = list(_declared(case))
    found = _agreed(case, declared)
    if found:
        return replace(found, looked="terms-found") if found.status == "met" else found
    if place := next(_named(case), None):
        return met("terms-found", case.told(), place)
    nowhere = missing("terms-missing", case.told(), LICENSE)
    if any(node.release in _CLOSED for node in case.nodes) and not case.shelf.has("terms"):
        nowhere = unknown("terms-closed", case.told())
    return case.not_found(
        _other(case, declared, "terms-other") or nowhere, "license", "card", "terms"
    )


def _nothing_added(case: Case) -> Evidence:
    if _is_unchanged(case):
        return license_text(case)
    for paper, _ in case.shelf.of("terms"):
        return unknown("terms-more", case.told(), place_of(paper))
    declared = list(_declared(case))
    nowhere = unknown("released-missing", case.told())
    return _agreed(case, declared) or _other(case, declared, "released-other") or nowhere


def _agreed(case: Case, declared: list[_Declared]) -> Evidence | None:
    """What declarations say together: all fit, or one may; None when none does."""
    fitting = [d for d in declared if d.fits is not False]
    if not fitting:
        return None
    if any(d.fits is not True for d in declared):
        said = ", ".join(dict.fromkeys(d.text for d in declared))
        return unknown("released-unclear", {**case.told(), "declared": said}, declared[0].place)
    return met("released-found", {**case.told(), "declared": fitting[0].text}, fitting[0].place)


def _other(case: Case, declared: list[_Declared], looked: str) -> Evidence | None:
    """That another license was found than the one looked for; None when none was."""
    for first in declared:
        return missing(looked, {**case.told(), "declared": first.text}, LICENSE, first.place)
    return None


def _is_unchanged(case: Case) -> bool:
    """Whether it is due for copies as they were received: their own text carries their terms."""
    return set(case.due.nodes) <= set(case.due.origins)


def _declared(case: Case) -> Iterator[_Declared]:
    """What license files and cards in the folder itself state."""
    allowed = _allowed(case)
    for paper, text in case.shelf.of("license"):
        if not paper.at_root:
            continue
        ids = sorted(texts_in(text))
        title, more, _ = license_of(text, case.library)
        if ids:
            one_of = bool(allowed.intersection(ids))
            unclear = one_of and not is_exactly(text, ids[0])
            yield _Declared(" / ".join(ids), place_of(paper), None if unclear else one_of)
        elif title is not None:
            fits = _fits(case, title, allowed)
            yield _Declared(title, place_of(paper), None if fits and more else fits)
    for paper, text in case.shelf.of("readme", "card"):
        card, _ = read_card(paper.path, text)
        if card is None or not (paper.at_root or "card" in paper.groups):
            continue
        for stated in licenses(card, "."):
            place = place_of(paper, stated.place.line)
            yield _Declared(stated.text, place, _fits(case, stated.text, allowed))


def _fits(case: Case, said: str, allowed: frozenset[str]) -> bool | None:
    """Whether one choice of a statement is a license under which the work may go out.

    None for a statement that leaves open which of a family is meant, where one of them would fit.
    """
    spelling = read_spelling(said, case.library)
    if spelling.expression is None:
        return None if any(id_.startswith(spelling.family) for id_ in allowed) else False
    return any(
        choice.licenses and allowed.issuperset(license_.id for license_ in choice.licenses)
        for choice in elect(spelling.expression, case.library)
    )


def _allowed(case: Case) -> frozenset[str]:
    """The license itself, those that take its place, and the one that the solver found to fit."""
    license_ = case.license
    found = {case.due.license}
    for _, relicense in license_.relicenses if license_ else ():
        if relicense.when is None:
            found.update(relicense.licenses)
    verdict = case.dossier.audit.answers[case.dossier.scenario].judged.verdict
    for release in verdict.releases:
        if release.node in case.due.nodes and release.asked and release.fits:
            found.add(release.asked)
    return frozenset(found)


def _named(case: Case) -> Iterator[Place]:
    """Where a license, terms of use or a card names the license, other than in a credit."""
    license_ = case.license
    if license_ is None:
        return
    names = [name for part in case.origins for name in case.names(part)]
    for paper, text in case.shelf.of("license", "terms", "card"):
        if "license" in paper.groups and not paper.at_root:
            continue
        if not names_license(license_, plain(text), case.library):
            continue
        for piece in pieces(without_front(text)):
            is_credit = "card" in paper.groups and names_any(names, piece.text)
            if not is_credit and names_license(license_, piece.text, case.library):
                yield place_of(paper, piece.line)
