"""The notes of a project: every document that a release needs, from its dossier.

Floor: report; writes no file.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from licenseengine.compliance.records import MARKER, Dossier, LicenseText
from licenseengine.errors import StackError, printable
from licenseengine.library.index import Library
from licenseengine.report.graph.mermaid import stack_mermaid
from licenseengine.report.graph.svg import stack_svg
from licenseengine.report.notes.compliance import compliance_values
from licenseengine.report.notes.credits import (
    NOTICE,
    SHOWN,
    credit_line,
    credit_rest,
    credited,
    groups_of,
    ordered_texts,
    packages,
    policy_lines,
)
from licenseengine.report.notes.handling import handling_values
from licenseengine.report.notes.model_card import card_values, released
from licenseengine.report.notes.rendering import (
    Templates,
    Written,
    as_code,
    in_cell,
    in_link,
    in_plain,
    in_prose,
)
from licenseengine.report.notes.voice import Voice
from licenseengine.report.wording import wording_of

TEXTS, CARDS, PICTURE = "THIRD_PARTY_LICENSES", "MODEL_CARD", "stack.svg"
# How a file begins that stands in the place of a text, in every language.
GAP_MARK = "[MISSING LICENSE TEXT]"
_UNSAFE = re.compile(r"[^\w.+-]+")


@dataclass(frozen=True, slots=True)
class Note:
    """A document: its path below the folder of notes, its text, and whether it is a marked gap."""

    path: str
    text: str
    is_gap: bool = False


def notes_of(
    dossier: Dossier, library: Library, language: str, templates: Path | None = None
) -> tuple[Note, ...]:
    """All documents of a project.

    Args:
        dossier: with duties checked and texts filled in.
        library: the knowledge.
        language: ``en``, ``fr`` or ``it``.
        templates: a folder whose templates take the place of ours.

    Raises:
        ReadError: LE110, a template of that folder cannot be used.
    """
    wording = wording_of(language, library)
    plain = Voice(dossier, library, wording, in_plain, in_plain, in_plain)
    markdown = Voice(dossier, library, wording, in_prose, as_code, in_link)
    writers = (
        _Writer(plain, Templates(in_plain, _filters(plain), templates)),
        _Writer(markdown, Templates(in_prose, _filters(markdown), templates)),
    )
    return tuple(_notes(*writers))


@dataclass(frozen=True)
class _Writer:
    """A voice with the templates of its form."""

    voice: Voice
    templates: Templates

    def write(self, name: str, **values: Any) -> str:  # noqa: ANN401 - what the template names
        return self.templates.render(name, {**_common(self.voice), **values})


def _notes(plain: _Writer, markdown: _Writer) -> Iterator[Note]:
    voice, dossier = markdown.voice, markdown.voice.dossier
    texts = tuple(_files(dossier.texts))
    yield Note("NOTICE", plain.write("NOTICE.txt.j2", **_credit_values(plain.voice)))
    yield Note("ATTRIBUTION.md", markdown.write("ATTRIBUTION.md.j2", **_credit_values(voice)))
    picture = _picture(dossier)
    told = {**_compliance(voice, texts), "picture": picture and PICTURE}
    yield Note("COMPLIANCE.md", markdown.write("COMPLIANCE.md.j2", **told))
    if picture:
        yield Note(PICTURE, picture)
    for part in released(dossier):
        card = markdown.write("MODEL_CARD.md.j2", **card_values(part, voice))
        yield Note(f"{CARDS}/{slug(part.public_name or part.id)}.md", card)
    if any(p.kind == "service" and p.origin != "made" for p in dossier.parts):
        page = markdown.write("DATA_HANDLING.md.j2", **handling_values(voice))
        yield Note("DATA_HANDLING.md", page)
    if texts:
        rows = [_index_row(file, text, voice) for file, text in texts]
        yield Note(f"{TEXTS}/README.md", markdown.write("README.md.j2", texts=rows))
    for file, text in texts:
        if text.text is None:
            yield Note(
                file,
                plain.write("MISSING.txt.j2", text=text, gap_mark=Written(GAP_MARK)),
                is_gap=True,
            )
        else:
            yield Note(file, text.text)


def _picture(dossier: Dossier) -> str | None:
    """The stack as a picture; None where nothing is installed that lays it out."""
    try:
        return stack_svg(dossier)
    except StackError:
        return None


def _compliance(voice: Voice, texts: tuple[tuple[str, LicenseText], ...]) -> dict[str, Any]:
    return {
        **compliance_values(voice),
        "mermaid": Written(stack_mermaid(voice.dossier).strip()),
        "packages": packages(voice.dossier),
        "texts": [_text_row(file, text, voice) for file, text in texts],
    }


def _common(voice: Voice) -> dict[str, Any]:
    """What every template may name."""
    dossier = voice.dossier
    day = dossier.audit.day
    return {
        "say": voice.say,
        "marker": Written(MARKER),
        "name": dossier.audit.scan.name,
        "day": day.isoformat() if day else "",
        "version": dossier.version,
        "knowledge": dossier.knowledge,
        "dossier": dossier,
        "wording": voice.wording,
        "voice": voice,
    }


def _credit_values(voice: Voice) -> dict[str, Any]:
    dossier, library = voice.dossier, voice.library
    return {
        "notices": ordered_texts(dossier, library, NOTICE),
        "shown": ordered_texts(dossier, library, SHOWN),
        "groups": groups_of(credited(dossier), voice.say("unknown-license")),
        "packages": packages(dossier),
        "policies": list(policy_lines(dossier.dues, voice)),
    }


def _filters(voice: Voice) -> dict[str, Callable[..., Any]]:
    """What templates may use beside jinja2's own filters."""
    return {
        "cell": in_cell,
        "code": as_code,
        "link": voice.link,
        "listed": voice.names,
        "ordered": lambda text: _ordered(str(text), quoted=voice.link is in_link),
        "indented": lambda text: Written(f"  {voice.prose(text)}"),
        "credit_line": lambda credit: credit_line(credit, voice),
        "credit_rest": lambda credit: list(credit_rest(credit, voice)),
    }


