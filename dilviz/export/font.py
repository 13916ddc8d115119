"""The one font of all drawings: Bitstream Vera, which ReportLab brings along, with its digits, − × · ∞ and …

PDF embeds what is used of it, SVG draws its outlines, Pillow renders it, and a browser
puts `web_font` into what it saves, so that a figure looks the same wherever it is opened.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import reportlab
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

FOLDER = Path(reportlab.__file__).parent / "fonts"
FILES = {False: FOLDER / "Vera.ttf", True: FOLDER / "VeraBd.ttf"}  # by whether it is bold
UNITS = 2048  # of the font to one em
DIGIT_HEIGHT = 0.73  # of the em
WEB_LETTERS = "".join(map(chr, [*range(32, 127), *range(160, 256)])) + "−∞…–“”"
MISSING = ""  # stands for every letter that the font has not


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is set, in points."""
    return sum(advance(letter, bold=bold) for letter in text) * size / UNITS


def advance(letter: str, *, bold: bool) -> int:
    """Return how far a letter moves the next one, in units of the font."""
    return _letter(letter, bold=bold)[0]


def outline(letter: str, *, bold: bool) -> str:
    """Return a letter's outline as SVG path data, in units of the font, y upwards."""
    return _letter(letter, bold=bold)[1]


@cache
def web_font(*, bold: bool) -> bytes:
    """Return the letters that figures use as WOFF, for a browser to put into the files that it makes."""
    from fontTools import subset  # noqa: PLC0415 (a tenth of a second, once a server, when a figure is opened)

    options = subset.Options(flavor="woff", layout_features=[], hinting=False, notdef_outline=True)
    letters = subset.Subsetter(options)
    letters.populate(text=WEB_LETTERS)
    with subset.load_font(str(FILES[bold]), options) as whole:
        letters.subset(whole)
        file = io.BytesIO()
        subset.save_font(whole, file, options)
    return file.getvalue()


def _letter(letter: str, *, bold: bool) -> tuple[int, str]:
    letters = _letters(bold=bold)
    return letters.get(letter, letters[MISSING])


@cache
def _letters(*, bold: bool) -> dict[str, tuple[int, str]]:
    """Return advance and outline of every letter, read at once: an open font is not to be shared between threads."""
    with TTFont(FILES[bold]) as font:
        glyphs, found = font.getGlyphSet(), {}
        names = {MISSING: ".notdef"} | {chr(code): name for code, name in font.getBestCmap().items()}
        for letter, name in names.items():
            pen = SVGPathPen(glyphs)
            glyphs[name].draw(pen)
            found[letter] = (int(font["hmtx"][name][0]), str(pen.getCommands()))
    return found
