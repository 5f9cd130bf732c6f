"""``licenseengine.yaml``: its shape, and how it is read with every complaint at its place.

Floor: stack. `Manifest` is published as JSON Schema by ``licenseengine schema``.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from licenseengine.errors import (
    Diagnostic,
    ReadError,
    Span,
    StackError,
    nearest,
)
from licenseengine.language.expressions import read_expression
from licenseengine.language.facts import FactError, Facts, FactValue, read_fact
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.language.yaml_text import Document, read_document, read_text
from licenseengine.stack.graph import order
from licenseengine.stack.records import (
    Acceptance,
    Artefact,
    Input,
    Operation,
    Policy,
    Stack,
    Use,
)

MANIFEST_NAME = "licenseengine.yaml"
_Id = Annotated[str, Field(min_length=1, max_length=200)]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MadeEntry(_Shape):
    """How a node was made: `by` an operation, `from` inputs (a bare id takes its first role)."""

    by: str
    from_: list[_Id | dict[str, _Id | list[_Id]]] = Field(default=[], alias="from")
    who: Literal["us", "upstream"] = "us"


class NodeEntry(_Shape):
    """One thing in the stack."""

    id: _Id
    ref: str | None = Field(default=None, max_length=500)
    kind: str | None = None
    class_: str | None = Field(default=None, alias="class")
    license: str | None = Field(default=None, max_length=2000)
    date: dt.date | None = None
    name: str | None = Field(default=None, max_length=500)
    part: Literal["weights", "code", "data"] | None = None
    made: MadeEntry | None = None
    release: str | None = None
    version: str | None = None
    plan: Literal["paid", "free"] | None = None
    params: dict[str, Any] = {}


class UseEntry(_Shape):
    """What is planned with it."""

    do: list[str] = Field(min_length=1)
    of: _Id | list[_Id] = []
    facts: dict[str, Any] = {}


class AllowEntry(_Shape):
    """A finding that is accepted: the rule (`license#rule`), the reason, the last day."""

    rule: str
    reason: str
    until: dt.date | None = None
    node: str | None = None


class Manifest(_Shape):
    """A project's AI stack, its planned use and its policy; without a stack, an audit finds one."""

    version: Literal["1", 1]
    stack: list[NodeEntry] = Field(default=[], max_length=100_000)
    use: UseEntry | None = None
    policy: dict[str, Any] = {}


def read_manifest(path: Path, vocabulary: Vocabulary) -> Stack:
    """Read a manifest file.

    Raises:
        ReadError: LE1xx, not readable YAML.
        StackError: LE4xx (and LE203, LE205, LE601 for facts), every complaint at its place.
    """
    return parse_manifest(read_text(path), str(path), vocabulary)


def parse_manifest(
    text: str, name: str, vocabulary: Vocabulary, *, may_be_empty: bool = False
) -> Stack:
    """Read a manifest's text; `name` is the path that complaints show. Raises as above.

    A manifest without a stack is of use only to an audit, which allows it (`may_be_empty`).
    """
    document = read_document(text, name)
    if not isinstance(document.data, dict):
        said = "a manifest is a map with `version`, `stack` and `use`"
        raise StackError([Diagnostic("LE400", Span(name), said)], text)
    try:
        entry = Manifest.model_validate(document.data)
    except ValidationError as error:
        raise StackError(_shape_complaints(error, document), text) from None
    if not entry.stack and not may_be_empty:
        said = "`stack` lists nothing" if "stack" in document.data else "the key `stack` is missing"
        remedy = "`licenseengine init --stdout` prints one"
        raise StackError([Diagnostic("LE400", document.span("stack"), said, None, remedy)], text)
    reader = _Reader(document, vocabulary)
    stack = reader.stack(entry)
    if reader.complaints:
        raise StackError(reader.complaints, text)
    places = {a.id: document.span("stack", i, "made") for i, a in enumerate(stack.artefacts)}
    try:
        order(stack, places)
    except StackError as error:
        raise StackError(error.diagnostics, text) from None
    return stack


