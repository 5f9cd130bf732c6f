"""Which license a text is: sketches of texts, kept in our files in place of the texts.

A text is cut into runs of five words; of their hashes the smallest are kept (a bottom-k sketch).
Two sketches tell how many runs two texts share. Names and dates that a license leaves to be filled
in cost a few runs; another version of a license costs more. Texts that differ in one sentence (MIT
and JSON) are told apart by marks: runs that stand in one text and in none of its near neighbours.

Floor: library; pure but for :func:`read_fingerprints`. Source: A. Broder, On the resemblance and
containment of documents (1997).
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import StringIO

RUN = 5
KEPT = 64
MARKS = 12
SAME = 0.9
NEAR = 0.5
_BYTES = 4
_HOLDERS = re.compile(r"(?im)^[\s*#/;.-]*(?:copyright\b|\(c\)|©|all rights reserved)[^\n]*$")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The sketch of one license's text: its words counted, its smallest hashes, its marks."""

    license: str
    words: int
    hashes: tuple[int, ...]
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A license that a text may be, and the share of runs that both have."""

    license: str
    similarity: float


def fingerprints(texts: Mapping[str, str]) -> list[Fingerprint]:
    """The fingerprints of license texts by id, each with the marks that tell it from the others."""
    runs = {id_: runs_of(text) for id_, text in texts.items()}
    plain = {id_: _sketch(id_, text, runs[id_]) for id_, text in texts.items()}
    found = []
    for id_, mine in plain.items():
        near = [
            other
            for other, theirs in plain.items()
            if theirs.hashes != mine.hashes and similarity(mine, theirs) >= NEAR
        ]
        others: set[int] = set().union(*(runs[other] for other in near))
        marks = sorted(runs[id_] - others)[:MARKS] if near else []
        found.append(replace(mine, marks=tuple(marks)))
    return found


def runs_of(text: str) -> set[int]:
    """The hashes of a text's runs.

    Letter case, punctuation, layout and lines that name the holders of rights do not count.
    """
    words = re.findall(r"\w+", _HOLDERS.sub("\n", text).casefold())
    runs = {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}
    return {int.from_bytes(blake2b(r.encode(), digest_size=_BYTES).digest()) for r in runs}


def _sketch(license_: str, text: str, runs: set[int]) -> Fingerprint:
    return Fingerprint(license_, len(re.findall(r"\w+", text)), tuple(sorted(runs)[:KEPT]))


def similarity(one: Fingerprint, other: Fingerprint) -> float:
    """The estimated share of runs that two texts have in common, from 0 to 1."""
    union = sorted({*one.hashes, *other.hashes})[:KEPT]
    if not union:
        return 0.0
    shared = set(one.hashes) & set(other.hashes)
    return sum(h in shared for h in union) / len(union)


def matches(text: str, known: Iterable[Fingerprint]) -> list[Match]:
    """The licenses that a text may be, the likeliest first; those far from it are left out.

    A license whose marks are missing from the text is as unlike as if so much of it were missing.
    """
    runs = runs_of(text)
    found = _sketch("", text, runs)
    near = []
    for fingerprint in known:
        score = similarity(found, fingerprint)
        if score >= NEAR:
            marks = fingerprint.marks
            there = sum(m in runs for m in marks) / len(marks) if marks else 1.0
            near.append(Match(fingerprint.license, score * there))
    near = [m for m in near if m.similarity >= NEAR]
    return sorted(near, key=lambda m: (-m.similarity, m.license))


def write_fingerprints(found: Iterable[Fingerprint]) -> str:
    """Fingerprints as the CSV that :func:`read_fingerprints` reads."""
    stream = StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["license", "words", "sketch", "marks"])
    for f in sorted(found, key=lambda f: f.license):
        table.writerow([f.license, f.words, _hex(f.hashes), _hex(f.marks)])
    return stream.getvalue()


def _hex(hashes: tuple[int, ...]) -> str:
    return "".join(f"{h:0{2 * _BYTES}x}" for h in hashes)


def _hashes(digits: str) -> tuple[int, ...]:
    size = 2 * _BYTES
    return tuple(int(digits[i : i + size], 16) for i in range(0, len(digits), size))


def read_fingerprints(text: str) -> Iterator[Fingerprint]:
    """The fingerprints of a CSV."""
    for row in csv.DictReader(StringIO(text)):
        hashes, marks = _hashes(row["sketch"]), _hashes(row["marks"])
        yield Fingerprint(row["license"], int(row["words"]), hashes, marks)
