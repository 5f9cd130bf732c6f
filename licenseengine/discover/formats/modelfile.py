"""Modelfiles of Ollama: the model that is built on, its adapters, its license.

Floor: discover.
"""

import re

from licenseengine.discover.records import Document, Gap, Place, Statement

MAX_STATEMENTS = 1_000
_INSTRUCTION = re.compile(
    r"""^(?:[ \t]*\#[^\n]*+
      |[ \t]*+(?P<name>[A-Za-z]++)[ \t]++(?:\w++[ \t]++(?=\"{3}))?(?P<value>
          \"{3}(?P<long>.*?)(?:\"{3}|\Z)
         |"(?P<quoted>(?:[^"\\\n]|\\.)*+)"|(?P<bare>[^\n]*)))""",
    re.VERBOSE | re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_NAMED = {"FROM": "command", "ADAPTER": "value", "LICENSE": "value"}


def read(path: str, text: str) -> Document:
    """The statements of a Modelfile; prompts and templates, of many lines, are passed over."""
    statements: list[Statement] = []
    gaps: tuple[Gap, ...] = ()
    line, at = 1, 0
    for found in _INSTRUCTION.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        name = (found["name"] or "").upper()
        if name not in _NAMED:
            continue
        if len(statements) >= MAX_STATEMENTS:
            said = "too many instructions: the rest was not read"
            gaps = (Gap("LE704", Place(path, line), said),)
            break
        value = next((v for v in (found["long"], found["quoted"], found["bare"]) if v), "").strip()
        if value:
            column = found.start("value") - found.start() + 1
            statements.append(Statement(value, line, column, (name,), _NAMED[name]))  # type: ignore[arg-type]
    return Document(path, "modelfile", text, tuple(statements), gaps=gaps)
