"""What one name or one address of a license means, by the lists; and the names in running text.

Floor: library; pure. The lists stand in ``licenses/spellings.yaml`` and ``aliases.yaml``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from licenseengine.library.spelling_keys import (
    Parsed,
    creative_commons,
    gnu,
    joined,
    key_of,
    keys_of,
)

if TYPE_CHECKING:
    from licenseengine.library.index import Library


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a statement of a license means.

    `expression` is an SPDX expression over our ids where the statement clearly means one. `kind`
    tells the rest apart: *none* says that nothing is known, *unclear* names no one license,
    *unknown* names or is a text that we do not have. `why` says what was done, or why not.
    `family` is what the ids of an unclear name begin with, where it names a family.
    """

    expression: str | None
    why: str
    kind: Literal["id", "unclear", "none", "unknown"]
    family: tuple[str, ...] = ()


class Table:
    """The compiled lists of a library, ready to be asked."""

    def __init__(self, raw: Mapping[str, Any], ids: frozenset[str]) -> None:
        self.ids = ids
        self.names: Mapping[str, str] = raw["keys"]
        self.none = frozenset(raw["none"])
        self.unclear: Mapping[str, list[Any]] = raw["unclear"]
        self.addresses = [
            (re.compile(row["match"], re.IGNORECASE), row.get("reads"), row.get("why", ""))
            for row in raw["addresses"]
        ]
        self.sources: Mapping[str, list[str]] = raw["sources"]
        shapes = "|".join(raw["shapes"]) or "(?!)"
        self.shapes = re.compile(rf"(?<![\w/.-])(?:{shapes})(?![\w/]|[.-]\w)", re.IGNORECASE)


def compile_spellings(
    raw: Mapping[str, Any], names: Mapping[str, str], sources: Mapping[str, str]
) -> dict[str, Any]:
    """The section of the compiled copy.

    Args:
        raw: ``spellings.yaml``.
        names: every name of every license, with its id.
        sources: ids with the address that each text was read from.
    """
    read_from: dict[str, list[str]] = {}
    for id_, address in sources.items():
        bare = _bare(address)
        for form in dict.fromkeys((bare, _at_any_time(bare))):
            read_from.setdefault(form.casefold(), []).append(id_)
    return {
        "keys": keys_of(names),
        "none": sorted({key_of(str(name)) for name in raw.get("none", ())} | {""}),
        "unclear": {
            key_of(str(name)): [row["why"], row.get("ids", [])]
            for row in raw.get("unclear", ())
            for name in row["names"]
        },
        "addresses": raw.get("addresses", []),
        "sources": {address: sorted(ids) for address, ids in sorted(read_from.items())},
        "shapes": raw.get("shapes", []),
        "files": raw.get("files", {}),
    }


@lru_cache(maxsize=4)
def table_of(library: "Library") -> Table:
    """The table of a library; made once."""
    ids = frozenset(row["id"] for row in library.summaries())
    return Table(library.sections["spellings"], ids)


_LEAD = re.compile(
    r"^(?:spdx-license-identifier:|licen[sc]es?\s*:+|licen[sc]ed as "
    r"|(?:is |are )?(?:(?:released|distributed|available|published|provided) )?"
    r"(?:licen[sc]ed )?under (?:the )?(?:terms of (?:the )?)?)\s*",
    re.IGNORECASE,
)


def name_of(text: str, table: Table) -> Spelling | None:
    """What a text means that is one name, whole; None when it is none."""
    key = key_of(text)
    if key in table.none:
        return Spelling(None, "says that no license is known", "none")
    lead = key_of(_LEAD.sub("", text))
    for name in dict.fromkeys((key, lead, *_less(lead))):
        if name in table.unclear:
            why, ids = table.unclear[name]
            return Spelling(None, f"`{text}` {why}", "unclear", tuple(ids))
        parsed = creative_commons(name, table.ids) or gnu(name, table.ids)
        if parsed is None and name in table.names:
            parsed = Parsed(table.names[name])
        if parsed is not None:
            return _spelling(text, parsed)
    return None


def _spelling(text: str, parsed: Parsed) -> Spelling:
    if parsed.id:
        return Spelling(parsed.id, f"`{text}` is a name of {parsed.id}", "id")
    if parsed.family:
        return Spelling(None, f"`{text}`: {parsed.why}", "unclear", (parsed.family,))
    return Spelling(None, f"`{text}`: {parsed.why}", "unknown")


def _less(key: str) -> Iterator[str]:
    """A name without the words that only say that it is one."""
    for word in (" agreement", " license", " licensed"):
        if key.endswith(word):
            key = key.removesuffix(word)
            yield key


def _bare(address: str) -> str:
    text = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip(), flags=re.IGNORECASE)
    return text.split("#", 1)[0].rstrip("/")


def _at_any_time(bare: str) -> str:
    """An address in a repository without the branch or commit that it names."""
    return re.sub(r"/(?:blob|raw|resolve|tree)/[^/]+/", "/*/", bare)


def address_of(text: str, table: Table) -> Spelling:
    """The license whose text stands at an address."""
    bare = _bare(text)
    for pattern, reads, why in table.addresses:
        if found := pattern.fullmatch(bare):
            if not reads:
                return Spelling(None, f"`{text}`: {why}", "unclear")
            parts = {name: part or "" for name, part in found.groupdict().items()}
            name = name_of(reads.format(**parts), table)
            if name is not None:
                return Spelling(name.expression, f"`{text}`: {name.why}", name.kind, name.family)
    ids = table.sources.get(bare.casefold(), [])
    if len(ids) == 1:
        return Spelling(ids[0], f"the text of {ids[0]} was read at `{text}`", "id")
    if ids := ids or table.sources.get(_at_any_time(bare).casefold(), []):
        why = f"`{text}` has held {joined(ids)}; what it holds at another time was not read"
        return Spelling(None, why, "unclear", tuple(ids))
    return Spelling(None, f"no license text is known at `{text}`", "unknown")


def mentions(text: str, table: Table) -> Iterator[tuple[int, int, Spelling]]:
    """The licenses that running text names, with start and end of each name."""
    for found in table.shapes.finditer(text):
        said = name_of(found[0], table)
        if said is not None and said.kind in {"id", "unclear"}:
            yield found.start(), found.end(), said
