"""What all figure specs share: their size, their ground, their heading."""

from __future__ import annotations

import textwrap
from typing import Any, TypeAlias

from dilviz import palette
from dilviz.palette import LookName
from dilviz.paper import CANVASES, Canvas, SizeName, check_size

Spec: TypeAlias = dict[str, Any]

CLEAR = "rgba(0,0,0,0)"
WIDE = Canvas(960, None, 12)  # of a figure that is wider than high, where no size is asked for
LETTER = 0.6  # how wide a letter is in the mean, in letter sizes
LINE = 1.3  # from one line of text to the next, in letter sizes


def canvas_of(theme: LookName, size: SizeName | None, otherwise: Canvas = WIDE) -> Canvas:
    """Return the canvas of a figure; ``ValueError`` for a look or a size that is unknown."""
    palette.check_look(theme)
    if size is None:
        return otherwise
    check_size(size)
    return CANVASES[size]


def plain_layout(theme: LookName, canvas: Canvas, height: float) -> Spec:
    """Return the layout of an empty figure; `height` holds where the canvas has none of its own."""
    return {
        "width": canvas.width,
        "height": canvas.height or round(height),
        "paper_bgcolor": palette.GROUND[theme],
        "plot_bgcolor": palette.GROUND[theme],
        "font": {"color": palette.INK[theme], "size": canvas.letters},
        "showlegend": False,
    }


def left_heading(title: str, caption: str, canvas: Canvas, left: float) -> tuple[Spec, float]:
    """Return a heading that begins at the edge of the figure, `left` pixels before its axes, and its height."""
    letters = canvas.letters
    lines = [f"<b>{title}</b>", *textwrap.wrap(caption, int((canvas.width - 2 * letters) / (LETTER * letters)))]
    corner = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": letters - left, "align": "left"}
    above = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 1.2 * letters}
    heading = {**corner, **above, "text": "<br>".join(lines), "showarrow": False}
    return heading, (len(lines) * LINE + 2.7) * letters


def without_ground(spec: Spec) -> Spec:
    """Return a spec whose ground lets through what is behind it."""
    return {**spec, "layout": {**spec["layout"], "paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR}}
