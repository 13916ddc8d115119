"""The tree of one output through the layers, and of one input sample: read off an `Axis` per layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dilviz.axis import PADDED_ZERO, Axis, Indices, PaddingMode, whole
from dilviz.stack import Layer, receptive_field

MOST_READS = 2**20  # (output, tap) pairs of one layer whose table is built: 8 MB


@dataclass(frozen=True, eq=False)
class Cone:
    """The nodes that belong together, and how they are joined.

    Parameters
    ----------
    nodes : tuple of ndarray of int64
        Ascending positions in each level, the input first: one array more than
        there are layers. Padding is no node.
    edges : tuple of ndarray of int64, shape (n, 2)
        For each layer, the pairs (position in its input, position in its output).
    """

    nodes: tuple[Indices, ...]
    edges: tuple[Indices, ...]


def picture_size(layers: Sequence[Layer], outputs: int = 1) -> int:
    """Return how many input samples to draw where there is no input: the field of `outputs` neighbouring outputs.

    Without padding that input has exactly so many outputs; with padding it has
    more, and the field of one of them, clipped, may be all of it.

    >>> picture_size([Layer(kernel=2, dilation=2**i) for i in range(4)])
    16
    """
    field = receptive_field(layers)
    return field.size + (whole(outputs, "outputs", 1) - 1) * field.jump


def levels(layers: Sequence[Layer], size: int, edge: PaddingMode = "zeros") -> tuple[Axis, ...]:
    """Return one axis per layer over an input of `size` samples: each begins with the outputs of the one before.

    Raises
    ------
    ValueError
        With the number of the layer, if its kernel does not fit what is left of
        the input.

    Examples
    --------
    >>> [axis.outputs for axis in levels([Layer(), Layer(dilation=2), Layer(stride=2)], size=13)]
    [11, 7, 3]
    """
    axes: list[Axis] = []
    for number, layer in enumerate(layers, 1):
        try:
            axes.append(layer.axis(axes[-1].outputs if axes else size, edge))
        except ValueError as error:
            raise ValueError(f"Layer {number}: {error}") from None
    return tuple(axes)


def cone(axes: Sequence[Axis], output: int) -> Cone:
    """Follow one output of the last layer down to the input, clipped at its borders.

    ``nodes[0]`` is the receptive field, without the padding and the holes. Pass
    ``axes[:i]`` for an output of the i-th layer.

    >>> down = cone(levels([Layer(dilation=2, padding="same")] * 2, size=7), output=0)
    >>> [nodes.tolist() for nodes in down.nodes]
    [[0, 2, 4], [0, 2], [0]]
    >>> down.edges[1].tolist()
    [[0, 0], [2, 0]]
    """
    nodes = [_single(output, axes[-1].outputs, "output")]
    edges: list[Indices] = []
    for axis in reversed(axes):
        read = _sources(axis)[nodes[0]]  # (nodes, kernel)
        above, taps = np.nonzero(read != PADDED_ZERO)
        edges.insert(0, _pairs(read[above, taps], nodes[0][above], axis))
        nodes.insert(0, np.unique(edges[0][:, 0]))
    return Cone(tuple(nodes), tuple(edges))


def reach(axes: Sequence[Axis], sample: int) -> Cone:
    """Follow one input sample up to every output that it reaches.

    >>> up = reach(levels([Layer(dilation=2), Layer(kernel=2)], size=7), sample=3)
    >>> [nodes.tolist() for nodes in up.nodes]
    [[3], [1], [0, 1]]
    """
    nodes = [_single(sample, axes[0].size, "sample")]
    edges: list[Indices] = []
    for axis in axes:
        sources = _sources(axis)
        outputs, taps = np.nonzero(np.isin(sources, nodes[-1]))
        edges.append(_pairs(sources[outputs, taps], outputs, axis))
        nodes.append(np.unique(outputs))
    return Cone(tuple(nodes), tuple(edges))


def _sources(axis: Axis) -> Indices:
    if axis.outputs * axis.kernel > MOST_READS:
        raise ValueError(f"{axis.outputs:,} outputs of {axis.kernel:,} taps each are too many to follow")
    return axis.sources


def _pairs(samples: Indices, outputs: Indices, axis: Axis) -> Indices:
    """Return each (sample, output) pair once, ascending: folded padding may read one sample twice."""
    once = np.unique(samples * axis.outputs + outputs)  # as single numbers, which sort faster
    return np.stack(np.divmod(once, axis.outputs), axis=-1)


def _single(position: int, count: int, name: str) -> Indices:
    number = whole(position, name, 0)
    if number >= count:
        raise ValueError(f"{name} must be from 0 to {count - 1}, got {number}")
    return np.array([number], dtype=np.int64)
