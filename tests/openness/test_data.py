"""The tables of openness: sound, whole, and as their sources have them."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from licenseengine.errors import LicenseFileError, ReadError
from licenseengine.library.index import Library, open_library
from licenseengine.openness.definition import open_definition
from licenseengine.openness.find import find_subject
from licenseengine.openness.reading import open_knowledge
from licenseengine.openness.records import Knowledge
from tests.knowledge import knowledge
from tests.openness.small import REAL, small_library

SHARED = Path("../shared/cases/openness")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the sources are not beside it")
WORDS = {
    "Undisclosed": "undisclosed",
    "Proprietary": "proprietary",
    "Component not include": "not-included",
    "Component Not Include": "not-included",
    "Component Component not included": "not-included",
}


@pytest.fixture(scope="module")
def known(library: Library) -> Knowledge:
    return open_knowledge(library)


def rows(name: str) -> list[dict[str, str]]:
    with (REAL / name).open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def shared(name: str) -> Any:  # noqa: ANN401 - JSON of any shape
    return json.loads((SHARED / name).read_text(encoding="utf-8"))


def test_every_row_of_both_judges_belongs_to_one_system(known: Knowledge) -> None:
    for table, column in (("components.csv", "components"), ("judgements.csv", "judgements")):
        names = Counter(row["name"] for row in rows(table))
        used = Counter(row[column] for row in rows("systems.csv") if row[column])
        assert names == used, table
        assert set(names.values()) == {1}
    assert len(known.systems) >= 130
    assert sum(s.release is not None and s.assessment is not None for s in known.systems) == 5
    assert all(s.release or s.assessment for s in known.systems)


def test_every_name_and_ref_means_the_system_that_has_it(
    known: Knowledge, library: Library
) -> None:
    for system in known.systems:
        for name in (*system.names, *system.refs):
            assert find_subject(name, known, library).system is system, name


def test_every_claim_is_about_a_family_and_says_where_it_was_made(known: Knowledge) -> None:
    families = {system.family for system in known.systems}
    unknown = {claim.family for claim in known.claims if claim.family not in families}
    assert unknown == {"llama-1"}  # what was tuned from it was judged, itself it was not
    assert all(claim.source.startswith("https://") for claim in known.claims)
    assert all("open" in claim.words.casefold() for claim in known.claims)


def test_every_fact_of_the_definition_is_one_of_the_vocabulary(library: Library) -> None:
    definition, words = open_definition(library), library.vocabulary
    facts = {*definition.facts, *definition.duties_of_some, *definition.raw["told"]}
    assert facts <= set(words.facts)
    assert set(definition.duties) <= words.words("duties")
    assert set(definition.burdens) <= set(words.raw["burdens"])
    assert {act.action for act in definition.acts} <= words.words("actions")
    assert set(definition.raw["lawful"]) <= words.sensitive_purposes
    assert [c.number for c in definition.criteria] == list(range(1, 11))
    shown = {c.number for c in definition.criteria if c.shown}
    criteria = {f.criterion for f in definition.facts.values()}
    criteria |= {*definition.duties.values(), *definition.burdens.values()}
    assert criteria | {act.criterion for act in definition.acts} == shown


def test_the_ten_criteria_are_shown_or_it_is_said_why_not(library: Library) -> None:
    criteria = open_definition(library).criteria
    assert {c.number: c.why is None for c in criteria} == {c.number: c.shown for c in criteria}


@needs_shared
def test_what_was_released_is_what_the_model_openness_tool_lists() -> None:
    mine = {row["name"]: row for row in rows("components.csv")}
    given = {row["name"]: row for row in shared("mof_models.json")}
    keys = {c["name"]: key for c, key in zip(shared("framework.json")["components"], list(rows("components.csv")[0])[7:], strict=True)}  # fmt: skip
    assert mine.keys() == given.keys()
    for name, model in given.items():
        words = {kind: (text or "").strip() for kind, text in model["global_licences"].items()}
        assert [mine[name]["release"], mine[name]["code"]] == [words.get("distribution", ""), words.get("code", "")]  # fmt: skip
        for component, key in keys.items():
            there, text = component in model["components"], model["components"].get(component)
            told = "" if not there else "release" if text is None else WORDS.get(text, text.strip())
            assert mine[name][key] == told, (name, component)


@needs_shared
def test_what_was_judged_is_what_the_index_says() -> None:
    mine = {row["file"]: row for row in rows("judgements.csv")}
    given = {row["file"]: row for row in shared("systems.json")["systems"]}
    assert mine.keys() == given.keys()
    for file, system in given.items():
        assert {k: mine[file][k] for k in system["criteria"]} == system["criteria"], file
        assert mine[file]["name"] == system["name"]
        assert mine[file]["terms"] == (system["licence"] or "").replace("NA", "")


@needs_shared
def test_the_lists_are_those_that_were_given(known: Knowledge) -> None:
    given = shared("framework.json")
    lists = {
        "osi": set(given["osi_or_fsf_licences"]["osi"]),
        "fsf": set(given["osi_or_fsf_licences"]["fsf"]),
        # the SPDX id in place of the one written there
        "open-data": {i.replace("ODC-PDDL", "PDDL") for i in given["open_data_licences"]},
        "open-model": {"OpenMDW-1.0"},
    }
    for name, ids in lists.items():
        assert {x.id for x in known.listings.values() if name in x.lists} == ids, name


def test_a_knowledge_without_these_tables_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        open_knowledge(open_library(knowledge(tmp_path)))
    assert [d.code for d in caught.value.diagnostics] == ["LE101"]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("judgements.csv", "closed", "shut", "`shut` is no state"),
        ("framework.yaml", "component: datasets", "component: dataset", "`dataset` is not known"),
        ("framework.yaml", "terms: osi}", "terms: any}", "`any` are no terms"),
        ("licenses.csv", "osi fsf", "osi fsff", "`fsff` is not known"),
        ("systems.csv", "Harbour-8B,Harbour\n", "Harbour-9B,Harbour\n", "Harbour-9B"),
    ],
)
def test_tables_that_do_not_fit_together_are_complained_of(
    file: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    small_library(tmp_path / "sound")
    path = tmp_path / "sound" / "licenses" / "openness" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    open_library.cache_clear()
    with pytest.raises(LicenseFileError) as caught:
        open_knowledge(open_library(tmp_path / "sound" / "licenses"))
    assert [d.code for d in caught.value.diagnostics] == ["LE301"]
    assert said in caught.value.render()
