"""What detectors share: making a sighting of a statement, and who hosts what is said near it.

Floor: discover.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from licenseengine.discover.detect.hosting import is_gateway
from licenseengine.discover.detect.shapes import Named, listed
from licenseengine.discover.records import Document, Place, Role, Seen, Sighting, Statement
from licenseengine.discover.signs import Signs, plain_word, snake

Detect = Callable[[Document, Signs], Iterator[Seen]]
SNIPPET = 160
_SHORT = 4  # shorter words mean much else
_FIGURE = re.compile(r"\d")
_VARIABLES = frozenset({"environment", "env"})
_VARIABLE = re.compile(r"([A-Za-z_]\w*)=(.+)")


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


def statements_of(document: Document) -> Iterator[Statement]:
    """The statements of a document, with variables that stand in a list taken apart: ``A=b``."""
    for statement in document.statements:
        if statement.form == "item" and statement.key in _VARIABLES:
            found = _VARIABLE.fullmatch(statement.value)
            if found:
                keys = (*statement.keys, found[1])
                yield replace(statement, value=found[2].strip("\"'"), keys=keys, form="value")
                continue
        yield statement


def provider_near(
    statement: Statement, signs: Signs, path: str = "", host: str | None = None
) -> str | None:
    """Who hosts what a statement names, by the settings around it and the class it is given to.

    Args:
        statement: where the name stands.
        signs: the knowledge of names.
        path: of the file, which may be called after a host of others' models.
        host: whose interface alone the file addresses, if one is.
    """
    callers = signs.caller(statement.callee)
    for caller in callers:
        if caller.provider:
            return caller.provider
    if callers and not any(caller.ref.startswith("ollama") for caller in callers):
        return None  # it is loaded
    found = None
    for key in (*reversed(statement.keys), *_parts(statement.callee)):
        if found := _provider_of(key, signs):
            break
    if found in {None, "openai"}:  # others are called by the client of openai
        found = (_host_of_file(path, signs) if path else None) or host or found
    return found


@lru_cache(maxsize=1024)
def _host_of_file(path: str, signs: Signs) -> str | None:
    for word in reversed(PurePosixPath(path).with_suffix("").parts[-2:]):
        found = _provider_of(word, signs)
        if found == "ollama" or is_gateway(found, signs):
            return found
    return None


@lru_cache(maxsize=65536)
def _provider_of(key: str, signs: Signs) -> str | None:
    """Who is named by a key, a class or a file; the name of a model names nobody."""
    plain = snake(key)
    if plain in {"ollama", "ollama_chat"} or plain.startswith("ollama_"):
        return "ollama"
    if plain_word(plain) in signs.provider_words:
        return signs.provider_words[plain_word(plain)]
    if signs.host_of(key) or (_FIGURE.search(key) and signs.looks_like_model(key)):
        return None
    words = (w for w in plain.split("_") if len(w) > _SHORT and w in signs.provider_words)
    return next((signs.provider_words[word] for word in words), None)


def _parts(callee: str | None) -> list[str]:
    return callee.split(".")[:-1] if callee else []


def kind_near(statement: Statement, signs: Signs) -> str | None:
    """What the setting holds that a statement gives: by its own name, else by the one around it."""
    return kind_around(statement, signs)[0]


def kind_around(statement: Statement, signs: Signs) -> tuple[str | None, bool]:
    """What the setting holds that a statement gives, and whether the text itself is meant by that.

    Below ``model:`` an inner ``name`` or ``path`` is the model; of an inner ``template`` or
    ``monitor`` only what has the shape of a name by itself is.
    """
    is_near = True
    for key in statement.keys[-1:-4:-1]:
        kind = signs.kind_of_key(key)
        if kind is not None:
            return kind, is_near
        if key.isdigit():
            continue
        plain = snake(key)
        is_beside = bool(listed(signs, "beside").match(plain))
        if statement.form == "argument":
            is_data = is_beside and _is_of_data(statement.callee)
            return ("dataset" if is_data else None), is_near
        is_near = is_near and (is_beside or plain_word(plain) in signs.provider_words)
    is_data = statement.form == "argument" and _is_of_data(statement.callee)
    return ("dataset" if is_data else None), is_near


def _is_of_data(callee: str | None) -> bool:
    """Whether a call makes a set of data, by its name: ``SFTDataset``, ``load_train_dataset``."""
    words = snake(callee.rsplit(".", 1)[-1]).split("_") if callee else ()
    return any(word.endswith(("dataset", "datasets")) for word in words)
