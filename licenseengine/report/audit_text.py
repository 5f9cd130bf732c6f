"""An audit as text for a pipe, or as Markdown.

Floor: report. One report, two forms; the form for a terminal is `report.audit_terminal`.
"""

from collections.abc import Iterator, Sequence

from licenseengine.audit.records import Audit
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.audit_layout import aligned, fitted
from licenseengine.report.audit_lines import WORDS, Piece, Report, Table, in_markdown, plain
from licenseengine.report.audit_sections import ALL_THAT_MATTERS, Wanted, report_of
from licenseengine.solver.records import Level

WIDTH = 100


def audit_text(
    found: Audit,
    vocabulary: Vocabulary,
    *,
    markdown: bool = False,
    wanted: Wanted = ALL_THAT_MATTERS,
) -> str:
    """The whole answer: yes or no first, what was looked at, the table, then why and what follows.

    Args:
        found: the audit.
        vocabulary: the words of facts and duties.
        markdown: Markdown instead of plain text.
        wanted: how much to tell.
    """
    report = report_of(found, vocabulary, wanted)
    return "\n".join(markdown_lines(report) if markdown else plain_lines(report))


def plain_lines(report: Report) -> Iterator[str]:
    """A report for a pipe."""
    yield plain(report.answer)
    yield from (plain(line) for line in report.asides)
    for table in report.tables:
        yield ""
        yield from _plain_table(table)
    for section in report.sections:
        yield ""
        yield f"{section.title}:"
        yield from (f"{'  ' * depth}  - {plain(line)}" for depth, line in section.lines())
    yield ""
    yield report.closing


def markdown_lines(report: Report) -> Iterator[str]:
    """A report as Markdown."""
    yield f"**{in_markdown(report.answer, strong=True)}**"
    for line in report.asides:
        yield ""
        yield in_markdown(line)
    for table in report.tables:
        yield ""
        yield from _markdown_table(table)
    for section in report.sections:
        yield ""
        yield f"### {section.title}"
        yield ""
        yield from (f"{'  ' * depth}- {in_markdown(line)}" for depth, line in section.lines())
    yield ""
    yield report.closing


def _plain_table(table: Table) -> Iterator[str]:
    grid = fitted(table, WIDTH)
    if table.title:
        yield f"{table.title}:"
    for number, row in enumerate((*grid.heads, *grid.rows)):
        if table.sums and number == len(grid.heads) + len(table.rows):
            yield "-" * len(aligned(["-" * w for w in grid.widths], grid.widths, table.columns))
        yield aligned(row, grid.widths, table.columns)
    yield from (plain(note) for note in table.notes)


def _markdown_table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"### {table.title}"
        yield ""
    yield _row(table.columns)
    yield _row(["---"] * len(table.columns))
    for row in table.rows:
        yield _row([_cell(piece) for piece in row])
    for row in table.sums:
        yield _row([f"**{_cell(piece, bold=False)}**" if piece != "" else "" for piece in row])
    for note in table.notes:
        yield ""
        yield in_markdown(note)


def _cell(piece: Piece, *, bold: bool = True) -> str:
    if isinstance(piece, Level):
        return f"**{WORDS[piece]}**" if bold and piece is Level.PROHIBITED else WORDS[piece]
    return in_markdown((piece,), cell=True)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
