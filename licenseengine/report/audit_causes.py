"""The causes of an audit's answer in words.

Floor: report.
"""

from collections.abc import Iterable
from dataclasses import replace

from licenseengine.audit.causes import Cause, Spot
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.audit_lines import Line, Name, joined, place_text, said
from licenseengine.report.words import finding_words

SPOTS = 6
_MARK = "\ue000"


def spot_line(spot: Spot) -> Line:
    """The spot in words."""
    shown = joined([(Name(n),) for n in (spot.node, *spot.way)], " → ")
    return (*shown, " (", place_text(spot.place), ")") if spot.place else shown


def spots_line(spots: tuple[Spot, ...], shown: int | None = SPOTS) -> Line:
    """Spots in a row; past a number only how many more."""
    some = spots if shown is None or len(spots) <= shown + 1 else spots[:shown]
    line = joined([spot_line(s) for s in some])
    return (*line, f" and {len(spots) - len(some)} more") if len(some) < len(spots) else line


def cause_line(
    cause: Cause, presets: Iterable[str], vocabulary: Vocabulary, shown: int | None = SPOTS
) -> Line:
    """A cause in one line: level, what and by which clause, of which artefacts, for which use."""
    uses = uses_words(cause.presets, presets)
    spots = spots_line(cause.spots, shown)
    if cause.finding is None:
        return (cause.level, f" {uses}: ", *said(cause.hold), *((": ", *spots) if spots else ()))
    finding = cause.finding
    words = finding_words(replace(finding, node=_MARK, at=_MARK), vocabulary)
    acts = ", ".join(f"`{a}`" for a in cause.actions)
    words = words.replace(f"`{finding.action}`", acts, 1)
    before, mark, after = words.partition(_MARK)
    rule: Line = (" [", Name(finding.clause.ref), "]") if finding.clause else ()
    after = after.replace(_MARK, "it")
    middle = spots if mark else (": ", *spots)
    return (cause.level, f" {uses}: ", *said(before), *middle, *said(after), *rule)


def uses_words(some: Iterable[str], presets: Iterable[str]) -> str:
    """For which presets something holds, in words."""
    some, presets = list(some), list(presets)
    if set(some) >= set(presets):
        return "for every use" if len(presets) > 1 else f"for {presets[0]}"
    return "for " + ", ".join(p for p in presets if p in set(some))
