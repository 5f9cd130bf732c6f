"""How a project is to be audited: facts, policy, day, and where else to look for terms.

Floor: audit.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from licenseengine.discover.records import Place, Seen
from licenseengine.language.facts import Facts
from licenseengine.stack.records import Policy, Stack

PRESETS = ("research", "internal", "saas", "ship", "open-release")
# The use that the manifest itself plans, beside the presets.
PLAN = "plan"
Hub = Callable[[Iterable[str]], Mapping[str, str]]


@dataclass(frozen=True)
class Wish:
    """How a project is to be audited.

    `facts` hold in every preset. `hub` asks the hub for the licenses of refs that nothing else
    tells of. `packages` are folders of installed packages whose metadata may be read. `planned` is
    the stack of the manifest at the path `manifest`, whose parts stand at `places`; `background`
    are facts that hold where no preset states another. `evidence` is what stands outside the
    folder, such as the caches of the hub and of Ollama.
    """

    facts: Facts = field(default_factory=Facts)
    policy: Policy = field(default_factory=Policy)
    day: date | None = None
    hub: Hub | None = None
    packages: tuple[Path, ...] = ()
    presets: tuple[str, ...] = PRESETS
    release: str | None = None
    planned: Stack | None = None
    background: Facts = field(default_factory=Facts)
    manifest: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    evidence: tuple[Seen, ...] = ()
