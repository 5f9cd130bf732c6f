"""Headers of GGUF files, which the format's own library writes."""

import struct
import time
from collections.abc import Callable
from pathlib import Path

import gguf
import pytest

from licenseengine.discover.headers.gguf import MAX_KEYS, read_header
from licenseengine.discover.weights import read_weights
from tests.discover.evidence import Evidence, seen

Fill = Callable[[gguf.GGUFWriter], None]
STRING, ARRAY, UINT32 = 8, 9, 4


def written(root: Path, path: str, fill: Fill) -> Evidence:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(target, "llama")
    fill(writer)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return seen(read_weights(root, path))


def raw(root: Path, data: bytes, path: str = "x.gguf") -> Evidence:
    (root / path).write_bytes(data)
    return seen(read_weights(root, path))


def head(keys: int, rest: bytes = b"", version: int = 3, order: str = "<") -> bytes:
    return b"GGUF" + struct.pack(f"{order}IQQ", version, 0, keys) + rest


def text(value: bytes) -> bytes:
    return struct.pack("<Q", len(value)) + value


def pair(key: str, value: bytes) -> bytes:
    return text(key.encode()) + struct.pack("<I", STRING) + text(value)


def base(writer: gguf.GGUFWriter, number: int, address: str) -> None:
    writer.add_base_model_repo_url(number, address)


def test_a_license_is_stated_of_the_file(tmp_path: Path) -> None:
    found = written(tmp_path, "models/a.gguf", lambda w: w.add_license("apache-2.0"))
    assert found.licenses == {("models/a.gguf", "apache-2.0")}
    assert found.refs == {("models/a.gguf", "model", "load")}
    assert not found.gaps


def test_of_another_license_the_name_counts(tmp_path: Path) -> None:
    def fill(writer: gguf.GGUFWriter) -> None:
        writer.add_license("other")
        writer.add_license_name("yi-license")
        writer.add_license_link("https://example.org/LICENSE")

    assert written(tmp_path, "a.gguf", fill).licenses == {("a.gguf", "yi-license")}


@pytest.mark.parametrize(
    ("type_", "finetune", "by", "role"),
    [
        (15, None, "quantize", "source"),
        (1, None, "fine-tune", "base"),
        (15, "Chat", "fine-tune", "base"),
    ],
)
def test_a_base_model_went_into_the_file(
    tmp_path: Path, type_: int, finetune: str | None, by: str, role: str
) -> None:
    def fill(writer: gguf.GGUFWriter) -> None:
        writer.add_token_list([f"token{n}" for n in range(2_000)])
        writer.add_base_model_count(1)
        base(writer, 0, "https://huggingface.co/meta-llama/Llama-3.1-8B")
        if finetune:
            writer.add_finetune(finetune)
        writer.add_file_type(type_)  # after the tokens, as the quantizer writes it

    found = written(tmp_path, "models/a.gguf", fill)
    (making,) = found.makings
    assert (making.by, making.inputs) == (by, ((role, "meta-llama/Llama-3.1-8B"),))
    assert (making.makes, making.who) == ("models/a.gguf", "upstream")
    assert ("meta-llama/Llama-3.1-8B", "model", "base") in found.refs


def test_several_bases_are_a_merge(tmp_path: Path) -> None:
    def fill(writer: gguf.GGUFWriter) -> None:
        writer.add_base_model_count(2)
        base(writer, 0, "https://huggingface.co/a1/b")
        base(writer, 1, "https://huggingface.co/c1/d")

    (making,) = written(tmp_path, "a.gguf", fill).makings
    assert (making.by, making.who) == ("merge", "us")
    assert making.inputs == (("models", "a1/b"), ("models", "c1/d"))


def test_a_title_is_turned_back_into_an_id_and_not_sure(tmp_path: Path) -> None:
    def fill(writer: gguf.GGUFWriter) -> None:
        writer.add_base_model_count(1)
        writer.add_base_model_name(0, "Llama 3.1 8B")
        writer.add_base_model_organization(0, "Meta Llama")

    sightings = written(tmp_path, "a.gguf", fill).sightings
    assert [(s.ref, s.confidence) for s in sightings[1:]] == [("Meta-Llama/Llama-3.1-8B", "low")]


