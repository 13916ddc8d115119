"""The layer's page in a real browser: the user's example, the slider, the overlay, the sentence."""

from __future__ import annotations

import contextlib
import re

import numpy as np
import pytest
from playwright.sync_api import TimeoutError as NotYet
from playwright.sync_api import expect

from .stage import centre, heading, hold_slider, numbers, outlined, picture, point_at, total

NINE = {(row, col) for row in (1, 4, 7) for col in (0, 3, 6)}


def text_of(matrix):
    return [[str(int(value)) for value in row] for row in matrix]


def test_opens_on_the_users_example(visit):
    page = visit()
    block = np.zeros((9, 9))
    block[3:6, 4:7] = 1
    assert numbers(page, "Input") == text_of(block)
    kernel = np.zeros((7, 7))
    kernel[::3, ::3] = np.arange(1, 10).reshape(3, 3)
    assert numbers(page, "Kernel") == text_of(kernel)
    assert numbers(page, "Output") == [["4", "5", "5"]] * 3


def test_the_slider_moves_kernel_and_output_before_it_is_let_go(visit):
    page = visit()
    hold_slider(page, "Dilation", 2)
    expect(heading(page, "Kernel")).to_contain_text("dilated to 5 × 5")
    expect(heading(page, "Output")).to_contain_text("5 × 5")
    assert len(numbers(page, "Kernel")) == 5
    assert len(numbers(page, "Output")) == 5
    assert "dilation=" not in page.url, "the server cannot have known of it"
    page.mouse.up()
    expect(page).to_have_url(re.compile("dilation=2"))
    expect(page.get_by_text("the dilated kernel spans 5 × 5 samples")).to_be_visible()


def test_hovering_output_1_0_outlines_the_nine_input_cells_it_read(visit):
    page = visit()
    point_at(page, "Output", 1, 0)
    expect(page.get_by_role("status", name="Arithmetic")).to_contain_text("y[1, 0] =")
    assert set(outlined(page, "Input")) == NINE
    assert set(outlined(page, "Output")) == {(1, 0)}


def test_a_tap_has_one_colour_in_the_kernel_and_in_the_input(visit):
    page = visit()
    point_at(page, "Output", 1, 0)
    kernel, image = outlined(page, "Kernel"), outlined(page, "Input")
    assert len(set(image.values())) == 9
    for (row, col), colour in image.items():  # flipped: the first cell meets the last weight
        assert kernel[7 - row, 6 - col] == colour


def test_the_arithmetic_is_written_with_numbers_and_its_sum_is_the_output(visit):
    page = visit()
    arithmetic = page.get_by_role("status", name="Arithmetic")
    for row in range(3):
        for col in range(3):
            point_at(page, "Output", row, col)
            expect(arithmetic).to_contain_text(f"y[{row}, {col}] =")
            text = arithmetic.inner_text().replace("\n", " ")
            terms = [tuple(map(float, term)) for term in re.findall(r"([\d.]+)·([\d.]+)", text)]
            assert len(terms) == 9
            assert sum(value * weight for value, weight in terms) == total(text) == (4 if col == 0 else 5)


def test_an_impossible_setting_shows_its_sentence_while_the_handle_is_there(visit):
    page = visit()
    hold_slider(page, "Dilation", 5)
    sentence = "a kernel of 3 taps at dilation 5 spans 11 samples, but the axis has only 9"
    expect(picture(page, "Output").get_by_role("alert")).to_contain_text(sentence)
    page.mouse.up()
    expect(page.get_by_text(sentence).nth(1)).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    hold_slider(page, "Dilation", 4)
    expect(picture(page, "Output").get_by_role("alert")).to_be_hidden()
    page.mouse.up()
    assert numbers(page, "Output") == [["5"]]


