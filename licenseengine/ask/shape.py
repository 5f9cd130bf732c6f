"""Chunks to phrases by the grammar, or a complaint about the chunk that breaks it.

Floor: ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from licenseengine.ask.chunks import FILLER, Chunk
from licenseengine.ask.complain import not_understood
from licenseengine.language.question_parser import ShapeError, parse_question


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its chunk, the small words before it, and what ties it to what stands before.

    `kind` is ``phrase``, ``negated``, ``only`` or ``stranded``; `joint` is ``and``, ``or``, ``if``,
    ``comma``, ``and_if``, or empty.
    """

    kind: str
    chunk: Chunk
    markers: tuple[Chunk, ...]
    sentence: int
    joint: str

    @property
    def terminal(self) -> str:
        """What kind of chunk it is."""
        return self.chunk.terminal

    @property
    def prep(self) -> str | None:
        """The preposition that leads it, if any."""
        found = [m.sense["prep"] for m in self.markers if "prep" in m.sense]
        return found[-1] if found else None

    @property
    def own(self) -> bool:
        """Whether it is said to be ours."""
        return any(m.sense.get("own") for m in self.markers)

    @property
    def start(self) -> int:
        """Where it begins in the text, small words included."""
        return self.markers[0].start if self.markers else self.chunk.start


def read_shape(text: str, chunks: Sequence[Chunk], known: Sequence[str]) -> tuple[Phrase, ...]:
    """The phrases of a question of which every word is known.

    Raises:
        QuestionError: LE501, a word that stands where it makes no sense.
    """
    row = _without_idle_commas([c for c in chunks if c.terminal != FILLER])
    try:
        shapes = parse_question([chunk.terminal for chunk in row])
    except ShapeError as error:
        raise not_understood(text, [_blamed(row, error.place)], known, _PLACE) from None
    found: list[Phrase] = []
    for shape in shapes:
        markers = tuple(row[m] for m in shape.markers)
        before = found[-1] if found and not shape.joint else None
        if before is not None and not markers and before.terminal in {"FACT", "FLAG"}:
            markers = before.markers  # "in a commercial RAG": the small words lead to the noun
        found.append(Phrase(shape.kind, row[shape.atom], markers, shape.sentence, shape.joint))
    return tuple(found)


_PLACE = "is not understood where it stands"


def _blamed(row: Sequence[Chunk], place: int) -> tuple[int, int]:
    """The words that break the shape: the chunk, and the small words that led to it."""
    first = last = min(place, len(row) - 1)
    if place >= len(row) or row[place].terminal in {"COMMA", "STOP", "AND", "OR", "IF"}:
        last = first = max(0, min(place, len(row)) - 1)
    while first > 0 and row[first - 1].terminal in {"NOT", "ONLY", "PREP", "UNDER", "DET", "IF"}:
        first -= 1
    return row[first].start, row[last].end


def _without_idle_commas(row: list[Chunk]) -> list[Chunk]:
    """Commas that part nothing: at either end, and beside what parts already."""
    kept: list[Chunk] = []
    for place, chunk in enumerate(row):
        if chunk.terminal == "COMMA":
            before = kept[-1].terminal if kept else "STOP"
            after = row[place + 1].terminal if place + 1 < len(row) else "STOP"
            if before in {"STOP", "COMMA", "IF", "AND", "OR"} or after in {
                "STOP",
                "AND",
                "OR",
                "IF",
                "COMMA",
            }:
                continue
        kept.append(chunk)
    while kept and kept[-1].terminal == "COMMA":
        kept.pop()
    return kept
