"""What the lists of signs recognise, and what they leave alone."""

import csv
import re
from collections import Counter
from functools import cache

import pytest

from licenseengine.library.home import licenses_folder
from tests.discover.names_of_signs import (
    FALSE_FRIENDS,
    HOSTED,
    KEYS,
    NO_KEYS,
    NOT_BY_NAME,
    OPEN_WEIGHTS,
    PLACEHOLDERS,
    REAL_VALUES,
    signs,
)

CATALOG = licenses_folder() / "catalog"


@cache
def models_of_the_catalogue() -> tuple[str, ...]:
    with (CATALOG / "artefacts.csv").open(newline="", encoding="utf-8") as stream:
        return tuple(row["ref"] for row in csv.DictReader(stream) if row["kind"] == "model")


# -- names of hosted models --------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "provider"), HOSTED)
def test_a_hosted_name_is_given_to_its_host(name: str, provider: str) -> None:
    assert signs().host_of(name) == provider


@pytest.mark.parametrize("name", OPEN_WEIGHTS)
def test_a_name_of_open_weights_is_not_hosted(name: str) -> None:
    assert signs().host_of(name) is None


def test_no_model_of_the_catalogue_is_hosted() -> None:
    refs = [r for r in models_of_the_catalogue() if r.casefold() not in {"claude-1", "claude-2"}]
    taken = [r for r in refs if signs().host_of(r) or signs().host_of(r.split("/")[-1])]
    assert taken == []


def test_each_glob_of_hosted_names_is_lower_case_and_stands_once() -> None:
    globs = [g for names in signs().raw["hosted"].values() for g in names]
    assert [g for g in globs if g != g.casefold()] == []
    assert [g for g, count in Counter(globs).items() if count > 1] == []


# -- names of settings -------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "kind"), KEYS)
def test_a_setting_holds_what_its_name_says(key: str, kind: str) -> None:
    assert signs().kind_of_key(key) == kind


@pytest.mark.parametrize("key", NO_KEYS)
def test_a_setting_of_another_thing_holds_no_artefact(key: str) -> None:
    assert signs().kind_of_key(key) is None


@pytest.mark.parametrize("value", PLACEHOLDERS)
def test_a_value_to_be_filled_in_names_nothing(value: str) -> None:
    assert signs().is_placeholder(value)


@pytest.mark.parametrize("value", REAL_VALUES)
def test_a_real_value_is_no_placeholder(value: str) -> None:
    assert not signs().is_placeholder(value)


def test_no_model_of_the_catalogue_is_a_placeholder() -> None:
    assert [r for r in models_of_the_catalogue() if signs().is_placeholder(r)] == []


# -- names of models ---------------------------------------------------------------------------------


def looks_like_a_model(text: str) -> bool:
    """Whether a text that stands alone, with nothing said of it, is taken for a model."""
    owner, _, name = text.partition("/")
    if signs().is_placeholder(text) or not signs().looks_like_model(name):
        return False
    return owner.casefold() in signs().owners or bool(re.search(r"[-_.\d]", name))


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_a_false_friend_is_no_model(text: str) -> None:
    assert not looks_like_a_model(text)


@pytest.mark.parametrize("text", NOT_BY_NAME)
def test_code_that_is_called_like_a_model_is_told_apart_only_by_what_stands_around_it(
    text: str,
) -> None:
    assert looks_like_a_model(text)


def test_most_models_of_the_hub_are_known_by_their_names() -> None:
    refs = [r for r in models_of_the_catalogue() if re.fullmatch(r"[\w.-]+/[\w.-]+", r)]
    by_word = sum(signs().looks_like_model(r.split("/")[1]) for r in refs)
    owned = sum(
        signs().looks_like_model(r.split("/")[1]) or r.split("/")[0].casefold() in signs().owners
        for r in refs
    )
    assert len(refs) > 2_000
    assert by_word / len(refs) > 0.92
    assert owned / len(refs) > 0.95


# -- folders and tables ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "role"),
    [
        ("tests", "test"),
        ("test_api", "test"),
        ("__tests__", "test"),
        ("migrations", "migration"),
        ("README", "docs"),
        ("examples", "example"),
        ("finetune_lora", "training"),
        ("benchmarks", "benchmark"),
        ("node_modules", "generated"),
    ],
)
def test_a_folder_has_the_role_of_its_name(part: str, role: str) -> None:
    assert signs().path_role(part, role)


@pytest.mark.parametrize(
    ("part", "role"),
    [
        ("latest", "test"),
        ("contest", "test"),
        ("attestation", "test"),
        ("env", "generated"),
        ("src", "generated"),
        ("docker", "docs"),
        ("app", "example"),
        ("trainee", "training"),
        ("evaluate_risk", "benchmark"),
    ],
)
def test_a_folder_of_another_name_has_not(part: str, role: str) -> None:
    assert not signs().path_role(part, role)


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("price", "model_pricing"),
        ("price", "max_tokens_by_model"),
        ("price", "embedding_dimensions"),
        ("former", "previous_default_models"),
        ("former", "deprecated_models"),
        ("choices", "supported_models"),
        ("choices", "model_registry"),
    ],
)
def test_a_table_is_known_by_its_name(table: str, name: str) -> None:
    assert getattr(signs(), table).match(name)


@pytest.mark.parametrize(
    ("table", "name"),
    [("price", "model"), ("price", "llm"), ("former", "model"), ("choices", "model_name")],
)
def test_a_plain_setting_is_no_table(table: str, name: str) -> None:
    assert not getattr(signs(), table).match(name)


def test_the_lists_stay_small_enough_to_be_compiled_for_every_run() -> None:
    raw = signs().raw
    globs = sum(len(v) for k in ("keys", "hosted", "paths") for v in raw[k].values())
    globs += sum(len(raw[k]) for k in ("placeholders", "price", "former", "choices"))
    assert globs < 1_400
    assert len(raw["words"]) < 700
