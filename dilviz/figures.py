"""Plotly figure specs: plain dicts that `plotly.graph_objects.Figure` takes, one function a figure.

Importing this module also lets a `Scene` show itself in Jupyter: floor 1 knows nothing of
pictures, so that it is this floor that gives the class its ``_repr_mimebundle_``.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from dilviz import palette
from dilviz.axis import Indices
from dilviz.conv import as_matrix
from dilviz.diagram import Diagram, Places, diagram
from dilviz.palette import Theme
from dilviz.panels import Bars, Mask, Panel, footprint_bars, footprint_panel, panel, panels, written
from dilviz.scene import Pair, Scene
from dilviz.stack import Layer, Stack

if TYPE_CHECKING:
    import plotly.graph_objects as go

Spec: TypeAlias = dict[str, Any]

PICTURES = ("input", "kernel", "output")

MOST_NUMBERS = 900  # cells of a panel that still shows its numbers
MOST_LINES = 64  # cells along one axis that still have lines between them
MOST_BAR_TEXTS = 32  # bars that still have their number above them
SIDE = 420  # pixels of a panel
TREE_WIDTH, TREE_HEIGHT = 960, 430  # pixels of a tree; it is higher where it has many levels
PALE = 0.55  # how much of the ground covers the padding


def matrix(values: ArrayLike, title: str = "", *, theme: Theme = "light") -> Spec:
    """Return one matrix as a heatmap with square cells, row 0 on top, and numbers while they fit.

    >>> matrix([[1, 2]], "Two").keys()
    dict_keys(['data', 'layout'])
    """
    return _figure([panel(as_matrix(values, "the matrix"), title)], theme)


def layer(
    scene: Scene,
    pixel: Pair | None = None,
    *,
    theme: Theme = "light",
    grey: bool = False,
    shown: Sequence[str] = PICTURES,
) -> Spec:
    """Return input, dilated kernel and output side by side, or those of them that are to be `shown`.

    Parameters
    ----------
    scene : Scene
    pixel : (row, column), optional
        The output whose taps are outlined in the input.
    theme : {"light", "dark"}
    grey : bool
        Whether the input is a photograph, drawn from black to white.
    shown : sequence of {"input", "kernel", "output"}

    Raises
    ------
    ValueError
        If the scene is impossible, if the output has no such pixel, or if nothing is shown.
    """
    chosen = [one for name, one in zip(PICTURES, panels(scene, pixel, grey=grey), strict=True) if name in shown]
    if not chosen:
        raise ValueError(f"a figure must show at least one of {', '.join(PICTURES)}")
    return _figure(chosen, theme, taps=scene.kernel.size)


def footprint(stack: Stack, *, theme: Theme = "light") -> Spec:
    """Return along how many paths each sample of the receptive field reaches one output; holes have their own colour.

    Counts above ``2**53`` are drawn as shares of all paths, wide fields as means over
    blocks; in one dimension they are bars.
    """
    if stack.dimensions == 1:
        return _bars(footprint_bars(stack.cols), theme)
    return _figure([footprint_panel(stack)], theme, gap=(palette.HOLE[theme], "no path reaches it"))


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
    scale = (TREE_WIDTH - names - 40) / max(most - least, 1)
    top = len(shown.places) - 1
    gap = float(np.clip(TREE_HEIGHT / top, 20, 112))
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": list(_tree_traces(shown, scale, min(16.0, gap / 2.2), theme)),
        "layout": {
            **_plain_layout(theme, TREE_WIDTH, round(gap * top + 150)),
            "margin": {"l": names, "r": 20, "t": 76, "b": 50},
            "xaxis": {**hidden, "range": [least - 14 / scale, most + 14 / scale]},
            "yaxis": {**hidden, "range": [-12 / gap, top + 12 / gap]},
            "legend": {"orientation": "h", "x": 0, "y": 0, "yanchor": "bottom", "yref": "container"},
            "showlegend": True,
            "annotations": [_left_heading(shown.title, shown.caption, names), *_level_names(shown.names, gap, names)],
        },
    }


def show(scene: Scene, pixel: Pair | None = None, *, theme: Theme = "light") -> go.Figure:
    """Return `layer` as a `plotly.graph_objects.Figure`, which Jupyter displays."""
    import plotly.graph_objects as go  # noqa: PLC0415 (half a second, and only notebooks need it)

    return go.Figure(layer(scene, pixel, theme=theme))


def _figure(shown: list[Panel], theme: Theme, *, taps: int = 0, gap: tuple[str, str] | None = None) -> Spec:
    colours = palette.tap_colours(taps, theme)
    gap = gap or (palette.INSERTED_ZERO[theme], "a zero that the dilation inserts")
    layout: Spec = {
        **_plain_layout(theme, SIDE * len(shown) + 60, SIDE + 120),
        "margin": {"l": 60, "r": 20, "t": 70, "b": 50},
        "shapes": [],
        "annotations": [],
    }
    data: list[Spec] = []
    for place, one in enumerate(shown):
        name = "" if place == 0 else str(place + 1)
        left = place / len(shown)
        domain = [left, left + 0.86 / len(shown)] if len(shown) > 1 else [0.0, 1.0]
        data += [{**trace, "xaxis": f"x{name}", "yaxis": f"y{name}"} for trace in _traces(one, theme, gap)]
        layout |= _axes(one, name, domain)
        layout["annotations"].append(_heading(one, domain))
        layout["shapes"] += _outlines(one, name, theme, colours)
    return {"data": data, "layout": layout}


def _plain_layout(theme: Theme, width: int, height: int) -> Spec:
    return {
        "width": width,
        "height": height,
        "paper_bgcolor": palette.GROUND[theme],
        "plot_bgcolor": palette.GROUND[theme],
        "font": {"color": palette.INK[theme]},
        "showlegend": False,
    }


def _bars(shown: Bars, theme: Theme) -> Spec:
    samples = np.arange(shown.heights.size) * shown.step
    bars = {"type": "bar", "width": shown.step, "offset": -0.5}
    told = "sample %{x}" if shown.step == 1 else f"{shown.step} samples from %{{x}}"
    paths: Spec = {
        **bars,
        "name": "paths",
        "x": samples,
        "y": shown.heights,
        "marker": {"color": palette.SEEN[theme], "line": {"width": 0}},
        "hovertemplate": f"{told}: %{{y:.4~g}}.<extra></extra>",
    }
    if samples.size <= MOST_BAR_TEXTS:
        paths |= {"text": [written(height, 3) for height in shown.heights], "textposition": "outside"}
    holes = {
        **bars,
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
            **_plain_layout(theme, TREE_WIDTH, 380),
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
            "annotations": [_left_heading(shown.title, shown.caption, 70)],
        },
    }


def _tree_traces(shown: Diagram, scale: float, widest: float, theme: Theme) -> Iterator[Spec]:
    """Yield edges and nodes, what is pale first; circles are at most `widest` pixels wide."""
    densest = max(np.unique(shown.lit[:, 1], return_counts=True)[1], default=1)
    thick = float(np.clip(TREE_WIDTH / densest / 4.5, 0.5, 2.25))
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


def _left_heading(title: str, caption: str, left: int) -> Spec:
    """Return a heading that begins at the edge of the figure, `left` pixels before its axes."""
    text = "<br>".join([f"<b>{title}</b>", *textwrap.wrap(caption, 120)])
    corner = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 12 - left, "align": "left"}
    return {**corner, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 14, "text": text, "showarrow": False}


def _level_names(names: Sequence[str], gap: float, left: int) -> Iterator[Spec]:
    size = float(np.clip(gap * 0.5, 10, 14))
    for level, name in enumerate(names):
        beside = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 12 - left, "y": level, "yref": "y"}
        yield {**beside, "text": name, "showarrow": False, "font": {"size": size}}


def _traces(shown: Panel, theme: Theme, gap: tuple[str, str]) -> Iterator[Spec]:
    top, left = shown.origin
    (height, width), (high, wide) = shown.values.shape, shown.step
    place = {"type": "heatmap", "x0": (wide - 1) / 2 - left, "dx": wide, "y0": (high - 1) / 2 - top, "dy": high}
    place["showscale"] = False
    if max(height, width) <= MOST_LINES:
        place |= {"xgap": 1, "ygap": 1}
    least, most = shown.picture["range"]
    numbers: Spec = {}
    if shown.values.size <= MOST_NUMBERS:
        texts = [[written(value, 3) for value in row] for row in shown.values.tolist()]
        numbers = {"text": texts, "texttemplate": "%{text}"}
    yield {
        **place,
        **numbers,
        "z": shown.values,
        "zmin": least,
        "zmax": most,
        "colorscale": palette.scales(theme)[shown.picture["scale"]],
        "hovertemplate": f"{shown.title} at row %{{y}}, column %{{x}} is %{{z}}.<extra></extra>",
    }
    if shown.padded.any():
        yield {**place, **_cover(shown.padded, palette.GROUND[theme]), "opacity": PALE, "hoverinfo": "skip"}
    if shown.inserted.any():
        colour, meaning = gap
        zeros = {"text": np.where(shown.inserted, "0", "").tolist(), "texttemplate": "%{text}"} if numbers else {}
        faint = {"textfont": {"color": palette.FAINT[theme]}}
        told = {"hovertemplate": f"{shown.title} at row %{{y}}, column %{{x}}: {meaning}.<extra></extra>"}
        yield {**place, **_cover(shown.inserted, colour), **zeros, **faint, **told}


def _cover(mask: Mask, colour: str) -> Spec:
    return {"z": np.where(mask, 1.0, np.nan), "zmin": 0, "zmax": 1, "colorscale": [[0, colour], [1, colour]]}


def _axes(shown: Panel, name: str, domain: list[float]) -> Spec:
    (top, left), (height, width) = shown.origin, np.multiply(shown.values.shape, shown.step).tolist()
    plain = {"showgrid": False, "zeroline": False, "constrain": "domain", "ticks": ""}
    whole = {"tickformat": "d", "dtick": 1} if max(height, width) <= 16 else {"tickformat": "d"}
    cols = {"title": {"text": "column"}, "range": [-left - 0.5, width - left - 0.5], "domain": domain}
    rows = {"title": {"text": "row"}, "range": [height - top - 0.5, -top - 0.5], "scaleanchor": f"x{name}"}
    return {
        f"xaxis{name}": {**plain, **whole, **cols, "anchor": f"y{name}"},
        f"yaxis{name}": {**plain, **whole, **rows, "anchor": f"x{name}"},
    }


def _heading(shown: Panel, domain: list[float]) -> Spec:
    text = f"<b>{shown.title}</b><br>{shown.caption}" if shown.title else shown.caption
    middle = {"x": sum(domain) / 2, "xref": "paper", "xanchor": "center"}
    return {**middle, "y": 1.02, "yref": "paper", "yanchor": "bottom", "text": text, "showarrow": False}


def _outlines(shown: Panel, name: str, theme: Theme, colours: list[str]) -> Iterator[Spec]:
    for mark in shown.marks:
        row, col = mark.row - shown.origin[0], mark.col - shown.origin[1]
        yield {
            "type": "rect",
            "xref": f"x{name}",
            "yref": f"y{name}",
            "x0": col - 0.46,
            "x1": col + 0.46,
            "y0": row - 0.46,
            "y1": row + 0.46,
            "line": {"width": 3, "color": palette.PIXEL[theme] if mark.tap is None else colours[mark.tap]},
        }


def _mimebundle(scene: Scene, include: object = None, exclude: object = None) -> Spec:
    try:
        shown: Spec = show(scene)._repr_mimebundle_(include, exclude)
    except ValueError as error:
        return {"text/plain": f"This scene cannot be computed: {error}"}
    return shown


Scene._repr_mimebundle_ = _mimebundle  # type: ignore[attr-defined]
