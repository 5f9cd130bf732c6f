"""What `notes` prints: which files it wrote and what they lack; duties with their status.

Floor: report. The JSON is ``licenseengine/notes/1``.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from licenseengine.compliance.blanks import blanks_of
from licenseengine.compliance.records import Dossier, Due, Status
from licenseengine.library.index import Library
from licenseengine.report.notes.compliance import URGENT, answer_of, shown_by
from licenseengine.report.notes.documents import Note
from licenseengine.report.notes.rendering import in_plain
from licenseengine.report.notes.voice import Voice
from licenseengine.report.text import NOT_ADVICE
from licenseengine.report.wording import wording_of

NOTES_SCHEMA = "licenseengine/notes/1"


def summary_text(
    dossier: Dossier, notes: Iterable[Note], out: Path, library: Library, language: str
) -> str:
    """The answer, the files, the gaps, the duties that are missing."""
    voice = plain_voice(dossier, library, language)
    notes = tuple(notes)
    lines = [f"{answer_of(voice)} ({dossier.scenario})", "", f"{out}:"]
    lines += [f"  {note.path}" for note in notes if not note.is_gap]
    gaps = [note for note in notes if note.is_gap]
    if gaps:
        lines += ["", "Texts that are not at hand; each file says where to get its text:"]
        lines += [f"  {note.path}" for note in gaps]
    blanks = blanks_of(dossier)
    if blanks:
        lines += ["", "Not known; tell it in the manifest under `params`:"]
        lines += [f"  {blank.name} of {in_plain(voice.title(blank.part))}" for blank in blanks]
    lines += ["", *_duty_lines(dossier, voice, ("missing",)), _counts(dossier), NOT_ADVICE]
    return "\n".join(lines)


def duties_text(dossier: Dossier, library: Library, language: str) -> str:
    """Duties by status, those that are missing first."""
    voice = plain_voice(dossier, library, language)
    missing = sum(due.evidence.status == "missing" for due in dossier.dues)
    head = f"Missing: {missing} of {len(dossier.dues)} duties" if missing else "No duty is missing"
    lines = [f"{head} ({dossier.scenario})", "", *_duty_lines(dossier, voice, URGENT)]
    return "\n".join([*lines, _counts(dossier), NOT_ADVICE])


def summary_json(dossier: Dossier, notes: Iterable[Note], library: Library) -> dict[str, Any]:
    """What was written, as JSON."""
    notes = tuple(notes)
    return {
        **duties_json(dossier, library),
        "files": [note.path for note in notes],
        "gaps": [note.path for note in notes if note.is_gap],
        "not_known": [{"of": blank.part, "what": blank.name} for blank in blanks_of(dossier)],
    }


def duties_json(dossier: Dossier, library: Library) -> dict[str, Any]:
    """Duties with their status, as JSON."""
    voice = plain_voice(dossier, library, "en")
    day = dossier.audit.day
    return {
        "schema": NOTES_SCHEMA,
        "project": dossier.audit.scan.name,
        "scenario": dossier.scenario,
        "verdict": str(dossier.level),
        "day": day.isoformat() if day else None,
        "duties": [duty_status_json(due, voice) for due in dossier.dues],
        "missing": sum(due.evidence.status == "missing" for due in dossier.dues),
        "knowledge": {"version": dossier.version, "sha256": dossier.knowledge},
        "notice": NOT_ADVICE,
    }


def duty_status_json(due: Due, voice: Voice) -> dict[str, Any]:
    """One duty with what shows that it is met."""
    place = due.evidence.place
    return {
        "key": due.key,
        "duty": due.duty,
        "text": due.text,
        "license": due.license,
        "rule": due.clause.ref,
        "cite": due.clause.cite,
        "of": list(due.origins),
        "at": list(due.nodes),
        "when": list(due.when),
        "guard": due.guard,
        "how": voice.wording.duty(due.duty),
        "status": due.evidence.status,
        "shown_by": str(shown_by(due, voice)),
        "file": place.file if place else None,
        "line": place.line if place else None,
    }


def plain_voice(dossier: Dossier, library: Library, language: str) -> Voice:
    """The voice of text for a pipe."""
    return Voice(dossier, library, wording_of(language, library), in_plain, in_plain, in_plain)


def _duty_lines(dossier: Dossier, voice: Voice, wanted: tuple[Status, ...]) -> Iterator[str]:
    for status in wanted:
        some = [due for due in dossier.dues if due.evidence.status == status]
        if not some:
            continue
        yield f"{voice.wording.status(status)}:"
        for due in some:
            text = f" “{in_plain(due.text)}”" if due.text else ""
            guard = f" (if {in_plain(due.guard)})" if due.guard else ""
            yield (
                f"  - {due.duty}{text}{guard}, {voice.names(due.origins)}"
                f" [{due.license} {due.clause.cite}]: {shown_by(due, voice)}"
            )
        yield ""


def _counts(dossier: Dossier) -> str:
    figures = {s: sum(d.evidence.status == s for d in dossier.dues) for s in URGENT}
    return "; ".join(f"{number} {status}" for status, number in figures.items())
