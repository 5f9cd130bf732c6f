"""A manifest that is written from an audit says what the audit says, and nothing more."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from licenseengine.audit.audit import judge_scan
from licenseengine.audit.manifest import UNCONFIRMED, manifest_text
from licenseengine.audit.manifest_words import scalar
from licenseengine.audit.records import Audit
from licenseengine.audit.wish import Wish
from licenseengine.discover.group import group
from licenseengine.discover.records import Confidence, Kind, Place, Role, Sighting
from licenseengine.discover.scan import Scan
from licenseengine.discover.signs import signs_of
from licenseengine.language.yaml_text import read_document
from licenseengine.library.index import Library, open_library
from licenseengine.resolve.judge import judge
from licenseengine.solver.records import Level
from licenseengine.stack.manifest import parse_manifest
from licenseengine.stack.records import Input, Stack
from tests.audit.projects import PROJECTS, SHARED, levels, levels_of_manifest, made, of_files

ROOTS = [*PROJECTS, *(str(p) for p in sorted(SHARED.glob("*/fixture")))]
REFS = (
    "facebook/opt-125m", "mistralai/Mistral-7B-v0.1", "google/gemma-2-9b", "nobody/knows", "openai:gpt-4o",
    "TheBloke/Llama-2-13B-fp16", "tatsu-lab/alpaca", "lllyasviel/misc#one.pth", "ollama:mistral", "openai:*",
)  # fmt: skip
HOSTILE = (
    'a/b"\n  - id: evil', "a/b\nlicense: MIT", "a/b #c", "a: b", "- x", "{a: b}", "[a", "'", '"', "a\\nb", "!!python/x",
    "&a *a", "%YAML", "a/\u2028b", "a/\u0085b", "a/\ufeffb", "a/\x1b[31mb", "a/\u202eb", "Ünï/cødé", "a/😀", "a/\udc80",
    "no", "null", "~", "1.10", "0x1f", "2024-01-01", "12:30", "<b>", "|", ">", "? a", "a/" + "b" * 600, " a ", "\t",
)  # fmt: skip


def found_in(root: str, tmp_path: Path, library: Library) -> Audit:
    """The audit of a project's files."""
    return of_files(
        made(tmp_path / "p", PROJECTS[root]) if root in PROJECTS else Path(root), library
    )


def sighting(
    ref: str, kind: Kind, role: Role, confidence: Confidence = "high", file: str = "app.py"
) -> Sighting:
    return Sighting(ref, kind, Place(file, 3), "names", ref, confidence, role)


def kind_of(ref: str) -> Kind:
    return "service" if ref.startswith("openai:") else "model"


def scanned(sightings: list[Sighting], library: Library, name: str = "app") -> Audit:
    """The audit of what was sighted."""
    return judge_scan(Scan(Path(), name, group(sightings, signs_of(library))), library, Wish())


