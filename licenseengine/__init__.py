"""licenseengine: whether a planned use of models, data, code and APIs is permitted, and why.

The public interface is small: :func:`check` a stack, a manifest or a named thing, and the
records :class:`Stack` and :class:`Use`. Names are loaded on first use, so that importing the
package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from licenseengine.version import __version__

if TYPE_CHECKING:
    from licenseengine.api import check
    from licenseengine.resolve.plan import Plan
    from licenseengine.solver.records import Verdict
    from licenseengine.stack.records import Stack, Use

__all__ = ["Plan", "Stack", "Use", "Verdict", "__version__", "check"]

_HOMES = {
    "Plan": "licenseengine.resolve.plan",
    "check": "licenseengine.api",
    "Stack": "licenseengine.stack.records",
    "Use": "licenseengine.stack.records",
    "Verdict": "licenseengine.solver.records",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the public names are of several types
    """Load a public name from its home."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module `licenseengine` has no attribute `{name}`")
