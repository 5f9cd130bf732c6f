"""Operands of programs that fetch or serve models."""

import pytest

from licenseengine.discover.detect import commands
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.detecting import refs


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        ("a.sh", "ollama pull llama3.2\n", {"ollama:llama3.2"}),
        ("a.sh", "huggingface-cli download quietlab/own-7b x.gguf\n", {"quietlab/own-7b"}),
        (
            "a.sh",
            "wget -q https://h.org/a.safetensors -O model.safetensors\n",
            {"https://h.org/a.safetensors"},
        ),
        ("a.sh", "gdown 1aBcDeFgHiJkLmNoPqRsTuVw\n", {"gdrive:1aBcDeFgHiJkLmNoPqRsTuVw"}),
        ("a.sh", "kaggle datasets download -d zillow/zecon\n", {"kaggle:zillow/zecon"}),
        ("a.sh", "vllm serve quietlab/own-7b --port 80\n", {"quietlab/own-7b"}),
        (
            "Dockerfile",
            "FROM a/b:1\nRUN python -m spacy download en_core_web_md\n",
            {"spacy/en_core_web_md"},
        ),
        ("Modelfile", "FROM llama3.1:8b\n", {"ollama:llama3.1:8b"}),
        ("Dockerfile", "FROM nvidia/cuda:12.1.0-runtime\n", set()),
        ("Dockerfile", "FROM python:3.11\nCOPY . /app\n", set()),
        ("a.sh", "git clone https://github.com/meta-llama/llama\n", set()),
        ("a.sh", "echo ollama pull llama3.2\n", set()),
        ("a.py", 'run("ollama pull mistral", shell=True)', {"ollama:mistral"}),
        ("a.py", 'os.system("wget https://h.org/w.pth")', {"https://h.org/w.pth"}),
        ("a.py", 'x = "curl is a program"', set()),
        ("a.md", "Run `ollama run llama3:8b` first.", {"ollama:llama3:8b docs"}),
    ],
)
def test_a_command_fetches_what_it_is_given(
    signs: Signs, path: str, text: str, seen: set[str]
) -> None:
    assert refs(commands, path, text, signs) == seen
