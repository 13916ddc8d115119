"""Along how many paths each input sample reaches one output, and which samples none reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dilviz.axis import Indices
from dilviz.stack import Layer, Stack, check_width, receptive_field, steps

EXACT = 2**53  # path counts from here on are drawn as shares

Counts: TypeAlias = NDArray[Any]  # int64, or exact Python integers where those do not suffice


def drawable(*sides: Sequence[Layer]) -> tuple[list[NDArray[np.float64]], bool]:
    """Return the path counts of each side as floats, and whether they are counts: above `EXACT` they are shares."""
    exact = prod(paths(side) for side in sides) < EXACT
    return [footprint(side).astype(np.float64) if exact else normalised_footprint(side) for side in sides], exact


def footprint(layers: Sequence[Layer]) -> Counts:
    """Count the paths from each input sample to one output, shape ``(receptive_field.size,)``.

    A zero inside is a hole: a sample the output never sees. The counts are those of
    an output far from any border, and their order is that of the input. In two
    dimensions they are the outer product of the two axes.

    Returns
    -------
    ndarray
        Always exact: int64 while the number of paths, the product of all
        kernels, is below ``2**63``, otherwise Python integers (dtype object).

    Raises
    ------
    ValueError
        If the receptive field has more than `stack.WIDEST` samples.

    References
    ----------
    Wang et al. 2018, arXiv:1702.08502.

    Examples
    --------
    >>> footprint([Layer(dilation=2), Layer(dilation=2)])
    array([1, 0, 2, 0, 3, 0, 2, 0, 1])
    >>> footprint([Layer(dilation=1), Layer(dilation=2)])
    array([1, 1, 2, 1, 2, 1, 1])
    """
    check_width(receptive_field(layers).size)
    counts = np.ones(1, dtype=np.int64 if paths(layers) < 2**63 else object)
    for layer, step in zip(layers, steps(layers).tolist(), strict=True):
        counts = _spread(counts, layer.kernel, step)
    return counts


def normalised_footprint(layers: Sequence[Layer]) -> NDArray[np.float64]:
    """Return the share of all paths that begins at each input sample; the shares sum to 1.

    >>> normalised_footprint([Layer(kernel=2), Layer(kernel=2)])
    array([0.25, 0.5 , 0.25])
    """
    return (footprint(layers) / paths(layers)).astype(np.float64)


def paths(layers: Sequence[Layer]) -> int:
    """Return the number of all paths from the input to one output: the product of the kernels.

    >>> paths([Layer(kernel=3)] * 64) > 2**100
    True
    """
    return prod(layer.kernel for layer in layers)


def holes(layers: Sequence[Layer]) -> Indices:
    """Return the places inside the receptive field that no path reaches, counted from its first sample.

    >>> holes([Layer(dilation=1), Layer(dilation=2), Layer(dilation=9)])
    array([ 7,  8, 16, 17])
    """
    return np.flatnonzero(footprint(layers) == 0)


@dataclass(frozen=True)
class Gaps:
    """How much of a receptive field one output sees.

    Parameters
    ----------
    cells : int
        Samples of the receptive field; in two dimensions, of its rectangle.
    holes : int
        Those of them that no path reaches.
    largest : int
        Length of the longest run of holes between two samples that are seen, in
        input samples along one axis; in two dimensions, the longer of the two axes.
    """

    cells: int
    holes: int
    largest: int

    @property
    def share(self) -> float:
        """Part of the cells that is seen, from 0 to 1."""
        return (self.cells - self.holes) / self.cells


def gaps(layers: Sequence[Layer]) -> Gaps:
    """Summarise the holes along one axis.

    >>> gaps([Layer(dilation=1), Layer(dilation=2), Layer(dilation=9)])
    Gaps(cells=25, holes=4, largest=2)
    """
    seen = np.flatnonzero(footprint(layers))  # never empty, and both ends are seen
    cells = int(seen[-1]) + 1
    return Gaps(cells, cells - seen.size, int(np.diff(seen, prepend=-1).max()) - 1)


def gaps_2d(stack: Stack) -> Gaps:
    """Summarise the holes in two dimensions: a cell is seen where its row and its column are.

    >>> twos = (Layer(dilation=2),) * 3
    >>> gaps_2d(Stack(twos, twos))
    Gaps(cells=169, holes=120, largest=1)
    """
    rows, cols = gaps(stack.rows), gaps(stack.cols)
    cells = rows.cells * cols.cells
    seen = (rows.cells - rows.holes) * (cols.cells - cols.holes)
    return Gaps(cells, cells - seen, max(rows.largest, cols.largest))


def _spread(counts: Counts, taps: int, step: int) -> Counts:
    """Sum `taps` copies of the counts, each `step` samples after the one before, at a cost that `taps` cannot raise.

    A copy begins at each tap, and ends `taps` steps later: the running sum, in strides of `step`, of
    ``counts`` minus ``counts`` shifted by ``taps step``.
    """
    length = counts.size + (taps - 1) * step
    rises = np.zeros(-(-length // step) * step, dtype=counts.dtype)
    rises[: counts.size] = counts
    ends = rises[taps * step :]
    ends -= counts[: ends.size]
    return rises.reshape(-1, step).cumsum(axis=0).ravel()[:length]
