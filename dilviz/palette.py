"""Every colour once, with its meaning. Safe for colour-blind eyes, in light and in dark.

Blue is above zero, orange below, and zero is the neutral ground between them, in
every picture. A tap of the kernel has one colour wherever it is shown.
"""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

Theme: TypeAlias = Literal["light", "dark"]  # of a page
LookName: TypeAlias = Literal["light", "dark", "print"]  # of a figure
Scale: TypeAlias = list[tuple[float, str]]  # Plotly's colorscale: (position from 0 to 1, colour)

LOOKS: tuple[LookName, ...] = get_args(LookName)

# On paper all is black, white and grey: grey is the distance from zero, and hatching or the number tells its sign
_NEGATIVE: dict[LookName, list[str]] = {
    "light": ["#8f4503", "#d9822b", "#f8c98f"],
    "dark": ["#ffc48a", "#d98032", "#7a4a20"],
    "print": ["#a6a6a6"],
}
_ZERO: dict[LookName, str] = {"light": "#f4f4f2", "dark": "#2b2d33", "print": "#ffffff"}
_POSITIVE: dict[LookName, list[str]] = {
    "light": ["#a9cdea", "#4a90c9", "#0f4f8b"],
    "dark": ["#2a5480", "#4797dd", "#b5dcff"],
    "print": ["#a6a6a6"],
}
_BLACK_TO_WHITE = ["#000000", "#ffffff"]

_Colour: TypeAlias = dict[LookName, str]

GROUND: _Colour = {"light": "#ffffff", "dark": "#0e1117", "print": "#ffffff"}  # what lies behind a picture
INK: _Colour = {"light": "#31333f", "dark": "#fafafa", "print": "#000000"}  # titles and labels
FAINT: _Colour = {"light": "#8a8b91", "dark": "#85878e", "print": "#6e6e6e"}  # what is there and does not count
GRID: _Colour = {"light": "#c9c9c4", "dark": "#45484f", "print": "#8c8c8c"}  # the lines between the cells
PIXEL: _Colour = {"light": "#111111", "dark": "#ffffff", "print": "#000000"}  # the outline of the cell pointed at
INSERTED_ZERO: _Colour = {"light": "#e3e3e0", "dark": "#1a1c20", "print": "#ffffff"}  # a gap between two taps
SEEN: _Colour = {"light": "#4a90c9", "dark": "#4797dd", "print": "#000000"}  # what an output sees
REACHED: _Colour = {"light": "#d9822b", "dark": "#d98032", "print": "#6e6e6e"}  # what an input reaches
RIM: _Colour = {"light": "#a3a39d", "dark": "#6d7077", "print": "#6e6e6e"}  # around what is pale
HOLE: _Colour = {"light": "#f0b09c", "dark": "#93402f", "print": "#ffffff"}  # a sample that no path reaches
PALE = 0.55  # how much of the ground covers the padding
HOLE_RIM: _Colour = {**FAINT, "print": "#000000"}  # around a hole among other nodes

# Paul Tol's "muted" and "light" schemes, https://personal.sron.nl/~pault/, ordered so that neighbours differ
_NINE_TAPS: dict[LookName, list[str]] = {
    "light": ["#cc6677", "#332288", "#ddcc77", "#117733", "#88ccee", "#882255", "#44aa99", "#aa4499", "#999933"],
    "dark": ["#ee8866", "#99ddff", "#eedd88", "#44bb99", "#ffaabb", "#77aadd", "#bbcc33", "#dddddd", "#aaaa00"],
}


def check_look(name: str) -> None:
    """Raise a ``ValueError`` for a look that there is not."""
    if name not in LOOKS:
        raise ValueError(f"the look must be one of {', '.join(LOOKS)}, got {name!r}")


def scales(look: LookName) -> dict[str, Scale]:
    """Return the colour scales of a look by name: diverging, positive, negative, grey."""
    negative, zero, positive = _NEGATIVE[look], _ZERO[look], _POSITIVE[look]
    return {
        "diverging": _even([*negative, zero, *positive]),
        "positive": _even([zero, *positive]),
        "negative": _even([*negative, zero]),
        "grey": _even(_BLACK_TO_WHITE),
    }


def tap_colours(taps: int, look: LookName = "light") -> list[str]:
    """Return one colour for each tap: nine that everyone tells apart, or as many hues in three lightnesses.

    On paper all are black.

    >>> tap_colours(2)
    ['#cc6677', '#332288']
    """
    if look == "print":
        return [INK[look]] * taps
    nine = _NINE_TAPS[look]
    if taps <= len(nine):
        return nine[:taps]
    lightness = (0.35, 0.47, 0.6) if look == "light" else (0.55, 0.66, 0.78)
    return [_hex(colorsys.hls_to_rgb(i / taps, lightness[i % 3], 0.6)) for i in range(taps)]


def ink_on(colour: Sequence[int]) -> str:
    """Return black or white, whichever can be read on (red, green, blue), each from 0 to 255.

    >>> ink_on((255, 255, 255))
    '#111111'
    """
    red, green, blue = (((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return PIXEL["light"] if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.36 else PIXEL["dark"]


def _even(colours: list[str]) -> Scale:
    return [(i / (len(colours) - 1), colour) for i, colour in enumerate(colours)]


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)
