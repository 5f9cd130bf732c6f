"""What two spellings of one license have in common: a key, and the grammars of two families.

Floor: library; pure. A key forgets only what never tells two licenses apart: letter case, hyphens,
quotes, the words "version" and "the", "licence" for "license", the zero in "2.0". Creative Commons
and GNU licenses are named by parts in any order, which a table of names cannot list.
"""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"[\"'`\u201c\u201d\u201e\u2018\u2019«»*®™©]+", ""),
        (r"[-_,;:/|\\()\[\]{}<>=~\u2010-\u2014.#]+", " "),
        (r"licence", "license"),
        (r"(?<=[a-z])v(?=\d)", " "),
        (r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " "),
        (r"\b(?:versions?|ver|vers|v) +(?=\d)", ""),
        (r"(?<=\d)(?: +0)+(?= |\+|$)", ""),
        (r"^ *the +", ""),
        (r" +", " "),
    )
)


def key_of(text: str) -> str:
    """What stays of a name when everything goes that never tells two licenses apart."""
    key = normalize("NFKC", text).casefold()
    for pattern, into in _STEPS:
        key = pattern.sub(into, key)
    return key.strip()


def keys_of(names: Mapping[str, str]) -> dict[str, str]:
    """Every name's key with the id it stands for; keys that two licenses share are left out."""
    found: dict[str, set[str]] = {}
    for name, id_ in names.items():
        found.setdefault(key_of(name), set()).add(id_)
    return {key: next(iter(ids)) for key, ids in sorted(found.items()) if len(ids) == 1}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A name of a family: the id that it means, or the start of the ids that it may mean."""

    id: str | None = None
    family: str = ""
    why: str = ""


_CC_WORDS = (
    ("non commercial", "nc"),
    ("noncommercial", "nc"),
    ("non commerical", "nc"),
    ("share alike", "sa"),
    ("sharealike", "sa"),
    ("no derivatives", "nd"),
    ("no derivative works", "nd"),
    ("no derivative", "nd"),
    ("no derivs", "nd"),
    ("noderivatives", "nd"),
    ("noderivs", "nd"),
    ("attribution", "by"),
)
_CC = re.compile(
    r"(?P<head>cc |creative commons? (?:cc )?)?"
    r"(?P<parts>(?:(?:by|nc|nd|sa) )+)"
    r"(?:(?:public )?license )?"
    r"(?P<version>\d(?: \d)? )?"
    r"(?P<port>[a-z]{2} |igo )?"
    r"(?P<world>(?:international|unported|generic) )?"
    r"(?:intl )?(?:public )?(?:license )?(?:deed |legal code )?"
)
_CC0 = re.compile(
    r"(?:cc (?:0|zero)|creative commons? (?:cc )?(?:0|zero)|cc ?zero)"
    r"(?: 1| universal| public domain(?: dedication)?| no rights reserved| license| waiver"
    r"| cc 0| legal code)*"
)


def creative_commons(key: str, known: Container[str]) -> Parsed | None:
    """A Creative Commons license by its parts, in any order; None for other names.

    "International", "unported" and "generic" all say that it is not the port of a country.
    """
    if _CC0.fullmatch(key):
        return Parsed("CC0-1.0")
    text = re.sub(r"\bcc ?(?=by\b)", "cc ", f"{key} ")
    for words, code in _CC_WORDS:
        text = re.sub(rf"\b{words}\b", code, text)
    found = _CC.fullmatch(text)
    if found is None:
        return None
    parts = found["parts"].split()
    version, port = (found["version"] or "").strip(), (found["port"] or "").strip()
    is_named = found["head"] or (version and (found["world"] or len(set(parts)) > 1))
    if not is_named or ("by" not in parts and set(parts) != {"sa"}):
        return None
    family = "CC-" + "-".join(part.upper() for part in ("by", "nc", "nd", "sa") if part in parts)
    if not version:
        return Parsed(None, f"{family}-", f"{family} has several versions, and none is named")
    number = version.replace(" ", ".") if " " in version else f"{version}.0"
    id_ = f"{family}-{number}" + (f"-{port.upper()}" if port else "")
    if id_ not in known:
        return Parsed(None, "", f"{id_} is not known")
    return Parsed(id_)


_GNU = re.compile(
    r"(?:gnu )?(?P<kind>affero general public license|affero gpl|affero|agpl"
    r"|lesser general public license|library general public license"
    r"|library or lesser general public license|lesser gpl|lgpl"
    r"|general public license|gpl|free documentation license|gfdl|fdl)"
    r"(?: license)?(?: (?P<version>\d(?: \d)?))?(?P<end>.*)"
)
_LATER = re.compile(r"\+| ?\+|(?: or)? (?:any )?(?:later|newer|above|greater)(?: version)?")
_KINDS = {"a": "AGPL", "g": "GPL", "l": "LGPL", "f": "GFDL"}


def gnu(key: str, known: Container[str]) -> Parsed | None:
    """A license of the Free Software Foundation by kind, version, "only" or "or later".

    A version without either word is that version only, as SPDX reads the ids of that form.
    """
    found = _GNU.fullmatch(key)
    if found is None:
        return None
    kind, end = found["kind"], re.sub(r" license$", "", found["end"])
    family = "GFDL" if "fdl" in kind else _KINDS[kind[0]]
    later = bool(_LATER.fullmatch(end))
    if end and not later and end != " only":
        return None
    if not found["version"]:
        if later:
            return None
        return Parsed(None, f"{family}-", f"{family} has several versions, and none is named")
    digits = found["version"].split()
    number = ".".join(digits) if len(digits) > 1 else f"{digits[0]}.0"
    id_ = f"{family}-{number}-{'or-later' if later else 'only'}"
    if id_ not in known:
        return Parsed(None, "", f"{id_} is not known")
    return Parsed(id_)


def joined(names: Iterable[str]) -> str:
    """Names in words: "a", "a and b", "a, b and c"."""
    *front, last = tuple(names) or ("",)
    return f"{', '.join(front)} and {last}" if front else last
