"""The charts of a stack, made without a browser: bars along one axis, and the growth of the receptive field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dilviz import stack_figures
from dilviz.blocks import runs
from dilviz.export import font
from dilviz.export.drawing import Drawing, Line, Primitive, Rect, Strokes, Text
from dilviz.export.frame import Meaning, heading, hole_meaning, key
from dilviz.export.look import Look, look
from dilviz.palette import LookName
from dilviz.panels import every, written
from dilviz.paper import PAGES, Page, SizeName, check_size
from dilviz.stack import Stack
from dilviz.stack_figures import Against
from dilviz.stack_panels import Bars

Values: TypeAlias = NDArray[np.float64]

DASHES: Mapping[str, tuple[float, ...]] = {  # points drawn and left out by turns, by Plotly's names
    "solid": (),
    "dot": (1.5, 2.5),
    "dash": (5, 3),
    "dashdot": (5, 2, 1.5, 2),
}
THICK = 0.45  # points of a line for each pixel of the page's
MOST_TICKS = 7


@dataclass(frozen=True)
class Frame:
    """The axes of a chart: where they lie, in points, and from which number to which they go."""

    left: float
    top: float
    width: float
    height: float
    across: tuple[float, float]
    up: tuple[float, float]
    logarithmic: bool = False

    def x(self, values: Values) -> Values:
        """Return how far to the right numbers lie."""
        first, last = self.across
        return self.left + self.width * (values - first) / (last - first)

    def y(self, values: Values) -> Values:
        """Return how far down numbers lie."""
        (low, high), values = self.up, np.asarray(values, dtype=np.float64)
        if self.logarithmic:
            low, high, values = log10(low), log10(high), np.log10(values)
        return self.top + self.height * (1 - (values - low) / (high - low))


@dataclass(frozen=True)
class Curve:
    """One line of a chart as the page has it, and its colour."""

    trace: Mapping[str, Any]
    colour: str

    def drawn(self, points: Values) -> Strokes:
        """Return a polyline in this line's dashes and colour."""
        line = self.trace["line"]
        return Strokes(dashed(points, DASHES[line["dash"]]), self.colour, line["width"] * THICK)


def bars_drawing(
    shown: Bars,
    *,
    size: SizeName = "page",
    palette: LookName = "light",
    transparent: bool = False,
) -> Drawing:
    """Lay out bars; options as in `tree_drawing`."""
    page, style = _page(size), look(palette, 0)
    items, top = heading(shown.title, shown.caption, page, style)
    text, heights = page.text, shown.heights
    up = 1.15 * min(0.0, float(heights.min())), max(0.0, float(heights.max()))  # below a bar stands its number
    widest = max(font.width(written(edge, 3), 0.75 * text) for edge in up)
    below = 5 * text if shown.holes.any() else 3 * text
    across = (-0.5, heights.size - 0.5)
    frame = Frame(*_room(page, top + 1.2 * text, below, page.margin + widest + text), across, up)
    items += [*_bars(shown, frame, style), *_bar_labels(shown, frame, style, text * 0.75)]
    if shown.holes.any():
        items += key([Meaning(style.seen, shown.unit), hole_meaning(style)], page, _foot(frame) + 1.6 * text, style)
    return _whole(items, page, _foot(frame) + below, style, f"{shown.title}: {shown.caption}", transparent=transparent)


def growth_drawing(
    stack: Stack,
    *,
    against: Against = "depth",
    logarithmic: bool = False,
    size: SizeName = "page",
    palette: LookName = "light",
    transparent: bool = False,
) -> Drawing:
    """Lay out how the receptive field grows, as `figures.growth`; options as in `tree_drawing`."""
    page, style = _page(size), look(palette, 0)
    chart, colours = (
        stack_figures.growth_chart(stack, against=against, logarithmic=logarithmic),
        stack_figures.colours(palette),
    )
    caption = stack_figures.growth_caption(stack)
    items, top = heading(stack_figures.GROWTH, caption, page, style)
    lines = [Curve(trace, colours[trace["line"]["color"][1:]]) for trace in chart["traces"]]
    legend, top = _legend(lines, page, top, style)
    highest, farthest = (max(float(line.trace[name].max()) for line in lines) for name in ("y", "x"))
    up = (1.0, 1.3 * max(highest, 2.0)) if logarithmic else tuple(map(float, chart["layout"]["yaxis"]["range"]))
    small, below = page.text * 0.75, 3.4 * page.text
    left = page.margin + font.width(written(up[1], 3), small) + page.text
    frame = Frame(*_room(page, top, below, left), (0.0, max(farthest, 1.0)), (up[0], up[1]), logarithmic)
    items += [*legend, *_axes(frame, chart["layout"]["xaxis"]["title"]["text"], style, small)]
    for line in lines:
        points = np.stack([frame.x(line.trace["x"]), frame.y(np.maximum(line.trace["y"], up[0]))], axis=1)
        items.append(line.drawn(cut_at(points, frame.top)))
    title = f"{stack_figures.GROWTH}: {caption}"
    return _whole(items, page, _foot(frame) + below, style, title, transparent=transparent)


