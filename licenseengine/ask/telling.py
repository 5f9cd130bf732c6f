"""The facts that a question tells, gathered from its phrases; what contradicts is a complaint.

Floor: ask.
"""

from collections.abc import Mapping
from typing import Any

from licenseengine.ask.complain import complaint
from licenseengine.language.vocabulary import Vocabulary

_SETS = frozenset({"words", "places"})


class Facts:
    """Facts by name, as a manifest would write them, each with the words that told it."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text, self.vocabulary = text, vocabulary
        self.told: dict[str, Any] = {}
        self._places: dict[str, tuple[int, int]] = {}

    def tell(
        self,
        tell: Mapping[str, str],
        bound: Mapping[str, Any],
        place: tuple[int, int],
        *,
        turned: bool = False,
    ) -> None:
        """Tell facts: their values may be slots that `bound` fills; `turned` turns a flag round.

        Raises:
            QuestionError: LE502, the question told another value before.
        """
        for name, written in tell.items():
            slot = written[1:-1] if written.startswith("<") else None
            value = self._value(name, bound[slot] if slot else written)
            self._add(name, (not value) if turned else value, place)

    def _value(self, name: str, value: Any) -> Any:  # noqa: ANN401 - a word, figure or tuple of words
        spec = self.vocabulary.facts[name]
        if spec.type == "flag":
            return value == "true"
        if spec.type in _SETS:
            return list(dict.fromkeys((value,) if isinstance(value, str) else value))
        if spec.type == "quantity" and isinstance(value, int):
            return f"{value} {spec.unit}"
        return value

    def _add(self, name: str, value: Any, place: tuple[int, int]) -> None:  # noqa: ANN401 - as above
        before = self.told.get(name)
        if isinstance(before, list):
            value = [*before, *(v for v in value if v not in before)]
        elif before is not None and before != value:
            start, end = self._places[name]
            said = f"contradicts `{self.text[start:end]}` about {name}"
            raise complaint(self.text, place, said, "tell it one way")
        self.told[name] = value
        self._places.setdefault(name, place)
