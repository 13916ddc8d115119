"""Everything the user chose for one layer, as one frozen value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias, get_args

import numpy as np

from dilviz.axis import Axis, Indices, PaddingMode
from dilviz.conv import Matrix, Padding, apply, as_matrix, axes, cast, dilate, flip
from dilviz.photograph import CHANNELS

Operation: TypeAlias = Literal["convolution", "cross-correlation"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
Pair: TypeAlias = tuple[int, int]  # (rows, columns)


@dataclass(frozen=True, eq=False)
class Scene:
    """One layer on one input, and what follows from it; options as in `dilviz.correlate`.

    A `photograph` is drawn from black to white, or in the colours of its `channels`,
    shape ``(height, width, 3)``: then each channel is convolved by itself, too, and
    `image` is their luminance.

    What follows is computed when it is first asked for, and raises the
    ``ValueError`` of an impossible setting then: a scene that cannot be
    computed can still be held, shown and changed.

    Examples
    --------
    >>> Scene([[1, 2, 3]], [[1, 10]], dilation=(1, 2)).output
    array([[13.]])
    """

    image: Matrix
    kernel: Matrix
    operation: Operation = "convolution"
    dilation: Pair = (1, 1)
    stride: Pair = (1, 1)
    padding: Padding = "valid"
    padding_mode: PaddingMode = "zeros"
    photograph: bool = False
    channels: Matrix | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "image", as_matrix(self.image, "the input"))
        object.__setattr__(self, "kernel", cast(as_matrix(self.kernel, "the kernel"), self.image.dtype))
        if self.operation not in OPERATIONS:
            raise ValueError(f"the operation must be one of {', '.join(OPERATIONS)}, got {self.operation!r}")
        if self.channels is not None:
            self._check_channels(np.asarray(self.channels))

    def _check_channels(self, channels: Matrix) -> None:
        needed = (*self.image.shape, len(CHANNELS))
        if channels.shape != needed or channels.dtype.kind not in "fiu":
            raise ValueError(f"the channels must be numbers of shape {needed}, got {channels.dtype} {channels.shape}")
        object.__setattr__(self, "channels", cast(channels, self.image.dtype))
        object.__setattr__(self, "photograph", True)

    def at(self, dilation: Pair) -> Scene:
        """Return the same scene at another (rows, columns) dilation."""
        return self if dilation == self.dilation else replace(self, dilation=dilation)

    @cached_property
    def axes(self) -> tuple[Axis, Axis]:
        """The (rows, columns) axes; ``ValueError`` where the kernel does not fit."""
        return axes(
            self.image.shape,
            self.kernel.shape,
            dilation=self.dilation,
            stride=self.stride,
            padding=self.padding,
            padding_mode=self.padding_mode,
        )

    @property
    def flipped(self) -> bool:
        """Whether the kernel is applied rotated by 180 degrees."""
        return self.operation == "convolution"

    @property
    def applied(self) -> Matrix:
        """Weights in the order of the taps, shape of the kernel: flipped for a convolution."""
        return flip(self.kernel) if self.flipped else self.kernel

    @cached_property
    def dilated(self) -> Matrix:
        """The kernel as written, with the zeros between its taps."""
        return dilate(self.kernel, self.dilation)

    @property
    def kernel_offsets(self) -> tuple[Indices, Indices]:
        """Row and column of each tap from the first one, in samples, shapes ``(kernel,)``."""
        rows, cols = (
            Axis(size=(taps - 1) * dilation + 1, kernel=taps, dilation=dilation).offsets
            for taps, dilation in zip(self.kernel.shape, self.dilation, strict=True)
        )
        return rows, cols

    @property
    def kernel_cells(self) -> tuple[Indices, Indices]:
        """Row and column of `dilated` in which each tap's weight is written, shapes ``(kernel,)``."""
        rows, cols = self.kernel_offsets
        return (rows[::-1], cols[::-1]) if self.flipped else (rows, cols)

    @property
    def terms(self) -> tuple[Indices, Indices]:
        """Row and column in `kernel` of each tap's weight, the t of the formula, shapes ``(kernel,)``."""
        rows, cols = (np.arange(taps) for taps in self.kernel.shape)
        return (rows[::-1], cols[::-1]) if self.flipped else (rows, cols)

    @cached_property
    def output(self) -> Matrix:
        """The result, shape ``(rows.outputs, cols.outputs)``."""
        return apply(self.image, self.applied, *self.axes)

    @cached_property
    def output_channels(self) -> Matrix | None:
        """Of a photograph in colour, the result of each channel by itself: shape ``(*output.shape, 3)``."""
        if self.channels is None:
            return None
        each = [apply(channel, self.applied, *self.axes) for channel in np.moveaxis(self.channels, -1, 0)]
        return np.stack(each, axis=-1)


def dilations_near(current: Pair, reach: int, *, linked: bool) -> Iterable[Pair]:
    """Yield the dilations that the sliders can come to from `current` with one of them, the nearest first.

    >>> list(dilations_near((1, 2), 3, linked=False))
    [(1, 2), (1, 1), (1, 3), (2, 2), (3, 2)]
    """
    steps = range(1, reach + 1)
    row, col = current
    ways = [(step, step) for step in steps] if linked else [*((s, col) for s in steps), *((row, s) for s in steps)]
    return nearest_first({current, *ways}, current)


def nearest_first(pairs: Iterable[Pair], current: Pair) -> list[Pair]:
    """Return dilations sorted by how far the sliders move to them from `current`."""
    row, col = current
    return sorted(pairs, key=lambda pair: (abs(pair[0] - row) + abs(pair[1] - col), pair))
