"""Where everything of a figure lies: panels, numbers, outlines, captions and the arithmetic, as one drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dilviz.export import font
from dilviz.export.drawing import Drawing, Line, Pixels, Primitive, Rect, Strokes, Text, hexadecimal
from dilviz.export.look import Look, cell_colours
from dilviz.palette import ink_on
from dilviz.panels import MOST_NUMBERS, Panel, every, written
from dilviz.paper import Page

MOST_RECTANGLES = 4096  # cells of a panel that is drawn cell by cell
LEAST_TEXT = 3.2  # points: smaller cannot be read, even on paper
RING_STROKES = 72
GUTTER = 1.6  # of the text size: room for the row and column numbers


@dataclass(frozen=True)
class Box:
    """A square that a panel may fill."""

    x: float
    y: float
    side: float


def head(text: float) -> float:
    """Return the height of what stands above a panel's cells: title, caption and column numbers."""
    return text * (1.2 + 1.3 + GUTTER)


def draw_panel(panel: Panel, box: Box, style: Look, text: float) -> Iterator[Primitive]:
    """Yield a panel with its heading above its cells and its row numbers to their left."""
    height, width = panel.values.shape
    gutter = GUTTER * text
    cell = (box.side - gutter) / max(height, width)
    corner = (box.x + gutter + (box.side - gutter - width * cell) / 2, box.y + head(text))
    room = box.x + box.side - corner[0]
    large = _fitting(panel.title, text * 1.1, room, bold=True)
    yield Text(corner[0], box.y + text, panel.title, large, style.ink, bold=True)
    yield Text(corner[0], box.y + 2.2 * text, panel.caption, _fitting(panel.caption, text * 0.8, room), style.faint)
    yield from _cells(panel, corner, cell, style)
    yield from _grid(panel, corner, cell, style)
    yield from _labels(panel, corner, cell, style, text * 0.75)
    yield from _numbers(panel, corner, cell, style)
    yield from _rings(panel, corner, cell, style)
    yield from _marks(panel, corner, cell, style)


def _cells(panel: Panel, corner: tuple[float, float], cell: float, style: Look) -> Iterator[Primitive]:
    colours = cell_colours(panel, style)
    height, width = panel.values.shape
    if panel.values.size > MOST_RECTANGLES:
        yield Pixels(*corner, width * cell, height * cell, colours)
        return
    for row, col in np.ndindex(height, width):
        x, y = corner[0] + col * cell, corner[1] + row * cell
        yield Rect(x, y, cell, cell, hexadecimal(colours[row, col]))
        if style.printed and panel.values[row, col] < 0 and _is_shown(panel, row, col):
            yield from _hatching(x, y, cell, style)


def _is_shown(panel: Panel, row: int, col: int) -> bool:
    return panel.hidden is None or not panel.hidden[row, col]


def _hatching(x: float, y: float, cell: float, style: Look) -> Iterator[Line]:
    """Yield three strokes across the lower right corner of a cell."""
    for share in (0.12, 0.24, 0.36):
        yield Line(x + cell, y + (1 - share) * cell, x + (1 - share) * cell, y + cell, style.ink, cell * 0.02)


def _grid(panel: Panel, corner: tuple[float, float], cell: float, style: Look) -> Iterator[Primitive]:
    (x, y), (height, width) = corner, panel.values.shape
    thin = min(0.75, cell * 0.04)
    if cell >= 2 and panel.values.size <= MOST_RECTANGLES:
        for row in range(1, height):
            yield Line(x, y + row * cell, x + width * cell, y + row * cell, style.grid, thin)
        for col in range(1, width):
            yield Line(x + col * cell, y, x + col * cell, y + height * cell, style.grid, thin)
    yield Rect(x, y, width * cell, height * cell, None, style.grid, max(thin, 0.5))
    if panel.padded.any():
        real_rows, real_cols = np.flatnonzero((~panel.padded).any(1)).size, np.flatnonzero((~panel.padded).any(0)).size
        top, left = panel.origin
        real = (x + left * cell, y + top * cell, real_cols * cell, real_rows * cell)
        yield Rect(*real, None, style.pixel, max(2 * thin, 0.75))


def _labels(panel: Panel, corner: tuple[float, float], cell: float, style: Look, size: float) -> Iterator[Text]:
    """Yield row and column numbers, as many as there is room for."""
    (top, left), (high, wide) = panel.origin, panel.step
    longest, widest = (
        written((count - 1 - first) * step)
        for count, first, step in zip(panel.values.shape, panel.origin, panel.step, strict=True)
    )
    narrow = _fitting(longest, size, 2.3 * size)  # beside the cells there is room for three digits
    apart = every(cell, 1.8 * size)
    for place in range(panel.values.shape[0]):
        if (place - top) % apart == 0:
            y = corner[1] + (place + 0.5) * cell + size * font.DIGIT_HEIGHT / 2
            yield Text(corner[0] - 0.4 * size, y, written((place - top) * high), narrow, style.faint, "end")
    apart = every(cell, max(1.8 * size, font.width(widest, size) + 0.5 * size))
    for place in range(panel.values.shape[1]):
        if (place - left) % apart == 0:
            x = corner[0] + (place + 0.5) * cell
            yield Text(x, corner[1] - 0.5 * size, written((place - left) * wide), size, style.faint, "middle")


