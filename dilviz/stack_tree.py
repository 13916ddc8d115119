"""Who reads whom in a stack, along one axis, as tables that the browser looks up; large axes in blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from dilviz.axis import Axis
from dilviz.blocks import linked
from dilviz.stack import Layer, ReceptiveField, receptive_field, receptive_fields
from dilviz.tree import levels, picture_size

Tree: TypeAlias = Mapping[str, Any]

NEIGHBOURS = 7  # outputs drawn beside the one whose field sets the size of the picture


def drawn_size(layers: Sequence[Layer]) -> int:
    """Return the length of the input to draw a stack over, where it has none of its own.

    >>> drawn_size([Layer(kernel=2, dilation=2**i, padding="causal") for i in range(3)])
    15
    """
    widest = max(1, 96 // receptive_field(layers).jump)  # of a large jump, fewer neighbours
    return picture_size(layers, 1 + min(NEIGHBOURS, widest))


def tree(layers: Sequence[Layer], size: int, most: int | None = None) -> Tree:
    """Return the tree of a stack over an input of `size` samples: its levels, the input first, and their tables.

    `most` is the number of nodes past which a level is drawn in blocks, as in `linked`.

    Raises
    ------
    ValueError
        If the layers do not fit the input, or have too many outputs to follow.
    """
    axes = levels(layers, size)
    tables = linked(axes, most)
    spots = places(layers)
    step = tables["blocks"]
    return {
        "kind": "tree",
        "levels": [
            {"name": name, "first": first, "step": jump * block, "count": len(span)}
            | ({"spans": span} if block > 1 else {})
            for name, (first, jump), block, span in zip(names(layers), spots, step, tables["spans"], strict=True)
        ],
        "tables": tables["tables"],
        "sizes": [size, *(axis.outputs for axis in axes)],
        "fields": [field.size for field in (ReceptiveField(1, 1, 0), *receptive_fields(layers))],
        "reduced": max(step),
        "lit": [len(axes), opening(layers, axes) // step[-1]],
    }


def names(layers: Sequence[Layer]) -> list[str]:
    """Return what stands beside each level of the tree: what was done to arrive there."""
    return ["input", *(_name(layer) for layer in layers)]


def _name(layer: Layer) -> str:
    if layer.kind == "pool":
        return f"pool {layer.kernel}"
    return f"l = {layer.dilation}" + (f", stride {layer.stride}" if layer.stride > 1 else "")


def places(layers: Sequence[Layer]) -> list[tuple[float, int]]:
    """Return where node 0 of each level is drawn, and how far on the next one, in input samples.

    A node stands over the middle of what it reads, unless padding moves it: behind
    causal padding over the last sample, so that no edge leans ahead in time.

    >>> places([Layer(kernel=2), Layer(kernel=2, dilation=2, padding="causal", stride=2)])
    [(0.0, 1), (0.5, 1), (0.5, 2)]
    """
    start, jump = 0.0, 1
    found = [(start, jump)]
    for layer in layers:
        before, after = layer.pad
        share = before / (before + after) if before + after else 0.5
        start += jump * (share * (layer.extent - 1) - before)
        jump *= layer.stride
        found.append((start, jump))
    return found


def opening(layers: Sequence[Layer], axes: Sequence[Axis]) -> int:
    """Return the output to light at first: the middle one of those that see no padding, of a causal stack the last.

    >>> causal = [Layer(kernel=2, dilation=d, padding="causal") for d in (1, 2)]
    >>> opening(causal, levels(causal, 9))
    8
    """
    field = receptive_field(layers)
    causal = any(layer.pad[0] for layer in layers) and not any(layer.pad[1] for layer in layers)
    if causal:
        return axes[-1].outputs - 1
    starts = field.start + field.jump * np.arange(axes[-1].outputs)
    whole = np.flatnonzero((starts >= 0) & (starts + field.size <= axes[0].size))
    return int(whole[whole.size // 2]) if whole.size else axes[-1].outputs // 2
