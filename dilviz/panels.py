"""The three pictures of a scene, ready for anybody who draws: what is in each cell, and which cells stand out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dilviz import payload
from dilviz.axis import PADDED_ZERO
from dilviz.conv import Matrix
from dilviz.overlay import PANELS, Mark, Overlay, PanelName, overlay, tap_marks
from dilviz.paper import SizeName, check_size
from dilviz.photograph import Bytes, brightest, in_colour
from dilviz.scene import Pair, Scene

Mask: TypeAlias = NDArray[np.bool_]
MINUS = "−"
MOST_NUMBERS = 900  # cells of a panel that still shows its numbers
MOST_IN_ROW: dict[SizeName | None, int] = {None: 4, "slide": 6, "column": 2, "page": 4}


@dataclass(frozen=True)
class Ring:
    """An ellipse about the middle of a picture; its radii are in cells, downwards and across."""

    height: float
    width: float
    dashed: bool = False


@dataclass(frozen=True, eq=False)
class Panel:
    """One picture.

    Parameters
    ----------
    title, caption : str
    values : Matrix
        As drawn, the padding and the inserted zeros included.
    origin : (int, int)
        Place in `values` of the cell that is numbered (0, 0).
    padded, inserted : mask, shape of `values`
        Where the padding is, and where zeros lie between taps.
    marks : sequence of Mark
    hidden : mask, optional
        Cells to leave empty: outputs not computed yet.
    grey : bool
        Whether it is a photograph, drawn from black to white.
    colours : bytes, shape ``(*values.shape, 3)``, optional
        Red, green and blue of a photograph in colour.
    step : (int, int)
        Samples that a cell stands for, along rows and columns.
    rings : sequence of Ring
        About the middle.
    """

    title: str
    caption: str
    values: Matrix
    origin: Pair
    padded: Mask
    inserted: Mask
    marks: Sequence[Mark] = ()
    hidden: Mask | None = None
    grey: bool = False
    colours: Bytes | None = None
    step: Pair = (1, 1)
    rings: Sequence[Ring] = ()

    @cached_property
    def picture(self) -> payload.Tree:
        """Its ``range`` and the name of its colour ``scale``, as on the page."""
        return payload.picture(self.values, grey=self.grey)


def panel(values: Matrix, title: str, *, caption: str = "", marks: Sequence[Mark] = ()) -> Panel:
    """Return a picture of plain numbers, neither padded nor dilated."""
    nowhere = np.zeros(values.shape, dtype=bool)
    return Panel(title, caption or size_in_words(values.shape), values, (0, 0), nowhere, nowhere, marks)


def panels(scene: Scene, pixel: Pair | None = None, of: PanelName = "output") -> tuple[Panel, Panel, Panel]:
    """Return input (with its padding), dilated kernel and output, and what belongs to `pixel` of one of them, marked.

    Raises
    ------
    ValueError
        If the scene is impossible, or if there is no such pixel.
    """
    shown = Overlay(kernel=tap_marks(scene)) if pixel is None else overlay(scene, pixel, of)
    given, kernel = _input_panel(scene), replace(kernel_panel(scene), marks=shown.kernel)
    top, left = given.origin
    given = replace(given, marks=[replace(mark, row=mark.row + top, col=mark.col + left) for mark in shown.input])
    return given, kernel, _output_panel(scene, shown)


def kernel_panel(scene: Scene) -> Panel:
    """Return the kernel as written, the zeros between its taps told apart, every tap marked."""
    inserted = np.ones(scene.dilated.shape, dtype=bool)
    inserted[np.ix_(*scene.kernel_cells)] = False
    caption = size_in_words(scene.kernel.shape)
    if scene.dilated.shape != scene.kernel.shape:
        caption += f", dilated to {size_in_words(scene.dilated.shape)}"
    nowhere = np.zeros_like(inserted)
    return Panel("Kernel", caption, scene.dilated, (0, 0), nowhere, inserted, tap_marks(scene))


def arranged(shown: Sequence[Panel], size: SizeName | None) -> list[list[Panel]]:
    """Return the panels in the rows in which they stand: in a column the first of three has a row of its own."""
    if size is not None:
        check_size(size)
    if size == "column" and len(shown) == 3:
        return [[shown[0]], list(shown[1:])]
    most = MOST_IN_ROW[size]
    if size == "slide":  # which has one height for all of them
        most = max(most, math.ceil(math.sqrt(16 / 9 * len(shown))))
    rows = -(-len(shown) // most)
    each = -(-len(shown) // rows)  # as evenly as they can be
    return [list(shown[first : first + each]) for first in range(0, len(shown), each)]


def every(cell: float, room: float) -> int:
    """Return how many cells on the next label stands, a round number with `room` for each of them.

    >>> every(3, 10), every(3, 60)
    (5, 20)
    """
    steps = (step * int(10**power) for power in count() for step in (1, 2, 5))
    return next(step for step in steps if step * cell >= room)


def check_shown(names: Sequence[str]) -> None:
    """Raise a ``ValueError`` unless these are some of `PANELS`."""
    if not names or not set(names) <= set(PANELS):
        raise ValueError(f"a figure shows one or more of {', '.join(PANELS)}, got {', '.join(names) or 'none'}")


def written(value: float, digits: int = 4) -> str:
    """Return a number as people write it, as the page does.

    >>> [written(value) for value in (0.0, -2.5, 1 / 3, 123456.0, 1e-7, float("inf"))]
    ['0', '−2.5', '0.3333', '123456', '1e-7', '∞']
    """
    if np.isnan(value):
        return "NaN"
    if np.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    size = abs(value)
    if size == 0 or 1e-3 <= size < 1e6:
        kept = max(digits, math.ceil(math.log10(size + 1)))
        text = np.format_float_positional(float(f"{size:.{kept}g}"), trim="-")
    else:
        mantissa, power = f"{size:.{min(digits - 1, 2)}e}".split("e")
        text = f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{int(power)}"
    return f"{MINUS}{text}" if value < 0 and text != "0" else text


def _output_panel(scene: Scene, shown: Overlay) -> Panel:
    if shown.added is not None:
        return panel(shown.added, "Output", caption="what one tap adds to each", marks=shown.output)
    output = panel(scene.output, "Output", marks=shown.output)
    if scene.channels is None or scene.output_channels is None:
        return output
    colours = in_colour(scene.output_channels, brightest(scene.channels))
    return replace(output, caption=f"{output.caption}, each channel by itself", colours=colours)


def _input_panel(scene: Scene) -> Panel:
    rows, cols = scene.axes
    rings = np.ix_(rows.ring, cols.ring)
    empty = (rings[0] == PADDED_ZERO) | (rings[1] == PADDED_ZERO)
    values = np.where(empty, 0, scene.image[rings])
    colours = None
    if scene.channels is not None:
        colours = np.where(empty[:, :, np.newaxis], 0, in_colour(scene.channels, brightest(scene.channels))[rings])
    origin = rows.pad[0], cols.pad[0]
    padded = np.ones(values.shape, dtype=bool)
    padded[tuple(slice(before, before + axis.size) for before, axis in zip(origin, (rows, cols), strict=True))] = False
    caption = size_in_words(scene.image.shape)
    if padded.any():
        caption += f", padded to {size_in_words(values.shape)} ({scene.padding_mode})"
    return Panel(
        "Input",
        caption,
        values.astype(scene.image.dtype),
        origin,
        padded,
        np.zeros_like(padded),
        grey=scene.photograph,
        colours=None if colours is None else colours.astype(np.uint8),
    )


def size_in_words(shape: Sequence[int]) -> str:
    """Return a shape as people write it: ``9 × 9``."""
    return " × ".join(map(str, shape))
