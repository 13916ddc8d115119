"""The tree of a stack as SVG, PDF and PNG: it shows what the core says one output sees, and stays on its page."""

import io
from xml.etree import ElementTree

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from dilviz import palette
from dilviz.diagram import NODES, diagram
from dilviz.export.chart import bars_drawing
from dilviz.export.drawing import Dots, Line, Rect, Strokes, Text
from dilviz.export.figure import gallery_drawing, pdf_bytes, png_bytes, svg_bytes
from dilviz.export.tree import tree_drawing
from dilviz.footprints import footprint
from dilviz.notation import parse_stack
from dilviz.paper import SIZES
from dilviz.stack_panels import footprint_bars, footprint_panels
from dilviz.tree import cone, levels

WAVENET = "k2 d1..8 causal"
GRIDDING = "2,2,2"
DEEP = "k2 d1..512 causal x3"
TEXTS = [WAVENET, GRIDDING, DEEP, "k3 d2 x3, pool2, k3 s2", "k3 d3000", "k1", "k3 d1 x64", "3x3 s2 same x4"]
SVG = "{http://www.w3.org/2000/svg}"


def cols(text):
    return parse_stack(text).cols


def dots(drawing, colour):
    return np.concatenate([item.circles for item in drawing.items if isinstance(item, Dots) and item.fill == colour])


@pytest.mark.parametrize("text", [WAVENET, GRIDDING, "k3 d2 x3, pool2, k3 s2", "3x3 s2 same x4"])
def test_the_lit_nodes_and_edges_are_those_of_the_cone(text):
    layers = cols(text)
    axes = levels(layers, 60)
    for output in (0, axes[-1].outputs - 1):
        shown, expected = diagram(layers, output=output, samples=60), cone(axes, output)
        for seen, nodes in zip(shown.seen, expected.nodes, strict=True):
            np.testing.assert_array_equal(seen, nodes)
        assert len(shown.lit) == sum(len(edges) for edges in expected.edges)
        foot = shown.lit[shown.lit[:, 1] == 0]
        np.testing.assert_array_equal(np.unique(foot[:, 0]), expected.nodes[0])


def test_the_holes_are_those_of_the_footprint():
    shown = diagram(cols(GRIDDING))
    first = shown.seen[0][0]
    np.testing.assert_array_equal(shown.holes - first, np.flatnonzero(footprint(cols(GRIDDING)) == 0))
    assert shown.caption == "One output sees 7 input samples, from 4 to 16, 6 holes between them."


def test_what_lies_in_the_padding_is_told():
    assert "the rest of its field of 16 lies in the padding" in diagram(cols(WAVENET), output=3).caption
    assert diagram(cols("k1 p2"), output=0).caption == "The output sees nothing but padding."


def test_a_tree_too_wide_to_draw_is_reduced_and_says_so():
    shown = diagram(cols(DEEP))
    assert "a field of 3,070 input samples" in shown.caption
    assert "a node stands for up to 25 samples" in shown.caption
    assert max(place.size for place in shown.places) <= NODES


def test_an_output_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="output must be from 0 to 22, got 23"):
        diagram(cols(WAVENET), output=23)


def test_reads_without_number_are_refused():
    with pytest.raises(ValueError, match="are too many to follow"):
        diagram(cols("k40000, k20000"), samples=100_000)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", TEXTS)
def test_everything_of_a_tree_stays_on_its_page(text, size):
    drawing = tree_drawing(cols(text), size=size)
    across, down = [], []
    for item in drawing.items:
        if isinstance(item, Strokes):
            across += [item.ends[:, ::2].ravel()]
            down += [item.ends[:, 1::2].ravel()]
        elif isinstance(item, Dots):
            across += [item.circles[:, 0] - item.circles[:, 2], item.circles[:, 0] + item.circles[:, 2]]
            down += [item.circles[:, 1] - item.circles[:, 2], item.circles[:, 1] + item.circles[:, 2]]
        elif isinstance(item, Line | Text):
            across.append(np.array([item.x]))
            down.append(np.array([item.y]))
    for places, whole in ((np.concatenate(across), drawing.width), (np.concatenate(down), drawing.height)):
        assert places.min() >= 0
        assert places.max() <= whole


def test_every_seen_node_is_a_dot_in_every_look():
    count = sum(nodes.size for nodes in diagram(cols(GRIDDING)).seen)
    for look in palette.LOOKS:
        drawing = tree_drawing(cols(GRIDDING), palette=look)
        assert len(dots(drawing, palette.SEEN[look])) == count + 1  # the key has a dot


