"""``licenseengine openness``: how open a system, an artefact or a license is."""

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from licenseengine.cli.quick import Form

FormOption = Annotated[Form, typer.Option("--format", help="How to print the answer.")]


def openness(
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="A system, a hub ref, a family, or a license.")
    ],
    form: FormOption = Form.text,
) -> None:
    """Say how open a system really is, apart from what it permits."""
    from licenseengine.library.index import open_library  # noqa: PLC0415 - only when run
    from licenseengine.openness.answer import openness_of  # noqa: PLC0415 - the same

    library = open_library()
    found = openness_of(ref, library)
    if form is Form.text and sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415 - only for a terminal

        from licenseengine.report.openness_terminal import show_openness  # noqa: PLC0415 - the same

        show_openness(found, Console(highlight=False))
        return
    if form is Form.json:
        from licenseengine import __version__  # noqa: PLC0415 - only for this form
        from licenseengine.report.audit_json import json_text  # noqa: PLC0415 - the same
        from licenseengine.report.openness_json import openness_json  # noqa: PLC0415 - the same

        text = json_text(openness_json(found, library.sha256, __version__))
    else:
        from licenseengine.report.openness_text import openness_text  # noqa: PLC0415 - the same

        text = openness_text(found, markdown=form is Form.markdown)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stdout.write(text + "\n")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("openness")(openness)
