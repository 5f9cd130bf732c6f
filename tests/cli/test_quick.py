"""Plain arguments are read the same with and without typer."""

from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from licenseengine.cli import check as module
from licenseengine.cli.check import Bar
from licenseengine.cli.quick import Form, for_typer, read

PLAIN = st.text("abcdefgh0123-./:=", min_size=1, max_size=8).filter(lambda t: not t.startswith("-"))
OPTIONS = {
    "--do": PLAIN, "--fact": PLAIN, "--scenario": PLAIN, "--op": PLAIN, "--release": PLAIN, "--name": PLAIN,
    "--kind": PLAIN, "--license": PLAIN, "--date": PLAIN, "--fail-on": st.sampled_from([str(b) for b in Bar]),
    "--format": st.sampled_from([str(f) for f in Form]),
}  # fmt: skip


def with_typer(arguments: list[str]) -> dict[str, Any]:
    """What typer gives the command for the same arguments."""
    taken: dict[str, Any] = {}

    def command(**given: Any) -> int:  # noqa: ANN401 - whatever typer reads
        taken.update(given)
        return 0

    command.__annotations__ = dict(module.check.__annotations__)
    command.__signature__ = __import__("inspect").signature(module.check)  # type: ignore[attr-defined]
    app = typer.Typer()
    app.command()(for_typer(command))
    get_command(app).main(arguments, standalone_mode=False)
    return taken


@st.composite
def arguments(draw: st.DrawFn) -> list[str]:
    parts: list[list[str]] = [[word] for word in draw(st.lists(PLAIN, min_size=1, max_size=3))]
    for name in draw(st.lists(st.sampled_from(sorted(OPTIONS)), max_size=5)):
        value = draw(OPTIONS[name])
        parts.append([f"{name}={value}"] if draw(st.booleans()) else [name, value])
    return [a for part in draw(st.permutations(parts)) for a in part]


@given(arguments())
def test_both_readers_take_the_same_from_plain_arguments(given_: list[str]) -> None:
    mine = read(module.check, given_)
    theirs = {k: v for k, v in with_typer(given_).items() if v is not None}
    assert mine is not None
    assert {"form": Form.text, **mine} == theirs


@pytest.mark.parametrize(
    "unusual",
    [
        [],
        ["--help"],
        ["MIT", "--do"],
        ["MIT", "--do", "--fact"],
        ["MIT", "--unknown", "x"],
        ["MIT", "--format", "xml"],
        ["--do", "use"],
    ],
)
def test_what_is_unusual_is_left_to_typer(unusual: list[str]) -> None:
    assert read(module.check, unusual) is None
