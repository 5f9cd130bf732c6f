"""The page as people use it: by mouse, by keyboard, on paper, on a phone, in the dark."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from licenseengine.compliance.records import Dossier
from licenseengine.library.index import Library
from licenseengine.report.page.page import page_html
from tests.report.dossiers import HOSTILE, PIER, dossier_of_manifest, renamed, with_packages
from tests.report.page.browser import Opened, chromium, executable, opened

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def pier(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("stack") / "pier"
    return dossier_of_manifest(folder, PIER, library, otherwise=True)


@pytest.fixture(scope="module")
def file(pier: Dossier, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page") / "report.html", page_html(pier, library))


@pytest.fixture(scope="module")
def hostile(pier: Dossier, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = renamed(with_packages(replace(pier, alternatives=()), 70), HOSTILE)
    return written(tmp_path_factory.mktemp("hostile") / "report.html", page_html(found, library))


@pytest.fixture
def shown(browser: Browser, file: Path) -> Iterator[Opened]:
    with opened(browser, file) as page:
        yield page


def written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def lit(page: Page) -> set[str]:
    """The names of the boxes that are not dimmed."""
    return set(page.locator(".card:not(.off) .title").all_inner_texts())


def test_a_click_on_a_box_of_the_graph_tells_its_terms(shown: Opened) -> None:
    page = shown.page
    page.locator("#graph").scroll_into_view_if_needed()
    page.evaluate(TWO_FRAMES)  # by then the graph knows that the page was scrolled
    card = page.locator(".card", has_text="org/texts").bounding_box()
    assert card is not None
    page.mouse.click(card["x"] + card["width"] / 2, card["y"] + card["height"] / 2)
    panel = page.locator("#panel")
    expect(panel.locator("h3")).to_have_text("org/texts")
    expect(panel).to_contain_text("licenseengine.yaml:4")
    expect(panel).to_contain_text("Creative Commons Attribution-NonCommercial 4.0")
    assert panel.locator("[data-links=findings] button").count() > 1
    expect(page.locator("tbody .to-box[aria-pressed=true]")).to_have_text("org/texts")
    panel.get_by_role("button", name="Close").click()
    expect(page.locator("#panel-empty")).to_be_visible()
    expect(page.locator("tbody .to-box:focus")).to_have_text("org/texts")


def test_a_click_on_a_finding_lights_up_its_path(shown: Opened) -> None:
    page = shown.page
    first = page.locator(".to-finding:visible").first
    expect(first).to_contain_text("does not grant")
    first.click()
    assert lit(page) == {"org/texts", "org/tone"}
    expect(page.locator("#panel .note")).to_contain_text("CC-BY-NC-4.0 2.a.1")
    page.keyboard.press("Escape")
    assert len(lit(page)) == 6


def test_a_link_in_the_panel_leads_to_its_finding(shown: Opened) -> None:
    page = shown.page
    page.locator("[data-row] button", has_text="meta-llama/Llama-3.1-8B-Instruct").click()
    link = page.locator("#panel [data-links=findings] button").first
    said = link.inner_text()
    link.click()
    expect(page.locator(".finding.chosen .said")).to_have_text(said)
    expect(page.locator("#panel .note")).to_contain_text("ask the licensor")
    assert lit(page) == {"meta-llama/Llama-3.1-8B-Instruct", "Pier"}


def test_another_planned_use_has_its_own_answer_findings_and_duties(
    shown: Opened, pier: Dossier
) -> None:
    page = shown.page
    assert (shown.head(), page.inner_text("#bar-level")) == ("No", "prohibited")
    duties = shown.count("[data-list=duties] tr")
    assert duties == len(pier.dues)
    page.get_by_role("radio", name="Research").check()
    expect(page.locator("#asked")).to_have_text("May pier be used for research?")
    assert (shown.head(), page.inner_text("#bar-level")) == ("It depends", "conditional")
    assert shown.count("[data-list=duties] tr") < duties
    assert shown.count(".finding[data-level=prohibited]") == 0
    sink = page.locator("[data-row]", has_text="Pier")
    expect(sink.locator(".pill").first).to_have_text("conditional")
    expect(page.locator(".card", has_text="Pier").first).to_contain_text("conditional")
    page.get_by_role("radio", name="As the manifest plans").check()
    assert shown.count("[data-list=duties] tr") == duties


def test_what_if_shows_what_was_computed_beforehand(shown: Opened) -> None:
    page = shown.page
    group = page.get_by_role("group", name="Is the use commercial")
    expect(group.locator(".pill")).to_have_text("conditional")
    group.get_by_role("radio", name="no").check()
    assert shown.head() == "It depends"
    told = page.locator("[data-list=facts] tr:visible", has_text="use.commercial")
    expect(told.locator("td")).to_have_text("no")
    page.get_by_role("radio", name="Nothing: as it stands").check()
    assert shown.head() == "No"


def test_filters_leave_what_was_asked_for(shown: Opened) -> None:
    page = shown.page
    page.get_by_label("Level").select_option("prohibited")
    assert shown.count("[data-row]") == 3
    assert lit(page) == {"org/texts", "org/tone", "Pier"}
    expect(page.locator("#filter-count")).to_have_text("3 of 6 artefacts match")
    page.get_by_label("Role").select_option(label="listed")
    assert shown.count("[data-row]") == 1
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#filter-count")).to_have_text("")
    assert shown.count("[data-row]") == 6
    page.get_by_label("Name, license or kind").fill("LLAMA-3")
    assert lit(page) == {"meta-llama/Llama-3.1-8B-Instruct"}
    assert shown.count(".finding") == 1


def test_the_graph_zooms_and_shows_all_again(shown: Opened) -> None:
    page = shown.page
    width = "document.querySelector('.card').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate(width) > before * 1.2
    page.get_by_role("button", name="Show all").click()
    assert page.evaluate(width) == pytest.approx(before, rel=0.02)
    page.hover("#canvas")
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") > 0
    assert page.evaluate(width) == pytest.approx(before, rel=0.02)
    page.hover("#canvas")
    page.wait_for_timeout(400)  # while the page still scrolls, a wheel does not zoom
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(200)
    page.keyboard.up("Control")
    assert page.evaluate(width) > before * 1.02


def test_everything_is_reached_and_worked_by_keyboard_alone(shown: Opened) -> None:
    page = shown.page
    focused: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        name = page.evaluate(NAMED)
        if name == "" and focused:
            break
        focused.append(name)
        assert page.evaluate(OUTLINED), name
    controls = page.evaluate(CONTROLS)
    assert set(controls) <= set(focused), set(controls) - set(focused)
    page.keyboard.press("Tab")
    page.focus(".card >> nth=0")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.className") == "card"
    page.keyboard.press("Enter")
    expect(page.locator("#panel h3")).to_be_visible()
    page.focus(".to-finding:visible >> nth=0")
    page.keyboard.press("Space")
    assert len(lit(page)) == 2


# The name of what has the focus; what controls there are, of radio buttons and boxes one each.
NAMED = """() => {
  const at = document.activeElement;
  return at === document.body ? "" : at.name || at.dataset.card && "card" || at.innerText || at.id || at.tagName;
}"""
OUTLINED = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
CONTROLS = """() => [...document.querySelectorAll("a, button, input, select")]
  .filter((e) => e.checkVisibility()).map((e) => e.name || e.dataset.card && "card" || e.innerText)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_nothing_to_mend(
    browser: Browser, file: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, file, width=width, scheme=scheme) as shown:
        shown.page.locator("tbody .to-box").nth(1).click()
        assert shown.page.locator(".card").count() == 6
        results = Axe().run(shown.page)
        assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [1440, 360])
