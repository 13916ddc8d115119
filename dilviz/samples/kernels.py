"""Named kernels: (rows, cols, seed) -> (rows, cols), and what they are made of.

Written for a correlation: a derivative kernel answers with a positive number where the
image grows with the row or column. A convolution flips it, and the sign with it.
"""

from __future__ import annotations

import numpy as np

from dilviz.conv import Matrix


def one_to_nine(rows: int, cols: int, _seed: int) -> Matrix:
    """Return 1, 2, 3, ... row by row: every tap can be told from the others.

    >>> one_to_nine(2, 3, 0)
    array([[1., 2., 3.],
           [4., 5., 6.]])
    """
    return np.arange(1.0, rows * cols + 1).reshape(rows, cols)


def identity(rows: int, cols: int, _seed: int) -> Matrix:
    """Return a one at the centre, of two central taps at the first: a `same` correlation changes nothing.

    >>> identity(3, 4, 0)
    array([[0., 0., 0., 0.],
           [0., 1., 0., 0.],
           [0., 0., 0., 0.]])
    """
    kernel = np.zeros((rows, cols))
    kernel[(rows - 1) // 2, (cols - 1) // 2] = 1
    return kernel


def box(rows: int, cols: int, _seed: int) -> Matrix:
    """Return equal weights that sum to 1: the mean of what is read.

    >>> box(2, 2, 0)
    array([[0.25, 0.25],
           [0.25, 0.25]])
    """
    return np.full((rows, cols), 1 / (rows * cols))


def gaussian(rows: int, cols: int, _seed: int) -> Matrix:
    """Return binomial weights that sum to 1: ``outer(binomial(rows) / 2**(rows - 1), binomial(cols) / 2**(cols - 1))``.

    >>> gaussian(3, 3, 0) * 16
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    return np.outer(binomial(rows) / 2 ** (rows - 1), binomial(cols) / 2 ** (cols - 1))


def sharpen(rows: int, cols: int, seed: int) -> Matrix:
    """Return ``identity - laplacian``: the image with its bends exaggerated.

    >>> sharpen(3, 3, 0)
    array([[ 0., -1.,  0.],
           [-1.,  5., -1.],
           [ 0., -1.,  0.]])
    """
    return identity(rows, cols, seed) - laplacian(rows, cols, seed)


def laplacian(rows: int, cols: int, _seed: int) -> Matrix:
    """Return the bends along both axes: ``outer(bend(rows), middle(cols)) + outer(middle(rows), bend(cols))``.

    >>> laplacian(3, 3, 0)
    array([[ 0.,  1.,  0.],
           [ 1., -4.,  1.],
           [ 0.,  1.,  0.]])
    """
    return np.outer(bend(rows), middle(cols)) + np.outer(middle(rows), bend(cols))


def sobel_x(rows: int, cols: int, _seed: int) -> Matrix:
    """Return the growth along a row, smoothed across: ``outer(binomial(rows), difference(cols))``.

    >>> sobel_x(3, 3, 0)
    array([[-1.,  0.,  1.],
           [-2.,  0.,  2.],
           [-1.,  0.,  1.]])
    """
    return np.outer(binomial(rows), difference(cols))


def sobel_y(rows: int, cols: int, seed: int) -> Matrix:
    """Return the growth down a column, smoothed across: `sobel_x` on its side.

    >>> sobel_y(3, 3, 0)
    array([[-1., -2., -1.],
           [ 0.,  0.,  0.],
           [ 1.,  2.,  1.]])
    """
    return sobel_x(cols, rows, seed).T


def prewitt_x(rows: int, cols: int, _seed: int) -> Matrix:
    """Return the slope along a row, all rows alike: ``outer(ones(rows), arange(cols) - (cols - 1) / 2)``.

    >>> prewitt_x(3, 3, 0)
    array([[-1.,  0.,  1.],
           [-1.,  0.,  1.],
           [-1.,  0.,  1.]])
    """
    return np.tile(np.arange(cols) - (cols - 1) / 2, (rows, 1))


def prewitt_y(rows: int, cols: int, seed: int) -> Matrix:
    """Return the slope down a column, all columns alike: `prewitt_x` on its side.

    >>> prewitt_y(3, 3, 0)
    array([[-1., -1., -1.],
           [ 0.,  0.,  0.],
           [ 1.,  1.,  1.]])
    """
    return prewitt_x(cols, rows, seed).T


def random(rows: int, cols: int, seed: int) -> Matrix:
    """Return whole numbers from -5 to 5, the same for the same seed.

    >>> random(2, 3, 0)
    array([[ 4.,  2.,  0.],
           [-3., -2., -5.]])
    """
    return np.random.default_rng(seed).integers(-5, 6, (rows, cols)).astype(float)


# What the kernels are made of, along one axis: (taps) -> (taps,)


def binomial(taps: int) -> Matrix:
    """Return a row of Pascal's triangle, the whole-number bell curve: ``[1, 1]`` convolved ``taps - 1`` times.

    >>> binomial(5)
    array([1., 4., 6., 4., 1.])
    """
    row = np.ones(1)
    for _ in range(taps - 1):
        row = np.convolve(row, [1, 1])
    return row


def difference(taps: int) -> Matrix:
    """Return a smoothed first difference: ``binomial(taps - 1)`` convolved with ``[-1, 1]``; one tap has no slope.

    >>> difference(3), difference(5)
    (array([-1.,  0.,  1.]), array([-1., -2.,  0.,  2.,  1.]))
    """
    return np.convolve(binomial(taps - 1), [-1, 1]) if taps > 1 else np.zeros(1)


def middle(taps: int) -> Matrix:
    """Return a one at the centre, shared by the two central taps of an even number.

    >>> middle(3), middle(4)
    (array([0., 1., 0.]), array([0. , 0.5, 0.5, 0. ]))
    """
    weights = np.zeros(taps)
    weights[(taps - 1) // 2] += 0.5
    weights[taps // 2] += 0.5
    return weights


def bend(taps: int) -> Matrix:
    """Return all samples minus as many times the centre: ``ones - taps * middle``; it needs three taps.

    >>> bend(3), bend(4)
    (array([ 1., -2.,  1.]), array([ 1., -1., -1.,  1.]))
    """
    return 1 - taps * middle(taps)
