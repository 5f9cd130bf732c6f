"""Names that the lists of signs are tried on: what they must recognise, and false friends."""

from functools import cache

from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import open_library


@cache
def signs() -> Signs:
    """The signs of the project's own knowledge."""
    return signs_of(open_library())


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


# Names of hosted models, by who hosts them.
_HOSTED: dict[str, str] = {
    "openai": """
        gpt-4o gpt-4o-mini-2024-07-18 gpt-4 gpt-4-turbo gpt-4.1-nano gpt-3.5-turbo-16k gpt-5
        gpt-5.1-codex o1-preview o3-mini o4-mini text-embedding-3-small
        text-embedding-ada-002 text-davinci-003 dall-e-3 whisper-1 tts-1-hd
        ft:gpt-3.5-turbo-0613:acme::abc123 gpt-image-1
    """,
    "azure-openai": "gpt-35-turbo",
    "anthropic": """
        claude-3-5-sonnet-20241022 claude-2.1 claude-instant-1.2 claude-opus-4-1
        claude-3-7-sonnet-latest
    """,
    "google": """
        gemini-1.5-pro gemini-pro models/gemini-2.0-flash models/text-embedding-004
        text-bison@001 textembedding-gecko@003 imagen-3.0-generate-002
    """,
    "cohere": "command-r-plus command-r-08-2024 embed-english-v3.0 rerank-v3.5",
    "mistral": """
        mistral-large-latest mistral-large-2411 mistral-small-2409 open-mixtral-8x7b
        mistral-embed codestral-latest ministral-8b-2410
    """,
    "bedrock": """
        anthropic.claude-3-sonnet-20240229-v1:0 us.anthropic.claude-3-5-sonnet-20241022-v2:0
        amazon.titan-embed-text-v2:0 eu.amazon.nova-pro-v1:0 meta.llama3-1-70b-instruct-v1:0
        arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2
    """,
    "deepseek": "deepseek-chat deepseek-reasoner",
    "xai": "grok-4 grok-2-1212",
    "perplexity": "sonar-pro llama-3.1-sonar-large-128k-online",
    "groq": "llama-3.3-70b-versatile llama3-70b-8192 mixtral-8x7b-32768",
    "together": "meta-llama/Llama-3.3-70B-Instruct-Turbo",
    "fireworks": "accounts/fireworks/models/llama-v3p1-8b-instruct",
    "replicate": """
        stability-ai/sdxl:39ed52f2a78e934b3ba6e2a89f5b1c712de7dfea535525255b1aa35c5565e08b
    """,
    "openrouter": "meta-llama/llama-3.1-8b-instruct:free",
    "cloudflare": "@cf/meta/llama-3-8b-instruct",
    "databricks": "databricks-meta-llama-3-70b-instruct",
    "dashscope": "qwen-max qwen-vl-plus text-embedding-v3",
    "zhipu": "glm-4-plus",
    "volcengine": "doubao-pro-32k",
    "qianfan": "ernie-bot-turbo",
    "minimax": "abab6.5s-chat",
    "moonshot": "moonshot-v1-8k",
    "tencent-hunyuan": "hunyuan-lite",
    "lingyiwanwu": "yi-large",
    "reka": "reka-flash",
    "writer": "palmyra-x-004",
    "upstage": "solar-mini",
    "ai21": "j2-ultra jamba-1.5-large",
    "elevenlabs": "eleven_multilingual_v2",
    "deepgram": "nova-2-medical",
    "voyage": "voyage-3-lite voyage-code-2",
    "stability": "stable-image-core",
    "fal": "fal-ai/flux/dev",
    "sagemaker": "huggingface-llm-falcon-7b-bf16",
}
HOSTED: tuple[tuple[str, str], ...] = tuple(
    (said, what) for what, names in _HOSTED.items() for said in words(names)
)

