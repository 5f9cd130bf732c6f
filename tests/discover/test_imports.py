"""Clients of hosts that are imported."""

import pytest

from licenseengine.discover.detect import imports
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.detecting import found, refs


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("import openai", {"openai:*"}),
        ("from anthropic import Anthropic", {"anthropic:*"}),
        ("import google.generativeai as genai", {"google:*"}),
        ("from langchain_aws import ChatBedrock", {"bedrock:*"}),
        ("import openai.types\nimport openai", {"openai:*"}),
        ("import os, json", set()),
        ("from ours import openai_client", set()),
        ("from .openai import x", set()),
    ],
)
def test_a_client_that_is_imported_is_a_service(signs: Signs, code: str, seen: set[str]) -> None:
    assert refs(imports, "pkg/a.py", code, signs) == seen


def test_a_client_is_told_once_with_the_reason(signs: Signs) -> None:
    sightings = found(imports, "a.py", "import openai\nfrom openai import OpenAI", signs).sightings
    assert [(s.ref, s.why) for s in sightings] == [("openai:*", "openai is imported")]
