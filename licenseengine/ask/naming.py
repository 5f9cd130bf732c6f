"""The things that a question names: each with its license, its kind and its part in an act.

Floor: ask.
"""

from licenseengine.ask.acts import Named
from licenseengine.ask.complain import complaint, not_understood
from licenseengine.ask.names import Name
from licenseengine.ask.reading import Reading
from licenseengine.ask.shape import Phrase

THINGS = frozenset({"THING", "OUTPUTS", "THIS"})
_KINDS = frozenset({"dataset", "software", "model"})
_RELEASING = frozenset({"distribute", "relicense"})


def read_thing(reading: Reading, place: int, phrase: Phrase) -> None:
    """A name: of a thing, or of a license that a thing is under or goes out under."""
    name = phrase.chunk.bound["thing"]
    if phrase.prep in {"under", "licensed"} or _is_release(reading, place, phrase, name):
        _read_license(reading, place, phrase, name)
    else:
        add_thing(reading, place, name)


def read_outputs(reading: Reading, place: int, phrase: Phrase) -> None:
    """``X outputs``, ``what X produced``."""
    bound = phrase.chunk.bound
    for name in bound["things"] if "things" in bound else (bound["thing"],):
        named = Named(name, place, phrase.start, phrase.chunk.end, phrase.prep)
        reading.named.append(named)
        _mark_output(reading, named)
    reading.says.add(place)


def _is_release(reading: Reading, place: int, phrase: Phrase, name: Name) -> bool:
    """``as MIT``, ``to MIT``, ``with the MIT license``: a license put on what goes out."""
    if not name.is_license or phrase.prep not in {"as", "to", "with"} or reading.last is None:
        return False
    after = reading.after(place)
    said = after is not None and after.chunk.sense.get("kind") == "license"
    return reading.last.do in _RELEASING and (said or phrase.prep != "with")


def _read_license(reading: Reading, place: int, phrase: Phrase, name: Name) -> None:
    """A license after "under": of the thing just named, or to be put on the result."""
    under = Name(name.license or name.text, is_license=True)
    before = reading.before(place)
    if before is not None and before.terminal == "NOUN" and _is_of_noun(reading, before, phrase):
        kind = before.chunk.sense["kind"]
        named = add_thing(reading, place, under, before.prep or "of")
        named.kind = kind if kind in _KINDS else None
    elif before is not None and phrase.prep == "licensed" and before.terminal in THINGS:
        reading.named[-1].license = under.text
    else:
        named = Named(under, place, phrase.chunk.start, phrase.chunk.end, role="release")
        reading.named.append(named)
    reading.says.add(place)


def _is_of_noun(reading: Reading, noun: Phrase, phrase: Phrase) -> bool:
    """Whether "data under L" speaks of the data's license, and not of the release's."""
    named_already = bool(reading.named) and reading.named[-1].end == noun.chunk.end
    if noun.chunk.sense["kind"] not in _KINDS or named_already:
        return False
    last = reading.last
    if phrase.prep == "licensed" or last is None or last.do not in _RELEASING:
        return True
    is_object = noun.prep in {None, "of"}
    return not (is_object and (noun.own or last.sense.get("releases")))


def add_thing(reading: Reading, place: int, name: Name | None, prep: str | None = None) -> Named:
    """Name a thing, with the role that its preposition and the verbs before it give.

    Raises:
        QuestionError: LE501, a name right after one that is given; LE502, one thing "or" another.
    """
    phrase = reading.phrases[place]
    named = Named(name, place, phrase.start, phrase.chunk.end, prep or phrase.prep)
    reading.named.append(named)
    reading.says.add(place)
    after, before = reading.after(place), reading.before(place)
    if before is not None and before.terminal == "NAMED" and not phrase.markers:
        raise not_understood(reading.text, [(named.start, named.end)], ())
    if after is not None and after.terminal == "NOUN" and not after.markers:
        named.kind, named.end = after.chunk.sense["kind"], after.chunk.end
    if before is not None and before.terminal == "NOUN" and not phrase.markers:
        named.kind = named.kind or before.chunk.sense["kind"]
        named.prep = named.prep or before.prep
    if not _beside_mate(reading, named, phrase) and not _is_of_output(reading, named):
        _by_preposition(reading, named)
    return named


def _beside_mate(reading: Reading, named: Named, phrase: Phrase) -> bool:
    """Give a thing that "and" ties to the one before that one's part; whether that was all."""
    mate = reading.named[-2] if len(reading.named) > 1 else None
    if mate is None or not phrase.joint or not _is_tied(reading, mate, named):
        return False
    if phrase.joint == "or":
        said = "asks about one thing or another, which may be judged apart"
        raise complaint(
            reading.text, (mate.start, named.end), said, "ask a question for each of them"
        )
    named.prep = named.prep or mate.prep
    if mate.is_output:
        named.role, named.act, named.is_output = mate.role, mate.act, True
        return True
    if mate.role and mate.act:
        return reading.roles.choose(named, mate.act, (mate.role,), along=True)
    named.act, named.pending = mate.act, mate.pending
    return mate.role is None and not mate.pending


def _is_tied(reading: Reading, mate: Named, named: Named) -> bool:
    """Whether only nouns of the thing before stand between the two."""
    between = range(mate.place + 1, named.place)
    return all(reading.phrases[i].terminal == "NOUN" for i in between)


def _is_of_output(reading: Reading, named: Named) -> bool:
    """``outputs of X``: what X produced, not X."""
    before = reading.before(named.place)
    if before is None or before.chunk.sense.get("kind") != "output":
        return False
    last = reading.last
    generating = last is not None and last.do == "generate" and before.prep is None
    if generating or named.prep not in {"of", "from", "by", "with"}:
        return False
    named.prep = before.prep
    _mark_output(reading, named)
    return True


def _mark_output(reading: Reading, named: Named) -> None:
    named.is_output, named.role, named.act = True, "teacher", reading.last
    if named.act and named.act.do == "distribute" and named.prep in {None, "of"}:
        named.act.do = "publish-output"


def _by_preposition(reading: Reading, named: Named) -> None:
    last = reading.last
    if named.prep in {None, "of"}:
        named.act = last
        if last is not None:
            reading.roles.choose(named, last, last.candidates(named.prep))
        return
    for act in reversed(reading.acts):
        if reading.roles.choose(named, act, act.candidates(named.prep)):
            return
    named.act, named.pending = last, True
