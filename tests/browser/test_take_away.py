"""What the user leaves with, downloaded in a real browser and opened again."""

from __future__ import annotations

import contextlib
import io
import json
import re
import zipfile

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import expect

from dilviz import convolve
from dilviz.export import font
from dilviz.link import from_link
from dilviz.samples import INPUTS, KERNELS
from dilviz.scene import Scene
from dilviz.session import from_session, to_session
from tests.test_export_animation import check_frame

from .stage import centre, heading, hold_slider, numbers, outlined, picture, point_at, turn_on

IMAGE, KERNEL = INPUTS["Block"](9, 0), KERNELS["1 to 9"](3, 3, 0)
COLOURS = np.array([[[230, 40, 30], [30, 200, 60]], [[20, 60, 210], [240, 220, 40]]], dtype=np.uint8)
OUTPUT = convolve(IMAGE, KERNEL, dilation=3)


def choose(page, kind):
    page.get_by_role("radiogroup", name="Take away").get_by_role("radio", name=kind, exact=True).click()


def downloaded(page, button):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return waiting.value.path().read_bytes()


@pytest.fixture
def pinned(visit):
    page = visit()
    page.mouse.click(*centre(page, "Output", 1, 0))
    expect(page).to_have_url(re.compile("pin=output"))
    return page


def test_figures_are_saved_by_the_browser_as_png_and_svg(pinned):
    choose(pinned, "Figure")
    expect(pinned.get_by_role("img", name="Figure", exact=True)).to_have_attribute("src", re.compile("^data:image/svg"))
    sizes = [Image.open(io.BytesIO(downloaded(pinned, f"PNG {scale}×"))).size for scale in (1, 2, 4)]
    assert sizes == [(sizes[0][0] * scale, sizes[0][1] * scale) for scale in (1, 2, 4)]
    svg = downloaded(pinned, "SVG").decode()
    assert svg.startswith("<svg")
    for text in ("Input", "Kernel", "Output", ">9<", ">4<"):
        assert text in svg


@pytest.mark.parametrize(
    ("pin", "words"),
    [("input(3,4)", "x[3, 4] = 1 is read by"), ("kernel(0,3)", "k(0, 1) = 2"), ("output(9,9)", None)],
)
def test_the_overlay_of_any_pinned_cell_is_drawn(visit, pin, words):
    page = visit(f"?pin={pin}&padding=same")
    choose(page, "Figure")
    expect(page.get_by_role("img", name="Figure", exact=True)).to_have_attribute("src", re.compile("^data:image/svg"))
    text = pypdfium2.PdfDocument(downloaded(page, "PDF"))[0].get_textpage().get_text_range()
    if words:
        assert words in text
        expect(page.get_by_text(f"With the overlay of {pin.split('(')[0]}")).to_be_visible()
    else:
        expect(page.get_by_text("Pin a cell to have its overlay drawn.")).to_be_visible()


def test_the_svg_that_a_browser_saves_has_its_font_inside(pinned, browser, tmp_path):
    choose(pinned, "Figure")
    file = tmp_path / "figure.svg"
    file.write_bytes(downloaded(pinned, "SVG"))
    with contextlib.closing(browser.new_context(offline=True)) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        fonts = page.evaluate("[...document.fonts].map(face => [face.family, face.status])")
        assert {family.strip('"') for family, _ in fonts} == {"Bitstream Vera Sans"}
        assert "loaded" in {status for _, status in fonts}
        title = page.locator("text", has_text="9 × 9").first
        size = float(title.evaluate("text => parseFloat(getComputedStyle(text).fontSize)"))
        wide = title.locator("tspan", has_text="9 × 9").first.evaluate("line => line.getComputedTextLength()")
        assert wide == pytest.approx(font.width("9 × 9", size), rel=0.02)


