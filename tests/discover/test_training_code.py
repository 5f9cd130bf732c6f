"""Scripts that train a model, and scripts that write a service's answers as data."""

import pytest

from licenseengine.discover.detect import training_code
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.detecting import found


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def makings(signs: Signs, code: str) -> list[str]:
    """Every making in short: what is done, what goes in, what it makes."""
    return [
        f"{m.by} " + " ".join(f"{role}={ref}" for role, ref in m.inputs) + f" > {m.kind} {m.makes}"
        for m in found(training_code, "train.py", code, signs).makings
    ]


TRAIN = """\
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import SFTTrainer
tokenizer = AutoTokenizer.from_pretrained("quietlab/words-2")
model = AutoModelForCausalLM.from_pretrained("quietlab/base-7b")
data = load_dataset("imdb", split="train")
trainer = SFTTrainer(model=model, train_dataset=data)
"""


@pytest.mark.parametrize(
    ("code", "made"),
    [
        (TRAIN, ["fine-tune base=quietlab/base-7b data=imdb > model train.py"]),
        (
            f"from peft import LoraConfig\n{TRAIN}trainer.peft_config = LoraConfig(r=8)\n",
            ["adapt base=quietlab/base-7b data=imdb > adapter train.py"],
        ),
        (TRAIN.replace("trl", "ours"), []),
        (TRAIN.replace("trainer = SFTTrainer(", "trainer = make("), []),
        (TRAIN.replace('load_dataset("imdb", split="train")', "None"), []),
        (TRAIN.replace('"quietlab/base-7b"', "name"), []),
    ],
)
def test_a_script_with_a_trainer_trains_what_it_loads(
    signs: Signs, code: str, made: list[str]
) -> None:
    assert makings(signs, code) == made


def test_the_name_that_is_pushed_is_the_name_of_what_is_made(signs: Signs) -> None:
    code = f'{TRAIN}trainer.push_to_hub("us/tuned-7b")\n'
    assert [m.name for m in found(training_code, "train.py", code, signs).makings] == [
        "us/tuned-7b"
    ]


def test_a_library_of_many_models_is_no_script(signs: Signs) -> None:
    loads = "".join(f'm = AutoModel.from_pretrained("quietlab/m{n}-7b")\n' for n in range(5))
    assert makings(signs, TRAIN + loads) == []


GENERATE = """\
import json
r = client.chat.completions.create(model="gpt-4o", messages=[])
with open("data/train.jsonl", "w") as file:
    file.write(json.dumps(r))
"""


@pytest.mark.parametrize(
    ("code", "made"),
    [
        (GENERATE, ["call service=openai:gpt-4o > dataset data/train.jsonl"]),
        (
            GENERATE.replace('with open("data/train.jsonl", "w") as file:', "if True:")
            + 'rows.to_json("synthetic.jsonl")\n',
            ["call service=openai:gpt-4o > dataset synthetic.jsonl"],
        ),
        (GENERATE.replace('"w"', '"r"'), []),
        (GENERATE.replace("data/train.jsonl", "logs/chat.jsonl"), []),
        (GENERATE.replace('model="gpt-4o", ', ""), []),
    ],
)
def test_answers_of_a_service_that_are_written_are_data_of_it(
    signs: Signs, code: str, made: list[str]
) -> None:
    assert makings(signs, code) == made
