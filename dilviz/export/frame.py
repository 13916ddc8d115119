"""What stands around the figure of a stack: its heading, and what its colours mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dilviz.export import font
from dilviz.export.drawing import Dots, Primitive, Strokes, Text
from dilviz.export.look import Look
from dilviz.paper import Page


@dataclass(frozen=True)
class Meaning:
    """What a colour means; one that is `crossed` is told by a cross, too."""

    fill: str
    words: str
    rim: str | None = None
    crossed: bool = False


def hole_meaning(style: Look) -> Meaning:
    """Return what the colour of a hole means."""
    return Meaning(style.hole, "a hole: no path reaches it", style.hole_rim, style.printed)


def heading(title: str, caption: str, page: Page, style: Look) -> tuple[list[Primitive], float]:
    """Return title and caption at the head of a page, and how far down they reach."""
    small = page.text * 0.8
    items: list[Primitive] = [
        Text(page.margin, page.margin + page.text, title, page.text * 1.1, style.ink, bold=True),
    ]
    lines = wrapped(caption, small, page.width - 2 * page.margin)
    for number, line in enumerate(lines):
        items.append(Text(page.margin, page.margin + page.text * (2.2 + 1.1 * number), line, small, style.faint))
    return items, page.margin + page.text * (2 + 1.1 * len(lines))


def key(meanings: Sequence[Meaning], page: Page, top: float, style: Look) -> Iterator[Primitive]:
    """Yield what the colours mean, in a line below `top`."""
    size, radius = page.text * 0.8, page.text * 0.3
    x, y = page.margin + radius, top + page.text
    for meaning in meanings:
        circle = np.array([[x, y, radius]])
        yield Dots(circle, meaning.fill, meaning.rim, 0.5)
        if meaning.crossed:
            yield crosses(circle, meaning.rim or style.ink)
        yield Text(x + 2 * radius, y + size * font.DIGIT_HEIGHT / 2, meaning.words, size, style.ink)
        x += 2 * radius + font.width(meaning.words, size) + 2 * page.text


def crosses(circles: np.ndarray[tuple[int, ...], np.dtype[np.float64]], colour: str) -> Strokes:
    """Return a cross in each circle, given as (x, y, radius)."""
    x, y, radius = circles.T
    reach = radius * np.sqrt(0.5)
    falling = np.stack([x - reach, y - reach, x + reach, y + reach], axis=1)
    rising = np.stack([x - reach, y + reach, x + reach, y - reach], axis=1)
    return Strokes(np.concatenate([falling, rising]), colour, 0.5)


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
