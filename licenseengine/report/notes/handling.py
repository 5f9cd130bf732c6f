"""What DATA_HANDLING.md tells: what each service's terms say about the data that it is sent.

Floor: report.
"""

from typing import Any

from licenseengine.compliance.handling import Handled
from licenseengine.compliance.records import Part
from licenseengine.language.printer import write_condition
from licenseengine.report.notes.rendering import Written
from licenseengine.report.notes.voice import Voice

# What a project itself says about what it sends.
_TOLD = "use.inputs."


def services(voice: Voice) -> tuple[Part, ...]:
    """The hosted services of the stack, options included."""
    dossier = voice.dossier
    return tuple(p for p in dossier.parts if p.id in dossier.handling)


def handling_values(voice: Voice) -> dict[str, Any]:
    """All that the template of DATA_HANDLING.md may name, beside `say` and the filters."""
    return {"services": [_service(part, voice) for part in services(voice)]}


def _service(part: Part, voice: Voice) -> dict[str, Any]:
    dossier = voice.dossier
    stated = dossier.handling[part.id]
    topics = voice.library.vocabulary.raw["handling"]["topics"]
    silent = [name for name in topics if name not in {h.topic for h in stated}]
    facts = dossier.audit.answers[dossier.scenario].judged.verdict.facts.told
    return {
        "title": part.title,
        "license": voice.shown(part.license or "?"),
        "terms": voice.listed(_dated(part, voice)),
        "rows": [_row(handled, voice) for handled in stated],
        "silent": voice.listed(voice.wording.topic(name) for name in silent),
        "facts": [
            Written(f"{voice.wording.ask(name)} {voice.wording.value(value)}")
            for name, value in sorted(facts.items())
            if name.startswith(_TOLD)
        ],
    }


def _dated(part: Part, voice: Voice) -> list[Written]:
    """The terms by name, with the day since which they are in force."""
    found = []
    for named in voice.dossier.credits[part.id].terms:
        license_ = voice.dossier.licenses[named.id]
        day = license_.effective or license_.released
        name = voice.prose(license_.name)
        if day:
            name = voice.say("handling-dated", name=name, day=day.isoformat())
        found.append(Written(f"{name} ({voice.link(named.url)})") if named.url else name)
    return found


def _row(handled: Handled, voice: Voice) -> dict[str, Any]:
    wording = voice.wording
    shown = Written(wording.stance(handled.topic, handled.stance))
    if handled.of:
        data = voice.listed(Written(wording.data(name)) for name in handled.of)
        shown = voice.say("handling-of", data=data, said=shown)
    more = (
        wording.value(handled.period) if handled.period else "",
        ", ".join(handled.places),
        voice.link(handled.url) if handled.url else "",
    )
    shown = Written(" ".join((shown, *(f"({text})" for text in more if text))))
    condition = write_condition(handled.when) if handled.when is not None else ""
    return {
        "topic": wording.topic(handled.topic),
        "said": shown,
        "clause": f"{handled.license} {', '.join(handled.cites)}",
        "condition": voice.shown(condition) if handled.missing else "",
    }
