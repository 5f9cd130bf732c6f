"""A question as chunks: each a phrase of the phrase book, a name, or a word that nobody knows.

Of all ways to cut a question the one is taken that leaves the fewest words unknown, then the one of
the fewest chunks, so that a longer phrase goes before the words it is made of.

Floor: ask.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from licenseengine.ask.lexicon import Search

UNKNOWN, FILLER, BARRIER, QUERY = "UNKNOWN", "FILLER", "BARRIER", "QUERY"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some words with one terminal.

    `sense` is what the phrase book says of them, `bound` what the phrase's slots stand for; `start`
    and `end` are places in the text.
    """

    terminal: str
    sense: Mapping[str, Any]
    bound: Mapping[str, Any]
    start: int
    end: int


def cut_chunks(search: Search) -> tuple[Chunk, ...]:
    """The best way to cut a question."""
    words = search.words
    best: list[tuple[tuple[int, int], Chunk | None, int]] = [((0, 0), None, len(words))]
    for place in range(len(words) - 1, -1, -1):
        options = []
        for rank, (chunk, end) in enumerate(_options(search, place)):
            (unknown, count), _, _ = best[len(words) - end]
            cost = (unknown + (chunk.terminal == UNKNOWN), count + 1)
            options.append((cost, rank, chunk, end))
        cost, _, chunk, end = min(options, key=lambda o: (o[0], -o[3], o[1]))
        best.append((cost, chunk, end))
    found = []
    place = 0
    while place < len(words):
        _, following, end = best[len(words) - place]
        assert following is not None  # noqa: S101 - only the end of the question has none
        found.append(following)
        place = end
    return tuple(found)


def _options(search: Search, place: int) -> Iterator[tuple[Chunk, int]]:
    words = search.words
    start = words[place].start
    for match in search.matches(place):
        entry = match.entry
        end = words[match.end - 1].end
        yield Chunk(entry.terminal, entry.sense, match.bound, start, end), match.end
    for after, name in search.slot("thing", place):
        yield Chunk("THING", {}, {"thing": name}, start, words[after - 1].end), after
    yield Chunk(UNKNOWN, {}, {}, start, words[place].end), place + 1
