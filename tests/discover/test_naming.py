"""What a text names: repositories of the hub, hosted models, addresses, files; and what names none."""

import pytest

from licenseengine.discover.detect.naming import may_name, name_of
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def ref(signs: Signs, text: str, kind: str | None = None, provider: str | None = None) -> str:
    """The ref and the kind of what a text names; empty when it names nothing."""
    named = name_of(text, signs, kind, provider)
    return f"{named.kind} {named.ref}" if named else ""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("meta-llama/Llama-3.1-8B-Instruct", "model meta-llama/Llama-3.1-8B-Instruct"),
        ("depth-anything/Depth-Anything-V2-Small-hf", "depth-anything/Depth-Anything-V2-Small-hf"),
        ("quietlab/ip_adapter_sd_image_encoder", "model quietlab/ip_adapter_sd_image_encoder"),
        ("someone/wav2vec2-large-xlsr-53-basque", "model someone/wav2vec2-large-xlsr-53-basque"),
        ("allenai/prosocial-dialog", "dataset allenai/prosocial-dialog"),
        ("tatsu-lab/alpaca", "dataset tatsu-lab/alpaca"),
        ("claude-3-5-sonnet-20241022", "service anthropic:claude-3-5-sonnet-20241022"),
        ("azure/gpt-4o", "service azure-openai:gpt-4o"),
        ("groq/llama-3.1-70b-versatile", "service groq:llama-3.1-70b-versatile"),
        ("openrouter/qwen/qwen-2.5-72b-instruct", "openrouter:qwen/qwen-2.5-72b-instruct"),
        ("bedrock/converse/anthropic.claude-v2", "service bedrock:anthropic.claude-v2"),
        ("anthropic:messages:claude-3-haiku-20240307", "anthropic:claude-3-haiku-20240307"),
        ("ollama/llama3:8b", "model ollama:llama3:8b"),
        ("ollama:chat:llama3", "model ollama:llama3"),
        ("huggingface/mistralai/Mistral-7B-v0.1", "model mistralai/Mistral-7B-v0.1"),
        ("hf://datasets/quietlab/pages/train.csv", "dataset quietlab/pages"),
        ("openai/gpt-oss-20b", "model openai/gpt-oss-20b"),
        ("openai/whisper-small", "model openai/whisper-small"),
        ("openai/llama3.1-70b", "service openai:llama3.1-70b"),
        ("openai/llava-hf/llava-v1.6-vicuna-7b-hf", "model llava-hf/llava-v1.6-vicuna-7b-hf"),
        (
            "deepseek-ai/deepseek-moe-16b-base--modeling_deepseek.DeepseekModel",
            "model deepseek-ai/deepseek-moe-16b-base",
        ),
    ],
)
def test_a_text_is_a_name_by_its_shape_alone(signs: Signs, text: str, named: str) -> None:
    assert ref(signs, text).endswith(named)


@pytest.mark.parametrize(
    ("text", "kind", "named"),
    [
        ("all-MiniLM-L6-v2", "model", "model all-MiniLM-L6-v2"),
        ("gpt2", "model", "model gpt2"),
        ("mistral-nemo", "model", "model mistral-nemo"),
        ("quietlab/own-thing", "model", "model quietlab/own-thing"),
        ("quietlab/own-thing", "dataset", "dataset quietlab/own-thing"),
        ("quietlab/own-thing", "adapter", "adapter quietlab/own-thing"),
        ("li-lab/MMLU-ProX", "model", "dataset li-lab/MMLU-ProX"),
        ("squad", "dataset", "dataset squad"),
        ("mistral-7b-openorca.Q4_0.gguf", "model", "model mistral-7b-openorca.Q4_0.gguf"),
        ("./checkpoints/step-500", "model", "model ./checkpoints/step-500"),
        ("weights/sam_vit_b.pth", "model", "model weights/sam_vit_b.pth"),
        ("/home/me/flux1-schnell.safetensors", "model", "model flux1-schnell.safetensors"),
        ("~/.cache/gpt4all/orca-mini-3b.gguf", "model", "model orca-mini-3b.gguf"),
        ("/models/Meta-Llama-3.1-8B-Instruct/", "model", "model Meta-Llama-3.1-8B-Instruct"),
        ("models/llama-2-7b", "model", "model llama-2-7b"),
        ("quietlab/Own-Llama-GGUF/own-llama.Q4.gguf", "model", "model quietlab/Own-Llama-GGUF"),
        ("s3://bucket/runs/model-a.pt", "model", "model s3://bucket/runs/model-a.pt"),
    ],
)
def test_a_setting_makes_a_name_of_more(signs: Signs, text: str, kind: str, named: str) -> None:
    assert ref(signs, text, kind) == named


@pytest.mark.parametrize(
    "text",
    [
        "mem0.reranker.cohere_reranker.CohereReranker",
        "torchtune.models.llama3_1.lora_llama3_1_8b",
        "model.embed_tokens.weight",
        "audio.stt.whisper_model",
        "t5_encoder_model",
        "llama4_vision_model",
        "qwen3",
        "ViT-H",
        "embedding-model",
        "sentence-transformers",
        "gpt-35-",
        "system.ai.",
        "models/text-embedding-",
        "claude-[a-z]+-4[-._]6(?!\\d)",
        "--diffusion-model",
        "38bb1a29-8ede-42ba-b77f-64b3478896eb",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "7.2B",
        "v1.5",
        "2024-05-13",
        "int8-int4",
        "model.safetensors",
        "pytorch_model.bin",
        "adapter_model.safetensors",
        "model-00001-of-00004.safetensors",
        ".safetensors",
        "llama3/8B_lora_single_device",
        "mistral/7B_full.yaml",
        "stable-diffusion-v1/lora",
        "openai/i",
        "openai/local",
        "mistral",
        "src/models",
        "val/loss_simple_ema",
        "chat/completions",
        "configs/llama.yaml",
        "application/vnd.api+json",
        "your-org/your-model-7b",
        "model_a",
        "GPT-4",
        "GPT-4-Turbo",
        "none",
    ],
)
def test_a_text_that_looks_like_a_name_is_none(signs: Signs, text: str) -> None:
    assert ref(signs, text, "model") == ""
    assert ref(signs, text) == ""