def test_the_source_before_conversion_stands_between_file_and_base(tmp_path: Path) -> None:
    def fill(writer: gguf.GGUFWriter) -> None:
        writer.add_source_repo_url("https://huggingface.co/a1/tuned")
        writer.add_base_model_count(1)
        base(writer, 0, "https://huggingface.co/a1/base")
        writer.add_dataset_count(1)
        writer.add_dataset_repo_url(0, "https://huggingface.co/datasets/a1/data")
        writer.add_file_type(7)

    found = written(tmp_path, "a.gguf", fill)
    makings = {m.makes: (m.by, m.inputs, m.who) for m in found.makings}
    assert makings == {
        "a.gguf": ("quantize", (("source", "a1/tuned"),), "us"),
        "a1/tuned": ("fine-tune", (("base", "a1/base"), ("data", "a1/data")), "upstream"),
    }
    assert ("a1/data", "dataset", "train-data") in found.refs


def test_an_adapter_is_adapted(tmp_path: Path) -> None:
    def fill(writer: gguf.GGUFWriter) -> None:
        writer.add_type("adapter")
        writer.add_base_model_count(1)
        base(writer, 0, "https://huggingface.co/a1/b")

    found = written(tmp_path, "a.gguf", fill)
    assert [(m.by, m.kind) for m in found.makings] == [("adapt", "adapter")]
    assert found.sightings[0].kind == "adapter"


def test_a_base_that_is_a_path_is_a_gap(tmp_path: Path) -> None:
    def fill(writer: gguf.GGUFWriter) -> None:
        writer.add_base_model_count(1)
        base(writer, 0, "/mnt/models/llama")

    found = written(tmp_path, "a.gguf", fill)
    assert (found.codes, found.makings) == (["LE706"], [])


def test_a_file_in_the_other_byte_order_is_read(tmp_path: Path) -> None:
    writer = gguf.GGUFWriter(tmp_path / "a.gguf", "llama", endianess=gguf.GGUFEndian.BIG)
    writer.add_license("mit")
    writer.add_array("x.y", [1, 2, 3])
    writer.add_name("after an array")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    found = seen(read_weights(tmp_path, "a.gguf"))
    assert found.licenses == {("a.gguf", "mit")}
    assert found.sightings[0].snippet == "after an array"


def test_large_vocabularies_are_passed_over_quickly(tmp_path: Path) -> None:
    def fill(writer: gguf.GGUFWriter) -> None:
        writer.add_token_list([f"tok{n}" for n in range(150_000)])
        writer.add_array("tokenizer.ggml.merges", [f"a{n} b{n}" for n in range(300_000)])
        writer.add_array("tokenizer.ggml.scores", [0.5] * 150_000)
        writer.add_license("mit")

    (tmp_path / "big").mkdir()
    written(tmp_path, "big/a.gguf", fill)
    start = time.perf_counter()
    found = seen(read_weights(tmp_path, "big/a.gguf"))
    assert time.perf_counter() - start < 1
    assert found.licenses == {("big/a.gguf", "mit")}


