"""Functions of the project that stand before a loader: what their callers name, they load.

``def fetch(name): download(f"https://host/{name}.pt")`` makes every ``fetch("a")`` name a file.
A statement that has a parameter of its function in it is a template; a call of that function with
a known text fills it, at the place of the call. Templates pass through several functions.

Floor: discover.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from licenseengine.discover.formats.folding import MARK, is_open, named
from licenseengine.discover.records import Document, Module, Statement

ROUNDS = 3
MOST = 2_000


class Calls:
    """Calls with a text argument, by the last name of what is called."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[tuple[str, Statement]]] = {}
        self._rows: dict[tuple[str, int], str] = {}

    def add(self, document: Document, wanted: frozenset[str]) -> None:
        """Remember the calls of a document, of the functions `wanted`."""
        for statement in document.statements:
            if statement.form != "argument" or not statement.callee:
                continue
            name = statement.callee.rsplit(".", 1)[-1]
            if name in wanted:
                self._by_name.setdefault(name, []).append((document.path, statement))
                self._rows[document.path, statement.line] = document.line(statement.line)

    def of(self, function: str, parameter: str, position: int) -> Iterable[tuple[str, Statement]]:
        """The calls of a function that give a parameter."""
        for path, statement in self._by_name.get(function.rsplit(".", 1)[-1], ()):
            if statement.key in {parameter, str(position)}:
                yield path, statement

    def row(self, path: str, line: int) -> str:
        """The text of the line of a call."""
        return self._rows.get((path, line), "")


Leads = Callable[[Statement], bool]


def templates(document: Document, leads: Leads) -> dict[tuple[str, str], list[Statement]]:
    """The statements of a document that have a parameter of their function in them.

    Args:
        document: with statements that have open parts.
        leads: whether a statement may name an artefact once it is filled.
    """
    found: dict[tuple[str, str], list[Statement]] = {}
    module = document.module or Module("")
    for statement in document.statements:
        if not leads(statement):
            continue
        names = module.parameters.get(statement.scope or "", ())
        for mark in MARK.findall(statement.value):
            if mark in names:
                found.setdefault((statement.scope or "", mark), []).append(statement)
    return found


def filled(
    waiting: Iterable[Document], calls: Calls, modules: Mapping[str, Module], leads: Leads
) -> tuple[list[Document], set[tuple[str, int, int]]]:
    """The statements that calls make of templates, as documents by the file of the call.

    Also the places of the templates that some call filled.
    """
    open_ones = [(document, templates(document, leads)) for document in waiting]
    made: dict[str, list[Statement]] = {}
    answered: set[tuple[str, int, int]] = set()
    seen: set[tuple[str, int, str, str | None]] = set()
    for _ in range(ROUNDS):
        fresh: dict[str, list[Statement]] = {}
        for document, found in open_ones:
            for (function, parameter), statements in found.items():
                names = (document.module or Module("")).parameters[function]
                for path, call in calls.of(function, parameter, names.index(parameter)):
                    if call.scope == function:  # it calls itself
                        continue
                    for template in statements:
                        answered.add((document.path, template.line, template.column))
                        statement = _fill(template, parameter, call)
                        key = (path, call.line, statement.value, statement.callee)
                        if key not in seen and len(seen) < MOST:
                            seen.add(key)
                            fresh.setdefault(path, []).append(statement)
        for path, statements in fresh.items():
            made.setdefault(path, []).extend(statements)
        open_ones = [
            (document, templates(document, leads))
            for path, statements in fresh.items()
            if any(is_open(s.value) for s in statements)
            for document in [_document(path, statements, calls, modules)]
        ]
        if not open_ones:
            break
    documents = [_document(path, statements, calls, modules) for path, statements in made.items()]
    return documents, answered


def _fill(template: Statement, parameter: str, call: Statement) -> Statement:
    """The template with the text of a call, standing where the call stands."""
    return replace(
        template,
        value=template.value.replace(named(parameter), call.value),
        line=call.line,
        column=call.column,
        scope=call.scope,
        choice=call.choice,
        folded=True,
    )


def _document(
    path: str, statements: list[Statement], calls: Calls, modules: Mapping[str, Module]
) -> Document:
    rows = {s.line: calls.row(path, s.line) for s in statements}
    kept = tuple(statements)
    return Document(path, "python", "", kept, module=modules.get(path), rows=rows)
