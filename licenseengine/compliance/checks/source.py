"""``source-offer``: whether a readme, a notice or a card says where the source code is.

Floor: compliance.
"""

import re

from licenseengine.compliance.checks.case import README, Case
from licenseengine.compliance.checks.changes import says
from licenseengine.compliance.checks.looked import met, missing, unknown, worst
from licenseengine.compliance.checks.naming import addresses, names_any
from licenseengine.compliance.checks.prose import pieces, plain
from licenseengine.compliance.checks.shelf import Group, place_of
from licenseengine.compliance.records import Evidence, Part

_WHERE: tuple[Group, ...] = ("readme", "notice", "credit", "card")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")
_NETWORK = "hosting"


def source_offer(case: Case) -> Evidence:
    """Whether a sentence names each part, speaks of source code, and says where that is."""
    return worst(_offered(case, part) for part in case.origins)


def _offered(case: Case, part: Part) -> Evidence:
    told = case.told(part)
    names = (*case.names(part), *_products(case))
    words, denials = case.words("words"), case.words("denials")
    for paper, text in case.shelf.of(*_WHERE):
        for piece in pieces(text) if names_any(names, plain(text)) else ():
            leads = any(addresses(piece.text)) or _MAIL.search(piece.text)
            if leads and says(piece.text, words, denials) and names_any(names, piece.text):
                return met("source-found", told, place_of(paper, piece.line))
    if _NETWORK not in case.due.when and case.shelf.has("source"):
        return unknown("source-beside", told)
    return case.not_found(missing("source-missing", told, README), *_WHERE)


def _products(case: Case) -> tuple[str, ...]:
    """What the whole is called in which the part lies: its source holds that of the part."""
    made = (node for node in case.nodes if node.id not in case.due.origins)
    return (case.dossier.audit.scan.name, *(n for node in made for n in case.names(node)))
