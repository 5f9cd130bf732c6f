"""Why an answer about a whole project cannot be better than review, whatever was found.

Floor: audit.
"""

from licenseengine.discover.records import IN_STACK, Role
from licenseengine.discover.roles import path_role
from licenseengine.discover.scan import Scan
from licenseengine.discover.signs import Signs

SHOWN = 3
ONLY_OPTIONS = "nothing that was found runs by default: each option has its own answer"
NOTHING = "nothing was found that is under terms: tell what the project is made of"


def unsettled(found: Scan, signs: Signs, *, is_planned: bool) -> tuple[str, ...]:
    """The reasons; none where what was found can carry an answer.

    Where nothing was found, or nothing that runs by default, nothing is known: the scan may have
    missed it. Where a model is
    loaded whose name is known only when the program runs, and no model was found that it could
    be, what runs is not known.

    Args:
        found: by the scan.
        signs: say which files are tests and the like.
        is_planned: whether a manifest tells what the project is made of.
    """
    if is_planned:
        return ()
    stack = [a for a in found.artifacts if a.role in IN_STACK]
    if not stack:
        return (NOTHING,)
    if all(a.role is not Role.DEFAULT for a in stack):
        return (ONLY_OPTIONS,)
    late = [g for g in found.gaps if g.code == "LE706" and path_role(g.place.file, signs) is None]
    if late and all(a.kind in {"dataset", "service"} for a in stack):
        return tuple(f"{g.said} ({g.place.file}:{g.place.line})" for g in late[:SHOWN])
    return ()
