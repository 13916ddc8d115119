"""The sidebar: widgets, and what the user drew or uploaded, into one frozen Scene."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, cast

import numpy as np
import streamlit as st

from dilviz import samples
from dilviz.axis import PADDING_MODES
from dilviz.conv import NAMED_PADDINGS, Matrix, NamedPadding, Padding
from dilviz.scene import OPERATIONS, Pair, Scene

Drawn: TypeAlias = Literal["input", "kernel"]  # what the user can make instead of taking an example

STAGE = "stage"  # the key of the linked picture
DEFAULT_DILATION: Pair = (3, 3)
LARGEST = 256  # rows or columns of a matrix: what a browser draws while the slider moves
PADDING_HELP = {
    "valid": "nothing, the kernel stays inside",
    "same": "as much as keeps the size (at stride 1)",
    "full": "every place where the kernel touches the input",
    "causal": "all of it before: no output looks ahead",
    "numbers": "how many samples on each side",
}
MODE_HELP = {
    "zeros": "`000|abcd|000`",
    "reflect": "`dcb|abcd|cba`",
    "replicate": "`aaa|abcd|ddd`",
    "circular": "`bcd|abcd|abc`",
}


def choose_scene() -> Scene:
    """Show the sidebar and return what it says."""
    with st.sidebar:
        image = _choose_input()
        kernel = _choose_kernel()
        st.subheader("Layer", divider="gray")
        operation = st.segmented_control(
            "Operation",
            OPERATIONS,
            default="convolution",
            required=True,
            key="operation",
            bind="query-params",
            help="Convolution flips the kernel; cross-correlation does not, and is what PyTorch calls convolution.",
        )
        stride = _choose_stride()
        padding = _choose_padding()
        mode = st.selectbox(
            "Padding mode",
            PADDING_MODES,
            key="mode",
            bind="query-params",
            help="What the padding holds: " + ", ".join(f"{name} {MODE_HELP[name]}" for name in PADDING_MODES) + ".",
        )
    return Scene(
        image=image,
        kernel=kernel,
        operation=operation,
        dilation=dilation(),
        stride=stride,
        padding=padding,
        padding_mode=mode,
    )


def dilation() -> Pair:
    """Return the (rows, columns) dilation that the stage's sliders stand at."""
    if "dilation" not in st.session_state:
        st.session_state.dilation = _dilation_from(st.query_params.get("dilation", ""))
        st.session_state.linked = st.session_state.dilation[0] == st.session_state.dilation[1]
    return cast(Pair, st.session_state.dilation)


def reach(scene: Scene) -> int:
    """Return the largest dilation that the slider comes to: further on larger inputs."""
    longest = max(scene.image.shape)
    return 8 if longest <= 24 else 16 if longest <= 96 else 32


def pin() -> tuple[str, Pair] | None:
    """Return the picture and the cell whose overlay is kept: as set on the stage, or as the link says."""
    if "pin" not in st.session_state:
        found = re.fullmatch(r"(input|kernel|output)\((-?\d{1,4}),(-?\d{1,4})\)", st.query_params.get("pin", ""))
        st.session_state.pin = (found[1], (int(found[2]), int(found[3]))) if found else None
    return cast("tuple[str, Pair] | None", st.session_state.pin)


def follow_stage() -> None:
    """Take over what the user did on the stage."""
    told = st.session_state[STAGE]
    if "linked" in told:
        st.session_state.linked = bool(told["linked"])
    if "compare" in told:
        st.session_state.compare = bool(told["compare"])
    if "dilation" in told:
        st.session_state.dilation = _dilation_from("x".join(str(step) for step in told["dilation"]))
    if st.session_state.linked:
        st.session_state.dilation = (st.session_state.dilation[0],) * 2
    st.query_params["dilation"] = "x".join(str(step) for step in st.session_state.dilation)
    if "pin" in told:
        _follow_pin(told["pin"])
    if told.get("drawn"):
        _follow_brush(told["drawn"])


def _follow_pin(place: tuple[str, Pair] | None) -> None:
    if place is None:
        st.session_state.pin = None
        st.query_params.pop("pin", None)
    else:
        name, (row, col) = place
        st.session_state.pin = (str(name), (int(row), int(col)))
        st.query_params["pin"] = f"{name}({int(row)},{int(col)})"


def _follow_brush(drawn: Mapping[str, Any]) -> None:
    """Take a matrix that was drawn on the stage; its serial number tells the stage that it has arrived."""
    st.session_state.serial = int(drawn["serial"])
    what: Drawn = "kernel" if drawn["what"] == "kernel" else "input"
    height, width = (int(length) for length in drawn["shape"])
    content = base64.b64decode(drawn["content"])
    if 0 < height <= LARGEST and 0 < width <= LARGEST and len(content) == 8 * height * width:
        draw(what, np.frombuffer(content, dtype="<f8").reshape(height, width).astype(np.float64))


def draw(what: Drawn, matrix: Matrix) -> None:
    """Take a matrix that the user made in place of the example."""
    st.session_state[f"drawn_{what}"] = matrix
    _start_grid(what)


def edit_numbers(what: Drawn, matrix: Matrix) -> None:
    """Show the numbers of a matrix as a grid in which they can be typed."""
    if f"grid_{what}" not in st.session_state:
        st.session_state[f"grid_{what}"] = matrix
    generation = st.session_state.get(f"generation_{what}", 0)
    st.data_editor(
        st.session_state[f"grid_{what}"],
        key=f"numbers_{what}_{generation}",
        on_change=_take_numbers,
        args=(what, f"numbers_{what}_{generation}"),
        width="stretch",
    )


