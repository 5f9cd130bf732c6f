"""Which of several settings hold: sections that a value selects, files that are one of several."""

from pathlib import Path

import pytest

from licenseengine.discover.choosing import unchosen_sections, variants
from licenseengine.discover.formats import yaml_file
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library
from tests.discover.small_projects import roles, scanned, why

SECTIONS = {
    "a value in a section selects another": (
        "run: {mode: one}\none: {m: a}\ntwo: {m: b}\n",
        {("two",)},
    ),
    "a value at the top selects a section": ("mode: one\none: {m: a}\ntwo: {m: b}\n", {("two",)}),
    "several values select several": (
        "run: {a: one, b: two}\none: {}\ntwo: {x: 1}\nthree: {x: 1}\n",
        {("three",)},
    ),
    "nothing selects": ("one: {m: a}\ntwo: {m: b}\nthree: {m: c}\n", set()),
    "a section does not select itself": ("one: {m: one}\ntwo: {m: b}\nthree: {}\n", set()),
    "names are compared whatever their marks": (
        "mode: open-ai\nopenAi: {m: a}\nopen_ai_like: {m: b}\n",
        {("open_ai_like",)},
    ),
    "a section that holds a model by its name stays": (
        "mode: one\none: {m: a}\nembedding: {m: b}\ntwo: {m: c}\n",
        {("two",)},
    ),
    "sections below the top": (
        "llm:\n  provider: one\n  one: {m: a}\n  two: {m: b}\n",
        {("llm", "two")},
    ),
    "below the top only what stands beside selects": (
        "llm:\n  one: {m: a}\n  two: {m: b}\n  three: {deep: {x: one}}\n",
        set(),
    ),
    "a long text selects nothing": (f"mode: {'one ' * 30}\none: {{}}\ntwo: {{}}\n", set()),
    "only one section": ("mode: one\none: {m: a}\n", set()),
    "no mapping": ("- one\n- two\n", set()),
}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_that_no_value_selects_is_an_alternative(name: str, library: Library) -> None:
    text, expected = SECTIONS[name]
    found = unchosen_sections(yaml_file.read("config.yaml", text), signs_of(library))
    assert found == expected


SHAPES = {
    "beside a file of defaults": ({"a/default.json": "m d", "a/pony.json": "m d"}, {"a/pony.json"}),
    "named after another": ({"a/settings.yaml": "m d", "a/settings-local.yaml": "x"}, {"a/settings-local.yaml"}),
    "named after another with a dot": ({"compose.yml": "s", "compose.prod.yml": "v"}, {"compose.prod.yml"}),
    "yaml by either ending": ({"base.yaml": "m d", "big.yml": "m d"}, {"big.yml"}),
    "the same keys": ({"base.yaml": "m", "big.yaml": "m"}, {"big.yaml"}),
    "one key in common among others": ({"base.yaml": "m d e", "rerank.yaml": "m"}, set()),
    "nothing in common": ({"base.yaml": "m d", "other.yaml": "x y"}, set()),
    "in another folder": ({"a/base.yaml": "m d", "b/big.yaml": "m d"}, set()),
    "of another format": ({"base.yaml": "m d", "big.json": "m d"}, set()),
    "no file of defaults": ({"one.yaml": "m d", "two.yaml": "m d"}, set()),
    "two files of defaults": ({"base.yaml": "m d", "default.yaml": "m d"}, set()),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_file_may_be_one_of_several_settings(name: str, library: Library) -> None:
    files, expected = SHAPES[name]
    shapes = {path: frozenset(keys.split()) for path, keys in files.items()}
    assert variants(shapes, signs_of(library)) == expected


SETTINGS = """
## conf/base.yaml
backend:
  llm: gguf
gguf:
  hub_repo: facebook/opt-125m
cloud:
  model: gpt-4o
## conf/vision.yaml
nested:
  provider: small
  small: {repo_id: google/gemma-2b}
  big: {repo_id: google/gemma-7b}
## conf/profile-cloud.yaml
backend:
  llm: cloud
cloud:
  model: facebook/opt-350m
"""


def test_what_settings_do_not_select_is_an_option_and_says_why(
    tmp_path: Path, library: Library
) -> None:
    found = scanned(tmp_path, SETTINGS, library)
    assert roles(found) == {
        "facebook/opt-125m": "default",
        "google/gemma-2b": "default",
        "facebook/opt-350m": "option",
        "google/gemma-7b": "option",
        "openai:gpt-4o": "option",
    }
    assert why(found, "openai:gpt-4o") == "no setting selects `cloud`"
    assert why(found, "google/gemma-7b") == "no setting selects `big`"
    assert why(found, "facebook/opt-350m") == "`conf/profile-cloud.yaml` is one of several settings"
