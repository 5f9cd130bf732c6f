"""Policies that a license takes in, and that go along with what is handed on.

Floor: compliance; pure.
"""

from collections.abc import Iterable, Iterator

from licenseengine.compliance.records import Due
from licenseengine.library.index import Library
from licenseengine.library.records import License

# The kind of evidence of duties to pass a policy on.
POLICY = "policy-passed-on"


def policies_of(license_: License, library: Library) -> tuple[License, ...]:
    """The policies that a license takes in; the license itself where its text has them inside."""
    ids = dict.fromkeys(c.license for c in license_.clauses if c.license != license_.id)
    taken = (library.get(id_) for id_ in ids)
    return tuple(p for p in taken if p is not None and p.is_policy) or (license_,)


def policies_due(dues: Iterable[Due], library: Library) -> Iterator[tuple[License, Due]]:
    """The policies that duties order to pass on, each with the duty, once for each license."""
    entries = library.vocabulary.raw["duties"]
    told: set[tuple[str, str]] = set()
    for due in dues:
        license_ = library.get(due.license)
        if entries[due.duty]["evidence"] != POLICY or license_ is None:
            continue
        for policy in policies_of(license_, library):
            if (policy.id, due.license) not in told:
                told.add((policy.id, due.license))
                yield policy, due
