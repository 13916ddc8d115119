"""A Plotly figure with buttons that save it, as a Streamlit component."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dilviz import payload
from dilviz.figures import Spec
from dilviz.ui.modules import joined

HERE = Path(__file__).parent

_component = st.components.v2.component(
    "dilviz_figure",
    html=(HERE / "figure.html").read_text(encoding="utf-8"),
    css=(HERE / "figure.css").read_text(encoding="utf-8"),
    js=joined([HERE.parent / "stage" / "bytes.js", HERE / "figure.js"]),
    isolate_styles=False,
)


def figure(spec: Spec, name: str, *, key: str) -> None:
    """Show a figure (a plain dict, not validated), to be saved in the browser under `name`."""
    _component(key=key, data=payload.pack({"spec": spec, "name": name}))
