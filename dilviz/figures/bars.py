"""Path counts along one axis as bars, and the holes between them."""

from __future__ import annotations

import numpy as np

from dilviz import palette
from dilviz.figures.frame import WIDE, Spec, left_heading, plain_layout
from dilviz.palette import Theme
from dilviz.panels import Bars, written

MOST_BAR_TEXTS = 32  # bars that still have their number above them


def bars(shown: Bars, theme: Theme) -> Spec:
    """Return path counts as bars; holes have their own colour."""
    samples = np.arange(shown.heights.size) * shown.step
    each = {"type": "bar", "width": shown.step, "offset": -0.5}
    told = "sample %{x}" if shown.step == 1 else f"{shown.step} samples from %{{x}}"
    paths: Spec = {
        **each,
        "name": "paths",
        "x": samples,
        "y": shown.heights,
        "marker": {"color": palette.SEEN[theme], "line": {"width": 0}},
        "hovertemplate": f"{told}: %{{y:.4~g}}.<extra></extra>",
    }
    if samples.size <= MOST_BAR_TEXTS:
        paths |= {"text": [written(height, 3) for height in shown.heights], "textposition": "outside"}
    holes = {
        **each,
        "name": "hole: no path reaches it",
        "x": samples[shown.holes],
        "y": np.full(int(shown.holes.sum()), shown.heights.max()),
        "marker": {"color": palette.HOLE[theme], "line": {"width": 0}},
        "hovertemplate": f"{told}: no path reaches it.<extra></extra>",
    }
    lines = {"gridcolor": palette.GRID[theme], "zerolinecolor": palette.GRID[theme], "linecolor": palette.GRID[theme]}
    return {
        "data": [paths, holes] if shown.holes.any() else [paths],
        "layout": {
            **plain_layout(theme, WIDE, 380),
            "margin": {"l": 70, "r": 20, "t": 76, "b": 50},
            "xaxis": {
                **lines,
                "title": {"text": "sample of the receptive field"},
                "showgrid": False,
                "zeroline": False,
                "tickformat": "d",
            },
            "yaxis": {**lines, "title": {"text": shown.title.lower()}, "rangemode": "tozero"},
            "bargap": 0,
            "barmode": "overlay",
            "showlegend": bool(shown.holes.any()),
            "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"},
            "annotations": [left_heading(shown.title, shown.caption, 70)],
        },
    }
