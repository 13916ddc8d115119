"""What belongs to one cell, in any of the three directions: an output's reads, an input's readers, a tap's share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Literal, TypeAlias, get_args

import numpy as np

from dilviz.axis import PADDED_ZERO
from dilviz.conv import Matrix
from dilviz.scene import Pair, Scene

PanelName: TypeAlias = Literal["input", "kernel", "output"]
PANELS: tuple[PanelName, ...] = get_args(PanelName)

MOST_MARKS = 1024  # cells of one picture that are outlined


@dataclass(frozen=True)
class Mark:
    """A cell that stands out: where it lies, and the number of its tap, or None for the cell pointed at."""

    row: int
    col: int
    tap: int | None = None


@dataclass(frozen=True)
class Term:
    """One product of a sum: sample times weight, through one tap; in the padding there may be no sample."""

    tap: int
    value: float
    weight: float
    real: bool = True


@dataclass(frozen=True)
class Reader:
    """An output that reads an input sample, and the tap through which it does, with its weight."""

    output: Pair
    tap: int
    weight: float


@dataclass(frozen=True, eq=False)
class Overlay:
    """The cells that stand out, in each picture's own numbers: padding lies below 0 and beyond the last sample.

    `added` is what one tap adds to each output, where the overlay is a tap's.
    """

    input: Sequence[Mark] = ()
    kernel: Sequence[Mark] = ()
    output: Sequence[Mark] = ()
    added: Matrix | None = None


def overlay(scene: Scene, pixel: Pair, of: PanelName = "output") -> Overlay:
    """Return what belongs to a (row, column) cell of the input, the dilated kernel or the output.

    Raises
    ------
    ValueError
        If the scene is impossible, or if that picture has no such cell.

    Examples
    --------
    >>> overlay(Scene([[1, 2, 3]], [[1, 10]], dilation=(1, 2)), (0, 0)).input
    [Mark(row=0, col=0, tap=0), Mark(row=0, col=2, tap=1)]
    """
    row, col = check_cell(scene, pixel, of)
    here = Mark(row, col)
    if of == "input":
        return _of_input(scene, here)
    if of == "kernel":
        tap = tap_at(scene, pixel)
        return Overlay(kernel=[here]) if tap is None else _of_tap(scene, Mark(row, col, tap))
    rows, cols = scene.axes
    read = product(rows.taps[row].tolist(), cols.taps[col].tolist())
    return Overlay([Mark(*place, tap) for tap, place in enumerate(read)], tap_marks(scene), [here])


def tap_marks(scene: Scene) -> list[Mark]:
    """Return every tap in its cell of the dilated kernel as written."""
    cells = product(*(cells.tolist() for cells in scene.kernel_cells))
    return [Mark(row, col, tap) for tap, (row, col) in enumerate(cells)]


def tap_at(scene: Scene, cell: Pair) -> int | None:
    """Return the number of the tap in a cell of the dilated kernel, or None where it is an inserted zero."""
    return next((mark.tap for mark in tap_marks(scene) if (mark.row, mark.col) == tuple(cell)), None)


def terms(scene: Scene, pixel: Pair) -> list[Term]:
    """Return what one output sums, in the order of its taps."""
    row, col = check_cell(scene, pixel)
    rows, cols = scene.axes
    sources = product(rows.sources[row].tolist(), cols.sources[col].tolist())
    found = []
    for tap, (source, weight) in enumerate(zip(sources, scene.applied.ravel().tolist(), strict=True)):
        real = PADDED_ZERO not in source
        found.append(Term(tap, float(scene.image[source]) if real else 0.0, weight, real))
    return found


def source_of(scene: Scene, pixel: Pair) -> Pair | None:
    """Return the real sample behind a place of the padded input, or None for a zero of the padding."""
    row, col = (int(axis.ring[place + axis.pad[0]]) for axis, place in zip(scene.axes, pixel, strict=True))
    return None if PADDED_ZERO in (row, col) else (row, col)


def readers(scene: Scene, sample: Pair) -> Iterator[Reader]:
    """Yield every output that reads a real sample, once for each tap through which it does."""
    weights, width = scene.applied, scene.kernel.shape[1]
    pairs = (axis.readers(place).tolist() for axis, place in zip(scene.axes, sample, strict=True))
    for (row, u), (col, v) in product(*pairs):
        yield Reader((row, col), u * width + v, float(weights[u, v]))


def check_cell(scene: Scene, pixel: Pair, of: PanelName = "output") -> Pair:
    """Return the (row, column) of a cell that there is; ``ValueError`` for another."""
    if of not in PANELS:
        raise ValueError(f"a cell lies in one of {', '.join(PANELS)}, got {of!r}")
    first, shape = (0, 0), tuple(axis.outputs for axis in scene.axes)
    if of == "input":
        first = scene.axes[0].pad[0], scene.axes[1].pad[0]
        shape = tuple(axis.padded for axis in scene.axes)
    elif of == "kernel":
        shape = scene.dilated.shape
    row, col = pixel
    if not (0 <= row + first[0] < shape[0] and 0 <= col + first[1] < shape[1]):
        raise ValueError(f"the {of} has {shape[0]} x {shape[1]} pixels, and none at row {row}, column {col}")
    return row, col


def _of_input(scene: Scene, here: Mark) -> Overlay:
    source = source_of(scene, (here.row, here.col))
    if source is None:
        return Overlay(input=[here])
    found = list(islice(readers(scene, source), MOST_MARKS))
    used = {reader.tap for reader in found}
    return Overlay(
        [here] if source == (here.row, here.col) else [Mark(*source), here],
        [mark for mark in tap_marks(scene) if mark.tap in used],
        [Mark(*reader.output, reader.tap) for reader in found],
    )


def _of_tap(scene: Scene, here: Mark) -> Overlay:
    rows, cols = scene.axes
    u, v = divmod(here.tap or 0, scene.kernel.shape[1])
    places = product(rows.taps[:, u].tolist(), cols.taps[:, v].tolist())
    few = rows.outputs * cols.outputs <= MOST_MARKS  # of more, the picture would be all outline
    marks = [Mark(row, col, here.tap) for row, col in places] if few else []
    sources = np.ix_(rows.sources[:, u], cols.sources[:, v])
    with np.errstate(over="ignore", invalid="ignore"):
        samples = np.where((sources[0] == PADDED_ZERO) | (sources[1] == PADDED_ZERO), 0, scene.image[sources])
        added = samples * scene.applied[u, v]
    return Overlay(marks, [here], added=added.astype(scene.image.dtype))
