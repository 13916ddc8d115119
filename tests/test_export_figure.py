"""Drawings: SVG, PDF and PNG show the arrays of the scene, look alike, and need nothing that is not in them."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from dilviz import palette
from dilviz.axis import PADDING_MODES
from dilviz.export import figure, font
from dilviz.export.drawing import Pixels, Rect
from dilviz.palette import LOOKS
from dilviz.panels import PANELS, written
from dilviz.paper import POINTS_PER_CM, SIZES
from dilviz.stack import Layer, Stack
from dilviz.stack_panels import footprint_panels
from tests.strategies_scene import example, scribble

SVG = "{http://www.w3.org/2000/svg}"
SIGNED = {"kernel": [[1, -2, 3], [4, 5, -6], [7, 8, 9]]}
PIXEL = (1, 2)


def drawn(**options):
    """The figure of a layer with padding and weights of both signs."""
    changes = {key: options.pop(key) for key in ("padding_mode", "image") if key in options}
    scene = example(padding=1, **SIGNED, **changes)
    return scene, figure.drawing(scene, PIXEL, **options)


def cells(drawing):
    """The filled rectangles, in the order of input, kernel and output, row by row."""
    return [item for item in drawing.items if isinstance(item, Rect) and item.fill]


def rendered(drawing, scale):
    """The PDF, drawn by PDFium."""
    return pypdfium2.PdfDocument(figure.pdf_bytes(drawing))[0].render(scale=scale).to_pil().convert("RGB")


def expected_colour(value, values, theme="light"):
    """What the colour scale says, worked out without the code under test."""
    bound = np.abs(values).max()
    least = -bound if values.min() < 0 else 0
    scale = palette.scales(theme)["diverging" if least else "positive"]
    share = (value - least) / (bound - least)
    parts = [[int(colour[i : i + 2], 16) for _, colour in scale] for i in (1, 3, 5)]
    return [np.interp(share, [stop for stop, _ in scale], part) for part in parts]


def rgb(colour):
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def test_every_cell_has_the_colour_of_its_value():
    scene, drawing = drawn()
    fills = [rgb(cell.fill) for cell in cells(drawing)]
    output = scene.output
    expected = [expected_colour(value, output) for value in output.ravel()]
    np.testing.assert_allclose(fills[-output.size :], expected, atol=0.51)
    np.testing.assert_allclose(fills[12 : 12 + 9], [expected_colour(v, scene.image) for v in scene.image[0]], atol=0.51)
    assert len(fills) == 11 * 11 + 7 * 7 + 5 * 5


def test_padding_is_paled_and_inserted_zeros_have_their_own_colour():
    _, drawing = drawn(padding_mode="circular", image=np.eye(9))
    fills = [cell.fill for cell in cells(drawing)]
    one, paled = rgb(fills[12]), rgb(fills[0])
    np.testing.assert_allclose(paled, 0.45 * np.array(one) + 0.55 * 255, atol=1)
    assert fills[121 + 1] == palette.INSERTED_ZERO["light"]


@pytest.mark.parametrize("mode", PADDING_MODES)
def test_the_numbers_in_the_cells_are_those_of_the_arrays(mode):
    scene, drawing = drawn(padding_mode=mode, image=np.arange(81.0).reshape(9, 9) / 4)
    root = ElementTree.fromstring(figure.svg_bytes(drawing))
    labels = [group.get("aria-label") for group in root.iter(f"{SVG}g")]
    told = " ".join(labels)
    for values in (scene.image, scene.dilated, scene.output):
        assert " ".join(written(value, 3) for value in values[1]) in told


def test_the_arithmetic_is_written_below():
    scene, drawing = drawn()
    text = pypdfium2.PdfDocument(figure.pdf_bytes(drawing))[0].get_textpage().get_text_range()
    assert "y[1, 2] = 0·9 + 0·8 + 0·7 + 0·(−6) + 1·5 + 0·4 + 0·3 + 0·(−2) + 0·1 = 5" in text
    assert scene.output[PIXEL] == 5
    assert "convolution · dilation 3 × 3 · stride 1 × 1 · padding 1 (zeros)" in text


def test_a_sum_too_long_to_read_says_what_it_leaves_out():
    scene = example(kernel=np.ones((9, 9)), dilation=(1, 1))
    assert figure.sum_pieces(scene, (0, 0))[-2:] == [(" + … (56 more)", None), (" = 9", None)]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("size", SIZES)
def test_pdf_and_png_show_the_same(size, look):
    _, drawing = drawn(size=size, palette=look)
    png = Image.open(io.BytesIO(figure.png_bytes(drawing, 3))).convert("RGB")
    pdf = rendered(drawing, 3).resize(png.size)
    for cell in cells(drawing):
        at = (round(3 * (cell.x + 0.82 * cell.width)), round(3 * (cell.y + 0.22 * cell.height)))  # beside the number
        np.testing.assert_allclose(png.getpixel(at), rgb(cell.fill), atol=2)
        np.testing.assert_allclose(pdf.getpixel(at), rgb(cell.fill), atol=2)
    assert np.abs(np.asarray(png, float) - np.asarray(pdf, float)).mean() < 6


def test_the_outlines_of_the_pixel_have_the_colours_of_their_taps():
    scene, drawing = drawn()
    colours = palette.tap_colours(9)
    outlines = [item for item in drawing.items if isinstance(item, Rect) and item.stroke in colours]
    assert [item.stroke for item in outlines] == colours * 2
    rows, cols = scene.axes
    places = [(row + 1, col + 1) for row in rows.taps[PIXEL[0]] for col in cols.taps[PIXEL[1]]]
    for (row, col), outline in zip(places, outlines, strict=False):
        cell = cells(drawing)[11 * row + col]
        middle = outline.x + outline.width / 2, outline.y + outline.height / 2
        assert middle == pytest.approx((cell.x + cell.width / 2, cell.y + cell.height / 2))


def test_an_svg_needs_no_font_and_nothing_from_outside():
    text = figure.svg_bytes(drawn()[1]).decode()
    assert "<text" not in text
    assert "http" not in re.sub(r'xmlns(:xlink)?="[^"]*"', "", text)
    assert text.count('<path id="g') < 60


def test_a_pdf_brings_its_font():
    content = figure.pdf_bytes(drawn()[1])
    assert content.count(b"/FontFile2") == 2
    assert b"Helvetica" not in content.replace(b"/BaseFont /Helvetica", b"", 1)  # ReportLab lists it, unused


def test_the_same_figure_gives_the_same_bytes():
    for write in (figure.pdf_bytes, figure.svg_bytes, figure.png_bytes):
        assert write(drawn()[1]) == write(drawn()[1])


def test_many_sessions_can_write_at_once():
    alone = [write(drawn()[1]) for write in (figure.pdf_bytes, figure.svg_bytes, figure.png_bytes)]
    font._letters.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        for write, expected in zip((figure.pdf_bytes, figure.svg_bytes, figure.png_bytes), alone, strict=True):
            assert set(pool.map(lambda _, write=write: write(drawn()[1]), range(16))) == {expected}


def test_a_letter_that_the_font_has_not_is_drawn_as_a_box():
    assert font.width("⌊", 10) > 0
    assert font.outline("⌊", bold=False) == font.outline("⌋", bold=False) != font.outline("0", bold=False)


def test_a_transparent_ground_is_no_ground():
    _, drawing = drawn(transparent=True)
    assert Image.open(io.BytesIO(figure.png_bytes(drawing))).getpixel((0, 0))[3] == 0
    assert b'width="100%"' not in figure.svg_bytes(drawing)
    assert b'width="100%"' in figure.svg_bytes(drawn()[1])


def test_print_needs_no_colour_and_tells_taps_and_signs_apart():
    _, drawing = drawn(palette="print")
    pixels = np.asarray(Image.open(io.BytesIO(figure.png_bytes(drawing))).convert("RGB")).astype(int)
    assert (pixels.max(axis=2) == pixels.min(axis=2)).all()
    told = figure.svg_bytes(drawing).decode()
    assert all(told.count(f'aria-label="{tap}"') >= 2 for tap in range(1, 10))
    assert figure.svg_bytes(drawn(palette="light")[1]).count(b"<path d") < told.count("<path d")  # the hatching


def test_sizes_are_those_of_slides_columns_and_pages():
    slide, column, page = (drawn(size=size)[1] for size in SIZES)
    assert slide.width / slide.height == 16 / 9
    assert column.width == pytest.approx(8.5 * POINTS_PER_CM)
    assert page.width == pytest.approx(17 * POINTS_PER_CM)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", [(3, 40), (40, 3), (9, 9)])
def test_everything_stays_on_the_page(size, shape):
    drawing = figure.drawing(example(image=np.ones(shape), kernel=[[1, 2]], dilation=(1, 1)), (0, 0), size=size)
    for item in drawing.items:
        if isinstance(item, Rect):
            assert 0 <= item.x <= item.x + item.width <= drawing.width + 0.01
            assert 0 <= item.y <= item.y + item.height <= drawing.height + 0.01


@pytest.mark.parametrize("name", PANELS)
def test_each_panel_can_stand_alone(name):
    scene = example()
    drawing = figure.drawing(scene, shown=[name])
    assert len(cells(drawing)) == {"input": 81, "kernel": 49, "output": 9}[name]


def test_a_large_input_becomes_one_picture_and_stays_small():
    scene = example(image=scribble(256), padding="same")
    drawing = figure.drawing(scene, (100, 100))
    assert sum(isinstance(item, Pixels) for item in drawing.items) == 2
    assert len(figure.svg_bytes(drawing)) < 100_000
    assert len(figure.pdf_bytes(drawing)) < 150_000
    assert len(figure.png_bytes(drawing)) < 150_000


def test_a_footprint_and_a_matrix_stand_alone_in_every_look():
    twos = (Layer(dilation=2),) * 3
    for look in LOOKS:
        footprint = figure.gallery_drawing(
            footprint_panels([Stack(twos, twos)]), "Footprint", palette=look, size="column"
        )
        labels = pypdfium2.PdfDocument(figure.pdf_bytes(footprint))[0].get_textpage().get_text_range().split()
        assert "49" in labels  # 7 x 7 paths to the middle
        assert len(cells(footprint)) == 169
        assert cells(figure.matrix_drawing([[1, 2]], "Two", palette=look))[1].fill != "#ffffff"
    assert [
        cell.fill for cell in cells(figure.gallery_drawing(footprint_panels([Stack(twos, twos)]), "Footprint"))
    ].count(palette.HOLE["light"]) == 120


def test_awkward_numbers_are_drawn():
    image = np.array([[np.nan, np.inf], [-np.inf, 1e308], [-1e308, 5e-324]])
    drawing = figure.drawing(example(image=image, kernel=[[1]]), (0, 0))
    for write in (figure.pdf_bytes, figure.svg_bytes, figure.png_bytes):
        assert len(write(drawing)) > 1000


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"size": "poster"}, "the size must be one of slide, column, page"),
        ({"palette": "neon"}, "the look must be one of light, dark, print"),
        ({"shown": []}, "a figure shows one or more of input, kernel, output, got none"),
        ({"shown": ["weights"]}, "got weights"),
    ],
)
def test_an_unknown_name_is_refused(options, sentence):
    with pytest.raises(ValueError, match=sentence):
        drawn(**options)
