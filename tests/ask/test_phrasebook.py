"""The phrase book says only what the vocabulary knows, and can be read."""

import re
from pathlib import Path
from typing import Any

import pytest

from licenseengine.ask.patterns import Node, add_phrase, words_of
from licenseengine.ask.phrasebook import LANGUAGES, Phrasebook, read_phrasebook
from licenseengine.ask.words import cut, fold, normal
from licenseengine.errors import ReadError
from licenseengine.language.facts import read_fact
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library


@pytest.fixture(scope="module")
def book(phrases: Path) -> Phrasebook:
    return read_phrasebook(phrases)


@pytest.fixture(scope="module")
def vocabulary(small: Library) -> Vocabulary:
    return small.vocabulary


def told(book: Phrasebook) -> list[dict[str, str]]:
    entries = [*book.raw["facts"], *book.raw["services"], *book.raw["verbs"].values()]
    return [entry["tell"] for entry in entries if "tell" in entry]


def test_every_verb_is_an_action_or_an_operation(book: Phrasebook, vocabulary: Vocabulary) -> None:
    known = vocabulary.words("actions") | vocabulary.words("operations")
    assert {entry.get("do", name) for name, entry in book.raw["verbs"].items()} <= known


def test_every_role_is_one_of_its_operation(book: Phrasebook, vocabulary: Vocabulary) -> None:
    for operation, table in book.roles.items():
        if operation == "link":
            continue
        known = set(vocabulary.roles(operation)) | {"teacher"}
        if operation == "train":
            known |= {"base"}  # to train a model that is there is to fine-tune it
        given = {
            r for value in table.values() for r in ([value] if isinstance(value, str) else value)
        }
        assert given <= known, operation


def test_every_fact_told_is_one_of_the_vocabulary(book: Phrasebook, vocabulary: Vocabulary) -> None:
    for tell in told(book):
        for name, value in tell.items():
            spec = vocabulary.facts[name]
            assert not spec.told_by_graph
            if not value.startswith("<"):
                read_fact(spec, value, vocabulary)


@pytest.mark.parametrize(
    ("slot", "fact"),
    [
        ("purpose", "use.purposes"),
        ("place", "use.territories"),
        ("nationality", "licensee.domicile"),
        ("kind", "licensee.kind"),
        ("licensor", "licensee.licensed_by"),
    ],
)
def test_every_word_of_a_list_is_a_value(
    slot: str, fact: str, book: Phrasebook, vocabulary: Vocabulary
) -> None:
    for value in book.raw["lists"][slot]:
        read_fact(vocabulary.facts[fact], value, vocabulary)


def test_every_fact_that_can_be_said_is_said_in_all_languages(
    book: Phrasebook, vocabulary: Vocabulary
) -> None:
    silent = {"use.fee", "licensee.adult"}  # "for free" is the plain word for not commercial
    for language in LANGUAGES:
        said = {name for e in book.raw["facts"] if language in e for name in e["tell"]}
        wanted = {n for n, s in vocabulary.facts.items() if not s.told_by_graph and "law." not in n}
        assert wanted - said <= silent, language


def test_kinds_are_all_said(book: Phrasebook, vocabulary: Vocabulary) -> None:
    assert set(book.raw["lists"]["kind"]) == set(vocabulary.facts["licensee.kind"].values)


def test_sensitive_purposes_of_the_contract_are_said(book: Phrasebook) -> None:
    assert {
        "research", "education", "personal", "evaluation", "military", "weapons", "surveillance",
        "biometric-identification", "social-scoring", "law-enforcement", "medical-advice",
        "legal-advice", "automated-decisions", "critical-infrastructure", "disinformation",
        "adult-content",
    } <= set(book.raw["lists"]["purpose"])  # fmt: skip


def test_fillers_say_nothing(book: Phrasebook) -> None:
    doubtful = re.compile(r"\b(not|no|only|if|unless|except|without|solo|non|senza|se|pas|sans)\b")
    for language in (*LANGUAGES, "any"):
        for phrase in book.raw["terminals"]["FILLER"].get(language, ()):
            told_apart = re.sub(r"\{if,whether\}|si$|se$|s il", "", phrase)
            assert not doubtful.search(told_apart), phrase


def ends(phrase: str) -> set[str]:
    """All wordings of a phrase."""
    root = Node()
    add_phrase(root, phrase, "end")
    found: set[str] = set()

    def walk(node: Node, words: tuple[str, ...]) -> None:
        if node.ends:
            found.add(" ".join(words))
        for word, after in node.words.items():
            walk(after, (*words, word))
        for slot, after in node.slots.items():
            walk(after, (*words, f"<{slot}>"))
        for free in node.free:
            walk(free, words)

    walk(root, ())
    return found


@pytest.mark.parametrize(
    ("phrase", "wordings"),
    [
        ("a b", {"a b"}),
        ("{a,b} c", {"a c", "b c"}),
        ("[a] b", {"a b", "b"}),
        ("us{e,es,ed}", {"use", "uses", "used"}),
        ("a{,s}", {"a", "as"}),
        ("[{a,b c}] d", {"d", "a d", "b c d"}),
        ("{a [b],c}", {"a", "a b", "c"}),
        ("in <places>", {"in <places>"}),
        ("Fine-Tune", {"fine tune"}),
        ("l'été", {"l ete"}),
        ("è", {"è"}),
    ],
)
def test_a_phrase_is_spelled_out(phrase: str, wordings: set[str]) -> None:
    assert ends(phrase) == wordings


@pytest.mark.parametrize("phrase", ["{a", "a}", "[a", "a]", "{a]", "{a,{b}"])
def test_brackets_must_pair(phrase: str) -> None:
    with pytest.raises(ReadError, match="do not pair"):
        add_phrase(Node(), phrase, None)


def test_the_words_of_a_phrase_leave_slots_out() -> None:
    assert set(words_of("{a,b} in <places> [c]")) == {"a", "b", "in", "c"}


def test_nothing_but_optional_words_ends_nowhere() -> None:
    root = Node()
    add_phrase(root, "", "end")
    assert not root.ends


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("puis-je l\u2019entraîner ?", "puis je l entrainer ?"),
        ("can't I", "can't i"),
        ("Meta's licence", "meta 's licence"),
        ("E' permesso", "è permesso"),
        ("è qui", "è qui"),
        ("un'azienda", "un azienda"),
        ("U.S. law", "u.s . law"),
        ("a - b", "a - b"),
        ("aujourd'hui", "aujourd'hui"),
        ("œuvre", "oeuvre"),
    ],
)
def test_words_are_cut_and_folded(text: str, words: str) -> None:
    assert " ".join(word.folded for word in cut(normal(text))) == words


def test_folding_is_done_once(book: Phrasebook) -> None:
    for language in LANGUAGES:
        for entry in book.entries(language):
            for phrase in entry.phrases:
                assert all(fold(word) == word for word in words_of(phrase)), phrase


def test_an_entry_knows_its_sense(book: Phrasebook) -> None:
    entries: dict[str, Any] = {
        e.sense.get("do", ""): e for e in book.entries("it") if e.terminal == "VERB"
    }
    assert entries["fine-tune"].terminal == "VERB"
