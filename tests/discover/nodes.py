"""What the tests of readers share: nodes as plain data, every scalar, JSON values to draw from."""

from collections.abc import Iterator
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from licenseengine.discover.records import Node, Statement

LAW = settings(max_examples=60, deadline=None)
# Texts with what readers trip over; no halves of characters, which no file can hold.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab/:-.#'\"\\{}[],&*!|>%@`=~ \t\n0"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=12,
)
NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.floats(allow_nan=False, width=32))
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)


def values(scalars: st.SearchStrategy[Any], keys: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Values of any shape, made of scalars."""
    return st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)
        ),
        max_leaves=12,
    )


def data(node: Node) -> object:
    """A node as plain data; every scalar stays the text it is."""
    if node.entries is not None:
        return {key: data(inner) for key, inner in node.entries}
    if node.items is not None:
        return [data(inner) for inner in node.items]
    return node.text


def scalars(node: Node) -> Iterator[Node]:
    """All scalars of a node, in order."""
    for inner in (*(n for _, n in node.entries or ()), *(node.items or ())):
        yield from scalars(inner)
    if node.entries is None and node.items is None:
        yield node


def at(text: str, line: int, column: int) -> str:
    """The rest of the text from a place on."""
    return "\n".join([text.split("\n")[line - 1][column - 1 :], *text.split("\n")[line:]])


def told(statements: tuple[Statement, ...]) -> list[tuple[str, str, int]]:
    """Statements in short: the keys with dots, the value, the line."""
    return [(".".join(s.keys), s.value, s.line) for s in statements]
