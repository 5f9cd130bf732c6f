"""Expressions of a Python module: what they state, with what leads to it.

Floor: discover.
"""

import ast

from licenseengine.discover.formats import python_calls as calls
from licenseengine.discover.formats.folding import dotted, text_of
from licenseengine.discover.formats.python_parts import Lead, Parts, compared, keys_below
from licenseengine.discover.records import Form, Statement


class Expressions:
    """Walks expressions; what they state goes to `parts`."""

    def __init__(self, parts: Parts, callers: frozenset[str]) -> None:
        self.parts, self.callers = parts, callers
        self._visit = {
            ast.Constant: self._constant,
            ast.JoinedStr: self._joined,
            ast.BinOp: self._joined,
            ast.Name: self._named,
            ast.Attribute: self._named,
            ast.Subscript: self._named,
            ast.Call: self._call,
            ast.Dict: self._dict,
            ast.List: self._items,
            ast.Tuple: self._items,
            ast.Set: self._items,
            ast.BoolOp: self._either,
            ast.IfExp: self._if,
            ast.Compare: self._compare,
            ast.Lambda: self._inner,
            ast.Await: self._inner,
            ast.Starred: self._inner,
            ast.NamedExpr: self._inner,
        }

    def read(self, node: ast.expr, lead: Lead) -> None:
        """One expression, with what leads to it."""
        visit = self._visit.get(type(node))
        if visit is not None:
            visit(node, lead)  # type: ignore[operator]  # each takes the type it is listed under
        else:
            self.below(node, lead)

    def below(self, node: ast.AST, lead: Lead) -> None:
        """The expressions within something that states nothing itself."""
        plain = Lead(scope=lead.scope, choice=lead.choice)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.read(child, plain)
            else:
                self.below(child, plain)

    def mention(self, node: ast.AST, scope: str | None) -> None:
        """Names count as used, texts state nothing."""
        for child in ast.iter_child_nodes(node):
            self.parts.refer(child, scope)

    def _constant(self, node: ast.Constant, lead: Lead) -> None:
        if isinstance(node.value, str):
            self.parts.state(node.value, node, lead)

    def _joined(self, node: ast.JoinedStr | ast.BinOp, lead: Lead) -> None:
        text = text_of(node, self.parts.types)
        if text is not None:
            self.parts.state(text, node, lead)
        self.parts.refer(node, lead.scope)

    def _named(self, node: ast.expr, lead: Lead) -> None:
        self.parts.refer(node, lead.scope)
        if lead.form in {"argument", "default"} or lead.keys:
            text = text_of(node, self.parts.types)
            if text is not None:
                self.parts.state(text, node, lead)

    def _items(self, node: ast.List | ast.Tuple | ast.Set, lead: Lead) -> None:
        inner = lead if lead.form == "text" else lead._replace(form="item")
        for item in node.elts:
            self.read(item, inner)

    def _either(self, node: ast.BoolOp, lead: Lead) -> None:
        is_fallback = isinstance(node.op, ast.Or)
        for value in node.values:
            self.read(
                value, lead._replace(form="default") if is_fallback else Lead(scope=lead.scope)
            )

    def _if(self, node: ast.IfExp, lead: Lead) -> None:
        self.parts.refer(node.test, lead.scope)
        self.read(node.body, lead._replace(choice=compared(node.test) or lead.choice))
        self.read(node.orelse, lead)

    def _compare(self, node: ast.Compare, lead: Lead) -> None:
        self.mention(node, lead.scope)

    def _inner(self, node: ast.Await | ast.Starred | ast.Lambda, lead: Lead) -> None:
        self.read(node.body if isinstance(node, ast.Lambda) else node.value, lead)

    def _dict(self, node: ast.Dict, lead: Lead) -> None:
        several = len(node.keys) > 1
        for key, value in zip(node.keys, node.values, strict=True):
            word = key.value if isinstance(key, ast.Constant) else None
            if key is None or not isinstance(word, str):
                self.read(value, Lead(lead.keys, scope=lead.scope, choice=lead.choice))
                continue
            is_rate = isinstance(value, ast.Constant) and isinstance(value.value, int | float)
            form: Form = "rate" if is_rate else "key"
            self.parts.state(word, key, Lead(lead.keys, form, keys_below(value), lead.scope, word))
            picked = lead.choice or (word if several and lead.keys else None)
            self.read(value, Lead((*lead.keys, word), scope=lead.scope, choice=picked))

    def _call(self, node: ast.Call, lead: Lead) -> None:
        callee = dotted(node.func) or ""
        full, last = self.parts.full(callee), calls.last_name(node)
        self.parts.refer(node.func, lead.scope)
        if last in self.callers:
            self._instance(node, full, callee, lead)
        found = calls.fallback_name(node)
        if found is not None:
            place, name = found
            inner = Lead((*lead.keys, name), "default", None, lead.scope, lead.choice)
            for value in (*node.args[place + 1 :], *(k.value for k in node.keywords)):
                self.read(value, inner)
            return
        form: Form = "text" if last in calls.TALK else "argument"
        for number, argument in enumerate(node.args):
            keys = (*lead.keys, str(number))
            self.read(argument, Lead(keys, form, full, lead.scope, lead.choice))
        flag = calls.flag_name(node)
        for keyword in node.keywords:
            self._keyword(keyword, flag, full, lead)

    def _instance(self, node: ast.Call, full: str, callee: str, lead: Lead) -> None:
        at = (node.lineno, node.col_offset + 1)
        keys = calls.given(node)
        self.parts.statements.append(
            Statement(full, *at, keys, "instance", callee, lead.scope, lead.choice)
        )

    def _keyword(self, keyword: ast.keyword, flag: str | None, callee: str, lead: Lead) -> None:
        name = keyword.arg or "**"
        declared = (flag,) if flag else lead.keys
        if name in calls.PROSE:
            self.parts.refer(keyword.value, lead.scope)
        elif name in calls.DEFAULTS:
            self.read(keyword.value, Lead(declared, "default", callee, lead.scope, lead.choice))
            text = text_of(keyword.value, self.parts.types)
            if text is not None and flag:
                self.parts.constants[f"?.{flag}"] = text
        elif name == "choices":
            keys = (*declared, name)
            self.read(keyword.value, Lead(keys, "item", callee, lead.scope, lead.choice))
        else:
            keys = (*lead.keys, name)
            self.read(keyword.value, Lead(keys, "argument", callee, lead.scope, lead.choice))
