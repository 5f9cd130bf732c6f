"""A bill in CycloneDX 1.6, JSON, through the library of the format.

Floor: report. 1.6 is the first version in which a license says whether it is declared or concluded;
nothing of what we say needs a later one. The library has no model cards yet: the one thing that we
say in them, which data a model learned from, is put into what it wrote, and the tests hold the
whole against the schema.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.lifecycle import LifecyclePhase, PredefinedLifecycle
from cyclonedx.model.service import Service
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output.json import JsonV1Dot6

from licenseengine.report.bom.bill import Bill, Thing
from licenseengine.report.bom.cyclonedx_parts import component, service

_LEARNED = ("trained", "output-trained")
_ORDER = (
    "$schema", "bomFormat", "specVersion", "serialNumber", "version",
    "metadata", "components", "services", "dependencies",
)  # fmt: skip


def written(bill: Bill) -> str:
    """A bill as the text of a CycloneDX document."""
    data = json.loads(JsonV1Dot6(_bom(bill)).output_as_string())
    _put_cards(data, {thing.id: thing for thing in bill.everything})
    return json.dumps(_in_order(data, bill), indent=1)


def _bom(bill: Bill) -> Bom:
    things = {thing.id: thing for thing in bill.everything}
    main = component(bill.main, things)
    listed: dict[str, Component | Service] = {bill.main.id: main}
    for thing in bill.things:
        listed[thing.id] = service(thing) if thing.is_hosted else component(thing, things)
    bom = Bom(
        serial_number=bill.mark("cyclonedx"),
        components=[c for c in listed.values() if isinstance(c, Component) and c is not main],
        services=[s for s in listed.values() if isinstance(s, Service)],
    )
    phase = LifecyclePhase.DESIGN if bill.is_plan else LifecyclePhase.PRE_BUILD
    about = bom.metadata
    about.component = main
    about.lifecycles = [PredefinedLifecycle(phase)]
    about.tools = ToolRepository(components=[_tool(bill.version)])
    about.properties = [Property(name=n, value=v) for n, v in bill.properties]
    # no clock: the day is that of the audit, and where it had none the bill has none
    about.timestamp = datetime.combine(bill.day, time(), UTC) if bill.day else None  # type: ignore[assignment] # None is left out
    for id_, needed in _needs(bill):
        bom.register_dependency(listed[id_], [listed[other] for other in needed])
    return bom


def _tool(version: str) -> Component:
    return Component(type=ComponentType.APPLICATION, name="licenseengine", version=version)


def _needs(bill: Bill) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each thing needs: what it was made of; the main thing also what nobody else needs."""
    needs = {t.id: dict.fromkeys(s.thing for s in t.sources) for t in bill.everything}
    needed = {id_ for some in needs.values() for id_ in some}
    needs[bill.main.id] |= {t.id: None for t in bill.things if t.id not in needed}
    yield from ((id_, tuple(some)) for id_, some in needs.items())


def _in_order(data: dict[str, Any], bill: Bill) -> dict[str, Any]:
    """The document in the order in which one reads it: what is made before what went into it."""
    place = {thing.id: number for number, thing in enumerate(bill.everything)}
    for name in ("components", "services"):
        if name in data:
            data[name].sort(key=lambda shown: place[shown["bom-ref"]])
    for shown in (data["metadata"]["component"], *data.get("components", ())):
        for found in shown.get("evidence", {}).values():
            found.sort(key=_standing)  # the library sorts them by marks that are drawn by lot
    rank = {name: number for number, name in enumerate(_ORDER)}
    return dict(sorted(data.items(), key=lambda entry: rank.get(entry[0], len(rank))))


def _standing(shown: dict[str, Any]) -> tuple[str, int, str]:
    """By where it stands, a piece of evidence is listed; licenses, which stand nowhere, as text."""
    return shown.get("location", ""), shown.get("line", 0), json.dumps(shown, sort_keys=True)


def _put_cards(data: dict[str, Any], things: Mapping[str, Thing]) -> None:
    """Put into each model its model card: the data that it learned from."""
    for shown in (data["metadata"]["component"], *data.get("components", ())):
        learned = things[shown["bom-ref"]].by_carrying(*_LEARNED)
        if shown["type"] == ComponentType.MACHINE_LEARNING_MODEL.value and learned:
            refs = dict.fromkeys(source.thing for source in learned)
            datasets = [{"ref": ref} for ref in refs]
            shown["modelCard"] = {"modelParameters": {"datasets": datasets}}
