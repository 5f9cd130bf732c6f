"""``licenseengine audit``: find the stack of a project in its files, and judge it."""

import sys
from dataclasses import dataclass
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from licenseengine.cli.check import Bar, exit_code
from licenseengine.cli.reports import REPORTS
from licenseengine.errors import Diagnostic, ReadError, Span, StackError, nearest

if TYPE_CHECKING:
    import typer

    from licenseengine.audit.records import Audit
    from licenseengine.audit.wish import Hub, Wish
    from licenseengine.discover.records import Seen
    from licenseengine.library.index import Library
    from licenseengine.report.audit_baseline import Compared

AuditForm = StrEnum(
    "AuditForm",
    [
        "text",
        "json",
        "markdown",
        "sarif",
        "html",
        "svg",
        "mermaid",
        "dot",
        "tree",
        "cyclonedx",
        "spdx",
    ],
)
_Texts = list[str] | None
_Paths = list[Path] | None


@dataclass(frozen=True)
class Asked:
    """What the command line asks about a project."""

    path: Path
    form: AuditForm = AuditForm.text
    facts: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    day: str | None = None
    explain: str | None = None
    everything: bool = False
    baseline: Path | None = None
    packages: tuple[Path, ...] = ()
    online: bool = False
    cache: bool = False
    output: Path | None = None
    fail_on: Bar | None = None


def register(app: "typer.Typer") -> None:
    """Add the command."""
    import typer  # noqa: PLC0415 - only when typer reads the arguments

    option = typer.Option

    @app.command("audit")
    def audit(
        path: Annotated[
            Path, typer.Argument(help="The project's folder.", metavar="PATH")
        ] = Path(),
        form: Annotated[
            AuditForm, option("--format", help="How to print the answer.")
        ] = AuditForm.text,
        fail_on: Annotated[
            Bar | None, option("--fail-on", help="Leave with 0 for anything better.")
        ] = None,
        fact: Annotated[
            _Texts, option("--fact", help="A fact, as name=value; may be repeated.")
        ] = None,
        scenario: Annotated[
            _Texts,
            option(
                "--scenario",
                help="A planned use, such as saas, or plan for the manifest's own; repeatable. "
                "The worst decides.",
            ),
        ] = None,
        date: Annotated[
            str | None, option("--date", help="The day of judgement; else today.")
        ] = None,
        explain: Annotated[
            str | None,
            option("--explain", metavar="ARTEFACT", help="Tell all about one artefact instead."),
        ] = None,
        everything: Annotated[bool, option("--all", help="Shorten no list.")] = False,
        baseline: Annotated[
            Path | None,
            option("--baseline", help="An earlier audit as JSON: what it found does not count."),
        ] = None,
        packages: Annotated[
            _Paths,
            option(
                "--packages", help="A site-packages folder; else the project's own environment."
            ),
        ] = None,
        online: Annotated[
            bool, option("--online", help="Ask the hub for licenses that nothing else tells.")
        ] = False,
        cache: Annotated[
            bool, option("--cache", help="Read the local caches of the hub and of Ollama.")
        ] = False,
        output: Annotated[
            Path | None, option("--output", help="Write the answer to this file.")
        ] = None,
    ) -> None:
        """Find the models, data, services and packages of a project, and judge them."""
        if explain is not None and form not in {"text", "markdown", "json"}:
            raise typer.BadParameter(f"--explain has no form {form}: take text, markdown or json")
        if baseline is not None and form in REPORTS:
            raise typer.BadParameter(f"--baseline has no form {form}: take text, json or sarif")
        asked = Asked(
            path, form, tuple(fact or ()), tuple(dict.fromkeys(scenario or ())), date, explain,
            everything, baseline, tuple(packages or ()), online, cache, output, fail_on,
        )  # fmt: skip
        raise typer.Exit(run(asked))


def run(asked: Asked) -> int:
    """Audit, print the answer, and give the exit code.

    Raises:
        ReadError, StackError: anything that a user can mend; nothing is printed then.
    """
    from licenseengine.audit.audit import audit  # noqa: PLC0415 - only when run
    from licenseengine.cli.progress import progress  # noqa: PLC0415 - the same
    from licenseengine.library.index import open_library  # noqa: PLC0415 - the same
    from licenseengine.report.audit_baseline import compared, read_baseline  # noqa: PLC0415 - the same

    library = open_library()
    must_exist(asked.path)
    wish = wish_of(asked, library)
    if asked.form in REPORTS:
        return _reported(asked, library, wish)
    earlier = read_baseline(asked.baseline) if asked.baseline else None
    with progress() as telling:
        found = audit(asked.path, library, wish, telling.told if telling else None)
    known = compared(found, earlier) if earlier is not None else None
    _show(asked, found, library, known)
    return exit_code(_level(found, known), asked.fail_on)


