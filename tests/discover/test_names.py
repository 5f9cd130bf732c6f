"""Names in settings, constants, fields, arguments and lists, and what stands around them."""

import pytest

from licenseengine.discover.detect import names
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.detecting import found, refs


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        ("a.py", 'MODEL = "gpt-4o"', {"openai:gpt-4o"}),
        ("a.py", 'def f(model_name="BAAI/bge-m3"): ...', {"BAAI/bge-m3"}),
        ("a.py", 'r = client.create(model="gpt-4o-mini")', {"openai:gpt-4o-mini"}),
        ("a.py", 'X = {"fast": "gpt-4o-mini"}', {"openai:gpt-4o-mini"}),
        ("a.py", 'x = SFTDataset(source="liuhaotian/own")', {"liuhaotian/own"}),
        ("a.yaml", "llm:\n  model: BAAI/bge-m3\n", {"BAAI/bge-m3"}),
        ("a.yaml", "model:\n  name: quietlab/own\n", {"quietlab/own"}),
        ("a.yaml", "researcher:\n  llm: openai/gpt-4o\n", {"openai:gpt-4o"}),
        (
            "a.yaml",
            "providers:\n- openai:gpt-4o\n- id: ollama:chat:llama3\n",
            {"openai:gpt-4o", "ollama:llama3"},
        ),
        ("a.yaml", "env:\n- name: EMBEDDING_MODEL\n  value: BAAI/bge-m3\n", {"BAAI/bge-m3"}),
        (
            "docker-compose.yml",
            (
                "services:\n  a:\n    image: vllm/vllm-openai:v1\n    environment:\n"
                "    - EMBED_MODEL=BAAI/bge-m3\n    - OLLAMA_MODEL=llama3.1:8b\n"
            ),
            {"BAAI/bge-m3", "ollama:llama3.1:8b"},
        ),
        (".env", "OPENAI_MODEL=gpt-4-turbo\n# EMBED_MODEL=BAAI/bge-m3\n", {"openai:gpt-4-turbo"}),
        (
            "Dockerfile",
            "FROM a/b:1\nENV WHISPER_MODEL=openai/whisper-small\n",
            {"openai/whisper-small"},
        ),
        ("run.sh", "vllm-run --model Qwen/Qwen2.5-7B-Instruct\n", {"Qwen/Qwen2.5-7B-Instruct"}),
        ("config.json", '{"model": "gpt-4o"}', {"openai:gpt-4o"}),
    ],
)
def test_a_setting_names_its_artefact(signs: Signs, path: str, text: str, seen: set[str]) -> None:
    assert refs(names, path, text, signs) == seen


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.yaml", "services:\n  a:\n    image: facebook/opt-125m\n"),
        ("ci.yml", "steps:\n- uses: docker/build-push-action@v5\n"),
        ("a.yaml", "model:\n  target: ldm.models.diffusion.ddpm.LatentDiffusion\n"),
        ("a.yaml", "model:\n  params:\n    monitor: val/loss-ema-2\n"),
        ("a.yaml", "datasets:\n- chat_template: phi-3.5\n"),
        ("a.yaml", "models:\n  details:\n    parameter_size: 7.2B\n"),
        ("config.json", '{"architectures": ["A"], "_name_or_path": "facebook/opt-125m"}'),
        ("a.py", 'if m == "gpt-4o": pass'),
        ("a.py", 'x = m.startswith("gpt-4o")'),
        ("a.py", 'raise ValueError("use gpt-4o")'),
        ("a.py", 'log.info("openai/gpt-4o")'),
        ("a.py", '"""Ask gpt-4o."""'),
        ("a.py", 'x = Field(description="facebook/opt-125m")'),
        ("a.py", 'model = form.get("model-name-v2")'),
        ("a.py", 'text_encoder_model = "text_encoder_model"'),
        ("a.py", 'X = {"tf-efficientnet-b0": {"x": 1}}'),
        ("a.py", 'PROMPT = "You are GPT-4, made by others."'),
        ("a.py", 'API = "/v1/chat/completions"'),
    ],
)
def test_what_only_looks_like_a_name_is_not_seen(signs: Signs, path: str, text: str) -> None:
    assert refs(names, path, text, signs) == set()


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        ("a.py", 'PRICES = {"gpt-4o": 0.03}', "openai:gpt-4o price-list"),
        ("a.py", 'MAX_TOKENS = {"gpt-4o": "128k"}', "openai:gpt-4o price-list"),
        ("a.py", 'DEPRECATED_MODELS = ["gpt-4o"]', "openai:gpt-4o mentioned"),
        ("a.py", 'VISION_MODELS = ["gpt-4o"]', "openai:gpt-4o mentioned"),
        ("a.py", 'NO_SUPPORT_TEMPERATURE_MODELS = ["o1"]', "openai:o1 mentioned"),
        ("a.py", 'model_prefixes = ["gpt-4o"]', "openai:gpt-4o mentioned"),
        ("a.py", 'SUPPORT_EFFORT_MODELS = ["o1"]', "openai:o1 mentioned"),
        ("a.py", 'exclude_ids = ["tatsu-lab/alpaca"]', "tatsu-lab/alpaca mentioned"),
        ("a.py", 'x = any(p in m for p in ["gpt-4o"])', "openai:gpt-4o mentioned"),
        ("a.py", 'e = tiktoken.encoding_for_model("gpt-4o")', "openai:gpt-4o mentioned"),
        ("a.py", 'def num_tokens(text, model="gpt-4o"): ...', "openai:gpt-4o mentioned"),
        ("count_tokens.py", 'x = f(model="gpt-4o")', "openai:gpt-4o mentioned"),
        ("a.py", 'default_tokenizer = "gpt-4o"', "openai:gpt-4o mentioned"),
        ("a.py", 'm.push_to_hub("quietlab/our-llama-7b")', "quietlab/our-llama-7b output"),
        ("a.py", 'hub_model_id = "quietlab/our-llama-7b"', "quietlab/our-llama-7b output"),
        ("a.yaml", "example:\n  llm_model: gpt-4o\n", "openai:gpt-4o mentioned"),
        ("a.json", '{"model_placeholder": "gpt-4o"}', "openai:gpt-4o mentioned"),
        ("model_prices.json", '{"gpt-4o": {"mode": "chat"}}', "openai:gpt-4o price-list"),
    ],
)
def test_the_place_of_a_name_tells_its_role(signs: Signs, path: str, text: str, seen: str) -> None:
    assert refs(names, path, text, signs) == {seen}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", 'model_names = ["gpt-4o"]'),
        ("a.py", 'SUPPORTED_MODELS = ["gpt-4o"]'),
        ("a.py", 'x = selectbox("Model", ["gpt-4o"])'),
        ("a.py", 'class SentenceTransformerProvider:\n    model = "gpt-4o"'),
        ("prices.py", 'MODEL = "gpt-4o"'),
    ],
)
def test_a_model_to_choose_is_not_only_mentioned(signs: Signs, path: str, text: str) -> None:
    assert refs(names, path, text, signs) == {"openai:gpt-4o"}


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        ("a.json", '{"a": {"provider": "ollama", "model": "codellama:7b"}}', "ollama:codellama:7b"),
        ("a.yaml", "llm_provider: ollama\nllm_model: llama3.1\n", "ollama:llama3.1"),
        ("a.py", 'm = init(model="llama3.1", model_provider="ollama")', "ollama:llama3.1"),
        ("llms/ollama.py", 'model = "nomic-embed-text"', "ollama:nomic-embed-text"),
        ("llms/together.py", 'model = "MiniMaxAI/MiniMax-M3"', "together:MiniMaxAI/MiniMax-M3"),
        ("models/mistral.py", 'model = "mistralai/Mistral-7B-v0.1"', "mistralai/Mistral-7B-v0.1"),
        (
            "a.py",
            'c = OpenAI(base_url="https://api.together.xyz/v1")\nr = c.chat(model="quietlab/llama-7b")',
            "together:quietlab/llama-7b",
        ),
        (
            "a.py",
            'c = OpenAI(base_url="https://api.together.xyz/v1")\nr = c.chat(model="gpt-4o")',
            "openai:gpt-4o",
        ),
        (
            "a.py",
            'URL = "https://api.together.xyz/v1"\nm = AutoModel.from_pretrained("quietlab/llama-7b")',
            "quietlab/llama-7b",
        ),
        ("a.py", 'TARGETS = {"claude-2.1": ["gpt-4o"]}', "openai:gpt-4o"),
    ],
)
def test_what_is_beside_a_name_tells_its_host(
    signs: Signs, path: str, text: str, seen: str
) -> None:
    assert seen in refs(names, path, text, signs)


