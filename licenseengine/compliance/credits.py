"""Credits: title, author, source, license and changes of each artefact that is not our own.

Floor: compliance; pure. What is not known stays None: a note shows the gap, and a check counts it.
Source: the elements of CC BY 4.0, 3.a.1; other licenses ask for fewer.
"""

import re
from collections.abc import Iterable, Mapping

from licenseengine.compliance.records import Credit, Named, Part, Tie
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import License
from licenseengine.stack.records import Artefact

_HUB = re.compile(r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+)")
# What leaves an artefact as it is, whatever it is done with.
_UNCHANGED = frozenset({"collected", "converted", "output", "retrieved", "none"})


class Pages:
    """Where things are shown to people: addresses by kind, from the knowledge."""

    def __init__(self, pages: Mapping[str, str], listed: Iterable[str]) -> None:
        self._pages = pages
        self._listed = frozenset(listed)

    def of_artefact(self, kind: str, ref: str) -> str | None:
        """The page of an artefact that is named as on a hub."""
        page = self._pages.get(kind)
        return page.format(ref) if page and _HUB.fullmatch(ref) else None

    def of_license(self, license_: License) -> str | None:
        """The page of a license: where its text was read, else its page in the SPDX list."""
        if license_.source.url:
            return license_.source.url
        return self._pages["license"].format(license_.id) if license_.id in self._listed else None


def credit_of(
    part: Part,
    artefact: Artefact,
    licenses: Iterable[License],
    pages: Pages,
    changes: tuple[str, ...],
) -> Credit:
    """The credit of one part.

    Args:
        part: whose credit it is.
        artefact: its node in the judged stack; `params` of the manifest (`title`, `author`,
            `source`, `copyright`) go before what its name tells.
        licenses: those that bind it.
        pages: where things are shown.
        changes: the operations by which the version at hand was made of it.
    """
    told = {name: str(value) for name, value in artefact.params.items() if value}
    ref = "" if part.is_local else part.ref or ""
    hub = _HUB.fullmatch(ref)
    return Credit(
        part=part.id,
        title=told.get("title") or (hub["name"] if hub else part.title),
        author=told.get("author") or (hub["owner"] if hub else None),
        source=told.get("source") or pages.of_artefact(part.kind, ref),
        license=part.license,
        terms=tuple(Named(one.id, one.name, pages.of_license(one)) for one in licenses),
        changes=changes,
        copyright=told.get("copyright"),
        told=told,
    )


def changes_to(part: str, ties: Iterable[Tie], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The operations by which we changed an artefact, or learned from it, on its way."""
    onwards: dict[str, list[Tie]] = {}
    for tie in ties:
        onwards.setdefault(tie.source, []).append(tie)
    found: dict[str, None] = {}
    todo, done = [part], {part}
    while todo:
        for tie in onwards.get(todo.pop(0), ()):
            carried = vocabulary.roles(tie.by).get(tie.role, {}).get("carries", "none")
            if tie.who == "us" and carried not in _UNCHANGED:
                found[tie.by] = None
            if tie.target not in done and carried != "none":
                done.add(tie.target)
                todo.append(tie.target)
    return tuple(found)
