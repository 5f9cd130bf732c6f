"""The audit of a project: scanned, its terms found, judged for every preset.

Floor: audit. The one door from a folder to an answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from licenseengine.audit.acceptances import Met, met_by, standing, unmet_gaps
from licenseengine.audit.drift import FromFiles, aligned, drift, held_by_drift, steps_of
from licenseengine.audit.packages import judged_packages
from licenseengine.audit.records import Answer, Audit, Disagreement, Drift, Item, Product
from licenseengine.audit.stack import Parts, loaded_by_the_app, stack_of
from licenseengine.audit.terms import Statements, stated, terms_of
from licenseengine.audit.told import files_alone, statements_of, use_under, wish_with_manifest
from licenseengine.audit.unsettled import unsettled
from licenseengine.discover.group import Artifact, canonical
from licenseengine.discover.records import (
    IN_STACK,
    Gap,
    LicenseStatement,
    Making,
    Place,
    Role,
    Seen,
)
from licenseengine.discover.scan import Progress, Scan, scan
from licenseengine.discover.signs import signs_of
from licenseengine.language.facts import Facts
from licenseengine.library.index import Library
from licenseengine.resolve.judge import Judged, judge, preset
from licenseengine.solver.records import Level
from licenseengine.stack.records import Policy, Stack

PRESETS = ("research", "internal", "saas", "ship", "open-release")
_WITH_OPTIONS = frozenset({Role.DEFAULT, Role.OPTION, Role.TRAINING})
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


def audit(
    root: Path, library: Library, wish: Wish | None = None, progress: Progress | None = None
) -> Audit:
    """Scan a folder and judge what was found for every preset, its manifest taken into account."""
    wish = wish_with_manifest(root, wish or Wish(), library)
    return judge_scan(files_alone(scan(root, library, progress), library), library, wish)


def judge_scan(found: Scan, library: Library, wish: Wish) -> Audit:
    """Judge what a scan found.

    Args:
        found: by :func:`licenseengine.discover.scan.scan`.
        library: the knowledge.
        wish: facts, policy and day; where else to look for terms.
    """
    found = _with_evidence(found, wish)
    told = statements_of(wish.planned, wish.places)
    statements = Statements((*told, *found.licenses), library)
    items, disagreements = _items(found, statements, wish)
    items = aligned(items, wish.planned, library)
    packages, unjudged = judged_packages(found.packages, wish.packages, found.licenses, library)
    gaps = list(found.gaps)
    release = wish.release or _own_release(statements, gaps)
    bench = _Bench(found, items, library, wish, packages, release)
    answers = {name: bench.answer(name) for name in wish.presets}
    judged = tuple(bench.with_levels(item, disagreements) for item in items)
    inside = judged if wish.planned is None else tuple(i for i in judged if i.hold)
    open_ends = unsettled(found, signs_of(library), is_planned=wish.planned is not None)
    answers = {
        name: _with_holds(answer, inside, name, is_open=bool(open_ends))
        for name, answer in answers.items()
    }
    drifts = bench.drift()
    products = bench.products()
    accepted, expired, unmet = standing(wish.policy.allow, bench.met, bench.day)
    gaps += unmet_gaps(unmet, wish.places)
    return Audit(
        scan=found,
        items=judged,
        stack=bench.default_stack(),
        answers=held_by_drift(answers, judged, drifts, bench.of_files),
        products=products,
        disagreements=tuple(disagreements),
        drift=drifts,
        packages=packages,
        unjudged=unjudged,
        gaps=tuple(gaps),
        unsettled=open_ends,
        accepted=accepted,
        expired=expired,
        day=wish.day,
        manifest=wish.manifest,
    )


def _with_evidence(found: Scan, wish: Wish) -> Scan:
    """The scan with what stands outside the folder."""
    licenses = tuple(e for e in wish.evidence if isinstance(e, LicenseStatement))
    makings = tuple(e for e in wish.evidence if isinstance(e, Making))
    gaps = tuple(e for e in wish.evidence if isinstance(e, Gap))
    return replace(
        found,
        licenses=(*found.licenses, *licenses),
        makings=(*found.makings, *makings),
        gaps=(*found.gaps, *gaps),
    )


def _items(
    found: Scan, statements: Statements, wish: Wish
) -> tuple[tuple[Item, ...], list[Disagreement]]:
    hub: Mapping[str, str] = {}
    if wish.hub is not None:
        stack = (a for a in found.artifacts if a.role in IN_STACK)
        hub = wish.hub([a.ref for a in stack if terms_of(a, statements)[0].where == "none"])
    items: list[Item] = []
    disagreements: list[Disagreement] = []
    taken: set[str] = set()
    for artifact in found.artifacts:
        terms, apart = terms_of(artifact, statements, hub)
        node = artifact.ref if artifact.ref not in taken else f"{artifact.ref} ({artifact.kind})"
        taken.add(node)
        unsure = terms.concluded is not None and terms.confidence == "low"
        items.append(Item(artifact, terms, node, hold=_hold(artifact, unsure=unsure)))
        if artifact.role in IN_STACK:
            disagreements += apart
    return tuple(items), disagreements


def _hold(artifact: Artifact, *, unsure: bool) -> str:
    if unsure:
        return "what is known of its terms is no declaration"
    if artifact.confidence == "low":
        return "it is not sure that the files name this artefact"
    return ""


def _own_release(statements: Statements, gaps: list[Gap]) -> str | None:
    """The license that the project puts on its code; a gap where its statements disagree."""
    read = [stated(s, statements.library) for s in statements.of_code() if s.exact]
    known = list(dict.fromkeys(s.expression for s in read if s.expression))
    if len(known) > 1:
        place = read[1].statement.place if len(read) > 1 else Place(".")
        gaps.append(
            Gap("LE709", place, f"the project's own license is stated as {' and as '.join(known)}")
        )
    return known[0] if known else None


class _Bench:
    """Judges stacks of one project; results for artefacts alike are kept."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that judging leans on
        self,
        found: Scan,
        items: tuple[Item, ...],
        library: Library,
        wish: Wish,
        packages: tuple[tuple[object, str], ...],
        release: str | None,
    ) -> None:
        self.library, self.wish, self.items = library, wish, items
        app = found.name if all(i.node != found.name for i in items) else f"{found.name} (app)"
        signs = signs_of(library)
        by_name = {
            canonical(ref, signs): item.node
            for item in items
            for ref in (item.artifact.ref, *item.artifact.aliases)
        }
        refs = {
            ref: by_name[key]
            for making in found.makings
            for ref in (making.makes, *(r for _, r in making.inputs))
            if (key := canonical(ref, signs)) in by_name
        }
        refs["."] = app
        loaded = loaded_by_the_app(items, found.makings, refs)
        self.parts = Parts(app, release, found.makings, refs, loaded, packages, wish.policy)  # type: ignore[arg-type]
        self._uses = {name: use_under(preset(name, library), wish) for name in wish.presets}
        planned = wish.planned.artefacts if wish.planned else ()
        self.listed = frozenset(a.id for a in planned)
        self.met: set[Met] = set()
        self._kept: dict[object, Level] = {}
        self._involved = {r for m in found.makings for r in (refs.get(x) for _, x in m.inputs)}
        self._involved |= {refs.get(m.makes) for m in found.makings}
        self._by_node = any(entry.node for entry in wish.policy.allow)

    @property
    def day(self) -> date | None:
        """The day of judgement."""
        told = {**self.wish.background.told, **self.wish.facts.told}.get("use.date")
        return told if isinstance(told, date) else self.wish.day

    def default_stack(self) -> Stack:
        """What runs by default, with the app around it: as the manifest says, else the files."""
        return self.wish.planned or self.files_stack()

    def drift(self) -> tuple[Drift, ...]:
        """Where the manifest and the files do not tell the same."""
        if self.wish.planned is None:
            return ()
        found = FromFiles(self.items, self.files_stack(), steps_of(self.parts))
        return drift(found, self.wish.planned, self.library)

    def files_stack(self) -> Stack:
        """What runs by default, as the files tell."""
        return stack_of((i for i in self.items if i.artifact.role is Role.DEFAULT), self.parts)

    def of_files(self, name: str) -> Level:
        """How what runs by default stands, as the files tell."""
        return self._judge(self.files_stack(), name).verdict.level

    def answer(self, name: str) -> Answer:
        """The answer for a preset: by default, and with every option."""
        judged = self._judge(self.default_stack(), name)
        level = judged.verdict.level
        with_options = max(
            [level, *(self.level(i, name) for i in self.items if self._is_option(i))]
        )
        return Answer(level, with_options, judged)

    def _is_option(self, item: Item) -> bool:
        """Whether an artefact adds to what the judged stack holds."""
        return item.artifact.role in _WITH_OPTIONS and item.node not in self.listed

    def level(self, item: Item, name: str) -> Level:
        """How an artefact by itself stands, held back where it must be."""
        entry = self.library.find_artefact(item.artifact.ref, item.artifact.kind)
        alike: object = (
            name, item.artifact.kind, item.terms.concluded, item.terms.where,
            entry.base if entry else None, entry.artefact_class if entry else None,
            self.library.find_base(item.artifact.ref) and item.node,
            item.node if item.node in self._involved or self._by_node else None,
        )  # fmt: skip
        if alike not in self._kept:
            self._kept[alike] = self.alone(item, name).verdict.level
        level = self._kept[alike]
        return max(level, Level.REVIEW) if item.hold else level

    def alone(self, item: Item, name: str) -> Judged:
        """An artefact by itself in the app, judged."""
        return self._judge(stack_of([item], self.parts, alone=True), name)

    def with_levels(self, item: Item, disagreements: list[Disagreement]) -> Item:
        """The artefact with its levels; of an option also why."""
        if item.artifact.role not in IN_STACK:
            return item
        levels = {name: self.level(item, name) for name in self.wish.presets}
        others = [d for d in disagreements if d.ref == item.artifact.ref]
        for other in others:
            twin = replace(item, terms=replace(item.terms, concluded=other.other, where="project"))
            for name, level in levels.items():
                worse = self.alone(twin, name).verdict.level
                if worse > level:
                    levels[name] = max(level, Level.REVIEW)
        judged = {}
        apart = bool(self.listed) and item.node not in self.listed
        if (apart or item.artifact.role is not Role.DEFAULT) and max(
            levels.values()
        ) > Level.PERMITTED:
            judged = {n: self.alone(item, n) for n in levels if levels[n] > Level.PERMITTED}
        return replace(item, levels=levels, judged=judged)

    def products(self) -> tuple[Product, ...]:
        """What recipes make, each with its own answer; none where there is only one."""
        recipes = [m for m in self.parts.makings if m.who == "us" and m.makes != "."]
        if len(recipes) < 2:  # noqa: PLR2004 - one recipe is the project itself
            return ()
        return tuple(Product(m.makes, m.place, self._of_recipe(m)) for m in recipes)

    def _of_recipe(self, making: Making) -> Mapping[str, Level]:
        wanted = {self.parts.refs.get(ref) for _, ref in making.inputs}
        inside = [item for item in self.items if item.node in wanted]
        parts = replace(self.parts, makings=(making,), packages=(), release=None)
        stack = stack_of(inside, parts)
        held = any(i.hold for i in inside) or len(inside) < len(making.inputs)
        levels = {n: self._judge(stack, n).verdict.level for n in self.wish.presets}
        return {n: max(level, Level.REVIEW) if held else level for n, level in levels.items()}

    def _judge(self, stack: Stack, name: str) -> Judged:
        use = self._uses[name]
        ids = {a.id for a in stack.artefacts}
        of: tuple[str, ...] = (self.parts.app,) if self.parts.app in ids else ()
        if stack is self.wish.planned:
            of = stack.use.of if stack.use else ()
        stack = replace(stack, use=replace(use, of=of))
        judged = judge(stack, self.library, today=self.wish.day, scenario=name, survey=False)
        self.met |= set(met_by(judged.verdict.findings))
        return judged


def _with_holds(answer: Answer, items: tuple[Item, ...], name: str, *, is_open: bool) -> Answer:
    """The answer, no better than what its artefacts are held back to."""
    inside = [i for i in items if i.artifact.role is Role.DEFAULT]
    held = tuple(i.node for i in inside if i.hold)
    worst = max((i.levels.get(name, Level.PERMITTED) for i in inside), default=Level.PERMITTED)
    floor = Level.REVIEW if held or is_open or worst is Level.REVIEW else Level.PERMITTED
    level = max(answer.level, floor)
    return replace(answer, level=level, with_options=max(level, answer.with_options), held=held)
