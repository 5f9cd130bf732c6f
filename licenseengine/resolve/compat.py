"""Compatibility of two licenses: the release check on a stack of two nodes.

No matrix is written by hand.

Floor: resolve.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from licenseengine.errors import Diagnostic, ReadError, Span, StackError, nearest
from licenseengine.language.facts import Facts
from licenseengine.library.index import Library
from licenseengine.resolve.judge import Judged, judge, problem_of
from licenseengine.resolve.terms import branches, terms_of
from licenseengine.solver.acts import planned_acts
from licenseengine.solver.bind import bind
from licenseengine.solver.context import Context
from licenseengine.solver.judging import judge_acts
from licenseengine.solver.records import Finding, Level
from licenseengine.solver.works import levels_of
from licenseengine.stack.records import Artefact, Input, Operation, Stack, Use

# Distribution of a product by a company, with source where that is asked; nobody sues anybody.
_FACTS = Facts(
    {
        "use.source_offered": True,
        "use.commercial": True,
        "use.purposes": frozenset({"product"}),
        "use.production": True,
        "use.audience": "public",
        "licensee.kind": "company",
    }
)


@dataclass(frozen=True)
class Compat:
    """Whether a work under `outbound` may contain a part under `inbound`, and what was found."""

    outbound: str
    inbound: str
    operation: str
    judged: Judged
    level: Level

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that speak of the pair."""
        return tuple(f for f in self.judged.verdict.findings if f.level is not Level.PERMITTED)


def judge_compat(outbound: str, inbound: str, operation: str, library: Library) -> Compat:
    """Judge a pair of licenses.

    Args:
        outbound: the license of the work that is handed on; for an `OR`, any branch may fit.
        inbound: the license of what it takes in; for an `OR`, the best branch is taken.
        operation: how it is taken in, such as ``modify`` or ``link-dynamic``.
        library: the knowledge.

    Raises:
        ReadError: LE302, a license is not known; LE206, no expression.
        StackError: LE404, an unknown operation.
    """
    words = library.vocabulary
    if operation not in words.raw["operations"]:
        hint = nearest(operation, list(words.raw["operations"]))
        raise StackError(
            [Diagnostic("LE404", Span("<command>"), f"unknown operation `{operation}`", hint)]
        )
    _expect_known(inbound, library)
    options = [" AND ".join(map(str, branch)) for branch in _expect_known(outbound, library)]
    found = [_judge(option, inbound, operation, library) for option in options]
    best = min(found, key=lambda judged: judged.verdict.level)
    return Compat(outbound, inbound, operation, best, best.verdict.level)


def _expect_known(expression: str, library: Library) -> tuple[tuple[object, ...], ...]:
    choices = branches(expression, library)
    for branch in choices:
        for term in branch:
            for id_ in (term.license, term.exception):
                if id_ is not None and library.get(id_) is None:
                    remedy = "see `licenseengine license list`"
                    hint = library.suggest(id_)
                    said = f"the license `{id_}` is not known"
                    raise ReadError([Diagnostic("LE302", Span("<command>"), said, hint, remedy)])
    return choices


def matrix(
    ids: Sequence[str], operation: str, library: Library
) -> Iterator[tuple[str, list[Level]]]:
    """For each inbound license of `ids`, how it stands under each of them as outbound.

    The same check as :func:`judge_compat`, with what does not hang on the outbound license done
    once for a row.
    """
    outers = [library.get(id_) for id_ in ids]
    known = [outer for outer in outers if outer is not None]
    for inbound in ids:
        stack = _pair(None, inbound, operation, library)
        terms = {a.id: terms_of(a, library) for a in stack.artefacts}
        problem = replace(problem_of(stack, terms, library), reusable=())
        context = Context(problem, bind(problem, {"inbound": terms["inbound"].choices[0]}))
        acts = judge_acts(context, planned_acts(context))
        worst = max((f.level for part in acts for f in part.findings), default=Level.PERMITTED)
        yield inbound, [max(worst, level) for level in levels_of(context, "outbound", known)]


def _judge(outbound: str, inbound: str, operation: str, library: Library) -> Judged:
    return judge(_pair(outbound, inbound, operation, library), library)


def _pair(outbound: str | None, inbound: str, operation: str, library: Library) -> Stack:
    role = next(iter(library.vocabulary.roles(operation)))
    part = Artefact("inbound", "software", license=inbound)
    made = Operation(operation, (Input(role, "inbound"),))
    whole = Artefact("outbound", "software", made=made, release=outbound)
    return Stack((part, whole), Use(("distribute",), ("outbound",), _FACTS))
