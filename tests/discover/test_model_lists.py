"""Lists of models whose entries state licenses of their own."""

import pytest

from licenseengine.discover.detect import model_lists
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.detecting import found


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


@pytest.mark.parametrize(
    ("path", "text", "stated"),
    [
        ("a.yaml", "- name: quietlab/own-7b\n  license: mit\n", {("quietlab/own-7b", "mit")}),
        (
            "a.json",
            '{"tts": {"en": {"url": "https://h/x.pth", "license": "CC BY-NC 4.0"}}}',
            {("https://h/x.pth", "CC BY-NC 4.0")},
        ),
        (
            "a.yaml",
            "models:\n- license: apache-2.0\n  files:\n  - uri: huggingface://quietlab/own-GGUF/a.gguf\n",
            {("quietlab/own-GGUF", "apache-2.0")},
        ),
        ("a.yaml", "name: quietlab/own-7b\nlicense: mit\n", set()),
        ("pyproject.toml", '[project]\nname = "quietlab/own-7b"\nlicense = "MIT"\n', set()),
        ("a.yaml", "- name: a plain name\n  license: mit\n", set()),
    ],
)
def test_an_entry_with_a_license_states_it_of_its_model(
    signs: Signs, path: str, text: str, stated: set[tuple[str, str]]
) -> None:
    assert found(model_lists, path, text, signs).licenses == stated
