"""The linked picture, as a Streamlit component: typed on this side, drawn on the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dilviz.ui.modules import PLOTLY, joined

HERE = Path(__file__).parent
MODULES = (
    "bytes.js",
    "numbers.js",
    "colours.js",
    "tables.js",
    "annotations.js",
    "picture.js",
    "captions.js",
    "comparison.js",
    "arithmetic.js",
    "pointing.js",
    "history.js",
    "strokes.js",
    "brush.js",
    "zoom.js",
    "player.js",
    "sliders.js",
    "hand.js",
    "stage.js",
)


HTML = (HERE / "stage.html").read_text(encoding="utf-8")
CSS = (HERE / "stage.css").read_text(encoding="utf-8")
SCRIPT = joined([PLOTLY, *(HERE / name for name in MODULES)])

_component = st.components.v2.component("dilviz_stage", html=HTML, css=CSS, js=SCRIPT, isolate_styles=False)


def stage(content: bytes, *, key: str, on_change: Callable[[], None]) -> None:
    """Show the stage with what `dilviz.payload.pack` returned; `on_change` is called when the user has done something.

    What the user set is then in ``st.session_state[key]``: ``dilation`` (rows,
    columns), ``linked``, ``compare``, ``pin`` (the picture's name and the cell, or
    None), and for that one run ``drawn`` (``what``, ``serial``, ``shape`` and
    ``content``, float64 in base64).
    """
    _component(
        key=key,
        data=content,
        on_dilation_change=on_change,
        on_linked_change=on_change,
        on_compare_change=on_change,
        on_pin_change=on_change,
        on_drawn_change=on_change,
    )
