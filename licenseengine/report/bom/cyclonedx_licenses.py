"""Licenses in CycloneDX: by id, by name, or as one expression.

Floor: report. A component has either a list of licenses or one expression. In a list, all that
are concluded hold together.
"""

import re
from collections.abc import Iterable, Iterator

from cyclonedx.model import XsUri
from cyclonedx.model.license import (
    DisjunctiveLicense,
    License,
    LicenseAcknowledgement,
    LicenseExpression,
)
from cyclonedx.spdx import is_supported_id

from licenseengine.report.bom.bill import Licensing, Term, Thing

_REFERENCE = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")


def licenses_of(thing: Thing) -> tuple[License, ...]:
    """The licenses of a thing: what is concluded, and what is declared where both can be said."""
    concluded = tuple(_concluded(thing.concluded)) if thing.concluded else ()
    declared = tuple(_each(thing.declared, LicenseAcknowledgement.DECLARED))
    if any(isinstance(one, LicenseExpression) for one in concluded):
        return concluded
    if not concluded and len(thing.declared) == 1 and _is_expression(thing.declared[0]):
        said = thing.declared[0].text
        return (LicenseExpression(said, acknowledgement=LicenseAcknowledgement.DECLARED),)
    return (*concluded, *declared)


def observed_in(thing: Thing) -> tuple[License, ...]:
    """The licenses that running text names: evidence, and no declaration."""
    return tuple(_each(thing.observed, None))


def _concluded(licensing: Licensing) -> Iterator[License]:
    as_ = LicenseAcknowledgement.CONCLUDED
    if _is_expression(licensing):
        yield LicenseExpression(licensing.text, acknowledgement=as_)
    elif len(licensing.branches) == 1:
        yield from (_license(term, as_) for term in licensing.terms)
    else:
        yield DisjunctiveLicense(name=licensing.text, acknowledgement=as_)


def _each(statements: Iterable[Licensing], as_: LicenseAcknowledgement | None) -> Iterator[License]:
    """Each statement as one license: several of them do not hold together, they may disagree."""
    for licensing in statements:
        if len(licensing.terms) == 1:
            yield _license(licensing.terms[0], as_)
        else:
            yield DisjunctiveLicense(name=licensing.text or "unnamed", acknowledgement=as_)


def _license(term: Term, as_: LicenseAcknowledgement | None) -> License:
    if term.is_listed and term.exception is None and is_supported_id(term.id):
        return DisjunctiveLicense(id=term.id, acknowledgement=as_)
    name = term.name if term.exception is None else str(term)
    url = XsUri(term.url) if term.url else None
    return DisjunctiveLicense(name=name, url=url, acknowledgement=as_)


def _is_expression(licensing: Licensing) -> bool:
    """Whether it can only be said as an expression, and is one in the sense of SPDX."""
    terms = licensing.terms
    is_compound = len(terms) > 1 or any(term.exception for term in terms)
    return is_compound and all(t.is_listed or _REFERENCE.fullmatch(t.id) for t in terms)
