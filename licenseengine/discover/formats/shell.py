"""Command lines: of scripts, Makefiles, Procfiles and batch files, and those that other files hold.

Each flag and operand of each command is a statement under the name of its program; variables that
the same script sets are put in. Nothing is run.

Floor: discover.
"""

import re
from bisect import bisect_right
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from licenseengine.discover.formats.shell_arguments import arguments, stated
from licenseengine.discover.formats.shell_dialects import plain
from licenseengine.discover.formats.shell_programs import (
    LAUNCHERS,
    SHELLS,
    base,
    is_assignment,
    names,
    program_of,
    unwrapped,
)
from licenseengine.discover.formats.shell_values import Value, Variables, value_of
from licenseengine.discover.formats.shell_words import MAX_TOKENS, Command, Commands, Word
from licenseengine.discover.records import Document, Gap, Place, Statement

MAX_STATEMENTS = 20_000
_DEEPEST = 3
_SETTERS = names("export declare local readonly typeset setenv set")
_SERVERS = names("uvicorn gunicorn hypercorn daphne granian waitress-serve")
_STARTERS = names(
    "streamlit run|chainlit run|fastapi run|fastapi dev|node|nodemon|tsx|ts-node|bun|bun run|"
    "gradio|deno run|modal run|modal serve|modal deploy|jupyter|litestar|bentoml serve|ray",
    "|",
)
_APPLICATIONS = names("flask celery litestar sanic")
_SCRIPT = re.compile(r"[\w./@-]+\.(?:py|[cm]?[jt]sx?|ipynb)")
_TARGET = re.compile(r"[A-Za-z_][\w.]*(?::[A-Za-z_][\w.]*)?(?:\(\))?")


def read(path: str, text: str) -> Document:
    """The statements of a script: what it sets, and the flags and operands of its commands."""
    script = Script()
    found = script.statements(plain(path, text))
    return script.document(path, "shell", text, found)


def commands(text: str, first_line: int) -> Iterator[Statement]:
    """The statements of command lines that stand in another file.

    Args:
        text: one command line or a whole script.
        first_line: where it begins in that file.
    """
    return islice(Script().statements(text, first_line), MAX_STATEMENTS)


def started(statements: Iterable[Statement]) -> list[str]:
    """The scripts and modules that commands start: ``app.py``, ``pkg.mod``, ``pkg.mod:app``."""
    found: dict[str, None] = {}
    for statement in statements:
        if statement.keys and statement.form in {"command", "default", "value"}:
            target = _target(statement)
            if target:
                found[target.removesuffix("()")] = None
    return list(found)


def _target(statement: Statement) -> str | None:
    program, value = statement.keys[0], statement.value
    is_operand = len(statement.keys) == 1
    if is_operand and program.rsplit(" ", 1)[-1] in {value, base(value)}:
        return value
    program = program.removeprefix("python -m ")  # `python -m uvicorn app:app`
    first = program.split(" ", 1)[0]
    if is_operand and first in _SERVERS | _APPLICATIONS and ":" in value:
        return value if _TARGET.fullmatch(value) else None
    if is_operand and (program in _STARTERS or program in LAUNCHERS):
        return value if _SCRIPT.fullmatch(value) else None
    if statement.key in {"app", "A", "FLASK_APP"} and (first in _APPLICATIONS or is_operand):
        return value if _TARGET.fullmatch(value) or _SCRIPT.fullmatch(value) else None
    return None


