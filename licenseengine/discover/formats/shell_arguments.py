"""Flags and operands of a command as statements under the name of its program.

Floor: discover.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from licenseengine.discover.formats import json_file
from licenseengine.discover.formats.shell_programs import names
from licenseengine.discover.formats.shell_values import LONGEST, Value
from licenseengine.discover.records import Form, Statement

_FLAG = re.compile(r"--?(?P<name>[A-Za-z][\w.-]*)(?:=(?P<value>.*))?", re.DOTALL)
_PAIRS = re.compile(r"[A-Za-z_][\w.]*=[^,=]*(?:,[A-Za-z_][\w.]*=[^,=]*)*")
_PAIR = re.compile(r"(?P<name>[A-Za-z_][\w.]*)=(?P<value>[^\s=].*)", re.DOTALL)
_TALKERS = names("echo printf")
# Flags that take no value, of all programs and of some: what follows them is an operand.
_SWITCHES = names(
    "resume-download force-download quiet verbose help version trust-remote-code trust_remote_code "
    "no-cache-dir upgrade no-deps enforce-eager enable-auto-tool-choice multi_gpu multi-gpu force "
    "no-check-certificate rm progress insecure yes debug reload bf16 fp16 do_train do_eval"
)
_SHORT = {
    "docker": names("i t it ti d"),
    "curl": names("fsSL sSL sL fL fsSLO LO OL L s S f O k v i sS fsS"),
    "wget": names("q c nc N nv qc"),
    "pip": names("U q v e"),
    "apt-get": names("y q yq qq"),
    "python": names("q v"),
}


def stated(value: Value, keys: tuple[str, ...], text: str, form: Form = "command") -> Statement:
    """A statement of one word; its line counts from where the word stands."""
    return Statement(text, 1, 1, keys, "default" if value.names else form, folded=value.folded)


def arguments(program: str, words: Sequence[Value]) -> Iterator[tuple[int, Statement]]:
    """Flags with their values, and operands."""
    form: Form = "text" if program in _TALKERS else "command"
    switches = _SWITCHES | _SHORT.get(program.split(" ", 1)[0], frozenset())
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        flag = _FLAG.fullmatch(word.text) if form == "command" else None
        if flag is None:
            if word.text != "--":
                yield from _given(word, (program,), word.text, form)
            continue
        keys = (program, flag["name"])
        if flag["value"] is not None:
            yield from _given(word, keys, flag["value"], form)
        elif (
            at < len(words)
            and flag["name"] not in switches
            and not _stands_alone(words[at], program)
        ):
            yield from _given(words[at], keys, words[at].text, form)
            at += 1


def _stands_alone(word: Value, program: str) -> bool:
    """Whether a word after a flag is no value of it."""
    return (word.text.startswith("-") and bool(_FLAG.fullmatch(word.text))) or (
        program in {"curl", "wget"} and "://" in word.text
    )


def _given(
    value: Value, keys: tuple[str, ...], text: str, form: Form
) -> Iterator[tuple[int, Statement]]:
    """What one word gives: a text, several settings ``a=x,b=y``, or settings in JSON."""
    if text.startswith("{") and text.endswith("}") and ":" in text and form == "command":
        yield from _settings_in_json(value, keys, text)
        return
    if not text or len(text) > LONGEST or "\n" in text:
        return
    parts = text.split(",") if "," in text and _PAIRS.fullmatch(text) else [text]
    for part in parts:
        pair = _PAIR.fullmatch(part) if form == "command" else None
        inner = (*keys, pair["name"]) if pair else keys
        if value.names:
            outer = tuple(n for n in value.names if n != inner[-1])
            inner = (*inner[:-1], *outer, inner[-1])
        yield value.at, stated(value, inner, pair["value"] if pair else part, form)


def _settings_in_json(
    value: Value, keys: tuple[str, ...], text: str
) -> Iterator[tuple[int, Statement]]:
    from licenseengine.discover.formats.structure import statements_of  # noqa: PLC0415 - it needs this module

    roots, _ = json_file.nodes(text)
    for statement in statements_of(roots):
        yield value.at, replace(statement, keys=(*keys, *statement.keys), column=1)
