"""Small projects that imitate how real ones name their stack, with labels; names and texts are our own.

Each has artefacts (with where they stand), lines that must not count, and answers.
"""

from typing import Any

Json = dict[str, Any]


def case(artefacts: list[tuple[str, str, str, int]], decoys: list[tuple[str, int, str]], **expected: Json) -> Json:  # fmt: skip
    """Labels: artefacts by id, activity, file and line; decoys by file, line and words."""
    return {
        "artefacts": [
            {"id": ref, "active": active, "refs": [{"file": file, "line": line}]}
            for ref, active, file, line in artefacts
        ],
        "must_not_report": [{"file": f, "line": n, "match": words} for f, n, words in decoys],
        "expected": expected,
    }


def answers(default: str, every: str) -> Json:
    return {"default_configuration": default, "with_every_option": every}


PROFILES = {
    "config/default.yaml": """\
# the profile that is always read; others are read over it
engine:
  chat: onnx
  vectors: hub
onnx:
  template: "llama-2"
  repo_id: bartowski/gemma-2-2b-it-GGUF
  tokenizer: google/gemma-2-2b-it
hub:
  size: 768  # sentence-transformers/all-mpnet-base-v2 would need this too
  repo_id: ${VECTORS:intfloat/e5-small-v2}
ollama:
  chat: phi3
remote:
  api_key: ${ANTHROPIC_API_KEY:}
  model: claude-3-haiku-20240307
""",
    "config/default-laptop.yaml": "engine:\n  chat: ollama\nollama:\n  chat: tinyllama\n",
    "config/default-lab.yaml": "engine:\n  chat: remote\nremote:\n  base_url: http://127.0.0.1:9000/v1\n  model: facebook/opt-350m\n",
    "tests/test_config.py": 'LINE = "repo_id: ${VECTORS:thenlper/gte-large}"\n\n\ndef test_default():\n    assert "gte" in LINE\n',
    "docs/choosing.md": "# Models\n    repo_id: TheBloke/Vicuna-7B-v1.5-GGUF\nor `ollama pull gemma`.\n",
    "pyproject.toml": '[project]\nname = "notes-search"\nlicense = "MIT"\ndependencies = ["transformers"]\n',
}
PROFILES_CASE = case(
    [
        ("bartowski/gemma-2-2b-it-GGUF", "default", "config/default.yaml", 7),
        ("google/gemma-2-2b-it", "default", "config/default.yaml", 8),
        ("intfloat/e5-small-v2", "default", "config/default.yaml", 11),
        ("ollama:phi3", "option", "config/default.yaml", 13),
        ("anthropic:claude-3-haiku-20240307", "option", "config/default.yaml", 16),
        ("ollama:tinyllama", "option", "config/default-laptop.yaml", 4),
        ("facebook/opt-350m", "option", "config/default-lab.yaml", 5),
    ],
    [
        ("config/default.yaml", 6, 'template: "llama-2"'),
        ("config/default.yaml", 10, "sentence-transformers/all-mpnet-base-v2"),
        ("tests/test_config.py", 1, "thenlper/gte-large"),
        ("docs/choosing.md", 2, "TheBloke/Vicuna-7B-v1.5-GGUF"),
        ("docs/choosing.md", 3, "ollama pull gemma"),
    ],
    internal_research=answers("allowed", "conditional"),
    commercial_saas=answers("allowed", "blocked"),
    commercial_redistribution=answers("allowed", "blocked"),
)

TUNING = {
    "collect.py": '''\
"""usage: collect.py --engine=text-curie-001"""
import openai


def collect(count, engine="text-davinci-003", tasks="./tasks.jsonl"):
    return [openai.Completion.create(engine=engine, prompt=t) for t in open(tasks)][:count]
''',
    "tune.py": """\
from dataclasses import dataclass, field

from transformers import AutoModelForCausalLM


@dataclass
class Options:
    start: str = field(default="facebook/opt-350m")
    data: str = field(default="data/answers.json")


def tune(options: Options):
    # first tried with huggyllama/llama-13b
    return AutoModelForCausalLM.from_pretrained(options.start)
""",
    "data/answers.json": '[{"q": "hello", "a": "hello"}]\n',
    "tasks.jsonl": '{"q": "count to three"}\n',
    "LICENSE": "Apache License\nVersion 2.0, January 2004\n",
    "DATA_LICENSE": "Attribution-NonCommercial 4.0 International\n",
    "README.md": "# Small tuner\n\n`python tune.py --start facebook/opt-13b` or `--start <your_llama>`.\n",
    "DATASHEET.md": "# Data sheet\n\nThe data set is distributed under the ODC-By license.\n",
}
TUNING_CASE = case(
    [
        ("openai:text-davinci-003", "default", "collect.py", 5),
        ("tasks.jsonl", "default", "collect.py", 5),
        ("facebook/opt-350m", "default", "tune.py", 8),
        ("data/answers.json", "default", "tune.py", 9),
    ],
    [
        ("collect.py", 1, "text-curie-001"),
        ("tune.py", 13, "huggyllama/llama-13b"),
        ("README.md", 3, "facebook/opt-13b"),
        ("README.md", 3, "<your_llama>"),
    ],
    internal_research=answers("conditional", "conditional"),
    commercial_saas=answers("blocked", "blocked"),
    commercial_redistribution=answers("blocked", "blocked"),
)

