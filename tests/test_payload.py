"""What the stage is sent: as the core computes it, small, and readable again."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dilviz import convolve, payload
from dilviz.samples import INPUTS, KERNELS
from dilviz.scene import Scene, dilations_near


def unpacked(content: bytes):
    length = int.from_bytes(content[:4], "little")
    body = content[4 + length :]

    def array(value):
        if "dtype" not in value:
            return value
        kind = np.dtype(value["dtype"])
        size = int(np.prod(value["shape"])) * kind.itemsize
        return np.frombuffer(body[value["at"] : value["at"] + size], kind).reshape(value["shape"])

    return json.loads(content[4 : 4 + length], object_hook=array)


def example(**changes):
    return Scene(
        **{"image": INPUTS["Block"](9, 0), "kernel": KERNELS["1 to 9"](3, 3, 0), "dilation": (3, 3), **changes}
    )


def test_every_dilation_that_fits_is_sent_and_the_others_send_their_sentence():
    views = payload.stage(example(), reach=8, linked=True)["views"]
    assert [key for key, view in views.items() if "output" in view] == ["3,3", "2,2", "4,4", "1,1"]
    assert set(views) == {f"{step},{step}" for step in range(1, 9)}
    assert "spans 11 samples, but the axis has only 9" in views["5,5"]["error"]


def test_the_bytes_read_back_as_what_was_computed():
    scene = example(padding="same", padding_mode="reflect", stride=(2, 1))
    tree = unpacked(payload.pack(payload.stage(scene, reach=4, linked=False)))
    np.testing.assert_array_equal(tree["image"]["values"], scene.image)
    for key, view in tree["views"].items():
        dilation = tuple(map(int, key.split(",")))
        expected = convolve(
            scene.image, scene.kernel, dilation=dilation, stride=(2, 1), padding="same", padding_mode="reflect"
        )
        np.testing.assert_array_equal(view["output"]["values"], expected)
        np.testing.assert_array_equal(view["rows"]["sources"], scene.at(dilation).axes[0].sources)


def test_a_photograph_sends_the_nearest_dilations_within_its_allowance():
    scene = example(image=np.zeros((256, 256)), padding="same", dilation=(5, 5))
    tree = payload.stage(scene, reach=32, linked=True)
    sent = [int(key.split(",")[0]) for key in tree["views"]]
    assert 5 in sent
    assert max(abs(step - 5) for step in sent) <= len(sent) // 2 + 1
    assert len(payload.pack(tree)) < 2_000_000


@pytest.mark.parametrize(
    ("values", "scale", "bounds"),
    [
        ([[0, 2]], "positive", [0, 2]),
        ([[-1, 3]], "diverging", [-3, 3]),
        ([[-4, -1]], "negative", [-4, 0]),
        ([[0, 0]], "positive", [0, 1]),
        ([[np.nan, np.inf]], "positive", [0, 1]),
    ],
)
def test_zero_is_neutral_in_every_scale(values, scale, bounds):
    drawn = payload.picture(np.array(values, dtype=float))
    assert (drawn["scale"], drawn["range"]) == (scale, bounds)


def test_unlinked_sliders_find_every_place_that_one_of_them_can_come_to():
    assert set(dilations_near((2, 3), 4, linked=False)) == {
        *((r, 3) for r in range(1, 5)),
        *((2, c) for c in range(1, 5)),
    }
