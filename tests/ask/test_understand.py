"""The tables: every question means its tree, and every part that cannot be known is named."""

import re
from pathlib import Path

import pytest

from licenseengine.ask.understand import understand
from licenseengine.errors import QuestionError
from licenseengine.library.index import Library
from tests.ask.tables import Row, folded, plain, refused, understood

ROWS = list(understood())
REFUSED = list(refused())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text)
def test_a_question_means_its_tree(row: Row, small: Library, phrases: Path) -> None:
    found = understand(row.text, small, phrases)
    assert frozenset(found.do) == row.do
    assert {name: plain(value) for name, value in found.facts.items()} == row.facts
    assert (found.wants, found.lang) == (row.wants, row.lang)
    left = [(folded(thing.name), thing.role) for thing in found.things]
    for name, role in row.things:
        fitting = [entry for entry in left if entry[0] == name and role in {None, entry[1]}]
        assert fitting, f"{name} as {role} is not among {left}"
        left.remove(fitting[0])
    assert not left


@pytest.mark.parametrize(("text", "part"), REFUSED, ids=[text for text, _ in REFUSED])
def test_what_cannot_be_known_is_named(text: str, part: str, small: Library, phrases: Path) -> None:
    with pytest.raises(QuestionError) as caught:
        understand(text, small, phrases)
    wanted = re.findall(r"\w+", part.casefold())
    telling = [word for word in wanted if len(word) > 3] or wanted
    for quoted in re.findall(r"`([^`]+)`", str(caught.value)):
        words = re.findall(r"\w+", quoted.casefold())
        enough = 2 * sum(word in words for word in telling) >= len(telling)
        if enough and len(words) <= len(wanted) + 2:
            return
    pytest.fail(f"`{part}` is not named: {caught.value}")


def test_the_tables_are_as_large_as_they_must_be() -> None:
    assert len(ROWS) >= 180
    assert len(REFUSED) >= 40
    assert {row.lang for row in ROWS} == {"en", "fr", "it"}


def test_the_tables_ask_for_every_action_and_operation(small: Library) -> None:
    asked = {act for row in ROWS for act in row.do}
    vocabulary = small.vocabulary
    folded_acts = {"any", "index", "link", "train-on"}  # general words, said by special ones
    actions = vocabulary.words("actions") - folded_acts - {"collect", "retrieve"}
    assert vocabulary.words("operations") - {"train"} <= asked | {"train-on"}
    assert actions <= asked | {"index"}


@pytest.mark.parametrize("wants", ["verdict", "duties", "release", "why", "remedies"])
@pytest.mark.parametrize("lang", ["en", "fr", "it"])
def test_everything_can_be_wanted_in_every_language(wants: str, lang: str) -> None:
    assert any(row.wants == wants and row.lang == lang for row in ROWS)


@pytest.mark.parametrize("text", ["", "  ", "?", "hello", "can I", "please, thanks"])
def test_nothing_asked_is_no_question(text: str, small: Library, phrases: Path) -> None:
    with pytest.raises(QuestionError, match="asks nothing"):
        understand(text, small, phrases)


def test_a_near_word_is_offered(small: Library, phrases: Path) -> None:
    with pytest.raises(QuestionError) as caught:
        understand("can I ship this comercially", small, phrases)
    assert "did you mean `commercially`?" in caught.value.render()


def test_the_place_of_the_part_is_told(small: Library, phrases: Path) -> None:
    with pytest.raises(QuestionError) as caught:
        understand("can I sell this on the moon", small, phrases)
    (complaint,) = caught.value.diagnostics
    assert (complaint.code, complaint.span.column, complaint.span.width) == ("LE501", 17, 11)


def test_every_unknown_part_is_named_at_once(small: Library, phrases: Path) -> None:
    with pytest.raises(QuestionError) as caught:
        understand("can my cousin sell this on the moon", small, phrases)
    assert [d.message.split("`")[1] for d in caught.value.diagnostics] == [
        "my cousin",
        "on the moon",
    ]


def test_what_contradicts_is_no_question(small: Library, phrases: Path) -> None:
    with pytest.raises(QuestionError, match="contradicts `sell`"):
        understand("can I sell this non-commercially", small, phrases)


def test_one_thing_or_another_is_two_questions(small: Library, phrases: Path) -> None:
    with pytest.raises(QuestionError, match="one thing or another"):
        understand("can I use org/a or org/b", small, phrases)


def test_linking_must_say_how(small: Library, phrases: Path) -> None:
    with pytest.raises(QuestionError, match="static or dynamic"):
        understand("can I link MIT code", small, phrases)


def test_two_wants_are_two_questions(small: Library, phrases: Path) -> None:
    with pytest.raises(QuestionError, match="asks a second thing"):
        understand("why can't I sell this and what must I do", small, phrases)


def test_the_name_of_the_result_is_kept(small: Library, phrases: Path) -> None:
    for text in (
        "can I release a fine-tune of org/a named Llama-Foo",
        'can I ship this called "Llama Foo"',
    ):
        assert understand(text, small, phrases).name in {"Llama-Foo", "Llama Foo"}
