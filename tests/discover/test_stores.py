"""The cache of the hub and the store of Ollama, built as these tools lay them out."""

import json
import struct
import time
from pathlib import Path

import pytest

from licenseengine.discover.stores import MAX_ENTRIES, huggingface_cache, ollama_store, title_of
from tests.discover.evidence import seen

REVISION = "0123456789abcdef0123456789abcdef01234567"
MIT = "MIT License\n\nCopyright (c) 2024\n"


def cached(
    cache: Path, name: str, front: str, revision: str = REVISION, *, head: bool = True
) -> Path:
    """A repository as the hub's client keeps it: blobs, and snapshots of links to them."""
    folder = cache / name
    blob = folder / "blobs" / f"blob-{revision}"
    blob.parent.mkdir(parents=True, exist_ok=True)
    blob.write_text(f"---\n{front}\n---\n# Card\n")
    snapshot = folder / "snapshots" / revision
    snapshot.mkdir(parents=True)
    (snapshot / "README.md").symlink_to(f"../../blobs/{blob.name}")
    if head:
        (folder / "refs").mkdir(exist_ok=True)
        (folder / "refs" / "main").write_text(revision)
    return snapshot


def test_the_card_of_a_cached_model_tells_license_and_lineage(tmp_path: Path) -> None:
    cached(tmp_path, "models--a1--b", "license: llama3\nbase_model: meta-llama/Meta-Llama-3-8B")
    found = seen(huggingface_cache(tmp_path))
    (statement,) = found.statements
    assert (statement.about, statement.text, statement.source) == ("a1/b", "llama3", "cache")
    assert statement.place.file == f"models--a1--b/snapshots/{REVISION}/README.md"
    (making,) = found.makings
    assert (making.makes, making.who) == ("a1/b", "upstream")
    assert not found.sightings, "what lies on the machine is no part of the project"
    assert not found.gaps


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("models--gpt2", "gpt2"),
        ("models--a1--b--c", "a1/b--c"),
        ("datasets--a1--data", "a1/data"),
    ],
)
def test_the_folder_tells_the_id(tmp_path: Path, name: str, ref: str) -> None:
    cached(tmp_path, name, "license: mit")
    assert seen(huggingface_cache(tmp_path)).licenses == {(ref, "mit")}


def test_main_tells_which_snapshot_counts(tmp_path: Path) -> None:
    cached(tmp_path, "models--a1--b", "license: mit", "aaaa")
    cached(tmp_path, "models--a1--b", "license: gpl-3.0", "bbbb", head=False)
    assert seen(huggingface_cache(tmp_path)).licenses == {("a1/b", "mit")}


def test_without_main_the_last_snapshot_counts(tmp_path: Path) -> None:
    cached(tmp_path, "models--a1--b", "license: mit", "aaaa", head=False)
    cached(tmp_path, "models--a1--b", "license: gpl-3.0", "bbbb", head=False)
    assert seen(huggingface_cache(tmp_path)).licenses == {("a1/b", "gpl-3.0")}


@pytest.mark.parametrize("main", ["../../../outside", "..", ".", "", "a/b", "\0"])
def test_a_revision_is_no_path(tmp_path: Path, main: str) -> None:
    cache = tmp_path / "cache"
    snapshot = cached(cache, "models--a1--b", "license: mit")
    (snapshot.parent.parent / "refs" / "main").write_text(main)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "README.md").write_text("---\nlicense: stolen\n---\n")
    assert seen(huggingface_cache(cache)).all == ()


