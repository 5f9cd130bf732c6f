"""Plans told in a few words: named things, actions and facts, as a command or a question has them.

Floor: resolve.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from licenseengine.errors import Diagnostic, Span, StackError, nearest
from licenseengine.language.facts import FactError, Facts, FactValue, read_fact
from licenseengine.library.index import Library, open_library
from licenseengine.resolve.judge import Judged, judge, preset
from licenseengine.resolve.terms import kind_of
from licenseengine.stack.records import Artefact, Input, Operation, Stack, Use

_PLAN = Span("<command>")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked about named things; `facts` are ``name=value`` texts."""

    do: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    scenario: str | None = None
    operation: str | None = None
    release: str | None = None
    name: str | None = None
    kind: str | None = None
    license: str | None = None
    day: str | None = None


def judge_manifest(path: Path, plan: Plan, library: Library | None = None) -> Judged:
    """Judge a manifest, with what the plan says over what the manifest says.

    Raises:
        ReadError, StackError: as :func:`licenseengine.stack.manifest.read_manifest`.
    """
    from licenseengine.stack.manifest import read_manifest  # noqa: PLC0415 - pydantic, only for manifests

    library = library or open_library()
    stack = read_manifest(path, library.vocabulary)
    use = use_of(plan, library, stack.use)
    return judge(replace(stack, use=use), library, today=day_of(plan), scenario=plan.scenario)


def judge_refs(refs: tuple[str, ...], plan: Plan, library: Library | None = None) -> Judged:
    """Judge named things.

    Raises:
        StackError: an unknown action, fact, scenario, operation or kind.
    """
    library = library or open_library()
    use = use_of(plan, library, None)
    stack = replace(stack_of(refs, plan, library), use=use)
    return judge(stack, library, today=day_of(plan), scenario=plan.scenario)


def stack_of(refs: tuple[str, ...], plan: Plan, library: Library) -> Stack:
    """The stack of named things: each by itself, or as the inputs of the plan's operation."""
    words = library.vocabulary
    for word, section, what in (
        (plan.kind, "kinds", "kind"),
        (plan.operation, "operations", "operation"),
    ):
        if word is not None and word not in words.raw[section]:
            raise _unknown(what, word, list(words.raw[section]))
    parts = tuple(
        Artefact(ref, plan.kind or kind_of(ref, library), ref=ref, license=plan.license)
        for ref in dict.fromkeys(refs)
    )
    operation = plan.operation or (
        None if plan.release is None else "modify" if len(parts) == 1 else "include"
    )
    if operation is None:
        return Stack(tuple(replace(p, name=plan.name) for p in parts) if len(parts) == 1 else parts)
    role = next(iter(words.roles(operation)))
    makes = words.raw["operations"][operation]["makes"]
    whole = Artefact(
        "result",
        parts[0].kind if makes == "same" else makes,
        name=plan.name,
        release=plan.release,
        made=Operation(operation, tuple(Input(role, p.id) for p in parts)),
    )
    return Stack((*parts, whole))


def use_of(plan: Plan, library: Library, known: Use | None) -> Use:
    """The use that a plan means: its preset or the use known already, with its own words over it.

    Raises:
        StackError: an unknown action, fact or scenario.
    """
    told, as_of = told_facts(plan.facts, library)
    use = known or Use(("use",))
    if plan.scenario is not None:
        presets = library.vocabulary.raw["presets"]
        if plan.scenario not in presets:
            raise _unknown("scenario", plan.scenario, list(presets))
        use = replace(preset(plan.scenario, library, use.facts), of=use.of)
    for action in plan.do:
        if action not in library.vocabulary.raw["actions"]:
            raise _unknown("action", action, list(library.vocabulary.raw["actions"]))
    facts = Facts({**use.facts.told, **told}, {}, {**use.facts.as_of, **as_of})
    return Use(plan.do or use.do, use.of, facts)


def told_facts(
    texts: tuple[str, ...], library: Library
) -> tuple[dict[str, FactValue], dict[str, date]]:
    """Facts from ``name=value`` texts; ``name=value@2026-01-31`` tells a figure for a day.

    Raises:
        StackError: LE203 an unknown fact, LE205 and LE601 a value that does not fit.
    """
    specs = library.vocabulary.facts
    known = [n for n, s in specs.items() if not s.told_by_graph]
    told: dict[str, FactValue] = {}
    as_of: dict[str, date] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals:
            said = f"`{text}` is no fact: write name=value"
            raise StackError(
                [Diagnostic("LE205", _PLAN, said, None, "such as use.commercial=true")]
            )
        if name not in known:
            raise _unknown("fact", name, known, code="LE203")
        figure, at, day = value.partition("@")
        try:
            told[name], found = read_fact(
                specs[name], {"value": figure, "as_of": day} if at else value, library.vocabulary
            )
        except FactError as error:
            raise StackError(
                [Diagnostic(error.code, _PLAN, str(error), error.suggestion, specs[name].ask)]
            ) from None
        if found:
            as_of[name] = found
    return told, as_of


def day_of(plan: Plan) -> date:
    """The day of judgement: the plan's, else today. The one place where the clock is read."""
    if plan.day is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(plan.day)
    except ValueError:
        said = f"`{plan.day}` is no ISO 8601 date such as 2026-01-31"
        raise StackError([Diagnostic("LE205", _PLAN, said)]) from None


def _unknown(what: str, word: str, known: list[str], code: str = "LE404") -> StackError:
    remedy = f"one of: {', '.join(known)}"
    return StackError(
        [Diagnostic(code, _PLAN, f"unknown {what} `{word}`", nearest(word, known), remedy)]
    )
