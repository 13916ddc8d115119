"""The page without a browser: widgets in, a scene and sentences out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dilviz.scene import Scene
from dilviz.ui import controls

PAGE = Path(__file__).parents[1] / "dilviz" / "ui" / "page.py"


def closed_page() -> AppTest:
    return AppTest.from_file(PAGE, default_timeout=30)


@pytest.fixture
def page() -> AppTest:
    return closed_page().run()


def cards(page: AppTest) -> str:
    return "\n".join(markdown.value for markdown in page.markdown)


def test_opens_without_an_error_and_says_what_follows_from_the_example(page):
    assert not page.exception
    assert not page.error
    text = cards(page)
    assert r"(3-1)\cdot3+1=\mathbf{7}" in text
    assert "3 × 3 outputs" in text
    assert r"\frac{9}{49}=18.4" in text
    assert "9 multiplications per output, whatever the dilation" in text


@pytest.mark.parametrize("padding", ["valid", "same", "full", "causal", "numbers"])
@pytest.mark.parametrize("mode", ["zeros", "reflect", "replicate", "circular"])
def test_every_padding_and_mode_gives_a_picture_or_a_sentence(page, padding, mode):
    page.selectbox(key="padding").set_value(padding)
    page.selectbox(key="mode").set_value(mode).run()
    assert not page.exception
    assert ("outputs" in cards(page)) != bool(page.error)


def test_an_impossible_setting_is_one_sentence_with_a_way_out(page):
    page.slider(key="kernel_rows").set_value(11).run()
    assert not page.exception
    sentence = "Rows: a kernel of 11 taps at dilation 3 spans 31 samples, but the axis has only 9."
    assert page.error[0].value.startswith(sentence)
    assert "same" in page.error[0].value


def test_all_that_was_set_is_there_when_it_becomes_possible_again(page):
    page.selectbox(key="input").set_value("Noise").run()
    page.number_input(key="input_seed").set_value(7)
    page.selectbox(key="kernel").set_value("Laplacian")
    page.slider(key="kernel_cols").set_value(11).run()
    assert page.error
    page.slider(key="kernel_cols").set_value(3).run()
    assert not page.error
    assert page.number_input(key="input_seed").value == 7
    assert page.selectbox(key="kernel").value == "Laplacian"


@pytest.mark.parametrize("name", ["Impulse", "Checkerboard", "Ramp", "Step edge", "Ring", "Sine grating", "Letter"])
@pytest.mark.parametrize("size", [3, 64])
def test_every_example_works_at_its_least_and_largest_size(page, name, size):
    page.selectbox(key="input").set_value(name)
    page.selectbox(key="padding").set_value("same")
    page.slider(key="size").set_value(size).run()
    assert not page.exception
    assert f"{size} × {size} outputs" in cards(page)


def test_an_upload_takes_the_place_of_the_example_and_a_button_brings_it_back(page):
    page.file_uploader(key="file_input").set_value(("grid.csv", b"1,2,3\n4,5,6\n", "text/csv")).run()
    assert not page.exception
    button = page.button(key="forget_input")
    assert button.label.startswith("Your own input, 2 × 3")
    button.click().run()
    assert "3 × 3 outputs" in cards(page)


def test_a_refused_upload_says_why_and_leaves_what_was_there(page):
    before = cards(page)
    page.file_uploader(key="file_input").set_value(("grid.csv", b"1,2,3\n4,5\n", "text/csv")).run()
    assert not page.exception
    assert "grid.csv" in page.error[0].value
    assert cards(page) == before


@pytest.mark.parametrize(
    ("link", "dilation"),
    [("2", (2, 2)), ("1x4", (1, 4)), ("", (3, 3)), ("0", (3, 3)), ("x", (3, 3)), ("2x2x2", (3, 3)), ("1e9", (3, 3))],
)
def test_a_link_brings_its_dilation_or_else_the_default(link, dilation):
    page = closed_page()
    page.query_params["dilation"] = link
    page.run()
    assert not page.exception
    assert page.session_state["dilation"] == dilation


def test_the_slider_reaches_further_on_larger_inputs():
    reaches = [controls.reach(Scene(np.zeros((size, size)), np.ones((3, 3)))) for size in (9, 64, 256)]
    assert reaches == [8, 16, 32]


def test_a_value_out_of_range_in_a_link_falls_back_to_its_default():
    page = closed_page()
    page.query_params["size"] = "100000"
    page.query_params["padding"] = json.dumps({"a": 1})
    page.run()
    assert not page.exception
    assert page.slider(key="size").value == 9
    assert page.selectbox(key="padding").value == "valid"