def test_print_needs_no_colour():
    pixels = np.asarray(Image.open(io.BytesIO(png_bytes(tree_drawing(cols(GRIDDING), palette="print"))))).astype(int)
    assert (pixels.max(axis=2) == pixels.min(axis=2)).all()


@pytest.mark.parametrize("text", [WAVENET, GRIDDING, DEEP])
def test_pdf_and_png_of_a_tree_show_the_same(text):
    drawing = tree_drawing(cols(text), size="slide")
    png = Image.open(io.BytesIO(png_bytes(drawing, 2))).convert("RGB")
    pdf = pypdfium2.PdfDocument(pdf_bytes(drawing))[0].render(scale=2).to_pil().convert("RGB").resize(png.size)
    assert np.abs(np.asarray(png, float) - np.asarray(pdf, float)).mean() < 6
    assert np.asarray(png).std() > 10


def test_a_pdf_of_a_tree_names_its_levels():
    text = pypdfium2.PdfDocument(pdf_bytes(tree_drawing(cols(WAVENET))))[0].get_textpage().get_text_range()
    for words in ("Tree of one output", "One output sees 16 input samples", "l = 8", "input"):
        assert words in text


def test_an_svg_of_a_tree_has_its_circles_and_edges():
    root = ElementTree.fromstring(svg_bytes(tree_drawing(cols(WAVENET))))
    circles = sum(place.size for place in diagram(cols(WAVENET)).places) + sum(
        nodes.size for nodes in diagram(cols(WAVENET)).seen
    )
    assert len(list(root.iter(f"{SVG}circle"))) == circles + 2  # the ring around the output, and the key
    edges = [path for path in root.iter(f"{SVG}path") if path.get("stroke") == palette.SEEN["light"]]
    assert edges[0].get("d").count("M") == 30


def test_a_deep_tree_stays_small():
    drawing = tree_drawing(cols(DEEP))
    assert len(svg_bytes(drawing)) < 500_000
    assert len(pdf_bytes(drawing)) < 500_000


def test_a_transparent_tree_has_no_ground():
    image = Image.open(io.BytesIO(png_bytes(tree_drawing(cols(WAVENET), transparent=True))))
    assert image.getpixel((0, 0))[3] == 0
    red, green, blue = (int(palette.SEEN["light"][i : i + 2], 16) for i in (1, 3, 5))
    assert (red, green, blue, 255) in {pixel for _, pixel in image.getcolors(2**20)}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"size": "poster"}, "the size must be one of slide, column, page"),
        ({"palette": "neon"}, "the look must be one of light, dark, print"),
    ],
)
def test_an_unknown_name_is_refused(options, sentence):
    with pytest.raises(ValueError, match=sentence):
        tree_drawing(cols(WAVENET), **options)


def test_bars_are_as_high_as_the_path_counts_and_holes_have_their_own_colour():
    drawing = bars_drawing(footprint_bars(cols("k3 d2 x3")))
    bars = [item for item in drawing.items if isinstance(item, Rect) and item.fill == palette.SEEN["light"]]
    heights = np.array([bar.height for bar in bars])
    np.testing.assert_allclose(heights / heights.max() * 7, [1, 3, 6, 7, 6, 3, 1])
    assert sum(isinstance(item, Rect) and item.fill == palette.HOLE["light"] for item in drawing.items) == 6
    assert {"7", "6", "3", "12"} <= {item.text for item in drawing.items if isinstance(item, Text)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", TEXTS)
def test_bars_stay_on_their_page(text, size):
    drawing = bars_drawing(footprint_bars(cols(text)), size=size)
    for item in drawing.items:
        if isinstance(item, Rect):
            assert 0 <= item.x <= item.x + item.width <= drawing.width + 0.01
            assert 0 <= item.y <= item.y + item.height <= drawing.height
    for write in (pdf_bytes, svg_bytes, png_bytes):
        assert len(write(drawing)) > 1000


def test_a_wide_footprint_is_drawn_reduced_with_its_samples_numbered():
    drawing = gallery_drawing(footprint_panels([parse_stack("3x3 d1..256")]), "Footprint")
    texts = {item.text for item in drawing.items if isinstance(item, Text)}
    assert {"1023 × 1023, drawn as means over 4 × 4", "0", "40", "1000"} <= texts
    assert len(pdf_bytes(drawing)) < 300_000
