"""Dockerfiles and Containerfiles: images, variables, commands, and weights that are copied in.

Floor: discover.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from licenseengine.discover.formats.shell import Script
from licenseengine.discover.formats.shell_programs import base
from licenseengine.discover.formats.shell_values import Value, value_of
from licenseengine.discover.formats.shell_words import FURTHEST, MAX_MISSING, Commands
from licenseengine.discover.records import Document, Statement

MAX_WORDS = 2_000
MAX_INSTRUCTIONS = 20_000
_WEIGHTS = (
    ".safetensors", ".gguf", ".bin", ".pt", ".pth", ".ckpt", ".onnx", ".h5", ".tflite",
)  # fmt: skip
_APART = 1 << 30  # between the places of words, more than any word is long
_ESCAPE = re.compile(r"\A(?:[ \t]*#[^\n]*\n)*?[ \t]*#[ \t]*escape[ \t]*=[ \t]*`", re.IGNORECASE)
_INSTRUCTION = re.compile(
    r"^[ \t]*(?:ONBUILD[ \t]+)?(?P<name>[A-Za-z]+)[ \t]+"
    r"(?P<rest>(?:\\[ \t\r]*\n(?:[ \t]*(?:\#[^\n]*)?\n)*+|[^\n])*+)",
    re.MULTILINE,
)
_NOTE = re.compile(r"(?<=\n)[ \t]*(?:\#[^\n]*)?\n")
_HERE = re.compile(r"<<-?[ \t]*[\"']?(?P<tag>[A-Za-z_]\w*)")
_OPTIONS = re.compile(r"(?:--[\w-]++(?:=(?:\"[^\"\n]*+\"|\S*+))?(?:[ \t]|\\[ \t\r]*\n)*+)++")
_PAIR = re.compile(r"[A-Za-z_][\w.\-/]*=.*", re.DOTALL)
_HEALTH = re.compile(r"\A(?:--[^\n]*?[ \t])?CMD[ \t]+", re.IGNORECASE)


def read(path: str, text: str) -> Document:
    """The statements of a Dockerfile."""
    file = _File(text)
    found = file.script.document(path, "docker", text, file.statements())
    return replace(found, statements=tuple(sorted(found.statements, key=_place)))


def _place(statement: Statement) -> tuple[int, int]:
    return statement.line, statement.column


@dataclass(frozen=True, slots=True)
class _Part:
    """The text after the name of an instruction, and where it begins."""

    text: str
    line: int
    column: int

    def after(self, length: int) -> "_Part":
        """What follows so many characters."""
        line, column = next(self.places([length]))
        return _Part(self.text[length:], line, column)

    def places(self, offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Line and column of each of some offsets."""
        starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        for offset in offsets:
            row = bisect_right(starts, offset) - 1
            yield self.line + row, offset - starts[row] + (1 if row else self.column)


