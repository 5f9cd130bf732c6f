"""Problems as facts for `solver.lp`, and its answers back.

Nothing is decided here: words are spelled, trees are laid flat, figures become ranks, and the days
for which a clause counts figures are looked up in a calendar.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import clingo

from licenseengine.library.records import License
from licenseengine.solver.records import Level, Problem
from tests.reference.release import NOBODY, release_level
from tests.reference.situations import Bound
from tests.reference.spell import Pen
from tests.reference.stacks import write_problem
from tests.reference.terms import write_defaults
from tests.reference.words import write_words

PROGRAM = (Path(__file__).parent / "solver.lp").read_text(encoding="utf-8")


def judge_all(problems: Sequence[Problem]) -> list[Level]:
    """The verdict of each problem: the best of its choices, the worst of what each leads to."""
    pen = Pen(problems)
    write_words(pen)
    write_defaults(pen, problems[0].defaults)
    licenses = [write_problem(pen, n, p).numbered() for n, p in enumerate(problems)]
    control = clingo.Control(["--warn=none"])
    control.add("base", [], PROGRAM + "\n".join(pen.lines))
    control.ground([("base", [])])
    levels: dict[tuple[int, int], Level] = {}
    bindings: dict[tuple[int, int], list[Bound]] = defaultdict(list)
    with control.solve(yield_=True) as handle:
        for atom in (a for model in handle for a in model.symbols(shown=True)):
            number, world = (a.number for a in atom.arguments[:2])
            if atom.name == "whole":
                levels[number, world] = Level(atom.arguments[2].number)
            else:
                bindings[number, world].append(_bound(atom, licenses[number]))
    best: dict[int, Level] = {}
    for (number, world), level in levels.items():
        whole = max(level, release_level(problems[number], bindings[number, world]))
        best[number] = min(whole, best.get(number, whole))
    return [best[number] for number in range(len(problems))]


def _bound(atom: clingo.Symbol, licenses: Mapping[int, License]) -> Bound:
    _, _, license_, origin, node, state, holder, within = atom.arguments
    known = license_.type is clingo.SymbolType.Number
    return Bound(
        license=licenses[license_.number] if known else NOBODY,
        origin=origin.string,
        node=node.string,
        state=state.string,
        holder=holder.string,
        within=within.name == "yes",
    )
