"""The heatmaps of a stack as the browser draws them: footprints, layer by layer, gradients, results of a run.

A map is ``values`` (rows, cols) in a ``range`` of a colour ``scale``, with the samples
that its rows and columns stand for. NaN is a hole, which has a colour of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isqrt
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dilviz.axis import PaddingMode
from dilviz.blocks import linked, means, spans
from dilviz.conv import Matrix
from dilviz.effective import EffectiveMap, WeightName, effective_receptive_field_2d
from dilviz.footprints import drawable, footprint
from dilviz.notation import format_stack
from dilviz.payload import picture
from dilviz.running import levels_2d
from dilviz.stack import Layer, ReceptiveField, Stack, receptive_fields

Map: TypeAlias = Mapping[str, Any]
Values: TypeAlias = NDArray[np.float64]

MOST_SIDE = 256  # cells of a drawn heatmap along one axis
MOST_LONG = 1024  # of one that is a strip
MOST_SENT = 2**20  # cells of all results of a run: 4 MB


def footprint_map(stack: Stack, title: str = "Footprint", most: int | None = None) -> Map:
    """Return the path counts over the receptive field; of at most `most` cells along each axis."""
    counts, exact = drawable(*_sides(stack))
    blocks = [-(-side.size // (most or _most(stack))) for side in counts]
    values = np.outer(*(means(side, block) for side, block in zip(counts, blocks, strict=True)))
    values[values == 0] = np.nan
    return {
        **_map(title, values, (counts[0].size, counts[1].size), blocks),
        "range": [0.0, float(np.nanmax(values))],
        "scale": "seen",
        "holes": True,
        "unit": "paths" if exact else "of all paths",
    }


def layer_maps(stack: Stack) -> Map:
    """Return the footprint of one output in every level below it, far from any border; the input comes first."""
    far = Stack(*(tuple(replace(layer, padding="valid") for layer in side) for side in _sides(stack)))
    most = min(MOST_LONG, 2**14 // len(stack)) if stack.dimensions == 1 else 96  # in all, less than a megabyte
    shape = footprint(far.rows).size, footprint(far.cols).size
    return _linked_maps(footprints_below(far, most), far, shape, most)


def footprints_below(stack: Stack, most: int) -> list[Map]:
    """Return the footprint of one output in every level below it, of at most `most` cells along each axis."""
    maps = []
    for level, title in enumerate(titles(stack)):
        rest = stack.rows[level:] or (Layer(1),), stack.cols[level:] or (Layer(1),)
        maps.append(footprint_map(Stack(*rest), title, most))
    return maps


def run_maps(stack: Stack, results: Sequence[Matrix], edge: PaddingMode = "zeros") -> Map:
    """Return every result of `running.run` as a linked map; the image comes first."""
    return _linked_maps(result_maps(stack, results), stack, results[0].shape, _most_each(results), edge)


def result_maps(stack: Stack, results: Sequence[Matrix]) -> list[Map]:
    """Return every result of `running.run`, each by itself; the image comes first."""
    most = _most_each(results)
    return [_result(title, values, most) for title, values in zip(titles(stack), results, strict=True)]


def effective_map(stack: Stack, weights: WeightName, seed: int) -> tuple[Map, EffectiveMap]:
    """Return the gradient of one output as a map with rings of one deviation, measured and in theory; and itself."""
    found = effective_receptive_field_2d(stack, weights, seed=seed)
    gradient = found.gradient.astype(np.float64)
    blocks = [-(-side // _most(stack)) for side in gradient.shape]
    values = _reduced(gradient, blocks)
    drawn = picture(values)
    if max(blocks) == 1:
        values = np.where(np.outer(footprint(stack.rows), footprint(stack.cols)) == 0, np.nan, values)
    shown = {
        **_map("Gradient of one output", values, gradient.shape, blocks),
        "range": drawn["range"],
        "scale": "seen" if drawn["scale"] == "positive" else drawn["scale"],
        "holes": True,
        "unit": "",
    }
    if stack.dimensions == 1:
        return shown, found
    rings = [_ring(found.deviation, gradient.shape), {**_ring(found.theory, gradient.shape), "dashed": True}]
    return {**shown, "rings": [ring for ring in rings if np.isfinite(ring["radius"]).all()]}, found


def gallery(maps: Sequence[Map]) -> Map:
    """Return maps side by side, each by itself."""
    return {"kind": "maps", "maps": [{**shown, "values": shown["values"].astype(np.float32)} for shown in maps]}


def titles(stack: Stack) -> list[str]:
    """Return what stands above each level: the layer, as it is written in the notation."""
    layers = zip(stack.rows, stack.cols, strict=True)
    return ["Input", *(f"{n}: {format_stack(Stack((row,), (col,)))}" for n, (row, col) in enumerate(layers, 1))]


def _result(title: str, values: Matrix, most: int) -> Map:
    blocks = [-(-side // most) for side in values.shape]
    shown = _reduced(values.astype(float), blocks)
    drawn = picture(shown)
    return {**_map(title, shown, values.shape, blocks), "range": drawn["range"], "scale": drawn["scale"], "unit": ""}


def _reduced(values: Values, blocks: Sequence[int]) -> Values:
    with np.errstate(over="ignore", invalid="ignore"):
        return means(means(values, blocks[0]).T, blocks[1]).T


def _most_each(results: Sequence[Matrix]) -> int:
    return min(MOST_SIDE, isqrt(MOST_SENT // len(results)))


def _most(stack: Stack) -> int:
    return MOST_LONG if stack.dimensions == 1 else MOST_SIDE


def _map(title: str, values: Values, shape: tuple[int, ...], blocks: Sequence[int]) -> dict[str, Any]:
    return {
        "title": title,
        "values": values,
        "shape": shape,
        "blocks": blocks,
        "row_spans": spans(shape[0], blocks[0]),
        "col_spans": spans(shape[1], blocks[1]),
    }


def _ring(radius: tuple[float, float], shape: tuple[int, ...]) -> dict[str, Any]:
    """Return an ellipse about the middle, in shares of the map's height and width."""
    return {"radius": [side / size for side, size in zip(radius, shape, strict=True)], "dashed": False}


def _linked_maps(
    maps: Sequence[Map], stack: Stack, shape: tuple[int, ...], most: int, edge: PaddingMode = "zeros"
) -> Map:
    axes = levels_2d(stack, shape[0], shape[1], edge)
    rows, cols = (
        {**tables, "fields": _fields(layers, tables)}
        for layers, tables in zip(_sides(stack), (linked(side, most) for side in axes), strict=True)
    )
    return {**gallery(maps), "rows": rows, "cols": cols}


def _fields(layers: Sequence[Layer], tables: Mapping[str, Any]) -> list[NDArray[np.int32]]:
    """Return the first and the last drawn cell of the input within the field of each drawn cell, per level."""
    size, block = tables["spans"][0][-1, 1], tables["blocks"][0]
    fields = [ReceptiveField(1, 1, 0), *receptive_fields(layers)]
    found = []
    for field, samples in zip(fields, tables["spans"], strict=True):
        ends = field.start + field.jump * samples.astype(np.int64) + [0, field.size - 1]
        found.append((ends.clip(0, size) // block).astype(np.int32))
    return found


def _sides(stack: Stack) -> tuple[tuple[Layer, ...], tuple[Layer, ...]]:
    return stack.rows, stack.cols
