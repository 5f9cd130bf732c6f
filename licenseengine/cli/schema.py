"""``licenseengine schema``: the JSON Schemas of what we read and write."""

from enum import StrEnum
from typing import Annotated

import typer

from licenseengine.cli.output import print_json

Subject = StrEnum("Subject", ["manifest", "license", "openness"])


def schema(
    subject: Annotated[Subject, typer.Argument(help="Which schema.")] = Subject.manifest,
) -> None:
    """Print the JSON Schema of a manifest or a license file, for editors, or of an answer."""
    if subject is Subject.manifest:
        from licenseengine.stack.manifest import Manifest  # noqa: PLC0415 - only when run

        print_json(Manifest.model_json_schema(by_alias=True))
    elif subject is Subject.openness:
        from licenseengine.report.openness_schema import openness_schema  # noqa: PLC0415 - the same

        print_json(openness_schema())
    else:
        from licenseengine.library.reader import LicenseFile  # noqa: PLC0415 - only when run

        print_json(LicenseFile.model_json_schema(by_alias=True))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema")(schema)
