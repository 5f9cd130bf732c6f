"""Which parts of a project's Python code run when it is started with nothing said.

An entry point reaches the modules that it imports, and in them the functions and classes that
reached code refers to by name. That is coarse on the safe side: a name that is used counts, whoever
it belongs to. Of a table of alternatives only what a default picks is reached.

Floor: discover.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from licenseengine.discover.entries import Entry
from licenseengine.discover.module_index import ModuleIndex
from licenseengine.discover.records import Module
from licenseengine.discover.signs import snake

EITHER = "|"  # between words of which each picks the same alternative

_STARTED_WITH = frozenset(
    {"__init__", "__call__", "__new__", "__post_init__", "__enter__", "forward", "run", "setup"}
)
_USUAL = frozenset(
    {
        "app",
        "main",
        "server",
        "run",
        "launch",
        "wsgi",
        "asgi",
        "manage",
        "webui",
        "cli",
        "start",
        "__main__",
        "api",
    }
)


@dataclass(frozen=True)
class Reach:
    """What is reached: scopes by path.

    `secondary` are modules that only minor commands start; `loaded` tables and lists of which a
    loop that is reached loads every entry.
    """

    modules: frozenset[str]
    secondary: frozenset[str]
    names: frozenset[str]
    chosen: frozenset[str]
    entry_paths: frozenset[str] = frozenset()
    _modules: Mapping[str, Module] = field(default_factory=dict, repr=False)
    has_entries: bool = True
    loaded: frozenset[str] = frozenset()
    _picks: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    def why_not(self, path: str, scope: str | None, form: str) -> str | None:
        """Why a statement does not count as what runs by default; None when it does."""
        if path not in self._modules:
            return None
        if self.has_entries and path not in self.modules:
            return "no entry point imports this file"
        if path in self.secondary:
            return "only a minor command starts this file"
        if scope is None or (not self.has_entries and form == "default"):
            return None
        parts = scope.split(".")
        if all(part in self.names or part in _STARTED_WITH for part in parts):
            return None
        return f"nothing that runs by default refers to `{parts[-1]}`"

    def picks(self, choice: str) -> bool:
        """Whether a default picks an alternative: by one of its words, or a part between stars."""
        if choice not in self._picks:
            self._picks[choice] = self._is_picked(choice)
        return self._picks[choice]

    def _is_picked(self, choice: str) -> bool:
        for word in choice.split(EITHER):
            part = word.strip("*").casefold() if word.startswith("*") else ""
            if word in self.chosen or (part and any(part in c.casefold() for c in self.chosen)):
                return True
        return False


def reach(
    modules: Mapping[str, Module],
    entries: Iterable[Entry],
    chosen: Iterable[str],
    project: str | None,
) -> Reach:
    """Follow what is started.

    Args:
        modules: of the project by path, tests and the like left out.
        entries: declared or started.
        chosen: texts that stand as defaults somewhere: they pick from tables of alternatives.
        project: its own name: the command of that name is the main one.
    """
    index = ModuleIndex(modules)
    picked = frozenset(chosen)
    found = [(entry, path) for entry in entries for path in _of(entry, index)]
    primary = _primary(found, modules, project, index)
    if not primary:
        used = frozenset(n for m in modules.values() for names in _uses(m, picked) for n in names)
        everything = frozenset(modules)
        nothing: frozenset[str] = frozenset()
        loaded = frozenset(n for m in modules.values() for n in m.loaded)
        return Reach(
            everything, nothing, used, picked, nothing, modules, has_entries=False, loaded=loaded
        )
    spread = _Closure(index, modules, picked)
    main = spread.of({path for _, path in primary})
    every = spread.of({path for _, path in found} | set(main))
    functions = {entry.function for entry, _ in primary if entry.function}
    names = _names(main, modules, functions, picked)
    minor = frozenset(every - main)
    paths = frozenset(path for _, path in found)
    loaded = frozenset(n for path in main for n in modules[path].loaded)
    return Reach(frozenset(every), minor, frozenset(names), picked, paths, modules, loaded=loaded)


def _of(entry: Entry, index: ModuleIndex) -> list[str]:
    """The modules that an entry point starts: of a package its main one, of pages all beside it."""
    names = [entry.module]
    if "." in entry.module:  # where a container keeps it under another folder
        names.append(entry.module.partition(".")[2])
    for name in names:
        main = None if entry.function else index.exact(f"{name}.__main__", entry.near)
        path = main or index.exact(name, entry.near)
        if path is None and entry.function:
            path = index.find(name, entry.near)
        if path is not None:
            return [path, *index.below(path, "pages")]
    return []


def _primary(
    found: list[tuple[Entry, str]],
    modules: Mapping[str, Module],
    project: str | None,
    index: ModuleIndex,
) -> list[tuple[Entry, str]]:
    """The entry points that count as starting the product itself; none where it is a library."""
    declared = [(e, p) for e, p in found if e.declared]
    if declared:
        own = snake(project or "")
        named = [(e, p) for e, p in declared if snake(e.name) == own]
        return (named or declared) + [(e, p) for e, p in found if not e.declared]
    if any(e.deployed for e, _ in found):
        return found
    package = index.exact(snake(project or ""))
    if not found and package and package.endswith("/__init__.py"):
        return []
    scripts = [
        path
        for path, module in modules.items()
        if module.is_script or path.rsplit("/", 1)[-1].removesuffix(".py") in _USUAL
    ]
    if scripts:
        imported = _imported(modules, index)
        scripts += [p for p, m in modules.items() if m.runs and p not in imported]
    return found + [(Entry(modules[path].name), path) for path in scripts]


def _imported(modules: Mapping[str, Module], index: ModuleIndex) -> frozenset[str]:
    """The modules that another module of the project imports."""
    found = ((p, index.find(n, p)) for p, m in modules.items() for n in m.imports.values())
    return frozenset(target for path, target in found if target and target != path)


class _Closure:
    """What modules import, and what that imports."""

    def __init__(
        self, index: ModuleIndex, modules: Mapping[str, Module], picked: frozenset[str]
    ) -> None:
        self._index, self._modules, self._picked = index, modules, picked

    def of(self, start: set[str]) -> set[str]:
        """All modules that are imported once those of `start` are."""
        reached, todo = set(start), list(start)
        while todo:
            path = todo.pop()
            fresh = set(self._of_one(path)) - reached
            reached |= fresh
            todo += sorted(fresh)
        return reached

    def _of_one(self, path: str) -> Iterable[str]:
        for full in self._modules[path].imports.values():
            found = self._index.find(full, path)
            if found:
                yield found
            if found and full.endswith(".*"):  # any of a package, as a default picks
                yield from (p for p in self._index.beside(found) if _stem(p) in self._picked)
        package = path.rsplit("/", 1)[0] + "/__init__.py" if "/" in path else "__init__.py"
        if package in self._modules:
            yield package


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".py")


def _uses(module: Module, picked: frozenset[str]) -> Iterable[Iterable[str]]:
    """The names that each scope refers to, tables of alternatives reduced to what is picked."""
    held = _held(module, picked)
    for scope, names in module.uses.items():
        yield names if scope else names - held


class _Spread:
    """Names that are referred to, spreading from what runs to what that refers to."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self.names: set[str] = set()
        self._todo: list[str] = []
        self._done: set[tuple[str, str]] = set()
        self._scopes: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
        for module in modules:
            for scope, used in module.uses.items():
                if scope:
                    last = scope.rsplit(".", 1)[-1]
                    self._scopes.setdefault(last, []).append((module.name, scope, used))

    def add(self, found: Iterable[str]) -> None:
        """Names that something refers to."""
        fresh = set(found) - self.names
        self.names |= fresh
        self._todo += fresh

    def run(self) -> None:
        """Follow all names to the functions and classes that bear them."""
        while self._todo:
            name = self._todo.pop()
            self._enter(name, None)
            if name[:1].isupper():  # a class is made: what making it runs
                for special in _STARTED_WITH:
                    self._enter(special, name)

    def _enter(self, last: str, owner: str | None) -> None:
        for module, scope, used in self._scopes.get(last, ()):
            is_owned = owner is None or scope.split(".", 1)[0] == owner
            if is_owned and (module, scope) not in self._done:
                self._done.add((module, scope))
                self.add(used)


def _names(
    paths: Iterable[str], modules: Mapping[str, Module], functions: set[str], picked: frozenset[str]
) -> set[str]:
    """The names that reached code refers to: the top of every module, then what those name."""
    reached = [modules[path] for path in paths]
    spread = _Spread(reached)
    spread.add(functions)
    for module in reached:
        spread.add(module.uses.get("", frozenset()) - _held(module, picked))
    spread.run()
    return spread.names


def _held(module: Module, picked: frozenset[str]) -> set[str]:
    """The names that only alternatives lead to which nothing picks."""
    held: set[str] = set()
    free: set[str] = set()
    for table in module.choices.values():
        for key, names in table.items():
            (free if key in picked else held).update(names)
    return held - free
