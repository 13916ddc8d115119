"""The pictures of a stack, as a Streamlit component: typed on this side, drawn on the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from dilviz.payload import pack
from dilviz.stack_figures import themes
from dilviz.ui.modules import PLOTLY, joined

HERE = Path(__file__).parent
STAGE = HERE.parent / "stage"
MODULES = (
    PLOTLY,
    *(STAGE / name for name in ("bytes.js", "numbers.js", "colours.js")),
    *(HERE / name for name in ("dom.js", "cones.js", "words.js", "chart.js", "diagram.js", "heatmap.js", "maps.js")),
    HERE / "tree.js",
)

_component = st.components.v2.component(
    "dilviz_stack",
    html=(HERE / "tree.html").read_text(encoding="utf-8"),
    css=(HERE / "tree.css").read_text(encoding="utf-8"),
    js=joined(MODULES),
    isolate_styles=False,
)


def packed(picture: Mapping[str, Any]) -> bytes:
    """Return a tree, maps or a chart as `show` takes it, with the colours of both themes."""
    return pack({**picture, "colours": themes()})


def _nothing() -> None:
    """Follow no pin."""


def show(content: bytes, *, key: str, on_pin: Callable[[], None] = _nothing) -> None:
    """Show what `packed` returned; `on_pin` is called when a node of a tree is pinned or let go.

    Which one is then in ``st.session_state[key]``: ``node`` (its level, the input
    being 0, and its number), or an empty list.
    """
    _component(key=key, data=content, on_node_change=on_pin)
