"""Random facts and answers to legal questions: at the limits, in other units, or not told."""

from datetime import date
from random import Random
from types import MappingProxyType

from licenseengine.language.facts import FactValue
from licenseengine.language.tree import Quantity

MAU = tuple(Quantity(n, "users") for n in (0, 699_999_999, 700_000_000, 700_000_001))
REVENUE = (
    *(Quantity(n, "USD") for n in (0, 999_999, 1_000_000, 1_000_001)),
    Quantity(2_000_000, "EUR"),
)
SETS = tuple(map(frozenset[str], ((), ("meta",), ("openai",), ("meta", "openai"))))
_EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
EU = frozenset(_EU.split())

# every fact that a random condition may ask, with the values it may be told
VALUES: dict[str, tuple[FactValue, ...]] = {
    "use.commercial": (True, False),
    "use.purposes": tuple(
        map(frozenset[str], (("research",), ("product",), ("research", "military"), ("weapons",)))
    ),
    "use.production": (True, False),
    "use.audience": ("self", "customers", "public"),
    "use.territories": (
        *map(frozenset[str], (("US",), ("FR",), ("FR", "US"), ("WORLD",))),
        EU,
    ),
    "use.date": (date(2026, 1, 1), date(2026, 6, 1), date(2026, 5, 31)),
    "use.competes_with": SETS,
    "use.inputs.confidential": (True, False, False),
    "use.outputs.labelled": (True, False),
    "use.source_offered": (True, False),
    "use.role": ("operator", "end-user"),
    "use.human_oversight": (True, False),
    "licensee.kind": ("company", "academic", "individual"),
    "licensee.domicile": (frozenset({"FR"}), frozenset({"US"}), EU, frozenset({"FR", "US"})),
    "licensee.monthly_active_users": MAU,
    "licensee.annual_revenue": REVENUE,
    "licensee.licensed_by": SETS,
    "licensee.registered_with": SETS,
    "licensee.litigates_against": SETS,
}
ASSUMED: MappingProxyType[str, FactValue] = MappingProxyType(
    {
        "licensee.litigates_against": frozenset[str](),
        "use.role": "operator",
        "law.tdm_exception": False,
        "law.fair_use": False,
        "law.private_copy": False,
    }
)
LAWS = (
    "law.training_is_adaptation",
    "law.adapter_is_derivative",
    "law.embedding_is_adaptation",
    "law.answer_is_adaptation",
    "law.output_terms_bind_strangers",
    "law.vague_terms_bind",
    "law.output_terms_reach_use",
)
EXCEPTIONS = ("law.tdm_exception", "law.fair_use", "law.private_copy")


def random_facts(rng: Random, likely: float) -> dict[str, FactValue]:
    """Facts told: most of them, few of them, or none; the day nearly always."""
    told = {name: rng.choice(values) for name, values in VALUES.items() if rng.random() < likely}
    if rng.random() < 0.9:
        told.setdefault("use.date", date(2026, 1, 1))
    if rng.random() < 0.7:
        told.pop("licensee.litigates_against", None)
    return told


def random_laws(rng: Random, likely: float, claimed: float) -> dict[str, bool]:
    """Answers of counsel: to all questions, to some, or to none."""
    answers = {law: rng.random() < 0.5 for law in LAWS if rng.random() < likely}
    answers |= {law: rng.random() < 0.7 for law in EXCEPTIONS if rng.random() < claimed}
    return answers