def test_a_figure_for_print_has_no_colours(pinned):
    choose(pinned, "Figure")
    preview = pinned.get_by_role("img", name="Figure", exact=True)
    before = preview.get_attribute("src")
    pinned.get_by_role("combobox", name=re.compile("Colours")).click()
    pinned.get_by_role("option", name="print").click()
    expect(preview).not_to_have_attribute("src", before or "")
    pixels = np.asarray(Image.open(io.BytesIO(downloaded(pinned, "PNG 1×"))).convert("RGB"), dtype=int)
    assert pixels.shape[:2] == (720, 1280)
    assert np.ptp(pixels, axis=2).max() < 10  # no hue that can be seen: the labels are a warm grey
    assert pixels.min() < 60


def test_a_figure_of_one_picture_on_a_transparent_ground(pinned):
    choose(pinned, "Figure")
    pinned.get_by_text("Transparent ground").click()
    for name in ("output", "kernel"):
        pinned.get_by_role("combobox", name=re.compile("Pictures")).press("Backspace")
        expect(pinned.get_by_test_id("stMultiSelect").get_by_text(name, exact=True)).to_have_count(0)
    preview = pinned.get_by_role("img", name="Figure", exact=True)
    expect(preview).not_to_have_attribute("src", re.compile("Kernel"))
    image = Image.open(io.BytesIO(downloaded(pinned, "PNG 1×"))).convert("RGBA")
    assert image.size == (1280, 720)
    assert image.getpixel((1, 1))[3] == 0


def test_pdf_and_svg_come_from_the_server(pinned):
    choose(pinned, "Figure")
    page = pypdfium2.PdfDocument(downloaded(pinned, "PDF"))[0]
    text = page.get_textpage().get_text_range()
    assert "Input" in text
    assert "y[1, 0]" in text
    assert np.asarray(page.render(scale=1).to_pil().convert("L")).std() > 5
    assert b"<svg" in downloaded(pinned, "SVG with outlined text")


def test_an_animation_has_a_frame_for_each_output(pinned):
    choose(pinned, "Animation")
    pinned.get_by_role("button", name="Make the animation").click()
    with pinned.expect_download() as waiting:
        pinned.get_by_role("button", name=re.compile("Download GIF")).click()
    film = Image.open(io.BytesIO(waiting.value.path().read_bytes()))
    assert film.n_frames == OUTPUT.size
    for place in (0, OUTPUT.size // 2, OUTPUT.size - 1):
        film.seek(place)
        check_frame(film.convert("RGB"), Scene(IMAGE, KERNEL, dilation=(3, 3)), place)


def test_making_an_animation_can_be_cancelled(visit):
    page = visit("?size=19&padding=same&dilation=1")
    choose(page, "Animation")
    page.get_by_role("button", name="Make the animation").click()
    expect(page.get_by_text(re.compile(r"^\d+ of 361 frames"))).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("Download GIF"))).to_have_count(0)
    expect(page.get_by_role("button", name="Make the animation")).to_be_enabled()


def test_the_live_page_works_from_disk_without_a_network(pinned, browser, tmp_path):
    choose(pinned, "Live page")
    file = tmp_path / "live.html"
    file.write_bytes(downloaded(pinned, "Live page"))
    with contextlib.closing(browser.new_context(offline=True, viewport={"width": 1200, "height": 900})) as context:
        page = context.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: asked.append(str(error)))
        page.goto(file.as_uri())
        assert numbers(page, "Output") == [["4", "5", "5"]] * 3
        point_at(page, "Output", 1, 0)
        expect(page.get_by_label("Arithmetic")).to_contain_text("y[1, 0] =")
        assert set(outlined(page, "Input")) == {(row, col) for row in (1, 4, 7) for col in (0, 3, 6)}
        hold_slider(page, "Dilation", 2)
        expect(heading(page, "Output")).to_contain_text("5 × 5")
        page.mouse.up()
        page.get_by_role("button", name="Step forward").click()
        expect(page.get_by_label("Arithmetic")).to_contain_text("y[0, 0] =")
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_a_live_page_of_two_dilations_holds_every_pair_of_them(visit, browser, tmp_path):
    page = visit("?dilation=1x2")
    choose(page, "Live page")
    file = tmp_path / "live.html"
    file.write_bytes(downloaded(page, "Live page"))
    with contextlib.closing(browser.new_context(offline=True, viewport={"width": 1200, "height": 900})) as context:
        opened = context.new_page()
        opened.goto(file.as_uri())
        expect(heading(opened, "Output")).to_contain_text("7 × 5")
        for name, size in (("Row dilation", "3 × 5"), ("Column dilation", "3 × 1")):
            slider = opened.get_by_role("slider", name=name)
            slider.focus()
            for _ in range(2):
                slider.press("ArrowRight")
            expect(heading(opened, "Output")).to_contain_text(size)


