"""The widgets of the stack's views: which input, which kernels, which axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import streamlit as st

from dilviz import samples, stack_tree
from dilviz.conv import Matrix
from dilviz.effective import WeightName
from dilviz.scene import Scene
from dilviz.stack import Layer, Stack

LAYERS_INPUT = "The input of “Layer”"
LAYERS_KERNEL = "The kernel of “Layer”"
OWN_FIELD = "its own field"
OVER_INPUT = "the input of “Layer”"


def layer_scene() -> Scene | None:
    """Return what was last shown on the page of the single layer, if it was visited."""
    return cast("Scene | None", st.session_state.get("layer_scene"))


def choose_axis() -> int:
    """Show which axis the tree is of, and return 0 for rows, 1 for columns."""
    chosen = st.segmented_control(
        "Axis of the tree",
        ["rows", "columns"],
        default="columns",
        required=True,
        key="tree_axis",
        bind="query-params",
        help="Rows and columns are read independently of each other, so that each has a tree of its own.",
    )
    return 0 if chosen == "rows" else 1


def choose_length(layers: Sequence[Layer], axis: int) -> int:
    """Show over how many samples the tree is drawn, and return that."""
    own, length = stack_tree.drawn_size(layers), _layer_image().shape[axis]
    over = st.segmented_control(
        "Draw the tree over",
        [OWN_FIELD, OVER_INPUT],
        default=OWN_FIELD,
        required=True,
        key="over",
        bind="query-params",
        help=f"As many samples as one output sees, and a few more ({own:,}); or the {length:,} of the input.",
    )
    return own if over == OWN_FIELD else length


def chosen_axis(stack: Stack) -> int:
    """Return what `choose_axis` returned."""
    return 0 if stack.dimensions == 2 and st.session_state.get("tree_axis") == "rows" else 1


def chosen_length(layers: Sequence[Layer], axis: int) -> int:
    """Return what `choose_length` returned."""
    over = st.session_state.get("over", OWN_FIELD)
    return stack_tree.drawn_size(layers) if over == OWN_FIELD else _layer_image().shape[axis]


def pin_node(key: str, layers: Sequence[Layer], samples: int) -> None:
    """Take over the node whose cone was pinned in the tree of `layers`, or that none is any longer."""
    place = st.session_state[key].get("node") or ()
    st.session_state.pinned_node = (tuple(layers), samples, *map(int, place)) if len(place) == 2 else None


def pinned_node(layers: Sequence[Layer], samples: int) -> tuple[int, int] | None:
    """Return level and number of the node that is pinned in this very tree, the input being level 0."""
    pinned = st.session_state.get("pinned_node")
    if pinned is None or pinned[:2] != (tuple(layers), samples) or not 1 <= pinned[2] <= len(layers):
        return None
    return pinned[2], pinned[3]


def chosen_shape() -> tuple[int, int]:
    """Return the shape of the input that `choose_image` returned, or of the one of “Layer”."""
    rows, cols = _image(st.session_state.get("run_input", LAYERS_INPUT), st.session_state.get("run_size", 32)).shape
    return rows, cols


def choose_image() -> Matrix:
    """Show which input the stack is applied to, and return it."""
    left, right = st.columns(2)
    name = left.selectbox(
        "Input of the stack",
        [LAYERS_INPUT, *samples.INPUTS],
        key="run_input",
        bind="query-params",
        help="What is drawn, typed or uploaded on the page “Layer”, or an example.",
    )
    if name == LAYERS_INPUT:
        return _layer_image()
    size = right.slider(
        "Size of the example", 3, 64, 32, key="run_size", bind="query-params", help="Rows and columns of the example."
    )
    return _image(name, size)


def choose_kernels(stack: Stack) -> list[Matrix]:
    """Show the kernels of the layers, the same for all or one each, and return one for each convolution."""
    shapes = [(row.kernel, col.kernel) for row, col in zip(stack.rows, stack.cols, strict=True) if row.kind == "conv"]
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        name = _choose_kernel("Kernel of every layer", "run_kernel")
    with right:
        each = st.toggle("One for each layer", key="run_each", bind="query-params", help="Choose them one by one.")
    if not each:
        return [_kernel(name, *shape) for shape in shapes]
    with st.container(horizontal=True):
        names = [_choose_kernel(f"Convolution {n}", f"run_kernel_{n}") for n in range(1, len(shapes) + 1)]
    return [_kernel(name, *shape) for name, shape in zip(names, shapes, strict=True)]


def choose_weights(names: Sequence[WeightName]) -> tuple[WeightName, int]:
    """Show the weights of the gradient, and return their name and seed."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        weights = st.segmented_control(
            "Weights",
            names,
            default="uniform",
            required=True,
            key="effective_weights",
            bind="query-params",
            help="All equal, a bell in every kernel, or independent normal numbers.",
        )
        seed = 0
        if weights == "random":
            seed = st.number_input(
                "Seed",
                0,
                9999,
                0,
                key="effective_seed",
                bind="query-params",
                width=140,
                help="Same seed, same weights.",
            )
    return weights, seed


def _choose_kernel(label: str, key: str) -> str:
    names = [LAYERS_KERNEL, *samples.KERNELS]
    return st.selectbox(
        label,
        names,
        index=names.index("Box"),
        key=key,
        bind="query-params",
        help="Weights by name, in the size of the layer; that of “Layer” must have that size.",
    )


def _kernel(name: str, rows: int, cols: int) -> Matrix:
    if name != LAYERS_KERNEL:
        return samples.KERNELS[name](rows, cols, 0)
    scene = layer_scene()
    if rows == cols == 1:
        return np.ones((1, 1))
    return scene.kernel if scene else samples.KERNELS[samples.DEFAULT_KERNEL](3, 3, 0)


def _image(name: str, size: int) -> Matrix:
    return _layer_image() if name == LAYERS_INPUT else samples.INPUTS[name](size, 0)


def _layer_image() -> Matrix:
    scene = layer_scene()
    return scene.image if scene else samples.INPUTS[samples.DEFAULT_INPUT](9, 0)
