"""The linked picture, as a Streamlit component: typed on this side, drawn on the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
MODULES = (
    "bytes.js",
    "numbers.js",
    "colours.js",
    "tables.js",
    "picture.js",
    "arithmetic.js",
    "pointing.js",
    "history.js",
    "strokes.js",
    "brush.js",
    "zoom.js",
    "player.js",
    "stage.js",
)


def script() -> str:
    """Return the stage's modules as one, in the order in which they build on each other.

    A component's module cannot import its neighbours (it is loaded from a blob), so
    that their import lines go; each file stays a module of its own for its tests.
    """
    modules = "\n".join((HERE / name).read_text(encoding="utf-8") for name in MODULES)
    return re.sub(r"^import .* from '\./.*';\n", "", modules, flags=re.MULTILINE).replace("VERSION", version("plotly"))


_component = st.components.v2.component(
    "dilviz_stage",
    html=(HERE / "stage.html").read_text(encoding="utf-8"),
    css=(HERE / "stage.css").read_text(encoding="utf-8"),
    js=script(),
    isolate_styles=False,
)


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