def test_a_link_out_of_the_cache_is_a_gap(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    snapshot = cached(cache, "models--a1--b", "license: mit")
    (tmp_path / "secret").write_text("---\nlicense: stolen\n---\n")
    (snapshot / "README.md").unlink()
    (snapshot / "README.md").symlink_to(tmp_path / "secret")
    found = seen(huggingface_cache(cache))
    assert (found.codes, found.gaps[0].ref, found.statements) == (["LE705"], "a1/b", [])


def test_a_blob_that_is_missing_is_a_gap(tmp_path: Path) -> None:
    snapshot = cached(tmp_path, "models--a1--b", "license: mit")
    (snapshot / "README.md").resolve().unlink()
    assert seen(huggingface_cache(tmp_path)).codes == ["LE705"]


def test_other_folders_and_models_without_card_say_nothing(tmp_path: Path) -> None:
    (tmp_path / ".locks" / "models--a1--b").mkdir(parents=True)
    (tmp_path / "spaces--a1--b" / "snapshots" / "x").mkdir(parents=True)
    (tmp_path / "models--a1--b" / "snapshots" / "x").mkdir(parents=True)
    (tmp_path / "models--c1--d").mkdir()
    (tmp_path / "models--file").write_text("x")
    assert seen(huggingface_cache(tmp_path)).all == ()
    assert seen(huggingface_cache(tmp_path / "nowhere")).all == ()


def test_front_matter_without_end_is_a_gap(tmp_path: Path) -> None:
    snapshot = cached(tmp_path, "models--a1--b", "license: mit")
    (snapshot / "README.md").resolve().write_text("---\nlicense: mit\n" + "x: y\n" * 300_000)
    assert seen(huggingface_cache(tmp_path)).codes == ["LE701"]


def test_a_cache_without_end_is_cut(tmp_path: Path) -> None:
    for number in range(MAX_ENTRIES + 1):
        (tmp_path / f"models--a1--m{number}").mkdir()
    assert seen(huggingface_cache(tmp_path)).codes == ["LE704"]


def digest(number: int) -> str:
    return f"{number:064x}"


def store(root: Path, path: str, layers: object, blobs: dict[int, bytes] | None = None) -> None:
    target = root / "manifests" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"schemaVersion": 2, "layers": layers}))
    (root / "blobs").mkdir(exist_ok=True)
    for number, data in (blobs or {}).items():
        (root / "blobs" / f"sha256-{digest(number)}").write_bytes(data)


def layer(kind: str, number: int) -> dict[str, object]:
    media = f"application/vnd.ollama.image.{kind}"
    return {"mediaType": media, "digest": f"sha256:{digest(number)}", "size": 9}


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        ("registry.ollama.ai/library/llama3/8b", "ollama:llama3:8b"),
        ("registry.ollama.ai/library/llama3/latest", "ollama:llama3"),
        ("registry.ollama.ai/somebody/tuned/q4", "ollama:somebody/tuned:q4"),
        ("hf.co/a1/b-GGUF/Q4_K_M", "a1/b-GGUF"),
    ],
)
def test_a_license_layer_is_about_the_model_of_the_manifest(
    tmp_path: Path, path: str, ref: str
) -> None:
    store(tmp_path, path, [layer("license", 1), layer("template", 2)], {1: MIT.encode()})
    (statement,) = seen(ollama_store(tmp_path)).statements
    assert (statement.about, statement.text, statement.source) == (ref, "MIT License", "cache")
    assert statement.place.file == f"blobs/sha256-{digest(1)}"
    assert not statement.exact, "a title is a reading of the text"


def _identify(text: str) -> str | None:
    return "MIT" if text == MIT else None


def test_a_text_that_is_identified_is_a_declaration(tmp_path: Path) -> None:
    store(tmp_path, "registry.ollama.ai/library/x/1b", [layer("license", 1)], {1: MIT.encode()})
    (statement,) = seen(ollama_store(tmp_path, _identify)).statements
    assert (statement.text, statement.exact) == ("MIT", True)
    (statement,) = seen(ollama_store(tmp_path, lambda _: None)).statements
    assert (statement.text, statement.exact) == ("MIT License", False)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "\n\n   Apache License\n      Version 2.0, January 2004\n",
            "Apache License Version 2.0, January 2004",
        ),
        (
            "LLAMA 2 COMMUNITY LICENSE AGREEMENT\t\nLlama 2 Version",
            "LLAMA 2 COMMUNITY LICENSE AGREEMENT",
        ),
        ("", ""),
        ("x" * 5_000, "x" * 200),
    ],
)
def test_a_title_is_the_first_line_with_its_version(text: str, title: str) -> None:
    assert title_of(text) == title


