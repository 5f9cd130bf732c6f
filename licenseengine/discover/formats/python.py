"""Python files, through their syntax tree: what they state, and which parts need which.

Nothing is run or imported. Comparisons, doc strings, log lines and errors state nothing. A text
that is put together from names keeps marks for them, which are folded when all modules are known.

Floor: discover.
"""

import ast
import re
import sys
import warnings

from licenseengine.discover.formats.python_names import Absolute, imported_by_name
from licenseengine.discover.formats.python_parts import MAX_STATEMENTS, Parts
from licenseengine.discover.formats.python_tree import Tree
from licenseengine.discover.records import Document, Gap, Module, Place

_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<module>\.*[\w.]*)[ \t]+import[ \t]+"
    r"(?P<names>\([^)]*\)|(?:[^\n#\\]|\\\n)+)"
    r"|import[ \t]+(?P<plain>(?:[\w., \t]|\\\n)+))",
    re.MULTILINE,
)
_COMMENT = re.compile(r"#[^\n]*")
_BY_NAME = re.compile(
    r"""\b(?:import_module|__import__|import_string)\(\s*f?["'](?P<name>[\w.]+)(?P<open>\{)?"""
)
_RUNS = re.compile(r"^(?:[A-Za-z_][\w.]*\(|(?:for|while|with) )", re.MULTILINE)
_CALLED = re.compile(r"\b([A-Za-z_]\w*)\(")
_MAIN = re.compile(r"""^if\s+__name__\s*==\s*["']__main__["']""", re.MULTILINE)
# Texts with names in them; before Python 3.12 each part of one costs as much as the whole text.
_JOINED = re.compile(
    r"""\b[rR]?[fF][rR]?(?:\"{3}(?:[^"\\]++|\\.|"{1,2}+(?!"))*+"{3}|'{3}(?:[^'\\]++|\\.|'{1,2}+(?!'))*+'{3}"""
    r"""|"(?:[^"\\\n]++|\\.)*+"|'(?:[^'\\\n]++|\\.)*+')""",
    re.DOTALL,
)
_COSTLY = 10**9
_IS_QUADRATIC = sys.version_info < (3, 12)

_DOES = ast.Expr | ast.For | ast.While | ast.With | ast.AsyncFor | ast.AsyncWith


def read(path: str, text: str, callers: frozenset[str] = frozenset()) -> Document:
    """The statements of a Python file and what its parts refer to.

    Args:
        path: relative to the folder scanned.
        text: of the file.
        callers: last names of functions and classes whose calls are told even without a text.
    """
    if _is_costly(text):
        gap = Gap("LE704", Place(path), "texts of too many parts: not read")
        return Document(path, "python", text, module=glance(path, text), gaps=(gap,))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        why = str(getattr(error, "msg", None) or type(error).__name__)
        gap = Gap("LE703", Place(path, line), f"not Python as this version reads it: {why}")
        return Document(path, "python", text, module=glance(path, text), gaps=(gap,))
    parts = Parts(module_name(path), callers, _absolute(path))
    parts.runs = any(isinstance(n, _DOES) and not _is_text(n) for n in tree.body)
    walker = Tree(parts)
    gaps: list[Gap] = []
    for node in tree.body:
        try:
            walker.body([node], None, None)
        except RecursionError:
            gaps.append(Gap("LE704", Place(path, node.lineno), "nested too deep, not read"))
            parts.leave()
            walker = Tree(parts)
    if len(parts.statements) >= MAX_STATEMENTS:
        place = Place(path, parts.statements[-1].line)
        gaps.append(Gap("LE704", place, "too many texts: the rest was not read"))
    return Document(
        path, "python", text, tuple(parts.statements), module=parts.module(), gaps=tuple(gaps)
    )


def _is_costly(text: str) -> bool:
    """Whether this version of Python would take long over texts put together from parts."""
    if not _IS_QUADRATIC or text.count("{") * len(text) < _COSTLY:
        return False
    return sum(m[0].count("{") * len(m[0]) for m in _JOINED.finditer(text)) > _COSTLY


def glance(path: str, text: str) -> Module:
    """What a module imports and calls, by its text alone: for files that name nothing."""
    absolute = _absolute(path)
    imports: dict[str, str] = {}
    for found in _IMPORT.finditer(text):
        base = absolute(found["module"]) if found["module"] else ""
        names = _COMMENT.sub("", found["plain"] or found["names"]).replace("\\\n", " ")
        for part in names.strip("()").split(","):
            name, _, alias = (word.strip() for word in part.strip().partition(" as "))
            if name == "*":
                imports[f"*{base}"] = f"{base}.*"
            elif name:
                imports[alias or name] = f"{base}.{name}".strip(".")
    for found in _BY_NAME.finditer(text):
        imports.update(imported_by_name(absolute, found["name"], is_open=bool(found["open"])))
    used = frozenset({*imports, *_CALLED.findall(text)})
    is_script, runs = bool(_MAIN.search(text)), bool(_RUNS.search(text))
    return Module(module_name(path), imports, {"": used}, is_script=is_script, runs=runs)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def module_name(path: str) -> str:
    """The dotted name of a module, from its path."""
    plain = path.removesuffix(".py").removesuffix(".ipynb").removesuffix("/__init__")
    return plain.replace("/", ".")


def _absolute(path: str) -> Absolute:
    return Absolute(module_name(path), is_package=path.endswith("__init__.py"))
