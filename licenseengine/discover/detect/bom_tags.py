"""Bills of materials in SPDX 2 as tags and values, put into the structure that they have as JSON.

Floor: discover.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from licenseengine.discover.records import Node

_TAG = re.compile(r"(?P<tag>[A-Za-z]+):[ \t]*(?P<value>.*)")
_PACKAGE = {
    "PackageName": "name",
    "SPDXID": "SPDXID",
    "PackageVersion": "versionInfo",
    "PackageDownloadLocation": "downloadLocation",
    "PackageHomePage": "homepage",
    "PackageLicenseConcluded": "licenseConcluded",
    "PackageLicenseDeclared": "licenseDeclared",
}
_EXTRACTED = {"LicenseID": "licenseId", "LicenseName": "name"}
_STARTS = frozenset({"PackageName", "LicenseID", "FileName", "SnippetSPDXID"})
_RELATION = ("spdxElementId", "relationshipType", "relatedSpdxElement")


class _Line(NamedTuple):
    number: int
    tag: str
    value: str

    def node(self) -> Node:
        return Node(self.number, len(self.tag) + 3, self.value)


def is_tag_value(text: str) -> bool:
    """Whether a text is a bill in this form."""
    return bool(re.search(r"(?m)^SPDXVersion:[ \t]*SPDX-2", text[:4_000]))


def tag_value(text: str) -> Node:
    """The bill as a tree, as if it had been written in JSON."""
    packages: list[Node] = []
    extracted: list[Node] = []
    relations: list[Node] = []
    block: list[_Line] = []
    for line in _lines(text):
        if line.tag == "Relationship":
            words = line.value.split()[: len(_RELATION)]
            pairs = zip(_RELATION, words, strict=False)
            relations.append(_mapping(line.number, {k: Node(line.number, 1, w) for k, w in pairs}))
            continue
        if line.tag in _STARTS and block:
            _close(block, packages, extracted)
            block = []
        block.append(line)
    _close(block, packages, extracted)
    parts = (("packages", packages), ("hasExtractedLicensingInfos", extracted))
    lists = {
        key: Node(1, 1, items=tuple(nodes)) for key, nodes in (*parts, ("relationships", relations))
    }
    return _mapping(1, lists)


def _close(block: list[_Line], packages: list[Node], extracted: list[Node]) -> None:
    """A block of lines becomes what its first line says; files and snippets are left out."""
    if not block or block[0].tag not in {"PackageName", "LicenseID"}:
        return
    is_package = block[0].tag == "PackageName"
    keys = _PACKAGE if is_package else _EXTRACTED
    entries = {keys[line.tag]: line.node() for line in block if line.tag in keys}
    if is_package:
        references = [line for line in block if line.tag == "ExternalRef" and line.value]
        items = (_locator(line) for line in references)
        entries["externalRefs"] = Node(block[0].number, 1, items=tuple(items))
    (packages if is_package else extracted).append(_mapping(block[0].number, entries))


def _locator(line: _Line) -> Node:
    words = line.value.split()
    return _mapping(line.number, {"referenceLocator": Node(line.number, 1, words[-1])})


def _lines(text: str) -> Iterator[_Line]:
    """The lines with a tag, without those inside of ``<text>``."""
    inside = False
    for number, row in enumerate(text.split("\n"), 1):
        if inside:
            inside = "</text>" not in row
            continue
        found = _TAG.match(row)
        if found:
            value = found["value"].strip()
            inside = "<text>" in value and "</text>" not in value
            yield _Line(number, found["tag"], value)


def _mapping(line: int, entries: Mapping[str, Node]) -> Node:
    return Node(line, 1, entries=tuple(entries.items()))
