"""``licenseengine notes``: the documents that a release needs, and whether its duties are met."""

from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from licenseengine.cli.audit import Asked, must_exist, wish_of
from licenseengine.cli.check import Bar, exit_code
from licenseengine.cli.output import print_json, print_text
from licenseengine.errors import Diagnostic, Span, StackError

if TYPE_CHECKING:
    import typer

    from licenseengine.compliance.records import Dossier
    from licenseengine.library.index import Library
    from licenseengine.report.notes.documents import Note

Language = StrEnum("Language", ["en", "fr", "it"])
NotesForm = StrEnum("NotesForm", ["text", "json"])
MANIFEST = "licenseengine.yaml"
_Texts = list[str] | None


@dataclass(frozen=True)
class Ordered:
    """What the command line asks for."""

    path: Path
    out: Path | None
    check: bool
    language: str
    scenarios: tuple[str, ...]
    facts: tuple[str, ...]
    day: str | None
    templates: Path | None
    packages: tuple[Path, ...]
    form: NotesForm
    fail_on: Bar | None


def register(app: "typer.Typer") -> None:
    """Add the command."""
    import typer  # noqa: PLC0415 - only when typer reads the arguments

    option = typer.Option

    @app.command("notes")
    def notes(
        path: Annotated[
            Path, typer.Argument(help="The project's folder, or its manifest.", metavar="PATH")
        ] = Path(),
        out: Annotated[
            Path | None, option("--out", help="Write the notes into this folder.", metavar="DIR")
        ] = None,
        check: Annotated[
            bool,
            option("--check", help="Write nothing; leave with 0 only when no duty is missing."),
        ] = False,
        language: Annotated[Language, option("--lang", help="The language of the notes.")] = (
            Language.en
        ),
        scenario: Annotated[
            str | None,
            option("--scenario", help="The planned use; else the manifest's own, else ship."),
        ] = None,
        fact: Annotated[
            _Texts, option("--fact", help="A fact, as name=value; may be repeated.")
        ] = None,
        date: Annotated[
            str | None, option("--date", help="The day of judgement; else today.")
        ] = None,
        templates: Annotated[
            Path | None, option("--templates", help="A folder of templates in place of ours.")
        ] = None,
        packages: Annotated[
            list[Path] | None,
            option(
                "--packages", help="A site-packages folder; else the project's own environment."
            ),
        ] = None,
        form: Annotated[
            NotesForm, option("--format", help="How to print what was done.")
        ] = NotesForm.text,
        fail_on: Annotated[
            Bar | None, option("--fail-on", help="Leave with 0 for anything better.")
        ] = None,
    ) -> None:
        """Write NOTICE, credits, license texts, COMPLIANCE.md and model cards; or check duties."""
        if out is None and not check:
            raise typer.BadParameter("give a folder with --out, or --check to write nothing")
        wanted = (scenario,) if scenario else ()
        ordered = Ordered(
            path, out, check, str(language), wanted, tuple(fact or ()), date, templates,
            tuple(packages or ()), form, fail_on,
        )  # fmt: skip
        raise typer.Exit(run(ordered))


def run(ordered: Ordered) -> int:
    """Judge, write or check, print what was done, and give the exit code.

    Raises:
        ReadError, StackError: anything that a user can mend; nothing is written then.
    """
    from licenseengine.library.index import open_library  # noqa: PLC0415 - only when run

    library = open_library()
    root = _root(ordered.path)
    if ordered.templates is not None:
        must_exist(ordered.templates)
    dossier = _dossier(ordered, root, library)
    if ordered.check:
        return _checked(ordered, dossier, library)
    return _written(ordered, dossier, library)


def _root(path: Path) -> Path:
    """The folder that is meant: the given one, or the one that the manifest stands in."""
    must_exist(path)
    if path.is_dir():
        return path
    if path.name == MANIFEST:
        return path.parent
    said = f"`{path}` is no folder, and no {MANIFEST}"
    remedy = f"give the folder, or rename the manifest to {MANIFEST}"
    raise StackError([Diagnostic("LE104", Span(str(path)), said, None, remedy)])


def _dossier(ordered: Ordered, root: Path, library: "Library") -> "Dossier":
    from licenseengine.cli.dossier import judging_of  # noqa: PLC0415 - only when run
    from licenseengine.compliance.checks import checked  # noqa: PLC0415 - the same
    from licenseengine.compliance.texts import texts_of  # noqa: PLC0415 - the same

    asked = Asked(
        root,
        facts=ordered.facts,
        scenarios=ordered.scenarios,
        day=ordered.day,
        packages=ordered.packages,
    )
    wish = wish_of(asked, library)
    dossier = checked(judging_of(root, library, wish, ordered.scenarios).dossier, root, library)
    places = (root, *((ordered.out,) if ordered.out and ordered.out.is_dir() else ()))
    return replace(dossier, texts=texts_of(dossier, places, library, wish.packages))


def _written(ordered: Ordered, dossier: "Dossier", library: "Library") -> int:
    from licenseengine.compliance.blanks import blanks_of  # noqa: PLC0415 - only when run
    from licenseengine.report.notes.documents import notes_of  # noqa: PLC0415 - the same
    from licenseengine.report.notes.summary import summary_json, summary_text  # noqa: PLC0415 - the same
    from licenseengine.solver.records import Level  # noqa: PLC0415 - the same

    out = ordered.out
    assert out is not None  # noqa: S101 - asked for by the command
    notes = notes_of(dossier, library, ordered.language, ordered.templates)
    _write(out, notes)
    if ordered.form is NotesForm.json:
        print_json(summary_json(dossier, notes, library))
    else:
        print_text(summary_text(dossier, notes, out, library, ordered.language))
    is_open = any(note.is_gap for note in notes) or bool(blanks_of(dossier))
    level = max(dossier.level, Level.REVIEW) if is_open else dossier.level
    return exit_code(str(level), ordered.fail_on)


def _checked(ordered: Ordered, dossier: "Dossier", library: "Library") -> int:
    from licenseengine.report.notes.summary import duties_json, duties_text  # noqa: PLC0415 - only when run

    if ordered.form is NotesForm.json:
        print_json(duties_json(dossier, library))
    else:
        print_text(duties_text(dossier, library, ordered.language))
    return int(any(due.evidence.status == "missing" for due in dossier.dues))


def _write(out: Path, notes: "tuple[Note, ...]") -> None:
    """Write all notes, each whole; a file that a user put in the place of a gap stays.

    Raises:
        StackError: LE109, a file cannot be written.
    """
    for note in notes:
        path = out / note.path
        draft = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if note.is_gap and path.exists() and not _is_gap(path):
                continue
            draft.write_text(note.text, encoding="utf-8", errors="backslashreplace", newline="\n")
            draft.replace(path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink()
            said = f"`{path}` cannot be written: {error.strerror}"
            raise StackError([Diagnostic("LE109", Span(str(path)), said)]) from None


def _is_gap(path: Path) -> bool:
    """Whether a file is a gap that we marked."""
    from licenseengine.report.notes.documents import GAP_MARK  # noqa: PLC0415 - only when run

    with path.open(encoding="utf-8", errors="replace") as stream:
        return stream.read(len(GAP_MARK)) == GAP_MARK
