"""Packages that a project depends on, as its manifests and lock files declare them.

Floor: discover. Nothing is resolved, fetched or run; a version is told only where one is pinned.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from licenseengine.discover.detect.lock_files import LOCKS
from licenseengine.discover.detect.manifests import (
    file_name,
    ini,
    line_of,
    rows,
    setup_call,
    texts,
    tree,
)
from licenseengine.discover.records import Document, Node, Package, Place, Seen
from licenseengine.discover.signs import Signs

NAME = "packages"
MAX_ROWS = 20_000
_REQUIREMENTS = re.compile(r"(?:.*[._-])?(?:requirements|constraints)(?:[._-].*)?\.(?:txt|in)")
_ASIDE = re.compile(
    r"(?:^|[._/-])(?:dev|tests?|docs?|lint|ci|build|doc|typing|optional|constraints|extras?)(?:[._/-]|$)"
)
_EGG = re.compile(r"[#&]egg=(?P<name>[\w.-]+)")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_CONDA = re.compile(r"(?:[\w.-]+::)?(?P<name>[\w.-]+)\s*(?:={1,2}\s*(?P<version>\d[\w.]*))?")
_NOT_PACKAGES = frozenset({"python", "pip"})


def detect(document: Document, _signs: Signs) -> Iterator[Seen]:
    """The packages that a manifest or lock file names."""
    name = file_name(document)
    if _REQUIREMENTS.fullmatch(name) or (
        name.endswith(".txt") and PurePosixPath(document.path).parent.name == "requirements"
    ):
        yield from _requirements(document)
    elif (reader := _READERS.get(name) or LOCKS.get(name)) is not None:
        yield from reader(document)


def package(
    text: str, document: Document, place: tuple[int, int], *, optional: bool = False
) -> Package | None:
    """The package that a requirement of the Python world names; None when it names none."""
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return None
    pins = [s.version for s in requirement.specifier if s.operator in {"==", "==="}]
    version = pins[0] if len(pins) == 1 and "*" not in pins[0] else None
    at = Place(document.path, *place)
    return Package(canonicalize_name(requirement.name), "pypi", at, version, optional=optional)


def _requirements(document: Document) -> Iterator[Package]:
    """The rows of a requirements file; other files that it names are read by themselves."""
    optional = bool(_ASIDE.search(document.path.casefold()))
    lines = document.text.split("\n", MAX_ROWS)[:MAX_ROWS]
    for number, line in enumerate(lines, 1):
        row = (
            re.split(r"(?:^|\s)#|\s\\$|\s--hash", line, maxsplit=1)[0].strip().rstrip("\\").strip()
        )
        egg = _EGG.search(line)
        if egg is not None and not re.match(r"[\w.\[\]-]+\s*@", row):
            row = egg["name"]
        elif not row or row.startswith(("-", ".", "/", "http:", "https:", "git+")):
            continue
        column = len(line) - len(line.lstrip()) + 1
        found = package(row, document, (number, column), optional=optional)
        if found is not None:
            yield found


def _listed(nodes: list[Node], document: Document, *, optional: bool) -> Iterator[Package]:
    for node in nodes:
        found = package(node.text or "", document, (node.line, node.column), optional=optional)
        if found is not None:
            yield found


def _pyproject(document: Document) -> Iterator[Package]:
    root = tree(document)
    if root is None:
        return
    yield from _listed(texts(root.get("project", "dependencies")), document, optional=False)
    for path in (("project", "optional-dependencies"), ("dependency-groups",)):
        for _, group in _entries(root.get(*path)):
            yield from _listed(texts(group), document, optional=True)
    poetry = root.get("tool", "poetry")
    if poetry is not None:
        yield from _poetry(poetry.get("dependencies"), document, optional=False)
        yield from _poetry(poetry.get("dev-dependencies"), document, optional=True)
        for _, group in _entries(poetry.get("group")):
            yield from _poetry(group.get("dependencies"), document, optional=True)
    yield from _listed(texts(root.get("tool", "uv", "dev-dependencies")), document, optional=True)


def _poetry(table: Node | None, document: Document, *, optional: bool) -> Iterator[Package]:
    """Entries ``name = "constraint"`` or ``name = {version, optional, ...}``."""
    for name, node in _entries(table):
        if name.casefold() in _NOT_PACKAGES or not _NAME.fullmatch(name):
            continue
        said = node.text if node.text is not None else node.said("version")
        exact = re.fullmatch(r"={0,3}\s*(\d[\w.]*)", said or "")
        place = Place(document.path, node.key_line or node.line, node.column)
        aside = optional or node.said("optional") == "true"
        version = exact[1] if exact else None
        yield Package(canonicalize_name(name), "pypi", place, version, optional=aside)


def _entries(node: Node | None) -> tuple[tuple[str, Node], ...]:
    return (node.entries or ()) if node is not None else ()


def _pipfile(document: Document) -> Iterator[Package]:
    root = tree(document)
    if root is not None:
        yield from _poetry(root.get("packages"), document, optional=False)
        yield from _poetry(root.get("dev-packages"), document, optional=True)


def _setup_cfg(document: Document) -> Iterator[Package]:
    parser = ini(document.text)
    if parser is None:
        return
    wanted = [("options", "install_requires", False), ("options", "tests_require", True)]
    if parser.has_section("options.extras_require"):
        wanted += [
            ("options.extras_require", key, True) for key in parser["options.extras_require"]
        ]
    for section, key, optional in wanted:
        for row in rows(parser.get(section, key, fallback="")):
            line = line_of(document.text, row, key)
            found = package(row.split(" #")[0], document, (line, 1), optional=optional)
            if found is not None:
                yield found


def _setup_py(document: Document) -> Iterator[Package]:
    for name, values in setup_call(document.text).items():
        argument = name.split(".", 1)[0]
        if argument not in {"install_requires", "extras_require", "tests_require"}:
            continue
        for text, line in values:
            optional = argument != "install_requires"
            found = package(text, document, (line, 1), optional=optional)
            if found is not None:
                yield found


def _environment(document: Document) -> Iterator[Package]:
    """A conda environment: its own names are those of the Python world for what matters here."""
    root = tree(document)
    listed = root.get("dependencies") if root else None
    for node in (listed.items or ()) if listed else ():
        if node.entries is not None:
            yield from _listed(texts(node.get("pip")), document, optional=False)
        elif (found := _CONDA.match(node.text or "")) is not None:
            name = canonicalize_name(found["name"])
            if name not in _NOT_PACKAGES:
                place = Place(document.path, node.line, node.column)
                yield Package(name, "pypi", place, found["version"])


def _package_json(document: Document) -> Iterator[Package]:
    root = tree(document)
    for key, optional in _NPM:
        for name, node in _entries(root.get(key) if root else None):
            exact = re.fullmatch(r"=?\s*v?(\d+\.\d+\.\d+[\w.+-]*)", node.text or "")
            place = Place(document.path, node.key_line or node.line, node.column)
            yield Package(name, "npm", place, exact[1] if exact else None, optional=optional)


_NPM = (
    ("dependencies", False),
    ("devDependencies", True),
    ("optionalDependencies", True),
    ("peerDependencies", True),
)
_READERS: dict[str, Callable[[Document], Iterator[Package]]] = {
    "pyproject.toml": _pyproject,
    "pipfile": _pipfile,
    "setup.cfg": _setup_cfg,
    "setup.py": _setup_py,
    "environment.yml": _environment,
    "environment.yaml": _environment,
    "package.json": _package_json,
}
