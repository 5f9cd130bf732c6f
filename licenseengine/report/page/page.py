"""The report as one HTML file: answer, graph, what-if, findings, duties, questions, gaps.

Everything is written into the file by a template that escapes it; the script only shows, hides and
lights up. Without script, and on paper, the page stands as it is, with a still picture of the
stack.

Floor: report.
"""

from collections.abc import Mapping
from typing import Any

from licenseengine.compliance.records import Dossier
from licenseengine.errors import Diagnostic, Span, StackError, printable
from licenseengine.library.index import Library
from licenseengine.report.graph.picture import picture_of
from licenseengine.report.graph.svg import stack_svg
from licenseengine.report.page.boxes import box_views
from licenseengine.report.page.cases import Cases
from licenseengine.report.page.drawing import graph_data
from licenseengine.report.page.embedding import (
    asset,
    json_in_html,
    notices,
    own_script,
    policy,
    vendored,
)
from licenseengine.report.page.findings import Shown
from licenseengine.report.page.gaps import acceptances, gap_sections
from licenseengine.report.page.labels import ASKED, SAY, USES
from licenseengine.report.page.pieces import marked, unmarked
from licenseengine.report.page.records import Case, Outcome, Scenario
from licenseengine.report.text import ANSWERS, NOT_ADVICE
from licenseengine.solver.records import Level


def page_html(dossier: Dossier, library: Library) -> str:
    """The report of a project as one HTML file that needs nothing beside it.

    Args:
        dossier: what is known of the project; its alternatives become the what-if.
        library: the knowledge that it was judged by.

    Raises:
        StackError: LE707, jinja2 or the layout engine is not installed.
    """
    picture = picture_of(dossier)
    views = tuple(box_views(dossier, picture.boxes))
    shown = Shown(
        dossier,
        library.vocabulary,
        boxes={part: box.id for box in picture.boxes for part in box.parts},
        names={part.id: part.title for part in dossier.parts},
    )
    cases = Cases(dossier, library, shown, picture.boxes)
    every = cases.all()
    return _rendered(
        {
            **_told(dossier),
            "boxes": views,
            "book": cases.book,
            "cases": every,
            "start": every[0].outcomes[dossier.scenario],
            "still": stack_svg(dossier),
            "data": json_in_html({**graph_data(picture, views), **_case_data(dossier, every)}),
            **_embedded(),
        }
    )


def _told(dossier: Dossier) -> dict[str, Any]:
    """What the template says of the project as a whole."""
    audit = dossier.audit
    return {
        "say": SAY,
        "project": printable(audit.scan.name),
        "scenario": dossier.scenario,
        "scenarios": tuple(_scenario(use, audit.scan.name) for use in audit.answers),
        "heads": {level: ANSWERS[level].partition(": ")[0] for level in Level},
        "levels": tuple(Level),
        "not_advice": NOT_ADVICE,
        "gaps": gap_sections(audit),
        "accepted": acceptances(audit),
        "day": audit.day.isoformat() if audit.day else "",
        "files": audit.scan.files,
        "manifest": printable(audit.manifest or ""),
        "version": dossier.version,
        "knowledge": dossier.knowledge,
    }


def _scenario(use: str, project: str) -> Scenario:
    asked = ASKED[use].format(project=marked(project))
    return Scenario(use, USES[use], unmarked(asked))


def _case_data(dossier: Dossier, cases: tuple[Case, ...]) -> dict[str, Any]:
    """What the script works on: what each case shows under each planned use."""
    name = dossier.audit.scan.name
    return {
        "scenario": dossier.scenario,
        "asked": {use: _scenario(use, name).asked for use in dossier.audit.answers},
        "heads": {str(level): ANSWERS[level].partition(": ")[0] for level in Level},
        "say": {key: SAY[key] for key in ("matches", "same_answer", "nothing_here")},
        "cases": [
            {use: _outcome(outcome) for use, outcome in case.outcomes.items()} for case in cases
        ],
    }


def _outcome(outcome: Outcome) -> Mapping[str, Any]:
    return {
        "level": str(outcome.level),
        "why": outcome.why,
        "levels": {box: str(level) for box, level in outcome.levels.items()},
        "findings": outcome.findings,
        "duties": outcome.duties,
        "questions": outcome.questions,
        "laws": outcome.laws,
        "facts": outcome.facts,
        "assumed": outcome.assumed,
    }


def _embedded() -> dict[str, Any]:
    """Scripts, style and the policy that names them."""
    style, own = asset("page.css"), own_script()
    scripts = [*(library.script for library in vendored()), own]
    return {
        "style": style,
        "scripts": scripts,
        "policy": policy(scripts, [style]),
        "notices": notices(),
    }


def _rendered(context: Mapping[str, Any]) -> str:
    try:
        from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415 - an extra
    except ImportError:
        said = "the HTML report needs jinja2, which is not installed"
        mend = "install licenseengine with its extra `reports`"
        raise StackError([Diagnostic("LE707", Span("<command>"), said, None, mend)]) from None
    names = ("page.html.jinja", "parts.html.jinja")
    environment = Environment(
        loader=DictLoader({name: asset(name) for name in names}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.jinja").render(context)