def test_names_of_attackers_are_shown_and_do_nothing(
    browser: Browser, hostile: Path, width: int
) -> None:
    with opened(browser, hostile, width=width) as shown:
        page = shown.page
        for button in page.locator("tbody .to-box[aria-pressed]").all():
            button.click()
            expect(page.locator("#panel h3")).to_have_text(button.inner_text())
        page.locator(".to-finding:visible").first.click()
        page.get_by_role("radio", name="Research").check()
        assert page.locator("main img").count() == 0
        assert page.locator("main script").count() == 0
        assert not page.evaluate(WIDER)
        assert page.evaluate("document.querySelector('.way bdi') !== null")


def test_without_script_the_page_stands_with_its_still_picture(
    browser: Browser, file: Path
) -> None:
    with opened(browser, file, scripts=False) as shown:
        assert shown.head() == "No"
        assert shown.count(".still svg") == 1
        assert shown.count(".live") == 0
        assert shown.count(".box") == 6


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_holds_tables_and_the_still_picture_and_no_controls(
    browser: Browser, file: Path, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, file, scheme=scheme) as shown:
        page = shown.page
        page.locator("tbody .to-box").first.click()
        page.emulate_media(media="print")
        for hidden in (".bar", ".switches", ".graph", ".filters", "#panel-close"):
            assert shown.count(hidden) == 0
        assert shown.count(".still svg") == 1
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert shown.count("#details .box") == 6
        pdf = page.pdf(prefer_css_page_size=True)
        assert pdf.startswith(b"%PDF")
        assert 4 <= pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 16


@pytest.mark.parametrize(
    ("required", "outcome"), [("", pytest.skip.Exception), ("required", pytest.fail.Exception)]
)
def test_without_a_browser_tests_are_skipped_unless_one_is_required(
    required: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LICENSEENGINE_CHROMIUM", raising=False)
    monkeypatch.setenv("LICENSEENGINE_BROWSER", required)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(outcome, match="LICENSEENGINE_CHROMIUM"):
        executable()


def test_nothing_is_wider_than_a_phone(browser: Browser, file: Path) -> None:
    with opened(browser, file, width=360) as shown:
        assert not shown.page.evaluate(WIDER)
        shown.page.locator("tbody .to-box").nth(1).click()
        assert not shown.page.evaluate(WIDER)
        expect(shown.page.locator("#panel h3")).to_be_in_viewport()