def test_only_the_first_part_of_a_split_file_speaks(tmp_path: Path) -> None:
    assert written(tmp_path, "a-00001-of-00002.gguf", lambda w: w.add_license("mit")).licenses
    assert not written(tmp_path, "a-00002-of-00002.gguf", lambda w: w.add_license("mit")).all


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "LE703"),
        (b"GGU", "LE703"),
        (b"NOPE" + b"\0" * 40, "LE703"),
        (head(0, version=1), "LE703"),
        (head(0, version=99), "LE703"),
        (b"GGUF\3\0\0\0", "LE703"),
        (head(2**60, b"\0" * 100), "LE703"),
        (head(2**64 - 1), "LE703"),
        (head(1, struct.pack("<Q", 2**63) + b"x" * 20), "LE703"),
        (head(1, text(b"general.license") + struct.pack("<IQ", STRING, 2**63)), "LE703"),
        (
            head(1, text(b"general.license") + struct.pack("<IQ", STRING, 2**17) + b"x" * 2**17),
            "LE704",
        ),
        (head(1, text(b"x.y") + struct.pack("<IQ", STRING, 2**63)), "LE703"),
        (head(1, text(b"k") + struct.pack("<I", 77) + b"\0" * 9), "LE703"),
        (head(1, text(b"k") + struct.pack("<IIQ", ARRAY, UINT32, 2**62)), "LE703"),
        (head(1, text(b"k") + struct.pack("<IIQ", ARRAY, STRING, 2**62)), "LE704"),
        (head(1, text(b"k") + struct.pack("<IIQ", ARRAY, STRING, 5) + text(b"a")), "LE703"),
        (head(1, text(b"k") + struct.pack("<IIQQ", ARRAY, STRING, 1, 2**63) + b"x" * 9), "LE703"),
        (
            head(1, text(b"k") + struct.pack("<I", ARRAY) + struct.pack("<IQ", ARRAY, 1) * 50),
            "LE704",
        ),
        (head(1, text(b"k") + struct.pack("<IIQ", ARRAY, ARRAY, 2**60) + b"\0" * 99), "LE704"),
        (head(1, text(b"k") + struct.pack("<IIQ", ARRAY, 77, 1)), "LE703"),
        (head(1, pair("general.license", b"\xff\xfe\xff")), "LE702"),
        (head(1, pair("general.license", b"apache-2.0"))[:-3], "LE703"),
    ],
)
def test_a_hostile_header_is_a_gap_at_once(tmp_path: Path, data: bytes, code: str) -> None:
    start = time.perf_counter()
    found = raw(tmp_path, data)
    assert time.perf_counter() - start < 0.5
    assert (found.codes, found.gaps[0].ref) == ([code], "x.gguf")
    assert not found.statements


def test_nested_arrays_are_passed_over(tmp_path: Path) -> None:
    inner = struct.pack("<IQ", UINT32, 2) + b"\0" * 8
    array = text(b"k") + struct.pack("<IIQ", ARRAY, ARRAY, 3) + inner * 3
    found = raw(tmp_path, head(2, array + pair("general.license", b"mit")))
    assert (found.licenses, found.codes) == ({("x.gguf", "mit")}, [])


def test_what_stands_before_a_fault_is_kept(tmp_path: Path) -> None:
    found = raw(tmp_path, head(3, pair("general.license", b"mit") + b"\xff" * 30))
    assert (found.licenses, found.codes) == ({("x.gguf", "mit")}, ["LE703"])


def test_the_first_of_two_equal_keys_counts(tmp_path: Path) -> None:
    keys = pair("general.license", b"mit") + pair("general.license", b"gpl-3.0")
    assert raw(tmp_path, head(2, keys)).licenses == {("x.gguf", "mit")}


def test_a_header_of_too_many_keys_is_read_in_part(tmp_path: Path) -> None:
    keys = pair("general.license", b"mit") + pair("x.y", b"z") * MAX_KEYS
    found = raw(tmp_path, head(MAX_KEYS + 1, keys))
    assert (found.licenses, found.codes) == ({("x.gguf", "mit")}, ["LE704"])


def test_no_more_text_is_kept_than_the_limit(tmp_path: Path) -> None:
    keys = b"".join(pair(f"general.k{n}", b"x" * 30_000) for n in range(5))
    (tmp_path / "x.gguf").write_bytes(head(5, keys))
    with (tmp_path / "x.gguf").open("rb") as file:
        header = read_header(file, (tmp_path / "x.gguf").stat().st_size)
    assert sum(len(str(v)) for v in header.values.values()) == 60_000
    assert {code for code, _ in header.faults} == {"LE704"}


def test_a_count_of_bases_is_not_believed(tmp_path: Path) -> None:
    count = text(b"general.base_model.count") + struct.pack("<II", UINT32, 2**32 - 1)
    start = time.perf_counter()
    assert not raw(tmp_path, head(1, count)).makings
    assert time.perf_counter() - start < 0.5
