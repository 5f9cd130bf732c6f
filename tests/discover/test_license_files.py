"""License files by role, and the license fields of manifests."""

from pathlib import Path

import pytest

from licenseengine.discover.detect.license_files import detect
from licenseengine.discover.formats import json_file, toml_file, yaml_file
from licenseengine.discover.records import Document, Gap, LicenseStatement
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library
from licenseengine.library.spellings import read_spelling

READERS = {
    "toml": toml_file.read,
    "json": json_file.read,
    "yml": yaml_file.read,
    "cff": yaml_file.read,
}
APACHE = Path("LICENSE").read_text(encoding="utf-8")
MIT = "MIT License\n(shortened for the test)\n"
OWN = "Our own terms\n\nYou may look at it, and no more than that.\n"


def document(path: str, text: str) -> Document:
    reader = READERS.get(path.rsplit(".", 1)[-1])
    return reader(path, text) if reader else Document(path, "text", text)


def said(path: str, text: str, library: Library) -> list[tuple[str, str]]:
    """What is stated, and of what; gaps by their code."""
    found = []
    for item in detect(document(path, text), signs_of(library)):
        match item:
            case LicenseStatement():
                assert item.exact
                found.append(
                    (item.about, read_spelling(item.text, library).expression or item.text)
                )
            case Gap():
                found.append(("gap", item.code))
            case _:
                pytest.fail(f"{item}")
    return found


@pytest.mark.parametrize(
    ("path", "about"),
    [
        ("LICENSE", "code"),
        ("LICENCE.txt", "code"),
        ("LICENSE.md", "code"),
        ("LICENSE-MIT", "code"),
        ("LICENSE_CODE", "code"),
        ("COPYING", "code"),
        ("COPYING.LESSER", "code"),
        ("DATA_LICENSE", "data"),
        ("LICENSE-DATA.txt", "data"),
        ("WEIGHT_DIFF_LICENSE", "weights"),
        ("WEIGHTS_LICENSE", "weights"),
        ("MODEL_LICENSE.md", "weights"),
        ("LICENSE-MODEL", "weights"),
        ("LICENSE_weights", "weights"),
        ("ADAPTER_LICENSE", "adapter"),
        ("LICENSE-docs", "docs"),
        ("third_party/thing/LICENSE", "third_party/thing"),
        ("models/DATA_LICENSE", "models"),
    ],
)
def test_the_name_of_a_license_file_says_what_it_is_about(
    path: str, about: str, library: Library
) -> None:
    assert said(path, MIT, library) == [(about, "MIT")]


@pytest.mark.parametrize(
    "path",
    [
        "NOTICE",
        "THIRD_PARTY_LICENSES.txt",
        "ThirdPartyNotices.txt",
        "license.py",
        "src/license.ts",
        "license.json",
        "src/main.txt",
        "LICENSES/MIT.txt",
    ],
)
def test_other_files_are_no_license_of_the_project(path: str, library: Library) -> None:
    assert said(path, MIT, library) == []


@pytest.mark.parametrize(
    ("text", "means"),
    [
        (
            "Apache License\nVersion 2.0, January 2004\n(shortened for the test; covers code)\n",
            "Apache-2.0",
        ),
        (
            "GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n(shortened for the test)\n",
            "GPL-3.0-only",
        ),
        (
            "                    GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3, 19 November 2007\n",
            "AGPL-3.0-only",
        ),
        ("# The MIT License (MIT)\n\nCopyright (c) 2020 Somebody\n", "MIT"),
        ("Copyright (c) 2020 Somebody\n\nBSD 3-Clause License\n", "BSD-3-Clause"),
        ("Creative Commons Legal Code\n\nCC0 1.0 Universal\n", "CC0-1.0"),
        ("Attribution-NonCommercial 4.0 International\n=======\n", "CC-BY-NC-4.0"),
        (
            "LLAMA 2 COMMUNITY LICENSE AGREEMENT\nLlama 2 Version Release Date: July 18, 2023\n",
            "llama-2",
        ),
        ("Mozilla Public License Version 2.0\n==================\n", "MPL-2.0"),
        ("CreativeML Open RAIL-M\ndated August 22, 2022\n", "creativeml-openrail-m"),
        ("BSD License\n\nredistribute freely\n", "BSD License"),
    ],
)
def test_a_short_text_is_known_by_its_title(text: str, means: str, library: Library) -> None:
    assert said("LICENSE", text, library) == [("code", means)]


