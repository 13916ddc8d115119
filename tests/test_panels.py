"""What is drawn of a scene agrees with its arrays, cell by cell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilviz.overlay import terms
from dilviz.panels import panels, written
from tests.strategies import NUMPY_PAD
from tests.strategies_scene import example, fitting_scenes


def some_pixel(scene, data):
    height, width = scene.output.shape
    return data.draw(st.tuples(st.integers(0, height - 1), st.integers(0, width - 1)))


@given(fitting_scenes())
def test_the_input_is_drawn_as_numpy_pads_it(scene):
    shown = panels(scene)[0]
    pads = scene.padding
    rows_done = np.pad(scene.image, (pads[0], (0, 0)), mode=NUMPY_PAD[scene.padding_mode])
    expected = np.pad(rows_done, ((0, 0), pads[1]), mode=NUMPY_PAD[scene.padding_mode])
    np.testing.assert_array_equal(shown.values, expected)
    np.testing.assert_array_equal(shown.values[~shown.padded].reshape(scene.image.shape), scene.image)
    assert shown.values[shown.origin] == scene.image[0, 0]


@given(fitting_scenes(), st.data())
def test_the_marked_cells_times_the_taps_of_their_colour_sum_to_the_marked_output(scene, data):
    pixel = some_pixel(scene, data)
    shown, kernel, output = panels(scene, pixel)
    weights = {mark.tap: kernel.values[mark.row, mark.col] for mark in kernel.marks}
    total = sum(shown.values[mark.row, mark.col] * weights[mark.tap] for mark in shown.marks)
    assert [(mark.row, mark.col) for mark in output.marks] == [pixel]
    assert total == output.values[pixel] == scene.output[pixel]


@given(fitting_scenes(), st.data())
def test_the_terms_sum_to_the_output(scene, data):
    pixel = some_pixel(scene, data)
    found = terms(scene, pixel)
    assert sum(term.value * term.weight for term in found) == scene.output[pixel]
    assert len(found) == scene.kernel.size
    assert all(term.real or term.value == 0 for term in found)


@given(fitting_scenes())
def test_every_cell_of_the_dilated_kernel_is_a_tap_or_an_inserted_zero(scene):
    kernel = panels(scene)[1]
    assert kernel.inserted.sum() == kernel.values.size - scene.kernel.size
    assert not kernel.inserted[[mark.row for mark in kernel.marks], [mark.col for mark in kernel.marks]].any()
    np.testing.assert_array_equal(kernel.values[~kernel.inserted].reshape(scene.kernel.shape), scene.kernel)


def test_only_the_input_of_a_photograph_is_grey():
    assert [one.picture["scale"] for one in panels(example(photograph=True))] == ["grey", "positive", "positive"]


@pytest.mark.parametrize("pixel", [(3, 0), (0, -1)])
def test_a_pixel_outside_the_output_is_refused(pixel):
    with pytest.raises(ValueError, match="the output has 3 x 3 pixels, and none at"):
        panels(example(), pixel)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (1234.5678, "1235"),
        (123456.7, "123457"),
        (999999.4, "999999.4"),
        (1e6, "1e6"),
        (-1.25e-5, "−1.25e-5"),
        (5e-324, "4.94e-324"),
        (float("nan"), "NaN"),
        (float("-inf"), "−∞"),
    ],
)
def test_numbers_are_written_as_on_the_page(value, text):
    assert written(value) == text
