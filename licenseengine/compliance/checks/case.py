"""What a check looks at: one duty, the dossier it stands in, and the files.

Floor: compliance.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from licenseengine.compliance.blanks import blanks_in, filled, values_for
from licenseengine.compliance.checks.looked import unknown
from licenseengine.compliance.checks.naming import names_of
from licenseengine.compliance.checks.shelf import Group, Shelf
from licenseengine.compliance.records import Credit, Dossier, Due, Evidence, Part
from licenseengine.library.index import Library
from licenseengine.library.records import License

# Where things are to stand: the files that the notes write.
NOTICE, CREDITS, README, LICENSE = "NOTICE", "ATTRIBUTION.md", "README.md", "LICENSE"
TEXTS = "THIRD_PARTY_LICENSES/{}.txt"


@dataclass(frozen=True)
class Case:
    """One duty to be looked for."""

    due: Due
    dossier: Dossier
    shelf: Shelf
    library: Library

    @property
    def license(self) -> License | None:
        """The license that orders it; None when it is not encoded."""
        return self.dossier.licenses.get(self.due.license) or self.library.get(self.due.license)

    @property
    def origins(self) -> Iterator[Part]:
        """The licensed parts that it is due for."""
        return (self._part(id_) for id_ in self.due.origins)

    @property
    def nodes(self) -> Iterator[Part]:
        """The parts on which it is due."""
        return (self._part(id_) for id_ in self.due.nodes)

    def credit(self, part: Part) -> Credit | None:
        """How a part is credited, as far as that is known."""
        return self.dossier.credits.get(part.id)

    def names(self, part: Part) -> tuple[str, ...]:
        """What people call a part."""
        return names_of(part, self.credit(part))

    def told(self, part: Part | None = None) -> dict[str, str]:
        """What a sentence is filled in with: the license, and what people call the part."""
        told = {"license": self.due.license}
        if part is not None:
            credit = self.credit(part)
            told["part"] = credit.title if credit else part.title
        return told

    def not_found(self, otherwise: Evidence, *groups: Group) -> Evidence:
        """What holds when nothing was found, unless a file that might show it cannot be read."""
        gap = self.shelf.unread(*groups)
        return (
            unknown("unread", {**otherwise.told, "why": gap.said}, gap.place) if gap else otherwise
        )

    @property
    def wordings(self) -> tuple[str, ...]:
        """The ordered line, and those that do as well; none where no line is ordered."""
        return (self.due.text, *self.due.clause.alternatives) if self.due.text is not None else ()

    def lines(self, part: Part) -> tuple[str, ...]:
        """The ordered lines for a part, without those with a blank that nothing fills."""
        values = values_for(self.due, part.id, self.dossier)
        whole = (w for w in self.wordings if all(values.get(n) for n in blanks_in(w)))
        return tuple(filled(wording, values) for wording in whole)

    def words(self, key: str) -> tuple[str, ...]:
        """The words by which the vocabulary has the duty found, or denied."""
        return tuple(self.library.vocabulary.raw["duties"][self.due.duty][key])

    def _part(self, id_: str) -> Part:
        return self.dossier.part(id_) or Part(id_, id_, "", "listed")


Check = Callable[[Case], Evidence]
