"""Scripts taken apart: commands, their words, labels of cases, here-documents; nothing is run.

`shlex` raises at the first quote that is not closed and keeps no places; hence a tokenizer of one
expression. A quote that does not close, or closes lines below in the middle of a word, is passed
over, so that its line is split at blanks.

Floor: discover.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

FURTHEST = 20_000  # a quote or here-document that has not ended by then is none
MAX_MISSING = 50
MAX_TOKENS = 200_000
_TOKEN = re.compile(
    r"""
    (?P<space>(?:[ \t\r\f\v]|\\\r?\n)++)
  | (?P<comment>\#[^\n]*+)
  | (?P<here><<-?[ \t]*+(?P<quote>["'\\]?)(?P<tag>[A-Za-z_]\w*+)["']?)
  | (?P<redirect>\d*+(?:<<<|&>>?|>>|>\||[<>]&?))
  | (?P<end>\n|&&|\|\|?&?|;;?&?|&|[()])
  | (?P<word>(?:
        [^\s\\"'$`;&|()<>]++ | \\. | "(?:[^"\\\n]|\\.)*+" | '[^'\n]*+'
      | "(?:[^"\\]|\\.){0,20000}+"(?=[\s;&|)"']|\Z) | '[^']{0,20000}+'(?=[\s;&|)"']|\Z)
      | \$\{\{[^\n{}]*+\}\} | \$\{[^{}\n]*+(?:\$?\{[^{}\n]*+\}[^{}\n]*+)?\} | \$\([^()\n]*+\)
      | `[^`\n]*+` | \$(?!\()
    )++)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ARRAY = re.compile(r"[A-Za-z_]\w*\+?=")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, quotes included, and where it begins in the text."""

    raw: str
    at: int


@dataclass(slots=True)
class Command:
    """One command: its words, the label of the case it stands under, what it reads from the script.

    `array` is the name of the variable whose items the words are, where they are no command.
    """

    words: list[Word] = field(default_factory=list)
    choice: str | None = None
    array: str | None = None
    here: Word | None = None


class Commands:
    """The commands of a script, in order, whatever it is that joins them.

    `left` is how many more tokens may be read; none are left where a script was cut off at `at`.
    """

    def __init__(self, text: str, left: int = MAX_TOKENS) -> None:
        self.text, self.left = text, left
        self.at = 0
        self._now = Command()
        self._done: list[Command] = []
        self._ready: list[Command] = []
        self._tags: list[tuple[str, Command]] = []
        self._depth = 0
        self._skip = False
        self._missing = 0

    def __iter__(self) -> Iterator[Command]:
        while self.at < len(self.text) and self.left > 0:
            self.left -= 1
            self.step()
            if self._ready:
                yield from self.take()
        self.flush()
        yield from self.take()

    def take(self) -> list[Command]:
        """What is ready; commands wait for the here-document that follows their line."""
        ready, self._ready = self._ready, []
        return ready

    def step(self) -> None:
        """The next token."""
        token = _TOKEN.match(self.text, self.at)
        assert token is not None  # noqa: S101 - the last branch takes any character
        kind, at = token.lastgroup, self.at
        self.at = token.end()
        if kind == "word":
            if not self._skip:
                self._now.words.append(Word(token[0], at))
            self._skip = False
        elif kind == "redirect":
            self._skip = token[0] != "<<<"
        elif kind == "here":
            self._tags.append((token["tag"], self._now))
        elif kind == "end":
            self._end(token[0])

    def _end(self, mark: str) -> None:
        words = self._now.words
        if self._now.array is not None and mark != ")":
            return
        if mark == "(" and words and _ARRAY.fullmatch(words[-1].raw):
            name = words.pop().raw.rstrip("+=")
            self.flush()
            self._now.array = name
        elif mark == ")" and self._now.array is None and not self._depth and words:
            self._now = Command(choice=words[-1].raw.strip("\"'"))
        else:
            self.flush()
            self._depth = max(0, self._depth + (mark == "(") - (mark == ")"))
        if mark.startswith(";;"):
            self._now.choice = None
        if mark == "\n":
            self._bodies()

    def flush(self) -> None:
        """The command is complete."""
        now, choice = self._now, self._now.choice
        reads = bool(self._tags) and self._tags[-1][1] is now
        if now.words or now.array is not None or reads:
            self._done.append(now)
            if now.words and now.words[0].raw == "esac":
                choice = None
        self._now = Command(choice=choice)
        self._skip = False
        if not self._tags or self.at >= len(self.text) or not self.left:
            self._ready += self._done
            self._done = []

    def _bodies(self) -> None:
        """The here-documents that begin below this line."""
        for tag, command in self._tags:
            found = None
            if self._missing < MAX_MISSING:
                end = re.compile(rf"^[ \t]*{tag}[ \t\r]*$", re.MULTILINE)
                found = end.search(self.text, self.at, self.at + FURTHEST)
            if found is None:
                self._missing += 1
                continue
            command.here = Word(self.text[self.at : found.start()], self.at)
            self.at = found.end()
        self._tags = []
        self._ready += self._done
        self._done = []
