"""The rows and patterns of the catalogue: spot checks by their sources, and what all must be."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest

from licenseengine.language.expressions import read_expression
from licenseengine.language.yaml_text import read_document, read_text
from licenseengine.library.index import Library

CATALOG = Path(__file__).parents[2] / "licenses" / "catalog"
CLASSES = {"", "llm", "embedding", "vision", "multimodal", "diffusion", "speech", "other"}
KINDS = {"model", "dataset", "service", "software"}


def rows() -> list[dict[str, str]]:
    with (CATALOG / "artefacts.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def yaml(name: str) -> Any:  # noqa: ANN401 - YAML of any shape
    return read_document(read_text(CATALOG / name), name).data


# Each was read at its source, which the row names.
@pytest.mark.parametrize(
    ("ref", "license_"),
    [
        # hub pages of chat models and of what they were tuned from
        ("WizardLMTeam/WizardLM-13B-V1.2", "llama-2"),
        ("lmsys/vicuna-33b-v1.3", "LicenseRef-non-commercial-unnamed"),
        ("mosaicml/mpt-30b-chat", "CC-BY-NC-SA-4.0"),
        ("garage-bAInd/Platypus2-13B", "CC-BY-NC-SA-4.0"),
        ("microsoft/Orca-2-13b", "LicenseRef-microsoft-research-license"),
        ("psmathur/orca_mini_13b", "CC-BY-NC-SA-4.0"),
        ("facebook/opt-66b", "opt-175b"),
        ("stabilityai/StableBeluga-7B", "LicenseRef-stable-beluga-non-commercial-community"),
        ("openbmb/MiniCPM-V-2_6", "minicpm-model-community-1.0"),
        # pictures
        ("ByteDance/SDXL-Lightning", "sdxl-1.0-openrail++-m"),
        ("lambda/pokemon-blip-captions", "CC-BY-NC-SA-4.0"),
        ("cagliostrolab/animagine-xl-3.1", "fair-ai-public-1.0-sd"),
        ("Lykon/dreamshaper-8", "creativeml-openrail-m"),
        ("h94/IP-Adapter-FaceID", "LicenseRef-non-commercial-unnamed"),
        ("antelopev2", "LicenseRef-insightface-models-non-commercial-research"),
        ("briaai/RMBG-2.0", "LicenseRef-bria-rmbg-2.0"),
        # sight, sound, documents
        ("facebook/sam-vit-base", "Apache-2.0"),
        ("depth-anything/Depth-Anything-V2-Small-hf", "Apache-2.0"),
        ("depth-anything/Depth-Anything-V2-Large", "CC-BY-NC-4.0"),
        ("nvidia/mit-b0", "nvidia-source-code-license-nc"),
        ("microsoft/layoutlmv3-base", "CC-BY-NC-SA-4.0"),
        ("coqui/XTTS-v2", "coqui-public-model-1.0"),
        ("SWivid/F5-TTS", "CC-BY-NC-4.0"),
        ("facebook/nllb-200-distilled-600M", "CC-BY-NC-4.0"),
        ("facebook/m2m100_418M", "MIT"),
        # what is used most
        ("distilbert-base-uncased", "Apache-2.0"),
        ("google/vit-base-patch16-224", "Apache-2.0"),
        ("cross-encoder/ms-marco-MiniLM-L-6-v2", "Apache-2.0"),
        ("urchade/gliner_base", "CC-BY-NC-4.0"),
        ("urchade/gliner_multi-v2.1", "Apache-2.0"),
        ("EleutherAI/gpt-neo-1.3B", "MIT"),
        # names as packages give them
        ("timm/regnety_320.seer", "seer"),
        ("timm/vit_base_patch16_clip_224.metaclip_400m", "CC-BY-NC-4.0"),
        ("torchvision/resnet50", "BSD-3-Clause"),
        ("coqui:tts_models/multilingual/multi-dataset/xtts_v2", "coqui-public-model-1.0"),
        ("medmnist:PathMNIST", "CC-BY-4.0"),
        # data
        ("openbmb/UltraFeedback", "MIT"),
        ("openai/gsm8k", "MIT"),
        ("Samsung/samsum", "CC-BY-NC-ND-4.0"),
        ("imagenet-1k", "imagenet-terms-of-access"),
        ("HuggingFaceFW/fineweb", "ODC-By-1.0 AND LicenseRef-common-crawl-terms-of-use"),
        ("coco", "CC-BY-4.0 AND LicenseRef-flickr-terms-of-use"),
        ("mozilla-foundation/common_voice_11_0", "CC0-1.0"),
        ("financial_phrasebank", "CC-BY-NC-SA-3.0"),
    ],
)
def test_a_row_says_what_its_source_says(ref: str, license_: str, library: Library) -> None:
    entry = library.find_artefact(ref)
    assert entry is not None
    assert entry.license == license_
    assert entry.source


@pytest.mark.parametrize(
    ("ref", "license_", "other"),
    [
        ("facebook/bart-large", "Apache-2.0", "MIT"),
        ("openai/whisper-large-v3", "MIT", "Apache-2.0"),
        ("facebook/seamless-m4t-v2-large", "CC-BY-NC-4.0", "MIT"),
        ("deepseek-ai/DeepSeek-R1-Distill-Llama-8B", "llama-3.1", "MIT"),
        ("snli", "CC-BY-SA-4.0", "CC-BY-NC-4.0"),
    ],
)
def test_sources_that_disagree_are_both_told(
    ref: str, license_: str, other: str, library: Library
) -> None:
    entry = library.find_artefact(ref)
    assert entry is not None
    assert (entry.license, entry.conflict) == (license_, other)


@pytest.mark.parametrize(
    ("ref", "base"),
    [
        ("WizardLMTeam/WizardLM-13B-V1.2", "meta-llama/Llama-2-13b-hf"),
        ("lmsys/vicuna-33b-v1.3", "huggyllama/llama-30b"),
        ("allenai/Molmo-72B-0924", "Qwen/Qwen2-72B"),
        ("intfloat/multilingual-e5-small", "microsoft/Multilingual-MiniLM-L12-H384"),
    ],
)
def test_a_derivative_names_its_base(ref: str, base: str, library: Library) -> None:
    entry = library.find_artefact(ref)
    assert entry is not None
    assert entry.base == base
    assert library.find_artefact(base) is not None


@pytest.mark.parametrize(
    ("ref", "license_"),
    [
        ("ollama:llama2", "llama-2"),
        ("ollama:llama2:13b-chat", "llama-2"),
        ("ollama:llama3.3:70b", "llama-3.3"),
        ("ollama:gemma3:27b", "gemma-terms-2025-03-24"),
        ("ollama:qwen2.5:7b", "Apache-2.0"),
        ("ollama:qwen2.5:72b", "qwen-license-2024"),
        ("ollama:mistral-small:22b", "mistral-mrl-0.1"),
        ("ollama:codestral", "mistral-mnpl-0.1"),
        ("ollama:command-r", "CC-BY-NC-4.0 AND cohere-labs-c4ai-aup"),
        ("ollama:deepseek-r1:8b", "MIT"),
        ("ollama:deepseek-coder:6.7b", "deepseek-model-license-1.0"),
        ("ollama:starcoder2", "bigcode-openrail-m-v1"),
        ("ollama:nomic-embed-text", "Apache-2.0"),
        ("ollama:gpt-oss", "Apache-2.0 AND gpt-oss-usage-policy"),
        ("ollama:a-name-of-next-year", None),
    ],
)
def test_a_name_of_ollamas_library_is_read_with_a_warning(
    ref: str, license_: str | None, library: Library
) -> None:
    entry = library.find_artefact(ref)
    assert entry is not None
    assert entry.license == license_
    assert "Ollama's library" in (entry.explain or "")


def test_what_was_taken_down_is_told(library: Library) -> None:
    entry = library.find_artefact("lambda/pokemon-blip-captions")
    assert entry is not None
    assert "DMCA" in (entry.explain or "")


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        ("unsloth/Meta-Llama-3.1-8B-Instruct", "meta-llama/Meta-Llama-3.1-8B-Instruct"),
        ("Xenova/all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"),
        ("someone/Qwen2.5-7B-Instruct-GGUF", "Qwen/Qwen2.5-7B-Instruct"),
    ],
)
def test_a_copy_leads_to_its_original(copy: str, original: str, library: Library) -> None:
    entry = library.find_artefact(copy) or library.find_base(copy)
    assert entry is not None
    assert entry.base == original


def test_no_row_stands_twice() -> None:
    counted = Counter((row["ref"].casefold(), row["kind"], row["license"]) for row in rows())
    assert [key for key, count in counted.items() if count > 1] == []


def test_rows_stand_in_order() -> None:
    names = [row["ref"].casefold() for row in rows()]
    assert [pair for pair in pairwise(names) if pair[0] > pair[1]] == []


def test_a_ref_is_spelled_one_way() -> None:
    spelled: dict[str, set[str]] = {}
    for row in rows():
        spelled.setdefault(row["ref"].casefold(), set()).add(row["ref"])
    assert [found for found in spelled.values() if len(found) > 1] == []


def test_every_row_has_its_fields() -> None:
    table = rows()
    assert [r["ref"] for r in table if not (r["ref"] and r["license"] and r["source"])] == []
    assert {row["kind"] for row in table} <= KINDS
    assert {row["class"] for row in table} <= CLASSES
    assert [row["ref"] for row in table if row["base"].casefold() == row["ref"].casefold()] == []


def test_every_license_is_known(library: Library) -> None:
    said = {row["license"] for row in rows()} | set(_of_patterns("license"))
    unknown = {
        term.license
        for expression in said
        for term in chain.from_iterable(read_expression(expression))
        if not term.license.startswith("LicenseRef-") and library.get(term.license) is None
    }
    assert unknown == set()


def test_every_base_of_a_pattern_is_known(library: Library) -> None:
    assert [base for base in _of_patterns("base") if library.find_artefact(base) is None] == []


def test_a_copy_takes_no_name_from_its_original() -> None:
    """A row whose base has its own name would make the plain name ambiguous: see the patterns."""
    same = [
        row["ref"]
        for row in rows()
        if row["base"] and _plain(row["ref"]) == _plain(row["base"]) != row["ref"].casefold()
    ]
    assert same == []


def test_no_pattern_stands_twice() -> None:
    globs = [
        glob.casefold()
        for row in yaml("patterns.yaml")["patterns"]
        for glob in ([row["match"]] if isinstance(row["match"], str) else row["match"])
    ]
    assert [glob for glob, count in Counter(globs).items() if count > 1] == []


def test_a_renamed_owner_is_looked_up_in_small_letters() -> None:
    renamed = yaml("signs.yaml")["renamed"]
    assert [old for old in renamed if old != old.lower()] == []
    assert renamed["thudm"] == "zai-org"
    assert [new for new in renamed.values() if new.lower() in renamed] == []


def _plain(ref: str) -> str:
    return ref.rsplit("/", maxsplit=1)[-1].casefold()


def _of_patterns(key: str) -> Iterator[str]:
    return (row[key] for row in yaml("patterns.yaml")["patterns"] if row.get(key))
