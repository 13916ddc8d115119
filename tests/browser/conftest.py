"""A running app and a real browser, both started here and both stopped here."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a camera for machines that have none
    "--use-fake-ui-for-media-stream",
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = int(os.environ.get("DILVIZ_PATIENCE", "30000"))  # ms: a loaded machine is slow, not wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def installed_browser() -> str | None:
    """Return the path of an installed Chrome or Chromium; `DILVIZ_BROWSER` names one."""
    named = os.environ.get("DILVIZ_BROWSER", "")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)


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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of an app of our own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    with log.open("w") as output, subprocess.Popen([*command, *options], cwd=ROOT, stdout=output, stderr=output) as app:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", app, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            app.terminate()
            app.wait(20)
    assert "Traceback" not in log.read_text(), log.read_text()


def _wait(address: str, app: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if app.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the app did not start:\n{log.read_text()}")


@pytest.fixture
def visit(browser: playwright.Browser, server: str) -> Iterator[Callable[..., playwright.Page]]:
    """Open the app at a path, on a wide screen unless told otherwise; fail on what the browser complains of."""
    contexts, complaints = [], []

    def visit(path: str = "", **options: object) -> playwright.Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 950}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.extend(_foreign(request.url, server)))
        page.goto(f"{server}/{path}")
        playwright.expect(page.locator(".stage[data-dilation] .input .plot svg").first).to_be_attached()
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
