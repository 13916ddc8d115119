"""Plotly figure specs: plain dicts that `plotly.graph_objects.Figure` takes, one function a figure.

Importing this module also lets a `Scene` show itself in Jupyter: floor 1 knows nothing of
pictures, so that it is this floor that gives the class its ``_repr_mimebundle_``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dilviz import palette
from dilviz.conv import Matrix
from dilviz.effective import WeightName
from dilviz.figures.bars import bars
from dilviz.figures.frame import Spec, without_ground
from dilviz.figures.growth import growth
from dilviz.figures.heatmaps import figure, layer, matrix
from dilviz.figures.trees import tree
from dilviz.overlay import PanelName
from dilviz.palette import LookName
from dilviz.panels import Panel, arranged
from dilviz.paper import SizeName
from dilviz.scene import Pair, Scene
from dilviz.stack import Stack
from dilviz.stack_panels import (
    effective_panel,
    footprint_bars,
    footprint_panels,
    gradient_bars,
    layer_panels,
    run_panels,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = [
    "Spec",
    "effective",
    "footprint",
    "footprints_below",
    "growth",
    "layer",
    "matrix",
    "run",
    "show",
    "tree",
    "without_ground",
]


def footprint(stack: Stack, *branches: Stack, theme: LookName = "light", size: SizeName | None = None) -> Spec:
    """Return along how many paths each sample of the receptive field reaches one output; holes have their own colour.

    Counts above ``2**53`` are drawn as shares of all paths, wide fields as means over
    blocks. Further branches stand beside the first; of one dimension, the first is
    drawn as bars. `theme` and `size` as in `layer`.
    """
    if stack.dimensions == 1:
        return bars(footprint_bars(stack.cols), theme, size)
    return _gallery(footprint_panels([stack, *branches]), theme, size)


def footprints_below(stack: Stack, *, theme: LookName = "light", size: SizeName | None = None) -> Spec:
    """Return the footprint of one output in the input and in every layer below it; `theme` and `size` as in `layer`."""
    return _gallery(layer_panels(stack), theme, size)


def effective(
    stack: Stack,
    weights: WeightName = "uniform",
    *,
    seed: int = 0,
    theme: LookName = "light",
    size: SizeName | None = None,
) -> Spec:
    """Return the gradient of one output, as in `effective_receptive_field`; `theme` and `size` as in `layer`.

    The solid ring is one standard deviation wide as measured, the dashed one by theory.
    """
    if stack.dimensions == 1:
        return bars(gradient_bars(stack.cols, weights, seed), theme, size)
    return _gallery([effective_panel(stack, weights, seed)], theme, size)


def run(stack: Stack, results: Sequence[Matrix], *, theme: LookName = "light", size: SizeName | None = None) -> Spec:
    """Return every result of `dilviz.running.run`, the image first; `theme` and `size` as in `layer`."""
    return figure(arranged(run_panels(stack, results), size), theme, size=size)


def _gallery(shown: list[Panel], theme: LookName, size: SizeName | None) -> Spec:
    return figure(arranged(shown, size), theme, size=size, gap=(palette.HOLE[theme], "no path reaches it"))


def show(scene: Scene, pixel: Pair | None = None, of: PanelName = "output", *, theme: LookName = "light") -> go.Figure:
    """Return `layer` as a `plotly.graph_objects.Figure`, which Jupyter displays."""
    import plotly.graph_objects as go  # noqa: PLC0415 (half a second, and only notebooks need it)

    return go.Figure(layer(scene, pixel, of, theme=theme))


def _mimebundle(scene: Scene, include: object = None, exclude: object = None) -> Spec:
    try:
        shown: Spec = show(scene)._repr_mimebundle_(include, exclude)
    except ValueError as error:
        return {"text/plain": f"This scene cannot be computed: {error}"}
    return shown


Scene._repr_mimebundle_ = _mimebundle  # type: ignore[attr-defined]
