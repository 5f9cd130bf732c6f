"""``licenseengine license``: the licenses themselves, and how they go together."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from licenseengine.cli.exit_codes import BAD_INPUT
from licenseengine.cli.output import print_json, print_text
from licenseengine.cli.quick import Form

FormOption = Annotated[Form, typer.Option("--format", help="How to print the answer.")]

app = typer.Typer(no_args_is_help=True, help="List, show, compare, match and check licenses.")
COMPAT_EXIT = {"yes": 0, "no": 1, "review": 3, "conditional": 4}


@app.command("list")
def list_(
    group: Annotated[
        str | None, typer.Option(help="Only this group (a folder of licenses/).")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind.")] = None,
    form: FormOption = Form.text,
) -> None:
    """List the licenses that are known."""
    from licenseengine.library.index import open_library  # noqa: PLC0415 - only when run

    rows = [
        row
        for row in open_library().summaries()
        if group in {None, row["group"]} and kind in {None, row["kind"]}
    ]
    if form is Form.json:
        print_json({"schema": "licenseengine/license-list/1", "licenses": rows})
        return
    width = max((len(row["id"]) for row in rows), default=0)
    lines = [
        f"{row['id']:<{width}}  {row['group']:<18}{row['encoded']:<9}{row['name']}" for row in rows
    ]
    print_text("\n".join([*lines, f"{len(rows)} licenses"]))


@app.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An id or a name.")],
    form: FormOption = Form.text,
) -> None:
    """Show what a license permits, orders and forbids, each with its section."""
    from licenseengine.library.index import open_library  # noqa: PLC0415 - only when run
    from licenseengine.report.license_text import license_json, license_text  # noqa: PLC0415 - the same

    library = open_library()
    license_ = library.get(library.expect(id_))
    assert license_ is not None  # noqa: S101 - expect gives known ids
    if form is Form.json:
        print_json(license_json(license_))
    else:
        print_text(license_text(license_, library.vocabulary))


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="The license, or version, before.")],
    new: Annotated[str, typer.Argument(help="The license, or version, after.")],
    form: FormOption = Form.text,
) -> None:
    """Show what changed between two licenses or versions, rule by rule."""
    from licenseengine.library.index import open_library  # noqa: PLC0415 - only when run
    from licenseengine.report.license_diff import diff_json, diff_text  # noqa: PLC0415 - the same

    library = open_library()
    sides = [library.get(library.expect(name)) for name in (old, new)]
    before, after = (side for side in sides if side is not None)
    if form is Form.json:
        print_json(diff_json(before, after))
    else:
        print_text(diff_text(before, after))


@app.command()
def compat(
    outbound: Annotated[str, typer.Argument(help="The license of the work that is handed on.")],
    inbound: Annotated[str, typer.Argument(help="The license of what it takes in.")],
    op: Annotated[str, typer.Option("--op", help="How it is taken in.")] = "modify",
    form: FormOption = Form.text,
) -> None:
    """Say whether a work under OUTBOUND may take in a part under INBOUND."""
    from licenseengine.library.index import open_library  # noqa: PLC0415 - only when run
    from licenseengine.report.machine import compat_json  # noqa: PLC0415 - the same
    from licenseengine.report.text import compat_text  # noqa: PLC0415 - the same
    from licenseengine.resolve.compat import judge_compat  # noqa: PLC0415 - the same

    library = open_library()
    answer = judge_compat(outbound, inbound, op, library)
    found = compat_json(answer, library.vocabulary)
    if form is Form.json:
        print_json(found)
    else:
        print_text(compat_text(answer, library.vocabulary))
    raise typer.Exit(COMPAT_EXIT[found["compatible"]])


@app.command()
def matrix(
    chosen: Annotated[
        list[str] | None, typer.Argument(metavar="ID…", help="Licenses; all open source when none.")
    ] = None,
    op: Annotated[str, typer.Option("--op", help="How a part is taken in.")] = "modify",
    against: Annotated[
        Path | None,
        typer.Option(help="A CSV of outbound, inbound, verdict (or majority): differences."),
    ] = None,
) -> None:
    """Print which license may take in which, as CSV: rows inbound, columns outbound."""
    from licenseengine.library.index import open_library  # noqa: PLC0415 - only when run
    from licenseengine.report.matrix import agreement_lines, matrix_lines  # noqa: PLC0415 - the same

    library = open_library()
    if against is not None:
        lines = agreement_lines(against, op, library)
    else:
        ids = [library.expect(name) for name in chosen or ()]
        lines = matrix_lines(ids or library.group("open-source"), op, library)
    for line in lines:
        typer.echo(line)


@app.command()
def identify(
    file: Annotated[Path, typer.Argument(help="A license text.")], form: FormOption = Form.text
) -> None:
    """Say which license a text is; leaves with 3 when it is none that is known, or only near."""
    from licenseengine.resolve.identify import differences  # noqa: PLC0415 - only when run
    from licenseengine.resolve.identify import identify as run  # noqa: PLC0415 - the same

    found = run(file)
    near = [
        {
            "license": m.license,
            "similarity": round(m.similarity, 2),
            "added": list(m.added),
            "missing": list(m.missing),
        }
        for m in found.near[:5]
    ]
    if form is Form.json:
        same = list(found.same)
        print_json({"schema": "licenseengine/identify/1", "license": same, "near": near})
    else:
        lines = [", ".join(found.same) or "not the text of a license that is known"]
        lines += [f"  near {m.license}: {m.similarity:.0%} of its text" for m in found.near[:5]]
        lines += differences(found)
        print_text("\n".join(lines))
    raise typer.Exit(0 if found.same else 3)


@app.command()
def new(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id of the license.")],
    kind: Annotated[str, typer.Option(help="model, rail, terms, open-source, …")] = "model",
    text: Annotated[Path | None, typer.Option(help="The text, for its sha256.")] = None,
) -> None:
    """Print a template for a new license file."""
    from licenseengine.library.index import open_library  # noqa: PLC0415 - only when run
    from licenseengine.resolve.identify import template  # noqa: PLC0415 - the same

    typer.echo(template(id_, kind, text, open_library().vocabulary), nl=False)


@app.command(hidden=True)
def fingerprint(folder: Annotated[Path, typer.Argument(help="Texts with an INDEX.csv.")]) -> None:
    """Print the fingerprints of license texts: the content of licenses/fingerprints.csv."""
    from licenseengine.resolve.identify import fingerprint_table  # noqa: PLC0415 - only when run

    typer.echo(fingerprint_table(folder), nl=False)


@app.command()
def lint(
    chosen: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID…", help="Licenses or families; all when none is named."),
    ] = None,
    texts: Annotated[
        Path | None, typer.Option(help="A folder of license texts with INDEX.csv, to compare with.")
    ] = None,
    mutate: Annotated[
        bool,
        typer.Option("--mutate", help="Also try each rule left out and each limit moved by one."),
    ] = False,
    read_since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Name licenses last read before this day."),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--licenses", help="Another folder of license files.")
    ] = None,
) -> None:
    """Check license files: rules, words, cases, and with --mutate that every rule matters."""
    from licenseengine.resolve.linting import lint as run  # noqa: PLC0415 - only when run

    since = read_since.date() if read_since else None
    report = run(folder, frozenset(chosen or ()), texts, mutate=mutate, read_since=since)
    for line in report.lines:
        typer.echo(line)
    if report.faults:
        raise typer.Exit(BAD_INPUT)


def register(root: typer.Typer) -> None:
    """Add the commands."""
    root.add_typer(app, name="license")
