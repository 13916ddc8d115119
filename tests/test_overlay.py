"""Overlays: the three directions agree with a walk over an index array that NumPy padded."""

import itertools

import numpy as np
import pytest

from dilviz import figures
from dilviz.axis import PADDING_MODES
from dilviz.export.figure import drawing, pieces
from dilviz.overlay import overlay, readers, source_of, tap_at, tap_marks, terms
from dilviz.panels import panels
from dilviz.scene import OPERATIONS
from tests.strategies_scene import example

NAMES = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}
SETTINGS = [
    {"padding": ((2, 1), (0, 3)), "padding_mode": mode, "operation": operation, **changes}
    for mode, operation in itertools.product(PADDING_MODES, OPERATIONS)
    for changes in ({"dilation": (1, 2), "stride": (2, 1)}, {"kernel": [[1, -2], [3, 4]], "dilation": (3, 1)})
]


def walked(scene):
    """(output, tap, place, real sample or None) of every read, from an array of indices padded by NumPy."""
    indices = np.arange(scene.image.size).reshape(scene.image.shape)
    pads = [axis.pad for axis in scene.axes]
    mode = scene.padding_mode
    ring = np.pad(indices, pads, constant_values=-1) if mode == "zeros" else np.pad(indices, pads, mode=NAMES[mode])
    height, width = scene.output.shape
    for row, col in np.ndindex(height, width):
        for tap, (u, v) in enumerate(np.ndindex(*scene.kernel.shape)):
            y, x = row * scene.stride[0] + u * scene.dilation[0], col * scene.stride[1] + v * scene.dilation[1]
            index = int(ring[y, x])
            source = None if index < 0 else divmod(index, scene.image.shape[1])
            yield (row, col), tap, (y - pads[0][0], x - pads[1][0]), source


def seen(marks):
    return sorted((mark.row, mark.col, mark.tap) for mark in marks)


@pytest.mark.parametrize("setting", SETTINGS)
def test_an_output_has_its_reads(setting):
    scene = example(**setting)
    pixel = (1, 2)
    expected = sorted((*place, tap) for output, tap, place, _ in walked(scene) if output == pixel)
    assert seen(overlay(scene, pixel).input) == expected
    assert [(mark.row, mark.col) for mark in overlay(scene, pixel).output] == [pixel]


@pytest.mark.parametrize("setting", SETTINGS)
def test_an_input_has_the_outputs_that_read_it(setting):
    scene = example(**setting)
    for cell in ((0, 0), (4, 5), (-1, 3), (8, 9)):
        source = source_of(scene, cell)
        expected = sorted((*output, tap) for output, tap, _, real in walked(scene) if source and real == source)
        shown = overlay(scene, cell, "input")
        assert seen(shown.output) == expected
        assert {mark.tap for mark in shown.kernel} == {tap for *_, tap in expected}
        assert (shown.input[-1].row, shown.input[-1].col) == cell


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_the_taps_add_is_the_output(setting):
    scene = example(**setting)
    added = np.zeros_like(scene.output)
    for mark in tap_marks(scene):
        shown = overlay(scene, (mark.row, mark.col), "kernel")
        added += shown.added
        expected = sorted((*place, mark.tap) for _, tap, place, _ in walked(scene) if tap == mark.tap)
        assert seen(shown.input) == expected
    np.testing.assert_allclose(added, scene.output)


def test_a_zero_between_taps_and_a_zero_of_the_padding_reach_nothing():
    scene = example(padding=1)
    assert tap_at(scene, (1, 1)) is None
    assert seen(overlay(scene, (1, 1), "kernel").kernel) == [(1, 1, None)]
    assert overlay(scene, (1, 1), "kernel").added is None
    assert overlay(scene, (-1, 0), "input").output == ()
    assert "a zero of the padding" in pieces(scene, (-1, 0), "input")[0][0]
    assert "A zero between two taps" in pieces(scene, (1, 1), "kernel")[0][0]


def test_the_panels_show_the_overlay_where_the_padding_puts_it():
    scene = example(padding=((2, 0), (1, 0)), padding_mode="reflect")
    given, _, output = panels(scene, (0, 0), "input")
    assert [(mark.row, mark.col) for mark in given.marks] == [(2, 1)]
    assert len(output.marks) == len(list(readers(scene, (0, 0))))
    _, kernel, output = panels(scene, (0, 3), "kernel")
    assert [(mark.row, mark.col) for mark in kernel.marks] == [(0, 3)]
    assert output.caption == "what one tap adds to each"


@pytest.mark.parametrize(
    ("pixel", "of", "words"),
    [
        ((3, 4), "input", ["x[3, 4] = 1 is read by 1 output: ", "y[0, 1] · weight 5"]),
        ((0, 3), "kernel", ["k(0, 1) = 2", " multiplies one sample for each of the 9 outputs; shown is what it adds."]),
        ((0, 1), "output", ["y[0, 1] = "]),
    ],
)
def test_the_arithmetic_of_each_direction_is_told(pixel, of, words):
    scene = example()
    told = [text for text, _ in pieces(scene, pixel, of)]
    assert told[: len(words)] == words
    assert "".join(told) in drawing(scene, pixel, of).title


@pytest.mark.parametrize(
    ("pixel", "of", "sentence"),
    [
        ((3, 0), "output", "the output has 3 x 3 pixels, and none at row 3, column 0"),
        ((-2, 0), "input", "the input has 11 x 11 pixels, and none at row -2, column 0"),
        ((7, 0), "kernel", "the kernel has 7 x 7 pixels, and none at row 7, column 0"),
        ((0, 0), "sum", "a cell lies in one of input, kernel, output, got 'sum'"),
    ],
)
def test_a_cell_that_there_is_not_is_refused(pixel, of, sentence):
    scene = example(padding=1) if of == "input" else example()
    for ask in (overlay, panels, figures.layer, drawing):
        with pytest.raises(ValueError, match=sentence):
            ask(scene, pixel, of)


def test_a_zero_of_the_padding_is_no_sample():
    found = terms(example(padding="same", operation="cross-correlation"), (0, 0))
    assert [term.real for term in found] == [False, False, False, False, True, True, False, True, True]
    assert [term.weight for term in found] == list(range(1, 10))
