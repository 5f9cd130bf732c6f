"""Tables of pairs: the matrix of licenses, and how it agrees with what others published.

Floor: report.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from licenseengine.errors import Diagnostic, LicenseEngineError, ReadError, Span
from licenseengine.language.yaml_text import read_text
from licenseengine.library.index import Library
from licenseengine.report.machine import COMPATIBLE
from licenseengine.report.words import cite_of
from licenseengine.resolve.compat import Compat, judge_compat, matrix
from licenseengine.solver.records import Level

_MEANT = {"yes": Level.PERMITTED, "no": Level.PROHIBITED}


def matrix_lines(ids: Sequence[str], operation: str, library: Library) -> Iterator[str]:
    """The matrix as lines of CSV: a row for each inbound license, a column for each outbound."""
    yield ",".join(["inbound", *ids])
    for inbound, levels in matrix(ids, operation, library):
        yield ",".join([inbound, *(COMPATIBLE[level] for level in levels)])


def agreement_lines(table: Path, operation: str, library: Library) -> Iterator[str]:
    """Every pair on which a published table differs, with the clause behind it, and the counts.

    The table has the columns ``outbound``, ``inbound``, and ``verdict`` or ``majority``; further
    columns are sources of their own, whose agreement is counted for each.

    Raises:
        ReadError: LE1xx, the table cannot be read, or a column is absent.
    """
    tally: dict[str, Counter[str]] = {}
    rows = csv.DictReader(StringIO(read_text(table)))
    absent = [name for name in ("outbound", "inbound") if name not in (rows.fieldnames or ())]
    if absent:
        remedy = "name the columns `outbound`, `inbound` and `verdict` in the first line"
        said = f"the table has no column `{absent[0]}`"
        raise ReadError([Diagnostic("LE104", Span(str(table)), said, remedy=remedy)])
    for row in rows:
        pair = f"{row['outbound']} <- {row['inbound']}"
        answer = _answer(row, operation, library)
        for source, said in row.items():
            if source in _NO_SOURCE or said not in _MEANT:
                continue
            counts = tally.setdefault(source, Counter())
            if answer is None:
                counts["not known"] += 1
            elif answer.level is _MEANT[said]:
                counts["agree"] += 1
            else:
                counts["differ"] += 1
                if source in _WHOLE:
                    yield f"{pair}: {_why(answer)}, there {said}"
    for source, counts in tally.items():
        shown = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
        yield f"{source}: {shown}"


_WHOLE = frozenset({"verdict", "majority"})
_NO_SOURCE = frozenset({"outbound", "inbound", "votes", "yes", "no"})


def _answer(row: dict[str, str], operation: str, library: Library) -> Compat | None:
    try:
        return judge_compat(row["outbound"], row["inbound"], operation, library)
    except LicenseEngineError:
        return None


def _why(answer: Compat) -> str:
    cites = sorted({cite_of(f) for f in answer.findings}) or ["no clause is against it"]
    return f"{COMPATIBLE[answer.level]} by {'; '.join(cites)}"
