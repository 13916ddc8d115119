"""A drawing as SVG. Texts are outlines, each letter once, so that no viewer needs the font."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from html import escape

from PIL import Image

from dilviz.export import font
from dilviz.export.drawing import Dots, Drawing, Line, Pixels, Primitive, Rect, Strokes, Text


def svg(drawing: Drawing) -> bytes:
    """Return the drawing as an SVG file, sized in points."""
    letters: dict[tuple[str, bool], str] = {}
    body = [element for item in drawing.items for element in _elements(item, letters)]
    ground = [f'<rect width="100%" height="100%" fill="{drawing.ground}"/>'] if drawing.ground else []
    paths = [f'<path id="{name}" d="{font.outline(key[0], bold=key[1])}"/>' for key, name in letters.items()]
    width, height = _short(drawing.width), _short(drawing.height)
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
            f'width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">',
            f"<title>{escape(drawing.title)}</title>",
            f"<defs>{''.join(paths)}</defs>",
            *ground,
            *body,
            "</svg>\n",
        ]
    ).encode()


def _elements(item: Primitive, letters: dict[tuple[str, bool], str]) -> Iterator[str]:
    if isinstance(item, Rect):
        place = f'x="{_short(item.x)}" y="{_short(item.y)}" width="{_short(item.width)}" height="{_short(item.height)}"'
        stroke = f' stroke="{item.stroke}" stroke-width="{_short(item.thickness)}"' if item.stroke else ""
        yield f'<rect {place} fill="{item.fill or "none"}"{stroke}/>'
    elif isinstance(item, Line):
        path = f"M{_short(item.x)} {_short(item.y)}L{_short(item.to_x)} {_short(item.to_y)}"
        yield f'<path d="{path}" stroke="{item.colour}" stroke-width="{_short(item.thickness)}" fill="none"/>'
    elif isinstance(item, Strokes):
        ends = [[_short(place) for place in line] for line in item.ends.tolist()]
        path = "".join(f"M{x} {y}L{to_x} {to_y}" for x, y, to_x, to_y in ends)
        yield f'<path d="{path}" stroke="{item.colour}" stroke-width="{_short(item.thickness)}" fill="none"/>'
    elif isinstance(item, Dots):
        rim = f' stroke="{item.rim}" stroke-width="{_short(item.thickness)}"' if item.rim else ""
        dots = [f'<circle cx="{_short(x)}" cy="{_short(y)}" r="{_short(r)}"/>' for x, y, r in item.circles.tolist()]
        yield f'<g fill="{item.fill}"{rim}>{"".join(dots)}</g>'
    elif isinstance(item, Pixels):
        yield _image(item)
    else:
        yield from _text(item, letters)


def _text(item: Text, letters: dict[tuple[str, bool], str]) -> Iterator[str]:
    scale = item.size / font.UNITS
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor] * font.width(item.text, item.size, bold=item.bold)
    place = f"translate({_short(item.x - shift)} {_short(item.y)}) scale({scale:.6f} {-scale:.6f})"
    uses, at = [], 0
    for letter in item.text:
        if letter != " ":
            name = letters.setdefault((letter, item.bold), f"g{len(letters)}")
            uses.append(f'<use xlink:href="#{name}" x="{at}"/>')
        at += font.advance(letter, bold=item.bold)
    yield f'<g aria-label="{escape(item.text)}" fill="{item.colour}" transform="{place}">{"".join(uses)}</g>'


def _image(item: Pixels) -> str:
    file = io.BytesIO()
    Image.fromarray(item.colours).save(file, "PNG")
    place = f'x="{_short(item.x)}" y="{_short(item.y)}" width="{_short(item.width)}" height="{_short(item.height)}"'
    content = base64.b64encode(file.getvalue()).decode()
    shape = 'preserveAspectRatio="none" style="image-rendering:pixelated"'
    return f'<image {place} {shape} xlink:href="data:image/png;base64,{content}"/>'


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
