"""Tables of pairs: the matrix of licenses, and how it agrees with what others published.

Floor: report.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from licenseengine.errors import LicenseEngineError
from licenseengine.library.index import Library
from licenseengine.report.machine import COMPATIBLE
from licenseengine.report.words import cite_of
from licenseengine.resolve.compat import judge_compat, matrix
from licenseengine.solver.records import Level

_MEANT = {"yes": Level.PERMITTED, "no": Level.PROHIBITED}


def matrix_lines(ids: Sequence[str], operation: str, library: Library) -> Iterator[str]:
    """The matrix as lines of CSV: a row for each inbound license, a column for each outbound."""
    yield ",".join(["inbound", *ids])
    for inbound, levels in matrix(ids, operation, library):
        yield ",".join([inbound, *(COMPATIBLE[level] for level in levels)])


def agreement_lines(table: Path, operation: str, library: Library) -> Iterator[str]:
    """Every pair on which a published table differs, with the clause behind it, and the counts.

    The table has the columns ``outbound``, ``inbound`` and ``verdict`` or ``majority``.
    """
    tally: Counter[str] = Counter()
    with table.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            wanted = row.get("verdict") or row.get("majority") or ""
            try:
                answer = judge_compat(row["outbound"], row["inbound"], operation, library)
            except LicenseEngineError:
                tally["not known"] += 1
                continue
            if wanted not in _MEANT:
                tally["undecided there"] += 1
            elif answer.level is _MEANT[wanted]:
                tally["agree"] += 1
            else:
                tally["differ"] += 1
                cites = sorted({cite_of(f) for f in answer.findings}) or ["no clause is against it"]
                said = f"{COMPATIBLE[answer.level]}, there {wanted}: {'; '.join(cites)}"
                yield f"{row['outbound']} <- {row['inbound']}: {said}"
    yield ", ".join(f"{count} {what}" for what, count in sorted(tally.items()))
