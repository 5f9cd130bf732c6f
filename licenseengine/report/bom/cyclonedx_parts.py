"""Things as components and services of CycloneDX.

Floor: report.
"""

from collections.abc import Iterable, Iterator, Mapping

from cyclonedx.model import DataClassification, DataFlow, ExternalReference, Property, XsUri
from cyclonedx.model import ExternalReferenceType as Reference
from cyclonedx.model.component import Component, ComponentScope, ComponentType, Pedigree
from cyclonedx.model.component_evidence import ComponentEvidence, Occurrence
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.service import Service

from licenseengine.report.bom.bill import Flow, Thing
from licenseengine.report.bom.cyclonedx_licenses import licenses_of, observed_in
from licenseengine.report.bom.purls import purl_of
from licenseengine.report.bom.told import PREFIX, evidence_of, making_of

_TYPES = {
    "model": ComponentType.MACHINE_LEARNING_MODEL,
    "adapter": ComponentType.MACHINE_LEARNING_MODEL,
    "dataset": ComponentType.DATA,
    "content": ComponentType.DATA,
    "index": ComponentType.DATA,
    "output": ComponentType.DATA,
}
_SCOPES = {"optional": ComponentScope.OPTIONAL, "excluded": ComponentScope.EXCLUDED}
# How terms pass from what a thing was derived from, and not only learned from, run with or asked.
DERIVED = ("changed", "adapter", "converted")


def component(thing: Thing, things: Mapping[str, Thing]) -> Component:
    """A thing as a component, with what it was derived from."""
    ancestors = [things[source.thing] for source in thing.by_carrying(*DERIVED)]
    shown = _named(thing, thing.id)
    shown.licenses = licenses_of(thing)
    shown.scope = _SCOPES[thing.scope] if thing.scope else None
    shown.evidence = _evidence(thing)
    shown.copyright = thing.copyright
    shown.supplier = OrganizationalEntity(name=thing.author) if thing.author else None
    shown.external_references = _references(thing)
    shown.properties = _properties(thing)
    if ancestors:
        shown.pedigree = Pedigree(ancestors=[_ancestor(one) for one in ancestors])
    return shown


def service(thing: Thing) -> Service:
    """A thing that runs with others as a service: what is sent to it leaves our hands."""
    provider, mark, name = thing.name.partition(":")
    return Service(
        bom_ref=thing.id,
        name=name if mark else thing.name,
        provider=OrganizationalEntity(name=provider) if mark else None,
        x_trust_boundary=True,
        data=[_data(flow) for flow in thing.flows],
        licenses=licenses_of(thing),
        external_references=_references(thing),
        properties=(*_properties(thing), *_places(thing)),
    )


def _data(flow: Flow) -> DataClassification:
    """Data as it flows seen from the service."""
    way = DataFlow.OUTBOUND if flow.comes_back else DataFlow.INBOUND
    return DataClassification(flow=way, classification=flow.data)


def _named(thing: Thing, id_: str | None = None) -> Component:
    """A component that only says what a thing is."""
    group, name = None, thing.name
    if thing.hub is not None and thing.hub[2] is None:
        group, name = thing.hub[:2]
    elif thing.package == "npm" and "/" in name:
        group, _, name = name.partition("/")
    return Component(
        type=_type(thing),
        bom_ref=id_,
        group=group,
        name=name,
        version=thing.version,
        purl=purl_of(thing),
    )


def _type(thing: Thing) -> ComponentType:
    if thing.kind in _TYPES:
        return _TYPES[thing.kind]
    return ComponentType.APPLICATION if thing.is_ours else ComponentType.LIBRARY


def _ancestor(thing: Thing) -> Component:
    """What a thing was derived from: named, and told of where it is listed itself."""
    shown = _named(thing)
    told = (f"{PREFIX}kind", f"{PREFIX}ref")
    shown.properties = [p for p in _properties(thing) if p.name in told]
    return shown


def _evidence(thing: Thing) -> ComponentEvidence | None:
    places = [
        Occurrence(location=one.file, line=one.line, additional_context=one.snippet or None)
        for one in thing.occurrences
    ]
    observed = observed_in(thing)
    if not places and not observed:
        return None
    return ComponentEvidence(occurrences=places, licenses=observed)


def _places(thing: Thing) -> Iterator[Property]:
    """The lines that name a service, which has no field for them."""
    if thing.occurrences:
        yield Property(name=f"{PREFIX}evidence", value=evidence_of(thing))


def _references(thing: Thing) -> Iterable[ExternalReference]:
    if thing.page:
        yield ExternalReference(type=Reference.WEBSITE, url=XsUri(thing.page))


def _properties(thing: Thing) -> Iterator[Property]:
    """What is told of a thing, findings and duties included."""
    same = {source.thing: source.thing for source in thing.sources}
    for name, value in (*thing.properties, *making_of(thing, same)):
        yield Property(name=name, value=value)
    for text in thing.findings:
        yield Property(name=f"{PREFIX}finding", value=text)
    for text in thing.duties:
        yield Property(name=f"{PREFIX}duty", value=text)
