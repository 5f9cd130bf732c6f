"""Files of environment variables: ``NAME=value`` line by line; what is commented out is not said.

Floor: discover.
"""

import re

from licenseengine.discover.formats.shell_values import Value, value_of
from licenseengine.discover.records import Document, Gap, Place, Statement

MAX_STATEMENTS = 20_000
_LINE = re.compile(
    r"""^(?:[ \t]*\#[^\n]*+
      |(?P<space>[ \t]*+)(?:export[ \t]++)?(?P<name>[A-Za-z_][\w.-]*+)[ \t]*+=[ \t]*+(?P<value>
          "(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'
         |(?:"(?:[^"\\]|\\.){0,20000}+"|'[^']{0,20000}+')(?=[ \t\r]*(?:\#[^\n]*)?$)
         |(?:[^\n\#]|(?<=\S)\#)*+)
      |(?P<odd>[^\n]*\S[^\n]*+))""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def read(path: str, text: str) -> Document:
    """The variables that a file sets; those that it leaves empty state nothing."""
    statements: list[Statement] = []
    gaps: list[Gap] = []
    variables: dict[str, Value] = {}
    line, at = 1, 0
    for found in _LINE.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        if found["odd"] is not None and not gaps:
            gaps.append(Gap("LE703", Place(path, line), "a line that sets no variable"))
        if found["name"] is None:
            continue
        if len(statements) >= MAX_STATEMENTS:
            gaps.append(
                Gap("LE704", Place(path, line), "too many variables: the rest was not read")
            )
            break
        statement = _statement(found, line, variables)
        if statement is not None:
            statements.append(statement)
    return Document(path, "env", text, tuple(statements), gaps=tuple(gaps))


def _statement(found: re.Match[str], line: int, variables: dict[str, Value]) -> Statement | None:
    name = found["name"]
    value = value_of(found["value"].strip(), variables)
    if not value.text or "\n" in value.text:
        return None
    variables[name] = Value(value.text, value.names, folded=True)
    outer = tuple(other for other in value.names if other != name)
    column = found.start("value") - found.start() + 1
    form = "default" if value.names else "value"
    return Statement(value.text, line, column, (*outer, name), form, folded=value.folded)  # type: ignore[arg-type]
