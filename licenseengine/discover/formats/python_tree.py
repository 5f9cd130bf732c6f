"""The syntax tree of a Python module, walked once, statement by statement.

Floor: discover.
"""

import ast
from collections.abc import Iterable

from licenseengine.discover.formats.folding import dotted, is_open, text_of
from licenseengine.discover.formats.python_expressions import Expressions
from licenseengine.discover.formats.python_parts import Lead, Parts, compared, target_keys
from licenseengine.discover.records import Form, Statement


class Tree:
    """Walks the statements of a module; `scope` and `choice` are handed down."""

    def __init__(self, parts: Parts, callers: frozenset[str], absolute: "Absolute") -> None:
        self.parts, self._absolute = parts, absolute
        self._expressions = Expressions(parts, callers)

    def body(self, body: Iterable[ast.stmt], scope: str | None, choice: str | None) -> None:
        """A block, in order."""
        for node in body:
            self._statement(node, scope, choice)

    def _statement(self, node: ast.stmt, scope: str | None, choice: str | None) -> None:
        match node:
            case ast.Import() | ast.ImportFrom():
                self._import(node)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(node, scope, choice)
            case ast.ClassDef():
                self._class(node, scope, choice)
            case ast.Assign() | ast.AnnAssign():
                self._assign(node, scope, choice)
            case ast.If():
                self._if(node, scope, choice)
            case ast.Match():
                self._match(node, scope)
            case ast.Expr(value=ast.Constant()) | ast.Assert():
                pass
            case _:
                self._other(node, scope, choice)

    def _other(self, node: ast.AST, scope: str | None, choice: str | None) -> None:
        if isinstance(node, ast.Raise):
            self._expressions.mention(node, scope)
            return
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self._statement(child, scope, choice)
            elif isinstance(child, ast.expr):
                self._expressions.read(child, Lead(scope=scope, choice=choice))
            else:
                self._other(child, scope, choice)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        base = ""
        if isinstance(node, ast.ImportFrom):
            base = self._absolute("." * node.level + (node.module or ""))
        for alias in node.names:
            self.parts.imports[alias.asname or alias.name] = f"{base}.{alias.name}".strip(".")
        at = (node.lineno, node.col_offset + 1)
        for module in [base] if base else [a.name for a in node.names]:
            self.parts.statements.append(Statement(module, *at, (), "import"))

    def _function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: str | None, choice: str | None
    ) -> None:
        parts = self.parts
        name = f"{scope}.{node.name}" if scope else node.name
        parts.defines.add(name)
        for decorator in node.decorator_list:
            self._expressions.read(decorator, Lead(scope=scope, choice=choice))
            parts.use(name, dotted(decorator) or "")
        types, texts = dict(parts.types), dict(parts.texts)
        self._parameters(node, name, choice)
        self.body(node.body, name, choice)
        parts.types, parts.texts = types, texts

    def _parameters(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str, choice: str | None
    ) -> None:
        parts, given = self.parts, node.args
        plain = [*given.posonlyargs, *given.args]
        names = tuple(a.arg for a in (*plain, *given.kwonlyargs))
        parts.parameters[name] = names[1:] if names[:1] in {("self",), ("cls",)} else names
        for argument in (*plain, *given.kwonlyargs):
            parts.texts.pop(argument.arg, None)
            if argument.annotation and (class_ := dotted(argument.annotation)):
                parts.types[argument.arg] = class_
        defaults = [None] * (len(plain) - len(given.defaults)) + list(given.defaults)
        both = [
            *zip(plain, defaults, strict=True),
            *zip(given.kwonlyargs, given.kw_defaults, strict=True),
        ]
        for argument, default in both:
            if default is None:
                continue
            lead = Lead((node.name, argument.arg), "default", None, name, choice)
            self._expressions.read(default, lead)
            if (text := text_of(default, {})) is not None and not is_open(text):
                parts.texts[argument.arg] = text

    def _class(self, node: ast.ClassDef, scope: str | None, choice: str | None) -> None:
        name = f"{scope}.{node.name}" if scope else node.name
        self.parts.defines.add(name)
        bases = [dotted(base) or "" for base in node.bases]
        for base in bases:
            self.parts.use(name, base)
        is_enum = any("Enum" in base or "Choices" in base for base in bases)
        for child in node.body:
            value = getattr(child, "value", None)
            if not isinstance(child, ast.Assign | ast.AnnAssign) or value is None:
                self._statement(child, name, choice)
                continue
            for target in child.targets if isinstance(child, ast.Assign) else [child.target]:
                field = target.id if isinstance(target, ast.Name) else ""
                form: Form = "item" if is_enum else "default"
                picked = field if is_enum else choice
                self._expressions.read(value, Lead((node.name, field), form, None, name, picked))
                self.parts.know_field(f"{node.name}.{field}", value)

    def _assign(
        self, node: ast.Assign | ast.AnnAssign, scope: str | None, choice: str | None
    ) -> None:
        value = node.value
        if value is None:
            return
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        keys = target_keys(targets[0])
        if keys and isinstance(value, ast.Dict) and scope is None:
            self.parts.know_table(keys[-1], value)
        self._expressions.read(value, Lead(keys, scope=scope, choice=choice))
        for target in targets:
            if isinstance(target, ast.Name):
                self.parts.know_local(target.id, value, scope)

    def _if(self, node: ast.If, scope: str | None, choice: str | None) -> None:
        word = compared(node.test)
        if word == "__main__":
            self.parts.is_script, word = True, None
        self.parts.refer(node.test, scope)
        self.body(node.body, scope, word or choice)
        self.body(node.orelse, scope, choice)

    def _match(self, node: ast.Match, scope: str | None) -> None:
        self.parts.refer(node.subject, scope)
        for case in node.cases:
            value = getattr(case.pattern, "value", None)
            word = value.value if isinstance(value, ast.Constant) else None
            self.body(case.body, scope, str(word) if word else "_")


class Absolute:
    """Makes the module of an import absolute, seen from the module that imports."""

    def __init__(self, own: str, *, is_package: bool) -> None:
        self._own, self._is_package = own, is_package

    def __call__(self, module: str) -> str:
        """The dotted name of a module that an import names, leading dots taken away."""
        dots = len(module) - len(module.lstrip("."))
        if not dots:
            return module
        parts = self._own.split(".")
        base = parts[: len(parts) - dots + self._is_package]
        return ".".join([*base, *([module[dots:]] if module[dots:] else [])])
