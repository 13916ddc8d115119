"""How a stack grows, beside other ways to see as far: no dilation, doubling, pooling, one dense kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from dilviz.axis import LONGEST
from dilviz.stack import WIDEST, Layer, Stack, receptive_field

Pair: TypeAlias = tuple[Layer, Layer]  # the layers of one depth, (rows, columns)


@dataclass(frozen=True)
class Growth:
    """How far one output sees after so many layers, and at what cost; the input alone comes first.

    Parameters
    ----------
    sizes : tuple of int
        Receptive field along the axis asked for, in input samples.
    weights : tuple of int
        Sum over the layers so far, for one channel.
    work : tuple of float
        Multiply-adds for each input sample, the same sum: the weights of a layer,
        divided by the jumps of its outputs.
    """

    sizes: tuple[int, ...]
    weights: tuple[int, ...]
    work: tuple[float, ...]


def growth(stack: Stack, axis: int = 1) -> Growth:
    """Return the growth of a stack along the rows (0) or the columns (1).

    >>> from dilviz.notation import parse_stack
    >>> growth(parse_stack("1,2,4"))
    Growth(sizes=(1, 3, 7, 15), weights=(0, 9, 18, 27), work=(0.0, 9.0, 18.0, 27.0))
    """
    return _growth([[pair] for pair in _pairs(stack)], axis)


def plain(stack: Stack, axis: int = 1) -> Growth:
    """Return the growth of the same layers with dilation 1: linear in the depth.

    >>> from dilviz.notation import parse_stack
    >>> plain(parse_stack("1,2,4")).sizes
    (1, 3, 5, 7)
    """
    return _growth([[_at(pair, 1)] for pair in _pairs(stack)], axis)


def doubling(stack: Stack, axis: int = 1) -> Growth:
    """Return the growth with dilations 1, 2, 4, ... for the layers that have more than one tap: exponential.

    It ends where it passes `stack.WIDEST` samples.

    >>> from dilviz.notation import parse_stack
    >>> doubling(parse_stack("1,1,1,1")).sizes
    (1, 3, 7, 15, 31)
    """
    steps: list[list[Pair]] = []
    dilation = 1
    for pair in _pairs(stack):
        steps.append([_at(pair, min(dilation, LONGEST))])
        dilation *= 2 if pair[0].kind == "conv" and max(layer.kernel for layer in pair) > 1 else 1
    return _growth(steps, axis)


def pooling(stack: Stack, axis: int = 1) -> Growth:
    """Return the growth of the same kernels with pooling in place of dilation.

    Before a layer of dilation `d`, the maps are pooled until neighbouring samples
    lie at least `d` apart: window and stride are ``ceil(d / pooled so far)``. The
    kernel itself then has dilation 1. What is pooled cannot be undone, so that a
    smaller dilation later on gains nothing.

    >>> from dilviz.notation import parse_stack
    >>> pooling(parse_stack("1,2,4"))
    Growth(sizes=(1, 3, 8, 18), weights=(0, 9, 18, 27), work=(0.0, 9.0, 11.25, 11.8125))
    """
    pooled = [1, 1]
    steps: list[list[Pair]] = []
    for pair in _pairs(stack):
        factors = [
            -(-layer.dilation // so_far) if layer.kernel > 1 and layer.kind == "conv" else 1
            for layer, so_far in zip(pair, pooled, strict=True)
        ]
        pooled = [so_far * factor for so_far, factor in zip(pooled, factors, strict=True)]
        row, col = (Layer(factor, stride=factor, kind="pool") for factor in factors)
        steps.append([*([(row, col)] if max(factors) > 1 else []), _at(pair, 1)])
    return _growth(steps, axis)


def _pairs(stack: Stack) -> list[Pair]:
    return list(zip(stack.rows, stack.cols, strict=True))


def _at(pair: Pair, dilation: int) -> Pair:
    row, col = (replace(layer, dilation=dilation) if layer.kind == "conv" else layer for layer in pair)
    return row, col


def _growth(steps: Sequence[Sequence[Pair]], axis: int) -> Growth:
    """Follow groups of layers, a group for each depth, as far as they can be counted."""
    sizes, weights, work = [1], [0], [0.0]
    layers: list[Pair] = []
    for step in steps:
        layers.extend(step)
        try:
            fields = [receptive_field(side) for side in zip(*layers, strict=True)]
        except ValueError:  # past what an index can hold
            break
        if fields[axis].size > WIDEST:
            break
        taps = sum(row.kernel * col.kernel for row, col in step if row.kind == "conv")
        sizes.append(fields[axis].size)
        weights.append(weights[-1] + taps)
        work.append(work[-1] + taps / (fields[0].jump * fields[1].jump))
    return Growth(tuple(sizes), tuple(weights), tuple(work))
