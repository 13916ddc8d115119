"""The figure of a layer as SVG, PDF or a Pillow image, made without a browser and alike everywhere."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from numpy.typing import ArrayLike

from dilviz.conv import as_matrix
from dilviz.export import font
from dilviz.export.drawing import Drawing, Line, Primitive, Text
from dilviz.export.layout import lay_out
from dilviz.export.look import Look, look
from dilviz.export.pdf import pdf
from dilviz.export.raster import raster
from dilviz.export.svg import svg
from dilviz.overlay import PANELS, PanelName, Term, check_cell, readers, source_of, tap_at, terms
from dilviz.palette import LookName
from dilviz.panels import MINUS, Mask, Panel, arranged, check_shown, panel, panels, written
from dilviz.paper import PAGES, Page, SizeName, check_size, crowded
from dilviz.scene import Pair, Scene

Piece: TypeAlias = tuple[str, int | None]  # a text, and the tap that it belongs to

MOST_TERMS = 25  # of a sum; what comes after them is left out, and said to be


def drawing(
    scene: Scene,
    pixel: Pair | None = None,
    of: PanelName = "output",
    *,
    shown: Sequence[PanelName] = PANELS,
    size: SizeName = "page",
    palette: LookName = "light",
    transparent: bool = False,
    hidden: Mask | None = None,
) -> Drawing:
    """Lay out the figure of a layer.

    Parameters
    ----------
    scene : Scene
    pixel : (row, column), optional
        The cell whose overlay is drawn, with its arithmetic below.
    of : {"input", "kernel", "output"}
        The picture in which it lies, as in `figures.layer`.
    shown : sequence of {"input", "kernel", "output"}
    size : {"slide", "column", "page"}
        16:9; 8.5 cm wide; 17 cm wide. The latter two are as high as they need to be.
    palette : {"light", "dark", "print"}
        ``print`` is black on white: it hatches negative values and numbers the taps.
    transparent : bool
        Whether to leave the ground out.
    hidden : mask, shape of the output, optional
        Outputs to leave empty.

    Raises
    ------
    ValueError
        If the scene is impossible, the output has no such pixel, or a name is unknown.
    """
    check_shown(shown)
    check_size(size)
    page, style = PAGES[size], look(palette, scene.kernel.size)
    *given, output = panels(scene, pixel, of)
    every = [*given, replace(output, hidden=hidden)]
    chosen = [one for name, one in zip(PANELS, every, strict=True) if name in shown]
    told = pieces(scene, pixel, of) if pixel else []
    below, height = captions(scene, told, style, page)
    return lay_out(
        arranged(chosen, size), below, height, page, style, title=described(scene, told), transparent=transparent
    )


def matrix_drawing(
    values: ArrayLike,
    title: str,
    *,
    size: SizeName = "page",
    palette: LookName = "light",
    transparent: bool = False,
) -> Drawing:
    """Lay out one matrix by itself; options as in `drawing`."""
    check_size(size)
    shown, style = panel(as_matrix(values, "the matrix"), title), look(palette, 0)
    told = f"{shown.title}: {shown.caption}"
    return lay_out([[shown]], [], 0, PAGES[size], style, title=told, transparent=transparent)


def gallery_drawing(
    shown: Sequence[Panel],
    title: str,
    *,
    size: SizeName = "page",
    palette: LookName = "light",
    transparent: bool = False,
) -> Drawing:
    """Lay out pictures of a stack side by side, their holes in their own colour; options as in `drawing`."""
    check_size(size)
    style = look(palette, 0)
    holes = replace(style, inserted=style.hole, faint=style.ink)
    page = PAGES[size]
    if page.height is not None:
        page = replace(page, text=crowded(page.text, len(shown)))
    return lay_out(arranged(shown, size), [], 0, page, holes, title=title, transparent=transparent)


def svg_bytes(drawn: Drawing) -> bytes:
    """Return a drawing as SVG, its texts as outlines."""
    return svg(drawn)


def pdf_bytes(drawn: Drawing) -> bytes:
    """Return a drawing as a PDF of one page, its font embedded."""
    return pdf([drawn])


def png_bytes(drawn: Drawing, scale: float = 2) -> bytes:
    """Return a drawing as PNG with `scale` pixels to a point."""
    file = io.BytesIO()
    raster(drawn, scale).save(file, "PNG")
    return file.getvalue()


def captions(scene: Scene, told: Sequence[Piece], style: Look, page: Page) -> tuple[list[Primitive], float]:
    """Return the settings and some arithmetic, laid out from (0, 0), and how high they are."""
    lines: list[Primitive] = [Text(0, page.text * 0.8, settings_line(scene), page.text * 0.8, style.faint)]
    height = page.text * 1.6
    if told:
        written_out, height = _sum(told, style, page, height)
        lines += written_out
    return lines, height


def settings_line(scene: Scene) -> str:
    """Return what was chosen, in a line.

    >>> settings_line(Scene([[1, 2, 3]], [[1, 10]], dilation=(1, 2)))
    'convolution · dilation 1 × 2 · stride 1 × 1 · padding valid'
    """
    sides = [side for axis in scene.axes for side in axis.pad]
    told = f"{sides[0]}" if len(set(sides)) == 1 else "{} above, {} below, {} left, {} right".format(*sides)
    padding = scene.padding if isinstance(scene.padding, str) else told
    mode = f" ({scene.padding_mode})" if any(sides) else ""
    steps = [
        f"{name} {rows} × {cols}" for name, (rows, cols) in (("dilation", scene.dilation), ("stride", scene.stride))
    ]
    return " · ".join([scene.operation, *steps, f"padding {padding}{mode}"])


def described(scene: Scene, told: Sequence[Piece] = ()) -> str:
    """Return the figure and some arithmetic in words, for those who cannot see it."""
    sizes = "{} by {} input, {} by {} kernel, {} by {} output".format(
        *scene.image.shape, *scene.kernel.shape, *scene.output.shape
    )
    arithmetic = f"; {''.join(text for text, _ in told)}" if told else ""
    return f"Dilated {settings_line(scene)}: {sizes}{arithmetic}"


def pieces(scene: Scene, pixel: Pair, of: PanelName = "output") -> list[Piece]:
    """Return the arithmetic of a cell as pieces of text, each with the tap it belongs to."""
    if of == "input":
        return _reader_pieces(scene, check_cell(scene, pixel, of))
    if of == "kernel":
        return _tap_pieces(scene, check_cell(scene, pixel, of))
    return sum_pieces(scene, pixel)


def _reader_pieces(scene: Scene, pixel: Pair) -> list[Piece]:
    source = source_of(scene, pixel)
    if source is None:
        return [(f"({pixel[0]}, {pixel[1]}) is a zero of the padding: it adds nothing to any output.", None)]
    found = list(readers(scene, source))
    outputs = len({reader.output for reader in found})
    count = f"{outputs} output{'s' * (outputs != 1)}" if outputs else "no output"
    value = written(float(scene.image[source]))
    told: list[Piece] = [(f"x[{source[0]}, {source[1]}] = {value} is read by {count}{': ' if outputs else ''}", None)]
    for place, reader in enumerate(found[:MOST_TERMS]):
        told += [(", ", None)] * bool(place)
        told.append((f"y[{reader.output[0]}, {reader.output[1]}] · weight {written(reader.weight)}", reader.tap))
    return [*told, (f" and {len(found) - MOST_TERMS} more", None)] if len(found) > MOST_TERMS else told


def _tap_pieces(scene: Scene, cell: Pair) -> list[Piece]:
    tap = tap_at(scene, cell)
    if tap is None:
        return [("A zero between two taps: the dilation put it there; it reads nothing and costs nothing.", None)]
    row, col = (int(side[place]) for side, place in zip(scene.terms, divmod(tap, scene.kernel.shape[1]), strict=True))
    weight = f"k({row}, {col}) = {written(float(scene.kernel[row, col]))}"
    count = f"{scene.output.size:,}"
    return [(weight, tap), (f" multiplies one sample for each of the {count} outputs; shown is what it adds.", None)]


def sum_pieces(scene: Scene, pixel: Pair) -> list[Piece]:
    """Return the sum of one output, as `pieces`."""
    found = terms(scene, pixel)
    told: list[Piece] = [(f"y[{pixel[0]}, {pixel[1]}] = ", None)]
    for place, term in enumerate(found[:MOST_TERMS]):
        told += [(" + ", None)] * bool(place) + [(_product(term), term.tap)]
    if len(found) > MOST_TERMS:
        told.append((f" + … ({len(found) - MOST_TERMS} more)", None))
    return [*told, (f" = {written(float(scene.output[pixel]), 6)}", None)]


def _product(term: Term) -> str:
    weight = written(term.weight)
    return f"{written(term.value)}·{f'({weight})' if weight.startswith(MINUS) else weight}"


def _sum(pieces: Sequence[Piece], style: Look, page: Page, top: float) -> tuple[list[Primitive], float]:
    """Set the arithmetic of a cell, each term underlined in its tap's colour, in as many lines as it needs."""
    size, room = page.text, page.width - 2 * page.margin
    x, y = 0.0, top + size
    items: list[Primitive] = []
    for text, tap in pieces:
        wide = font.width(text, size)
        if x and x + wide > room:
            x, y = size, y + 1.9 * size
            text = text.removeprefix(" ")  # noqa: PLW2901 (a line does not begin with a blank)
        items.append(Text(x, y, text, size, style.ink))
        if tap is not None:
            items.append(Line(x, y + 0.35 * size, x + wide, y + 0.35 * size, style.taps[tap], size * 0.14))
        x += font.width(text, size)
    return items, y + size
