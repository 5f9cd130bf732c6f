"""Operations that no single file states: an index made of embeddings, and what answers from it.

Floor: discover.
"""

from collections.abc import Iterable

from licenseengine.discover.group import Artifact
from licenseengine.discover.records import Making, Place, Role
from licenseengine.discover.signs import Signs, snake

INDEX = "index"
RETRIEVAL = "answers from the index"


def retrieval(
    artifacts: Iterable[Artifact], stores: Iterable[Place], signs: Signs
) -> tuple[Making, ...]:
    """The index that a project makes, where it has a store for one and a model that embeds.

    Args:
        artifacts: of the project; those count that run by default.
        stores: where a client of a store for embeddings is imported.
        signs: the knowledge, for the classes of models.
    """
    place = min(stores, default=None)
    running = [a for a in artifacts if a.role is Role.DEFAULT]
    embedding = [a for a in running if embeds(a, signs)]
    if place is None or not embedding:
        return ()
    made = [Making("embed", tuple(("model", a.ref) for a in embedding), INDEX, "index", place)]
    speaking = [a for a in running if a.kind == "model" and a not in embedding and speaks(a, signs)]
    if speaking:
        inputs = (("index", INDEX), *(("model", a.ref) for a in speaking))
        made.append(Making("retrieve", inputs, RETRIEVAL, "service", place))
    return tuple(made)


def embeds(artifact: Artifact, signs: Signs) -> bool:
    """Whether a model makes embeddings: its class says so, or the setting that names it."""
    entry = signs.library.find_artefact(artifact.ref, artifact.kind)
    if entry is not None and entry.artefact_class:
        return entry.artefact_class == "embedding"
    said = (
        word
        for sighting in artifact.seen
        if sighting.statement is not None
        for word in (*sighting.statement.keys, sighting.statement.callee or "")
    )
    return artifact.kind in {"model", "service"} and any("embed" in snake(word) for word in said)


def speaks(artifact: Artifact, signs: Signs) -> bool:
    """Whether a model writes text, as far as its class is known."""
    entry = signs.library.find_artefact(artifact.ref, artifact.kind)
    return entry is None or entry.artefact_class in {None, "", "llm", "multimodal"}