def test_a_whole_text_is_known_by_its_fingerprint(library: Library) -> None:
    untitled = APACHE.split("\n", 4)[4]
    assert said("LICENSE", APACHE, library) == [("code", "Apache-2.0")]
    assert said("LICENSE", untitled, library) == [("code", "Apache-2.0")]


def test_a_text_with_a_term_more_than_its_title_says_leaves_a_gap(library: Library) -> None:
    head, _, rest = APACHE.partition("APPENDIX:")
    more = f"{head}\nNobody shall use this work in any commercial product of any kind.\n{rest}"
    assert said("LICENSE", more, library) == [("code", "Apache-2.0"), ("gap", "LE708")]


@pytest.mark.parametrize(
    "term",
    ["No commercial use.", "For research only!", "You must ask us first.", "(except for the data)"],
)
def test_a_term_in_a_short_text_is_not_lost(term: str, library: Library) -> None:
    assert said("LICENSE", f"MIT License\n\n{term}\n", library) == [
        ("code", "MIT"),
        ("gap", "LE708"),
    ]


def test_a_text_that_is_not_known_is_stated_and_leaves_a_gap(library: Library) -> None:
    assert said("LICENSE", OWN, library) == [("code", "Our own terms"), ("gap", "LE708")]
    assert said("LICENSE", "\n", library) == [("gap", "LE708")]


def test_a_page_about_licenses_is_no_license_text(library: Library) -> None:
    assert said("docs/choosing_a_license.md", OWN, library) == []
    assert said("tulu_license.txt", MIT, library) == [("code", "MIT")]


@pytest.mark.parametrize(
    ("path", "first", "about"),
    [
        ("DATA_LICENSE", "covers data/instructions.json", "data/instructions.json"),
        ("LICENSE", "covers data", "data"),
        ("LICENSE", "applies to the weights", "weights"),
        ("sets/LICENSE", "covers a.csv", "sets/a.csv"),
        ("LICENSE", "covers everything here", "code"),
    ],
)
def test_the_first_lines_may_say_what_is_covered(
    path: str, first: str, about: str, library: Library
) -> None:
    assert said(path, f"MIT License\n({first})\n", library) == [(about, "MIT")]


