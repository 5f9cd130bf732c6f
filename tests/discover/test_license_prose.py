"""Licenses in running text: what is said of the project's parts, and what only mentions a license."""

import pytest

from licenseengine.discover.detect.license_prose import detect
from licenseengine.discover.records import Document, LicenseStatement
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library
from licenseengine.library.spellings import read_spelling


def seen(
    path: str, text: str, library: Library, format_: str = "markdown"
) -> list[LicenseStatement]:
    found = list(detect(Document(path, format_, text), signs_of(library)))
    statements = [item for item in found if isinstance(item, LicenseStatement)]
    assert len(statements) == len(found)
    assert not any(item.exact for item in statements)
    return statements


def said(
    path: str, text: str, library: Library, format_: str = "markdown"
) -> list[tuple[str, str, int]]:
    """What each statement is about, the license it means, its line."""
    return [
        (item.about, read_spelling(item.text, library).expression or item.text, item.place.line)
        for item in seen(path, text, library, format_)
    ]


@pytest.mark.parametrize(
    ("path", "text", "means"),
    [
        (
            "README.md",
            "# Tiny\n\nRun it.\nThe data set is CC BY NC 4.0 (non-commercial).\n",
            [("data", "CC-BY-NC-4.0", 4)],
        ),
        (
            "MODEL_CARD.md",
            "# Model card\n\n**License**: code and data are under the Apache 2.0 license.\n",
            [("code", "Apache-2.0", 3), ("data", "Apache-2.0", 3)],
        ),
        (
            "DATASHEET.md",
            "# Data sheet\n\nThe set is distributed under the ODC-By license.\n",
            [("data", "ODC-By-1.0", 3)],
        ),
        (
            "README.md",
            "The model weights are released under CC BY-NC 4.0.",
            [("weights", "CC-BY-NC-4.0", 1)],
        ),
        (
            "README.md",
            "Our code is licensed under the [MIT License](LICENSE).",
            [("code", "MIT", 1)],
        ),
        (
            "README.md",
            "This project is released\nunder the Apache 2.0 license.",
            [("code", "Apache-2.0", 2)],
        ),
        (
            "README.md",
            "The code is released under the MIT license, and the weights are released under CC BY-NC-SA 4.0.",
            [("code", "MIT", 1), ("weights", "CC-BY-NC-SA-4.0", 1)],
        ),
        ("README.md", "## License\n\nMIT\n", [("code", "MIT", 3)]),
        (
            "README.md",
            "License\n-------\n\nApache License, Version 2.0\n",
            [("code", "Apache-2.0", 4)],
        ),
        ("README.md", "## Dataset license\n\nCC BY 4.0\n", [("data", "CC-BY-4.0", 3)]),
        (
            "README.md",
            "## License\n\nReleased under the BSD 3-Clause License.\n",
            [("code", "BSD-3-Clause", 3)],
        ),
        (
            "MODEL_CARD.md",
            "- **License:** Llama 3.1 Community License\n",
            [("weights", "llama-3.1", 1)],
        ),
        ("README.md", "- **Model license**: cc-by-nc-4.0\n", [("weights", "CC-BY-NC-4.0", 1)]),
        ("README.md", "The data is distributed under CC BY.", [("data", "CC BY", 1)]),
        (
            "README.md",
            "The dataset is CC BY NC 4.0 (allowing only non-commercial use) and models trained using the dataset should not be used outside of research purposes. The weight diff is also CC BY NC 4.0 (allowing only non-commercial use).",
            [("data", "CC-BY-NC-4.0", 1), ("weights", "CC-BY-NC-4.0", 1)],
        ),
        (
            "README.md",
            "This model is licensed under Coqui Public Model License.",
            [("weights", "coqui-public-model-1.0", 1)],
        ),
        (
            "README.md",
            "This source code is licensed under the MIT license found in the LICENSE file.",
            [("code", "MIT", 1)],
        ),
        ("corpora/README.md", "The corpus is available under CC0.", [("corpora", "CC0-1.0", 1)]),
    ],
)
def test_a_card_states_the_license_of_a_part(
    path: str, text: str, means: list[tuple[str, str, int]], library: Library
) -> None:
    assert said(path, text, library) == means


