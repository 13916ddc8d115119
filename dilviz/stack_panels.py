"""The pictures of a stack, ready for anybody who draws on paper: footprints, gradients, results, and bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dilviz import stack_maps
from dilviz.blocks import means
from dilviz.conv import Matrix
from dilviz.effective import WeightName, effective_receptive_field
from dilviz.footprints import drawable
from dilviz.panels import Mask, Panel, Ring, panel, size_in_words
from dilviz.stack import Layer, Stack
from dilviz.stack_maps import Map

MOST_BARS = 512
MOST_CELLS = 2**19  # of the pictures of all layers


@dataclass(frozen=True, eq=False)
class Bars:
    """What stands at each sample of one axis, as a bar; a zero is a hole, and a bar stands for `step` samples."""

    title: str
    caption: str
    heights: NDArray[np.float64]
    step: int = 1
    unit: str = "paths"

    @property
    def holes(self) -> Mask:
        """Where no path begins."""
        holes: Mask = self.heights == 0
        return holes


def footprint_panels(branches: Sequence[Stack]) -> list[Panel]:
    """Return along how many paths each sample of the receptive field reaches one output, a picture for each branch.

    Counts above ``2**53`` become shares of all paths; of more than `stack_maps.MOST_SIDE`
    samples along an axis, the means over blocks are shown. Holes count as inserted zeros.
    """
    maps = [stack_maps.footprint_map(branch) for branch in branches]
    titles = [_footprint_title(exact=shown["unit"] == "paths") for shown in maps]
    drawn = [panel_of({**shown, "title": title}) for shown, title in zip(maps, titles, strict=True)]
    if len(drawn) == 1:
        return drawn
    return [
        replace(one, title=f"Branch {number}", caption=f"{one.caption}, {one.title.lower()}")
        for number, one in enumerate(drawn, 1)
    ]


def layer_panels(stack: Stack) -> list[Panel]:
    """Return the footprint of one output in every level below it, the input first."""
    most = min(stack_maps.MOST_SIDE, isqrt(MOST_CELLS // (len(stack) + 1)))
    return [panel_of(shown) for shown in stack_maps.footprints_below(stack, most)]


def run_panels(stack: Stack, results: Sequence[Matrix]) -> list[Panel]:
    """Return every result of `running.run`, the image first."""
    return [panel_of(shown) for shown in stack_maps.result_maps(stack, results)]


def effective_panel(stack: Stack, weights: WeightName = "uniform", seed: int = 0) -> Panel:
    """Return the gradient of one output, with a ring for its deviation and a dashed one for theory's."""
    shown, _ = stack_maps.effective_map(stack, weights, seed)
    return panel_of(shown)


def footprint_bars(layers: Sequence[Layer]) -> Bars:
    """Return the paths from each sample of the receptive field to one output, along one axis.

    >>> footprint_bars([Layer(kernel=2, dilation=2)]).heights
    array([1., 0., 1.])
    """
    (counts,), exact = drawable(layers)
    return _bars(_footprint_title(exact=exact), counts, "paths")


def gradient_bars(layers: Sequence[Layer], weights: WeightName = "uniform", seed: int = 0) -> Bars:
    """Return the gradient of one output with respect to each sample, along one axis."""
    found = effective_receptive_field(layers, weights, seed=seed)
    return _bars("Gradient of one output", found.gradient.astype(np.float64), "gradient")


def panel_of(shown: Map) -> Panel:
    """Return a heatmap of the page as a panel; its holes count as inserted zeros."""
    values = shown["values"].astype(np.float64)
    holes = np.isnan(values) & bool(shown.get("holes"))
    steps = tuple(int(block) for block in shown["blocks"])
    caption = size_in_words(shown["shape"])
    if max(steps) > 1:
        caption += f", drawn as means over {size_in_words(steps)}"
    found = panel(np.where(holes, 0.0, values), shown["title"], caption=caption)
    return replace(found, inserted=holes, step=(steps[0], steps[1]), rings=_rings(shown, values.shape))


def _rings(shown: Map, shape: tuple[int, ...]) -> list[Ring]:
    return [
        Ring(ring["radius"][0] * shape[0], ring["radius"][1] * shape[1], dashed=ring["dashed"])
        for ring in shown.get("rings", [])
    ]


def _bars(title: str, heights: NDArray[Any], unit: str) -> Bars:
    step = -(-heights.size // MOST_BARS)
    caption = f"{heights.size:,} samples" + (f", drawn as means over {step}" if step > 1 else "")
    return Bars(title, caption, means(heights, step), step, unit)


def _footprint_title(*, exact: bool) -> str:
    return "Paths to one output" if exact else "Share of all paths to one output"
