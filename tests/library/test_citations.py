"""A citation is found where its section stands, and not where it does not."""

import pytest

from licenseengine.library.citations import stands_in

TEXT = """
1. Grant of Rights.
    a. You may use it.
        i. anywhere
        ii. at any time
    b. You may not sell it.
Section 2: Limits (see 4.2)
   (a) none
   (b) some
3) Others
4.2 Notices. Keep them.
**Prohibited Uses**
* arms
* fraud
第三条 许可
"""


@pytest.mark.parametrize(
    "cite",
    [
        "1",
        "1.a",
        "1.a.ii",
        "1.b",
        "2.b",
        "Section 2.a",
        "3",
        "4.2",
        "1.a, 4.2",
        "1.a and 2.b",
        "Prohibited Uses",
        "Prohibited Uses, 2",
        "third paragraph",
        "Permission",
        "AUP 4.2",
        "第三条",
    ],
)
def test_a_section_that_stands_there_is_found(cite: str) -> None:
    assert stands_in(TEXT, cite)


@pytest.mark.parametrize(
    "cite", ["17", "Indemnity", "Prohibited Uses, 9", "1.a, 17", "Exhibit A.17"]
)
def test_a_section_that_does_not_stand_there_is_not(cite: str) -> None:
    assert not stands_in(TEXT, cite)
