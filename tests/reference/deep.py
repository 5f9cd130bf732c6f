"""A long run: `python tests/reference/deep.py 20000 [seed]` compares, shrinks and shows differences.

Leaves with 1 when there is any.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from licenseengine.solver.records import Level, Problem
from licenseengine.solver.solve import solve
from tests.reference.bridge import judge_all
from tests.reference.shrink import describe, shrink
from tests.strategies import random_problem, seeded

BATCH = 50
SHOWN = 5


def differs(problem: Problem) -> bool:
    """Whether the engine and the reference part on this problem."""
    return solve(problem).level is not judge_all([problem])[0]


def same(problem: Problem, engine: Level, reference: Level) -> bool:
    """Whether a smaller problem shows the same difference."""
    try:
        return solve(problem).level is engine and judge_all([problem])[0] is reference
    except (KeyError, RuntimeError):  # a cut that leaves no sound stack
        return False


def compare(problems: Sequence[Problem]) -> list[tuple[Problem, Level, Level]]:
    """The problems on which the two part, with both verdicts."""
    wanted = judge_all(problems)
    found = ((p, solve(p).level, level) for p, level in zip(problems, wanted, strict=True))
    return [entry for entry in found if entry[1] is not entry[2]]


def main() -> int:
    """Compare as many problems as were asked for."""
    total, seed = (int(a) for a in (*sys.argv[1:], *("2000", "0")[len(sys.argv) - 1 :]))
    rng, spread, shown = seeded(seed), Counter[str](), 0
    for start in range(0, total, BATCH):
        problems = [random_problem(rng) for _ in range(min(BATCH, total - start))]
        spread.update(str(solve(p).level) for p in problems)
        for problem, engine, reference in compare(problems):
            shown += 1
            if shown <= SHOWN:
                small = shrink(problem, partial(same, engine=engine, reference=reference))
                sys.stdout.write(f"\nengine {engine}, reference {reference}\n{describe(small)}\n")
                sys.stdout.flush()
    sys.stdout.write(f"\n{total} stacks, seed {seed}: {shown} differences; {dict(spread)}\n")
    return min(shown, 1)


if __name__ == "__main__":
    sys.exit(main())
