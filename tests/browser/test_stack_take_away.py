"""The figures and the numbers of a stack, downloaded in a real browser and opened again."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from urllib.parse import quote

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from dilviz import palette
from dilviz.diagram import diagram
from dilviz.footprints import footprint
from dilviz.notation import parse_stack
from dilviz.stack_tree import drawn_size

from .test_stack import TREE, place

GRIDDING = "2,2,2"
WAVENET = "k2+d1..8+causal"


@pytest.fixture
def take_away(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Open a stack, and one way to take it away."""

    def take_away(query: str, kind: str) -> Page:
        page = visit(f"stack?stack={query}", wait_for=TREE)
        page.get_by_role("radiogroup", name="Take away the stack").get_by_role("radio", name=kind, exact=True).click()
        return page

    return take_away


def drawn(page: Page) -> None:
    """Wait until the browser has drawn the figure."""
    expect(page.get_by_role("img", name="Figure", exact=True)).to_have_attribute("src", re.compile("^data:image/svg"))


def downloaded(page: Page, button: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return waiting.value.path().read_bytes()


def has_colour(image: Image.Image, colour: str) -> bool:
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return bool((np.asarray(image.convert("RGB")) == wanted).all(axis=2).sum() > 20)


@pytest.mark.parametrize("kind", ["Tree", "Footprint"])
@pytest.mark.parametrize("stack", [GRIDDING, WAVENET])
def test_the_browser_saves_a_figure_as_png_and_svg(take_away, stack, kind):
    page = take_away(stack, kind)
    drawn(page)
    small, twice = (Image.open(io.BytesIO(downloaded(page, f"PNG {scale}×"))) for scale in (1, 2))
    assert twice.size == (2 * small.width, 2 * small.height)
    expected = palette.HOLE["light"] if stack == GRIDDING else palette.SEEN["light"]
    assert has_colour(twice, expected)
    svg = downloaded(page, "SVG").decode()
    assert svg.startswith("<svg")
    assert ("Tree of one output" if kind == "Tree" else "Paths to one output") in svg


@pytest.mark.parametrize(
    ("kind", "words"),
    [("Tree", ["One output sees 7 input samples", "l = 2", "a hole"]), ("Footprint", ["Paths to one output", "49"])],
)
def test_the_server_draws_a_figure_as_pdf_svg_and_png(take_away, kind, words):
    page = take_away(GRIDDING, kind)
    drawn(page)
    sheet = pypdfium2.PdfDocument(downloaded(page, "PDF"))[0]
    text = sheet.get_textpage().get_text_range()
    assert all(word in text for word in words)
    assert has_colour(sheet.render(scale=2).to_pil(), palette.HOLE["light"])
    assert b"<svg" in downloaded(page, "SVG with outlined text")
    assert Image.open(io.BytesIO(downloaded(page, "PNG in this size"))).size == (1920, 1080)


def test_a_figure_in_the_dark_on_a_transparent_ground(take_away):
    page = take_away(WAVENET, "Tree")
    drawn(page)
    preview = page.get_by_role("img", name="Figure", exact=True)
    choose(page, "Colours", "dark")
    expect(preview).to_have_attribute("src", re.compile(rgb(palette.SEEN["dark"])))
    page.get_by_text("Transparent ground").click()
    expect(preview).to_have_attribute("src", re.compile(r"fill-opacity%3A%200%3B"))
    image = Image.open(io.BytesIO(downloaded(page, "PNG 1×"))).convert("RGBA")
    assert image.getpixel((1, 1))[3] == 0
    assert has_colour(image, palette.SEEN["dark"])


def test_a_figure_for_print_in_a_column_is_grey_and_narrow(take_away):
    page = take_away(GRIDDING, "Tree")
    drawn(page)
    choose(page, "Colours", "print")
    choose(page, "Size", "a column, 8.5 cm")
    expect(page.get_by_role("img", name="Figure", exact=True)).to_have_attribute("src", re.compile("width%3D%22642%22"))
    image = Image.open(io.BytesIO(downloaded(page, "PNG 1×"))).convert("RGB")
    assert image.width == 642
    assert np.ptp(np.asarray(image, dtype=int), axis=2).max() < 10
    assert np.asarray(image).min() < 60


def test_the_tree_of_a_pinned_node_is_the_one_taken_away(take_away):
    page = take_away(GRIDDING, "Tree")
    drawn(page)
    layers = parse_stack(GRIDDING).cols
    for down, below in ((0.08, layers), (0.37, layers[:2])):
        page.mouse.click(*place(page.locator(TREE), 0.45, down))
        expect(page.locator(TREE)).to_have_attribute("data-pinned", re.compile(f"^{len(below)},"))
        node = int((page.locator(TREE).get_attribute("data-pinned") or "").split(",")[1])
        title = f"Tree of output {node}" + (" of layer 2" if below != layers else "")
        assert diagram(below, output=node, samples=drawn_size(layers)).caption in pdf_text(page, title)


def test_the_tree_over_the_input_of_the_layer_is_the_one_taken_away(take_away):
    page = take_away("2,2", "Tree")
    drawn(page)
    page.get_by_role("radiogroup", name="Draw the tree over").get_by_text("the input of “Layer”").click()
    assert "One output sees 5 input samples, from 0 to 8" in pdf_text(page, "from 0 to 8")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("1,2,4&view=Growth", ["Receptive field, in samples", "this stack", "pooling instead"]),
        ("1,2,4&view=Layer+by+layer", ["Input", "2: 3x3 d2"]),
        ("1,2,4&view=Effective+field", ["Gradient of one output"]),
        ("1,2&view=Run+it", ["Input", "1: 3x3 d1", "2: 3x3 d2"]),
    ],
)
def test_what_is_looked_at_closer_is_saved_by_browser_and_server(take_away, query, words):
    page = take_away(query, "Closer look")
    drawn(page)
    svg = downloaded(page, "SVG").decode()
    text = pypdfium2.PdfDocument(downloaded(page, "PDF"))[0].get_textpage().get_text_range()
    for word in words:
        assert word in svg
        assert word in text
    assert Image.open(io.BytesIO(downloaded(page, "PNG 2×"))).size == (2560, 1440)