def dashed(points: Values, pattern: Sequence[float]) -> Values:
    """Return a polyline, (points, 2), as straight strokes, (strokes, 4), drawn and left out by turns as in `pattern`.

    >>> dashed(np.array([[0.0, 0.0], [5.0, 0.0]]), (2, 1)).tolist()
    [[0.0, 0.0, 2.0, 0.0], [3.0, 0.0, 5.0, 0.0]]
    """
    if not pattern or len(points) < 2:
        return np.concatenate([points[:-1], points[1:]], axis=1)
    at = np.append(0, np.hypot(*np.diff(points, axis=0).T).cumsum())
    turns = np.cumsum(np.tile(pattern, ceil(at[-1] / sum(pattern)) + 1))
    cuts = np.unique(np.concatenate([at, turns[turns < at[-1]]]))
    middles = (cuts[:-1] + cuts[1:]) / 2
    drawn = np.searchsorted(turns, middles) % 2 == 0
    ends = np.stack([np.interp(cuts, at, side) for side in points.T], axis=1)
    strokes: Values = np.concatenate([ends[:-1], ends[1:]], axis=1)[drawn]
    return strokes


def cut_at(points: Values, top: float) -> Values:
    """Return a rising polyline up to where it leaves the chart at `top`.

    >>> cut_at(np.array([[0.0, 9.0], [2.0, 1.0], [3.0, -5.0]]), 3.0).tolist()
    [[0.0, 9.0], [1.5, 3.0]]
    """
    above = np.flatnonzero(points[:, 1] < top)
    if not above.size or above[0] == 0:
        return points
    (x, y), (next_x, next_y) = points[above[0] - 1], points[above[0]]
    share = (y - top) / (y - next_y)
    return np.concatenate([points[: above[0]], [[x + share * (next_x - x), top]]])


def ticks(low: float, high: float, *, logarithmic: bool = False, whole: bool = False) -> list[float]:
    """Return round numbers from `low` to `high`, `MOST_TICKS` or fewer; if `whole`, without fractions.

    >>> ticks(0, 23), ticks(1, 5000, logarithmic=True)
    ([0.0, 5.0, 10.0, 15.0, 20.0], [1.0, 10.0, 100.0, 1000.0])
    """
    if logarithmic:
        powers = range(ceil(log10(low) - 1e-9), floor(log10(high) + 1e-9) + 1)
        if len(powers) < 3:
            fine = [step * 10.0**power for power in range(powers[0] - 1, powers[-1] + 2) for step in (1, 2, 5)]
            return [number for number in fine if low <= number <= high]
        return [10.0**power for power in powers[:: ceil(len(powers) / MOST_TICKS)]]
    rough = (high - low) / (MOST_TICKS - 1)
    if whole:
        rough = max(rough, 1.0)
    power = 10.0 ** floor(log10(rough))
    step = next(step * power for step in (1, 2, 5, 10) if step * power >= rough * (1 - 1e-9))
    numbers = range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)
    return [float(f"{number * step:.12g}") for number in numbers]  # 3 * 0.1 is a little more than 0.3


