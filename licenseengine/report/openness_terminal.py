"""A report on openness on a terminal: the same words as in a pipe, with colour.

Floor: report. Colour repeats what the words say; without it nothing is lost.
"""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from licenseengine.openness.answer import Openness
from licenseengine.report.audit_lines import Line, Section, plain
from licenseengine.report.audit_terminal import styled
from licenseengine.report.openness_page import COLUMNS, Page, page_of

_COLOURS = {
    "open": "green",
    "partial": "yellow",
    "closed": "red",
    "disputed": "magenta",
    "unknown": "dim",
}


def show_openness(found: Openness, console: Console) -> None:
    """Print the whole answer, the first line of which says it.

    Args:
        found: the answer.
        console: where to print.
    """
    page = page_of(found)
    answer = styled(page.answer)
    answer.stylize("bold")
    console.print(answer)
    for line in page.asides:
        console.print(styled(line, "dim"))
    if page.rows:
        console.print()
        console.print(_table(page))
    for section in page.sections:
        console.print()
        console.print(Text(section.title, "bold"))
        console.print(_list(section))
    console.print()
    console.print(Text(page.closing, "dim"))


def _table(page: Page) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for column in COLUMNS:
        table.add_column(column, no_wrap=column == "state", overflow="fold")
    for row in page.rows:
        state = Text(row.state, _COLOURS[row.state])
        table.add_row(Text(row.name, "bold"), state, Text(row.source), Text(plain(row.said)))
    return table


def _list(section: Section) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for depth, line in section.lines():
        grid.add_row("" if depth else "-", _below(line) if depth else styled(line))
    return grid


def _below(line: Line) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("-", styled(line))
    return grid
