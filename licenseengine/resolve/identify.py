"""Which license a file is, and a template for one that is new.

Floor: resolve.
"""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from licenseengine.errors import Diagnostic, ReadError, Span
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.language.yaml_text import read_text
from licenseengine.library import home
from licenseengine.library.fingerprints import (
    Fingerprint,
    Match,
    fingerprints,
    matches,
    read_fingerprints,
    sentences_of,
    write_fingerprints,
)
from licenseengine.library.index import plain_id

SHOWN = 8
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Identified:
    """What a text was found to be: the same as some licenses, or only near to some."""

    same: tuple[str, ...]
    near: tuple[Match, ...]
    nearest: Match | None


def identify(path: Path) -> Identified:
    """Compare a file with the fingerprints of all texts that were read.

    Raises:
        ReadError: LE1xx, the file cannot be read as text.
    """
    return identify_text(read_text(path))


def identify_text(text: str) -> Identified:
    """Compare a text with the fingerprints of all texts that were read.

    Some texts name their holders inside their sentences; a text that is none sentence by sentence
    is compared again with the holder that the text which was read has there, and the nearer reading
    counts: who disclaims is no other term, and a condition that is gone would be one.
    """
    found = _compared(text)
    if _is_whole(found) or (neutral := unnamed(text)) == text:
        return found
    again = _compared(neutral)
    return again if again.same and _differs(again) <= _differs(found) else found


def _is_whole(found: Identified) -> bool:
    return bool(found.same) and _differs(found) == 0


def _differs(found: Identified) -> float:
    """In how many sentences the reading differs; none is as far as can be."""
    return found.nearest.differs if found.same and found.nearest else float("inf")


def strange(text: str, license_: str) -> tuple[str, ...]:
    """The sentences of a text that a license's own text does not have, whatever it leaves away."""
    known = next((f for f in _known(_table()) if f.license == license_), None)
    theirs = frozenset(known.sentences) if known else frozenset()
    return tuple(said for hash_, said in sentences_of(text) if hash_ not in theirs)


_HOLDERS = (
    (
        (
            r"\bneither\W+the\W+names?\W+of\b[^.;]{1,200}?\bnor\W+the\W+names?\W+of\W+"
            r"(?:(?:its|their|any|the)\W+)?contributors"
        ),
        "Neither the name of the copyright holder nor the names of its contributors",
    ),
    (
        r"\bsoftware\W+is\W+provided\W+by\b[^.;,]{1,120}?\b(?:and|or)\W+contributors\b",
        "software is provided by the copyright holders and contributors",
    ),
    (
        r"\bin\W+no\W+event\W+shall\b[^.;,]{1,120}?\b(?:and|or)\W+contributors\b",
        "in no event shall the copyright holder or contributors",
    ),
    (
        r"\bas\W+is\W+and\W+[^.;,]{1,120}?\bdisclaims?\W+all\W+warranties\b",
        '"as is" and ISC disclaims all warranties',
    ),
    (
        r"\bin\W+no\W+event\W+shall\b[^.;,]{1,120}?\bbe\W+liable\W+for\W+any\W+special\b",
        "in no event shall ISC be liable for any special",
    ),
)


def unnamed(text: str) -> str:
    """A text whose sentences name no holder, where those of a license text do."""
    for pattern, words in _HOLDERS:
        text = re.sub(pattern, words, text, flags=re.IGNORECASE)
    return text


def _table() -> Path:
    return home.licenses_folder() / "fingerprints.csv"


def _compared(text: str) -> Identified:
    found = matches(text, _known(_table()))
    likely = [m for m in found if m.is_same]
    same = tuple(m.license for m in likely if m.differs == likely[0].differs)
    near = tuple(m for m in found if m.license not in same)
    return Identified(same, near, found[0] if found else None)


@lru_cache(maxsize=2)
def _known(table: Path) -> tuple[Fingerprint, ...]:
    return tuple(read_fingerprints(table.read_text(encoding="utf-8"))) if table.exists() else ()


def differences(found: Identified) -> list[str]:
    """What differs from the nearest license."""
    near = found.nearest
    if near is None:
        return []
    lines = [f"  not in {near.license}: “{_short(sentence)}”" for sentence in near.added[:SHOWN]]
    if len(near.added) > SHOWN:
        lines.append(f"  and {len(near.added) - SHOWN} sentences more that it does not have")
    if near.missing:
        numbers = ", ".join(map(str, near.missing[:SHOWN])) + (" …" if near.missing[SHOWN:] else "")
        lines.append(f"  sentences of {near.license} missing here: {len(near.missing)} ({numbers})")
    return lines


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[:LONGEST].rstrip() + "…"


def fingerprint_table(folder: Path) -> str:
    """The fingerprints of all texts of a folder with an ``INDEX.csv``, as CSV.

    Raises:
        ReadError: LE101, there is no such index.
    """
    index = folder / "INDEX.csv"
    if not index.exists():
        raise ReadError([Diagnostic("LE101", Span(str(index)), f"`{index}` does not exist")])
    texts = {}
    with index.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            path = folder / row["group"] / f"{row['id']}.txt"
            if path.exists():
                texts[plain_id(row["id"])] = path.read_text(encoding="utf-8", errors="replace")
    return write_fingerprints(fingerprints(texts))


def template(id_: str, kind: str, text: Path | None, vocabulary: Vocabulary) -> str:
    """A license file to be filled in: the keys in their order, one example of each verb."""
    digest = sha256(text.read_bytes()).hexdigest() if text else "0" * 64
    duties = ", ".join(list(vocabulary.raw["duties"])[:6])
    return f"""\
# Read the whole text first, then licenses/README.md for the readings that everybody shares.
id: {id_}
name: {id_}
kind: {kind}
source:
  url: https://example.org/the-text
  sha256: {digest}
  read: 2026-01-01
rules:
  - id: grant
    cite: "1"
    rule: permit any
  - id: limit
    cite: "2"
    rule: forbid any when licensee.annual_revenue > 1M USD
  - id: copy  # duties: {duties}, ...
    cite: "3"
    rule: require include-license to distribute
cases:
  - given: {{do: [distribute], licensee.annual_revenue: 1M USD}}
    expect: permitted by grant
    duties: [copy]
  - given: {{do: [use], licensee.annual_revenue: 1000001 USD}}
    expect: prohibited by limit
  - given: {{do: [use]}}
    expect: conditional by limit
"""
