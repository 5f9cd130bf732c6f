"""The shape of a question: a row of terminals to the tree of ``grammar/question.lark``.

Knows no word of any language: its caller says which terminal each phrase stands for, and gets the
phrases back by their places in that row.

Floor: language; lark is imported when the first question is parsed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from licenseengine.language.parser import data_folder

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

    Branch = Tree[Token] | Token


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a question; numbers are places in the row of terminals.

    `kind` is the rule that made it: ``phrase``, ``negated``, ``only`` or ``stranded``. `joint` says
    what ties it to what stands before: ``and``, ``if``, ``comma``, or nothing.
    """

    kind: str
    atom: int
    markers: tuple[int, ...]
    sentence: int
    joint: str = ""


class ShapeError(ValueError):
    """The row is no question; `place` is where it breaks, its length when it ends too early."""

    def __init__(self, place: int) -> None:
        self.place = place
        super().__init__(f"unexpected terminal at {place}")


@lru_cache(maxsize=1)
def _parser() -> "Lark":
    from lark import Lark, Token  # noqa: PLC0415 - imported only when a question is parsed
    from lark.lexer import Lexer  # noqa: PLC0415 - the same

    class Row(Lexer):
        """Takes a row of terminals for the text; each token's text is its place in the row."""

        def __init__(self, lexer_conf: Any) -> None:  # noqa: ANN401 - as lark calls it
            self.conf = lexer_conf

        def lex(self, row: Any) -> "Iterator[Token]":  # type: ignore[override]  # noqa: ANN401 - the row itself
            for place, terminal in enumerate(row):
                yield Token(terminal, str(place))

    grammar = (data_folder("grammar") / "question.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=Row)


def parse_question(terminals: Sequence[str]) -> tuple[Phrase, ...]:
    """Read a row of terminals.

    Raises:
        ShapeError: the row is no question of the grammar.
    """
    from lark import UnexpectedToken  # noqa: PLC0415 - as above

    try:
        tree = _parser().parse(terminals)
    except UnexpectedToken as error:
        at_end = error.token.type == "$END"
        raise ShapeError(len(terminals) if at_end else int(str(error.token))) from None
    sentences = [s for s in tree.children if getattr(s, "data", "") == "sentence"]
    return tuple(
        phrase
        for number, sentence in enumerate(sentences)
        for phrase in _sentence(sentence, number)
    )


def _sentence(sentence: "Branch", number: int) -> "Iterator[Phrase]":
    joint = ""
    for part in _children(sentence):
        kind = getattr(part, "data", "")
        if kind == "clause":
            for branch in _children(part):
                yield _phrase(branch, number, joint)
                joint = ""
        else:
            words = _children(part) if kind else [part]
            joint = "_".join(str(getattr(word, "type", "")).lower() for word in words)


def _children(branch: "Branch") -> "list[Branch]":
    return cast("Tree[Token]", branch).children


def _phrase(branch: "Branch", number: int, joint: str) -> Phrase:
    markers: list[int] = []
    atom = -1
    for part in _children(branch):
        kind = getattr(part, "data", "")
        if kind:
            place = int(str(_children(part)[0]))
            if kind == "marker":
                markers.append(place)
            else:
                atom = place
        elif getattr(part, "type", "") not in {"NOT", "ONLY"}:
            atom = int(str(part))
    return Phrase(
        str(getattr(branch, "data", "")),
        atom,
        tuple(markers),
        number,
        joint,
    )