@pytest.mark.parametrize("text", ["someone/notes-2024", "acl-org/acl-anthology", "a/b", "10/12"])
def test_a_pair_of_words_is_a_repository_only_if_something_says_so(signs: Signs, text: str) -> None:
    assert ref(signs, text) == ""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("https://huggingface.co/quietlab/thing", "model quietlab/thing"),
        ("https://huggingface.co/datasets/quietlab/thing", "dataset quietlab/thing"),
        (
            "https://huggingface.co/me/misc/resolve/main/vae.pth?download=true",
            "model me/misc#vae.pth",
        ),
        (
            "https://huggingface.co/quietlab/llama-7b-GGUF/resolve/main/x.gguf",
            "model quietlab/llama-7b-GGUF",
        ),
        (
            "https://zenodo.org/records/1/files/a.pt",
            "model https://zenodo.org/records/1/files/a.pt",
        ),
        ("https://host/v1/model_se.pth.tar", "model https://host/v1/model_se.pth.tar"),
        ("https://civitai.com/api/download/models/128713", "model civitai:128713"),
        ("https://drive.google.com/uc?id=1aBcDeFgHiJkLmNoPqRs", "gdrive:1aBcDeFgHiJkLmNoPqRs"),
        ("https://www.kaggle.com/datasets/zillow/zecon", "dataset kaggle:zillow/zecon"),
        ("https://tfhub.dev/google/nnlm-en-dim50/2", "model tfhub:google/nnlm-en-dim50/2"),
        ("https://ollama.com/library/llama3.2", "model ollama:llama3.2"),
        (
            (
                "https://github.com/explosion/spacy-models/releases/download/"
                "en_core_web_sm-3.7.1/en_core_web_sm-3.7.1-py3-none-any.whl"
            ),
            "model spacy/en_core_web_sm",
        ),
    ],
)
def test_an_address_names_what_is_fetched_from_it(signs: Signs, text: str, named: str) -> None:
    assert ref(signs, text).endswith(named)


@pytest.mark.parametrize(
    "text",
    [
        "https://huggingface.co/docs/transformers/index",
        "https://huggingface.co/transformers/v4.2.2/main.html",
        "https://huggingface.co/papers/2310.06825",
        "https://huggingface.co/blog/llama3",
        "https://huggingface.co/spaces/quietlab/demo",
        "https://huggingface.co/settings/tokens",
        "https://github.com/meta-llama/llama",
        "https://docs.google.com/document/d/1aBcDeFgHiJkLmNoPqRsTuVw/edit",
        "https://example.com/release.zip",
        "https://example.com/table.csv",
        "https://example.com/{name}.pt",
    ],
)
def test_an_address_of_a_page_names_nothing(signs: Signs, text: str) -> None:
    assert ref(signs, text) == ""


@pytest.mark.parametrize(
    ("kind", "named"),
    [("model", "model https://h/x.zip"), ("dataset", "dataset https://h/x.zip"), (None, "")],
)
def test_an_archive_is_what_its_setting_holds(signs: Signs, kind: str | None, named: str) -> None:
    assert ref(signs, "https://h/x.zip", kind) == named


@pytest.mark.parametrize(
    ("text", "provider", "named"),
    [
        ("gpt-4o", "azure-openai", "service azure-openai:gpt-4o"),
        ("gpt-4o", "openrouter", "service openrouter:gpt-4o"),
        ("gpt-4o", "anthropic", "service openai:gpt-4o"),
        ("gpt-4o", "together", "service openai:gpt-4o"),
        ("gpt-4o", "ollama", "service openai:gpt-4o"),
        ("anthropic.claude-3-haiku-20240307-v1:0", "anthropic", "bedrock:anthropic.claude-3-haiku"),
        ("mixtral-8x7b-32768", "together", "service together:mixtral-8x7b-32768"),
        ("MiniMaxAI/MiniMax-M3", "together", "service together:MiniMaxAI/MiniMax-M3"),
        ("facebook/opt-125m", "openai", "model facebook/opt-125m"),
        ("llama3.1:70b", "ollama", "model ollama:llama3.1:70b"),
        ("nomic-embed-text:latest", "ollama", "model ollama:nomic-embed-text"),
        ("ollama", "ollama", ""),
        ("azure/gpt-4-deployed", "azure-openai", "service azure-openai:gpt-4-deployed"),
        ("short-audio", "azure-openai", ""),
    ],
)
def test_a_host_nearby_tells_whose_model_it_is(
    signs: Signs, text: str, provider: str, named: str
) -> None:
    found = ref(signs, text, "model", provider)
    assert found == named or (named and named in found)


def test_only_texts_that_may_be_names_are_looked_at(signs: Signs) -> None:
    assert may_name("a/b", signs)
    assert may_name("gpt-4o", signs)
    assert may_name("openai:anything", signs)
    assert not may_name("plain", signs)
    assert not may_name("key:value", signs)
