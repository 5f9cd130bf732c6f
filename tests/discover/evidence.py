"""What the tests of evidence share: what was seen, sorted by what it is, in short."""

from collections.abc import Iterable
from dataclasses import dataclass

from licenseengine.discover.records import (
    Gap,
    LicenseStatement,
    Making,
    Package,
    Seen,
    Sighting,
)


@dataclass(frozen=True)
class Evidence:
    """Everything that a detector yielded."""

    all: tuple[Seen, ...]

    @property
    def sightings(self) -> list[Sighting]:
        return [s for s in self.all if isinstance(s, Sighting)]

    @property
    def makings(self) -> list[Making]:
        return [s for s in self.all if isinstance(s, Making)]

    @property
    def statements(self) -> list[LicenseStatement]:
        return [s for s in self.all if isinstance(s, LicenseStatement)]

    @property
    def packages(self) -> list[Package]:
        return [s for s in self.all if isinstance(s, Package)]

    @property
    def gaps(self) -> list[Gap]:
        return [s for s in self.all if isinstance(s, Gap)]

    @property
    def refs(self) -> set[tuple[str, str, str]]:
        """Ref, kind and use of every sighting."""
        return {(s.ref, s.kind, s.use) for s in self.sightings}

    @property
    def licenses(self) -> set[tuple[str, str]]:
        """What every license statement is about, and its text."""
        return {(s.about, s.text) for s in self.statements}

    @property
    def codes(self) -> list[str]:
        """The codes of all gaps."""
        return [g.code for g in self.gaps]


def seen(found: Iterable[Seen]) -> Evidence:
    return Evidence(tuple(found))
