"""What a scan goes by: names of settings, loaders, clients and hosted models, from the knowledge.

Floor: discover. The lists stand in ``licenses/catalog/signs.yaml``; this module only asks them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from functools import lru_cache
from typing import Any

from licenseengine.library.globs import Globs
from licenseengine.library.index import Library

_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[-\s.]+")


@lru_cache(maxsize=65536)  # the same names stand everywhere in a project
def snake(name: str) -> str:
    """A name with its parts joined by underscores: ``llmModel`` and ``llm-model`` alike."""
    return _BREAK.sub("_", name).casefold().strip("_")


def plain_word(word: str) -> str:
    """A word without the marks between its parts: ``vertex_ai`` and ``VertexAI`` alike."""
    return word.casefold().replace("_", "").replace("-", "")


def globs(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression that matches what any of the globs matches; nothing for no globs."""
    parts = [translate(p).removeprefix("(?s:").removesuffix(r")\Z") for p in patterns]
    return re.compile(rf"(?s:{'|'.join(parts)})\Z" if parts else r"(?!)")


@dataclass(frozen=True, slots=True)
class Caller:
    """A function or class whose argument names an artefact.

    `takes` are keyword names and positions of that argument; `model` what is used when none is
    given; `provider` who hosts it, None for what is loaded; `homes` the packages it comes from;
    `ref` how the argument becomes a ref, such as ``timm/{}``.
    """

    name: str
    takes: tuple[str | int, ...]
    kind: str = "model"
    model: str | None = None
    provider: str | None = None
    homes: tuple[str, ...] = ()
    ref: str = "{}"


@dataclass(frozen=True, eq=False)
class Signs:
    """The signs, ready to be asked; made once by :func:`signs_of`."""

    raw: Mapping[str, Any]
    callers: Mapping[str, tuple[Caller, ...]]
    keys: tuple[tuple[str, re.Pattern[str]], ...]
    hosted: Globs[str]
    paths: Mapping[str, re.Pattern[str]]
    placeholders: re.Pattern[str]
    price: re.Pattern[str]
    former: re.Pattern[str]
    choices: re.Pattern[str]
    words: re.Pattern[str]
    owners: frozenset[str]
    packages: Mapping[str, str]
    provider_words: Mapping[str, str]
    library: Library = field(repr=False)
    _kinds: dict[str, str | None] = field(default_factory=dict, repr=False)
    _hosts: dict[str, str | None] = field(default_factory=dict, repr=False)
    _known: dict[str, bool] = field(default_factory=dict, repr=False)

    def kind_of_key(self, key: str) -> str | None:
        """What a setting of this name holds: model, dataset, tokenizer, adapter, output, None."""
        if key not in self._kinds:
            plain = snake(key)
            found = next((kind for kind, pattern in self.keys if pattern.match(plain)), None)
            self._kinds[key] = found
        return self._kinds[key]

    def host_of(self, name: str) -> str | None:
        """Who hosts a model of this name; None when it is no name of a hosted model."""
        if name not in self._hosts:
            self._hosts[name] = next(self.hosted.matching(name.casefold()), None)
        return self._hosts[name]

    def is_known(self, ref: str) -> bool:
        """Whether the catalogue knows an artefact of this name."""
        if ref not in self._known:
            self._known[ref] = self.library.find_artefact(ref) is not None
        return self._known[ref]

    def is_placeholder(self, text: str) -> bool:
        """Whether a value is to be filled in, and names nothing."""
        return bool(self.placeholders.match(text.casefold()))

    def looks_like_model(self, name: str) -> bool:
        """Whether a name has a word that names of models have."""
        return bool(self.words.search(name.casefold()))

    def path_role(self, part: str, role: str) -> bool:
        """Whether a part of a path (a folder, a file without its ending) is of a role."""
        return bool(self.paths[role].match(part.casefold()))

    def caller(self, callee: str | None) -> tuple[Caller, ...]:
        """The known functions and classes that a dotted callee may be, by its last part."""
        found = self.callers.get(callee.rsplit(".", 1)[-1], ()) if callee else ()
        return tuple(c for c in found if "." not in c.name or f".{callee}".endswith(f".{c.name}"))

    def is_store(self, module: str) -> bool:
        """Whether an imported module is a client of a store for embeddings."""
        parts = module.casefold().replace("_", "-").split(".")
        return any(name in parts or module == name for name in self.raw["stores"])

    def ending(self, name: str, kind: str) -> bool:
        """Whether a file of this name holds weights, or data."""
        return name.casefold().endswith(tuple(self.raw[kind]))


@lru_cache(maxsize=2)
def signs_of(library: Library) -> Signs:
    """The signs that a library holds."""
    raw = library.sections["signs"]
    callers: dict[str, tuple[Caller, ...]] = {}
    for section in ("clients", "loaders"):
        for name, entry in raw[section].items():
            caller = Caller(
                name,
                tuple(int(t) if str(t).isdigit() else str(t) for t in entry.get("takes", ())),
                entry.get("kind") or ("service" if section == "clients" else "model"),
                entry.get("model"),
                entry.get("provider"),
                tuple(entry.get("from", ())),
                entry.get("ref") or "{}",
            )
            last = name.rsplit(".", 1)[-1]
            callers[last] = (*callers.get(last, ()), caller)
    packages = {
        str(package): provider
        for provider, entry in raw["providers"].items()
        for ecosystem in ("pypi", "npm")
        for package in entry.get(ecosystem, ())
    }
    words = {
        plain_word(str(w)): p
        for p, entry in raw["providers"].items()
        for w in entry.get("words", ())
    }
    alternatives = "|".join(re.escape(str(w)) for w in raw["words"])
    return Signs(
        raw=raw,
        callers=callers,
        keys=tuple((kind, globs(names)) for kind, names in raw["keys"].items()),
        hosted=Globs(
            (str(glob), provider) for provider, names in raw["hosted"].items() for glob in names
        ),
        paths={role: globs(names) for role, names in raw["paths"].items()},
        placeholders=globs(raw["placeholders"]),
        price=globs(raw["price"]),
        former=globs(raw["former"]),
        choices=globs(raw["choices"]),
        words=re.compile(rf"(?<![a-z])(?:{alternatives})(?![a-z]{{3,}})"),
        owners=frozenset(raw["hub_owners"]),
        packages=packages,
        provider_words=words,
        library=library,
    )
