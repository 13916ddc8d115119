"""Charts made without a browser: lines go through their numbers, and all stays on its page."""

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from dilviz import palette
from dilviz.comparison import growth
from dilviz.export.chart import bars_drawing, cut_at, dashed, growth_drawing, ticks
from dilviz.export.drawing import Line, Rect, Strokes, Text
from dilviz.export.figure import pdf_bytes, png_bytes
from dilviz.notation import parse_stack
from dilviz.paper import SIZES
from dilviz.stack_panels import gradient_bars

STACK = parse_stack("1,2,4")
TEXTS = ["1,2,4", "k2 d1..512 causal x3", "k1", "3x3 s2 same x4, pool2", "3x3 x40"]


def strokes(drawing, colour):
    return np.concatenate([item.ends for item in drawing.items if isinstance(item, Strokes) and item.colour == colour])


def axis(drawing, anchor):
    """What the numbers of an axis are, and where they stand."""
    texts = [
        item for item in drawing.items if isinstance(item, Text) and item.anchor == anchor and item.text[0].isdigit()
    ]
    return {float(item.text): (item.x, item.y) for item in texts}


@pytest.mark.parametrize("logarithmic", [False, True])
def test_the_line_of_the_stack_goes_through_its_numbers(logarithmic):
    drawing = growth_drawing(STACK, logarithmic=logarithmic)
    ends = strokes(drawing, palette.SEEN["light"])[1:]  # the first is the sample in the legend
    across = axis(drawing, "middle")
    np.testing.assert_allclose(ends[:, 2], [across[depth][0] for depth in (1, 2, 3)])
    up = {number: y for number, (_, y) in axis(drawing, "end").items()}
    numbers = sorted(up)[:2]
    scale = np.log10 if logarithmic else np.asarray
    slope = (up[numbers[1]] - up[numbers[0]]) / (scale(numbers[1]) - scale(numbers[0]))
    heights = slope * (scale(growth(STACK).sizes) - scale(numbers[0]))
    np.testing.assert_allclose(np.diff([*ends[:1, 1], *ends[:, 3]]), np.diff(heights), rtol=1e-6)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize("against", ["depth", "weights", "multiply-adds"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_growth_chart_stays_on_its_page(text, against, logarithmic, size):
    drawing = growth_drawing(parse_stack(text), against=against, logarithmic=logarithmic, size=size)
    for item in drawing.items:
        if isinstance(item, Strokes) and item.ends.size:
            assert item.ends.min() >= 0
            assert item.ends[:, [0, 2]].max() <= drawing.width
            assert item.ends[:, [1, 3]].max() <= drawing.height
        if isinstance(item, Line):
            assert 0 <= item.y <= drawing.height
        if isinstance(item, Text):
            assert 0 <= item.x <= drawing.width
            assert 0 <= item.y <= drawing.height
    assert len(pdf_bytes(drawing)) > 1000


def test_on_paper_the_lines_are_told_by_their_dashes():
    drawing = growth_drawing(STACK, palette="print")
    patterns = {len(item.ends) for item in drawing.items if isinstance(item, Strokes) and len(item.ends) > 3}
    assert len(patterns) >= 3
    pixels = np.asarray(Image.open(io.BytesIO(png_bytes(drawing))).convert("RGB")).astype(int)
    assert np.ptp(pixels, axis=2).max() == 0


def test_a_pdf_of_the_growth_names_its_lines():
    text = pypdfium2.PdfDocument(pdf_bytes(growth_drawing(STACK)))[0].get_textpage().get_text_range()
    for words in ("Receptive field", "3x3 d1, 3x3 d2, 3x3 d4", "this stack", "doubling", "pooling", "layers"):
        assert words in text


def test_bars_below_zero_hang_from_it():
    shown = gradient_bars(parse_stack("k3 d2 x3").cols, "random", 0)
    drawing = bars_drawing(shown)
    bars = [item for item in drawing.items if isinstance(item, Rect) and item.fill == palette.SEEN["light"]]
    values = shown.heights[~shown.holes]
    heights = np.array([bar.height for bar in bars])
    np.testing.assert_allclose(heights / heights.max(), np.abs(values) / np.abs(values).max())
    zero = max(bar.y for bar in bars)
    for bar, value in zip(bars, values, strict=True):
        assert bar.y + (bar.height if value > 0 else 0) == pytest.approx(zero)


@pytest.mark.parametrize("pattern", [(1, 2), (5, 3), (5, 2, 1.5, 2)])
def test_dashes_keep_to_the_line_and_to_their_share_of_it(pattern):
    points = np.array([[0.0, 0.0], [300.0, 0.0], [300.0, 400.0], [0.0, 800.0]])
    ends = dashed(points, pattern)
    lengths = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    assert lengths.sum() / 1200 == pytest.approx(sum(pattern[::2]) / sum(pattern), abs=0.01)
    assert lengths.max() <= max(pattern) + 1e-9


def test_a_line_that_stays_below_the_top_is_whole():
    points = np.array([[0.0, 9.0], [2.0, 5.0]])
    assert cut_at(points, 3.0) is points


@pytest.mark.parametrize(
    ("low", "high", "options"),
    [
        (0, 0.3, {}),
        (-7, 19, {}),
        (0, 1e9, {}),
        (1, 40, {"logarithmic": True}),
        (1, 1e12, {"logarithmic": True}),
        (0, 2, {"whole": True}),
    ],
)
def test_ticks_are_few_and_within(low, high, options):
    found = ticks(low, high, **options)
    assert 2 <= len(found) <= 8
    assert low <= found[0] < found[-1] <= high
    if "whole" in options:
        assert all(number == int(number) for number in found)
