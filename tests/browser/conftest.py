"""A running app and a real browser, both started here and both stopped here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.chromium import FLAGS, STAGE, installed_browser
from tests.served import serve

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")

PATIENCE = int(os.environ.get("DILVIZ_PATIENCE", "30000"))  # ms: a loaded machine is slow, not wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        path = installed_browser()
        try:
            chromium = driver.chromium.launch(executable_path=path, args=FLAGS)
        except playwright.Error as error:
            sentence = f"no Chrome or Chromium could be started: {str(error).splitlines()[0]}"
            if os.environ.get("CI"):
                pytest.fail(sentence)
            pytest.skip(sentence)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Return the address of an app of our own."""
    with serve() as app:
        yield f"http://{app.address}"


@pytest.fixture
def visit(browser: playwright.Browser, server: str) -> Iterator[Callable[..., playwright.Page]]:
    """Open the app at a path, on a wide screen unless told otherwise; fail on what the browser complains of.

    It waits for the stage, or for what the selector `wait_for` says.
    """
    contexts, complaints = [], []

    def visit(path: str = "", wait_for: str = STAGE, **options: object) -> playwright.Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 950}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.extend(_foreign(request.url, server)))
        page.goto(f"{server}/{path}")
        playwright.expect(page.locator(wait_for).first).to_be_attached()
        return page

    playwright.expect.set_options(timeout=PATIENCE)
    yield visit
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def phone() -> dict[str, object]:
    """Options of `visit` for a phone of 390 px with a touch screen."""
    return {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def _foreign(url: str, server: str) -> list[str]:
    own = url.startswith((server, server.replace("http", "ws"), "data:", "blob:"))
    return [] if own else [f"the page asked another host: {url}"]
