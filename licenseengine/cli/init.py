"""``licenseengine init``: write a manifest from what the files of a project tell."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from licenseengine.errors import Diagnostic, ReadError, Span

if TYPE_CHECKING:
    import typer

    from licenseengine.audit.records import Audit


def register(app: "typer.Typer") -> None:
    """Add the command."""
    import typer  # noqa: PLC0415 - only when typer reads the arguments

    @app.command("init")
    def init(
        path: Annotated[Path, typer.Argument(help="The project's folder.")] = Path(),
        force: Annotated[
            bool, typer.Option("--force", help="Replace the manifest that is there.")
        ] = False,
        stdout: Annotated[
            bool, typer.Option("--stdout", help="Print the manifest; write no file.")
        ] = False,
    ) -> None:
        """Write licenseengine.yaml from the models, data, services and packages that are found."""
        from licenseengine.stack.manifest import MANIFEST_NAME  # noqa: PLC0415 - only when run

        if not path.is_dir():
            said = f"`{path}` is no folder"
            raise ReadError([Diagnostic("LE101", Span(str(path)), said)])
        target = path / MANIFEST_NAME
        if not stdout and not force and os.path.lexists(target):
            said, remedy = f"`{target}` exists already", "--force replaces it, --stdout only prints"
            raise ReadError([Diagnostic("LE109", Span(str(target)), said, None, remedy)])
        found, text = _written(path)
        if stdout:
            sys.stdout.write(text)
        else:
            _write(target, text)
        sys.stderr.write(_told(found, None if stdout else target))


def _written(path: Path) -> "tuple[Audit, str]":
    """What was found, and the manifest's text."""
    from licenseengine.audit.audit import judge_scan  # noqa: PLC0415 - only when run
    from licenseengine.audit.manifest import manifest_text  # noqa: PLC0415 - the same
    from licenseengine.audit.told import files_alone  # noqa: PLC0415 - the same
    from licenseengine.cli.audit import Asked, wish_of  # noqa: PLC0415 - the same
    from licenseengine.discover.scan import scan  # noqa: PLC0415 - the same
    from licenseengine.library.index import open_library  # noqa: PLC0415 - the same

    library = open_library()
    wish = wish_of(Asked(path), library)
    found = judge_scan(files_alone(scan(path, library), library), library, wish)
    return found, manifest_text(found, library)


def _write(target: Path, text: str) -> None:
    """Write a file whole or not at all, under the rights that new files have here."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with draft.open("x", encoding="utf-8") as file:
            file.write(text)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        said = f"`{target}` cannot be written: {error.strerror}"
        raise ReadError([Diagnostic("LE109", Span(str(target)), said)]) from None


def _told(found: "Audit", target: Path | None) -> str:
    """What was done, in lines."""
    from licenseengine.audit.manifest import OPTIONAL  # noqa: PLC0415 - only when run

    inside = {a.id for a in found.stack.artefacts}
    nodes = sum(i.node in inside for i in found.items)
    roles = {role for role, _ in OPTIONAL}
    others = sum(i.artifact.role in roles and i.node not in inside for i in found.items)
    done = f"{target} written" if target else "nothing written"
    counted = f"{nodes} found by default, {others} others as comments"
    said = f"licenseengine: {done}: {counted}, from {found.scan.files} files\n"
    held = sum(bool(i.hold) and i.node in inside for i in found.items)
    return said + (f"licenseengine: {held} need a look: see the comments\n" if held else "")
