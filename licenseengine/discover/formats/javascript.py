"""JavaScript and TypeScript files, through their syntax tree: what they state.

Read by tree-sitter, whose parsers are installed with the package and loaded only when such a file
is met: it reads on after a fault, and in time that grows with the file. Of components of Vue and
Svelte only the scripts are read. Bundles, which other files were made into, are passed over.

Floor: discover.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from licenseengine.discover.records import Document, Gap, Place, Statement

if TYPE_CHECKING:
    from tree_sitter import Language, Node

LONGEST_LINE = 5_000
MAX_BYTES = 2 * 1024 * 1024
_BUNDLE = re.compile(r"[^\n]{%d}" % (LONGEST_LINE + 1))  # noqa: UP031 - braces are the expression's
_OPENS = re.compile(r"<script\b(?P<how>[^>]{0,500})>", re.IGNORECASE)
_CLOSES = re.compile(r"</script\s*>", re.IGNORECASE)
_LANG = re.compile(r"""\blang\s*=\s*["']?(tsx?|typescript)\b""", re.IGNORECASE)
_NOT_NEWLINE = re.compile(r"[^\n]+")
_IMPORTS = re.compile(
    r"""\b(?:from|import|import\s?\(|require\s?\()\s{0,20}["'](?P<module>[^"'\n]{1,200})["']"""
)
_GRAMMARS = {
    "ts": "typescript", "mts": "typescript", "cts": "typescript", "tsx": "tsx",
}  # fmt: skip


def read(path: str, text: str) -> Document:
    """The statements of a JavaScript or TypeScript file, or of the scripts of a component."""
    name = path.rsplit("/", 1)[-1].casefold()
    suffix = name.rsplit(".", 1)[-1]
    if len(text) > MAX_BYTES:
        return _without(path, text, "LE704", "too large for a file that people write")
    grammar, code = _GRAMMARS.get(suffix, "javascript"), text
    if suffix in {"vue", "svelte", "html", "astro"}:
        grammar, code = _scripts(text)
    if ".min." in name or _BUNDLE.search(code):
        return _without(path, text, "LE704", "a bundle, made from other files: it was not read")
    try:
        return _read(path, text, code, grammar)
    except ImportError:
        return _without(path, text, "LE707", "the reader of JavaScript is not installed")


def glance(path: str, text: str) -> Document:
    """Only what a file imports, without reading the rest of it: for files that name nothing."""
    found: list[Statement] = []
    line, at = 1, 0
    for module in _IMPORTS.finditer(text):
        begin = module.start("module")
        line += text.count("\n", at, begin)
        at = begin
        column = begin - text.rfind("\n", 0, begin) - 1
        found.append(Statement(module["module"], line, column, (), "import"))
    return Document(path, "javascript", text, tuple(found))


def _without(path: str, text: str, code: str, said: str) -> Document:
    return Document(path, "javascript", text, gaps=(Gap(code, Place(path), said),))


def _read(path: str, text: str, code: str, grammar: str) -> Document:
    from licenseengine.discover.formats.javascript_walk import Walk  # noqa: PLC0415 - tree-sitter, when needed

    source = code.encode("utf-8", "replace")
    root = _tree(source, grammar)
    if root.has_error and grammar == "javascript":
        typed = _tree(source, "tsx")  # types in a file of JavaScript, as Flow has them
        root = root if typed.has_error else typed
    walk = Walk(source)
    walk.run(root)
    statements = walk.statements()
    gaps = []
    if root.has_error:
        place = Place(path, walk.fault or 1)
        gaps.append(Gap("LE703", place, "a part of the file is not understood"))
    if walk.cut:
        place = Place(path, walk.cut)
        gaps.append(Gap("LE704", place, "too many parts: the rest was not read"))
    return Document(path, "javascript", text, statements, gaps=tuple(gaps))


def _tree(source: bytes, grammar: str) -> "Node":
    from tree_sitter import Parser  # noqa: PLC0415 - when needed

    return Parser(_language(grammar)).parse(source).root_node


@lru_cache(maxsize=4)
def _language(grammar: str) -> "Language":
    from tree_sitter import Language  # noqa: PLC0415 - when needed

    if grammar == "javascript":
        from tree_sitter_javascript import language  # noqa: PLC0415 - when needed

        return Language(language())
    from tree_sitter_typescript import language_tsx, language_typescript  # noqa: PLC0415 - when needed

    return Language(language_tsx() if grammar == "tsx" else language_typescript())


def _scripts(text: str) -> tuple[str, str]:
    """The grammar of a component's scripts, and its text with all but the scripts blanked out."""
    parts: list[str] = []
    grammar = "javascript"
    at = 0
    while (opens := _OPENS.search(text, at)) is not None:
        closes = _CLOSES.search(text, opens.end())
        end = closes.start() if closes else len(text)
        lang = _LANG.search(opens["how"])
        if lang:
            grammar = "tsx" if lang[1].casefold() == "tsx" else "typescript"
        parts += [_blank(text[at : opens.end()]), text[opens.end() : end]]
        at = end
    return grammar, "".join(parts)


def _blank(text: str) -> str:
    return _NOT_NEWLINE.sub(lambda found: " " * min(len(found[0]), LONGEST_LINE - 1), text)
