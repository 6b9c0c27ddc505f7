"""A real browser for tests, the one that the system has."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def open_page(address: str, *, lang: str = "zh", width: int = 1024) -> Iterator[Page]:
    """A fresh page; skips the test, saying so, where there is no browser. Data must be in the database before."""
    executable = next((found for name in NAMES if (found := shutil.which(name))), None)
    if executable is None:
        pytest.skip("no Chromium on this machine: the pages were not looked at in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.add_cookies([{"name": "lang", "value": lang, "url": address}])
        try:
            yield context.new_page()
        finally:
            browser.close()
