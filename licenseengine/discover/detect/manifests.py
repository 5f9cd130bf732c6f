"""Package manifests as trees: parsed where their reader did not, `setup.py` as syntax only.

Floor: discover. Nothing is run: what `setup.py` computes is not known.
"""

import ast
import configparser
import re
import warnings
from collections.abc import Iterator
from pathlib import PurePosixPath

from licenseengine.discover.formats import json_file, toml_file, yaml_file
from licenseengine.discover.records import Document, Node

MAX_NODES = 20_000
_READERS = {
    ".toml": toml_file.read,
    ".lock": toml_file.read,
    ".json": json_file.read,
    ".yaml": yaml_file.read,
    ".yml": yaml_file.read,
    ".cff": yaml_file.read,
}
_JSON_LOCKS = frozenset({"pipfile.lock"})


def file_name(document: Document) -> str:
    """The name of a document's file, in lower case."""
    return PurePosixPath(document.path).name.casefold()


def folder_of(document: Document) -> str:
    """The folder of a document's file; empty for the root."""
    folder = PurePosixPath(document.path).parent.as_posix()
    return "" if folder == "." else folder


def tree(document: Document) -> Node | None:
    """The mapping that a structured file is; None when it is none."""
    roots = document.roots
    if not roots:
        name = file_name(document)
        suffix = ".json" if name in _JSON_LOCKS else PurePosixPath(name).suffix
        reader = _READERS.get(suffix, toml_file.read if name == "pipfile" else None)
        roots = reader(document.path, document.text).roots if reader else ()
    return roots[0] if roots and roots[0].entries is not None else None


def texts(node: Node | None) -> list[Node]:
    """The scalars of a scalar or list."""
    if node is None:
        return []
    return [n for n in (node.items if node.items is not None else (node,)) if n.text is not None]


def setup_call(text: str) -> dict[str, list[tuple[str, int]]]:
    """The texts that `setup.py` gives to ``setup()``, by argument, each with its line.

    A mapping of lists gives ``argument.key``. Names stand for the lists and texts that the module
    gives them at its top; what is computed is left out.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    known = {
        target.id: part.value
        for part in module.body
        if isinstance(part, ast.Assign)
        for target in part.targets
        if isinstance(target, ast.Name)
    }
    found: dict[str, list[tuple[str, int]]] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _called(node) == "setup":
            for keyword in node.keywords:
                for name, value, line in _values(keyword.arg or "", keyword.value, known):
                    found.setdefault(name, []).append((value, line))
    return found


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _values(
    name: str, value: ast.expr, known: dict[str, ast.expr]
) -> Iterator[tuple[str, str, int]]:
    """Texts below an expression, with the argument or ``argument.key`` that they belong to."""
    todo: list[tuple[str, ast.expr]] = [(name, value)]
    for _ in range(MAX_NODES):
        if not todo:
            return
        name, value = todo.pop()
        match value:
            case ast.Constant(value=str(said)):
                yield name, said, value.lineno
            case ast.List() | ast.Tuple() | ast.Set():
                todo += [(name, item) for item in reversed(value.elts)]
            case ast.BinOp(op=ast.Add()):
                todo += [(name, value.right), (name, value.left)]
            case ast.Dict():
                pairs = [
                    (key.value, inner)
                    for key, inner in zip(value.keys, value.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(key.value, str)
                ]
                todo += [(f"{name}.{key}", inner) for key, inner in reversed(pairs)]
            case ast.Name(id=other) if other in known:
                todo.append((name, known.pop(other)))  # once: a name may stand for itself
            case ast.Starred():
                todo.append((name, value.value))


def ini(text: str) -> configparser.ConfigParser | None:
    """The sections of an INI file; None when it is none."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return None
    return parser


def rows(value: str) -> list[str]:
    """The rows of a setting that holds one thing on each."""
    return [
        row.strip() for row in value.split("\n") if row.strip() and not row.strip().startswith("#")
    ]


def line_of(text: str, said: str, after: str = "") -> int:
    """The line, from 1, on which a text first stands behind another."""
    start = max(text.find(after), 0) if after else 0
    at = text.find(said, start)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def matches(pattern: str, name: str) -> bool:
    """Whether a file name is of a pattern, in any letter case."""
    return bool(re.fullmatch(pattern, name, re.IGNORECASE))
