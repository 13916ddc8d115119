"""Dilated convolution and cross-correlation through two axes. The zero-inserted kernel is only ever shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any, Literal, TypeAlias, TypeGuard, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dilviz.axis import LONGEST, Axis, Indices, PaddingMode, whole

Matrix: TypeAlias = NDArray[np.floating[Any]]
NamedPadding: TypeAlias = Literal["valid", "same", "full", "causal"]
PerAxis: TypeAlias = int | tuple[int, int]
Padding: TypeAlias = NamedPadding | int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]]

NAMED_PADDINGS: tuple[NamedPadding, ...] = get_args(NamedPadding)
BAND_BYTES = 2**17  # of one operand of the inner loop: three of them stay in an L2 cache


def correlate(
    image: ArrayLike,
    kernel: ArrayLike,
    *,
    dilation: PerAxis = 1,
    stride: PerAxis = 1,
    padding: Padding = "valid",
    padding_mode: PaddingMode = "zeros",
) -> Matrix:
    """Slide a dilated kernel over an image without flipping it: what PyTorch calls convolution.

    Parameters
    ----------
    image : array_like, shape (height, width)
        Real numbers. float32 stays float32; all else is computed in float64.
        A NaN or an infinity reaches exactly the outputs that read it.
    kernel : array_like, shape (kernel_height, kernel_width)
        Real weights, of any shape; the cost does not depend on the dilation.
    dilation, stride : int or (rows, columns)
        In input samples, at least 1.
    padding : {"valid", "same", "full", "causal"}, int, (rows, columns) or ((top, bottom), (left, right))
        In input samples. ``same`` adds ``extent - 1``, of two unequal halves the
        larger one after; ``full`` adds as much on both sides; ``causal`` all of it before.
    padding_mode : {"zeros", "reflect", "replicate", "circular"}
        As in ``torch.nn.Conv2d``; see `Axis`.

    Returns
    -------
    ndarray, shape (output_height, output_width)

    Raises
    ------
    ValueError
        If an array is not a non-empty matrix of real numbers, if an option is
        out of range, or if the kernel does not fit.

    References
    ----------
    Yu and Koltun 2016, arXiv:1511.07122.

    Examples
    --------
    >>> image = np.zeros((9, 9))
    >>> image[3:6, 4:7] = 1
    >>> correlate(image, np.arange(1, 10).reshape(3, 3), dilation=3)
    array([[6., 5., 5.],
           [6., 5., 5.],
           [6., 5., 5.]])
    """
    samples = as_matrix(image, "the image")
    weights = cast(as_matrix(kernel, "the kernel"), samples.dtype)
    rows, cols = axes(
        samples.shape, weights.shape, dilation=dilation, stride=stride, padding=padding, padding_mode=padding_mode
    )
    return apply(samples, weights, rows, cols)


def convolve(
    image: ArrayLike,
    kernel: ArrayLike,
    *,
    dilation: PerAxis = 1,
    stride: PerAxis = 1,
    padding: Padding = "valid",
    padding_mode: PaddingMode = "zeros",
) -> Matrix:
    """Slide a dilated kernel over an image, flipped: convolution as mathematics defines it.

    ``(F *_l k)(p) = sum over s + l t = p of F(s) k(t)``. Parameters, errors and
    result are those of `correlate`.

    References
    ----------
    Yu and Koltun 2016, arXiv:1511.07122, equation 2.

    Examples
    --------
    >>> image = np.zeros((9, 9))
    >>> image[3:6, 4:7] = 1
    >>> convolve(image, np.arange(1, 10).reshape(3, 3), dilation=3)
    array([[4., 5., 5.],
           [4., 5., 5.],
           [4., 5., 5.]])
    """
    return correlate(
        image,
        flip(as_matrix(kernel, "the kernel")),
        dilation=dilation,
        stride=stride,
        padding=padding,
        padding_mode=padding_mode,
    )


def dilate(kernel: ArrayLike, dilation: PerAxis) -> Matrix:
    """Return the kernel with ``dilation - 1`` zeros between its taps, for looking at.

    >>> dilate([[1, 2], [3, 4]], 2)
    array([[1., 0., 2.],
           [0., 0., 0.],
           [3., 0., 4.]])
    """
    weights = as_matrix(kernel, "the kernel")
    row_step, col_step = per_axis(dilation, "dilation", 1)
    extents = [(taps - 1) * step + 1 for taps, step in zip(weights.shape, (row_step, col_step), strict=True)]
    _check_cells(extents[0], extents[1], "the dilated kernel")
    dilated = np.zeros(extents, dtype=weights.dtype)
    dilated[::row_step, ::col_step] = weights
    return dilated


def flip(kernel: Matrix) -> Matrix:
    """Return the kernel rotated by 180 degrees: what turns a correlation into a convolution."""
    return kernel[::-1, ::-1]


def coverage(rows: Axis, cols: Axis) -> Indices:
    """Count how often each input sample is read, shape ``(height, width)``.

    >>> coverage(Axis(5, 3, dilation=2), Axis(3, 3))
    array([[1, 1, 1],
           [0, 0, 0],
           [1, 1, 1],
           [0, 0, 0],
           [1, 1, 1]])
    """
    return np.outer(rows.reads, cols.reads)


def axes(
    image: tuple[int, ...],
    kernel: tuple[int, ...],
    *,
    dilation: PerAxis = 1,
    stride: PerAxis = 1,
    padding: Padding = "valid",
    padding_mode: PaddingMode = "zeros",
) -> tuple[Axis, Axis]:
    """Return the (rows, cols) axes of a layer from the shapes of its image and kernel, with `correlate`'s options."""
    steps = per_axis(dilation, "dilation", 1)
    strides = per_axis(stride, "stride", 1)
    extents = [(taps - 1) * step + 1 for taps, step in zip(kernel, steps, strict=True)]
    pads = pads_of(padding, (extents[0], extents[1]))
    built = []
    for i, name in enumerate(("Rows", "Columns")):
        try:
            built.append(Axis(image[i], kernel[i], steps[i], strides[i], pads[i], padding_mode))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    return built[0], built[1]


