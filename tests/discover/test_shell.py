"""What the reader of scripts takes from command lines, and what it leaves."""

import time

import pytest

from licenseengine.discover.formats.shell import commands, read, started
from licenseengine.discover.records import Statement


def found(text: str, path: str = "a.sh") -> list[tuple[tuple[str, ...], str, str]]:
    """Keys, form and value of what a script states."""
    return [(s.keys, s.form, s.value) for s in read(path, text).statements]


def one(text: str, path: str = "a.sh") -> Statement:
    """The last statement of a script."""
    return read(path, text).statements[-1]


@pytest.mark.parametrize(
    ("text", "keys", "value"),
    [
        ("ollama pull llama3", ("ollama pull",), "llama3"),
        ("sudo -E /usr/bin/ollama run llama3", ("ollama run",), "llama3"),
        ("hf download org/x", ("hf download",), "org/x"),
        ("huggingface-cli download --resume-download org/x", ("huggingface-cli download",), "org/x"),
        ("vllm serve org/x", ("vllm serve",), "org/x"),
        ("vllm serve --model org/x", ("vllm serve", "model"), "org/x"),
        ("vllm serve --model=org/x", ("vllm serve", "model"), "org/x"),
        ("vllm serve -m org/x", ("vllm serve", "m"), "org/x"),
        ("vllm serve \\\n  --model \\\n  'org/x'", ("vllm serve", "model"), "org/x"),
        ("text-generation-launcher --model-id org/x", ("text-generation-launcher", "model-id"), "org/x"),
        ("llamafactory-cli train a.yaml", ("llamafactory-cli train",), "a.yaml"),
        ("axolotl train a.yml", ("axolotl train",), "a.yml"),
        ("python3 -u train.py --model org/x", ("python train.py", "model"), "org/x"),
        ("python -m vllm.api --model org/x", ("python -m vllm.api", "model"), "org/x"),
        ("python -m spacy download en_x", ("python -m spacy download",), "en_x"),
        ("accelerate launch --n 4 train.py --model org/x", ("accelerate launch train.py", "model"), "org/x"),
        ("torchrun --n=8 -m pkg.train --model org/x", ("torchrun pkg.train", "model"), "org/x"),
        ("uv run --with a python t.py --model org/x", ("python t.py", "model"), "org/x"),
        ("curl -fsSL https://h/x.bin", ("curl",), "https://h/x.bin"),
        ("curl -L -o a https://h/x.bin", ("curl",), "https://h/x.bin"),
        ("curl u -d '{\n\"model\": \"gpt-4o\"}'", ("curl", "d", "model"), "gpt-4o"),
        ("lm_eval --model_args pretrained=org/x", ("lm_eval", "model_args", "pretrained"), "org/x"),
        ("python t.py model.name=org/x", ("python t.py", "model.name"), "org/x"),
        ("docker exec -it ollama ollama pull llama3", ("ollama pull",), "llama3"),
        ("docker run -e MODEL=org/x img", ("docker run", "e", "MODEL"), "org/x"),
        ("docker compose exec ollama ollama pull llama3", ("ollama pull",), "llama3"),
        ("bash -lc 'ollama serve & ollama pull llama3'", ("ollama pull",), "llama3"),
        ("X=$(hf download org/x)", ("hf download",), "org/x"),
        ("if true; then ollama pull llama3; fi", ("ollama pull",), "llama3"),
        ("f() { ollama pull llama3; }", ("ollama pull",), "llama3"),
        ("a | b && c || ollama pull llama3 > log 2>&1", ("ollama pull",), "llama3"),
        ("bash <<EOF\nollama pull llama3\nEOF", ("ollama pull",), "llama3"),
        ("vllm serve ${{ inputs.a }} --m org/x", ("vllm serve", "m"), "org/x"),
    ],
)  # fmt: skip
def test_a_command_states_its_flags_and_operands_under_its_program(
    text: str, keys: tuple[str, ...], value: str
) -> None:
    command = next(s for s in read("a.sh", text).statements if s.value == value)
    assert (command.keys, command.form in {"command", "value"}) == (keys, True)


