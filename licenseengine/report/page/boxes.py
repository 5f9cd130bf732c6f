"""The boxes of the picture with all that is told of each: terms, places, credit.

Floor: report.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licenseengine.audit.records import Item, Stated, Terms
from licenseengine.compliance.records import Credit, Dossier, Part
from licenseengine.errors import printable
from licenseengine.report.explain import SOURCES
from licenseengine.report.graph.picture import Box, level_of
from licenseengine.report.page.labels import ROLES
from licenseengine.report.page.pieces import place_words, plain, unique, web_address
from licenseengine.report.page.records import BoxView, CreditView, PackageView, Said, TermView
from licenseengine.solver.records import Level

_PLACES = 6


def box_views(dossier: Dossier, boxes: Iterable[Box]) -> Iterator[BoxView]:
    """What is told of each box of a picture."""
    parts = {part.id: part for part in dossier.parts}
    items = {item.node: item for item in dossier.audit.items}
    for box in boxes:
        if len(box.parts) == 1:
            part = parts[box.parts[0]]
            yield _One(dossier, box, part, items.get(part.id)).view()
        else:
            yield _packages(dossier, box, [parts[id_] for id_ in box.parts])


def levels_of(dossier: Dossier, parts: Iterable[Part]) -> dict[str, Level]:
    """The worst of some parts under each planned use."""
    parts = list(parts)
    return {
        use: max((level_of(dossier, part, use) for part in parts), default=Level.PERMITTED)
        for use in dossier.audit.answers
    }


def _packages(dossier: Dossier, box: Box, parts: list[Part]) -> BoxView:
    packages = tuple(
        PackageView(
            printable(part.title),
            printable(part.license or ""),
            place_words(part.place),
            levels_of(dossier, [part]),
        )
        for part in parts
    )
    levels = levels_of(dossier, parts)
    return BoxView(
        box.id, box.name, box.kind, box.what, "package", ROLES["package"], box.terms, levels,
        packages=packages,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _One:
    """One part and its box."""

    dossier: Dossier
    box: Box
    part: Part
    item: Item | None

    def view(self) -> BoxView:
        part, terms, places = self.part, self.part.terms, self._places()
        role = part.role or part.origin
        return BoxView(
            id=self.box.id,
            name=self.box.name,
            kind=self.box.kind,
            what=self.box.what,
            role=role,
            role_word=ROLES.get(role, role),
            license=printable(part.license or part.release or ""),
            levels=levels_of(self.dossier, [part]),
            places=places[:_PLACES],
            more_places=max(0, len(places) - _PLACES),
            known_from=SOURCES[terms.where] if terms and terms.concluded else "",
            confidence=terms.confidence if terms and terms.concluded else "",
            declared=_said(terms.declared if terms else ()),
            read=_said(terms.detected if terms else ()),
            catalog=printable(terms.catalog or "") if terms else "",
            notes=tuple(map(plain, terms.notes)) if terms else (),
            rivals=_rivals(terms),
            hold=plain(part.hold) if part.hold else (),
            release=printable(part.release or ""),
            terms=self._terms(),
            credit=_credit(self.dossier.credits.get(part.id)),
        )

    def _places(self) -> tuple[str, ...]:
        """All places that name it; else the one where it was found."""
        if self.item is not None:
            return unique(place_words(seen.place) for seen in self.item.artifact.seen)
        return (place_words(self.part.place),) if self.part.place else ()

    def _terms(self) -> tuple[TermView, ...]:
        credit = self.dossier.credits.get(self.part.id)
        return tuple(
            TermView(named.id, named.name, web_address(named.url))
            for named in (credit.terms if credit else ())
        )


def _rivals(terms: Terms | None) -> tuple[str, ...]:
    return tuple(map(printable, terms.rivals)) if terms else ()


def _said(statements: Iterable[Stated]) -> tuple[Said, ...]:
    return tuple(
        Said(
            printable(stated.statement.text),
            printable(stated.expression or ""),
            SOURCES[stated.statement.source],
            place_words(stated.statement.place),
        )
        for stated in statements
    )


def _credit(credit: Credit | None) -> CreditView | None:
    if credit is None:
        return None
    return CreditView(
        title=printable(credit.title),
        author=printable(credit.author or ""),
        source=printable(credit.source or ""),
        url=web_address(credit.source),
        license=printable(credit.license or ""),
        changes=", ".join(credit.changes),
        copyright=printable(credit.copyright or ""),
    )
