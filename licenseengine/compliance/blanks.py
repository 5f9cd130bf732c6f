"""What licenses leave to be filled in, in the texts that they order, and what could not be.

Floor: compliance; pure. A blank in an ordered text is written ``{name}``. It is filled from what
the manifest tells of the artefact (`params`), else from its credit; what is left stays marked, and
is an open point of the notes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from licenseengine.compliance.records import Credit, Dossier, Due

_BLANK = re.compile(r"\{([^{}]*)\}")
CREDIT = "credit"
AUTHOR, COPYRIGHT = "author", "copyright"


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that nobody told and that a license wants named: what, and of which part."""

    part: str
    name: str


def blanks_in(text: str) -> tuple[str, ...]:
    """The names of the blanks of an ordered text."""
    return tuple(_BLANK.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """An ordered text with its blanks filled; what is not known stands in square brackets."""
    return _BLANK.sub(lambda found: values.get(found[1]) or f"[{found[1]}]", text)


def values_for(due: Due, origin: str, dossier: Dossier) -> dict[str, str]:
    """What is known of the blanks of a duty for one artefact, by their names."""
    credit = dossier.credits.get(origin) or Credit(origin, "", None, None, None)
    made = [p for n in due.nodes if (p := dossier.part(n)) and p.origin == "made"]
    known = {"work": credit.title, "derivative": (made[0].public_name or "") if made else ""}
    known |= dict.fromkeys((AUTHOR, "authors", "licensor"), credit.author or "")
    return {**known, **credit.told}


def blanks_of(dossier: Dossier) -> tuple[Blank, ...]:
    """The open points: authors and copyright lines that nobody told, blanks that nothing fills."""
    return tuple(dict.fromkeys((*_of_duties(dossier), *_of_texts(dossier))))


def _of_duties(dossier: Dossier) -> Iterator[Blank]:
    for due in dossier.dues:
        for origin in due.origins:
            credit = dossier.credits.get(origin)
            if due.duty == CREDIT and credit and credit.author is None:
                yield Blank(origin, AUTHOR)
            values = values_for(due, origin, dossier)
            for name in blanks_in(due.text or ""):
                if not values.get(name):
                    yield Blank(origin, name)


def _of_texts(dossier: Dossier) -> Iterator[Blank]:
    """Texts that speak of the copyright notice above them, and have none."""
    for text in dossier.texts:
        for part in text.parts if text.is_due and text.needs_copyright else ():
            credit = dossier.credits.get(part)
            if credit is None or not credit.copyright:
                yield Blank(part, COPYRIGHT)
