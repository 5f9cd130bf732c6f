"""What licenses leave to be filled in, in the texts that they order, and what could not be.

Floor: report; pure. A blank in an ordered text is written ``{name}``. It is filled from what the
manifest tells of the artefact (`params`), else from its credit; what is left stays marked, and is
an open point of the notes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from licenseengine.compliance.records import Dossier, Due

_BLANK = re.compile(r"\{([^{}]*)\}")
CREDIT = "credit"
AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that nobody told and that a license wants named: what, and of which part."""

    part: str
    name: str


def filled(due: Due, origin: str, dossier: Dossier) -> str:
    """The text of a duty for one artefact; what is not known stands in square brackets."""
    values = _values(due, origin, dossier)
    return _BLANK.sub(lambda found: values.get(found[1]) or f"[{found[1]}]", str(due.text))


def blanks_of(dossier: Dossier) -> tuple[Blank, ...]:
    """The open points: authors to be credited who are not known, blanks that nothing fills."""
    return tuple(dict.fromkeys(_blanks(dossier)))


def _blanks(dossier: Dossier) -> Iterator[Blank]:
    for due in dossier.dues:
        for origin in due.origins:
            credit = dossier.credits.get(origin)
            if due.duty == CREDIT and credit and credit.author is None:
                yield Blank(origin, AUTHOR)
            values = _values(due, origin, dossier)
            for name in _BLANK.findall(due.text or ""):
                if not values.get(name):
                    yield Blank(origin, name)


def _values(due: Due, origin: str, dossier: Dossier) -> dict[str, str]:
    """What is known of the blanks of a duty, by their names."""
    credit = dossier.credits.get(origin)
    made = [p for n in due.nodes if (p := dossier.part(n)) and p.origin == "made"]
    author = (credit.author if credit else None) or ""
    known = {
        "work": credit.title if credit else "",
        "derivative": (made[0].public_name or "") if made else "",
        AUTHOR: author,
        "authors": author,
        "licensor": author,
    }
    return {**known, **(credit.told if credit else {})}
