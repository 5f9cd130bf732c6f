"""The syntax tree of a Python module, walked once, statement by statement.

Floor: discover.
"""

import ast
from collections.abc import Iterable

from licenseengine.discover.formats.python_expressions import Expressions
from licenseengine.discover.formats.python_functions import parameters
from licenseengine.discover.formats.python_parts import Lead, Parts
from licenseengine.discover.formats.python_shapes import (
    class_of,
    declared_in,
    literals,
    loads_all,
    pairs,
    picked_by,
    registered_as,
    registers,
    target_keys,
    word_of,
)
from licenseengine.discover.formats.python_texts import dotted
from licenseengine.discover.records import Statement

_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Tree:
    """Walks the statements of a module; `scope` and `choice` are handed down."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._expressions = Expressions(parts)
        self._around: dict[str, str] = {}  # what the functions around hold, classes left out

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
            case ast.AugAssign():
                self._add(node, scope, choice)
            case ast.If():
                self._if(node, scope, choice)
            case ast.Match():
                self._match(node, scope, choice)
            case ast.For() | ast.AsyncFor() | ast.While() | ast.Try() | ast.TryStar():
                self._branched(node, scope, choice)
            case ast.Expr(value=ast.Constant()) | ast.Assert():
                pass
            case _:
                self._other(node, scope, choice)

    def _other(self, node: ast.AST, scope: str | None, choice: str | None) -> None:
        if isinstance(node, ast.Raise):
            self._expressions.mention(node, scope)
            return
        if type(node).__name__ == "TypeAlias":  # newer than the oldest Python here
            self._alias(node, scope, choice)
            return
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Call) and scope:
            self._gives(node.value, scope)
        if isinstance(node, ast.withitem) and node.optional_vars is not None:
            self._forget(node.optional_vars, scope)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self._statement(child, scope, choice)
            elif isinstance(child, ast.expr):
                self._expressions.read(child, Lead(scope=scope, choice=choice))
            else:
                self._other(child, scope, choice)

    def _gives(self, made: ast.Call, scope: str) -> None:
        """A function that makes an object gives one of its class."""
        class_ = class_of(made)
        if class_ and class_.rsplit(".", 1)[-1][:1].isupper():
            self.parts.constants.setdefault(f"{scope.rsplit('.', 1)[-1]}.*", class_)

    def _branched(
        self,
        node: ast.For | ast.AsyncFor | ast.While | ast.Try | ast.TryStar,
        scope: str | None,
        choice: str | None,
    ) -> None:
        """What is set inside may not be set at all."""
        if isinstance(node, ast.For | ast.AsyncFor):
            name = loads_all(node.target, node.iter, list(node.body), self.parts.callers)
            self.parts.loaded |= {name} if name else set()
            self._forget(node.target, scope)
        self.parts.branches += 1
        self._other(node, scope, choice)
        self.parts.branches -= 1

    def _forget(self, target: ast.expr, scope: str | None) -> None:
        for name in ast.walk(target):
            if isinstance(name, ast.Name):
                self.parts.know(name, None, scope)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        base = ""
        if isinstance(node, ast.ImportFrom):
            base = self.parts.absolute("." * node.level + (node.module or ""))
        for alias in node.names:
            # Several modules may be imported with a star; each has an entry of its own.
            local = f"*{base}" if alias.name == "*" else alias.asname or alias.name
            self.parts.imports[local] = f"{base}.{alias.name}".strip(".")
        at = (node.lineno, node.col_offset + 1)
        for module in [base] if base else [a.name for a in node.names]:
            self.parts.statements.append(Statement(module, *at, (), "import"))

    def _decorated(
        self, node: _Function | ast.ClassDef, name: str, scope: str | None, choice: str | None
    ) -> str | None:
        """What decorators do: they may call what they stand over, or list it under a word."""
        parts = self.parts
        for decorator in node.decorator_list:
            self._expressions.read(decorator, Lead(scope=scope, choice=choice))
            callee = dotted(decorator) or ""
            parts.use(name, callee)
            word = registered_as(decorator, node.name)
            if word is not None and scope is None:
                parts.choices.setdefault(callee, {})[word] = frozenset({node.name})
                choice = choice or word
            if registers(decorator):
                parts.use(scope, node.name)
        return choice

    def _function(self, node: _Function, scope: str | None, choice: str | None) -> None:
        parts = self.parts
        name = f"{scope}.{node.name}" if scope else node.name
        parts.defines.add(name)
        choice = self._decorated(node, name, scope, choice)
        kept = parts.types, parts.texts, parts.given, parts.branches
        around = self._around
        parts.types, parts.given, parts.branches = dict(parts.types), dict(parts.given), 0
        parts.texts = dict(around)
        for argument, default, lead in parameters(node, name, scope, choice, parts):
            if argument.annotation is not None:
                self._annotated(argument.annotation, lead)
            if default is not None:
                self._expressions.read(default, lead)
        if node.returns is not None and (class_ := class_of(node.returns)):
            parts.constants.setdefault(f"{node.name}.*", class_)
        self._around = parts.texts
        self.body(node.body, name, choice)
        self._around = around
        parts.types, parts.texts, parts.given, parts.branches = kept

    def _annotated(self, annotation: ast.expr, lead: Lead) -> None:
        """What an annotation states: the texts that are allowed, a default beside the type."""
        for node in literals(annotation):
            inner = lead._replace(keys=(*lead.keys, "choices"), form="item")
            self.parts.state(str(node.value), node, inner)
        for call in declared_in(annotation):
            self._expressions.read(call, lead)

    def _class(self, node: ast.ClassDef, scope: str | None, choice: str | None) -> None:
        parts = self.parts
        name = f"{scope}.{node.name}" if scope else node.name
        parts.defines.add(name)
        choice = self._decorated(node, name, scope, choice)
        bases = [dotted(base) or "" for base in node.bases]
        for base in bases:
            parts.use(name, base)
            if base:
                parts.constants.setdefault(f"{node.name}.*", base)
        for keyword in node.keywords:
            self._expressions.read(
                keyword.value, Lead((node.name, keyword.arg or "**"), "default", None, name, choice)
            )
        is_enum = any("Enum" in base or "Choices" in base for base in bases)
        field = Lead((), "item" if is_enum else "default", None, name, choice)
        kept = parts.types, parts.texts
        parts.types, parts.texts = dict(parts.types), dict(parts.texts)
        for child in node.body:
            if isinstance(child, ast.Assign | ast.AnnAssign):
                self._field(child, node.name, field)
            else:
                self._statement(child, name, choice)
        parts.types, parts.texts = kept

    def _field(self, node: ast.Assign | ast.AnnAssign, class_: str, lead: Lead) -> None:
        for whole in node.targets if isinstance(node, ast.Assign) else [node.target]:
            for target, value in pairs(whole, node.value) if node.value else [(whole, None)]:
                keys = (class_, *target_keys(target))
                picked = keys[-1] if lead.form == "item" else lead.choice
                inner = lead._replace(keys=keys, choice=picked)
                if isinstance(node, ast.AnnAssign):
                    self._annotated(node.annotation, inner)
                if value is not None:
                    self._expressions.read(value, inner)
                    self.parts.know(target, value, lead.scope)
                    if len(keys) > 1:
                        self.parts.know_field(".".join(keys), value)

    def _assign(
        self, node: ast.Assign | ast.AnnAssign, scope: str | None, choice: str | None
    ) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if isinstance(node, ast.AnnAssign):
            lead = Lead(target_keys(node.target), scope=scope, choice=choice)
            self._annotated(node.annotation, lead)
        if node.value is None:
            return
        for number, whole in enumerate(targets):
            for target, value in pairs(whole, node.value):
                keys = target_keys(target)
                if keys and isinstance(value, ast.Dict) and scope is None:
                    self.parts.know_table(keys[-1], value)
                if number == 0:
                    self._expressions.read(value, Lead(keys, scope=scope, choice=choice))
                if isinstance(target, ast.Tuple | ast.List):
                    self._forget(target, scope)
                else:
                    self.parts.know(target, value, scope)

    def _add(self, node: ast.AugAssign, scope: str | None, choice: str | None) -> None:
        """``names += [...]``; of a text it is one that is put together."""
        self._expressions.read(
            node.value, Lead(target_keys(node.target), scope=scope, choice=choice)
        )
        both = ast.BinOp(node.target, node.op, node.value)
        self.parts.know(node.target, ast.copy_location(both, node), scope)

    def _alias(self, node: ast.AST, scope: str | None, choice: str | None) -> None:
        """``type Name = Literal[...]``."""
        name, value = getattr(node, "name", None), getattr(node, "value", None)
        if isinstance(name, ast.Name) and isinstance(value, ast.expr):
            self._annotated(value, Lead((name.id,), scope=scope, choice=choice))

    def _if(self, node: ast.If, scope: str | None, choice: str | None) -> None:
        word, other = picked_by(node.test)
        if word == "__main__":
            self.parts.is_script, word = True, None
        self._expressions.read(node.test, Lead(scope=scope))
        self.parts.branches += 1
        self.body(node.body, scope, word or choice)
        self.body(node.orelse, scope, other or choice)
        self.parts.branches -= 1

    def _match(self, node: ast.Match, scope: str | None, choice: str | None) -> None:
        self._expressions.read(node.subject, Lead(scope=scope))
        self.parts.branches += 1
        for case in node.cases:
            if case.guard is not None:
                self.parts.refer(case.guard, scope)
            self.body(case.body, scope, word_of(case.pattern) or choice)
        self.parts.branches -= 1
