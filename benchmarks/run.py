"""Budgets as ratios, each measured against something in the same run.

A figure over its budget is printed, and fails nothing: the machine may be busy.

python benchmarks/run.py [--rounds N]
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

from licenseengine.language.facts import Facts
from licenseengine.library.index import open_library
from licenseengine.resolve.compat import matrix as compat_matrix
from licenseengine.resolve.judge import judge
from licenseengine.stack.records import Artefact, Input, Operation, Stack, Use


def cold(rounds: int) -> None:
    """A cold check of one model against importing two of the libraries it is built on."""
    check = [
        sys.executable,
        "-m",
        "licenseengine",
        "check",
        "meta-llama/Llama-3.1-8B",
        "--scenario",
        "saas",
    ]
    imports = [sys.executable, "-c", "import typer, pydantic"]
    ratios = [_whole(check) / _whole(imports) for _ in range(rounds)]
    print(f"cold check / import of typer and pydantic: {median(ratios):.2f} (budget 1.5)")


def _whole(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def ten_nodes() -> Stack:
    """A stack of ten nodes: data, bases, a merge, an index, an app."""
    made = Operation
    nodes = (
        Artefact("wiki", "content", license="CC-BY-SA-4.0"),
        Artefact("notes", "dataset", license="CC-BY-4.0"),
        Artefact(
            "corpus",
            "dataset",
            made=made("combine", (Input("datasets", "wiki"), Input("datasets", "notes"))),
        ),
        Artefact("base", "model", license="Apache-2.0", artefact_class="llm"),
        Artefact("llama", "model", license="llama-3.1", artefact_class="llm"),
        Artefact(
            "tuned",
            "model",
            made=made("fine-tune", (Input("base", "llama"), Input("data", "notes"))),
        ),
        Artefact("encoder", "model", license="MIT", artefact_class="embedding"),
        Artefact(
            "index",
            "index",
            made=made("embed", (Input("model", "encoder"), Input("data", "corpus"))),
        ),
        Artefact(
            "bot",
            "service",
            made=made("retrieve", (Input("index", "index"), Input("model", "tuned"))),
        ),
        Artefact(
            "app", "software", made=made("include", (Input("parts", "bot"), Input("parts", "base")))
        ),
    )
    facts = Facts(
        {
            "use.commercial": True,
            "use.purposes": frozenset({"product"}),
            "use.audience": "customers",
        }
    )
    return Stack(nodes, Use(("host",), ("app",), facts))


def warm(rounds: int) -> None:
    """A warm check of ten nodes, in process, against topologically sorting the same graph."""
    from licenseengine.stack.graph import order  # noqa: PLC0415 - the thing compared with

    stack, library = ten_nodes(), open_library()
    judge(stack, library)
    ours = _each(lambda: judge(stack, library), rounds * 20)
    sort = _each(lambda: order(stack), rounds * 20)
    print(
        f"warm check of ten nodes / ordering them with networkx: {ours / sort:.1f}"
        f" ({1e3 * ours:.2f} ms, budget 2 ms)"
    )


def _each(job: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        spent.append(time.perf_counter() - start)
    return median(spent)


def matrix(most: int = 200) -> None:
    """The pairwise matrix of software licenses, against loading those licenses."""
    library = open_library()
    rows = [
        r["id"]
        for r in library.summaries()
        if r["kind"] == "open-source" and r["encoded"] == "full"
    ][:most]
    start = time.perf_counter()
    for id_ in rows:
        library.get(id_)
    loaded = time.perf_counter()
    for _ in compat_matrix(rows, "modify", library):
        pass
    done = time.perf_counter()
    ratio = (done - loaded) / max(loaded - start, 1e-6)
    print(
        f"matrix of {len(rows)} licenses / loading them: {ratio:.0f}"
        f" ({done - loaded:.1f} s, budget 5 s for 200)"
    )


def main() -> None:
    """Run every benchmark."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=11)
    rounds = options.parse_args().rounds
    cold(rounds)
    warm(rounds)
    matrix()


if __name__ == "__main__":
    main()
