"""Expressions of a Python module: what they state, with what leads to it.

Floor: discover.
"""

import ast

from licenseengine.discover.formats import python_calls as calls
from licenseengine.discover.formats.folding import MARK
from licenseengine.discover.formats.python_names import imported_by_name
from licenseengine.discover.formats.python_parts import Lead, Parts
from licenseengine.discover.formats.python_shapes import (
    is_made_by,
    is_table,
    keys_below,
    loads_all,
    picked_by,
)
from licenseengine.discover.formats.python_texts import (
    UNKNOWN,
    dotted,
    fallback_name,
    first_is_default,
    is_composed,
    last_name,
    text_of,
)
from licenseengine.discover.records import Form, Statement

_IMPORTERS = frozenset({"import_module", "__import__", "import_string", "import_from_string"})


class Expressions:
    """Walks expressions; what they state goes to `parts`."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
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
            ast.NamedExpr: self._walrus,
            ast.ListComp: self._loop,
            ast.SetComp: self._loop,
            ast.GeneratorExp: self._loop,
            ast.DictComp: self._loop,
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
        for leaf in _leaves(node):
            if isinstance(leaf, ast.List | ast.Tuple | ast.Set | ast.Dict):
                self.read(leaf, lead)
            elif isinstance(leaf, ast.JoinedStr):
                self.parts.refer(leaf, lead.scope)
            else:
                self._through(leaf, lead)

    def _named(self, node: ast.expr, lead: Lead) -> None:
        self._through(node, lead)
        if lead.form in {"argument", "default"} or lead.keys:
            text = text_of(node, self.parts.types)
            if text is not None:
                self.parts.state(text, node, lead)

    def _through(self, node: ast.expr, lead: Lead) -> None:
        """The names of an expression, and the calls that it is reached through: ``a("x").b[0]``."""
        plain = Lead(scope=lead.scope, choice=lead.choice)
        names = self.parts.names(lead.scope)
        while isinstance(node, ast.Attribute | ast.Subscript):
            if isinstance(node, ast.Attribute):
                names.add(node.attr)
            elif not isinstance(node.slice, ast.Constant):
                self.read(node.slice, plain)
            node = node.value
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif not isinstance(node, ast.Constant | ast.JoinedStr):
            self.read(node, plain)

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
        word, other = picked_by(node.test)
        self.read(node.body, lead._replace(choice=word or lead.choice))
        self.read(node.orelse, lead._replace(choice=other or lead.choice))

    def _compare(self, node: ast.Compare, lead: Lead) -> None:
        """Texts that are compared state nothing; calls beside them do."""
        for side in (node.left, *node.comparators):
            if isinstance(side, ast.Call | ast.Attribute | ast.Subscript | ast.Await):
                self._through(side, lead)
            else:
                self.parts.refer(side, lead.scope)

    def _inner(self, node: ast.Await | ast.Starred | ast.Lambda, lead: Lead) -> None:
        self.read(node.body if isinstance(node, ast.Lambda) else node.value, lead)

    def _walrus(self, node: ast.NamedExpr, lead: Lead) -> None:
        inner = lead if lead.keys else lead._replace(keys=(node.target.id,))
        self.read(node.value, inner)
        self.parts.know(node.target, node.value, lead.scope)

    def _loop(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, lead: Lead
    ) -> None:
        """The names of a comprehension are its own: what they hold elsewhere does not count."""
        texts = dict(self.parts.texts)
        values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        for part in node.generators:
            table = loads_all(part.target, part.iter, list(values), self.parts.callers)
            self.parts.loaded |= {table} if table else set()
            self.read(part.iter, Lead(lead.keys, "item", None, lead.scope, lead.choice))
            for name in ast.walk(part.target):
                if isinstance(name, ast.Name):
                    self.parts.texts[name.id] = UNKNOWN
            for test in part.ifs:
                self.parts.refer(test, lead.scope)
        plain = Lead(scope=lead.scope, choice=lead.choice)
        for value in values:
            self.read(value, plain)
        self.parts.texts = texts

    def _dict(self, node: ast.Dict, lead: Lead) -> None:
        several = bool(lead.keys) and is_table(node)
        for key, value in zip(node.keys, node.values, strict=True):
            word = key.value if isinstance(key, ast.Constant) else None
            if key is None or not isinstance(word, str):
                self.read(value, Lead(lead.keys, scope=lead.scope, choice=lead.choice))
                continue
            is_rate = isinstance(value, ast.Constant) and isinstance(value.value, int | float)
            form: Form = "rate" if is_rate else "key"
            self.parts.state(word, key, Lead(lead.keys, form, keys_below(value), lead.scope, word))
            picked = lead.choice or (word if several else None)
            self.read(value, Lead((*lead.keys, word), scope=lead.scope, choice=picked))

    def _call(self, node: ast.Call, lead: Lead) -> None:
        callee = dotted(node.func) or ""
        full, last = self.parts.full(callee), last_name(node)
        self._through(node.func, lead)
        if last in self.parts.callers:
            self._instance(node, full, callee, lead)
        if is_composed(node) and (text := text_of(node, self.parts.types)) is not None:
            if lead.keys or MARK.search(text) is None:
                self.parts.state(text, node, lead)
            self.mention(node, lead.scope)
            return
        found = fallback_name(node)
        if found is not None:
            place, name = found
            inner = Lead((*lead.keys, name), "default", None, lead.scope, lead.choice)
            for value in (*node.args[place + 1 :], *(k.value for k in node.keywords)):
                self.read(value, inner)
            return
        if last in _IMPORTERS and node.args:
            self._imported(node.args[0])
        self._arguments(node, full, last, lead)

    def _arguments(self, node: ast.Call, full: str, last: str, lead: Lead) -> None:
        form: Form = "text" if last in calls.TALK else "argument"
        for number, argument in enumerate(node.args):
            if number == 0 and lead.form == "default" and first_is_default(node):
                self.read(argument, lead._replace(callee=full))
                continue
            inner = Lead((*lead.keys, str(number)), form, full, lead.scope, lead.choice)
            self._told(argument, inner)
        flag = calls.flag_name(node)
        for keyword in node.keywords:
            self._keyword(keyword, flag, full, lead)

    def _told(self, argument: ast.expr, lead: Lead) -> None:
        """An argument; of a known function also when its text is not known."""
        self.read(argument, lead)
        is_known = lead.callee and lead.callee.rsplit(".", 1)[-1] in self.parts.callers
        if not is_known or not isinstance(argument, ast.Call | ast.Subscript | ast.Attribute):
            return
        if text_of(argument, self.parts.types) is None and not is_made_by(
            argument, self.parts.callers
        ):
            self.parts.state(UNKNOWN, argument, lead)

    def _imported(self, name: ast.expr) -> None:
        """A module that is imported by a text, or one of a package by a part of its name."""
        text = text_of(name, self.parts.types)
        if not text:
            return
        known = MARK.split(text)[0]
        found = imported_by_name(self.parts.absolute, known, is_open=text != known)
        self.parts.imports.update(found)
        if text == known:
            at = (name.lineno, name.col_offset + 1)
            self.parts.statements.append(Statement(text, *at, (), "import"))

    def _instance(self, node: ast.Call, full: str, callee: str, lead: Lead) -> None:
        at = (node.lineno, node.col_offset + 1)
        keys = calls.given(node)
        self.parts.statements.append(
            Statement(full, *at, keys, "instance", callee, lead.scope, lead.choice)
        )

    def _keyword(self, keyword: ast.keyword, flag: str | None, callee: str, lead: Lead) -> None:
        name, value = keyword.arg or "**", keyword.value
        declared = (flag,) if flag else lead.keys
        if name in calls.PROSE:
            self.parts.refer(value, lead.scope)
            for inner in ast.walk(value):
                if isinstance(inner, ast.Call) and is_made_by(inner, self.parts.callers):
                    self.read(inner, Lead(scope=lead.scope, choice=lead.choice))
        elif name in calls.DEFAULTS:
            self.read(value, Lead(declared, "default", callee, lead.scope, lead.choice))
            text = text_of(value, self.parts.types)
            if text is not None and flag:
                self.parts.constants[f"?.{flag}"] = text
        elif name == "choices":
            keys = (*declared, name)
            self.read(value, Lead(keys, "item", callee, lead.scope, lead.choice))
        else:
            keys = (*lead.keys, name)
            self._told(value, Lead(keys, "argument", callee, lead.scope, lead.choice))


def _leaves(node: ast.JoinedStr | ast.BinOp) -> list[ast.expr]:
    """The parts that a text or a list is put together from."""
    if isinstance(node, ast.JoinedStr):
        return [v.value for v in node.values if isinstance(v, ast.FormattedValue)]
    found: list[ast.expr] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp):
        found.append(left.right)
        left = left.left
    return [left, *reversed(found)]
