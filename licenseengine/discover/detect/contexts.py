"""What the place of a statement says of the name in it: a price, a trait, a sample, a product.

Floor: discover.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from licenseengine.discover.detect.hosting import is_gateway, provider_at
from licenseengine.discover.detect.shapes import listed
from licenseengine.discover.records import Document, Role, Statement
from licenseengine.discover.signs import Signs, plain_word, snake

_PROVIDER = re.compile(
    r"(?:(?P<whose>\w+)_)?(?:provider|model_provider|custom_llm_provider|llm_type|api_type|backend|engine)"
)
_EXTENDS = frozenset({"include", "task"})  # settings that have their data from another file
_CALLED = frozenset({"name", "alias"})
_WORD, _FAR, _ONE_CALL = 30, 10, 12
_SETTINGS = frozenset({"yaml", "json", "toml", "text"})
_OTHERS = frozenset({"image", "uses", "FROM", "repository", "action", "container"})
_MENTIONING = ("former", "told", "prose")


def role_by_setting(
    statement: Statement, kind: str | None, signs: Signs, document: Document | None = None
) -> Role | None:
    """The role that the place of a name tells: an output, a price, a mention; None for none.

    Args:
        statement: where the name stands.
        kind: what its setting holds.
        signs: the knowledge of names.
        document: the file, whose name may say that it is a table of prices.
    """
    last = (statement.callee or "").rsplit(".", 1)[-1]
    if kind == "output" or (statement.form == "argument" and last in signs.raw["makers"]):
        return Role.OUTPUT
    names = [snake(key) for key in statement.keys]
    if statement.form in {"key", "rate"} and statement.callee:
        names += [snake(word) for word in statement.callee.split()]
    if (statement.form == "rate" and kind != "dataset") or is_of_prices(document, signs):
        return Role.PRICE_LIST
    if any(signs.price.match(name) for name in names):
        return Role.PRICE_LIST
    if any(listed(signs, section).match(name) for section in _MENTIONING for name in names):
        return Role.MENTIONED
    return None


def is_of_prices(document: Document | None, signs: Signs) -> bool:
    """Whether a file of settings is a table of prices or limits by its name."""
    if document is None or document.format not in _SETTINGS:
        return False
    return bool(signs.price.match(snake(PurePosixPath(document.path).stem)))


def counts_tokens(statement: Statement, kind: str | None, signs: Signs, document: Document) -> bool:
    """Whether a hosted model is named for its tokenizer: where tokens are counted."""
    if kind == "tokenizer":
        return True
    stem = PurePosixPath(document.path).stem
    names = [stem, *statement.keys[-2:], *(part.rsplit(".", 1)[-1] for part in _around(statement))]
    return any(listed(signs, "counting").match(snake(name)) for name in names)


def _around(statement: Statement) -> Iterator[str]:
    if statement.callee and statement.form not in {"key", "rate"}:
        yield statement.callee
    if statement.scope:
        yield statement.scope


def is_looked_up(statement: Statement, signs: Signs) -> bool:
    """Whether a text is a key that is looked up and no value: ``form.get("model-name")``."""
    last = (statement.callee or "").rsplit(".", 1)[-1]
    return last in signs.raw["lookups"]


def is_other_thing(statement: Statement) -> bool:
    """Whether a setting holds an image of a container, an action, a package: ``image: a/b:1``."""
    return statement.key in _OTHERS


class Neighbours:
    """What a file says beside a statement that tells what the statement is."""

    def __init__(self, statements: Iterable[Statement], signs: Signs) -> None:
        self.has_proxy = False
        self._hosts: set[str] = set()
        self._providers: dict[tuple[str, ...], list[tuple[int, int, str, str]]] = {}
        self._paths: set[tuple[str, ...]] = set()
        self._data: list[tuple[int, str]] = []
        self._models: dict[tuple[str, ...], list[int]] = {}
        self._signs = signs
        for statement in statements:
            self._take(statement)

    @property
    def host(self) -> str | None:
        """The one host of others' models whose interface is addressed; None for none or several."""
        only = next(iter(self._hosts)) if len(self._hosts) == 1 else None
        return only if is_gateway(only, self._signs) else None

    def _take(self, statement: Statement) -> None:
        key, keys = statement.key, statement.keys
        found = _PROVIDER.fullmatch(snake(key)) if len(statement.value) < _WORD else None
        if found and (word := plain_word(statement.value)) in self._signs.provider_words:
            host = self._signs.provider_words[word]
            told = (statement.line, statement.column, found["whose"] or "", host)
            self._providers.setdefault(keys[:-1], []).append(told)
        if "://" in statement.value[:8]:
            provider = provider_at(statement.value, self._signs)
            if provider is not None:
                self._hosts.add(provider)
        if key == "dataset_path" or (key in _EXTENDS and len(keys) == 1):
            self._paths.add(keys[:-1])
        elif "litellm_params" in keys:
            self.has_proxy = True
        if key == "model" and statement.form == "value":
            for prefix in {keys[:-1], keys[:-2]}:
                self._models.setdefault(prefix, []).append(statement.line)
        loads = (statement.callee or "").endswith("load_dataset") and key in {"0", "path"}
        if loads or key == "dataset_path":
            self._data.append((statement.line, statement.value))

    def provider(self, statement: Statement) -> str | None:
        """Who hosts what a statement names, as a setting beside it says: ``provider: ollama``."""
        name = snake(statement.key)
        told = (
            (abs(line - statement.line), abs(column - statement.column), provider)
            for line, column, whose, provider in self._providers.get(statement.keys[:-1], ())
            if name.startswith(whose)
        )
        nearest = min(told, default=None)
        return nearest[2] if nearest and nearest[0] < _FAR else None

    def is_part(self, statement: Statement) -> bool:
        """Whether a text names a part of what is named beside it.

        ``dataset_name`` is a part of the data where ``dataset_path`` names them; a name in
        ``data_files`` is a file of the repository that is loaded; ``model_name`` of a proxy, and
        ``name`` beside ``model``, is what the model is called here.
        """
        if statement.key == "model_name" and "model_list" in statement.keys:
            return self.has_proxy
        if statement.key in _CALLED and "/" not in statement.value:
            lines = self._models.get(statement.keys[:-1], ())
            return any(abs(line - statement.line) <= _ONE_CALL for line in lines)
        if statement.key in self._signs.raw["parts"] and "/" not in statement.value:
            return statement.keys[:-1] in self._paths
        return "data_files" in statement.keys and self._is_loaded(statement)

    def _is_loaded(self, statement: Statement) -> bool:
        near = [value for at, value in self._data if abs(at - statement.line) <= _ONE_CALL]
        if not near:  # what the file that this one extends says
            return any(key.endswith("_kwargs") for key in statement.keys)
        return not all(value in self._signs.raw["builders"] for value in near)
