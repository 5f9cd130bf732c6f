"""Phrases to a tree: what is done, with which things in which roles, what is told and asked.

Floor: ask.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from licenseengine.ask.acts import Act, Roles
from licenseengine.ask.complain import complaint, not_understood
from licenseengine.ask.names import Name
from licenseengine.ask.naming import THINGS, add_thing, read_outputs, read_thing
from licenseengine.ask.phrasebook import Phrasebook
from licenseengine.ask.reading import Reading
from licenseengine.ask.settle import settle
from licenseengine.ask.shape import Phrase
from licenseengine.ask.telling import Facts
from licenseengine.library.index import Library

if TYPE_CHECKING:
    from licenseengine.ask.tree import Wants

_ASIDE = frozenset({"language", "format", "unchanged", "platform"})
_TRAINED = frozenset({"adapt", "fine-tune"})
_OF_USE = frozenset({"use.purposes", "use.commercial"})
_OF_WHO = frozenset({None, "as", "by", "with", "of"})
_NOT_OF_FACTS = frozenset({"to", "from", "under", "licensed", "on", "by", "about"})


def read_phrases(
    text: str, phrases: Sequence[Phrase], book: Phrasebook, library: Library
) -> Reading:
    """Read every phrase from left to right, then settle what needs the whole.

    Raises:
        QuestionError: LE501 a part that adds nothing, LE502 one that cannot stand.
    """
    facts = Facts(text, library.vocabulary)
    reading = Reading(text, phrases, Roles(library), facts, book.roles)
    for place, phrase in enumerate(phrases):
        if "if" in phrase.joint or phrase.joint == "comma" or phrase.prep in {"to", "for"}:
            reading.obliged = False
        reader = _READERS.get(phrase.terminal)
        if reader is not None and phrase.kind != "stranded":
            reader(reading, place, phrase)
    settle(reading)
    _check_conditions(reading)
    return reading


def _ask(reading: Reading, place: int, phrase: Phrase) -> None:
    bound = phrase.chunk.bound
    asked = phrase.chunk.sense["wants"]
    if asked == "limit":  # "research only?" asks whether more is allowed
        reading.tell(place, {"use.commercial": "true"}, {})
        name = bound.get("thing")
        add_thing(reading, place, name if isinstance(name, Name) else None)
        asked = "verdict"
    elif asked == "obligation":
        reading.obliged, asked = True, "duties"
    elif "thing" in bound:
        add_thing(reading, place, bound["thing"])
    if asked != "verdict":
        if reading.wants not in {None, asked}:
            at = (phrase.chunk.start, phrase.chunk.end)
            raise complaint(reading.text, at, "asks a second thing", "ask one question at a time")
        reading.wants = cast("Wants", asked)
    who = bound.get("who")
    if isinstance(who, dict):
        reading.tell(place, {"licensee.kind": "<kind>"}, who)
    duty = bound.get("duty")
    if isinstance(duty, dict) and "thing" in duty:
        add_thing(reading, place, duty["thing"])


def _glue(reading: Reading, place: int, phrase: Phrase) -> None:
    manner = phrase.chunk.sense.get("manner")
    if manner:
        reading.manner = manner
        reading.says.add(place)


def _verb(reading: Reading, place: int, phrase: Phrase) -> None:
    sense = phrase.chunk.sense
    table = reading.role_table.get(sense["do"], {})
    purpose = phrase.prep if phrase.prep in {"to", "for", "in", "as"} else None
    if sense.get("purpose"):
        purpose = "for"
    if place == 0 and phrase.prep == "as" and reading.wants is None:
        reading.wants = "remedies"  # "come vendere": the Italian "as" is also "how"
    joined = phrase.joint not in {"", "if"}
    last = reading.last
    if sense["do"] == "train" and last and last.do in _TRAINED and not (joined or purpose):
        reading.says.add(place)  # "a LoRA trained on": one act in two words
        return
    reading.acts.append(Act(sense["do"], table, place, sense, joined, purpose))
    reading.tell(place, sense.get("tell", {}), phrase.chunk.bound)
    reading.says.add(place)


def _service(reading: Reading, place: int, phrase: Phrase) -> None:
    """A service is hosted, and replaces the verb that led to it; a service's own API is itself."""
    reading.tell(place, phrase.chunk.sense.get("tell", {}), phrase.chunk.bound)
    reading.says.add(place)
    last = reading.last
    of_service = any(reading.roles.kind(named) == "service" for named in reading.named[-1:])
    if (of_service and phrase.prep in {None, "of", "by"}) or (last and last.do == "call"):
        return
    if last and last.do in {"use", "distribute"} and phrase.joint in {"", "comma"}:
        last.dropped = True
    if not any(act.do == "host" for act in reading.acts):
        reading.acts.append(Act("host", reading.role_table.get("host", {}), place, {}))


