"""SPDX expressions as choices."""

import pytest

from licenseengine.errors import ReadError
from licenseengine.language.expressions import read_expression


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("MIT", ["MIT"]),
        ("MIT OR Apache-2.0", ["MIT", "Apache-2.0"]),
        ("MIT AND Apache-2.0", ["MIT + Apache-2.0"]),
        ("MIT OR (Apache-2.0 AND CC0-1.0)", ["MIT", "Apache-2.0 + CC0-1.0"]),
        ("(A OR B) AND (C OR D)", ["A + C", "A + D", "B + C", "B + D"]),
        (
            "GPL-2.0-only WITH Classpath-exception-2.0",
            ["GPL-2.0-only WITH Classpath-exception-2.0"],
        ),
        ("MIT OR MIT", ["MIT"]),
        ("llama-3.1 AND LicenseRef-own", ["llama-3.1 + LicenseRef-own"]),
    ],
)
def test_an_expression_leaves_its_choices(text: str, choices: list[str]) -> None:
    assert [" + ".join(map(str, branch)) for branch in read_expression(text)] == choices


@pytest.mark.parametrize(
    "text", ["MIT OR", "AND", "(MIT", "MIT Apache-2.0 OR", "", "  ", "MIT WITH"]
)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_expression(text)
    assert caught.value.diagnostics[0].code == "LE206"


def test_too_many_choices_are_refused_at_once() -> None:
    with pytest.raises(ReadError, match="more than 64"):
        read_expression(" AND ".join(f"(A{n} OR B{n})" for n in range(30)))