def _numbers(panel: Panel, corner: tuple[float, float], cell: float, style: Look) -> Iterator[Text]:
    if panel.values.size > MOST_NUMBERS or (panel.colours is not None and not style.printed):
        return
    texts = [[written(value, 3) for value in row] for row in panel.values.tolist()]
    widest = max(font.width(text, 1) for row in texts for text in row)
    size = min(cell * 0.5, cell * 0.82 / widest, 18)
    if size < LEAST_TEXT:
        return
    colours = cell_colours(panel, style)
    for row, col in np.ndindex(panel.values.shape):
        if not _is_shown(panel, row, col):
            continue
        faint = panel.inserted[row, col] or (panel.padded[row, col] and panel.values[row, col] == 0)
        ink = style.faint if faint else ink_on(colours[row, col].tolist())
        x, y = corner[0] + (col + 0.5) * cell, corner[1] + (row + 0.5) * cell + size * font.DIGIT_HEIGHT / 2
        yield Text(x, y, texts[row][col], size, ink, "middle")


def _rings(panel: Panel, corner: tuple[float, float], cell: float, style: Look) -> Iterator[Primitive]:
    height, width = panel.values.shape
    angles = np.linspace(0, 2 * np.pi, RING_STROKES + 1)
    for ring in panel.rings:
        x = corner[0] + (width / 2 + ring.width * np.cos(angles)) * cell
        y = corner[1] + (height / 2 + ring.height * np.sin(angles)) * cell
        strokes = np.stack([x[:-1], y[:-1], x[1:], y[1:]], axis=1)
        colour, stride = (style.reached, 2) if ring.dashed else (style.pixel, 1)
        yield Strokes(strokes[::stride], colour, 1.2)


def _marks(panel: Panel, corner: tuple[float, float], cell: float, style: Look) -> Iterator[Primitive]:
    thick = min(3.0, max(cell * 0.1, 0.6))
    for mark in panel.marks:
        x, y = corner[0] + mark.col * cell, corner[1] + mark.row * cell
        inner, side = thick / 2, cell - thick
        colour = style.pixel if mark.tap is None else style.taps[mark.tap]
        yield Rect(x + inner, y + inner, side, side, None, colour, thick)
        if style.printed and mark.tap is not None and cell * 0.24 >= LEAST_TEXT * 0.8:
            yield Text(x + 1.4 * thick, y + 1.4 * thick + cell * 0.18, str(mark.tap + 1), cell * 0.24, style.ink)


def lay_out(
    rows: Sequence[Sequence[Panel]],
    below: Sequence[Primitive],
    below_height: float,
    page: Page,
    style: Look,
    *,
    title: str,
    transparent: bool = False,
) -> Drawing:
    """Put rows of panels on a page, and `below`, laid out from (0, 0), under them."""
    inner, gap = page.width - 2 * page.margin, page.text
    counts = [max(len(row), len(rows[0])) for row in rows]  # what is left over is as large as what stands above it
    sides = [(inner - gap * (count - 1)) / count for count in counts]
    if page.height is not None:
        room = (page.height - 2 * page.margin - below_height) / len(rows) - head(page.text) - gap
        sides = [min(side, room) for side in sides]
    heights = [
        head(page.text) + max(_used(panel, side, page.text) for panel in row) + gap
        for row, side in zip(rows, sides, strict=True)
    ]
    spare = 0 if page.height is None else page.height - 2 * page.margin - sum(heights) - below_height
    items: list[Primitive] = []
    y = page.margin + spare / 2
    for row, count, side, height in zip(rows, counts, sides, heights, strict=True):
        x = (page.width - side * count - gap * (count - 1)) / 2
        for panel in row:
            items += draw_panel(panel, Box(x, y, side), style, page.text)
            x += side + gap
        y += height
    items += [_moved(item, page.margin, y) for item in below]
    whole = page.height or y + below_height + page.margin
    return Drawing(page.width, whole, items, None if transparent else style.ground, title)


def _used(panel: Panel, side: float, text: float) -> float:
    """Return how high the cells of a panel stand in a box."""
    height, width = panel.values.shape
    return (side - GUTTER * text) * float(height / max(height, width))


def _moved(item: Primitive, x: float, y: float) -> Primitive:
    if isinstance(item, Line):
        return Line(item.x + x, item.y + y, item.to_x + x, item.to_y + y, item.colour, item.thickness)
    if isinstance(item, Text):
        return Text(item.x + x, item.y + y, item.text, item.size, item.colour, item.anchor, item.bold)
    return item


def _fitting(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """Return the size at which a text keeps within `room`."""
    return min(size, size * room / max(font.width(text, size, bold=bold), 1))
