"""``public-name``: whether what is released is called as ordered, or called otherwise than before.

What the plan calls it, the solver has judged already; here the cards of the folder are asked.

Floor: compliance.
"""

from collections.abc import Iterator

from licenseengine.compliance.checks.case import README, Case
from licenseengine.compliance.checks.looked import met, missing, unknown
from licenseengine.compliance.checks.naming import is_named
from licenseengine.compliance.checks.prose import folded
from licenseengine.compliance.checks.shelf import place_of
from licenseengine.compliance.records import Evidence
from licenseengine.discover.detect.cards import read_card
from licenseengine.discover.records import Place

_KEYS = ("model_name", "pretty_name")
_PREFIX = "name-prefix"


def public_name(case: Case) -> Evidence:
    """Whether all names that are told of the release are as ordered."""
    told = case.told()
    names = tuple(_planned(case)) or tuple(_on_cards(case))
    if not names:
        return unknown("name-untold", told)
    fits = {name: _fits(case, name) for name, _ in names}
    if None in fits.values() or len(set(fits.values())) > 1:
        odd = next((n for n in names if fits[n[0]] is None), names[0])
        return unknown("name-unclear", {**told, "name": odd[0]}, odd[1])
    name, place = names[0]
    told["name"] = name
    if fits[name]:
        return met("name-fits", told, place)
    return missing("name-breaks", told, README, place)


def _planned(case: Case) -> Iterator[tuple[str, Place]]:
    """What the manifest calls it; a duty with an ordered word was judged by that already."""
    manifest = case.dossier.audit.manifest
    if case.due.text is None and manifest:
        for node in case.nodes:
            if node.public_name and node.id not in case.due.origins:
                yield node.public_name, Place(manifest)


def _on_cards(case: Case) -> Iterator[tuple[str, Place]]:
    """What the cards in the folder itself call it."""
    for paper, text in case.shelf.of("readme", "card"):
        card, _ = read_card(paper.path, text)
        if card is None or not paper.at_root:
            continue
        for key in _KEYS:
            for node in card.texts(key):
                yield str(node.text), place_of(paper, node.line)


def _fits(case: Case, name: str) -> bool | None:
    """Whether a name is as ordered; None where that is a question of more than letters."""
    said = _spoken(name)
    if words := [_spoken(word) for word in case.wordings]:
        return any(said.startswith(w) if case.due.duty == _PREFIX else w in said for w in words)
    former = [n for part in case.origins for n in case.names(part)]
    if any(said == _spoken(n.rsplit("/", 1)[-1]) for n in former):
        return False
    return None if any(is_named(_spoken(n), said) or _spoken(n) in said for n in former) else True


def _spoken(name: str) -> str:
    """A name as it is said, whatever stands between its words."""
    return " ".join(folded(name).casefold().replace("-", " ").replace("_", " ").split())
