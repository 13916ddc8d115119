"""The live page: which dilations it holds, and that a large input does not make it too large."""

import base64
import json
import re

import numpy as np
import pytest

from dilviz.export import live
from dilviz.export.live import live_page
from tests.strategies_scene import example


def held(scene, reach):
    """The header of the numbers in a page, and how many bytes they are."""
    page = live_page(scene, reach=reach, html="", css="", script="").decode()
    content = base64.b64decode(re.search(r'id="numbers">([^<]*)<', page)[1])
    return json.loads(content[4 : 4 + int.from_bytes(content[:4], "little")]), len(content)


def test_linked_dilations_are_all_held_and_those_that_do_not_fit_say_why():
    header, _ = held(example(dilation=(2, 2)), 8)
    assert header["views"].keys() == {f"{step},{step}" for step in range(1, 9)}
    assert header["views"]["5,5"]["error"].startswith("Rows: a kernel of 3 taps at dilation 5")


def test_of_two_dilations_every_pair_is_held():
    header, _ = held(example(dilation=(1, 2)), 4)
    assert header["views"].keys() == {f"{row},{col}" for row in range(1, 5) for col in range(1, 5)}


@pytest.mark.parametrize("dilation", [(3, 3), (3, 20)])
def test_of_a_large_input_the_nearest_are_held_and_the_rest_is_told(dilation):
    header, size = held(
        example(image=np.random.default_rng(0).random((256, 256)), padding="same", dilation=dilation), 32
    )
    assert size < 1.2 * live.MOST_BYTES + 256 * 256 * 8
    assert "{},{}".format(*dilation) in header["views"]
    assert all("output" in view for view in header["views"].values())
    assert len(header["views"]) == 8_000_000 // (256 * 256 * 4)
    assert header["unsent"].startswith("This file does not hold this dilation")


def test_an_impossible_scene_is_no_page():
    with pytest.raises(ValueError, match="spans 31 samples"):
        live_page(example(dilation=(15, 15)), reach=8, html="", css="", script="")
