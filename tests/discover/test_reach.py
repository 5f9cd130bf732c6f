"""What runs when a project is started: modules that are imported, functions that are referred to."""

from pathlib import Path

import pytest

from licenseengine.library.index import Library
from tests.discover.small_projects import roles, scanned, why

A, B, C = "facebook/opt-125m", "facebook/opt-350m", "google/gemma-2b"
LOAD = "from transformers import AutoModel\n"
MAIN = 'if __name__ == "__main__":\n    main()\n'

# Files, and the role of each artefact that they name.
PROJECTS = {
    "a console script reaches what it imports": (
        f"""
## pyproject.toml
[project]
name = "bot"
[project.scripts]
bot = "bot.cli:main"
## bot/cli.py
from bot.core import run
def main():
    run()
## bot/core.py
{LOAD}def run():
    AutoModel.from_pretrained("{A}")
## bot/unused.py
{LOAD}def run():
    AutoModel.from_pretrained("{B}")
""",
        {A: "default", B: "option"},
    ),
    "a command of another name is a minor one": (
        f"""
## pyproject.toml
[project]
name = "bot"
[project.scripts]
bot-index = "bot.fill:main"
bot = "bot.cli:main"
## bot/cli.py
{LOAD}def main():
    AutoModel.from_pretrained("{A}")
## bot/fill.py
{LOAD}def main():
    AutoModel.from_pretrained("{B}")
""",
        {A: "default", B: "option"},
    ),
    "where no command has the project's name all count": (
        f"""
## pyproject.toml
[project]
name = "other"
[project.scripts]
bot-train = "bot.train:main"
bot-serve = "bot.serve:main"
## bot/serve.py
{LOAD}def main():
    AutoModel.from_pretrained("{A}")
## bot/train.py
{LOAD}def main():
    AutoModel.from_pretrained("{B}")
""",
        {A: "default", B: "default"},
    ),
    "a server reaches the app and its handlers": (
        f"""
## app/main.py
from fastapi import FastAPI
from .llm import ask
app = FastAPI()
MODEL = "{C}"
@app.post("/chat")
def handle(q: str):
    return ask(q)
## app/llm.py
{LOAD}def ask(q):
    return AutoModel.from_pretrained("{A}")
def never(q):
    return AutoModel.from_pretrained("{B}")
## Dockerfile
CMD ["uvicorn", "app.main:app"]
""",
        {A: "default", B: "option", C: "default"},
    ),
    "a container keeps the project in a folder of its own": (
        f"""
## main.py
{LOAD}AutoModel.from_pretrained("{A}")
## other.py
{LOAD}AutoModel.from_pretrained("{B}")
## Dockerfile
WORKDIR /app
CMD ["python", "/app/main.py"]
""",
        {A: "default", B: "option"},
    ),
    "a package is started by its main module": (
        f"""
## bot/__init__.py
## bot/__main__.py
from .core import run
run()
## bot/core.py
{LOAD}def run():
    AutoModel.from_pretrained("{A}")
## Dockerfile
CMD ["python", "-m", "bot"]
""",
        {A: "default"},
    ),
    "several services in one repository": (
        f"""
## one/Dockerfile
CMD ["python", "main.py"]
## one/main.py
from models import NAME
## one/models.py
NAME = "{A}"
## two/Dockerfile
CMD ["python", "main.py"]
## two/main.py
from models import NAME
## two/models.py
NAME = "{B}"
## three/main.py
NAME = "{C}"
""",
        {A: "default", B: "default", C: "option"},
    ),
    "pages beside a page that is started": (
        f"""
## Procfile
web: streamlit run Home.py
## Home.py
{LOAD}AutoModel.from_pretrained("{A}")
## pages/1_Chat.py
{LOAD}AutoModel.from_pretrained("{B}")
""",
        {A: "default", B: "default"},
    ),
    "packages, and imports of near modules": (
        f"""
## src/bot/__init__.py
from .deep import *
## src/bot/__main__.py
from . import core
core.run()
## src/bot/core.py
from .. import bot
from .deep.models import load
def run():
    load()
## src/bot/deep/__init__.py
NAME = "{C}"
## src/bot/deep/models.py
{LOAD}def load():
    AutoModel.from_pretrained("{A}")
## pyproject.toml
[project]
name = "bot"
[project.scripts]
bot = "bot.__main__:run"
""",
        {A: "default", C: "default"},
    ),
    "a module that is imported by a text": (
        f"""
## main.py
import importlib
def main():
    importlib.import_module("extra.mod").run()
{MAIN}
## extra/mod.py
NAME = "{A}"
""",
        {A: "default"},
    ),
    "a module of a package by a name that a default picks": (
        f"""
## main.py
import argparse, importlib
def main():
    p = argparse.ArgumentParser()
    p.add_argument("--kind", default="one")
    importlib.import_module(f"kinds.{{p.parse_args().kind}}").run()
{MAIN}
## kinds/__init__.py
## kinds/one.py
NAME = "{A}"
## kinds/two.py
NAME = "{B}"
""",
        {A: "default", B: "option"},
    ),
    "a table of classes of which a default picks one": (
        f"""
## main.py
import argparse
class One:
    model = "{A}"
class Two:
    model = "{B}"
TABLE = {{"one": One, "two": Two}}
def main():
    p = argparse.ArgumentParser()
    p.add_argument("--kind", default="one")
    TABLE[p.parse_args().kind]()
{MAIN}
""",
        {A: "default", B: "option"},
    ),
    "what registers itself under a word": (
        f"""
## main.py
import argparse
from kinds import TABLE
def main():
    p = argparse.ArgumentParser()
    p.add_argument("--kind", default="one")
    TABLE[p.parse_args().kind]()
{MAIN}
## kinds.py
from registry import register, TABLE
@register("one")
class One:
    model = "{A}"
@register("two")
class Two:
    model = "{B}"
## registry.py
TABLE = {{}}
""",
        {A: "default", B: "option"},
    ),
    "a method of a class that is made": (
        f"""
## main.py
{LOAD}class One:
    def __init__(self):
        AutoModel.from_pretrained("{A}")
    def unused(self):
        AutoModel.from_pretrained("{B}")
def main():
    One()
{MAIN}
""",
        {A: "default", B: "option"},
    ),
    "a command of a group": (
        f"""
## main.py
import typer
app = typer.Typer()
@app.command()
def chat(model: str = typer.Option("{A}", "--model")):
    pass
if __name__ == "__main__":
    app()
""",
        {A: "default"},
    ),
    "a script without a guard beside one that has it": (
        f"""
## chat.py
{LOAD}m = AutoModel.from_pretrained("{A}")
print(m)
## other.py
{LOAD}def main():
    AutoModel.from_pretrained("{B}")
{MAIN}
## helpers.py
NAME = "{C}"
""",
        {A: "default", B: "default", C: "option"},
    ),
    "a script of the build beside the program": (
        f"""
## Makefile
lint:
	python tools/lint.py
## tools/lint.py
import sys
## app.py
MODEL = "{A}"
""",
        {A: "default"},
    ),
    "a check starts nothing": (
        f"""
## .github/workflows/ci.yml
jobs:
  a:
    steps:
      - run: python tools/lint.py
## tools/lint.py
MODEL = "{B}"
## bot.py
MODEL = "{A}"
def main(): ...
{MAIN}
""",
        {A: "default", B: "option"},
    ),
    "a library without commands is all there to be used": (
        f"""
## pyproject.toml
[project]
name = "bot"
## bot/__init__.py
## bot/models.py
DEFAULT_MODEL = "{A}"
## bot/cli.py
import sys
""",
        {A: "default"},
    ),
    "without any entry point everything counts": (
        f"""
## one.py
MODEL = "{A}"
## two.py
MODEL = "{B}"
""",
        {A: "default", B: "default"},
    ),
    "a test that is declared as a command is part of the product": (
        f"""
## pyproject.toml
[project]
name = "bot"
[project.scripts]
bot = "bot.cli:main"
bot-check = "bot.test_connection:main"
## bot/cli.py
MODEL = "{A}"
def main(): ...
## bot/test_connection.py
MODEL = "{B}"
def main(): ...
## tests/test_cli.py
MODEL = "{C}"
""",
        {A: "default", B: "option", C: "test"},
    ),
    "modules that import each other": (
        f"""
## main.py
import one
## one.py
import two
MODEL = "{A}"
## two.py
import one
MODEL = "{B}"
""",
        {A: "default", B: "default"},
    ),
    "a module that this Python does not read": (
        f"""
## main.py
import old
## old.py
print "x"
import older
## older.py
MODEL = "{A}"
""",
        {A: "default"},
    ),
    "a notebook is started itself": (
        f"""
## try.ipynb
{{"cells": [{{"cell_type": "code", "source": ["from near import NAME\\n"]}}]}}
## near.py
NAME = "{A}"
## far.py
NAME = "{B}"
""",
        {A: "default", B: "option"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROJECTS)
def test_what_is_started_is_the_default_and_the_rest_an_option(
    name: str, tmp_path: Path, library: Library
) -> None:
    text, expected = PROJECTS[name]
    found = roles(scanned(tmp_path, text, library))
    assert {ref: role for ref, role in found.items() if ref in {A, B, C}} == expected


REASONS = [
    ("a console script reaches what it imports", B, "no entry point imports this file"),
    ("a command of another name is a minor one", B, "only a minor command starts this file"),
    ("a method of a class that is made", B, "nothing that runs by default refers to `unused`"),
    ("a table of classes of which a default picks one", B, "nothing that runs by default refers to `Two`"),
    ("what registers itself under a word", B, "an alternative (`two`) that no default picks"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "ref", "reason"), REASONS)
def test_what_is_not_reached_says_why(
    name: str, ref: str, reason: str, tmp_path: Path, library: Library
) -> None:
    assert why(scanned(tmp_path, PROJECTS[name][0], library), ref) == reason
