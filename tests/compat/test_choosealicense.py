"""An independent encoding of 47 licenses agrees with ours, or a clause says why not.

The other encoding: choosealicense.com, commit aed28f9 (2024-02-19), CC-BY-3.0, GitHub, Inc. and
contributors; reshaped. What it says of patents, liability and warranty has no counterpart here.
"""

import json
from pathlib import Path

import pytest

from licenseengine.library.index import Library
from licenseengine.resolve.plan import Plan
from licenseengine.resolve.plan import judge_refs as judge
from licenseengine.solver.records import Level, Verdict

TABLE = json.loads((Path(__file__).parent / "choosealicense.json").read_text(encoding="utf-8"))
ROWS = {row["spdx"]: row for row in TABLE["licences"]}
FACTS = (
    "use.commercial=true",
    "use.purposes=product",
    "use.source_offered=true",
    "licensee.kind=company",
)

# (license, their word): the clause that decides for us.
DIFFERENCES: dict[tuple[str, str], str] = {
    ("AFL-3.0", "include-copyright"): "6: notices are kept in the source of derivative works only",
    ("CECILL-2.1", "document-changes"): "5.2: changes name their author and their date",
    (
        "CECILL-2.1",
        "network-use-disclose",
    ): "5.3: terms of distribution; use over a network is none",
    (
        "GFDL-1.3",
        "disclose-source",
    ): "3: a transparent copy is due from the hundredth opaque copy on",
    ("LPPL-1.3c", "include-copyright"): "2: the complete and unchanged work has no duty",
    ("MS-PL", "same-license"): "3.D: in source form, only under this license",
    ("ODbL-1.0", "network-use-disclose"): "4.6: access to the database for who uses what it yields",
    ("OSL-3.0", "include-copyright"): "6: notices are kept in the source of derivative works only",
    ("OFL-1.1", "distribution"): "1: not sold by itself; the plan names no fee and no bundle",
    ("Vim", "disclose-source"): "II.2: one of five ways, some of them without source",
    ("Vim", "same-license"): "II.2.c: the changer chooses the license of new code",
}


def verdict(id_: str, library: Library, do: str, op: str | None = None) -> Verdict:
    """The answer about software under a license: as it is, or changed by us."""
    plan = Plan(do=(do,), facts=FACTS, kind="software", license=id_, operation=op, day="2026-01-01")
    return judge(("thing",), plan, library).verdict


def said(id_: str, library: Library) -> set[str]:
    """What our rules say of a license, in the words of the other encoding."""
    shown = verdict(id_, library, "distribute")
    changed = verdict(id_, library, "distribute", "modify")
    hosted = verdict(id_, library, "host", "modify")
    due = {d.duty for d in shown.duties}
    due_changed = {d.duty for d in changed.duties}
    words = {
        "commercial-use": verdict(id_, library, "use").level is Level.PERMITTED,
        "distribution": shown.level is Level.PERMITTED,
        "modifications": verdict(id_, library, "use", "modify").level is Level.PERMITTED,
        "private-use": verdict(id_, library, "use").level is Level.PERMITTED,
        "include-copyright": bool({"include-license", "credit", "notice-file"} & due),
        "disclose-source": "disclose-source" in due_changed,
        "document-changes": "state-changes" in due_changed,
        "same-license": "same-license" in due_changed,
        "network-use-disclose": "disclose-source" in {d.duty for d in hosted.duties},
    }
    return {word for word, holds in words.items() if holds}


def theirs(row: dict[str, list[str]]) -> set[str]:
    """Their words, with the variants that only differ in extent folded together."""
    folded = {
        "include-copyright--source": "include-copyright",
        "same-license--file": "same-license",
        "same-license--library": "same-license",
    }
    ignored = {"patent-use", "liability", "warranty", "trademark-use"}
    words = {*row["permissions"], *row["conditions"]}
    return {folded.get(word, word) for word in words} - ignored


@pytest.mark.parametrize("id_", sorted(ROWS))
def test_both_encodings_say_the_same_or_a_clause_says_why_not(id_: str, library: Library) -> None:
    ours = library.resolve(id_)
    assert ours is not None
    different = said(ours, library) ^ theirs(ROWS[id_])
    explained = {word for license_, word in DIFFERENCES if license_ == id_}
    assert different == explained
