"""Every colour once, with its meaning. Safe for colour-blind eyes, in light and in dark.

Blue is above zero, orange below, and zero is the neutral ground between them, in
every picture. A tap of the kernel has one colour wherever it is shown.
"""

from __future__ import annotations

import colorsys
from typing import Literal, TypeAlias

Theme: TypeAlias = Literal["light", "dark"]
Scale: TypeAlias = list[tuple[float, str]]  # Plotly's colorscale: (position from 0 to 1, colour)

_NEGATIVE = {"light": ["#8f4503", "#d9822b", "#f8c98f"], "dark": ["#ffc48a", "#d98032", "#7a4a20"]}
_ZERO = {"light": "#f4f4f2", "dark": "#2b2d33"}
_POSITIVE = {"light": ["#a9cdea", "#4a90c9", "#0f4f8b"], "dark": ["#2a5480", "#4797dd", "#b5dcff"]}
_GREY = {"light": ["#000000", "#ffffff"], "dark": ["#000000", "#ffffff"]}

INSERTED_ZERO: dict[Theme, str] = {"light": "#e3e3e0", "dark": "#1a1c20"}  # a gap between two taps
GRID: dict[Theme, str] = {"light": "#c9c9c4", "dark": "#45484f"}  # the lines between the cells
PIXEL: dict[Theme, str] = {"light": "#111111", "dark": "#ffffff"}  # the outline of the cell pointed at
SEEN: dict[Theme, str] = {"light": _POSITIVE["light"][1], "dark": _POSITIVE["dark"][1]}  # what an output sees
HOLE: dict[Theme, str] = {"light": "#f0b09c", "dark": "#93402f"}  # a sample that no path reaches
GROUND: dict[Theme, str] = {"light": "#ffffff", "dark": "#0e1117"}  # what lies behind a picture
INK: dict[Theme, str] = {"light": "#31333f", "dark": "#fafafa"}  # titles and labels
FAINT: dict[Theme, str] = {"light": "#8a8b91", "dark": "#85878e"}  # what is there and does not count

# On paper all is black, white and grey: hatching tells what is below zero, a number which tap it is
PRINTED = {
    "ground": "#ffffff",
    "ink": "#000000",
    "faint": "#6e6e6e",
    "grid": "#8c8c8c",
    "inserted": "#ffffff",
    "hole": "#ffffff",
    "seen": "#000000",
}
_PRINTED_GREYS = ["#ffffff", "#a6a6a6"]  # from zero to the farthest value

# Paul Tol's "muted" and "light" schemes, https://personal.sron.nl/~pault/, ordered so that neighbours differ
_NINE_TAPS: dict[Theme, list[str]] = {
    "light": ["#cc6677", "#332288", "#ddcc77", "#117733", "#88ccee", "#882255", "#44aa99", "#aa4499", "#999933"],
    "dark": ["#ee8866", "#99ddff", "#eedd88", "#44bb99", "#ffaabb", "#77aadd", "#bbcc33", "#dddddd", "#aaaa00"],
}


def scales(theme: Theme) -> dict[str, Scale]:
    """Return the colour scales of a theme by name: diverging, positive, negative, grey."""
    negative, zero, positive = _NEGATIVE[theme], _ZERO[theme], _POSITIVE[theme]
    return {
        "diverging": _even([*negative, zero, *positive]),
        "positive": _even([zero, *positive]),
        "negative": _even([*negative, zero]),
        "grey": _even(_GREY[theme]),
    }


def printed_scales() -> dict[str, Scale]:
    """Return the colour scales of paper, by the names of `scales`: grey is distance from zero, on either side."""
    rising, falling = _PRINTED_GREYS, _PRINTED_GREYS[::-1]
    return {
        "diverging": _even([*falling, *rising[1:]]),
        "positive": _even(rising),
        "negative": _even(falling),
        "grey": _even(_GREY["light"]),
    }


def tap_colours(taps: int, theme: Theme = "light") -> list[str]:
    """Return one colour for each tap: nine that everyone tells apart, or as many hues in three lightnesses.

    >>> tap_colours(2)
    ['#cc6677', '#332288']
    """
    nine = _NINE_TAPS[theme]
    if taps <= len(nine):
        return nine[:taps]
    lightness = (0.35, 0.47, 0.6) if theme == "light" else (0.55, 0.66, 0.78)
    return [_hex(colorsys.hls_to_rgb(i / taps, lightness[i % 3], 0.6)) for i in range(taps)]


def _even(colours: list[str]) -> Scale:
    return [(i / (len(colours) - 1), colour) for i, colour in enumerate(colours)]


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)
