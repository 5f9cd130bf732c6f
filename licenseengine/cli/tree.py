"""All commands as typer reads them."""

from typing import Annotated

import typer

from licenseengine import __version__
from licenseengine.cli import (
    ask,
    audit,
    check,
    init,
    license,  # noqa: A004 - the command is called so
    notes,
    openness,
    schema,
)

app = typer.Typer(
    name="licenseengine",
    help="Whether a planned use of models, data, code and hosted APIs is permitted, and why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer passes the flag's value
    if wanted:
        typer.echo(f"licenseengine {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and leave."
        ),
    ] = False,
) -> None:
    """Whether a planned use of models, data, code and hosted APIs is permitted, and why."""


for module in (ask, audit, check, init, license, notes, openness, schema):
    module.register(app)
