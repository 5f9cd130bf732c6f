"""Why an audit answers as it does: findings of all presets, each cause once, worst first.

Floor: audit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from licenseengine.audit.records import Audit
from licenseengine.discover.records import IN_STACK, Place
from licenseengine.solver.records import Duty, Finding, Level, Verdict

DRIFTED = "the manifest does not tell what the files do"
_BETWEEN = frozenset({"same-license", "further-restrictions", "burdens", "pass-on", "over-grant"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cause lies: an artefact, the way from it to what was found, and the place of that.

    `presets` gives the level under each preset that it decides.
    """

    node: str
    way: tuple[str, ...]
    place: Place | None
    presets: tuple[tuple[str, Level], ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason, with all artefacts that it holds for.

    `finding` is one of those it stands for; None where the audit holds the answer back itself, as
    `hold` then says.
    """

    level: Level
    presets: tuple[str, ...]
    spots: tuple[Spot, ...]
    option: bool
    finding: Finding | None = None
    actions: tuple[str, ...] = ()
    hold: str = ""

    @property
    def counts(self) -> bool:
        """Whether it decides: inherited and accepted ones do not."""
        return self.finding is None or self.finding.counts


@dataclass(slots=True)
class _Heap:
    """What is known of one artefact under one rule, over all presets."""

    finding: Finding
    option: bool
    actions: dict[str, None] = field(default_factory=dict)
    presets: dict[str, Level] = field(default_factory=dict)


def fingerprint(kind: str, *parts: str | None) -> str:
    """A mark of a result that stays when lines move or levels change."""
    text = "\0".join((kind, *(p or "" for p in parts)))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def finding_mark(finding: Finding) -> str:
    """The fingerprint of a finding: by which rule, of what; between two works, also which other."""
    if finding.clause is None:
        return fingerprint(finding.outcome, finding.license, finding.node)
    between = finding.about if finding.outcome in _BETWEEN else ()
    return fingerprint("clause", finding.license, finding.clause.ref, finding.node, *between)


def hold_mark(node: str) -> str:
    """The fingerprint of an artefact whose evidence is held back."""
    return fingerprint("hold", node)


def verdicts(found: Audit) -> Iterator[tuple[str, bool, Verdict]]:
    """All verdicts of an audit: preset, whether of an option alone, and the verdict."""
    for name, answer in found.answers.items():
        yield name, False, answer.judged.verdict
    for item in found.items:
        for name, judged in item.judged.items():
            if name in found.answers:
                yield name, True, judged.verdict


def places_of(found: Audit) -> dict[str, Place]:
    """Where each node of the judged stack was found first."""
    places = {item.node: item.artifact.seen[0].place for item in found.items if item.artifact.seen}
    if found.manifest:
        for artefact in found.stack.artefacts:
            told = found.places.get(artefact.id, Place(found.manifest))
            places.setdefault(artefact.id, told)
    for making in found.scan.makings:
        places.setdefault(making.makes, making.place)
    places |= {p.node: p.place for p in found.products}
    places |= {f"{p.ecosystem}:{p.name}": p.place for p, _ in found.packages}
    return places


def causes_of(found: Audit) -> tuple[Cause, ...]:
    """The causes of all that is not simply permitted: by default before options, worst first."""
    heaps: dict[tuple[object, ...], dict[str, _Heap]] = {}
    told: set[tuple[object, ...]] = set()
    for preset, option, verdict in verdicts(found):
        for finding in verdict.findings:
            if finding.level is Level.PERMITTED:
                continue
            same = _key(finding)
            if not option:
                told.add((*same, finding.node))
            elif (*same, finding.node) in told:
                continue
            nodes = heaps.setdefault((*same, option), {})
            heap = nodes.setdefault(finding.node, _Heap(finding, option))
            heap.actions[finding.action] = None
            heap.presets[preset] = finding.level
            if len(finding.path) > len(heap.finding.path):
                heap.finding = replace(finding, missing=heap.finding.missing)
    places = places_of(found)
    causes = [c for nodes in heaps.values() for c in _causes(nodes.values(), places)]
    causes += _holds(found, places)
    order = list(found.answers)
    return tuple(sorted(causes, key=lambda c: _rank(c, order)))


def _key(finding: Finding) -> tuple[object, ...]:
    rule = finding.clause.ref if finding.clause else ""
    return (
        finding.level, finding.outcome, finding.license, rule, finding.missing, finding.about,
        finding.who, finding.counts, finding.accepted, finding.guard,
    )  # fmt: skip


def _causes(heaps: Iterable[_Heap], places: dict[str, Place]) -> Iterator[Cause]:
    """Artefacts alike under the same presets, told together."""
    alike: dict[tuple[str, ...], list[_Heap]] = {}
    for heap in heaps:
        alike.setdefault(tuple(heap.presets), []).append(heap)
    for presets, group in alike.items():
        first = group[0]
        actions = dict.fromkeys(a for heap in group for a in heap.actions)
        yield Cause(
            first.finding.level,
            presets,
            tuple(_spot(heap, places) for heap in group),
            first.option,
            first.finding,
            tuple(actions),
        )


def _spot(heap: _Heap, places: dict[str, Place]) -> Spot:
    finding = heap.finding
    way = (finding.node, *(n for n in finding.path if n != finding.node))
    number = next((n for n, node in enumerate(way) if node in places), None)
    presets = tuple(heap.presets.items())
    mark = finding_mark(finding)
    if number is None:
        return Spot(finding.node, (), None, presets, mark)
    return Spot(finding.node, way[1 : number + 1], places[way[number]], presets, mark)


def _holds(found: Audit, places: dict[str, Place]) -> Iterator[Cause]:
    """What the audit itself holds back: what is not known or sure enough for a yes."""
    for reason in found.unsettled:
        yield Cause(Level.REVIEW, tuple(found.answers), (), option=False, hold=reason)
    held: dict[str, dict[str, Level]] = {}
    for preset, answer in found.answers.items():
        for node in answer.held:
            held.setdefault(node, {})[preset] = Level.REVIEW
    for item in found.items:
        if item.hold and item.artifact.role in IN_STACK and item.node not in held:
            held[item.node] = dict.fromkeys(found.answers, Level.REVIEW)
    reasons = {item.node: item.hold for item in found.items if item.hold}
    by_default = {node for answer in found.answers.values() for node in answer.held}
    groups: dict[tuple[str, bool, tuple[str, ...]], list[Spot]] = {}
    for node, presets in held.items():
        key = (reasons.get(node, DRIFTED), node not in by_default, tuple(presets))
        spot = Spot(node, (), places.get(node), tuple(presets.items()), hold_mark(node))
        groups.setdefault(key, []).append(spot)
    for (reason, option, names), spots in groups.items():
        yield Cause(Level.REVIEW, names, tuple(spots), option, hold=reason)


def _rank(cause: Cause, order: list[str]) -> tuple[object, ...]:
    first = min((order.index(p) for p in cause.presets), default=0)
    decides_ship = "ship" not in cause.presets
    rule = cause.finding.clause.ref if cause.finding and cause.finding.clause else ""
    held = bool(cause.hold)
    return (
        cause.option,
        not cause.counts,
        -cause.level,
        decides_ship,
        held,
        -len(cause.spots),
        first,
        rule,
    )


@dataclass(slots=True)
class DutyTold:
    """A duty once, with all artefacts and presets that it is due for."""

    duty: Duty
    nodes: dict[str, None] = field(default_factory=dict)
    actions: dict[str, None] = field(default_factory=dict)
    presets: dict[str, None] = field(default_factory=dict)


def duties_of(found: Audit) -> tuple[DutyTold, ...]:
    """The duties of what runs by default, by license and text; those not met first."""
    kept: dict[tuple[object, ...], DutyTold] = {}
    for name, answer in found.answers.items():
        for duty in answer.judged.verdict.duties:
            key = (duty.license, duty.clause.cite, duty.duty, duty.text, duty.met, duty.guard)
            told = kept.setdefault(key, DutyTold(duty))
            told.nodes[duty.origin] = None
            told.actions.update(dict.fromkeys(duty.actions))
            told.presets[name] = None
    urgent = {"no": 0, "unknown": 1, "yes": 2}
    return tuple(
        sorted(
            kept.values(),
            key=lambda d: (urgent[d.duty.met], "ship" not in d.presets, d.duty.license),
        )
    )


@dataclass(slots=True)
class QuestionTold:
    """A missing fact once, with the clauses and presets that it decides."""

    fact: str
    clauses: dict[str, str] = field(default_factory=dict)
    presets: dict[str, None] = field(default_factory=dict)
    option: bool = True


def questions_of(found: Audit) -> tuple[QuestionTold, ...]:
    """The facts whose answers would change something; those of what runs by default first."""
    kept: dict[str, QuestionTold] = {}
    for name, option, verdict in verdicts(found):
        for question in verdict.questions:
            told = kept.setdefault(question.fact, QuestionTold(question.fact))
            told.clauses.update({c.ref: f"{c.license} {c.cite}" for c in question.clauses})
            told.presets[name] = None
            told.option = told.option and option
    return tuple(sorted(kept.values(), key=lambda q: (q.option, "ship" not in q.presets, q.fact)))
