"""Complaints about a question: they name exactly the part that was not understood.

Floor: ask.
"""

from collections.abc import Iterable, Sequence

from licenseengine.ask.chunks import BARRIER, FILLER, QUERY, UNKNOWN, Chunk
from licenseengine.errors import Diagnostic, QuestionError, Span, nearest

REMEDY = "say it in other words, or leave it out and ask what remains: nothing is passed over"
# what a complaint takes in beside an unknown word: words that say nothing by themselves
_THIN = frozenset({"DET", "PREP", "UNDER", "NOT", "ONLY", "AND", "OR", FILLER})
_LIGHT = _THIN | {"GLUE", "SUBJECT", "NOUN"}
_ENDS = frozenset({"COMMA", "STOP"})


def not_understood(
    text: str,
    parts: Iterable[tuple[int, int]],
    known: Sequence[str],
    said: str = "is not understood",
) -> QuestionError:
    """The error about some parts of a question, each a start and an end in its text."""
    complaints = []
    for start, end in parts:
        part = text[start:end].strip()
        words = [word for word in part.casefold().split() if len(word) > 3]  # noqa: PLR2004 - shorter ones are near to everything
        hints = (nearest(word, known, cutoff=0.8) for word in words if word not in known)
        hint = next((h for h in hints if h and h not in words), None)
        place = Span("question", 1, start + 1, max(1, len(part)))
        complaints.append(Diagnostic("LE501", place, f"`{part}` {said}", hint, REMEDY))
    return QuestionError(complaints, text)


def complaint(text: str, part: tuple[int, int], said: str, remedy: str) -> QuestionError:
    """An error about one part that is understood and cannot stand: LE502."""
    start, end = part
    place = Span("question", 1, start + 1, max(1, end - start))
    said = f"`{text[start:end]}` {said}"
    return QuestionError([Diagnostic("LE502", place, said, None, remedy)], text)


def unknown_parts(chunks: Sequence[Chunk]) -> list[tuple[int, int]]:
    """The parts of a question that hold a word nobody knows, or begin a condition nobody can judge.

    An unknown word takes along the small words before it ("on the moon"); where it stands in an
    if-clause that says nothing else, the whole clause.
    """
    parts: list[list[int]] = []
    for place, chunk in enumerate(chunks):
        if chunk.terminal not in {UNKNOWN, BARRIER, QUERY}:
            continue
        first, last = _reach(chunks, place)
        if parts and first <= parts[-1][1] + 1:
            parts[-1][1] = max(last, parts[-1][1])
            parts[-1][0] = min(first, parts[-1][0])
        else:
            parts.append([first, last])
    return [(chunks[first].start, chunks[last].end) for first, last in parts]


def _reach(chunks: Sequence[Chunk], place: int) -> tuple[int, int]:
    if chunks[place].terminal == BARRIER:
        return place, _clause_end(chunks, place)
    if chunks[place].terminal == QUERY:
        return place, place
    opening = _condition(chunks, place)
    if opening is not None:
        return opening, _clause_end(chunks, place)
    first = place
    while first > 0 and chunks[first - 1].terminal in _THIN:
        first -= 1
    last = place
    while last + 1 < len(chunks) and _goes_on(chunks, last + 1):
        last += 1
    return first, last


def _condition(chunks: Sequence[Chunk], place: int) -> int | None:
    """The "if" before an unknown word, where nothing between them is understood."""
    at = place - 1
    while at >= 0 and chunks[at].terminal in _LIGHT | {UNKNOWN}:
        at -= 1
    return at if at >= 0 and chunks[at].terminal == "IF" else None


def _goes_on(chunks: Sequence[Chunk], place: int) -> bool:
    """Whether small words lead to one more unknown word."""
    while place < len(chunks) and chunks[place].terminal in _THIN | {"NOUN"}:
        place += 1
    return place < len(chunks) and chunks[place].terminal == UNKNOWN


def _clause_end(chunks: Sequence[Chunk], place: int) -> int:
    last = place
    while last + 1 < len(chunks) and chunks[last + 1].terminal not in _ENDS | {"IF", "ASK"}:
        following = chunks[last + 1 : last + 3]
        if [c.terminal for c in following] == ["GLUE", "SUBJECT"]:
            break
        last += 1
    return last