def test_several_license_layers_are_all_stated(tmp_path: Path) -> None:
    layers = [layer("license", 1), layer("license", 2)]
    store(tmp_path, "registry.ollama.ai/library/x/1b", layers, {1: b"One", 2: b"Use policy"})
    assert seen(ollama_store(tmp_path)).licenses == {
        ("ollama:x:1b", "One"),
        ("ollama:x:1b", "Use policy"),
    }


def test_the_header_of_the_model_is_read(tmp_path: Path) -> None:
    value = b"general.license", struct.pack("<I", 8), b"gemma"
    entry = b"".join(struct.pack("<Q", len(v)) + v if len(v) != 4 else v for v in value)
    data = b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + entry
    store(tmp_path, "registry.ollama.ai/library/x/1b", [layer("model", 1)], {1: data})
    found = seen(ollama_store(tmp_path))
    assert found.licenses == {("ollama:x:1b", "gemma")}
    assert not found.sightings


def test_blobs_may_be_named_with_a_colon(tmp_path: Path) -> None:
    store(tmp_path, "registry.ollama.ai/library/x/1b", [layer("license", 1)])
    (tmp_path / "blobs" / f"sha256:{digest(1)}").write_bytes(MIT.encode())
    assert seen(ollama_store(tmp_path)).licenses == {("ollama:x:1b", "MIT License")}


@pytest.mark.parametrize(
    "digest_",
    ["../../secret", "sha256:../../secret", "sha256:" + "g" * 64, "", None, 7, "/etc/passwd"],
)
def test_a_manifest_that_points_out_of_the_store_is_a_gap(tmp_path: Path, digest_: object) -> None:
    root = tmp_path / "store"
    (tmp_path / "secret").write_text("Secret License")
    entry = {"mediaType": "application/vnd.ollama.image.license", "digest": digest_}
    store(root, "registry.ollama.ai/library/x/1b", [entry])
    found = seen(ollama_store(root))
    assert (found.codes, found.gaps[0].ref, found.statements) == (["LE705"], "ollama:x:1b", [])


def test_a_blob_that_links_out_of_the_store_is_a_gap(tmp_path: Path) -> None:
    root = tmp_path / "store"
    (tmp_path / "secret").write_text("Secret License")
    store(root, "registry.ollama.ai/library/x/1b", [layer("license", 1)])
    (root / "blobs" / f"sha256-{digest(1)}").symlink_to(tmp_path / "secret")
    assert seen(ollama_store(root)).codes == ["LE705"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"layers": 1}', "[" * 200_000, '"x"', " " * 300_000 + "{}"]
)
def test_a_broken_manifest_is_a_gap_and_stops_no_other(tmp_path: Path, text: str) -> None:
    store(tmp_path, "registry.ollama.ai/library/x/1b", [layer("license", 1)], {1: MIT.encode()})
    (tmp_path / "manifests/registry.ollama.ai/library/x/broken").write_text(text)
    found = seen(ollama_store(tmp_path))
    assert (found.codes, len(found.statements)) == (["LE703"], 1)


def test_layers_of_any_shape_do_no_harm(tmp_path: Path) -> None:
    layers: list[object] = [
        None,
        1,
        [],
        {},
        {"mediaType": []},
        {"mediaType": {"a": 1}},
        layer("license", 1),
    ]
    store(tmp_path, "registry.ollama.ai/library/x/1b", layers, {1: MIT.encode()})
    assert len(seen(ollama_store(tmp_path)).statements) == 1


def test_a_store_without_end_is_cut(tmp_path: Path) -> None:
    folder = tmp_path / "manifests" / "registry.ollama.ai" / "library"
    for number in range(MAX_ENTRIES + 1):
        (folder / f"m{number}").mkdir(parents=True)
    start = time.perf_counter()
    assert seen(ollama_store(tmp_path)).codes == ["LE704"]
    assert time.perf_counter() - start < 2


def test_an_empty_store_says_nothing(tmp_path: Path) -> None:
    assert seen(ollama_store(tmp_path)).all == ()
