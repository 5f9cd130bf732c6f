"""Findings, duties and questions as the page shows them.

Floor: report.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from licenseengine.audit.causes import Cause, QuestionTold, finding_mark, verdicts
from licenseengine.audit.records import Audit
from licenseengine.compliance.records import Dossier, Due
from licenseengine.errors import printable
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.page.labels import MOMENTS, REMEDIES, SAY, STATUSES, USES, VALUES
from licenseengine.report.page.pieces import marked, place_words, plain, unique, unmarked
from licenseengine.report.page.records import (
    DutyView,
    FindingView,
    LawView,
    Pieces,
    QuestionView,
    Spot,
)
from licenseengine.report.words import cite_of, finding_words
from licenseengine.solver.records import Finding, Level

_NAMED = 3
_MET = {"yes": "met", "no": "missing"}


@dataclass(frozen=True)
class Shown:
    """What findings and duties are shown with: where each thing stands in the picture.

    `boxes` gives the box of each part, `names` what people call it.
    """

    dossier: Dossier
    vocabulary: Vocabulary
    boxes: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    def spot(self, node: str, place: str = "") -> Spot:
        """A thing as a button that leads to its box."""
        return Spot(self.name(node), self.boxes.get(node), place)

    def name(self, node: str) -> str:
        """What people call a thing."""
        return printable(self.names.get(node, node))

    def lit(self, nodes: Iterable[str]) -> tuple[str, ...]:
        """The boxes of some things, each once."""
        return unique(self.boxes[node] for node in nodes if node in self.boxes)

    def finding(
        self, cause: Cause, uses: Iterable[str], ways: Mapping[str, tuple[str, ...]]
    ) -> FindingView:
        """A cause as a card.

        Args:
            cause: what was found.
            uses: the planned uses that were judged.
            ways: the path of each finding, see :func:`ways_of`.
        """
        finding = cause.finding
        paths = [ways.get(s.fingerprint) or (s.node, *s.way) for s in cause.spots]
        clause = finding.clause if finding else None
        return FindingView(
            level=cause.level,
            said=self._said(cause),
            rule=clause.ref if clause else "",
            cite=cite_of(finding) if finding and clause else "",
            uses=_uses(cause.presets, uses),
            option=cause.option,
            counts=cause.counts,
            spots=tuple(self.spot(s.node, place_words(s.place)) for s in cause.spots),
            way=tuple(map(self.name, paths[0])) if len(paths) == 1 and len(paths[0]) > 1 else (),
            boxes=self.lit(node for path in paths for node in path),
            positions=self._positions(finding) if finding else (),
            remedy=REMEDIES.get(clause.remedy, clause.remedy) if clause and clause.remedy else "",
            contact=self._contact(finding) if clause and clause.remedy else "",
        )

    def _said(self, cause: Cause) -> Pieces:
        """The finding in words; of several things, the first few are named."""
        finding, spots = cause.finding, cause.spots
        if finding is None:
            return plain(cause.hold)
        names = [marked(self.name(s.node)) for s in spots]
        if len(names) > 1:
            more = len(names) - _NAMED
            node = ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
            shown = replace(finding, node=node, at=node)
        else:
            node, at = marked(self.name(finding.node)), marked(self.name(finding.at))
            shown = replace(finding, node=node, at=at)
        words = finding_words(shown, self.vocabulary)
        acts = ", ".join(f"`{action}`" for action in cause.actions)
        return unmarked(words.replace(f"`{finding.action}`", acts, 1))

    def _positions(self, finding: Finding) -> tuple[tuple[str, str, Level], ...]:
        """The level under each answer to the one legal question on which a finding hangs."""
        return tuple(
            (name, VALUES[answer], level)
            for answers, level in finding.positions
            if len(answers) == 1
            for name, answer in answers
        )

    def _contact(self, finding: Finding | None) -> str:
        license_ = self.dossier.licenses.get(finding.license or "") if finding else None
        return printable(license_.contact or "") if license_ else ""

    def duty(self, due: Due) -> DutyView:
        """A duty as a row; what was looked up for the planned use of the dossier holds for all."""
        known = next((d for d in self.dossier.dues if d.key == due.key), due)
        found = known.evidence.status
        status = _MET.get(due.plan, found) if found == "unknown" else found
        return DutyView(
            duty=due.duty,
            met=self.vocabulary.raw["duties"][due.duty]["met"],
            text=printable(due.text or ""),
            license=due.license,
            cite=due.clause.cite,
            when=tuple(MOMENTS[moment] for moment in due.when),
            origins=tuple(map(self.spot, due.origins)),
            status=STATUSES[status],
            place=place_words(known.evidence.place),
            guard=self._guard(due.guard),
            boxes=self.lit((*due.origins, *due.nodes)),
        )

    def _guard(self, guard: str | None) -> Pieces:
        """The condition of a duty; where it is one fact, its question."""
        if not guard:
            return ()
        spec = self.vocabulary.facts.get(guard)
        return (("", spec.ask), ("", " "), ("code", guard)) if spec else (("code", guard),)

    def question(self, told: QuestionTold) -> QuestionView:
        """A missing fact as a row."""
        spec = self.vocabulary.facts[told.fact]
        decides = unique(told.clauses.values())
        return QuestionView(told.fact, spec.ask, spec.unit or "", decides, told.option)

    def law(self, name: str) -> LawView:
        """A legal question with its positions."""
        entry = self.vocabulary.questions["questions"][name]
        return LawView(
            name,
            entry["ask"],
            tuple(
                (VALUES[p["answer"] == "true"], p["held"], tuple(p["references"]))
                for p in entry["positions"]
            ),
        )


def _uses(some: Iterable[str], every: Iterable[str]) -> tuple[str, ...]:
    """Planned uses as their buttons name them; one word where it is all of them."""
    some, every = list(some), list(every)
    if len(every) > 1 and set(some) >= set(every):
        return (SAY["every_use"],)
    return tuple(USES.get(use, use) for use in every if use in some)


def laws_in(causes: Iterable[Cause]) -> Iterator[str]:
    """The legal questions on which findings hang that count."""
    for cause in causes:
        if cause.finding and cause.counts:
            yield from (n for n in sorted(cause.finding.missing) if n.startswith("law."))


def ways_of(found: Audit) -> dict[str, tuple[str, ...]]:
    """The longest path of each finding, by its mark."""
    ways: dict[str, tuple[str, ...]] = {}
    for _, _, verdict in verdicts(found):
        for finding in verdict.findings:
            mark = finding_mark(finding)
            if len(finding.path) > len(ways.get(mark, ())):
                ways[mark] = finding.path
    return ways
