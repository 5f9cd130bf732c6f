"""Calls in Python: which argument is a default, a flag, a fallback, mere prose.

Floor: discover.
"""

import ast

from licenseengine.discover.formats.python_texts import last_name

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
_FLAGS = frozenset({"add_argument", "option", "Option", "DEFINE_string", "DEFINE_enum", "argument"})


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
