"""What a user reads of an audit. LICENSEENGINE_REWRITE=1 writes the golden files anew."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from licenseengine.audit.records import Answer, Audit
from licenseengine.discover.records import Gap, Place, Role
from licenseengine.library.index import Library
from licenseengine.report.audit_layout import shortened_apart
from licenseengine.report.audit_lines import Name, code, escaped, in_markdown
from licenseengine.report.audit_sections import Wanted
from licenseengine.report.audit_terminal import audit_terminal
from licenseengine.report.audit_text import WIDTH, audit_text
from licenseengine.solver.records import Level
from tests.report.audits import (
    PRESETS,
    alone,
    full_audit,
    good_audit,
    hostile_audit,
    item,
    levels,
    sighting,
    small_library,
)
from tests.report.test_golden import same

UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def small(tmp_path: Path) -> Library:
    return small_library(tmp_path)


def terminal(found: Audit, library: Library, width: int) -> str:
    console = Console(width=width, force_terminal=True, color_system="truecolor", highlight=False)
    with console.capture() as caught:
        audit_terminal(found, library.vocabulary, console)
    return caught.get()


def without_colour(text: str) -> str:
    return "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", text).split("\n"))


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_an_audit_reads_as_it_should(form: str, small: Library) -> None:
    shown = audit_text(full_audit(small), small.vocabulary, markdown=form == "markdown")
    same(f"audit.{form}", shown + "\n")


@pytest.mark.parametrize("width", [80, 120])
def test_a_terminal_shows_an_audit_as_it_should(width: int, small: Library) -> None:
    shown = without_colour(terminal(full_audit(small), small, width))
    assert max(map(len, shown.split("\n"))) <= width
    same(f"audit.terminal-{width}", shown)


def test_colour_says_nothing_that_the_words_do_not(small: Library) -> None:
    found = full_audit(small)
    coloured = terminal(found, small, 200)
    assert "\x1b[" in coloured
    words = set(re.findall(r"\w+", without_colour(coloured)))
    assert set(re.findall(r"\w+", audit_text(found, small.vocabulary))) <= words | {
        "open",
        "release",
    }


def first(found: Audit, library: Library) -> str:
    return audit_text(found, library.vocabulary).partition("\n")[0]


def test_the_first_line_is_the_answer_and_what_decides_it(small: Library) -> None:
    said = first(full_audit(small), small)
    assert said == "No: prohibited by research-1.0 2: org/base (app/model.py:3)"
    assert first(good_audit(small), small) == "Yes: permitted, with 1 duty"


def test_a_yes_tells_what_options_would_make_of_it(small: Library) -> None:
    good = good_audit(small)
    bad = alone("org/x", "research-1.0", small)
    option = item("org/x", (sighting("org/x", "b.py", 4, role=Role.OPTION),), "research-1.0", Role.OPTION, levels=levels(bad), judged=bad)  # fmt: skip
    answers = {n: replace(a, with_options=bad[n].verdict.level) for n, a in good.answers.items()}
    said = first(replace(good, items=(*good.items, option), answers=answers), small)
    assert (
        said
        == "Yes: permitted, with 1 duty; with every option: prohibited by research-1.0 2: org/x (b.py:4)"
    )


@pytest.mark.parametrize(
    ("license_", "said"),
    [
        ("", "Not settled: review: no license is known for org/x (a.py:1)"),
        (
            "capped-1.0",
            "It depends: conditional by capped-1.0 2: org/x (a.py:1); it hangs on licensee.monthly_active_users",
        ),
        (
            "LicenseRef-other",
            "Not settled: review: the terms `LicenseRef-other` are not encoded, of org/x (a.py:1)",
        ),
    ],
)
def test_the_first_line_names_the_artefact_and_its_place(
    license_: str, said: str, small: Library
) -> None:
    found = alone("org/x", license_, small)
    one = item("org/x", (sighting("org/x", "a.py"),), license_ or None, levels=levels(found))
    answers = {n: Answer(j.verdict.level, j.verdict.level, j) for n, j in found.items()}
    shown = first(replace(good_audit(small), items=(one,), answers=answers), small)
    assert shown == said


def test_what_holds_an_answer_back_is_told_in_the_first_line(small: Library) -> None:
    good = good_audit(small)
    held = {n: replace(a, level=Level.REVIEW, with_options=Level.REVIEW, held=("data/rows.json",)) for n, a in good.answers.items()}  # fmt: skip
    one = replace(good.items[0], hold="it is not sure that the files name this artefact")
    said = first(replace(good, items=(one,), answers=held), small)
    assert (
        said
        == "Not settled: review: it is not sure that the files name this artefact: data/rows.json (app/data.py:12)"
    )
    drifted = first(replace(good, answers=held), small)
    assert drifted.startswith(
        "Not settled: review: the manifest does not tell what the files do: data/rows.json"
    )
    empty = {
        n: replace(a, level=Level.REVIEW, with_options=Level.REVIEW)
        for n, a in good.answers.items()
    }
    assert (
        first(replace(good, items=(), answers=empty, unsettled=("nothing was found",)), small)
        == "Not settled: review: nothing was found"
    )


def test_without_ship_the_worst_of_what_was_asked_answers(small: Library) -> None:
    found = full_audit(small)
    some = replace(found, answers={n: found.answers[n] for n in ("research", "saas")})
    assert (
        first(some, small) == "No (saas): prohibited by research-1.0 2: org/base (app/model.py:3)"
    )
    assert "is `saas` permitted?" in audit_text(some, small.vocabulary).split("\n")[1]


def test_the_second_line_tells_what_was_looked_at_and_what_was_not_judged(small: Library) -> None:
    said = audit_text(full_audit(small), small.vocabulary).split("\n")[1]
    assert "Read 14 files" in said
    assert "1 dataset and 2 models" in said
    assert "1 package judged, 1 not judged, as its license is not known here" in said
    assert "1 place not understood" in said


def test_what_runs_by_default_comes_first_and_of_it_the_worst(small: Library) -> None:
    rows = [
        line.split()[0]
        for line in audit_text(full_audit(small), small.vocabulary).split("\n")[5:10]
    ]
    assert rows == ["org/base", "org/nobody", "data/rows.json", "org/capped", "org/late"]


def test_products_are_named_by_their_recipes_where_they_have_no_other_name(small: Library) -> None:
    found = full_audit(small)
    text = audit_text(found, small.vocabulary)
    assert "\nrecipes/a.yml:1  if" in text
    named = replace(
        found, products=(replace(found.products[0], node="Merged-7B"), found.products[1])
    )
    assert "\nMerged-7B      recipes/a.yml:1  if" in audit_text(named, small.vocabulary)


def test_what_only_the_manifest_lists_is_told_as_such(small: Library) -> None:
    whole = replace(good_audit(small), items=(), manifest="licenseengine.yaml")
    text = audit_text(whole, small.vocabulary)
    assert text.startswith("Yes: permitted, with 1 duty\n")
    assert "judged as licenseengine.yaml says, which lists beside them 1 dataset;" in text
    assert re.search(
        r"\ndata/rows.json +dataset +listed +open-1.0 +yes +yes +yes +yes +yes\n", text
    )
    assert "listed" not in audit_text(replace(whole, manifest=None), small.vocabulary)


def test_nothing_in_use_is_said_so(small: Library) -> None:
    said = first(replace(good_audit(small), items=()), small)
    assert said == "Yes: permitted, as no model, data or hosted service was found in use by default"


def test_what_is_set_aside_is_counted_and_listed_only_on_demand(small: Library) -> None:
    found = full_audit(small)
    assert "org/tested" not in audit_text(found, small.vocabulary)
    assert "1 test; --all lists them" in audit_text(found, small.vocabulary)
    assert "test: org/tested (tests/test_app.py:5)" in audit_text(
        found, small.vocabulary, wanted=Wanted(everything=True)
    )


def test_a_cause_is_told_once_with_all_its_artefacts(small: Library) -> None:
    found = full_audit(small)
    text = audit_text(found, small.vocabulary)
    assert text.count("prohibited for internal, saas, ship: research-1.0 2 forbids") == 1
    assert (
        text.count("review for every use: no license is known for org/nobody (app/model.py:8), so")
        == 1
    )


def test_findings_of_options_stand_apart(small: Library) -> None:
    text = audit_text(full_audit(small), small.vocabulary)
    by_default = text.partition("\nFindings:")[2].partition("\n\n")[0]
    options = text.partition("\nFindings about options:")[2].partition("\n\n")[0]
    assert "org/capped" not in by_default
    assert "capped-1.0#rule-2" in options


def test_many_gaps_are_cut_and_counted(small: Library) -> None:
    gaps = tuple(Gap("LE703", Place("a.json", n), "malformed") for n in range(1, 51))
    found = replace(good_audit(small), gaps=gaps)
    text = audit_text(found, small.vocabulary)
    assert text.count("LE703") == 20
    assert "… and 30 more; --all lists them" in text
    assert audit_text(found, small.vocabulary, wanted=Wanted(everything=True)).count("LE703") == 50


def test_many_artefacts_are_cut_the_worst_kept_and_the_rest_counted(small: Library) -> None:
    nobody = levels(alone("org/x", "", small))
    options = [
        item(f"org/m{n}", (sighting(f"org/m{n}", "a.py", n, role=Role.OPTION),), "open-1.0", Role.OPTION, levels=dict.fromkeys(PRESETS, Level.PERMITTED))
        for n in range(1, 60)
    ]  # fmt: skip
    bad = item(
        "org/zzz",
        (sighting("org/zzz", "a.py", role=Role.OPTION),),
        None,
        Role.OPTION,
        levels=nobody,
    )
    good = good_audit(small)
    found = replace(good, items=(*good.items, *options, bad))
    text = audit_text(found, small.vocabulary)
    assert text.count("org/m") == 19
    assert "org/zzz" in text
    assert "… and 40 more with the role option (`ship`: 40 permitted); --all lists them" in text
    assert audit_text(found, small.vocabulary, wanted=Wanted(everything=True)).count("org/m") == 59


@pytest.mark.parametrize("markdown", [False, True])
def test_hostile_names_stay_names(markdown: bool, small: Library) -> None:
    text = audit_text(
        hostile_audit(small), small.vocabulary, markdown=markdown, wanted=Wanted(everything=True)
    )
    assert UNSAFE.search(text) is None
    assert "\\x1b" in text
    assert "\\u202e" in text


def test_hostile_names_cannot_end_a_cell_or_become_markup(small: Library) -> None:
    text = audit_text(hostile_audit(small), small.vocabulary, markdown=True)
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert {row.count("|") for row in rows} == {10}
    spans = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", re.sub(r"\\[`<\\]", "", text))
    assert "<script" not in spans
    assert "@all" not in spans


def test_hostile_names_do_not_move_a_terminal(small: Library) -> None:
    text = re.sub(r"\x1b\[[0-9;]*m", "", terminal(hostile_audit(small), small, 120))
    assert UNSAFE.search(text) is None
    assert "\\x1b[31m" in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a`b", "``a`b``"),
        ("`a``b`", "``` `a``b` ```"),
        ("a|b", "`a|b`"),
        ("", ""),
        ("\x1b[1m", "`\\x1b[1m`"),
    ],
)
def test_a_name_is_a_code_span_that_it_cannot_leave(name: str, shown: str) -> None:
    assert code(name) == shown


def test_words_are_escaped_and_links_are_code() -> None:
    assert (
        escaped("<b> & *x* [a](b) _c_ | d") == "\\<b\\> &amp; \\*x\\* \\[a\\](b) \\_c\\_ &#124; d"
    )
    assert escaped("see https://x.test/<i> @team") == "see `https://x.test/<i>` `@team`"
    assert in_markdown((Name("a|b"),), cell=True) == "`a`&#124;`b`"


def test_long_names_are_cut_in_the_middle_and_stay_different() -> None:
    names = [f"organisation/very-long-name-of-a-model-{n}-instruct" for n in range(30)]
    short = shortened_apart(names, 20)
    assert len(set(short)) == 30
    assert max(map(len, short)) < 44
    assert shortened_apart(["org/a"], 20) == ["org/a"]


def test_a_row_keeps_within_the_width_where_names_allow_it(small: Library) -> None:
    long = "organisation-with-a-long-name/model-with-a-rather-long-name-v0.2-instruct-GGUF"
    good = good_audit(small)
    one = item(
        long, (sighting(long, "a.py"),), "open-1.0", levels=dict.fromkeys(PRESETS, Level.PERMITTED)
    )
    text = audit_text(replace(good, items=(*good.items, one)), small.vocabulary)
    table = text.split("\n")[3:10]
    assert max(map(len, table)) <= WIDTH
    assert long in audit_text(replace(good, items=(one,)), small.vocabulary, markdown=True)


def test_it_is_no_legal_advice_and_says_so_once(small: Library) -> None:
    for markdown in (False, True):
        text = audit_text(full_audit(small), small.vocabulary, markdown=markdown)
        assert text.endswith("\n\nThis is not legal advice.")
        assert text.count("legal advice") == 1
