"""Photographs in colour: the luminance that stands for them as numbers, and their channels as bytes to look at."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dilviz.conv import Matrix

LUMA = (299, 587, 114)  # thousandths of red, green and blue, ITU-R BT.601: grey keeps its value exactly
CHANNELS = ("red", "green", "blue")

Bytes: TypeAlias = NDArray[np.uint8]


def luminance(channels: Matrix) -> Matrix:
    """Return ``(299 R + 587 G + 114 B) / 1000``, shape ``(height, width)``, of ``(height, width, 3)`` channels.

    >>> luminance(np.array([[[10.0, 20.0, 30.0]]]))
    array([[18.15]])
    """
    with np.errstate(over="ignore", invalid="ignore"):
        red, green, blue = (part * channels[:, :, place] for place, part in enumerate(LUMA))
        grey: Matrix = (red + green + blue) / sum(LUMA)  # a matrix product would round as its library likes
    return grey


def brightest(channels: Matrix) -> float:
    """Return white in a file of 8 bits, or in one of 16 bits."""
    return 255.0 if channels.max() <= 255 else 65535.0


def in_colour(channels: Matrix, white: float) -> Bytes:
    """Return channels as bytes to look at, shape kept; what is darker than black or brighter than white is cut off.

    >>> in_colour(np.array([[[-3.0, 0.5, 2.0]]]), white=1.0).tolist()
    [[[0, 128, 255]]]
    """
    scaled = np.nan_to_num(channels * (255.0 / white))
    shown: Bytes = np.rint(scaled.clip(0, 255)).astype(np.uint8)
    return shown
