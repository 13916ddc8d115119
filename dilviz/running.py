"""Run a stack over an image and keep every intermediate result; and what running it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike

from dilviz.axis import Axis, PaddingMode
from dilviz.conv import Matrix, apply, as_matrix, flip
from dilviz.stack import Stack, receptive_field
from dilviz.tree import levels

Operation: TypeAlias = Literal["convolution", "correlation"]

OPERATIONS: tuple[Operation, ...] = get_args(Operation)


def run(
    image: ArrayLike,
    kernels: ArrayLike | Sequence[ArrayLike],
    stack: Stack,
    *,
    operation: Operation = "convolution",
    padding_mode: PaddingMode = "zeros",
) -> tuple[Matrix, ...]:
    """Apply the layers one after the other, and return the image and the result of every layer.

    Parameters
    ----------
    image : array_like, shape (height, width)
        Real numbers; the results have its precision, as in `correlate`.
    kernels : array_like, shape (kernel_height, kernel_width), or a sequence of them
        One matrix for all convolutions of the stack, beside which those of 1 x 1
        taps have the weight 1; or one for each, the first layer first. None for a
        pooling layer, which averages its window.
    stack : Stack
        The layers.
    operation : {"convolution", "correlation"}
        With the kernels flipped, or as they are.
    padding_mode : {"zeros", "reflect", "replicate", "circular"}
        What the padding of every layer holds; see `Axis`.

    Returns
    -------
    tuple of ndarray
        One more than there are layers: the image itself comes first.

    Raises
    ------
    ValueError
        With the number of the layer, if a kernel does not have the layer's
        shape or if the layer does not fit.

    Examples
    --------
    >>> from dilviz.stack import Layer
    >>> twice = Stack((Layer(1), Layer(1)), (Layer(2), Layer(2, dilation=2)))
    >>> image, once, result = run([[1, 2, 4, 8]], [[1, 1]], twice, operation="correlation")
    >>> once
    array([[ 3.,  6., 12.]])
    >>> result
    array([[15.]])
    """
    if operation not in OPERATIONS:
        raise ValueError(f"the operation must be one of {', '.join(OPERATIONS)}, got {operation!r}")
    results = [as_matrix(image, "the image")]
    rows, cols = levels_2d(stack, results[0].shape[0], results[0].shape[1], padding_mode)
    for weights, row_axis, col_axis in zip(_weights(kernels, stack), rows, cols, strict=True):
        turned = flip(weights) if operation == "convolution" else weights
        results.append(apply(results[-1], turned.astype(results[0].dtype), row_axis, col_axis))
    return tuple(results)


@dataclass(frozen=True)
class Cost:
    """What one layer costs for one channel: numbers to store, and products to sum."""

    weights: int
    multiply_adds: int


def costs(stack: Stack, height: int, width: int) -> tuple[Cost, ...]:
    """Return the cost of each layer over an image of `height` by `width`, one channel in and out, without biases.

    Every tap of every output is one multiply-add, on the padding too. Pooling
    has no weights, and its comparisons or sums are not counted.

    >>> from dilviz.stack import Layer
    >>> threes = (Layer(padding="same"), Layer(dilation=2, padding="same"))
    >>> costs(Stack(threes, threes), 10, 10)
    (Cost(weights=9, multiply_adds=900), Cost(weights=9, multiply_adds=900))
    """
    axes = zip(stack.rows, *levels_2d(stack, height, width), strict=True)
    return tuple(_cost(row, col) if layer.kind == "conv" else Cost(0, 0) for layer, row, col in axes)


def dense_cost(stack: Stack, height: int, width: int) -> Cost:
    """Return the cost of one dense kernel as large as the receptive field, with the same outputs.

    >>> from dilviz.stack import Layer
    >>> threes = (Layer(padding="same"), Layer(dilation=2, padding="same"))
    >>> dense_cost(Stack(threes, threes), 10, 10)
    Cost(weights=49, multiply_adds=4900)
    """
    rows, cols = levels_2d(stack, height, width)
    weights = receptive_field(stack.rows).size * receptive_field(stack.cols).size
    return Cost(weights, rows[-1].outputs * cols[-1].outputs * weights)


def levels_2d(
    stack: Stack, height: int, width: int, edge: PaddingMode = "zeros"
) -> tuple[tuple[Axis, ...], tuple[Axis, ...]]:
    """Return `levels` along the rows and along the columns of an image."""
    both = []
    for name, layers, size in (("Rows", stack.rows, height), ("Columns", stack.cols, width)):
        try:
            both.append(levels(layers, size, edge))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    return both[0], both[1]


def _cost(row: Axis, col: Axis) -> Cost:
    weights = row.kernel * col.kernel
    return Cost(weights, row.outputs * col.outputs * weights)


def _weights(kernels: ArrayLike | Sequence[ArrayLike], stack: Stack) -> list[Matrix]:
    """Return one matrix for each layer, of its shape."""
    shapes = [(row.kernel, col.kernel) for row, col in zip(stack.rows, stack.cols, strict=True)]
    kinds = [row.kind for row in stack.rows]
    given = iter(_per_convolution(kernels, [s for s, kind in zip(shapes, kinds, strict=True) if kind == "conv"]))
    weights: list[Matrix] = []
    for number, ((height, width), kind) in enumerate(zip(shapes, kinds, strict=True), 1):
        if kind == "pool":
            weights.append(np.full((height, width), 1 / (height * width)))
            continue
        kernel = as_matrix(next(given), f"the kernel of layer {number}")
        if kernel.shape != (height, width):
            got = f"{kernel.shape[0]} x {kernel.shape[1]}"
            raise ValueError(f"layer {number} has {height} x {width} taps, but its kernel has {got}")
        weights.append(kernel)
    return weights


def _per_convolution(kernels: ArrayLike | Sequence[ArrayLike], shapes: list[tuple[int, int]]) -> list[ArrayLike]:
    given: list[Any] = list(kernels) if isinstance(kernels, Sequence | np.ndarray) else [kernels]
    if given and not any(isinstance(row, Sequence | np.ndarray) and len(row) and np.ndim(row[0]) for row in given):
        matrix = as_matrix(given, "the kernel")
        return [np.ones((1, 1)) if shape == (1, 1) else matrix for shape in shapes]
    if len(given) != len(shapes):
        raise ValueError(
            f"a stack with {len(shapes)} convolutions needs one kernel, or {len(shapes)} of them, got {len(given)}"
        )
    return given