def test_each_of_two_entries_has_the_host_beside_it(signs: Signs) -> None:
    text = (
        '{"models": [{"title": "GPT-4o", "provider": "openai", "model": "gpt-4o"},'
        ' {"title": "Local", "provider": "ollama", "model": "codellama:7b"}]}'
    )
    assert refs(names, "config.json", text, signs) == {"openai:gpt-4o", "ollama:codellama:7b"}


def test_a_proxy_is_asked_by_names_of_its_own(signs: Signs) -> None:
    text = (
        "model_list:\n- model_name: gpt-4\n  litellm_params:\n"
        "    model: anthropic/claude-3-5-sonnet-20240620\n"
    )
    seen = {"anthropic:claude-3-5-sonnet-20240620"}
    assert refs(names, "proxy.yaml", text, signs) == seen
    without = text.replace("litellm_params", "params")
    assert refs(names, "proxy.yaml", without, signs) == {*seen, "openai:gpt-4"}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("name: gpt-4\nparameters:\n  model: huggingface://quietlab/own-7b\n", {"quietlab/own-7b"}),
        ("- name: gpt-4\n  model: quietlab/own-7b\n", {"quietlab/own-7b"}),
        ("- name: gpt-4\n  temperature: 0\n", {"openai:gpt-4"}),
    ],
)
def test_a_name_beside_a_model_is_what_it_is_called_here(
    signs: Signs, text: str, seen: set[str]
) -> None:
    assert refs(names, "a.yaml", text, signs) == seen


@pytest.mark.parametrize(
    "text",
    [
        "dataset_path: tau/commonsense_qa\ndataset_name: squad\n",
        "dataset_path: tau/commonsense_qa\ndataset_kwargs:\n  data_files:\n    train: a/b-1.csv\n",
    ],
)
def test_a_part_of_data_is_no_data_of_its_own(signs: Signs, text: str) -> None:
    assert refs(names, "task.yaml", text, signs) == {"tau/commonsense_qa"}


def test_data_without_a_path_beside_it_is_named(signs: Signs) -> None:
    assert refs(names, "a.yaml", "dataset_name: squad\n", signs) == {"squad"}


def test_a_tokenizer_is_used_and_not_loaded(signs: Signs) -> None:
    text = 'tokenizer_name = "Xenova/llama-tokenizer-2"'
    assert [s.use for s in found(names, "a.py", text, signs).sightings] == ["tokenizer"]
