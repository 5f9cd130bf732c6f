"""What waits until all files are read: texts with names in them, and calls of functions that load.

Floor: discover.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from licenseengine.discover.constants import Constants
from licenseengine.discover.formats import python
from licenseengine.discover.formats.folding import MARK, is_open
from licenseengine.discover.records import Document, Gap, Module, Statement
from licenseengine.discover.signs import Signs
from licenseengine.discover.walk import Found, read_file
from licenseengine.discover.wrappers import Calls, filled, templates

_LONGEST = 80  # a name that is handed on


class Waiting:
    """Documents with texts that cannot be told before the modules of the whole project are known.

    A file that seemed to tell nothing was not read in full; it is once another needs its constants
    or calls.
    """

    def __init__(self, root: Path, signs: Signs) -> None:
        self._root, self._signs = root, signs
        self._open: list[Document] = []
        self._calling: list[Document] = []
        self._glanced: dict[str, Found] = {}
        self._modules: dict[str, Module] = {}

    def keep(self, document: Document, found: Found) -> Document:
        """Keep of a document what waits; the document with what can be told at once."""
        self._keep_calls(document)
        if found.format == "python" and not document.statements:
            self._glanced[document.path] = found
        still = tuple(s for s in document.statements if is_open(s.value))
        if not still or document.module is None:
            return document
        rows = {s.line: document.line(s.line) for s in still}
        self._open.append(
            replace(document, text="", statements=still, roots=(), gaps=(), rows=rows)
        )
        told = tuple(s for s in document.statements if not is_open(s.value))
        return replace(document, statements=told)

    def folded(self, modules: dict[str, Module]) -> Iterator[Document]:
        """What waited, with all that is known now; what is not known stays open.

        Args:
            modules: of the project, by path; those that are read in full only now are put in.
        """
        self._modules = modules
        constants = Constants(modules, self._read)
        known: list[Document] = []
        open_ones: list[Document] = []
        for document in self._open:
            told = list(constants.resolved(document.path, document.statements))
            statements = tuple(replace(s, value=text, folded=True) for s, text, _ in told)
            known.append(replace(document, statements=statements))
            still = tuple(replace(s, value=text) for s, _, text in told if is_open(text))
            if still:
                open_ones.append(replace(document, statements=still))
        leads = partial(_leads, self._signs)
        self._read_callers({name for d in open_ones for name, _ in templates(d, leads)})
        made, answered = filled(open_ones, self._calls(constants), modules, leads)
        for document in known:
            at = ((s, (document.path, s.line, s.column)) for s in document.statements)
            kept = tuple(s for s, place in at if not is_open(s.value) or place not in answered)
            yield replace(document, statements=kept)
        for document in made:
            closed = tuple(s for s in document.statements if not is_open(s.value))
            yield replace(document, statements=closed)

    def _read(self, path: str) -> None:
        """Read a module in full that was only glanced at."""
        found = self._glanced.pop(path, None)
        text = read_file(self._root, found) if found else None
        if text is None or isinstance(text, Gap):
            return
        document = python.read(path, text[0], frozenset(self._signs.callers))
        self._keep_calls(document)
        if document.module is not None:
            self._modules[path] = document.module

    def _read_callers(self, functions: set[str]) -> None:
        """Read the modules that call a function which hands on what it is given."""
        wanted = {name.rsplit(".", 1)[-1] for name in functions}
        for path in list(self._glanced):
            if wanted & self._modules[path].uses.get("", frozenset()):
                self._read(path)

    def _keep_calls(self, document: Document) -> None:
        """Keep calls with a short text: they may be of a function that hands it to a loader."""
        if document.module is None or document.format != "python":
            return
        calls = tuple(
            s
            for s in document.statements
            if s.form == "argument" and s.callee and len(s.value) < _LONGEST and " " not in s.value
        )
        if calls:
            rows = {s.line: document.line(s.line) for s in calls}
            self._calling.append(Document(document.path, "python", "", calls, rows=rows))

    def _calls(self, constants: Constants) -> Calls:
        """All calls of functions that the project defines, of those that were kept."""
        calls = Calls()
        defined = frozenset(
            name.rsplit(".", 1)[-1]
            for module in self._modules.values()
            for name in module.parameters
        )
        for document in list(self._calling):
            wanted = tuple(
                s for s in document.statements if (s.callee or "").rsplit(".", 1)[-1] in defined
            )
            told = constants.resolved(document.path, wanted)
            statements = tuple(replace(s, value=template) for s, _, template in told)
            calls.add(replace(document, statements=statements), defined)
        return calls


def _leads(signs: Signs, statement: Statement) -> bool:
    """Whether a text with open parts may name an artefact: part of an address, or for a loader."""
    plain = MARK.sub("", statement.value)
    return "/" in plain or bool(signs.caller(statement.callee)) or signs.ending(plain, "weights")
