"""The command `licenseengine`: one module a command.

What a command needs is imported when it runs, and typer only when it must read the arguments, so
that the program starts fast.
"""

import sys

from licenseengine.cli.exit_codes import BAD_INPUT
from licenseengine.cli.quick import read
from licenseengine.errors import LicenseEngineError


def main() -> None:
    """Run the command line; errors that a user can mend leave with 2 and write no answer."""
    try:
        _run(sys.argv[1:])
    except LicenseEngineError as error:
        sys.stderr.write(error.render() + "\n")
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(BAD_INPUT)


def _run(arguments: list[str]) -> None:
    if arguments[:1] == ["check"]:
        from licenseengine.cli.check import check  # noqa: PLC0415 - the command that starts fastest

        plain = read(check, arguments[1:])
        if plain is not None:
            sys.exit(check(**plain))
    from licenseengine.cli.tree import app  # noqa: PLC0415 - typer and every command's arguments

    app()
