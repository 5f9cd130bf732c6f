"""What notes say in English, French and Italian: whole, in one sentence, and with nothing left open."""

import re
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from shutil import copytree
from typing import get_args

import pytest

from licenseengine.audit.records import Where
from licenseengine.compliance.records import Status, When
from licenseengine.discover.records import Confidence, Role
from licenseengine.errors import LicenseEngineError
from licenseengine.language.facts import FactValue
from licenseengine.language.tree import Quantity, Rule
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.home import licenses_folder
from licenseengine.library.index import Library, open_library
from licenseengine.library.records import Clause
from licenseengine.report.texts import texts_of
from licenseengine.report.wording import LANGUAGES, Wording, wording_of
from licenseengine.report.words import TEMPLATES, cite_of, finding_words
from licenseengine.solver.records import Finding, Level, Outcome
from licenseengine.stack.records import Who
from tests.knowledge import knowledge

TRANSLATIONS = licenses_folder() / "translations"
CLAUSE = Clause("rule-1", "2", Rule("forbid", ("host",)), "research-1.0")
WIDE, NARROW = "\u00a0", "\u202f"
FINDING = Finding(
    Level.PROHIBITED, "forbidden", "research-1.0", CLAUSE, "org/base", "org/base",
    "host", "original", ("org/base",),
)  # fmt: skip
# What each outcome is about, as the solver tells it.
ABOUT: dict[str, tuple[str, ...]] = {
    "law": ("law.fair_use",),
    "not-encoded": ("own-terms",),
    "duty-broken": ("display", "Built with {Base}"),
    "reserved": ("train-on-inputs", "use.inputs.personal_data"),
    "same-license": ("MIT",),
    "further-restrictions": ("MIT", "patent-termination", "credit"),
    "burdens": ("GPL-3.0-only", "field-restriction"),
    "pass-on": ("MIT",),
    "over-grant": ("MIT", "train-on", "use.commercial = false"),
    "no-candidate": ("MPL-2.0", "EPL-2.0"),
    "conflict": ("MIT", "Apache-2.0", "its card"),
}


@pytest.fixture(scope="session")
def said(library: Library) -> dict[str, Wording]:
    return {language: wording_of(language, library) for language in LANGUAGES}


def plain(text: str) -> str:
    """A text with plain spaces and apostrophes, as tables of tests have it."""
    return text.replace(WIDE, " ").replace(NARROW, " ").replace("\u2019", "'")


def findings() -> list[Finding]:
    """A finding for each outcome, level, person and kind of place, with everything it may have."""
    missing = frozenset({"use.commercial", "law.fair_use", "law.tdm_exception"})
    ways = product(get_args(Outcome), Level, get_args(Who), (True, False), ("org/base", "app"))
    bare = [
        replace(
            FINDING, outcome=outcome, level=level, who=who, counts=counts, at=at, state="changed",
            about=ABOUT.get(outcome, ()),
        )
        for outcome, level, who, counts, at in ways
    ]  # fmt: skip
    full = [replace(f, missing=missing, accepted="counsel agreed", clause=None) for f in bare]
    about_nothing = [
        replace(f, about=(), license=None)
        for f in full
        if f.outcome not in {"over-grant", "conflict"}  # the solver tells of what these are
    ]
    return [*bare, *full, *about_nothing]


# Texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_its_text_in_every_language(language: str, library: Library) -> None:
    assert set(texts_of(language, library)) == set(texts_of("en", library))


def test_the_languages_are_those_that_have_a_file() -> None:
    assert {path.stem for path in TRANSLATIONS.glob("*.yaml")} == set(LANGUAGES)


def test_a_sentence_is_in_the_language_and_not_in_english(library: Library) -> None:
    sections = {"duties", "facts", "questions", "burdens", "rights", "topics", "stances", "drift"}
    english = texts_of("en", library)
    for language in ("fr", "it"):
        same = [
            path
            for path, text in texts_of(language, library).items()
            if path[0] in sections and text == english[path]
        ]
        assert same == []


