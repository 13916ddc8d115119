"""One picture of the page as something to take away: for the browser to draw, and for the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dilviz import figures
from dilviz.export.chart import bars_drawing
from dilviz.export.drawing import Drawing
from dilviz.export.figure import gallery_drawing, pdf_bytes, png_bytes, svg_bytes
from dilviz.figures import Spec
from dilviz.palette import LOOKS, LookName
from dilviz.panels import Panel
from dilviz.paper import SIZES, SizeName
from dilviz.stack_panels import Bars
from dilviz.ui.downloads import SIZE_NAMES, downloads
from dilviz.ui.figure.figure import figure


class Specify(Protocol):
    """Makes the figure that the browser draws."""

    def __call__(self, *, theme: LookName, size: SizeName) -> Spec:
        """Return it as a Plotly spec."""


class Draw(Protocol):
    """Makes the drawing that the server writes."""

    def __call__(self, *, size: SizeName, palette: LookName, transparent: bool) -> Drawing:
        """Return it as a drawing."""


@dataclass(frozen=True)
class Picture:
    """A picture that is made when it is asked for; `name` is that of its file, without the ending.

    `captioned` says that the server writes settings and arithmetic below it.
    """

    name: str
    specify: Specify
    draw: Draw
    captioned: bool = False


def show_picture(picture: Picture, columns: Sequence[DeltaGenerator], key: str) -> None:
    """Show a picture, its options in three columns, to be saved by the browser or drawn by the server."""
    left, middle, right = columns
    look = left.selectbox("Colours", LOOKS, key=f"{key}_look", help="Print is black on white.")
    size = middle.selectbox(
        "Size", SIZES, format_func=SIZE_NAMES.__getitem__, key=f"{key}_size", help="Of all that is saved here."
    )
    clear = right.toggle("Transparent ground", key=f"{key}_clear", help="Let the slide's own colour through.")
    spec = picture.specify(theme=look, size=size)
    if clear:
        spec = figures.without_ground(spec)
    st.markdown("**Drawn in your browser**, in the size and colours above")
    figure(spec, picture.name, key=key)
    inside = "its caption and its fonts" if picture.captioned else "its fonts"
    st.markdown(f"**Drawn on the server**, with {inside} inside, in the size and colours above")
    drawn = partial(picture.draw, size=size, palette=look, transparent=clear)
    name = picture.name
    png, png_name = (
        ("PNG with caption", f"{name}-captioned") if picture.captioned else ("PNG in this size", f"{name}-{size}")
    )
    downloads(
        {
            "PDF": (f"{name}.pdf", "application/pdf", lambda: pdf_bytes(drawn())),
            "SVG with outlined text": (f"{name}-outlined.svg", "image/svg+xml", lambda: svg_bytes(drawn())),
            png: (f"{png_name}.png", "image/png", lambda: png_bytes(drawn())),
        }
    )


def charted(name: str, specify: Specify, bars: Callable[[], Bars]) -> Picture:
    """Return bars as a picture."""

    def draw(*, size: SizeName, palette: LookName, transparent: bool) -> Drawing:
        return bars_drawing(bars(), size=size, palette=palette, transparent=transparent)

    return Picture(name, specify, draw)


def gallery(name: str, title: str, specify: Specify, panels: Callable[[], Sequence[Panel]]) -> Picture:
    """Return heatmaps side by side as a picture; `title` is for those who cannot see it."""

    def draw(*, size: SizeName, palette: LookName, transparent: bool) -> Drawing:
        return gallery_drawing(panels(), title, size=size, palette=palette, transparent=transparent)

    return Picture(name, specify, draw)
