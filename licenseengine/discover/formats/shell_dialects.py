"""Makefiles, Procfiles, batch files and PowerShell scripts, rewritten for one reader.

Lines stay where they are; columns may move. Only what names things is kept: settings and commands.

Floor: discover.
"""

import re
from collections.abc import Callable

_MAKE_SET = re.compile(
    r"^(?:export[ \t]+|override[ \t]+)*(?P<name>[A-Za-z_][\w.-]*)[ \t]*"
    r"(?P<mark>\?=|::?=|:::=|\+=|=)[ \t]*(?P<value>[^\n]*)$"
)
_MAKE_NAME = re.compile(r"\$[({]([A-Za-z_]\w*)[)}]")
_JUST_SET = re.compile(
    r"^(?:export[ \t]+)?(?P<name>[A-Za-z_][\w-]*)[ \t]*:=[ \t]*(?P<value>[^\n]*)$"
)
_JUST_NAME = re.compile(r"\{\{[ \t]*([A-Za-z_]\w*)[ \t]*\}\}")
_PROC = re.compile(r"^[ \t]*[\w-]+:[ \t]*", re.MULTILINE)
_BATCH_NOTE = re.compile(r"^[ \t]*@?(?:rem\b|::)[^\n]*", re.MULTILINE | re.IGNORECASE)
_BATCH_SET = re.compile(
    r"^[ \t]*@?set[ \t]+\"?(?P<name>\w+)=(?P<value>[^\"\n]*)\"?[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
_BATCH_NAME = re.compile(r"%([A-Za-z_]\w*)%")
_POWER_NOTE = re.compile(r"<\#.{0,20000}?\#>", re.DOTALL)
_POWER_SET = re.compile(
    r"^[ \t]*\$(?:env:)?(?P<name>\w+)[ \t]*=[ \t]*", re.MULTILINE | re.IGNORECASE
)


def plain(path: str, text: str) -> str:
    """A script as a POSIX shell would have it, by the name of its file; line by line the same."""
    name = path.rsplit("/", 1)[-1].casefold()
    suffix = name.rsplit(".", 1)[-1] if "." in name else ""
    if suffix in {"bat", "cmd"}:
        return _batch(text)
    if suffix == "ps1":
        return _power(text)
    if name.startswith(("makefile", "gnumakefile")) or suffix in {"mk", "mak"}:
        return _make(text)
    if name.startswith("justfile"):
        return _just(text)
    return _PROC.sub(_blanks, text) if name.startswith("procfile") else text


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _quoted(value: str) -> str:
    return '"' + value.replace('"', "").rstrip("\\") + '"'


def _by_line(text: str, line: Callable[[str, bool], str]) -> str:
    """Each line rewritten; told whether it goes on from the line before."""
    rows = []
    goes_on = False
    for row in text.split("\n"):
        rows.append(line(row, goes_on))
        goes_on = row.endswith("\\") and bool(rows[-1])
    return "\n".join(rows)


def _make(text: str) -> str:
    return _by_line(text, _make_line)


def _make_line(row: str, goes_on: bool) -> str:  # noqa: FBT001 - a row and its state
    if goes_on or row.startswith("\t"):
        recipe = re.sub(r"^\t[@+-]*", "\t", row)
        return _MAKE_NAME.sub(r"${\1}", recipe).replace("$$", "$")
    setting = _MAKE_SET.match(row)
    if setting is None:
        return ""
    value = _MAKE_NAME.sub(r"${\1}", setting["value"].split(" #")[0].rstrip())
    if not value or "$(" in value:
        return ""
    name = setting["name"].replace("-", "_").replace(".", "_")
    if setting["mark"] == "?=":
        return f"{name}=${{{name}:-{value}}}" if " " not in value and "{" not in value else ""
    return f"{name}={_quoted(value)}"


def _just(text: str) -> str:
    return _by_line(text, _just_line)


def _just_line(row: str, goes_on: bool) -> str:  # noqa: FBT001 - a row and its state
    if goes_on or row.startswith((" ", "\t")):
        return _JUST_NAME.sub(r"${\1}", re.sub(r"^([ \t]+)[@-]*", r"\1", row))
    setting = _JUST_SET.match(row)
    return f"{setting['name'].replace('-', '_')}={setting['value']}" if setting else ""


def _batch(text: str) -> str:
    text = _BATCH_NOTE.sub("", text).replace("'", " ")
    text = re.sub(r"\^\r?\n", "\x00", text).replace("\\", "/").replace("\x00", "\\\n")
    text = _BATCH_SET.sub(lambda m: f"{m['name']}={_quoted(m['value'].strip())}", text)
    return re.sub(r"^([ \t]*)@", r"\1", _BATCH_NAME.sub(r"${\1}", text), flags=re.MULTILINE)


def _power(text: str) -> str:
    text = _POWER_NOTE.sub(lambda m: "\n" * m[0].count("\n"), text)
    text = re.sub(r"`\r?\n", "\x00", text).replace("\\", "/").replace("\x00", "\\\n")
    text = _POWER_SET.sub(lambda m: f"{m['name']}=", text)
    return re.sub(r"\$env:(\w+)", r"${\1}", text, flags=re.IGNORECASE)
