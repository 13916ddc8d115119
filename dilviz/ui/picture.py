"""One picture of the page as something to take away: for the browser to draw, and for the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dilviz.export.chart import bars_drawing
from dilviz.export.drawing import Drawing
from dilviz.export.figure import gallery_drawing
from dilviz.figures import Spec
from dilviz.palette import LookName
from dilviz.panels import Panel
from dilviz.paper import SizeName
from dilviz.stack_panels import Bars


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
    """A picture that is made when it is asked for; `name` is that of its file, without the ending."""

    name: str
    specify: Specify
    draw: Draw


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
