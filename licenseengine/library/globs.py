"""Many globs, asked quickly which of them match a name: only those are tried that begin like it.

Floor: library; pure.
"""

import re
from collections.abc import Iterable, Iterator
from fnmatch import translate
from functools import lru_cache
from typing import Generic, TypeVar

_Value = TypeVar("_Value")
_START = 2


class Globs(Generic[_Value]):
    """Globs with a value each, in order; letters count as they are, so fold names before."""

    def __init__(self, globs: Iterable[tuple[str, _Value]]) -> None:
        self._by_start: dict[str, list[tuple[str, str, _Value]]] = {}
        listed = [(re.split(r"[*?\[]", glob, maxsplit=1)[0], glob, value) for glob, value in globs]
        starts = {start[:_START] for start, _, _ in listed if len(start) >= _START}
        for start in (*sorted(starts), ""):
            self._by_start[start] = [
                row for row in listed if len(row[0]) < _START or row[0][:_START] == start
            ]

    def matching(self, name: str) -> Iterator[_Value]:
        """The values of the globs that match the whole name, in the order of the globs."""
        for start, glob, value in self._by_start.get(name[:_START], self._by_start[""]):
            if name.startswith(start) and _compiled(glob).match(name):
                yield value


@lru_cache(maxsize=8192)  # more than there are globs: fnmatch's own cache holds 256
def _compiled(glob: str) -> re.Pattern[str]:
    return re.compile(translate(glob))
