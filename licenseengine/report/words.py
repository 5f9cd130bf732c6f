"""Findings in words: one short sentence each, with the clause that decides.

A sentence is put together from templates of one language; the English ones stand here, where a cold
`check` finds them, those of other languages in ``licenses/translations/`` under the same keys.

Floor: report.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from licenseengine.language.vocabulary import Vocabulary
from licenseengine.solver.records import Finding, Level

TEMPLATES = {
    # A sentence for each outcome; ``-perhaps`` is said where it hangs on facts not told.
    "granted": "{cite} permits {act}",
    "forbidden": "{cite} forbids {act}",
    "forbidden-perhaps": "{cite} may forbid {act}",
    "not-granted": "{cite} does not grant {act}",
    "not-granted-perhaps": "{cite} may not grant {act}",
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
    # What stands in them.
    "action": "`{action}`",
    "act": "{actions} of {node}",
    "act-within": "{actions} of {node} (as {state} in {at})",
    "text": " “{text}”",
    "more": " with {circumstances}",
    "between": ", ",
    "it": "it",
    "nothing-known": "nothing known",
    "the-others": "the others",
    "unlicensed": "no license",
    # What is said around them.
    "hangs": "{finding}: it hangs on {facts}",
    "unsettled": "{finding} (unsettled: {questions})",
    "question": "{ask} ({name})",
    "upstream": "upstream: {finding}",
    "upstream-inherited": "upstream: {finding}; its terms go on binding",
    "accepted": "{finding} [accepted: {reason}]",
}
# What the words are that a finding is about: the first, and those after it.
_ABOUT: Mapping[str, tuple[str, str]] = {
    "law": ("laws", "laws"),
    "duty-broken": ("duties", ""),
    "reserved": ("rights", "rights"),
    "further-restrictions": ("", "burdens"),
    "burdens": ("", "burdens"),
    "over-grant": ("", "actions"),
}


@dataclass(frozen=True)
class Phrases:
    """What findings are put together from in one language.

    `ask` words a legal question. `words` has the words of the vocabulary by section, as readers are
    told them; a word that is not there stands as the rule language has it. `shown` shows names and
    other texts that users wrote, such as escaped for a form.
    """

    templates: Mapping[str, str]
    ask: Callable[[str], str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shown: Callable[[str], str] = str

    def word(self, section: str, word: str) -> str:
        """A word of the vocabulary."""
        return self.words.get(section, {}).get(word, word)

    def named(self, section: str, word: str) -> str:
        """A word of a section, or a name that stands in its place."""
        known = self.words.get(section, {}).get(word)
        return self.shown(word) if known is None else known


def cite_of(finding: Finding) -> str:
    """License and section, as a citation."""
    if finding.clause is None:
        return finding.license or TEMPLATES["unlicensed"]
    return f"{finding.clause.license} {finding.clause.cite}"


def finding_words(finding: Finding, vocabulary: Vocabulary) -> str:
    """What was found, in one English sentence."""
    questions = vocabulary.questions["questions"]
    return sentence(finding, Phrases(TEMPLATES, lambda name: str(questions[name]["ask"])))


def sentence(finding: Finding, phrases: Phrases, actions: Sequence[str] = ()) -> str:
    """What was found, in one sentence.

    Args:
        finding: what was found.
        phrases: the language.
        actions: what it is found of, where several are told together; else its own action.
    """
    say = phrases.templates
    words = say[_outcome(finding, say)].format(**_fields(finding, phrases, actions))
    laws = [n for n in sorted(finding.missing) if n.startswith("law.")]
    facts = [n for n in sorted(finding.missing) if not n.startswith("law.")]
    if finding.level is Level.CONDITIONAL and facts:
        words = say["hangs"].format(finding=words, facts=", ".join(facts))
    elif finding.level is Level.REVIEW and laws:
        asked = (say["question"].format(ask=phrases.ask(name), name=name) for name in laws)
        words = say["unsettled"].format(finding=words, questions="; ".join(asked))
    if finding.who == "upstream":
        words = say["upstream" if finding.counts else "upstream-inherited"].format(finding=words)
    if finding.accepted:
        words = say["accepted"].format(finding=words, reason=phrases.shown(finding.accepted))
    return words


def _outcome(finding: Finding, templates: Mapping[str, str]) -> str:
    perhaps = f"{finding.outcome}-perhaps"
    open_ = finding.level is Level.CONDITIONAL and perhaps in templates
    return perhaps if open_ else finding.outcome


def _fields(finding: Finding, phrases: Phrases, actions: Sequence[str]) -> dict[str, str]:
    """All that the template of an outcome may name."""
    say, about = phrases.templates, _about(finding, phrases)
    first, rest = (about[0], about[1:]) if about else (say["it"], ())
    circumstances = say["between"].join(rest[1:])
    license_ = phrases.shown(finding.license) if finding.license else None
    return {
        "cite": cite_of(finding) if finding.clause else license_ or say["unlicensed"],
        "act": _act(finding, phrases, actions or (finding.action,)),
        "node": phrases.shown(finding.node),
        "license": license_ or first,
        "first": first,
        "second": rest[0] if rest else "",
        "third": rest[1] if len(rest) > 1 else "",
        "rest": say["between"].join(rest) or say["nothing-known"],
        "more": say["more"].format(circumstances=circumstances) if circumstances else "",
        "all": say["between"].join(about) or say["the-others"],
        "text": say["text"].format(text=rest[0]) if rest else "",
    }


def _about(finding: Finding, phrases: Phrases) -> tuple[str, ...]:
    first, after = _ABOUT.get(finding.outcome, ("", ""))
    words = enumerate(finding.about)
    return tuple(phrases.named(after if number else first, word) for number, word in words)


def _act(finding: Finding, phrases: Phrases, actions: Sequence[str]) -> str:
    say, node = phrases.templates, phrases.shown(finding.node)
    told = (say["action"].format(action=phrases.word("actions", a)) for a in actions)
    acts = ", ".join(told)
    if finding.node == finding.at:
        return say["act"].format(actions=acts, node=node)
    state, at = phrases.word("states", finding.state), phrases.shown(finding.at)
    return say["act-within"].format(actions=acts, node=node, state=state, at=at)
