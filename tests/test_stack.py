"""Layers, and the receptive fields of several of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilviz.axis import LONGEST
from dilviz.stack import MOST_LAYERS, WIDEST, Layer, ReceptiveField, Stack, receptive_field, receptive_fields, steps
from tests.strategies_stack import axis_stacks, layers, stacks, walk


@given(axis_stacks(), st.integers(0, 5))
def test_the_receptive_field_spans_what_the_taps_read(stack, output):
    field = receptive_field(stack)
    ends = walk(stack, output)
    assert min(ends) == field.start + output * field.jump
    assert max(ends) == field.start + output * field.jump + field.size - 1


@given(axis_stacks())
def test_the_field_after_a_layer_is_that_of_the_stack_cut_there(stack):
    assert receptive_fields(stack) == tuple(receptive_field(stack[:n]) for n in range(1, len(stack) + 1))


@given(axis_stacks(padding=st.just("valid")))
def test_an_input_as_large_as_the_field_has_one_output(stack):
    size = receptive_field(stack).size
    for layer in stack:
        size = layer.axis(size).outputs
    assert size == 1


@given(axis_stacks())
def test_a_tap_moves_an_end_of_a_path_by_the_step_of_its_layer(stack):
    for number, layer in enumerate(stack):
        if layer.kernel > 1:
            jump = receptive_field(stack[:number]).jump
            assert steps(stack)[number] == layer.dilation * jump


def test_no_layer_sees_one_sample():
    assert receptive_field([]) == ReceptiveField(size=1, jump=1, start=0)
    assert receptive_fields([]) == ()


def test_the_centre_of_an_odd_field_under_same_padding_is_the_output_itself():
    assert receptive_field([Layer(dilation=d, padding="same") for d in (1, 2, 4)]).centre == 0


def test_the_centre_of_an_even_field_lies_between_two_samples():
    assert receptive_field([Layer(kernel=2)]).centre == 0.5


@pytest.mark.parametrize(
    ("padding", "start"), [("valid", 0), ("same", -3), ("full", -6), ("causal", -6), (2, -2), ((1, 4), -1)]
)
def test_the_field_of_the_first_output_begins_in_the_padding_before(padding, start):
    assert receptive_field([Layer(dilation=3, padding=padding)]).start == start


def test_a_number_of_padding_is_the_same_on_both_sides():
    assert Layer(padding=2) == Layer(padding=(2, 2)) == Layer(padding=[2, 2])
    assert hash(Layer(padding=[2, 2])) == hash(Layer(padding=2))


@given(layers())
def test_a_layer_agrees_with_its_axis(layer):
    axis = layer.axis(20)
    assert (layer.extent, layer.pad) == (axis.extent, axis.pad)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kernel": 0}, "kernel must be a whole number of at least 1, got 0"),
        ({"dilation": 1.5}, r"dilation must be a whole number of at least 1, got 1\.5"),
        ({"stride": True}, "stride must be a whole number of at least 1, got True"),
        ({"padding": "some"}, "padding must be one of valid, same, full, causal or numbers, got 'some'"),
        ({"padding": -1}, "padding must be a whole number of at least 0, got -1"),
        ({"padding": (1, 2, 3)}, r"padding must be one of .* or \(before, after\), got \(1, 2, 3\)"),
        ({"kind": "relu"}, "the kind of a layer must be one of conv, pool, got 'relu'"),
    ],
)
def test_a_wrong_layer_is_refused_with_a_sentence(wrong, sentence):
    with pytest.raises(ValueError, match=sentence):
        Layer(**wrong)


def test_strides_that_multiply_past_every_size_are_refused():
    with pytest.raises(ValueError, match=rf"the jump of the stack would be .* at most {LONGEST:,} are possible"):
        receptive_field([Layer(kernel=1, stride=1024)] * 3)


@given(stacks())
def test_a_stack_knows_its_dimensions(stack):
    idle = all((row.kernel, row.stride, row.pad) == (1, 1, (0, 0)) for row in stack.rows)
    assert stack.dimensions == (1 if idle else 2)
    assert len(stack) == len(stack.rows) == len(stack.cols)


@pytest.mark.parametrize(
    ("rows", "cols", "sentence"),
    [
        ([], [], f"a stack must have from 1 to {MOST_LAYERS} layers, got 0"),
        ([Layer(1)] * 65, [Layer(1)] * 65, f"from 1 to {MOST_LAYERS} layers, got 65"),
        ([Layer()], [Layer()] * 2, "rows and columns must describe the same layers, got 1 and 2 of them"),
        ([Layer()], [Layer(kind="pool")], "a pooling layer beside a convolution"),
        ([Layer()], [Layer(dilation=WIDEST)], f"the stack would see 131,073 samples .* at most {WIDEST:,}"),
    ],
)
def test_a_stack_that_cannot_be_shown_is_refused(rows, cols, sentence):
    with pytest.raises(ValueError, match=sentence):
        Stack(tuple(rows), tuple(cols))
