"""Session files: people can read them, every number comes back, and bad ones are refused with a sentence."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilviz.session import MOST_BYTES, from_session, to_session
from tests.strategies_scene import any_scenes, example, opened, same


def changed(**changes) -> bytes:
    told = json.loads(to_session(example()))
    return json.dumps({**told, **changes}).encode()


@given(any_scenes())
def test_a_scene_comes_back(scene):
    again = from_session(to_session(scene))
    np.testing.assert_array_equal(np.signbit(again.image[again.image == 0]), np.signbit(scene.image[scene.image == 0]))
    np.testing.assert_array_equal(again.image, scene.image)
    np.testing.assert_array_equal(again.kernel, scene.kernel)
    assert to_session(again) == to_session(scene)
    assert again.image.dtype == scene.image.dtype


@given(any_scenes())
def test_the_file_is_strict_json(scene):
    def refuse(constant):
        raise AssertionError(constant)

    assert json.loads(to_session(scene), parse_constant=refuse)["dilviz"] == 1


def test_a_row_of_numbers_is_a_line():
    assert b"\n    [0, 0, 0, 0, 1, 1, 1, 0, 0],\n" in to_session(example())


def test_the_numbers_are_those_of_the_scene():
    told = json.loads(to_session(example(padding=((1, 2), (3, 4)))))
    assert told["kernel"] == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert told["padding"] == [[1, 2], [3, 4]]
    assert told["dilation"] == [3, 3]


def test_a_mark_of_byte_order_is_no_obstacle():
    assert same(from_session(b"\xef\xbb\xbf" + to_session(example())), example())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", 'no key "dilviz"'),
        (b'{"input": [[1]]}', 'no key "dilviz"'),
        (changed(dilviz=2), "has version 2"),
        (b'{"dilviz": 1}', "lacks operation, dilation"),
        (changed(precision="float16"), "precision must be one of"),
        (changed(operation="blur"), "operation must be one of"),
        (changed(operation=[]), "operation must be one of"),
        (changed(padding_mode=3), "padding mode must be one of"),
        (changed(padding="wide"), "padding must be one of"),
        (changed(padding=[1, 2]), "padding must be a"),
        (changed(padding=[[1, 2], [3, -4]]), "padding must be a whole number"),
        (changed(dilation=3), "dilation must be a"),
        (changed(dilation=[1, 2.5]), "dilation must be a whole number"),
        (changed(dilation=[1, True]), "dilation must be a whole number"),
        (changed(dilation=[1, 10**9]), "dilation must be at most"),
        (changed(input=[[1], [2, 3]]), "rows have equal lengths"),
        (changed(input=[]), "a list of rows"),
        (changed(input=[[]]), "at least one row"),
        (changed(input=[[[1]]]), "must hold numbers"),
        (changed(input=[["1"]]), "must hold numbers"),
        (changed(input=[[True]]), "must hold numbers"),
        (changed(input=[[10**400]]), "too large"),
        (changed(input=[[0] * 257]), "at most 256 x 256"),
        (changed(input=[[float("nan")]]), "must be written"),
        (b'{"dilviz": 1, "input": [[' + b"1," * 400_000 + b"1]]}", "at most 300,000 numbers, in 2,000 rows"),
        (b'{"dilviz": 1, "input": [' + b"[]" * 3_000 + b"]}", "at most 300,000 numbers, in 2,000 rows"),
        (b" " * (MOST_BYTES + 1), f"at most {MOST_BYTES:,} bytes"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(ValueError, match=sentence):
        from_session(content)


ODD = st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists)


@given(ODD, st.sampled_from(["input", "stride", "padding", "padding_mode"]))
def test_odd_values_are_refused_or_make_a_scene(value, key):
    scene, sentence = opened(from_session, changed(**{key: value}))
    assert scene or len(sentence) > 20
