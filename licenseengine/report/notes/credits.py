"""Notices, lines to be shown and credits: what NOTICE, ATTRIBUTION and model cards hold.

Floor: report.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licenseengine.compliance.blanks import filled, values_for
from licenseengine.compliance.dossier import pages_of
from licenseengine.compliance.policies import policies_due
from licenseengine.compliance.records import Credit, Dossier, Due, Named, Part
from licenseengine.library.index import Library
from licenseengine.report.notes.rendering import Written
from licenseengine.report.notes.voice import Voice

# The kinds of evidence of duties whose text is reproduced, in a notice file or before users' eyes.
NOTICE, SHOWN = "notice-line", "shown-line"
_ASIDE = frozenset({"option", "training", "example"})


@dataclass(frozen=True, slots=True)
class Block:
    """A text that a license orders word for word, with the clause and the parts it is for."""

    text: str
    license: str
    cite: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Credits of parts under the same terms."""

    id: str
    name: str
    url: str | None
    credits: tuple[Credit, ...]


def ordered_texts(
    dossier: Dossier, library: Library, evidence: str, about: Iterable[str] | None = None
) -> tuple[Block, ...]:
    """The texts that licenses order, each once, by license.

    Args:
        dossier: of the project.
        library: tells by which evidence a duty is met.
        evidence: `NOTICE` or `SHOWN`.
        about: only those due on these parts; None for all.
    """
    wanted = None if about is None else set(about)
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for due in dossier.dues:
        if due.text is None or library.vocabulary.raw["duties"][due.duty]["evidence"] != evidence:
            continue
        if wanted is not None and wanted.isdisjoint((*due.nodes, *due.origins)):
            continue
        for origin in due.origins:
            key = (
                filled(str(due.text), values_for(due, origin, dossier)),
                due.license,
                due.clause.cite,
            )
            found.setdefault(key, {})[origin] = None
    blocks = (Block(*key, tuple(sorted(parts))) for key, parts in found.items())
    return tuple(sorted(blocks, key=lambda b: (b.license, b.cite, b.text)))


def credited(dossier: Dossier) -> tuple[Credit, ...]:
    """The credits of what goes along: neither options nor, unless a duty asks, hosted services."""
    asked = {origin for due in dossier.dues for origin in due.origins if due.duty == "credit"}
    return tuple(
        credit
        for id_, credit in dossier.credits.items()
        if (part := dossier.part(id_)) is not None and _goes_along(part, asked)
    )


def _goes_along(part: Part, asked: set[str]) -> bool:
    if part.origin == "package" or part.role in _ASIDE:
        return False
    return part.kind != "service" or part.id in asked


def groups_of(credits_: Iterable[Credit], unknown: str) -> tuple[Group, ...]:
    """Credits by the terms that they name, in the order of those names.

    Args:
        credits_: of the parts.
        unknown: what is said where no license is known.
    """
    groups: dict[tuple[Named, ...], list[Credit]] = {}
    for credit in credits_:
        groups.setdefault(credit.terms, []).append(credit)
    return tuple(
        _group(terms, some, unknown)
        for terms, some in sorted(groups.items(), key=lambda g: [t.id for t in g[0]])
    )


def _group(terms: tuple[Named, ...], some: list[Credit], unknown: str) -> Group:
    ordered = tuple(sorted(some, key=lambda c: (c.title.casefold(), c.part)))
    if not terms:
        return Group(unknown, unknown, None, ordered)
    name = " + ".join(t.name for t in terms)
    url = terms[0].url if len(terms) == 1 else None
    return Group(" + ".join(t.id for t in terms), name, url, ordered)


def policy_lines(dues: Iterable[Due], voice: Voice) -> Iterator[Written]:
    """The policies that are passed on, with their addresses and the parts that bring them."""
    pages = pages_of(voice.library)
    for policy, due in policies_due(dues, voice.library):
        url = pages.of_license(policy)
        where = voice.link(url) if url else voice.prose(due.license)
        parts = voice.names(due.origins)
        yield voice.say("policy-line", policy=policy.name, url=where, parts=parts)


def packages(dossier: Dossier) -> tuple[Part, ...]:
    """The software packages of the stack, by name."""
    found = (p for p in dossier.parts if p.origin == "package")
    return tuple(sorted(found, key=lambda p: p.title.casefold()))


def credit_line(credit: Credit, voice: Voice) -> Written:
    """Title and author."""
    if credit.author is None:
        gap = voice.say("gap-author")
        return voice.say("credit-line-anonymous", title=credit.title, gap=f"[{gap}]")
    return voice.say("credit-line", title=credit.title, author=credit.author)


def credit_rest(credit: Credit, voice: Voice) -> Iterator[Written]:
    """Copyright, source, license and changes, a line each."""
    if credit.copyright:
        yield voice.say("credit-copyright", copyright=credit.copyright)
    if credit.source:
        yield voice.say("credit-source", source=voice.link(credit.source))
    if credit.terms:
        licenses = voice.listed(_pointed(named, voice) for named in credit.terms)
        yield voice.say("credit-license", licenses=licenses)
    else:
        yield voice.say("unknown-license")
    if credit.changes:
        changes = voice.listed(voice.wording.operation(by) for by in credit.changes)
        yield voice.say("credit-changes", changes=changes)
    else:
        yield voice.say("credit-unchanged")


def _pointed(named: Named, voice: Voice) -> Written:
    """A license by its name, with its address."""
    name = voice.prose(named.name)
    return Written(f"{name} ({voice.link(named.url)})") if named.url else name
