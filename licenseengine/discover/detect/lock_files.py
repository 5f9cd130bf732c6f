"""Lock files: the packages that they pin, and nothing else of them.

Floor: discover.
"""

from collections.abc import Callable, Iterator

from packaging.utils import canonicalize_name

from licenseengine.discover.detect.manifests import tree
from licenseengine.discover.records import Document, Node, Package, Place


def _entries(node: Node | None) -> tuple[tuple[str, Node], ...]:
    return (node.entries or ()) if node is not None else ()


def _packages(document: Document) -> Iterator[Package]:
    """``[[package]]`` tables, of poetry, uv and pdm; the project itself is none."""
    root = tree(document)
    listed = root.get("package") if root else None
    for node in (listed.items or ()) if listed else ():
        name, version = node.said("name"), node.said("version")
        source = node.get("source")
        if name and not (source and (source.get("editable") or source.get("virtual"))):
            groups = [n.text for n in (node.get("groups") or _NOTHING).items or ()]
            aside = (
                node.said("optional") == "true"
                or node.said("category") == "dev"
                or bool(groups and not {"main", "default"} & set(groups))
            )
            at = node.get("name") or node
            place = Place(document.path, at.line, at.column)
            yield Package(canonicalize_name(name), "pypi", place, version, optional=aside)


_NOTHING = Node(1, 1)


def _pipfile_lock(document: Document) -> Iterator[Package]:
    root = tree(document)
    for section, optional in (("default", False), ("develop", True)):
        for name, node in _entries(root.get(section) if root else None):
            version = (node.said("version") or "").removeprefix("==") or None
            place = Place(document.path, node.key_line or node.line, node.column)
            yield Package(canonicalize_name(name), "pypi", place, version, optional=optional)


def _package_lock(document: Document) -> Iterator[Package]:
    """The lock of npm: ``packages`` by folder since version 2, nested ``dependencies`` before."""
    root = tree(document)
    if root is None:
        return
    installed = _entries(root.get("packages"))
    for folder, node in installed:
        name = node.said("name") or folder.rpartition("node_modules/")[2]
        if "node_modules/" in folder and node.said("link") != "true":
            yield _npm(name, node, document)
    todo = [] if installed else list(_entries(root.get("dependencies")))
    while todo:
        name, node = todo.pop()
        yield _npm(name, node, document)
        todo += _entries(node.get("dependencies"))


def _npm(name: str, node: Node, document: Document) -> Package:
    aside = any(node.said(key) == "true" for key in ("dev", "optional", "peer", "devOptional"))
    license_ = node.said("license")
    place = Place(document.path, node.key_line or node.line, node.column)
    return Package(name, "npm", place, node.said("version"), license_, optional=aside)


LOCKS: dict[str, Callable[[Document], Iterator[Package]]] = {
    "poetry.lock": _packages,
    "uv.lock": _packages,
    "pdm.lock": _packages,
    "pipfile.lock": _pipfile_lock,
    "package-lock.json": _package_lock,
    "npm-shrinkwrap.json": _package_lock,
}
