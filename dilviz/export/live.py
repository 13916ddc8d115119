"""The stage as one self-contained HTML file: the page's own modules, Plotly.js and the numbers in it."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from contextlib import suppress
from html import escape
from importlib.metadata import version
from itertools import product

from plotly.offline import get_plotlyjs

from dilviz import payload
from dilviz.export.figure import settings_line
from dilviz.photograph import CHANNELS
from dilviz.scene import Pair, Scene, nearest_first

MOST_BYTES = 8_000_000  # of the outputs in a page

UNSENT = "This file does not hold this dilation: with all of them it would be too large."

STYLE = """
:root { --st-background-color: #ffffff; --st-secondary-background-color: #f3f4f5; --st-text-color: #1c1e21;
  --st-primary-color: #0f62ac; --st-font: system-ui, sans-serif; --st-code-font: ui-monospace, monospace; }
@media (prefers-color-scheme: dark) { :root { --st-background-color: #14161a; --st-text-color: #eceef1;
  --st-secondary-background-color: #20232a; --st-primary-color: #6cb2f2; } }
body { margin: 0 auto; padding: 1.5rem; max-width: 1200px; background: var(--st-background-color);
  color: var(--st-text-color); font-family: var(--st-font); }
.stage :is(.link, .tools.draw, .compare, .modes label:has([value=draw])) { display: none !important; }
"""
START = """
const bytes = Uint8Array.from(atob(document.getElementById('numbers').textContent.trim()), (c) => c.charCodeAt(0));
stage({ parentElement: document.body, data: bytes, setStateValue() {}, setTriggerValue() {} });
"""


def live_page(scene: Scene, *, reach: int, html: str, css: str, script: str) -> bytes:
    """Return a page that works offline, from disk or as an attachment: slider, pointing and playing.

    It holds the dilations from 1 to `reach`, rows and columns together where the
    scene has them together, else every pair of them; of a large input those nearest
    to the scene's own, as many as keep within `MOST_BYTES`. `html`, `css` and
    `script` are the stage's own, as the app serves them. ``ValueError`` if the scene
    is impossible.
    """
    scene.axes  # noqa: B018 (an impossible scene is no page to give away)
    linked = scene.dilation[0] == scene.dilation[1]
    held = payload.stage(scene, reach=reach, linked=linked, pairs=_pairs(scene, reach, linked=linked))
    tree = {**held, "unsent": UNSENT, "pin": None, "serial": 0}
    numbers = base64.b64encode(payload.pack(tree)).decode()
    library = get_plotlyjs().replace("</script", "<\\/script")
    title = escape(f"dilviz: {settings_line(scene)}")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{css}{STYLE}</style>
<script>{library}</script>
</head>
<body>
<h1 style="font-size: 1.25rem">{title}</h1>
{html}
<script type="application/octet-stream" id="numbers">{numbers}</script>
<script type="module">{script}{START}</script>
<p><small>Made with dilviz and Plotly.js {version("plotly")}; nothing in this file is loaded from elsewhere.</small></p>
</body>
</html>
""".encode()


def _pairs(scene: Scene, reach: int, *, linked: bool) -> list[Pair]:
    """Return the dilations of the page, the nearest to the scene's own first, as many as keep within `MOST_BYTES`."""
    steps = range(1, reach + 1)
    every = {scene.dilation, *(zip(steps, steps, strict=True) if linked else product(steps, steps))}
    nearest = nearest_first(every, scene.dilation)
    return nearest[: max(MOST_BYTES // _largest(scene, nearest), 1)]


def _largest(scene: Scene, dilations: Iterable[Pair]) -> int:
    """Return the bytes of the largest output among some dilations."""
    cells = scene.output.size
    for dilation in dilations:
        with suppress(ValueError):  # one that does not fit costs nothing
            rows, cols = scene.at(dilation).axes
            cells = max(cells, rows.outputs * cols.outputs)
    return cells * ((8 if cells <= payload.SMALL else 4) + (0 if scene.channels is None else len(CHANNELS)))