def read_facts(
    told: Mapping[str, Any], vocabulary: Vocabulary, place: Span | None = None
) -> tuple[Facts, list[Diagnostic]]:
    """Told facts by name, with the complaints about those that do not fit."""
    values: dict[str, FactValue] = {}
    as_of: dict[str, dt.date] = {}
    complaints = []
    at = place or Span("<facts>")
    for name, value in told.items():
        spec = vocabulary.facts.get(name)
        if spec is None or spec.told_by_graph:
            known = [n for n, s in vocabulary.facts.items() if not s.told_by_graph]
            remedy = "see docs/facts.md for the facts that may be told"
            hint = nearest(name, known)
            complaints.append(Diagnostic("LE203", at, f"unknown fact `{name}`", hint, remedy))
            continue
        if value is None:
            continue
        try:
            values[name], day = read_fact(spec, value, vocabulary)
        except FactError as error:
            complaints.append(Diagnostic(error.code, at, str(error), error.suggestion, spec.ask))
            continue
        if day:
            as_of[name] = day
    return Facts(values, {}, as_of), complaints


class _Reader:
    """Turns a manifest's shape into records, and gathers what is wrong with it."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.complaints: list[Diagnostic] = []
        self.ids: set[str] = set()
        self.nodes: dict[str, NodeEntry] = {}

    def complain(
        self,
        code: str,
        path: tuple[str | int, ...],
        said: str,
        hint: str | None = None,
        remedy: str = "",
    ) -> None:
        self.complaints.append(Diagnostic(code, self.document.span(*path), said, hint, remedy))

    def stack(self, entry: Manifest) -> Stack:
        first: dict[str, int] = {}
        for i, node in enumerate(entry.stack):
            if node.id in first:
                line = self.document.span("stack", first[node.id], "id").line
                self.complain(
                    "LE402",
                    ("stack", i, "id"),
                    f"the id `{node.id}` stands twice, first on line {line}",
                )
            first.setdefault(node.id, i)
        self.ids = set(first)
        self.nodes = {node.id: node for node in entry.stack}
        artefacts = tuple(self.artefact(i, node) for i, node in enumerate(entry.stack))
        return Stack(artefacts, self.use(entry.use), self.policy(entry.policy))

    def word(self, path: tuple[str | int, ...], what: str, word: str | None, section: str) -> None:
        known = self.vocabulary.words(section)
        if word is not None and word not in known:
            hint = nearest(word, known)
            said = f"unknown {what} `{word}`"
            self.complain("LE404", path, said, hint, f"one of: {', '.join(sorted(known))}")

    def expression(self, path: tuple[str | int, ...], text: str | None) -> None:
        """Complain about a license expression that cannot be read."""
        if text is not None:
            try:
                read_expression(text, self.document.span(*path))
            except ReadError as error:
                self.complaints += error.diagnostics

    def artefact(self, i: int, node: NodeEntry) -> Artefact:
        at = ("stack", i)
        self.word((*at, "kind"), "kind", node.kind, "kinds")
        self.word((*at, "class"), "class", node.class_, "classes")
        self.expression((*at, "license"), node.license)
        self.expression((*at, "release"), node.release)
        made = self.operation(i, node.made) if node.made else None
        return Artefact(
            id=node.id,
            kind=node.kind or self.kind(node),
            ref=node.ref,
            artefact_class=node.class_,
            license=node.license,
            date=node.date,
            name=node.name,
            part=node.part,
            made=made,
            release=node.release,
            version=node.version,
            plan=node.plan,
            params=node.params,
        )

    def kind(self, node: NodeEntry, below: frozenset[str] = frozenset()) -> str:
        """The kind of a node that names none: what its operation makes, else a model."""
        if node.made is None:
            return "service" if node.ref and ":" in node.ref and "/" not in node.ref else "model"
        operations = self.vocabulary.raw["operations"]
        makes: str = operations.get(node.made.by, {}).get("makes", "model")
        if makes != "same":
            return makes
        named = node.made.from_[0] if node.made.from_ else ""
        first = named if isinstance(named, str) else next(iter(named.values()), "")
        source = self.nodes.get(first) if isinstance(first, str) else None
        if source is None or source.id in below:
            return "model"
        return source.kind or self.kind(source, below | {node.id})

    def operation(self, i: int, made: MadeEntry) -> Operation:
        at = ("stack", i, "made")
        if made.by not in self.vocabulary.raw["operations"]:
            self.word((*at, "by"), "operation", made.by, "operations")
            return Operation(made.by, (), made.who)
        roles = self.vocabulary.roles(made.by)
        inputs: list[Input] = []
        for k, told in enumerate(made.from_):
            entries = {next(iter(roles)): told} if isinstance(told, str) else told
            for role, named in entries.items():
                where = (*at, "from", k)
                if role not in roles:
                    said = f"`{made.by}` has no role `{role}`"
                    remedy = f"its roles: {', '.join(roles)}"
                    self.complain("LE403", where, said, nearest(role, roles), remedy)
                for id_ in [named] if isinstance(named, str) else named:
                    if id_ not in self.ids:
                        said = f"`{id_}` is no id of this stack"
                        remedy = "name a node of the stack, or add one"
                        self.complain("LE401", where, said, nearest(id_, self.ids), remedy)
                    inputs.append(Input(role, id_))
        return Operation(made.by, tuple(inputs), made.who)

    def use(self, entry: UseEntry | None) -> Use | None:
        if entry is None:
            return None
        for k, action in enumerate(entry.do):
            self.word(("use", "do", k), "action", action, "actions")
        of = (entry.of,) if isinstance(entry.of, str) else tuple(entry.of)
        for id_ in of:
            if id_ not in self.ids:
                said = f"`{id_}` is no id of this stack"
                self.complain("LE406", ("use", "of"), said, nearest(id_, self.ids))
        told: Facts = Facts()
        for name, value in entry.facts.items():
            at = self.document.spans.get(("use", "facts", name, "@key"))
            facts, complaints = read_facts({name: value}, self.vocabulary, at)
            self.complaints += complaints
            told = Facts({**told.told, **facts.told}, {}, {**told.as_of, **facts.as_of})
        return Use(tuple(entry.do), of, told)

    def policy(self, entry: Mapping[str, Any]) -> Policy:
        laws: dict[str, bool] = {}
        allowed: list[Acceptance] = []
        for key, value in entry.items():
            if key == "allow":
                allowed = self.allowed(value or [])
            elif key in self.vocabulary.questions["questions"]:
                if str(value) not in {"true", "false"}:
                    self.complain("LE205", ("policy", key), f"`{key}` is answered true or false")
                laws[key] = str(value) == "true"
            else:
                known = [*self.vocabulary.questions["questions"], "allow"]
                at = self.document.spans.get(("policy", key, "@key"), self.document.span("policy"))
                said = f"unknown key `{key}` in policy"
                self.complaints.append(Diagnostic("LE407", at, said, nearest(key, known)))
        return Policy(laws, tuple(allowed))

    def allowed(self, value: Any) -> list[Acceptance]:  # noqa: ANN401 - as the file has it
        found = []
        for k, item in enumerate(value if isinstance(value, list) else [value]):
            try:
                entry = AllowEntry.model_validate(item)
            except ValidationError:
                said = "an accepted finding has `rule`, `reason` and, if it ends, `until`"
                self.complain("LE408", ("policy", "allow", k), said)
                continue
            found.append(Acceptance(entry.rule, entry.reason, entry.until, entry.node))
        return found


def _shape_complaints(error: ValidationError, document: Document) -> list[Diagnostic]:
    keys = {
        name
        for shape in (Manifest, NodeEntry, MadeEntry, UseEntry)
        for name in (info.alias or field for field, info in shape.model_fields.items())
    }
    found = []
    for item in error.errors(include_url=False):
        path = tuple(p for p in item["loc"] if p not in {"str", "dict[str,union[str,list[str]]]"})
        place = document.spans.get((*path, "@key")) or document.span(*path)
        key = path[-1] if path else ""
        if item["type"] == "extra_forbidden":
            said, hint = f"unknown key `{key}`", nearest(str(key), keys)
        elif item["type"] == "missing":
            said, hint = f"the key `{key}` is missing", None
        else:
            said, hint = f"`{key}`: {item['msg'][:1].lower()}{item['msg'][1:]}", None
        found.append(Diagnostic("LE400", place, said, hint, "see `licenseengine schema manifest`"))
    return found
