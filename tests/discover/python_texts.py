"""What the Python reader tells of a piece of code, in short, for the tests of it."""

from licenseengine.discover.constants import Constants
from licenseengine.discover.formats.folding import MARK
from licenseengine.discover.formats.python import read
from licenseengine.discover.records import Document, Statement

CALLERS = frozenset({"from_pretrained", "OpenAI", "pipeline"})


def read_code(code: str, path: str = "pkg/mod.py") -> Document:
    return read(path, code, CALLERS)


def shown(statement: Statement, value: str | None = None) -> str:
    """Form, keys and value; names that are not known in braces."""
    text = MARK.sub(lambda found: f"{{{found[1]}}}", statement.value if value is None else value)
    return " ".join(word for word in (statement.form, ".".join(statement.keys), text) if word)


def names(code: str) -> list[str]:
    """The statements with a slash in their text, in order: those that the examples are about."""
    return [shown(s) for s in read_code(code).statements if "/" in s.value]


def loaded(modules: dict[str, str], path: str = "main.py") -> list[str]:
    """What `from_pretrained` is given in a module, once the names of all modules are known."""
    documents = {name: read_code(code, name) for name, code in modules.items()}
    constants = Constants({p: d.module for p, d in documents.items() if d.module})
    given = [
        s
        for s in documents[path].statements
        if s.callee and s.callee.endswith("from_pretrained") and s.form != "instance"
    ]
    found = [text for _, text, _ in constants.resolved(path, given)]
    return [MARK.sub(lambda m: f"{{{m[1]}}}", text) for text in found]
