"""A bill in SPDX 3.0.1, JSON-LD, through the official bindings of its model.

Floor: report. The profiles are those that the document intends to follow. What they ask for and
nobody told (when a model was released, its version) is left out and not invented: docs/bom.md.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from spdx_python_model import v3_0_1 as spdx

from licenseengine.report.bom.bill import Bill, Thing
from licenseengine.report.bom.spdx3_licenses import Licenses
from licenseengine.report.bom.spdx3_parts import extension, package
from licenseengine.report.bom.spdx3_ties import ties_of
from licenseengine.report.bom.told import evidence_of, making_of

_Profile = spdx.ProfileIdentifierType
_Type = spdx.RelationshipType
# Not the profile `extension`, although properties stand in extensions: in JSON-LD that word is the
# name of a property first, and a reader of RDF would take it for that.
_PROFILES = (
    _Profile.core,
    _Profile.software,
    _Profile.ai,
    _Profile.dataset,
    _Profile.simpleLicensing,
    _Profile.expandedLicensing,
)
_UNKNOWN = spdx.expandedlicensing_IndividualLicensingInfo.NoAssertionLicense
# A document must say when it was made; where the audit knew no day, this stands for none.
_NO_DAY = date(1970, 1, 1)


def written(bill: Bill) -> str:
    """A bill as the text of an SPDX 3 document."""
    document = _Document(bill)
    data = spdx.JSONLDSerializer().serialize_data(document.objects(), force_at_graph=True)
    return json.dumps(data, indent=1)


class _Document:
    """The elements of one document, all under the namespace of its content."""

    def __init__(self, bill: Bill) -> None:
        self._bill = bill
        self._namespace = f"{bill.mark('spdx3').urn}#"
        self._objects = spdx.SHACLObjectSet()
        self._about = self._creation()
        self._licenses = Licenses(bill, self._namespace, self._about)
        self._things = {thing.id: thing for thing in bill.everything}
        width = len(str(len(self._things)))  # so that they are sorted as they are counted
        self._ids = {
            id_: f"{self._namespace}thing-{number:0{width}}"
            for number, id_ in enumerate(self._things, 1)
        }
        self._agents: dict[str, spdx.Agent] = {}
        self._counts: dict[str, int] = {}

    def objects(self) -> spdx.SHACLObjectSet:
        """Everything that the document says."""
        packages = [self._package(thing) for thing in self._bill.everything]
        for thing in self._bill.everything:
            self._relate(thing)
            self._license(thing)
            self._annotate(thing)
        for element in self._licenses.elements():
            self._objects.add(element)
        self._whole(packages)
        return self._objects

    def _creation(self) -> spdx.CreationInfo:
        """When and by what it was made: by a program, for whoever ran it."""
        day = self._bill.day or _NO_DAY
        about = spdx.CreationInfo(specVersion="3.0.1", created=datetime.combine(day, time(), UTC))
        name = f"licenseengine {self._bill.version}"
        agent = spdx.SoftwareAgent(
            spdxId=f"{self._namespace}agent", creationInfo=about, name="licenseengine"
        )
        tool = spdx.Tool(spdxId=f"{self._namespace}tool", creationInfo=about, name=name)
        about.createdBy, about.createdUsing = [agent], [tool]
        self._objects.add(agent)
        self._objects.add(tool)
        return about

    def _whole(self, packages: Iterable[spdx.software_Package]) -> None:
        type_ = (
            spdx.software_SbomType.design if self._bill.is_plan else spdx.software_SbomType.source
        )
        bill = spdx.software_Sbom(
            spdxId=f"{self._namespace}bill",
            creationInfo=self._about,
            software_sbomType=[type_],
            rootElement=[self._ids[self._bill.main.id]],
            element=list(packages),
            profileConformance=list(_PROFILES),
            extension=[extension(self._bill.properties)],
        )
        document = spdx.SpdxDocument(
            spdxId=f"{self._namespace}document",
            creationInfo=self._about,
            name=self._bill.main.name,
            rootElement=[bill],
            profileConformance=list(_PROFILES),
        )
        self._objects.add(bill)
        self._objects.add(document)

    def _package(self, thing: Thing) -> spdx.software_Package:
        shown = package(thing, self._ids[thing.id], self._about)
        shown.extension = [extension((*thing.properties, *making_of(thing, self._ids)))]
        if thing.author:
            agent = self._agent(thing.author)
            if isinstance(shown, spdx.dataset_DatasetPackage):
                shown.originatedBy = [agent]
            else:
                shown.suppliedBy = agent
        self._objects.add(shown)
        return shown

    def _agent(self, name: str) -> spdx.Agent:
        """Who published something, known by the name of an account: a person or an organisation."""
        if name not in self._agents:
            id_ = f"{self._namespace}author-{len(self._agents) + 1}"
            self._agents[name] = spdx.Agent(spdxId=id_, creationInfo=self._about, name=name)
            self._objects.add(self._agents[name])
        return self._agents[name]

    def _relate(self, thing: Thing) -> None:
        for tie in ties_of(thing, self._things):
            self._relationship(tie.thing, tie.type, [self._ids[other] for other in tie.others])

    def _license(self, thing: Thing) -> None:
        concluded = self._licenses.of(thing.concluded) if thing.concluded else _UNKNOWN
        self._relationship(thing.id, _Type.hasConcludedLicense, [concluded])
        # the type means "discovered to contain": what running text says is no less of that
        stated = dict.fromkeys((*thing.declared, *thing.observed))
        if stated:
            declared = [self._licenses.of(licensing) for licensing in stated]
            self._relationship(thing.id, _Type.hasDeclaredLicense, declared)

    def _relationship(self, id_: str, type_: str, to: Sequence[spdx.Element | str]) -> None:
        self._objects.add(
            spdx.Relationship(
                spdxId=self._next("relationship"),
                creationInfo=self._about,
                from_=self._ids[id_],
                relationshipType=type_,
                to=list(to),
            )
        )

    def _annotate(self, thing: Thing) -> None:
        review, other = spdx.AnnotationType.review, spdx.AnnotationType.other
        for text in thing.findings:
            self._annotation(thing, "finding", text, review)
        for text in thing.duties:
            self._annotation(thing, "duty", text, other)
        if thing.occurrences:
            self._annotation(thing, "evidence", evidence_of(thing), other)

    def _annotation(self, thing: Thing, what: str, text: str, type_: str) -> None:
        self._objects.add(
            spdx.Annotation(
                spdxId=self._next(what),
                creationInfo=self._about,
                name=f"licenseengine:{what}",
                annotationType=type_,
                contentType="application/json",
                statement=text,
                subject=self._ids[thing.id],
            )
        )

    def _next(self, what: str) -> str:
        self._counts[what] = self._counts.get(what, 0) + 1
        return f"{self._namespace}{what}-{self._counts[what]}"
