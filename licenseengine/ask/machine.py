"""What a question was understood as: the ``understood`` of ``licenseengine/ask/1``, and in words.

Floor: ask. Source: DESIGN contract.
"""

from typing import Any

from licenseengine.ask.tree import HERE, Question, Thing

ASK_SCHEMA = "licenseengine/ask/1"
_WANTS = {
    "verdict": "whether it is permitted",
    "duties": "what must be done",
    "release": "which license may be put on the result",
    "why": "why it is not permitted",
    "remedies": "what would have to change",
}


def thing_json(thing: Thing) -> dict[str, str]:
    """One thing as the published JSON."""
    pairs = (("ref", thing.ref), ("license", thing.license), ("role", thing.role))
    return {key: value for key, value in pairs if value is not None}


def understood_json(question: Question) -> dict[str, Any]:
    """The tree as the published JSON."""
    shown: dict[str, Any] = {
        "do": list(question.do),
        "facts": dict(question.facts),
        "things": [thing_json(thing) for thing in question.things],
        "wants": question.wants,
    }
    if question.name is not None:
        shown["name"] = question.name
    return shown


def ask_json(question: Question, verdict: dict[str, Any]) -> dict[str, Any]:
    """A question and its verdict as the published JSON."""
    return {
        "schema": ASK_SCHEMA,
        "question": question.text,
        "lang": question.lang,
        "understood": understood_json(question),
        "answer": verdict,
    }


def understood_text(question: Question) -> str:
    """The tree in a few lines, shown before every answer."""
    named = ", ".join(_thing_words(thing) for thing in question.things)
    lines = [
        f"Understood ({question.lang}): {_WANTS[question.wants]}",
        f"  do: {', '.join(question.do)}",
        f"  with: {named}",
    ]
    if question.facts:
        facts = ", ".join(f"{name} = {_value(value)}" for name, value in question.facts.items())
        lines.append(f"  told: {facts}")
    if question.name is not None:
        lines.append(f"  name: {question.name}")
    return "\n".join(lines)


def _thing_words(thing: Thing) -> str:
    name = "this project" if thing.ref == HERE else thing.name
    under = f" under {thing.license}" if thing.ref and thing.license else ""
    return f"{name}{under}" + (f" ({thing.role})" if thing.role else "")


def _value(value: Any) -> str:  # noqa: ANN401 - as the question told it
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, list) else str(value)
