"""Each check: what is met, what is missing when one element is taken away, what no file can tell."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

from licenseengine.compliance.checks import CHECKS, checked, checks_of
from licenseengine.compliance.checks.looked import LOOKED, unknown, worst
from licenseengine.compliance.records import MARKER, Evidence
from licenseengine.discover.records import Place
from licenseengine.errors import LicenseFileError
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library
from tests.compliance.folders import (
    PLANS,
    USE,
    Files,
    dossier_of_manifest,
    listed_texts,
    looked_for,
    only,
    planned,
    write,
)

LINE = "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved."
WIKI = "“Harbour Wiki” by Ada Port, https://wiki.example/harbour, CC-BY-SA-4.0"
CARD = "---\nlicense: {}\nbase_model: google/gemma-2-9b\n---\n# Harbour-9B\n"
FILLED = "Copyright (c) 2023 Tide Lab"


def mit(*lines: str) -> str:
    """The text of the list, with copyright lines in the place of its blank."""
    blank = "Copyright (c) <year> <copyright holders>"
    assert blank in listed_texts()["MIT"]
    return listed_texts()["MIT"].replace(blank, "\n".join(lines))


def text(id_: str) -> str:
    return listed_texts()[id_]


# plan, duty, what stands in the folder, what comes of it
MADE: dict[str, tuple[str, str, Callable[[], Files], str, str]] = {
    # license-text
    "the text in a folder of texts": ("changed text", "include-license", lambda: {"THIRD_PARTY_LICENSES/CC-BY-SA-4.0.txt": text("CC-BY-SA-4.0")}, "met", "license-text-found"),
    "the text among others in one file": ("changed text", "include-license", lambda: {"ThirdPartyNotices.txt": mit(FILLED) + "\n\n" + text("CC-BY-SA-4.0")}, "met", "license-text-found"),
    "the text beside weights, in other lines": ("tuned apache", "include-license", lambda: {"weights/LICENSE": text("Apache-2.0").replace(" the ", "\nthe\n")}, "met", "license-text-found"),
    "the text without its appendix": ("tuned apache", "include-license", lambda: {"LICENSE": text("Apache-2.0").partition("APPENDIX")[0]}, "met", "license-text-found"),
    "the text without its last paragraph": ("tuned apache", "include-license", lambda: {"LICENSE": text("Apache-2.0").partition("9. Accepting")[0]}, "unknown", "license-text-near"),
    "half of the text": ("tuned apache", "include-license", lambda: {"LICENSE": text("Apache-2.0")[:4000]}, "missing", "license-text-missing"),
    "the text with a changed sentence": ("changed text", "include-license", lambda: {"LICENSE": text("CC-BY-SA-4.0").replace("You may not offer or impose", "You may offer or impose")}, "unknown", "license-text-near"),
    "another license": ("changed text", "include-license", lambda: {"LICENSE": text("CC-BY-4.0")}, "missing", "license-text-missing"),
    "a link to the text": ("changed text", "include-license", lambda: {"LICENSE": "https://creativecommons.org/licenses/by-sa/4.0/legalcode\n"}, "missing", "license-text-missing"),
    "a gap in the place of the text": ("changed text", "include-license", lambda: {"THIRD_PARTY_LICENSES/CC-BY-SA-4.0.txt": "[MISSING LICENSE TEXT]\nCC-BY-SA-4.0\n"}, "missing", "license-text-missing"),
    "the text in a test": ("changed text", "include-license", lambda: {"tests/LICENSE": text("CC-BY-SA-4.0")}, "missing", "license-text-missing"),
    "a binary file in the place of the text": ("changed text", "include-license", lambda: {"LICENSE.pdf": b"%PDF\0\1"}, "unknown", "unread"),
    "the disclaimer in the text": ("linked library", "disclaimer", lambda: {"COPYING": text("GPL-3.0-only")}, "met", "license-text-found"),
    "no disclaimer": ("linked library", "disclaimer", dict, "missing", "license-text-missing"),
    # license-text, where the copyright line matters
    "a text kept for others, filled in": ("one encoder", "include-license", lambda: {"THIRD_PARTY_LICENSES/MIT.txt": mit(FILLED)}, "met", "license-text-found"),
    "a text kept for others, not filled in": ("one encoder", "include-license", lambda: {"THIRD_PARTY_LICENSES/MIT.txt": text("MIT")}, "missing", "license-text-unfilled"),
    "a text without any copyright line": ("one encoder", "include-license", lambda: {"THIRD_PARTY_LICENSES/MIT.txt": mit("")}, "missing", "license-text-unfilled"),
    "our own license": ("one encoder", "include-license", lambda: {"LICENSE": mit("Copyright (c) 2026 Harbour Ltd")}, "unknown", "license-text-whose"),
    "a license that names the author": ("one encoder", "include-license", lambda: {"LICENSE": mit("Copyright (c) 2022 BAAI")}, "met", "license-text-found"),
    "a license in the folder of the part": ("one encoder", "include-license", lambda: {"models/bge-small-en-v1.5/LICENSE": mit("Copyright (c) 2022 staoxiao")}, "met", "license-text-found"),
    "one line for two parts": ("two encoders", "include-license", lambda: {"THIRD_PARTY_LICENSES/MIT.txt": mit(FILLED)}, "unknown", "license-text-whose"),
    "a line for each of two parts": ("two encoders", "include-license", lambda: {"THIRD_PARTY_LICENSES/MIT.txt": mit(FILLED, "Copyright (c) 2022 staoxiao")}, "met", "license-text-found"),
    "a file for one of two parts": ("two encoders", "include-license", lambda: {"legal/tide-encoder.txt": mit(FILLED)}, "unknown", "license-text-whose"),
    "a file for each of two parts": ("two encoders", "include-license", lambda: {"models/tide-encoder/LICENSE": mit(FILLED), "models/bge-small-en-v1.5/LICENSE": mit("Copyright (c) 2022 staoxiao")}, "met", "license-text-found"),
    # notice-line
    "the line in NOTICE": ("tuned llama", "notice-file", lambda: {"NOTICE": f"Harbour\n\n{LINE}\n"}, "met", "notice-found"),
    "the line in lines of its own, with (C)": ("tuned llama", "notice-file", lambda: {"Notice.md": "> " + LINE.replace("©", "(C)").replace("License, ", "License,\n> ")}, "met", "notice-found"),
    "the line in a readme": ("tuned llama", "notice-file", lambda: {"README.md": LINE}, "missing", "notice-missing"),
    "a word of the line is another": ("tuned llama", "notice-file", lambda: {"NOTICE": LINE.replace("3.1", "3")}, "missing", "notice-missing"),
    "the line in a comment": ("tuned llama", "notice-file", lambda: {"NOTICE.md": f"<!-- {LINE} -->\n"}, "missing", "notice-missing"),
    "the line in a test's notice": ("tuned llama", "notice-file", lambda: {"tests/NOTICE": LINE}, "missing", "notice-missing"),
    "the line behind what git leaves out": ("tuned llama", "notice-file", lambda: {"build/NOTICE": LINE, ".gitignore": "build/\n"}, "missing", "notice-missing"),
    "the line in a report of ours": ("tuned llama", "notice-file", lambda: {"NOTICE.md": f"{MARKER}\n{LINE}\n"}, "missing", "notice-missing"),
    "a notice that is too large to be read": ("tuned llama", "notice-file", lambda: {"NOTICE": b"a" * (5 * 2**20)}, "unknown", "unread"),
    "a notice that upstream may have": ("tuned apache", "notice-file", lambda: {"NOTICE": "Mistral-7B-v0.1"}, "unknown", "notice-unknown"),
    # credit
    "an entry with all": ("changed text", "credit", lambda: {"ATTRIBUTION.md": f"# Credits\n\n- {WIKI}\n"}, "met", "credit-found"),
    "an entry in lines of its own": ("changed text", "credit", lambda: {"NOTICE": "Credits\n\n- Harbour Wiki by Ada Port\n  Source: wiki.example\n\n  <https://wiki.example/harbour/>\n  License: CC BY-SA 4.0\n"}, "met", "credit-found"),
    "a section with all": ("changed text", "credit", lambda: {"README.md": "# App\n\n## Harbour Wiki\n\nWritten by Ada Port.\n\nSee [here](https://wiki.example/harbour).\n\n### License\n\nhttps://creativecommons.org/licenses/by-sa/4.0/\n\n## More\n"}, "met", "credit-found"),
    "a row with all": ("changed text", "credit", lambda: {"CREDITS.md": "| What | Who | License |\n| - | - | - |\n| [Harbour Wiki](https://wiki.example/harbour) | Ada Port | Creative Commons Attribution-ShareAlike 4.0 International |\n"}, "met", "credit-found"),
    "an entry of HTML": ("changed text", "credit", lambda: {"credits.html": '<p><a href="https://wiki.example/harbour">Harbour&nbsp;Wiki</a> by Ada Port, <b>CC BY-SA 4.0</b></p>'}, "met", "credit-found"),
    "no entry": ("changed text", "credit", lambda: {"README.md": "# App\n"}, "missing", "credit-missing"),
    "an entry without its author": ("changed text", "credit", lambda: {"CREDITS": WIKI.replace("Ada Port", "others")}, "missing", "credit-no-author"),
    "an entry without its license": ("changed text", "credit", lambda: {"CREDITS": WIKI.replace("CC-BY-SA-4.0", "CC-BY-4.0")}, "missing", "credit-no-license"),
    "an entry without its source": ("changed text", "credit", lambda: {"CREDITS": WIKI.replace("/harbour", "/other")}, "missing", "credit-no-source"),
    "an entry of another thing": ("changed text", "credit", lambda: {"CREDITS": WIKI.replace("Harbour Wiki", "Harbour Wiki-2")}, "missing", "credit-missing"),
    "elements over two entries": ("changed text", "credit", lambda: {"CREDITS.md": "- Harbour Wiki by Ada Port, https://wiki.example/harbour\n- Tides, CC-BY-SA-4.0\n"}, "missing", "credit-no-license"),
    "the front matter of a card": ("changed text", "credit", lambda: {"README.md": f"---\ntitle: {WIKI}\n---\n# App\n"}, "missing", "credit-missing"),
    # shown-line
    "the line in a readme, shown": ("tuned llama", "display", lambda: {"README.md": "# Tuned\n\n**Built with Llama**\n"}, "met", "shown-found"),
    "the line in a card": ("tuned llama", "display", lambda: {"MODEL_CARD/tuned.md": "> Built with Llama\n"}, "met", "shown-found"),
    "the line in a page": ("tuned llama", "display", lambda: {"site/index.html": "<footer><p>&copy; Harbour · <a href='/'>Built with\n Llama</a></p></footer>"}, "met", "shown-found"),
    "the line in a component": ("tuned llama", "display", lambda: {"src/Footer.tsx": "export const Footer = () => (\n  <p className='f'>\n    Built with Llama\n  </p>\n);\n"}, "met", "shown-found"),
    "the line in a component's literal": ("tuned llama", "display", lambda: {"src/Footer.vue": "<template><p>{{ said }}</p></template>\n<script>\nconst said = 'Built with Llama';\n</script>\n"}, "met", "shown-found"),
    "the line in a translation": ("tuned llama", "display", lambda: {"locales/en.json": '{"footer": "Built with Llama"}'}, "met", "shown-found"),
    "the line in YAML": ("tuned llama", "display", lambda: {"_config.yml": "footer: Built with Llama\n"}, "met", "shown-found"),
    "the line in a program": ("tuned llama", "display", lambda: {"app.py": 'import streamlit as st\nst.caption("Built with Llama")\n'}, "met", "shown-found"),
    "the line in a catalogue of messages": ("tuned llama", "display", lambda: {"po/en.po": 'msgid "footer"\nmsgstr "Built with Llama"\n'}, "met", "shown-found"),
    "talk of the line": ("tuned llama", "display", lambda: {"README.md": 'We still have to show "Built with Llama" somewhere.\n'}, "missing", "shown-missing"),
    "talk of the line in a literal": ("tuned llama", "display", lambda: {"app.py": 'print("we must show \'Built with Llama\' here")\n'}, "missing", "shown-missing"),
    "a longer name than the line's": ("tuned llama", "display", lambda: {"README.md": "Built with Llama.cpp\n"}, "missing", "shown-missing"),
    "the line in small letters": ("tuned llama", "display", lambda: {"README.md": "built with llama\n"}, "missing", "shown-missing"),
    "the line in a comment of code": ("tuned llama", "display", lambda: {"app.py": "x = 1  # Built with Llama\n", "a.js": "/* Built with Llama */\n// Built with Llama\n", "b.html": "<!-- Built with Llama -->"}, "missing", "shown-missing"),
    "the line in a test's page": ("tuned llama", "display", lambda: {"tests/index.html": "<p>Built with Llama</p>"}, "missing", "shown-missing"),
    "the line in a manifest": ("tuned llama", "display", lambda: {"licenseengine.yaml": "name: Built with Llama\n"}, "missing", "shown-missing"),
    "the line in reports of ours": ("tuned llama", "display", lambda: {"COMPLIANCE.md": "Built with Llama\n", "web/report.html": f"{MARKER}<p>Built with Llama</p>", "out/audit.json": '{"schema": "licenseengine/audit/1",\n "text": "Built with Llama"}'}, "missing", "shown-missing"),
    "a line that nobody wrote down": ("linked library", "display", lambda: {"README.md": "x"}, "unknown", "none"),
    # public-name
    "a card with the ordered name": ("tuned llama", "name-prefix", lambda: {"README.md": "---\nmodel_name: Llama-Harbour\nlicense: llama3.1\n---\n"}, "met", "name-fits"),
    "a card with another name": ("tuned llama", "name-prefix", lambda: {"README.md": "---\nmodel_name: Harbour-Llama\nlicense: llama3.1\n---\n"}, "missing", "name-breaks"),
    "cards with both names": ("tuned llama", "name-prefix", lambda: {"README.md": "---\nmodel_name: Llama-Harbour\nlicense: llama3.1\n---\n", "MODEL_CARD.md": "---\nmodel_name: Harbour\nlicense: llama3.1\n---\n"}, "unknown", "name-unclear"),
    "no card": ("tuned llama", "name-prefix", lambda: {"README.md": "# Harbour\n"}, "unknown", "name-untold"),
    # changes-stated
    "a change in the entry": ("changed text", "state-changes", lambda: {"CREDITS": f"{WIKI}; shortened and modified by us."}, "met", "changes-found"),
    "a change in French": ("tuned apache", "state-changes", lambda: {"NOTICE": "Mistral-7B-v0.1, de mistralai, modifié par nous\n"}, "met", "changes-found"),
    "a change in Italian": ("tuned apache", "state-changes", lambda: {"NOTICE": "Mistral-7B-v0.1\n  Modifiche: messa a punto (fine-tuning)\n"}, "met", "changes-found"),
    "a change in a card": ("tuned gemma", "state-changes", lambda: {"README.md": "---\nbase_model: google/gemma-2-9b\nbase_model_relation: finetune\n---\n"}, "met", "changes-found"),
    "a base in a card": ("tuned gemma", "state-changes", lambda: {"README.md": CARD.format("gemma")}, "missing", "changes-missing"),
    "an entry without a change": ("changed text", "state-changes", lambda: {"CREDITS": WIKI}, "missing", "changes-missing"),
    "a change that is denied": ("changed text", "state-changes", lambda: {"CREDITS": f"{WIKI}, not modified in any way; unmodified; changed: no"}, "missing", "changes-missing"),
    "a change of another thing": ("changed text", "state-changes", lambda: {"CREDITS.md": f"- {WIKI}\n- Tides, modified\n"}, "missing", "changes-missing"),
    # source-offer
    "an offer of the library's source": ("linked library", "disclose-source", lambda: {"README.md": "The source code of tidelib is at https://tides.example/src.\n"}, "met", "source-found"),
    "an offer of the whole's source": ("linked library", "disclose-source", lambda: {"NOTICE": "Tide Table: write to src@tides.example for the complete source.\n"}, "met", "source-found"),
    "an offer without an address": ("linked library", "disclose-source", lambda: {"README.md": "The source code of tidelib is available.\n"}, "missing", "source-missing"),
    "an offer of something else": ("linked library", "disclose-source", lambda: {"README.md": "The source code of moonlib is at https://tides.example/src.\n"}, "missing", "source-missing"),
    "an offer that is none": ("linked library", "disclose-source", lambda: {"README.md": "There is no source code of tidelib at https://tides.example/.\n"}, "missing", "source-missing"),
    "source files": ("linked library", "disclose-source", lambda: {"src/main.c": "int main(){}"}, "unknown", "source-beside"),
    # released-under
    "the license file of the release": ("changed text", "same-license", lambda: {"LICENSE": text("CC-BY-SA-4.0")}, "met", "released-found"),
    "the license of a card": ("changed text", "same-license", lambda: {"README.md": "---\nlicense: cc-by-sa-4.0\ntags: [text]\n---\n"}, "met", "released-found"),
    "a license file by its title": ("changed text", "same-license", lambda: {"LICENSE": "Creative Commons Attribution-ShareAlike 4.0 International\n"}, "met", "released-found"),
    "another license of the release": ("changed text", "same-license", lambda: {"LICENSE": text("CC-BY-4.0")}, "missing", "released-other"),
    "a family of licenses of the release": ("changed text", "same-license", lambda: {"README.md": "---\nlicense: cc-by-sa\ntags: [text]\n---\n"}, "unknown", "released-unclear"),
    "another family of licenses of the release": ("changed text", "same-license", lambda: {"README.md": "---\nlicense: gpl\ntags: [text]\n---\n"}, "unknown", "released-unclear"),
    "two licenses of the release": ("changed text", "same-license", lambda: {"LICENSE": text("CC-BY-4.0"), "README.md": "---\nlicense: cc-by-sa-4.0\ntags: [text]\n---\n"}, "unknown", "released-unclear"),
    "a license of the release with a term more": ("changed text", "same-license", lambda: {"LICENSE": text("CC-BY-SA-4.0") + "\n\nYou may not use it on Sundays at all.\n"}, "unknown", "released-unclear"),
    "no license of the release": ("changed text", "same-license", lambda: {"docs/LICENSE": text("CC-BY-SA-4.0")}, "missing", "released-missing"),
    # terms-passed-on
    "terms of use that name the license": ("tuned gemma", "pass-on", lambda: {"TERMS.md": "You take over the Gemma Terms of Use, https://ai.google.dev/gemma/terms.\n"}, "met", "terms-found"),
    "the license of the card": ("tuned gemma", "pass-on", lambda: {"README.md": "---\nlicense: other\nlicense_name: gemma-terms-2025-03-24\nbase_model: google/gemma-2-9b\n---\n"}, "met", "terms-found"),
    "a credit in a card": ("tuned gemma", "pass-on", lambda: {"README.md": CARD.format("mit") + "\ngemma-2-9b by google, under the Gemma Terms of Use, https://ai.google.dev/gemma/terms\n"}, "missing", "terms-other"),
    "terms of others": ("tuned gemma", "pass-on", lambda: {"THIRD_PARTY_LICENSES/gemma-terms.txt": "Gemma Terms of Use, https://ai.google.dev/gemma/terms\n"}, "missing", "terms-missing"),
    "nothing added": ("changed text", "no-further-restrictions", lambda: {"LICENSE": text("CC-BY-SA-4.0")}, "met", "released-found"),
    "terms that may add something": ("changed text", "no-further-restrictions", lambda: {"LICENSE": text("CC-BY-SA-4.0"), "EULA.txt": "x"}, "unknown", "terms-more"),
    "another license adds something": ("changed text", "no-further-restrictions", lambda: {"LICENSE": text("CC-BY-NC-SA-4.0")}, "missing", "released-other"),
    "nothing told of what is added": ("changed text", "no-further-restrictions", dict, "unknown", "released-missing"),
    # policy-passed-on
    "a notice that names the policy": ("tuned gemma", "use-policy", lambda: {"NOTICE": "Use is subject to the [policy](https://ai.google.dev/gemma/prohibited_use_policy).\n"}, "met", "policy-found"),
    "a readme that names the policy": ("tuned gemma", "use-policy", lambda: {"README.md": "https://ai.google.dev/gemma/prohibited_use_policy\n"}, "missing", "policy-missing"),
    "no policy": ("tuned gemma", "use-policy", lambda: {"NOTICE": "Be good.\n"}, "missing", "policy-missing"),
    # none
    "conduct": ("tuned gemma", "no-trademark", lambda: {"NOTICE": LINE}, "unknown", "none"),
}  # fmt: skip


@pytest.mark.parametrize("case", MADE)
def test_a_folder_shows_of_a_duty_what_the_table_says(
    case: str, library: Library, tmp_path: Path
) -> None:
    plan, duty, files, status, looked = MADE[case]
    root = write(tmp_path, files())
    found = looked_for(only(planned(plan, library), duty), root, library).evidence
    assert (found.status, found.looked) == (status, looked)


@pytest.mark.parametrize("case", MADE)
def test_a_sentence_tells_what_was_looked_for_and_where(
    case: str, library: Library, tmp_path: Path
) -> None:
    plan, duty, files, status, _ = MADE[case]
    found = looked_for(only(planned(plan, library), duty), write(tmp_path, files()), library)
    said = LOOKED[found.evidence.looked].format(**found.evidence.told)
    assert "{" not in said
    place = found.evidence.place
    assert place is not None or status == "unknown"
    assert status != "met" or (place and (tmp_path / place.file).is_file())


def test_every_way_to_look_and_every_outcome_is_in_the_table(vocabulary: Vocabulary) -> None:
    duties = vocabulary.raw["duties"]
    looked = {row[-1] for row in MADE.values()}
    statuses = {(duties[duty]["evidence"], status) for _, duty, _, status, _ in MADE.values()}
    elsewhere = {"plan", "plan-shows", "plan-breaks", "notice-carried", "notice-not-carried", "line-open", "credit-no-line", "credit-no-copyright", "terms-closed"}  # fmt: skip
    assert looked | elsewhere == set(LOOKED)
    by_file = set(CHECKS) - {"plan", "none"}
    assert {(word, status) for word in by_file for status in ("met", "missing")} <= statuses


def test_what_is_missing_is_told_with_the_file_in_which_it_is_to_stand(
    library: Library, tmp_path: Path
) -> None:
    stands = {"include-license": "THIRD_PARTY_LICENSES/llama-3.1.txt", "notice-file": "NOTICE", "display": "README.md", "use-policy": "NOTICE"}  # fmt: skip
    for duty, file in stands.items():
        found = looked_for(only(planned("tuned llama", library), duty), tmp_path, library)
        assert found.evidence.place == Place(file)


def test_a_line_is_told_with_the_place_it_was_found_at(library: Library, tmp_path: Path) -> None:
    write(tmp_path, {"NOTICE": f"Harbour\n\n\n{LINE}\n"})
    found = looked_for(only(planned("tuned llama", library), "notice-file"), tmp_path, library)
    assert found.evidence.place == Place("NOTICE", 4)


def test_of_several_parts_the_first_that_is_missing_is_told(
    library: Library, tmp_path: Path
) -> None:
    dossier = only(planned("two encoders", library), "include-license")
    found = looked_for(dossier, tmp_path, library)
    assert found.evidence.status == "missing"
    assert found.evidence.told["part"] == "tide-encoder"


@pytest.mark.parametrize(
    ("plan", "status", "looked"),
    [("yes", "met", "plan-shows"), ("no", "missing", "plan-breaks")],
)
def test_what_the_plan_shows_goes_before_what_files_show(
    plan: str, status: str, looked: str, library: Library, tmp_path: Path
) -> None:
    write(tmp_path, {"NOTICE": LINE})
    for duty in ("notice-file", "display", "no-trademark"):
        dossier = only(planned("tuned llama", library), duty)
        told = replace(dossier, dues=(replace(dossier.dues[0], plan=plan),))
        found = looked_for(told, tmp_path, library).evidence
        assert (found.status, found.looked) == (status, looked)


def test_a_fact_that_nobody_told_leaves_its_duty_unknown(library: Library, tmp_path: Path) -> None:
    dossier = only(planned("tuned llama", library), "display")
    due = replace(dossier.dues[0], duty="label-output")
    found = looked_for(replace(dossier, dues=(due,)), tmp_path, library).evidence
    assert (found.status, found.looked) == ("unknown", "plan")


def test_a_copyright_line_that_the_manifest_tells_must_be_there(
    library: Library, tmp_path: Path
) -> None:
    dossier = only(planned("changed text", library), "credit")
    credit = replace(dossier.credits["wiki"], copyright="© 2020 Ada Port")
    told = replace(dossier, credits={"wiki": credit})
    write(tmp_path, {"CREDITS": WIKI})
    assert looked_for(told, tmp_path, library).evidence.looked == "credit-no-copyright"
    write(tmp_path, {"CREDITS": f"{WIKI}. (c) 2020 Ada Port."})
    assert looked_for(told, tmp_path, library).evidence.status == "met"


def test_an_ordered_credit_is_looked_for_word_for_word(library: Library, tmp_path: Path) -> None:
    dossier = only(planned("changed text", library), "credit")
    due = replace(dossier.dues[0], text="Contains tide data of the Harbour Office.")
    told = replace(dossier, dues=(due,))
    write(tmp_path, {"README.md": WIKI})
    assert looked_for(told, tmp_path, library).evidence.looked == "credit-no-line"
    write(tmp_path, {"README.md": "Contains tide data of the\nHarbour Office."})
    assert looked_for(told, tmp_path, library).evidence.status == "met"


def test_a_blank_in_a_line_is_filled_from_what_is_told_or_leaves_it_unknown(
    library: Library, tmp_path: Path
) -> None:
    dossier = only(planned("changed text", library), "credit")
    write(tmp_path, {"README.md": "Contains information from Harbour Wiki by Ada Port"})
    for line, status in (
        ("Contains information from {work} by {author}", "met"),
        ("Contains information from {work} of {year}", "unknown"),
    ):
        for duty in ("credit", "display"):
            due = replace(dossier.dues[0], duty=duty, text=line)
            found = looked_for(replace(dossier, dues=(due,)), tmp_path, library).evidence
            assert found.status == status


def test_a_name_must_be_another_where_the_license_says_so(library: Library, tmp_path: Path) -> None:
    dossier = only(planned("changed text", library), "credit")
    due = replace(dossier.dues[0], duty="name-change", text=None)
    for name, status in (("Harbour Wiki", "missing"), ("Harbour Wiki Plus", "unknown"), ("Pilot Guide", "met")):  # fmt: skip
        parts = tuple(replace(p, public_name=name) if p.id == "guide" else p for p in dossier.parts)
        told = replace(dossier, dues=(due,), parts=parts)
        assert looked_for(told, tmp_path, library).evidence.status == status


def test_closed_terms_of_our_own_are_not_among_the_files(library: Library, tmp_path: Path) -> None:
    dossier = only(planned("tuned gemma", library), "pass-on")
    parts = tuple(replace(p, release="proprietary" if p.id == "tuned" else None) for p in dossier.parts)  # fmt: skip
    told = replace(dossier, parts=parts)
    assert looked_for(told, tmp_path, library).evidence.looked == "terms-closed"
    write(tmp_path, {"EULA.txt": "No terms of others.\n"})
    assert looked_for(told, tmp_path, library).evidence.looked == "terms-missing"


def test_a_notice_that_comes_with_an_installed_package_must_be_carried(
    library: Library, tmp_path: Path
) -> None:
    dossier = only(planned("tuned apache", library), "notice-file")
    parts = tuple(replace(p, id="pypi:tide-lib") if p.id == "base" else p for p in dossier.parts)
    due = replace(dossier.dues[0], origins=("pypi:tide-lib",))
    told = replace(dossier, dues=(due,), parts=parts)
    info = ".venv/lib/python3.11/site-packages/tide_lib-1.0.dist-info"
    write(tmp_path, {".venv/pyvenv.cfg": "", f"{info}/METADATA": "Name: tide-lib\n"})
    assert looked_for(told, tmp_path, library).evidence.looked == "notice-unknown"
    write(tmp_path, {f"{info}/licenses/NOTICE": "Tides\nCopyright 2020 Tide Lab\n"})
    assert looked_for(told, tmp_path, library).evidence.looked == "notice-not-carried"
    write(tmp_path, {"NOTICE": "Harbour\n\n  Tides\n  Copyright 2020 Tide Lab\n"})
    assert looked_for(told, tmp_path, library).evidence.looked == "notice-carried"


def test_each_duty_has_a_check_and_an_unknown_word_is_an_error(vocabulary: Vocabulary) -> None:
    assert set(checks_of(vocabulary)) == set(vocabulary.raw["duties"])
    duties = {"credit": {"met": "it is named", "evidence": "credti"}}
    with pytest.raises(LicenseFileError) as caught:
        checks_of(Vocabulary({**vocabulary.raw, "duties": duties}, vocabulary.questions))
    assert [(d.code, d.suggestion) for d in caught.value.diagnostics] == [("LE202", "credit")]


def test_the_worst_of_several_parts_counts() -> None:
    yes, no = Evidence("met", "none"), Evidence("missing", "none")
    maybe = unknown("none", {})
    assert worst([yes, maybe, no]) is no
    assert worst([yes, maybe]) is maybe
    assert worst([yes, yes]) is yes


def test_every_sentence_has_fields_that_its_evidence_tells() -> None:
    told = {"file", "license", "part", "why", "count", "name", "declared", "policy"}
    fields = {f for said in LOOKED.values() for _, f, _, _ in Formatter().parse(said) if f}
    assert fields == told


def test_looking_changes_nothing_but_the_evidence(library: Library, tmp_path: Path) -> None:
    dossier = planned("tuned llama", library)
    found = checked(dossier, tmp_path, library)
    bare = tuple(replace(due, evidence=Evidence("unknown", "plan")) for due in found.dues)
    assert replace(found, dues=bare) == dossier


def test_an_unchanged_copy_carries_its_terms_by_its_own_text(
    library: Library, tmp_path: Path
) -> None:
    for plan, duty in (("changed text", "same-license"), ("changed text", "no-further-restrictions"), ("tuned gemma", "pass-on")):  # fmt: skip
        dossier = only(planned(plan, library), duty)
        due = replace(dossier.dues[0], nodes=dossier.dues[0].origins, when=("release",))
        told = replace(dossier, dues=(due,))
        assert looked_for(told, tmp_path, library).evidence.looked == "license-text-missing"
    due = replace(dossier.dues[0], nodes=dossier.dues[0].origins, when=("hosting",))
    told = replace(dossier, dues=(due,))
    assert looked_for(told, tmp_path, library).evidence.looked == "terms-missing"


def test_a_license_that_takes_the_place_of_another_satisfies_it(
    library: Library, tmp_path: Path
) -> None:
    dossier = only(planned("changed text", library), "same-license")
    write(tmp_path, {"LICENSE": text("GPL-3.0-only"), "README.md": "---\nlicense: gpl-3.0\ntags: [x]\n---\n"})  # fmt: skip
    assert looked_for(dossier, tmp_path, library).evidence.looked == "released-found"
    due = replace(dossier.dues[0], license="GPL-2.0-only")
    found = looked_for(replace(dossier, dues=(due,)), tmp_path, library)
    assert found.evidence.looked == "released-other"


def test_a_license_that_the_solver_found_to_fit_satisfies_what_is_passed_on(
    library: Library, tmp_path: Path
) -> None:
    manifest = f"version: 1\nstack:{PLANS['tuned gemma']}{USE}".replace(
        "name: Harbour-9B", "name: Harbour-9B, release: gemma-terms-2025-03-24"
    )
    dossier = only(dossier_of_manifest(manifest, library), "pass-on")
    due = replace(dossier.dues[0], license="gemma-terms-2024-04-01")
    write(tmp_path, {"README.md": "---\nlicense: other\nlicense_name: gemma-terms-2025-03-24\nbase_model: google/gemma-2-9b\n---\n"})  # fmt: skip
    for told in (dossier, replace(dossier, dues=(due,))):
        assert looked_for(told, tmp_path, library).evidence.looked == "terms-found"


def test_terms_that_nobody_encoded_are_looked_for_by_their_name(
    library: Library, tmp_path: Path
) -> None:
    dossier = planned("changed text", library)
    unknown_terms = "LicenseRef-harbour-terms"
    due = replace(dossier.dues[0], license=unknown_terms, when=("release",))
    for duty, looked in (("credit", "credit-no-license"), ("pass-on", "terms-missing"), ("use-policy", "none")):  # fmt: skip
        told = replace(dossier, dues=(replace(due, duty=duty),))
        write(tmp_path, {"CREDITS": WIKI})
        assert looked_for(told, tmp_path, library).evidence.looked == looked
    write(tmp_path, {"CREDITS": f"{WIKI}, {unknown_terms}"})
    told = replace(dossier, dues=(replace(due, duty="credit"),))
    assert looked_for(told, tmp_path, library).evidence.status == "met"


def test_a_policy_of_use_alone_is_conduct(library: Library, tmp_path: Path) -> None:
    dossier = only(planned("tuned gemma", library), "use-policy")
    due = replace(dossier.dues[0], when=("use",))
    write(tmp_path, {"NOTICE": "https://ai.google.dev/gemma/prohibited_use_policy"})
    found = looked_for(replace(dossier, dues=(due,)), tmp_path, library)
    assert (found.evidence.status, found.evidence.looked) == ("unknown", "none")


def test_restrictions_inside_a_license_are_passed_on_with_its_text(
    library: Library, tmp_path: Path
) -> None:
    dossier = only(planned("tuned gemma", library), "use-policy")
    due = replace(dossier.dues[0], license="CC-BY-SA-4.0")
    told = replace(dossier, dues=(due,))
    write(tmp_path, {"README.md": "CC-BY-SA-4.0"})
    assert looked_for(told, tmp_path, library).evidence.looked == "policy-missing"
    write(tmp_path, {"THIRD_PARTY_LICENSES/CC-BY-SA-4.0.txt": text("CC-BY-SA-4.0")})
    assert looked_for(told, tmp_path, library).evidence.looked == "policy-found"


def test_a_text_with_the_copyright_line_that_the_manifest_tells_is_that_of_the_part(
    library: Library, tmp_path: Path
) -> None:
    dossier = only(planned("one encoder", library), "include-license")
    credit = replace(dossier.credits["small"], copyright="Copyright (c) 2022 staoxiao")
    told = replace(dossier, credits={"small": credit})
    write(tmp_path, {"LICENSE": mit(FILLED)})
    assert looked_for(told, tmp_path, library).evidence.looked == "license-text-whose"
    write(tmp_path, {"LICENSE": mit(FILLED, "Copyright (C) 2022 staoxiao")})
    assert looked_for(told, tmp_path, library).evidence.status == "met"


def test_a_wording_that_does_as_well_is_as_good(library: Library, tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "Made of Llama\n", "NOTICE": "Made of Llama\n"})
    for duty in ("display", "notice-file"):
        dossier = only(planned("tuned llama", library), duty)
        due = dossier.dues[0]
        assert looked_for(dossier, tmp_path, library).evidence.status == "missing"
        clause = replace(due.clause, alternatives=("Made of {year}", "Made of Llama"))
        told = replace(dossier, dues=(replace(due, clause=clause),))
        assert looked_for(told, tmp_path, library).evidence.status == "met"
