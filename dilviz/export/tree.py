"""The tree of one output, made without a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dilviz.blocks import runs
from dilviz.diagram import Diagram, diagram
from dilviz.export import font
from dilviz.export.drawing import Dots, Drawing, Line, Primitive, Strokes, Text
from dilviz.export.frame import Meaning, crosses, heading, hole_meaning, key
from dilviz.export.look import Look, look
from dilviz.palette import LookName
from dilviz.paper import PAGES, Page, SizeName, check_size
from dilviz.stack import Layer

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
    check_size(size)
    page, style = PAGES[size], look(palette, 0)
    shown = diagram(layers, output=output, samples=samples, title=title)
    items, top = heading(shown.title, shown.caption, page, style)
    frame, bottom = _frame(shown, page, top)
    items += [*_edges(shown, frame, style), *_nodes(shown, frame, style), *_names(shown, frame, page, style)]
    meanings = [Meaning(style.seen, "what the output sees"), *([hole_meaning(style)] if shown.holes.size else [])]
    items += key(meanings, page, bottom, style)
    whole = page.height or bottom + 2 * page.text + page.margin
    return Drawing(page.width, whole, items, None if transparent else style.ground, f"{shown.title}: {shown.caption}")


def _frame(shown: Diagram, page: Page, top: float) -> tuple[Frame, float]:
    """Return where the tree lies below `top`, and where what stands under it begins."""
    steps = len(shown.places) - 1
    beneath = 2 * page.text
    if page.height is None:
        gap = float(np.clip(0.5 * page.width / steps, 1.25 * page.text, 7 * page.text))
    else:
        gap = min(7 * page.text, (page.height - page.margin - top - 2 * page.text - beneath) / steps)
    dot = min(page.text * 0.45, gap / 4.5)
    spare = 0 if page.height is None else page.height - page.margin - top - gap * steps - 2 * page.text - beneath
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
            yield crosses(circles, style.hole_rim)
        return
    first, last = runs(shown.holes)
    start = frame.x(shown.places[0][first]) - spacing / 2
    end = frame.x(shown.places[0][last]) + spacing / 2
    level = np.full_like(start, y)
    yield Strokes(np.stack([start, level, end, level], axis=1), style.grid if style.printed else style.hole, 4)


def _names(shown: Diagram, frame: Frame, page: Page, style: Look) -> Iterator[Text]:
    size = min(page.text * 0.9, frame.gap * 0.8)
    for level, name in enumerate(shown.names):
        y = float(frame.y(np.array(level))) + size * font.DIGIT_HEIGHT / 2
        yield Text(page.margin, y, name, size, style.ink)


def _circles(x: NDArray[np.float64], y: float, radius: float) -> NDArray[np.float64]:
    return np.stack([x, np.full_like(x, y), np.full_like(x, radius)], axis=1)