def _ordered(text: str, *, quoted: bool) -> Written:
    """A text that stands word for word; in Markdown as a quotation."""
    lines = [printable(line) for line in text.splitlines()]
    return Written("\n".join(f"> {line}" if quoted else line for line in lines))


def _files(texts: Iterable[LicenseText]) -> Iterator[tuple[str, LicenseText]]:
    """Each text with the file that holds it; several texts of one license are told apart."""
    taken: set[str] = set()
    for text in texts:
        name = slug(text.license)
        if name in taken:
            name = f"{name}-{slug(text.parts[0])}" if text.parts else name
        number = 2
        while name in taken:
            name, number = f"{slug(text.license)}-{number}", number + 1
        taken.add(name)
        yield f"{TEXTS}/{name}.txt", text


def slug(name: str) -> str:
    """A name that is safe as the name of a file."""
    return _UNSAFE.sub("-", name).strip("-.")[:100] or "unnamed"


def _text_row(file: str, text: LicenseText, voice: Voice) -> dict[str, Any]:
    """A row of COMPLIANCE.md: where the text is, or where to get it."""
    shown = voice.shown(file)
    if text.text is not None:
        where = voice.say("text-at-hand", file=shown)
    elif text.url:
        where = voice.say("text-gap", url=voice.link(text.url), file=shown)
    else:
        where = voice.say("text-gap-nowhere", file=shown)
    return {"name": text.name, "where": where, "parts": voice.names(text.parts)}


def _index_row(file: str, text: LicenseText, voice: Voice) -> dict[str, Any]:
    """A row of the index of texts."""
    return {
        "name": text.name,
        "file": file.removeprefix(f"{TEXTS}/"),
        "parts": voice.names(text.parts),
        "source": _taken_from(text, voice),
    }


def _taken_from(text: LicenseText, voice: Voice) -> Written:
    """Where a text was taken from, and what it lacks."""
    if text.source is None:
        return voice.say("text-missing")
    source = voice.prose(text.source)
    return Written(f"{source}. {voice.say('copyright-gap')}") if text.needs_copyright else source
