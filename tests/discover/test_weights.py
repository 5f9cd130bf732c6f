"""Headers of files of weights."""

import json
import os
import struct
from pathlib import Path

import pytest

from licenseengine.discover.weights import read_weights
from tests.discover.evidence import Evidence, seen

STRING = 8


def raw(root: Path, data: bytes, path: str = "x.gguf") -> Evidence:
    (root / path).write_bytes(data)
    return seen(read_weights(root, path))


def head(keys: int, rest: bytes = b"", version: int = 3, order: str = "<") -> bytes:
    return b"GGUF" + struct.pack(f"{order}IQQ", version, 0, keys) + rest


def text(value: bytes) -> bytes:
    return struct.pack("<Q", len(value)) + value


def pair(key: str, value: bytes) -> bytes:
    return text(key.encode()) + struct.pack("<I", STRING) + text(value)


def test_a_pointer_to_a_large_file_is_not_the_file(tmp_path: Path) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"
    found = raw(tmp_path, pointer, "x.safetensors")
    assert (found.codes, len(found.sightings)) == (["LE706"], 1)


def tensors(root: Path, metadata: object, path: str = "lora.safetensors") -> Evidence:
    table = {"__metadata__": metadata, "w": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}
    data = json.dumps(table).encode()
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    return raw(root, struct.pack("<Q", len(data)) + data + b"\0\0", path)


def test_an_adapter_tells_its_license_and_its_base(tmp_path: Path) -> None:
    said = {
        "ss_network_module": "networks.lora",
        "ss_sd_model_name": "stabilityai/stable-diffusion-xl-base-1.0",
        "modelspec.license": "CC-BY-NC-4.0",
        "modelspec.title": "A style",
    }
    found = tensors(tmp_path, said, "loras/style.safetensors")
    assert found.licenses == {("loras/style.safetensors", "CC-BY-NC-4.0")}
    (making,) = found.makings
    assert (making.by, making.kind, making.makes) == ("adapt", "adapter", "loras/style.safetensors")
    assert making.inputs == (("base", "stabilityai/stable-diffusion-xl-base-1.0"),)
    assert found.sightings[0].snippet == "A style"


@pytest.mark.parametrize(
    ("said", "ref"),
    [
        (
            {"ss_sd_model_name": "pony.safetensors", "ss_base_model_version": "sdxl_base_v1-0"},
            "sdxl_base_v1-0",
        ),
        ({"ss_sd_model_name": "D:\\sd\\v1-5.ckpt"}, "v1-5.ckpt"),
        ({"ss_sd_model_name": "/workspace/flux.safetensors"}, "flux.safetensors"),
    ],
)
def test_a_base_known_by_its_file_is_unsure_and_a_gap(
    tmp_path: Path, said: dict[str, str], ref: str
) -> None:
    found = tensors(tmp_path, said)
    assert [(s.ref, s.confidence) for s in found.sightings[1:]] == [(ref, "low")]
    assert found.codes == ["LE706"]


def test_folders_of_training_data_are_a_gap(tmp_path: Path) -> None:
    found = tensors(tmp_path, {"ss_dataset_dirs": json.dumps({"10_faces": {"img_count": 20}})})
    assert found.codes == ["LE706"]
    assert "10_faces" in found.gaps[0].said


def test_a_merge_names_its_models(tmp_path: Path) -> None:
    found = tensors(
        tmp_path, {"modelspec.merged_from": "a1/b, dreamy_v2, My Model"}, "m.safetensors"
    )
    assert [(m.by, m.inputs) for m in found.makings] == [
        ("merge", (("models", "a1/b"), ("models", "dreamy_v2")))
    ]
    assert found.codes == ["LE706"]


@pytest.mark.parametrize(
    ("path", "about"),
    [
        ("models/x/model.safetensors", "models/x"),
        ("models/x/model-00001-of-00003.safetensors", "models/x"),
        ("models/x/adapter_model.safetensors", "models/x"),
        ("unet/diffusion_pytorch_model.fp16.safetensors", "unet"),
        ("model.safetensors", "."),
        ("loras/my-style.safetensors", "loras/my-style.safetensors"),
    ],
)
def test_a_file_whose_name_tells_nothing_stands_for_its_folder(
    tmp_path: Path, path: str, about: str
) -> None:
    found = tensors(tmp_path, {"modelspec.license": "mit", "format": "pt"}, path)
    assert found.licenses == {(about, "mit")}


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", ["LE703"]),
        (b"\1\2\3", ["LE703"]),
        (struct.pack("<Q", 2**63) + b"{}", ["LE703"]),
        (struct.pack("<Q", 100) + b"{}", ["LE703"]),
        (struct.pack("<Q", 4) + b"\xff\xfe{}", ["LE702"]),
        (struct.pack("<Q", 4) + b"abcd", ["LE703"]),
        (struct.pack("<Q", 17) + b'{"__metadata__":[', ["LE703"]),
        (struct.pack("<Q", 100_016) + b'{"__metadata__":' + b"[" * 100_000, ["LE703"]),
        (struct.pack("<Q", 24) + b'{"__metadata__": "text"}', []),
        (struct.pack("<Q", 26) + b'{"__metadata__": {"a": 1}}', []),
        (struct.pack("<Q", 2) + b"{}", []),
        (struct.pack("<Q", 28) + b'{"x\\"__metadata__\\": ": null}', []),
    ],
)
def test_a_hostile_safetensors_header_is_a_gap(
    tmp_path: Path, data: bytes, codes: list[str]
) -> None:
    found = raw(tmp_path, data, "x.safetensors")
    assert (found.codes, found.refs) == (codes, {("x.safetensors", "model", "load")})


def test_a_header_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.safetensors").open("wb") as file:
        file.write(struct.pack("<Q", 2**25))
        file.truncate(2**26)
    assert seen(read_weights(tmp_path, "x.safetensors")).codes == ["LE701"]


@pytest.mark.parametrize("where", ["outside", "circle", "nowhere"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, where: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside").write_bytes(head(1, pair("general.license", b"mit")))
    target = root / "x.gguf" if where == "circle" else tmp_path / where
    (root / "x.gguf").symlink_to(target)
    found = seen(read_weights(root, "x.gguf"))
    assert (found.codes, len(found.all)) == (["LE705"], 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.gguf")
    assert seen(read_weights(tmp_path, "x.gguf")).codes == ["LE705"]
