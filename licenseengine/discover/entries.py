"""Entry points: which modules and functions a project starts, as its files declare them.

Floor: discover.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from licenseengine.discover.records import Document, Node

_TARGET = re.compile(
    r"^\s*(?:(?P<name>[\w.-]+)\s*=\s*)?(?P<module>[A-Za-z_][\w.]*):(?P<function>[A-Za-z_]\w*)"
)
_SCRIPTS = (
    ("project", "scripts"), ("project", "gui-scripts"), ("tool", "poetry", "scripts"),
    ("tool", "pdm", "scripts"), ("project", "entry-points", "console_scripts"),
)  # fmt: skip
# Scripts as `setup.py` and `setup.cfg` declare them: by a text such as `name = module:function`.
_IN_SETUP = re.compile(
    r"""(?:["']|^[ \t]+)(?P<name>[\w.-]+)[ \t]*=[ \t]*"""
    r"(?P<module>[A-Za-z_][\w.]*):(?P<function>\w+)",
    re.MULTILINE,
)
_LISTS = re.compile(
    r"""\b(?:console|gui)_scripts\b["']?\s*[=:]\s*?(?P<list>\s?\[[^\]]*\]|\n(?:[ \t]+[^\n]*\n?)+)"""
)
_CHECKS = frozenset({".github", ".gitlab", ".circleci", ".buildkite", ".azure-pipelines"})
_CHECK_FILES = re.compile(
    r"(?:\.gitlab-ci|\.travis|azure-pipelines|appveyor|bitbucket-pipelines|\.pre-commit-config"
    r"|cloudbuild|noxfile|tox).*"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A module that is started, with the function if one is named, under a command's name.

    `declared` says that the project itself declares it as its command, `deployed` that a container
    or a process file starts it. `near` is the file that says so.
    """

    module: str
    function: str | None = None
    name: str = ""
    declared: bool = False
    deployed: bool = False
    near: str = ""


def entries_of(document: Document) -> Iterator[Entry]:
    """The entry points that a document declares or starts."""
    last = document.path.rsplit("/", 1)[-1]
    if last == "pyproject.toml":
        yield from _from_project(document)
    elif last in {"setup.py", "setup.cfg"}:
        for scripts in _LISTS.finditer(document.text):
            for found in _IN_SETUP.finditer(scripts["list"]):
                yield _declared(found, found["name"], document)
    if document.format in {"docker", "shell", "yaml"} and not _is_check(document.path):
        yield from _started(document)


def _from_project(document: Document) -> Iterator[Entry]:
    for root in document.roots:
        for path in _SCRIPTS:
            table = root.get(*path)
            for name, node in (table.entries if table else None) or ():
                found = _TARGET.match(_target(node))
                if found:
                    yield _declared(found, name, document)


def _declared(found: re.Match[str], name: str, document: Document) -> Entry:
    return Entry(found["module"], found["function"], name, declared=True, near=document.path)


def _target(node: Node) -> str:
    return node.text or node.said("callable") or node.said("reference") or ""


def _is_check(path: str) -> bool:
    """Whether a file says what is run to check the project, and not what the project runs."""
    pure = PurePosixPath(path)
    return bool(_CHECKS & set(pure.parts)) or bool(_CHECK_FILES.fullmatch(pure.name.casefold()))


def _started(document: Document) -> Iterator[Entry]:
    from licenseengine.discover.formats.shell import started  # noqa: PLC0415 - only where a command stands

    last = document.path.rsplit("/", 1)[-1].casefold()
    deployed = document.format in {"docker", "yaml"} or last == "procfile"
    for target in started(document.statements):
        module, _, function = target.partition(":")
        plain = module.removeprefix("./").lstrip("/").removesuffix(".py").replace("/", ".")
        yield Entry(plain, function or None, deployed=deployed, near=document.path)


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
