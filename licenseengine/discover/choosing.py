"""Which of several settings hold: sections that a value selects, files that are one of several.

Floor: discover.
"""

from collections.abc import Iterable, Mapping

from licenseengine.discover.records import Document, Node
from licenseengine.discover.signs import Signs, snake

_SHORT = 2  # no word is shorter
_DEEP = 4


Section = tuple[str, ...]


def unchosen_sections(document: Document, signs: Signs) -> frozenset[Section]:
    """The sections of a document that its own values do not select, by the keys that lead to them.

    A value that is the name of a section selects it (``llm: {mode: llamacpp}``). Where some value
    does, the sections beside it are alternatives, unless they select themselves or their name says
    that they hold a model. At the top any value may select, below it one beside the sections.
    """
    unchosen: set[Section] = set()
    todo: list[tuple[Section, Node]] = [((), root) for root in document.roots]
    while todo:
        path, node = todo.pop()
        sections = {snake(k): k for k, n in node.entries or () if n.entries is not None}
        if len(sections) > 1:
            unchosen |= {(*path, key) for key in _unchosen(node, sections, signs, deep=not path)}
        if len(path) < _DEEP:
            todo += [((*path, k), n) for k, n in node.entries or () if n.entries is not None]
    return frozenset(unchosen)


def _unchosen(node: Node, sections: Mapping[str, str], signs: Signs, *, deep: bool) -> set[str]:
    selected: set[str] = set()
    selecting: set[str] = set()
    for key, inner in node.entries or ():
        if inner.text is None and not deep:
            continue
        for value in _scalars(inner, 0):
            plain = snake(value)
            if plain in sections and plain != snake(key):
                selected.add(plain)
                selecting.add(snake(key))
    if not selected:
        return set()
    return {
        key
        for plain, key in sections.items()
        if plain not in selected | selecting and signs.kind_of_key(key) is None
    }


def _scalars(node: Node, depth: int) -> Iterable[str]:
    if node.text is not None:
        if len(node.text) < 60:  # noqa: PLR2004 - the name of a section
            yield node.text
    elif depth < _DEEP:
        for _, inner in node.entries or ():
            yield from _scalars(inner, depth + 1)


def variants(shapes: Mapping[str, frozenset[str]], signs: Signs) -> frozenset[str]:
    """The files that are one of several settings, beside the one that holds by default.

    Args:
        shapes: the keys at the top of each file of settings, by path.
        signs: says how files that hold by default are called.
    """
    folders: dict[tuple[str, str], dict[str, str]] = {}
    for path in shapes:
        folder, _, name = path.rpartition("/")
        stem, _, ending = name.casefold().rpartition(".")
        folders.setdefault((folder, ending.replace("yml", "yaml")), {})[path] = stem or ending
    optional: set[str] = set()
    for stems in folders.values():
        begun = {start for stem in stems.values() for start in _starts(stem)}
        bases = {
            path: stem
            for path, stem in stems.items()
            if signs.path_role(stem, "base") or (stem in begun and len(stem) > _SHORT)
        }
        named = set(bases.values())
        for path, stem in stems.items():
            if path not in bases and (
                not named.isdisjoint(_starts(stem))
                or any(_alike(shapes[path], shapes[base]) for base in bases)
            ):
                optional.add(path)
    return frozenset(optional)


def _starts(stem: str) -> set[str]:
    """What a file may be named after: ``settings`` for ``settings-local``."""
    return {stem[:at] for at, letter in enumerate(stem) if letter in "-._" and at}


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two files have much in common; one key among others is no more than chance."""
    shared = len(one & other)
    return one == other or (shared > 1 and shared * 2 >= min(len(one), len(other)))