def _room(page: Page, top: float, below: float, left: float) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a chart with so much room around it."""
    height = min(0.3 * page.width, 16 * page.text)
    if page.height is not None:
        height = page.height - page.margin - top - below
    return left, top, page.width - page.margin - page.text - left, height


def _foot(frame: Frame) -> float:
    return frame.top + frame.height


def _whole(
    items: Sequence[Primitive], page: Page, foot: float, style: Look, title: str, *, transparent: bool
) -> Drawing:
    ground = None if transparent else style.ground
    return Drawing(page.width, page.height or foot + page.margin, items, ground, title)


def _legend(lines: Sequence[Curve], page: Page, top: float, style: Look) -> tuple[list[Primitive], float]:
    """Return a sample of each line with its name, in as many rows as they need, and where the chart may begin."""
    size, unit = page.text * 0.75, page.text
    x, y = page.margin, top + 0.6 * unit
    items: list[Primitive] = []
    for line in lines:
        wide = 2.9 * unit + font.width(line.trace["name"], size)
        if x > page.margin and x + wide > page.width - page.margin:
            x, y = page.margin, y + 1.3 * unit
        items.append(line.drawn(np.array([[x, y], [x + 2.4 * unit, y]])))
        items.append(Text(x + 2.9 * unit, y + size * font.DIGIT_HEIGHT / 2, line.trace["name"], size, style.ink))
        x += wide + 1.5 * unit
    return items, y + 1.2 * unit


def _axes(frame: Frame, name: str, style: Look, size: float) -> Iterator[Primitive]:
    right, foot = frame.left + frame.width, _foot(frame)
    upward = ticks(*frame.up, logarithmic=frame.logarithmic)
    for number, y in zip(upward, frame.y(np.array(upward)).tolist(), strict=True):
        yield Line(frame.left, y, right, y, style.grid, 0.4)
        label = size * font.DIGIT_HEIGHT / 2
        yield Text(frame.left - 0.5 * size, y + label, written(number, 3), size, style.faint, "end")
    across = ticks(*frame.across, whole=True)
    for number, x in zip(across, frame.x(np.array(across)).tolist(), strict=True):
        yield Line(x, foot, x, foot + 0.3 * size, style.grid, 0.4)
        yield Text(x, foot + 1.5 * size, written(number, 3), size, style.faint, "middle")
    yield Text(frame.left + frame.width / 2, foot + 3.2 * size, name, size, style.ink, "middle")


def _bars(shown: Bars, frame: Frame, style: Look) -> Iterator[Primitive]:
    zero = float(frame.y(np.zeros(1))[0])
    edges = frame.x(np.arange(shown.heights.size + 1, dtype=np.float64) - 0.5).tolist()
    wide = edges[1] - edges[0]
    for left, y, height in zip(edges, frame.y(shown.heights).tolist(), shown.heights.tolist(), strict=False):
        if height:
            yield Rect(left, min(y, zero), wide, abs(y - zero), style.seen)
    if shown.holes.any():
        rim = style.grid if style.printed else None
        for first, last in zip(*(ends.tolist() for ends in runs(np.flatnonzero(shown.holes))), strict=True):
            yield Rect(edges[first], frame.top, edges[last + 1] - edges[first], frame.height, style.hole, rim, 0.4)
    yield Line(frame.left, zero, frame.left + frame.width, zero, style.grid, 0.8)


def _bar_labels(shown: Bars, frame: Frame, style: Look, size: float) -> Iterator[Text]:
    """Yield sample numbers below, and the heights: at the bars, or only the farthest at the left."""
    wide, foot = frame.width / shown.heights.size, _foot(frame)
    last = written(float((shown.heights.size - 1) * shown.step))
    room = font.width(last, size) + 0.8 * size
    for number in range(0, shown.heights.size, every(wide, room)):
        x = frame.left + (number + 0.5) * wide
        yield Text(x, foot + 1.2 * size, written(float(number * shown.step)), size, style.faint, "middle")
    texts = [written(height, 3) for height in shown.heights.tolist()]
    if max(font.width(text, size) for text in texts) < 0.95 * wide:
        places = frame.y(shown.heights).tolist()
        for number, (text, y, height) in enumerate(zip(texts, places, shown.heights.tolist(), strict=True)):
            below = 1.1 * size if height < 0 else -0.3 * size
            yield Text(frame.left + (number + 0.5) * wide, y + below, text, size, style.ink, "middle")
        return
    for height in sorted({0.0, float(shown.heights.min()), float(shown.heights.max())}):
        y = float(frame.y(np.array([height]))[0]) + size * font.DIGIT_HEIGHT / 2
        yield Text(frame.left - 0.5 * size, y, written(height, 3), size, style.faint, "end")


def _page(size: SizeName) -> Page:
    check_size(size)
    return PAGES[size]
