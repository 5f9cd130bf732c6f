"""The public functions, one import away: ``from licenseengine import check, Stack, Use``.

Floor: above the report; nothing inside the package imports it.
"""

from datetime import date
from pathlib import Path

from licenseengine.resolve.judge import judge
from licenseengine.resolve.plan import Plan, judge_manifest, judge_refs
from licenseengine.solver.records import Verdict
from licenseengine.stack.records import Stack


def check(
    what: Stack | Path | str, *, plan: Plan | None = None, today: date | None = None
) -> Verdict:
    """Judge a stack, a manifest or a named thing.

    Args:
        what: a `Stack` with its use; the path of a manifest; or a ref, such as a license id, an
            ``org/name`` or a ``provider:model``.
        plan: actions, facts and scenario for a manifest or ref.
        today: the day of judgement of a `Stack` whose use names none; None leaves it open.

    Raises:
        LicenseEngineError: something cannot be read, or a word is not known.

    >>> check("MIT", plan=Plan(do=("distribute",))).level.name
    'PERMITTED'
    """
    plan = plan or Plan()
    if isinstance(what, Stack):
        return judge(what, today=today).verdict
    if isinstance(what, Path):
        return judge_manifest(what, plan).verdict
    return judge_refs((what,), plan).verdict
