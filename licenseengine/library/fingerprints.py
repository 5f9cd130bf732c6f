"""Which license a text is: sketches of texts, kept in our files in place of the texts.

A text is cut into runs of five words; of their hashes the smallest are kept (a bottom-k sketch).
Two sketches tell how many runs two texts share. Names and dates that a license leaves to be filled
in cost a few runs; another version of a license costs more. Texts that differ in one sentence (MIT
and JSON) are told apart by the hashes of their sentences, which also say what differs.

Floor: library; pure but for :func:`read_fingerprints`. Source: A. Broder, On the resemblance and
containment of documents (1997).
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from io import StringIO

RUN = 5
KEPT = 64
SAME = 0.8
FILLED_IN = 2
NEAR = 0.5
SENTENCE = 6
_BYTES = 4
_ENDS = re.compile(r"(?<=[.;:!?])\s+|\n\s*\n")
_HOLDERS = re.compile(
    r"(?im)^[ \t\f\v*#/;.-]*"
    r"(?:copyright\s*(?:\(c\)|©|[\[<{]|\d)|\(c\)\s*[\[<{\d]|©|all rights reserved)[^\n]*$"
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The sketch of one license's text: words counted, smallest hashes, sentences in order."""

    license: str
    words: int
    hashes: tuple[int, ...]
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A license that a text may be, and the share of runs that both have.

    `added` are the sentences of the text that the license does not have, `missing` the numbers of
    those of the license that the text does not have, counted from one.
    """

    license: str
    similarity: float
    added: tuple[str, ...] = ()
    missing: tuple[int, ...] = ()

    @property
    def differs(self) -> int:
        """How many sentences differ."""
        return len(self.added) + len(self.missing)

    @property
    def is_same(self) -> bool:
        """Whether it is the license's text, but for names filled in and parts left away.

        A sentence more than were left away may be one term more: then it is not.
        """
        more = len(self.added) > len(self.missing)
        return self.similarity >= SAME and not more and len(self.added) <= FILLED_IN


def fingerprints(texts: Mapping[str, str]) -> list[Fingerprint]:
    """The fingerprints of license texts by id."""
    return [_sketch(id_, text, runs_of(text)) for id_, text in texts.items()]


def runs_of(text: str) -> set[int]:
    """The hashes of a text's runs.

    Letter case, punctuation, layout and lines that name the holders of rights do not count.
    """
    words = re.findall(r"\w+", _HOLDERS.sub("\n", text).casefold())
    return _hashes_of(words)


def _hashes_of(words: list[str]) -> set[int]:
    runs = {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}
    return {_hash(run) for run in runs}


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=_BYTES).digest())


def sentences_of(text: str) -> list[tuple[int, str]]:
    """The sentences of a text, each with the hash of its words; titles do not count."""
    found = []
    for part in _ENDS.split(_HOLDERS.sub("\n\n", text)):
        words = re.findall(r"\w+", part.casefold())
        if len(words) >= SENTENCE:
            found.append((_hash(" ".join(words)), " ".join(part.split())))
    return found


def _sketch(license_: str, text: str, runs: set[int]) -> Fingerprint:
    words = len(re.findall(r"\w+", text))
    sentences = tuple(hash_ for hash_, _ in sentences_of(text))
    return Fingerprint(license_, words, tuple(sorted(runs)[:KEPT]), sentences=sentences)


def similarity(one: Fingerprint, other: Fingerprint) -> float:
    """The estimated share of runs that two texts have in common, from 0 to 1."""
    union = sorted({*one.hashes, *other.hashes})[:KEPT]
    if not union:
        return 0.0
    shared = set(one.hashes) & set(other.hashes)
    return sum(h in shared for h in union) / len(union)


def matches(text: str, known: Iterable[Fingerprint]) -> list[Match]:
    """The licenses that a text may be, the likeliest first; those far from it are left out."""
    runs = runs_of(text)
    found = _sketch("", text, runs)
    sentences = sentences_of(text)
    near = []
    for fingerprint in known:
        score = similarity(found, fingerprint)
        if score >= NEAR:
            near.append(Match(fingerprint.license, score, *_apart(sentences, fingerprint)))
    return sorted(near, key=lambda m: (not m.is_same, m.differs, -m.similarity, m.license))


def _apart(
    sentences: list[tuple[int, str]], license_: Fingerprint
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    mine, theirs = {hash_ for hash_, _ in sentences}, set(license_.sentences)
    added = tuple(text for hash_, text in sentences if hash_ not in theirs)
    missing = (i for i, hash_ in enumerate(license_.sentences, start=1) if hash_ not in mine)
    return added, tuple(missing)


def write_fingerprints(found: Iterable[Fingerprint]) -> str:
    """Fingerprints as the CSV that :func:`read_fingerprints` reads."""
    stream = StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["license", "words", "sketch", "sentences"])
    for f in sorted(found, key=lambda f: f.license):
        table.writerow([f.license, f.words, _hex(f.hashes), _hex(f.sentences)])
    return stream.getvalue()


def _hex(hashes: tuple[int, ...]) -> str:
    return "".join(f"{h:0{2 * _BYTES}x}" for h in hashes)


def _hashes(digits: str) -> tuple[int, ...]:
    size = 2 * _BYTES
    return tuple(int(digits[i : i + size], 16) for i in range(0, len(digits), size))


def read_fingerprints(text: str) -> Iterator[Fingerprint]:
    """The fingerprints of a CSV."""
    for row in csv.DictReader(StringIO(text)):
        hashes = (_hashes(row[column]) for column in ("sketch", "sentences"))
        yield Fingerprint(row["license"], int(row["words"]), *hashes)
