"""What terms say about data: of real services as their texts have it, and the laws of the join."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from licenseengine.compliance.handling import Handled, handling_of
from licenseengine.language.facts import Facts, FactValue
from licenseengine.language.parser import parse_condition, parse_sentence
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library
from licenseengine.library.records import Clause, Handling, License

Told = dict[str, FactValue]
US: Told = {"licensee.domicile": frozenset({"US"})}
FR: Told = {"licensee.domicile": frozenset({"FR"})}
FREE: Told = {"artefact.plan": "free"}
PAID: Told = {"artefact.plan": "paid"}

# Written by hand from the texts: topic, stance, data, figure, [sections], and ? for what stays open.
SERVICES: list[tuple[str, Told, str]] = [
    (
        "anthropic-commercial-terms-2025-06-17",
        PAID,
        """
        training never inputs,outputs [B]
        deletion on-request [E.4]
        personal-data agreement-included [C]
        """,
    ),
    (
        "anthropic-consumer-terms-2025-10-08",
        {},
        """
        training opt-out inputs,outputs [4]
        training permitted feedback,flagged [4]
        deletion at-end inputs,outputs 30 days [12]
        deletion possible inputs,outputs [13]
        """,
    ),
    (
        "anthropic-consumer-terms-2025-05-01",
        {},
        """
        training permitted feedback,flagged [4]
        training never inputs,outputs [4]
        deletion possible inputs,outputs [12]
        """,
    ),
    (
        "openai-services-agreement-2026-01-01",
        PAID,
        """
        training opt-in inputs,outputs [4.2]
        retention permitted flagged [11.3]
        deletion at-end inputs,outputs 30 days [11.3]
        sub-processors permitted [9.2]
        personal-data agreement-included [5.3]
        personal-data agreement-needed health-data [5.4]
        """,
    ),
    (
        "openai-business-terms-2023-11-14",
        PAID,
        """
        training never inputs,outputs [3.2]
        deletion at-end inputs,outputs 30 days [8.3]
        personal-data agreement-needed [6.1]
        personal-data agreement-needed health-data [6.2]
        """,
    ),
    (
        "openai-eu-terms-of-use-2026-01-16",
        {},
        """
        training opt-out inputs,outputs [Content, Our use of content; Content, Opt out]
        human-review permitted inputs [Content, Content moderation]
        """,
    ),
    (
        "gemini-api-additional-terms-2025",
        US | FREE,
        """
        training permitted inputs,outputs [Unpaid Services, How Google Uses Your Data]
        training never tuning-data [Unpaid Services, How Google Uses Your Data]
        human-review permitted inputs [Unpaid Services, How Google Uses Your Data]
        retention limited inputs,outputs 30 days [Grounding with Google Search, Data Collection and How Google Uses Your Data]
        deletion on-request tuning-data [Unpaid Services, How Google Uses Your Data]
        """,
    ),
    (
        "gemini-api-additional-terms-2025",
        FR | FREE,
        """
        training never inputs,outputs [Paid Services, How Google Uses Your Data]
        training never tuning-data [Unpaid Services, How Google Uses Your Data]
        retention limited inputs,outputs [Paid Services, How Google Uses Your Data]
        retention limited inputs,outputs 30 days [Grounding with Google Search, Data Collection and How Google Uses Your Data]
        deletion on-request tuning-data [Unpaid Services, How Google Uses Your Data]
        regions anywhere inputs,outputs [Paid Services, How Google Uses Your Data]
        personal-data agreement-included [Paid Services, How Google Uses Your Data]
        """,
    ),
    (
        "mistral-la-plateforme-terms-2024-09-17",
        PAID,
        """
        training never inputs,outputs [4.2.2.2]
        training never tuning-data [4.2.3]
        retention limited inputs,outputs 30 days [4.2.2.1; 4.2.2.1, 4.2.2.2]
        retention zero-on-request inputs,outputs [4.2.2.2]
        deletion on-request tuned-models 30 days [4.2.3]
        deletion at-end tuned-models 1 years [4.2.3]
        personal-data agreement-included [2]
        """,
    ),
    (
        "mistral-commercial-terms-2026-08-05",
        {},
        """
        training choice inputs,outputs [4.2]
        training permitted feedback [4.2]
        training permitted inputs,outputs [4.3]
        retention zero-option inputs,outputs [4.3]
        sub-processors permitted [4.1]
        personal-data agreement-included [12.3]
        """,
    ),
    (
        "xai-enterprise-terms-2026-08-14",
        {},
        """
        retention limited inputs,outputs 30 days [3.4]
        retention zero-option inputs,outputs 1 hours [3.4]
        sub-processors permitted [13.2]
        personal-data agreement-included [11.1]
        personal-data agreement-needed health-data [11.1]
        personal-data zero-retention-only [11.2]
        """,
    ),
    (
        "xai-terms-of-service-2026-06-26",
        {},
        """
        training choice inputs,outputs [User Content, Electing whether your User Content is used]
        training permitted inputs,outputs [User Content, Electing whether your User Content is used]
        human-review permitted inputs [User Content, Our Use of User Content]
        retention permitted inputs [User Content, Our Use of User Content]
        deletion on-request inputs,outputs 30 days [User Content, Electing whether your User Content is used]
        regions named personal-data US [Privacy and Data Security, Privacy]
        sharing permitted inputs [User Content, Our Use of User Content]
        publication permitted inputs [User Content, Our Use of User Content]
        """,
    ),
    (
        "aws-service-terms-2026-08-20",
        PAID,
        """
        training opt-out inputs [50.3]
        human-review permitted flagged [50.12.2]
        retention limited inputs,outputs 30 days [50.12.2]
        regions anywhere [1.24.2, 50.3, 50.13.1]
        sharing opt-in inputs,outputs [50.12.2.2]
        sharing never tuned-models [50.12.4]
        personal-data agreement-included [1.14.1]
        """,
    ),
    (
        "meta-llama-api-terms-2026-07-08",
        FR,
        """
        training permitted? inputs,outputs [6.1]
        training never? inputs,outputs [5.1]
        human-review permitted inputs [10.3]
        retention as-needed inputs,outputs [4]
        deletion at-end personal-data [Meta Global Processor Terms, 2.1]
        sub-processors listed [5.1]
        sub-processors may-object personal-data 30 days [European Region Terms, 2.2]
        personal-data agreement-included? [5.1]
        personal-data forbidden health-data,financial-data,sensitive-data [Meta Global Processor Terms, 2.2]
        """,
    ),
    (
        "together-ai-terms-2026-05-19",
        {},
        """
        training choice inputs,outputs [3.2]
        retention zero-option inputs,outputs [3.2]
        personal-data forbidden health-data,financial-data,sensitive-data [4.1]
        """,
    ),
    (
        "perplexity-api-terms-2026-01-23",
        {},
        """
        training never inputs,outputs [2.3.3]
        deletion at-end inputs,outputs [10.5]
        sub-processors permitted [5.2]
        personal-data agreement-included [6.1]
        personal-data agreement-needed health-data [6.2]
        """,
    ),
    (
        "github-terms-of-service-2026-07-23",
        {},
        """
        training opt-out inputs,outputs [J.3]
        human-review permitted inputs [E.3]
        deletion at-end 90 days [M.2]
        sharing opt-out inputs,outputs [J.3]
        sharing never inputs,outputs [J.3]
        """,
    ),
    (
        "fal-terms-2026-07-31",
        {},
        """
        training permitted de-identified [6.3]
        sharing permitted de-identified [6.3]
        personal-data agreement-included [6.9]
        """,
    ),
    (
        "deepseek-terms-of-use-2026-03-27",
        {},
        """
        training opt-out de-identified [4.3]
        """,
    ),
    ("cohere-saas-agreement-2024-02-29", {}, ""),
]


def shown(handled: Handled) -> str:
    """A statement as a row of the table."""
    period = f"{handled.period.value} {handled.period.unit}" if handled.period else ""
    stance = handled.stance + ("?" if handled.missing else "")
    parts = (handled.topic, stance, ",".join(handled.of), period, ",".join(handled.places))
    return " ".join(part for part in (*parts, f"[{'; '.join(handled.cites)}]") if part)


def rows(table: str) -> list[str]:
    return [line.strip() for line in table.splitlines() if line.strip()]


def get(library: Library, id_: str) -> License:
    found = library.get(id_)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("id_", "told", "table"), SERVICES, ids=[f"{i}-{n}" for n, (i, *_) in enumerate(SERVICES)]
)
def test_a_service_handles_data_as_its_text_says(
    id_: str, told: Told, table: str, library: Library
) -> None:
    found = handling_of([get(library, id_)], Facts(told), library.vocabulary)
    assert [shown(h) for h in found] == rows(table)


def test_the_dates_are_those_of_the_terms(library: Library) -> None:
    terms = get(library, "fal-terms-2026-07-31")
    found = handling_of([terms], Facts(), library.vocabulary)
    assert {(h.license, h.effective, h.released) for h in found} == {
        ("fal-terms-2026-07-31", date(2026, 7, 31), None)
    }


def test_the_statements_of_several_terms_stand_topic_by_topic(library: Library) -> None:
    terms = [get(library, "xai-enterprise-terms-2025-06-27"), get(library, "perplexity-api-terms-2026-01-23")]  # fmt: skip
    found = handling_of(terms, Facts(), library.vocabulary)
    topics = list(library.vocabulary.raw["handling"]["topics"])
    assert [h.topic for h in found] == sorted((h.topic for h in found), key=topics.index)
    assert [h.license for h in found if h.topic == "training"] == [t.id for t in terms]


KEEPS = "reserve train-on-inputs, retain-inputs when artefact.plan = free unless use.commercial"


def terms(*handling: Handling, rule: str = KEEPS) -> License:
    clause = Clause("kept", "1", parse_sentence(rule), "terms", note="why")
    return License("terms", "Terms", "terms", (clause,), handling=handling)


def statement(topic: str, stance: str, **more: str) -> Handling:
    return Handling(topic, stance, "2", "terms", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (FREE | {"use.commercial": False}, []),
        (FREE, ["use.commercial"]),
        ({}, ["artefact.plan", "use.commercial"]),
        (PAID, None),
        (FREE | {"use.commercial": True}, None),
    ],
)
def test_a_right_holds_as_its_rule_does(
    told: Told, expected: list[str] | None, vocabulary: Vocabulary
) -> None:
    found = handling_of([terms()], Facts(told), vocabulary)
    if expected is None:
        assert found == ()
    else:
        assert [(h.topic, h.stance, h.of) for h in found] == [
            ("training", "permitted", ("inputs",)),
            ("retention", "permitted", ("inputs",)),
        ]
        assert [sorted(h.missing) for h in found] == [expected, expected]


def test_an_entry_on_a_rule_takes_its_place_on_its_topic_alone(vocabulary: Vocabulary) -> None:
    license_ = terms(statement("training", "opt-out", rule="kept"))
    training, retention = handling_of([license_], Facts(FREE), vocabulary)
    assert (training.stance, training.of, training.cites) == ("opt-out", ("inputs",), ("1", "2"))
    assert training.when == retention.when
    assert (retention.stance, retention.cites, retention.note) == ("permitted", ("1",), "why")
    assert handling_of([license_], Facts(PAID), vocabulary) == ()


def test_an_entry_on_a_rule_that_keeps_another_right_is_not_lost(vocabulary: Vocabulary) -> None:
    license_ = terms(statement("deletion", "on-request", rule="kept"))
    found = handling_of([license_], Facts(FREE), vocabulary)
    assert [h.topic for h in found] == ["training", "retention", "deletion"]


def test_an_entry_with_a_condition_is_dropped_only_when_that_is_settled(
    vocabulary: Vocabulary,
) -> None:
    when = parse_condition("artefact.plan = paid")
    license_ = terms(replace(statement("training", "never"), when=when), rule="permit use")
    assert handling_of([license_], Facts(FREE), vocabulary) == ()
    (held,) = handling_of([license_], Facts(PAID), vocabulary)
    (still_open,) = handling_of([license_], Facts(), vocabulary)
    assert held.missing == frozenset()
    assert still_open.missing == {"artefact.plan"}
    assert held.when == still_open.when == when


def test_a_policy_that_is_taken_in_has_not_the_dates_of_the_terms(vocabulary: Vocabulary) -> None:
    own, taken = statement("training", "never"), Handling("training", "never", "8", "policy")
    license_ = replace(terms(own, taken, rule="permit use"), effective=date(2026, 1, 1))
    found = handling_of([license_], Facts(), vocabulary)
    assert [(h.license, h.effective) for h in found] == [
        ("terms", date(2026, 1, 1)),
        ("policy", None),
    ]


def test_ownership_of_outputs_is_no_handling_of_data(vocabulary: Vocabulary) -> None:
    assert handling_of([terms(rule="reserve own-outputs")], Facts(), vocabulary) == ()


def every_statement(vocabulary: Vocabulary) -> Iterator[Handling]:
    """One entry of each stance on each topic."""
    for topic, told in vocabulary.raw["handling"]["topics"].items():
        yield from (Handling(topic, stance, "1", "") for stance in told["stances"])


def test_an_entry_more_removes_no_other_topic(library: Library) -> None:
    vocabulary = library.vocabulary
    licenses = [get(library, row["id"]) for row in library.summaries() if row["kind"] == "terms"]
    for license_, entry in product(licenses, every_statement(vocabulary)):
        before = {h.topic for h in handling_of([license_], Facts(), vocabulary)}
        for rule in (None, *(c.id for c in license_.reserves)):
            more = (*license_.handling, replace(entry, license=license_.id, rule=rule))
            after = handling_of([replace(license_, handling=more)], Facts(), vocabulary)
            assert {h.topic for h in after} == before | {entry.topic}, (license_.id, entry)


def test_telling_a_fact_adds_no_statement(library: Library) -> None:
    for row in library.summaries():
        license_ = get(library, row["id"])
        untold = handling_of([license_], Facts(), library.vocabulary)
        for told in (FREE, PAID, US, FR, US | FREE):
            found = handling_of([license_], Facts(told), library.vocabulary)
            assert {replace(h, missing=frozenset()) for h in found} <= {
                replace(h, missing=frozenset()) for h in untold
            }


def test_every_entry_on_a_rule_tells_more_of_a_right_that_it_keeps(library: Library) -> None:
    for row in library.summaries():
        license_ = get(library, row["id"])
        bare = handling_of([replace(license_, handling=())], Facts(), library.vocabulary)
        kept = {(h.rule, h.topic) for h in bare}
        assert {(e.rule, e.topic) for e in license_.handling if e.rule} <= kept, row["id"]
