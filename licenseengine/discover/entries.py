"""Entry points: which modules and functions a project starts, as its files declare them.

Floor: discover.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from licenseengine.discover.records import Document, Node

_TARGET = re.compile(
    r"^\s*(?:(?P<name>[\w.-]+)\s*=\s*)?(?P<module>[A-Za-z_][\w.]*):(?P<function>[A-Za-z_]\w*)"
)
_SCRIPTS = (
    ("project", "scripts"), ("project", "gui-scripts"), ("tool", "poetry", "scripts"),
    ("tool", "pdm", "scripts"), ("options.entry_points",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A module that is started, with the function if one is named, under a command's name.

    `declared` says that the project itself declares it as its command.
    """

    module: str
    function: str | None = None
    name: str = ""
    declared: bool = False


def entries_of(document: Document) -> Iterator[Entry]:
    """The entry points that a document declares or starts."""
    last = document.path.rsplit("/", 1)[-1]
    if last == "pyproject.toml":
        yield from _from_project(document)
    elif last in {"setup.py", "setup.cfg"}:
        for statement in document.statements:
            found = _TARGET.match(statement.value)
            if found and found["name"]:
                yield Entry(found["module"], found["function"], found["name"], declared=True)
    if document.format in {"docker", "shell", "yaml"} or last == "package.json":
        yield from _started(document)


def _from_project(document: Document) -> Iterator[Entry]:
    for root in document.roots:
        for path in _SCRIPTS:
            table = root.get(*path)
            for name, node in (table.entries if table else None) or ():
                found = _TARGET.match(_target(node))
                if found:
                    yield Entry(found["module"], found["function"], name, declared=True)


def _target(node: Node) -> str:
    return node.text or node.said("callable") or node.said("reference") or ""


def _started(document: Document) -> Iterator[Entry]:
    from licenseengine.discover.formats.shell import started  # noqa: PLC0415 - only where a command stands

    for target in started(document.statements):
        module, _, function = target.partition(":")
        plain = module.removeprefix("./").removesuffix(".py").replace("/", ".")
        yield Entry(plain, function or None)


def project_name(document: Document) -> str | None:
    """The project's own name, from its pyproject.toml or package.json."""
    last = document.path.rsplit("/", 1)[-1]
    if "/" in document.path or last not in {"pyproject.toml", "package.json"}:
        return None
    for root in document.roots:
        for path in (("project", "name"), ("tool", "poetry", "name"), ("name",)):
            if name := root.said(*path):
                return name
    return None
