"""The texts of a language for notes, and whether they are whole.

English is the vocabulary itself, the sentences of other reports and, for words that it has nowhere
else, ``licenses/translations/en.yaml``. Every other language has a file there with a text for each
text of English, with the same fields.

Floor: report.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Formatter
from typing import Any, get_args, get_type_hints

from licenseengine.audit.records import Drift
from licenseengine.compliance.checks.looked import LOOKED
from licenseengine.compliance.records import Status, When
from licenseengine.discover.records import Confidence, Role
from licenseengine.errors import Diagnostic, LicenseFileError, ReadError, Span, nearest
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library
from licenseengine.library.translations import Text, file_of, read_translation
from licenseengine.report.explain import SOURCES
from licenseengine.report.text import ANSWERS
from licenseengine.report.words import TEMPLATES
from licenseengine.solver.records import Level

ENGLISH = "en"
Keys = tuple[str, ...]
_FREE = ("document",)  # its keys are those of en.yaml, whatever they are


def texts_of(language: str, library: Library) -> dict[Keys, str]:
    """All texts of a language, by the keys that lead to them.

    Raises:
        ReadError: LE101, there is no translation into it.
        LicenseFileError: LE301, a text is missing, is of nothing, or has other fields than English.
    """
    own = _read(ENGLISH, library)
    known: dict[Keys, str | None] = dict.fromkeys(_words(library.vocabulary))
    known |= {text.path: None for text in own if text.path[0] in _FREE}
    _check(ENGLISH, own, known)
    english = _english(library.vocabulary) | {text.path: text.said for text in own}
    if language == ENGLISH:
        return english
    rows = _read(language, library)
    _check(language, rows, english)
    return {text.path: text.said for text in rows}


def _read(language: str, library: Library) -> tuple[Text, ...]:
    rows = read_translation(library.sections, language)
    if rows is None:
        file = file_of(language)
        raise ReadError([Diagnostic("LE101", Span(file), f"`{file}` does not exist")])
    return rows


def _english(vocabulary: Vocabulary) -> dict[Keys, str]:
    """What English has in the vocabulary and in the reports."""
    raw = vocabulary.raw
    told: dict[str, Mapping[str, str]] = {
        "duties": {name: entry["met"] for name, entry in raw["duties"].items()},
        "burdens": raw["burdens"],
        "rights": raw["reserved_rights"],
        "facts": {
            name: entry["ask"]
            for section in ("facts", "graph_facts")
            for name, entry in raw[section].items()
        },
        "topics": {name: entry["meaning"] for name, entry in raw["handling"]["topics"].items()},
        "data": raw["handling"]["data"],
        "findings": TEMPLATES,
        "looked": LOOKED,
        "answers": {str(level): said for level, said in ANSWERS.items()},
        "sources": SOURCES,
    }
    texts: dict[Keys, str] = {}
    for section, entries in told.items():
        texts |= {(section, name): said for name, said in entries.items()}
    for topic, entry in raw["handling"]["topics"].items():
        for stance, meant in entry["stances"].items():
            texts["stances", topic, stance] = meant["meaning"]
    for law, entry in vocabulary.questions["questions"].items():
        texts["questions", law, "ask"] = entry["ask"]
        for position in entry["positions"]:
            texts["questions", law, position["answer"]] = position["held"]
    return texts


def _words(vocabulary: Vocabulary) -> Iterator[Keys]:
    """What English words in its own file: words of the rule language, and of answers."""
    raw = vocabulary.raw
    sections: dict[str, Iterable[Any]] = {
        **{name: raw[name] for name in ("actions", "states", "kinds", "classes", "operations")},
        "inputs": [role for name in raw["operations"] for role in vocabulary.roles(name)],
        "purposes": [*raw["purposes"]["neutral"], *raw["purposes"]["sensitive"]],
        "presets": raw["presets"],
        "units": [*raw["units"], *raw["handling"]["units"]],
        "places": [*raw["places"]["groups"], raw["places"]["world"]],
        "values": ["true", "false", "none", *_values(vocabulary)],
        "levels": Level,
        "statuses": get_args(Status),
        "when": get_args(When),
        "roles": Role,
        "confidence": get_args(Confidence),
        "drift": get_args(get_type_hints(Drift)["kind"]),
        "numbers": ("group", "and"),
    }
    for section, names in sections.items():
        yield from ((section, str(name)) for name in names)


def _values(vocabulary: Vocabulary) -> Iterator[str]:
    """Words that a fact may have as its value and no other section has."""
    raw = vocabulary.raw
    for section in ("facts", "graph_facts"):
        for entry in raw[section].values():
            yield from entry.get("values", ())
    yield from (*raw["parts"], *raw["plans"])


def _check(language: str, rows: Sequence[Text], known: Mapping[Keys, str | None]) -> None:
    """Complain of texts that are missing, of nothing, empty, or with other fields than `known`."""
    complaints = [c for text in rows if (c := _complaint(text, known)) is not None]
    told = {text.path for text in rows}
    for path in known:
        if path not in told:
            beside = (text.span for text in rows if text.path[0] == path[0])
            place = next(beside, Span(file_of(language)))
            complaints.append(Diagnostic("LE301", place, f"`{'.'.join(path)}` is missing"))
    if complaints:
        raise LicenseFileError(complaints)


def _complaint(text: Text, known: Mapping[Keys, str | None]) -> Diagnostic | None:
    key = ".".join(text.path)
    if text.path not in known:
        near = nearest(key, [".".join(path) for path in known])
        return Diagnostic("LE301", text.span, f"`{key}` is no key that is read here", near)
    if not text.said:
        return Diagnostic("LE301", text.span, f"`{key}` has no text")
    english = known[text.path]
    fields = _fields(text.said)
    if fields is None:
        return Diagnostic("LE301", text.span, f"`{key}` has braces that do not pair")
    if english is not None and fields != _fields(english):
        named = ", ".join(sorted(_fields(english) or ())) or "none"
        said = f"`{key}` has other fields than English, which has {named}"
        return Diagnostic("LE301", text.span, said)
    return None


def _fields(template: str) -> frozenset[str] | None:
    """The names of a template's fields; None where its braces do not pair."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
    except ValueError:
        return None
