"""Random sentences over the real vocabulary, for the laws of reading and printing."""

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from licenseengine.language import tree
from licenseengine.language.tree import (
    Accept,
    All,
    Any,
    Condition,
    Not,
    Quantity,
    Relicense,
    Rule,
    Sentence,
    Treat,
)
from licenseengine.language.vocabulary import FactSpec, Vocabulary

PLACES = ("FR", "EU", "US", "KR", "EEA")
FIGURES = (0, 1, 999, 1000, 700_000_000, 700_000_001, 10**12, 12_345)


def tests_of(spec: FactSpec, vocabulary: Vocabulary) -> st.SearchStrategy[tree.Test]:
    """Comparisons that fit a fact."""
    words = st.sampled_from(spec.values or ("alpha", "beta.gamma-1"))
    several = st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)
    match spec.type:
        case "flag":
            return st.just(tree.Test(spec.name, "is"))
        case "quantity":
            figures = st.builds(
                Quantity,
                st.sampled_from(FIGURES),
                st.sampled_from(sorted(vocabulary.units_of(spec))),
            )
            return st.builds(
                lambda op, q: tree.Test(spec.name, op, (q,)),
                st.sampled_from(("=", "!=", "<", "<=", ">", ">=")),
                figures,
            )
        case "date":
            return st.builds(
                lambda op, d: tree.Test(spec.name, op, (d,)),
                st.sampled_from(("<", ">=")),
                st.dates(date(2000, 1, 1), date(2030, 1, 1)),
            )
        case "place":
            return st.lists(st.sampled_from(PLACES), min_size=1, unique=True).map(
                lambda v: tree.Test(spec.name, "in", tuple(v))
            )
        case "places":
            return st.builds(
                lambda op, v: tree.Test(spec.name, op, tuple(v)),
                st.sampled_from(("has", "within")),
                st.lists(st.sampled_from(PLACES), min_size=1, unique=True),
            )
        case "word":
            return several.map(lambda v: tree.Test(spec.name, "in", v))
        case "words":
            return st.builds(
                lambda op, v: tree.Test(spec.name, op, v),
                st.sampled_from(("has", "within")),
                several,
            )


def conditions(vocabulary: Vocabulary) -> st.SearchStrategy[Condition]:
    """Conditions of some depth, flat where the language is flat."""
    leaves = st.one_of([tests_of(spec, vocabulary) for spec in vocabulary.facts.values()])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.filter(lambda c: not isinstance(c, Not)).map(Not),
            _joined(All, inner),
            _joined(Any, inner),
        ),
        max_leaves=6,
    )


def _joined(
    kind: Callable[[tuple[Condition, ...]], Condition], inner: st.SearchStrategy[Condition]
) -> st.SearchStrategy[Condition]:
    operands = st.lists(inner.filter(lambda c: type(c) is not kind), min_size=2, max_size=3)
    return operands.map(lambda found: kind(tuple(found)))


def sentences(vocabulary: Vocabulary) -> st.SearchStrategy[Sentence]:
    """Every form of sentence, of known words."""

    def some(section: str, least: int = 1) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(
            st.sampled_from(sorted(vocabulary.raw[section])),
            min_size=least,
            max_size=3,
            unique=True,
        ).map(tuple)

    maybe = st.none() | conditions(vocabulary)
    scope = {
        "actions": some("actions"),
        "states": some("states", 0),
        "kinds": some("kinds", 0),
        "when": maybe,
        "unless": maybe,
    }
    text = st.none() | st.text(
        st.characters(
            exclude_characters='"\n\r\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e',
            exclude_categories=["Cs"],
        )
    )
    return st.one_of(
        st.builds(Rule, verb=st.sampled_from(("permit", "forbid")), **scope),
        st.builds(
            Rule,
            verb=st.just("require"),
            duty=st.sampled_from(sorted(vocabulary.raw["duties"])),
            text=text,
            **scope,
        ),
        st.builds(
            Rule, verb=st.just("reserve"), names=some("reserved_rights"), when=maybe, unless=maybe
        ),
        st.builds(
            Treat,
            state=st.sampled_from(sorted(vocabulary.raw["states"])),
            target=st.sampled_from(("original", "derivative", "output", "free")),
            when=maybe,
        ),
        st.builds(Accept, some("burdens")),
        st.builds(Relicense, st.just(("GPL-3.0-only", "CC-BY-SA-4.0")), maybe),
    )
