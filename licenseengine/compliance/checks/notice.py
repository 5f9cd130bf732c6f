"""``notice-line``: whether a notice file has an ordered line, or the notice of a part.

Floor: compliance.
"""

from licenseengine.compliance.checks.case import NOTICE, Case
from licenseengine.compliance.checks.looked import met, missing, unknown, worst
from licenseengine.compliance.checks.naming import lines_pattern
from licenseengine.compliance.checks.originals import notices_of
from licenseengine.compliance.checks.prose import folded, pieces, plain
from licenseengine.compliance.checks.shelf import place_of
from licenseengine.compliance.records import Evidence, Part


def notice_line(case: Case) -> Evidence:
    """Whether the line stands in a notice file; without a line, whether each notice does."""
    check = _carried if case.due.text is None else _stands
    return worst(check(case, part) for part in case.origins)


def _stands(case: Case, part: Part) -> Evidence:
    told, lines = case.told(part), case.lines(part)
    if not lines:
        return unknown("line-open", told)
    wanted = lines_pattern(lines)
    for paper, text in case.shelf.of("notice"):
        for piece in pieces(text) if wanted.search(plain(text)) else ():
            if wanted.search(piece.text):
                return met("notice-found", told, place_of(paper, piece.line))
    return case.not_found(missing("notice-missing", told, NOTICE), "notice")


def _carried(case: Case, part: Part) -> Evidence:
    """Whether the notices that an installed package comes with are carried, each as a whole."""
    told = case.told(part)
    own = [folded(text) for text in notices_of(part, case.shelf.root)]
    if not any(own):
        return unknown("notice-unknown", told)
    for paper, text in case.shelf.of("notice"):
        whole = folded(text)
        if all(said in whole for said in own):
            return met("notice-carried", told, place_of(paper))
    return case.not_found(missing("notice-not-carried", told, NOTICE), "notice")
