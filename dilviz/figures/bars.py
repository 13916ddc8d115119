"""Path counts or a gradient along one axis as bars, and the holes between them."""

from __future__ import annotations

import numpy as np

from dilviz import palette
from dilviz.figures.frame import Spec, canvas_of, left_heading, plain_layout
from dilviz.palette import LookName
from dilviz.panels import written
from dilviz.paper import SizeName
from dilviz.stack_panels import Bars

MOST_BAR_TEXTS = 32  # bars that still have their number above them
HIGH = 31  # of a figure, in letter sizes


def bars(shown: Bars, theme: LookName, size: SizeName | None = None) -> Spec:
    """Return what stands at each sample as bars; holes have their own colour."""
    canvas = canvas_of(theme, size)
    letters, left = canvas.letters, 5.8 * canvas.letters
    lines = dict.fromkeys(("gridcolor", "zerolinecolor", "linecolor"), palette.GRID[theme])
    title = {"font": {"size": letters}, "standoff": 0.5 * letters}
    heading, top = left_heading(shown.title, shown.caption, canvas, left)
    return {
        "data": _traces(shown, theme),
        "layout": {
            **plain_layout(theme, canvas, HIGH * letters),
            "margin": {"l": left, "r": 1.7 * letters, "t": top, "b": 4.2 * letters},
            "xaxis": {
                **lines,
                "title": {"text": "sample of the receptive field", **title},
                "showgrid": False,
                "zeroline": False,
                "tickformat": "d",
            },
            "yaxis": {**lines, "title": {"text": shown.title.lower(), **title}, "rangemode": "tozero"},
            "bargap": 0,
            "barmode": "overlay",
            "showlegend": bool(shown.holes.any()),
            "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"},
            "annotations": [heading],
        },
    }


def _traces(shown: Bars, theme: LookName) -> list[Spec]:
    samples = np.arange(shown.heights.size) * shown.step
    rim = {"width": 0.5 if theme == "print" else 0, "color": palette.GRID[theme]}
    each = {"type": "bar", "width": shown.step, "offset": -0.5}
    told = "sample %{x}" if shown.step == 1 else f"{shown.step} samples from %{{x}}"
    paths: Spec = {
        **each,
        "name": shown.unit,
        "x": samples,
        "y": shown.heights,
        "marker": {"color": palette.SEEN[theme], "line": rim},
        "hovertemplate": f"{told}: %{{y:.4~g}}.<extra></extra>",
    }
    if samples.size <= MOST_BAR_TEXTS:
        paths |= {"text": [written(height, 3) for height in shown.heights], "textposition": "outside"}
    holes = {
        **each,
        "name": "hole: no path reaches it",
        "x": samples[shown.holes],
        "y": np.full(int(shown.holes.sum()), np.abs(shown.heights).max()),
        "marker": {"color": palette.HOLE[theme], "line": rim},
        "hovertemplate": f"{told}: no path reaches it.<extra></extra>",
    }
    return [paths, holes] if shown.holes.any() else [paths]
