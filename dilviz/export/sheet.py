"""A sheet for pen and paper: input, kernel and an empty output on page 1, the answers on page 2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias, get_args

import numpy as np

from dilviz.export.drawing import Drawing, Line, Primitive, Text
from dilviz.export.figure import captions, described, pieces
from dilviz.export.layout import lay_out
from dilviz.export.look import Look, look
from dilviz.export.pdf import pdf
from dilviz.panels import Panel, panel, panels, written
from dilviz.paper import Page
from dilviz.scene import Pair, Scene

Paper: TypeAlias = Literal["A4", "Letter"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
PAGES: dict[Paper, Page] = {"A4": Page(595.28, 841.89, 48, 11), "Letter": Page(612, 792, 48, 11)}

MOST_CELLS = 24  # along one axis: smaller cells cannot be written in
FIRST: Pair = (0, 0)  # the output whose sum page 2 writes out
TASK = "Fill in the output: for each of its cells, multiply weights and samples that meet, and add the products up."


def sheet(scene: Scene, *, paper: Paper = "A4", dilated: bool = True) -> bytes:
    """Return the sheet as a PDF of two pages, black on white.

    Parameters
    ----------
    scene : Scene
    paper : {"A4", "Letter"}
    dilated : bool
        Whether page 1 shows the kernel with the zeros between its taps, or as it
        was chosen, which leaves the spreading to the reader.

    Raises
    ------
    ValueError
        If the scene is impossible, the paper is unknown, or there are too many cells to write in.
    """
    if paper not in PAGES:
        raise ValueError(f"the paper must be one of {', '.join(PAPERS)}, got {paper!r}")
    style, page = look("print", scene.kernel.size), PAGES[paper]
    return pdf([_tasks(scene, page, style, dilated=dilated), _answers(scene, page, style)])


def _tasks(scene: Scene, page: Page, style: Look, *, dilated: bool) -> Drawing:
    given, kernel, output = _checked(panels(scene))
    kernel = kernel if dilated else panel(scene.kernel, "Kernel")
    empty = replace(output, hidden=np.ones(output.values.shape, dtype=bool))
    below, height = captions(scene, [], style, page)
    for sentence in (TASK, *_hints(scene)):
        height += page.text * 1.3
        below.append(Text(0, height - page.text * 0.3, sentence, page.text * 0.8, style.ink))
    drawn = lay_out([[given, kernel], [empty]], below, height, page, style, title=described(scene))
    _check_numbers([given, kernel], drawn)
    name = Text(page.width / 2, 34, "Name", page.text, style.ink)
    rule = Line(page.width / 2 + 36, 36, page.width - page.margin, 36, style.ink, 0.5)
    return replace(drawn, items=[*_headed("Dilated convolution", page, style), name, rule, *drawn.items])


def _answers(scene: Scene, page: Page, style: Look) -> Drawing:
    shown = panels(scene, FIRST)
    told = pieces(scene, FIRST)
    below, height = captions(scene, told, style, page)
    drawn = lay_out([shown[:2], shown[2:]], below, height, page, style, title=described(scene, told))
    return replace(drawn, items=[*_headed("Dilated convolution: answers", page, style), *drawn.items])


def _headed(title: str, page: Page, style: Look) -> list[Primitive]:
    return [Text(page.margin, 34, title, page.text * 1.3, style.ink, bold=True)]


def _hints(scene: Scene) -> list[str]:
    rows, cols = scene.dilation
    flip = (
        "This is a convolution: turn the kernel by 180 degrees before you lay it on the input."
        if scene.flipped
        else "This is a cross-correlation: lay the kernel on the input as it stands."
    )
    rows_apart, cols_apart = (
        f"{count} {name}{'' if count == 1 else 's'}" for count, name in ((rows, "row"), (cols, "column"))
    )
    return [flip, f"Its taps lie {rows_apart} and {cols_apart} apart."]


def _checked(shown: Sequence[Panel]) -> Sequence[Panel]:
    for one in shown:
        height, width = one.values.shape
        if max(height, width) > MOST_CELLS:
            raise ValueError(
                f"a sheet has room for {MOST_CELLS} x {MOST_CELLS} cells, "
                f"but the {one.title.lower()} has {height} x {width}"
            )
    return shown


def _check_numbers(shown: Sequence[Panel], drawn: Drawing) -> None:
    """Raise a ``ValueError`` if the layout left numbers out because they would be too small to read."""
    there = {item.text for item in drawn.items if isinstance(item, Text)}
    for one in shown:
        if missing := {written(value, 3) for value in one.values.ravel().tolist()} - there:
            longest = max(missing, key=len)
            raise ValueError(
                f"the numbers of the {one.title.lower()} are too long for its cells, {longest} for instance"
            )
