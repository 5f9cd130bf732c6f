"""The answer to a question: what is asked about, judged.

Floor: ask.
"""

from dataclasses import dataclass
from pathlib import Path

from licenseengine.ask.plan import stack_of
from licenseengine.ask.tree import HERE, Question
from licenseengine.ask.understand import understand
from licenseengine.errors import Diagnostic, Span, StackError
from licenseengine.library.index import Library, open_library
from licenseengine.resolve.judge import Judged, judge
from licenseengine.resolve.plan import Plan, day_of
from licenseengine.stack.records import Stack

MANIFEST = "licenseengine.yaml"
_HOW = (
    "write one (its keys: `licenseengine schema manifest`), or name what you ask about, "
    "such as `can I sell org/model`"
)


@dataclass(frozen=True)
class Answer:
    """A question as it was understood, and the verdict about it."""

    question: Question
    judged: Judged


def answer(text: str, path: Path, library: Library | None = None) -> Answer:
    """Understand a question and judge what it asks about.

    Args:
        text: the question, in English, French or Italian.
        path: the project asked in, a folder or its manifest; read only where the question means it.
        library: the knowledge; the project's own when None.

    Raises:
        QuestionError: LE501, LE502, a part of the question is not understood.
        StackError, ReadError: the project cannot be read.
    """
    library = library or open_library()
    question = understand(text, library)
    project = None
    if any(thing.ref == HERE for thing in question.things):
        project = project_stack(path, library)
    stack = stack_of(question, library, project)
    return Answer(question, judge(stack, library, today=day_of(Plan())))


def project_stack(path: Path, library: Library) -> Stack:
    """The stack of the project in a folder: its manifest. A scan of its files plugs in here.

    Raises:
        StackError: LE101 there is no manifest; LE4xx and others as `read_manifest` has them.
    """
    from licenseengine.stack.manifest import read_manifest  # noqa: PLC0415 - pydantic, only for manifests

    file = path if path.suffix in {".yaml", ".yml"} else path / MANIFEST
    if not file.is_file():
        said = f"`{file}` does not exist, so it is not known what the project is made of"
        raise StackError([Diagnostic("LE101", Span(str(file)), said, None, _HOW)])
    return read_manifest(file, library.vocabulary)
