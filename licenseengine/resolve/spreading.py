"""The same work on many items, on all processors where the system lets a process be copied.

Floor: resolve.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_MANY = 8
_work: Callable[..., object] | None = None


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """The results of `work` on each item, in the order of the items.

    What `work` holds is not sent anywhere: the copies have it. Few items, one processor or a
    system without copies: all is done here.
    """
    jobs = os.cpu_count() or 1
    if jobs == 1 or len(items) < _MANY or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, items)
        return
    global _work  # noqa: PLW0603 - how a copied process finds its work
    _work = work
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            yield from pool.imap(_run, items)
    finally:
        _work = None


def _run(item: object) -> object:
    assert _work is not None  # noqa: S101 - set before the process was copied
    return _work(item)