def test_rows_and_columns_can_be_unlinked(visit):
    page = visit()
    page.get_by_label("rows and columns together").uncheck()
    expect(page.get_by_role("slider", name="Row dilation")).to_be_visible()
    hold_slider(page, "Column dilation", 1)
    expect(heading(page, "Output")).to_contain_text("3 × 7")
    page.mouse.up()
    expect(page).to_have_url(re.compile("dilation=3x1"))
    expect(page.get_by_text("the dilated kernel spans 7 × 3 samples")).to_be_visible()


def test_a_link_restores_the_dilation_and_the_widgets(visit):
    page = visit("?dilation=2&operation=cross-correlation&padding=same&kernel=Box")
    expect(page.get_by_role("slider", name="Dilation", exact=True)).to_have_value("2")
    expect(heading(page, "Output")).to_contain_text("9 × 9")


def test_taps_in_the_padding_are_shown_outside_the_input(visit):
    page = visit("?padding=same")
    expect(heading(page, "Input")).to_contain_text("padded to 15 × 15")
    point_at(page, "Output", 0, 0)
    assert set(outlined(page, "Input")) == {(row, col) for row in (-3, 0, 3) for col in (-3, 0, 3)}


def test_arrow_keys_point_as_the_mouse_does(visit):
    page = visit()
    picture(page, "Output").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("status", name="Arithmetic")).to_contain_text("y[1, 0] =")
    assert set(outlined(page, "Input")) == NINE
    page.keyboard.press("Escape")
    assert outlined(page, "Input") == {}


def test_cross_correlation_does_not_flip(visit):
    page = visit("?operation=cross-correlation")
    assert numbers(page, "Output") == [["6", "5", "5"]] * 3
    point_at(page, "Output", 1, 0)
    kernel, image = outlined(page, "Kernel"), outlined(page, "Input")
    assert kernel[0, 0] == image[1, 0]


def test_what_was_set_is_still_there_after_an_impossible_setting(visit):
    page = visit("?operation=cross-correlation&kernel_rows=11")
    expect(page.get_by_text("a kernel of 11 taps at dilation 3 spans 31 samples").first).to_be_visible()
    slider = page.get_by_role("slider", name="Kernel rows")
    slider.focus()
    for _ in range(8):
        slider.press("ArrowLeft")
    expect(heading(page, "Output")).to_contain_text("3 × 3")
    expect(page.get_by_role("radio", name="cross-correlation")).to_be_checked()


def test_on_a_phone_the_pictures_are_stacked_and_a_finger_points(visit, phone):
    page = visit(**phone)
    boxes = [picture(page, name).bounding_box() for name in ("Input", "Kernel", "Output")]
    assert boxes[0]["y"] < boxes[1]["y"] < boxes[2]["y"]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    picture(page, "Output").scroll_into_view_if_needed()
    page.touchscreen.tap(*centre(page, "Output", 1, 0))
    expect(page.get_by_role("status", name="Arithmetic")).to_contain_text("y[1, 0] =")
    assert set(outlined(page, "Input")) == NINE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_can_be_read_on_their_cells(visit, scheme):
    page = visit(color_scheme=scheme)
    inks = picture(page, "Input").locator(".number text").evaluate_all("n => n.map(t => t.getAttribute('fill'))")
    assert set(inks) == {"#111", "#fff"}


def test_numbers_typed_into_the_grid_change_the_picture(visit):
    page = visit()
    page.get_by_text("Edit the kernel as numbers").click()
    grid = page.get_by_test_id("stDataFrame")
    expect(grid).to_be_visible()
    grid.scroll_into_view_if_needed()
    overlay = page.locator("#portal input")
    for _ in range(20):  # the grid draws itself before it takes keys
        box = grid.bounding_box()
        page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + 35 + 18)
        page.keyboard.press("5")
        with contextlib.suppress(NotYet):
            overlay.wait_for(timeout=1000)
            break
    overlay.fill("50")
    expect(overlay).to_have_value("50")
    page.keyboard.press("Enter")
    expect(picture(page, "Kernel").locator(".number")).to_contain_text("50")
    expect(page.get_by_role("button", name="Your own kernel, 3 × 3")).to_be_visible()