@pytest.mark.parametrize(
    "text",
    ["# ollama pull llama3", "true # ollama pull llama3", "ollama pull", "", "cat <<EOF\n\nEOF"],
)
def test_what_is_commented_out_or_names_nothing_is_not_said(text: str) -> None:
    assert found(text) == []


def test_lines_of_a_here_document_are_text_and_no_commands() -> None:
    assert found("cat > M <<'EOF'\nollama pull llama3\nEOF\nollama pull phi3") == [
        (("cat",), "text", "ollama pull llama3"),
        (("ollama pull",), "command", "phi3"),
    ]


def test_what_is_echoed_is_text() -> None:
    assert found("echo 'ollama pull llama3'") == [(("echo",), "text", "ollama pull llama3")]


@pytest.mark.parametrize(
    ("text", "keys", "form", "value"),
    [
        ("M=org/x", ("M",), "value", "org/x"),
        ("export A=1 M='org/x'", ("M",), "value", "org/x"),
        ("M=org/x; f --model $M", ("f", "model"), "command", "org/x"),
        ('B=org; f --model "${B}/x"', ("f", "model"), "command", "org/x"),
        ("f --model ${M:-org/x}", ("f", "M", "model"), "default", "org/x"),
        ('f --model "${M:-"org/x"}"', ("f", "M", "model"), "default", "org/x"),
        ("f --model ${A:-${B:-org/x}}", ("f", "A", "B", "model"), "default", "org/x"),
        ("M=${M:-org/x}", ("M",), "default", "org/x"),
        ("M=${1:-org/x}", ("1", "M"), "default", "org/x"),
        (": ${M:=org/x}", ("M",), "default", "org/x"),
        (": ${M:=org/x}; f --model $M", ("f", "M", "model"), "default", "org/x"),
        ("M=${M:-org/x}; hf download $M", ("M", "hf download"), "default", "org/x"),
        ("f --model '$M'", ("f", "model"), "command", "$M"),
        ("f --model $M", ("f", "model"), "command", "$M"),
        ("M=(a org/x)", ("M",), "item", "org/x"),
        ("for M in a org/x; do :; done", ("M",), "item", "org/x"),
    ],
)  # fmt: skip
def test_variables_are_put_in_and_defaults_told_by_their_name(
    text: str, keys: tuple[str, ...], form: str, value: str
) -> None:
    last = one(text)
    assert (last.keys, last.form, last.value) == (keys, form, value)


def test_the_label_of_a_case_picks_its_commands() -> None:
    text = "case $1 in\n a|b) M=one;;\n *) M=two;;\nesac\nM=three"
    assert [(s.value, s.choice) for s in read("a.sh", text).statements] == [
        ("one", "b"), ("two", "*"), ("three", None),
    ]  # fmt: skip


def test_python_on_the_command_line_is_read_as_python() -> None:
    text = "python -c \"\nfrom t import A\nA.from_pretrained('org/x')\""
    last = one(text)
    assert (last.value, last.callee, last.form, last.line) == (
        "org/x", "t.A.from_pretrained", "argument", 3,
    )  # fmt: skip


def test_lines_and_columns_are_those_of_the_word() -> None:
    statements = list(commands("a \\\n  --model org/x\nvllm serve y", 10))
    assert [(s.value, s.line, s.column) for s in statements] == [("org/x", 11, 11), ("y", 12, 12)]


@pytest.mark.parametrize(
    "text",
    ['echo "don\'t\nollama pull llama3', 'f --a "b\nollama pull llama3', "echo 'x\nollama pull llama3\necho \"y\""],
)  # fmt: skip
def test_a_quote_that_is_not_closed_hides_no_other_line(text: str) -> None:
    assert (("ollama pull",), "command", "llama3") in found(text)


