"""``licenseengine ask``: a question in words, how it was understood, and the answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from licenseengine.cli.exit_codes import OF_VERDICT
from licenseengine.cli.output import print_json, print_text
from licenseengine.cli.quick import Form

if TYPE_CHECKING:
    from licenseengine.ask.answer import Answer
    from licenseengine.library.index import Library

FormOption = Annotated[Form, typer.Option("--format", help="How to print the answer.")]
# the part of a report that a question wants first, and what is said where there is none
_FIRST = {
    "duties": ("Duties", "no duty follows from what is known"),
    "release": ("Release", "no license is known that fits the whole"),
    "why": ("Why", "nothing stands against it"),
    "remedies": ("Remedies", "nothing has to change, or what the reasons below name"),
}


def ask(
    question: Annotated[str, typer.Argument(help='Such as "can I ship this commercially".')],
    path: Annotated[Path, typer.Argument(help="The project asked in.")] = Path(),
    form: FormOption = Form.text,
) -> None:
    """Ask in words, in English, French or Italian, whether something is permitted."""
    from licenseengine.ask.answer import answer  # noqa: PLC0415 - only when run
    from licenseengine.library.index import open_library  # noqa: PLC0415 - the same

    library = open_library()
    found = answer(question, path, library)
    if form is Form.json:
        _print_json(found, library)
    else:
        print_text(_text(found, library, markdown=form is Form.markdown))
    raise typer.Exit(OF_VERDICT[str(found.judged.verdict.level)])


def _print_json(found: "Answer", library: "Library") -> None:
    from licenseengine import __version__  # noqa: PLC0415 - only for this form
    from licenseengine.ask.machine import ask_json  # noqa: PLC0415 - the same
    from licenseengine.report.machine import verdict_json  # noqa: PLC0415 - the same

    verdict = verdict_json(found.judged, library.vocabulary, library.sha256, __version__)
    print_json(ask_json(found.question, verdict))


def _text(found: "Answer", library: "Library", *, markdown: bool) -> str:
    from licenseengine.ask.machine import understood_text  # noqa: PLC0415 - only for this form
    from licenseengine.errors import printable  # noqa: PLC0415 - the same
    from licenseengine.report.text import escape_markdown, verdict_text  # noqa: PLC0415 - the same

    rows = understood_text(found.question).split("\n")
    if markdown:
        head = "\n".join(
            [escape_markdown(rows[0]), "", *(f"- {escape_markdown(r.strip())}" for r in rows[1:])]
        )
    else:
        head = "\n".join(printable(row) for row in rows)
    report = verdict_text(found.judged, library.vocabulary, markdown=markdown)
    return f"{head}\n\n{_ordered(report, found.question.wants, markdown=markdown)}"


def _ordered(report: str, wants: str, *, markdown: bool) -> str:
    """The report with the part that the question wants right after the verdict.

    A part of a report is its title with the lines that follow, up to the next title.
    """
    if wants not in _FIRST:
        return report
    title, nothing = _FIRST[wants]
    mark = "\n\n### " if markdown else "\n\n"
    head, *parts = report.split(mark)
    wanted = [part for part in parts if part.startswith((f"{title}:", f"{title}\n"))]
    if not wanted:
        wanted = [f"{title}\n\n- {nothing}" if markdown else f"{title}:\n  - {nothing}"]
    return mark.join([head, *wanted, *(part for part in parts if part not in wanted)])


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ask")(ask)
