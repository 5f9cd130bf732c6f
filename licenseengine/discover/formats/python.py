"""Python files, through their syntax tree: what they state, and which parts need which.

Nothing is run or imported. Comparisons, doc strings, log lines and errors state nothing. A text
that is put together from names keeps marks for them, which are folded when all modules are known.

Floor: discover.
"""

import ast
import re
import warnings
from collections.abc import Iterable, Mapping

from licenseengine.discover.formats.folding import fold, is_open, named
from licenseengine.discover.formats.python_parts import Parts
from licenseengine.discover.formats.python_tree import Absolute, Tree
from licenseengine.discover.records import Document, Gap, Module, Place, Statement

_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<module>\.*[\w.]*)[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^\n#]+)"
    r"|import[ \t]+(?P<plain>[\w., \t]+))",
    re.MULTILINE,
)
_CALLED = re.compile(r"\b([A-Za-z_]\w*)\(")
_MAIN = re.compile(r"""^if\s+__name__\s*==\s*["']__main__["']""", re.MULTILINE)


def read(path: str, text: str, callers: frozenset[str] = frozenset()) -> Document:
    """The statements of a Python file and what its parts refer to.

    Args:
        path: relative to the folder scanned.
        text: of the file.
        callers: last names of functions and classes whose calls are told even without a text.
    """
    own = module_name(path)
    parts = Parts(own)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        Tree(parts, callers, _absolute(path)).body(tree.body, None, None)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        why = str(getattr(error, "msg", None) or type(error).__name__)
        gap = Gap("LE703", Place(path, line), f"not Python as this version reads it: {why}")
        return Document(path, "python", text, module=glance(path, text), gaps=(gap,))
    return Document(path, "python", text, tuple(parts.statements), module=parts.module())


def glance(path: str, text: str) -> Module:
    """What a module imports and calls, by its text alone: for files that name nothing."""
    absolute = _absolute(path)
    imports: dict[str, str] = {}
    for found in _IMPORT.finditer(text):
        base = absolute(found["module"]) if found["module"] else ""
        for part in (found["plain"] or found["names"]).strip("()").split(","):
            name, _, alias = part.split("#")[0].strip().partition(" as ")
            if name.strip():
                imports[(alias or name).strip()] = f"{base}.{name.strip()}".strip(".")
    used = frozenset({*imports, *_CALLED.findall(text)})
    return Module(module_name(path), imports, {"": used}, is_script=bool(_MAIN.search(text)))


def module_name(path: str) -> str:
    """The dotted name of a module, from its path."""
    plain = path.removesuffix(".py").removesuffix(".ipynb").removesuffix("/__init__")
    return plain.replace("/", ".")


def _absolute(path: str) -> Absolute:
    return Absolute(module_name(path), is_package=path.endswith("__init__.py"))


def resolved(
    statements: Iterable[Statement], module: Module, constants: Mapping[str, str]
) -> Iterable[tuple[Statement, str]]:
    """Each statement with its text folded by the module's own names and the project's.

    Args:
        statements: of the module.
        module: whose names they use.
        constants: of the whole project, by dotted name.
    """
    own = dict(module.constants)
    for local, full in module.imports.items():
        if full in constants:
            own[local] = constants[full]
        for field in module.uses.get("", ()):
            if (value := constants.get(f"{full}.{field}")) is not None:
                own[f"{local}.{field}"] = value
    for statement in statements:
        text = fold(statement.value, own) if is_open(statement.value) else statement.value
        if is_open(text):
            text = _by_flag(text, own)
        yield statement, text


def _by_flag(text: str, own: Mapping[str, str]) -> str:
    """``args.model`` stands for the default of the flag ``--model`` of the same module."""
    known = {named(n): v for n, v in own.items() if n.startswith("?.")}
    if not known:
        return text
    whole = text.strip("\x01\x02")
    if "." in whole and text == named(whole):
        return known.get(named(f"?.{whole.rsplit('.', 1)[-1]}"), text)
    return text
