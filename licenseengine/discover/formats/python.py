"""Python files, through their syntax tree: what they state, and which parts need which.

Nothing is run or imported. Comparisons, doc strings, log lines and errors state nothing. A text
that is put together from names keeps marks for them, which are folded when all modules are known.

Floor: discover.
"""

import ast
import re
import warnings
from collections.abc import Iterable, Mapping

from licenseengine.discover.formats.folding import dotted, fold, is_open, named, text_of
from licenseengine.discover.records import Document, Form, Gap, Module, Place, Statement

LONGEST = 600
MAX_STATEMENTS = 50_000
_TEXTS = frozenset(
    "help description desc doc label title placeholder message example examples hint tooltip info "
    "epilog usage prog metavar text prompt system_prompt template content headers user_agent".split()
)
_TALKS = frozenset(
    "print info debug warning error exception log warn write echo critical print_exc fail skip "
    "compile sub match search split replace startswith endswith join strip format".split()
)
_FALLBACKS = frozenset({"getenv", "get", "getattr", "setdefault", "pop"})
_FLAGS = frozenset({"add_argument", "option", "Option", "DEFINE_string", "DEFINE_enum", "argument"})
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<module>\.*[\w.]*)[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^\n#]+)|import[ \t]+(?P<plain>[\w., \t]+))",
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
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        visitor = _Visitor(path, callers)
        visitor.body(tree.body, None, None)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        why = str(getattr(error, "msg", None) or type(error).__name__)
        gap = Gap("LE703", Place(path, line), f"not Python as this version reads it: {why}")
        return Document(path, "python", text, module=glance(path, text), gaps=(gap,))
    return visitor.document(text)


def glance(path: str, text: str) -> Module:
    """What a module imports and calls, by its text alone: for files that name nothing."""
    own = module_name(path)
    imports: dict[str, str] = {}
    for found in _IMPORT.finditer(text):
        if found["plain"]:
            for part in found["plain"].split(","):
                name, _, alias = part.strip().partition(" as ")
                if name.strip():
                    imports[alias.strip() or name.strip()] = name.strip()
            continue
        base = absolute(found["module"], own, is_package=path.endswith("__init__.py"))
        for part in found["names"].strip("()").split(","):
            name, _, alias = part.split("#")[0].strip().partition(" as ")
            if name.strip():
                imports[(alias or name).strip()] = f"{base}.{name.strip()}".strip(".")
    used = frozenset({*imports, *_CALLED.findall(text)})
    return Module(own, imports, {"": used}, is_script=bool(_MAIN.search(text)))


def module_name(path: str) -> str:
    """The dotted name of a module, from its path."""
    plain = path.removesuffix(".py").removesuffix(".ipynb").removesuffix("/__init__")
    return plain.replace("/", ".")


def absolute(module: str, own: str, *, is_package: bool = False) -> str:
    """A module named in an import, with leading dots taken from the importing module `own`."""
    dots = len(module) - len(module.lstrip("."))
    if not dots:
        return module
    parts = own.split(".")
    base = parts[: len(parts) - dots + is_package]
    return ".".join([*base, *([module[dots:]] if module[dots:] else [])])


class _Visitor:
    """Walks one module; `scope` and `choice` are handed down, everything else is collected."""

    def __init__(self, path: str, callers: frozenset[str]) -> None:
        self.path, self.callers = path, callers
        self.own = module_name(path)
        self.statements: list[Statement] = []
        self.imports: dict[str, str] = {}
        self.uses: dict[str, set[str]] = {}
        self.defines: set[str] = set()
        self.choices: dict[str, dict[str, frozenset[str]]] = {}
        self.constants: dict[str, str] = {}
        self.parameters: dict[str, tuple[str, ...]] = {}
        self.is_script = False
        self._types: dict[str, str] = {}
        self._locals: dict[str, str] = {}

    def document(self, text: str) -> Document:
        """The whole as a document, its own constants folded."""
        module = Module(
            self.own,
            self.imports,
            {scope: frozenset(names) for scope, names in self.uses.items()},
            frozenset(self.defines),
            self.choices,
            self.constants,
            self.parameters,
            self.is_script,
        )
        return Document(self.path, "python", text, tuple(self.statements), module=module)

    # -- statements ------------------------------------------------------------------------------

    def body(self, body: Iterable[ast.stmt], scope: str | None, choice: str | None) -> None:
        """A block, in order."""
        for node in body:
            self.stmt(node, scope, choice)

    def stmt(self, node: ast.stmt, scope: str | None, choice: str | None) -> None:
        """One statement of the language."""
        match node:
            case ast.Import() | ast.ImportFrom():
                self._import(node)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(node, scope, choice)
            case ast.ClassDef():
                self._class(node, scope, choice)
            case ast.Assign():
                self._assign(node.targets, node.value, scope, choice)
            case ast.AnnAssign():
                if node.value is not None:
                    self._assign([node.target], node.value, scope, choice)
            case ast.If():
                self._if(node, scope, choice)
            case ast.Expr(value=ast.Constant()) | ast.Assert():
                pass
            case ast.Raise():
                self._mention(node, scope)
            case ast.Match():
                self._match(node, scope)
            case _:
                self._rest(node, scope, choice)

    def _rest(self, node: ast.AST, scope: str | None, choice: str | None) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self.stmt(child, scope, choice)
            elif isinstance(child, ast.expr):
                self.expr(child, (), "value", None, scope, choice)
            else:
                self._rest(child, scope, choice)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        base = ""
        if isinstance(node, ast.ImportFrom):
            dots = "." * node.level + (node.module or "")
            base = absolute(dots, self.own, is_package=self.path.endswith("__init__.py"))
        for alias in node.names:
            full = f"{base}.{alias.name}".strip(".")
            self.imports[alias.asname or alias.name] = full
        for module in [base] if base else [a.name for a in node.names]:
            self.statements.append(Statement(module, node.lineno, node.col_offset + 1, (), "import"))

    def _function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: str | None, choice: str | None
    ) -> None:
        name = f"{scope}.{node.name}" if scope else node.name
        self.defines.add(name)
        for decorator in node.decorator_list:
            self.expr(decorator, (), "value", None, scope, choice)
            self._use(name, dotted(decorator) or "")
        types, texts = dict(self._types), dict(self._locals)
        arguments = node.args
        plain = [*arguments.posonlyargs, *arguments.args]
        pairs = [
            *zip(plain[len(plain) - len(arguments.defaults) :], arguments.defaults, strict=True),
            *((a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d),
        ]
        names = tuple(a.arg for a in (*plain, *arguments.kwonlyargs))
        self.parameters[name] = names[1:] if names[:1] in {("self",), ("cls",)} else names
        for argument in (*plain, *arguments.kwonlyargs):
            self._locals.pop(argument.arg, None)
            if argument.annotation and (class_ := dotted(argument.annotation)):
                self._types[argument.arg] = class_
        for argument, default in pairs:
            keys = (node.name, argument.arg)
            self.expr(default, keys, "default", None, name, choice)
            if (text := text_of(default, {})) is not None and not is_open(text):
                self._locals[argument.arg] = text
        self.body(node.body, name, choice)
        self._types, self._locals = types, texts

    def _class(self, node: ast.ClassDef, scope: str | None, choice: str | None) -> None:
        name = f"{scope}.{node.name}" if scope else node.name
        self.defines.add(name)
        bases = [dotted(base) or "" for base in node.bases]
        for base in bases:
            self._use(name, base)
        form: Form = "item" if any("Enum" in b or "Choices" in b for b in bases) else "default"
        for child in node.body:
            value = getattr(child, "value", None)
            if isinstance(child, ast.Assign | ast.AnnAssign) and value is not None:
                targets = child.targets if isinstance(child, ast.Assign) else [child.target]
                for target in targets:
                    field = target.id if isinstance(target, ast.Name) else ""
                    picked = field if form == "item" else choice
                    self.expr(value, (node.name, field), form, None, name, picked)
                    self._know(f"{node.name}.{field}", value)
            else:
                self.stmt(child, name, choice)

    def _assign(
        self, targets: list[ast.expr], value: ast.expr, scope: str | None, choice: str | None
    ) -> None:
        keys = _target(targets[0])
        if keys and isinstance(value, ast.Dict) and scope is None:
            self._table(keys[-1], value)
        self.expr(value, keys, "value", None, scope, choice)
        for target in targets:
            if not isinstance(target, ast.Name):
                continue
            if isinstance(value, ast.Call) and (class_ := dotted(value.func)):
                self._types[target.id] = class_
            text = text_of(value, self._types)
            if text is None:
                self._locals.pop(target.id, None)
            elif scope is None:
                self.constants[target.id] = text
            else:
                self._locals[target.id] = fold(text, self._locals)
        if isinstance(value, ast.Dict) and keys and scope is None:
            self._know_entries(keys[-1], value)

    def _table(self, name: str, value: ast.Dict) -> None:
        entries = {
            key.value: frozenset(_names(inner))
            for key, inner in zip(value.keys, value.values, strict=True)
            if isinstance(key, ast.Constant) and isinstance(key.value, str)
        }
        if len(entries) > 1:
            self.choices[name] = entries

    def _know(self, name: str, value: ast.expr) -> None:
        """Remember a field's text: plain, or the default that a call such as `field()` gives."""
        if isinstance(value, ast.Call):
            given = {k.arg: k.value for k in value.keywords}
            plain = given.get("default") or (value.args[0] if value.args else None)
            if plain is None:
                return
            value = plain
        if (text := text_of(value, {})) is not None:
            self.constants[name] = text

    def _know_entries(self, name: str, value: ast.Dict) -> None:
        for key, inner in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                text = text_of(inner, {})
                if text is not None:
                    self.constants[f"{name}.{key.value}"] = text

    def _if(self, node: ast.If, scope: str | None, choice: str | None) -> None:
        test = node.test
        word = _compared(test)
        if word == "__main__":
            self.is_script = True
            word = None
        self._refer(test, scope)
        self.body(node.body, scope, word or choice)
        self.body(node.orelse, scope, choice)

    def _match(self, node: ast.Match, scope: str | None) -> None:
        self._refer(node.subject, scope)
        for case in node.cases:
            value = getattr(case.pattern, "value", None)
            word = value.value if isinstance(value, ast.Constant) else None
            self.body(case.body, scope, str(word) if word else "_")

    def _mention(self, node: ast.AST, scope: str | None) -> None:
        """Names count as used, texts state nothing."""
        for child in ast.walk(node):
            if isinstance(child, ast.expr):
                self._refer(child, scope)

    # -- expressions -----------------------------------------------------------------------------

    def expr(  # noqa: PLR0913, PLR0917 - what leads to an expression is handed down
        self,
        node: ast.expr,
        keys: tuple[str, ...],
        form: Form,
        callee: str | None,
        scope: str | None,
        choice: str | None,
    ) -> None:
        """One expression, with what leads to it."""
        match node:
            case ast.Constant():
                if isinstance(node.value, str):
                    self._state(node.value, node, keys, form, callee, scope, choice)
            case ast.JoinedStr() | ast.BinOp():
                text = text_of(node, self._types)
                if text is not None:
                    self._state(text, node, keys, form, callee, scope, choice)
                self._refer(node, scope)
            case ast.Name() | ast.Attribute() | ast.Subscript():
                self._refer(node, scope)
                if form in {"argument", "default"} or keys:
                    text = text_of(node, self._types)
                    if text is not None:
                        self._state(text, node, keys, form, callee, scope, choice)
            case ast.Call():
                self._call(node, keys, scope, choice)
            case ast.Dict():
                self._dict(node, keys, scope, choice)
            case ast.List() | ast.Tuple() | ast.Set():
                for item in node.elts:
                    self.expr(item, keys, "item" if form != "text" else form, callee, scope, choice)
            case ast.BoolOp(op=ast.Or()):
                for value in node.values:
                    self.expr(value, keys, "default", callee, scope, choice)
            case ast.IfExp():
                self._refer(node.test, scope)
                word = _compared(node.test)
                self.expr(node.body, keys, form, callee, scope, word or choice)
                self.expr(node.orelse, keys, form, callee, scope, choice)
            case ast.Compare():
                self._mention(node, scope)
            case ast.Lambda():
                self.expr(node.body, keys, form, callee, scope, choice)
            case ast.Await() | ast.Starred() | ast.NamedExpr():
                self.expr(node.value, keys, form, callee, scope, choice)
            case _:
                self._rest(node, scope, choice)

    def _dict(
        self, node: ast.Dict, keys: tuple[str, ...], scope: str | None, choice: str | None
    ) -> None:
        several = len(node.keys) > 1
        for key, value in zip(node.keys, node.values, strict=True):
            word = key.value if isinstance(key, ast.Constant) else None
            if not isinstance(word, str) or key is None:
                self.expr(value, keys, "value", None, scope, choice)
                continue
            is_rate = isinstance(value, ast.Constant) and isinstance(value.value, int | float)
            self._state(word, key, keys, "rate" if is_rate else "key", _below(value), scope, word)
            picked = choice or (word if several and keys else None)
            self.expr(value, (*keys, word), "value", None, scope, picked)

    def _call(
        self, node: ast.Call, keys: tuple[str, ...], scope: str | None, choice: str | None
    ) -> None:
        callee = dotted(node.func) or ""
        self._refer(node.func, scope)
        last = callee.rsplit(".", 1)[-1]
        if last in self.callers:
            given = tuple(str(n) for n in range(len(node.args))) + tuple(
                k.arg or "**" for k in node.keywords
            )
            at = Statement(
                self._full(callee), node.lineno, node.col_offset + 1, given, "instance",
                callee, scope, choice,
            )
            self.statements.append(at)
        if last in _FALLBACKS and _falls_back(node):
            self._fallback(node, keys, last, scope, choice)
            return
        talks = last in _TALKS
        flag = _flag(node, last) or keys
        for number, argument in enumerate(node.args):
            form: Form = "text" if talks else "argument"
            self.expr(argument, (*keys, str(number)), form, self._full(callee), scope, choice)
        for keyword in node.keywords:
            self._keyword(keyword, flag, keys, self._full(callee), scope, choice)

    def _keyword(  # noqa: PLR0913, PLR0917 - as `expr`
        self,
        keyword: ast.keyword,
        flag: tuple[str, ...],
        keys: tuple[str, ...],
        callee: str,
        scope: str | None,
        choice: str | None,
    ) -> None:
        name = keyword.arg or "**"
        if name in _TEXTS:
            self._refer(keyword.value, scope)
        elif name in {"default", "default_factory", "initial", "fallback"}:
            self.expr(keyword.value, flag or keys, "default", callee, scope, choice)
            text = text_of(keyword.value, self._types)
            if text is not None and flag is not keys:
                self.constants[f"?.{flag[-1]}"] = text
        elif name == "choices":
            self.expr(keyword.value, (*flag, name), "item", callee, scope, choice)
        else:
            self.expr(keyword.value, (*keys, name), "argument", callee, scope, choice)

    def _fallback(
        self, node: ast.Call, keys: tuple[str, ...], last: str, scope: str | None, choice: str | None
    ) -> None:
        """``os.getenv("X", "default")`` and the like: the default holds, under the name X."""
        place = 1 if last == "getattr" else 0
        name = text_of(node.args[place], {}) or ""
        for argument in node.args[place + 1 :]:
            self.expr(argument, (*keys, name), "default", None, scope, choice)
        for keyword in node.keywords:
            self.expr(keyword.value, (*keys, name), "default", None, scope, choice)

    # -- collecting ------------------------------------------------------------------------------

    def _state(  # noqa: PLR0913, PLR0917 - as `expr`
        self,
        text: str,
        node: ast.expr,
        keys: tuple[str, ...],
        form: Form,
        callee: str | None,
        scope: str | None,
        choice: str | None,
    ) -> None:
        value = fold(text, self._locals)
        if not value or len(value) > LONGEST or "\n" in value or form == "text":
            return
        if len(self.statements) < MAX_STATEMENTS:
            folded = not isinstance(node, ast.Constant)
            at = (node.lineno, node.col_offset + 1)
            self.statements.append(
                Statement(value, *at, keys, form, callee, scope, choice, folded)
            )

    def _use(self, scope: str | None, name: str) -> None:
        self.uses.setdefault(scope or "", set()).update(name.split("."))

    def _refer(self, node: ast.AST, scope: str | None) -> None:
        names = self.uses.setdefault(scope or "", set())
        while isinstance(node, ast.Attribute):
            names.add(node.attr)
            node = node.value
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif not isinstance(node, ast.Constant):
            names.update(_names(node))

    def _full(self, callee: str) -> str:
        """A callee with its first part as it was imported."""
        first, dot, rest = callee.partition(".")
        return f"{self.imports[first]}{dot}{rest}" if first in self.imports else callee


def _falls_back(node: ast.Call) -> bool:
    """Whether a call is ``x.get("NAME", default)`` or ``getenv("NAME", default)``."""
    place = 1 if dotted(node.func) == "getattr" else 0
    if len(node.args) + len(node.keywords) < place + 2:
        return False
    is_bare = isinstance(node.func, ast.Name) and node.func.id not in {"getenv", "getattr"}
    name = text_of(node.args[place], {}) if len(node.args) > place else None
    return not is_bare and name is not None and "/" not in name


def _below(value: ast.expr) -> str | None:
    """The keys of a table that is the value of a key, with spaces."""
    if not isinstance(value, ast.Dict):
        return None
    words = (k.value for k in value.keys[:12] if isinstance(k, ast.Constant))
    return " ".join(w for w in words if isinstance(w, str)) or None


def _names(node: ast.AST) -> set[str]:
    names = set()
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            names.add(child.id)
        elif isinstance(child, ast.Attribute):
            names.add(child.attr)
    return names


def _target(node: ast.expr) -> tuple[str, ...]:
    """The names that an assignment gives its value: a variable, an attribute, an entry."""
    match node:
        case ast.Name():
            return (node.id,)
        case ast.Attribute():
            return (node.attr,)
        case ast.Subscript(slice=ast.Constant(value=str() as key)):
            return ((dotted(node.value) or "").rsplit(".", 1)[-1], key)
        case _:
            return ()


def _compared(test: ast.expr) -> str | None:
    """The word that a test compares something with; None when it compares with none."""
    if not isinstance(test, ast.Compare) or len(test.comparators) != 1:
        return None
    for side in (test.comparators[0], test.left):
        if isinstance(side, ast.Constant) and isinstance(side.value, str):
            return side.value
        if isinstance(side, ast.List | ast.Tuple | ast.Set) and side.elts:
            first = side.elts[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                return first.value
    return None


def _flag(node: ast.Call, last: str) -> tuple[str, ...]:
    """The name of the flag that a call declares, without its hyphens."""
    if last not in _FLAGS:
        return ()
    words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    names = [w.lstrip("-") for w in words if w.startswith("--")] or [w.lstrip("-") for w in words]
    return (names[0].replace("-", "_"),) if names else ()


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
