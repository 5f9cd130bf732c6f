"""Findings in words: one short sentence each, with the clause that decides.

Floor: report.
"""

from collections.abc import Callable

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
    words = _WORDS[finding.outcome](finding, cite_of(finding), act)
    laws = [n for n in sorted(finding.missing) if n.startswith("law.")]
    facts = [n for n in sorted(finding.missing) if not n.startswith("law.")]
    if finding.level is Level.CONDITIONAL:
        words = words.replace("forbids", "may forbid").replace("does not grant", "may not grant")
        words += f": it hangs on {', '.join(facts)}" if facts else ""
    elif finding.level is Level.REVIEW and laws:
        questions = vocabulary.questions["questions"]
        asked = "; ".join(f"{questions[name]['ask']} ({name})" for name in laws)
        words += f", or not: the law is unsettled. {asked}"
    if finding.who == "upstream":
        words = f"upstream: {words}" + ("" if finding.counts else "; its terms go on binding")
    return words + (f" [accepted: {finding.accepted}]" if finding.accepted else "")


def _at(about: tuple[str, ...], place: int, otherwise: str) -> str:
    return about[place] if len(about) > place else otherwise


def _list(about: tuple[str, ...], otherwise: str) -> str:
    return ", ".join(about) or otherwise


def _duty(about: tuple[str, ...]) -> str:
    text = _at(about, 1, "")
    return _at(about, 0, "a duty") + (f" “{text}”" if text else "")


def _over_grant(f: Finding, cite: str, act: str) -> str:
    del act
    label, action = _at(f.about, 0, "the license"), _at(f.about, 1, "more")
    changed = f" with {', '.join(f.about[2:])}" if f.about[2:] else ""
    return f"{label} would grant `{action}`{changed}, which {cite} does not"


_Words = Callable[[Finding, str, str], str]
_WORDS: dict[str, _Words] = {
    "granted": lambda f, cite, act: f"{cite} permits {act}",
    "forbidden": lambda f, cite, act: f"{cite} forbids {act}",
    "not-granted": lambda f, cite, act: f"{cite} does not grant {act}",
    "silent": lambda f, cite, act: f"{cite} does not reach {act}",
    "law": lambda f, cite, act: (
        f"{act} rests on the project's answer to {_list(f.about, 'the law')}"
    ),
    "no-license": lambda f, cite, act: (
        f"no license is known for {f.node}, so nothing is granted; give its license to settle it"
    ),
    "not-encoded": lambda f, cite, act: (
        f"the terms `{f.license or _list(f.about, f.node)}` are not encoded, so nothing can be said of {act}"
    ),
    "not-seen": lambda f, cite, act: (
        f"what was seen of {f.license} does not settle {act}; the whole text must be read"
    ),
    "duty-broken": lambda f, cite, act: (
        f"{cite} orders {_duty(f.about)}, and the plan shows otherwise"
    ),
    "reserved": lambda f, cite, act: (
        f"{cite} keeps for the provider: {_list(f.about, 'rights in what is sent')}"
    ),
    "same-license": lambda f, cite, act: (
        f"{cite} asks for the same license on the whole; {_at(f.about, 0, 'this')} is another"
    ),
    "further-restrictions": lambda f, cite, act: (
        f"{cite} allows no further restrictions; {_at(f.about, 0, 'the license')} adds {_list(f.about[1:], 'some')}"
    ),
    "burdens": lambda f, cite, act: (
        f"{cite} accepts no such terms beside it: {_list(f.about[1:], 'those')} of {f.node}"
    ),
    "pass-on": lambda f, cite, act: (
        f"{cite} orders its terms passed on; {_at(f.about, 0, 'the license')} does not carry them"
    ),
    "over-grant": _over_grant,
    "no-candidate": lambda f, cite, act: (
        f"{cite} asks for one license on the whole, and none fits beside {_list(f.about, 'the others')}"
    ),
    "conflict": lambda f, cite, act: f"two statements about {f.node} disagree",
}
