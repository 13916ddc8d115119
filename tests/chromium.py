"""Where Chrome or Chromium is, and how it is started."""

from __future__ import annotations

import os
import shutil

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
STAGE = ".stage[data-dilation] .input .plot svg"  # is there when the page of the layer is drawn


def installed_browser() -> str | None:
    """Return the path of an installed Chrome or Chromium; `DILVIZ_BROWSER` names one."""
    named = os.environ.get("DILVIZ_BROWSER", "")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
