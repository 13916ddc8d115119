"""The tree of one output through the layers of a stack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dilviz import palette
from dilviz.axis import Indices
from dilviz.diagram import Diagram, Places, diagram
from dilviz.figures.frame import Spec, canvas_of, left_heading, plain_layout
from dilviz.palette import LookName
from dilviz.paper import SizeName
from dilviz.stack import Layer

HIGH = 36  # letters from the input to the output; more where there are many levels


@dataclass(frozen=True)
class Frame:
    """How a tree is drawn: pixels to a sample and to a level, and its widest circles and its letters in pixels."""

    scale: float
    gap: float
    widest: float
    letters: float
    width: float


@dataclass(frozen=True)
class Dress:
    """What a kind of node looks like: its colour, its rim's, that one's width in pixels, and Plotly's symbol."""

    fill: str
    rim: str
    width: float
    symbol: str = "circle"


def tree(
    layers: Sequence[Layer],
    *,
    output: int | None = None,
    samples: int | None = None,
    title: str = "Tree of one output",
    theme: LookName = "light",
    size: SizeName | None = None,
) -> Spec:
    """Return the tree of one output through layers along one axis, the input at its foot.

    Parameters
    ----------
    layers, output, samples, title
        As in `diagram`.
    theme, size
        As in `layer`.

    Raises
    ------
    ValueError
        If the layers do not fit the input, there is no such output, there are
        too many reads to follow, or a name is unknown.
    """
    canvas = canvas_of(theme, size)
    letters = canvas.letters
    shown = diagram(layers, output=output, samples=samples, title=title)
    least, most = min(places[0] for places in shown.places), max(places[-1] for places in shown.places)
    names = letters * (2 + 0.64 * max(len(name) for name in shown.names))
    heading, above = left_heading(shown.title, shown.caption, canvas, names)
    below, top = 4.4 * letters, len(shown.places) - 1
    gap = float(np.clip(HIGH * letters / top, 1.7 * letters, 9.3 * letters))
    if canvas.height is not None:
        gap = min(gap, (canvas.height - above - below - 2 * letters) / top)
    scale = (canvas.width - names - 3.4 * letters) / max(most - least, 1)
    frame = Frame(scale, gap, min(1.33 * letters, gap / 2.2), letters, canvas.width)
    high = (canvas.height - above - below) if canvas.height else gap * top + 2 * letters
    spare = (high / gap - top) / 2  # levels of room above and below the tree
    hidden = {"visible": False, "fixedrange": True}
    across = 1.2 * letters / scale
    return {
        "data": list(_tree_traces(shown, frame, theme)),
        "layout": {
            **plain_layout(theme, canvas, high + above + below),
            "margin": {"l": names, "r": 1.7 * letters, "t": above, "b": below},
            "xaxis": {**hidden, "range": [least - across, most + across]},
            "yaxis": {**hidden, "range": [-spare, top + spare]},
            "legend": {"orientation": "h", "x": 0, "y": 0, "yanchor": "bottom", "yref": "container"},
            "showlegend": True,
            "annotations": [heading, *_level_names(shown.names, frame, names)],
        },
    }


def _tree_traces(shown: Diagram, frame: Frame, theme: LookName) -> Iterator[Spec]:
    """Yield edges and nodes, what is pale first."""
    unit, top = frame.letters / 12, len(shown.places) - 1
    densest = max(np.unique(shown.lit[:, 1], return_counts=True)[1], default=1)
    thick = float(np.clip(frame.width / densest / 4.5, 0.5 * unit, 2.25 * unit))
    edges = [(shown.pale, palette.GRID[theme], 0.7 * unit), (shown.lit, palette.SEEN[theme], thick)]
    yield from (_edge_trace(ends, colour, width) for ends, colour, width in edges if len(ends))
    sizes = [float(np.clip(0.68 * step * frame.scale, 1.6 * unit, frame.widest)) for step in shown.steps]
    single = [level for level, step in enumerate(shown.steps) if step * frame.scale >= 3.5 * unit]
    pale = {level: np.arange(shown.places[level].size) for level in single}
    ground, seen, rim = palette.GROUND[theme], palette.SEEN[theme], 1.25 * unit
    yield _node_trace(shown, pale, sizes, "not seen", Dress(ground, palette.FAINT[theme], rim))
    if shown.holes.size:
        hole = Dress(palette.HOLE[theme], palette.HOLE_RIM[theme], rim)
        if theme == "print":
            hole = Dress(palette.HOLE_RIM[theme], palette.HOLE_RIM[theme], rim, "circle-x-open")
        yield _node_trace(shown, {0: shown.holes}, sizes, "hole: no path reaches it", hole)
    covering = [max(size + rim, 4 * unit) for size in sizes]  # what is pale, rim and all
    ring = [size + 6 * unit for size in covering]
    yield _node_trace(shown, {top: shown.seen[top]}, ring, "the output", Dress(ground, palette.PIXEL[theme], rim))
    yield _node_trace(shown, dict(enumerate(shown.seen)), covering, "what the output sees", Dress(seen, seen, 0))


def _edge_trace(ends: Places, colour: str, width: float) -> Spec:
    gaps = np.full(len(ends), np.nan)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.stack([ends[:, 0], ends[:, 2], gaps], axis=1).ravel(),
        "y": np.stack([ends[:, 1], ends[:, 3], gaps], axis=1).ravel(),
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _node_trace(
    shown: Diagram,
    nodes: Mapping[int, Indices],
    sizes: Sequence[float],
    meaning: str,
    dress: Dress,
) -> Spec:
    levels = [np.full(here.size, level) for level, here in nodes.items()] or [np.empty(0, dtype=np.int64)]
    places = [shown.places[level][here] for level, here in nodes.items()] or [np.empty(0)]
    numbers = np.concatenate([*nodes.values(), np.empty(0, dtype=np.int64)])
    heights = np.concatenate(levels)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": meaning,
        "x": np.concatenate(places),
        "y": heights,
        "customdata": numbers,
        "marker": {
            "color": dress.fill,
            "symbol": dress.symbol,
            "size": np.array(sizes)[heights],
            "opacity": 1,
            "line": {"color": dress.rim, "width": dress.width},
        },
        "hovertemplate": f"Level %{{y}}, node %{{customdata}}: {meaning}.<extra></extra>",
    }


def _level_names(names: Sequence[str], frame: Frame, left: float) -> Iterator[Spec]:
    size = float(np.clip(frame.gap * 0.5, 0.8 * frame.letters, 1.15 * frame.letters))
    for level, name in enumerate(names):
        beside = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": frame.letters - left, "y": level, "yref": "y"}
        yield {**beside, "text": name, "showarrow": False, "font": {"size": size}}
