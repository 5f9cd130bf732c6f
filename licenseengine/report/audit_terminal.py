"""An audit on a terminal: the same words as in a pipe, with colour, in the width that there is.

Floor: report. Colour repeats what the words say; without it nothing is lost.
"""

from collections.abc import Iterator
from dataclasses import replace

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from licenseengine.audit.records import Audit
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.audit_layout import NARROWEST, Grid, fitted, gap_after, shortened_apart
from licenseengine.report.audit_lines import (
    WORDS,
    Code,
    Line,
    Name,
    Report,
    Table,
    plain_piece,
    shortened,
)
from licenseengine.report.audit_sections import ALL_THAT_MATTERS, Wanted, report_of
from licenseengine.solver.records import Level

COLOURS = {
    Level.PERMITTED: "green",
    Level.CONDITIONAL: "yellow",
    Level.REVIEW: "magenta",
    Level.PROHIBITED: "bold red",
}
_ONE_LINE = 100
_ABOUT = ("artefact", "kind", "role", "license")


def audit_terminal(
    found: Audit, vocabulary: Vocabulary, console: Console, wanted: Wanted = ALL_THAT_MATTERS
) -> None:
    """Print an audit on a terminal.

    Args:
        found: the audit.
        vocabulary: the words of facts and duties.
        console: where to print.
        wanted: how much to tell.
    """
    show(report_of(found, vocabulary, wanted), console)


def show(report: Report, console: Console) -> None:
    """Print a report."""
    answer = styled(report.answer)
    answer.stylize("bold")
    console.print(answer)
    for line in report.asides:
        console.print(styled(line, "dim"))
    for table in report.tables:
        console.print()
        console.print(_table(table, console.width))
    for section in report.sections:
        console.print()
        console.print(Text(section.title, "bold"))
        console.print(_list(section.lines()))
    console.print()
    console.print(Text(report.closing, "dim"))


def styled(line: Line, style: str = "") -> Text:
    """A line with colour for its verdict words and names."""
    text = Text(style=style)
    for piece in line:
        if isinstance(piece, Level):
            text.append(str(piece), COLOURS[piece])
        elif isinstance(piece, Code):
            text.append(plain_piece(piece), "cyan")
        elif isinstance(piece, Name):
            text.append(plain_piece(piece), "bold")
        else:
            text.append(plain_piece(piece))
    return text


def _list(lines: Iterator[tuple[int, Line]]) -> RenderableType:
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for depth, line in lines:
        below = RichTable.grid(padding=(0, 1, 0, 0))
        below.add_column(no_wrap=True)
        below.add_column(overflow="fold")
        below.add_row("-", styled(line))
        grid.add_row("", below) if depth else grid.add_row("-", styled(line))
    return grid


def _table(table: Table, width: int) -> RenderableType:
    narrow = width < _ONE_LINE and "kind" in table.columns
    grid = _stacked(table, width) if narrow else fitted(table, width)
    columns = table.columns[:1] + table.columns[1 - len(grid.widths) :]
    shown = RichTable(box=box.SIMPLE_HEAD, show_edge=False, padding=0, title_justify="left")
    shown.title = Text(table.title, "bold") if table.title else None
    heads = zip(columns, zip(*grid.heads, strict=True), grid.widths, strict=True)
    for column, parts, wide in heads:
        title = "\n".join(part for part in parts if part)
        shown.add_column(title, width=wide + gap_after(column) - 1, no_wrap=True, vertical="bottom")
    last = len(table.rows) - 1
    pieces = (*table.rows, *table.sums)
    for number, (row, whole) in enumerate(zip(grid.rows, pieces, strict=True)):
        kept = (whole[0], *whole[1 - len(row) :])
        cells = [_cell(text, piece) for text, piece in zip(row, kept, strict=True)]
        style = "bold" if number > last and table.sums else None
        shown.add_row(*cells, end_section=number == last, style=style)
    return Group(shown, *(styled(note, "dim") for note in table.notes))


def _stacked(table: Table, width: int) -> Grid:
    """For a narrow terminal: kind, role and license stand below the name."""
    uses = len(table.columns) - len(_ABOUT)
    small = replace(
        table,
        columns=(table.columns[0], *table.columns[-uses:]),
        rows=tuple((row[0], *row[-uses:]) for row in table.rows),
        sums=tuple((row[0], *row[-uses:]) for row in table.sums),
    )
    grid = fitted(small, width)
    room = max(NARROWEST, width - sum(grid.widths[1:]) - uses - 1)
    names = shortened_apart([row[0] for row in grid.rows], room)
    about = [", ".join(plain_piece(p) for p in row[1 : len(_ABOUT)]) for row in table.rows]
    below = [f"\n {shortened(text, room - 1)}" for text in about] + [""] * len(table.sums)
    widths = (room, *grid.widths[1:])
    rows = ((n + b, *row[1:]) for n, b, row in zip(names, below, grid.rows, strict=True))
    return replace(grid, rows=tuple(rows), widths=widths)


def _cell(text: str, piece: object) -> Text:
    if isinstance(piece, Level):
        return Text(WORDS[piece], COLOURS[piece])
    name, _, below = text.partition("\n")
    shown = Text(name, "bold" if isinstance(piece, Name) and name != "?" else "")
    return shown.append(f"\n{below}", "dim") if below else shown
