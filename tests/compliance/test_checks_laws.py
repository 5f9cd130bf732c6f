"""What holds of all folders: files that are there more show no less, others change nothing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licenseengine.compliance.checks import checked
from licenseengine.compliance.records import MARKER, Status
from licenseengine.library.index import Library
from tests.compliance.folders import PLANS, Files, listed_texts, planned, write
from tests.compliance.test_checks import CARD, FILLED, LINE, WIKI, mit

# Files that show something, or the contrary, of one duty or another.
POOL: Files = {
    "NOTICE": f"{LINE}\nGemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms\n",
    "NOTICE.md": "Nothing.\n",
    "NOTICES.txt": b"\0\1",
    "ATTRIBUTION.md": f"- {WIKI}, modified\n- gemma-2-9b by google, fine-tuned\n",
    "CREDITS": "Harbour Wiki, not modified\n",
    "LICENSE": listed_texts()["CC-BY-SA-4.0"],
    "LICENSE.MIT": mit("Copyright (c) 2026 Harbour Ltd"),
    "LICENSE-APACHE": listed_texts()["Apache-2.0"],
    "COPYING": listed_texts()["GPL-3.0-only"],
    "THIRD_PARTY_LICENSES/MIT.txt": mit(FILLED, "Copyright (c) 2022 staoxiao"),
    "licenses/MIT.txt": listed_texts()["MIT"],
    "licenses/cut.txt": listed_texts()["CC-BY-SA-4.0"][:-900],
    "README.md": CARD.format("gemma") + "\n**Built with Llama**\n\nThe source code of tidelib: https://tides.example/\n",
    "MODEL_CARD.md": "---\nmodel_name: Llama-Harbour\nlicense: mit\nbase_model: google/gemma-2-9b\nbase_model_relation: finetune\n---\n",
    "MODEL_CARD_old.md": "---\nmodel_name: Harbour\nlicense: cc-by-sa-4.0\n---\n",
    "TERMS.md": "https://ai.google.dev/gemma/terms and https://ai.google.dev/gemma/prohibited_use_policy\n",
    "site/index.html": "<p>Built with Llama</p>",
    "src/main.c": "int main(){}\n",
}  # fmt: skip
# Files that have nothing to do with any duty.
ASIDE: Files = {
    "CHANGELOG.md": "# 1.0\n\nFirst.\n",
    "data/tides.csv": "a,b\n1,2\n",
    "weights/model.safetensors": b"\0" * 64,
    "tests/NOTICE": LINE,
    "examples/README.md": "Built with Llama\n",
    "COMPLIANCE.md": f"{MARKER}\n\nBuilt with Llama\n\n{LINE}\n",
    "docs/index.md": "# Tides\n\nThey come and go.\n",
    "audit.json": '{"schema": "licenseengine/audit/1", "text": "Built with Llama"}',
    "licenseengine.yaml": "version: 1\n",
    "conf/app.yaml": "name: x\n",
}  # fmt: skip


def statuses(root: Path, library: Library, plan: str) -> dict[str, Status]:
    found = checked(planned(plan, library), root, library)
    return {due.key: due.evidence.status for due in found.dues}


@pytest.mark.parametrize("plan", PLANS)
@settings(max_examples=25, deadline=None)
@given(names=st.sets(st.sampled_from(sorted(POOL))), more=st.sampled_from(sorted(POOL)))
def test_a_file_more_never_makes_a_met_duty_missing_nor_one_less_a_missing_duty_met(
    plan: str,
    names: set[str],
    more: str,
    library: Library,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = write(tmp_path_factory.mktemp("folder"), {n: POOL[n] for n in sorted(names - {more})})
    before = statuses(root, library, plan)
    after = statuses(write(root, {more: POOL[more]}), library, plan)
    assert {k for k in before if before[k] == "met" and after[k] == "missing"} == set()


@pytest.mark.parametrize("plan", PLANS)
@settings(max_examples=10, deadline=None)
@given(names=st.sets(st.sampled_from(sorted(POOL))), others=st.sets(st.sampled_from(sorted(ASIDE))))
def test_files_that_have_nothing_to_do_with_a_duty_change_nothing(
    plan: str,
    names: set[str],
    others: set[str],
    library: Library,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = write(tmp_path_factory.mktemp("folder"), {n: POOL[n] for n in sorted(names)})
    before = statuses(root, library, plan)
    assert statuses(write(root, {n: ASIDE[n] for n in others}), library, plan) == before


@pytest.mark.parametrize("plan", PLANS)
def test_the_pool_shows_both_answers_for_each_plan(
    plan: str, library: Library, tmp_path: Path
) -> None:
    nothing = set(statuses(tmp_path, library, plan).values())
    assert "missing" in nothing
    assert "met" not in nothing
    assert "missing" not in statuses(write(tmp_path, POOL), library, plan).values()


def test_twice_the_same_folder_gives_the_same_evidence(library: Library, tmp_path: Path) -> None:
    dossier = planned("changed text", library)
    write(tmp_path, POOL)
    assert checked(dossier, tmp_path, library) == checked(dossier, tmp_path, library)
