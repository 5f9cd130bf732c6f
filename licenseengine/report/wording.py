"""Words of notes in the languages in which they are written: how a thing is said in each.

Floor: report. What texts there are, and whether they are whole, is the matter of `report.texts`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from licenseengine.language.facts import FactValue
from licenseengine.language.tree import Quantity
from licenseengine.library.index import Library
from licenseengine.report.texts import ENGLISH, Keys, texts_of
from licenseengine.report.words import Phrases, sentence
from licenseengine.solver.records import Finding

LANGUAGES = (ENGLISH, "fr", "it")
_VALUES = ("values", "purposes", "kinds", "classes", "actions", "places")


def _worded(section: str) -> Callable[["Wording", object], str]:
    """A method that words what has a text in a section."""

    def word(self: "Wording", name: object) -> str:
        return self.texts[section, str(name)]

    return word


@dataclass(frozen=True)
class Wording:
    """How things are said in a language: a method for each section of ``translations/``.

    What has no text raises KeyError: whoever asks names words of the vocabulary.
    """

    language: str
    texts: Mapping[Keys, str] = field(repr=False)

    # Of the vocabulary.
    duty = _worded("duties")
    right = _worded("rights")
    action = _worded("actions")
    state = _worded("states")
    kind = _worded("kinds")
    model_class = _worded("classes")
    operation = _worded("operations")
    input_role = _worded("inputs")
    purpose = _worded("purposes")
    preset = _worded("presets")
    unit = _worded("units")
    place = _worded("places")
    # Of what terms say about data that is sent to a service.
    topic = _worded("topics")
    data = _worded("data")
    # Of answers, duties and audits.
    level = _worded("levels")
    answer = _worded("answers")
    status = _worded("statuses")
    when = _worded("when")
    role = _worded("roles")
    source = _worded("sources")
    confidence = _worded("confidence")
    drift = _worded("drift")

    def ask(self, fact: str) -> str:
        """The question whose answer is a fact, a legal question included."""
        return self.law(fact) if fact.startswith("law.") else self.texts["facts", fact]

    def law(self, name: str) -> str:
        """A legal question."""
        return self.texts["questions", name, "ask"]

    def position(self, name: str, answer: object) -> str:
        """Why some answer a legal question in this way; `answer` is ``true`` or ``false``."""
        return self.texts["questions", name, str(answer).casefold()]

    def burden(self, name: str) -> str:
        """What weighs on those who receive a work; each duty is a burden of its own name."""
        return self.texts.get(("burdens", name)) or self.duty(name)

    def stance(self, topic: str, stance: str) -> str:
        """What terms say on a topic of data."""
        return self.texts["stances", topic, stance]

    def finding(
        self, finding: Finding, actions: Sequence[str] = (), shown: Callable[[str], str] = str
    ) -> str:
        """What was found, in one sentence.

        Args:
            finding: what was found.
            actions: what it is found of, where several are told together; else its own action.
            shown: how names and other texts that users wrote are shown, such as escaped for a form.
        """
        return sentence(finding, replace(self._phrases, shown=shown), actions)

    @cached_property
    def _phrases(self) -> Phrases:
        templates = self._section("findings")
        if self.language == ENGLISH:  # there, findings speak as `check` does
            return Phrases(templates, self.law)
        words = {name: self._section(name) for name in ("actions", "states", "duties", "rights")}
        words["burdens"] = {**words["duties"], **self._section("burdens")}
        words["laws"] = {
            path[1]: self.law(path[1]) for path in self.texts if path[0] == "questions"
        }
        return Phrases(templates, self.law, words)

    def _section(self, name: str) -> dict[str, str]:
        return {path[1]: text for path, text in self.texts.items() if path[0] == name}

    def say(self, key: str, **fields: object) -> str:
        """A text of documents, with its fields filled; dots in `key` lead into groups."""
        return self.texts[("document", *key.split("."))].format(**fields)

    def looked(self, key: str, **fields: object) -> str:
        """What was looked for, to see whether a duty is met, and whether it was found."""
        return self.texts["looked", key].format(**fields)

    def number(self, figure: int) -> str:
        """A whole figure, its digits in groups."""
        return f"{figure:,}".replace(",", self.texts["numbers", "group"])

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row, such as `a, b and c`."""
        *others, last = list(words) or [""]
        if not others:
            return last
        return self.texts["numbers", "and"].format(others=", ".join(others), last=last)

    def value(self, value: FactValue) -> str:
        """The value of a fact; codes and names stay as they are, dates are ISO 8601."""
        match value:
            case bool():
                return self.texts["values", str(value).casefold()]
            case Quantity():
                return f"{self.number(value.value)} {self.unit(value.unit)}"
            case date():
                return value.isoformat()
            case str():
                known = (self.texts.get((section, value)) for section in _VALUES)
                return next((text for text in known if text), value)
            case _:
                return self.listed(map(self.value, sorted(value))) or self.texts["values", "none"]


def wording_of(language: str, library: Library) -> Wording:
    """The words of a language, whole: each word of the vocabulary has its text.

    Raises:
        ReadError, LicenseFileError: as :func:`licenseengine.report.texts.texts_of`.
    """
    return Wording(language, texts_of(language, library))
