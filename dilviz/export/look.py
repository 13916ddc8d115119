"""How a drawing looks on a screen, on a dark one, and on paper: from values to colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dilviz import palette
from dilviz.export.drawing import Colours, channels
from dilviz.palette import LookName, Scale
from dilviz.panels import Panel


@dataclass(frozen=True)
class Look:
    """The colours of a drawing; `printed` ones tell taps by number and negative values by hatching."""

    ground: str
    ink: str
    faint: str
    grid: str
    pixel: str
    inserted: str
    hole: str
    hole_rim: str
    seen: str
    reached: str
    scales: Mapping[str, Scale]
    taps: Sequence[str]
    printed: bool = False


def look(name: LookName, taps: int) -> Look:
    """Return a look by name, for so many taps to tell apart."""
    palette.check_look(name)
    return Look(
        ground=palette.GROUND[name],
        ink=palette.INK[name],
        faint=palette.FAINT[name],
        grid=palette.GRID[name],
        pixel=palette.PIXEL[name],
        inserted=palette.INSERTED_ZERO[name],
        hole=palette.HOLE[name],
        hole_rim=palette.HOLE_RIM[name],
        seen=palette.SEEN[name],
        reached=palette.REACHED[name],
        scales=palette.scales(name),
        taps=palette.tap_colours(taps, name),
        printed=name == "print",
    )


def cell_colours(panel: Panel, style: Look) -> Colours:
    """Return the colour of every cell, shape ``(rows, columns, 3)``: padding paled, inserted zeros told apart."""
    least, most = panel.picture["range"]
    stops = style.scales[panel.picture["scale"]]
    with np.errstate(over="ignore", invalid="ignore"):
        share = (panel.values.clip(least, most) / 2 - least / 2) / (most / 2 - least / 2)  # halves cannot overflow
    at = [stop for stop, _ in stops]
    parts = np.array([channels(colour) for _, colour in stops])
    mixed = np.stack([np.interp(share, at, part) for part in parts.T], axis=-1)
    ground = np.array(channels(style.ground))
    if panel.colours is not None and not style.printed:
        mixed = panel.colours.astype(np.float64)
    mixed[np.isnan(panel.values)] = ground
    mixed[panel.padded] = paled(mixed[panel.padded], ground)
    mixed[panel.inserted] = channels(style.inserted)
    if panel.hidden is not None:
        mixed[panel.hidden] = ground
    colours: Colours = np.rint(mixed).astype(np.uint8)
    return colours


def paled(colour: NDArray[np.float64], ground: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return a colour seen through a sheet of the ground."""
    seen: NDArray[np.float64] = (1 - palette.PALE) * colour + palette.PALE * ground
    return seen
