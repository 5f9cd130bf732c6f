"""``license-text``: whether the text of a license is shipped, whole, with the copyright lines.

A text is known by its sentences (`library.fingerprints`), all of which must be there; it may stand
among others in one file. A license that speaks of the copyright notice above it is nobody's license
without that line.

Floor: compliance.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from licenseengine.compliance.checks.case import TEXTS, Case
from licenseengine.compliance.checks.looked import met, missing, unknown, worst
from licenseengine.compliance.checks.naming import is_named, names_any, names_of
from licenseengine.compliance.checks.prose import folded
from licenseengine.compliance.checks.shelf import Group, Paper, place_of
from licenseengine.compliance.records import Credit, Evidence, Part
from licenseengine.library import home
from licenseengine.library.fingerprints import (
    Fingerprint,
    Match,
    matches,
    read_fingerprints,
    sentences_of,
)
from licenseengine.resolve.identify import identify_text, unnamed

_WHERE: tuple[Group, ...] = ("license", "text", "notice")
LONGEST = 1024 * 1024
NEAR = 0.6  # of the runs of words: below, a text is another
_ABOVE = re.compile(r"\babove\s+copyright\b", re.IGNORECASE)
_ENDS = re.compile(r"end of (?:the )?terms and conditions[^\n]*", re.IGNORECASE)
_HOLDER = re.compile(
    r"(?im)^[ \t\f\v*#/;.>-]*(?:portions\s+)?"
    r"(?:copyright\s*(?:\(c\)|©|[:,]|by\b|\d{4})|\(c\)\s*\S|©\s*\S)[^\n]*$"
)
_BLANK = re.compile(r"<[^<>@\n]*>|\[[^\[\]\n]*\](?!\()|\{[^{}\n]*\}|\b(?:YEAR|yyyy|YYYY)\b")
_BARE = re.compile(r"copyright|\bc\b|[\W\d_]+", re.IGNORECASE)


def license_text(case: Case) -> Evidence:
    """Whether a file that goes along is the text of the license, for each part it is due for."""
    papers = tuple(case.shelf.of(*_WHERE))
    whole = [(p, t) for p, t in papers if case.due.license in texts_in(t)]
    nowhere = None if whole else _near(case, papers)
    return worst(
        _of_part(case, part, whole) or nowhere or _nowhere(case, part) for part in case.origins
    )


def _of_part(case: Case, part: Part, whole: list[tuple[Paper, str]]) -> Evidence | None:
    """What the files that are the text show for a part; None when there are none."""
    told = case.told(part)
    held = [(paper, text) for paper, text in whole if holders(text)]
    kept = [(paper, text) for paper, text in held if paper.is_kept_for_others]
    for paper, text in whole:
        if not asks_for_holder(text) or is_of(part, case.credit(part), paper.path, text):
            return met("license-text-found", told, place_of(paper))
    if len({line for _, text in kept for line in holders(text)}) >= len(case.due.origins):
        return met("license-text-found", told, place_of(kept[0][0]))
    if held:
        return unknown("license-text-whose", told, place_of(held[0][0]))
    if whole:
        stands = TEXTS.format(case.due.license)
        return missing("license-text-unfilled", told, stands, place_of(whole[0][0]))
    return None


def _near(case: Case, papers: tuple[tuple[Paper, str], ...]) -> Evidence | None:
    """A file that is no license's whole text, and is near to the one that is looked for."""
    for paper, text in papers:
        if not texts_in(text) and (match := nearness(text, case.due.license)):
            told = {**case.told(), "count": str(match.differs)}
            return unknown("license-text-near", told, place_of(paper))
    return None


def _nowhere(case: Case, part: Part) -> Evidence:
    stands = TEXTS.format(case.due.license)
    return case.not_found(missing("license-text-missing", case.told(part), stands), *_WHERE)


def is_of(part: Part, credit: Credit | None, path: str, text: str) -> bool:
    """Whether a text with a copyright line is that of a part: by its path, or who is named."""
    if credit and credit.copyright:
        return folded(credit.copyright) in folded(text)
    lines = [folded(line) for line in holders(text)]
    author = credit.author if credit else None
    if lines and author and any(is_named(author, line) for line in lines):
        return True
    return bool(lines) and names_any(names_of(part, credit), folded(path.replace("/", " / ")))


def asks_for_holder(text: str) -> bool:
    """Whether a license speaks of a copyright line that stands above it."""
    return _ABOVE.search(text) is not None


def holders(text: str) -> tuple[str, ...]:
    """The lines that name who holds the rights; those yet to be filled in are none."""
    lines = (found[0].strip() for found in _HOLDER.finditer(text[:LONGEST]))
    return tuple(dict.fromkeys(r for r in lines if not _BLANK.search(r) and _BARE.sub("", r)))


@lru_cache(maxsize=512)
def texts_in(text: str) -> frozenset[str]:
    """The licenses whose whole text stands in a text, by id.

    Of licenses of which one has all sentences of another, the larger one counts, and the other
    only where its sentences stand there once more.
    """
    text = text[:LONGEST]
    left = Counter(hash_ for hash_, _ in sentences_of(text))
    left |= Counter(hash_ for hash_, _ in sentences_of(unnamed(text)))
    found: dict[frozenset[int], set[str]] = {}
    for known in _known(_table()):
        wanted = frozenset(known.sentences)
        if wanted and all(left[hash_] for hash_ in wanted):
            found.setdefault(wanted, set()).add(known.license)
    ids: set[str] = set()
    for wanted in sorted(found, key=lambda w: (-len(w), sorted(w))):
        if times := min(left[hash_] for hash_ in wanted):
            ids |= found[wanted]
            left -= Counter(dict.fromkeys(wanted, times))
    return frozenset(ids or _without_appendix(text))


def _without_appendix(text: str) -> Iterator[str]:
    """The licenses that a text is up to the end of their terms.

    What stands behind that end tells how to apply them, and is no term.
    """
    end = _ENDS.search(text)
    for license_ in identify_text(text).same if end else ():
        match = nearness(text[: end.end()], license_) if end else None
        if match and _is_cut(match):
            yield license_


def _is_cut(match: Match) -> bool:
    """Whether a text lacks nothing of a license but its last sentences."""
    count = len(next(f for f in _known(_table()) if f.license == match.license).sentences)
    tail = tuple(range(count - len(match.missing) + 1, count + 1))
    return not match.added and match.missing == tail


def is_exactly(text: str, license_: str) -> bool:
    """Whether a text is that of a license and nothing else."""
    nearest = identify_text(text[:LONGEST]).nearest
    return license_ in texts_in(text) and nearest is not None and not nearest.added


def nearness(text: str, license_: str) -> Match | None:
    """How a text compares with a license; None when it is far from it."""
    known = (f for f in _known(_table()) if f.license == license_)
    found = matches(text[:LONGEST], known)
    return found[0] if found and found[0].similarity >= NEAR else None


def _table() -> Path:
    return home.licenses_folder() / "fingerprints.csv"


@lru_cache(maxsize=2)
def _known(table: Path) -> tuple[Fingerprint, ...]:
    return tuple(read_fingerprints(table.read_text(encoding="utf-8"))) if table.exists() else ()
