"""``licenseengine check``: judge named things, or a manifest."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from licenseengine.cli.exit_codes import OF_VERDICT
from licenseengine.cli.output import print_json, print_text
from licenseengine.cli.quick import Arg, Opt, for_typer

if TYPE_CHECKING:
    import typer

    from licenseengine.resolve.judge import Judged

Form = StrEnum(
    "Form",
    ["text", "json", "markdown", "html", "svg", "mermaid", "dot", "tree", "cyclonedx", "spdx"],
)
Bar = StrEnum("Bar", ["permitted", "conditional", "review", "prohibited"])
_Texts = list[str] | None
_Text = str | None


def check(
    refs: Annotated[list[str], Arg("Names of things or licenses; or a manifest.", "REF…|MANIFEST")],
    do: Annotated[_Texts, Opt("--do", "Planned actions, repeated or with commas.")] = None,
    fact: Annotated[_Texts, Opt("--fact", "A fact, as name=value; may be repeated.")] = None,
    scenario: Annotated[_Text, Opt("--scenario", "A preset, such as saas or ship.")] = None,
    op: Annotated[_Text, Opt("--op", "How you make one thing of those named.")] = None,
    release: Annotated[_Text, Opt("--release", "The license you put on the result.")] = None,
    name: Annotated[_Text, Opt("--name", "The public name of the result.")] = None,
    kind: Annotated[_Text, Opt("--kind", "The kind of what is named.")] = None,
    license_: Annotated[_Text, Opt("--license", "The license of what is named.")] = None,
    date: Annotated[_Text, Opt("--date", "The day of judgement; else today.")] = None,
    fail_on: Annotated[Bar | None, Opt("--fail-on", "Leave with 0 for anything better.")] = None,
    form: Annotated[Form, Opt("--format", "How to print the answer.")] = Form.text,
) -> int:
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
    show(judged, form, (path.parent.name or path.stem) if path else " ".join(refs))
    return exit_code(str(judged.verdict.level), fail_on)


def _manifest(refs: list[str]) -> Path | None:
    """The manifest that is meant: a YAML file, or a folder that holds one."""
    if len(refs) != 1:
        return None
    path = Path(refs[0])
    if path.suffix in {".yaml", ".yml"}:
        return path
    return path / "licenseengine.yaml" if path.is_dir() else path if path.is_file() else None


def show(judged: "Judged", form: Form, name: str = "") -> None:
    """Print a verdict in the form asked for; `name` is what a report calls the whole."""
    from licenseengine import __version__  # noqa: PLC0415 - only when run
    from licenseengine.library.index import open_library  # noqa: PLC0415 - the same

    library = open_library()
    if form is Form.json:
        from licenseengine.report.machine import verdict_json  # noqa: PLC0415 - only for this form

        print_json(verdict_json(judged, library.vocabulary, library.sha256, __version__))
        return
    if form not in {Form.text, Form.markdown}:
        from licenseengine.cli.reports import report  # noqa: PLC0415 - only for these forms
        from licenseengine.compliance.dossier import dossier_of_plan  # noqa: PLC0415 - the same

        print_text(report(str(form), dossier_of_plan(judged, library, __version__, name), library))
        return
    from licenseengine.report.text import verdict_text  # noqa: PLC0415 - only for this form

    print_text(verdict_text(judged, library.vocabulary, markdown=form is Form.markdown))


def exit_code(verdict: str, fail_on: Bar | None = None) -> int:
    """The exit code of a verdict; 0 for one that is better than `fail_on`."""
    bars = list(Bar)
    if fail_on is not None and bars.index(Bar(verdict)) < bars.index(fail_on):
        return 0
    return OF_VERDICT[verdict]


def register(app: "typer.Typer") -> None:
    """Add the command."""
    app.command("check")(for_typer(check))
