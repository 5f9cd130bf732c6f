"""Reading and printing are inverse, and so are packing and unpacking."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licenseengine.errors import Span
from licenseengine.language import tree
from licenseengine.language.check import check_sentence
from licenseengine.language.compact import pack, unpack
from licenseengine.language.parser import parse_sentence
from licenseengine.language.printer import write_sentence
from licenseengine.language.tree import Quantity, Rule
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import open_library
from tests.language.conditions import sentences

VOCABULARY = open_library().vocabulary


@given(sentences(VOCABULARY))
def test_what_is_printed_reads_back_as_the_same_tree(sentence: object) -> None:
    text = write_sentence(sentence)  # type: ignore[arg-type]
    assert parse_sentence(text) == sentence


@given(sentences(VOCABULARY))
def test_what_is_packed_as_json_unpacks_to_the_same_tree(sentence: object) -> None:
    packed = json.loads(json.dumps(pack(sentence)))  # type: ignore[arg-type]
    assert unpack(packed) == sentence


@given(sentences(VOCABULARY))
def test_a_sentence_of_known_words_has_no_complaint(sentence: object) -> None:
    text = write_sentence(sentence)  # type: ignore[arg-type]
    assert check_sentence(sentence, text, Span("x"), VOCABULARY) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "permit any",
        "forbid any when licensee.monthly_active_users > 700M users",
        'require display("Built with Llama") to distribute, host of original, derivative',
        "treat output-trained as derivative when not use.commercial",
        "accept notice-file, patent-termination",
        "relicense to GPL-3.0-only, GPL-3.0-or-later when not params.secondary_license_excluded",
        "reserve train-on-inputs when artefact.plan = free",
        "forbid use in multimodal when licensee.domicile in EU unless use.role = end-user",
        "permit use when (use.commercial or use.production) and not (use.minors and use.fee)",
    ],
)
def test_the_usual_form_prints_as_it_was_written(text: str) -> None:
    assert write_sentence(parse_sentence(text)) == text


def test_a_figure_is_read_with_its_scale_and_unit() -> None:
    sentence = parse_sentence("forbid any when licensee.annual_revenue >= 1.5M USD")
    assert isinstance(sentence, Rule)
    assert sentence.when == tree.Test(
        "licensee.annual_revenue", ">=", (Quantity(1_500_000, "USD"),)
    )


def test_negation_binds_tighter_than_and_and_and_than_or(vocabulary: Vocabulary) -> None:
    loose = parse_sentence("permit use when not use.fee and use.minors or use.production")
    tight = parse_sentence("permit use when ((not use.fee) and use.minors) or use.production")
    assert loose == tight
    assert vocabulary is not None


@given(
    st.sampled_from(
        ["permit", "forbid any when", "require display to", "treat x as", "permit use when and"]
    )
)
def test_half_a_sentence_is_refused(text: str) -> None:
    from licenseengine.errors import ReadError  # noqa: PLC0415 - beside its use

    with pytest.raises(ReadError):
        parse_sentence(text)