def test_the_numbers_read_back_equal(pinned):
    choose(pinned, "Data")
    np.testing.assert_array_equal(np.loadtxt(io.BytesIO(downloaded(pinned, "CSV")), delimiter=","), IMAGE)
    arrays = np.load(io.BytesIO(downloaded(pinned, "NPZ of all")))
    np.testing.assert_array_equal(arrays["output"], OUTPUT)
    np.testing.assert_array_equal(arrays["kernel"], KERNEL)
    assert "output" in json.dumps(json.loads(downloaded(pinned, "JSON of all")))
    with zipfile.ZipFile(io.BytesIO(downloaded(pinned, "ZIP of everything"))) as archive:
        assert archive.testzip() is None
        readme = archive.read("README.txt").decode()
        assert all(name in readme for name in archive.namelist() if name.startswith(("csv/", "figures/")))
        text = pypdfium2.PdfDocument(archive.read("figures/layer.pdf"))[0].get_textpage().get_text_range()
        assert "y[1, 0] =" in text


@pytest.fixture
def coloured(visit):
    """The page with a picture of four colours, at dilation 1, each channel by itself."""
    page = visit("?dilation=1&kernel=Identity&kernel_rows=1&kernel_cols=1")
    page.get_by_text("Your own input", exact=True).click()
    turn_on(page, "Keep the colours")
    file = io.BytesIO()
    Image.fromarray(COLOURS).save(file, "PNG")
    chooser = page.get_by_test_id("stFileUploader").first.locator("input[type=file]")
    chooser.set_input_files({"name": "colours.png", "mimeType": "image/png", "buffer": file.getvalue()})
    expect(page.get_by_text("each channel by itself").first).to_be_visible()
    return page


def colours_in(image):
    """Which of the four colours a picture has, by more than a few pixels."""
    pixels = np.asarray(image.convert("RGB"))
    four = map(tuple, COLOURS.reshape(-1, 3).tolist())
    return {colour for colour in four if (pixels == colour).all(axis=2).sum() > 50}


def test_a_photograph_keeps_its_colours_wherever_it_goes(coloured, visit):
    every = set(map(tuple, COLOURS.reshape(-1, 3).tolist()))
    choose(coloured, "Figure")
    assert colours_in(Image.open(io.BytesIO(downloaded(coloured, "PNG 2×")))) == every
    assert colours_in(pypdfium2.PdfDocument(downloaded(coloured, "PDF"))[0].render(scale=2).to_pil()) == every
    choose(coloured, "Data")
    arrays = np.load(io.BytesIO(downloaded(coloured, "NPZ of all")))
    np.testing.assert_array_equal(arrays["output_green"], COLOURS[:, :, 1])
    choose(coloured, "Link")
    link = coloured.get_by_test_id("stCode").locator("code").inner_text().split("scene=")[1]
    np.testing.assert_array_equal(from_link(link).channels, COLOURS)
    session = downloaded(coloured, "Session file")
    np.testing.assert_array_equal(from_session(session).channels, COLOURS)
    other = visit(f"?scene={link}")
    expect(other.get_by_text("each channel by itself")).to_have_count(2)
    choose(other, "Live page")
    assert b"each channel by itself" in downloaded(other, "Live page")


