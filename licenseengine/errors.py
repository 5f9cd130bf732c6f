"""What can be wrong with input, as data: a code, a place, a likely mend.

Every error that a user can mend derives from LicenseEngineError and carries one or more
diagnostics; the command line prints them all and leaves with code 2. Wrong conclusions about
our own code stay AssertionError or TypeError and keep their traceback.

Floor: 0; standard library only.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text: line and column count from 1, in characters; width in characters."""

    path: str
    line: int = 1
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One complaint at one place. ``code`` is stable and has a page in docs/diagnostics.md."""

    code: str
    span: Span
    message: str
    suggestion: str | None = None
    remedy: str = ""

    def render(self, source: str | None = None) -> str:
        """Say it in lines: place, code, message, the source line with a caret, the mend."""
        place = self.span
        head = f"{place.path}:{place.line}:{place.column}: {self.code} {self.message}"
        lines = [head]
        rows = source.splitlines() if source else []
        if 0 < place.line <= len(rows) and len(rows[place.line - 1]) <= 400:  # noqa: PLR2004 - a screen's width, generously
            row = printable(rows[place.line - 1].expandtabs(1))
            lines += [
                f"{place.line:>5} | {row}",
                f"      | {' ' * (place.column - 1)}{'^' * max(1, place.width)}",
            ]
        if self.suggestion:
            lines.append(f"  did you mean `{self.suggestion}`?")
        if self.remedy:
            lines.append(f"  to mend: {self.remedy}")
        return "\n".join(lines)


class LicenseEngineError(Exception):
    """Base of every error that a user can mend; holds all complaints, sorted by place.

    `source` is the text that they speak of, or the texts by path.
    """

    def __init__(
        self, diagnostics: Iterable[Diagnostic], source: str | Mapping[str, str] | None = None
    ) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda d: (d.span, d.code)))
        self.source = source
        super().__init__("; ".join(d.message for d in self.diagnostics))

    def render(self) -> str:
        """All complaints in words."""
        return "\n".join(d.render(self._text(d.span.path)) for d in self.diagnostics)

    def _text(self, path: str) -> str | None:
        return self.source.get(path) if isinstance(self.source, Mapping) else self.source


class ReadError(LicenseEngineError):
    """A text cannot be read: LE1xx files and YAML, LE2xx rules, conditions, expressions."""


class LicenseFileError(LicenseEngineError):
    """A license file is unsound: LE3xx."""


class StackError(LicenseEngineError):
    """A stack or plan does not hold together: LE4xx."""


class QuestionError(LicenseEngineError):
    """A part of a question is not understood: LE5xx."""


def printable(text: str) -> str:
    """Text that is safe to show on a terminal: control and format characters are spelled out."""
    return "".join(
        c if c.isprintable() else f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}"  # noqa: PLR2004 - one byte
        for c in text
    )


def nearest(word: str, known: Collection[str], cutoff: float = 0.7) -> str | None:
    """The known word that was probably meant, or None when nothing is near enough."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a mistake

    folded = {k.casefold(): k for k in sorted(known)}
    close = get_close_matches(word.casefold(), list(folded), n=1, cutoff=cutoff)
    return folded[close[0]] if close else None
