"""Manifests: every complaint at its place, and the records that a good one becomes."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from licenseengine.errors import LicenseEngineError
from licenseengine.language.tree import Quantity
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.stack.graph import sinks, to_graph
from licenseengine.stack.manifest import Manifest, parse_manifest, read_manifest

GOOD = """\
version: 1
stack:
  - {id: base, ref: meta-llama/Llama-3.1-8B, kind: model}
  - {id: corpus, kind: dataset, license: CC-BY-NC-4.0}
  - {id: tuned, name: Llama-MedNotes-8B, made: {by: fine-tune, from: [base, {data: corpus}], who: us}, release: Apache-2.0}
use:
  do: [distribute, host]
  of: tuned
  facts:
    use.commercial: true
    licensee.monthly_active_users: {value: 2M, as_of: 2024-06-30}
    licensee.annual_revenue: 5M USD
    licensee.domicile: FR
policy:
  law.training_is_adaptation: false
  allow: [{rule: "llama-3.1#mau-cap", reason: counsel, until: 2027-01-01}]
"""


def test_a_manifest_becomes_records(vocabulary: Vocabulary) -> None:
    stack = parse_manifest(GOOD, "m.yaml", vocabulary)
    tuned = stack.get("tuned")
    assert tuned.made is not None
    assert [(i.role, i.node) for i in tuned.made.inputs] == [("base", "base"), ("data", "corpus")]
    assert (tuned.kind, tuned.made_by_us, tuned.release) == ("model", True, "Apache-2.0")
    assert stack.use is not None
    assert stack.use.facts.told["licensee.monthly_active_users"] == Quantity(2_000_000, "users")
    assert stack.use.facts.as_of == {"licensee.monthly_active_users": date(2024, 6, 30)}
    assert stack.policy.laws == {"law.training_is_adaptation": False}
    assert stack.policy.allow[0].until == date(2027, 1, 1)
    assert sinks(stack) == ("tuned",)
    assert sorted(to_graph(stack).edges) == [("base", "tuned"), ("corpus", "tuned")]


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        ("adapt", "adapter"),
        ("call", "output"),
        ("embed", "index"),
        ("quantize", "dataset"),
        ("include", "software"),
    ],
)
def test_a_node_without_a_kind_has_that_of_its_operation(
    made: str, kind: str, vocabulary: Vocabulary
) -> None:
    text = f"version: 1\nstack:\n  - {{id: a, kind: dataset, license: own}}\n  - {{id: b, made: {{by: {made}, from: [a]}}}}\n"
    assert parse_manifest(text, "m.yaml", vocabulary).get("b").kind == kind


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "suggestion"),
    [
        ("stack:", "stak:", "LE400", 2, "stack"),
        ("version: 1", "version: 2", "LE400", 1, None),
        ("kind: model", "kind: modle", "LE404", 3, "model"),
        ("by: fine-tune", "by: finetune", "LE404", 5, "fine-tune"),
        ("data: corpus", "dat: corpus", "LE403", 5, "data"),
        ("[base, ", "[bsae, ", "LE401", 5, "base"),
        ("id: corpus", "id: base", "LE402", 4, None),
        ("[distribute, host]", "[distribut, host]", "LE404", 7, "distribute"),
        ("of: tuned", "of: tund", "LE406", 8, "tuned"),
        ("use.commercial: true", "use.comercial: true", "LE203", 10, "use.commercial"),
        ("use.commercial: true", "use.commercial: maybe", "LE205", 10, None),
        ("5M USD", "5M users", "LE601", 12, "5M USD"),
        ("domicile: FR", "domicile: fr", "LE205", 13, "FR"),
        ("law.training_is_adaptation", "law.training_is_adaption", "LE407", 15, "law.training_is_adaptation"),
        (", reason: counsel", "", "LE408", 16, None),
        ("release: Apache-2.0", "release: Apache-2.0 OR", "LE206", 5, None),
        ("license: CC-BY-NC-4.0", "license: (MIT", "LE206", 4, None),
        ("kind: dataset, license: CC-BY-NC-4.0", "kind: dataset, made: {by: filter, from: [tuned]}", "LE405", 5, None),
        ("kind: dataset,", "kind: dataset, colour: red,", "LE400", 4, None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(
    old: str, new: str, code: str, line: int, suggestion: str | None, vocabulary: Vocabulary
) -> None:
    assert old in GOOD
    with pytest.raises(LicenseEngineError) as caught:
        parse_manifest(GOOD.replace(old, new, 1), "m.yaml", vocabulary)
    found = [(d.span.line, d.suggestion) for d in caught.value.diagnostics if d.code == code]
    assert (line, suggestion) in found
    assert {d.span.path for d in caught.value.diagnostics} == {"m.yaml"}


def test_all_complaints_come_at_once_in_their_order(vocabulary: Vocabulary) -> None:
    text = (
        GOOD.replace("kind: model", "kind: modle")
        .replace("of: tuned", "of: x")
        .replace("true", "maybe")
    )
    with pytest.raises(LicenseEngineError) as caught:
        parse_manifest(text, "m.yaml", vocabulary)
    assert [d.code for d in caught.value.diagnostics] == ["LE404", "LE406", "LE205"]


def test_the_published_schema_takes_the_examples_and_refuses_unknown_keys() -> None:
    schema = json.loads(json.dumps(Manifest.model_json_schema(by_alias=True)))
    examples = sorted(Path("examples").glob("*/licenseengine.yaml"))
    assert len(examples) >= 3
    for example in examples:
        jsonschema.validate(
            json.loads(json.dumps(yaml.safe_load(example.read_text()), default=str)), schema
        )
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": 1, "stack": [{"id": "a"}], "colour": "red"}, schema)


def test_every_example_is_read(vocabulary: Vocabulary) -> None:
    for example in Path("examples").glob("*/licenseengine.yaml"):
        assert read_manifest(example, vocabulary).use is not None