def words_by_method(vocabulary: Vocabulary) -> dict[str, list[str]]:
    raw = vocabulary.raw
    same = {
        "duty": "duties",
        "action": "actions",
        "state": "states",
        "kind": "kinds",
        "preset": "presets",
    }
    same |= {"model_class": "classes", "operation": "operations", "right": "reserved_rights"}
    return {
        **{method: list(raw[section]) for method, section in same.items()},
        "burden": sorted(vocabulary.burdens),
        "ask": list(vocabulary.facts),
        "input_role": [role for name in raw["operations"] for role in vocabulary.roles(name)],
        "purpose": [*raw["purposes"]["neutral"], *vocabulary.sensitive_purposes],
        "unit": [*raw["units"], *raw["handling"]["units"]],
        "place": [*raw["places"]["groups"], raw["places"]["world"]],
        "topic": list(raw["handling"]["topics"]),
        "data": list(raw["handling"]["data"]),
        "level": list(map(str, Level)),
        "answer": list(map(str, Level)),
        "status": list(get_args(Status)),
        "when": list(get_args(When)),
        "role": list(Role),
        "source": list(get_args(Where)),
        "confidence": list(get_args(Confidence)),
        "drift": ["missing", "unseen", "differs"],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_can_be_said(
    language: str, said: dict[str, Wording], vocabulary: Vocabulary
) -> None:
    wording = said[language]
    for method, words in words_by_method(vocabulary).items():
        assert words
        assert all(getattr(wording, method)(word) for word in words)
    for topic, entry in vocabulary.raw["handling"]["topics"].items():
        assert all(wording.stance(topic, stance) for stance in entry["stances"])
    for name, entry in vocabulary.questions["questions"].items():
        assert all(wording.position(name, p["answer"]) for p in entry["positions"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = knowledge(tmp_path)
    copytree(TRANSLATIONS, folder / "translations")
    return folder


def complaint(root: Path, language: str, old: str, new: str) -> str:
    """What is said when a text of a translation is changed."""
    file = root / "translations" / f"{language}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LicenseEngineError) as caught:
        wording_of("fr", open_library(root))
    return re.sub(rf"\b{line}:", "LINE:", caught.value.render())


FIRST_DUTY = "  include-license: une copie du texte de la licence est jointe\n"


@pytest.mark.parametrize(
    ("language", "old", "new", "expected"),
    [
        ("fr", FIRST_DUTY, "", "translations/fr.yaml:LINE:3: LE301 `duties.include-license` is missing"),
        ("fr", FIRST_DUTY, "  include-license:\n", "translations/fr.yaml:LINE:3: LE301 `duties.include-license` has no text"),
        ("fr", "  pay: le prix", "  paid: le prix", "translations/fr.yaml:LINE:3: LE301 `duties.paid` is no key that is read here\n  did you mean `duties.pay`?"),
        ("fr", 'text: " « {text} »', 'text: " « {texte} »', "translations/fr.yaml:LINE:3: LE301 `findings.text` has other fields than English, which has text"),
        ("fr", "la clause citée exige", "la clause {citée} exige", "translations/fr.yaml:LINE:3: LE301 `duties.other-duty` has other fields than English, which has none"),
        ("fr", 'text: " « {text} »', 'text: " « {text »', "translations/fr.yaml:LINE:3: LE301 `findings.text` has braces that do not pair"),
        ("en", "  not-advice: This", "  not-advice: '}' #", "translations/en.yaml:LINE:3: LE301 `document.not-advice` has braces that do not pair"),
        ("en", "  host: hosting\n", "", "`actions.host` is missing"),
        ("en", "levels:\n", "duties: {pay: so}\nlevels:\n", "translations/en.yaml:LINE:10: LE301 `duties.pay` is no key that is read here"),
        ("fr", "document:\n", "document:\n  zebra: plus\n", "`document.zebra` is no key that is read here"),
        ("en", "document:\n", "document:\n  zebra: more\n", "translations/fr.yaml"),
    ],
)  # fmt: skip
def test_a_translation_that_is_not_whole_is_complained_of_at_its_place(
    language: str, old: str, new: str, expected: str, root: Path
) -> None:
    assert expected in complaint(root, language, old, new)


def test_all_complaints_come_at_once(root: Path) -> None:
    (root / "translations" / "fr.yaml").write_text("{}\n", encoding="utf-8")
    library = open_library(root)
    with pytest.raises(LicenseEngineError) as caught:
        wording_of("fr", library)
    assert len(caught.value.diagnostics) == len(texts_of("en", library))


@pytest.mark.parametrize("language", ["de", "../en"])
def test_a_language_without_a_file_is_complained_of(language: str, library: Library) -> None:
    with pytest.raises(LicenseEngineError, match=rf"`translations/{language}.yaml` does not exist"):
        wording_of(language, library)


# Findings


def test_a_finding_in_english_is_what_check_says(
    said: dict[str, Wording], vocabulary: Vocabulary
) -> None:
    for finding in findings():
        assert said["en"].finding(finding) == finding_words(finding, vocabulary)


def test_a_citation_names_the_license_and_the_section() -> None:
    assert cite_of(FINDING) == "research-1.0 2"
    assert cite_of(replace(FINDING, clause=None)) == "research-1.0"
    assert cite_of(replace(FINDING, clause=None, license=None)) == "no license"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_finding_leaves_anything_open(language: str, said: dict[str, Wording]) -> None:
    for finding in findings():
        sentence = said[language].finding(finding)
        left = sentence.replace("{Base}", "")  # a name has it
        assert not re.search(r"[{}]|None|\(\)|``|\s$|^\s| {2}", left), sentence


def test_every_outcome_is_told_from_every_other(said: dict[str, Wording]) -> None:
    for wording in said.values():
        told = {wording.finding(replace(FINDING, outcome=o)) for o in get_args(Outcome)}
        assert len(told) == len(get_args(Outcome))


def test_every_template_is_used_by_some_finding(said: dict[str, Wording]) -> None:
    for wording in said.values():
        for name in TEMPLATES:
            marked = {**wording.texts, ("findings", name): f"<{name}>"}
            changed = Wording(wording.language, marked)
            assert any(f"<{name}>" in changed.finding(f) for f in findings()), name


@pytest.mark.parametrize(
    ("changes", "en", "fr", "it"),
    [
        (
            {},
            "research-1.0 2 forbids `host` of org/base",
            "research-1.0 2 interdit, pour org/base : hébergement",
            "research-1.0 2 vieta, per org/base: hosting",
        ),
        (
            {"level": Level.CONDITIONAL, "missing": frozenset({"use.commercial"}), "at": "app", "state": "changed"},
            "research-1.0 2 may forbid `host` of org/base (as changed in app): it hangs on use.commercial",
            "research-1.0 2 pourrait interdire, pour org/base (dans app, version modifiée) : hébergement ; cela dépend de use.commercial",
            "research-1.0 2 potrebbe vietare, per org/base (in app, versione modificata): hosting; dipende da use.commercial",
        ),
        (
            {"level": Level.CONDITIONAL, "outcome": "not-granted", "node": "org/forbids", "at": "org/forbids"},
            "research-1.0 2 may not grant `host` of org/forbids",
            "research-1.0 2 pourrait ne pas autoriser, pour org/forbids : hébergement",
            "research-1.0 2 potrebbe non consentire, per org/forbids: hosting",
        ),
        (
            {"level": Level.REVIEW, "missing": frozenset({"law.private_copy", "use.fee"})},
            "research-1.0 2 forbids `host` of org/base (unsettled: Is it a private copy? (law.private_copy))",
            "research-1.0 2 interdit, pour org/base : hébergement (non tranché : S'agit-il d'une copie privée ? (law.private_copy))",
            "research-1.0 2 vieta, per org/base: hosting (non definito: È una copia privata? (law.private_copy))",
        ),
        (
            {"outcome": "duty-broken", "about": ("name-prefix", "Llama"), "who": "upstream", "counts": False},
            "upstream: research-1.0 2 orders name-prefix “Llama”, and the plan shows otherwise; its terms go on binding",
            "en amont : research-1.0 2 exige ceci : le nom public commence par le mot exigé « Llama » ; le plan montre le contraire ; ses conditions restent contraignantes",
            "a monte: research-1.0 2 richiede questo: il nome pubblico inizia con la parola richiesta «Llama»; il piano mostra il contrario; le sue condizioni restano vincolanti",
        ),
        (
            {"outcome": "further-restrictions", "about": ("MIT", "user-cap", "pay"), "accepted": "agreed"},
            "research-1.0 2 allows no further restrictions; MIT adds user-cap, pay [accepted: agreed]",
            "research-1.0 2 n'admet aucune restriction supplémentaire ; MIT ajoute celles-ci : la licence prend fin au-delà d'un certain nombre d'utilisateurs ; le prix, la redevance ou les frais sont payés [accepté : agreed]",
            "research-1.0 2 non ammette ulteriori restrizioni; MIT aggiunge queste: la licenza cessa oltre un certo numero di utenti; il prezzo, la royalty o la tariffa sono pagati [accettato: agreed]",
        ),
        (
            {"outcome": "law", "about": ("law.private_copy",), "clause": None},
            "`host` of org/base rests on the project's answer to law.private_copy",
            "pour org/base : hébergement ; cela repose sur la réponse du projet à ceci : S'agit-il d'une copie privée ?",
            "per org/base: hosting; ciò si fonda sulla risposta del progetto a questo: È una copia privata?",
        ),
    ],
)  # fmt: skip
def test_a_finding_is_said_in_each_language(
    changes: dict[str, object], en: str, fr: str, it: str, said: dict[str, Wording]
) -> None:
    finding = replace(FINDING, **changes)  # type: ignore[arg-type]
    told = {language: plain(wording.finding(finding)) for language, wording in said.items()}
    assert told == {"en": en, "fr": fr, "it": it}


def test_several_actions_are_told_together(said: dict[str, Wording]) -> None:
    told = {name: plain(w.finding(FINDING, ("use", "host"))) for name, w in said.items()}
    assert told == {
        "en": "research-1.0 2 forbids `use`, `host` of org/base",
        "fr": "research-1.0 2 interdit, pour org/base : utilisation, hébergement",
        "it": "research-1.0 2 vieta, per org/base: utilizzo, hosting",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_what_users_wrote_is_shown_as_asked_and_never_filled_in(
    outcome: Outcome, language: str, said: dict[str, Wording]
) -> None:
    odd = "<{cite}>"
    finding = replace(
        FINDING, outcome=outcome, clause=None, license=odd, node=odd, at=f"{odd}2", accepted=odd,
        about=(odd, odd, odd),
    )  # fmt: skip
    sentence = said[language].finding(finding, shown=lambda text: text.replace("<", "&lt;"))
    assert "&lt;{cite}>" in sentence
    assert "<" not in sentence
    assert "{" not in sentence.replace("&lt;{cite}>", "")


# Figures, rows, values, documents


@pytest.mark.parametrize(
    ("figure", "en", "fr", "it"),
    [
        (0, "0", "0", "0"),
        (999, "999", "999", "999"),
        (1234, "1,234", f"1{NARROW}234", "1.234"),
        (700_000_000, "700,000,000", f"700{NARROW}000{NARROW}000", "700.000.000"),
    ],
)
def test_a_figure_has_its_digits_in_groups(
    figure: int, en: str, fr: str, it: str, said: dict[str, Wording]
) -> None:
    told = {language: wording.number(figure) for language, wording in said.items()}
    assert told == {"en": en, "fr": fr, "it": it}


@pytest.mark.parametrize(
    ("words", "en", "fr", "it"),
    [
        ([], "", "", ""),
        (["a"], "a", "a", "a"),
        (["a", "b"], "a and b", "a et b", "a e b"),
        (["{a}", "b", "c"], "{a}, b and c", "{a}, b et c", "{a}, b e c"),
    ],
)
def test_words_stand_in_a_row(
    words: list[str], en: str, fr: str, it: str, said: dict[str, Wording]
) -> None:
    told = {language: wording.listed(words) for language, wording in said.items()}
    assert told == {"en": en, "fr": fr, "it": it}


@pytest.mark.parametrize(
    ("value", "en", "fr", "it"),
    [
        (True, "yes", "oui", "sì"),
        (False, "no", "non", "no"),
        (Quantity(1_000_000, "EUR"), "1,000,000 euros", "1 000 000 euros", "1.000.000 euro"),
        (date(2026, 1, 31), "2026-01-31", "2026-01-31", "2026-01-31"),
        ("customers", "customers", "des clients", "clienti"),
        ("research", "research", "recherche", "ricerca"),
        ("FR", "FR", "FR", "FR"),
        (frozenset({"FR", "CH"}), "CH and FR", "CH et FR", "CH e FR"),
        (frozenset({"spam", "fraud"}), "fraud and spam", "fraude et envoi de messages non sollicités", "frode e invio di messaggi indesiderati"),
        (frozenset(), "none", "aucun", "nessuno"),
    ],
)  # fmt: skip
def test_the_value_of_a_fact_is_said(
    value: FactValue, en: str, fr: str, it: str, said: dict[str, Wording]
) -> None:
    told = {language: plain(wording.value(value)) for language, wording in said.items()}
    assert told == {"en": en, "fr": fr, "it": it}


def test_a_text_of_documents_has_its_fields_filled() -> None:
    texts = {("document", "head"): "{n} of {name}", ("document", "duty", "due"): "due", ("looked", "file"): "in {file}"}  # fmt: skip
    wording = Wording("en", texts)
    assert wording.say("head", n=3, name="{x}") == "3 of {x}"
    assert wording.say("duty.due") == "due"
    assert wording.looked("file", file="NOTICE") == "in NOTICE"
    with pytest.raises(KeyError):
        wording.say("head", n=3)
    with pytest.raises(KeyError):
        wording.say("absent")
