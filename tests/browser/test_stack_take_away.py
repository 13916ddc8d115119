"""The figures and the numbers of a stack, downloaded in a real browser and opened again."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from dilviz import palette
from dilviz.footprints import footprint
from dilviz.notation import parse_stack

from .test_stack import TREE

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
    page.get_by_role("combobox", name=re.compile("Colours")).click()
    page.get_by_role("option", name="dark", exact=True).click()
    expect(preview).to_have_attribute("src", re.compile(rgb(palette.SEEN["dark"])))
    page.get_by_text("Transparent ground").click()
    expect(preview).to_have_attribute("src", re.compile(r"fill-opacity%3A%200%3B"))
    image = Image.open(io.BytesIO(downloaded(page, "PNG 1×"))).convert("RGBA")
    assert image.getpixel((1, 1))[3] == 0
    assert has_colour(image, palette.SEEN["dark"])


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
