"""The tree of one output through the layers of a stack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from dilviz import palette
from dilviz.axis import Indices
from dilviz.diagram import Diagram, Places, diagram
from dilviz.figures.frame import WIDE, Spec, left_heading, plain_layout
from dilviz.palette import Theme
from dilviz.stack import Layer

HIGH = 430  # pixels from the input to the output; more where there are many levels


def tree(
    layers: Sequence[Layer],
    *,
    output: int | None = None,
    samples: int | None = None,
    title: str = "Tree of one output",
    theme: Theme = "light",
) -> Spec:
    """Return the tree of one output through layers along one axis, the input at its foot.

    Parameters
    ----------
    layers, output, samples, title
        As in `diagram`.
    theme : {"light", "dark"}

    Raises
    ------
    ValueError
        If the layers do not fit the input, there is no such output, or there are
        too many reads to follow.
    """
    shown = diagram(layers, output=output, samples=samples, title=title)
    least, most = min(places[0] for places in shown.places), max(places[-1] for places in shown.places)
    names = 24 + 7 * max(len(name) for name in shown.names)
    scale = (WIDE - names - 40) / max(most - least, 1)
    top = len(shown.places) - 1
    gap = float(np.clip(HIGH / top, 20, 112))
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": list(_tree_traces(shown, scale, min(16.0, gap / 2.2), theme)),
        "layout": {
            **plain_layout(theme, WIDE, round(gap * top + 150)),
            "margin": {"l": names, "r": 20, "t": 76, "b": 50},
            "xaxis": {**hidden, "range": [least - 14 / scale, most + 14 / scale]},
            "yaxis": {**hidden, "range": [-12 / gap, top + 12 / gap]},
            "legend": {"orientation": "h", "x": 0, "y": 0, "yanchor": "bottom", "yref": "container"},
            "showlegend": True,
            "annotations": [left_heading(shown.title, shown.caption, names), *_level_names(shown.names, gap, names)],
        },
    }


def _tree_traces(shown: Diagram, scale: float, widest: float, theme: Theme) -> Iterator[Spec]:
    """Yield edges and nodes, what is pale first; circles are at most `widest` pixels wide."""
    densest = max(np.unique(shown.lit[:, 1], return_counts=True)[1], default=1)
    thick = float(np.clip(WIDE / densest / 4.5, 0.5, 2.25))
    edges = [(shown.pale, palette.GRID[theme], 0.7), (shown.lit, palette.SEEN[theme], thick)]
    yield from (_edge_trace(ends, colour, width) for ends, colour, width in edges if len(ends))
    sizes = [float(np.clip(0.68 * step * scale, 1.6, widest)) for step in shown.steps]
    single = [
        level for level, (step, places) in enumerate(zip(shown.steps, shown.places, strict=True)) if step * scale >= 3.5
    ]
    pale = {level: np.arange(shown.places[level].size) for level in single}
    faint, pixel = palette.FAINT[theme], palette.PIXEL[theme]
    yield _node_trace(shown, pale, sizes, "not seen", (palette.GROUND[theme], faint))
    if shown.holes.size:
        yield _node_trace(shown, {0: shown.holes}, sizes, "hole: no path reaches it", (palette.HOLE[theme], faint))
    seen, covering = dict(enumerate(shown.seen)), [max(size + 1.25, 4.0) for size in sizes]  # what is pale, rim and all
    yield _node_trace(shown, seen, covering, "what the output sees", (palette.SEEN[theme], None))
    top = len(sizes) - 1
    yield _node_trace(
        shown,
        {top: shown.seen[top]},
        [max(size, 11.0) for size in covering],
        "the output",
        (palette.SEEN[theme], pixel),
    )


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
    shown: Diagram, nodes: Mapping[int, Indices], sizes: Sequence[float], meaning: str, colours: tuple[str, str | None]
) -> Spec:
    levels = [np.full(here.size, level) for level, here in nodes.items()] or [np.empty(0, dtype=np.int64)]
    fill, rim = colours
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
            "color": fill,
            "size": np.array(sizes)[heights],
            "opacity": 1,
            "line": {"color": rim or fill, "width": 1.25 if rim else 0},
        },
        "hovertemplate": f"Level %{{y}}, node %{{customdata}}: {meaning}.<extra></extra>",
    }


def _level_names(names: Sequence[str], gap: float, left: int) -> Iterator[Spec]:
    size = float(np.clip(gap * 0.5, 10, 14))
    for level, name in enumerate(names):
        beside = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 12 - left, "y": level, "yref": "y"}
        yield {**beside, "text": name, "showarrow": False, "font": {"size": size}}
