"""The vocabulary and the legal questions as facts."""

from tests.reference.spell import Pen, quoted


def write_words(pen: Pen) -> None:
    """Everything that all stacks of a batch share."""
    raw = pen.words.raw
    for section in ("actions", "states"):
        for word, entry in raw[section].items():
            pen.say("word", quoted(word))
            if "under" in entry:
                pen.say("under", quoted(word), quoted(entry["under"]))
    for name, listed in (
        ("state", raw["states"]),
        ("class", raw["classes"]),
        ("sensitive", raw["purposes"]["sensitive"]),
        ("place", (n for n, e in raw["facts"].items() if e["type"] in {"place", "places"})),
    ):
        for word in listed:
            pen.say(name, quoted(word))
    for carried, row in raw["passage"].items():
        for before, after in row.items():
            pen.say("passage", quoted(carried), quoted(before), quoted(after))
    for duty, entry in raw["duties"].items():
        _write_duty(pen, duty, entry)
    _write_laws(pen)


def _write_laws(pen: Pen) -> None:
    for name, entry in pen.words.questions["questions"].items():
        pen.say("law", quoted(name))
        lifts = entry.get("lifts", {"actions": (), "states": ()})
        for action in lifts["actions"]:
            for state in lifts["states"]:
                pen.say("lifts", quoted(name), quoted(action), quoted(state))


def _write_duty(pen: Pen, duty: str, entry: dict[str, str]) -> None:
    if entry.get("who") == "maker":
        pen.say("makers_duty", quoted(duty))
    match entry.get("check"):
        case "name-prefix" | "name-includes":
            pen.say("wants_name", quoted(duty), quoted(entry["check"]))
        case "fact":
            pen.say("wants_fact", quoted(duty), quoted(entry["fact"]))
        case "licensor":
            pen.say("wants_licensor", quoted(duty), quoted(entry["fact"]))
