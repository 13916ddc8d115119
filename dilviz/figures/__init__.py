"""Plotly figure specs: plain dicts that `plotly.graph_objects.Figure` takes, one function a figure.

Importing this module also lets a `Scene` show itself in Jupyter: floor 1 knows nothing of
pictures, so that it is this floor that gives the class its ``_repr_mimebundle_``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilviz import palette
from dilviz.figures.bars import bars
from dilviz.figures.frame import Spec, without_ground
from dilviz.figures.heatmaps import figure, layer, matrix
from dilviz.figures.trees import tree
from dilviz.palette import LookName
from dilviz.panels import footprint_bars, footprint_panel
from dilviz.paper import SizeName
from dilviz.scene import Pair, Scene
from dilviz.stack import Stack

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["Spec", "footprint", "layer", "matrix", "show", "tree", "without_ground"]


def footprint(stack: Stack, *, theme: LookName = "light", size: SizeName | None = None) -> Spec:
    """Return along how many paths each sample of the receptive field reaches one output; holes have their own colour.

    Counts above ``2**53`` are drawn as shares of all paths, wide fields as means over
    blocks; in one dimension they are bars. `theme` and `size` as in `layer`.
    """
    if stack.dimensions == 1:
        return bars(footprint_bars(stack.cols), theme, size)
    return figure([[footprint_panel(stack)]], theme, size=size, gap=(palette.HOLE[theme], "no path reaches it"))


def show(scene: Scene, pixel: Pair | None = None, *, theme: LookName = "light") -> go.Figure:
    """Return `layer` as a `plotly.graph_objects.Figure`, which Jupyter displays."""
    import plotly.graph_objects as go  # noqa: PLC0415 (half a second, and only notebooks need it)

    return go.Figure(layer(scene, pixel, theme=theme))


def _mimebundle(scene: Scene, include: object = None, exclude: object = None) -> Spec:
    try:
        shown: Spec = show(scene)._repr_mimebundle_(include, exclude)
    except ValueError as error:
        return {"text/plain": f"This scene cannot be computed: {error}"}
    return shown


Scene._repr_mimebundle_ = _mimebundle  # type: ignore[attr-defined]
