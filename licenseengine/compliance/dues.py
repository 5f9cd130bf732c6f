"""Duties of a planned use, each once, with all that it is due for.

Floor: compliance; pure. What a duty is due for decides when it falls due; whether it is met is
looked up by `compliance.checks`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from licenseengine.audit.records import Audit
from licenseengine.compliance.records import Due, When
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.solver.records import Duty

# The moments of a duty, by the general action that calls for it; any other act is a use.
_MOMENTS: Mapping[str, When] = {
    "distribute": "release",
    "relicense": "release",
    "host": "hosting",
    "publish-output": "output",
}
_ORDER: tuple[When, ...] = ("use", "release", "hosting", "output")


_Key = tuple[str, str, str | None, str]


@dataclass(slots=True)
class _Heap:
    """One duty of one licensed artefact, over nodes and planned uses."""

    duty: Duty
    guard: str | None
    nodes: dict[str, None] = field(default_factory=dict)
    actions: dict[str, None] = field(default_factory=dict)
    scenarios: dict[str, None] = field(default_factory=dict)


def dues_of(found: Audit, scenario: str, vocabulary: Vocabulary) -> tuple[Due, ...]:
    """The duties of a planned use, by license, clause and duty.

    Args:
        found: the audit; the other planned uses that it answered are told with each duty.
        scenario: the planned use whose duties are meant.
        vocabulary: the hierarchy of actions.
    """
    heaps: dict[_Key, _Heap] = {}
    for duty in found.answers[scenario].judged.verdict.duties:
        _put(heaps, duty)
    for name, answer in found.answers.items():
        for duty in answer.judged.verdict.duties:
            if _key_of(duty) in heaps:
                heaps[_key_of(duty)].scenarios[name] = None
    groups: dict[tuple[object, ...], list[_Heap]] = {}
    for heap in heaps.values():
        duty = heap.duty
        key = (duty.license, duty.clause.ref, duty.duty, duty.text, heap.guard)
        groups.setdefault(key, []).append(heap)
    dues = (_due(group, vocabulary) for group in groups.values())
    return tuple(
        sorted(dues, key=lambda d: (d.license, d.clause.cite, d.duty, d.text or "", d.key))
    )


def _key_of(duty: Duty) -> _Key:
    return duty.clause.ref, duty.duty, duty.text, duty.origin


def _put(heaps: dict[_Key, _Heap], duty: Duty) -> None:
    """Keep a duty; one that is certain on one node is certain."""
    heap = heaps.setdefault(_key_of(duty), _Heap(duty, duty.guard))
    if duty.guard is None:
        heap.guard = None
    if duty.met == "no" or (duty.met == "yes" and heap.duty.met == "unknown"):
        heap.duty = replace(heap.duty, met=duty.met)
    heap.nodes[duty.node] = None
    heap.actions.update(dict.fromkeys(duty.actions))


def _due(group: list[_Heap], vocabulary: Vocabulary) -> Due:
    first = group[0]
    actions = tuple(dict.fromkeys(a for heap in group for a in heap.actions))
    origins = tuple(sorted({heap.duty.origin for heap in group}))
    clause = first.duty.clause
    return Due(
        key=_key(clause.license, clause.ref, first.duty.duty, first.duty.text, *origins),
        duty=first.duty.duty,
        text=first.duty.text,
        clause=clause,
        license=first.duty.license,
        origins=origins,
        nodes=tuple(dict.fromkeys(n for heap in group for n in heap.nodes)),
        actions=actions,
        when=moments(actions, vocabulary),
        scenarios=tuple(dict.fromkeys(s for heap in group for s in heap.scenarios)),
        guard=first.guard,
        plan=plan_of(heap.duty.met for heap in group),
    )


def plan_of(met: Iterable[str]) -> str:
    """What the plan itself shows of a duty of several artefacts: its worst."""
    found = set(met)
    return "no" if "no" in found else "unknown" if "unknown" in found else "yes"


def moments(actions: Iterable[str], vocabulary: Vocabulary) -> tuple[When, ...]:
    """When a duty that these acts call for falls due."""
    found: set[When] = set()
    for action in actions:
        above = vocabulary.ancestors[action]
        found.add(next((when for name, when in _MOMENTS.items() if name in above), "use"))
    return tuple(when for when in _ORDER if when in found)


def _key(*parts: str | None) -> str:
    text = "\0".join(p or "" for p in parts)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
