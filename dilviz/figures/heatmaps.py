"""Matrices as heatmaps: one by itself, or those of a layer side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike

from dilviz import palette
from dilviz.conv import as_matrix
from dilviz.figures.frame import Spec, plain_layout
from dilviz.palette import Theme
from dilviz.panels import Mask, Panel, panel, panels, written
from dilviz.scene import Pair, Scene

PICTURES = ("input", "kernel", "output")

MOST_NUMBERS = 900  # cells of a panel that still shows its numbers
MOST_LINES = 64  # cells along one axis that still have lines between them
SIDE = 420  # pixels of a panel
PALE = 0.55  # how much of the ground covers the padding


def matrix(values: ArrayLike, title: str = "", *, theme: Theme = "light") -> Spec:
    """Return one matrix as a heatmap with square cells, row 0 on top, and numbers while they fit.

    >>> matrix([[1, 2]], "Two").keys()
    dict_keys(['data', 'layout'])
    """
    return figure([panel(as_matrix(values, "the matrix"), title)], theme)


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
    return figure(chosen, theme, taps=scene.kernel.size)


def figure(shown: list[Panel], theme: Theme, *, taps: int = 0, gap: tuple[str, str] | None = None) -> Spec:
    """Return panels side by side; `gap` is the colour of inserted zeros and what they are."""
    colours = palette.tap_colours(taps, theme)
    gap = gap or (palette.INSERTED_ZERO[theme], "a zero that the dilation inserts")
    layout: Spec = {
        **plain_layout(theme, SIDE * len(shown) + 60, SIDE + 120),
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
