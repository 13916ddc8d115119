"""The figures of a stack, made without a browser: the tree of one output, and path counts as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dilviz.axis import Indices
from dilviz.diagram import Diagram, diagram
from dilviz.export import font
from dilviz.export.drawing import Dots, Drawing, Line, Primitive, Rect, Strokes, Text
from dilviz.export.look import Look, look
from dilviz.palette import LookName
from dilviz.panels import Bars, footprint_bars, written
from dilviz.paper import PAGES, Page, SizeName, check_size
from dilviz.stack import Layer

Meaning: TypeAlias = tuple[str, str | None, str]  # fill, rim, words

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)  # bars from one number below them to the next
DOTS = 2.5  # points between nodes that are drawn one by one


@dataclass(frozen=True)
class Frame:
    """Where a tree lies on its page: `scale` points to a sample, `gap` points to a level, dots of at most `dot`."""

    left: float
    foot: float
    scale: float
    gap: float
    dot: float
    width: float

    def x(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far to the right the places of nodes lie."""
        return self.left + self.scale * places

    def y(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far down levels lie."""
        return self.foot - self.gap * levels


def tree_drawing(
    layers: Sequence[Layer],
    *,
    output: int | None = None,
    samples: int | None = None,
    title: str = "Tree of one output",
    size: SizeName = "page",
    palette: LookName = "light",
    transparent: bool = False,
) -> Drawing:
    """Lay out the tree of one output through layers along one axis, the input at its foot.

    Parameters
    ----------
    layers, output, samples, title
        As in `diagram`.
    size, palette, transparent
        As in `figure.drawing`.

    Raises
    ------
    ValueError
        If the layers do not fit the input, there is no such output, there are too
        many reads to follow, or a name is unknown.
    """
    page, style = _page(size), look(palette, 0)
    shown = diagram(layers, output=output, samples=samples, title=title)
    room = page.width - 2 * page.margin
    lines = wrapped(shown.caption, page.text * 0.8, room)
    top = page.margin + page.text * (2 + 1.1 * len(lines))
    frame, bottom = _frame(shown, page, top)
    heading = [Text(page.margin, page.margin + page.text, shown.title, page.text * 1.1, style.ink, bold=True)]
    for number, line in enumerate(lines):
        heading.append(
            Text(page.margin, page.margin + page.text * (2.2 + 1.1 * number), line, page.text * 0.8, style.faint)
        )
    items = [*heading, *_edges(shown, frame, style), *_nodes(shown, frame, style), *_names(shown, frame, page, style)]
    meanings = [(style.seen, None, "what the output sees"), *_hole_meaning(style)][: 2 if shown.holes.size else 1]
    items += _key(meanings, page, bottom, style)
    whole = page.height or bottom + 2 * page.text + page.margin
    return Drawing(page.width, whole, items, None if transparent else style.ground, f"{shown.title}: {shown.caption}")


def bars_drawing(
    layers: Sequence[Layer],
    *,
    size: SizeName = "page",
    palette: LookName = "light",
    transparent: bool = False,
) -> Drawing:
    """Lay out the path counts of one axis as bars; options as in `tree_drawing`."""
    page, style = _page(size), look(palette, 0)
    shown = footprint_bars(layers)
    text, high = page.text, min(0.3 * page.width, 16 * page.text)
    left = page.margin + font.width(written(float(shown.heights.max()), 3), 0.75 * text) + text
    wide = (page.width - page.margin - left) / shown.heights.size
    top = page.margin + 4.4 * text
    if page.height is not None:
        high = page.height - page.margin - top - 5 * text
    foot = top + high
    items: list[Primitive] = [
        Text(page.margin, page.margin + text, shown.title, text * 1.1, style.ink, bold=True),
        Text(page.margin, page.margin + 2.2 * text, shown.caption, text * 0.8, style.faint),
        *_bars(shown, (left, foot, wide, high), style),
        *_bar_labels(shown, (left, foot, wide, high), style, text * 0.75),
    ]
    meanings = [(style.seen, None, "paths"), *_hole_meaning(style)][: 2 if shown.holes.any() else 0]
    items += _key(meanings, page, foot + 1.6 * text, style)
    whole = page.height or foot + (3.6 if meanings else 1.6) * text + page.margin
    return Drawing(page.width, whole, items, None if transparent else style.ground, f"{shown.title}: {shown.caption}")


def _bars(shown: Bars, place: tuple[float, float, float, float], style: Look) -> Iterator[Primitive]:
    left, foot, wide, high = place
    for number, height in enumerate((shown.heights / shown.heights.max() * high).tolist()):
        if height:
            yield Rect(left + number * wide, foot - height, wide, height, style.seen)
    if shown.holes.any():
        for first, last in zip(*(ends.tolist() for ends in runs(np.flatnonzero(shown.holes))), strict=True):
            strip = (left + first * wide, foot - high, (last + 1 - first) * wide, high)
            yield Rect(*strip, style.hole, style.grid if style.printed else None, 0.4)
    yield Line(left, foot, left + shown.heights.size * wide, foot, style.grid, 0.8)


def _bar_labels(shown: Bars, place: tuple[float, float, float, float], style: Look, size: float) -> Iterator[Text]:
    """Yield sample numbers below, and the heights: above the bars, or only the tallest at the left."""
    left, foot, wide, high = place
    last = written(float((shown.heights.size - 1) * shown.step))
    every = next(step for step in STEPS if step * wide >= font.width(last, size) + 0.8 * size)
    for number in range(0, shown.heights.size, every):
        x = left + (number + 0.5) * wide
        yield Text(x, foot + 1.2 * size, written(float(number * shown.step)), size, style.faint, "middle")
    tallest = float(shown.heights.max())
    texts = [written(height, 3) for height in shown.heights.tolist()]
    if max(font.width(text, size) for text in texts) < 0.95 * wide:
        for number, (text, height) in enumerate(zip(texts, shown.heights.tolist(), strict=True)):
            x = left + (number + 0.5) * wide
            yield Text(x, foot - height / tallest * high - 0.3 * size, text, size, style.ink, "middle")
        return
    for height, y in ((tallest, foot - high), (0.0, foot)):
        yield Text(left - 0.5 * size, y + size * font.DIGIT_HEIGHT / 2, written(height, 3), size, style.faint, "end")


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Return a text in lines no wider than `room` points.

    >>> wrapped("to the point", 10, 45)
    ['to the', 'point']
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _page(size: SizeName) -> Page:
    check_size(size)
    return PAGES[size]


def _frame(shown: Diagram, page: Page, top: float) -> tuple[Frame, float]:
    """Return where the tree lies below `top`, and where what stands under it begins."""
    steps = len(shown.places) - 1
    key = 2 * page.text
    if page.height is None:
        gap = float(np.clip(0.5 * page.width / steps, 1.25 * page.text, 7 * page.text))
    else:
        gap = min(7 * page.text, (page.height - page.margin - top - 2 * page.text - key) / steps)
    dot = min(page.text * 0.45, gap / 4.5)
    spare = 0 if page.height is None else page.height - page.margin - top - gap * steps - 2 * page.text - key
    foot = top + spare / 2 + page.text + gap * steps
    names = max(font.width(name, page.text * 0.9) for name in shown.names) + 1.2 * page.text
    least = min(places[0] for places in shown.places)
    most = max(places[-1] for places in shown.places)
    width = page.width - 2 * page.margin - names - 2 * dot
    scale = width / max(most - least, 1)
    left = page.margin + names + dot - least * scale + (width / 2 if most == least else 0)
    return Frame(left, foot, scale, gap, dot, width), foot + page.text


def _edges(shown: Diagram, frame: Frame, style: Look) -> Iterator[Primitive]:
    densest = max(np.unique(shown.lit[:, 1], return_counts=True)[1], default=1)
    thick = float(np.clip(2 * frame.width / densest / 9, 0.25, 1.2))
    for edges, colour, width in ((shown.pale, style.grid, 0.4), (shown.lit, style.seen, thick)):
        x, level, to_x, to_level = edges.T
        ends = np.stack([frame.x(x), frame.y(level), frame.x(to_x), frame.y(to_level)], axis=1)
        yield Strokes(ends, colour, width)


def _nodes(shown: Diagram, frame: Frame, style: Look) -> Iterator[Primitive]:
    pale, seen = [], []
    for level, (places, step, lit) in enumerate(zip(shown.places, shown.steps, shown.seen, strict=True)):
        spacing = step * frame.scale
        radius = float(np.clip(0.34 * spacing, 0.4, frame.dot))
        y = float(frame.y(np.array(level)))
        if spacing >= DOTS:
            pale.append(_circles(frame.x(places), y, radius))
        else:
            ends = frame.x(places[[0, -1]])
            yield Line(float(ends[0]), y, float(ends[1]), y, style.grid, 0.8)
        wider = float(np.clip(0.3 * frame.width / max(lit.size, 1), radius, max(radius, frame.dot * 0.8)))
        seen.append(_circles(frame.x(places[lit]), y, wider))
    if pale:
        yield Dots(np.concatenate(pale), style.ground, style.faint, 0.5)
    yield from _holes(shown, frame, style)
    yield Dots(seen[-1] + [0, 0, 2.2], style.ground, style.pixel, 0.9)  # a ring around the output
    yield Dots(np.concatenate(seen), style.seen)


def _holes(shown: Diagram, frame: Frame, style: Look) -> Iterator[Primitive]:
    """Yield the holes as dots where there is room, else as strips."""
    spacing, y = shown.steps[0] * frame.scale, float(frame.y(np.array(0)))
    if not shown.holes.size:
        return
    if spacing >= DOTS:
        radius = float(np.clip(0.34 * spacing, 0.4, frame.dot))
        circles = _circles(frame.x(shown.places[0][shown.holes]), y, radius)
        yield Dots(circles, style.hole, style.hole_rim, 0.5)
        if style.printed:  # where a hole has no colour, it is crossed out
            yield _crosses(circles, style.hole_rim)
        return
    first, last = runs(shown.holes)
    start = frame.x(shown.places[0][first]) - spacing / 2
    end = frame.x(shown.places[0][last]) + spacing / 2
    level = np.full_like(start, y)
    yield Strokes(np.stack([start, level, end, level], axis=1), style.grid if style.printed else style.hole, 4)


def _crosses(circles: NDArray[np.float64], colour: str) -> Strokes:
    x, y, radius = circles.T
    reach = radius * np.sqrt(0.5)
    falling = np.stack([x - reach, y - reach, x + reach, y + reach], axis=1)
    rising = np.stack([x - reach, y + reach, x + reach, y - reach], axis=1)
    return Strokes(np.concatenate([falling, rising]), colour, 0.5)


def runs(numbers: Indices) -> tuple[Indices, Indices]:
    """Return the first and the last of each run of neighbours among ascending numbers.

    >>> runs(np.array([1, 2, 3, 7]))
    (array([1, 7]), array([3, 7]))
    """
    breaks = np.flatnonzero(np.diff(numbers) > 1)
    return numbers[np.append(0, breaks + 1)], numbers[np.append(breaks, numbers.size - 1)]


def _names(shown: Diagram, frame: Frame, page: Page, style: Look) -> Iterator[Text]:
    size = min(page.text * 0.9, frame.gap * 0.8)
    for level, name in enumerate(shown.names):
        y = float(frame.y(np.array(level))) + size * font.DIGIT_HEIGHT / 2
        yield Text(page.margin, y, name, size, style.ink)


def _hole_meaning(style: Look) -> list[Meaning]:
    return [(style.hole, style.hole_rim, "a hole: no path reaches it")]


def _key(meanings: Sequence[Meaning], page: Page, top: float, style: Look) -> Iterator[Primitive]:
    """Yield what the colours mean, in a line."""
    size, radius = page.text * 0.8, page.text * 0.3
    x, y = page.margin + radius, top + page.text
    for fill, rim, meaning in meanings:
        circle = np.array([[x, y, radius]])
        yield Dots(circle, fill, rim, 0.5)
        if style.printed and fill == style.hole:
            yield _crosses(circle, style.hole_rim)
        yield Text(x + 2 * radius, y + size * font.DIGIT_HEIGHT / 2, meaning, size, style.ink)
        x += 2 * radius + font.width(meaning, size) + 2 * page.text


def _circles(x: NDArray[np.float64], y: float, radius: float) -> NDArray[np.float64]:
    return np.stack([x, np.full_like(x, y), np.full_like(x, radius)], axis=1)
