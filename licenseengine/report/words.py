"""Findings in words: one short sentence each, with the clause that decides.

Floor: report.
"""

from licenseengine.language.vocabulary import Vocabulary
from licenseengine.solver.records import Finding, Level


def cite_of(finding: Finding) -> str:
    """License and section, as a citation."""
    if finding.clause is None:
        return finding.license or "no license"
    return f"{finding.clause.license} {finding.clause.cite}"


def finding_words(finding: Finding, vocabulary: Vocabulary) -> str:
    """What was found, in one sentence."""
    act = f"`{finding.action}` of {finding.node}"
    if finding.node != finding.at:
        act += f" (as {finding.state} in {finding.at})"
    words = _words(finding, act)
    laws = [n for n in sorted(finding.missing) if n.startswith("law.")]
    facts = [n for n in sorted(finding.missing) if not n.startswith("law.")]
    if finding.level is Level.CONDITIONAL:
        words = words.replace("forbids", "may forbid").replace("does not grant", "may not grant")
        words += f": it hangs on {', '.join(facts)}" if facts else ""
    elif finding.level is Level.REVIEW and laws:
        questions = vocabulary.questions["questions"]
        asked = "; ".join(f"{questions[name]['ask']} ({name})" for name in laws)
        words += f" (unsettled: {asked})"
    if finding.who == "upstream":
        words = f"upstream: {words}" + ("" if finding.counts else "; its terms go on binding")
    return words + (f" [accepted: {finding.accepted}]" if finding.accepted else "")


def _words(finding: Finding, act: str) -> str:
    about = finding.about
    first, rest = (about[0], about[1:]) if about else ("it", ())
    return TEMPLATES[finding.outcome].format(
        cite=cite_of(finding),
        act=act,
        node=finding.node,
        license=finding.license or first,
        first=first,
        second=rest[0] if rest else "",
        third=rest[1] if len(rest) > 1 else "",
        rest=", ".join(rest) or "nothing known",
        more=f" with {', '.join(rest[1:])}" if rest[1:] else "",
        all=", ".join(about) or "the others",
        text=f" “{rest[0]}”" if rest else "",
    )


TEMPLATES = {
    "granted": "{cite} permits {act}",
    "forbidden": "{cite} forbids {act}",
    "not-granted": "{cite} does not grant {act}",
    "silent": "{cite} does not reach {act}",
    "law": "{act} rests on the project's answer to {all}",
    "no-license": "no license is known for {node}, so nothing is granted: give its license",
    "not-encoded": "the terms `{license}` are not encoded, so nothing can be said of {act}",
    "not-seen": "what was seen of {license} does not settle {act}; the whole text must be read",
    "duty-broken": "{cite} orders {first}{text}, and the plan shows otherwise",
    "reserved": "{cite} keeps for the provider: {all}",
    "same-license": "{cite} asks for the same license on the whole; {first} is another",
    "further-restrictions": "{cite} allows no further restrictions; {first} adds {rest}",
    "burdens": "{cite} accepts no such terms beside it: {rest} of {node}",
    "pass-on": "{cite} orders its terms passed on; {first} does not carry them",
    "over-grant": "{first} would grant `{second}`{more}, which {cite} does not",
    "no-candidate": "{cite} asks for one license on the whole, and none fits beside {all}",
    "conflict": "{node} is declared as {first}; the catalogue has {second} ({third})",
}
