"""The engine against the reference solver, an answer set program, on random stacks.

The longer run is `python tests/reference/deep.py 20000`; `REFERENCE_STACKS` sets the size here.
"""

import os
from collections import Counter
from functools import lru_cache

import pytest

from licenseengine.solver.records import Level, Problem
from licenseengine.solver.solve import solve
from tests.reference.bridge import judge_all
from tests.reference.deep import differs
from tests.reference.shrink import describe, shrink
from tests.strategies import random_problem, seeded

STACKS = int(os.environ.get("REFERENCE_STACKS", "2000"))
BATCHES = 4
STEP = 50


@lru_cache(maxsize=BATCHES)
def batch(number: int) -> tuple[Problem, ...]:
    rng = seeded(1000 + number)
    return tuple(random_problem(rng) for _ in range(STACKS // BATCHES))


@pytest.mark.parametrize("number", range(BATCHES))
def test_both_come_to_one_verdict(number: int) -> None:
    problems = batch(number)
    wanted: list[Level] = []
    for start in range(0, len(problems), STEP):
        wanted += judge_all(problems[start : start + STEP])
    apart = [p for p, level in zip(problems, wanted, strict=True) if solve(p).level is not level]
    assert not apart, describe(shrink(apart[0], differs))


def test_each_verdict_is_met_often_enough_to_be_tried() -> None:
    levels = Counter(solve(p).level for n in range(BATCHES) for p in batch(n))
    for level in Level:
        assert levels[level] >= 0.05 * sum(levels.values()), levels
