"""How a document speaks: a language, and a form that everything out of files is escaped for.

Floor: report.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from licenseengine.compliance.records import Dossier
from licenseengine.discover.records import Place
from licenseengine.library.index import Library
from licenseengine.report.notes.rendering import Written
from licenseengine.report.wording import Wording
from licenseengine.solver.records import Level

MORE = 20


@dataclass(frozen=True)
class Voice:
    """The words of one document about one project.

    `shown` shows a name out of files, `prose` any other text that we did not write, `link` an
    address.
    """

    dossier: Dossier
    library: Library
    wording: Wording
    prose: Callable[[object], Written]
    shown: Callable[[object], Written]
    link: Callable[[object], Written]

    def say(self, key: str, **fields: object) -> Written:
        """A text of documents; its fields are escaped unless they were written by us."""
        told = {name: self.prose(value) for name, value in fields.items()}
        return Written(self.wording.say(key, **told))

    def listed(self, words: Iterable[object]) -> Written:
        """Words in a row."""
        return Written(self.wording.listed([self.prose(word) for word in words]))

    def names(self, ids: Iterable[str], most: int = MORE) -> Written:
        """Parts by their titles, in a row; past a number only how many more."""
        titles = [self.shown(self.title(id_)) for id_ in ids]
        if len(titles) > most + 1:
            rest = len(titles) - most
            return Written(", ".join(titles[:most]) + " " + self.say("more", number=rest))
        return Written(self.wording.listed(titles))

    def title(self, id_: str) -> str:
        """What people call a part."""
        part = self.dossier.part(id_)
        return part.title if part else id_

    def titled(self, text: str) -> Written:
        """A name in a finding: of a part its title, of anything else as it is."""
        return self.shown(self.title(text))

    def place(self, place: Place | None) -> Written:
        """A place as people and editors write it."""
        return self.shown(f"{place.file}:{place.line}") if place else Written("")

    def level(self, level: Level) -> Written:
        """A verdict in a word."""
        return Written(self.wording.level(level))
