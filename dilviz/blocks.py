"""What is too large to draw, in blocks: the tables of who reads whom, and the means of a map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dilviz.axis import PADDED_ZERO, Axis, Indices
from dilviz.tree import MOST_READS

MOST_TABLES = 2**18  # reads of all layers: 1 MB to send
BLOCKS = 512  # drawn nodes of a level that is wider, where the tables would pass that


def linked(axes: Sequence[Axis], most: int | None = None) -> dict[str, Any]:
    """Return the tables of neighbouring levels, and how many samples each drawn node stands for.

    Returns
    -------
    dict
        ``blocks``: samples of a node, per level, the input first. ``tables``: per
        layer an int32 array (nodes, reads) of nodes one level below, `PADDED_ZERO`
        where there is none. ``spans``: per level (nodes, 2), the first and the last
        sample of each node. `most` is the number of nodes past which a level is
        drawn in blocks; if None, `BLOCKS` where the tables would grow too large.
    """
    reads = [axis.outputs * axis.kernel for axis in axes]
    if max(reads) > MOST_READS:
        raise ValueError(f"{max(reads):,} reads in one layer are too many to follow")
    sizes = [axes[0].size, *(axis.outputs for axis in axes)]
    if most is None:
        most = BLOCKS if sum(reads) > MOST_TABLES else max(sizes)
    blocks = [-(-size // most) for size in sizes]
    below_and_above = zip(axes, blocks, blocks[1:], strict=False)
    return {
        "blocks": blocks,
        "tables": [in_blocks(axis.sources, above, below).astype(np.int32) for axis, below, above in below_and_above],
        "spans": [spans(size, block) for size, block in zip(sizes, blocks, strict=True)],
    }


def spans(size: int, block: int) -> NDArray[np.int32]:
    """Return the first and last sample of each block, shape ``(blocks, 2)``.

    >>> spans(5, 2).tolist()
    [[0, 1], [2, 3], [4, 4]]
    """
    first = np.arange(0, size, block)
    return np.stack([first, np.minimum(first + block, size) - 1], axis=1).astype(np.int32)


def in_blocks(sources: Indices, above: int, below: int) -> Indices:
    """Return which blocks of `below` samples each block of `above` outputs reads, each once.

    >>> in_blocks(np.array([[0, 2], [1, 3], [2, -1]]), above=2, below=2)
    array([[ 0,  1],
           [ 1, -1]])
    """
    if above == below == 1:
        return sources
    outputs, taps = sources.shape
    padded = np.full((-(-outputs // above) * above, taps), PADDED_ZERO)
    padded[:outputs] = np.where(sources == PADDED_ZERO, PADDED_ZERO, sources // below)
    rows = [np.unique(row[row != PADDED_ZERO]) for row in padded.reshape(-1, above * taps)]
    table = np.full((len(rows), max(1, *(row.size for row in rows))), PADDED_ZERO)
    for filled, row in zip(table, rows, strict=True):
        filled[: row.size] = row
    return table


def means(values: NDArray[np.float64], block: int) -> NDArray[np.float64]:
    """Return the mean over each block along the first axis; of the last block, over what there is of it.

    >>> means(np.array([1.0, 3.0, 5.0]), 2)
    array([2., 5.])
    """
    first = np.arange(0, len(values), block)
    lengths = np.diff(np.append(first, len(values)))
    sums: NDArray[np.float64] = np.add.reduceat(values, first, axis=0)
    return sums / lengths.reshape(-1, *(1,) * (values.ndim - 1))


def runs(numbers: Indices) -> tuple[Indices, Indices]:
    """Return the first and the last of each run of neighbours among ascending numbers.

    >>> runs(np.array([1, 2, 3, 7]))
    (array([1, 7]), array([3, 7]))
    """
    breaks = np.flatnonzero(np.diff(numbers) > 1)
    return numbers[np.append(0, breaks + 1)], numbers[np.append(breaks, numbers.size - 1)]
