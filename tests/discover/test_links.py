"""Addresses in code, settings and running text."""

import pytest

from licenseengine.discover.detect import links
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.detecting import refs


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        ("a.py", 'URL = "https://h.org/w/a.pth"', {"https://h.org/w/a.pth"}),
        (
            "a.json",
            '{"tts_models": {"en": {"x": {"url": "https://h/x.zip"}}}}',
            {"https://h/x.zip"},
        ),
        ("a.json", '{"docs": {"x": {"url": "https://h/x.zip"}}}', set()),
        ("a.py", 'base = "https://api.openai.com/v1"', {"openai:*"}),
        ("a.py", 'X = "https://huggingface.co/docs/peft"', set()),
        (
            "a.py",
            'f("A tuned [m](https://huggingface.co/quietlab/own)")',
            {"quietlab/own mentioned"},
        ),
        ("a.py", 'f("wget https://huggingface.co/quietlab/own")', {"quietlab/own"}),
        (
            "a.py",
            'reference_url = "https://huggingface.co/quietlab/own"',
            {"quietlab/own mentioned"},
        ),
        (
            "a.json",
            '{"description": "see https://huggingface.co/quietlab/own"}',
            {"quietlab/own mentioned"},
        ),
        ("a.py", 'x = requests.get("https://h.org/w/a.pth")', {"https://h.org/w/a.pth"}),
        ("a.md", "See https://huggingface.co/quietlab/own.", {"quietlab/own docs"}),
        (
            "requirements.txt",
            (
                "en @ https://github.com/explosion/spacy-models/releases/download/"
                "en_core_web_lg-3.7.1/en_core_web_lg-3.7.1-py3-none-any.whl\n"
            ),
            {"spacy/en_core_web_lg"},
        ),
        ("a.py", 'pattern = "https://[^.]+"', set()),
        ("a.py", 'x = "https://[::1"', set()),
    ],
)
def test_an_address_is_seen_for_what_it_names(
    signs: Signs, path: str, text: str, seen: set[str]
) -> None:
    assert refs(links, path, text, signs) == seen
