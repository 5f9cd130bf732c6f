"""What detectors share: making a sighting of a statement, and who hosts what is said near it.

Floor: discover.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from licenseengine.discover.detect.naming import Named
from licenseengine.discover.records import Document, Place, Role, Seen, Sighting, Statement
from licenseengine.discover.signs import Signs, plain_word, snake

Detect = Callable[[Document, Signs], Iterator[Seen]]
SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Detector:
    """A detector as it is registered: its name, the formats it reads (none: all), what it does."""

    name: str
    detect: Detect
    formats: frozenset[str] = frozenset()


def sighting(  # noqa: PLR0913 - what is known of it, by name
    document: Document,
    statement: Statement,
    named: Named,
    detector: str,
    *,
    role: Role | None = None,
    use: str = "load",
    why: str = "",
) -> Sighting:
    """A sighting where a statement stands."""
    return Sighting(
        ref=named.ref,
        kind=named.kind,
        place=Place(document.path, statement.line, statement.column),
        detector=detector,
        snippet=document.line(statement.line).strip()[:SNIPPET],
        confidence=named.confidence,
        role=role,
        use=use,
        statement=statement,
        why=why,
    )


def provider_near(statement: Statement, signs: Signs) -> str | None:
    """Who hosts what a statement names, by the settings around it and the class it is given to."""
    for caller in signs.caller(statement.callee):
        if caller.provider:
            return caller.provider
    for key in (*reversed(statement.keys), *_parts(statement.callee)):
        plain = snake(key)
        if plain in {"ollama", "ollama_chat"} or plain.startswith("ollama_"):
            return "ollama"
        if plain_word(plain) in signs.provider_words:
            return signs.provider_words[plain_word(plain)]
        for word in plain.split("_"):
            if word in signs.provider_words and len(word) > 4:  # noqa: PLR2004 - shorter words mean much else
                return signs.provider_words[word]
    return None


def _parts(callee: str | None) -> list[str]:
    return callee.split(".")[:-1] if callee else []


def kind_near(statement: Statement, signs: Signs) -> str | None:
    """What the setting holds that a statement gives: by its own name, else by the one around it."""
    for key in statement.keys[-1:-4:-1]:
        kind = signs.kind_of_key(key)
        if kind is not None:
            return kind
        if not key.isdigit() and statement.form == "argument":
            return None
    return None
