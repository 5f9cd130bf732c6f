"""Which words of a command are its program: wrappers left off, subcommands and scripts kept.

This is the grammar of command lines, how many words make a program's name; what a program does
with its operands is knowledge and stands in the catalogue.

Floor: discover.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from licenseengine.discover.formats.shell_values import Value

_PYTHON = re.compile(r"(?:python|pypy)[\d.]*(?:\.exe)?|py")
_SUBCOMMAND = re.compile(r"[a-z][a-z_-]*")
_ASSIGNED = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)


def names(text: str, mark: str | None = None) -> frozenset[str]:
    """The names in a line of them."""
    return frozenset(text.split(mark))


SHELLS = names("sh bash zsh dash ash ksh source .")
_RESERVED = names("if then else elif do while until ! { } time fi done")
_WRAPPERS = names(
    "sudo nohup exec env command nice stdbuf tini dumb-init gosu xvfb-run timeout xargs catchsegv "
    "npx bunx pnpx uvx pipx time srun ionice setsid"
)
_RUNNERS = names(
    "uv poetry pipenv pdm rye hatch conda mamba micromamba pixi dotenv doppler pnpm infisical"
)
_WITH_VALUE = names(
    "-n --name -p --prefix --python --with --extra --group -C --directory -u --user -f -I -L -P "
    "--env-file --package"
)
_SUBCOMMANDS = dict.fromkeys(
    names(
        "ollama huggingface-cli hf vllm llamafactory-cli axolotl modelscope lms openllm tune trl "
        "swift xinference spacy lmdeploy mlc_llm git pip pip3 npm pnpm yarn bun deno uv poetry "
        "streamlit chainlit fastapi modal dvc helm kubectl docker podman aws gsutil gcloud bentoml "
        "accelerate mlflow wandb ray promptflow lightning litgpt composer ilab ramalama sky"
    ),
    1,
) | {"kaggle": 2, "docker compose": 2, "git lfs": 2, "uv pip": 2, "docker model": 2, "aws s3": 2}
LAUNCHERS = names(
    "accelerate launch|torchrun|deepspeed|python -m torch.distributed.launch|mpirun|horovodrun|"
    "python -m torch.distributed.run|python -m accelerate.commands.launch",
    "|",
)
_CONTAINERS = names("docker podman kubectl docker-compose nerdctl")


@dataclass(frozen=True, slots=True)
class Program:
    """A program by its name, the words that are left for it, and the script or module it starts.

    `code` is text in the program's own language that the command line holds.
    """

    name: str
    rest: Sequence[Value]
    before: Sequence[Value] = ()
    starts: Value | None = None
    code: Value | None = None


def base(word: str) -> str:
    """The name of a program without its folder."""
    return word.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] if word else ""


def is_assignment(word: str) -> bool:
    """Whether a word sets a variable."""
    return bool(_ASSIGNED.fullmatch(word))


def unwrapped(words: Sequence[Value]) -> Sequence[Value]:
    """A command without reserved words and the programs that only start others."""
    at = 0
    while at < len(words):
        name = base(words[at].text)
        if name in _RESERVED:
            at += 1
        elif name in _WRAPPERS:
            at = _past_flags(words, at + 1, numbers=name in {"timeout", "nice"})
        elif name in _RUNNERS and at + 1 < len(words) and words[at + 1].text in {"run", "exec"}:
            at = _past_flags(words, at + 2)
        elif name in _CONTAINERS and (inner := _in_container(words, at)):
            at = inner
        else:
            break
    return words[at:] if at else words


def _past_flags(words: Sequence[Value], at: int, *, numbers: bool = False) -> int:
    while at < len(words):
        word = words[at].text
        if word.startswith("-") and word != "-":
            at += 2 if word in _WITH_VALUE else 1
        elif numbers and re.fullmatch(r"[\d.]+[smhd]?", word):
            at += 1
        else:
            break
    return at


def _in_container(words: Sequence[Value], at: int) -> int | None:
    """Where a known program begins that is run in a container; None when there is none."""
    if not any(word.text in {"run", "exec"} for word in words[at + 1 : at + 6]):
        return None
    for index in range(min(len(words) - 1, at + 200), at + 1, -1):
        word = words[index].text
        if (word in _SUBCOMMANDS or _PYTHON.fullmatch(word) or word in SHELLS) and word != ".":
            previous = words[index - 1].text
            if not (previous.startswith("--") and "=" not in previous):
                return index
    return None


def program_of(words: Sequence[Value]) -> Program:
    """The program of a command that is not empty, with what is left of its words."""
    name = base(words[0].text)
    if _PYTHON.fullmatch(name):
        return _python(words)
    if name in SHELLS:
        return _shell(name, words)
    count = _SUBCOMMANDS.get(name, 0)
    taken = 1
    while (
        count and taken <= count and taken < len(words) and _SUBCOMMAND.fullmatch(words[taken].text)
    ):
        name = f"{name} {words[taken].text}"
        taken += 1
        count = _SUBCOMMANDS.get(name, count)
    if name in LAUNCHERS:
        return _launched(name, words[taken:])
    if taken == 1 and ("/" in words[0].text or name.endswith((".sh", ".py", ".js"))):
        return Program(name, words[1:], starts=words[0])
    return Program(name, words[taken:])


def _python(words: Sequence[Value]) -> Program:
    at = 1
    while at < len(words) and words[at].text.startswith("-"):
        flag = words[at].text
        following = words[at + 1] if at + 1 < len(words) else None
        if flag == "-c" and following:
            return Program("python", words[at + 2 :], code=following)
        if flag == "-m" and following:
            return _module(following, words[at + 2 :])
        if flag == "-":
            break
        at += 2 if flag in {"-X", "-W"} else 1
    if at >= len(words) or words[at].text == "-":
        return Program("python", ())
    return Program(f"python {words[at].text}", words[at + 1 :], starts=words[at])


def _module(module: Value, rest: Sequence[Value]) -> Program:
    name = f"python -m {module.text}"
    if name in LAUNCHERS:
        return _launched(name, rest)
    inner = program_of([module, *rest]) if module.text in _SUBCOMMANDS else None
    if inner is not None:
        return Program(f"python -m {inner.name}", inner.rest, starts=module)
    return Program(name, rest, starts=module)


def _launched(name: str, rest: Sequence[Value]) -> Program:
    """A launcher: its own flags come first, then the script with those that are the script's."""
    for index, word in enumerate(rest):
        is_module = index > 0 and rest[index - 1].text in {"-m", "--module"}
        if is_module or (word.text.endswith(".py") and not word.text.startswith("-")):
            own = rest[: index - is_module]
            return Program(f"{name} {word.text}", rest[index + 1 :], own, starts=word)
    return Program(name, rest)


def _shell(name: str, words: Sequence[Value]) -> Program:
    for index in range(1, len(words)):
        word = words[index].text
        if re.fullmatch(r"-[a-z]*c", word) and index + 1 < len(words):
            return Program(name, words[index + 2 :], code=words[index + 1])
        if not word.startswith("-"):
            return Program(f"{name} {word}", words[index + 1 :], starts=words[index])
    return Program(name, ())
