"""Constants of a whole project: what a name in one module stands for, wherever it is set.

A name leads through imports, packages that hand on what they import, and classes that inherit.

Floor: discover.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from licenseengine.discover.formats.folding import MARK, fold, is_open, named
from licenseengine.discover.module_index import ModuleIndex
from licenseengine.discover.records import Module, Statement

_DEEPEST = 8


class Constants:
    """What names stand for in the modules of a project, by path."""

    def __init__(
        self, modules: Mapping[str, Module], read: Callable[[str], None] | None = None
    ) -> None:
        """Of these modules; `read` makes sure that one of them is read in full."""
        self._modules = modules
        self._read = read
        self._index = ModuleIndex(modules)
        self._known: dict[tuple[str, str], str | None] = {}

    def resolved(
        self, path: str, statements: Iterable[Statement]
    ) -> Iterable[tuple[Statement, str, str]]:
        """Each statement with its text as far as it is known, and the same with parameters open.

        Where nobody gives a parameter it holds its default; where a call gives it, it does not.

        Args:
            path: of the module that the statements are of.
            statements: with parts that are open.
        """
        for statement in statements:
            if not is_open(statement.value):
                yield statement, statement.value, statement.value
                continue
            parameters = _parameters(self._modules[path], statement.scope)
            names = _Names(self, path, 0, parameters)
            template = text = fold(statement.value, names)
            if is_open(template):
                text = fold(template, replace(names, defaults=True))
            yield statement, self._by_flag(path, text) if is_open(text) else text, template

    def of(self, path: str, name: str, depth: int = 0) -> str | None:
        """What a name stands for in a module; None when that is not known."""
        if depth > _DEEPEST or name.startswith("?"):
            return None
        key = (path, name)
        if key not in self._known:
            self._known[key] = (
                None  # while it is looked for it is not known: names may lead in rings
            )
            self._known[key] = self._find(path, name, depth)
        return self._known[key]

    def _find(self, path: str, name: str, depth: int) -> str | None:
        if self._read is not None:
            self._read(path)
        module = self._modules[path]
        if (own := module.constants.get(name)) is not None:
            return own
        if (other := _elsewhere(module, name)) is not None:
            return self.of(path, other, depth + 1)
        parts = name.split(".")
        for end in range(len(parts), 0, -1):
            full = module.imports.get(".".join(parts[:end]))
            if full is not None:
                return self._imported(path, ".".join([full, *parts[end:]]), depth)
        stars = (full for local, full in module.imports.items() if local.startswith("*"))
        told = (self._imported(path, f"{f.removesuffix('.*')}.{name}", depth) for f in stars)
        return next((text for text in told if text is not None), None)

    def _imported(self, near: str, full: str, depth: int) -> str | None:
        """What a dotted name of another module stands for, closed: its names are not ours."""
        parts = full.split(".")
        for end in range(len(parts) - 1, 0, -1):
            path = self._index.exact(".".join(parts[:end]), near)
            if path is None or path == near:
                continue
            text = self.of(path, ".".join(parts[end:]), depth + 1)
            if text is None:
                return None
            return MARK.sub(named("?"), fold(text, _Names(self, path, depth + 1)))
        return None

    def _by_flag(self, path: str, text: str) -> str:
        """``args.model`` stands for the default of the flag ``--model`` of the same module.

        Else for that of the only field of this name: arguments may be put into objects.
        """
        found = MARK.fullmatch(text)
        if found is None or "." not in found[1]:
            return text
        last = found[1].rsplit(".", 1)[-1]
        constants = self._modules[path].constants
        default = constants.get(f"?.{last}")
        if default is None:
            fields = {
                v for k, v in constants.items() if k.endswith(f".{last}") and k.count(".") == 1
            }
            default = min(fields) if len(fields) == 1 else None
        return text if default is None else fold(default, _Names(self, path))


def _elsewhere(module: Module, name: str) -> str | None:
    """Where else in a module what a name stands for may be: in a base, in an inner class."""
    first, _, rest = name.partition(".")
    if f".{rest}".endswith(".value"):  # of a member of an enumeration
        return name.removesuffix(".value")
    if ".".join(name.split(".")[:2]) in module.defines:
        return rest
    base = module.constants.get(f"{first}.*") if rest else None
    return f"{base}.{rest}" if base else None


@dataclass(frozen=True)
class _Names:
    """The names of a module, asked for from a scope, whose parameters are names of its own."""

    constants: Constants
    path: str
    depth: int = 0
    parameters: Mapping[str, str] = field(default_factory=dict)
    defaults: bool = False

    def get(self, name: str, /) -> str | None:
        """What a name stands for; of a parameter its default, where defaults count."""
        scope = self.parameters.get(name.partition(".")[0])
        if scope is None:
            return self.constants.of(self.path, name, self.depth)
        return self.constants.of(self.path, f"{scope}({name})") if self.defaults else None


def _parameters(module: Module, scope: str | None) -> dict[str, str]:
    """The parameters of the functions around a scope, each with the function it is of."""
    found: dict[str, str] = {}
    while scope:
        for name in module.parameters.get(scope, ()):
            found.setdefault(name, scope)
        scope = scope.rpartition(".")[0]
    return found
