"""Reports that are written from a dossier: pages, pictures and bills, by the word of `--format`."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licenseengine.audit.wish import Wish
    from licenseengine.compliance.records import Dossier
    from licenseengine.library.index import Library

REPORTS = ("html", "svg", "mermaid", "dot", "tree", "cyclonedx", "spdx")


def report(form: str, dossier: "Dossier", library: "Library", wish: "Wish | None" = None) -> str:
    """A report in one of the forms of `REPORTS`.

    Args:
        form: the word of `--format`.
        dossier: of the project.
        library: the knowledge.
        wish: what was asked; with it a page also holds what other facts would make of the answer.

    Raises:
        StackError: LE707, the form needs an extra that is not installed.
    """
    if form == "html":
        return _page(dossier, library, wish)
    if form == "tree":
        return _tree(dossier)
    if form in {"cyclonedx", "spdx"}:
        from licenseengine.report.bom import cyclonedx, spdx3  # noqa: PLC0415 - only for this form

        return (cyclonedx if form == "cyclonedx" else spdx3)(dossier, library)
    return _picture(form, dossier)


def _page(dossier: "Dossier", library: "Library", wish: "Wish | None") -> str:
    from licenseengine.report.page.page import page_html  # noqa: PLC0415 - only for this form

    if wish is not None:
        from licenseengine.compliance.alternatives import alternatives_of  # noqa: PLC0415 - the same

        dossier = replace(dossier, alternatives=alternatives_of(dossier, library, wish))
    return page_html(dossier, library)


def _picture(form: str, dossier: "Dossier") -> str:
    if form == "svg":
        from licenseengine.report.graph.svg import stack_svg  # noqa: PLC0415 - only for this form

        return stack_svg(dossier)
    if form == "mermaid":
        from licenseengine.report.graph.mermaid import stack_mermaid  # noqa: PLC0415 - the same

        return stack_mermaid(dossier)
    from licenseengine.report.graph.dot import stack_dot  # noqa: PLC0415 - the same

    return stack_dot(dossier)


def _tree(dossier: "Dossier") -> str:
    """The stack as a tree, in colour where it goes to a terminal."""
    from io import StringIO  # noqa: PLC0415 - only for this form

    from rich.console import Console  # noqa: PLC0415 - the same

    from licenseengine.report.graph.tree import stack_tree  # noqa: PLC0415 - the same

    is_terminal = sys.stdout.isatty()
    width = None if is_terminal else 200
    out = StringIO()
    console = Console(file=out, force_terminal=is_terminal, width=width, highlight=False)
    console.print(stack_tree(dossier))
    return out.getvalue()
