"""Matrices of the user's own, brought by file, by paste and in colour, in a real browser."""

from __future__ import annotations

import io
import json
import re

import numpy as np
import pytest
import scipy.io
from PIL import Image
from playwright.sync_api import expect

from .stage import heading, hold_slider, numbers, picture, turn_on

GRID = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def npz(**arrays):
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def mat(array):
    buffer = io.BytesIO()
    scipy.io.savemat(buffer, {"x": array})
    return buffer.getvalue()


def image(array, kind):
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, kind, **({"lossless": True} if kind == "WEBP" else {}))
    return buffer.getvalue()


FILES = {
    "grid.csv": b"1,2,3\n4,5,6\n",
    "grid.tsv": b"1\t2\t3\r\n4\t5\t6\r\n",
    "grid.txt": "1 2 3\n4 5 6\n".encode("utf-16"),
    "decimal.csv": b"1,0;2,0;3,0\n4,0;5,0;6,0\n",
    "grid.npy": npy(GRID),
    "grid.npz": npz(only=GRID),
    "grid.json": json.dumps(GRID.tolist()).encode(),
    "grid.mat": mat(GRID),
    **{f"grid.{kind.lower()}": image(GRID.astype(np.uint8), kind) for kind in ("PNG", "BMP", "TIFF", "GIF")},
}


@pytest.fixture
def opened(visit):
    page = visit("?dilation=1&kernel=Identity&kernel_rows=1&kernel_cols=1")
    page.get_by_text("Your own input", exact=True).click()
    return page


def upload(page, name, content):
    page.get_by_test_id("stFileUploader").first.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def test_each_kind_of_file_is_read_and_a_refused_one_leaves_the_picture(opened):
    page = opened
    for name, content in FILES.items():
        expect(heading(page, "Input")).to_contain_text("9 × 9")
        upload(page, name, content)
        expect(heading(page, "Input"), name).to_contain_text("2 × 3")
        assert numbers(page, "Input") == [["1", "2", "3"], ["4", "5", "6"]], name
        page.get_by_role("button", name="back to the example").click()
    expect(heading(page, "Input")).to_contain_text("9 × 9")
    before = numbers(page, "Input")
    upload(page, "<script>alert(1)</script>.csv", b"1,2\n3\n")
    expect(page.get_by_text("row 2 has 1 value")).to_be_visible()
    expect(page.get_by_text("<script>alert(1)</script>.csv:")).to_be_visible()
    assert numbers(page, "Input") == before


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_photograph_is_shown_in_grey(opened, kind):
    upload(opened, f"photo.{kind.lower()}", image(np.full((20, 30), 100, np.uint8), kind))
    expect(heading(opened, "Input")).to_contain_text("20 × 30")
    ends = opened.locator(".stage .input .legend")
    expect(ends).to_contain_text("100")


def test_an_array_is_chosen_among_several(opened):
    upload(opened, "two.npz", npz(first=GRID, second=2 * GRID))
    opened.get_by_role("combobox", name="Array in the file").click()
    opened.get_by_role("option", name="second").click()
    expect(picture(opened, "Input").locator(".number text").first).to_have_text("2")


@pytest.mark.parametrize("text", ["[[1, 2, 3], [4, 5, 6]]", "[1 2 3; 4 5 6]", "1\t2\t3\n4\t5\t6"])
def test_a_matrix_is_pasted(opened, text):
    opened.get_by_role("textbox", name="Paste an input").fill(text)
    opened.keyboard.press("Control+Enter")
    expect(heading(opened, "Input")).to_contain_text("2 × 3")


def test_a_kernel_is_pasted(visit):
    page = visit("?dilation=2")
    page.get_by_text("Your own kernel", exact=True).click()
    page.get_by_role("textbox", name="Paste a kernel").fill("0 1\n-1 0")
    page.keyboard.press("Control+Enter")
    expect(heading(page, "Kernel")).to_contain_text("2 × 2, dilated to 3 × 3")
    page.get_by_role("textbox", name="Paste a kernel").fill("1 " * 12)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("11 x 11 are allowed")).to_be_visible()


def test_a_larger_picture_is_reduced_or_cut(opened):
    upload(opened, "wide.png", image(np.zeros((300, 600), np.uint8), "PNG"))
    expect(heading(opened, "Input")).to_contain_text("128 × 256")
    opened.get_by_text("cut to their middle").click()
    expect(heading(opened, "Input")).to_contain_text("256 × 256")


def test_a_photograph_has_its_nearest_dilations_at_once_and_the_others_on_release(visit):
    page = visit("?padding=same&dilation=3")
    page.get_by_text("Your own input", exact=True).click()
    upload(page, "large.png", image(np.arange(256 * 256, dtype=np.uint32).reshape(256, 256).astype(np.uint8), "PNG"))
    expect(heading(page, "Output")).to_contain_text("256 × 256")
    alert = picture(page, "Output").get_by_role("alert")
    hold_slider(page, "Dilation", 4)
    expect(heading(page, "Kernel")).to_contain_text("9 × 9")
    expect(alert).to_be_hidden()
    page.mouse.up()
    expect(page).to_have_url(re.compile("dilation=4"))
    hold_slider(page, "Dilation", 30)
    expect(alert).to_contain_text("Let go of the slider")
    page.mouse.up()
    expect(alert).to_be_hidden()
    expect(heading(page, "Kernel")).to_contain_text("61 × 61")


def test_colours_are_convolved_channel_by_channel(opened):
    page = opened
    colours = np.zeros((4, 4, 3), np.uint8)
    colours[:2, :, 0], colours[2:, :, 2] = 250, 120
    turn_on(page, "Keep the colours")
    upload(page, "colours.png", image(colours, "PNG"))
    plot = picture(page, "Output").locator(".plot")
    page.wait_for_function("() => document.querySelector('.stage .output .plot').data?.[0].type === 'image'")
    pixels = plot.evaluate(
        """async plot => {
            const image = new Image();
            image.src = plot.data[0].source;
            await image.decode();
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [image.width, image.height];
            const context = canvas.getContext('2d');
            context.drawImage(image, 0, 0);
            return [...context.getImageData(0, 0, image.width, image.height).data];
        }"""
    )
    np.testing.assert_array_equal(np.array(pixels).reshape(4, 4, 4)[:, :, :3], colours)


def test_gaps_are_crossed_out_and_counted(opened):
    opened.get_by_role("textbox", name="Paste an input").fill("1 nan 3\n4 5 inf")
    opened.keyboard.press("Control+Enter")
    expect(opened.get_by_text(re.compile("holds 1 NaN and 1 infinity"))).to_be_visible()
    assert numbers(opened, "Output") == [["1", "NaN", "3"], ["4", "5", "∞"]]


def test_the_camera_takes_a_picture(visit):
    page = visit("?dilation=1&kernel=Identity&kernel_rows=1&kernel_cols=1", permissions=["camera"])
    page.get_by_text("Your own input", exact=True).click()
    turn_on(page, "Use the camera")
    page.wait_for_function("() => document.querySelector('video')?.videoWidth > 0")
    page.get_by_role("button", name="Take Photo").click()
    expect(heading(page, "Input")).not_to_contain_text("9 × 9")
    expect(page.get_by_role("button", name=re.compile("Your own input"))).to_be_visible()
