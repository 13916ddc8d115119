"""The gradient of one output with respect to the input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilviz.conv import correlate
from dilviz.effective import effective_receptive_field, effective_receptive_field_2d
from dilviz.footprints import footprint, normalised_footprint
from dilviz.stack import Layer, Stack, receptive_field
from tests.strategies_stack import axis_stacks, stacks

VALID = st.just("valid")


def output_of(image, stack, kernels):
    for row, col, kernel in zip(stack.rows, stack.cols, kernels, strict=True):
        image = correlate(image, kernel, dilation=(row.dilation, col.dilation), stride=(row.stride, col.stride))
    assert image.shape == (1, 1)
    return image[0, 0]


def derivative(stack, kernels, image, direction):
    """A central difference, through the convolution itself; any step will do, because the layers are linear."""
    up, down = (output_of(image + sign * direction, stack, kernels) for sign in (0.5, -0.5))
    return up - down


@given(stacks(most=3, padding=VALID), st.integers(0, 99))
def test_the_gradient_in_two_dimensions_is_the_numerical_one_in_any_direction(stack, seed):
    rng = np.random.default_rng(seed)
    kernels = [rng.standard_normal((row.kernel, col.kernel)) for row, col in zip(stack.rows, stack.cols, strict=True)]
    found = effective_receptive_field_2d(stack, kernels).gradient
    image, direction = rng.standard_normal((2, receptive_field(stack.rows).size, receptive_field(stack.cols).size))
    assert (found * direction).sum() == pytest.approx(derivative(stack, kernels, image, direction), abs=1e-6)


@given(axis_stacks(most=3, padding=VALID), st.integers(0, 99))
def test_the_gradient_along_one_axis_is_the_numerical_one_at_every_sample(layers, seed):
    rng = np.random.default_rng(seed)
    weights = [rng.standard_normal(layer.kernel) for layer in layers]
    stack, kernels = Stack((Layer(1),) * len(layers), tuple(layers)), [row[np.newaxis] for row in weights]
    found = effective_receptive_field(layers, weights).gradient
    image = rng.standard_normal((1, found.size))
    samples = np.eye(found.size)[:, np.newaxis]  # (samples, 1, samples)
    numerical = [derivative(stack, kernels, image, sample) for sample in samples]
    np.testing.assert_allclose(found, numerical, atol=1e-9)


@given(axis_stacks())
def test_uniform_weights_give_the_footprint(layers):
    np.testing.assert_allclose(effective_receptive_field(layers).gradient, normalised_footprint(layers))


@given(axis_stacks(), st.sampled_from(["uniform", "gaussian"]))
def test_the_deviation_is_that_of_theory_where_no_weight_is_negative(layers, name):
    field = effective_receptive_field(layers, name)
    assert field.gradient.sum() == pytest.approx(1)
    assert field.deviation == pytest.approx(field.theory, abs=1e-9)


@pytest.mark.parametrize("dilations", [(1,), (1, 2, 5), (2, 2, 2), (1, 1, 2, 4, 8, 16, 1)])
@pytest.mark.parametrize("taps", [2, 3, 5])
def test_theory_for_uniform_weights_is_the_sum_of_d2_k2_1_over_12(dilations, taps):
    """Luo et al. 2016, arXiv:1701.04128, section 2: a sum of uniform variables."""
    field = effective_receptive_field([Layer(taps, dilation) for dilation in dilations])
    assert field.theory**2 == pytest.approx(sum(d**2 for d in dilations) * (taps**2 - 1) / 12)


def test_a_stride_widens_the_layers_behind_it():
    field = effective_receptive_field([Layer(stride=2), Layer(dilation=3)])
    assert field.theory**2 == pytest.approx((1 + (2 * 3) ** 2) * 8 / 12)


def test_the_square_of_random_weights_is_the_footprint_on_average():
    layers = [Layer(), Layer(dilation=2), Layer(kernel=2, dilation=3)]
    squares = [effective_receptive_field(layers, "random", seed=seed).gradient ** 2 for seed in range(4000)]
    np.testing.assert_allclose(np.mean(squares, axis=0), footprint(layers) / 18, rtol=0.2)
    field = effective_receptive_field(layers, "random")
    assert field.theory == pytest.approx(effective_receptive_field(layers).theory)


def test_one_seed_gives_one_field():
    layers = [Layer()] * 3
    first, again, other = (effective_receptive_field(layers, "random", seed=seed).gradient for seed in (3, 3, 4))
    assert (first == again).all()
    assert (first != other).any()


@given(stacks(most=3), st.sampled_from(["uniform", "gaussian"]))
def test_separable_weights_give_an_outer_product(stack, name):
    rows, cols = effective_receptive_field(stack.rows, name), effective_receptive_field(stack.cols, name)
    both = effective_receptive_field_2d(stack, name)
    np.testing.assert_allclose(both.gradient, np.outer(rows.gradient, cols.gradient))
    assert both.deviation == (rows.deviation, cols.deviation)


def test_random_weights_in_two_dimensions_are_no_outer_product():
    threes = (Layer(), Layer())
    gradient = effective_receptive_field_2d(Stack(threes, threes), "random").gradient
    assert np.linalg.matrix_rank(gradient) > 1


def test_pooling_averages_under_random_weights():
    pool = Layer(kernel=4, kind="pool")
    assert effective_receptive_field([pool], "random").gradient.tolist() == [0.25] * 4


def test_weights_that_cancel_have_no_deviation():
    assert np.isnan(effective_receptive_field([Layer()], [[0, 0, 0]]).deviation)


def test_weights_past_all_numbers_are_infinite_without_a_warning():
    assert np.isinf(effective_receptive_field([Layer(1)] * 2, [[1e300]] * 2).gradient).all()


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ("normal", "the weights must be one of uniform, gaussian, random or arrays, got 'normal'"),
        ([[1, 2, 3]], "a stack of 2 layers needs as many arrays of weights, got 1"),
        ([[1, 2, 3], [1, 2]], "layer 2 has 1 x 3 taps, but its kernel is 1 x 2"),
        ([[1, 2, 3], 5], "the weights of layer 2 must have one dimension, got 0"),
        ([[1, 2, 3], [1, 2, np.nan]], "the kernel of layer 2 must hold finite numbers"),
        ([[1, 2, 3], ["a", "b", "c"]], "the kernel of layer 2 must hold real numbers, got text"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights, sentence):
    with pytest.raises(ValueError, match=sentence):
        effective_receptive_field([Layer(), Layer()], weights)


def test_a_gradient_too_large_to_hold_is_refused():
    wide = (Layer(dilation=2**14),)
    with pytest.raises(ValueError, match="the gradient would have 32,769 x 32,769 values"):
        effective_receptive_field_2d(Stack(wide, wide))
    broad = (Layer(kernel=1000),)
    with pytest.raises(ValueError, match="would take too long"):
        effective_receptive_field_2d(Stack(broad, broad), "random")
