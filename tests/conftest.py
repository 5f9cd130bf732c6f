"""What all tests share: the project's own knowledge, opened once in each process."""

import pytest

from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library, open_library


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library()


@pytest.fixture(scope="session")
def vocabulary(library: Library) -> Vocabulary:
    return library.vocabulary
