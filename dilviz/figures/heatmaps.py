"""Matrices as heatmaps: one by itself, or those of a layer side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from dilviz import palette
from dilviz.conv import as_matrix
from dilviz.figures.frame import Spec, canvas_of, plain_layout
from dilviz.overlay import PANELS, PanelName
from dilviz.palette import LookName
from dilviz.panels import MOST_NUMBERS, Mask, Panel, arranged, check_shown, every, panel, panels, written
from dilviz.paper import Canvas, SizeName, crowded
from dilviz.scene import Pair, Scene

HEAD, FOOT, GUTTER = 3.6, 3.8, 4.8  # above, below and to the left of the cells, in letter sizes
LEAST_LETTERS, MOST_LETTERS = 4, 28  # pixels: what can be read, and what is no longer a caption of its cell
DIGIT = 0.64  # how wide a digit is, in letter sizes
LEAST_CELL = 8  # pixels of a cell that still has lines around it
SIDE, LETTERS = 420, 12  # pixels of a panel and of its letters, where no size is asked for


@dataclass(frozen=True)
class Box:
    """Where the cells of a panel lie, in pixels from the upper left corner, and the side of a cell."""

    x: float
    y: float
    width: float
    height: float
    cell: float


def matrix(values: ArrayLike, title: str = "", *, theme: LookName = "light", size: SizeName | None = None) -> Spec:
    """Return one matrix as a heatmap with square cells, row 0 on top, and numbers while they fit.

    >>> matrix([[1, 2]], "Two").keys()
    dict_keys(['data', 'layout'])
    """
    return figure([[panel(as_matrix(values, "the matrix"), title)]], theme, size=size)


def layer(
    scene: Scene,
    pixel: Pair | None = None,
    of: PanelName = "output",
    *,
    theme: LookName = "light",
    size: SizeName | None = None,
    shown: Sequence[PanelName] = PANELS,
) -> Spec:
    """Return input, dilated kernel and output side by side, or those of them that are to be `shown`.

    Parameters
    ----------
    scene : Scene
    pixel : (row, column), optional
        The cell whose overlay is drawn.
    of : {"input", "kernel", "output"}
        The picture in which it lies: an output with what it read, an input with the
        outputs that read it, or a tap with what it adds. Cells of the input are
        numbered from its first real sample, those of the kernel as it is dilated.
    theme : {"light", "dark", "print"}
        ``print`` is black on white: grey is the distance from zero, whose sign the numbers show.
    size : {"slide", "column", "page"}, optional
        16:9; 8.5 cm wide; 17 cm wide. By default as large as is easy to read on a screen.
    shown : sequence of {"input", "kernel", "output"}

    Raises
    ------
    ValueError
        If the scene is impossible, the output has no such pixel, or a name is unknown.
    """
    check_shown(shown)
    chosen = [one for name, one in zip(PANELS, panels(scene, pixel, of), strict=True) if name in shown]
    return figure(arranged(chosen, size), theme, size=size, taps=scene.kernel.size)


def figure(
    rows: Sequence[Sequence[Panel]],
    theme: LookName,
    *,
    size: SizeName | None = None,
    taps: int = 0,
    gap: tuple[str, str] | None = None,
) -> Spec:
    """Return rows of panels; `gap` is the colour of inserted zeros and what they are."""
    most = max(map(len, rows))
    canvas = canvas_of(theme, size, Canvas(SIDE * most + 60, None, LETTERS))
    if canvas.height is not None:
        canvas = replace(canvas, letters=crowded(canvas.letters, sum(map(len, rows))))
    boxes, height = _boxes(rows, canvas)
    colours = palette.tap_colours(taps, theme)
    gap = gap or (palette.INSERTED_ZERO[theme], "a zero that the dilation inserts")
    layout: Spec = {
        **plain_layout(theme, canvas, height),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "shapes": [],
        "annotations": [],
    }
    data: list[Spec] = []
    for place, (one, box) in enumerate(zip((one for row in rows for one in row), boxes, strict=True)):
        name = "" if place == 0 else str(place + 1)
        data += [{**trace, "xaxis": f"x{name}", "yaxis": f"y{name}"} for trace in _traces(one, theme, gap, box.cell)]
        layout |= _axes(one, name, box, canvas, layout["height"])
        layout["annotations"].append(_heading(one, box, canvas, layout["height"]))
        if theme == "print":
            layout["shapes"].append(_lines(one, name, box.cell))
            data += _tap_numbers(one, name, box.cell)
        layout["shapes"] += _rings(one, name, theme, 0.2 * canvas.letters)
        layout["shapes"] += _outlines(one, name, theme, colours, min(0.1 * box.cell, 0.25 * canvas.letters))
    return {"data": data, "layout": layout}


def _boxes(rows: Sequence[Sequence[Panel]], canvas: Canvas) -> tuple[list[Box], float]:
    """Return where the cells of each panel lie, in pixels, row by row, and how high the figure is."""
    letters = canvas.letters
    above, below, beside = HEAD * letters, FOOT * letters, GUTTER * letters
    counts = [max(len(row), len(rows[0])) for row in rows]  # what is left over is as large as what stands above it
    sides = [(canvas.width - letters - beside * count) / count for count in counts]
    if canvas.height is not None:
        room = canvas.height / len(rows) - above - below
        sides = [min(side, room) for side in sides]
    shares = [max(_share(one)[0] for one in row) for row in rows]
    heights = [above + share * side + below for share, side in zip(shares, sides, strict=True)]
    y = 0.0 if canvas.height is None else (canvas.height - sum(heights)) / 2
    boxes = []
    for row, count, side, height in zip(rows, counts, sides, heights, strict=True):
        x = (canvas.width - letters - count * (beside + side)) / 2 + beside
        for one in row:
            high, wide = _share(one)
            cell = side / max(one.values.shape)
            boxes.append(Box(x + side * (1 - wide) / 2, y + above, side * wide, side * high, cell))
            x += side + beside
        y += height
    return boxes, y


def _share(shown: Panel) -> tuple[float, float]:
    """Return how much of a square the cells of a panel fill, downwards and across."""
    high, wide = np.multiply(shown.values.shape, shown.step).tolist()
    return high / max(high, wide), wide / max(high, wide)


def _traces(shown: Panel, theme: LookName, gap: tuple[str, str], cell: float) -> Iterator[Spec]:
    top, left = shown.origin
    high, wide = shown.step
    place = {"type": "heatmap", "x0": (wide - 1) / 2 - left, "dx": wide, "y0": (high - 1) / 2 - top, "dy": high}
    place["showscale"] = False
    coloured = shown.colours is not None and theme != "print"
    if cell >= LEAST_CELL and not coloured:
        place |= {"xgap": 1, "ygap": 1}
    numbers: Spec = {}
    if shown.values.size <= MOST_NUMBERS:
        texts = [[written(value, 3) for value in row] for row in shown.values.tolist()]
        longest = max(len(text) for row in texts for text in row)
        letters = min(0.5 * cell, 0.85 * cell / (DIGIT * longest), MOST_LETTERS)
        if letters >= LEAST_LETTERS:
            numbers = {"text": texts, "texttemplate": "%{text}", "textfont": {"size": letters}}
    if coloured:
        yield _coloured(shown, place)
    else:
        yield {**place, **numbers, **_heated(shown, theme)}
    if shown.padded.any():
        yield {**place, **_cover(shown.padded, palette.GROUND[theme]), "opacity": palette.PALE, "hoverinfo": "skip"}
    if shown.inserted.any():
        colour, meaning = gap
        zeros = {"text": np.where(shown.inserted, "0", "").tolist(), "texttemplate": "%{text}"} if numbers else {}
        faint = {"textfont": {**numbers.get("textfont", {}), "color": palette.FAINT[theme]}}
        told = {"hovertemplate": f"{shown.title} at row %{{y}}, column %{{x}}: {meaning}.<extra></extra>"}
        yield {**place, **_cover(shown.inserted, colour), **zeros, **faint, **told}


def _heated(shown: Panel, theme: LookName) -> Spec:
    least, most = shown.picture["range"]
    return {
        "z": shown.values,
        "zmin": least,
        "zmax": most,
        "colorscale": palette.scales(theme)[shown.picture["scale"]],
        "hovertemplate": f"{shown.title} at row %{{y}}, column %{{x}} is %{{z}}.<extra></extra>",
    }


def _coloured(shown: Panel, place: Spec) -> Spec:
    return {
        **{name: place[name] for name in ("x0", "dx", "y0", "dy")},
        "type": "image",
        "colormodel": "rgb",
        "z": shown.colours,
        "hovertemplate": f"{shown.title} at row %{{y}}, column %{{x}}: red, green, blue %{{z}}.<extra></extra>",
    }


def _cover(mask: Mask, colour: str) -> Spec:
    return {"z": np.where(mask, 1.0, np.nan), "zmin": 0, "zmax": 1, "colorscale": [[0, colour], [1, colour]]}


def _axes(shown: Panel, name: str, box: Box, canvas: Canvas, height: float) -> Spec:
    (top, left), (high, wide) = shown.origin, np.multiply(shown.values.shape, shown.step).tolist()
    plain = {"showgrid": False, "zeroline": False, "ticks": ""}
    title = {"font": {"size": canvas.letters}, "standoff": 0.4 * canvas.letters}
    row_ticks, col_ticks = (
        {"tickformat": "d", "dtick": every(box.cell / samples, 2.2 * canvas.letters)} for samples in shown.step
    )
    across = [box.x / canvas.width, (box.x + box.width) / canvas.width]
    down = [1 - (box.y + box.height) / height, 1 - box.y / height]
    cols = {"title": {"text": "column", **title}, "range": [-left - 0.5, wide - left - 0.5], "domain": across}
    rows = {"title": {"text": "row", **title}, "range": [high - top - 0.5, -top - 0.5], "domain": down}
    square = {"scaleanchor": f"x{name}", "constrain": "domain"}
    return {
        f"xaxis{name}": {**plain, **col_ticks, **cols, "anchor": f"y{name}", "constrain": "domain"},
        f"yaxis{name}": {**plain, **row_ticks, **rows, "anchor": f"x{name}", **square},
    }


def _heading(shown: Panel, box: Box, canvas: Canvas, height: float) -> Spec:
    text = f"<b>{shown.title}</b><br>{shown.caption}" if shown.title else shown.caption
    middle = {"x": (box.x + box.width / 2) / canvas.width, "xref": "paper", "xanchor": "center"}
    above = {"y": 1 - box.y / height, "yref": "paper", "yanchor": "bottom", "yshift": 0.2 * canvas.letters}
    return {**middle, **above, "text": text, "showarrow": False}


def _lines(shown: Panel, name: str, cell: float) -> Spec:
    """Return the lines between the cells: on paper a zero is as white as the ground."""
    (top, left), (high, wide) = shown.origin, np.multiply(shown.values.shape, shown.step).tolist()
    first_x, last_x, first_y, last_y = -left - 0.5, wide - left - 0.5, -top - 0.5, high - top - 0.5
    one_by_one = cell >= LEAST_CELL
    xs = np.arange(wide + 1) - left - 0.5 if one_by_one else [first_x, last_x]
    ys = np.arange(high + 1) - top - 0.5 if one_by_one else [first_y, last_y]
    upright = [f"M{x},{first_y}L{x},{last_y}" for x in xs]
    level = [f"M{first_x},{y}L{last_x},{y}" for y in ys]
    line = {"width": 0.5, "color": palette.GRID["print"]}
    return {"type": "path", "xref": f"x{name}", "yref": f"y{name}", "path": "".join(upright + level), "line": line}


def _rings(shown: Panel, name: str, theme: LookName, thick: float) -> Iterator[Spec]:
    rows, cols = ((size - 1) / 2 for size in shown.values.shape)
    for ring in shown.rings:
        yield {
            "type": "circle",
            "xref": f"x{name}",
            "yref": f"y{name}",
            "x0": (cols - ring.width) * shown.step[1],
            "x1": (cols + ring.width) * shown.step[1],
            "y0": (rows - ring.height) * shown.step[0],
            "y1": (rows + ring.height) * shown.step[0],
            "line": {
                "width": thick,
                "color": palette.REACHED[theme] if ring.dashed else palette.PIXEL[theme],
                "dash": "dash" if ring.dashed else "solid",
            },
        }


def _tap_numbers(shown: Panel, name: str, cell: float) -> Iterator[Spec]:
    """Yield the numbers of the taps in the corners of their cells, counted from 1: on paper they are all black."""
    marks = [mark for mark in shown.marks if mark.tap is not None]
    if not marks or 0.24 * cell < LEAST_LETTERS:
        return
    yield {
        "type": "scatter",
        "mode": "text",
        "xaxis": f"x{name}",
        "yaxis": f"y{name}",
        "x": [mark.col - shown.origin[1] - 0.3 for mark in marks],
        "y": [mark.row - shown.origin[0] - 0.3 for mark in marks],
        "text": [str((mark.tap or 0) + 1) for mark in marks],
        "textfont": {"size": min(0.24 * cell, MOST_LETTERS / 2), "color": palette.INK["print"]},
        "hoverinfo": "skip",
    }


def _outlines(shown: Panel, name: str, theme: LookName, colours: list[str], thick: float) -> Iterator[Spec]:
    for mark in shown.marks:
        row, col = mark.row - shown.origin[0], mark.col - shown.origin[1]
        yield {
            "type": "rect",
            "xref": f"x{name}",
            "yref": f"y{name}",
            "x0": col - 0.46,
            "x1": col + 0.46,
            "y0": row - 0.46,
            "y1": row + 0.46,
            "line": {"width": thick, "color": palette.PIXEL[theme] if mark.tap is None else colours[mark.tap]},
        }