def apply(image: Matrix, weights: Matrix, rows: Axis, cols: Axis) -> Matrix:
    """Sum, over the taps, weight times the samples that the two axes read; no flip, no checks of the arrays.

    Both arrays have one dtype, which is that of the result. The rows are done in
    bands that stay in the processor's cache, each tap as a few strided slices.
    """
    _check_cells(rows.outputs, cols.outputs, "the output")
    out = np.zeros((rows.outputs, cols.outputs), dtype=image.dtype)
    height = max(1, BAND_BYTES // (cols.outputs * image.itemsize))
    scratch = np.empty(min(height, rows.outputs) * cols.outputs, dtype=image.dtype)
    col_runs = [list(cols.runs(v, 0, cols.outputs)) for v in range(cols.kernel)]
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        for top in range(0, rows.outputs, height):
            bottom = min(top + height, rows.outputs)
            row_runs = [list(rows.runs(u, top, bottom)) for u in range(rows.kernel)]
            for (u, v), weight in np.ndenumerate(weights):
                for (out_rows, in_rows), (out_cols, in_cols) in product(row_runs[u], col_runs[v]):
                    target = out[out_rows, out_cols]
                    if in_rows is None or in_cols is None:
                        if not np.isfinite(weight):  # a padded zero times infinity is NaN
                            target += weight * out.dtype.type(0)
                        continue
                    samples = image[in_rows, in_cols]
                    room = scratch[: samples.size].reshape(samples.shape)
                    target += np.multiply(samples, weight, out=room)
    return out


def as_matrix(values: ArrayLike, name: str) -> Matrix:
    """Return `values` as a non-empty 2-D array of float32 (if it is that already) or float64.

    Raises a ``ValueError`` that begins with `name` for anything else.
    """
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} must be a matrix whose rows have equal lengths") from None
    if array.dtype.kind not in "buif":
        kind = {"c": "complex numbers", "O": "Python objects", "U": "text", "S": "text"}.get(array.dtype.kind)
        raise ValueError(f"{name} must hold real numbers, got {kind or array.dtype}")
    if array.ndim != 2:
        raise ValueError(f"{name} must have two dimensions (rows, columns), got {array.ndim}")
    if array.size == 0:
        raise ValueError(f"{name} must have at least one row and one column, got {array.shape[0]} x {array.shape[1]}")
    single = array.dtype.kind == "f" and array.dtype.itemsize == 4
    return cast(array, np.dtype(np.float32 if single else np.float64))


def cast(array: NDArray[Any], dtype: np.dtype[np.floating[Any]]) -> Matrix:
    """Return `array` as `dtype`; what is too large for it becomes infinite, as a sum would, without a warning."""
    with np.errstate(over="ignore"):
        return array.astype(dtype, copy=False)


def per_axis(value: object, name: str, least: int) -> tuple[int, int]:
    """Return a whole number, or a (rows, columns) pair of them, as a pair."""
    if not _has_parts(value):
        number = whole(value, name, least)
        return number, number
    if len(value) != 2:
        raise ValueError(f"{name} must be one whole number or a (rows, columns) pair, got {value!r}")
    return whole(value[0], name, least), whole(value[1], name, least)


def pads_of(padding: object, extents: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return ((top, bottom), (left, right)) in samples, for kernels that span `extents` samples."""
    if isinstance(padding, str):
        top_bottom, left_right = (_named_pad(padding, extent - 1) for extent in extents)
        return top_bottom, left_right
    if _has_parts(padding):
        if len(padding) != 2:
            raise ValueError(
                f"padding must be a number, (rows, columns) or ((top, bottom), (left, right)), got {padding!r}"
            )
        if all(_has_parts(side) for side in padding):
            return per_axis(padding[0], "padding", 0), per_axis(padding[1], "padding", 0)
    rows, cols = per_axis(padding, "padding", 0)
    return (rows, rows), (cols, cols)


def _has_parts(value: object) -> TypeGuard[Sequence[object]]:
    if isinstance(value, np.ndarray):
        return value.ndim > 0
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))


def _named_pad(name: str, total: int) -> tuple[int, int]:
    pads = {
        "valid": (0, 0),
        "same": (total // 2, total - total // 2),
        "full": (total, total),
        "causal": (total, 0),
    }
    if name not in pads:
        raise ValueError(f"padding must be one of {', '.join(NAMED_PADDINGS)} or numbers, got {name!r}")
    return pads[name]


def _check_cells(height: int, width: int, name: str) -> None:
    if height * width > LONGEST:
        raise ValueError(f"{name} would have {height:,} x {width:,} values; at most {LONGEST:,} are possible")
