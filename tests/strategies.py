"""What the tests draw: axes, and layers (an image, a kernel and two axes). All of them fit."""

from dataclasses import dataclass

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from dilviz.axis import PADDING_MODES, Axis

settings.register_profile("dilviz", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("dilviz")

NUMPY_PAD = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
EDGES = st.sampled_from(PADDING_MODES)
STRIDES = st.integers(1, 3)
PADS = st.integers(0, 6)
SEEDS = st.integers(0, 2**32 - 1)


@dataclass(frozen=True)
class Layer:
    image: np.ndarray
    kernel: np.ndarray
    rows: Axis
    cols: Axis

    @property
    def options(self):
        """The same two axes, in the words of `dilviz.correlate`; their edges must be alike."""
        assert self.rows.edge == self.cols.edge
        return {
            "dilation": (self.rows.dilation, self.cols.dilation),
            "stride": (self.rows.stride, self.cols.stride),
            "padding": (self.rows.pad, self.cols.pad),
            "padding_mode": self.rows.edge,
        }

    @property
    def padded(self):
        """The image padded by NumPy, first its rows, then its columns."""
        rows_done = np.pad(self.image, (self.rows.pad, (0, 0)), mode=NUMPY_PAD[self.rows.edge])
        return np.pad(rows_done, ((0, 0), self.cols.pad), mode=NUMPY_PAD[self.cols.edge])

    @property
    def inserted(self):
        """The kernel with zeros between its taps, by a Kronecker product."""
        return insert_zeros(self.kernel, (self.rows.dilation, self.cols.dilation))

    def strided(self, output):
        return output[:: self.rows.stride, :: self.cols.stride]


def insert_zeros(kernel, dilation):
    corner = np.zeros(dilation)
    corner[0, 0] = 1
    spread = np.kron(kernel, corner)
    return spread[: spread.shape[0] - dilation[0] + 1, : spread.shape[1] - dilation[1] + 1]


def digits(shape, seed):
    """Whole numbers from -9 to 9: sums of their products are exact, in whatever order."""
    return np.random.default_rng(seed).integers(-9, 10, shape).astype(float)


@st.composite
def axes(draw, edges=EDGES, strides=STRIDES, pads=PADS):
    kernel, dilation = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    edge, pad = draw(edges), draw(st.tuples(pads, pads))
    room = {"reflect": max(pad) + 1, "circular": max(pad)}.get(edge, 1)
    least = max(1, room, (kernel - 1) * dilation + 1 - sum(pad))
    return Axis(draw(st.integers(least, least + 8)), kernel, dilation, draw(strides), pad, edge)


@st.composite
def layers(draw, edges=EDGES, alike=True, **options):
    rows = draw(axes(edges=edges, **options))
    cols = draw(axes(edges=st.just(rows.edge) if alike else edges, **options))
    seed = draw(SEEDS)
    image = digits((rows.size, cols.size), seed)
    return Layer(image, digits((rows.kernel, cols.kernel), seed + 1), rows, cols)
