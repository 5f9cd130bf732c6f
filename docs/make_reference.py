"""Write docs/reference.md from the vocabulary: every word, in tables.

python docs/make_reference.py
"""

from pathlib import Path
from typing import Any

from licenseengine.library.index import open_library

HERE = Path(__file__).parent


def reference() -> str:
    """The whole page."""
    vocabulary = open_library().vocabulary
    raw, questions = vocabulary.raw, vocabulary.questions
    lines = [
        "# Words",
        "",
        "Made from `licenses/vocabulary.yaml` and `licenses/legal-questions.yaml` by `python docs/make_reference.py`.",
        *_table("Facts", ("fact", "type", "question", "if not told"), [_fact(n, e) for n, e in raw["facts"].items()]),
        *_table("Facts that the stack tells", ("fact", "type", "question"), [_fact(n, e)[:3] for n, e in raw["graph_facts"].items()]),
        *_table("Actions", ("action", "is a", "meaning"), [(n, e.get("under", ""), e["meaning"]) for n, e in raw["actions"].items()]),
        *_table("States", ("state", "is a", "the node …"), [(n, e.get("under", ""), e["meaning"]) for n, e in raw["states"].items()]),
        *_table("Operations", ("operation", "makes", "roles: what the result is to the input"), [_operation(n, e) for n, e in raw["operations"].items()]),
        *_table("Duties", ("duty", "met when", "who", "checked by"), [_duty(n, e) for n, e in raw["duties"].items()]),
        *_table("Burdens that no duty names", ("burden", "meaning"), list(raw["burdens"].items())),
        *_table("Rights that a provider may reserve", ("right", "meaning"), list(raw["reserved_rights"].items())),
        *_table("Data that is sent: topics", ("topic", "meaning", "rights that speak of it"), [_topic(n, e) for n, e in raw["handling"]["topics"].items()]),
        *_table("Data that is sent: stances", ("topic", "stance", "meaning", "beside it"), [_stance(n, s, e) for n, t in raw["handling"]["topics"].items() for s, e in t["stances"].items()]),
        *_table("Data that is sent: kinds", ("data", "meaning"), list(raw["handling"]["data"].items())),
        *_table("Scenario presets", ("preset", "do", "facts"), [_preset(n, e) for n, e in raw["presets"].items()]),
        *_table("What copyright makes of a state where a license is silent", ("default",), [(d,) for d in questions["defaults"]]),
        *_table("Legal questions", ("question", "asked", "positions"), [_question(n, e) for n, e in questions["questions"].items()]),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _table(title: str, heads: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    shown = [" | ".join(str(cell).replace("|", "\\|") for cell in row) for row in rows]
    return [
        "",
        f"## {title}",
        "",
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
        *(f"| {row} |" for row in shown),
    ]


def _fact(name: str, entry: dict[str, Any]) -> tuple[str, ...]:
    kind = entry["type"] + (f" in {entry['unit']}" if entry.get("unit") else "")
    kind += f": {', '.join(entry['values'])}" if entry.get("values") else ""
    taken = entry.get("assumed")
    assumed = "asked where it decides" if taken is None else f"taken as {taken or 'none'}"
    return f"`{name}`", kind, entry["ask"], assumed


def _operation(name: str, entry: dict[str, Any]) -> tuple[str, ...]:
    roles = (f"{role}: {told['carries']}" for role, told in entry["roles"].items())
    return f"`{name}`", entry["makes"], "; ".join(roles)


def _duty(name: str, entry: dict[str, Any]) -> tuple[str, ...]:
    check = entry.get("fact") or entry.get("check", "")
    return f"`{name}`", entry["met"], entry.get("who", "whoever acts"), check


def _topic(name: str, entry: dict[str, Any]) -> tuple[str, ...]:
    rights = (f"`{right}`" for right in entry.get("rights", {}))
    return f"`{name}`", entry["meaning"], ", ".join(rights)


def _stance(topic: str, name: str, entry: dict[str, Any]) -> tuple[str, ...]:
    needed = (f"`{key}`" for key in entry.get("needs", []))
    taken = (f"`{key}` if told" for key in entry.get("takes", []))
    return topic, f"`{name}`", entry["meaning"], ", ".join([*needed, *taken])


def _preset(name: str, entry: dict[str, Any]) -> tuple[str, ...]:
    facts = (
        f"{n} = {', '.join(v) if isinstance(v, list) else v}" for n, v in entry["facts"].items()
    )
    return f"`{name}`", ", ".join(entry["do"]), "; ".join(facts)


def _question(name: str, entry: dict[str, Any]) -> tuple[str, ...]:
    positions = (
        f"{p['answer']}: {p['held']} ({'; '.join(p['references'])})" for p in entry["positions"]
    )
    return f"`{name}`", entry["ask"], "<br>".join(positions)


if __name__ == "__main__":
    (HERE / "reference.md").write_text(reference(), encoding="utf-8")
