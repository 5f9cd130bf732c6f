"""``changes-stated``: whether it is said of each part that it was changed, where it is named.

Floor: compliance.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from licenseengine.compliance.checks.case import CREDITS, Case
from licenseengine.compliance.checks.credit import WHERE, entries_about
from licenseengine.compliance.checks.looked import met, missing, worst
from licenseengine.compliance.checks.naming import without_urls
from licenseengine.compliance.checks.prose import folded
from licenseengine.compliance.checks.shelf import place_of
from licenseengine.compliance.records import Evidence, Part
from licenseengine.discover.detect.cards import RELATIONS, making_of, read_card
from licenseengine.discover.records import Place
from licenseengine.library.translations import read_translation

_BETWEEN = 2  # words between a denial and what it denies
_DATA = "data"
_LANGUAGES = ("en", "fr", "it")  # of the notes


def changes_stated(case: Case) -> Evidence:
    """Whether a card, or an entry about it, says that each part was changed."""
    return worst(_stated(case, part) for part in case.origins)


def _stated(case: Case, part: Part) -> Evidence:
    told = case.told(part)
    if place := next(_on_cards(case, part), None):
        return met("changes-found", told, place)
    words = (*case.words("words"), *_operations(case, part))
    denials = case.words("denials")
    for paper, entry in entries_about(case, part):
        said = without_urls(entry.body)
        for name in sorted(case.names(part), key=len, reverse=True):
            said = said.replace(folded(name), " ")  # a word in a name says nothing
        if says(said, words, denials):
            return met("changes-found", told, place_of(paper, entry.line))
    return case.not_found(missing("changes-missing", told, CREDITS), *WHERE)


def _on_cards(case: Case, part: Part) -> Iterator[Place]:
    """Cards whose front matter names the part as a base, and how the model was made of it."""
    for paper, text in case.shelf.of("readme", "card"):
        card, _ = read_card(paper.path, text)
        stated = card.words("base_model_relation") if card else frozenset()
        if card is None or not stated & RELATIONS.keys():
            continue
        making = making_of(card, paper.path)
        bases = {ref for role, ref in making.inputs if role != _DATA} if making else set()
        if part.ref in bases:
            yield place_of(paper, card.texts("base_model")[0].line)


def _operations(case: Case, part: Part) -> Iterator[str]:
    """What the notes call the operations by which the part was changed, in each language."""
    credit = case.credit(part)
    wanted = {("operations", operation) for operation in credit.changes} if credit else set()
    for language in _LANGUAGES:
        for text in read_translation(case.library.sections, language) or ():
            if text.path in wanted:
                yield text.said


def says(text: str, words: tuple[str, ...], denials: tuple[str, ...]) -> bool:
    """Whether a folded text has one of some words, and does not deny it there."""
    plain, before, after = _patterns(words, denials)
    return any(
        not before.search(text[: found.start()][-80:]) and not after.match(text, found.end())
        for found in plain.finditer(text)
    )


@lru_cache(maxsize=64)
def _patterns(
    words: tuple[str, ...], denials: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The expressions of the words, of a denial before them, of a denial after them."""
    forms = (re.escape(folded(w.rstrip("*"))) + (r"\w*" if w.endswith("*") else "") for w in words)
    no = "|".join(re.escape(folded(word)) for word in denials)
    return (
        re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?:\b(?:{no})|n't)(?:\W+\w+){{0,{_BETWEEN}}}\W*$", re.IGNORECASE),
        re.compile(rf"\s*[:=]\s*(?:{no}|false)\b", re.IGNORECASE),
    )
