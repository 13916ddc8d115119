"""The stack's page, top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

import streamlit as st

from dilviz.stack import Stack
from dilviz.ui import stack_controls, stack_grid, stack_views
from dilviz.ui.picture import Picture
from dilviz.ui.stack_take_away import stack_take_away

Given = ParamSpec("Given")
Shown = TypeVar("Shown")

VIEWS: dict[str, Callable[[Stack], Picture | None]] = {
    "Sizes": stack_views.sizes,
    "Growth": stack_views.growth,
    "Layer by layer": stack_views.layer_by_layer,
    "Effective field": stack_views.effective,
    "Run it": stack_views.run_it,
}


def stack() -> None:
    """Several layers: what one output sees of the input, and what it misses."""
    branches = stack_controls.choose_stack()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        as_table = st.toggle(
            "Edit the layers as a table", key="as_table", bind="query-params", help="Add, move, change layers."
        )
        place = stack_controls.choose_branch(branches)
    shown = branches[place]
    take = partial(stack_controls.replace_branch, branches, place)
    with st.container():
        if as_table:
            told(stack_grid.edit_layers, shown, take)
    told(stack_views.verdict, shown, take)
    told(stack_views.pictures, branches, place)
    view = st.segmented_control(
        "Look closer",
        list(VIEWS),
        default="Sizes",
        required=True,
        key="view",
        bind="query-params",
        help="Numbers, growth, footprints, gradients, or the stack at work.",
    )
    closer = told(VIEWS[view], shown)
    told(stack_take_away, branches, place, closer)


def told(view: Callable[Given, Shown], *args: Given.args, **options: Given.kwargs) -> Shown | None:
    """Show a view, or the sentence on why there is nothing to show: the one place that catches errors.

    Each has a container of its own, so that what follows keeps its place on the page, and is not built anew.
    """
    with st.container():
        try:
            return view(*args, **options)
        except ValueError as error:
            st.error(f"{error}.".replace("..", "."))
    return None
