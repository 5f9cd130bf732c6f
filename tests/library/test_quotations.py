"""A quoted string is found where it stands whole, and not where it is altered, cut or beheaded."""

import pytest

from licenseengine.library.quotations import stands_in

TEXT = """
1. Keep “Made with \u2018Ox\u2019” on the about page, or “Improved using Ox”.
2. Keep this notice: "Ox 2 is licensed under the Ox
   License, Copyright © Ox Inc. All Rights Reserved."
3. Name the work: “[name of work] is built on Ox, by \\[year\\]”.
4. Say:

   This product includes software developed by the organization. (C) Ox

5. Mark it **Ox [dev]**, and say «Distributed by [name of licensor]».
6. "Software" means Ox. 随附“Ox 大模型”。
7. Print "Made by Ox. "
8. It is called "Ox, without an end. Its "name" stands.
"""


@pytest.mark.parametrize(
    "quoted",
    [
        "Made with 'Ox'",
        "Made with \u2018Ox\u2019",
        "Improved using Ox",
        "Ox 2 is licensed under the Ox License, Copyright (c) Ox Inc. All Rights Reserved.",
        "{work} is built on Ox, by {year}",
        "{work} is built on Ox, by [year]",
        "This product includes software developed by {organization}. © Ox",
        "Ox [dev]",
        "Distributed by {licensor}",
        "Ox 大模型",
        "Software",
        "Made by Ox.",
        "Ox, without an end.",
    ],
)
def test_a_string_that_stands_there_is_found(quoted: str) -> None:
    assert stands_in(TEXT, quoted)


@pytest.mark.parametrize(
    "quoted",
    [
        "Made with Ox",
        "made with 'Ox'",
        "Made with 'Ox",
        "Ox 2 is licensed under the Ox License, Copyright Ox Inc. All Rights Reserved.",
        "Ox 2 is licensed under the Ox License, Copyright © Ox Inc. All Rights Reserved",
        "Ox 2 is licensed under the Ox License",
        "is licensed under the Ox License, Copyright © Ox Inc. All Rights Reserved.",
        "{work} is built on Ox",
        "is built on Ox, by {year}",
        "software developed by {organization}. (c) O",
        "Distributed by",
        "Licensed by {licensor}",
    ],
)
def test_a_string_that_is_altered_cut_or_beheaded_is_not(quoted: str) -> None:
    assert not stands_in(TEXT, quoted)


def test_a_blank_is_no_longer_than_a_few_words() -> None:
    assert stands_in(f"by {'x' * 80} here", "by {name} here")
    assert not stands_in(f"by {'x' * 81} here", "by {name} here")
