"""Verdicts in words: the answer in the first line, then why, then duties, then questions.

Floor: report. One text serves a pipe, a terminal (with colour) and Markdown.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from licenseengine.errors import printable
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.words import finding_words
from licenseengine.resolve.judge import Judged
from licenseengine.solver.records import Duty, Finding, Level, Verdict

if TYPE_CHECKING:
    from rich.text import Text

    from licenseengine.resolve.compat import Compat

ANSWERS = {
    Level.PERMITTED: "Yes: permitted",
    Level.CONDITIONAL: "It depends: conditional",
    Level.REVIEW: "Not settled: review",
    Level.PROHIBITED: "No: prohibited",
}
NOT_ADVICE = "This is not legal advice."
_COLOURS = {"permitted": "green", "conditional": "yellow", "review": "magenta", "prohibited": "red"}


def verdict_text(judged: Judged, vocabulary: Vocabulary, *, markdown: bool = False) -> str:
    """The whole answer. With `markdown`, headings and lists are marked as such."""
    verdict = judged.verdict
    lines = [_bold(f"{ANSWERS[verdict.level]}{_so(verdict)}", markdown)]
    asked = f"{', '.join(verdict.do)} of {', '.join(verdict.of)}"
    lines.append(printable(asked + (f" (scenario {judged.scenario})" if judged.scenario else "")))
    lines += _section("Why", _findings(reasons(verdict), vocabulary), markdown)
    inherited = [f for f in verdict.findings if not f.counts]
    lines += _section("Inherited or accepted", _findings(inherited, vocabulary), markdown)
    lines += _section("Duties", [_duty(d, vocabulary) for d in verdict.duties], markdown)
    lines += _section("Questions that decide", _questions(verdict, vocabulary), markdown)
    lines += _section("Unsettled law", _laws(verdict, vocabulary), markdown)
    lines += _section("Release", _releases(verdict), markdown)
    lines += _section(
        "Chosen",
        [f"{n}: {printable(e)} was elected" for n, e in sorted(verdict.elected.items())],
        markdown,
    )
    lines += _section("Assumed", _assumed(verdict), markdown)
    lines += _section("Notes", [printable(n) for n in verdict.notes], markdown)
    lines += ["", NOT_ADVICE]
    return "\n".join(lines)


def compat_text(answer: "Compat", vocabulary: Vocabulary) -> str:
    """A compatibility in words: yes or no in the first line, then why, then duties."""
    word = {
        Level.PERMITTED: "yes",
        Level.PROHIBITED: "no",
        Level.REVIEW: "review",
        Level.CONDITIONAL: "conditional",
    }[answer.level]
    pair = f"may a work under {answer.outbound} take in a part under {answer.inbound}"
    lines = [f"{word}: {pair} by {answer.operation}"]
    lines += _section("Why", _findings(answer.findings, vocabulary), markdown=False)
    duties = [_duty(d, vocabulary) for d in answer.judged.verdict.duties]
    lines += _section("Duties", duties, markdown=False)
    return "\n".join([*lines, "", NOT_ADVICE])


def reasons(verdict: Verdict) -> list[Finding]:
    """The findings that decide; for a yes, the grants, each license and rule once."""
    deciding = [f for f in verdict.findings if f.counts and f.level is verdict.level]
    if verdict.level is not Level.PERMITTED:
        worse = [
            f for f in verdict.findings if f.counts and Level.PERMITTED < f.level < verdict.level
        ]
        return [*deciding, *worse]
    once: dict[tuple[str | None, str, str], Finding] = {}
    for finding in deciding:
        rule = finding.clause.ref if finding.clause else ""
        once.setdefault((finding.license, rule, finding.node), finding)
    return list(once.values())


def _so(verdict: Verdict) -> str:
    if verdict.level is Level.PERMITTED:
        due = sum(d.met != "yes" for d in verdict.duties)
        return f", with {due} {'duty' if due == 1 else 'duties'}" if due else ""
    first = reasons(verdict)[0]
    if first.clause is None:
        return ": no license is known" if first.outcome == "no-license" else ""
    return f" by {first.clause.license} {first.clause.cite}"


def _findings(findings: Iterable[Finding], vocabulary: Vocabulary) -> list[str]:
    """One line for each cause: findings that differ only in act and place are told together."""
    causes: dict[tuple[object, ...], list[Finding]] = {}
    for f in findings:
        key = (
            f.level,
            f.outcome,
            f.clause,
            f.license,
            f.node,
            f.about,
            f.who,
            f.counts,
            f.accepted,
        )
        causes.setdefault(key, []).append(f)
    return [_cause(found, vocabulary) for found in causes.values()]


def _cause(found: list[Finding], vocabulary: Vocabulary) -> str:
    shown = max(found, key=lambda f: len(f.missing))
    rule = f" [{shown.clause.ref}]" if shown.clause else ""
    acts = dict.fromkeys(f"`{f.action}`" for f in found if f.action != shown.action)
    also = f"; also {', '.join(acts)}" if acts else ""
    paths = sorted({f.path for f in found}, key=len)
    way = f"; path {' → '.join(paths[-1])}" if len(paths[-1]) > 1 else ""
    return printable(f"{shown.level}: {finding_words(shown, vocabulary)}{rule}{also}{way}")


def _duty(duty: Duty, vocabulary: Vocabulary) -> str:
    met = {"yes": "met", "no": "NOT met", "unknown": "to do"}[duty.met]
    text = f" “{duty.text}”" if duty.text else ""
    when = f" to {', '.join(duty.actions)} {duty.node}"
    how = vocabulary.raw["duties"][duty.duty]["met"]
    guard = f" (if {duty.guard})" if duty.guard else ""
    return printable(
        f"{met}: {duty.duty}{text}{when}{guard}: {how} [{duty.license} {duty.clause.cite}]"
    )


def _questions(verdict: Verdict, vocabulary: Vocabulary) -> list[str]:
    lines = []
    for question in verdict.questions:
        spec = vocabulary.facts[question.fact]
        unit = f" in {spec.unit}" if spec.unit else ""
        decides = ", ".join(f"{c.license} {c.cite}" for c in question.clauses)
        lines.append(f"{spec.ask} ({question.fact}{unit}; decides {decides})")
    return lines


def _laws(verdict: Verdict, vocabulary: Vocabulary) -> list[str]:
    names = sorted(
        {n for f in verdict.findings if f.counts for n in f.missing if n.startswith("law.")}
    )
    lines = []
    for name in names:
        entry = vocabulary.questions["questions"][name]
        for position in entry["positions"]:
            references = "; ".join(position["references"])
            lines.append(
                f"{entry['ask']} {name} = {position['answer']}: {position['held']} ({references})"
            )
    return lines


def _releases(verdict: Verdict) -> list[str]:
    lines = []
    for release in verdict.releases:
        if release.asked:
            fits = {True: "fits", False: "does not fit", None: "is not known"}[release.fits]
            lines.append(printable(f"{release.node}: {release.asked} {fits}"))
        if release.candidates:
            shown = ", ".join(release.candidates[:8])
            more = f" and {len(release.candidates) - 8} more" if len(release.candidates) > 8 else ""  # noqa: PLR2004 - a line's worth
            lines.append(printable(f"{release.node} may go out under {shown}{more}"))
        elif release.together:
            lines.append(printable(f"{release.node} stays under {' and '.join(release.together)}"))
    return lines


def _assumed(verdict: Verdict) -> list[str]:
    lines = []
    for entry in verdict.assumptions:
        rules = [c.ref for c in entry.clauses]
        shown = ", ".join(rules[:4]) + (f" and {len(rules) - 4} more" if len(rules) > 4 else "")  # noqa: PLR2004 - a line's worth
        value = "none" if not entry.value else str(entry.value).casefold()
        if entry.fact == "use.purposes":
            lines.append(f"no sensitive purpose beyond those told ({shown})")
        else:
            lines.append(
                f"{entry.fact} = {value if entry.value is not False else 'false'} ({shown})"
            )
    return lines


def _section(title: str, entries: list[str], markdown: bool) -> list[str]:  # noqa: FBT001 - passed on
    if not entries:
        return []
    if markdown:
        return ["", f"### {title}", "", *(f"- {escape_markdown(e)}" for e in entries)]
    return ["", f"{title}:", *(f"  - {e}" for e in entries)]


def _bold(text: str, markdown: bool) -> str:  # noqa: FBT001 - passed on
    return f"**{escape_markdown(text)}**" if markdown else printable(text)


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no HTML."""
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", text)


def styled(text: str) -> "Text":
    """The plain report with colour: the verdict words, and the first line bold."""
    from rich.text import Text  # noqa: PLC0415 - only for a terminal

    shown = Text(text)
    first = text.partition("\n")[0]
    shown.stylize("bold", 0, len(first))
    for word, colour in _COLOURS.items():
        shown.highlight_regex(rf"\b{word}\b", colour)
    shown.highlight_regex(r"(?m)^[A-Z][a-z ]+:$", "bold")
    shown.highlight_regex(r"\[[^\]\n]+\]", "dim")
    return shown
