"""What eight published sources say with one voice of two licenses follows from our rules.

A work under `outbound` takes in a part under `inbound`. The tables are counts of the answers of
published compatibility sources, by pair; where those differ among themselves nothing is asserted
here (``license matrix --against`` prints who agrees with whom).
"""

import csv
from pathlib import Path

import pytest

from licenseengine.errors import ReadError
from licenseengine.library.index import Library
from licenseengine.report.matrix import agreement_lines
from licenseengine.resolve.compat import judge_compat
from licenseengine.solver.records import Level

TABLE = (Path(__file__).parent / "unanimous.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))
OUTBOUND = sorted({row["outbound"] for row in ROWS})

# These say yes of a library that is used, not changed: merged into one work, its own terms stay.
LIBRARIES = {
    ("CC0-1.0", "LGPL-2.1-only"): "2.c: a changed library stays under its license",
    ("CC0-1.0", "MPL-2.0"): "3.1: a changed file stays under its license",
    ("MIT-0", "LGPL-2.1-or-later"): "2.c: a changed library stays under its license",
    ("MIT-0", "LGPL-3.0-or-later"): "2: a changed library stays under its license",
}


def fits(outbound: str, inbound: str, operation: str, library: Library) -> str:
    level = judge_compat(outbound, inbound, operation, library).level
    return {Level.PERMITTED: "yes", Level.PROHIBITED: "no"}.get(level, str(level))


@pytest.mark.parametrize("outbound", OUTBOUND)
def test_where_all_sources_agree_so_do_we(outbound: str, library: Library) -> None:
    rows = [row for row in ROWS if row["outbound"] == outbound]
    different = {
        (outbound, row["inbound"])
        for row in rows
        if fits(outbound, row["inbound"], "modify", library) != row["verdict"]
    }
    assert different == {pair for pair in LIBRARIES if pair[0] == outbound}


@pytest.mark.parametrize(("outbound", "inbound"), LIBRARIES)
def test_a_library_that_is_linked_agrees_too(outbound: str, inbound: str, library: Library) -> None:
    assert fits(outbound, inbound, "link-dynamic", library) == "yes"


@pytest.mark.parametrize(("text", "code"), [("a,b\n1,2\n", "LE104"), ("", "LE10")])
def test_what_is_no_table_of_pairs_is_refused(
    text: str, code: str, library: Library, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        list(agreement_lines(table, "modify", library))
    assert caught.value.diagnostics[0].code.startswith(code)
