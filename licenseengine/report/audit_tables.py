"""The tables of an audit: artefacts and products, with a short word for each planned use.

Floor: report.
"""

from collections import Counter
from collections.abc import Iterable

from licenseengine.audit.records import Audit, Item
from licenseengine.discover.records import Role
from licenseengine.report.audit_answer import counted, decisive
from licenseengine.report.audit_lines import Line, Name, Table, place_text
from licenseengine.report.audit_listed import ROLE, listed_only
from licenseengine.solver.records import Level

_ROLES = (Role.DEFAULT, Role.OPTION, Role.TRAINING, Role.EXAMPLE)
_ROWS = {Role.DEFAULT: 40, Role.OPTION: 20, Role.TRAINING: 20, Role.EXAMPLE: 10}
_PRODUCTS = 20
LEGEND = "yes: permitted; if: hangs on facts not told; review: not settled; no: prohibited"


def artifacts_table(found: Audit, *, everything: bool) -> Table:
    """What is in the stack: what runs by default first, of each role the worst first."""
    presets = tuple(found.answers)
    rows: list[Line] = []
    notes: list[Line] = []
    for role in _ROLES:
        items = _ordered(found, role)
        shown = items if everything or len(items) <= _ROWS[role] + 1 else items[: _ROWS[role]]
        rows += [_row(item, presets) for item in shown]
        if len(shown) < len(items):
            notes.append((_rest(found, role, items[len(shown) :]),))
    rows += [
        (
            Name(part.node),
            part.kind,
            ROLE,
            Name(part.license or "?"),
            *(part.levels[n] for n in presets),
        )
        for part in listed_only(found)
    ]
    blank = ("", "", "")
    sums: tuple[Line, ...] = (
        ("by default", *blank, *(a.level for a in found.answers.values())),
        ("with every option", *blank, *(a.with_options for a in found.answers.values())),
    )
    if rows:
        notes.append((f"({LEGEND})",))
    return Table(
        "", ("artefact", "kind", "role", "license", *presets), tuple(rows), sums, tuple(notes)
    )


def products_table(found: Audit, *, everything: bool) -> Table | None:
    """What the project's recipes make, each by itself; None where there are not several."""
    if not found.products:
        return None
    presets = tuple(found.answers)
    named = any(p.node != p.place.file for p in found.products)
    rows: list[Line] = []
    for product in found.products:
        levels = (_level(product.levels.get(name)) for name in presets)
        recipe = place_text(product.place)
        rows.append((Name(product.node), recipe, *levels) if named else (recipe, *levels))
    shown = rows if everything or len(rows) <= _PRODUCTS + 1 else rows[:_PRODUCTS]
    rest = len(rows) - len(shown)
    notes: tuple[Line, ...] = ((f"… and {rest} more; --all lists them",),) if rest else ()
    columns = ("product", "recipe") if named else ("recipe",)
    return Table("Products", (*columns, *presets), tuple(shown), notes=notes)


def license_word(item: Item) -> Name:
    """The license that an artefact is judged by, marked where it is not sure; ``?`` for none."""
    if item.terms.concluded is None:
        return Name("?")
    return Name(item.terms.concluded + (" ?" if item.terms.confidence == "low" else ""))


def _ordered(found: Audit, role: Role) -> list[Item]:
    name, _ = decisive(found)
    items = [i for i in found.items if i.artifact.role is role]
    return sorted(items, key=lambda i: (-_worst(i, name), i.node.casefold()))


def _worst(item: Item, name: str) -> int:
    return int(item.levels.get(name, Level.PERMITTED))


def _row(item: Item, presets: Iterable[str]) -> Line:
    levels = (_level(item.levels.get(name)) for name in presets)
    artifact = item.artifact
    return (Name(item.node), artifact.kind, str(artifact.role), license_word(item), *levels)


def _level(level: Level | None) -> Level | str:
    return "" if level is None else level


def _rest(found: Audit, role: Role, items: list[Item]) -> str:
    name, _ = decisive(found)
    levels = Counter(Level(_worst(i, name)) for i in items)
    told = ", ".join(f"{n} {level}" for level, n in sorted(levels.items(), reverse=True))
    what = counted(len(items), "more", "more")
    return f"… and {what} with the role {role} (`{name}`: {told}); --all lists them"
