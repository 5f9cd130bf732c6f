"""Entry points: what project files declare as commands, and what containers and scripts start."""

from pathlib import Path

import pytest

from licenseengine.discover.entries import Entry, entries_of, project_name
from licenseengine.discover.reading import read_document
from licenseengine.discover.records import Document
from licenseengine.discover.signs import signs_of
from licenseengine.discover.walk import Found, format_of
from licenseengine.library.index import Library


def document(folder: Path, path: str, text: str, library: Library) -> Document:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    format_ = format_of(target.name)
    assert format_, "a file that is read"
    found = read_document(folder, Found(path, format_, len(text)), signs_of(library))
    assert isinstance(found, Document)
    return found


DECLARED = [
    ("pyproject.toml", '[project.scripts]\nbot = "bot.cli:main"\n', ("bot", "bot.cli", "main")),
    ("pyproject.toml", '[project.gui-scripts]\nbot = "bot.gui:run"\n', ("bot", "bot.gui", "run")),
    ("pyproject.toml", '[project.entry-points.console_scripts]\nbot = "bot:run"\n', ("bot", "bot", "run")),
    ("pyproject.toml", '[tool.poetry.scripts]\nbot = "bot.cli:main"\n', ("bot", "bot.cli", "main")),
    ("pyproject.toml", '[tool.poetry.scripts]\nbot = {callable = "bot:run"}\n', ("bot", "bot", "run")),
    ("pyproject.toml", '[tool.poetry.scripts]\nbot = {reference = "bot:run", type = "console"}\n', ("bot", "bot", "run")),
    ("pyproject.toml", '[tool.pdm.scripts]\nbot = "bot.cli:main"\n', ("bot", "bot.cli", "main")),
    ("setup.cfg", "[options.entry_points]\nconsole_scripts =\n    bot = bot.cli:main\n", ("bot", "bot.cli", "main")),
    ("setup.py", 'setup(entry_points={"console_scripts": ["bot = bot.cli:main"]})', ("bot", "bot.cli", "main")),
    ("setup.py", "setup(\n  entry_points={'console_scripts': [\n    'bot=bot.cli:main',\n  ]},\n)", ("bot", "bot.cli", "main")),
    ("setup.py", 'setup(entry_points=dict(console_scripts=["bot = bot:run"]))', ("bot", "bot", "run")),
    ("sub/pyproject.toml", '[project.scripts]\nbot = "bot.cli:main"\n', ("bot", "bot.cli", "main")),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), DECLARED)
def test_a_command_is_declared(
    tmp_path: Path, library: Library, path: str, text: str, expected: tuple[str, str, str]
) -> None:
    (found,) = entries_of(document(tmp_path, path, text, library))
    assert (found.name, found.module, found.function) == expected
    assert found.declared
    assert found.near == path


def test_every_command_is_declared(tmp_path: Path, library: Library) -> None:
    text = "[options.entry_points]\nconsole_scripts =\n    a = p.a:main\n    b = p.b:main\n[x]\nc = p.c:main\n"
    found = entries_of(document(tmp_path, "setup.cfg", text, library))
    assert [e.name for e in found] == ["a", "b"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", '[project.scripts]\nbot = "no target"\n'),
        ("pyproject.toml", "[project.scripts]\nbot = 3\n"),
        ("pyproject.toml", '[project]\nscripts = "x"\n'),
        ("pyproject.toml", '[project.entry-points."pytest11"]\nbot = "bot.plugin:x"\n'),
        ("setup.cfg", "[options.entry_points]\npytest11 =\n    bot = bot.plugin:x\n"),
        ("other.toml", '[project.scripts]\nbot = "bot.cli:main"\n'),
        ("main.py", 'x = "bot = bot.cli:main"\n'),
        ("README.md", "python main.py\n"),
        (
            ".github/workflows/ci.yml",
            "jobs:\n  a:\n    steps:\n      - run: python tools/check.py\n",
        ),
        (".gitlab-ci.yml", "test:\n  script:\n    - python tools/check.py\n"),
        (".circleci/config.yml", "jobs:\n  a:\n    steps:\n      - run: python tools/check.py\n"),
        ("azure-pipelines.yml", "steps:\n  - script: python tools/check.py\n"),
    ],
)
def test_what_checks_or_plugs_in_starts_nothing(
    tmp_path: Path, library: Library, path: str, text: str
) -> None:
    assert list(entries_of(document(tmp_path, path, text, library))) == []


