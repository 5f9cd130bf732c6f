"""Words of a manifest: texts that no YAML reader takes for more than texts, and short ids.

Floor: audit.
"""

import re
from collections.abc import Iterable, Mapping

from licenseengine.audit.stack import CODE
from licenseengine.stack.records import Artefact

_LONGEST_ID = 60
_PLAIN = re.compile(r"[A-Za-z][\w.+-]*(?:[/:#][\w.+-]+)*(?: \(?[A-Za-z][\w.+-]*\)?)*", re.ASCII)
_TO_ESCAPE = re.compile(r'[^ -~]|["\\]')
_ENDING = re.compile(r"(?<=\w)\.[A-Za-z]{2,11}$")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"})


def scalar(text: str) -> str:
    """A text as one YAML scalar on one line, whatever stands in it."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return f'"{_TO_ESCAPE.sub(lambda found: _escaped(found[0]), text)}"'


def _escaped(char: str) -> str:
    code = ord(char)
    if char in {'"', "\\"}:
        return f"\\{char}"
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - halves of a pair, which no text may hold
        return "\ufffd"
    if char.isprintable():
        return char
    digits, width = ("x", 2) if code < 0x100 else ("u", 4) if code < 0x10000 else ("U", 8)  # noqa: PLR2004 - what the digits hold
    return f"\\{digits}{code:0{width}x}"


def flow(value: object) -> str:
    """A value of the vocabulary as YAML on one line."""
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def ids_of(artefacts: Iterable[Artefact]) -> dict[str, str]:
    """A short id for each node: the last part of its ref in kebab case, numbered where taken."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for artefact in sorted(artefacts, key=lambda a: a.id != CODE):  # the code is called so
        if artefact.id in ids:
            continue
        wanted = _short(artefact, ids)
        id_, number = wanted, 2
        while id_ in taken:
            id_, number = f"{wanted}-{number}", number + 1
        taken.add(id_)
        ids[artefact.id] = id_
    return ids


def _short(artefact: Artefact, ids: Mapping[str, str]) -> str:
    made = artefact.made
    if made and made.by == "call" and artefact.ref is None and made.inputs[0].node in ids:
        return f"answers-of-{ids[made.inputs[0].node]}"
    for part in reversed(re.split(r"[/#:]", artefact.ref or artefact.id)):
        part = _ENDING.sub("", part)  # noqa: PLW2901 - the same one, without what kind of file it is
        plain = re.sub(r"[^a-z0-9]+", "-", part.casefold()).strip("-")[:_LONGEST_ID].strip("-")
        if plain:
            return plain
    return artefact.kind
