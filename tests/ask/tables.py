"""The tables of questions: what is understood, and what is refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from licenseengine.ask.tree import Question

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    lang: str
    text: str
    do: frozenset[str]
    things: tuple[tuple[str, str | None], ...]  # name, role; a role of None is not compared
    facts: dict[str, object]
    wants: str


def understood() -> Iterator[Row]:
    lang = ""
    for line in _lines("understood.txt"):
        if line.startswith("--- "):
            lang = line[4:]
            continue
        text, do, things, facts, wants = (part.strip() for part in f"{line} ".split(" |"))
        named = tuple(_thing(thing) for thing in things.split(", "))
        acts = frozenset(act.strip() for act in do.split(","))
        yield Row(lang, text, acts, named, _facts(facts), wants or "verdict")


def refused() -> Iterator[tuple[str, str]]:
    for line in _lines("refused.txt"):
        text, part = line.split(" | ")
        yield text, part


def _lines(name: str) -> Iterator[str]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _thing(text: str) -> tuple[str, str | None]:
    name, at, role = text.strip().partition("@")
    return folded(name), role if at else None


def _facts(text: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in re.findall(r"([\w.]+)=(\[[^\]]*\]|[^,]+)", text):
        found[name] = plain(value)
    return found


def plain(value: object) -> object:
    """One form for a value, whether the table or a question has it."""
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, bool):
        return value
    text = str(value).strip()
    if text.startswith("["):
        return sorted(part.strip() for part in text[1:-1].split(","))
    figure = re.fullmatch(r"(\d+)(M|k|bn)?( \w+)?", text)
    if figure:
        scale = {None: 1, "k": 10**3, "M": 10**6, "bn": 10**9}[figure[2]]
        unit = (figure[3] or "").strip()
        return (int(figure[1]) * scale, "" if unit == "users" else unit)
    return {"true": True, "false": False}.get(text, text)


def folded(name: str) -> str:
    return re.sub(r"[\s_]+", "-", name.strip()).casefold()


def tree(question: Question) -> tuple[frozenset[str], frozenset[object], object, str, str | None]:
    """A question's tree without its words."""
    facts = tuple(sorted((name, repr(plain(v))) for name, v in question.facts.items()))
    things = frozenset((folded(t.name), t.role) for t in question.things)
    return frozenset(question.do), things, facts, question.wants, question.name
