"""Bills of materials: CycloneDX and SPDX, recognised by what stands in them, not by their names.

Floor: discover.
"""

import re
from collections.abc import Callable, Iterator

from licenseengine.discover.detect.bom_cyclonedx import read_cyclonedx
from licenseengine.discover.detect.bom_parts import NAME
from licenseengine.discover.detect.bom_spdx import read_spdx
from licenseengine.discover.detect.bom_spdx3 import read_spdx3
from licenseengine.discover.detect.bom_tags import is_tag_value, tag_value
from licenseengine.discover.records import Document, Gap, Node, Place, Seen
from licenseengine.discover.signs import Signs

__all__ = ["NAME", "detect", "is_bill"]

_HEAD = 4_000
_UNREAD = re.compile(r"cyclonedx\.org/schema/bom|spdx\.org/rdf/(?:terms|2|3)")
_UNREAD_FILE = re.compile(r"(?i).*\.(?:xml|rdf|ttl)")
_MEND = (
    "this form of a bill of materials is not read: convert it to JSON with the tool that wrote it"
)
_Reader = Callable[[Document, Node, Signs], Iterator[Seen]]


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """What a bill of materials lists: models, data, packages, licenses, and how they were made."""
    if document.roots:
        root = _root(document)
        reader = _reader(document, root)
        yield from reader(document, root, signs) if reader else ()
    elif is_tag_value(document.text):
        yield from read_spdx(document, tag_value(document.text), signs)
    elif _UNREAD_FILE.fullmatch(document.path) and _UNREAD.search(document.text[:_HEAD]):
        yield Gap("LE707", Place(document.path), _MEND)


def is_bill(document: Document) -> bool:
    """Whether a document is a bill in one of the structured forms, which says all there is to say.

    Names in its fields are what it lists, under the roles that it tells, and nothing else.
    """
    return bool(document.roots) and _reader(document, _root(document)) is not None


def _root(document: Document) -> Node:
    root = document.roots[0]
    return root.get("sbom") or root  # as the export of a dependency graph wraps it


def _reader(document: Document, root: Node) -> _Reader | None:
    if root.said("bomFormat") == "CycloneDX" and document.format == "json":
        return read_cyclonedx
    if (root.said("spdxVersion") or "").startswith("SPDX-2"):
        return read_spdx
    return read_spdx3 if document.format == "json" and _is_spdx3(root) else None


def _is_spdx3(root: Node) -> bool:
    context = root.get("@context")
    if context is None:
        return False
    graph = root.get("@graph")
    says = [context.text, *(n.text for n in context.items or ())]
    if any("spdx.org/rdf" in text for text in says if text):
        return True
    first = (graph.items or ())[:20] if graph else ()
    return any(node.get("spdxId") is not None for node in first)
