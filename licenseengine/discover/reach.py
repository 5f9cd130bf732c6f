"""Which parts of a project's Python code run when it is started with nothing said.

An entry point reaches the modules that it imports, and in them the functions and classes that
reached code refers to by name. That is coarse on the safe side: a name that is used counts, whoever
it belongs to. Of a table of alternatives only what a default picks is reached.

Floor: discover.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from licenseengine.discover.entries import Entry
from licenseengine.discover.records import Module
from licenseengine.discover.signs import snake

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
    """What is reached: scopes by path. `secondary` are modules that only minor commands start."""

    modules: frozenset[str]
    secondary: frozenset[str]
    names: frozenset[str]
    chosen: frozenset[str]
    entry_paths: frozenset[str] = frozenset()
    _modules: Mapping[str, Module] = field(default_factory=dict, repr=False)
    has_entries: bool = True

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
    index = _Index(modules)
    picked = frozenset(chosen)
    found = [(entry, path) for entry in entries if (path := index.find(entry.module))]
    primary = _primary(found, modules, project)
    if not primary:
        used = frozenset(n for m in modules.values() for names in _uses(m, picked) for n in names)
        everything = frozenset(modules)
        nothing: frozenset[str] = frozenset()
        return Reach(everything, nothing, used, picked, nothing, modules, has_entries=False)
    main = _closure({path for _, path in primary}, index, modules)
    every = _closure({path for _, path in found} | set(main), index, modules)
    functions = {entry.function for entry, _ in primary if entry.function}
    names = _names(main, modules, functions, picked)
    minor = frozenset(every - main)
    paths = frozenset(path for _, path in found)
    return Reach(frozenset(every), minor, frozenset(names), picked, paths, modules)


def _primary(
    found: list[tuple[Entry, str]], modules: Mapping[str, Module], project: str | None
) -> list[tuple[Entry, str]]:
    """The entry points that count as starting the product itself."""
    declared = [(e, p) for e, p in found if e.declared]
    if declared:
        own = snake(project or "")
        named = [(e, p) for e, p in declared if snake(e.name) == own]
        return (named or declared[:1]) + [(e, p) for e, p in found if not e.declared]
    if found:
        return found
    scripts = [
        path
        for path, module in modules.items()
        if module.is_script or path.rsplit("/", 1)[-1].removesuffix(".py") in _USUAL
    ]
    return [(Entry(modules[path].name), path) for path in scripts]


class _Index:
    """Finds modules by dotted name, from wherever their imports may start."""

    def __init__(self, modules: Mapping[str, Module]) -> None:
        self.by_suffix: dict[str, list[str]] = {}
        self.names = {path: module.name for path, module in modules.items()}
        for path, name in self.names.items():
            parts = name.split(".")
            for start in range(len(parts)):
                self.by_suffix.setdefault(".".join(parts[start:]), []).append(path)

    def find(self, name: str, near: str = "") -> str | None:
        """The path of a module, or of the module that holds a name; the nearest to `near`."""
        parts = name.split(".")
        for end in (len(parts), len(parts) - 1):
            paths = self.by_suffix.get(".".join(parts[:end])) if end else None
            if paths:
                return max(paths, key=lambda p: (_shared(p, near), -len(p)))
        return None


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        count += 1
    return count


def _closure(start: set[str], index: _Index, modules: Mapping[str, Module]) -> set[str]:
    reached, todo = set(start), list(start)
    while todo:
        path = todo.pop()
        for full in modules[path].imports.values():
            found = index.find(full, path)
            if found and found not in reached:
                reached.add(found)
                todo.append(found)
        package = path.rsplit("/", 1)[0] + "/__init__.py" if "/" in path else "__init__.py"
        if package in modules and package not in reached:
            reached.add(package)
            todo.append(package)
    return reached


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
