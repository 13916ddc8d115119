"""One axis: which input sample each tap of each output reads. Every index in dilviz comes from here."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, SupportsIndex, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

Indices: TypeAlias = NDArray[np.int64]
PaddingMode: TypeAlias = Literal["zeros", "reflect", "replicate", "circular"]

PADDING_MODES: tuple[PaddingMode, ...] = get_args(PaddingMode)
PADDED_ZERO = -1  # in `Axis.sources`: the tap reads a zero of the padding, no real sample
LONGEST = 2**28  # of any length, distance or padding: every index stays exact, and a table can be held


def whole(value: object, name: str, least: int) -> int:
    """Return `value` as an int; `name` stands in the sentence of the ``ValueError``."""
    if type(value) is int and least <= value <= LONGEST:
        return value  # the protocol check below takes most of the time that a small axis takes
    try:
        if isinstance(value, (bool, np.bool_)) or not isinstance(value, SupportsIndex):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be a whole number of at least {least}, got {value!r}") from None
    if number < least:
        raise ValueError(f"{name} must be a whole number of at least {least}, got {number}")
    if number > LONGEST:
        raise ValueError(f"{name} must be at most {LONGEST:,}, got {number:,}")
    return number


@dataclass(frozen=True)
class Axis:
    """Where a dilated kernel reads along one axis.

    Parameters
    ----------
    size : int
        Number of real samples, at least 1.
    kernel : int
        Number of taps, at least 1.
    dilation : int
        Distance between neighbouring taps, in samples; 1 is an ordinary convolution.
    stride : int
        Distance between neighbouring outputs, in samples.
    pad : (int, int)
        Samples added before the first and after the last real one.
    edge : {"zeros", "reflect", "replicate", "circular"}
        What the padding holds, named as in ``torch.nn.Conv2d``.
        ``zeros``: ``000|abcd|000``; ``reflect``: ``dcb|abcd|cba``;
        ``replicate``: ``aaa|abcd|ddd``; ``circular``: ``bcd|abcd|abc``.

    Raises
    ------
    ValueError
        If a number is not whole or out of range, if the kernel spans more than
        the padded axis, or if the mode cannot fill the padding asked for.

    References
    ----------
    Dumoulin and Visin 2016, arXiv:1603.07285, relationship 14.

    Examples
    --------
    >>> axis = Axis(size=9, kernel=3, dilation=3)
    >>> axis.extent, axis.outputs
    (7, 3)
    >>> axis.taps
    array([[0, 3, 6],
           [1, 4, 7],
           [2, 5, 8]])
    """

    size: int
    kernel: int
    dilation: int = 1
    stride: int = 1
    pad: tuple[int, int] = (0, 0)
    edge: PaddingMode = "zeros"

    def __post_init__(self) -> None:
        for name, least in (("size", 1), ("kernel", 1), ("dilation", 1), ("stride", 1)):
            object.__setattr__(self, name, whole(getattr(self, name), name, least))
        try:
            before, after = self.pad
        except (TypeError, ValueError):
            raise ValueError(f"padding must be a (before, after) pair, got {self.pad!r}") from None
        before, after = whole(before, "padding", 0), whole(after, "padding", 0)
        object.__setattr__(self, "pad", (before, after))
        self._check_edge()
        if self.extent > self.padded:
            padded = "padded axis" if before or after else "axis"
            raise ValueError(
                f"a kernel of {self.kernel} taps at dilation {self.dilation} spans "
                f"{self.extent} samples, but the {padded} has only {self.padded}"
            )
        if self.outputs > LONGEST:
            raise ValueError(f"{self.outputs:,} outputs are too many; at most {LONGEST:,} are possible")

    def _check_edge(self) -> None:
        if self.edge not in PADDING_MODES:
            raise ValueError(f"the padding mode must be one of {', '.join(PADDING_MODES)}, got {self.edge!r}")
        most = {"reflect": self.size - 1, "circular": self.size}.get(self.edge, LONGEST)
        if max(self.pad) > most:
            raise ValueError(
                f"{self.edge} padding of {max(self.pad)} does not fit: "
                f"an axis of {self.size} samples can be padded by at most {most}"
            )

    @property
    def extent(self) -> int:
        """Samples from the first tap to the last, both included: ``(kernel - 1) dilation + 1``."""
        return (self.kernel - 1) * self.dilation + 1

    @property
    def offsets(self) -> Indices:
        """Distance of each tap from the first one, in samples, shape ``(kernel,)``."""
        return np.arange(self.kernel) * self.dilation

    @property
    def padded(self) -> int:
        """Samples with the padding: ``size + before + after``."""
        return self.size + sum(self.pad)

    @property
    def outputs(self) -> int:
        """Number of outputs: ``floor((padded - extent) / stride) + 1``."""
        return (self.padded - self.extent) // self.stride + 1

    @cached_property
    def taps(self) -> Indices:
        """Coordinate that tap `u` of output `o` reads, shape ``(outputs, kernel)``.

        Below 0 or from `size` on, it lies in the padding.
        """
        first = np.arange(self.outputs) * self.stride - self.pad[0]
        return _frozen(first[:, np.newaxis] + self.offsets)

    @cached_property
    def sources(self) -> Indices:
        """`taps` folded by the padding mode onto real samples, or `PADDED_ZERO`.

        >>> Axis(size=3, kernel=3, pad=(1, 1), edge="reflect").sources
        array([[1, 0, 1],
               [0, 1, 2],
               [1, 2, 1]])
        """
        return _frozen(self.fold(self.taps))

    @cached_property
    def reads(self) -> Indices:
        """How often each real sample is read, shape ``(size,)``."""
        real = self.sources[self.sources != PADDED_ZERO]
        return _frozen(np.bincount(real, minlength=self.size))

    @cached_property
    def ring(self) -> Indices:
        """Real sample behind every place of the padded axis, or `PADDED_ZERO`, shape ``(padded,)``."""
        return _frozen(self.fold(np.arange(-self.pad[0], self.size + self.pad[1])))

    def readers(self, sample: int) -> Indices:
        """Return every (output, tap) that reads a real `sample`, shape ``(n, 2)``.

        >>> Axis(size=9, kernel=3, dilation=3).readers(4)
        array([[1, 1]])
        """
        if not 0 <= sample < self.size:
            raise ValueError(f"sample must be from 0 to {self.size - 1}, got {sample}")
        return np.argwhere(self.sources == sample)

    def fold(self, coordinates: Indices) -> Indices:
        """Return the real sample behind each coordinate of the padded axis, or `PADDED_ZERO`."""
        size = self.size
        if self.edge == "reflect":
            last = size - 1
            mirrored: Indices = last - np.abs(last - np.abs(coordinates))
            return mirrored
        if self.edge == "replicate":
            return coordinates.clip(0, size - 1)
        if self.edge == "circular":
            return coordinates % size
        padded = (coordinates < 0) | (coordinates >= size)
        folded: Indices = np.where(padded, PADDED_ZERO, coordinates)
        return folded

    def runs(self, tap: int, begin: int, end: int) -> Iterator[tuple[slice, slice | None]]:
        """Yield ``sources[begin:end, tap]`` as ``(outputs, samples)`` slices, without building the table.

        Samples ``None`` are padded zeros; a single sample serves all outputs of its run.
        """
        start = tap * self.dilation - self.pad[0]
        inside, after = (-((start - edge) // self.stride) for edge in (0, self.size))
        cuts = (begin, min(max(inside, begin), end), min(max(after, begin), end), end)
        for first, stop in pairwise(cuts):
            if first < stop:
                ends = np.array([first, stop - 1]) * self.stride + start
                yield slice(first, stop), self._samples(*self.fold(ends).tolist())

    def _samples(self, first: int, last: int) -> slice | None:
        if first == PADDED_ZERO:
            return None
        if first > last:
            return slice(first, last - 1 if last else None, -self.stride)
        return slice(first, last + 1, self.stride)


def _frozen(table: Indices) -> Indices:
    table.flags.writeable = False
    return table
