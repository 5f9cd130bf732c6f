"""The bench of an audit: stacks of one project are judged on it, artefacts alike only once.

Floor: audit.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from licenseengine.audit.acceptances import Met, met_by
from licenseengine.audit.drift import FromFiles, drift, steps_of
from licenseengine.audit.records import Answer, Disagreement, Drift, Item, Product
from licenseengine.audit.stack import BESIDE, CODE, WEIGHTS, Parts, loaded_by_the_app, stack_of
from licenseengine.audit.told import use_named, use_under
from licenseengine.audit.wish import Wish
from licenseengine.discover.group import canonical
from licenseengine.discover.records import IN_STACK, Making, Role
from licenseengine.discover.scan import Scan
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library
from licenseengine.resolve.judge import Judged, judge, preset
from licenseengine.solver.records import Level
from licenseengine.stack.records import Artefact, Stack

OPTIONAL = frozenset({Role.OPTION, Role.TRAINING})
_WITH_OPTIONS = OPTIONAL | {Role.DEFAULT}


class Bench:
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
        taken = {CODE, *(i.node for i in items)}
        app = f"{found.name} (app)" if found.name in taken else found.name
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
        refs["."] = app + WEIGHTS
        loaded = loaded_by_the_app(items, found.makings, refs)
        self.parts = Parts(app, release, found.makings, refs, loaded, packages, wish.policy)  # type: ignore[arg-type]
        self._uses = {name: use_named(name, wish, library) for name in wish.presets}
        planned = wish.planned.artefacts if wish.planned else ()
        self.listed = frozenset(a.id for a in planned)
        self.met: set[Met] = set()
        self._kept: dict[object, Level] = {}
        self._involved = {r for m in found.makings for r in (refs.get(x) for _, x in m.inputs)}
        self._involved |= {refs.get(m.makes) for m in found.makings}
        self._by_node = any(entry.node for entry in wish.policy.allow)
        self.items = tuple(self._with_mildest(item) for item in items)
        self.items = tuple(self._with_model(item) for item in self.items)

    def _with_model(self, item: Item) -> Item:
        """A hosted model, held back where the model's own terms would forbid what is planned.

        Whether they reach whoever only calls it is not for a scan to say.
        """
        _, _, ref = item.artifact.ref.partition(":")
        if item.artifact.kind != "service" or "/" not in ref or item.hold:
            return item
        use = replace(use_under(preset("saas", self.library), self.wish), of=(ref,))
        stack = Stack((Artefact(ref, "model", ref=ref),), use)
        judged = judge(stack, self.library, today=self.day, survey=False)
        if judged.verdict.level is not Level.PROHIBITED:
            return item
        return replace(item, hold=f"the terms of {ref} itself may bind beside its host's")

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

    def _with_mildest(self, item: Item) -> Item:
        """The artefact under the mildest of what is declared of it alike.

        The others then lead to review where they are worse, whichever was met first.
        """
        if not item.terms.rivals:
            return item
        texts = sorted({str(item.terms.concluded), *item.terms.rivals})
        twins = [
            replace(item, terms=replace(
                item.terms, concluded=text, rivals=tuple(t for t in texts if t != text)
            ))
            for text in texts
        ]  # fmt: skip
        return min(twins, key=lambda t: sum(int(self.level(t, n)) for n in self.wish.presets))

    def alone(self, item: Item, name: str) -> Judged:
        """An artefact by itself in the app, judged."""
        return self._judge(stack_of([item], self.parts, alone=True), name)

    def with_levels(self, item: Item, disagreements: list[Disagreement]) -> Item:
        """The artefact with its levels; of an option also why."""
        if item.artifact.role not in IN_STACK:
            return item
        levels = {name: self.level(item, name) for name in self.wish.presets}
        others = [d.other for d in disagreements if d.ref == item.artifact.ref]
        for other in dict.fromkeys((*item.terms.rivals, *others)):
            twin = replace(item, terms=replace(item.terms, concluded=other, where="project"))
            for name, level in levels.items():
                worse = self.alone(twin, name).verdict.level
                if worse > level:
                    levels[name] = max(level, Level.REVIEW)
        judged = {}
        apart = bool(self.listed) and item.node not in self.listed
        if apart or item.artifact.role is not Role.DEFAULT:
            judged = {n: self.alone(item, n) for n in levels if levels[n] > Level.PERMITTED}
        return replace(item, levels=levels, judged=judged)

    def products(self) -> tuple[Product, ...]:
        """What recipes make, each with its own answer; none where there is only one."""
        recipes = [
            m for m in self.parts.makings if m.who == "us" and m.makes != "." and m.by not in BESIDE
        ]
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
