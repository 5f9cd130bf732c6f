"""Statements of licenses in running text: of a readme or card, and of comments at a file's head.

Such a sentence is evidence and no declaration. It counts only when its subject is a part of the
project ("the data set", "our code"), a verb of licensing leads to the name, and nothing makes it
conditional, past, or about the work of others. Lists of licenses have no such sentence.

Floor: discover.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from licenseengine.discover.detect.manifests import folder_of
from licenseengine.discover.detect.prose_text import Piece, head_comments, paragraphs
from licenseengine.discover.records import Document, LicenseStatement, Place, Seen
from licenseengine.discover.signs import Signs
from licenseengine.library.index import Library
from licenseengine.library.spelling_table import Spelling
from licenseengine.library.spellings import find_spellings, read_spelling

NAME = "license_prose"
LABEL = 120
_CARDS = re.compile(
    r"(?i)(?:.*[._-])?(?:readme|model_?card|data_?sheet|data_?card|dataset_?card)(?:[._-].*)?"
)
_TELLING = re.compile(
    r"licen[sc]|\bCC[ -]?(?:BY|0)|creative commons|ODC|ODbL|PDDL|CDLA|RAIL|GPL", re.IGNORECASE
)
_PARTS = (
    ("data", r"data ?sets?|corpus|corpora|data|annotations?|set|images|recordings|transcripts"),
    ("weights", r"models?|weights?|checkpoints?|parameters"),
    ("adapter", r"adapters?|loras?"),
    ("docs", r"documentation|docs"),
    ("code", r"code|source|software|repository|repo|project|library|package|tool|scripts?"),
    ("", r"work"),
)
_NOUN = "|".join(f"(?P<{part or 'whole'}>{words})" for part, words in _PARTS)
_WORDS = (
    r"(?:the|this|our|these|all|its|both|of|released|pre-?trained|trained|training|source|model|"
    r"fine-?tuned|generated|accompanying|resulting|associated|provided|annotated|collected|raw|full|"
    r"entire|final|example|sample|inference|evaluation|we|license|release|publish|share|provide|"
    r"distribute|make|diff|instruction|itself|licensing|note|that|and|while|whereas|but|also)"
)
_SUBJECT = re.compile(rf"^[\W_]*(?:{_WORDS}[\s,:*_]+)*?(?:{_NOUN})\b", re.IGNORECASE)
_MORE = re.compile(
    rf"^\s*(?:,|and|&|,\s*and|as well as)\s+(?:the\s+)?(?:{_WORDS}\s+)*?(?:{_NOUN})\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:licen[sc]ed?|released?|distributed?|available|published?|provided?|shared?|governed"
    r"|covered|offered|open[- ]sourced?|subject|is|are)\b[^.;]{0,60}?"
    r"\b(?:under|by|to|with|as)\b[^.;]{0,40}$"
    r"|\b(?:is|are)\s+(?:(?:an?|the|licen[sc]ed|also|all|both)\s+)*[\[(\"'*_`]*$|\blicen[sc]ed\s+as\s+$",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"\b(?:not|never|unless|if|when|whether|e\.g|for example|such as|compatible|incompatible|"
    r"formerly|previously|was|were|used to|should|could|may|might|can|would|choose|either|others?|"
    r"third[- ]part\w+|original\w*|except|based on|derived|adapted|which|whose|depend\w*|upstream|"
    r"their|your|most|some|many|similar|unlike|previous|earlier|older)\b|n't\b|\?",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:except\w*|excluding|unless|if|other than|apart from|but not)\b", re.IGNORECASE
)
_ASIDE = re.compile(r"\)|[,;]\s|\band\b")
_JOINED = re.compile(r"^[\s\])\"'*_`]*(?:or\b|and/or\b|/|&|and\s+(?:the\s+)?[A-Z][\w.-]+\b)")
_JOINS = re.compile(r"(?:\bor|\band|/|&|,)\s*(?:the\s+)?[\[(\"'*_`]*$", re.IGNORECASE)
_LABEL = re.compile(
    r"^[\s>*_#-]*(?P<what>(?:[\w]+ ){0,2}?)licen[sc]e[\s*_]*:[\s*_]*(?P<rest>.+)$", re.IGNORECASE
)
_TITLE = re.compile(
    r"^(?P<what>(?:[\w-]+ ){0,2}?)licen[sc](?:e|es|ing)(?: information)?$", re.IGNORECASE
)
_OPENING = re.compile(r"\W*(?:licen[sc]ed|released|available|distributed|it is)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
_OF_CODE = re.compile(
    r"copyright|spdx|\blicen[sc]e file\b|this file|you may not use|source code|\b(?:code|script|"
    r"module|implementation|software|library|package|function|class)\b|adapted|modified|borrowed|"
    r"copied|taken from|ported|based on|derived|credit|inspired|all rights reserved",
    re.IGNORECASE,
)
_OF_USE = re.compile(
    r"non-?\s?commercial (?:use|purposes)|\bany use\b|\bused? (?:is|only|freely)\b|commercial use"
    r"|research (?:use|purposes)",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    rf"^\W*(?:{_WORDS}\s+)*?(?:data ?set|data|corpus|models?|weights?|checkpoints?|word list"
    r"|embeddings?|vocabulary)\b(?:\s+\w+){0,3}?"
    r"(?::|\s+(?:is|are)(?:\s+(?:licen[sc]ed|released|available|distributed))?(?:\s+under)?)"
    r"\s+(?:(?:the|an?)\s+)?$",
    re.IGNORECASE,
)


def detect(document: Document, signs: Signs) -> Iterator[Seen]:
    """The licenses that running text states of the project's parts, or of its own file."""
    name = PurePosixPath(document.path).name
    if document.format == "markdown":
        if _CARDS.fullmatch(name) and _TELLING.search(document.text):
            yield from _of_card(document, signs.library)
    elif document.format not in {"text", "notebook", "weights"}:
        yield from _of_head(document, signs.library)