MERGES = {
    "recipes/plain.yml": """\
merge_method: dare_ties
base_model: mistralai/Mistral-7B-v0.1
models:
  - model: mistralai/Mistral-7B-Instruct-v0.1
    parameters: {weight: 0.4}
  - model: mistralai/Mistral-7B-Instruct-v0.2
    parameters: {weight: 0.6}
""",
    "recipes/strict.yml": """\
# was: - model: teknium/OpenHermes-7B
slices:
  - sources:
      - model: mistralai/Mistral-7B-v0.1
        layer_range: [0, 24]
      - model: facebook/opt-6.7b
        layer_range: [0, 24]
merge_method: slerp
""",
    "recipes/voice.yml": "merge_method: passthrough\nmodels:\n  - model: mistralai/Mistral-7B-v0.1+smallteam/voice-lora\n",
    "recipes/own.yml": "merge_method: linear\nmodels:\n  - model: model_b\n  - model: ./runs/step-900\n",
}
MERGES_CASE = case(
    [
        ("mistralai/Mistral-7B-v0.1", "default", "recipes/plain.yml", 2),
        ("mistralai/Mistral-7B-Instruct-v0.1", "default", "recipes/plain.yml", 4),
        ("mistralai/Mistral-7B-Instruct-v0.2", "default", "recipes/plain.yml", 6),
        ("facebook/opt-6.7b", "default", "recipes/strict.yml", 6),
        ("smallteam/voice-lora", "default", "recipes/voice.yml", 3),
        ("./runs/step-900", "default", "recipes/own.yml", 4),
    ],
    [
        ("recipes/strict.yml", 1, "teknium/OpenHermes-7B"),
        ("recipes/own.yml", 3, "model: model_b"),
    ],
    per_recipe={
        "recipes/plain.yml": {
            "internal_research": "allowed",
            "commercial_redistribution": "allowed",
        },
        "recipes/strict.yml": {
            "commercial_saas": "blocked",
            "commercial_redistribution": "blocked",
        },
        "recipes/voice.yml": {
            "internal_research": "unknown",
            "commercial_redistribution": "unknown",
        },
        "recipes/own.yml": {"internal_research": "unknown", "commercial_redistribution": "unknown"},
    },
)

