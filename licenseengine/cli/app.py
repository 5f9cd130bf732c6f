"""The command `licenseengine`: one module a command, each imported for its arguments only.

What a command needs is imported when it runs, so that the program starts fast.
"""

import sys
from typing import Annotated

import typer

from licenseengine import __version__
from licenseengine.cli.exit_codes import BAD_INPUT
from licenseengine.errors import LicenseEngineError

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


def main() -> None:
    """Run the command line; errors that a user can mend leave with 2 and write no answer."""
    from licenseengine.cli import check, license, schema  # noqa: A004, PLC0415 - they register their commands

    check.register(app)
    license.register(app)
    schema.register(app)
    try:
        app()
    except LicenseEngineError as error:
        sys.stderr.write(error.render() + "\n")
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(BAD_INPUT)