@pytest.mark.parametrize(
    ("path", "text", "means"),
    [
        ("pyproject.toml", '[project]\nlicense = "Apache-2.0 OR MIT"\n', "Apache-2.0 OR MIT"),
        ("pyproject.toml", '[project]\nlicense = {text = "MIT License"}\n', "MIT"),
        ("pyproject.toml", '[tool.poetry]\nname = "x"\nlicense = "MIT"\n', "MIT"),
        (
            "pyproject.toml",
            '[project]\nlicense = {file = "LICENSE"}\nclassifiers = ["License :: OSI Approved :: MIT License"]\n',
            "MIT",
        ),
        ("setup.cfg", "[metadata]\nname = x\nlicense = BSD-3-Clause\n", "BSD-3-Clause"),
        (
            "setup.cfg",
            "[metadata]\nclassifiers =\n    Programming Language :: Python\n    License :: OSI Approved :: MIT License\n",
            "MIT",
        ),
        (
            "setup.py",
            "from setuptools import setup\nsetup(name='x', license='Apache 2.0')\n",
            "Apache-2.0",
        ),
        ("setup.py", "import setuptools\nL = 'MIT'\nsetuptools.setup(license=L)\n", "MIT"),
        ("package.json", '{"license": "ISC"}', "ISC"),
        ("package.json", '{"license": {"type": "MIT", "url": "x"}}', "MIT"),
        (
            "package.json",
            '{"licenses": [{"type": "MIT"}, {"type": "Apache-2.0"}]}',
            "MIT OR Apache-2.0",
        ),
        ("Cargo.toml", '[package]\nname = "x"\nlicense = "MIT/Apache-2.0"\n', "MIT OR Apache-2.0"),
        ("CITATION.cff", "cff-version: 1.2.0\nlicense: Apache-2.0\n", "Apache-2.0"),
    ],
)
def test_a_manifest_states_the_license_of_the_code(
    path: str, text: str, means: str, library: Library
) -> None:
    assert said(path, text, library) == [("code", means)]
    assert said(f"part/{path}", text, library) == [("part", means)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", '[project]\nname = "x"\nlicense = {file = "LICENSE"}\n'),
        ("pyproject.toml", "not toml ["),
        ("setup.cfg", "license = MIT\n"),
        ("setup.py", "setup(license=open('LICENSE').read())"),
        ("setup.py", "setup(license="),
        ("package.json", '{"license": "SEE LICENSE IN LICENSE.md"}'),
        ("other.json", '{"license": "MIT"}'),
        ("package.json", "[1, 2]"),
    ],
)
def test_a_manifest_that_names_no_license_states_none(
    path: str, text: str, library: Library
) -> None:
    assert said(path, text, library) == []


def test_several_classifiers_do_not_say_how_they_combine(library: Library) -> None:
    text = '[project]\nclassifiers = ["License :: OSI Approved :: MIT License", "License :: OSI Approved :: ISC License (ISCL)"]\n'
    ((_, found),) = said("pyproject.toml", text, library)
    assert read_spelling(found, library).kind == "unclear"


def test_a_citation_of_a_data_set_is_about_the_data(library: Library) -> None:
    assert said("CITATION.cff", "type: dataset\nlicense: CC-BY-4.0\n", library) == [
        ("data", "CC-BY-4.0")
    ]


def test_the_place_is_that_of_the_field(library: Library) -> None:
    text = '[project]\nname = "x"\nlicense = "MIT"\n'
    (found,) = detect(document("pyproject.toml", text), signs_of(library))
    assert isinstance(found, LicenseStatement)
    assert (found.place.line, found.text, found.source) == (3, "MIT", "project")


BSD = """Copyright (c) 2020, The Somebody Team
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted
provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions
   and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions
   and the following disclaimer in the documentation and/or other materials provided with the
   distribution.

3. Neither the name of the Somebody Team
   nor the names of its contributors may be used to endorse or promote products derived from this
   software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE SOMEBODY TEAM AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED
WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR
A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE SOMEBODY TEAM OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT
NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR
BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT
LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""


def test_holders_named_inside_the_sentences_are_no_other_terms(library: Library) -> None:
    assert said("LICENSE", BSD, library) == [("code", "BSD-3-Clause")]
    more = BSD.replace(
        "THIS SOFTWARE IS",
        "4. Nobody may use it for any commercial purpose at all.\n\nTHIS SOFTWARE IS",
        1,
    )
    assert said("LICENSE", more, library)[-1] == ("gap", "LE708")


def test_the_notice_of_a_license_stands_for_it(library: Library) -> None:
    notice = APACHE[APACHE.index("Licensed under the Apache License") :]
    text = "Copyright 2020 Somebody\n\n" + "\n".join(row.strip() for row in notice.split("\n"))
    assert len(text.split()) > 60
    assert said("LICENSE", text, library) == [("code", "Apache-2.0")]
    assert said("LICENSE", f"{text}\nYou may use it in no commercial product.\n", library)[-1] == (
        "gap",
        "LE708",
    )
