"""Names of Python modules, as imports write them.

Floor: discover.
"""

from collections.abc import Callable


class Absolute:
    """Makes the module of an import absolute, seen from the module that imports."""

    def __init__(self, own: str, *, is_package: bool) -> None:
        self._own, self._is_package = own, is_package

    def __call__(self, module: str) -> str:
        """The dotted name of a module that an import names, leading dots taken away."""
        dots = len(module) - len(module.lstrip("."))
        if not dots:
            return module
        parts = self._own.split(".")
        base = parts[: len(parts) - dots + self._is_package]
        return ".".join([*base, *([module[dots:]] if module[dots:] else [])])


def imported_by_name(absolute: Callable[[str], str], name: str, *, is_open: bool) -> dict[str, str]:
    """The import that a call such as ``import_module("pkg.mod")`` is.

    Args:
        absolute: makes the name absolute.
        name: the text, as far as it is known.
        is_open: whether more follows that is known only when it runs: any module of the package.
    """
    if not name.strip("."):
        return {}
    module = absolute(name.rstrip("."))
    if is_open and not name.endswith("."):
        module = module.rpartition(".")[0]
    return {f"import {module}": f"{module}.*" if is_open else module} if module else {}
