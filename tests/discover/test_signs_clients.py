"""Providers, clients and loaders in the lists of signs."""

import re
from fnmatch import fnmatchcase

import pytest

from licenseengine.discover.signs import plain_word
from licenseengine.library.home import licenses_folder
from licenseengine.library.index import open_library
from tests.discover.names_of_signs import signs

SIGNS_FILE = licenses_folder() / "catalog" / "signs.yaml"
LOCAL_ONLY = {"ollama"}


# -- providers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", sorted(set(signs().raw["providers"]) - LOCAL_ONLY))
def test_the_catalogue_says_something_of_a_providers_terms(provider: str) -> None:
    entry = open_library().find_artefact(f"{provider}:*")
    assert entry is not None
    assert entry.license or entry.explain


def test_whoever_hosts_a_model_is_a_provider() -> None:
    said = set(signs().raw["hosted"]) | {
        c.provider for found in signs().callers.values() for c in found if c.provider
    }
    assert said - set(signs().raw["providers"]) == set()


@pytest.mark.parametrize("part", ["pypi", "npm", "words", "hosts"])
def test_a_package_word_or_address_leads_to_one_provider(part: str) -> None:
    owners: dict[str, set[str]] = {}
    for provider, entry in signs().raw["providers"].items():
        for name in entry.get(part, ()):
            owners.setdefault(plain_word(name) if part == "words" else name, set()).add(provider)
    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


@pytest.mark.parametrize(
    ("host", "provider"),
    [
        ("api.openai.com", "openai"),
        ("my-company.openai.azure.com", "azure-openai"),
        ("generativelanguage.googleapis.com", "google"),
        ("europe-west1-aiplatform.googleapis.com", "google"),
        ("bedrock-runtime.eu-central-1.amazonaws.com", "bedrock"),
        ("us-south.ml.cloud.ibm.com", "watsonx"),
        ("ark.cn-beijing.volces.com", "volcengine"),
        ("queue.fal.run", "fal"),
        ("westeurope.tts.speech.microsoft.com", "azure-speech"),
        ("storage.googleapis.com", None),
        ("s3.eu-central-1.amazonaws.com", None),
        ("management.azure.com", None),
        ("api.github.com", None),
    ],
)
def test_an_address_leads_to_its_provider(host: str, provider: str | None) -> None:
    found = [
        name
        for name, entry in signs().raw["providers"].items()
        if any(fnmatchcase(host, glob) for glob in entry.get("hosts", ()))
    ]
    assert found == ([provider] if provider else [])


# -- classes and functions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("callee", "imported", "expected"),
    [
        ("langchain_openai.ChatOpenAI", "", ("openai", "gpt-3.5-turbo")),
        ("langchain_openai.OpenAI", "", ("openai", "gpt-3.5-turbo-instruct")),
        ("llama_index.llms.openai.OpenAI", "llama_index", ("openai", "gpt-3.5-turbo")),
        ("llama_index.llms.OpenAI", "", ("openai", "gpt-3.5-turbo")),
        ("langchain.llms.OpenAI", "langchain.llms.OpenAI", ("openai", "gpt-3.5-turbo-instruct")),
        ("openai.OpenAI", "openai.OpenAI", None),
        ("langchain_anthropic.ChatAnthropic", "", ("anthropic", None)),
        ("langchain_community.chat_models.ChatAnthropic", "", ("anthropic", "claude-2")),
        ("OpenAIEmbeddings", "@langchain/openai", ("openai", "text-embedding-ada-002")),
        ("google.generativeai.GenerativeModel", "", ("google", "gemini-1.5-flash-002")),
        ("vertexai.generative_models.GenerativeModel", "vertexai", ("google", None)),
        ("mine.GenerativeModel", "torch", None),
        ("fastembed.TextEmbedding", "fastembed", (None, "BAAI/bge-small-en-v1.5")),
        ("whisper.load_model", "", (None, None)),
        ("transformers.pipeline", "transformers.pipeline", (None, None)),
        ("kfp.dsl.pipeline", "kfp", None),
        ("json.load", "json", None),
        ("spacy.load", "", (None, None)),
        ("peft.PeftModel.from_pretrained", "", (None, None)),
        ("app.views.Reader", "app", None),
        ("easyocr.Reader", "", (None, "easyocr:craft")),
    ],
)
def test_a_callee_leads_to_its_client(
    callee: str, imported: str, expected: tuple[str | None, str | None] | None
) -> None:
    found = [
        c
        for c in signs().caller(callee)
        if not c.homes or any(home in callee or home in imported for home in c.homes)
    ]
    assert ((found[0].provider, found[0].model) if found else None) == expected


@pytest.mark.parametrize(
    ("callee", "kind"),
    [
        ("peft.PeftModel.from_pretrained", "adapter"),
        ("transformers.AutoTokenizer.from_pretrained", "tokenizer"),
        ("transformers.AutoModel.from_pretrained", "model"),
        ("datasets.load_dataset", "dataset"),
        ("torchvision.datasets.CIFAR10", "dataset"),
        ("langchain_groq.ChatGroq", "service"),
        ("langchain_ollama.ChatOllama", "model"),
    ],
)
def test_a_caller_tells_what_it_loads(callee: str, kind: str) -> None:
    assert signs().caller(callee)[0].kind == kind


@pytest.mark.parametrize(
    ("callee", "argument", "ref"),
    [
        ("whisper.load_model", "large-v3", "openai/whisper-large-v3"),
        ("faster_whisper.WhisperModel", "small", "Systran/faster-whisper-small"),
        ("timm.create_model", "resnet50", "timm/resnet50"),
        ("spacy.load", "en_core_web_sm", "spacy/en_core_web_sm"),
        ("gpt4all.GPT4All", "orca-mini-3b.gguf", "gpt4all:orca-mini-3b.gguf"),
        ("torchvision.models.resnet18", "DEFAULT", "torchvision/resnet18"),
    ],
)
def test_an_argument_becomes_a_ref(callee: str, argument: str, ref: str) -> None:
    assert signs().caller(callee)[0].ref.format(argument) == ref


def test_every_default_names_the_version_it_was_read_in() -> None:
    text = SIGNS_FILE.read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if re.match(r"  [\w.]+: \{.*\bmodel: ", row)]
    assert len(rows) > 100
    assert [row for row in rows if not re.search(r"\}  # .*\d", row)] == []


def test_the_argument_of_every_caller_is_a_place_or_a_name() -> None:
    callers = [c for found in signs().callers.values() for c in found]
    wrong = [
        c.name for c in callers for t in c.takes if not re.fullmatch(r"\d|[A-Za-z_]\w*", str(t))
    ]
    assert wrong == []
    assert [c.name for c in callers if not c.takes and c.model is None] == []