@pytest.mark.parametrize(
    "text",
    [
        "- MIT License\n- Apache License 2.0\n- CC BY 4.0\n",
        "| model | license |\n|---|---|\n| x | The model is licensed under the MIT license |\n",
        "```\nThe code is licensed under the MIT license.\n```\n",
        "    The code is licensed under the MIT license.\n",
        "---\ndescription: The code is licensed under the MIT license.\n---\n",
        "The code is not released under the MIT license.",
        "If the data is licensed under CC BY 4.0, you may use it.",
        "Is the code licensed under the MIT license?",
        "The code may be used under the GPLv3.",
        "The code is licensed under the MIT license, except for the parser.",
        "The CreativeML OpenRAIL M license is an Open RAIL M license, adapted from the work of others.",
        "Everything in the folder `x` of the model is code under their MIT license.",
        "The code was released under the GPLv2.",
        "The original model is released under CC BY-NC 4.0.",
        "The code is licensed under the MIT license or the Apache License 2.0.",
        "The code is licensed under either the MIT license or GPLv3.",
        "LLaMA weights are under CC BY-NC 4.0.",
        "We use data of Wikipedia, which is licensed under CC BY-SA 3.0.",
        "The model is based on work that is licensed under CC BY 4.0.",
        "Datasets such as X are under CC BY 4.0.",
        "This tool knows licenses like CC BY 4.0 and the MIT License.",
        "The code detects whether a model is under CC BY-NC 4.0.",
        "Choose a license: the MIT license is short.",
        "The CC BY-NC 4.0 license forbids commercial use.",
        "## Licenses we support\n\nMIT\n",
        "The data is free, see the LICENSE file.",
    ],
)
def test_what_only_mentions_a_license_states_none(text: str, library: Library) -> None:
    assert said("README.md", text, library) == []


@pytest.mark.parametrize("path", ["docs/licenses.md", "CHANGELOG.md", "CONTRIBUTING.md"])
def test_other_pages_are_not_cards(path: str, library: Library) -> None:
    assert said(path, "The code is licensed under the MIT license.", library) == []


@pytest.mark.parametrize(
    ("path", "format_", "text"),
    [
        (
            "app/expand.py",
            "python",
            "# Prompt expansion. Any use is permitted inside this application;\n# elsewhere non-commercial use only (CC BY-NC 4.0). Covers word list and model.\nfrom app.fetch import get\n",
        ),
        ("app/load.js", "javascript", "/*\n * The weights are CC BY-NC 4.0.\n */\nload();\n"),
        ("app/words.py", "python", '"""Words.\n\nThe word list is CC BY-NC 4.0.\n"""\n'),
        ("conf/base.yaml", "yaml", "# model weights: CC BY-NC 4.0\nmodel: x\n"),
    ],
)
def test_a_comment_at_the_head_states_the_license_of_its_file(
    path: str, format_: str, text: str, library: Library
) -> None:
    (found,) = seen(path, text, library, format_)
    assert found.about == path
    assert found.text == "CC BY-NC 4.0"
    line = text.split("\n")[found.place.line - 1]
    assert line[found.place.column - 1 :].startswith("CC BY-NC 4.0")


@pytest.mark.parametrize(
    "text",
    [
        "# SPDX-License-Identifier: CC-BY-NC-4.0\n# model\n",
        "# Copyright 2020 The Authors.\n# Licensed under the Apache License, Version 2.0; use of the model\n",
        "# Adapted from the model code of X (MIT License)\nx = 1\n",
        "# The model below may be CC BY-NC 4.0 or CC BY 4.0\n",
        "x = 1\n" * 50 + "# the weights are CC BY-NC 4.0\n",
        'TEXT = "the weights are CC BY-NC 4.0"\n',
        "# see the paper on licenses: CC BY 4.0\n",
        "# A paid assistant: Llama 3.1 answers from a wiki under CC BY-SA 4.0, found through a model.\n",
        "# The policy of some models, which go out under CC-BY-NC-4.0 with it.\n",
        "# Models that are compared: an Open RAIL text with a cap, for commercial use.\n",
    ],
)
def test_a_head_of_code_states_no_license_of_what_it_loads(text: str, library: Library) -> None:
    assert seen("x.py", text, library, "python") == []


def test_odd_text_is_read_in_time(library: Library) -> None:
    for text in (
        "license " * 50_000,
        "# License\n" * 20_000,
        "the " * 40_000 + "CC BY 4.0",
        "```\n" * 9_999,
    ):
        assert said("README.md", text, library) == []