class Script:
    """Reads commands one after the other; remembers what they set."""

    def __init__(self, variables: Variables | None = None, depth: int = 0) -> None:
        self.variables: Variables = {} if variables is None else variables
        self._depth = depth
        self.left = MAX_TOKENS

    def document(
        self, path: str, format_: str, text: str, statements: Iterable[Statement]
    ) -> Document:
        """What was read, as a document, with a gap where a limit ended it."""
        found = list(islice(statements, MAX_STATEMENTS + 1))
        gaps: tuple[Gap, ...] = ()
        if len(found) > MAX_STATEMENTS or not self.left:
            line = found[-1].line if found else 1
            gaps = (Gap("LE704", Place(path, line), "too many commands: the rest was not read"),)
        return Document(path, format_, text, tuple(found[:MAX_STATEMENTS]), gaps=gaps)

    def statements(self, text: str, first_line: int = 1, column: int = 1) -> Iterator[Statement]:
        """The statements of a script.

        Args:
            text: of the script.
            first_line: where it begins in its file.
            column: where its first line begins.
        """
        starts = [0, *(m.end() for m in re.finditer("\n", text))]
        found = Commands(text, self.left)
        for command in found:
            self.left = found.left
            for at, statement in self._command(command):
                row = bisect_right(starts, at) - 1
                line = row + first_line + statement.line - 1
                first = at - starts[row] + (column if row == 0 else 1)
                yield replace(
                    statement,
                    line=line,
                    column=first if statement.line == 1 else statement.column,
                    choice=statement.choice or command.choice,
                )

    def run(self, words: Sequence[Value]) -> Iterator[tuple[int, Statement]]:
        """The statements of one command by its words; each with where its word begins.

        The line of such a statement counts from the line where its word begins.
        """
        words = yield from self._settings(unwrapped(words))
        words = unwrapped(words)
        if not words or words[0].text in {"case", "esac", "[", "[[", "test", "function"}:
            return
        if words[0].text == "for":
            yield from _loop(words)
            return
        if words[0].text == ":":
            for word in words[1:]:
                if word.names:
                    self.variables[word.names[0]] = word
                    yield word.at, stated(word, word.names[-1:], word.text)
            return
        program = program_of(words)
        if program.starts is not None:
            yield program.starts.at, stated(program.starts, (program.name,), program.starts.text)
        if program.code is not None:
            yield from self._code(program.name, program.code)
        if program.before:
            yield from arguments(program.name.rsplit(" ", 1)[0], program.before)
        yield from arguments(program.name, program.rest)

    def _command(self, command: Command) -> Iterator[tuple[int, Statement]]:
        words = [value_of(word.raw, self.variables, word.at) for word in command.words]
        if command.array is not None:
            for word in words:
                yield word.at, stated(word, (command.array,), word.text, "item")
            return
        yield from self._substituted(command.words)
        if words:
            yield from self.run(words)
        if command.here is not None:
            yield from self._here(words, command.here)

    def _substituted(self, words: Sequence[Word]) -> Iterator[tuple[int, Statement]]:
        """Commands in ``$(...)``, whose output is put in."""
        for word in words:
            if "$(" not in word.raw or self._depth >= _DEEPEST:
                continue
            for found in re.finditer(r"\$\(([^()\n]+)\)", word.raw):
                inner = Value(found[1], at=word.at + found.start(1))
                yield from self._inner(inner)

    def _inner(self, code: Value) -> Iterator[tuple[int, Statement]]:
        if self._depth < _DEEPEST:
            inner = Script(self.variables, self._depth + 1)
            inner.left = self.left
            for statement in inner.statements(code.text):
                yield code.at + (statement.column - 1 if statement.line == 1 else 0), statement
            self.left = inner.left

    def _settings(
        self, words: Sequence[Value]
    ) -> Generator[tuple[int, Statement], None, Sequence[Value]]:
        """Variables that the command sets; returns the words after them."""
        setter = bool(words) and words[0].text in _SETTERS
        at = 1 if setter else 0
        while at < len(words) and (
            is_assignment(words[at].text) or (setter and words[at].text.startswith("-"))
        ):
            word = words[at]
            at += 1
            if word.text.startswith("-"):
                continue
            name, _, text = word.text.partition("=")
            value = replace(word, text=text)
            self.variables[name] = _with_name(value, name)
            outer = tuple(n for n in word.names if n != name)
            if text and "$(" not in text and "`" not in text and "\n" not in text:
                yield word.at, stated(value, (*outer, name), text, "value")
        return () if setter else words[at:]

    def _code(self, program: str, code: Value) -> Iterator[tuple[int, Statement]]:
        """Code on the command line: of a shell, or of Python."""
        if base(program.split(" ", 1)[0]) in SHELLS:
            yield from self._inner(code)
            return
        from licenseengine.discover.formats import python  # noqa: PLC0415 - only where such code stands

        for statement in python.read("", code.text).statements:
            yield code.at, statement

    def _here(self, words: Sequence[Value], here: Word) -> Iterator[tuple[int, Statement]]:
        """A here-document: commands for a shell, Python for Python, else lines of text."""
        rest = unwrapped(words)
        name = base(rest[0].text) if rest else "sh"
        body = Value(here.raw, at=here.at)
        if name in SHELLS or name == "ssh":
            yield from self._inner(body)
        elif program_of(rest).name.split(" ", 1)[0] == "python":
            yield from self._code("python", body)
        else:
            for found in re.finditer(r"[^\s][^\n]{0,500}", here.raw):
                line = Value(found[0].rstrip(), at=here.at + found.start())
                yield line.at, stated(line, (name,), line.text, "text")


def _with_name(value: Value, name: str) -> Value:
    if not value.names:
        return replace(value, folded=True)
    return replace(value, names=tuple(dict.fromkeys((*value.names, name))), folded=True)


def _loop(words: Sequence[Value]) -> Iterator[tuple[int, Statement]]:
    if len(words) > 3 and words[2].text == "in":  # noqa: PLR2004 - for NAME in WORD
        for word in words[3:]:
            yield word.at, stated(word, (words[1].text,), word.text, "item")
