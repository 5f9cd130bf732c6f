"""What needs the whole question: verbs that lead to others, objects shared or said before.

Floor: ask.
"""

from licenseengine.ask.acts import Act, Named
from licenseengine.ask.complain import complaint, not_understood
from licenseengine.ask.reading import Reading
from licenseengine.ask.shape import Phrase

_NEW = frozenset({"train", "generate"})  # their object is new: they need no input of that role
_PLAIN = frozenset({"use", "distribute", "host", "relicense"})
_CHANGING = frozenset(
    {
        "modify",
        "fine-tune",
        "adapt",
        "quantize",
        "prune",
        "merge",
        "combine",
        "filter",
        "translate",
        "annotate",
    }
)


def settle(reading: Reading) -> None:
    """Settle links, purposes, missing objects, places and what stands aside.

    Raises:
        QuestionError: LE501 a thing in no role, LE502 an act that needs to be told apart.
    """
    _links(reading)
    _places(reading)
    _purposes(reading)
    for act in reading.acts:
        _object(reading, act)
    _here(reading)
    _pending(reading)
    _by_kind(reading)
    _aside(reading)


def _links(reading: Reading) -> None:
    for act in reading.acts:
        if act.do != "link":
            continue
        if reading.manner is None:
            chunk = reading.phrases[act.place].chunk
            said = "may be static or dynamic, which licenses tell apart"
            remedy = "say `link statically` or `link dynamically`"
            raise complaint(reading.text, (chunk.start, chunk.end), said, remedy)
        act.do = f"link-{reading.manner}"


def _places(reading: Reading) -> None:
    """``put X into``, ``add X to``: an act only where it is said into what."""
    for act in reading.acts:
        where = act.sense.get("where")
        after = reading.phrases[act.place + 1 :]
        if where and not any(p.prep in where or _tells_product(p) for p in after):
            act.dropped = True
            for named in reading.named:
                if named.act is act:
                    named.role = None


def _tells_product(phrase: Phrase) -> bool:
    tell: dict[str, str] = phrase.chunk.sense.get("tell", {})
    told = (tell.get("use.purposes"), tell.get("use.source_offered"))
    return told[0] == "product" or told[1] == "false"


def _purposes(reading: Reading) -> None:
    """``use X to train``, ``use X in a RAG``: the second verb is what is done, with X."""
    for first, second in zip(reading.acts, reading.acts[1:], strict=False):
        if first.do != "use" or second.purpose is None or second.joined:
            continue
        first.dropped = True
        for named in reading.named:
            if named.act is first and named.place < second.place and named.role is None:
                ways = ("of", "with") if second.purpose == "in" else ("with", "of")
                roles = [r for way in ways for r in second.candidates(way)]
                reading.roles.choose(named, second, roles)
            elif named.act is first and named.is_output:
                named.act = second


def _object(reading: Reading, act: Act) -> None:
    """Find the object of an operation that has none beside it."""
    roles = act.candidates("of")
    if not roles or set(roles) & act.filled or act.dropped:
        return
    place = reading.acts.index(act)
    shared = _shared(reading, place)
    if shared:
        for named in shared:
            other = named.act
            if reading.roles.choose(named, act, roles, along=True) and other is not None:
                other.filled -= set(other.candidates("of"))
        return
    free = [n for n in reading.named if n.role is None and not n.pending and n.place < act.place]
    if act.do in _NEW or act.do == "embed":
        free = [
            n
            for n in free
            if n.act is None or (n.act is _previous(reading, place) and not act.joined)
        ]
    for named in _group(free):
        wanted = ("model", *roles) if act.do in {"generate", "embed"} else roles
        reading.roles.choose(named, act, wanted, along=True)


def _previous(reading: Reading, place: int) -> Act | None:
    return reading.acts[place - 1] if place else None


def _shared(reading: Reading, place: int) -> list[Named]:
    """The object of the next verb, where "and" joins the two: ``fine-tune and host X``."""
    if place + 1 >= len(reading.acts) or reading.acts[place].do in _NEW:
        return []
    act, following = reading.acts[place], reading.acts[place + 1]
    between = [n for n in reading.named if act.place < n.place < following.place]
    if not following.joined or between:
        return []
    wanted = (None, *following.candidates("of"))
    return [n for n in reading.named if n.act is following and n.role in wanted and not n.is_output]


