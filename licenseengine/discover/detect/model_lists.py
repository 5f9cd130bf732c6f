"""Lists of models that state a license of their own for each entry.

Floor: discover.
"""

from collections.abc import Iterator

from licenseengine.discover.detect.naming import name_of
from licenseengine.discover.records import Document, LicenseStatement, Node, Place, Seen
from licenseengine.discover.signs import Signs, snake

NAME = "model lists"
_LICENSE = frozenset({"license", "licence", "license_name", "licenses"})
_NAMES = frozenset(
    {"name", "id", "repo_id", "repo", "model", "model_id", "source", "path", "hf_id"}
)
_MANIFESTS = frozenset({"pyproject.toml", "package.json", "package-lock.json", "Cargo.toml"})
_MOST = 20_000
_DEEP = 4


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """A statement for each artefact that stands in an entry with a license."""
    if document.path.rsplit("/", 1)[-1] in _MANIFESTS:
        return
    todo = [(root, True) for root in reversed(document.roots)]
    steps = 0
    while todo and steps < _MOST * 10:
        node, is_root = todo.pop()
        steps += 1
        stated = [n for k, n in node.entries or () if snake(k) in _LICENSE and n.text]
        if stated and not is_root:
            for ref in dict.fromkeys(_refs(node, signs)):
                for license_ in stated:
                    place = Place(document.path, license_.line, license_.column)
                    yield LicenseStatement(ref, license_.text or "", place)
        todo += [(n, False) for _, n in reversed(node.entries or ())]
        todo += [(n, False) for n in reversed(node.items or ())]


def _refs(node: Node, signs: Signs, depth: int = 0) -> Iterator[str]:
    if depth > _DEEP:
        return
    for key, inner in node.entries or ():
        if inner.text is not None:
            kind = "model" if snake(key) in _NAMES else signs.kind_of_key(key)
            is_address = "://" in inner.text
            named = name_of(inner.text, signs, kind) if kind or is_address else None
            if named is not None:
                yield named.ref
        elif snake(key) not in _LICENSE:
            yield from _refs(inner, signs, depth + 1)
    for item in node.items or ():
        if item.text is not None and "://" in item.text:
            if named := name_of(item.text, signs, None):
                yield named.ref
        else:
            yield from _refs(item, signs, depth + 1)
