"""What is collected from one Python module while its tree is walked.

Floor: discover.
"""

import ast
from typing import NamedTuple

from licenseengine.discover.formats.folding import dotted, fold, text_of
from licenseengine.discover.records import Form, Module, Statement

LONGEST = 600
MAX_STATEMENTS = 50_000
_BELOW = 12


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
    that they hold. Both are of the function that is being walked.
    """

    def __init__(self, own: str) -> None:
        self.own = own
        self.statements: list[Statement] = []
        self.imports: dict[str, str] = {}
        self.uses: dict[str, set[str]] = {}
        self.defines: set[str] = set()
        self.choices: dict[str, dict[str, frozenset[str]]] = {}
        self.constants: dict[str, str] = {}
        self.parameters: dict[str, tuple[str, ...]] = {}
        self.is_script = False
        self.types: dict[str, str] = {}
        self.texts: dict[str, str] = {}

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
        )

    def state(self, text: str, node: ast.expr, lead: Lead) -> None:
        """A text is stated."""
        value = fold(text, self.texts)
        if not value or len(value) > LONGEST or "\n" in value or lead.form == "text":
            return
        if len(self.statements) < MAX_STATEMENTS:
            folded = not isinstance(node, ast.Constant)
            at = (node.lineno, node.col_offset + 1)
            keys, form, callee, scope, choice = lead
            self.statements.append(
                Statement(value, *at, keys, form, callee, scope, choice, folded)
            )

    def use(self, scope: str | None, name: str) -> None:
        """A scope refers to a dotted name."""
        self.uses.setdefault(scope or "", set()).update(name.split("."))

    def refer(self, node: ast.AST, scope: str | None) -> None:
        """A scope refers to whatever names an expression has."""
        names = self.uses.setdefault(scope or "", set())
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
        if isinstance(value, ast.Call):
            given = {k.arg: k.value for k in value.keywords}
            plain = given.get("default") or (value.args[0] if value.args else None)
            if plain is None:
                return
            value = plain
        if (text := text_of(value, {})) is not None:
            self.constants[name] = text

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

    def know_local(self, target: str, value: ast.expr, scope: str | None) -> None:
        """Remember what a variable holds: its class where it is made, its text where it is one."""
        if isinstance(value, ast.Call) and (class_ := dotted(value.func)):
            self.types[target] = class_
        text = text_of(value, self.types)
        if text is None:
            self.texts.pop(target, None)
        elif scope is None:
            self.constants[target] = text
        else:
            self.texts[target] = fold(text, self.texts)


def names_in(node: ast.AST) -> set[str]:
    """All names and attributes of an expression."""
    names = set()
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            names.add(child.id)
        elif isinstance(child, ast.Attribute):
            names.add(child.attr)
    return names


def target_keys(node: ast.expr) -> tuple[str, ...]:
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


def compared(test: ast.expr) -> str | None:
    """The word that a test compares something with; None when it compares with none."""
    if not isinstance(test, ast.Compare) or len(test.comparators) != 1:
        return None
    for side in (test.comparators[0], test.left):
        found = (
            side.elts[0] if isinstance(side, ast.List | ast.Tuple | ast.Set) and side.elts else side
        )
        if isinstance(found, ast.Constant) and isinstance(found.value, str):
            return found.value
    return None


def keys_below(value: ast.expr) -> str | None:
    """The keys of a table that is the value of a key, with spaces."""
    if not isinstance(value, ast.Dict):
        return None
    words = (k.value for k in value.keys[:_BELOW] if isinstance(k, ast.Constant))
    return " ".join(w for w in words if isinstance(w, str)) or None
