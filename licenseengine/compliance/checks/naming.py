"""Whether a text names a thing: an artefact, who made it, where it stands, its license.

A name counts only whole: `Model-8B` is not named by `Model-8B-Instruct`.

Floor: compliance; pure.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from licenseengine.compliance.checks.prose import folded
from licenseengine.compliance.records import Credit, Part
from licenseengine.library.index import Library
from licenseengine.library.records import License
from licenseengine.library.spellings import find_spellings, read_spelling

_PACKAGED = "software"  # whose names may begin with that of an index, and a colon
_SHORT = 4  # letters: names up to here count only in their own letter case
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]{}|]+", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)


def is_named(name: str, text: str) -> bool:
    """Whether a folded text has a name, whole; letter case counts in short names only."""
    name = folded(name)
    return bool(name) and _whole(name).search(text) is not None


@lru_cache(maxsize=4096)
def _whole(name: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if len(name) > _SHORT else 0
    return re.compile(rf"{_before(name)}{re.escape(name)}{_after(name)}", flags)


def _before(name: str) -> str:
    return r"(?<![\w])(?<!\w[-_.+])" if re.match(r"\w", name) else ""


def _after(name: str) -> str:
    return r"(?![\w])(?![-_.+]\w)" if re.search(r"\w\Z", name) else ""


def without_urls(text: str) -> str:
    """A text without addresses: they name things only to machines."""
    return _URL.sub(" ", text)


def names_of(part: Part, credit: Credit | None) -> tuple[str, ...]:
    """What people call a part."""
    titles = [credit.title] if credit else []
    bare = part.title.split(":", 1)[-1] if part.kind == _PACKAGED else part.title
    titles += [part.title, bare, *((part.ref,) if part.ref else ())]
    titles += [part.public_name] if part.public_name else []
    return tuple(dict.fromkeys(titles))


def names_any(names: Iterable[str], text: str) -> bool:
    """Whether a folded text has one of some names, addresses left aside."""
    bare = without_urls(text)
    return any(is_named(name, bare) for name in names)


def has_address(address: str, text: str) -> bool:
    """Whether a folded text has an address, in full."""
    wanted = _bare(address)
    return any(_bare(found) == wanted for found in addresses(text))


def addresses(text: str) -> Iterator[str]:
    """The addresses of the web in a text."""
    return (found[0].rstrip(".,;:!?") for found in _URL.finditer(text))


def _bare(address: str) -> str:
    return _SCHEME.sub("", address.strip()).split("#", 1)[0].rstrip("/").casefold()


def names_license(license_: License, text: str, library: Library) -> bool:
    """Whether a folded text names a license: by id, name, address, or another of its spellings."""
    if any(is_named(name, text) for name in (license_.id, license_.name, *license_.aliases)):
        return True
    if license_.source.url and has_address(license_.source.url, text):
        return True
    if any(read_spelling(url, library).expression == license_.id for url in addresses(text)):
        return True
    return any(said.expression == license_.id for _, _, said in find_spellings(text, library))


@lru_cache(maxsize=256)
def lines_pattern(lines: tuple[str, ...]) -> re.Pattern[str]:
    """The expression of any of some lines, word for word; a full stop at the end is left aside."""
    texts = [folded(line).rstrip(".") for line in lines]
    return re.compile("|".join(f"{_before(t)}{re.escape(t)}{_after(t)}" for t in texts))
