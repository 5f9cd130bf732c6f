"""Plain arguments read without typer, whose import and type machinery take longer than a check.

A command that must start fast describes its parameters with `Arg` and `Opt`. Where all arguments
are plain (known options with a value each, words), :func:`read` takes them; anything else, wrong
usage and ``--help`` included, is left to typer, for which :func:`for_typer` translates the command.

Floor: cli; imports nothing heavy, on purpose.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import wraps
from types import NoneType
from typing import Annotated, Any, get_args, get_origin


class Arg:
    """The words of a command: what they are, and how help names them."""

    def __init__(self, help_: str, metavar: str) -> None:
        self.help, self.metavar = help_, metavar


class Opt:
    """An option that takes a value: its name, what it is for."""

    def __init__(self, name: str, help_: str) -> None:
        self.name, self.help = name, help_


Command = Callable[..., int]
Taken = dict[str, Any]


def read(command: Command, arguments: Sequence[str]) -> Taken | None:
    """The keyword arguments of `command`, or None when typer must read them.

    Args:
        command: a function whose parameters are words (`Arg`, a list of text) and options (`Opt`:
            text, several texts, or a word of a StrEnum).
        arguments: what follows the command's name.
    """
    options, place = _parameters(command)
    taken: Taken = {}
    words: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-"):
            words.append(argument)
            continue
        option, equals, value = argument.partition("=")
        known = options.get(option)
        given = value if equals else next(rest, "-")
        if known is None or (given.startswith("-") and not equals):
            return None
        name, kind, several = known
        try:
            told = kind(given)
        except ValueError:  # no word of a StrEnum
            return None
        taken[name] = [*taken.get(name, ()), told] if several else told
    return {**taken, place: words} if words else None


def _parameters(command: Command) -> tuple[dict[str, tuple[str, type, bool]], str]:
    """Each option with its parameter, type and whether it may be repeated; the words' parameter."""
    options: dict[str, tuple[str, type, bool]] = {}
    place = ""
    for name, type_, info in _described(command):
        if isinstance(info, Arg):
            place = name
            continue
        kinds = [k for k in (get_args(type_) or (type_,)) if k is not NoneType]
        several = get_origin(kinds[0]) is list
        options[info.name] = (name, get_args(kinds[0])[0] if several else kinds[0], several)
    return options, place


def _described(command: Command) -> Iterator[tuple[str, Any, Arg | Opt]]:
    """Each parameter that is described: its name, type and description."""
    for name, annotation in command.__annotations__.items():
        described = getattr(annotation, "__metadata__", None)
        if described:
            yield name, annotation.__origin__, described[0]


def for_typer(command: Command) -> Callable[..., None]:
    """The command as typer wants it: its own parameter records, and an exception for the code."""
    import inspect  # noqa: PLC0415 - only when typer reads the arguments

    import typer  # noqa: PLC0415 - the same

    @wraps(command)
    def run(**taken: Any) -> None:  # noqa: ANN401 - as typer read them
        raise typer.Exit(command(**taken))

    shown: dict[str, Any] = {
        name: Annotated[
            type_,
            typer.Argument(help=info.help, metavar=info.metavar)
            if isinstance(info, Arg)
            else typer.Option(info.name, help=info.help),
        ]
        for name, type_, info in _described(command)
    }
    told = inspect.signature(command)
    parameters = [p.replace(annotation=shown[p.name]) for p in told.parameters.values()]
    run.__signature__ = told.replace(parameters=parameters, return_annotation=None)  # type: ignore[attr-defined]
    run.__annotations__ = shown
    return run


Form = StrEnum("Form", ["text", "json", "markdown"])
