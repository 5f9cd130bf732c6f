"""The thing that a header describes, and the records that its values make.

Floor: discover.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from licenseengine.discover.hub import Name, folder_of, maker_of, short
from licenseengine.discover.records import (
    Confidence,
    Gap,
    Kind,
    LicenseStatement,
    Making,
    Place,
    Seen,
    Sighting,
    Source,
)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a header describes: its id in the stack, and where the header stands.

    `source` is ``cache`` where the file lies in a store beside the project: what stands there is
    evidence, and no part of the project.
    """

    about: str
    place: Place
    source: Source = "card"

    @property
    def is_part(self) -> bool:
        """Whether the file lies in the project."""
        return self.source == "card"

    def itself(self, kind: Kind, title: str, aliases: tuple[str, ...] = ()) -> Sighting:
        """The file is a part of the project."""
        return Sighting(self.about, kind, self.place, self._format(), short(title), aliases=aliases)

    def license(self, text: str) -> LicenseStatement:
        """The header states a license."""
        return LicenseStatement(self.about, text, self.place, self.source)

    def sighting(self, name: Name, use: str, said: str, sure: Confidence | None = None) -> Seen:
        """The header names an artefact; a gap where it names a place on some disk instead."""
        if not name.is_named:
            return self.gap("LE706", f"the header names what only its author can find: {said}")
        confidence = sure or name.confidence
        format_ = self._format()
        return Sighting(name.ref, name.kind, self.place, format_, short(said), confidence, use=use)

    def making(
        self, by: str, inputs: Iterable[tuple[str, str]], kind: Kind, makes: str = ""
    ) -> Making:
        """The header tells how the thing was made, or how what it was made from was (`makes`)."""
        who = maker_of(folder_of(self.place.file))
        if makes or not self.is_part:
            who = "upstream"
        return Making(by, tuple(inputs), makes or self.about, kind, self.place, who)

    def gap(self, code: str, said: str) -> Gap:
        """Something in the header was not read or names nothing."""
        return Gap(code, self.place, short(said, 240), self.about)

    def _format(self) -> str:
        return "safetensors" if self.place.file.casefold().endswith(".safetensors") else "gguf"