class _File:
    """Reads instruction by instruction; a stage's ENTRYPOINT and CMD are one command."""

    def __init__(self, text: str) -> None:
        escaped = _ESCAPE.match(text) is not None
        self.text = re.sub(r"`([ \t\r]*)$", r"\\\1", text, flags=re.MULTILINE) if escaped else text
        self.script = Script()
        self._entry: list[tuple[Value, int]] | None = None
        self._command: list[tuple[Value, int]] | None = None
        self._missing = 0

    def statements(self) -> Iterator[Statement]:
        """All statements; those of ENTRYPOINT and CMD at the end of their stage."""
        at, line, count = 0, 1, 0
        while (found := _INSTRUCTION.search(self.text, at)) is not None:
            begin = found.start("rest")
            line += self.text.count("\n", at, begin)
            end = self._end(found)
            column = begin - self.text.rfind("\n", 0, begin)
            part = _Part(_NOTE.sub("\\\\\n", self.text[begin : found.end()]), line, column)
            rest = self.text[found.end() : end]
            yield from self._instruction(found["name"].upper(), part, rest)
            line += self.text.count("\n", begin, end)
            at = end
            count += 1
            if count > MAX_INSTRUCTIONS:
                self.script.left = 0
                return
        yield from self._started()

    def _end(self, found: re.Match[str]) -> int:
        """Where an instruction ends: after its last here-document."""
        end = found.end()
        if found["name"].upper() not in {"RUN", "COPY", "ADD"} or "<<" not in found["rest"]:
            return end
        for here in islice(_HERE.finditer(found["rest"]), 10):
            if self._missing > MAX_MISSING:
                break
            closing = re.compile(rf"^[ \t]*{here['tag']}[ \t\r]*$", re.MULTILINE)
            body = closing.search(self.text, end, end + FURTHEST)
            self._missing += body is None
            end = body.end() if body else end
        return end

    def _instruction(self, name: str, part: _Part, here: str) -> Iterator[Statement]:
        match name:
            case "FROM":
                yield from self._started()
                yield from self._image(part)
            case "ENV" | "ARG" | "LABEL":
                yield from self._settings(name, part)
            case "RUN":
                yield from self._run(part, here)
            case "ENTRYPOINT" | "CMD":
                yield from self._start(name, part)
            case "HEALTHCHECK":
                if found := _HEALTH.match(part.text):
                    yield from self._run(part.after(found.end()), "")
            case "COPY" | "ADD":
                yield from self._copied(part)
            case _:
                pass

    def _words(self, part: _Part) -> list[tuple[Value, int, int]]:
        """The words of a part, with their lines and columns."""
        command = next(iter(Commands(part.text, MAX_WORDS)), None)
        words = command.words if command else []
        places = part.places(word.at for word in words)
        values = (value_of(word.raw, self.script.variables) for word in words)
        return [(value, *place) for value, place in zip(values, places, strict=True)]

    def _image(self, part: _Part) -> Iterator[Statement]:
        part = _past_options(part)
        for value, line, column in self._words(part)[:1]:
            keys = (*value.names, "image")
            yield Statement(
                value.text, line, column, keys, "default" if value.names else "value",
                folded=value.folded,
            )  # fmt: skip

    def _settings(self, name: str, part: _Part) -> Iterator[Statement]:
        words = self._words(part)
        if name == "ENV" and words and not _PAIR.fullmatch(words[0][0].text):
            text = " ".join(value.text for value, _, _ in words[1:])
            first = replace(words[0][0], text=f"{words[0][0].text}={text}")
            words = [(first, *words[0][1:])]
        for value, line, column in words:
            key, mark, text = value.text.partition("=")
            if not mark or not text or "\n" in text:
                continue
            is_default = name == "ARG" or bool(value.names)
            if name != "LABEL":
                names = (*value.names, key) if is_default else ()
                self.script.variables[key] = Value(text, tuple(dict.fromkeys(names)), folded=True)
            outer = tuple(n for n in value.names if n != key)
            form = "default" if is_default else "value"
            yield Statement(text, line, column, (*outer, key), form, folded=value.folded)  # type: ignore[arg-type]

    def _run(self, part: _Part, here: str) -> Iterator[Statement]:
        part = _past_options(part)
        words = _exec_form(part)
        if words is not None:
            yield from self._of_words(words)
        else:
            yield from self.script.statements(part.text + here, part.line, part.column)

    def _start(self, name: str, part: _Part) -> Iterator[Statement]:
        words = _exec_form(part)
        if words is None:
            yield from self.script.statements(part.text, part.line, part.column)
        elif name == "ENTRYPOINT":
            self._entry = words
        else:
            self._command = words

    def _started(self) -> Iterator[Statement]:
        """What a container of the stage starts: CMD goes on where ENTRYPOINT ends."""
        entry, command = self._entry or [], self._command or []
        self._entry = self._command = None
        if entry and command and base(entry[0][0].text).endswith(".sh"):
            yield from self._of_words(entry)
            entry = []
        yield from self._of_words([*entry, *command])

    def _of_words(self, words: list[tuple[Value, int]]) -> Iterator[Statement]:
        values = [replace(value, at=at * _APART) for at, (value, _) in enumerate(words)]
        for place, statement in self.script.run(values):
            at, offset = divmod(place, _APART)
            word, line = words[at]
            first = statement.line == 1
            yield replace(
                statement,
                line=line + statement.line - 1,
                column=word.at + offset if first else statement.column,
            )

    def _copied(self, part: _Part) -> Iterator[Statement]:
        part = _past_options(part)
        exec_form = _exec_form(part)
        if exec_form is not None:
            words = [(value, line, value.at) for value, line in exec_form]
        else:
            words = self._words(part)
        for value, line, column in words[:-1]:
            if value.text.casefold().endswith(_WEIGHTS) or "://" in value.text:
                yield Statement(value.text, line, column, ("COPY",), "command", folded=value.folded)


def _past_options(part: _Part) -> _Part:
    found = _OPTIONS.match(part.text)
    return part.after(found.end()) if found else part


def _exec_form(part: _Part) -> list[tuple[Value, int]] | None:
    """The words of ``["a", "b"]``; `at` of each is its column. None where it is no such list."""
    text = part.text.strip()
    if not text.startswith("["):
        return None
    try:
        found = json.loads(re.sub(r"\\[ \t\r]*\n", " ", text))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        return None
    begins = (m.start() for m in re.finditer(r'"(?:[^"\\]|\\.)*+"', part.text, re.DOTALL))
    places = zip(found, part.places(begins), strict=False)
    return [(Value(word, at=column), line) for word, (line, column) in places]
