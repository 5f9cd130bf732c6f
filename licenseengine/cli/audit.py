"""``licenseengine audit``: find the stack of a project in its files, and judge it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from licenseengine.cli.check import Bar, exit_code
from licenseengine.cli.output import print_json
from licenseengine.cli.quick import Form

if TYPE_CHECKING:
    import typer


def register(app: "typer.Typer") -> None:
    """Add the command."""
    import typer  # noqa: PLC0415 - only when typer reads the arguments

    @app.command("audit")
    def audit(
        path: Annotated[Path, typer.Argument(help="The project's folder.")] = Path(),
        form: Annotated[Form, typer.Option("--format", help="How to print the answer.")] = Form.text,
        fail_on: Annotated[
            Bar | None, typer.Option("--fail-on", help="Leave with 0 for anything better.")
        ] = None,
    ) -> None:
        """Find the models, data, services and packages of a project, and judge them."""
        from licenseengine import __version__  # noqa: PLC0415 - only when run
        from licenseengine.audit.audit import Wish  # noqa: PLC0415 - the same
        from licenseengine.audit.audit import audit as audited  # noqa: PLC0415 - the same
        from licenseengine.library.index import open_library  # noqa: PLC0415 - the same
        from licenseengine.resolve.plan import Plan, day_of  # noqa: PLC0415 - the same

        library = open_library()
        found = audited(path, library, Wish(day=day_of(Plan())))
        from licenseengine.report.audit_json import audit_json  # noqa: PLC0415 - the same

        print_json(audit_json(found, library.vocabulary, library.sha256, __version__))
        raise typer.Exit(exit_code(str(found.commercial.level), fail_on))
