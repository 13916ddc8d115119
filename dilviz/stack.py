"""Several layers along one axis: how far their receptive field reaches, and where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, TypeAlias, get_args

import numpy as np

from dilviz.axis import LONGEST, Axis, Indices, PaddingMode, whole
from dilviz.conv import NAMED_PADDINGS, NamedPadding, pads_of

LayerKind: TypeAlias = Literal["conv", "pool"]
AxisPadding: TypeAlias = NamedPadding | int | tuple[int, int]

LAYER_KINDS: tuple[LayerKind, ...] = get_args(LayerKind)
MOST_LAYERS = 64
WIDEST = 2**16  # samples of a receptive field that is counted sample by sample


@dataclass(frozen=True)
class Layer:
    """One layer along one axis.

    Parameters
    ----------
    kernel : int
        Number of taps, at least 1; of a pooling layer, the size of its window.
    dilation, stride : int
        Distance between neighbouring taps, and between neighbouring outputs, in
        samples of the layer's own input.
    padding : {"valid", "same", "full", "causal"}, int or (before, after)
        In samples of the layer's own input, named as in `correlate`. A number is
        kept as a pair.
    kind : {"conv", "pool"}
        A pooling layer looks as a convolution does, but has no weights.

    Raises
    ------
    ValueError
        If a number is not whole or out of range, or if a name is unknown.

    Examples
    --------
    >>> layer = Layer(kernel=3, dilation=2, padding="same")
    >>> layer.extent, layer.pad
    (5, (2, 2))
    """

    kernel: int = 3
    dilation: int = 1
    stride: int = 1
    padding: AxisPadding = "valid"
    kind: LayerKind = "conv"

    def __post_init__(self) -> None:
        for name in ("kernel", "dilation", "stride"):
            object.__setattr__(self, name, whole(getattr(self, name), name, 1))
        if self.kind not in LAYER_KINDS:
            raise ValueError(f"the kind of a layer must be one of {', '.join(LAYER_KINDS)}, got {self.kind!r}")
        if isinstance(self.padding, str):
            pads_of(self.padding, (1, 1))  # an unknown name raises
        else:
            object.__setattr__(self, "padding", _pair(self.padding))

    @property
    def extent(self) -> int:
        """Samples from the first tap to the last, both included: ``(kernel - 1) dilation + 1``."""
        return (self.kernel - 1) * self.dilation + 1

    @property
    def pad(self) -> tuple[int, int]:
        """Samples added before the first and after the last real one."""
        sides = self.padding if isinstance(self.padding, str) else (self.padding, self.padding)
        return pads_of(sides, (self.extent, self.extent))[0]

    def axis(self, size: int, edge: PaddingMode = "zeros") -> Axis:
        """Return the tables of this layer over `size` samples."""
        return Axis(size, self.kernel, self.dilation, self.stride, self.pad, edge)


@dataclass(frozen=True)
class Stack:
    """The layers of a two-dimensional stack, along its rows and along its columns.

    A one-dimensional stack runs along the columns: its row layers have one tap.

    Raises
    ------
    ValueError
        If the two axes do not describe the same layers, or if there are none,
        more than `MOST_LAYERS`, or a receptive field of more than `WIDEST` samples.

    Examples
    --------
    >>> Stack((Layer(1), Layer(1)), (Layer(2), Layer(2, dilation=2))).dimensions
    1
    """

    rows: tuple[Layer, ...]
    cols: tuple[Layer, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(self.rows))
        object.__setattr__(self, "cols", tuple(self.cols))
        if [layer.kind for layer in self.rows] != [layer.kind for layer in self.cols]:
            raise ValueError(
                f"rows and columns must describe the same layers, got {len(self.rows)} and {len(self.cols)} "
                "of them or a pooling layer beside a convolution"
            )
        if not 1 <= len(self.rows) <= MOST_LAYERS:
            raise ValueError(f"a stack must have from 1 to {MOST_LAYERS} layers, got {len(self.rows)}")
        for layers in (self.rows, self.cols):
            check_width(receptive_field(layers).size)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def dimensions(self) -> int:
        """1 if nothing happens along the rows, else 2."""
        idle = all(layer.kernel == layer.stride == 1 and layer.pad == (0, 0) for layer in self.rows)
        return 1 if idle else 2


@dataclass(frozen=True)
class ReceptiveField:
    """What one output sees of the input, along one axis; all in input samples, all exact.

    Parameters
    ----------
    size : int
        Samples from the first one that an output reads to the last, both included.
    jump : int
        Distance between the receptive fields of neighbouring outputs.
    start : int
        Coordinate of the first sample that output 0 reads; the first real sample
        is 0, and a negative coordinate lies in the padding. Output `o` reads from
        ``start + o jump`` to ``start + o jump + size - 1``.
    """

    size: int
    jump: int
    start: int

    @property
    def centre(self) -> float:
        """Middle of the field of output 0: ``start + (size - 1) / 2``, a multiple of one half."""
        return self.start + (self.size - 1) / 2


def receptive_field(layers: Sequence[Layer]) -> ReceptiveField:
    """Return the receptive field of the whole stack; see `receptive_fields`.

    WaveNet's block (van den Oord et al. 2016, arXiv:1609.03499), once and three times:

    >>> block = [Layer(kernel=2, dilation=2**i, padding="causal") for i in range(10)]
    >>> receptive_field(block)
    ReceptiveField(size=1024, jump=1, start=-1023)
    >>> receptive_field(3 * block).size
    3070
    """
    return (ReceptiveField(1, 1, 0), *receptive_fields(layers))[-1]


def receptive_fields(layers: Sequence[Layer]) -> tuple[ReceptiveField, ...]:
    """Return the receptive field after each layer, the first layer first.

    From one layer to the next, ``size += (kernel - 1) dilation jump``,
    ``start -= padding_before jump``, ``jump *= stride``.

    Raises
    ------
    ValueError
        If a size, a jump or a start passes `LONGEST`.

    References
    ----------
    Araujo, Norris and Sim 2019, Distill, doi:10.23915/distill.00021, extended by
    the dilation.

    Examples
    --------
    The context module of Yu and Koltun 2016, arXiv:1511.07122, Table 1:

    >>> module = [Layer(dilation=d) for d in (1, 1, 2, 4, 8, 16, 1)] + [Layer(kernel=1)]
    >>> [field.size for field in receptive_fields(module)]
    [3, 5, 9, 17, 33, 65, 67, 67]
    """
    return tuple(accumulate(layers, _behind, initial=ReceptiveField(1, 1, 0)))[1:]


def steps(layers: Sequence[Layer]) -> Indices:
    """Distance between neighbouring taps of each layer, in input samples, shape ``(layers,)``: ``dilation jump``.

    >>> steps([Layer(stride=2), Layer(dilation=3), Layer()])
    array([1, 6, 2])
    """
    jumps = [1, *(field.jump for field in receptive_fields(layers))]
    return np.array([layer.dilation * jump for layer, jump in zip(layers, jumps, strict=False)], dtype=np.int64)


def check_width(size: int) -> None:
    """Raise a ``ValueError`` if a receptive field of `size` samples is too wide to be counted."""
    if size > WIDEST:
        raise ValueError(f"the stack would see {size:,} samples along one axis; at most {WIDEST:,} are possible")


def _behind(field: ReceptiveField, layer: Layer) -> ReceptiveField:
    size = field.size + (layer.extent - 1) * field.jump
    start = field.start - layer.pad[0] * field.jump
    jump = field.jump * layer.stride
    for name, value in (("receptive field", size), ("jump", jump), ("padding", -start)):
        if value > LONGEST:
            raise ValueError(f"the {name} of the stack would be {value:,} samples; at most {LONGEST:,} are possible")
    return ReceptiveField(size, jump, start)


def _pair(padding: object) -> tuple[int, int]:
    if not isinstance(padding, Sequence | np.ndarray):
        number = whole(padding, "padding", 0)
        return number, number
    if len(padding) != 2:
        raise ValueError(
            f"padding must be one of {', '.join(NAMED_PADDINGS)}, a number or (before, after), got {padding!r}"
        )
    return whole(padding[0], "padding", 0), whole(padding[1], "padding", 0)