def _reported(asked: Asked, library: "Library", wish: "Wish") -> int:
    """Print or write a report that is made of the whole dossier."""
    from licenseengine.cli.dossier import judging_of  # noqa: PLC0415 - only for these forms
    from licenseengine.cli.reports import report  # noqa: PLC0415 - the same
    from licenseengine.compliance.checks import checked  # noqa: PLC0415 - the same

    judging = judging_of(asked.path, library, wish, asked.scenarios)
    dossier = checked(judging.dossier, asked.path, library)
    _put(asked, report(str(asked.form), dossier, library, judging.wish).rstrip("\n") + "\n")
    return exit_code(str(dossier.level), asked.fail_on)


def wish_of(asked: Asked, library: "Library") -> "Wish":
    """How to audit, from what was asked.

    Raises:
        StackError: an unknown fact, scenario or date.
    """
    from licenseengine.audit.wish import PLAN, PRESETS, Wish  # noqa: PLC0415 - only when run
    from licenseengine.discover.installed import site_packages  # noqa: PLC0415 - the same
    from licenseengine.language.facts import Facts  # noqa: PLC0415 - the same
    from licenseengine.resolve.plan import Plan, day_of, told_facts, use_of  # noqa: PLC0415 - the same

    for name in asked.scenarios:
        if name != PLAN:
            use_of(Plan(scenario=name), library, None)  # complains of an unknown one
    for folder in asked.packages:
        must_exist(folder)
    told, as_of = told_facts(asked.facts, library)
    return Wish(
        facts=Facts(told, {}, as_of),
        day=day_of(Plan(day=asked.day)),
        hub=_hub() if asked.online else None,
        packages=asked.packages or tuple(site_packages(asked.path)),
        presets=asked.scenarios or PRESETS,
        evidence=_cached() if asked.cache else (),
    )


def _hub() -> "Hub":
    from licenseengine.discover.online import hub_licenses  # noqa: PLC0415 - only when asked

    return hub_licenses


def _cached() -> "tuple[Seen, ...]":
    from licenseengine.cli.caches import cached  # noqa: PLC0415 - only when asked

    return cached()


def must_exist(path: Path) -> None:
    """Complain of a path that does not exist.

    Raises:
        ReadError: LE101, with the nearest name beside it.
    """
    if path.exists():
        return
    try:
        beside = [p.name for p in path.parent.iterdir()]
    except OSError:
        beside = []
    near = nearest(path.name, beside)
    suggestion = str(path.with_name(near)) if near else None
    raise ReadError([Diagnostic("LE101", Span(str(path)), f"`{path}` does not exist", suggestion)])


def _level(found: "Audit", known: "Compared | None") -> str:
    """What decides the exit code: the answer, or of it only what is new."""
    from licenseengine.report.audit_answer import decisive  # noqa: PLC0415 - only when run

    name, answer = decisive(found)
    return str(answer.level if known is None else min(answer.level, known.levels[name]))


def _show(asked: Asked, found: "Audit", library: "Library", known: "Compared | None") -> None:
    if asked.output is None and asked.form is AuditForm.text and sys.stdout.isatty():
        _on_terminal(asked, found, library, known)
        return
    _put(asked, _text(asked, found, library, known) + "\n")


def _put(asked: Asked, text: str) -> None:
    """Write an answer to where it was asked for."""
    if asked.output is not None:
        _write(asked.output, text)
        return
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stdout.write(text)


def _on_terminal(
    asked: Asked, found: "Audit", library: "Library", known: "Compared | None"
) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for a terminal

    from licenseengine.report.audit_sections import Wanted, report_of  # noqa: PLC0415 - the same
    from licenseengine.report.audit_terminal import show  # noqa: PLC0415 - the same
    from licenseengine.report.explain import explain_report, explained  # noqa: PLC0415 - the same

    console = Console(highlight=False)
    if asked.explain is None:
        show(report_of(found, library.vocabulary, Wanted(asked.everything, known)), console)
        return
    for item in explained(found, asked.explain):
        show(explain_report(found, item, library.vocabulary), console)


def _text(asked: Asked, found: "Audit", library: "Library", known: "Compared | None") -> str:
    from licenseengine import __version__  # noqa: PLC0415 - only when run
    from licenseengine.report.audit_json import audit_json, json_text  # noqa: PLC0415 - the same
    from licenseengine.report.audit_sections import Wanted  # noqa: PLC0415 - the same
    from licenseengine.report.audit_text import audit_text  # noqa: PLC0415 - the same
    from licenseengine.report.explain import explain_json, explain_text, explained  # noqa: PLC0415 - the same
    from licenseengine.report.sarif import sarif  # noqa: PLC0415 - the same

    vocabulary, markdown = library.vocabulary, asked.form is AuditForm.markdown
    items = explained(found, asked.explain) if asked.explain is not None else ()
    if asked.form is AuditForm.sarif:
        return json_text(sarif(found, library, __version__, known))
    if asked.form is AuditForm.json:
        data = audit_json(found, vocabulary, library.sha256, __version__, known)
        return json_text(explain_json(data, items) if items else data)
    if items:
        return explain_text(found, items, vocabulary, markdown=markdown)
    wanted = Wanted(asked.everything, known)
    return audit_text(found, vocabulary, markdown=markdown, wanted=wanted)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        said = f"`{path}` cannot be written: {error.strerror}"
        raise StackError([Diagnostic("LE109", Span(str(path)), said)]) from None