# Names of open weights, and of other things, that no host is read from.
OPEN_WEIGHTS = words(
    """
    gpt-oss-20b gpt2 gpt-neo-1.3B gpt-j-6b gpt4all-j gpt-4-all llama3 llama-3-8b-instruct
    meta-llama/Llama-3.3-70B-Instruct llama-3.1-8b mistral-7b-instruct mistral-7b-instruct-v0.2
    mixtral-8x7b-instruct-v0.1 Mistral-Small-24B-Instruct-2501 Mistral-Nemo-Instruct-2407
    Codestral-22B-v0.1 Ministral-8B-Instruct-2410 Pixtral-12B-2409 gemma-7b-it gemma-2-9b-it
    qwen2.5-7b-instruct qwen3-8b Qwen-7B-Chat deepseek-r1 deepseek-v3 deepseek-coder-6.7b-instruct
    deepseek-r1-distill-llama-70b kimi-k2-instruct glm-4-9b-chat chatglm3-6b whisper-large-v3
    openai/whisper-small stable-diffusion-xl-base-1.0 sd3.5-large flux.1-dev all-MiniLM-L6-v2
    nomic-embed-text jina-embeddings-v3 bge-m3 phi-4 Jamba-v0.1 grok-1 yi-34b-chat
    baichuan2-13b-chat ERNIE-4.5-21B-A3B-PT voyage-4-nano c4ai-command-r-v01 Nova-Micro-1.0
    solar-10.7b-instruct claude-code gemini-cli claude-desktop command sonar databricks-sdk
    databricks-connect eleven_oclock global.error.not-found embed rerank replicate/replicate
    org/name:latest org/name:8a3f2c1 mistral-common
    """
)

# Names of settings, by what they hold.
_KEYS: dict[str, str] = {
    "model": """
        model modelName model-id MODEL_NAME OPENAI_MODEL openaiModel llm LLM_MODEL
        llm_model_name default_model embedding_model EMBEDDING_MODEL_NAME embedModel
        base_model base_model_name_or_path pretrained_model_name_or_path chat_model
        chatModelId summary_model reward_model draft_model judge_model rerank_model reranker
        teacher_model repo_id hf_repo_id llm_hf_repo_id embedding_hf_model_name hub_repo
        embed_repo whisper_model ttsModel sttModel vision_model fast_llm smart_llm
        groq_model gemini_model_name ollama_model checkpoint ckpt_path vae_path text_encoder
        controlnet_model azure_deployment AZURE_OPENAI_DEPLOYMENT_NAME planner_model
        coder_model agent_model_name function_calling_llm spacy_model sentence_transformer
        models user_model_name
    """,
    "tokenizer": "tokenizer tokenizer_name tokenizerPath tokenizer_name_or_path",
    "adapter": """
        adapter lora_path loraWeights peft_model_id adapter_name_or_path loras
    """,
    "dataset": """
        dataset datasets dataset_name train_file trainDataset hf_dataset_id eval_dataset
        calibration_dataset data_path training_data dataset_mixer seed_tasks_path
    """,
    "output": """
        hub_model_id output_dir new_model served_model_name push_to_hub_model_id run_name
        wandb_project output_model_name save_path
    """,
}
KEYS: tuple[tuple[str, str], ...] = tuple(
    (said, what) for what, names in _KEYS.items() for said in words(names)
)

# Names of settings that hold no artefact.
NO_KEYS = words(
    """
    repo github_repo docker_repo repository git_repo repo_url repo_name repo_path user_model
    model_config model_class model_type model_args model_kwargs data_model model_name_field
    model_field car_model is_model data_dir view_model viewModel deployment deployment_name engine
    sql_engine db_engine render_engine search_engine AUTH_USER_MODEL response_model request_model
    form_model table_model orm_model related_model pricing_model threat_model device_model
    camera_model phone_model vehicle_model product_model color_model box_model object_model
    domain_model permission_model license_model concurrency_model data database data_source image
    images name path url id type version tag branch module package plugin provider mode style
    template theme locale timezone service host region bucket queue topic index collection schema
    table column field key token secret tokens tokenize adapter_type http_adapter_class loader
    lorawan checkpoint_interval checkpointing checkpointer output input dataset_config datasource
    model_max_length max_model_len num_models modeling remodel chat_id chat_history chat_template
    embed_dim embedding_dim embedding_size llm_temperature llm_provider vae_scale weights weight
    modelMapper ModelAdmin view_models
    """
)

# Values that are to be filled in.
PLACEHOLDERS = words(
    """
    <model> <your-model> your-model-name your_api_model your-org/your-model my-org/my-model
    username/my-finetune {{model}} ${MODEL_NAME} $MODEL model_a model-b path/to/model
    /path/to/weights.bin xxx todo default auto none org/model-name namespace/name acme/llama
    foo/bar someuser/some-model test-model dummy/model insert-model-here __MODEL__ %s/model ...
    [model] user/repo owner/name
    """
)

# Values that are not.
REAL_VALUES = words(
    """
    gpt-4o meta-llama/Llama-3-8B mistral sentence-transformers/all-MiniLM-L6-v2
    ./models/llama.gguf models/gemini-pro hf-internal-testing/tiny-random-bert
    openai/whisper-small myshell-ai/OpenVoice mymodel/v1 data/instructions.json
    userbenchmark/llama-7b localai/phi-2 testmodel-7b barbet/llama-2
    """
)

