"""Files of data that a project names and keeps itself."""

import pytest

from licenseengine.discover.detect import local_files
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.detecting import found, refs


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        ("a.py", 'def f(seed_tasks_path="./seed_tasks.jsonl"): ...', {"seed_tasks.jsonl"}),
        ("a.py", 'train_file = "data/pairs.csv"', {"data/pairs.csv"}),
        ("a.yaml", "datasets:\n- path: data/mine.jsonl\n", {"data/mine.jsonl"}),
        ("a.sh", "python train.py --data_path ./alpaca_data.json\n", {"alpaca_data.json"}),
        ("a.py", 'train_data = "/gpfs/home/me/notes.csv"', {"notes.csv"}),
        ("a.py", 'd = load_dataset("json", data_files="mine.jsonl")', {"mine.jsonl"}),
        ("a.py", 'd = load_dataset("quietlab/own", data_files="mine.jsonl")', set()),
        ("a.yaml", "include: base\ndataset_kwargs:\n  data_files:\n    test: a/b.csv\n", set()),
        ("a.py", 'data_config = "config.json"', set()),
        ("a.py", 'output_data = "data/out.jsonl"', set()),
        ("a.py", 'data_path = "path/to/data.json"', set()),
        ("a.py", 'x = data.get("train.json")', set()),
        ("a.py", 'train_metadata = "metadata.csv"', set()),
        ("a.py", 'name = "notes.csv"', set()),
    ],
)
def test_a_file_under_a_setting_of_data_is_data(
    signs: Signs, path: str, text: str, seen: set[str]
) -> None:
    assert refs(local_files, path, text, signs) == seen


def test_such_a_file_is_used_as_data(signs: Signs) -> None:
    sightings = found(local_files, "a.py", 'train_file = "data/pairs.csv"', signs).sightings
    assert [(s.kind, s.use) for s in sightings] == [("dataset", "data")]
