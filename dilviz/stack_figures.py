"""The charts of a stack, as Plotly specs in plain dicts; the browser looks up colours, by name, in its theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from dilviz import comparison, palette
from dilviz.blocks import means, spans
from dilviz.comparison import Growth
from dilviz.footprints import drawable
from dilviz.notation import format_stack
from dilviz.stack import Layer, Stack

Figure: TypeAlias = Mapping[str, Any]
Against: TypeAlias = Literal["depth", "weights", "multiply-adds"]

AGAINST: tuple[Against, ...] = get_args(Against)
MOST_BARS = 1024
LINES = {  # name, dash and width of each curve, by the name of its colour
    "this": ("this stack", "solid", 4),
    "plain": ("dilation 1: linear", "dot", 2),
    "doubling": ("doubling: exponential", "dash", 2),
    "pooling": ("pooling instead", "dashdot", 2),
}
LONGEST_CAPTION = 200  # letters
GROWTH = "Receptive field, in samples"
UNITS = {
    "depth": "layers",
    "weights": "weights so far (one channel)",
    "multiply-adds": "multiply-adds so far, for each input sample",
}


def themes() -> Mapping[str, Mapping[str, Any]]:
    """Return the colours of both themes by the names that charts, trees and maps use.

    Blue is this stack and what a node sees; orange is what it reaches, and what is pointed at.
    """
    return {theme: colours(theme) for theme in get_args(palette.Theme)}


def colours(look: palette.LookName) -> Mapping[str, Any]:
    """Return the colours of a look by the names that charts, trees and maps use."""
    taps = palette.tap_colours(9, look)
    return {
        "scales": palette.scales(look),
        "grid": palette.GRID[look],
        "pixel": palette.PIXEL[look],
        "hole": palette.HOLE[look],
        "inserted": palette.INSERTED_ZERO[look],
        "faint": palette.RIM[look],
        "this": palette.SEEN[look],
        "up": palette.REACHED[look],
        "plain": taps[3],
        "doubling": taps[0],
        "pooling": taps[6],
    }


def growth_chart(stack: Stack, *, against: Against, axis: int = 1, logarithmic: bool = False) -> Figure:
    """Return the receptive field against depth, weights or work, beside what others reach.

    The doubling stack leaves a linear chart at the top: the others would be a line at its foot.
    """
    if against not in AGAINST:
        raise ValueError(f"growth is shown against one of {', '.join(AGAINST)}, got {against!r}")
    curves = {  # what is drawn last lies on top, and that is this stack
        "doubling": comparison.doubling(stack, axis),
        "pooling": comparison.pooling(stack, axis),
        "plain": comparison.plain(stack, axis),
        "this": comparison.growth(stack, axis),
    }
    traces = [_line(kind, _along(curve, against), curve.sizes) for kind, curve in curves.items()]
    tallest = max(max(curve.sizes) for kind, curve in curves.items() if kind != "doubling")
    scale = {"type": "log"} if logarithmic else {"range": [0, 1.08 * tallest]}
    figure = _figure(traces, UNITS[against], "receptive field, samples", 380, scale)
    if against == "depth" and len(stack) <= 20:
        figure["layout"]["xaxis"]["dtick"] = 1
    return figure


def growth_caption(stack: Stack) -> str:
    """Return of which stack the growth is, its notation cut where it would fill the figure."""
    text = format_stack(stack)
    return text if len(text) <= LONGEST_CAPTION else f"{len(stack)} layers: {text[:LONGEST_CAPTION]} …"


def path_bars(layers: Sequence[Layer]) -> Figure:
    """Return the path counts along one axis as bars; where it is wide, means over blocks."""
    (counts,), exact = drawable(layers)
    block = -(-counts.size // MOST_BARS)
    heights = means(counts, block)
    label = ("paths" if exact else "share of all paths") + (f", mean of {block} samples" if block > 1 else "")
    return _bars(heights, spans(counts.size, block), label)


def gradient_bars(gradient: NDArray[np.floating[Any]]) -> Figure:
    """Return the gradient of one output along one axis as bars; where it is wide, means over blocks."""
    block = -(-gradient.size // MOST_BARS)
    label = "gradient" + (f", mean of {block} samples" if block > 1 else "")
    return _bars(means(gradient.astype(float), block), spans(gradient.size, block), label)


def _along(curve: Growth, against: Against) -> Sequence[float]:
    ways: dict[Against, Sequence[float]] = {
        "depth": range(len(curve.sizes)),
        "weights": curve.weights,
        "multiply-adds": curve.work,
    }
    return ways[against]


def _line(kind: str, x: Sequence[float], y: Sequence[int]) -> Figure:
    name, dash, width = LINES[kind]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": np.array(x, dtype=np.float64),
        "y": np.array(y, dtype=np.float64),
        "line": {"color": f"${kind}", "width": width, "dash": dash},
        "marker": {"color": f"${kind}", "size": 4 + width},
        "hovertemplate": "%{x:,} gives %{y:,} samples<extra>" + name + "</extra>",
    }


def _bars(heights: NDArray[np.float64], samples: NDArray[np.int32], label: str) -> Figure:
    middles = samples.mean(axis=1)
    tallest = np.abs(heights).max()
    bars = {
        "type": "bar",
        "name": label,
        "x": middles,
        "y": heights,
        "width": (samples[:, 1] - samples[:, 0] + 1).astype(np.float64),
        "marker": {"color": "$this", "line": {"width": 0}},
        "hovertemplate": "sample %{x:,}: %{y:.4~g}<extra></extra>",
    }
    unseen = middles[heights == 0]
    holes = {
        "type": "bar",
        "name": "holes",
        "x": unseen,
        "y": np.full(unseen.size, tallest),
        "width": np.full(unseen.size, float(samples[0, 1] - samples[0, 0] + 1)),
        "marker": {"color": "$hole", "line": {"width": 0}},
        "hovertemplate": "sample %{x:,}: a hole, no path reaches it<extra></extra>",
    }
    figure = _figure([bars, holes] if unseen.size else [bars], "sample of the receptive field", label, 240, {})
    return {**figure, "layout": {**figure["layout"], "bargap": 0, "barmode": "overlay"}}


def _figure(traces: Sequence[Figure], x: str, y: str, height: int, scale: Mapping[str, Any]) -> dict[str, Any]:
    axis = {"gridcolor": "$grid", "zerolinecolor": "$grid", "linecolor": "$grid", "automargin": True}
    return {
        "kind": "chart",
        "traces": list(traces),
        "layout": {
            "height": height,
            "margin": {"l": 56, "r": 12, "t": 8, "b": 44},
            "xaxis": {**axis, "title": {"text": x}},
            "yaxis": {**axis, "title": {"text": y}, **scale},
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            "showlegend": len(traces) > 1,
        },
    }
