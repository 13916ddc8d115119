"""The one font of all drawings: Bitstream Vera, which ReportLab brings along, with its digits, − × · ∞ and …

PDF embeds what is used of it, SVG draws its outlines, and Pillow renders it, so that a
figure looks the same wherever it is opened.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import reportlab
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

FOLDER = Path(reportlab.__file__).parent / "fonts"
FILES = {False: FOLDER / "Vera.ttf", True: FOLDER / "VeraBd.ttf"}  # by whether it is bold
UNITS = 2048  # of the font to one em
DIGIT_HEIGHT = 0.73  # of the em


@cache
def font(*, bold: bool) -> Any:  # noqa: ANN401 (fontTools brings no types)
    """Return the font, opened once."""
    return TTFont(FILES[bold])


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is set, in points."""
    return sum(advance(letter, bold=bold) for letter in text) * size / UNITS


@cache
def advance(letter: str, *, bold: bool) -> int:
    """Return how far a letter moves the next one, in units of the font."""
    return int(font(bold=bold)["hmtx"][_glyph(letter, bold=bold)][0])


@cache
def outline(letter: str, *, bold: bool) -> str:
    """Return a letter's outline as SVG path data, in units of the font, y upwards."""
    glyphs = font(bold=bold).getGlyphSet()
    pen = SVGPathPen(glyphs)
    glyphs[_glyph(letter, bold=bold)].draw(pen)
    return str(pen.getCommands())


def _glyph(letter: str, *, bold: bool) -> str:
    return str(font(bold=bold).getBestCmap().get(ord(letter), ".notdef"))
