"""What the hand waits for: drag to picture and hover to overlay, in Chromium, beside bare Plotly.

    python -m benchmarks.browser

Opens the app on its example and, in the page itself, takes `performance.now()` from the
event to its handler's end (the redraw done, Plotly's part included) and to the end of the
frame that paints it; events are sent at the start of a frame, as the browser does. In each
round ours and the bare call run once each, in an order drawn anew.

drag    an input event of the Dilation slider, l = 1 .. 4 in turn; bare: `Plotly.restyle` of the
        page's own kernel and output heatmaps, same sizes and pixels, nothing but new values
hover   a pointermove over another output; bare: one `Plotly.relayout` of the page's own input
        heatmap with as many shapes as an output of the example outlines there: its 9 taps and itself
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, expect, sync_playwright

from tests.chromium import FLAGS, STAGE, installed_browser
from tests.served import serve

LIMITS = {"drag": 1.5, "hover": 2.0}  # times the bare call
MEASURE = Path(__file__).with_name("browser.js")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--changes", type=int, default=1000, help="of the dilation, between two looks at the heap")
    options = parser.parse_args()

    with serve() as app, chromium() as visit:
        page = visit(f"http://{app.address}/")
        print(
            f"Chromium {page.context.browser.version}, Plotly.js {page.evaluate('Plotly.version')}, software rendering"
        )
        for name in LIMITS:
            report(name, page.evaluate(f"measure.{name}({options.rounds})"), options.rounds)
        report_pointing("9 x 9 input", page)
        report_heap("changes", page, options.changes)
        report_heap("releases", page, options.changes // 10)
        page.context.close()
        report_pointing("64 x 64 input", visit(f"http://{app.address}/?size=64"))
        report_pointing("256 x 256 input", photograph(visit(f"http://{app.address}/?padding=same")))


@contextmanager
def chromium() -> Iterator:
    """Yield a function that opens an address in a page of its own, complete when it returns."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=installed_browser(), args=FLAGS)

        def visit(address: str) -> Page:
            page = browser.new_context(viewport={"width": 1440, "height": 950}).new_page()
            page.goto(address)
            expect(page.locator(STAGE).first).to_be_attached(timeout=60_000)
            page.wait_for_load_state("networkidle")
            page.evaluate(MEASURE.read_text())
            return page

        try:
            yield visit
        finally:
            browser.close()


def report(name: str, took: dict[str, list[list[float]]], rounds: int) -> None:
    """Print the medians of ours and of the bare call; each sample is [to the redraw, to the painted frame]."""
    print(f"\n{name}, medians of {rounds} rounds in ms")
    columns = {who: [median(part) for part in zip(*samples, strict=True)] for who, samples in took.items()}
    for i, until in enumerate(("redraw", "painted frame")):
        ours, bare = columns["ours"][i], columns["bare"][i]
        verdict = "" if i else f"   limit {LIMITS[name]}: {'within' if ours <= LIMITS[name] * bare else 'OVER'}"
        print(f"  to the {until:14} ours {ours:6.1f}   bare {bare:6.1f}   ratio {ours / bare:5.2f}{verdict}")


def photograph(page: Page) -> Page:
    """Upload 256 x 256 numbers, and wait until they are drawn."""
    rows = "\n".join(" ".join(str((row * col) % 251) for col in range(256)) for row in range(256))
    page.get_by_text("Your own input", exact=True).click()
    chooser = page.get_by_test_id("stFileUploader").first.locator("input[type=file]")
    chooser.set_input_files({"name": "numbers.txt", "mimeType": "text/plain", "buffer": rows.encode()})
    expect(page.locator(".stage .output h3 small")).to_have_text("256 × 256", timeout=60_000)
    return page


def report_pointing(size: str, page: Page) -> None:
    for name in ("output", "input", "kernel"):
        redraw, painted = zip(*page.evaluate(f"measure.pointing(300, '{name}')"), strict=True)
        print(f"\npointing at the {name}, {size}, 300 times, in ms")
        for until, took in (("redraw", redraw), ("painted frame", painted)):
            print(f"  to the {until:14} p50 {median(took):6.1f}   p95 {quantiles(took, n=20)[-1]:6.1f}")


def report_heap(kind: str, page: Page, times: int) -> None:
    """Print how much the heap grows, in two halves: a leak grows in both; garbage is collected before each look.

    `changes` are made with the handle held, `releases` each bring new data from the server.
    """
    browser = page.context.new_cdp_session(page)
    browser.send("Performance.enable")

    def look() -> dict[str, float]:
        browser.send("HeapProfiler.collectGarbage")
        return {each["name"]: each["value"] for each in browser.send("Performance.getMetrics")["metrics"]}

    page.evaluate(f"measure.{kind}({times // 10})")  # to warm up
    looks = [look()]
    for _ in range(2):
        page.evaluate(f"measure.{kind}({times // 2})")
        looks.append(look())
    heap = [each["JSHeapUsedSize"] / 1e6 for each in looks]
    nodes = looks[2]["Nodes"] - looks[0]["Nodes"]
    print(
        f"\nheap, {times} {kind} of the dilation: {heap[0]:.1f} MB, {heap[1] - heap[0]:+.2f} MB in the first half, ",
        end="",
    )
    print(f"{heap[2] - heap[1]:+.2f} MB in the second, {nodes:+.0f} nodes")


if __name__ == "__main__":
    main()