def _group(free: list[Named]) -> list[Named]:
    """The nearest thing before a verb, with those that stand in one row with it."""
    if not free:
        return []
    last = free[-1]
    return [n for n in free if n.act is last.act and n.prep == last.prep]


def _here(reading: Reading) -> None:
    """The project asked in: where nothing is named, or something is done to "my model"."""
    inputs = [n for n in reading.named if n.role != "release"]
    for act in reading.acts:
        roles = act.candidates("of")
        lacking = roles and not set(roles) & act.filled and act.do not in _NEW and not act.dropped
        earlier = any(n.place < act.place for n in inputs) or any(
            other.place < act.place and other.roles for other in reading.acts
        )
        if lacking and not earlier and (act.ours or not inputs):
            chunk = reading.phrases[act.place].chunk
            reading.named.append(Named(None, act.place, chunk.start, chunk.end))
            reading.named[-1].give(roles[0], act)
            return
    if not inputs:
        reading.named.append(Named(None, 0, 0, 0))


def _pending(reading: Reading) -> None:
    """Things whose preposition found no verb before them: a verb after them, or a complaint."""
    for named in reading.named:
        if not named.pending:
            continue
        for act in reading.acts:
            if act.place > named.place and reading.roles.choose(
                named, act, act.candidates(named.prep)
            ):
                break
        if named.pending and not _harmless(reading, named):
            raise not_understood(reading.text, [(named.start, named.end)], ())


def _harmless(reading: Reading, named: Named) -> bool:
    """A thing beside what is used, what a product is built on, or the project as a place."""
    if named.name is None:
        return named.prep in {"in", "with", "for", "on", "to"}
    if named.act is not None and named.act.do not in _PLAIN:
        return False
    before = reading.before(named.place)
    built = before is not None and before.terminal in {"NOUN", "SERVICE", "FACT", "FLAG"}
    return named.prep == "with" or (built and named.prep in {"from", "on"})


def _by_kind(reading: Reading) -> None:
    """Verbs whose sense hangs on what they are done to."""
    for act in reading.acts:
        inputs = [n for n in reading.named if n.act is act]
        things = [n for n in reading.named if n.role != "release"]
        if act.do == "distribute" and not _makes(reading) and things:
            act.do = "publish-output" if all(n.is_output for n in things) else act.do
        inside = reading.facts.told.get("use.audience") in {"organisation", "self"}
        if "inside" in act.sense and inside:
            act.do = act.sense["inside"]
        elif act.do == "train" and any(n.is_output or n.role == "teacher" for n in inputs):
            act.do = "train-on"
        elif act.do == "train" and any(n.role == "base" for n in inputs):
            act.do = "fine-tune"
        elif (
            act.do == "merge" and inputs and all(reading.roles.kind(n) == "dataset" for n in inputs)
        ):
            _rename(act, inputs, "combine", "datasets")
        elif act.do == "embed" and _into_app(reading, act):
            _rename(act, inputs, "include", "parts")


def _makes(reading: Reading) -> bool:
    """Whether anything is made of what is named."""
    return any(act.roles for act in reading.acts)


def _rename(act: Act, inputs: list[Named], do: str, role: str) -> None:
    act.do = do
    for named in inputs:
        named.role = role


def _into_app(reading: Reading, act: Act) -> bool:
    """``embed X in our app`` puts X into it; ``embed texts with X`` makes vectors."""
    after = reading.phrases[act.place + 1 :]
    return any(p.chunk.sense.get("kind") == "container" and p.prep == "in" for p in after)


def _aside(reading: Reading) -> None:
    """Languages, formats and "unchanged" belong to an act that can mean them."""
    done = {act.do for act in reading.acts}
    for kind, phrase in reading.aside:
        fine = {
            "language": bool(done & {"translate", "adapt", "fine-tune", "generate"}),
            "platform": bool(done & {"distribute", "publish-output", "host", "relicense"}),
            "format": bool(done & {"convert", "quantize", "prune", "merge"}),
            "unchanged": not done & _CHANGING,
        }[kind]
        if not fine:
            raise not_understood(reading.text, [(phrase.start, phrase.chunk.end)], ())
