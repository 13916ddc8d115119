"""What all figure specs share: their size, their ground, their heading."""

from __future__ import annotations

import textwrap
from typing import Any, TypeAlias

from dilviz import palette
from dilviz.palette import Theme

Spec: TypeAlias = dict[str, Any]

WIDE = 960  # pixels of a figure that is wider than high


def plain_layout(theme: Theme, width: int, height: int) -> Spec:
    """Return the layout of an empty figure, in pixels."""
    return {
        "width": width,
        "height": height,
        "paper_bgcolor": palette.GROUND[theme],
        "plot_bgcolor": palette.GROUND[theme],
        "font": {"color": palette.INK[theme]},
        "showlegend": False,
    }


def left_heading(title: str, caption: str, left: int) -> Spec:
    """Return a heading that begins at the edge of the figure, `left` pixels before its axes."""
    text = "<br>".join([f"<b>{title}</b>", *textwrap.wrap(caption, 120)])
    corner = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 12 - left, "align": "left"}
    return {**corner, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 14, "text": text, "showarrow": False}
