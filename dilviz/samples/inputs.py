"""Named inputs, made by code: (size, seed) -> (size, size)."""

from __future__ import annotations

import numpy as np

from dilviz.conv import Matrix

LETTER = (  # F: no flip and no turn leaves it as it was, so a flipped kernel shows
    "###",
    "#..",
    "##.",
    "#..",
)
WAVELENGTH = 8  # of the grating, in samples: at dilation 8 every tap meets the same phase


def block(size: int, _seed: int) -> Matrix:
    """Return a square of ones a third of the picture wide, right of the middle.

    >>> block(5, 0)
    array([[0., 0., 0., 0., 0.],
           [0., 0., 1., 0., 0.],
           [0., 0., 0., 0., 0.],
           [0., 0., 0., 0., 0.],
           [0., 0., 0., 0., 0.]])
    """
    top, left, side = size * 3 // 9, size * 4 // 9, size // 3  # 3, 4, 3 of 9
    image = np.zeros((size, size))
    image[top : top + side, left : left + side] = 1
    return image


def impulse(size: int, _seed: int) -> Matrix:
    """Return zeros with a one at the centre: its output shows the kernel itself.

    >>> impulse(3, 0)
    array([[0., 0., 0.],
           [0., 1., 0.],
           [0., 0., 0.]])
    """
    image = np.zeros((size, size))
    image[size // 2, size // 2] = 1
    return image


def checkerboard(size: int, _seed: int) -> Matrix:
    """Return ones and zeros by turns: even dilations see only one of the two.

    >>> checkerboard(3, 0)
    array([[1., 0., 1.],
           [0., 1., 0.],
           [1., 0., 1.]])
    """
    rows, cols = np.indices((size, size))
    return (rows + cols + 1) % 2 * 1.0


def ramp(size: int, _seed: int) -> Matrix:
    """Return the number of its column in each cell.

    >>> ramp(3, 0)
    array([[0., 1., 2.],
           [0., 1., 2.],
           [0., 1., 2.]])
    """
    return np.tile(np.arange(size), (size, 1)).astype(float)


def step_edge(size: int, _seed: int) -> Matrix:
    """Return zeros on the left and ones from the middle column on.

    >>> step_edge(4, 0)
    array([[0., 0., 1., 1.],
           [0., 0., 1., 1.],
           [0., 0., 1., 1.],
           [0., 0., 1., 1.]])
    """
    return np.tile(np.arange(size) >= size // 2, (size, 1)).astype(float)


def ring(size: int, _seed: int) -> Matrix:
    """Return a circle of ones whose radius is a third of the picture, an edge in every direction.

    >>> ring(5, 0)
    array([[0., 0., 1., 0., 0.],
           [0., 1., 0., 1., 0.],
           [1., 0., 0., 0., 1.],
           [0., 1., 0., 1., 0.],
           [0., 0., 1., 0., 0.]])
    """
    offsets = np.arange(size) - (size - 1) / 2
    distance = np.hypot(offsets[:, np.newaxis], offsets)
    half_width = max(0.5, size / 20)
    circle: Matrix = (np.abs(distance - size / 3) <= half_width).astype(float)
    return circle


def sine_grating(size: int, _seed: int) -> Matrix:
    """Return waves along the columns, `WAVELENGTH` samples long, rounded to two decimals.

    >>> sine_grating(9, 0)[0]
    array([ 0.  ,  0.71,  1.  ,  0.71,  0.  , -0.71, -1.  , -0.71,  0.  ])
    """
    wave: Matrix = np.sin(2 * np.pi * np.arange(size) / WAVELENGTH).round(2) + 0.0  # no negative zeros
    return np.tile(wave, (size, 1))


def letter(size: int, _seed: int) -> Matrix:
    """Return `LETTER` in ones on zeros, scaled to the nearest cell, with a margin where there is room.

    >>> letter(6, 0)
    array([[0., 0., 0., 0., 0., 0.],
           [0., 1., 1., 1., 0., 0.],
           [0., 1., 0., 0., 0., 0.],
           [0., 1., 1., 0., 0., 0.],
           [0., 1., 0., 0., 0., 0.],
           [0., 0., 0., 0., 0., 0.]])
    """
    bitmap = np.array([[float(cell == "#") for cell in line] for line in LETTER])
    margin = size // 6
    height = size - 2 * margin
    width = max(3, height * 3 // 4)
    left = (size - width) // 2
    image = np.zeros((size, size))
    scaled = bitmap[np.ix_(np.arange(height) * 4 // height, np.arange(width) * 3 // width)]
    image[margin : margin + height, left : left + width] = scaled
    return image


def noise(size: int, seed: int) -> Matrix:
    """Return digits from 0 to 9, the same for the same seed.

    >>> noise(3, 0)
    array([[8., 6., 5.],
           [2., 3., 0.],
           [0., 0., 1.]])
    """
    return np.random.default_rng(seed).integers(0, 10, (size, size)).astype(float)
