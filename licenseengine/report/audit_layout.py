"""How a table is laid out in a given width: names keep apart, columns keep within a screen.

Floor: report.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from licenseengine.report.audit_lines import WORDS, Piece, Table, plain_piece, shortened
from licenseengine.solver.records import Level

NARROWEST, TEXTS = 14, {"artefact": 0.4, "license": 1.0, "product": 0.4, "recipe": 0.4}
_GAP, _STEP = 2, 4


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as texts that fit: lines of the head, rows, and the width of each column."""

    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


def fitted(table: Table, width: int) -> Grid:
    """A table, its sums last, in a width; names are cut in their middles, and stay different."""
    cells = [[_word(piece) for piece in row] for row in (*table.rows, *table.sums)]
    heads = [tuple(c.replace("open-release", "open-\nrelease").split("\n")) for c in table.columns]
    widths = _widths(table, cells, heads, width)
    for number, column in enumerate(table.columns):
        texts = [row[number] for row in cells]
        if max(map(len, texts), default=0) > widths[number]:
            texts = shortened_apart(texts, widths[number], TEXTS.get(column, 0.4))
            widths[number] = max(map(len, texts))
            for row, text in zip(cells, texts, strict=True):
                row[number] = text
    deep = max(map(len, heads))
    lines = tuple(tuple(h[n] if n < len(h) else "" for h in heads) for n in range(deep))
    return Grid(lines, tuple(map(tuple, cells)), tuple(widths))


def _widths(
    table: Table, cells: list[list[str]], heads: Sequence[tuple[str, ...]], width: int
) -> list[int]:
    """What each column takes: texts that are free in length share what the others leave."""
    widths = [max(map(len, (*heads[n], *(row[n] for row in cells)))) for n in range(len(heads))]
    free = [n for n, column in enumerate(table.columns) if column in TEXTS]
    gaps = sum(gap_after(column) for column in table.columns[:-1])
    left = width - gaps - sum(w for n, w in enumerate(widths) if n not in free)
    if len(free) > 1 and sum(widths[n] for n in free) > left:
        first, second = free[:2]
        share = max(NARROWEST, left * 3 // 8, left - widths[first])
        widths[second] = min(widths[second], share)
        widths[first] = min(widths[first], max(NARROWEST, left - widths[second]))
    return widths


def gap_after(column: str) -> int:
    """The space after a column: two, and one between the short words of the planned uses."""
    return _GAP if column in TEXTS or column == "role" else 1


def aligned(row: Sequence[str], widths: Sequence[int], columns: Sequence[str]) -> str:
    """A row with its cells below each other."""
    parts = [
        text.ljust(width) + " " * gap_after(column)
        for text, width, column in zip(row, widths, columns, strict=True)
    ]
    return "".join(parts).rstrip()


def shortened_apart(texts: Sequence[str], width: int, head: float = 0.4) -> list[str]:
    """Texts without their middles, none so short that it looks like another one."""
    short = {text: shortened(text, width, head) for text in dict.fromkeys(texts)}
    for wider in range(width + _STEP, max(map(len, short), default=0) + _STEP, _STEP):
        owners: dict[str, list[str]] = {}
        for text, shown in short.items():
            owners.setdefault(shown, []).append(text)
        alike = [text for owned in owners.values() if len(owned) > 1 for text in owned]
        if not alike:
            break
        short |= {text: shortened(text, wider, head) for text in alike}
    return [short[text] for text in texts]


def _word(piece: Piece) -> str:
    return WORDS[piece] if isinstance(piece, Level) else plain_piece(piece)