WEIGHTS = {
    "draw/main.py": """\
from draw.files import STARTUP, fetch
from draw.words import expand


def main():
    for name, address in STARTUP:
        fetch(address, name)
    return expand()


if __name__ == "__main__":
    main()
""",
    "draw/files.py": """\
import os

MIRROR = os.environ.get("MIRROR", "https://huggingface.co")
STARTUP = [
    ("look.pth", "https://huggingface.co/paintbox/bits/resolve/main/look.pth"),
]


def fetch(address, name):
    return address.replace("https://huggingface.co", MIRROR), name


def enlarge():
    return fetch("https://huggingface.co/paintbox/bits/resolve/main/enlarge_x4.bin", "big.bin")
""",
    "draw/words.py": """\
# The word list may be used in this program; elsewhere only non-commercially (CC BY-NC 4.0).
from draw.files import fetch

kind = "words_v2"


def expand():
    return fetch(f"https://huggingface.co/paintbox/bits/resolve/main/{kind}.onnx", kind)
""",
    "draw/styles.py": """\
# also good: https://huggingface.co/SmilingWolf/wd-v1-4-vit-tagger-v2
from draw.files import fetch

BASE = "https://huggingface.co/paintbox/bits/resolve/main"


def tag():
    return fetch(f"{BASE}/tags_v3.onnx", "tags")
""",
    "presets/default.json": """\
{
  "default_model": "v1-5-pruned.safetensors",
  "checkpoint_downloads": {
    "v1-5-pruned.safetensors": "https://huggingface.co/stable-diffusion-v1-5/stable-diffusion-v1-5/resolve/main/v1-5-pruned.safetensors"
  },
  "previous_default_models": ["dreamshaper_8.safetensors"]
}
""",
    "presets/toon.json": """\
{
  "default_model": "toonMix.safetensors",
  "checkpoint_downloads": {
    "toonMix.safetensors": "https://huggingface.co/somebody1/checkpoints/resolve/main/x/toonMix.safetensors"
  }
}
""",
    "LICENSE": "GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n",
}
WEIGHTS_CASE = case(
    [
        ("paintbox/bits#look.pth", "default", "draw/files.py", 5),
        ("paintbox/bits#enlarge_x4.bin", "option", "draw/files.py", 14),
        ("paintbox/bits#words_v2.onnx", "default", "draw/words.py", 8),
        ("paintbox/bits#tags_v3.onnx", "option", "draw/styles.py", 8),
        ("stable-diffusion-v1-5/stable-diffusion-v1-5", "default", "presets/default.json", 4),
        ("somebody1/checkpoints#toonMix.safetensors", "option", "presets/toon.json", 4),
    ],
    [
        ("draw/styles.py", 1, "SmilingWolf/wd-v1-4-vit-tagger-v2"),
        ("presets/default.json", 6, "dreamshaper_8.safetensors"),
    ],
    commercial_saas=answers("unknown", "unknown"),
    commercial_redistribution=answers("unknown", "unknown"),
)

ALIASES = {
    "pyproject.toml": """\
[tool.poetry]
name = "scout"
license = "MIT"
[tool.poetry.dependencies]
openai = "^1.0"
[tool.poetry.scripts]
scout = "scout.cli:main"
scout-check = "scout.test_access:main"
""",
    "scout/cli.py": """\
import argparse

from scout.engines import ENGINES


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", default="small", help="or 'gpt-4-32k', if you may use it")
    return ENGINES[parser.parse_args().engine]()
""",
    "scout/engines.py": """\
from dataclasses import dataclass


@dataclass
class Small:
    model: str = "gpt-4o-mini-2024-07-18"  # before: gpt-3.5-turbo-0125


@dataclass
class Claude:
    model: str = "claude-3-opus-20240229"


@dataclass
class Titan:
    model: str = "amazon.titan-text-lite-v1"


ENGINES = {"small": Small, "claude": Claude, "titan": Titan}
""",
    "scout/test_access.py": 'import openai\n\n\ndef main():\n    return openai.OpenAI().chat.completions.create(model="gpt-4-turbo", messages=[])\n',
    "scout/memory.py": "from langchain.embeddings.openai import OpenAIEmbeddings\n\n\ndef memory():\n    return OpenAIEmbeddings()\n",
    "tests/test_engines.py": 'def test_engines():\n    assert dict(model="gpt-4-0613")\n',
    "LICENSE": "MIT License\n",
}  # fmt: skip
ALIASES_CASE = case(
    [
        ("openai:gpt-4o-mini-2024-07-18", "default", "scout/engines.py", 6),
        ("anthropic:claude-3-opus-20240229", "option", "scout/engines.py", 11),
        ("bedrock:amazon.titan-text-lite-v1", "option", "scout/engines.py", 16),
        ("openai:gpt-4-turbo", "option", "scout/test_access.py", 5),
        ("openai:text-embedding-ada-002", "option", "scout/memory.py", 5),
    ],
    [
        ("scout/cli.py", 8, "gpt-4-32k"),
        ("scout/engines.py", 6, "gpt-3.5-turbo-0125"),
        ("tests/test_engines.py", 2, "gpt-4-0613"),
    ],
    # The terms of the host of `amazon.titan…` are not all settled.
    internal_research=answers("conditional", "unknown"),
    commercial_redistribution=answers("conditional", "unknown"),
)

IMITATIONS: dict[str, tuple[dict[str, str], Json]] = {
    "profiles of settings, defaults of variables, names of ollama": (PROFILES, PROFILES_CASE),
    "documents that contradict each other, answers of a service as data": (TUNING, TUNING_CASE),
    "merges, one answer per recipe": (MERGES, MERGES_CASE),
    "addresses of weights, files of unlike origin in one repository": (WEIGHTS, WEIGHTS_CASE),
    "hosted models behind words, a file of the product called a test": (ALIASES, ALIASES_CASE),
}
