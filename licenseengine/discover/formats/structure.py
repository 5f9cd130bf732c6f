"""Structured documents: the statements that their nodes make.

Floor: discover.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from licenseengine.discover.records import Document, Form, Gap, Node, Place, Statement, rows_of

MAX_STATEMENTS = 100_000
LONGEST = 2_000
COMMANDS = frozenset({"command", "args", "entrypoint", "run", "cmd", "script", "exec", "commands"})
_LINES = frozenset({"script", "commands"})  # each item is a command of its own
_BLOCKS = frozenset("|>")
_BELOW = 12
_NEAR = 60
_NESTED = 5
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?")
_MAY_NAME = re.compile(r"/|[a-z]-?[.\d]")
# Each branch ends with the name of a variable and its default. A colon or hyphen alone stands in
# other references too (`${file:x}`, `${now:%Y}`, `${model-name}`): the name must look like one.
_DEFAULTED = re.compile(
    r"\$\{\s*(?:"
    r"(?:oc\.)?env[:.](\w+)\s*(?:,|:-?|-)([^{}$]*+)"
    r"|(?!(?:oc\.)?env[:.])([\w.]+)\s*:[-=]([^{}$]*+)"
    r"|([A-Z][A-Z\d_]*)[-=]([^{}$]*+)"
    r"|(?!(?:oc\.)?env[:.]|oc\.)(?=\w*[A-Z_.])([\w.]+)\s*:(?![-=?+:])([^{}$]*+)"
    r")\}"
)


def document(
    path: str, format_: str, text: str, roots: tuple[Node, ...], gaps: Iterable[Gap] = ()
) -> Document:
    """A document with the statements that its nodes make."""
    statements: list[Statement] = []
    found = list(gaps)
    for statement in statements_of(roots, rows_of(text)):
        if len(statements) >= MAX_STATEMENTS:
            place = Place(path, statement.line)
            found.append(Gap("LE704", place, "too many values: the rest was not read"))
            break
        statements.append(statement)
    return Document(path, format_, text, tuple(statements), roots, gaps=tuple(found))


def statements_of(roots: Iterable[Node], rows: Sequence[str] = ()) -> Iterator[Statement]:
    """Every scalar as a statement, with the keys that lead to it; command lines taken apart.

    Args:
        roots: of the document.
        rows: its lines, where texts of several lines are to be found again.
    """
    todo: list[tuple[tuple[str, ...], Node, Form]] = [((), root, "value") for root in roots]
    todo.reverse()
    while todo:
        keys, node, form = todo.pop()
        if node.text is not None:
            yield from _scalar(keys, node, form, rows)
        elif node.entries is not None:
            yield from _keys(keys, node)
            todo += [
                ((*keys, k) if k != "<<" else keys, n, "value") for k, n in reversed(node.entries)
            ]
        elif keys and keys[-1] in COMMANDS and (line := _command_line(keys[-1], node)):
            yield from _commands(line, node.items[0].line if node.items else node.line, rows)
        else:
            todo += [(keys, n, "item") for n in reversed(node.items or ())]


def _keys(keys: tuple[str, ...], node: Node) -> Iterator[Statement]:
    """Keys that may name something themselves: of a mixture of data sets, of a table of models."""
    for key, value in node.entries or ():
        if _may_name(key):
            is_figure = value.text is not None and _FIGURE.fullmatch(value.text)
            below = " ".join([k for k, _ in (value.entries or ())[:_BELOW]])
            form: Form = "rate" if is_figure else "key"
            line, column = value.key_line or value.line, value.key_column or node.column
            yield Statement(key, line, column, keys, form, below or None)


@lru_cache(maxsize=4096)  # the same keys stand in every entry
def _may_name(key: str) -> bool:
    return len(key) < LONGEST and bool(_MAY_NAME.search(key))


def _scalar(
    keys: tuple[str, ...], node: Node, form: Form, rows: Sequence[str]
) -> tuple[Statement, ...] | Iterator[Statement]:
    text = node.text or ""
    if keys and keys[-1] in COMMANDS and " " in text:
        return _commands(text, node.line, rows)
    if "\n" in text:  # a block of one line is a value as any other
        text = text.rstrip("\n")
    if not text or len(text) > LONGEST or "\n" in text:
        return ()
    value, names = defaulted(text)
    if names:
        keys, form = (*keys[:-1], *names, *keys[-1:]), "default"
    elif not value:
        return ()
    found = Statement(value, node.line, node.column, keys, form)
    row = rows[node.line - 1] if node.line <= len(rows) else ""
    is_block = row[node.column - 1 : node.column] in _BLOCKS
    return (_found_again(found, rows) if is_block else found,)


def defaulted(text: str) -> tuple[str, tuple[str, ...]]:
    """A text with ``${NAME:default}``, ``${NAME:-default}`` and their like replaced, and the names.

    Defaults may hold others; a name without a default stays as it is.
    """
    names: list[str] = []
    for _ in range(_NESTED if "${" in text else 0):
        found = [
            (m[m.lastindex - 1], _default(m)) for m in _DEFAULTED.finditer(text) if m.lastindex
        ]
        if not any(default for _, default in found):
            break
        names = [*(name for name, default in found if default), *names]
        text = _DEFAULTED.sub(_default, text)
    return text, tuple(dict.fromkeys(names))


def _default(found: re.Match[str]) -> str:
    return str(found[found.lastindex or 0]).strip().strip("'\"")


def _command_line(key: str, node: Node) -> str | None:
    """The words of a command that is written as a list, as one line; None for other lists."""
    words = [item.text for item in node.items or ()]
    if not all(word is not None and "\n" not in word for word in words):
        return None
    if key in _LINES or (words and " " in str(words[0])):
        return None
    return " ".join(f'"{w}"' if " " in str(w) else str(w) for w in words)


def _commands(text: str, line: int, rows: Sequence[str]) -> Iterator[Statement]:
    """The statements of a command; of one in several lines each where the file has it."""
    from licenseengine.discover.formats.shell import commands  # noqa: PLC0415 - it needs JSON

    for statement in commands(text, line + ("\n" in text)):
        if rows and not _stands(statement, rows):  # its lines were folded, or escaped
            statement = _found_again(replace(statement, line=line), rows)  # noqa: PLW2901
        yield statement


def _stands(statement: Statement, rows: Sequence[str]) -> bool:
    row = rows[statement.line - 1] if 0 < statement.line <= len(rows) else ""
    return len(row) > LONGEST or statement.value in row


def _found_again(statement: Statement, rows: Sequence[str]) -> Statement:
    """A statement at the first of the next lines that holds its text; as it is if none does."""
    first = statement.line
    for line, row in enumerate(rows[first - 1 : first - 1 + _NEAR], first):
        if len(row) <= LONGEST and (at := row.find(statement.value)) >= 0:
            return replace(statement, line=line, column=at + 1)
    return statement
