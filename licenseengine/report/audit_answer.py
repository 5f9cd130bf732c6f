"""The first lines of an audit: whether it may be shipped, what decides, what was looked at.

Floor: report.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from licenseengine.audit.causes import Cause, duties_of
from licenseengine.audit.records import Answer, Audit
from licenseengine.audit.wish import PRESETS
from licenseengine.discover.records import IN_STACK, Role
from licenseengine.report.audit_causes import spots_line
from licenseengine.report.audit_lines import Line, Name, place_text, said
from licenseengine.report.audit_listed import listed_only
from licenseengine.report.text import ANSWERS
from licenseengine.solver.records import Level

SHIP = "ship"
SHOWN = 3
_PLURAL = {"service": "services", "software": "packages", "content": "contents"}


def decisive(found: Audit) -> tuple[str, Answer]:
    """The preset that answers, and its answer: `ship`, or of some that were asked for the worst."""
    if tuple(found.answers) == PRESETS:
        return SHIP, found.answers[SHIP]
    return max(found.answers.items(), key=lambda entry: entry[1].level)


def answer_line(found: Audit, causes: Sequence[Cause]) -> Line:
    """The answer, what decides it, and what every option would make of it."""
    name, answer = decisive(found)
    head = ANSWERS[answer.level].partition(": ")[0]
    which = "" if name == SHIP else f" ({name})"
    line: Line = (f"{head}{which}: ", answer.level)
    if answer.level is Level.PERMITTED:
        line += _yes(found, name)
    else:
        line += _why(found, name, answer, causes)
    if answer.with_options > answer.level:
        line += ("; with every option: ", answer.with_options, *_of_option(name, answer, causes))
    return line


def _of_option(name: str, answer: Answer, causes: Sequence[Cause]) -> Line:
    level = answer.with_options
    deciding = [
        c for c in causes if c.option and c.counts and c.level is level and name in c.presets
    ]
    return _cause(deciding[0], 1) if deciding else ()


def _yes(found: Audit, name: str) -> Line:
    if not any(i.artifact.role is Role.DEFAULT for i in found.items) and not listed_only(found):
        return (", as no model, data or hosted service was found in use by default",)
    due = sum(name in d.presets and d.duty.met != "yes" for d in duties_of(found))
    return (f", with {counted(due, 'duty', 'duties')}",) if due else ()


def _why(found: Audit, name: str, answer: Answer, causes: Sequence[Cause]) -> Line:
    deciding = [
        c
        for c in causes
        if not c.option and c.counts and c.level is answer.level and name in c.presets
    ]
    if not deciding:
        return _disputed(found, name, answer)
    first = deciding[0]
    more = len(deciding) - 1
    others = f", and {counted(more, 'other reason', 'other reasons')}" if more else ""
    return (*_cause(first), others)


def _cause(cause: Cause, shown: int = SHOWN) -> Line:
    finding, spots = cause.finding, spots_line(cause.spots, shown)
    if finding is None:
        return (": ", *said(cause.hold), *((": ", *spots) if spots else ()))
    if finding.outcome == "no-license":
        return (": no license is known for ", *spots)
    if finding.outcome == "not-encoded":
        return (f": the terms `{finding.license}` are not encoded, of ", *spots)
    if finding.outcome == "not-seen":
        return (f": only a part of {finding.license} was seen, the terms of ", *spots)
    if finding.clause is None:
        return (": statements do not agree about ", *spots)
    missing = sorted(finding.missing)
    hangs = f"; it hangs on {', '.join(missing)}" if missing else ""
    return (f" by {finding.clause.license} {finding.clause.cite}: ", *spots, hangs)


def _disputed(found: Audit, name: str, answer: Answer) -> Line:
    """What else can hold an answer back: two statements that do not agree."""
    disputed = {d.ref for d in found.disagreements}
    items = [
        i
        for i in found.items
        if i.artifact.role is Role.DEFAULT and i.levels.get(name, Level.PERMITTED) >= answer.level
    ]
    shown = next((i for i in items if i.artifact.ref in disputed), items[0] if items else None)
    if shown is None:
        return ()
    why = ": statements do not agree about " if shown.artifact.ref in disputed else ": "
    return (why, Name(shown.node), " (", place_text(shown.artifact.seen[0].place), ")")


def looked_line(found: Audit) -> Line:
    """What the answer is about: files, artefacts by kind, packages judged and not."""
    name, _ = decisive(found)
    asked = "can this be shipped commercially?" if name == SHIP else f"is `{name}` permitted?"
    default = [i.artifact.kind for i in found.items if i.artifact.role is Role.DEFAULT]
    others = Counter(
        str(i.artifact.role)
        for i in found.items
        if i.artifact.role in IN_STACK and i.artifact.role is not Role.DEFAULT
    )
    files = counted(found.scan.files, "file", "files")
    seen = f"Asked: {asked} Read {files}; in use by default: {_kinds(default)}"
    more = [counted(n, role, f"{role}s") for role, n in others.items() if role != "training"]
    more += [f"{others['training']} for training"] if others["training"] else []
    also = f"; besides {_listed(more)}" if more else ""
    if found.manifest:
        listed = _kinds(part.kind for part in listed_only(found))
        also += f"; judged as {found.manifest} says, which lists beside them {listed}"
    return (f"{seen}{also}; {_packages(found)}{_gaps(found)}.",)


def _packages(found: Audit) -> str:
    judged, unjudged = len(found.packages), len(found.unjudged)
    if not judged and not unjudged:
        return "no packages declared"
    if not unjudged:
        return f"{counted(judged, 'package', 'packages')} judged"
    unknown = "its license is" if unjudged == 1 else "their licenses are"
    return (
        f"{counted(judged, 'package', 'packages')} judged, {unjudged} not judged,"
        f" as {unknown} not known here"
    )


def _gaps(found: Audit) -> str:
    number = len(found.gaps)
    return f"; {counted(number, 'place', 'places')} not understood" if number else ""


def _kinds(kinds: Iterable[str]) -> str:
    numbers = Counter(kinds)
    if not numbers:
        return "nothing"
    return _listed([counted(n, k, _PLURAL.get(k, f"{k}s")) for k, n in sorted(numbers.items())])


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if parts[:-1] else "") + parts[-1]


def counted(number: int, one: str, many: str) -> str:
    """A number with its word."""
    return f"{number} {one if number == 1 else many}"