def _choose_input() -> Matrix:
    st.subheader("Input", divider="gray")
    name = st.selectbox(
        "Example input",
        list(samples.INPUTS),
        key="input",
        bind="query-params",
        on_change=_forget,
        args=("input",),
        help="A picture made by code; draw, type or upload your own instead.",
    )
    size = st.slider(
        "Input size",
        3,
        64,
        9,
        key="size",
        bind="query-params",
        on_change=_forget,
        args=("input",),
        help="Rows and columns of the example.",
    )
    seed = 0
    if name == "Noise":
        seed = _choose_seed("input")
    _upload("input")
    drawn = _drawn("input")
    return samples.INPUTS[name](size, seed) if drawn is None else drawn


def _choose_kernel() -> Matrix:
    st.subheader("Kernel", divider="gray")
    name = st.selectbox(
        "Example kernel",
        list(samples.KERNELS),
        key="kernel",
        bind="query-params",
        on_change=_forget,
        args=("kernel",),
        help="Weights by name, in any size.",
    )
    left, right = st.columns(2)
    rows, cols = (
        side.slider(
            label,
            1,
            11,
            3,
            key=key,
            bind="query-params",
            on_change=_forget,
            args=("kernel",),
            help="Taps of the kernel along this axis.",
        )
        for side, label, key in ((left, "Kernel rows", "kernel_rows"), (right, "Kernel columns", "kernel_cols"))
    )
    seed = _choose_seed("kernel") if name == "Random" else 0
    drawn = _drawn("kernel")
    return samples.KERNELS[name](rows, cols, seed) if drawn is None else drawn


def _choose_seed(what: Drawn) -> int:
    return st.number_input(
        f"Seed of the {what}",
        0,
        9999,
        0,
        key=f"{what}_seed",
        bind="query-params",
        on_change=_forget,
        args=(what,),
        help="The same seed gives the same numbers.",
    )


def _choose_stride() -> Pair:
    left, right = st.columns(2)
    rows = left.number_input(
        "Row stride", 1, 16, 1, key="row_stride", bind="query-params", help="Distance between outputs."
    )
    cols = right.number_input(
        "Column stride", 1, 16, 1, key="col_stride", bind="query-params", help="Distance between outputs."
    )
    return rows, cols


def _choose_padding() -> Padding:
    name = st.selectbox(
        "Padding",
        [*NAMED_PADDINGS, "numbers"],
        key="padding",
        bind="query-params",
        help="What is added around the input: "
        + "; ".join(f"*{name}*: {text}" for name, text in PADDING_HELP.items())
        + ".",
    )
    if name != "numbers":
        return cast(NamedPadding, name)
    sides = st.columns(4)
    top, bottom, left, right = (
        side.number_input(label, 0, 99, 1, key=f"pad_{label.lower()}", bind="query-params", help="Samples added.")
        for side, label in zip(sides, ("Top", "Bottom", "Left", "Right"), strict=True)
    )
    return (top, bottom), (left, right)


def _upload(what: Drawn) -> None:
    st.file_uploader(
        f"Upload an {what}" if what == "input" else f"Upload a {what}",
        key=f"file_{what}",
        on_change=_take_file,
        args=(what,),
        help="A matrix (CSV, NPY) or a picture (PNG, JPEG), which is taken in grey.",
    )
    if refused := st.session_state.get(f"refused_{what}"):
        st.error(refused)


def _take_file(what: Drawn) -> None:
    from dilviz.reading import read_matrix  # noqa: PLC0415 (its libraries load when the first file comes)

    file = st.session_state[f"file_{what}"]
    st.session_state.pop(f"refused_{what}", None)
    if file is None:
        return
    try:
        draw(what, read_matrix(file.getvalue(), file.name))
    except ValueError as error:
        st.session_state[f"refused_{what}"] = str(error)


def _take_numbers(what: Drawn, key: str) -> None:
    """Put what was typed into the grid over the matrix that the grid began with."""
    matrix = st.session_state[f"grid_{what}"].copy()
    edits: dict[str, Any] = st.session_state[key]["edited_rows"]
    for row, cells in edits.items():
        for col, value in cells.items():
            matrix[int(row), int(col)] = 0 if value is None else value
    st.session_state[f"drawn_{what}"] = matrix


def _drawn(what: Drawn) -> Matrix | None:
    """Return what the user made in place of the example, with a way back to it."""
    matrix = st.session_state.get(f"drawn_{what}")
    if matrix is None:
        return None
    st.button(
        f"Your own {what}, {matrix.shape[0]} × {matrix.shape[1]}: back to the example",
        key=f"forget_{what}",
        on_click=_forget,
        args=(what,),
        width="stretch",
    )
    return cast(Matrix, np.asarray(matrix))


def _forget(what: Drawn) -> None:
    """Go back to the example; called when the user chooses one."""
    st.session_state.pop(f"drawn_{what}", None)
    _start_grid(what)


def _start_grid(what: Drawn) -> None:
    """Let the grid of numbers begin anew, from the present matrix."""
    st.session_state.pop(f"grid_{what}", None)
    st.session_state[f"generation_{what}"] = st.session_state.get(f"generation_{what}", 0) + 1


def _dilation_from(text: str) -> Pair:
    """Return the dilation in a link ("3", or "1x4" for rows x columns), or the default for anything else."""
    steps = text.split("x")
    if len(steps) > 2 or not all(step.isascii() and step.isdigit() and 1 <= int(step) <= 99 for step in steps):
        return DEFAULT_DILATION
    return int(steps[0]), int(steps[-1])
