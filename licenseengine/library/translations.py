"""Translations: the words of notes in each language, as rows of the compiled copy.

Floor: library. ``licenses/translations/LANGUAGE.yaml`` holds them. They are read here as they
stand; whether they are whole is asked when notes are written (`licenseengine.report.texts`), so
that a word of the vocabulary that is not translated yet hinders nothing else.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from licenseengine.errors import Span
from licenseengine.library.catalog import Sections

_NARROW = re.compile(r" (?=[;!?])")
_WIDE = re.compile(r" (?=[:»])|(?<=«) ")


class Text(NamedTuple):
    """A text of a translation: the keys that lead to it, what it says, where it stands."""

    path: tuple[str, ...]
    said: str
    span: Span


def compile_translations(folder: Path) -> dict[str, Any]:
    """A section of the compiled copy for each language that has a file in `folder`."""
    from licenseengine.language.yaml_text import read_document, read_text  # noqa: PLC0415 - only to compile

    sections = {}
    for path in sorted(folder.glob("*.yaml")):
        document = read_document(read_text(path), str(path))
        rows = []
        for keys, said in _leaves(document.data):
            place = document.span(*keys, "@key")
            rows.append([keys, _unbroken(said), place.line, place.column])
        sections[f"wording:{path.stem}"] = rows
    return sections


def _leaves(part: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:  # noqa: ANN401 - a tree of any shape
    """All texts of a tree; what is neither text nor a mapping is read as an empty text."""
    if isinstance(part, Mapping):
        for key, below in part.items():
            yield from _leaves(below, (*keys, key))
    elif keys:
        yield keys, part if isinstance(part, str) else ""


def _unbroken(text: str) -> str:
    """A text in which no line ends before French punctuation.

    The files have plain spaces there, for those who write them; only French has spaces there.
    """
    return _WIDE.sub("\u00a0", _NARROW.sub("\u202f", text))


def read_translation(sections: Sections, language: str) -> tuple[Text, ...] | None:
    """The texts of a language, in the order of its file; None when it has no file."""
    name = f"wording:{language}"
    if name not in sections:
        return None
    return tuple(
        Text(tuple(keys), said, Span(file_of(language), line, column))
        for keys, said, line, column in sections[name]
    )


def file_of(language: str) -> str:
    """The file of a language, in the folder of the knowledge."""
    return f"translations/{language}.yaml"
