"""What the user leaves with from the page of the stack: its tree, its footprint, its numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import streamlit as st

from dilviz import figures
from dilviz.export import stack_data
from dilviz.export.drawing import Drawing
from dilviz.export.figure import footprint_drawing, pdf_bytes, png_bytes, svg_bytes
from dilviz.export.stack_figure import bars_drawing, tree_drawing
from dilviz.figures import Spec
from dilviz.notation import format_stack
from dilviz.palette import LOOKS, LookName
from dilviz.paper import SIZES, SizeName
from dilviz.stack import Layer, Stack
from dilviz.ui.downloads import SIZE_NAMES, downloads
from dilviz.ui.figure.figure import figure


def stack_take_away(stack: Stack) -> None:
    """Show the ways to take a stack away, one at a time; ``ValueError`` says what cannot be made, for students."""
    kind = st.segmented_control(
        "Take away the stack",
        list(KINDS),
        key="take_stack_away",
        help="Figures of the tree and the footprint for slides and papers, or the numbers.",
    )
    if kind:
        with st.container(border=True):
            KINDS[kind](stack)


def _tree(stack: Stack) -> None:
    layers, title = stack.cols, "Tree of one output"
    if stack.dimensions == 2 and stack.rows != stack.cols:
        axis = st.segmented_control(
            "Axis of the figure",
            ["rows", "columns"],
            default="columns",
            required=True,
            key="stack_figure_axis",
            help="Rows and columns differ, so that each has a tree of its own.",
        )
        layers, title = (stack.rows if axis == "rows" else stack.cols), f"{title}, {axis}"

    def drawn(size: SizeName, look: LookName, clear: bool) -> Drawing:
        return tree_drawing(layers, title=title, size=size, palette=look, transparent=clear)

    _figure("dilviz-tree", lambda look, size: _tree_spec(layers, title, look, size), drawn)


def _footprint(stack: Stack) -> None:
    def drawn(size: SizeName, look: LookName, clear: bool) -> Drawing:
        if stack.dimensions == 1:
            return bars_drawing(stack.cols, size=size, palette=look, transparent=clear)
        return footprint_drawing(stack, size=size, palette=look, transparent=clear)

    _figure("dilviz-footprint", lambda look, size: figures.footprint(stack, theme=look, size=size), drawn)


def _figure(
    name: str,
    specify: Callable[[LookName, SizeName], Spec],
    drawn: Callable[[SizeName, LookName, bool], Drawing],
) -> None:
    """Show a figure with its options, to be saved by the browser or drawn by the server."""
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    look = left.selectbox("Colours", LOOKS, key="stack_figure_look", help="Print is black on white.")
    size = middle.selectbox(
        "Size", SIZES, format_func=SIZE_NAMES.__getitem__, key="stack_figure_size", help="Of all that is saved here."
    )
    clear = right.toggle("Transparent ground", key="stack_figure_clear", help="Let the slide's own colour through.")
    spec = specify(look, size)
    if clear:
        spec = figures.without_ground(spec)
    st.markdown("**Drawn in your browser**, in the size and colours above")
    figure(spec, name, key="stack_figure")
    st.markdown("**Drawn on the server**, with its fonts inside, in the size and colours above")
    downloads(
        {
            "PDF": (f"{name}.pdf", "application/pdf", lambda: pdf_bytes(drawn(size, look, clear))),
            "SVG with outlined text": (
                f"{name}-outlined.svg",
                "image/svg+xml",
                lambda: svg_bytes(drawn(size, look, clear)),
            ),
            "PNG in this size": (f"{name}-{size}.png", "image/png", lambda: png_bytes(drawn(size, look, clear))),
        }
    )


def _data(stack: Stack) -> None:
    st.code(format_stack(stack), language=None, wrap_lines=True)
    st.caption(
        "The stack in one line, as this page reads it. Path counts are exact integers of any length; "
        "in two dimensions those of rows and columns multiply."
    )
    files: dict[str, tuple[str, str, Callable[[], bytes]]] = {
        "Path counts, CSV": ("path-counts.csv", "text/csv", lambda: stack_data.counts_csv(stack)),
        "Sizes, CSV": ("sizes.csv", "text/csv", lambda: stack_data.sizes_csv(stack)),
        "All as JSON": ("stack.json", "application/json", lambda: stack_data.stack_json(stack)),
        "Notation": ("stack.txt", "text/plain", lambda: stack_data.notation_text(stack)),
    }
    if stack.dimensions == 2 and stack_data.cells(stack) <= stack_data.MOST_CELLS:
        files["Footprint, CSV"] = ("footprint.csv", "text/csv", lambda: stack_data.footprint_csv(stack))
    downloads(files)


@lru_cache(16)
def _tree_spec(layers: tuple[Layer, ...], title: str, look: LookName, size: SizeName) -> Spec:
    return figures.tree(layers, title=title, theme=look, size=size)


KINDS: dict[str, Callable[[Stack], None]] = {"Tree": _tree, "Footprint": _footprint, "Data": _data}
