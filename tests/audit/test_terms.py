"""The terms of what was found: whose word counts, and that nothing is guessed."""

from pathlib import Path

import pytest

from licenseengine.audit.audit import audit
from licenseengine.audit.records import Terms
from licenseengine.audit.terms import Statements, is_local, terms_of
from licenseengine.audit.wish import Wish
from licenseengine.discover.group import Artifact
from licenseengine.discover.records import (
    Kind,
    LicenseStatement,
    Place,
    Role,
    Sighting,
    Source,
)
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library
from licenseengine.solver.records import Level

KNOWN = "BAAI/bge-small-en-v1.5"  # MIT by the catalogue
UNKNOWN = "nobody1/knows-7b"


def artifact(ref: str, kind: Kind = "model", file: str = "app.py", *aliases: str) -> Artifact:
    seen = Sighting(ref, kind, Place(file), "names", role=Role.DEFAULT)
    return Artifact(ref, kind, Role.DEFAULT, (seen,), aliases=aliases)


def says(
    about: str, text: str, source: Source = "project", file: str = "x", *, exact: bool = True
) -> LicenseStatement:
    return LicenseStatement(about, text, Place(file), source, exact)


def of(found: Artifact, library: Library, *statements: LicenseStatement) -> Terms:
    return terms_of(found, Statements(statements, library))[0]


