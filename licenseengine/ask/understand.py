"""A question in words to its tree: three languages are tried, the one that understands it speaks.

Floor: ask; the door of the package.
"""

import re
from functools import lru_cache
from pathlib import Path

from licenseengine.ask.acts import Act, Named
from licenseengine.ask.chunks import Chunk, cut_chunks
from licenseengine.ask.complain import complaint, not_understood, unknown_parts
from licenseengine.ask.lexicon import Lexicon
from licenseengine.ask.meaning import read_phrases
from licenseengine.ask.names import NameForms, QuestionNames
from licenseengine.ask.phrasebook import LANGUAGES, read_phrasebook
from licenseengine.ask.reading import Reading
from licenseengine.ask.shape import read_shape
from licenseengine.ask.tree import HERE, Question, Thing, Wants
from licenseengine.ask.words import Word, cut, normal
from licenseengine.errors import QuestionError
from licenseengine.library.home import licenses_folder
from licenseengine.library.index import Library, open_library

PHRASES = "phrases.yaml"
_SILENT = frozenset({"FILLER", "COMMA", "STOP"})


@lru_cache(maxsize=8)
def lexicon_of(language: str, path: Path) -> Lexicon:
    """The phrases of a language, read once."""
    return Lexicon(read_phrasebook(path), language)


def understand(
    question: str, library: Library | None = None, phrases: Path | None = None
) -> Question:
    """Read a question.

    Args:
        question: in English, French or Italian.
        library: where names of licenses and artefacts are looked up; the project's own when None.
        phrases: the phrase book; that of the project's knowledge when None.

    Raises:
        QuestionError: LE501 a part that no language understands, LE502 parts that do not go
            together. The part stands in backticks.
    """
    library = library or open_library()
    path = phrases or licenses_folder() / PHRASES
    text = normal(question)
    words = cut(text)
    if not any(word.folded.isalnum() for word in words):
        raise _nothing(text)
    failed: list[tuple[int, QuestionError]] = []
    for language in _likeliest(words, path):
        lexicon = lexicon_of(language, path)
        search = lexicon.search(words, QuestionNames(text, library, lexicon.known, _forms(path)))
        chunks = cut_chunks(search)
        try:
            return _read(text, language, chunks, lexicon, library)
        except QuestionError as error:
            failed.append((_strangeness(chunks), error))
    raise min(failed, key=lambda f: f[0])[1]


def _likeliest(words: tuple[Word, ...], path: Path) -> list[str]:
    """The languages, the one first whose small words the question has most of."""
    book = read_phrasebook(path)
    folded = [word.folded for word in words]
    count = {name: sum(w in book.small_words(name) for w in folded) for name in LANGUAGES}
    return sorted(LANGUAGES, key=lambda name: -count[name])


def _strangeness(chunks: tuple[Chunk, ...]) -> int:
    return sum(chunk.terminal == "UNKNOWN" for chunk in chunks)


@lru_cache(maxsize=2)
def _forms(path: Path) -> NameForms:
    raw = read_phrasebook(path).raw
    return NameForms(
        tuple(re.compile(form) for form in raw["spaced_license_forms"]),
        tuple(re.compile(form) for form in raw["license_forms"]),
        frozenset(raw["name_parts"]),
        frozenset(raw["lists"]["place"]),
    )


def _read(
    text: str, language: str, chunks: tuple[Chunk, ...], lexicon: Lexicon, library: Library
) -> Question:
    known = sorted(word for word in lexicon.known if len(word) > 3)  # noqa: PLR2004 - worth offering
    parts = unknown_parts(chunks)
    if parts:
        raise not_understood(text, parts, known)
    if all(chunk.terminal in _SILENT for chunk in chunks):
        raise _nothing(text)
    reading = read_phrases(text, read_shape(text, chunks, known), lexicon.book, library)
    if not reading.says and reading.wants is None:
        raise _nothing(text)
    return _question(reading, language, library)


def _nothing(text: str) -> QuestionError:
    remedy = "ask in words, such as `can I ship this commercially`"
    return complaint(text, (0, len(text)), "asks nothing", remedy)


def _question(reading: Reading, language: str, library: Library) -> Question:
    operations = library.vocabulary.words("operations")
    acts = [act for act in reading.acts if not act.dropped]
    done = [a for a in _in_order(acts) if a.do in operations or a.do == "train-on"]
    do = list(dict.fromkeys(act.do for act in acts))
    wants: Wants = reading.wants or "verdict"
    released = any(named.role == "release" for named in reading.named)
    if (wants == "release" and "relicense" not in do) or (released and not do):
        do = list(dict.fromkeys([*do, "distribute"]))
    things = dict.fromkeys(_thing(named, done) for named in reading.named)
    return Question(
        text=reading.text,
        lang=language,
        do=tuple(do or ["use"]),
        things=tuple(things),
        facts=dict(sorted(reading.facts.told.items())),
        wants=wants,
        acts=tuple(act.do for act in done),
        name=reading.name,
    )


def _in_order(acts: list[Act]) -> list[Act]:
    """The acts as they are done: what only describes an input was done before.

    ``quantize a merge of X and Y`` merges first, ``merge X and Y and quantize it`` as well.
    """
    ordered: list[Act] = []
    for place, act in enumerate(acts):
        describes = place > 0 and not act.joined and act.purpose is None
        ordered.insert(ordered.index(acts[place - 1]) if describes else len(ordered), act)
    return ordered


def _thing(named: Named, done: list[Act]) -> Thing:
    name = named.name
    kind = named.kind if named.kind in {"dataset", "software", "model"} else None
    of = done.index(named.act) if named.act in done and named.role else None
    if name is None:
        return Thing(ref=HERE, role=named.role, kind=kind, of=of)
    if name.is_license:
        whole = name.text[1:-1] if re.fullmatch(r"\([^()]*\)", name.text) else name.text
        return Thing(license=whole, role=named.role, kind=kind, of=of)
    if name.license and kind in {"dataset", "software"}:
        return Thing(license=name.license, role=named.role, kind=kind, of=of)
    return Thing(name.text, named.license, named.role, kind, of)
