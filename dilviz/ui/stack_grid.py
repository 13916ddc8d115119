"""The layers of a stack as a grid to type in: add, remove, move, duplicate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import streamlit as st

from dilviz.notation import format_stack, parse_stack
from dilviz.stack import LAYER_KINDS, MOST_LAYERS, AxisPadding, Layer, Stack

Row: TypeAlias = dict[str, Any]
Take: TypeAlias = Callable[[Stack], None]

SIDES = {"rows": "rows", "cols": "columns"}
NUMBERS = {  # greatest value, and what it means
    "kernel": (4096, "Taps."),
    "dilation": (65536, "Distance between neighbouring taps."),
    "stride": (4096, "Distance between neighbouring outputs."),
}
FRESH: dict[str, Any] = {
    "kind": "conv",
    "kernel": 3,
    "dilation": 1,
    "stride": 1,
    "padding": "same",
}  # of an added layer


def edit_layers(stack: Stack, take: Take) -> None:
    """Show the layers of a stack as a grid; `take` is called with what it becomes."""
    text = format_stack(stack)
    if st.session_state.get("grid_text") != text:
        st.session_state.grid_text = text
        st.session_state.grid_layers = layer_rows(stack)
        st.session_state.grid_number = st.session_state.get("grid_number", 0) + 1
    key = f"layers_{st.session_state.grid_number}"
    flat = stack.dimensions == 1
    st.data_editor(
        st.session_state.grid_layers,
        key=key,
        num_rows="dynamic",
        width="stretch",
        column_config=_columns(flat),
        on_change=_take_grid,
        args=(key, flat, take),
    )
    if refused := st.session_state.pop("grid_refused", None):
        st.error(refused)
    _arrange(stack, take)


def layer_rows(stack: Stack) -> list[Row]:
    """Return the layers as rows of a grid; in one dimension, of the columns alone."""
    if stack.dimensions == 1:
        return [_row(layer, "") for layer in stack.cols]
    return [
        {"kind": col.kind, **_row(row, " rows"), **_row(col, " cols")}
        for row, col in zip(stack.rows, stack.cols, strict=True)
    ]


def from_rows(rows: Sequence[Mapping[str, Any]], *, flat: bool) -> Stack:
    """Return the stack that the rows of a grid describe; what is empty in them is as in a fresh layer."""
    return parse_stack(", ".join(_item(row, flat=flat) for row in rows))


def edited(rows: Sequence[Row], changes: Mapping[str, Any]) -> list[Row]:
    """Return the rows of a grid after what its widget reports."""
    changed = [{**row, **changes["edited_rows"].get(i, {})} for i, row in enumerate(rows)]
    gone = set(changes["deleted_rows"])
    return [row for i, row in enumerate(changed) if i not in gone] + list(changes["added_rows"])


def _row(layer: Layer, side: str) -> Row:
    row: Row = {
        f"kernel{side}": layer.kernel,
        f"dilation{side}": layer.dilation,
        f"stride{side}": layer.stride,
        f"padding{side}": _padding(layer.padding),
    }
    return row if side else {"kind": layer.kind, **row}


def _padding(padding: AxisPadding) -> str:
    if isinstance(padding, str | int):
        return str(padding)
    return f"{padding[0]}" if padding[0] == padding[1] else f"{padding[0]}+{padding[1]}"


def _item(row: Mapping[str, Any], *, flat: bool) -> str:
    """Write a row in the notation, which checks it."""

    def cell(name: str, side: str = "") -> object:
        value = row.get(name + side)
        return FRESH[name] if value in (None, "") else value

    pool = cell("kind") == "pool"
    if flat and not pool:
        return f"k{cell('kernel')} d{cell('dilation')} s{cell('stride')} p{cell('padding')}"
    if flat:  # a window of one row
        return f"pool1x{cell('kernel')} d{cell('dilation')} s1x{cell('stride')} pvalidx{cell('padding')}"
    size, dilation, stride, padding = (
        f"{cell(name, ' rows')}x{cell(name, ' cols')}" for name in ("kernel", "dilation", "stride", "padding")
    )
    return f"{'pool' if pool else ''}{size} d{dilation} s{stride} p{padding}"


def _columns(flat: bool) -> dict[str, Any]:
    choice = st.column_config.SelectboxColumn
    columns: dict[str, Any] = {
        "kind": choice("kind", options=LAYER_KINDS, default="conv", help="A convolution, or pooling: no weights.")
    }
    for side, along in {"": ""}.items() if flat else ((f" {key}", f", {name}") for key, name in SIDES.items()):
        columns |= {f"{name}{side}": _number(name, along, most, text) for name, (most, text) in NUMBERS.items()}
        columns[f"padding{side}"] = st.column_config.TextColumn(
            f"padding{along}",
            default=FRESH["padding"],
            help="valid, same, full, causal, a number, or before+after, such as 2+0.",
        )
    return columns


def _number(name: str, along: str, most: int, text: str) -> Any:  # noqa: ANN401 (Streamlit names no type)
    label = f"{name}{along}"
    return st.column_config.NumberColumn(label, min_value=1, max_value=most, step=1, default=FRESH[name], help=text)


def _take_grid(key: str, flat: bool, take: Take) -> None:
    rows = edited(st.session_state.grid_layers, st.session_state[key])
    try:
        stack = from_rows(rows, flat=flat)
    except ValueError as error:
        st.session_state.grid_refused = str(error)
        return
    st.session_state.grid_text = format_stack(stack)  # the grid shows it already
    take(stack)


def _arrange(stack: Stack, take: Take) -> None:
    """Show the buttons that move, duplicate and remove a layer."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.number_input(
            "Layer", 1, MOST_LAYERS, 1, key="moved_layer", width=140, help="The layer that the buttons move or copy."
        )
        place = min(chosen, len(stack)) - 1
        order = list(range(len(stack)))
        kept = order[:place] + order[place + 1 :]
        ways = {
            "Move up": [*kept[: max(place - 1, 0)], place, *kept[max(place - 1, 0) :]],
            "Move down": [*kept[: place + 1], place, *kept[place + 1 :]],
            "Duplicate": [*order[: place + 1], *order[place:]],
            "Remove": kept,
        }
        for label, places in ways.items():
            st.button(
                label,
                key=f"layer_{label.split()[-1].lower()}",
                on_click=_rearrange,
                args=(stack, places, take),
                disabled=not 1 <= len(places) <= MOST_LAYERS,
                help=f"{label} layer {place + 1}; layer 1 reads the input.",
            )


def _rearrange(stack: Stack, places: Sequence[int], take: Take) -> None:
    try:
        take(Stack(tuple(stack.rows[i] for i in places), tuple(stack.cols[i] for i in places)))
    except ValueError as error:
        st.session_state.grid_refused = str(error)
