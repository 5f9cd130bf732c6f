"""Licenses as a bill names them: ids of the SPDX list by id, all others by name and address.

Floor: report; pure.
"""

from functools import cached_property

from licenseengine.compliance.credits import Pages
from licenseengine.compliance.dossier import spdx_ids
from licenseengine.errors import ReadError
from licenseengine.library.index import Library
from licenseengine.report.bom.addresses import address
from licenseengine.report.bom.bill import Licensing, Term, clean
from licenseengine.resolve.terms import branches


class Naming:
    """Takes license expressions apart, with what is known of each license."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: dict[str, Licensing] = {}

    @cached_property
    def _listed(self) -> frozenset[str]:
        return frozenset(id_ for id_ in spdx_ids() if not id_.startswith("LicenseRef-"))

    @cached_property
    def _pages(self) -> Pages:
        return Pages(self._library.sections["signs"]["pages"], self._listed)

    def of(self, expression: str) -> Licensing:
        """An expression taken apart; a text that is none is kept as it is."""
        if expression not in self._kept:
            self._kept[expression] = self._read(expression)
        return self._kept[expression]

    def _read(self, expression: str) -> Licensing:
        try:
            found = branches(expression, self._library)
        except ReadError:
            return Licensing(clean(expression))
        parts = tuple(tuple(self._term(t.license, t.exception) for t in branch) for branch in found)
        several = len(parts) > 1
        texts = [" AND ".join(map(str, branch)) for branch in parts]
        joined = " OR ".join(
            f"({text})" if several and len(branch) > 1 else text
            for text, branch in zip(texts, parts, strict=True)
        )
        return Licensing(joined, parts)

    def _term(self, id_: str, exception: str | None) -> Term:
        license_ = self._library.get(id_)
        is_listed = id_ in self._listed and (exception is None or exception in self._listed)
        exception = clean(exception) if exception else None
        if license_ is None:
            return Term(clean(id_), clean(id_), None, is_listed, exception)
        # a name by which the license would not be found again is no help to who reads the bill
        is_found = self._library.resolve(license_.name) == id_
        name = license_.name if is_found else id_
        page = self._pages.of_license(license_)
        return Term(id_, name, address(page) if page else None, is_listed, exception)
