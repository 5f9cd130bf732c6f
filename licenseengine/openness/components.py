"""What is known of each component of a system: released, under which terms, and how that is known.

Floor: openness.
"""

from dataclasses import dataclass

from licenseengine.language.truth import Truth
from licenseengine.openness.licensing import LicenseReader, Terms, state_of
from licenseengine.openness.records import Assessment, Component, Framework, Release, State

RELEASE = "release"


@dataclass(frozen=True)
class Held:
    """One component: its state in words, and whether it is held under the terms that are asked for.

    `listed`: under a license on any list, as the framework asks; `open`: under open terms;
    `approved`: under a license that the OSI approved. `terms` is None where no license is named;
    `closed_terms` says that it is proprietary. `other_content`: the license is open, and made for
    content of another kind.
    """

    component: Component
    state: State
    said: str
    listed: Truth
    open: Truth
    approved: Truth
    terms: Terms | None = None
    closed_terms: bool = False
    other_content: bool = False


def held_by_release(
    release: Release, framework: Framework, reader: LicenseReader
) -> dict[str, Held]:
    """Each component of the framework, by what a source lists as released."""
    return {
        key: _held(component, release, framework, reader)
        for key, component in framework.components.items()
    }


def _held(
    component: Component, release: Release, framework: Framework, reader: LicenseReader
) -> Held:
    no, words = Truth.FALSE, release.components.get(component.key)
    if words is None:  # what no class asks for may not have been used: nobody had to list it
        known = no if component.required else Truth.UNKNOWN
        return Held(component, "unknown", "not among what is listed", no, known, known)
    if words == RELEASE:
        found = release.licenses.get(component.content) or release.licenses.get(RELEASE)
        words = found or words
    if words in framework.words:
        word = framework.words[words]
        return Held(component, word.state, word.said, no, no, no, closed_terms=word.closed_terms)
    terms = reader.read(words)
    state = state_of([terms.open])
    if state == "closed":  # released, under terms that are not open
        state = "partial"
    return Held(
        component,
        state,
        f"under {terms.words}",
        terms.listed,
        terms.open,
        terms.approved,
        terms,
        other_content=_made_for_other_content(terms, component, reader),
    )


def _made_for_other_content(terms: Terms, component: Component, reader: LicenseReader) -> bool:
    if terms.listed is not Truth.TRUE:
        return False
    listings = reader.knowledge.listings
    made_for = [listings[s.id.casefold()].content for s in terms.standings if s.lists]
    return all(content and component.content not in content for content in made_for)


def held_by_assessment(
    assessment: Assessment | None, weights: Terms | None, framework: Framework
) -> dict[str, Held]:
    """What follows where nobody listed the components: only that something is not there.

    Args:
        assessment: what judges found; a plain no means that a component was not released.
        weights: the terms of the weights, as far as they are known; closed ones are not open.
        framework: the components and criteria.
    """
    known = _found_closed(assessment, framework) if assessment else {}
    if weights is not None and weights.open is Truth.FALSE:
        known.setdefault("parameters", ("partial", f"under {weights.words}"))
    return {
        key: _not_open(component, known.get(key)) for key, component in framework.components.items()
    }


def _not_open(component: Component, known: tuple[State, str] | None) -> Held:
    state, said = known or ("unknown", "nobody listed it")
    truth = Truth.FALSE if known else Truth.UNKNOWN
    return Held(component, state, said, truth, truth, truth)


def _found_closed(assessment: Assessment, framework: Framework) -> dict[str, tuple[State, str]]:
    return {
        criterion.component: ("closed", f"found closed: {criterion.name}")
        for criterion in framework.criteria
        if criterion.component and criterion.judgement and not criterion.near
        if assessment.states[criterion.judgement] == "closed"
    }
