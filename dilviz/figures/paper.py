"""A figure's spec made ready for paper and slides: in black on white, without a ground, in another size."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from dilviz.figures.frame import Spec

SizeName: TypeAlias = Literal["slide", "column", "page"]
SIZE_NAMES: tuple[SizeName, ...] = get_args(SizeName)
PIXELS: dict[SizeName, tuple[int, int, int]] = {  # width, height, and size of the letters
    "slide": (1280, 720, 15),
    "column": (642, 270, 8),  # 8.5 cm at 192 pixels an inch
    "page": (1285, 540, 13),  # 17 cm at the same
}
PAPER, ZERO, DARKEST, INK = "#ffffff", "#f3f3f3", "#6e6e6e", "#000000"


def in_print(spec: Spec) -> Spec:
    """Return a spec in black on white: grey is the distance from zero, whose sign the numbers show.

    >>> trace = {"zmin": 0, "zmax": 1, "colorscale": [(0, "#f4f4f2"), (1, "#0f4f8b")]}
    >>> in_print({"data": [trace], "layout": {}})["data"][0]["colorscale"]
    [[0.0, '#f3f3f3'], [1.0, '#6e6e6e']]
    """
    layout = {**spec["layout"], "paper_bgcolor": PAPER, "plot_bgcolor": PAPER}
    layout["font"] = {**layout.get("font", {}), "color": INK}
    layout["shapes"] = [{**shape, "line": {**shape["line"], "color": INK}} for shape in layout.get("shapes", [])]
    return {**spec, "data": [_grey(trace) for trace in spec["data"]], "layout": layout}


def without_ground(spec: Spec) -> Spec:
    """Return a spec whose ground lets through what is behind it."""
    clear = "rgba(0,0,0,0)"
    return {**spec, "layout": {**spec["layout"], "paper_bgcolor": clear, "plot_bgcolor": clear}}


def sized(spec: Spec, name: SizeName) -> Spec:
    """Return a spec in the pixels of a slide, a column or a page, with letters to match."""
    width, height, letters = PIXELS[name]
    layout = {**spec["layout"], "width": width, "height": height}
    layout["font"] = {**layout.get("font", {}), "size": letters}
    return {**spec, "layout": layout}


def _grey(trace: Spec) -> Spec:
    if len({colour for _, colour in trace["colorscale"]}) == 1:
        return trace  # a cover of one colour, which is grey already
    if trace["zmin"] < 0 < trace["zmax"]:
        stops = [DARKEST, ZERO, DARKEST]
    else:
        stops = [DARKEST, ZERO] if trace["zmin"] < 0 else [ZERO, DARKEST]
    return {**trace, "colorscale": [[place / (len(stops) - 1), colour] for place, colour in enumerate(stops)]}
