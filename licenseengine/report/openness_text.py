"""A report on openness as text for a pipe, or as Markdown.

Floor: report.
"""

from collections.abc import Iterator, Sequence

from licenseengine.openness.answer import Openness
from licenseengine.report.audit_lines import in_markdown, plain, shortened
from licenseengine.report.openness_page import COLUMNS, Page, Row, page_of

_WIDTHS = (30, 8, 29)
_WORDS = 48


def openness_text(found: Openness, *, markdown: bool = False) -> str:
    """The whole answer, the first line of which says it.

    Args:
        found: the answer.
        markdown: Markdown instead of plain text.
    """
    page = page_of(found)
    return "\n".join(_markdown(page) if markdown else _plain(page))


def _plain(page: Page) -> Iterator[str]:
    yield plain(page.answer)
    yield from (plain(line) for line in page.asides)
    if page.rows:
        yield ""
        yield _aligned(COLUMNS)
        for row in page.rows:
            said = shortened(plain(row.said), _WORDS)
            yield _aligned((row.name, row.state, row.source, said))
    for section in page.sections:
        yield ""
        yield f"{section.title}:"
        yield from (f"{'  ' * depth}  - {plain(line)}" for depth, line in section.lines())
    yield ""
    yield page.closing


def _aligned(cells: Sequence[str]) -> str:
    *first, last = cells
    padded = [cell.ljust(width) for cell, width in zip(first, _WIDTHS, strict=True)]
    return "  ".join([*padded, last]).rstrip()


def _markdown(page: Page) -> Iterator[str]:
    yield f"**{in_markdown(page.answer, strong=True)}**"
    for line in page.asides:
        yield ""
        yield in_markdown(line)
    if page.rows:
        yield ""
        yield _row(COLUMNS)
        yield _row(["---"] * len(COLUMNS))
        yield from (_row(_cells(row)) for row in page.rows)
    for section in page.sections:
        yield ""
        yield f"### {section.title}"
        yield ""
        yield from (f"{'  ' * depth}- {in_markdown(line)}" for depth, line in section.lines())
    yield ""
    yield page.closing


def _cells(row: Row) -> Iterator[str]:
    yield from (in_markdown((text,), cell=True) for text in (row.name, row.state, row.source))
    yield in_markdown(row.said, cell=True)


def _row(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
