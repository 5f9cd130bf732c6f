import json
import os
import sys
import time
from pathlib import Path
from typing import Never

import huggingface_hub as hub
import pytest

from licenseengine.discover import online
from licenseengine.discover.online import hub_licenses, license_of
from licenseengine.errors import StackError


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ({"license": "mit"}, "mit"),
        ({"license": "other", "license_name": "gemma"}, "gemma"),
        (
            {"license": "other", "license_link": "https://example.org/terms"},
            "https://example.org/terms",
        ),
        ({"license": "other"}, "other"),
        ({"license": ["mit", "apache-2.0"]}, "mit, apache-2.0"),
        ({"license": []}, None),
        ({}, None),
    ],
)
def test_a_card_states_its_tag_or_the_name_behind_other(
    card: dict[str, object], said: str | None
) -> None:
    assert license_of(card) == said


def test_only_repositories_are_asked_for_and_answers_are_kept(tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(ref: str) -> dict[str, object] | None:
        asked.append(ref)
        return {"license": "mit", "tags": ["x"]} if ref == "org/one" else None

    refs = ["org/one", "openai:gpt-4o", "./local/x", "org/none", "org/one", "a/b/c"]
    assert hub_licenses(refs, ask, tmp_path) == {"org/one": "mit"}
    assert asked == ["org/one", "org/none"]
    assert hub_licenses(["org/one"], ask, tmp_path) == {"org/one": "mit"}
    assert asked == ["org/one", "org/none"]
    kept = json.loads((tmp_path / "hub" / "org--one.json").read_text())
    assert kept == {"license": "mit"}


def test_an_answer_is_forgotten_after_a_day(tmp_path: Path) -> None:
    hub_licenses(["org/one"], lambda _: {"license": "mit"}, tmp_path)
    old = time.time() - online.KEPT - 1
    os.utime(tmp_path / "hub" / "org--one.json", (old, old))
    assert hub_licenses(["org/one"], lambda _: {"license": "apache-2.0"}, tmp_path) == {
        "org/one": "apache-2.0"
    }


def test_a_broken_answer_on_disk_is_asked_for_again(tmp_path: Path) -> None:
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "org--one.json").write_text("[1")
    assert hub_licenses(["org/one"], lambda _: {"license": "mit"}, tmp_path) == {"org/one": "mit"}


def test_without_the_library_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(StackError) as error:
        hub_licenses(["org/one"], folder=tmp_path)
    assert error.value.diagnostics[0].code == "LE707"
    assert "online" in (error.value.diagnostics[0].remedy or "")


def test_a_hub_that_does_not_answer_gives_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_args: object, **_kwargs: object) -> Never:
        raise OSError("no route")

    monkeypatch.setattr(hub.HfApi, "model_info", fail)
    monkeypatch.setattr(hub.HfApi, "dataset_info", fail)
    assert hub_licenses(["org/one"], folder=tmp_path) == {}


def test_a_data_set_is_looked_for_where_no_model_has_the_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_args: object, **_kwargs: object) -> Never:
        raise OSError("not found")

    class Info:
        card_data = hub.DatasetCardData(license="cc-by-4.0")

    monkeypatch.setattr(hub.HfApi, "model_info", fail)
    monkeypatch.setattr(hub.HfApi, "dataset_info", lambda *_a, **_k: Info())
    assert hub_licenses(["org/data"], folder=tmp_path) == {"org/data": "cc-by-4.0"}
