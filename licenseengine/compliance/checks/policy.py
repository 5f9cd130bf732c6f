"""``policy-passed-on``: whether those who receive or use it are told of the policy that binds them.

Whether they, or we, keep it is no matter of files; each sentence says so.

Floor: compliance.
"""

from licenseengine.compliance.checks.case import NOTICE, Case
from licenseengine.compliance.checks.license_text import texts_in
from licenseengine.compliance.checks.looked import met, missing, unknown
from licenseengine.compliance.checks.naming import names_license
from licenseengine.compliance.checks.prose import pieces, plain
from licenseengine.compliance.checks.shelf import Group, place_of
from licenseengine.compliance.policies import policies_of
from licenseengine.compliance.records import Evidence

_WHERE: tuple[Group, ...] = ("license", "text", "notice", "terms", "card")
_ONWARD = frozenset({"release", "hosting"})


def policy_passed_on(case: Case) -> Evidence:
    """Whether a notice, a license, terms of use or a card names the policy, or has the text."""
    license_ = case.license
    policies = policies_of(license_, case.library) if license_ else ()
    if not policies or not _ONWARD.intersection(case.due.when):
        return unknown("none", case.told())
    told = {**case.told(), "policy": policies[0].name}
    texts = {case.due.license, *(policy.id for policy in policies)}
    for paper, text in case.shelf.of(*_WHERE):
        if not texts.isdisjoint(texts_in(text)):
            return met("policy-found", told, place_of(paper))
        named = [p for p in policies if names_license(p, plain(text), case.library)]
        for piece in pieces(text) if named else ():
            if any(names_license(p, piece.text, case.library) for p in named):
                return met("policy-found", told, place_of(paper, piece.line))
    return case.not_found(missing("policy-missing", told, NOTICE), *_WHERE)
