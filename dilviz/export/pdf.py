"""Drawings as the pages of a PDF, by ReportLab: the used part of the font embedded, texts that can be searched."""

from __future__ import annotations

import io
from collections.abc import Sequence
from threading import Lock

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dilviz.export import font
from dilviz.export.drawing import Dots, Drawing, Line, Pixels, Primitive, Rect, Strokes

NAMES = {False: "Vera", True: "VeraBd"}  # by whether it is bold
LEAST_SIDE = 1024  # pixels of an embedded picture: some viewers blur what they enlarge

_ONE_AT_A_TIME = Lock()  # ReportLab keeps what is used of a font with the font, which all sessions share


def pdf(drawings: Sequence[Drawing]) -> bytes:
    """Return a PDF with a page for each drawing, as large as the drawing; the same drawings give the same bytes."""
    with _ONE_AT_A_TIME:
        return _written(drawings)


def _written(drawings: Sequence[Drawing]) -> bytes:
    for bold, name in NAMES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(font.FILES[bold])))
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1, invariant=1)
    canvas.setTitle(drawings[0].title)
    canvas.setCreator("dilviz")
    for drawing in drawings:
        canvas.setPageSize((drawing.width, drawing.height))
        if drawing.ground:
            _draw(canvas, Rect(0, 0, drawing.width, drawing.height, drawing.ground), drawing.height)
        for item in drawing.items:
            _draw(canvas, item, drawing.height)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw(canvas: Canvas, item: Primitive, top: float) -> None:
    """Draw one item; `top` is the height of the page, for PDF counts from below."""
    if isinstance(item, Rect):
        if item.fill:
            canvas.setFillColor(item.fill)
        if item.stroke:
            canvas.setStrokeColor(item.stroke)
            canvas.setLineWidth(item.thickness)
        fill, stroke = int(bool(item.fill)), int(bool(item.stroke))
        canvas.rect(item.x, top - item.y - item.height, item.width, item.height, stroke, fill)
    elif isinstance(item, Line):
        canvas.setStrokeColor(item.colour)
        canvas.setLineWidth(item.thickness)
        canvas.line(item.x, top - item.y, item.to_x, top - item.to_y)
    elif isinstance(item, Strokes):
        canvas.setStrokeColor(item.colour)
        canvas.setLineWidth(item.thickness)
        canvas.lines([(x, top - y, to_x, top - to_y) for x, y, to_x, to_y in item.ends.tolist()])
    elif isinstance(item, Dots):
        canvas.setFillColor(item.fill)
        if item.rim:
            canvas.setStrokeColor(item.rim)
            canvas.setLineWidth(item.thickness)
        for x, y, radius in item.circles.tolist():
            canvas.circle(x, top - y, radius, int(bool(item.rim)), 1)
    elif isinstance(item, Pixels):
        canvas.drawImage(_image(item), item.x, top - item.y - item.height, item.width, item.height)
    else:
        canvas.setFillColor(item.colour)
        canvas.setFont(NAMES[item.bold], item.size)
        write = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
        write[item.anchor](item.x, top - item.y, item.text)


def _image(item: Pixels) -> ImageReader:
    height, width, _ = item.colours.shape
    times = -(-LEAST_SIDE // max(height, width))
    return ImageReader(Image.fromarray(item.colours).resize((width * times, height * times), Image.Resampling.NEAREST))
