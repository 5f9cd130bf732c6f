"""What the reader of Dockerfiles takes from one, and what it leaves."""

import time

import pytest

from licenseengine.discover.formats.docker import read
from licenseengine.discover.formats.shell import started


def found(text: str) -> list[tuple[tuple[str, ...], str, str]]:
    """Keys, form and value of what a Dockerfile states."""
    return [(s.keys, s.form, s.value) for s in read("Dockerfile", text).statements]


@pytest.mark.parametrize(
    ("text", "keys", "form", "value"),
    [
        ("FROM --platform=a ollama/ollama:1 AS b", ("image",), "value", "ollama/ollama:1"),
        ("ENV M=org/x", ("M",), "value", "org/x"),
        ("ENV A=1 \\\n # no\n M=org/x", ("M",), "value", "org/x"),
        ("env M org/x", ("M",), "value", "org/x"),
        ('ENV M="org/x y"', ("M",), "value", "org/x y"),
        ("ARG M=org/x", ("M",), "default", "org/x"),
        ("ENV M=${A:-org/x}", ("A", "M"), "default", "org/x"),
        ('LABEL org.opencontainers.image.licenses="MIT"', ("org.opencontainers.image.licenses",), "value", "MIT"),
        ("RUN ollama pull llama3", ("ollama pull",), "command", "llama3"),
        ("RUN --mount=type=cache,target=/a \\\n a && \\\n\n # no\n hf download org/x", ("hf download",), "command", "org/x"),
        ('RUN ["hf", "download", "org/x"]', ("hf download",), "command", "org/x"),
        ("RUN <<EOF\nollama pull llama3\nEOF", ("ollama pull",), "command", "llama3"),
        ("CMD vllm serve org/x", ("vllm serve",), "command", "org/x"),
        ('CMD ["vllm", "serve", "org/x"]', ("vllm serve",), "command", "org/x"),
        ('ENTRYPOINT ["vllm", "serve"]\nCMD ["--model", "org/x"]', ("vllm serve", "model"), "command", "org/x"),
        ('CMD ["--model", "org/x"]\nENTRYPOINT ["vllm", "serve"]', ("vllm serve", "model"), "command", "org/x"),
        ('ENTRYPOINT ["/a.sh"]\nCMD ["vllm", "serve", "org/x"]', ("vllm serve",), "command", "org/x"),
        ('CMD ["sh", "-c", "ollama pull llama3"]', ("ollama pull",), "command", "llama3"),
        ("HEALTHCHECK --interval=5s CMD curl http://x", ("curl",), "command", "http://x"),
        ("ONBUILD RUN ollama pull llama3", ("ollama pull",), "command", "llama3"),
        ("COPY --chown=a model.gguf b.txt /m/", ("COPY",), "command", "model.gguf"),
        ('ADD ["w.safetensors", "/m"]', ("COPY",), "command", "w.safetensors"),
        ("ADD https://h/x /m", ("COPY",), "command", "https://h/x"),
        ("# escape=`\nRUN ollama `\n pull llama3", ("ollama pull",), "command", "llama3"),
    ],
)  # fmt: skip
def test_an_instruction_states_what_it_names(
    text: str, keys: tuple[str, ...], form: str, value: str
) -> None:
    assert (keys, form, value) in found(text)


@pytest.mark.parametrize(
    "text",
    ["# ENV M=org/x", "ARG M", "ENV M=", "COPY a.py model.bin", "WORKDIR /org/x", "EXPOSE 80", "garbage", ""],
)  # fmt: skip
def test_other_instructions_and_comments_state_nothing(text: str) -> None:
    assert found(text) == []


def test_variables_of_the_file_are_put_in_and_defaults_told() -> None:
    text = "ARG B=org/b\nFROM ${B}\nENV M=org/x\nRUN hf download $M\nCMD vllm serve --model $B"
    assert found(text)[1:] == [
        (("B", "image"), "default", "org/b"),
        (("M",), "value", "org/x"),
        (("hf download",), "command", "org/x"),
        (("vllm serve", "B", "model"), "default", "org/b"),
    ]


def test_lines_and_columns_are_those_of_the_word() -> None:
    text = 'FROM a\nRUN a && \\\n  ollama pull b\n\nCMD ["ollama", \\\n "pull", "c"]\n'
    statements = read("Dockerfile", text).statements
    assert [(s.value, s.line, s.column) for s in statements] == [
        ("a", 1, 6),
        ("b", 3, 15),
        ("c", 6, 10),
    ]


def test_entry_and_command_of_each_stage_tell_what_is_started() -> None:
    text = 'FROM a\nENTRYPOINT ["python"]\nCMD ["app.py"]\nFROM b\nCMD uvicorn pkg:app'
    assert started(read("Dockerfile", text).statements) == ["app.py", "pkg:app"]


def test_too_many_instructions_leave_a_gap() -> None:
    assert [gap.code for gap in read("Dockerfile", "RUN a\n" * 30_000).gaps] == ["LE704"]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        '"' * 1_000_000,
        "[" * 100_000,
        "--a=b " * 150_000,
        "a " * 500_000,
        "a \\\n" * 200_000,
        "\\\n#a\n" * 200_000,
        "<<A\nRUN " * 100_000,
        "(" * 100_000,
        "\0\ud800",
    ],
)
@pytest.mark.parametrize("name", ["RUN", "COPY", "ENV", "CMD", "FROM"])
def test_hostile_text_is_read_in_time_that_grows_with_it(name: str, text: str) -> None:
    begun = time.perf_counter()
    read("Dockerfile", f"{name} {text}")
    assert time.perf_counter() - begun < 10
