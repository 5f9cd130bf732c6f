"""Calls that load or call a model, and the defaults of classes that are called without one."""

import pytest

from licenseengine.discover.detect import loaders
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.detecting import found, refs


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ('m = AutoModel.from_pretrained("quietlab/own")', {"quietlab/own"}),
        ('m = AutoModel.from_pretrained("gpt2").to("cuda")', {"gpt2"}),
        ('from datasets import load_dataset\nd = load_dataset("imdb")', {"imdb"}),
        ('import datasets\nd = datasets.load_dataset("imdb")', {"imdb"}),
        ('d = load_dataset("quietlab/own")', {"quietlab/own"}),
        ('import timm\nm = timm.create_model("resnet50")', {"timm/resnet50"}),
        ('import spacy\nn = spacy.load("en_core_web_sm")', {"spacy/en_core_web_sm"}),
        ('import whisper\nm = whisper.load_model("base")', {"openai/whisper-base"}),
        ('y = torch.hub.load("ultralytics/yolov5", "yolov5s")', {"ultralytics/yolov5"}),
        ('import kagglehub\nkagglehub.dataset_download("zillow/zecon")', {"kaggle:zillow/zecon"}),
        ('import gdown\ngdown.download(id="1aBcDeFg-Hij")', {"gdrive:1aBcDeFg-Hij"}),
        ('import ollama\nollama.pull("hf.co/quietlab/own-GGUF:Q4_K_M")', {"quietlab/own-GGUF"}),
        ('import ollama\nollama.pull("llama3.2:latest")', {"ollama:llama3.2"}),
    ],
)
def test_a_loader_is_given_a_name(signs: Signs, code: str, seen: set[str]) -> None:
    assert refs(loaders, "a.py", code, signs) == seen


@pytest.mark.parametrize(
    "code",
    [
        'd = loader.load_dataset("my_set")',
        'd = self.load_dataset("imdb")',
        'd = load_dataset("json", data_files="a.jsonl")',
        'd = load_dataset("csv")',
        'd = load_dataset("path/to/data")',
        'import timm\nm = timm.create_model("resnet50", pretrained=False)',
        'import spacy\nn = spacy.load("./models/ner")',
        'm = AutoModel.from_pretrained("./model")',
        'm = AutoModel.from_pretrained("model")',
        'hf_hub_download("quietlab/own", "app.py", repo_type="space")',
        'x = AutoModel.from_config("quietlab/own")',
    ],
)
def test_a_call_that_loads_nothing_of_a_name_is_not_seen(signs: Signs, code: str) -> None:
    assert not [r for r in refs(loaders, "a.py", code, signs) if not r.startswith("./")]


def test_what_a_call_says_of_a_repository_counts(signs: Signs) -> None:
    code = 'hf_hub_download("quietlab/own", "a.zip", repo_type="dataset")'
    assert [(s.ref, s.kind) for s in found(loaders, "a.py", code, signs).sightings] == [
        ("quietlab/own", "dataset")
    ]


def test_a_call_far_away_says_nothing_of_it(signs: Signs) -> None:
    far = "\n" * 20
    code = (
        f'hf_hub_download("q/own-1", "a"){far}hf_hub_download("q/own-2", "b", repo_type="dataset")'
    )
    kinds = {s.ref: s.kind for s in found(loaders, "a.py", code, signs).sightings}
    assert kinds == {"q/own-1": "model", "q/own-2": "dataset"}


def test_a_tokenizer_is_told_from_a_model(signs: Signs) -> None:
    code = 't = AutoTokenizer.from_pretrained("quietlab/own")'
    assert [s.use for s in found(loaders, "a.py", code, signs).sightings] == ["tokenizer"]


def test_a_name_known_only_when_it_runs_is_a_gap(signs: Signs) -> None:
    evidence = found(loaders, "a.py", "m = AutoModel.from_pretrained(args.name)", signs)
    assert (evidence.codes, evidence.sightings) == (["LE706"], [])


def test_a_class_called_without_a_name_has_its_default(signs: Signs) -> None:
    code = "from langchain_openai import OpenAIEmbeddings\ne = OpenAIEmbeddings()"
    assert refs(loaders, "a.py", code, signs) == {"openai:text-embedding-ada-002"}
    given = code.replace("()", '(model="text-embedding-3-small")')
    assert refs(loaders, "a.py", given, signs) == {"openai:text-embedding-3-small"}
    unknown = code.replace("()", "(**settings)")
    assert refs(loaders, "a.py", unknown, signs) == set()


def test_a_class_of_another_package_is_not_the_known_one(signs: Signs) -> None:
    code = "from ours import OpenAIEmbeddings\ne = OpenAIEmbeddings()"
    assert refs(loaders, "a.py", code, signs) == set()


def test_code_on_a_command_line_loads_too(signs: Signs) -> None:
    text = "FROM a/b:1\nRUN python -c \"import whisper; whisper.load_model('tiny')\"\n"
    assert refs(loaders, "Dockerfile", text, signs) == {"openai/whisper-tiny"}
