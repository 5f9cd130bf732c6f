"""A project with a manifest: what it tells is judged, and what it leaves out never hides."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licenseengine.audit.audit import judge_scan
from licenseengine.audit.manifest import manifest_text
from licenseengine.audit.records import Audit
from licenseengine.audit.wish import PRESETS, Wish
from licenseengine.discover.group import group
from licenseengine.discover.records import Kind, Place, Role, Sighting
from licenseengine.discover.scan import Scan
from licenseengine.discover.signs import signs_of
from licenseengine.errors import LicenseEngineError
from licenseengine.language.facts import Facts
from licenseengine.language.tree import Quantity
from licenseengine.library.index import Library, open_library
from licenseengine.report.audit_json import audit_json, json_text
from licenseengine.solver.records import Level
from licenseengine.stack.manifest import parse_manifest
from tests.audit.projects import LOADS, PROJECTS, SHARED, levels, made, of_files, of_folder

OPT, BGE = "facebook/opt-125m", "BAAI/bge-small-en-v1.5"
PERMITTED, REVIEW, PROHIBITED = Level.PERMITTED, Level.REVIEW, Level.PROHIBITED
DAY = date(2026, 6, 1)
MERGE = PROJECTS["merge"]


def told(nodes: str = "", rest: str = "") -> str:
    """A manifest of nodes, one a line, in flow style."""
    stack = "".join(f"  - {{{line}}}\n" for line in nodes.splitlines())
    return f"version: 1\n{'stack:' if stack else ''}\n{stack}{rest}"


def audited(
    tmp_path: Path, library: Library, files: dict[str, str], manifest: str, wish: Wish | None = None
) -> Audit:
    root = made(tmp_path / "p", {**files, "licenseengine.yaml": manifest})
    return of_folder(root, library, wish or Wish(day=DAY))


def drifts(found: Audit) -> list[tuple[str, str]]:
    return [(d.kind, d.ref) for d in found.drift]


def loading(*refs: str) -> dict[str, str]:
    return {f"app{i}.py": LOADS.format(ref) for i, ref in enumerate(refs)}


@pytest.mark.parametrize("root", [*PROJECTS, *(str(p) for p in sorted(SHARED.glob("*/fixture")))])
def test_a_manifest_just_written_changes_no_answer_and_has_no_drift(
    root: str, tmp_path: Path, library: Library
) -> None:
    folder = tmp_path / "p"
    if root in PROJECTS:
        made(folder, PROJECTS[root])
    else:
        shutil.copytree(root, folder)
    before = of_files(folder, library)
    (folder / "licenseengine.yaml").write_text(manifest_text(before, library), encoding="utf-8")
    after = of_folder(folder, library)
    assert after.manifest == "licenseengine.yaml"
    assert after.drift == ()
    assert [i.artifact for i in after.items] == [i.artifact for i in before.items]
    if root != "disputed data":
        assert levels(after) == levels(before)
        wider = {n: a.with_options for n, a in before.answers.items()}
        assert {n: a.with_options for n, a in after.answers.items()} == wider


def test_the_manifest_s_stack_is_the_one_that_is_judged(tmp_path: Path, library: Library) -> None:
    files = loading("nobody/knows")
    assert levels(of_files(made(tmp_path / "f", files), library))["ship"] is REVIEW
    found = audited(
        tmp_path, library, files, told("id: it, ref: nobody/knows, kind: model, license: MIT")
    )
    assert levels(found)["ship"] is PERMITTED
    assert [a.id for a in found.stack.artefacts] == ["it"]
    assert [(i.node, i.terms.concluded, i.terms.where) for i in found.items] == [
        ("it", "MIT", "project")
    ]
    assert found.items[0].terms.declared[0].statement.place == Place("licenseengine.yaml", 3, 5)
    assert found.answers["ship"].with_options is PERMITTED


def test_what_the_manifest_names_is_not_found_by_being_named(
    tmp_path: Path, library: Library
) -> None:
    found = audited(
        tmp_path,
        library,
        loading(BGE),
        told(f"id: a, ref: {BGE}, kind: model\nid: b, ref: {OPT}, kind: model"),
    )
    assert drifts(found) == [("unseen", OPT)]
    assert found.drift[0].node == "b"
    assert [i.artifact.ref for i in found.items] == [BGE]


def test_an_earlier_audit_in_the_folder_is_no_evidence(tmp_path: Path, library: Library) -> None:
    root = made(tmp_path / "p", loading(BGE, OPT))
    before = of_folder(root, library, Wish(day=DAY))
    (root / "ci").mkdir()
    answer = json_text(audit_json(before, library.vocabulary, "", ""))
    (root / "ci" / "licenses.baseline.json").write_text(answer, encoding="utf-8")
    (root / "app1.py").write_text("")
    after = of_folder(root, library, Wish(day=DAY))
    assert OPT in answer
    assert [(i.artifact.ref, len(i.artifact.seen)) for i in after.items] == [(BGE, 1)]
    (root / "ci" / "models.json").write_text('{"model": "facebook/opt-125m"}', encoding="utf-8")
    assert {i.artifact.ref for i in of_folder(root, library).items} == {BGE, OPT}


@pytest.mark.parametrize(
    ("unlisted", "ship"),
    [(OPT, REVIEW), ("nobody/knows", REVIEW), ("meta-llama/Llama-3.1-8B", REVIEW), ("google-bert/bert-base-uncased", PERMITTED)],
)  # fmt: skip
def test_an_unlisted_model_never_hides(
    unlisted: str, ship: Level, tmp_path: Path, library: Library
) -> None:
    found = audited(
        tmp_path, library, loading(BGE, unlisted), told(f"id: bge, ref: {BGE}, kind: model")
    )
    assert drifts(found) == [("missing", unlisted)]
    assert found.drift[0].place == Place("app1.py", 2, 31)
    assert levels(found)["ship"] is ship
    assert found.answers["ship"].judged.verdict.level is PERMITTED
    assert found.answers["ship"].held == (() if ship is PERMITTED else (unlisted,))
    item = found.item(unlisted)
    assert item is not None
    assert ("ship" in item.judged) == (ship is not PERMITTED)


def test_options_are_no_drift(tmp_path: Path, library: Library) -> None:
    files = PROJECTS["service and options"]
    nodes = "id: m, ref: mistralai/Mistral-7B-v0.1, kind: model\nid: g, ref: 'openai:gpt-4o', kind: service"
    found = audited(tmp_path, library, files, told(nodes))
    assert found.drift == ()
    assert found.answers["ship"].level < found.answers["ship"].with_options


@pytest.mark.parametrize(
    ("named", "listed"),
    [
        (OPT, "facebook/OPT-125M"),
        (OPT, "https://huggingface.co/facebook/opt-125m"),
        (OPT, "facebook/opt-125m@main"),
        ("meta-llama/Meta-Llama-3.1-8B", "meta-llama/Llama-3.1-8B"),
        ("bert-base-uncased", "google-bert/bert-base-uncased"),
    ],
)
def test_another_spelling_of_a_name_is_the_same_thing(
    named: str, listed: str, tmp_path: Path, library: Library
) -> None:
    found = audited(tmp_path, library, loading(named), told(f"id: a, ref: '{listed}', kind: model"))
    assert found.drift == ()
    assert [i.node for i in found.items] == ["a"]


@pytest.mark.parametrize(
    ("node", "drift"),
    [
        ("id: s, ref: 'openai:*', kind: service", []),
        ("id: s, ref: 'openai:gpt-4o', kind: service", []),
        ("id: s, ref: 'openai:gpt-4', kind: service", [("missing", "openai:gpt-4o"), ("unseen", "openai:gpt-4")]),
        ("id: s, ref: 'anthropic:*', kind: service", [("missing", "openai:gpt-4o"), ("unseen", "anthropic:*")]),
    ],
)  # fmt: skip
def test_a_host_may_be_listed_with_all_of_its_models(
    node: str, drift: list[tuple[str, str]], tmp_path: Path, library: Library
) -> None:
    files = {
        "app.py": 'from openai import OpenAI\nOpenAI().responses.create(model="gpt-4o", input="x")\n'
    }
    assert drifts(audited(tmp_path, library, files, told(node))) == drift


@pytest.mark.parametrize("id_", ["opt-125m", "OPT-125m", "alpaca", "code"])
def test_an_id_is_no_name_of_what_others_made(id_: str, tmp_path: Path, library: Library) -> None:
    files = {
        **loading(OPT),
        "d.py": 'import datasets\ndatasets.load_dataset("tatsu-lab/alpaca")\ndatasets.load_dataset("camel-ai/code")\n',
    }
    found = audited(tmp_path, library, files, told(f"id: {id_}, kind: model, license: own"))
    assert drifts(found) == [
        ("missing", OPT),
        ("missing", "camel-ai/code"),
        ("missing", "tatsu-lab/alpaca"),
    ] or sorted(drifts(found)) == sorted(
        [("missing", OPT), ("missing", "camel-ai/code"), ("missing", "tatsu-lab/alpaca")]
    )


DATA = PROJECTS["declared data"]


@pytest.mark.parametrize(
    ("files", "node", "said"),
    [
        (DATA, "ref: data/x.json, kind: dataset, license: MIT", "the manifest declares MIT, the files declare CC-BY-NC-4.0"),
        (DATA, "ref: ./data/x.json, kind: dataset", "the manifest declares no license, the files declare CC-BY-NC-4.0"),
        (DATA, "ref: data/x.json, kind: dataset, license: CC-BY-NC-4.0", None),
        (DATA, "ref: data/x.json, kind: dataset, license: CC-BY-NC-4.0 AND LicenseRef-unconfirmed", None),
        (DATA, "ref: data/x.json, kind: dataset, license: own", None),
        (DATA, "ref: data/x.json, kind: content, license: CC-BY-NC-4.0", "it is a content in the manifest, a dataset in the files"),
        (loading(BGE), f"ref: {BGE}, kind: adapter", "it is a adapter in the manifest, a model in the files"),
        (loading(BGE), f"ref: {BGE}, kind: model, license: Apache-2.0", None),
    ],
)  # fmt: skip
def test_another_license_or_kind_is_told_with_both_sides(
    files: dict[str, str], node: str, said: str | None, tmp_path: Path, library: Library
) -> None:
    found = audited(tmp_path, library, files, told(f"id: x, {node}"))
    assert [d.said for d in found.drift] == ([said] if said else [])
    assert all(d.kind == "differs" and d.node == "x" and d.place for d in found.drift)


def test_a_license_in_the_files_that_is_worse_leads_to_review(
    tmp_path: Path, library: Library
) -> None:
    found = audited(
        tmp_path, library, DATA, told("id: x, ref: data/x.json, kind: dataset, license: MIT")
    )
    assert levels(found)["ship"] is REVIEW
    assert levels(found)["research"] is PERMITTED
    assert [(d.one, d.other) for d in found.disagreements] == [("MIT", "CC-BY-NC-4.0")]
    better = {**DATA, "DATA_LICENSE": "MIT License\n"}
    found = audited(
        tmp_path,
        library,
        better,
        told("id: x, ref: data/x.json, kind: dataset, license: Apache-2.0"),
    )
    assert [d.kind for d in found.drift] == ["differs"]
    assert levels(found)["ship"] is PERMITTED


MERGED = "id: m, ref: mistralai/Mistral-7B-v0.1, kind: model\nid: g, ref: google/gemma-2-9b, kind: model\nid: k, ref: nobody/knows, kind: model, license: MIT\n"


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("id: a, made: {by: merge, from: [m, g]}\nid: b, made: {by: merge, from: [m, k]}", []),
        ("id: a, made: {by: merge, from: [m, g, k]}", []),
        ("id: q, made: {by: quantize, from: [g]}\nid: a, made: {by: merge, from: [m, q, k]}", []),
        ("id: b, made: {by: merge, from: [m, k]}", ["the files make it of m, g by merge; the manifest does not"]),
        ("id: a, made: {by: collect, from: [m, g]}\nid: b, made: {by: merge, from: [m, k]}", ["the files make it of m, g by merge; the manifest says collect"]),
    ],
)  # fmt: skip
def test_a_step_of_making_that_the_manifest_does_not_know_is_told(
    steps: str, said: list[str], tmp_path: Path, library: Library
) -> None:
    found = audited(tmp_path, library, MERGE, told(MERGED + steps))
    assert [d.said for d in found.drift] == said
    assert [(d.ref, d.place) for d in found.drift] == [
        ("recipes/a.yml", Place("recipes/a.yml", 1, 1))
    ] * len(said)


@pytest.mark.parametrize(
    ("licenses", "ship"),
    [(("MIT", "Apache-2.0"), PERMITTED), (("CC-BY-SA-4.0", "GPL-2.0-only"), REVIEW)],
)
def test_a_step_that_is_not_told_hides_no_conflict_of_what_it_joins(
    licenses: tuple[str, str], ship: Level, tmp_path: Path, library: Library
) -> None:
    nodes = "\n".join(
        f"id: n{i}, ref: hearthlab/part{i}-7b, kind: model, license: {name}"
        for i, name in enumerate(licenses)
    )
    files = {
        "merge.yml": "merge_method: slerp\nmodels:\n  - model: hearthlab/part0-7b\n  - model: hearthlab/part1-7b\n"
    }
    found = audited(tmp_path, library, files, told(nodes))
    assert drifts(found) == [("differs", "merge.yml")]
    assert {i.levels["ship"] for i in found.items} == {PERMITTED}
    assert (levels(found)["ship"], found.answers["ship"].held) == (
        ship,
        ("merge.yml",) if ship else (),
    )
    whole = audited(
        tmp_path, library, files, told(f"{nodes}\nid: m, made: {{by: merge, from: [n0, n1]}}")
    )
    assert (drifts(whole), levels(whole)["ship"]) == ([], PROHIBITED if ship else PERMITTED)


def test_what_is_listed_and_not_part_of_the_product_is_not_judged(
    tmp_path: Path, library: Library
) -> None:
    nodes = f"id: bge, ref: {BGE}, kind: model\nid: opt, ref: {OPT}, kind: model\nid: app, made: {{by: include, from: [bge]}}"
    files = loading(BGE, OPT)
    whole = audited(tmp_path, library, files, told(nodes))
    apart = audited(tmp_path, library, files, told(nodes, "use: {do: [use], of: app}\n"))
    assert whole.drift == apart.drift == ()
    assert (levels(whole)["ship"], levels(apart)["ship"]) == (PROHIBITED, PERMITTED)


def test_evidence_that_is_no_declaration_stays_so_until_somebody_settles_it(
    tmp_path: Path, library: Library
) -> None:
    files = {**DATA, "README.md": "# x\n\nThe dataset is licensed under the MIT license.\n"}
    del files["DATA_LICENSE"]
    before = of_files(made(tmp_path / "f", files), library)
    assert levels(before)["ship"] is REVIEW
    text = manifest_text(before, library)
    assert levels(audited(tmp_path, library, files, text))["ship"] is REVIEW
    for settled in (
        text.replace("MIT AND LicenseRef-unconfirmed", "MIT"),
        text.replace(" AND LicenseRef-unconfirmed", ""),
    ):
        assert levels(audited(tmp_path, library, files, settled))["ship"] is PERMITTED
    bare = "\n".join(x for x in text.splitlines() if "unconfirmed" not in x)
    assert levels(audited(tmp_path, library, files, bare))["ship"] is REVIEW


def test_facts_of_the_manifest_hold_beneath_the_presets_and_told_ones_above(
    tmp_path: Path, library: Library
) -> None:
    use = "use:\n  do: [use]\n  facts: {use.commercial: false, use.purposes: [research], licensee.monthly_active_users: 2G}\n"
    llama = "meta-llama/Llama-3.1-8B"
    manifest = told(f"id: l, ref: {llama}, kind: model", use.replace("2G", "2000M"))
    found = audited(tmp_path, library, loading(llama), manifest)
    facts = {n: a.judged.verdict.facts.told for n, a in found.answers.items()}
    assert (facts["ship"]["use.commercial"], facts["research"]["use.commercial"]) == (True, False)
    assert facts["open-release"]["use.commercial"] is False
    assert {f["licensee.monthly_active_users"] for f in facts.values()} == {
        Quantity(2_000_000_000, "users")
    }
    wish = Wish(
        facts=Facts(
            {"use.commercial": True, "licensee.monthly_active_users": Quantity(5, "users")}
        ),
        day=DAY,
    )
    found = audited(tmp_path, library, loading(llama), manifest, wish)
    facts = {n: a.judged.verdict.facts.told for n, a in found.answers.items()}
    assert {f["use.commercial"] for f in facts.values()} == {True}
    assert {f["licensee.monthly_active_users"] for f in facts.values()} == {Quantity(5, "users")}


OTHER = "facebook/opt-350m"


def accepting(*entries: str) -> str:
    return "policy:\n  allow:\n" + "".join(f"  - {{{e}}}\n" for e in entries)


def rule_of(library: Library, tmp_path: Path) -> str:
    """The rule that forbids shipping the model."""
    found = of_files(made(tmp_path / "rule", loading(OPT)), library)
    verdict = found.answers["ship"].judged.verdict
    return next(f.clause.ref for f in verdict.findings if f.level is PROHIBITED and f.clause)


@pytest.mark.parametrize(
    ("until", "day", "accepted", "expired", "ship"),
    [
        ("", DAY, 1, 0, False),
        (", until: 2026-06-01", DAY, 1, 0, False),
        (", until: 2026-05-31", DAY, 0, 1, True),
        (", until: 2026-06-01", None, 0, 1, True),
    ],
)
def test_an_accepted_finding_counts_until_its_last_day(
    until: str, day: date | None, accepted: int, expired: int, ship: bool, tmp_path: Path, library: Library
) -> None:  # fmt: skip
    rule = rule_of(library, tmp_path)
    found = audited(
        tmp_path,
        library,
        loading(OPT),
        told("", accepting(f"rule: '{rule}', reason: contract{until}")),
        Wish(day=day),
    )
    assert found.manifest == "licenseengine.yaml"
    assert (len(found.accepted), len(found.expired)) == (accepted, expired)
    findings = found.answers["ship"].judged.verdict.findings
    assert (
        any(
            f.clause and f.clause.ref == rule and f.counts and f.level is PROHIBITED
            for f in findings
        )
        == ship
    )
    assert not [g for g in found.gaps if g.code == "LE710"]


def test_an_accepted_finding_that_is_never_met_is_told(tmp_path: Path, library: Library) -> None:
    found = audited(
        tmp_path,
        library,
        loading(BGE),
        told("", accepting("rule: 'llama-3.1#mau-cap', reason: old")),
    )
    assert [(g.place, g.said) for g in found.gaps if g.code == "LE710"] == [
        (
            Place("licenseengine.yaml", 5, 5),
            "the accepted finding `llama-3.1#mau-cap` was not found: remove it",
        )
    ]
    assert found.accepted == found.expired == ()


def test_what_is_accepted_of_an_option_is_met(tmp_path: Path, library: Library) -> None:
    rule = rule_of(library, tmp_path)
    found = audited(
        tmp_path,
        library,
        PROJECTS["service and options"],
        told("", accepting(f"rule: '{rule}', reason: x")),
    )
    assert [a.rule for a in found.accepted] == [rule]


@pytest.mark.parametrize("first", [OPT, OTHER])
def test_what_is_accepted_of_one_node_is_not_of_another_under_the_same_license(
    first: str, tmp_path: Path, library: Library
) -> None:
    rules = [
        f"rule: 'opt-175b#{rule}', reason: x, node: {first}" for rule in ("commercial", "grant")
    ]
    found = audited(tmp_path, library, loading(OPT, OTHER), told("", accepting(*rules)))
    alone = {i.node: i.levels["ship"] for i in found.items}
    assert alone[first] < PROHIBITED
    assert alone[OTHER if first == OPT else OPT] is PROHIBITED


def test_a_manifest_without_a_stack_gives_policy_and_facts_alone(
    tmp_path: Path, library: Library
) -> None:
    for text in (
        told("", "use: {do: [use], facts: {licensee.kind: individual}}\n"),
        "version: 1\nstack: []\nuse: {do: [use], facts: {licensee.kind: individual}}\n",
    ):
        found = audited(tmp_path, library, loading(OPT), text)
        assert found.drift == ()
        assert levels(found)["ship"] is PROHIBITED
        assert found.answers["ship"].judged.verdict.facts.told["licensee.kind"] == "individual"


@pytest.mark.parametrize(
    "text", ["version: 1\nstak: []\n", "a: [", "version: 1\nstack:\n  - {id: a, kind: modle}\n"]
)
def test_a_manifest_that_cannot_be_read_gives_no_answer(
    text: str, tmp_path: Path, library: Library
) -> None:
    with pytest.raises(LicenseEngineError):
        audited(tmp_path, library, loading(BGE), text)


def test_a_manifest_that_lies_elsewhere_is_not_followed(tmp_path: Path, library: Library) -> None:
    outside = made(tmp_path / "out", {"secret.yaml": "password: hunter2\n"})
    root = made(tmp_path / "p", loading(BGE))
    (root / "licenseengine.yaml").symlink_to(outside / "secret.yaml")
    with pytest.raises(LicenseEngineError) as caught:
        of_folder(root, library)
    assert "hunter2" not in caught.value.render()


POOL: tuple[tuple[str, Kind], ...] = (
    (OPT, "model"), (BGE, "model"), ("nobody/knows", "model"), ("openai:gpt-4o", "service"), ("google/gemma-2-9b", "model"),
    ("tatsu-lab/alpaca", "dataset"), ("mistralai/Mistral-7B-v0.1", "model"),
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(POOL), min_size=1), st.sets(st.sampled_from(POOL), min_size=1))
def test_no_manifest_makes_a_yes_of_what_it_leaves_out(
    used: set[tuple[str, Kind]], listed: set[tuple[str, Kind]]
) -> None:
    library = open_library()
    seen = [Sighting(r, k, Place("a.py", 1), "names", role=Role.DEFAULT) for r, k in sorted(used)]
    scan = Scan(Path(), "app", group(seen, signs_of(library)))
    nodes = "\n".join(f"id: n{i}, ref: '{r}', kind: {k}" for i, (r, k) in enumerate(sorted(listed)))
    planned = parse_manifest(told(nodes), "m.yaml", library.vocabulary)
    found = judge_scan(scan, library, replace(Wish(), planned=planned))
    assert {d.ref for d in found.drift if d.kind == "missing"} == {r for r, _ in used - listed}
    assert {d.ref for d in found.drift if d.kind == "unseen"} == {r for r, _ in listed - used}
    missing = {d.ref for d in found.drift if d.kind == "missing"}
    for name in PRESETS:
        worse = [i for i in found.items if i.artifact.ref in missing and i.levels[name] > PERMITTED]
        judged = found.answers[name].judged.verdict.level
        assert found.answers[name].level == max(judged, REVIEW if worse else PERMITTED)


@pytest.mark.parametrize(
    ("license_", "hold", "ship"),
    [("", False, PERMITTED), (", license: MIT", False, PERMITTED), (", license: MIT AND LicenseRef-unconfirmed", True, REVIEW)],
)  # fmt: skip
def test_who_lists_an_artefact_settles_that_it_is_used(
    license_: str, hold: bool, ship: Level, library: Library
) -> None:
    seen = [Sighting(BGE, "model", Place("a.py", 1), "names", "", "low", Role.DEFAULT)]
    scan = Scan(Path(), "app", group(seen, signs_of(library)))
    assert levels(judge_scan(scan, library, Wish()))["ship"] is REVIEW
    planned = parse_manifest(
        told(f"id: a, ref: {BGE}, kind: model{license_}"), "m.yaml", library.vocabulary
    )
    found = judge_scan(scan, library, Wish(planned=planned))
    assert (bool(found.items[0].hold), levels(found)["ship"]) == (hold, ship)


@pytest.mark.parametrize(("who", "unseen"), [("upstream", []), ("us", [("unseen", OPT)])])
def test_what_others_made_something_of_need_not_be_named_in_the_files(
    who: str, unseen: list[tuple[str, str]], tmp_path: Path, library: Library
) -> None:
    nodes = f"id: b, ref: {OPT}, kind: model\nid: a, ref: {BGE}, kind: model, made: {{by: fine-tune, from: [b], who: {who}}}"
    assert drifts(audited(tmp_path, library, loading(BGE), told(nodes))) == unseen
