"""What the terms of hosted services say about data."""

from collections.abc import Iterable
from dataclasses import dataclass

from licenseengine.language.facts import Facts
from licenseengine.library.records import License


@dataclass(frozen=True, slots=True)
class Handled:
    """One statement of terms about data."""

    license: str


def handling_of(licenses: Iterable[License], facts: Facts) -> tuple[Handled, ...]:
    """The statements that apply."""
    del licenses, facts
    return ()
