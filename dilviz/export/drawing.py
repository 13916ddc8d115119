"""A drawing as a list of rectangles, lines, circles, texts and pixels, in points from the upper left corner.

Whoever lays out a figure writes this list; `svg`, `pdf` and `raster` turn it into bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Anchor: TypeAlias = Literal["start", "middle", "end"]
Colours: TypeAlias = NDArray[np.uint8]  # (rows, columns, 3): red, green, blue


@dataclass(frozen=True)
class Rect:
    """A rectangle, filled or outlined or both; the outline is centred on its border."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    thickness: float = 0


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    colour: str
    thickness: float


@dataclass(frozen=True, eq=False)
class Strokes:
    """Many straight lines of one colour; `ends` are (lines, 4): x, y, to_x, to_y."""

    ends: NDArray[np.float64]
    colour: str
    thickness: float


@dataclass(frozen=True, eq=False)
class Dots:
    """Many circles of one colour, with a rim or without; `circles` are (circles, 3): x, y, radius."""

    circles: NDArray[np.float64]
    fill: str
    rim: str | None = None
    thickness: float = 0


@dataclass(frozen=True)
class Text:
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: Anchor = "start"
    bold: bool = False


@dataclass(frozen=True, eq=False)
class Pixels:
    """A picture of coloured cells, for panels with too many of them for a rectangle each."""

    x: float
    y: float
    width: float
    height: float
    colours: Colours


Primitive: TypeAlias = Rect | Line | Strokes | Dots | Text | Pixels


@dataclass(frozen=True, eq=False)
class Drawing:
    """What to draw, on how large a ground; `ground` None is transparent, `title` is for those who cannot see it."""

    width: float
    height: float
    items: Sequence[Primitive]
    ground: str | None
    title: str


def hexadecimal(colour: NDArray[Any]) -> str:
    """Return (red, green, blue) from 0 to 255 as ``#rrggbb``.

    >>> hexadecimal(np.array([255, 128, 0]))
    '#ff8000'
    """
    return "#" + bytes(colour.astype(np.uint8).tolist()).hex()


def channels(colour: str) -> tuple[int, int, int]:
    """Return ``#rrggbb`` as (red, green, blue) from 0 to 255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