STARTED = [
    ("Dockerfile", 'CMD ["python", "app/main.py"]', ("app.main", None)),
    ("Dockerfile", 'CMD ["python", "/app/main.py"]', ("app.main", None)),
    ("Dockerfile", 'CMD ["python", "-m", "pkg"]', ("pkg", None)),
    ("Dockerfile", 'ENTRYPOINT ["python", "-m", "pkg.serve"]\nCMD ["--x"]', ("pkg.serve", None)),
    ("Dockerfile", 'CMD ["uvicorn", "app.main:app", "--port", "80"]', ("app.main", "app")),
    ("Dockerfile", "CMD exec gunicorn --bind :$PORT web:app", ("web", "app")),
    (
        "Dockerfile",
        'CMD gunicorn -w 4 -k uvicorn.workers.UvicornWorker "app:make()"',
        ("app", "make"),
    ),
    ("Dockerfile", 'CMD ["fastapi", "run", "app/main.py"]', ("app.main", None)),
    ("Dockerfile", 'CMD ["streamlit", "run", "ui/Home.py"]', ("ui.Home", None)),
    ("Dockerfile", 'CMD ["flask", "--app", "web", "run"]', ("web", None)),
    ("run.sh", "celery -A proj.tasks worker", ("proj.tasks", None)),
    ("run.sh", "chainlit run app.py -w", ("app", None)),
    ("run.sh", "torchrun --nproc_per_node 8 train.py --x", ("train", None)),
    ("run.sh", "accelerate launch --num_processes 2 scripts/train.py", ("scripts.train", None)),
    ("run.sh", "poetry run python -m pkg.x", ("pkg.x", None)),
    ("run.sh", "uv run serve.py", ("serve", None)),
    ("run.sh", "CUDA_VISIBLE_DEVICES=0 python3 -u train.py", ("train", None)),
    ("run.sh", "cd src && python ./main.py", ("main", None)),
    ("Procfile", "web: uvicorn app:app", ("app", "app")),
    ("Makefile", "run:\n\tpython -m pkg.cli\n", ("pkg.cli", None)),
    ("docker-compose.yml", "services:\n  a:\n    command: python a.py\n", ("a", None)),
    ("docker-compose.yml", 'services:\n  a:\n    command: ["uvicorn", "b:app"]\n', ("b", "app")),
]


@pytest.mark.parametrize(("path", "text", "expected"), STARTED)
def test_a_module_is_started(
    tmp_path: Path, library: Library, path: str, text: str, expected: tuple[str, str | None]
) -> None:
    (found,) = entries_of(document(tmp_path, path, f"{text}\n", library))
    assert (found.module, found.function) == expected
    assert not found.declared
    assert found.near == path
    assert found.deployed is (path not in {"run.sh", "Makefile"})


def test_a_server_that_is_started_as_a_module_starts_its_app(
    tmp_path: Path, library: Library
) -> None:
    text = "CMD python -m uvicorn app.main:app\n"
    found = entries_of(document(tmp_path, "Dockerfile", text, library))
    assert Entry("app.main", "app", deployed=True, near="Dockerfile") in list(found)


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("pyproject.toml", '[project]\nname = "bot"\n', "bot"),
        ("pyproject.toml", '[tool.poetry]\nname = "bot"\n', "bot"),
        ("package.json", '{"name": "bot"}', "bot"),
        ("pyproject.toml", "[tool.ruff]\n", None),
        ("sub/pyproject.toml", '[project]\nname = "bot"\n', None),
        ("setup.cfg", "[metadata]\nname = bot\n", None),
    ],
)
def test_a_project_is_called_as_its_file_at_the_top_says(
    tmp_path: Path, library: Library, path: str, text: str, name: str | None
) -> None:
    assert project_name(document(tmp_path, path, text, library)) == name
