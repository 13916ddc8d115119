"""Scenes for the tests of what is handed out: any numbers, or numbers whose sums are exact and whose kernels fit."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from dilviz.axis import PADDING_MODES
from dilviz.conv import NAMED_PADDINGS
from dilviz.link import MOST_STEP
from dilviz.photograph import luminance
from dilviz.scene import OPERATIONS, Scene
from tests.strategies import digits, layers

AWKWARD = st.sampled_from([np.nan, np.inf, -np.inf, -0.0, 0.0, 5e-324, 1e308, -1e-310, 0.1, 1 / 255])
STEPS = st.tuples(st.integers(1, MOST_STEP), st.integers(1, MOST_STEP))
SIDES = st.tuples(*[st.tuples(st.integers(0, MOST_STEP), st.integers(0, MOST_STEP))] * 2)


@st.composite
def matrices(draw, dtype, most, shape=None):
    shape = shape or draw(st.tuples(st.integers(1, most), st.integers(1, most)))
    cells = [
        st.floats(width=8 * np.dtype(dtype).itemsize),
        st.integers(-128, 255).map(float),
        st.integers(0, 255).map(lambda level: level / 255),
    ]
    if dtype == "float64":
        cells.append(AWKWARD)
    return draw(npst.arrays(dtype, shape, elements=st.one_of(cells), fill=draw(st.sampled_from(cells))))


@st.composite
def any_scenes(draw):
    """What can be chosen, whether or not the kernel fits."""
    dtype = draw(st.sampled_from(["float64", "float32"]))
    image, channels = draw(matrices(dtype, 12)), None
    if draw(st.booleans()):
        channels = np.stack([image, *(draw(matrices(dtype, 12, image.shape)) for _ in range(2))], axis=-1)
        image = luminance(channels)
    return Scene(
        image,
        draw(matrices(dtype, 11)),
        operation=draw(st.sampled_from(OPERATIONS)),
        dilation=draw(STEPS),
        stride=draw(STEPS),
        padding=draw(st.sampled_from(NAMED_PADDINGS) | SIDES),
        padding_mode=draw(st.sampled_from(PADDING_MODES)),
        photograph=draw(st.booleans()),
        channels=channels,
    )


@st.composite
def fitting_scenes(draw):
    layer = draw(layers())
    return Scene(layer.image, layer.kernel, operation=draw(st.sampled_from(OPERATIONS)), **layer.options)


def example(**changes):
    """The scene that the app opens with: a square of ones, 1 to 9, dilation 3; or a change of it."""
    image = np.zeros((9, 9))
    image[3:6, 4:7] = 1
    return Scene(**{"image": image, "kernel": np.arange(1, 10).reshape(3, 3), "dilation": (3, 3), **changes})


def scribble(size=32, levels=2, seed=0):
    """A line drawn by a wandering hand."""
    rng = np.random.default_rng(seed)
    image = digits((size, size), 0) * 0
    turns = np.cumsum(rng.normal(size=400) * 0.4)
    rows, cols = (np.cumsum(step(turns)) % size for step in (np.sin, np.cos))
    image[rows.astype(int), cols.astype(int)] = rng.integers(1, levels, 400) / (levels - 1) if levels > 2 else 1
    return image


def same(scene, other):
    """Whether two scenes are alike, their numbers bit for bit."""
    facts = [
        (
            *(matrix.dtype for matrix in (one.image, one.kernel)),
            *(matrix.shape for matrix in (one.image, one.kernel)),
            *(matrix.tobytes() for matrix in (one.image, one.kernel)),
            *(one.photograph, None if one.channels is None else one.channels.tobytes()),
            *(one.operation, one.dilation, one.stride, one.padding, one.padding_mode),
        )
        for one in (scene, other)
    ]
    return facts[0] == facts[1]


def opened(read, content):
    """What `read` makes of the content, and the sentence with which it refuses it; one of them is None."""
    try:
        return read(content), None
    except ValueError as error:
        return None, str(error)
