"""What ``.gitignore`` files leave out of a project, by the rules of git.

`pathspec` knows them too, but makes of each pattern an expression that backtracks (``*a*a*a*a*b``
does not end on a long name), and tries each pattern on each path; what is scanned is anybody's, and
there is much of it. Here most patterns are looked up, and the others do not backtrack.

Floor: discover.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_WILD = 20_000
_SPECIAL = re.compile(r"[*?\[\\]")
_ENDING = re.compile(r"\*([^*?\[\\/]+)")
_PIECE = re.compile(
    r"\\(.)|(\*+)|(\?)|(\[[!^]?\]?(?:\\.|\[:\w+:\]|[^\]\\])*+\])|([^\\*?\[]+)", re.DOTALL
)
_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "digit": "0-9", "lower": "a-z", "upper": "A-Z",
    "space": r"\s", "xdigit": "0-9a-fA-F", "word": r"\w",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns that decide alike: of a name, of the end of a name, of a path below the folder."""

    names: frozenset[str]
    endings: tuple[str, ...]
    paths: frozenset[str]
    wild_name: re.Pattern[str] | None
    wild_path: re.Pattern[str] | None

    def match(self, name: str, path: str) -> bool:
        """Whether one of them fits."""
        return bool(
            name in self.names
            or path in self.paths
            or name.endswith(self.endings)
            or (self.wild_name and self.wild_name.fullmatch(name))
            or (self.wild_path and self.wild_path.fullmatch(path))
        )


@dataclass(frozen=True, slots=True)
class Ignored:
    """The patterns of one ``.gitignore`` file; `above` are those of the folders around it.

    `runs` are its patterns, last first, those that stand together and decide alike in one: whether
    they leave out, those for files, those for folders. `is_cut` says that some are not honoured.
    """

    folder: str
    above: "Ignored | None"
    runs: tuple[tuple[bool, _Patterns, _Patterns], ...]
    is_cut: bool = False

    def leaves_out(self, path: str, *, is_folder: bool) -> bool:
        """Whether a path below the root is left out; of the folders above it none is."""
        name = path.rsplit("/", 1)[-1]
        own: Ignored | None = self
        while own is not None:
            below = path[len(own.folder) :]
            for leaves_out, files, folders in own.runs:
                if (folders if is_folder else files).match(name, below):
                    return leaves_out
            own = own.above
        return False


def ignored_by(lines: Iterable[str], folder: str = "", above: Ignored | None = None) -> Ignored:
    """What a ``.gitignore`` file leaves out.

    Args:
        lines: of the file.
        folder: that it stands in, with a slash at its end; empty at the root.
        above: what the folders above leave out.
    """
    runs: list[tuple[bool, list[_Rule]]] = []
    wild = 0
    for line in lines:
        rule = _rule(line)
        if rule is None:
            continue
        wild += len(rule.text) if rule.is_wild else 0
        if rule.is_wild and wild > MOST_WILD:
            continue
        if not runs or runs[-1][0] != rule.leaves_out:
            runs.append((rule.leaves_out, []))
        runs[-1][1].append(rule)
    made = tuple(
        (leaves_out, _patterns(r for r in rules if not r.folders_only), _patterns(rules))
        for leaves_out, rules in reversed(runs)
    )
    return Ignored(folder, above, made, wild > MOST_WILD)


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line; `expression` is what a wild pattern became."""

    text: str
    leaves_out: bool
    folders_only: bool
    is_anchored: bool
    is_wild: bool
    expression: str = ""


def _rule(line: str) -> _Rule | None:
    """The rule that a line is; None for a comment, an empty line, a pattern that fits nothing."""
    text = line.rstrip("\r\n")
    while text.endswith(" ") and not text.endswith("\\ "):
        text = text[:-1]
    leaves_out = not text.startswith("!")
    text = text if leaves_out else text[1:]
    if not text or line.startswith("#"):
        return None
    folders_only = text.endswith("/")
    text = text[:-1] if folders_only else text
    is_anchored = "/" in text
    text = text.removeprefix("/")
    if not _SPECIAL.search(text) or (not is_anchored and _ENDING.fullmatch(text)):
        return _Rule(text, leaves_out, folders_only, is_anchored, is_wild=False) if text else None
    expression = _path(text) if is_anchored else _segment(text)
    if expression is None:
        return None
    return _Rule(text, leaves_out, folders_only, is_anchored, is_wild=True, expression=expression)


def _patterns(rules: Iterable[_Rule]) -> _Patterns:
    rules = list(rules)
    plain = [r for r in rules if not r.is_wild]
    endings = [r.text[1:] for r in plain if r.text.startswith("*") and not r.is_anchored]
    return _Patterns(
        frozenset(r.text for r in plain if not r.is_anchored and not r.text.startswith("*")),
        tuple(endings),
        frozenset(r.text for r in plain if r.is_anchored),
        _any([r.expression for r in rules if r.is_wild and not r.is_anchored]),
        _any([r.expression for r in rules if r.is_wild and r.is_anchored]),
    )


def _any(expressions: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(expressions), re.DOTALL) if expressions else None


def _path(text: str) -> str | None:
    """The expression of a pattern with slashes; ``**`` stands for any number of folders."""
    parts: list[list[str]] = [[]]
    for segment in text.split("/"):
        if segment.startswith("**") and not segment.strip("*"):
            if parts[-1] or len(parts) == 1:
                parts.append([])
            continue
        expression = _segment(segment)
        if not expression:  # no pattern, or an empty name, which no file has
            return None
        parts[-1].append(expression)
    first, *rest = ["/".join(part) for part in parts]
    if not rest:
        return first
    begin = f"{first}/" if first else ""
    between = "".join(rf"(?>(?:[^/]++/)*?{part}/)" for part in rest[:-1])
    return begin + between + (rf"(?:[^/]++/)*{rest[-1]}" if rest[-1] else ".+")


def _segment(text: str) -> str | None:
    """The expression of a pattern for one name; None for one that fits nothing.

    What stands between stars is found at the first place where it fits, and not sought again.
    """
    chunks, at = [""], 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        if not piece:  # a bracket without its other half, a backslash at the end
            return None
        at = piece.end()
        if piece[2]:
            chunks.append("")
        else:
            chunks[-1] += (
                "[^/]" if piece[3] else _class(piece[4]) or re.escape(piece[1] or piece[5])
            )
    first, *rest = chunks
    between = "".join(f"(?>[^/]*?{chunk})" for chunk in rest[:-1])
    expression = first + between + (f"[^/]*{rest[-1]}" if rest else "")
    try:
        re.compile(expression)
    except re.error:
        return None
    return expression


def _class(text: str | None) -> str:
    """The class of characters that a pattern's bracket is; empty for none."""
    if not text:
        return ""
    is_not = text[1] in "!^"
    inner = text[1 + is_not : -1]
    inner = re.sub(r"\[:(\w+):\]|\\(.)|([\[\]&|~^\\])", _in_class, inner)
    return f"(?!/)[{'^' if is_not else ''}{inner}]"


def _in_class(found: re.Match[str]) -> str:
    if found[1]:
        return _CLASSES.get(found[1], "")
    return "\\" + (found[2] or found[3]) if not (found[2] or "").isalnum() else found[2]
