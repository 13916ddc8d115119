"""The sidebar: widgets, and what the user drew or uploaded, into one frozen Scene."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

import streamlit as st

from dilviz import samples
from dilviz.axis import PADDING_MODES
from dilviz.conv import NAMED_PADDINGS, Matrix, NamedPadding, Padding
from dilviz.scene import OPERATIONS, Pair, Scene
from dilviz.ui import own_matrix

STAGE = "stage"  # the key of the linked picture
DEFAULT_DILATION: Pair = (3, 3)
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
        photograph=own_matrix.is_photograph(),
        channels=own_matrix.channels(),
    )


def dilation() -> Pair:
    """Return the (rows, columns) dilation that the stage's sliders stand at; the address has it, too."""
    if "dilation" not in st.session_state:
        st.session_state.dilation = _dilation_from(st.query_params.get("dilation", ""))
        st.session_state.linked = st.session_state.dilation[0] == st.session_state.dilation[1]
    chosen = cast(Pair, st.session_state.dilation)
    if chosen != DEFAULT_DILATION and "dilation" not in st.query_params:
        _write_dilation(chosen)  # a visit to the other page has cleared it
    return chosen


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
    _write_dilation(st.session_state.dilation)
    if "pin" in told:
        _follow_pin(told["pin"])
    if told.get("drawn"):
        own_matrix.take_drawing(told["drawn"])


def _follow_pin(place: Sequence[Any]) -> None:
    if not place:
        st.session_state.pin = None
        st.query_params.pop("pin", None)
    else:
        name, (row, col) = place
        st.session_state.pin = (str(name), (int(row), int(col)))
        st.query_params["pin"] = f"{name}({int(row)},{int(col)})"


def _choose_input() -> Matrix:
    st.subheader("Input", divider="gray")
    name = st.selectbox(
        "Example input",
        list(samples.INPUTS),
        key="input",
        bind="query-params",
        on_change=own_matrix.forget,
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
        on_change=own_matrix.forget,
        args=("input",),
        help="Rows and columns of the example.",
    )
    seed = 0
    if name == "Noise":
        seed = _choose_seed("input")
    own_matrix.bring("input")
    drawn = own_matrix.own("input")
    return samples.INPUTS[name](size, seed) if drawn is None else drawn


def _choose_kernel() -> Matrix:
    st.subheader("Kernel", divider="gray")
    name = st.selectbox(
        "Example kernel",
        list(samples.KERNELS),
        key="kernel",
        bind="query-params",
        on_change=own_matrix.forget,
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
            on_change=own_matrix.forget,
            args=("kernel",),
            help="Taps of the kernel along this axis.",
        )
        for side, label, key in ((left, "Kernel rows", "kernel_rows"), (right, "Kernel columns", "kernel_cols"))
    )
    seed = _choose_seed("kernel") if name == "Random" else 0
    own_matrix.bring("kernel")
    drawn = own_matrix.own("kernel")
    return samples.KERNELS[name](rows, cols, seed) if drawn is None else drawn


def _choose_seed(what: own_matrix.What) -> int:
    return st.number_input(
        f"Seed of the {what}",
        0,
        9999,
        0,
        key=f"{what}_seed",
        bind="query-params",
        on_change=own_matrix.forget,
        args=(what,),
        help="The same seed gives the same numbers.",
    )


def _choose_stride() -> Pair:
    rows, cols = (
        side.number_input(label, 1, 16, 1, key=key, bind="query-params", help="Distance between outputs.")
        for side, label, key in zip(
            st.columns(2), ("Row stride", "Column stride"), ("row_stride", "col_stride"), strict=True
        )
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


def _write_dilation(chosen: Pair) -> None:
    st.query_params["dilation"] = "x".join(str(step) for step in chosen)


def _dilation_from(text: str) -> Pair:
    """Return the dilation in a link ("3", or "1x4" for rows x columns), or the default for anything else."""
    steps = text.split("x")
    if len(steps) > 2 or not all(step.isascii() and step.isdigit() and 1 <= int(step) <= 99 for step in steps):
        return DEFAULT_DILATION
    return int(steps[0]), int(steps[-1])
