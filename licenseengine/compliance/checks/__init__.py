"""Whether duties are met, as far as files and the plan show it.

What shows a duty is a word of the vocabulary (`evidence`); for each there is a check here. Where a
machine looked in the right places and found nothing, the duty is ``missing``; where none can look,
it is ``unknown``. Taking a file away never makes a missing duty met, and adding one that has
nothing to do with it never makes a met one missing.

Floor: compliance.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from licenseengine.compliance.checks.case import Case, Check
from licenseengine.compliance.checks.changes import changes_stated
from licenseengine.compliance.checks.credit import credit
from licenseengine.compliance.checks.license_text import license_text
from licenseengine.compliance.checks.looked import unknown
from licenseengine.compliance.checks.notice import notice_line
from licenseengine.compliance.checks.policy import policy_passed_on
from licenseengine.compliance.checks.public_name import public_name
from licenseengine.compliance.checks.released import released_under, terms_passed_on
from licenseengine.compliance.checks.shelf import Shelf
from licenseengine.compliance.checks.shown import shown_line
from licenseengine.compliance.checks.source import source_offer
from licenseengine.compliance.records import Dossier, Evidence
from licenseengine.discover.records import Place
from licenseengine.discover.signs import signs_of
from licenseengine.errors import Diagnostic, LicenseFileError, Span, nearest
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library

_FILE = "vocabulary.yaml"
CHECKS: Mapping[str, Check] = {
    "license-text": license_text,
    "notice-line": notice_line,
    "credit": credit,
    "shown-line": shown_line,
    "public-name": public_name,
    "changes-stated": changes_stated,
    "source-offer": source_offer,
    "released-under": released_under,
    "terms-passed-on": terms_passed_on,
    "policy-passed-on": policy_passed_on,
    "plan": lambda case: unknown("plan", case.told()),
    "none": lambda case: unknown("none", case.told()),
}


def checked(dossier: Dossier, root: Path, library: Library) -> Dossier:
    """The dossier with the evidence of each duty.

    Args:
        dossier: of the project.
        root: the folder whose files are looked at: the project's own, or that of a release.
        library: the knowledge.

    Raises:
        LicenseFileError: LE202, the vocabulary names an evidence that there is no check for.
    """
    checks = checks_of(library.vocabulary)
    shelf = Shelf(root, signs_of(library))
    cases = (Case(due, dossier, shelf, library) for due in dossier.dues)
    return replace(
        dossier,
        dues=tuple(
            replace(case.due, evidence=_evidence(case, checks[case.due.duty])) for case in cases
        ),
    )


@lru_cache(maxsize=4)
def checks_of(vocabulary: Vocabulary) -> dict[str, Check]:
    """The check of each duty.

    Raises:
        LicenseFileError: LE202, there is none of that name.
    """
    duties = {duty: entry.get("evidence", "") for duty, entry in vocabulary.raw["duties"].items()}
    complaints = [
        Diagnostic(
            "LE202",
            Span(_FILE),
            f"the duty `{duty}` has no evidence `{word}`",
            nearest(word, CHECKS),
        )
        for duty, word in duties.items()
        if word not in CHECKS
    ]
    if complaints:
        raise LicenseFileError(complaints)
    return {duty: CHECKS[word] for duty, word in duties.items()}


def _evidence(case: Case, check: Check) -> Evidence:
    """What the plan shows goes before what files show."""
    manifest = case.dossier.audit.manifest
    place = Place(manifest) if manifest else None
    match case.due.plan:
        case "yes":
            return Evidence("met", "plan-shows", place, case.told())
        case "no":
            return Evidence("missing", "plan-breaks", place, case.told())
        case _:
            return check(case)