def test_the_footprints_of_all_branches_are_taken_away_together(take_away):
    page = take_away("6 | 12 | 18", "Footprint")
    drawn(page)
    text = pypdfium2.PdfDocument(downloaded(page, "PDF"))[0].get_textpage().get_text_range()
    assert all(f"Branch {number}" in text for number in (1, 2, 3))
    assert "37 × 37, paths to one output" in text


def test_the_link_opens_the_same_stack_and_view(take_away, visit):
    page = take_away("2,2,4 | 3x3 d6&view=Growth", "Link")
    link = page.get_by_test_id("stCode").locator("code").inner_text()
    expect(page.get_by_text("For the projector")).to_be_visible()
    other = visit(link.split("/", 3)[3], wait_for=TREE)
    expect(other.get_by_role("textbox", name="Stack, one line")).to_have_value("2,2,4 | 3x3 d6")
    expect(other.get_by_role("radio", name="Growth", exact=True)).to_be_checked()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=option, exact=True).click()


def pdf_text(page: Page, words: str) -> str:
    """The words of the PDF, once the preview has these in it."""
    preview = page.get_by_role("img", name="Figure", exact=True)
    expect(preview).to_have_attribute("src", re.compile(re.escape(quote(words))))
    return pypdfium2.PdfDocument(downloaded(page, "PDF"))[0].get_textpage().get_text_range()


def rgb(colour: str) -> str:
    """Return a colour as Plotly writes it into the address of its preview."""
    return "%2C%20".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))


def test_a_tree_of_three_wavenet_blocks_says_how_it_is_reduced(take_away):
    page = take_away("k2+d1..512+causal+x3", "Tree")
    drawn(page)
    text = pypdfium2.PdfDocument(downloaded(page, "PDF"))[0].get_textpage().get_text_range()
    assert "a node stands for up to 25 samples" in " ".join(text.split())


def test_the_numbers_read_back_equal(take_away):
    page = take_away("3x3 same x40", "Data")
    stack = parse_stack("3x3 same x40")
    told = json.loads(downloaded(page, "All as JSON"))
    assert told["counts"]["col"] == footprint(stack.cols).tolist()
    assert told["paths"] == 3**80
    rows = csv.reader(io.StringIO(downloaded(page, "Path counts, CSV").decode(), newline=""))
    assert [int(line[2]) for line in rows if line[0] == "col"] == footprint(stack.cols).tolist()
    assert len(downloaded(page, "Sizes, CSV").splitlines()) == 41
    assert len(downloaded(page, "Footprint, CSV").splitlines()) == 81
    assert parse_stack(downloaded(page, "Notation").decode()) == stack
