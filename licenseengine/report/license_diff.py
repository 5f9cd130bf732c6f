"""What changed between two licenses or versions, rule by rule.

Floor: report.
"""

from dataclasses import dataclass
from typing import Any, Literal

from licenseengine.errors import printable
from licenseengine.language.printer import write_sentence
from licenseengine.library.records import Clause, License

Change = Literal["added", "removed", "changed", "renumbered"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule that is not the same: as it was, as it is."""

    change: Change
    old: Clause | None
    new: Clause | None


def differences(old: License, new: License) -> list[Difference]:
    """The rules that differ, in the order of the new license, then those that are gone.

    Rules are matched by id, and those of policies by the policy's own ids; a rule of the same
    sentence under another id is the same rule.
    """
    before = {_key(c, old): c for c in old.clauses}
    by_sentence = {write_sentence(c.sentence): c for c in old.clauses}
    found: list[Difference] = []
    matched: set[str] = set()
    for clause in new.clauses:
        was = before.get(_key(clause, new)) or by_sentence.get(write_sentence(clause.sentence))
        if was is None:
            found.append(Difference("added", None, clause))
            continue
        matched.add(was.ref)
        if was.sentence != clause.sentence:
            found.append(Difference("changed", was, clause))
        elif was.cite != clause.cite:
            found.append(Difference("renumbered", was, clause))
    gone = (c for c in old.clauses if c.ref not in matched)
    return [*found, *(Difference("removed", c, None) for c in gone)]


def _key(clause: Clause, license_: License) -> tuple[bool, str]:
    return clause.license == license_.id, clause.id


def diff_text(old: License, new: License) -> str:
    """The differences as lines: `+` added, `-` removed, `~` changed, `#` renumbered."""
    signs = {"added": "+", "removed": "-", "changed": "~", "renumbered": "#"}
    found = differences(old, new)
    lines = [f"{old.id} → {new.id}: {len(found)} of {len(new.clauses)} rules differ"]
    for item in found:
        shown = item.new or item.old
        assert shown is not None  # noqa: S101 - a difference has a side
        lines.append(f"{signs[item.change]} {shown.id}: {_side(shown)}")
        if item.change in {"changed", "renumbered"} and item.old is not None:
            lines.append(f"    was: {_side(item.old)}")
    return "\n".join([*map(printable, lines), "", "This is not legal advice."])


def _side(clause: Clause) -> str:
    return f"{write_sentence(clause.sentence)} [{clause.license} {clause.cite}]"


def diff_json(old: License, new: License) -> dict[str, Any]:
    """The differences as JSON, schema ``licenseengine/license-diff/1``."""
    return {
        "schema": "licenseengine/license-diff/1",
        "old": old.id,
        "new": new.id,
        "differences": [
            {"change": d.change, "old": _side_json(d.old), "new": _side_json(d.new)}
            for d in differences(old, new)
        ],
    }


def _side_json(clause: Clause | None) -> dict[str, str] | None:
    if clause is None:
        return None
    rule = write_sentence(clause.sentence)
    return {"id": clause.id, "license": clause.license, "cite": clause.cite, "rule": rule}
