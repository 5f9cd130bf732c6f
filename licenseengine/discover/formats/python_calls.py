"""Calls in Python: which argument is a default, a flag, a fallback, mere prose.

Floor: discover.
"""

import ast

from licenseengine.discover.formats.folding import dotted, text_of

# Keyword arguments that hold prose for people, or patterns.
PROSE = frozenset(
    {
        "content", "desc", "description", "doc", "epilog", "example", "examples", "headers", "help",
        "hint", "info", "label", "message", "metavar", "placeholder", "prog", "prompt",
        "system_prompt", "template", "text", "title", "tooltip", "usage", "user_agent",
    }
)  # fmt: skip
# Functions that print, log, compare or take texts apart.
TALK = frozenset(
    {
        "compile", "critical", "debug", "echo", "endswith", "error", "exception", "fail", "format",
        "info", "join", "log", "match", "print", "print_exc", "replace", "search", "skip", "split",
        "startswith", "strip", "sub", "warn", "warning", "write",
    }
)  # fmt: skip
DEFAULTS = frozenset({"default", "default_factory", "initial", "fallback"})
_FALLBACKS = frozenset({"getenv", "get", "getattr", "setdefault", "pop"})
_FLAGS = frozenset({"add_argument", "option", "Option", "DEFINE_string", "DEFINE_enum", "argument"})


def last_name(node: ast.Call) -> str:
    """The last part of what is called."""
    return (dotted(node.func) or "").rsplit(".", 1)[-1]


def fallback_name(node: ast.Call) -> tuple[int, str] | None:
    """Where the name stands in ``getenv("NAME", default)`` and the like, and the name itself.

    None for other calls. What follows the name is the default, which holds under it.
    """
    last = last_name(node)
    if last not in _FALLBACKS:
        return None
    place = 1 if last == "getattr" else 0
    if len(node.args) <= place or len(node.args) + len(node.keywords) < place + 2:
        return None
    if isinstance(node.func, ast.Name) and node.func.id not in {"getenv", "getattr"}:
        return None
    name = text_of(node.args[place], {})
    return None if name is None or "/" in name else (place, name)


def flag_name(node: ast.Call) -> str | None:
    """The name of the flag that a call declares, without its hyphens; None for other calls."""
    if last_name(node) not in _FLAGS:
        return None
    words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    names = [w.lstrip("-") for w in words if w.startswith("--")] or [w.lstrip("-") for w in words]
    return names[0].replace("-", "_") if names else None


def given(node: ast.Call) -> tuple[str, ...]:
    """Which arguments a call gives: positions and keywords."""
    return (*map(str, range(len(node.args))), *(k.arg or "**" for k in node.keywords))
