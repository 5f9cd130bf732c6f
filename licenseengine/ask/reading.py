"""What has been read of a question so far, shared by those who read its phrases.

Floor: ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from licenseengine.ask.acts import Act, Named, Roles
from licenseengine.ask.shape import Phrase
from licenseengine.ask.telling import Facts
from licenseengine.ask.tree import Wants


@dataclass(eq=False)
class Reading:
    """One question, half read.

    `says` are the places of phrases that add to the tree; `aside` are nouns that only some acts can
    mean (a language, a format, "unchanged"), each with its phrase.
    """

    text: str
    phrases: Sequence[Phrase]
    roles: Roles
    facts: Facts
    role_table: Mapping[str, Mapping[str, Any]]
    acts: list[Act] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    aside: list[tuple[str, Phrase]] = field(default_factory=list)
    says: set[int] = field(default_factory=set)
    wants: Wants | None = None
    name: str | None = None
    manner: str | None = None
    obliged: bool = False  # inside "must I …": what is said there is asked, not told

    @property
    def last(self) -> Act | None:
        """The verb read last."""
        return self.acts[-1] if self.acts else None

    def before(self, place: int) -> Phrase | None:
        """The phrase before, if nothing parts the two."""
        return None if place == 0 or self.phrases[place].joint else self.phrases[place - 1]

    def after(self, place: int) -> Phrase | None:
        """The phrase after, if nothing parts the two."""
        following = self.phrases[place + 1] if place + 1 < len(self.phrases) else None
        return None if following is None or following.joint else following

    def tell(
        self, place: int, tell: Mapping[str, str], bound: Mapping[str, Any], *, turned: bool = False
    ) -> None:
        """Tell the facts that a phrase tells.

        Raises:
            QuestionError: LE502, the question told otherwise before.
        """
        if tell:
            chunk = self.phrases[place].chunk
            self.facts.tell(tell, bound, (chunk.start, chunk.end), turned=turned)
            self.says.add(place)