def _of_card(document: Document, library: Library) -> Iterator[LicenseStatement]:
    about: str | None = None
    for piece in paragraphs(document.text):
        if piece.is_heading:
            found = _TITLE.match(piece.text)
            about = _part(found["what"], document) if found else None
            continue
        if _TELLING.search(piece.text) or (
            about is not None and read_spelling(piece.text, library).kind == "id"
        ):
            yield from _of_piece(piece, about, document, library)


def _of_piece(
    piece: Piece, about: str | None, document: Document, library: Library
) -> Iterator[LicenseStatement]:
    """The statements of a paragraph; below a heading "License" the name alone is one."""
    text, start = piece.text, 0
    if (label := _LABEL.match(text)) is not None:
        about = _part(label["what"], document)
        start = label.start("rest")
    rest = text[start:]
    whole = rest.strip(" *_`.")
    if about is not None and len(whole) <= LABEL:
        said = read_spelling(whole, library)
        if said.kind == "id" or (said.kind == "unclear" and said.family):
            at = start + rest.index(whole)
            names = list(find_spellings(whole, library))
            if len(names) == 1 and names[0][2].expression == said.expression:
                first, last, _ = names[0]
                at, whole = at + first, whole[first:last]
            yield _statement(document, piece, at, about, whole)
            return
    for sentence, at in _sentences(rest, start):
        for where, name, parts in _stated(sentence, about, library):
            for part in parts or (about or _part("", document),):
                yield _statement(document, piece, at + where, _placed(part, document), name)


def _stated(
    sentence: str, about: str | None, library: Library
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Names of licenses that a sentence gives to its subjects: where, which, of what."""
    found = list(find_spellings(sentence, library))
    end = 0
    for number, (start, stop, said) in enumerate(found):
        before = sentence[end:start]
        after = sentence[stop : found[number + 1][0] if number + 1 < len(found) else None]
        end = stop
        if _is_joined(before, after, said, [spelling for _, _, spelling in found]):
            return
        subject = _SUBJECT.match(before)
        near = _ASIDE.split(after, maxsplit=1)[0]
        if _NOT_SAID.search(before) or _NOT_SAID.search(near) or _LIMITED.search(after):
            continue
        if not _STATES.search(before):
            continue
        if subject is not None:
            yield start, sentence[start:stop], _subjects(subject, before)
        elif about is not None and _OPENING.match(before):
            yield start, sentence[start:stop], ()


def _is_joined(before: str, after: str, said: Spelling, all_: list[Spelling]) -> bool:
    """Whether a name is one of several that a sentence leaves to choose from, or lists."""
    others = {spelling.expression for spelling in all_} - {said.expression}
    listed = bool(_JOINS.search(before)) and bool(before.strip(" ,&/") in {"", "or", "and"})
    return (
        bool(_JOINED.match(after))
        or (bool(others) and listed)
        or re.search(r"\bor\s*$", before) is not None
    )


def _subjects(first: re.Match[str], before: str) -> tuple[str, ...]:
    """The parts of the project that a sentence speaks of: its subject, and what "and" adds."""
    parts = [_which(first)]
    end = first.end()
    while (more := _MORE.match(before[end:])) is not None:
        parts.append(_which(more))
        end += more.end()
    if parts == ["weights"] and re.match(r"\s+(?:code|source)\b", before[end:], re.IGNORECASE):
        parts = ["code"]
    return tuple(dict.fromkeys(part for part in parts if part))


def _which(found: re.Match[str]) -> str:
    name = found.lastgroup or "whole"
    return "" if name == "whole" else name


def _part(what: str, document: Document) -> str:
    """What a label or heading is about: by its own words, else by the kind of card."""
    words = what.strip()
    for part, pattern in _PARTS:
        if words and part and re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
            return _placed(part, document)
    name = PurePosixPath(document.path).name.casefold().replace("_", "").replace("-", "")
    if "modelcard" in name:
        return _placed("weights", document)
    return _placed("data" if "data" in name else "code", document)


def _placed(part: str, document: Document) -> str:
    """A part of the project; in a folder below the root, that folder."""
    return folder_of(document) or part


def _sentences(text: str, start: int) -> Iterator[tuple[str, int]]:
    at = 0
    for sentence in _SENTENCE.split(text):
        at = text.index(sentence, at)
        yield sentence, start + at
        at += len(sentence)


def _of_head(document: Document, library: Library) -> Iterator[LicenseStatement]:
    """Comments at the head of a file that say how what it holds or loads may be used."""
    for piece in head_comments(document.text):
        if not _TELLING.search(piece.text) or _OF_CODE.search(piece.text):
            continue
        for sentence, at in _sentences(piece.text, 0):
            found = list(find_spellings(sentence, library))
            names = {said.expression for _, _, said in found}
            if len(names) != 1 or None in names:
                continue
            start, stop, _ = found[0]
            if _OF_USE.search(sentence) or _HOLDS.match(sentence[:start]):
                yield _statement(document, piece, at + start, document.path, sentence[start:stop])


def _statement(
    document: Document, piece: Piece, at: int, about: str, text: str
) -> LicenseStatement:
    line, column = piece.place(at)
    return LicenseStatement(about, text, Place(document.path, line, column), "project", exact=False)