# Texts of the shape `a/b` that are no models.
FALSE_FRIENDS = words(
    """
    application/json text/plain text/html application/pdf image/png audio/mpeg video/mp4
    font/woff2 multipart/form-data application/x-www-form-urlencoded application/octet-stream
    application/vnd.api and/or TCP/IP client/server input/output read/write N/A w/o km/h m/s
    his/her he/she yes/no on/off true/false pass/fail start/stop up/down left/right I/O A/B CI/CD
    OS/2 PL/SQL S/MIME GNU/Linux 24/7 9/11 1/2 50/50 src/utils src/models app/models
    lib/python3.11 bin/python usr/local etc/hosts var/log dev/null tmp/cache docs/index tests/unit
    static/css public/index.html node_modules/react dist/main.js config/settings data/raw
    data/train.json models/user templates/base.html scripts/build.sh assets/images
    actions/checkout actions/setup-python actions/cache docker/build-push-action
    pypa/gh-action-pypi-publish peter-evans/create-pull-request softprops/action-gh-release
    astral-sh/setup-uv codecov/codecov-action github/codeql-action library/python library/nginx
    nvidia/cuda apache/airflow grafana/grafana prom/prometheus bitnami/redis redis/redis-stack
    qdrant/qdrant milvusdb/milvus chromadb/chroma ollama/ollama vllm/vllm-openai minio/minio
    postgres/postgres tensorflow/tensorflow pytorch/pytorch huggingface/text-generation-inference
    jupyter/scipy-notebook US/Eastern Europe/Paris America/New_York Asia/Tokyo Etc/UTC v1/models
    chat/completions v1/embeddings api/v1 api/chat images/generations audio/transcriptions
    users/me auth/login health/live openai/openai-python openai/tiktoken openai/gym
    huggingface/transformers huggingface/diffusers huggingface/peft huggingface/datasets
    huggingface/chat-ui facebookresearch/llama facebookresearch/fairseq facebookresearch/faiss
    microsoft/vscode microsoft/TypeScript microsoft/playwright microsoft/DeepSpeed
    microsoft/autogen microsoft/semantic-kernel google/guava google/jax google/flax
    google/gemma.cpp google/generative-ai-python ggerganov/llama.cpp ggml-org/llama.cpp
    ggml-org/whisper.cpp langchain-ai/langchain run-llama/llama_index vllm-project/vllm
    hiyouga/LLaMA-Factory lm-sys/FastChat NVIDIA/NeMo NVIDIA/apex nvidia/nccl apple/swift
    tencent/rapidjson tencent/ncnn baidu/amis bytedance/sonic alibaba/fastjson
    snowflake/snowflake-connector databricks/databricks-sdk databricks/cli salesforce/lwc
    Salesforce/LAVIS allenai/allennlp EleutherAI/lm-evaluation-harness
    stability-ai/generative-models open-mmlab/mmdetection deepmind/alphafold
    tatsu-lab/stanford_alpaca mistralai/client-python mistralai/mistral-inference
    cohere-ai/cohere-python anthropics/anthropic-sdk-python unslothai/unsloth
    bigscience-workshop/petals qwenlm/Qwen aws/aws-sam-cli aws-actions/configure-aws-credentials
    fluxcd/flux2 zephyrproject-rtos/zephyr facebook/react facebook/hermes facebook/jest
    falconry/falcon crowdstrike/falcon-sensor alpacahq/alpaca-py css/clip-path foo/bloom-filter
    usr/opt getsentry/sentry-python vercel/next.js simonw/llm psf/black python/mypy pallets/flask
    django/django tiangolo/fastapi pre-commit/pre-commit-hooks charliermarsh/ruff-pre-commit
    eslint/recommended plugin/react @types/node react/jsx-runtime babel/preset-env next/router
    lodash/fp date-fns/locale feature/new-login bugfix/issue-12 release/1.2.0 refs/heads
    origin/main heads/master sha256/abcdef0123 foo/bar user/repo owner/name your-org/your-repo
    org/model text/csv image/webp model/gltf-binary x/y src/main lib/models web/static nodes/list
    http/2 SSL/TLS red/black open/close get/set key/value lat/lon utf-8/latin-1 1.2/1.3 mailto/x
    rss/atom eval/exec grpc/health k8s.io/api io.grpc/netty org.apache/kafka golang/go
    rust-lang/rust torvalds/linux kubernetes/kubernetes hashicorp/terraform
    """
)

# Repositories of code whose names are those of models: the text alone does not tell.
NOT_BY_NAME = words(
    """
    openai/whisper openai/CLIP openai/gpt-2 facebookresearch/segment-anything
    apple/ml-stable-diffusion CompVis/stable-diffusion ultralytics/yolov5
    """
)
