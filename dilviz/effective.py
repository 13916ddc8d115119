"""The effective receptive field: how strongly each input sample moves one output, with real weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dilviz.axis import Indices, whole
from dilviz.conv import as_matrix
from dilviz.stack import Layer, LayerKind, Stack, check_width, receptive_field, steps

Array: TypeAlias = NDArray[np.floating[Any]]
WeightName: TypeAlias = Literal["uniform", "gaussian", "random"]

WEIGHT_NAMES: tuple[WeightName, ...] = get_args(WeightName)
MOST_CELLS = 2**21  # of a gradient in two dimensions: 16 MB
MOST_PRODUCTS = 2**30  # of weights and cells: about a second


@dataclass(frozen=True, eq=False)
class EffectiveField:
    """The gradient of one output over its receptive field, along one axis.

    Parameters
    ----------
    gradient : ndarray, shape (receptive_field.size,)
        Derivative of the output by each input sample.
    deviation : float
        Standard deviation of the gradient about its own centre, in input samples:
        of its absolute values, but of its squares for random weights, because
        there the squares are what the footprint predicts. NaN if the gradient
        is zero throughout.
    theory : float
        ``sqrt(sum over layers of step^2 v)``, where ``step = dilation jump`` and
        `v` is the variance of the tap number under the absolute weights:
        ``(kernel^2 - 1) / 12`` for uniform weights and, in expectation, for
        random ones. It equals `deviation` where no weight is negative.
    """

    gradient: Array
    deviation: float
    theory: float


@dataclass(frozen=True, eq=False)
class EffectiveMap:
    """The gradient of one output over its receptive field, in two dimensions.

    Parameters
    ----------
    gradient : ndarray, shape (rows, cols)
        Derivative of the output by each input sample.
    deviation, theory : (float, float)
        As in `EffectiveField`, along the rows and along the columns.
    """

    gradient: Array
    deviation: tuple[float, float]
    theory: tuple[float, float]


def effective_receptive_field(
    layers: Sequence[Layer], weights: WeightName | Sequence[ArrayLike] = "uniform", *, seed: int = 0
) -> EffectiveField:
    """Return the gradient of one output with respect to the input, for linear layers along one axis.

    Parameters
    ----------
    layers : sequence of Layer
        Under a named weighting, pooling layers average.
    weights : {"uniform", "gaussian", "random"} or sequence of array_like, shape (kernel,)
        ``uniform``: ``1 / kernel`` each. ``gaussian``: a bell that sums to 1, whose
        outermost taps lie at two standard deviations. ``random``: independent
        normal numbers of variance ``1 / kernel``. Or an array for each layer,
        applied as `correlate` applies it: not flipped.
    seed : int
        Of the random weights, at least 0.

    Raises
    ------
    ValueError
        If the weights are unknown, not finite or not of the layers' shapes, or
        if the receptive field is too wide.

    References
    ----------
    Luo et al. 2016, arXiv:1701.04128.

    Examples
    --------
    >>> field = effective_receptive_field([Layer(), Layer(dilation=2)])
    >>> (9 * field.gradient).round(9)
    array([1., 1., 2., 1., 2., 1., 1.])
    >>> round(field.deviation**2, 9), round(field.theory**2, 9)  # both (1 + 4) (9 - 1) / 12
    (3.333333333, 3.333333333)
    """
    size = receptive_field(layers).size
    check_width(size)
    given = weights if isinstance(weights, str) else [_row(table, number) for number, table in enumerate(weights, 1)]
    tables = _tables(given, [(1, layer.kernel) for layer in layers], [layer.kind for layer in layers], seed)
    _check_work(tables, 1, size)
    flat = _effective(tables, np.ones(len(tables), dtype=np.int64), steps(layers), squared=given == "random")
    return EffectiveField(flat.gradient[0], flat.deviation[1], flat.theory[1])


def effective_receptive_field_2d(
    stack: Stack, weights: WeightName | Sequence[ArrayLike] = "uniform", *, seed: int = 0
) -> EffectiveMap:
    """Return the gradient of one output with respect to the input, for linear layers in two dimensions.

    Parameters and errors are those of `effective_receptive_field`, with matrices
    of shape ``(kernel_height, kernel_width)``. Uniform and Gaussian kernels are
    outer products, and so is their gradient; random ones are full matrices, and
    theirs is not.

    >>> threes = (Layer(), Layer())
    >>> (81 * effective_receptive_field_2d(Stack(threes, threes)).gradient[2]).round(9)
    array([3., 6., 9., 6., 3.])
    """
    height, width = receptive_field(stack.rows).size, receptive_field(stack.cols).size
    _check_work([], height, width)
    given = weights if isinstance(weights, str) else list(weights)
    if given in ("uniform", "gaussian"):
        rows = effective_receptive_field(stack.rows, given)
        cols = effective_receptive_field(stack.cols, given)
        gradient = np.outer(rows.gradient, cols.gradient)
        return EffectiveMap(gradient, (rows.deviation, cols.deviation), (rows.theory, cols.theory))
    shapes = [(row.kernel, col.kernel) for row, col in zip(stack.rows, stack.cols, strict=True)]
    tables = _tables(given, shapes, [layer.kind for layer in stack.rows], seed)
    _check_work(tables, height, width)
    return _effective(tables, steps(stack.rows), steps(stack.cols), squared=given == "random")


def _tables(
    weights: str | list[ArrayLike], shapes: list[tuple[int, int]], kinds: list[LayerKind], seed: int
) -> list[Array]:
    if isinstance(weights, str):
        if weights not in WEIGHT_NAMES:
            raise ValueError(f"the weights must be one of {', '.join(WEIGHT_NAMES)} or arrays, got {weights!r}")
        rng = np.random.default_rng(whole(seed, "the seed", 0))
        names = ("uniform" if kind == "pool" else weights for kind in kinds)
        return [_named(name, shape, rng) for name, shape in zip(names, shapes, strict=True)]
    if len(weights) != len(shapes):
        raise ValueError(f"a stack of {len(shapes)} layers needs as many arrays of weights, got {len(weights)}")
    tables = [as_matrix(table, f"the kernel of layer {number}") for number, table in enumerate(weights, 1)]
    for number, (table, shape) in enumerate(zip(tables, shapes, strict=True), 1):
        if table.shape != shape:
            got = " x ".join(map(str, table.shape))
            raise ValueError(f"layer {number} has {shape[0]} x {shape[1]} taps, but its kernel is {got}")
        if not np.isfinite(table).all():
            raise ValueError(f"the kernel of layer {number} must hold finite numbers")
    return [table.astype(np.float64) for table in tables]


def _named(name: str, shape: tuple[int, int], rng: np.random.Generator) -> Array:
    if name == "random":
        return rng.standard_normal(shape) / sqrt(shape[0] * shape[1])
    rows, cols = (np.ones(taps) if name == "uniform" else _bell(taps) for taps in shape)
    return np.outer(rows / rows.sum(), cols / cols.sum())


def _bell(taps: int) -> Array:
    places = np.linspace(-2, 2, taps) if taps > 1 else np.zeros(1)  # in standard deviations
    return np.exp(-(places**2) / 2)


def _row(table: ArrayLike, number: int) -> ArrayLike:
    if np.ndim(table) != 1:
        raise ValueError(f"the weights of layer {number} must have one dimension, got {np.ndim(table)}")
    return np.asarray(table)[np.newaxis]


def _effective(tables: list[Array], row_steps: Indices, col_steps: Indices, *, squared: bool) -> EffectiveMap:
    across = row_steps.tolist(), col_steps.tolist()
    with np.errstate(over="ignore", invalid="ignore"):
        gradient = _gradient(tables, *across)
        mass = gradient**2 if squared else np.abs(gradient)
        masses = [np.ones_like(table) if squared else np.abs(table) for table in tables]
        deviations, theories = [], []
        for other, distances in zip((1, 0), across, strict=True):  # summed over the other axis
            deviations.append(sqrt(_variance(mass.sum(axis=other))))
            variances = [_variance(table.sum(axis=other)) for table in masses]
            theories.append(sqrt(sum(step**2 * v for step, v in zip(distances, variances, strict=True))))
    return EffectiveMap(gradient, (deviations[0], deviations[1]), (theories[0], theories[1]))


def _gradient(tables: list[Array], row_steps: list[int], col_steps: list[int]) -> Array:
    gradient: Array = np.ones((1, 1))
    for table, row_step, col_step in zip(tables, row_steps, col_steps, strict=True):
        gradient = _spread(gradient, table, row_step, col_step)
    return gradient


def _spread(gradient: Array, table: Array, row_step: int, col_step: int) -> Array:
    """Sum a copy of the gradient for each weight, moved to where its tap reads."""
    height, width = gradient.shape
    spread = np.zeros((height + (table.shape[0] - 1) * row_step, width + (table.shape[1] - 1) * col_step))
    for (u, v), weight in np.ndenumerate(table):
        spread[u * row_step : u * row_step + height, v * col_step : v * col_step + width] += weight * gradient
    return spread


def _variance(mass: Array) -> float:
    """Variance of the index under a mass that is never negative; NaN if there is none."""
    total = float(mass.sum())
    if total == 0:
        return float("nan")
    places = np.arange(mass.size)
    centre = float(mass @ places) / total
    return float(mass @ (places - centre) ** 2) / total


def _check_work(tables: list[Array], height: int, width: int) -> None:
    if height * width > MOST_CELLS:
        raise ValueError(f"the gradient would have {height:,} x {width:,} values; at most {MOST_CELLS:,} are possible")
    if sum(table.size for table in tables) * height * width > MOST_PRODUCTS:
        raise ValueError(f"{height:,} x {width:,} values under kernels of this size would take too long to compute")
