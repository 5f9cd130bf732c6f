"""The known words of the rule language, with their order and their meaning.

Floor: language. The words stand in ``licenses/vocabulary.yaml``; this module gives them shape.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from licenseengine.errors import nearest

FactType = Literal["flag", "word", "words", "quantity", "place", "places", "date"]


@dataclass(frozen=True, slots=True)
class FactSpec:
    """A fact that a rule may ask about.

    `ask` is the question a person is asked; `values` the words it may have (empty: any);
    `assumed` what is taken when it is not told; `samples` the values between which licenses are
    compared when one is put over another.
    """

    name: str
    type: FactType
    ask: str
    unit: str | None = None
    values: tuple[str, ...] = ()
    assumed: Any = None
    samples: tuple[Any, ...] = ()
    told_by_graph: bool = False


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Every word that rules and manifests may use; compared by identity.

    `raw` is the data of the vocabulary file, `questions` that of the legal questions.
    """

    raw: Mapping[str, Any] = field(repr=False)
    questions: Mapping[str, Any] = field(repr=False)

    @cached_property
    def facts(self) -> dict[str, FactSpec]:
        """Facts by name: those that are told, those that the graph tells, and legal questions."""
        specs = {}
        for section, by_graph in (("facts", False), ("graph_facts", True)):
            for name, entry in self.raw[section].items():
                specs[name] = FactSpec(
                    name,
                    entry["type"],
                    entry["ask"],
                    entry.get("unit"),
                    tuple(entry.get("values") or self._words_of(entry.get("of"))),
                    entry.get("assumed"),
                    tuple(entry.get("samples", ())),
                    by_graph,
                )
        for name, entry in self.questions["questions"].items():
            specs[name] = FactSpec(name, "flag", entry["ask"], assumed=entry.get("assumed"))
        return specs

    def _words_of(self, group: str | None) -> Iterable[str]:
        if group == "purposes":
            return (*self.raw["purposes"]["neutral"], *self.sensitive_purposes)
        return self.raw["licensors"] if group == "licensors" else ()

    @cached_property
    def sensitive_purposes(self) -> frozenset[str]:
        """Purposes that acceptable-use lists name; assumed absent unless told."""
        return frozenset(self.raw["purposes"]["sensitive"])

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """For each action and state, itself and all that is more general than it."""
        found: dict[str, frozenset[str]] = {}
        for section in ("actions", "states"):
            entries = self.raw[section]
            for word in entries:
                line, above = {word}, entries[word].get("under")
                while above:
                    line.add(above)
                    above = entries[above].get("under")
                found[word] = frozenset(line)
        return found

    @cached_property
    def bound_states(self) -> frozenset[str]:
        """States that a license reaches unless it or the law says otherwise."""
        return frozenset(s for s, e in self.raw["states"].items() if e["bound"] == "true")

    @cached_property
    def burdens(self) -> frozenset[str]:
        """All burdens: those that duties make, and those that no duty names."""
        return frozenset(self.raw["duties"]) | frozenset(self.raw["burdens"])

    def units_of(self, spec: FactSpec) -> frozenset[str]:
        """The units in which a fact may be told: its own, or any currency for money."""
        currencies = frozenset(self.raw["currencies"])
        return currencies if spec.unit in currencies else frozenset({spec.unit or ""})

    def words(self, section: str) -> frozenset[str]:
        """The words of one section: actions, states, kinds, classes, duties, operations, units."""
        return frozenset(self.raw[section])

    def roles(self, operation: str) -> dict[str, Mapping[str, Any]]:
        """The roles of an operation, the one meant by a bare id first."""
        common = self.raw["every_operation"]["roles"]
        return {**self.raw["operations"][operation]["roles"], **common}

    def carry(self, carried: str, state: str) -> str:
        """The state after an operation, of a thing that was in `state` before it."""
        if carried == "none":
            return "free"
        table = self.raw["passage"][carried]
        after = table.get(state, table["*"])
        return state if after == "same" else str(after)

    def place(self, code: str) -> frozenset[str]:
        """The countries that an ISO 3166 code or the name of a group stands for."""
        groups = self.raw["places"]["groups"]
        return frozenset(groups.get(code, (code,)))

    def suggest(self, word: str, section: Iterable[str]) -> str | None:
        """The word of `section` that was probably meant."""
        return nearest(word, list(section))
