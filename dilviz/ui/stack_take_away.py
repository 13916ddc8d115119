"""What the user leaves with from the page of the stack: tree, footprint, what is looked at closer, numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dilviz import figures
from dilviz.export import stack_data
from dilviz.export.tree import tree_drawing
from dilviz.notation import format_stack
from dilviz.stack import Stack
from dilviz.stack_panels import footprint_bars, footprint_panels
from dilviz.ui import stack_inputs
from dilviz.ui.address import address, show_address
from dilviz.ui.downloads import downloads
from dilviz.ui.picture import Picture, charted, gallery, show_picture

CLOSER = "Closer look"
KINDS = ("Tree", "Footprint", CLOSER, "Data", "Link")


def stack_take_away(branches: Sequence[Stack], place: int, closer: Picture | None) -> None:
    """Show the ways to take a stack away, one at a time; ``ValueError`` says what cannot be made, for students.

    `closer` is what is shown under “Look closer”, if that is a picture.
    """
    kind = st.segmented_control(
        "Take away the stack",
        KINDS,
        key="take_stack_away",
        help="Figures of the tree, the footprint or what you look at closer; the numbers; or a link to this very page.",
    )
    if not kind:
        return
    with st.container(border=True):
        if kind == "Data":
            _data(branches[place])
        elif kind == "Link":
            show_address(
                address(**st.query_params.to_dict()),
                "the stack and what you look at. The input of “Layer” travels with the link of that page.",
            )
        elif kind == "Tree":
            _figure(_tree(branches[place]))
        elif kind == "Footprint":
            _figure(_footprint(branches, place))
        elif closer:
            _figure(closer)
        else:
            st.info(
                "Choose a picture under “Look closer”: growth, effective field, a run, or layer by layer. "
                "(Along one axis, the tree shows the layers.)"
            )


def _tree(stack: Stack) -> Picture:
    """Return the tree that the page shows: over the same samples, of the output whose cone was pinned."""
    axis = stack_inputs.chosen_axis(stack)
    layers = (stack.rows, stack.cols)[axis]
    samples = stack_inputs.chosen_length(layers, axis)
    level, node = stack_inputs.pinned_node(layers, samples) or (len(layers), None)
    title = "Tree of one output" if node is None else f"Tree of output {node}"
    if level < len(layers):
        title += f" of layer {level}"
    if stack.dimensions == 2 and stack.rows != stack.cols:
        title += ", columns" if axis else ", rows"
    if node is None:
        st.caption("Of the output that is lit at first. Click a node of the tree above to take its tree.")
    below = layers[:level]
    return Picture(
        "dilviz-tree",
        partial(figures.tree, below, output=node, samples=samples, title=title),
        partial(tree_drawing, below, output=node, samples=samples, title=title),
    )


def _footprint(branches: Sequence[Stack], place: int) -> Picture:
    """Return the footprints of all branches, as on the page; along one axis, that of the chosen one as bars."""
    stack = branches[place]
    name = "dilviz-footprint"
    if stack.dimensions == 1:
        return charted(name, partial(figures.footprint, stack), lambda: footprint_bars(stack.cols))
    title = f"Footprint of {' | '.join(map(format_stack, branches))}"
    return gallery(name, title, partial(figures.footprint, *branches), lambda: footprint_panels(branches))


def _figure(picture: Picture) -> None:
    show_picture(picture, st.columns(3, vertical_alignment="bottom"), "stack_figure")


def _data(stack: Stack) -> None:
    st.code(format_stack(stack), language=None, wrap_lines=True)
    shape = stack_inputs.chosen_shape()
    st.caption(
        "The stack in one line, as this page reads it. Path counts are exact integers of any length; "
        f"in two dimensions those of rows and columns multiply. Sizes are over an input of {shape[0]} × {shape[1]}."
    )
    files: dict[str, tuple[str, str, Callable[[], bytes]]] = {
        "Path counts, CSV": ("path-counts.csv", "text/csv", lambda: stack_data.counts_csv(stack)),
        "Sizes, CSV": ("sizes.csv", "text/csv", lambda: stack_data.sizes_csv(stack, shape)),
        "Growth, CSV": ("growth.csv", "text/csv", lambda: stack_data.growth_csv(stack)),
        "All as JSON": ("stack.json", "application/json", lambda: stack_data.stack_json(stack)),
        "Notation": ("stack.txt", "text/plain", lambda: stack_data.notation_text(stack)),
    }
    if stack.dimensions == 2 and stack_data.cells(stack) <= stack_data.MOST_CELLS:
        files["Footprint, CSV"] = ("footprint.csv", "text/csv", lambda: stack_data.footprint_csv(stack))
    downloads(files)
