"""Programs on command lines that fetch or serve a model: ``ollama pull``, ``hf download``.

Flags such as ``--model`` are settings like any other and are read as such; here it is operands.

Floor: discover.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from licenseengine.discover.detect.base import sighting
from licenseengine.discover.detect.naming import Named, link, name_of
from licenseengine.discover.formats import shell
from licenseengine.discover.records import Document, Kind, Role, Seen, Statement
from licenseengine.discover.signs import Signs

NAME = "commands"
_HELD = frozenset({"argument", "item", "value"})
_FETCHES = re.compile(
    r"\s*(?:sudo\s+)?(?:ollama|wget|curl|aria2c|gdown|huggingface-cli|hf|vllm|git|kaggle)\s+\S"
)
_OPERANDS = frozenset({"d", "dataset", "id", "model", "url"})
# Names that other stores give: what they look like, and the ref that is made of them.
_REFS: dict[str, tuple[re.Pattern[str], str, Kind]] = {
    "spacy": (re.compile(r"[a-z]{2,3}_\w+"), "spacy/{}", "model"),
    "gdrive": (re.compile(r"[\w-]{20,}"), "gdrive:{}", "model"),
    "kaggle": (re.compile(r"[\w-]+/[\w./-]+"), "kaggle:{}", "dataset"),
}
_OLLAMA = re.compile(r"\bollama\s+(?:pull|run|show)\s+(?P<name>[\w./:-]*\w)")


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """Operands of known programs; in running text only those of ``ollama``."""
    if document.format in {"markdown", "text"}:
        yield from _in_prose(document)
        return
    for statement in document.statements:
        if statement.form == "command" and statement.keys:
            yield from _seen(document, statement, signs)
        elif statement.form in _HELD and (found := _FETCHES.match(statement.value)):
            column = statement.column
            for inner in shell.commands(statement.value[found.start() :], statement.line):
                if inner.form == "command" and inner.keys:
                    at = replace(inner, line=statement.line, column=column, scope=statement.scope)
                    yield from _seen(document, at, signs)


def _seen(document: Document, statement: Statement, signs: Signs) -> Iterator[Seen]:
    programs = signs.raw.get("programs", {})
    program, *flags = statement.keys
    holds = programs.get(program)
    if holds is None or (flags and flags[-1].lstrip("-") not in _OPERANDS):
        return
    if program.endswith(" download") and holds == "model" and "/" not in statement.value:
        return  # a file of the repository that is named before it
    named = _named(statement.value, str(holds), document, signs)
    if named is not None:
        yield sighting(document, statement, named, NAME)


def _named(value: str, holds: str, document: Document, signs: Signs) -> Named | None:
    if holds == "ollama" or (document.format == "modelfile" and holds == "model"):
        return name_of(value, signs, "model", "ollama")
    if holds in _REFS:
        form, ref, kind = _REFS[holds]
        found = link(value, signs, kind)
        fits = form.fullmatch(value) and not signs.is_placeholder(value)
        return found or (Named(ref.format(value), kind, "bare") if fits else None)
    return name_of(value, signs, holds)


def _in_prose(document: Document) -> Iterator[Seen]:
    if "ollama" not in document.text:
        return
    for number, row in enumerate(document.text.split("\n"), 1):
        for found in _OLLAMA.finditer(row[:2_000]):
            at = Statement(found["name"], number, found.start("name") + 1, (), "prose")
            named = Named(f"ollama:{found['name'].removesuffix(':latest')}", "model", "bare")
            yield sighting(document, at, named, NAME, role=Role.DOCS, use="mention")
