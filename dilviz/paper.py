"""The sizes that a figure is made in, by name: in pixels for a browser, in points for the server's files."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal, TypeAlias, get_args

SizeName: TypeAlias = Literal["slide", "column", "page"]
SIZES: tuple[SizeName, ...] = get_args(SizeName)

POINTS_PER_CM = 72 / 2.54


@dataclass(frozen=True)
class Canvas:
    """What a browser draws on, in pixels: its width, its height or None to fit the content, and its letters."""

    width: float
    height: float | None
    letters: float


@dataclass(frozen=True)
class Page:
    """What the server draws on, in points: its width, its height or None to fit the content, its margin and letters."""

    width: float
    height: float | None
    margin: float
    text: float


CANVASES: dict[SizeName, Canvas] = {
    "slide": Canvas(1280, 720, 15),
    "column": Canvas(642, None, 8),  # 8.5 cm at 192 pixels an inch
    "page": Canvas(1285, None, 13),  # 17 cm at the same
}
PAGES: dict[SizeName, Page] = {
    "slide": Page(960, 540, 36, 14),  # 16:9, as presentation programs have it
    "column": Page(8.5 * POINTS_PER_CM, None, 4, 7),
    "page": Page(17 * POINTS_PER_CM, None, 4, 8),
}


def crowded(letters: float, pictures: int) -> float:
    """Return the size of letters where so many pictures share one page of a given height."""
    return letters * min(1.0, sqrt(8 / pictures))


def check_size(name: str) -> None:
    """Raise a ``ValueError`` for a size that there is not."""
    if name not in SIZES:
        raise ValueError(f"the size must be one of {', '.join(SIZES)}, got {name!r}")
