"""A Plotly figure with buttons that save it, as a Streamlit component."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, cast

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dilviz.figures import Spec
from dilviz.ui.modules import PLOTLY, joined

HERE = Path(__file__).parent

_component = st.components.v2.component(
    "dilviz_figure",
    html=(HERE / "figure.html").read_text(encoding="utf-8"),
    css=(HERE / "figure.css").read_text(encoding="utf-8"),
    js=joined([PLOTLY, HERE / "figure.js"]),
    isolate_styles=False,
)


def figure(spec: Spec, name: str, *, key: str) -> None:
    """Show a figure (a plain dict, not validated), to be saved in the browser under `name`."""
    _component(key=key, data=json.dumps({"spec": spec, "name": name}, default=_typed).encode())


def _typed(array: NDArray[Any]) -> dict[str, str] | list[Any]:
    """Return an array as Plotly.js takes it: numbers as bytes in base64, all else as a list."""
    if array.dtype.kind not in "fiu":
        return cast("list[Any]", array.tolist())
    if array.dtype.kind in "iu" and array.dtype.itemsize == 8:
        array = array.astype(np.float64)  # Plotly.js knows no integers of 64 bits
    content = base64.b64encode(array.tobytes()).decode()
    shape = ", ".join(str(length) for length in array.shape)
    return {"dtype": f"{array.dtype.kind}{array.dtype.itemsize}", "bdata": content, "shape": shape}
