"""From a question to its answer: the stack that is judged, the project, the command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from licenseengine.ask.answer import answer
from licenseengine.ask.machine import understood_json, understood_text
from licenseengine.ask.plan import stack_of
from licenseengine.ask.understand import understand
from licenseengine.errors import StackError
from licenseengine.library.index import Library
from licenseengine.stack.records import Stack

MANIFEST = """version: 1
stack:
  - {id: base, kind: model, license: CC-BY-NC-4.0}
  - {id: tuned, kind: model, made: {by: fine-tune, from: [base]}}
use:
  do: [use]
  facts: {licensee.domicile: FR, use.commercial: true}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "licenseengine.yaml").write_text(MANIFEST, encoding="utf-8")
    return tmp_path


def drawn(stack: Stack) -> dict[str, str]:
    """How each artefact was made, in one line."""
    return {
        a.id: f"{a.made.by}({', '.join(f'{i.role}={i.node}' for i in a.made.inputs)})"
        for a in stack.artefacts
        if a.made
    }


@pytest.mark.parametrize(
    ("text", "made", "do", "of"),
    [
        ("can I sell org/a", {}, ("distribute",), ("org/a",)),
        ("can I fine-tune org/a on CC-BY-NC-4.0 data and sell it", {"result": "fine-tune(base=org/a, data=CC-BY-NC-4.0)"}, ("distribute",), ("result",)),
        ("can I merge org/a and org/b", {"result": "merge(models=org/a, models=org/b)"}, (), ("result",)),
        ("can I quantize a merge of org/a and org/b", {"result": "merge(models=org/a, models=org/b)", "result of quantize": "quantize(source=result)"}, (), ("result of quantize",)),
        ("can I fine-tune org/a and merge it with org/b", {"result": "fine-tune(base=org/a)", "result of merge": "merge(models=org/b, models=result)"}, (), ("result of merge",)),
        ("can I train a model on openai:gpt-4o outputs", {"outputs of openai:gpt-4o": "call(service=openai:gpt-4o)", "result": "train(data=outputs of openai:gpt-4o)"}, (), ("result",)),
        ("can I publish the outputs of meta-llama/Llama-3.1-8B", {"outputs of meta-llama/Llama-3.1-8B": "generate(model=meta-llama/Llama-3.1-8B)"}, ("publish-output",), ("outputs of meta-llama/Llama-3.1-8B",)),
        ("can I distill openai:gpt-4o into org/a", {"result": "distill(teacher=openai:gpt-4o, student=org/a)"}, (), ("result",)),
        ("can I generate data with org/a and train org/b on it", {"result": "generate(model=org/a)", "result of fine-tune": "fine-tune(base=org/b, data=result)"}, (), ("result of fine-tune",)),
        ("can I use CC-BY-NC-4.0 data in a RAG with org/a", {"result": "retrieve(index=CC-BY-NC-4.0, model=org/a)"}, (), ("result",)),
        ("can I train a model and sell it", {"result": "train()"}, ("distribute",), ("result",)),
        ("can I host modified MIT code", {"result": "modify(source=MIT)"}, ("host",), ("result",)),
        ("can I release org/a under MIT", {"release of org/a": "modify(source=org/a)"}, ("distribute",), ("release of org/a",)),
    ],
)  # fmt: skip
def test_the_stack_of_a_question(
    text: str,
    made: dict[str, str],
    do: tuple[str, ...],
    of: tuple[str, ...],
    small: Library,
    phrases: Path,
) -> None:
    project = Stack(())
    stack = stack_of(understand(text, small, phrases), small, project)
    assert drawn(stack) == made
    assert stack.use is not None
    assert (stack.use.do, stack.use.of) == (do, of)


def test_release_and_name_are_put_on_the_result(small: Library, phrases: Path) -> None:
    question = understand("can I release a fine-tune of org/a named Foo under MIT", small, phrases)
    result = stack_of(question, small).get("result")
    assert (result.release, result.name) == ("MIT", "Foo")


def test_the_project_is_what_this_means(project: Path) -> None:
    found = answer("can I sell this", project)
    assert found.judged.verdict.of == ("tuned",)
    assert str(found.judged.verdict.level) == "prohibited"
    facts = found.judged.verdict.facts.told
    assert facts["licensee.domicile"] == frozenset({"FR"})


def test_what_the_question_tells_goes_before_the_manifest(project: Path) -> None:
    found = answer("can a company based in Germany use this for free", project)
    facts = found.judged.verdict.facts.told
    assert facts["licensee.domicile"] == frozenset({"DE"})
    assert facts["use.commercial"] is False


def test_operations_go_on_from_the_project(project: Path) -> None:
    found = answer("can I quantize this and sell it", project)
    assert drawn(found.judged.stack)["result"] == "quantize(source=tuned)"


def test_a_folder_without_manifest_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StackError) as caught:
        answer("can I sell this", tmp_path)
    assert "licenseengine schema manifest" in caught.value.render()


def test_named_things_need_no_project(tmp_path: Path) -> None:
    assert answer("can I use MIT code", tmp_path).judged.verdict.of == ("MIT",)


def test_the_tree_is_shown_in_words_and_as_json(small: Library, phrases: Path) -> None:
    question = understand(
        "what must I do to sell a fine-tune of org/a in France named Foo", small, phrases
    )
    assert understood_json(question) == {
        "do": ["distribute", "fine-tune"],
        "facts": {"use.commercial": True, "use.territories": ["FR"]},
        "things": [{"ref": "org/a", "role": "base"}],
        "wants": "duties",
        "name": "Foo",
    }
    assert understood_text(question).splitlines() == [
        "Understood (en): what must be done",
        "  do: distribute, fine-tune",
        "  with: org/a (base)",
        "  told: use.commercial = true, use.territories = FR",
        "  name: Foo",
    ]


def ask(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "licenseengine", "ask", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)


def test_the_command_prints_the_published_json(project: Path) -> None:
    done = ask("puis-je vendre ceci ?", str(project), "--format", "json")
    shown = json.loads(done.stdout)
    assert done.returncode == 1
    assert list(shown) == ["schema", "question", "lang", "understood", "answer"]
    assert (shown["schema"], shown["lang"]) == ("licenseengine/ask/1", "fr")
    assert shown["answer"]["schema"] == "licenseengine/verdict/1"
    assert shown["answer"]["verdict"] == "prohibited"


def test_a_part_that_is_not_understood_leaves_no_answer(project: Path) -> None:
    done = ask("can I sell this on the moon", str(project), "--format", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "`on the moon`" in done.stderr


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("what must I do to sell MIT code", "Duties:"),
        ("why can't I sell this", "Why:"),
        ("which license can I put on this", "Release:"),
        ("what must I change to sell this", "Remedies:"),
    ],
)
def test_what_is_wanted_comes_first(text: str, title: str, project: Path) -> None:
    blocks = ask(text, str(project)).stdout.split("\n\n")
    assert blocks[0].startswith("Understood (en)")
    assert blocks[2].startswith(title)


def test_markdown_marks_what_is_wanted(project: Path) -> None:
    shown = ask("what must I do to sell MIT code", str(project), "--format", "markdown").stdout
    assert shown.split("### ")[1].startswith("Duties\n")
