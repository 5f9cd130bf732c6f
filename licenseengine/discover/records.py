"""What a scan reads and what it finds: statements, sightings, makings, license statements, gaps.

Floor: discover. Plain frozen values. A *statement* is one text that a file states; a *sighting* is
a statement that names an artefact; roles are settled later, by where and how it was stated.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Literal

Kind = Literal["model", "dataset", "adapter", "service", "software", "content", "index"]
Confidence = Literal["high", "medium", "low"]
Form = Literal[
    "value",  # of a setting, a constant, an entry of a mapping
    "item",  # one of several in a list, tuple, set or enumeration
    "argument",  # given to the function `callee`
    "default",  # what holds when nobody says otherwise: of a parameter, field, flag or variable
    "command",  # on a command line
    "import",  # a module that is imported
    "instance",  # a known function or class is called; the value is its name, `keys` what is given
    "key",  # the key of a mapping
    "rate",  # the key of a mapping to figures: prices, limits
    "text",  # a help text, a description, a message: prose inside code or settings
    "prose",  # running text of a document
]


class Role(StrEnum):
    """What an artefact is to the project; the strongest of its places counts, in this order."""

    DEFAULT = "default"
    OPTION = "option"
    TRAINING = "training"
    EXAMPLE = "example"
    TEST = "test"
    DOCS = "docs"
    OUTPUT = "output"
    MIGRATION = "migration"
    PRICE_LIST = "price-list"
    MENTIONED = "mentioned"


IN_STACK = frozenset({Role.DEFAULT, Role.OPTION, Role.TRAINING, Role.EXAMPLE})


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path relative to the scanned folder; line and column from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(
    slots=True, unsafe_hash=True
)  # made by the hundred thousand: frozen costs five times more
class Statement:
    """One text that a file states; it is not changed once it is made.

    `keys` are the names that lead to it, outermost first: keys of a mapping, the name of a class
    and its field, a variable, a keyword argument, a flag without its hyphens, an environment
    variable. `scope` is the qualified name of the function or class around it, None at the top.
    `callee` of a key are the names below it, with spaces.
    `choice` is the key that picks it where it is one of several alternatives. `folded` says that
    the value was put together from parts that stand elsewhere.
    """

    value: str
    line: int
    column: int = 1
    keys: tuple[str, ...] = ()
    form: Form = "value"
    callee: str | None = None
    scope: str | None = None
    choice: str | None = None
    folded: bool = False

    @property
    def key(self) -> str:
        """The innermost name that leads to it; empty when there is none."""
        return self.keys[-1] if self.keys else ""


@dataclass(slots=True, unsafe_hash=True)  # as with statements
class Node:
    """A part of a structured document: a scalar's text, or entries, or items; with its place.

    Exactly one of `text`, `entries`, `items` is meant; `text` is None for null. The place of its
    key is kept where it is the value of an entry; else both figures are 0. Nodes are not changed.
    """

    line: int
    column: int
    text: str | None = None
    entries: "tuple[tuple[str, Node], ...] | None" = None
    items: "tuple[Node, ...] | None" = None
    key_line: int = 0
    key_column: int = 0

    def get(self, *path: str) -> "Node | None":
        """The part at a path of keys, of a repeated key the last; None when there is none."""
        node = self
        for key in path:
            for name, inner in reversed(node.entries or ()):
                if name == key:
                    node = inner
                    break
            else:
                return None
        return node

    def said(self, *path: str) -> str | None:
        """The text at a path of keys; None when there is none."""
        node = self.get(*path)
        return node.text if node else None


@dataclass(frozen=True, slots=True)
class Module:
    """What a Python module needs of others, and which of its parts call which.

    `imports` gives each local name what it stands for, dotted. `uses` gives each scope (empty for
    the top) the names it refers to. `defines` are the qualified names of functions and classes.
    `choices` are tables of alternatives: variable, then key, then the names its value refers to.
    `constants` gives names, ``Class.field`` and ``?.flag`` the text they hold, which may have
    parts yet to be folded (see `constants`), ``function(parameter)`` what that holds by default and
    ``Class.*`` its base, of a function the class of what it gives. `loaded` are tables and lists of
    which a loop loads every entry. `is_script` says that it means to be started itself, `runs` that
    it does something once it is; `parameters` gives each function the names of its parameters, in
    order, without ``self``.
    """

    name: str
    imports: Mapping[str, str] = field(default_factory=dict)
    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    defines: frozenset[str] = frozenset()
    choices: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_script: bool = False
    runs: bool = False
    loaded: frozenset[str] = frozenset()


@lru_cache(maxsize=4)
def rows_of(text: str) -> list[str]:
    """The lines of a text; those of the texts at work are kept."""
    return text.split("\n")


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read: its statements, and its structure or module where it has one.

    `rows` are single lines by number, where the text itself is no longer kept.
    """

    path: str
    format: str
    text: str
    statements: tuple[Statement, ...] = ()
    roots: tuple[Node, ...] = ()
    module: Module | None = None
    gaps: tuple["Gap", ...] = ()
    rows: Mapping[int, str] | None = None

    def line(self, number: int) -> str:
        """The text of a line, from 1; empty past the end."""
        if self.rows is not None:
            return self.rows.get(number, "")
        rows = rows_of(self.text)
        return rows[number - 1] if 0 < number <= len(rows) else ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place that names an artefact.

    `ref` is the name as its ecosystem writes it: ``org/name``, ``provider:model``,
    ``ollama:name``, ``org/repo#file`` for one file of a catch-all repository, a path or an address.
    `role` is what the syntax alone tells (a price list, an output); None when the place decides.
    `use` is what is done with it there. `chosen` says whether the settings around it choose it:
    None when they choose nothing. `group` names the recipe or configuration it belongs to.
    """

    ref: str
    kind: Kind
    place: Place
    detector: str
    snippet: str = ""
    confidence: Confidence = "high"
    role: Role | None = None
    use: str = "load"
    chosen: bool | None = None
    statement: Statement | None = None
    aliases: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Making:
    """An operation that a file shows: what was made, from what, by whom.

    `inputs` pairs a role of the operation with the ref of a sighting. `makes` is the id of what is
    made; `name` its public name, where the file gives one.
    """

    by: str
    inputs: tuple[tuple[str, str], ...]
    makes: str
    kind: Kind
    place: Place
    who: Literal["us", "upstream"] = "us"
    name: str | None = None


Source = Literal["project", "card", "cache", "sbom", "package"]


@dataclass(frozen=True, slots=True)
class LicenseStatement:
    """A license that a file states of something.

    `about` is the ref of an artefact, a path, or a part of the project: ``code``, ``data``,
    ``weights``, ``adapter``. `text` is as written. `source` tells how near the statement is to the
    project: its own files, a model card, a cache, a bill of materials, a package's metadata.
    `exact` is False for a reading of running text, which is evidence and no declaration.
    """

    about: str
    text: str
    place: Place
    source: Source = "project"
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Package:
    """A software package that the project depends on, as a file declares it."""

    name: str
    ecosystem: Literal["pypi", "npm"]
    place: Place
    version: str | None = None
    license: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not understood or not read, and why; never the ground of a yes.

    `code` is a diagnostic of the family LE7xx. `ref` names the artefact it leaves open, if one.
    """

    code: str
    place: Place
    said: str
    ref: str | None = None


Seen = Sighting | Making | LicenseStatement | Package | Gap
