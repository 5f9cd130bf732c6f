"""``licenseengine check``: judge named things, or a manifest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from licenseengine.cli.exit_codes import OF_VERDICT
from licenseengine.cli.output import Form, FormOption, print_json, print_text

if TYPE_CHECKING:
    from licenseengine.resolve.judge import Judged


def check(
    refs: Annotated[
        list[str],
        typer.Argument(
            help="Licenses, models, datasets, services; or a manifest.", metavar="REF… | MANIFEST"
        ),
    ],
    do: Annotated[
        list[str] | None,
        typer.Option("--do", help="An action you plan; may be repeated, or a list with commas."),
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="A fact, as name=value; may be repeated.")
    ] = None,
    scenario: Annotated[
        str | None, typer.Option(help="A preset: research, internal, saas, ship, open-release.")
    ] = None,
    op: Annotated[
        str | None,
        typer.Option("--op", help="The operation that makes one thing of those named, by you."),
    ] = None,
    release: Annotated[str | None, typer.Option(help="The license you put on the result.")] = None,
    name: Annotated[str | None, typer.Option(help="The public name of the result.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="The kind of what is named, where it is not known.")
    ] = None,
    license_: Annotated[
        str | None, typer.Option("--license", help="The license of what is named.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(help="The day of judgement; today's when not given.")
    ] = None,
    fail_on: Annotated[
        str | None, typer.Option(help="Leave with 0 unless the verdict is at least this bad.")
    ] = None,
    form: FormOption = Form.text,
) -> None:
    """Judge a planned use of named things, or the one that a manifest describes."""
    from licenseengine.resolve.plan import Plan, judge_manifest, judge_refs  # noqa: PLC0415 - only when run

    plan = Plan(
        do=tuple(a.strip() for text in do or () for a in text.split(",") if a.strip()),
        facts=tuple(fact or ()),
        scenario=scenario,
        operation=op,
        release=release,
        name=name,
        kind=kind,
        license=license_,
        day=date,
    )
    path = _manifest(refs)
    judged = judge_manifest(path, plan) if path else judge_refs(tuple(refs), plan)
    show(judged, form)
    raise typer.Exit(exit_code(str(judged.verdict.level), fail_on))


def _manifest(refs: list[str]) -> Path | None:
    """The manifest that is meant: a YAML file, or a folder that holds one."""
    if len(refs) != 1:
        return None
    path = Path(refs[0])
    if path.suffix in {".yaml", ".yml"}:
        return path
    return path / "licenseengine.yaml" if path.is_dir() else path if path.is_file() else None


def show(judged: "Judged", form: Form) -> None:
    """Print a verdict in the form asked for."""
    from licenseengine import __version__  # noqa: PLC0415 - only when run
    from licenseengine.library.index import open_library  # noqa: PLC0415 - the same

    library = open_library()
    if form is Form.json:
        from licenseengine.report.machine import verdict_json  # noqa: PLC0415 - only for this form

        print_json(verdict_json(judged, library.vocabulary, library.sha256, __version__))
        return
    from licenseengine.report.text import verdict_text  # noqa: PLC0415 - only for this form

    print_text(verdict_text(judged, library.vocabulary, markdown=form is Form.markdown))


def exit_code(verdict: str, fail_on: str | None = None) -> int:
    """The exit code of a verdict; 0 for one that is better than `fail_on`."""
    order = ["permitted", "conditional", "review", "prohibited"]
    if fail_on is not None:
        if fail_on not in order:
            raise typer.BadParameter(
                f"`{fail_on}` is no verdict; one of: {', '.join(order)}", param_hint="--fail-on"
            )
        if order.index(verdict) < order.index(fail_on):
            return 0
    return OF_VERDICT[verdict]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)
