"""What is collected from one Python module while its tree is walked.

Floor: discover.
"""

import ast
from collections.abc import Callable
from typing import NamedTuple

from licenseengine.discover.formats.folding import MARK, OPEN, fold, named
from licenseengine.discover.formats.python_shapes import class_of, is_made_by, names_in
from licenseengine.discover.formats.python_texts import UNKNOWN, held, text_of
from licenseengine.discover.records import Form, Module, Statement

LONGEST = 600
MAX_STATEMENTS = 50_000


class Lead(NamedTuple):
    """What leads to an expression: names, form, what it is given to, where, which alternative."""

    keys: tuple[str, ...] = ()
    form: Form = "value"
    callee: str | None = None
    scope: str | None = None
    choice: str | None = None


class Parts:
    """The statements of a module and what its parts refer to, in the order they are met.

    `types` gives local names the class that their annotation or making tells; `texts` the text
    that they hold, `given` that of parameters nobody gives. All are of the function that is being
    walked. `branches` counts the branches around it: what is set there may not hold after it.
    `callers` are functions and classes whose calls are told; `absolute` tells the full name of a
    module that an import names.
    """

    def __init__(self, own: str, callers: frozenset[str], absolute: Callable[[str], str]) -> None:
        self.own, self.callers, self.absolute = own, callers, absolute
        self.statements: list[Statement] = []
        self.imports: dict[str, str] = {}
        self.uses: dict[str, set[str]] = {}
        self.defines: set[str] = set()
        self.choices: dict[str, dict[str, frozenset[str]]] = {}
        self.constants: dict[str, str] = {}
        self.parameters: dict[str, tuple[str, ...]] = {}
        self.loaded: set[str] = set()
        self.is_script = self.runs = False
        self.types: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.given: dict[str, str] = {}
        self.branches = 0

    def module(self) -> Module:
        """The module as a whole."""
        return Module(
            self.own,
            self.imports,
            {scope: frozenset(names) for scope, names in self.uses.items()},
            frozenset(self.defines),
            self.choices,
            self.constants,
            self.parameters,
            self.is_script,
            self.runs,
            frozenset(self.loaded),
        )

    def leave(self) -> None:
        """Forget what is of the function that was walked."""
        self.types, self.texts, self.given, self.branches = {}, {}, {}, 0

    def state(self, text: str, node: ast.expr, lead: Lead) -> None:
        """A text is stated."""
        value = fold(text, self.texts) if OPEN in text else text
        if not value or len(value) > LONGEST or "\n" in value or lead.form == "text":
            return
        if len(self.statements) < MAX_STATEMENTS:
            folded = not isinstance(node, ast.Constant)
            at = (node.lineno, node.col_offset + 1)
            keys, form, callee, scope, choice = lead
            self.statements.append(Statement(value, *at, keys, form, callee, scope, choice, folded))

    def use(self, scope: str | None, name: str) -> None:
        """A scope refers to a dotted name."""
        self.names(scope).update(name.split("."))

    def names(self, scope: str | None) -> set[str]:
        """The names that a scope refers to, to be added to."""
        return self.uses.setdefault(scope or "", set())

    def refer(self, node: ast.AST, scope: str | None) -> None:
        """A scope refers to whatever names an expression has."""
        names = self.names(scope)
        while isinstance(node, ast.Attribute):
            names.add(node.attr)
            node = node.value
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif not isinstance(node, ast.Constant):
            names.update(names_in(node))

    def full(self, callee: str) -> str:
        """A callee with its first part as it was imported."""
        first, dot, rest = callee.partition(".")
        return f"{self.imports[first]}{dot}{rest}" if first in self.imports else callee

    def know_field(self, name: str, value: ast.expr) -> None:
        """Remember a field's text: plain, or the default that a call such as `field()` gives."""
        if isinstance(value, ast.Tuple) and value.elts:  # of an enumeration: text and label
            value = value.elts[0]
        if (text := held(value, {})) is not None:
            self.constants[name] = fold(text, self.texts)
        if isinstance(value, ast.Dict):
            self.know_table(name, value)

    def know_table(self, name: str, value: ast.Dict) -> None:
        """Remember a table: the texts of its entries, and the names that each key leads to."""
        entries: dict[str, frozenset[str]] = {}
        for key, inner in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                entries[key.value] = frozenset(names_in(inner))
                if (text := text_of(inner, {})) is not None:
                    self.constants[f"{name}.{key.value}"] = text
        if len(entries) > 1:
            self.choices[name] = entries

    def know(self, target: ast.expr, value: ast.expr | None, scope: str | None) -> None:
        """Remember what a name, an attribute or an entry holds once it is set.

        Args:
            target: what is set.
            value: what to; None when that is not known, as in a loop.
            scope: of the assignment.
        """
        if not isinstance(target, ast.Name):
            self._know_part(target, value)
            return
        name = target.id
        self.types.pop(name, None)
        if isinstance(value, ast.Call | ast.Await) and (class_ := class_of(value)):
            self.types[name] = class_
        text = None if value is None else held(value, self.types)
        if value is not None and is_made_by(value, self.callers):
            text = ""  # a thing, no name of one
        text = UNKNOWN if text is None else fold(text, self.texts)
        if named(name) in text or (self.branches and self.texts.get(name, text) != text):
            text = UNKNOWN
        self.texts[name] = text
        if scope is None and (text != UNKNOWN or name in self.constants):
            self.constants[name] = text

    def _know_part(self, target: ast.expr, value: ast.expr | None) -> None:
        """``self.model = …``, ``config["model"] = …``: known where it is set to one text only."""
        mark = text_of(target, self.types)
        found = MARK.fullmatch(mark) if mark else None
        if found is None or "." not in found[1]:
            return
        text = None if value is None else held(value, self.types)
        if value is not None and is_made_by(value, self.callers):
            text = ""
        text = UNKNOWN if text is None else fold(fold(text, self.texts), self.given)
        if self.constants.get(found[1], text) != text:
            text = UNKNOWN
        self.constants[found[1]] = text
