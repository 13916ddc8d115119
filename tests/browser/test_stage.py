"""Everything that can be touched on the stage, both ways, in a real browser."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from dilviz.samples import INPUTS

from .stage import centre, heading, hold_slider, numbers, outlined, picture, point_at

PLAIN = {"size": 9, "kernel": (3, 3), "dilation": (2, 2), "stride": (1, 1), "padding": "same"}
SETTINGS = {
    "stride 2 with dilation 3": {**PLAIN, "dilation": (3, 3), "stride": (2, 2)},
    "unequal dilations, even kernel": {**PLAIN, "kernel": (2, 4), "dilation": (3, 2)},
    "reflect": {**PLAIN, "size": 7, "mode": "reflect"},
    "circular": {**PLAIN, "size": 7, "mode": "circular"},
    "replicate": {**PLAIN, "size": 7, "mode": "replicate"},
}
NUMPYS_MODE = {"reflect": "reflect", "circular": "wrap", "replicate": "edge"}
CASES = [(name, operation) for name in SETTINGS for operation in ("convolution", "cross-correlation")]


def link(size, kernel, dilation, stride, padding, operation, mode="zeros"):
    rows, cols = kernel
    return (
        f"?size={size}&kernel_rows={rows}&kernel_cols={cols}&dilation={dilation[0]}x{dilation[1]}"
        f"&row_stride={stride[0]}&col_stride={stride[1]}&padding={padding}&mode={mode}&operation={operation}"
    )


def walk(size, kernel, dilation, stride, padding, operation, mode="zeros"):
    """Walk over all outputs and taps of a padded picture of addresses: (output, tap as written, place, source)."""
    assert padding == "same"
    totals = [(taps - 1) * step for taps, step in zip(kernel, dilation, strict=True)]
    pads = [(total // 2, total - total // 2) for total in totals]
    addresses = np.arange(size * size).reshape(size, size)
    if mode == "zeros":
        padded = np.pad(addresses, pads, constant_values=-1)
    else:
        padded = np.pad(addresses, pads, mode=NUMPYS_MODE[mode])
    reads = []
    for o, top in enumerate(range(0, padded.shape[0] - totals[0], stride[0])):
        for p, left in enumerate(range(0, padded.shape[1] - totals[1], stride[1])):
            for u in range(kernel[0]):
                for v in range(kernel[1]):
                    row, col = top + u * dilation[0], left + v * dilation[1]
                    tap = (kernel[0] - 1 - u, kernel[1] - 1 - v) if operation == "convolution" else (u, v)
                    source = divmod(int(padded[row, col]), size) if padded[row, col] >= 0 else None
                    reads.append(((o, p), tap, (row - pads[0][0], col - pads[1][0]), source))
    return reads


def written(tap, dilation):
    return tuple(place * step for place, step in zip(tap, dilation, strict=True))


@pytest.mark.parametrize(("name", "operation"), CASES)
def test_all_three_directions_agree_with_a_brute_force_walk(visit, name, operation):
    setting = {**SETTINGS[name], "operation": operation}
    page = visit(link(**setting))
    expect(page.get_by_role("radio", name=operation)).to_be_checked()
    reads = walk(**setting)
    last = max(output for output, *_ in reads)
    for output in {(0, 0), last, (last[0] // 2, last[1] // 2)}:  # output -> input
        point_at(page, "Output", *output)
        expect(page.get_by_label("Arithmetic")).to_contain_text(f"y[{output[0]}, {output[1]}] =")
        own = [read for read in reads if read[0] == output]
        expected = {place for *_, place, _ in own} | {source for *_, source in own if source}
        assert set(outlined(page, "Input")) == expected
    size = setting["size"]
    for sample in ((0, 0), (size // 2, size // 2 - 1), (size - 1, 1)):  # input -> outputs
        point_at(page, "Input", *sample)
        expect(page.get_by_label("Arithmetic")).to_contain_text(f"x[{sample[0]}, {sample[1]}]")
        own = [read for read in reads if read[3] == sample]
        assert set(outlined(page, "Output")) == {output for output, *_ in own}
        assert set(outlined(page, "Kernel")) == {written(tap, setting["dilation"]) for _, tap, *_ in own}
        weights = {(output, tap[0] * setting["kernel"][1] + tap[1] + 1) for output, tap, *_ in own}
        text = page.get_by_label("Arithmetic").inner_text()
        found = re.findall(r"y\[(\d+), (\d+)\] · weight (\d+)", text)
        assert {((int(o), int(p)), int(weight)) for o, p, weight in found} == weights
    for tap in ((0, 0), (setting["kernel"][0] - 1, 1)):  # tap -> input
        point_at(page, "Kernel", *written(tap, setting["dilation"]))
        expect(page.get_by_label("Arithmetic")).to_contain_text(f"k({tap[0]}, {tap[1]})")
        own = [read for read in reads if read[1] == tap]
        assert set(outlined(page, "Input")) == {place for *_, place, _ in own}
        weight = tap[0] * setting["kernel"][1] + tap[1] + 1
        image = INPUTS["Block"](size, 0)
        shares = {output: weight * image[source] if source else 0 for output, *_, source in own}
        shown = numbers(page, "Output")
        assert {o: float(shown[o[0]][o[1]].replace("−", "-")) for o in shares} == shares


def test_an_input_that_no_output_reads_says_so(visit):
    page = visit("?row_stride=3&dilation=1&kernel_rows=1&kernel_cols=1")
    point_at(page, "Input", 1, 0)
    expect(page.get_by_label("Arithmetic")).to_contain_text("no output reads this cell")


def test_a_tap_in_the_padding_points_to_the_real_cell_behind_it(visit):
    page = visit("?padding=same&mode=reflect&dilation=2")
    point_at(page, "Output", 0, 0)
    joints = picture(page, "Input").locator(".joint path:not([display=none])")
    expect(joints).to_have_count(5)


def test_a_click_pins_and_the_pin_survives_a_reload(visit):
    page = visit()
    picture(page, "Output").scroll_into_view_if_needed()
    page.mouse.click(*centre(page, "Output", 1, 0))
    expect(page).to_have_url(re.compile("pin=output"))
    point_at(page, "Output", 2, 2)
    expect(page.get_by_label("Arithmetic")).to_contain_text("y[1, 0] =")
    page.reload()
    expect(page.get_by_label("Arithmetic")).to_contain_text("y[1, 0] =")
    picture(page, "Output").focus()
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("pin=output"))
    expect(page.get_by_label("Arithmetic")).not_to_contain_text("y[1, 0] =")


def test_a_second_click_lets_go(visit):
    page = visit()
    place = centre(page, "Output", 1, 0)
    page.mouse.click(*place)
    expect(page.locator(".stage")).to_have_attribute("data-pinned", "output 1 0")
    page.mouse.click(*place)
    expect(page.locator(".stage")).to_have_attribute("data-pinned", "")


def test_play_visits_every_output_in_reading_order_and_fills_it_in(visit):
    page = visit()
    page.get_by_role("combobox", name="Speed").select_option("10")
    arithmetic = page.get_by_label("Arithmetic")
    forward = page.get_by_role("button", name="Step forward")
    for step in range(9):
        forward.click()
        expect(arithmetic).to_contain_text(f"y[{step // 3}, {step % 3}] =")
        expect(picture(page, "Output").locator(".cover rect:not([display=none])")).to_have_count(
            (step < 8) + (step < 5)
        )
    page.get_by_role("button", name="Step back").click()
    expect(arithmetic).to_contain_text("y[2, 1] =")
    page.get_by_role("slider", name="Timeline").fill("0")
    expect(arithmetic).to_contain_text("y[0, 0] =")
    page.get_by_role("button", name="Play").click()
    expect(arithmetic).to_contain_text("y[2, 2] =")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_space_plays_and_pauses_from_the_keyboard(visit):
    page = visit("?padding=same")
    picture(page, "Output").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_nothing_moves_by_itself_where_motion_is_unwelcome(visit):
    page = visit(reduced_motion="reduce")
    page.get_by_role("button", name="Play").or_(page.get_by_role("button", name="Next step")).click()
    expect(page.get_by_label("Arithmetic")).to_contain_text("y[0, 0] =")
    page.wait_for_timeout(1200)  # two ticks at the usual speed, in which nothing may happen
    expect(page.get_by_label("Arithmetic")).to_contain_text("y[0, 0] =")


def test_the_sweep_goes_through_the_dilations_that_fit(visit):
    page = visit()
    page.get_by_role("combobox", name="What plays").select_option("dilation")
    for size in ("7 × 7", "5 × 5", "3 × 3", "1 × 1"):
        page.get_by_role("button", name="Step forward").click()
        expect(heading(page, "Output")).to_contain_text(size)


def test_the_products_stand_in_the_layout_of_the_kernel(visit):
    page = visit()
    page.get_by_label("Show the products as a table").check()
    point_at(page, "Output", 1, 0)
    table = page.get_by_role("table", name="Products")
    cells = table.locator("tr").nth(1).locator("td").first
    expect(cells).to_contain_text("F(4, 6)·k(1, 0)")
    expect(cells).to_contain_text("1 × 4 = 4")
    expect(page.locator(".products")).to_contain_text("p = (7, 6)")


def test_the_kernel_can_be_shown_as_it_is_applied(visit):
    page = visit("?dilation=1")
    assert numbers(page, "Kernel")[0] == ["1", "2", "3"]
    page.get_by_label("Show the kernel as it is applied").check()
    assert numbers(page, "Kernel")[0] == ["9", "8", "7"]


def test_convolution_and_cross_correlation_stand_side_by_side_with_their_difference(visit):
    page = visit()
    page.get_by_label("Compare convolution with cross-correlation").check()
    difference = page.get_by_role("img", name="Difference")
    expect(difference.locator(".number text").first).to_have_text("−2")
    texts = difference.locator(".number text").all_text_contents()
    assert texts == ["−2", "0", "0"] * 3
    expect(page.get_by_role("img", name="Cross-correlation").locator(".number text").first).to_have_text("6")


def input_numbers(page):
    return np.array(numbers(page, "Input")).tolist()


def draw_mode(page, value="7"):
    page.get_by_text("Draw", exact=True).click()
    page.get_by_label("Brush value").fill(value)


def test_a_fast_diagonal_of_40_cells_has_no_gap_and_undo_brings_the_old_matrix_back(visit):
    page = visit("?size=40&input=Noise&dilation=1")
    before = page.evaluate(PIXELS)
    draw_mode(page)
    start, end = centre(page, "Input", 0, 0), centre(page, "Input", 39, 39)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=2)
    page.mouse.up()
    expect(page.get_by_role("button", name=re.compile("Your own input, 40 × 40"))).to_be_visible()
    drawn = page.evaluate(PIXELS)
    assert [drawn[i][i] for i in range(40)] == [7] * 40
    assert sum(a != b for old, new in zip(before, drawn, strict=True) for a, b in zip(old, new, strict=True)) <= 40
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function(f"() => JSON.stringify(({PIXELS})()) === {str(before).replace(' ', '')!r}")
    page.get_by_role("button", name="Redo").click()
    page.wait_for_function(f"() => ({PIXELS})()[20][20] === 7")


PIXELS = "() => [...document.querySelector('.stage .input .plot').data[0].z].map(row => [...row])"


def test_the_output_follows_a_stroke(visit):
    page = visit("?dilation=1")
    assert numbers(page, "Output")[0][0] == "0"
    draw_mode(page, "2")
    page.mouse.click(*centre(page, "Input", 0, 0))
    expect(picture(page, "Output").locator(".number text").first).to_have_text("18")


def test_a_finger_draws_on_a_phone(visit, phone):
    page = visit("?dilation=1", **phone)
    page.get_by_text("Draw", exact=True).tap()
    page.get_by_label("Brush value").fill("3")
    picture(page, "Input").scroll_into_view_if_needed()
    page.touchscreen.tap(*centre(page, "Input", 2, 1))
    expect(picture(page, "Input").locator(".number text").nth(19)).to_have_text("3")


def test_fill_erase_and_clear(visit):
    page = visit("?dilation=1")
    draw_mode(page, "4")
    page.get_by_label("Fill areas").check()
    page.mouse.click(*centre(page, "Input", 0, 0))
    expect(picture(page, "Input").locator(".number text").first).to_have_text("4")
    assert sum(text == "4" for row in numbers(page, "Input") for text in row) == 72
    page.get_by_label("Erase").check()
    page.mouse.click(*centre(page, "Input", 4, 5))
    expect(picture(page, "Input").locator(".number text").nth(4 * 9 + 5)).to_have_text("0")
    page.get_by_role("button", name="Clear the input").click()
    expect(picture(page, "Input").locator(".number text").first).to_have_text("0")


def test_the_brush_draws_on_the_taps_of_the_kernel(visit):
    page = visit()
    draw_mode(page, "50")
    page.mouse.click(*centre(page, "Kernel", 0, 3))
    expect(page.get_by_role("button", name=re.compile("Your own kernel, 3 × 3"))).to_be_visible()
    assert numbers(page, "Kernel")[0][3] == "50"
    page.mouse.click(*centre(page, "Kernel", 0, 1))
    assert numbers(page, "Kernel")[0][1] == "0"


def test_digits_type_a_value_into_the_cell_that_the_arrows_reached(visit):
    page = visit("?dilation=1")
    picture(page, "Input").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.type("-2.5")
    page.keyboard.press("Enter")
    expect(picture(page, "Input").locator(".number text").nth(10)).to_have_text("−2.5")
    expect(picture(page, "Output").locator(".number text").first).to_have_text("−12.5")


def test_another_example_can_be_taken_back(visit):
    page = visit()
    page.get_by_role("slider", name="Input size").press("ArrowRight")
    expect(heading(page, "Input")).to_contain_text("10 × 10")
    page.get_by_text("Draw", exact=True).click()
    page.get_by_role("button", name="Undo").click()
    expect(heading(page, "Input")).to_contain_text("9 × 9")
    expect(page.get_by_role("button", name=re.compile("Your own input, 9 × 9"))).to_be_visible()


def labels(page, name):
    texts = picture(page, name).locator(".label .row:not([display=none])").all_text_contents()
    return [int(text.replace("−", "-")) for text in texts]


@pytest.mark.parametrize(
    ("query", "step"), [("&padding=same&dilation=5", 1), ("&row_stride=2&col_stride=2&dilation=1", 2)]
)
def test_zooming_the_input_takes_the_output_along(visit, query, step):
    page = visit(f"?size=64{query}")
    whole = labels(page, "Output")
    page.get_by_text("Zoom", exact=True).click()
    picture(page, "Input").scroll_into_view_if_needed()
    x, y = centre(page, "Input", 30, 30)
    for _ in range(8):
        page.mouse.move(x, y)
        page.mouse.wheel(0, -100)
    expect(picture(page, "Input").locator(".label .row:not([display=none])").last).not_to_have_text(re.compile("6."))
    seen, looking = labels(page, "Input"), labels(page, "Output")
    assert min(seen) <= 30 <= max(seen)
    middle = (min(looking) + max(looking)) / 2 * step
    assert abs(middle - (min(seen) + max(seen)) / 2) <= 3 * step
    page.get_by_role("button", name="Show all").click()
    assert labels(page, "Output") == whole


def test_on_a_phone_fingers_point_at_all_three_pictures_and_play(visit, phone):
    page = visit(**phone)
    arithmetic = page.get_by_label("Arithmetic")
    for name, cell, words in (
        ("Input", (4, 6), "x[4, 6]"),
        ("Kernel", (3, 0), "k(1, 0)"),
        ("Output", (1, 0), "y[1, 0]"),
    ):
        picture(page, name).scroll_into_view_if_needed()
        page.touchscreen.tap(*centre(page, name, *cell))
        expect(arithmetic).to_contain_text(words)
    expect(page).to_have_url(re.compile("pin=output"))
    page.get_by_role("button", name="Step forward").tap()
    expect(arithmetic).to_contain_text("y[0, 0] =")
    page.get_by_label("Show the products as a table").check()
    expect(page.get_by_role("table", name="Products")).to_be_visible()
    page.get_by_label("Compare convolution with cross-correlation").check()
    expect(page.get_by_role("img", name="Difference")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_a_stroke_of_the_finger_leaves_no_gap_and_the_page_stays(visit, phone):
    page = visit("?dilation=1", **phone)
    page.get_by_text("Draw", exact=True).tap()
    page.get_by_label("Brush value").fill("8")
    picture(page, "Input").scroll_into_view_if_needed()
    start, end = centre(page, "Input", 0, 0), centre(page, "Input", 8, 8)
    touch = page.context.new_cdp_session(page)
    for kind, place in (("touchStart", start), ("touchMove", end), ("touchEnd", None)):
        points = [{"x": place[0], "y": place[1]}] if place else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(picture(page, "Input").locator(".number text").nth(80)).to_have_text("8")
    drawn = page.evaluate(PIXELS)
    assert [drawn[i][i] for i in range(9)] == [8] * 9


def test_what_is_drawn_stays_while_the_dilation_is_dragged(visit):
    page = visit("?dilation=1")
    draw_mode(page, "6")
    page.mouse.click(*centre(page, "Input", 0, 0))
    expect(page.get_by_role("button", name=re.compile("Your own input"))).to_be_visible()
    hold_slider(page, "Dilation", 2)
    page.mouse.up()
    expect(heading(page, "Output")).to_contain_text("5 × 5")
    assert numbers(page, "Input")[0][0] == "6"


def test_on_a_phone_two_fingers_zoom_input_and_output_together(visit, phone):
    page = visit("?size=32&padding=same&dilation=2", **phone)
    page.get_by_text("Zoom", exact=True).tap()
    picture(page, "Input").scroll_into_view_if_needed()
    x, y = centre(page, "Input", 16, 16)
    touch = page.context.new_cdp_session(page)
    for apart in range(10, 80, 5):
        points = [{"x": x - apart, "y": y, "id": 0}, {"x": x + apart, "y": y, "id": 1}]
        touch.send(
            "Input.dispatchTouchEvent", {"type": "touchMove" if apart > 10 else "touchStart", "touchPoints": points}
        )
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(picture(page, "Input").locator(".label .row:not([display=none])").last).not_to_have_text(re.compile("3."))
    seen, looking = labels(page, "Input"), labels(page, "Output")
    assert min(seen) <= 16 <= max(seen)
    assert abs(min(seen) + max(seen) - min(looking) - max(looking)) <= 6
