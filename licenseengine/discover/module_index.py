"""Finds the modules of a project by dotted name, from wherever their imports may start.

Floor: discover.
"""

from collections.abc import Mapping

from licenseengine.discover.records import Module


class ModuleIndex:
    """The modules of a project by every ending of their names: ``src.main`` is also ``main``."""

    def __init__(self, modules: Mapping[str, Module]) -> None:
        self._by_ending: dict[str, list[str]] = {}
        self._below: dict[str, list[str]] = {}
        for path, module in modules.items():
            parts = module.name.split(".")
            for start in range(len(parts)):
                self._by_ending.setdefault(".".join(parts[start:]), []).append(path)
            self._below.setdefault(path.rpartition("/")[0], []).append(path)

    def find(self, name: str, near: str = "") -> str | None:
        """The path of a module, or of the module that holds a name; the nearest to `near`."""
        return self.exact(name, near) or self.exact(name.rpartition(".")[0], near)

    def exact(self, name: str, near: str = "") -> str | None:
        """The path of the module of this name that is nearest to `near`."""
        paths = self._by_ending.get(name)
        return max(paths, key=lambda p: (_shared(p, near), -len(p), p)) if paths else None

    def beside(self, path: str) -> list[str]:
        """The modules in the folder of a module."""
        return self._below[path.rpartition("/")[0]]

    def below(self, path: str, folder: str) -> list[str]:
        """The modules in a folder that stands beside a module."""
        above = path.rpartition("/")[0]
        return self._below.get(f"{above}/{folder}" if above else folder, [])


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        count += 1
    return count
