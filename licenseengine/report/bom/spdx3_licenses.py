"""Licenses in SPDX 3: expressions, and an element for each license that SPDX does not list.

Floor: report.
"""

import re
from collections.abc import Iterator

from spdx_python_model import v3_0_1 as spdx

from licenseengine.report.bom.bill import Bill, Licensing, Term

_REFERENCE = "LicenseRef-"
_UNFIT = re.compile(r"[^A-Za-z0-9.-]+")
_LONGEST = 100
_NO_TEXT = "The text of this license is not part of this document."


class Licenses:
    """The license elements of one document: each license and each expression once."""

    def __init__(self, bill: Bill, namespace: str, about: spdx.CreationInfo) -> None:
        self._namespace, self._about, self._texts = namespace, about, bill.texts
        self._custom: dict[str, tuple[str, spdx.expandedlicensing_CustomLicense]] = {}
        self._expressions: dict[str, spdx.simplelicensing_LicenseExpression] = {}

    def elements(self) -> Iterator[spdx.Element]:
        """All elements that were made so far."""
        yield from self._expressions.values()
        yield from (element for _, element in self._custom.values())

    def of(self, licensing: Licensing) -> spdx.simplelicensing_LicenseExpression:
        """The element for an expression; a statement that is none is a license of its own."""
        if licensing.text not in self._expressions:
            self._expressions[licensing.text] = self._expression(licensing)
        return self._expressions[licensing.text]

    def _expression(self, licensing: Licensing) -> spdx.simplelicensing_LicenseExpression:
        branches = licensing.branches or ((Term(licensing.text, licensing.text),),)
        several = len(branches) > 1
        texts = []
        for branch in branches:
            text = " AND ".join(map(self._said, branch))
            texts.append(f"({text})" if several and len(branch) > 1 else text)
        custom = dict(self._reference(t) for b in branches for t in b if not t.is_listed)
        return spdx.simplelicensing_LicenseExpression(
            spdxId=f"{self._namespace}license-{len(self._expressions) + 1}",
            creationInfo=self._about,
            simplelicensing_licenseExpression=" OR ".join(texts),
            simplelicensing_customIdToUri=[
                spdx.DictionaryEntry(key=reference, value=element.spdxId)
                for reference, element in custom.items()
            ],
        )

    def _said(self, term: Term) -> str:
        return str(term) if term.is_listed else self._reference(term)[0]

    def _reference(self, term: Term) -> tuple[str, spdx.expandedlicensing_CustomLicense]:
        """What stands for a license that SPDX does not list, and its element."""
        id_ = str(term)
        if id_ not in self._custom:
            plain = _UNFIT.sub("-", id_.removeprefix(_REFERENCE))[:_LONGEST].strip("-") or "unnamed"
            taken = {reference for reference, _ in self._custom.values()}
            names = (f"{_REFERENCE}{plain}{end}" for end in self._endings())
            reference = next(name for name in names if name not in taken)
            self._custom[id_] = reference, self._license(reference, term)
        return self._custom[id_]

    def _endings(self) -> Iterator[str]:
        yield ""
        yield from (f"-{number}" for number in range(2, len(self._custom) + 3))

    def _license(self, reference: str, term: Term) -> spdx.expandedlicensing_CustomLicense:
        return spdx.expandedlicensing_CustomLicense(
            spdxId=f"{self._namespace}{reference}",
            creationInfo=self._about,
            name=str(term) if term.exception else term.name,
            simplelicensing_licenseText=self._texts.get(term.id, _NO_TEXT),
            expandedlicensing_seeAlso=[term.url] if term.url else [],
        )
