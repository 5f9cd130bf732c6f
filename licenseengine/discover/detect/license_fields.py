"""License fields of package manifests and citation files: declarations about the code.

Floor: discover.
"""

from collections.abc import Iterator

from licenseengine.discover.detect.manifests import (
    file_name,
    folder_of,
    ini,
    line_of,
    rows,
    setup_call,
    texts,
    tree,
)
from licenseengine.discover.records import Document, LicenseStatement, Node, Place

LONGEST = 200
_CLASSIFIER = "License ::"


def stated(document: Document) -> Iterator[LicenseStatement]:
    """The license that a manifest states about its package; nothing for other files."""
    reader = _READERS.get(file_name(document))
    if reader is None:
        return
    about = "code"
    found = list(reader(document))
    if file_name(document) == "citation.cff" and _type(document) == "dataset":
        about = "data"
    for text, line, column in found:
        said = " ".join(text.split())
        if said and "\n" not in text.strip() and len(said) <= LONGEST and not _points(said):
            place = Place(document.path, line, column)
            yield LicenseStatement(folder_of(document) or about, said, place)


def _points(text: str) -> bool:
    """Whether a field only names the file that holds the license, which is read by itself."""
    plain = text.casefold()
    return plain.startswith(("see license", "file:")) or plain in {
        "license",
        "license.txt",
        "license.md",
    }


def _type(document: Document) -> str | None:
    root = tree(document)
    return root.said("type") if root else None


Found = Iterator[tuple[str, int, int]]


def _at(nodes: list[Node]) -> Found:
    for node in nodes:
        yield node.text or "", node.line, node.column


def _pyproject(document: Document) -> Found:
    root = tree(document)
    if root is None:
        return
    for path in (
        ("project", "license"),
        ("project", "license", "text"),
        ("tool", "poetry", "license"),
    ):
        said = [node for node in texts(root.get(*path)) if node.text]
        if said:
            yield from _at(said[:1])
            return
    for path in (("project", "classifiers"), ("tool", "poetry", "classifiers")):
        yield from _classified((n.text or "", n.line, n.column) for n in texts(root.get(*path)))


def _classified(entries: Iterator[tuple[str, int, int]]) -> Found:
    """The licenses among classifiers; several leave open how they combine."""
    found = [entry for entry in entries if entry[0].startswith(_CLASSIFIER)]
    found = [entry for entry in found if entry[0] != f"{_CLASSIFIER} OSI Approved"]
    if found:
        names = ", ".join(text.rsplit("::", 1)[1].strip() for text, _, _ in found)
        yield (found[0][0] if len(found) == 1 else names), found[0][1], found[0][2]


def _setup_cfg(document: Document) -> Found:
    parser = ini(document.text)
    if parser is None or not parser.has_section("metadata"):
        return
    said = parser.get("metadata", "license", fallback="").strip()
    if said:
        yield said, line_of(document.text, said, "license"), 1
        return
    listed = rows(parser.get("metadata", "classifiers", fallback=""))
    yield from _classified((row, line_of(document.text, row), 1) for row in listed)


def _setup_py(document: Document) -> Found:
    call = setup_call(document.text)
    for text, line in call.get("license", ()):
        yield text, line, 1
        return
    yield from _classified((text, line, 1) for text, line in call.get("classifiers", ()))


def _package_json(document: Document) -> Found:
    root = tree(document)
    if root is None:
        return
    said = texts(root.get("license")) or texts(root.get("license", "type"))
    listed = root.get("licenses")
    if not said and listed is not None:
        said = [n for item in listed.items or () for n in (texts(item) or texts(item.get("type")))]
    if len(said) > 1:  # the old form: any of them may be chosen
        yield " OR ".join(n.text or "" for n in said), said[0].line, said[0].column
    else:
        yield from _at(said)


def _cargo(document: Document) -> Found:
    root = tree(document)
    for node in texts(root.get("package", "license") if root else None):
        yield (node.text or "").replace("/", " OR "), node.line, node.column


def _citation(document: Document) -> Found:
    root = tree(document)
    said = texts(root.get("license") if root else None)
    if said:  # several: the format says that one may be chosen
        yield " OR ".join(n.text or "" for n in said), said[0].line, said[0].column


_READERS = {
    "pyproject.toml": _pyproject,
    "setup.cfg": _setup_cfg,
    "setup.py": _setup_py,
    "package.json": _package_json,
    "cargo.toml": _cargo,
    "citation.cff": _citation,
}