def _this(reading: Reading, place: int, _phrase: Phrase) -> None:
    add_thing(reading, place, None)


def _noun(reading: Reading, place: int, phrase: Phrase) -> None:
    kind = phrase.chunk.sense["kind"]
    if kind in _ASIDE:
        reading.aside.append((kind, phrase))
        reading.says.add(place)
    last = reading.last
    if last is None or phrase.prep not in {None, "of"}:
        return
    if kind == "output" and last.do == "distribute":
        near = reading.phrases[last.place + 1 : place]
        if all(p.terminal in {"FACT", "FLAG", "GLUE"} for p in near):
            last.do = "publish-output"
    mine = kind == "pronoun" or (kind == "model" and phrase.own)
    last.ours = last.ours or (mine and last.place == place - 1)


def _fact(reading: Reading, place: int, phrase: Phrase) -> None:
    tell = phrase.chunk.sense["tell"]
    who = "licensee.kind" in tell and phrase.prep not in _OF_WHO
    of_data = bool(_OF_USE & set(tell)) and _describes_data(reading, place)
    odd = phrase.prep in _NOT_OF_FACTS and not _is_adjective(reading, place)
    odd = odd and "licensee.kind" not in tell
    if who or of_data or odd or reading.obliged:
        raise not_understood(reading.text, [(phrase.start, phrase.chunk.end)], ())
    reading.tell(place, tell, phrase.chunk.bound, turned=phrase.kind == "negated")


def _describes_data(reading: Reading, place: int) -> bool:
    """``research data``, ``a commercial dataset``: says what the data are, not what we do."""
    after = reading.after(place)
    if after is None or after.markers != reading.phrases[place].markers:
        return False
    return after.chunk.sense.get("kind") == "dataset"


def _is_adjective(reading: Reading, place: int) -> bool:
    """Whether a noun follows that the words describe: ``to a commercial service``."""
    after = reading.after(place)
    return after is not None and after.terminal in {"NOUN", "SERVICE", *THINGS}


def _named(reading: Reading, place: int, phrase: Phrase) -> None:
    if not reading.obliged:
        reading.name = phrase.chunk.bound["label"]
    reading.says.add(place)


_READERS: dict[str, Callable[[Reading, int, Phrase], None]] = {
    "ASK": _ask,
    "GLUE": _glue,
    "VERB": _verb,
    "SERVICE": _service,
    "THING": read_thing,
    "OUTPUTS": read_outputs,
    "THIS": _this,
    "NOUN": _noun,
    "FACT": _fact,
    "FLAG": _fact,
    "NAMED": _named,
}


def _check_conditions(reading: Reading) -> None:
    """Every "if" must add something; a last "under" must have a license to ask for.

    Raises:
        QuestionError: LE501, a condition that no fact of ours can hold.
    """
    phrases = reading.phrases
    for place, phrase in enumerate(phrases):
        if phrase.kind == "stranded" and reading.wants != "release":
            part = (phrase.chunk.start, phrase.chunk.end)
            raise not_understood(reading.text, [part], ())
        if "if" not in phrase.joint.split("_"):
            continue
        end = place + 1
        while end < len(phrases) and _goes_on(phrases[end], phrase):
            end += 1
        if not reading.says & set(range(place, end)):
            start = reading.text[: phrase.start].rstrip().rfind(" ") + 1
            part = (start, phrases[end - 1].chunk.end)
            raise not_understood(reading.text, [part], ())


def _goes_on(phrase: Phrase, first: Phrase) -> bool:
    return phrase.sentence == first.sentence and phrase.joint in {"", "and"}
