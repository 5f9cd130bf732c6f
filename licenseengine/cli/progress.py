"""Progress of a scan on a terminal: on stderr, and only when it takes a while."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from licenseengine.errors import printable

if TYPE_CHECKING:
    from rich.status import Status

AFTER, EVERY = 0.5, 0.1
_LONGEST = 60


class Telling:
    """Tells how many files were read and which is next; `told` is called by the scan."""

    def __init__(self) -> None:
        self._start = self._last = monotonic()
        self._status: Status | None = None

    def told(self, files: int, path: str) -> None:
        """One more file is read."""
        now = monotonic()
        if now - self._start < AFTER or now - self._last < EVERY:
            return
        self._last = now
        shown = printable(path)
        shown = shown if len(shown) <= _LONGEST else f"…{shown[1 - _LONGEST :]}"
        text = f"{files} files read: {shown}"
        if self._status is None:
            from rich.console import Console  # noqa: PLC0415 - only when it takes a while

            self._status = Console(stderr=True, highlight=False, markup=False).status("")
            self._status.start()
        from rich.text import Text  # noqa: PLC0415 - the same

        self._status.update(Text(text))

    def stop(self) -> None:
        """Nothing is left on the terminal."""
        if self._status is not None:
            self._status.stop()


@contextmanager
def progress() -> Iterator[Telling | None]:
    """Tells progress where a person looks on; None where stderr is no terminal."""
    telling = Telling() if sys.stderr.isatty() else None
    try:
        yield telling
    finally:
        if telling:
            telling.stop()
