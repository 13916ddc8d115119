"""How the receptive field of a stack grows, beside other ways to reach as far."""

from __future__ import annotations

from dilviz import stack_figures
from dilviz.figures.frame import Spec, canvas_of, left_heading, plain_layout
from dilviz.palette import LookName
from dilviz.paper import SizeName
from dilviz.stack import Stack
from dilviz.stack_figures import Against

HIGH = 36  # of a figure, in letter sizes


def growth(
    stack: Stack,
    *,
    against: Against = "depth",
    logarithmic: bool = False,
    theme: LookName = "light",
    size: SizeName | None = None,
) -> Spec:
    """Return the receptive field of the columns against depth, weights or work, beside what others reach.

    Parameters
    ----------
    stack : Stack
    against : {"depth", "weights", "multiply-adds"}
    logarithmic : bool
    theme, size
        As in `layer`.

    Raises
    ------
    ValueError
        If a name is unknown.
    """
    canvas = canvas_of(theme, size)
    letters, left = canvas.letters, 6.5 * canvas.letters
    chart = stack_figures.growth_chart(stack, against=against, logarithmic=logarithmic)
    colours, layout = stack_figures.colours(theme), chart["layout"]
    heading, top = left_heading(stack_figures.GROWTH, stack_figures.growth_caption(stack), canvas, left)
    title = {"font": {"size": letters}, "standoff": 0.5 * letters}
    axes = {
        name: {**_dressed(layout[name], colours), "title": {**layout[name]["title"], **title}}
        for name in ("xaxis", "yaxis")
    }
    return {
        "data": [_dressed(trace, colours) for trace in chart["traces"]],
        "layout": {
            **plain_layout(theme, canvas, HIGH * letters),
            **axes,
            "margin": {"l": left, "r": 1.7 * letters, "t": top + 1.5 * letters, "b": 4.2 * letters},
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
            "annotations": [{**heading, "yshift": 2.7 * letters}],
        },
    }


def _dressed(part: Spec, colours: stack_figures.Figure) -> Spec:
    """Return a part of a chart with the colours of its `$names`."""
    return {
        key: _dressed(value, colours)
        if isinstance(value, dict)
        else colours[value[1:]]
        if isinstance(value, str) and value.startswith("$")
        else value
        for key, value in part.items()
    }
