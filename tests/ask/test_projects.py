"""Questions about a folder without a manifest: its files tell what it is made of."""

from pathlib import Path

import pytest

from licenseengine.ask.answer import answer
from licenseengine.errors import StackError
from licenseengine.library.index import Library
from licenseengine.solver.records import Level

LOADS = 'from transformers import AutoModel\nm = AutoModel.from_pretrained("{}")\n'
DATA = 'def train(data="data/x.jsonl"):\n    pass\n'
QUESTION = "can I ship this commercially"


def asked(folder: Path, library: Library, files: dict[str, str]) -> Level:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return answer(QUESTION, folder, library).judged.verdict.level


@pytest.mark.parametrize(
    ("files", "level"),
    [
        ({"app.py": LOADS.format("BAAI/bge-small-en-v1.5")}, Level.PERMITTED),
        ({"app.py": LOADS.format("facebook/opt-125m")}, Level.PROHIBITED),
        ({"app.py": LOADS.format("nobody/unheard-of-7b")}, Level.REVIEW),
        (
            {
                "train.py": DATA,
                "data/x.jsonl": "{}\n",
                "DATA_LICENSE": "MIT License\n",
                "README.md": "# x\n\nThe dataset is licensed under CC BY-NC 4.0.\n",
            },
            Level.REVIEW,
        ),
    ],
    ids=["a yes", "a no", "no license is known", "two statements disagree"],
)
def test_a_question_about_a_folder_is_answered_by_its_files(
    files: dict[str, str], level: Level, tmp_path: Path, library: Library
) -> None:
    assert asked(tmp_path, library, files) is level


def test_a_folder_that_names_nothing_is_not_answered(tmp_path: Path, library: Library) -> None:
    with pytest.raises(StackError) as error:
        asked(tmp_path, library, {"app.py": "print(1)\n"})
    assert error.value.diagnostics[0].code == "LE101"
    assert "init" in error.value.diagnostics[0].remedy
