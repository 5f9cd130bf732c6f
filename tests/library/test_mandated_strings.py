"""What licenses order to be reproduced, word for word: a table read from their texts, not from the rules.

A line that changes here goes into people's NOTICE files, so it changes only with the text in hand.
"""

import pytest

from licenseengine.language.tree import Rule
from licenseengine.library.index import Library
from licenseengine.library.records import License

META = "Copyright © Meta Platforms, Inc. All Rights Reserved."
META_2 = "Copyright (c) Meta Platforms, Inc. All Rights Reserved."
STABILITY = "Copyright © Stability AI Ltd. All Rights Reserved"
STABILITY_2023 = "Copyright (c) Stability AI Ltd. All Rights Reserved."
GEMMA = "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms"
STABILITY_NC = (
    "This Stability AI Model is licensed under the Stability AI Non-Commercial Research Community License, "
    f"{STABILITY_2023}"
)
NO_LIABILITY = (
    "BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, "
    "ARISING FROM, OUT OF OR IN CONNECTION WITH USE OF THIS MODEL."
)
FLUX_1_2024 = (
    "The FLUX.1 [dev] Model is licensed by Black Forest Labs. Inc. under the FLUX.1 [dev] Non-Commercial License. "
    f"Copyright Black Forest Labs. Inc. IN NO EVENT SHALL BLACK FOREST LABS, INC. {NO_LIABILITY}"
)
FLUX_1_2025 = (
    "The FLUX.1 [dev] Model is licensed by Black Forest Labs Inc. under the FLUX.1 [dev] Non-Commercial License. "
    f"Copyright Black Forest Labs Inc. IN NO EVENT SHALL BLACK FOREST LABS INC. {NO_LIABILITY}"
)
FLUX_2 = (
    "The FLUX [dev] Model is licensed by Black Forest Labs Inc. under the FLUX [dev] Non-Commercial License. "
    f"Copyright Black Forest Labs Inc. IN NO EVENT SHALL BLACK FOREST LABS INC. {NO_LIABILITY}"
)
ALIBABA = "Copyright (c) Alibaba Cloud. All Rights Reserved."

Order = tuple[str, str, str]

# license: what it orders, as (duty, string, clause).
ORDERS: dict[str, set[Order]] = {
    "llama-2": {
        (
            "notice-file",
            f"Llama 2 is licensed under the LLAMA 2 Community License, {META_2}",
            "1.b.iii",
        ),
    },
    "llama-3": {
        ("display", "Built with Meta Llama 3", "1.b.i"),
        ("name-prefix", "Llama 3", "1.b.i"),
        (
            "notice-file",
            f"Meta Llama 3 is licensed under the Meta Llama 3 Community License, {META}",
            "1.b.iii",
        ),
    },
    **{
        f"llama-{version}": {
            ("display", "Built with Llama", "1.b.i"),
            ("name-prefix", "Llama", "1.b.i"),
            (
                "notice-file",
                f"Llama {version} is licensed under the Llama {version} Community License, {META}",
                "1.b.iii",
            ),
        }
        for version in ("3.1", "3.2", "3.3", "4")
    },
    "gemma-terms-2024-04-01": {("notice-file", GEMMA, "3.1")},
    "gemma-terms-2025-03-24": {("notice-file", GEMMA, "3.1")},
    "stability-ai-community-2024-07-05": {
        (
            "notice-file",
            f"This Stability AI Model is licensed under the Stability AI Community License, {STABILITY}",
            "IV.a.ii",
        ),
        ("display", "Powered by Stability AI", "IV.a.iii"),
    },
    "stability-ai-nc-research-2023-12-06": {("notice-file", STABILITY_NC, "1.c.ii")},
    "stability-sd-turbo-nc-research": {("notice-file", STABILITY_NC, "1.c.ii")},
    "stability-sdxl-turbo-nc-research": {("notice-file", STABILITY_NC, "1.c.ii")},
    "stability-stable-cascade-nc-research": {("notice-file", STABILITY_NC, "1.c.ii")},
    "stability-sv3d-nc": {("notice-file", STABILITY_NC, "1.c.ii")},
    "stability-svd-nc-research": {
        (
            "notice-file",
            f"Stable Video Diffusion is licensed under the Stable Video Diffusion Research License, {STABILITY_2023}",
            "1.b.ii",
        ),
    },
    "stability-sdxl-0.9-research": {
        (
            "notice-file",
            f"SDXL 0.9 is licensed under the SDXL Research License, {STABILITY_2023}",
            "3",
        ),
    },
    "deepfloyd-if": {
        (
            "notice-file",
            f"DeepFloyd is licensed under the DeepFloyd License, {STABILITY_2023}",
            "3",
        ),
    },
    "flux-1-dev-nc-2024-08-01": {("notice-file", FLUX_1_2024, "3.b")},
    "flux-1-dev-nc-2024-11-21": {("notice-file", FLUX_1_2024, "3.b")},
    "flux-1-dev-nc-2025-06-26": {("notice-file", FLUX_1_2025, "3.b")},
    "flux-1-dev-nc-2025-06-27": {("notice-file", FLUX_1_2025, "3.b")},
    "flux-dev-nc-v2": {("notice-file", FLUX_2, "3.b")},
    "qwen-license-2024": {
        ("notice-file", f"Qwen is licensed under the Qwen LICENSE AGREEMENT, {ALIBABA}", "3.c"),
        ("display", "Built with Qwen", "5.b"),
    },
    "tongyi-qianwen-license": {
        (
            "notice-file",
            f"Tongyi Qianwen is licensed under the Tongyi Qianwen LICENSE AGREEMENT, {ALIBABA}",
            "3.c",
        ),
    },
    "tongyi-qianwen-research-license": {
        (
            "notice-file",
            f"Tongyi Qianwen is licensed under the Tongyi Qianwen RESEARCH LICENSE AGREEMENT, {ALIBABA}",
            "3.c",
        ),
    },
    "qwen-research-license-2024-09-19": set(),  # its clauses on redistribution were not at hand
    "falcon-2-11b-tii-1.0": {
        (
            "display",
            "{derivative} is built using Falcon LLM technology from the Technology Innovation Institute",
            "6.1",
        ),
    },
    "falcon-180b-aup": set(),  # a policy; its license was not at hand
}