# Statements about a model that the catalogue does not know: what is concluded, by whose word, how sure.
CONCLUDED = {
    "a file of the project": ([("MIT", "project")], "MIT", "project", "high"),
    "a card": ([("MIT", "card")], "MIT", "card", "high"),
    "a cache": ([("MIT", "cache")], "MIT", "cache", "high"),
    "a bill": ([("MIT", "sbom")], "MIT", "sbom", "high"),
    "the project before a card": ([("Apache-2.0", "card"), ("MIT", "project")], "MIT", "project", "high"),
    "a cache before a card": ([("Apache-2.0", "card"), ("MIT", "cache")], "MIT", "cache", "low"),
    "a card before a bill": ([("Apache-2.0", "sbom"), ("MIT", "card")], "MIT", "card", "low"),
    "all the same": ([("mit", "sbom"), ("MIT License", "card")], "MIT", "card", "high"),
    "a spelling": ([("apache 2.0", "card")], "Apache-2.0", "card", "high"),
    "an expression": ([("MIT OR Apache-2.0", "card")], "MIT OR Apache-2.0", "card", "high"),
    "no version": ([("Apache", "card")], None, "card", "low"),
    "no name": ([("custom - see below", "project")], None, "project", "low"),
    "not understood, though a farther one is": ([("Apache", "project"), ("MIT", "card")], None, "project", "low"),
    "one of two is understood": ([("Apache", "card"), ("MIT", "card")], "MIT", "card", "high"),
    "nothing": ([], None, "none", "low"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONCLUDED)
def test_the_nearest_declaration_counts(name: str, library: Library) -> None:
    given, concluded, where, confidence = CONCLUDED[name]
    statements = [says(UNKNOWN, text, source) for text, source in given]  # type: ignore[arg-type]
    for order in (statements, statements[::-1]):
        found = of(artifact(UNKNOWN), library, *order)
        assert (found.concluded, found.where, found.confidence) == (concluded, where, confidence)
        assert len(found.declared) == len(given)


def test_two_declarations_as_near_are_rivals_whichever_is_met_first(library: Library) -> None:
    statements = [says(UNKNOWN, "MIT", "card"), says(UNKNOWN, "CC-BY-NC-4.0", "card"), says(UNKNOWN, "GPL-3.0-only", "sbom")]  # fmt: skip
    for order in (statements, statements[::-1]):
        found = of(artifact(UNKNOWN), library, *order)
        assert {found.concluded, *found.rivals} == {"MIT", "CC-BY-NC-4.0"}
        assert found.confidence == "low"


def test_a_declaration_goes_before_the_catalogue_which_is_kept_beside_it(library: Library) -> None:
    found = of(artifact(KNOWN), library, says(KNOWN, "CC-BY-NC-4.0"))
    assert (found.concluded, found.where, found.catalog) == ("CC-BY-NC-4.0", "project", "MIT")


def test_what_is_not_understood_does_not_let_the_catalogue_speak(library: Library) -> None:
    found = of(artifact(KNOWN), library, says(KNOWN, "Apache"))
    assert found.concluded is None
    assert "without its version" in found.notes[0]


def test_the_catalogue_goes_before_the_hub_and_the_hub_before_prose(library: Library) -> None:
    hub = {KNOWN: "apache-2.0", UNKNOWN: "apache-2.0"}
    prose = says(UNKNOWN, "MIT", exact=False)
    known, _ = terms_of(artifact(KNOWN), Statements([], library), hub)
    told, _ = terms_of(artifact(UNKNOWN), Statements([prose], library), hub)
    assert (known.concluded, known.where) == ("MIT", "catalog")
    assert (told.concluded, told.where, told.confidence) == ("Apache-2.0", "hub", "medium")


def test_what_the_hub_says_is_not_guessed_either(library: Library) -> None:
    told, _ = terms_of(artifact(UNKNOWN), Statements([], library), {UNKNOWN: "other"})
    assert (told.concluded, told.where, told.confidence) == (None, "hub", "low")


def test_prose_alone_is_evidence_and_no_declaration(library: Library) -> None:
    found = of(artifact(UNKNOWN), library, says(UNKNOWN, "MIT", exact=False))
    assert (found.concluded, found.confidence) == ("MIT", "low")
    assert found.declared == ()
    assert [s.expression for s in found.detected] == ["MIT"]


def test_prose_that_disagrees_with_itself_concludes_nothing(library: Library) -> None:
    statements = [says(UNKNOWN, text, exact=False, file=text) for text in ("MIT", "Apache-2.0")]
    found, apart = terms_of(artifact(UNKNOWN), Statements(statements, library))
    assert found.concluded is None
    assert {apart[0].one, apart[0].other} == {"MIT", "Apache-2.0"}


def test_a_disagreement_names_both_places(library: Library) -> None:
    statements = [says(UNKNOWN, "MIT", file="a"), says(UNKNOWN, "GPL-3.0-only", "card", file="b")]
    _, (apart,) = terms_of(artifact(UNKNOWN), Statements(statements, library))
    assert (apart.one, apart.other) == ("MIT", "GPL-3.0-only")
    assert (apart.first, apart.second) == (Place("a"), Place("b"))


@pytest.mark.parametrize("other", ["mit", "MIT License", "The MIT License"])
def test_two_spellings_of_one_license_are_no_disagreement(other: str, library: Library) -> None:
    statements = [says(UNKNOWN, "MIT"), says(UNKNOWN, other, "card")]
    assert terms_of(artifact(UNKNOWN), Statements(statements, library))[1] == ()


def test_what_is_not_understood_is_no_disagreement(library: Library) -> None:
    statements = [says(UNKNOWN, "MIT"), says(UNKNOWN, "Apache", "card")]
    assert terms_of(artifact(UNKNOWN), Statements(statements, library))[1] == ()


@pytest.mark.parametrize(
    ("about", "ref", "is_about"),
    [
        ("a1/zeta-7b", "a1/zeta-7b", True),
        ("A1/Zeta-7B", "a1/zeta-7b", True),
        ("THUDM/zeta-6b", "zai-org/zeta-6b", True),
        ("meta-llama/Meta-Llama-3.1-9B", "meta-llama/Llama-3.1-9B", True),
        ("a1/zeta", "a1/zeta-7b", False),
        ("zeta-7b", "a1/zeta-7b", False),
    ],
)
def test_a_statement_is_about_an_artefact_by_any_of_its_spellings(
    about: str, ref: str, is_about: bool, library: Library
) -> None:
    found = of(artifact(ref), library, says(about, "ODC-By-1.0"))
    assert (found.concluded == "ODC-By-1.0") is is_about


def test_a_statement_about_an_alias_counts(library: Library) -> None:
    found = of(artifact("a1/b#c.bin", "model", "app.py", "c.bin"), library, says("c.bin", "MIT"))
    assert found.concluded == "MIT"


# Parts of the project: whose license file in the root they are under.
PARTS = [
    ("data", "data/x.jsonl", "dataset", True),
    ("data", "seeds.jsonl", "dataset", True),
    ("data", "a1/some-set", "dataset", False),
    ("data", "weights/x.bin", "model", False),
    ("weights", "weights/x.bin", "model", True),
    ("weights", "./out/checkpoint", "model", True),
    ("weights", UNKNOWN, "model", False),
    ("weights", "https://host.org/x.bin", "model", False),
    ("weights", "a1/misc#x.bin", "model", False),
    ("weights", "ollama:zeta", "model", False),
    ("weights", "data/x.jsonl", "dataset", False),
    ("adapter", "./out/lora", "adapter", True),
    ("code", "weights/x.bin", "model", False),
    ("code", "data/x.jsonl", "dataset", False),
    ("docs", "data/x.jsonl", "dataset", False),
    ("data", "other/x.jsonl", "dataset", True),
]


@pytest.mark.parametrize(("part", "ref", "kind", "is_under"), PARTS)
def test_a_license_of_a_part_is_about_what_the_project_keeps_of_it(
    part: str, ref: str, kind: Kind, is_under: bool, library: Library
) -> None:
    found = of(artifact(ref, kind), library, says(part, "CC-BY-NC-4.0"))
    assert (found.concluded == "CC-BY-NC-4.0") is is_under


@pytest.mark.parametrize(
    ("about", "is_under"), [("data", True), ("data/sub", True), ("other", False), ("dat", False)]
)
def test_a_license_of_a_folder_is_about_what_lies_in_it(
    about: str, is_under: bool, library: Library
) -> None:
    # `data` is also the name of a part; both are meant here.
    found = of(artifact("./data/sub/x.jsonl", "dataset"), library, says(about, "MIT"))
    assert (found.concluded == "MIT") is is_under


def test_prose_of_the_file_that_names_it_is_evidence(library: Library) -> None:
    said = says("app.py", "CC-BY-NC-4.0", exact=False)
    assert of(artifact(UNKNOWN, file="app.py"), library, said).concluded == "CC-BY-NC-4.0"
    assert of(artifact(UNKNOWN, file="b.py"), library, said).concluded is None


@pytest.mark.parametrize(
    ("ref", "kind", "expected"),
    [
        ("./x", "model", True),
        ("/srv/x.bin", "model", True),
        ("weights/x.safetensors", "model", True),
        ("x.jsonl", "dataset", True),
        ("a1/zeta-7b", "model", False),
        ("a1/set", "dataset", False),
        ("a1/misc#x.bin", "model", False),
        ("https://h.org/x.bin", "model", False),
        ("ollama:x", "model", False),
        ("x.safetensors", "model", False),
    ],
)
def test_a_file_of_the_project_is_told_from_a_name(
    ref: str, kind: Kind, expected: bool, library: Library
) -> None:
    assert is_local(artifact(ref, kind), signs_of(library)) is expected


@pytest.mark.parametrize("ref", ["TheBloke/Llama-2-7B-GGUF", "someone1/Llama-2-7B-AWQ"])
def test_a_re_upload_has_the_terms_of_its_base(ref: str, library: Library) -> None:
    found = of(artifact(ref), library)
    assert (found.concluded, found.where, found.confidence) == ("llama-2", "base", "medium")
    assert "Llama-2-7B" in found.notes[0]


def test_a_name_that_only_looks_like_a_re_upload_has_no_terms(library: Library) -> None:
    assert of(artifact("someone1/zeta-7b-GGUF"), library).concluded is None


@pytest.mark.parametrize("kind", ["model", "dataset"])
def test_the_catalogue_is_asked_for_the_kind_that_was_found(kind: Kind, library: Library) -> None:
    found = of(artifact("databricks/databricks-dolly-15k", kind), library)
    assert (found.where == "catalog") is (kind == "dataset")


def test_rows_of_the_catalogue_that_disagree_are_not_sure(library: Library) -> None:
    entry = library.find_artefact("tatsu-lab/alpaca", "dataset")
    assert entry
    assert entry.conflict, "the case that this is about"
    found = of(artifact("tatsu-lab/alpaca", "dataset"), library)
    assert (found.where, found.confidence) == ("catalog", "low")


@pytest.mark.parametrize(
    "name", ["whisper-ours.bin", "mistral-7b-ours.Q4_0.gguf", "bge-small-en-v1.5-q8_0.gguf"]
)
def test_what_a_file_of_weights_is_called_is_no_declaration(
    name: str, tmp_path: Path, library: Library
) -> None:
    (tmp_path / "app.py").write_text(f'model = "{name}"\n', encoding="utf-8")
    found = audit(tmp_path, library, Wish())
    item = found.items[0]
    assert (item.artifact.ref, item.terms.confidence) == (name, "low")
    assert item.terms.concluded
    assert {answer.level for answer in found.answers.values()} == {Level.REVIEW}


def test_a_hosted_model_whose_own_terms_forbid_the_plan_is_no_yes(
    tmp_path: Path, library: Library
) -> None:
    call = 'import litellm\nlitellm.completion(model="together_ai/{}", messages=[])\n'
    for ref, is_held in (("facebook/opt-125m", True), ("mistralai/Mistral-7B-v0.1", False)):
        (tmp_path / "app.py").write_text(call.format(ref), encoding="utf-8")
        found = audit(tmp_path, library, Wish())
        item = next(i for i in found.items if i.artifact.ref == f"together:{ref}")
        assert bool(item.hold) is is_held
        assert (item.levels["saas"] >= Level.REVIEW) is is_held
