"""SPDX 3.0.1 documents held against the standard: its JSON schema, and its model as SHACL shapes.

The context of a document is made from the model, so that nothing is fetched: the names of terms
follow its rule, a profile in lower case before the name, and nothing before those of the core.
"""

import json
import re
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import rdflib
from rdflib import RDF, SH, XSD, Graph
from spdx3_validate.core import check_graph
from spdx3_validate.spdx_versions import find_version

STANDARD = Path(__file__).parent / "spdx-3.0.1"
CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
TERMS = "https://spdx.org/rdf/3.0.1/terms/"


@cache
def shapes() -> Graph:
    return read((STANDARD / "model.jsonld").read_text(encoding="utf-8"))


def read(text: str) -> Graph:
    """JSON-LD as RDF; rdflib reads it with a class of its own that it calls deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return rdflib.Graph().parse(data=text, format="json-ld")


@cache
def schema() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for((STANDARD / "schema.json").read_text(encoding="utf-8"))


@cache
def context() -> dict[str, Any]:
    """The context of the standard: every term of its model with its address and type."""
    terms: dict[str, Any] = {"spdxId": "@id", "type": "@type"}
    for class_ in shapes().subjects(RDF.type, rdflib.OWL.Class):
        terms[_name(class_)] = str(class_)
    for individual in shapes().subjects(RDF.type, rdflib.OWL.NamedIndividual):
        if len(str(individual).removeprefix(TERMS).split("/")) == 2:
            terms[_name(individual)] = str(individual)
    for rule in set(shapes().objects(None, SH.property)):
        path = shapes().value(rule, SH.path)
        if path == RDF.type:
            continue
        datatype, of = shapes().value(rule, SH.datatype), shapes().value(rule, SH["class"])
        term: dict[str, Any] = {"@id": str(path), "@type": str(datatype or "@vocab")}
        if datatype == XSD.string:
            del term["@type"]
        if shapes().value(rule, SH["in"]) is not None:
            term["@context"] = {"@vocab": f"{of}/"}
        terms[_name(path)] = term
    return terms


def _name(address: object) -> str:
    profile, _, name = str(address).removeprefix(TERMS).rpartition("/")
    return name if profile == "Core" else f"{profile.casefold()}_{name}"


def graph_of(text: str) -> Graph:
    """A document as RDF."""
    data = json.loads(text)
    assert data["@context"] == CONTEXT
    return read(json.dumps(data | {"@context": context()}))


def schema_faults(text: str) -> list[str]:
    """Where a document is none in the sense of the schema."""
    found = schema().iter_errors(json.loads(text))
    return [f"{'/'.join(map(str, e.instance_path))}: {e.message[:300]}" for e in found]


def shape_faults(text: str) -> list[str]:
    """Where a document breaks a shape of the model."""
    version = find_version(CONTEXT)
    assert version is not None
    return check_graph(graph_of(text), shapes(), version, error_external=True)


def faults(text: str) -> list[str]:
    """Every fault of a document; one that no graph can be made of has faults already."""
    return schema_faults(text) + shape_faults(text)


def elements(text: str, class_: str = ".*") -> list[dict[str, Any]]:
    """The elements of a document whose class matches."""
    graph: list[dict[str, Any]] = json.loads(text)["@graph"]
    return [e for e in graph if re.fullmatch(class_, e["type"])]
