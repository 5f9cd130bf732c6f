"""Templates of notes: whatever they print is escaped for its form, unless it is marked as written.

Floor: report. Templates are jinja2; a user's folder may hold others of the same names, which then
take the place of ours. They are run in jinja2's sandbox.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licenseengine.errors import Diagnostic, ReadError, Span, printable
from licenseengine.report.audit_lines import code, escaped

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
_BLANKS = re.compile(r"\n{3,}")
_BREAKS = re.compile(r"[ \t\r\n\f\v]+")
_KEPT = "\u00a0\u202f"  # of French punctuation and figures
_SPACES = re.compile(f"([{_KEPT}])")


class Written(str):
    """Text that was escaped already, or that we wrote ourselves."""

    __slots__ = ()


def in_prose(text: object) -> Written:
    """Text in a Markdown paragraph or list."""
    return text if isinstance(text, Written) else Written(_spaced(str(text), escaped))


def in_cell(text: object) -> Written:
    """Text in a cell of a Markdown table."""
    if isinstance(text, Written):
        return Written(text.replace("\n", " "))
    return Written(_spaced(str(text), lambda part: escaped(part, cell=True)))


def as_code(text: object) -> Written:
    """A name in Markdown, which is shown as it is."""
    return Written(code(str(text), cell=True))


def in_plain(text: object) -> Written:
    """Text in a plain file: on one line, control characters spelled out."""
    if isinstance(text, Written):
        return text
    return Written(_spaced(_BREAKS.sub(" ", str(text)), printable))


def _spaced(text: str, shown: Callable[[str], str]) -> str:
    """A text shown part by part between the spaces at which no line breaks, which stay."""
    return "".join(p if p in _KEPT else shown(p) for p in _SPACES.split(text))


def in_link(address: object) -> Written:
    """An address as a link in Markdown; what is no plain address is shown as a name."""
    text = str(address)
    return Written(f"<{text}>") if _ADDRESS.fullmatch(text) else as_code(text)


Form = Callable[[object], Written]


class Templates:
    """The templates of one form of notes, ours and those that a user puts in their place.

    Args:
        form: how what a template prints is escaped.
        filters: what templates may use beside jinja2's own.
        folder: the user's templates; None for ours alone.
    """

    def __init__(
        self, form: Form, filters: Mapping[str, Callable[..., Any]], folder: Path | None = None
    ) -> None:
        self._folder = folder
        self._environment = _environment(form, filters, folder)

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """A document from its template.

        Raises:
            ReadError: LE110, a template of the user's cannot be read or run, at its line.
        """
        from jinja2 import TemplateError  # noqa: PLC0415 - only when notes are written

        try:
            text = self._environment.get_template(name).render(values)
        except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError) as error:
            raise ReadError([self._complaint(name, error)]) from error
        return _BLANKS.sub("\n\n", text).strip("\n") + "\n"

    def _complaint(self, name: str, error: Exception) -> Diagnostic:
        line = getattr(error, "lineno", None) or _line_in(error, name) or 1
        own = self._folder / name if self._folder and (self._folder / name).is_file() else None
        said = f"the template cannot be used: {printable(str(error))}"
        remedy = "docs/notes.md lists what a template may use"
        return Diagnostic("LE110", Span(str(own or name), line), said, None, remedy)


def _environment(
    form: Form, filters: Mapping[str, Callable[..., Any]], folder: Path | None
) -> "Environment":
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - as above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - as above

    folders = [f for f in (folder, TEMPLATES) if f is not None]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(f) for f in folders]),
        undefined=StrictUndefined,
        finalize=form,  # escapes for Markdown and plain text; jinja2's own is for HTML
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters)
    return environment


def _line_in(error: BaseException, name: str) -> int | None:
    """The line of a template at which an error came up."""
    step, line = error.__traceback__, None
    while step is not None:
        if step.tb_frame.f_code.co_filename.endswith(name):
            line = step.tb_lineno
        step = step.tb_next
    return line
