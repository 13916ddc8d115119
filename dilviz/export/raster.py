"""A drawing as a Pillow image, for frames of an animation and for PNG."""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw, ImageFont

from dilviz.export import font
from dilviz.export.drawing import Dots, Drawing, Line, Pixels, Primitive, Rect, Strokes, channels

ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}  # Pillow's: left, middle or right of the baseline

SMOOTH = 3  # slanting lines and circles are drawn so many times larger, and scaled down


def raster(drawing: Drawing, scale: float = 1) -> Image.Image:
    """Return the drawing with `scale` pixels to a point; RGB, or RGBA if its ground is transparent."""
    size = round(drawing.width * scale), round(drawing.height * scale)
    transparent = drawing.ground is None
    ground = (255, 255, 255, 0) if drawing.ground is None else channels(drawing.ground)
    image = Image.new("RGBA" if transparent else "RGB", size, ground)
    pen = ImageDraw.Draw(image)
    for item in drawing.items:
        _draw(image, pen, item, scale)
    return image


def _draw(image: Image.Image, pen: ImageDraw.ImageDraw, item: Primitive, scale: float) -> None:
    if isinstance(item, Rect):
        _rectangle(pen, item, scale)
    elif isinstance(item, Line):
        ends = [number * scale for number in (item.x, item.y, item.to_x, item.to_y)]
        pen.line(ends, item.colour, max(1, round(item.thickness * scale)))
    elif isinstance(item, Strokes):
        _lay(image, _stroked(item, image.size, scale * SMOOTH), item.colour)
    elif isinstance(item, Dots):
        half = item.thickness / 2 if item.rim else 0
        if item.rim:
            _lay(image, _dotted(item, image.size, scale * SMOOTH, half), item.rim)
        _lay(image, _dotted(item, image.size, scale * SMOOTH, -half), item.fill)
    elif isinstance(item, Pixels):
        left, top, right, bottom = _corners(item, scale)
        cells = Image.fromarray(item.colours).resize((right - left, bottom - top), Image.Resampling.NEAREST)
        image.paste(cells, (left, top))
    else:
        letters = _font(round(item.size * scale, 1), bold=item.bold)
        pen.text((item.x * scale, item.y * scale), item.text, item.colour, letters, ANCHORS[item.anchor])


def _rectangle(pen: ImageDraw.ImageDraw, item: Rect, scale: float) -> None:
    half = round(item.thickness * scale / 2)
    left, top, right, bottom = _corners(item, scale)
    if item.fill:
        pen.rectangle((left, top, right - 1, bottom - 1), item.fill)  # Pillow counts the last pixel in
    if item.stroke:
        outer = (left - half, top - half, right + half - 1, bottom + half - 1)
        pen.rectangle(outer, None, item.stroke, max(1, round(item.thickness * scale)))


def _lay(image: Image.Image, mask: Image.Image, colour: str) -> None:
    """Lay a colour over the image where the mask, larger by `SMOOTH`, is white."""
    small = mask.reduce(SMOOTH)
    if image.mode == "RGB":
        image.paste(channels(colour), (0, 0), small)
        return
    sheet = Image.new("RGBA", image.size, (*channels(colour), 0))
    sheet.putalpha(small)
    image.alpha_composite(sheet)


def _stroked(item: Strokes, size: tuple[int, int], scale: float) -> Image.Image:
    mask = Image.new("L", (size[0] * SMOOTH, size[1] * SMOOTH))
    pen = ImageDraw.Draw(mask)
    for ends in (item.ends * scale).tolist():
        pen.line(ends, 255, max(1, round(item.thickness * scale)))
    return mask


def _dotted(item: Dots, size: tuple[int, int], scale: float, wider: float) -> Image.Image:
    mask = Image.new("L", (size[0] * SMOOTH, size[1] * SMOOTH))
    pen = ImageDraw.Draw(mask)
    for x, y, radius in item.circles.tolist():
        reach = max(radius + wider, 0.1)
        pen.ellipse([(x - reach) * scale, (y - reach) * scale, (x + reach) * scale, (y + reach) * scale], 255)
    return mask


def _corners(item: Rect | Pixels, scale: float) -> tuple[int, int, int, int]:
    left, top = round(item.x * scale), round(item.y * scale)
    right, bottom = round((item.x + item.width) * scale), round((item.y + item.height) * scale)
    return left, top, max(right, left + 1), max(bottom, top + 1)


@cache
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font.FILES[bold], size)
