"""A headless Chromium for tests of the page, in which nothing reaches the network."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str:
    """The browser that is to be used: LICENSEENGINE_CHROMIUM, else the first on the path.

    Without one the test is skipped, or fails where LICENSEENGINE_BROWSER says `required`.
    """
    found = os.environ.get("LICENSEENGINE_CHROMIUM") or next(
        filter(None, map(shutil.which, _NAMES)), None
    )
    if found is None:
        reason = "no Chromium is installed: set LICENSEENGINE_CHROMIUM to one"
        if os.environ.get("LICENSEENGINE_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page in a browser, with all that it asked for and complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def head(self) -> str:
        """The answer in a word."""
        return self.page.inner_text("#head")

    def count(self, selector: str) -> int:
        """How many elements of this kind can be seen."""
        return self.page.locator(f"{selector}:visible").count()


@contextmanager
def opened(
    browser: Browser,
    file: Path,
    *,
    width: int = 1440,
    scheme: Literal["light", "dark"] = "light",
    scripts: bool = True,
) -> Iterator[Opened]:
    """The page in a file, opened; at its end it must have asked for nothing and not complained."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    shown = Opened(context.new_page())

    def refuse(route: Route) -> None:
        if route.request.url == file.as_uri():
            route.continue_()
        else:
            shown.asked.append(route.request.url)
            route.abort()

    shown.page.route("**/*", refuse)
    shown.page.on("console", lambda message: shown.complaints.append(message.text))
    shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    shown.page.on("dialog", lambda dialog: shown.complaints.append(f"dialog {dialog.message}"))
    shown.page.goto(file.as_uri())
    yield shown
    context.close()
    assert shown.asked == []
    assert shown.complaints == []