# Creative Commons orders no words but elements. Where: (credit, copy or address of the license, changes named).
V2 = "4.a"
V3 = ("4.a", "3.b")
V4 = ("3.a.1.A", "3.a.1.C", "3.a.1.B")
ELEMENTS: dict[str, tuple[str, ...]] = {
    **{f"CC-BY-{v}": ("4.b", V2) for v in ("1.0", "2.0", "2.5", "2.5-AU")},
    **{f"CC-BY-ND-{v}": ("4.b", V2) for v in ("1.0", "2.0", "2.5", "3.0", "3.0-DE")},
    **{f"CC-BY-NC-{v}": ("4.c", V2) for v in ("1.0", "2.0", "2.5")},
    **{f"CC-BY-SA-{v}": ("4.c", V2) for v in ("1.0", "2.0", "2.5")},
    **{f"CC-BY-NC-ND-{v}": ("4.c", V2) for v in ("1.0", "2.0", "2.5", "3.0", "3.0-DE", "3.0-IGO")},
    **{f"CC-BY-NC-SA-{v}": ("4.d", V2) for v in ("1.0", "2.0", "2.0-DE", "2.0-FR", "2.5")},
    "CC-BY-SA-2.0-UK": ("2.1", "2.1"),
    "CC-BY-NC-SA-2.0-UK": ("2.1", "2.1"),
    "CC-BY-SA-2.1-JP": ("5.j", "5.c"),
    **{f"CC-BY-3.0{port}": ("4.b", *V3) for port in ("", "-AT", "-DE", "-IGO", "-NL", "-US")},
    "CC-BY-3.0-AU": ("4B.b", "4A.b", "4B.c"),
    **{f"CC-BY-NC-3.0{port}": ("4.c", *V3) for port in ("", "-DE")},
    **{f"CC-BY-SA-3.0{port}": ("4.c", *V3) for port in ("", "-AT", "-DE", "-IGO")},
    **{f"CC-BY-NC-SA-3.0{port}": ("4.d", *V3) for port in ("", "-DE", "-IGO")},
    **{f"CC-BY{elements}-4.0": V4 for elements in ("", "-NC", "-SA", "-NC-SA")},
    **{f"CC-BY{elements}-4.0": V4[:2] for elements in ("-ND", "-NC-ND")},
    "CC-SA-1.0": ("", V2),
    "CC0-1.0": ("", ""),
}

# license: strings that it accepts as well, by the string of the duty.
EITHER: dict[str, dict[str | None, tuple[str, ...]]] = {
    "qwen-license-2024": {"Built with Qwen": ("Improved using Qwen",)},
    "DL-DE-BY-2.0": {
        "Data licence Germany \u2013 attribution \u2013 Version 2.0": (
            "Datenlizenz Deutschland \u2013 Namensnennung \u2013 Version 2.0",
            "dl-de/by-2-0",
        )
    },
}


def _duties(license_: License | None) -> list[tuple[str | None, str | None, str]]:
    """Duty, string and clause of all that the text itself orders."""
    assert license_ is not None
    return [
        (rule.duty, rule.text, clause.cite)
        for clause in license_.duties
        if isinstance(rule := clause.sentence, Rule) and clause.license == license_.id
    ]


@pytest.mark.parametrize("id_", ORDERS)
def test_a_license_orders_exactly_these_strings(id_: str, library: Library) -> None:
    quoted = [(duty, text, cite) for duty, text, cite in _duties(library.get(id_)) if text]
    assert set(quoted) == ORDERS[id_]
    assert len(quoted) == len(ORDERS[id_])


def test_these_licenses_alone_accept_other_strings_as_well(library: Library) -> None:
    licenses = [library.get(row["id"]) for row in library.summaries()]
    found = {
        license_.id: {
            rule.text: clause.alternatives
            for clause in license_.duties
            if isinstance(rule := clause.sentence, Rule) and clause.alternatives
        }
        for license_ in licenses
        if license_ is not None
    }
    assert {id_: strings for id_, strings in found.items() if strings} == EITHER


@pytest.mark.parametrize("id_", ELEMENTS)
def test_a_creative_commons_license_asks_for_these_elements(id_: str, library: Library) -> None:
    wanted = dict(
        zip(
            ("credit", "include-license", "state-changes"),
            (*ELEMENTS[id_], "", "")[:3],
            strict=True,
        )
    )
    found = _duties(library.get(id_))
    cites = {duty: ", ".join(cite for other, _, cite in found if other == duty) for duty in wanted}
    assert cites == wanted


def test_every_creative_commons_license_with_a_credit_is_in_the_table(library: Library) -> None:
    ids = {row["id"] for row in library.summaries() if row["kind"] == "creative-commons"}
    credited = {id_ for id_ in ids if any(d == "credit" for d, _, _ in _duties(library.get(id_)))}
    assert credited - set(ELEMENTS) == {"audiocraft-weights-cc-by-nc-4.0"}
