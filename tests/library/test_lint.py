"""Lint compares a license's rules with its text: what they cite, and what they quote."""

from hashlib import sha256
from pathlib import Path

import pytest

from licenseengine.library.index import open_library
from licenseengine.library.lint import text_complaints
from tests.knowledge import knowledge, license_file

TEXT = "1. Keep “Made with Ox”.\n2. Name the work: “[work] is built on Ox”.\n3. Pay.\n"


def complaints(folder: Path, *rules: str) -> list[str]:
    """What lint says of a license with these rules, beside `TEXT`."""
    path = folder / "x.txt"
    path.write_text(TEXT, encoding="utf-8")
    file = license_file("x", *rules).replace("0" * 64, sha256(TEXT.encode()).hexdigest())
    license_ = open_library(knowledge(folder, x=file)).get("x")
    assert license_ is not None
    return list(text_complaints(license_, {"x": path}))


def test_what_stands_in_the_text_is_no_fault(tmp_path: Path) -> None:
    rules = (
        'require display("Made with Ox") to use',
        'require credit("{work} is built on Ox") to use',
    )
    assert complaints(tmp_path, *rules, "require pay to use") == []


def test_an_argument_in_our_own_words_need_not_stand_there(tmp_path: Path) -> None:
    assert complaints(tmp_path, 'require other-duty("the ox is fed") to use') == []


@pytest.mark.parametrize(
    ("duty", "quoted"),
    [
        ("display", "Made by Ox"),
        ("notice-file", "Made with"),
        ("credit", "is built on Ox"),
        ("name-prefix", "Bull"),
        ("share-results", "Made with Ox."),
    ],
)
def test_a_quoted_string_that_does_not_stand_so_is_named(
    duty: str, quoted: str, tmp_path: Path
) -> None:
    assert complaints(tmp_path, f'require {duty}("{quoted}") to use') == [
        f"`rule-1` quotes `{quoted}`, which does not stand so in x.txt"
    ]


def test_a_section_that_does_not_stand_there_is_named(tmp_path: Path) -> None:
    rules = ("permit use",) * 4
    assert complaints(tmp_path, *rules) == ["`rule-4` cites `4`, which does not stand in x.txt"]


def test_a_license_without_a_text_at_hand_is_not_compared(tmp_path: Path) -> None:
    license_ = open_library(knowledge(tmp_path, x=license_file("x", "permit use"))).get("x")
    assert license_ is not None
    assert list(text_complaints(license_, {})) == []
