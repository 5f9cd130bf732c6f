"""Random licenses over the real words: grants, forbids, duties and treatments in small numbers.

Most grant broadly and forbid little, as real ones do: else every stack would be prohibited.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from random import Random

from licenseengine.language.parser import parse_condition
from licenseengine.language.tree import (
    Accept,
    All,
    Any,
    Condition,
    Not,
    Relicense,
    Rule,
    Sentence,
    Treat,
)
from licenseengine.library.records import AsOf, Clause, License, LicenseKind

ATOMS = (
    "use.commercial",
    "use.production",
    "use.purposes has any of [military, weapons]",
    "use.purposes has any of [military, research]",
    "use.purposes within [research, education]",
    "use.audience in [customers, public]",
    "use.territories has any of [EU, GB]",
    "use.territories within [EU, WORLD]",
    "use.territories within [EU]",
    "use.date < 2026-06-01",
    "use.date >= params.change_date",
    "use.competes_with has openai",
    "use.competes_with has artefact.licensor",
    "use.outputs.labelled",
    "use.role = end-user",
    "licensee.kind = company",
    "licensee.kind != academic",
    "licensee.kind in [academic, individual]",
    "licensee.domicile in [EU]",
    "licensee.domicile in [US, KR]",
    "licensee.monthly_active_users > 700M users",
    "licensee.monthly_active_users >= 700M users",
    "licensee.annual_revenue > 1M USD",
    "licensee.annual_revenue <= 1M USD",
    "licensee.licensed_by has meta",
    "licensee.registered_with has artefact.licensor",
    "licensee.litigates_against has artefact.licensor",
    "law.vague_terms_bind",
    "law.output_terms_reach_use",
    "law.training_is_adaptation",
    "artefact.kind = model",
    "artefact.class = llm",
    "artefact.part = weights",
    "artefact.plan = free",
    "artefact.date < 2025-06-01",
    "result.kind = model",
    "result.class = embedding",
    "plan.actions has host",
    "artefact.embedded",
    "artefact.made_by_us",
    "result.derivative",
    "result.other_base",
)
LICENSORS = (None, "meta", "openai")
KINDS: tuple[LicenseKind, ...] = ("open-source", "creative-commons", "model", "terms", "rail")
GENERAL = ("any", "any", "use", "modify", "distribute", "host", "train-on", "publish-output")
SPECIAL = ("fine-tune", "generate", "call", "collect", "link", "quantize", "retrieve", "relicense")
STATES = ("original", "derivative", "output", "output-trained", "trained", "changed", "linked")
RARE = ("adapter", "converted", "collected", "indexed", "retrieved", "linked-static")
PLAIN_DUTIES = ("include-license", "credit", "use-policy", "state-changes")
CHECKED_DUTIES = (
    "name-prefix", "name-includes", "label-output", "disclose-source", "register", "human-oversight",
)  # fmt: skip
RELEASE_DUTIES = ("same-license", "pass-on", "no-further-restrictions")
BURDENS = ("patent-termination", "use-restriction", "non-commercial", "copyleft")
TREATED = ("adapter", "trained", "output", "output-trained", "converted", "changed", "linked",
    "indexed", "retrieved", "collected")  # fmt: skip
AS_OF = (AsOf("released", "month"), AsOf("released"), AsOf("use", "year"), AsOf(date(2025, 12, 1)))


@cache
def condition(text: str) -> Condition:
    """A condition read once."""
    return parse_condition(text)


def random_condition(rng: Random, depth: int = 2) -> Condition:
    """A test, or a small tree of them."""
    match rng.randint(0, 9) if depth else 0:
        case 7:
            return Not(random_condition(rng, depth - 1))
        case 8:
            return All(tuple(random_condition(rng, depth - 1) for _ in range(rng.randint(2, 3))))
        case 9:
            return Any(tuple(random_condition(rng, depth - 1) for _ in range(2)))
        case _:
            return condition(rng.choice(ATOMS))


def maybe(rng: Random, likely: float) -> Condition | None:
    """A condition, or none."""
    return random_condition(rng) if rng.random() < likely else None


def random_states(rng: Random) -> tuple[str, ...]:
    """The states of a rule: none mostly."""
    if rng.random() < 0.6:
        return ()
    return pick(rng, STATES if rng.random() < 0.8 else RARE)


def pick(rng: Random, words: Sequence[str], most: int = 2) -> tuple[str, ...]:
    """A few words, none twice."""
    return tuple(dict.fromkeys(rng.choice(words) for _ in range(rng.randint(1, most))))


def random_actions(rng: Random) -> tuple[str, ...]:
    """The actions of a rule, `any` alone."""
    found = pick(rng, GENERAL if rng.random() < 0.8 else SPECIAL, 3)
    return ("any",) if "any" in found else found


def random_kinds(rng: Random) -> tuple[str, ...]:
    """The kinds of a rule: none mostly."""
    return pick(rng, ("model", "dataset", "llm", "multimodal")) if rng.random() < 0.1 else ()


def random_permit(rng: Random) -> Rule:
    """A grant: of everything, in most licenses."""
    if rng.random() < 0.65:
        return Rule("permit", ("any",), when=maybe(rng, 0.15))
    return Rule(
        "permit",
        random_actions(rng),
        random_states(rng),
        random_kinds(rng),
        maybe(rng, 0.3),
        maybe(rng, 0.1),
    )


def random_forbid(rng: Random) -> Rule:
    """A ban, nearly always with a condition or a scope."""
    states = random_states(rng)
    return Rule(
        "forbid",
        random_actions(rng),
        states,
        random_kinds(rng),
        maybe(rng, 0.5 if states else 0.95),
        maybe(rng, 0.2),
    )


def random_duty(rng: Random) -> Rule:
    """A duty; most of those a plan can break."""
    duty = rng.choice(CHECKED_DUTIES if rng.random() < 0.6 else PLAIN_DUTIES)
    text = "Llama" if duty.startswith("name") else None
    return Rule(
        "require",
        random_actions(rng),
        random_states(rng),
        random_kinds(rng),
        maybe(rng, 0.3),
        maybe(rng, 0.1),
        duty,
        text,
    )


def random_release_rule(rng: Random) -> Sentence:
    """What a license asks of the license on the whole, or tolerates beside itself."""
    match rng.randint(0, 5):
        case 0:
            return Accept(pick(rng, (*BURDENS, *PLAIN_DUTIES, *CHECKED_DUTIES), 4))
        case 1:
            return Relicense(pick(rng, ("R0", "R1", "L0", "L1"), 2), maybe(rng, 0.3))
        case _:
            actions = pick(rng, ("distribute", "distribute", "host", "publish-output", "any"))
            states = random_states(rng) if rng.random() < 0.5 else ("derivative",)
            when = maybe(rng, 0.3)
            return Rule("require", actions, states, when=when, duty=rng.choice(RELEASE_DUTIES))


def random_treat(rng: Random) -> Treat:
    """What a license makes of a state."""
    target = rng.choice(("original", "derivative", "derivative", "output", "free"))
    return Treat(rng.choice(TREATED), target, maybe(rng, 0.4))


def random_sentence(rng: Random) -> Sentence:
    """Any sentence but a grant."""
    match rng.randint(0, 9):
        case 0 | 1 | 2 | 3:
            return random_forbid(rng)
        case 4 | 5 | 6:
            return random_duty(rng)
        case 7:
            return random_permit(rng)
        case 8 if rng.random() < 0.5:
            rights = ("train-on-inputs", "retain-inputs")
            return Rule("reserve", when=maybe(rng, 0.5), unless=maybe(rng, 0.1), names=rights)
        case _:
            return random_treat(rng)


def random_license(rng: Random, id_: str) -> License:
    """A license of up to six rules; few are empty, or only partly encoded."""
    sentences: list[Sentence] = []
    if rng.random() < 0.97:
        sentences = [random_permit(rng) for _ in range(rng.choice((1, 1, 1, 2)))]
        sentences += [random_sentence(rng) for _ in range(rng.choice((0, 1, 1, 2, 3)))]
        if rng.random() < 0.25:
            sentences += [random_release_rule(rng) for _ in range(rng.choice((1, 1, 2)))]
    return License(
        id=id_,
        name=id_,
        kind=rng.choice(KINDS),
        clauses=clauses(rng, id_, sentences),
        licensor=rng.choice(LICENSORS),
        released=rng.choice((date(2024, 7, 23), date(2024, 7, 23), None)),
        encoded="partial" if rng.random() < 0.06 else "full",
    )


def random_release(rng: Random, id_: str) -> License:
    """A license that anybody may put on a work: a grant, and mostly little more."""
    sentences: list[Sentence] = [Rule("permit", ("any",), when=maybe(rng, 0.2))]
    sentences += [random_sentence(rng) for _ in range(rng.choice((0, 0, 0, 1)))]
    sentences += [random_release_rule(rng) for _ in range(rng.choice((0, 0, 1, 2)))]
    return License(
        id=id_,
        name=id_,
        kind=rng.choice(("open-source", "creative-commons", "data")),
        clauses=clauses(rng, id_, sentences),
        reusable=True,
    )


def random_policy(rng: Random, id_: str) -> License:
    """An acceptable use policy: it restricts and grants nothing."""
    sentences: list[Sentence] = [random_forbid(rng) for _ in range(rng.randint(0, 2))]
    return License(id=id_, name=id_, kind="policy", clauses=clauses(rng, id_, sentences))


def clauses(
    rng: Random, id_: str, sentences: Sequence[Sentence], dated: float = 0.1
) -> tuple[Clause, ...]:
    """Clauses of these sentences, with ids that tell their place."""
    return tuple(
        Clause(
            id=f"r{i}",
            cite=str(i),
            sentence=sentence,
            license=id_,
            as_of=rng.choice(AS_OF) if rng.random() < dated else None,
            burdens=pick(rng, BURDENS) if rng.random() < 0.1 else (),
        )
        for i, sentence in enumerate(sentences)
    )