def spelled(text: str) -> str:
    """The text as a file can hold it: halves of a pair of code units stand in no text."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def read(text: str, library: Library) -> Stack:
    return parse_manifest(text, "licenseengine.yaml", library.vocabulary)


@pytest.mark.parametrize("root", ROOTS)
def test_what_is_written_judges_as_what_was_found(
    root: str, tmp_path: Path, library: Library
) -> None:
    found = found_in(root, tmp_path, library)
    judged = levels_of_manifest(manifest_text(found, library), library)
    if root == "disputed data":
        assert judged == dict.fromkeys(judged, Level.REVIEW)
        assert all(judged[name] >= level for name, level in levels(found).items())
    else:
        assert judged == levels(found)


@pytest.mark.parametrize("root", ROOTS)
def test_what_is_written_is_the_stack_that_was_found(
    root: str, tmp_path: Path, library: Library
) -> None:
    found = found_in(root, tmp_path, library)
    text = manifest_text(found, library)
    stack = read(text, library)
    if found.unsettled:
        unknown, *rest = stack.artefacts
        assert (unknown.id, unknown.ref, unknown.license) == ("not-known", None, None)
        app = next(a for a in rest if a.made and a.made.by == "include")
        assert app.made
        assert Input("parts", "not-known") in app.made.inputs
        return
    assert [(a.ref, a.kind, a.release) for a in stack.artefacts] == [
        (a.ref, a.kind, a.release) for a in found.stack.artefacts
    ]
    ids = dict(
        zip((a.id for a in found.stack.artefacts), (a.id for a in stack.artefacts), strict=True)
    )
    for one, other in zip(found.stack.artefacts, stack.artefacts, strict=True):
        assert (one.made is None) == (other.made is None)
        if one.made and other.made:
            assert (one.made.by, one.made.who) == (other.made.by, other.made.who)
            assert [(i.role, ids[i.node]) for i in one.made.inputs] == [
                (i.role, i.node) for i in other.made.inputs
            ]
    assert text == manifest_text(found, library)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(REFS), st.sampled_from(list(Role)), st.sampled_from(("high", "medium", "low"))), max_size=6)
)  # fmt: skip
def test_generated_stacks_are_written_and_judged_alike(
    told: list[tuple[str, Role, Confidence]],
) -> None:
    library = open_library()
    found = scanned([sighting(r, kind_of(r), role, sure) for r, role, sure in told], library)
    text = manifest_text(found, library)
    assert levels_of_manifest(text, library) == levels(found)
    ids = [a.id for a in read(text, library).artefacts]
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) for id_ in ids)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=30)),
        min_size=1,
        max_size=3,
    ),
    st.text(max_size=20),
)
def test_a_name_never_breaks_out_of_its_line(refs: list[str], name: str) -> None:
    library = open_library()
    roles = (Role.DEFAULT, Role.OPTION)
    seen = [sighting(spelled(r), "model", role, file=r) for r in refs for role in roles]
    seen += [sighting(f"x/{spelled(r)}", "model", Role.OPTION, file=r) for r in refs]
    found = scanned(seen, library, name)
    text = manifest_text(found, library)
    stack = read(text, library)
    wanted = [a.ref for a in found.stack.artefacts]
    shown = [r if r and len(r) <= 500 else None for r in wanted]
    assert [a.ref for a in stack.artefacts] == shown
    assert {a.license for a in stack.artefacts} <= {None, "own"}
    assert [node.get("ref") for node in yaml.safe_load(text)["stack"]] == shown
    assert all(c == "\n" or c.isprintable() for c in text)
    read(switched_on(text), library)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("shape", ["a: {}\n", "a: [{}, b]\n", "a: {{x: {}}}\n", "- {}  # c\n"])
def test_a_text_is_read_as_itself_by_every_reader(text: str, shape: str) -> None:
    line = shape.format(scalar(text))
    ours, theirs = read_document(line, "x.yaml").data, yaml.safe_load(line)
    assert ours == theirs
    assert spelled(text) in _scalars(ours)


def _scalars(data: object) -> list[object]:
    if isinstance(data, dict):
        return [x for v in data.values() for x in _scalars(v)]
    return [x for v in data for x in _scalars(v)] if isinstance(data, list) else [data]


def switched_on(text: str) -> str:
    """The manifest with the marks of all options taken away."""
    start, *blocks = text.split("\n  #\n")
    if not blocks:
        return text
    options, rest = "\n".join(blocks).split("\n# `licenseengine audit` judges the presets")
    return f"{start}\n" + re.sub(r"(?m)^  # ", "  ", options) + "\n#" + rest


def test_options_are_switched_on_by_taking_their_marks_away(
    tmp_path: Path, library: Library
) -> None:
    found = found_in("service and options", tmp_path, library)
    text = manifest_text(found, library)
    before, after = read(text, library), read(switched_on(text), library)
    refs = {a.ref for a in after.artefacts} - {a.ref for a in before.artefacts}
    assert refs == {"azure-openai:gpt-4", "facebook/opt-125m"}
    assert {a.id for a in after.artefacts} >= {"opt-125m", "gpt-4", "answers-of-gpt-4"}
    app = after.get(after.artefacts[len(before.artefacts) - 1].id)
    assert app.made is not None
    assert "opt-125m" not in {i.node for i in app.made.inputs}


def test_the_use_is_switched_on_by_taking_its_marks_away(tmp_path: Path, library: Library) -> None:
    found = found_in("one model", tmp_path, library)
    text = manifest_text(found, library)
    assert read(text, library).use is None
    head, use = text.split("# use:\n")
    stack = read(head + "use:\n" + re.sub(r"(?m)^# ", "", use), library)
    assert stack.use is not None
    assert stack.use.of == ("chat",)
    assert judge(stack, library).verdict.level is levels(found)["ship"]
    assert all(name in text for name in ("research", "internal", "saas", "ship", "open-release"))


@pytest.mark.parametrize(
    ("root", "line"),
    [
        ("declared data", "    license: CC-BY-NC-4.0  # declared in DATA_LICENSE:1"),
        ("disputed data", f"    license: MIT AND {UNCONFIRMED}  # stated as CC-BY-NC-4.0 and as MIT; once it is settled, take {UNCONFIRMED} away"),
        ("one model", "    # license: opt-175b  # by the catalogue; unmarked, the line declares it"),
        ("one model", "  # app.py:2 facebook/opt-125m (loaders)"),
        ("merge", "    # license:  # none is known"),
        ("merge", "  # recipes/a.yml:1"),
        ("dependencies", "    license: GPL-3.0-only"),
        ("dependencies", "  # bom.json:1"),
        ("service and options", "  # # conf/base.yaml:6 facebook/opt-125m (names)"),
        ("nothing", "  allow: []"),
        ("nothing", "  # nothing was found that is under terms"),
        ("named at run time", "  # `from_pretrained` is given a name that is known only when it runs (app.py:3)"),
    ],
)  # fmt: skip
def test_each_line_says_where_it_comes_from(
    root: str, line: str, tmp_path: Path, library: Library
) -> None:
    lines = manifest_text(found_in(root, tmp_path, library), library).splitlines()
    assert [x for x in lines if x.startswith(line)], "\n".join(lines)


def test_a_license_that_nobody_declares_is_not_written(tmp_path: Path, library: Library) -> None:
    found = found_in("service and options", tmp_path, library)
    assert {a.license for a in read(manifest_text(found, library), library).artefacts} == {
        None,
        "own",
    }


def test_an_artefact_that_is_not_sure_stays_so_when_written(library: Library) -> None:
    found = scanned([sighting("BAAI/bge-small-en-v1.5", "model", Role.DEFAULT, "low")], library)
    sure = scanned([sighting("BAAI/bge-small-en-v1.5", "model", Role.DEFAULT)], library)
    assert (levels(found)["ship"], levels(sure)["ship"]) == (Level.REVIEW, Level.PERMITTED)
    text = manifest_text(found, library)
    assert levels_of_manifest(text, library)["ship"] is Level.REVIEW
    settled = text.replace(f" AND {UNCONFIRMED}", "")
    assert levels_of_manifest(settled, library)["ship"] is Level.PERMITTED


def test_ids_are_short_and_none_stands_twice(library: Library) -> None:
    refs = [
        "a/model.gguf",
        "b/model.safetensors",
        "c/Model",
        "x/code",
        "é/é",
        "openai:*",
        f"a/{'b' * 90}",
    ]
    found = scanned([sighting(r, kind_of(r), Role.DEFAULT) for r in refs], library)
    ids = {a.ref: a.id for a in read(manifest_text(found, library), library).artefacts if a.ref}
    assert sorted(ids[r] for r in refs[:3]) == ["model", "model-2", "model-3"]
    assert [ids[r] for r in refs[3:6]] == ["code-2", "model-4", "openai"]
    assert len(ids[refs[6]]) == 60


def test_the_release_license_of_the_code_is_written(library: Library) -> None:
    found = judge_scan(Scan(Path(), "app"), library, Wish(release="Apache-2.0"))
    text = manifest_text(found, library)
    assert read(text, library).get("code").release == "Apache-2.0"
    assert read(manifest_text(replace(found, stack=found.stack), library), library).get("app").made