@pytest.mark.parametrize(
    ("path", "text", "keys", "form", "value"),
    [
        ("Makefile", "M ?= org/x", ("M",), "default", "org/x"),
        ("Makefile", "M := org/x # no", ("M",), "value", "org/x"),
        ("Makefile", "M = org/x\na: b\n\t@python t.py --m $(M)", ("python t.py", "m"), "command", "org/x"),
        ("x.mk", "a:\n\t-f \\\n\t --m org/x", ("f", "m"), "command", "org/x"),
        ("justfile", 'm := "org/x"\na:\n  @f --m {{m}}', ("f", "m"), "command", "org/x"),
        ("Procfile", "web: vllm serve org/x", ("vllm serve",), "command", "org/x"),
        ("a.bat", "@set M=org/x\nf ^\n --m %M%", ("f", "m"), "command", "org/x"),
        ("a.cmd", 'rem f --m no\nset "M=org/x"', ("M",), "value", "org/x"),
        ("a.ps1", '$env:M = "org/x"\nf `\n --m $env:M', ("f", "m"), "command", "org/x"),
    ],
)  # fmt: skip
def test_other_kinds_of_scripts_are_read_alike(
    path: str, text: str, keys: tuple[str, ...], form: str, value: str
) -> None:
    last = one(text, path)
    assert (last.keys, last.form, last.value, last.line) == (
        keys,
        form,
        value,
        1 + text.count("\n"),
    )


def test_the_head_of_a_target_is_no_command() -> None:
    assert found("ollama: pull llama3\n", "Makefile") == []


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("python app.py --a b", "app.py"),
        ("python -m pkg.mod", "pkg.mod"),
        ("poetry run python app.py", "app.py"),
        ("uvicorn pkg.mod:app --port 1", "pkg.mod:app"),
        ("gunicorn -w 4 'pkg:make()'", "pkg:make"),
        ("streamlit run x.py", "x.py"),
        ("chainlit run x.py -w", "x.py"),
        ("fastapi run x.py", "x.py"),
        ("flask --app x run", "x"),
        ("FLASK_APP=x.py flask run", "x.py"),
        ("celery -A pkg.tasks worker", "pkg.tasks"),
        ("node server.js", "server.js"),
        ("accelerate launch --n 2 x.py", "x.py"),
        ("torchrun --n 2 x.py --m y.py", "x.py"),
        ("exec ./start.sh", "./start.sh"),
        ("bash start.sh", "start.sh"),
    ],
)
def test_a_command_tells_what_it_starts(text: str, target: str) -> None:
    assert started(commands(text, 1)) == [target]


@pytest.mark.parametrize(
    "text", ["ollama serve", "pip install app.py", "cp app.py b.py", "python", "curl http://a:b"]
)
def test_other_commands_start_nothing(text: str) -> None:
    assert started(commands(text, 1)) == []


@pytest.mark.parametrize("text", ["a b\n" * 30_000, "a " * 150_000, "$(a) " * 150_000])
def test_what_is_beyond_the_limits_leaves_a_gap(text: str) -> None:
    assert [gap.code for gap in read("a.sh", text).gaps] == ["LE704"]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        '"' * 1_000_000,
        "\"'" * 500_000,
        '"a\n' * 300_000,
        "(" * 100_000,
        "${" * 500_000,
        "<<A\n" * 250_000,
        "".join(f"<<A{n}\n" for n in range(100_000)),
        "A=" + "$A" * 300_000,
        "A=xxxxxxxx\n" + "A=$A$A\n" * 100_000,
        "sh -c '" * 100_000,
        "python -c '" + "(" * 15_000 + "'",
        "curl -d '" + '{"a":' * 3_000 + "}" * 3_000 + "'",
        "docker exec " + "a " * 400_000,
        "\0\ud800",
    ],
)
def test_hostile_text_is_read_in_time_that_grows_with_it(text: str) -> None:
    begun = time.perf_counter()
    for path in ("a.sh", "Makefile", "a.bat"):
        read(path, text)
    assert time.perf_counter() - begun < 20
