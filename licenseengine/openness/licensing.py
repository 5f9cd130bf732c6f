"""How open a license is: the lists on which it stands, and the criteria that it fails.

Floor: openness.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from licenseengine.language.facts import FactValue
from licenseengine.language.truth import Truth, all_of, any_of
from licenseengine.library.index import Library
from licenseengine.library.records import License
from licenseengine.library.spellings import read_spelling
from licenseengine.openness.breaches import Breach, Court
from licenseengine.openness.records import Knowledge, State
from licenseengine.resolve.terms import KIND_OF_LICENSE, branches, license_of

About = tuple[tuple[str, FactValue], ...]
_NO_TITLE = frozenset({"terms", "policy", "exception"})  # their names are no title of a thing


@dataclass(frozen=True)
class Standing:
    """How open one license is.

    `license` is None where its rules are not known. `claims` says that its name calls it open.
    """

    id: str
    license: License | None
    lists: tuple[str, ...]
    breaches: tuple[Breach, ...]
    claims: bool = False

    @property
    def failed(self) -> tuple[int, ...]:
        """The criteria of the Open Source Definition that it surely fails."""
        return tuple(dict.fromkeys(b.criterion for b in self.breaches if b.sure))

    @property
    def open(self) -> Truth:
        """Whether it is open: on a list, or failing a criterion; both or neither settle nothing."""
        listed, fails = bool(self.lists), bool(self.failed)
        return Truth.UNKNOWN if listed is fails else Truth.of(listed)

    @property
    def is_whole(self) -> bool:
        """Whether its whole text is encoded."""
        return self.license is not None and self.license.encoded == "full"


@dataclass(frozen=True)
class Terms:
    """What a statement of a license means: the words, and the licenses to choose from.

    `choices` are the branches of an expression; none for words that name no license.
    """

    words: str
    choices: tuple[tuple[Standing, ...], ...]

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Every license that is named, once."""
        return tuple(dict.fromkeys(s for branch in self.choices for s in branch))

    @property
    def open(self) -> Truth:
        """Whether a choice of them is open."""
        return self._choice(lambda standing: standing.open)

    @property
    def listed(self) -> Truth:
        """Whether a choice of them stands on lists: the framework takes no other for open."""
        found = self._choice(lambda standing: Truth.of(bool(standing.lists)))
        return Truth.FALSE if found is Truth.UNKNOWN else found

    @property
    def approved(self) -> Truth:
        """Whether the Open Source Initiative approved a choice of them."""
        return self._choice(lambda standing: Truth.of("osi" in standing.lists))

    def _choice(self, holds: Callable[[Standing], Truth]) -> Truth:
        if not self.choices:
            return Truth.UNKNOWN
        return any_of(all_of(map(holds, branch)) for branch in self.choices)


def state_of(opened: Iterable[Truth]) -> State:
    """How open several terms are together: partial where some are open and some are not."""
    found = set(opened)
    if found == {Truth.TRUE}:
        return "open"
    if found == {Truth.FALSE}:
        return "closed"
    return "partial" if found >= {Truth.TRUE, Truth.FALSE} else "unknown"


def calls_itself_open(name: str, words: Iterable[str]) -> bool:
    """Whether a name has one of the words at the beginning of a word."""
    return any(re.search(rf"\b{re.escape(word)}", name, re.IGNORECASE) for word in words)


@dataclass(frozen=True)
class LicenseReader:
    """Reads statements of the licenses of one thing; what was found of a license is kept.

    `about` are facts of the thing, such as its class.
    """

    library: Library
    knowledge: Knowledge
    court: Court
    about: About = ()
    _known: dict[str, Standing] = field(default_factory=dict)

    def read(self, words: str) -> Terms:
        """What words mean: an id or expression, or a license as people write it."""
        listing = self.knowledge.listings.get(words.casefold())
        if listing is not None and self.library.get(listing.id) is None:
            return Terms(words, ((Standing(listing.id, None, listing.lists, ()),),))
        expression = read_spelling(words, self.library).expression
        if expression is None:
            return Terms(words, ())
        return self.of_expression(expression)

    def of_expression(self, expression: str) -> Terms:
        """What an expression over ids means."""
        choices = tuple(
            tuple(self._standing(license_of(term, self.library)) for term in branch)
            for branch in branches(expression, self.library)
        )
        return Terms(expression, choices)

    def _standing(self, license_: License) -> Standing:
        if license_.id not in self._known:
            self._known[license_.id] = self._examined(license_)
        return self._known[license_.id]

    def _examined(self, license_: License) -> Standing:
        listing = self.knowledge.listings.get(license_.id.casefold())
        lists = listing.lists if listing else ()
        if not license_.clauses:
            return Standing(license_.id, None, lists, ())
        kind = ("artefact.kind", KIND_OF_LICENSE.get(license_.kind, "model"))
        breaches = self.court.breaches(license_, (kind, *self.about))
        titled = license_.kind not in _NO_TITLE
        claims = titled and calls_itself_open(license_.name, self.knowledge.framework.claims)
        return Standing(license_.id, license_, lists, breaches, claims)
