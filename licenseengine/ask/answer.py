"""The answer to a question: what is asked about, judged.

Floor: ask.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from licenseengine.ask.plan import stack_of
from licenseengine.ask.tree import HERE, Question
from licenseengine.ask.understand import understand
from licenseengine.errors import Diagnostic, Span, StackError
from licenseengine.library.index import Library, open_library
from licenseengine.resolve.judge import Judged, judge
from licenseengine.resolve.plan import Plan, day_of
from licenseengine.solver.records import Level
from licenseengine.stack.records import Stack

MANIFEST = "licenseengine.yaml"
_HOW = (
    "write one (`licenseengine init`, or its keys: `licenseengine schema manifest`), "
    "or name what you ask about, such as `can I sell org/model`"
)


@dataclass(frozen=True)
class Answer:
    """A question as it was understood, and the verdict about it."""

    question: Question
    judged: Judged


@dataclass(frozen=True)
class Project:
    """What the project asked in is made of.

    `held` says why an answer about it cannot be better than review, `notes` how it is known.
    """

    stack: Stack
    held: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def answer(text: str, path: Path, library: Library | None = None) -> Answer:
    """Understand a question and judge what it asks about.

    Args:
        text: the question, in English, French or Italian.
        path: the project asked in, a folder or its manifest; read only where the question means it.
        library: the knowledge; the project's own when None.

    Raises:
        QuestionError: LE501, LE502, a part of the question is not understood.
        StackError, ReadError: the project cannot be read, or nothing was found in its files.
    """
    library = library or open_library()
    question = understand(text, library)
    if not any(thing.ref == HERE for thing in question.things):
        stack = stack_of(question, library, None)
        return Answer(question, judge(stack, library, today=day_of(Plan())))
    project = project_of(path, library)
    stack = stack_of(question, library, project.stack)
    return Answer(question, _held(judge(stack, library, today=day_of(Plan())), project))


def project_of(path: Path, library: Library) -> Project:
    """What a project is made of: as its manifest says, else as its files tell.

    Raises:
        StackError: LE101 there is neither a manifest nor anything found; LE4xx and others as
            `read_manifest` has them.
    """
    from licenseengine.stack.manifest import read_manifest  # noqa: PLC0415 - pydantic, only for manifests

    file = path if path.suffix in {".yaml", ".yml"} else path / MANIFEST
    if file.is_file():
        return Project(read_manifest(file, library.vocabulary))
    found = _scanned(path, library) if path.is_dir() else None
    if found is None:
        said = f"`{file}` does not exist, so it is not known what the project is made of"
        raise StackError([Diagnostic("LE101", Span(str(file)), said, None, _HOW)])
    return found


def _scanned(path: Path, library: Library) -> Project | None:
    """What the files of a folder tell; None when they name nothing that is under terms."""
    from licenseengine.audit.audit import audit  # noqa: PLC0415 - only for projects without a manifest
    from licenseengine.audit.wish import Wish  # noqa: PLC0415 - only for projects without a manifest
    from licenseengine.discover.records import Role  # noqa: PLC0415 - the same

    audited = audit(path, library, Wish(presets=()))
    inside = [i for i in audited.items if i.artifact.role is Role.DEFAULT]
    if not inside:
        return None
    refs = {i.artifact.ref for i in inside}
    held = (
        *(f"{i.node}: {i.hold}" for i in inside if i.hold),
        *(
            f"{i.node}: stated as {' and as '.join(i.terms.rivals)} too"
            for i in inside
            if i.terms.rivals
        ),
        *(
            f"{d.ref}: stated as {d.one} and as {d.other}"
            for d in audited.disagreements
            if d.ref in refs
        ),
        *audited.unsettled,
    )
    note = (
        f"found in {audited.scan.files} files, what runs by default: "
        f"{', '.join(i.node for i in inside)}; `licenseengine audit` tells where, and the options"
    )
    return Project(audited.stack, held, (note,))


def _held(judged: Judged, project: Project) -> Judged:
    """The verdict, no better than what is known of the project allows."""
    verdict = judged.verdict
    level = max(verdict.level, Level.REVIEW) if project.held else verdict.level
    notes = (*verdict.notes, *project.notes, *(f"not settled: {h}" for h in project.held))
    return replace(judged, verdict=replace(verdict, level=level, notes=notes))