@pytest.mark.parametrize("library", ["NumPy", "SciPy"])
def test_the_code_on_the_page_prints_the_pages_numbers(pinned, library, capsys):
    choose(pinned, "Code")
    pinned.get_by_role("radio", name=library, exact=True).click()
    code = pinned.get_by_test_id("stCode").locator("code")
    expect(code).to_contain_text("scipy" if library == "SciPy" else "einsum")
    exec(code.inner_text(), {})
    printed = [float(number) for number in re.findall(r"\d+\.?", capsys.readouterr().out)]
    assert printed == OUTPUT.ravel().tolist()


def test_the_sheet_has_a_task_and_its_answers(pinned):
    choose(pinned, "Sheet")
    assert len(pypdfium2.PdfDocument(downloaded(pinned, "Sheet for pen and paper"))) == 2


def test_a_link_opens_what_was_drawn_with_all_settings(visit):
    page = visit("?operation=cross-correlation&padding=same&mode=circular&dilation=2")
    page.get_by_text("Draw", exact=True).click()
    page.get_by_label("Brush value").fill("7")
    page.mouse.click(*centre(page, "Input", 2, 3))
    expect(page).to_have_url(re.compile("scene="))
    choose(page, "Link")
    shown = page.get_by_test_id("stCode").locator("code").inner_text()
    scene = from_link(shown.split("scene=")[1])
    assert scene.image[2, 3] == 7
    expect(
        page.get_by_role("img", name=re.compile("projector")).or_(page.get_by_text("For the projector"))
    ).to_be_visible()
    for address in (f"?scene={shown.split('scene=')[1]}", page.url.split("/", 3)[3]):
        other = visit(address)
        expect(heading(other, "Input")).to_contain_text("padded to 13 × 13")
        expect(other.get_by_role("radio", name="cross-correlation")).to_be_checked()
        expect(other.get_by_role("slider", name="Dilation", exact=True)).to_have_value("2")
        assert numbers(other, "Output") == numbers(page, "Output")


def test_a_bad_link_opens_the_example_with_a_sentence(visit):
    page = visit("?scene=1abcdefg")
    expect(page.get_by_text("The link could not be opened")).to_be_visible()
    assert numbers(page, "Output") == [["4", "5", "5"]] * 3


def test_a_session_file_is_saved_and_opened(visit):
    page = visit("?padding=full&kernel=Sobel x")
    choose(page, "Link")
    content = downloaded(page, "Session file")
    assert from_session(content).padding == "full"
    other = visit()
    choose(other, "Link")
    files = {"name": "session.json", "mimeType": "application/json", "buffer": content}
    chooser = other.get_by_test_id("stFileUploader").filter(has_text="Open a session file").locator("input[type=file]")
    chooser.set_input_files(files)
    expect(heading(other, "Output")).to_contain_text("15 × 15")
    assert numbers(other, "Kernel")[0][0] == numbers(page, "Kernel")[0][0]
    chooser.set_input_files({**files, "buffer": b'{"dilviz": 99}'})
    expect(other.get_by_text("session.json")).not_to_have_count(0)
    expect(heading(other, "Output")).to_contain_text("15 × 15")


def test_a_session_file_brought_as_an_input_opens_whole(visit):
    page = visit()
    content = to_session(Scene(np.eye(5), [[1, 2]], operation="cross-correlation", dilation=(1, 3), padding="full"))
    page.get_by_text("Your own input", exact=True).click()
    chooser = page.get_by_test_id("stFileUploader").first.locator("input[type=file]")
    chooser.set_input_files({"name": "mine.json", "mimeType": "application/json", "buffer": content})
    expect(heading(page, "Kernel")).to_contain_text("1 × 2, dilated to 1 × 4")
    expect(heading(page, "Input")).to_contain_text("5 × 5")
    expect(page.get_by_role("radio", name="cross-correlation")).to_be_checked()
    expect(page.get_by_role("slider", name="Column dilation")).to_have_value("3")


def test_nothing_is_taken_away_from_an_impossible_scene(visit):
    page = visit("?kernel_rows=11")
    expect(page.get_by_text("spans 31 samples").first).to_be_visible()
    expect(page.get_by_role("radiogroup", name="Take away")).to_have_count(0)
    assert picture(page, "Output").is_visible()
