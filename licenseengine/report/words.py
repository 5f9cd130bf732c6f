"""Findings in words: one short sentence each, with the clause that decides.

Floor: report.
"""

from licenseengine.language.vocabulary import Vocabulary
from licenseengine.solver.records import Finding, Level


def where(finding: Finding) -> str:
    """License and section, as a citation."""
    if finding.clause is None:
        return finding.license or "no license"
    return f"{finding.clause.license} {finding.clause.cite}"


def finding_words(finding: Finding, vocabulary: Vocabulary) -> str:
    """What was found, in one sentence."""
    act = f"`{finding.action}` of {finding.node}"
    state = finding.state
    if finding.node != finding.at:
        act += f" (as {state} in {finding.at})"
    cite = where(finding)
    about = finding.about
    missing = ", ".join(sorted(finding.missing))
    words = {
        "granted": f"{cite} permits {act}",
        "forbidden": f"{cite} forbids {act}",
        "not-granted": f"{cite} does not grant {act}",
        "silent": f"{cite} does not reach {act}",
        "law": f"{act} rests on the project's answer to {', '.join(about)}",
        "no-license": f"no license is known for {finding.node}, so nothing is granted",
        "not-encoded": f"the terms `{finding.license or ', '.join(about)}` are not encoded, so nothing can be said of {act}",
        "not-seen": f"only a part of {finding.license} was at hand; what was not seen cannot be relied on for {act}",
        "duty-broken": f"{cite} orders {_duty(about)}, and the plan shows otherwise",
        "reserved": f"{cite} keeps for the provider: {', '.join(about)}",
        "same-license": f"{cite} asks for the same license on the whole; {about[0] if about else 'it'} is another",
        "further-restrictions": f"{cite} allows no further restrictions; {_first(about)} adds {', '.join(about[1:])}",
        "burdens": f"{cite} accepts no such terms beside it: {', '.join(about[1:])} of {finding.node}",
        "pass-on": f"{cite} orders its terms passed on; {_first(about)} does not carry them",
        "over-grant": f"{_first(about)} would grant {_more(about)}, which {cite} does not",
        "no-candidate": f"{cite} asks for one license on the whole, and none fits beside {', '.join(about) or 'the others'}",
        "conflict": f"two statements about {finding.node} disagree",
    }[finding.outcome]
    if finding.level is Level.CONDITIONAL:
        words = f"{words.replace('forbids', 'may forbid').replace('does not grant', 'may not grant')}: it hangs on {missing}"
    elif finding.level is Level.REVIEW and finding.guard:
        words += f", if {finding.guard.replace(' and ', ', ')} (unsettled law)"
    if finding.who == "upstream":
        words = f"upstream: {words}" + ("" if finding.counts else "; its terms go on binding")
    if finding.accepted:
        words += f" [accepted: {finding.accepted}]"
    return words


def _first(about: tuple[str, ...]) -> str:
    return about[0] if about else "the license"


def _duty(about: tuple[str, ...]) -> str:
    return f"{about[0]} “{about[1]}”" if len(about) > 1 else (about[0] if about else "a duty")


def _more(about: tuple[str, ...]) -> str:
    action, changed = about[1], about[2:]
    return f"`{action}`" + (f" with {', '.join(changed)}" if changed else "")
