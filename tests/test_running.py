"""A stack over an image, and its price."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dilviz.conv import convolve, correlate
from dilviz.effective import effective_receptive_field_2d
from dilviz.notation import parse_stack
from dilviz.running import OPERATIONS, Cost, costs, dense_cost, run
from dilviz.stack import receptive_field
from tests.strategies_stack import stacks

FUNCTIONS = {"convolution": convolve, "correlation": correlate}


def kernels_for(stack, seed=0):
    rng = np.random.default_rng(seed)
    sides = [(row.kernel, col.kernel) for row, col in zip(stack.rows, stack.cols, strict=True) if row.kind == "conv"]
    return [rng.standard_normal(shape) for shape in sides]


@given(stacks(most=3), st.sampled_from(OPERATIONS), st.sampled_from(["zeros", "replicate"]))
def test_every_result_is_the_layer_applied_to_the_one_before(stack, operation, mode):
    image, kernels = np.random.default_rng(1).standard_normal((12, 15)), kernels_for(stack)
    try:
        results = run(image, kernels, stack, operation=operation, padding_mode=mode)
    except ValueError:
        assume(False)
    waiting = list(kernels)
    for row, col, before, after in zip(stack.rows, stack.cols, results, results[1:], strict=False):
        size = row.kernel * col.kernel
        kernel = waiting.pop(0) if row.kind == "conv" else np.full((row.kernel, col.kernel), 1 / size)
        expected = FUNCTIONS[operation](
            before,
            kernel,
            dilation=(row.dilation, col.dilation),
            stride=(row.stride, col.stride),
            padding=(row.pad, col.pad),
            padding_mode=mode,
        )
        np.testing.assert_allclose(after, expected, atol=1e-12)
    assert len(results) == len(stack) + 1


def test_one_output_is_the_image_weighed_by_the_effective_receptive_field():
    stack = parse_stack("3x3 d1, 3x3 d2, pool2, 3x3 d5")
    shape = receptive_field(stack.rows).size, receptive_field(stack.cols).size
    image, kernels = np.random.default_rng(1).standard_normal(shape), kernels_for(stack)
    weights = [*kernels[:2], np.full((2, 2), 0.25), kernels[2]]
    gradient = effective_receptive_field_2d(stack, weights).gradient
    assert run(image, kernels, stack, operation="correlation")[-1] == pytest.approx((image * gradient).sum())


def test_the_worked_example_of_the_first_page():
    image = np.zeros((9, 9))
    image[3:6, 4:7] = 1
    stack, kernel = parse_stack("3x3 d3"), np.arange(1, 10).reshape(3, 3)
    assert run(image, kernel, stack)[-1].tolist() == [[4, 5, 5]] * 3
    assert run(image, kernel, stack, operation="correlation")[-1].tolist() == [[6, 5, 5]] * 3


def test_one_kernel_serves_all_layers_and_passes_through_1_x_1():
    stack = parse_stack("3x3, 1x1, pool2 s1, 3x3")
    image = np.arange(64.0).reshape(8, 8)
    kernel = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
    results = run(image, kernel, stack)
    assert (results[2] == image[1:-1, 1:-1]).all()
    assert results[3][0, 0] == image[1:3, 1:3].mean()


def test_single_precision_stays_single():
    results = run(np.ones((5, 5), dtype=np.float32), np.ones((3, 3)), parse_stack("3x3, pool2"))
    assert {result.dtype for result in results} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("kernels", "sentence"),
    [
        (np.ones((3, 5)), "layer 1 has 3 x 3 taps, but its kernel has 3 x 5"),
        ([np.ones((3, 3))], "a stack with 2 convolutions needs one kernel, or 2 of them, got 1"),
        ([np.ones((3, 3)), np.ones((2, 2))], "layer 2 has 3 x 3 taps, but its kernel has 2 x 2"),
        ([[1, 2], [3]], "the kernel must be a matrix whose rows have equal lengths"),
        ([], "a stack with 2 convolutions needs one kernel, or 2 of them, got 0"),
        (3.0, "the kernel must have two dimensions"),
    ],
)
def test_kernels_that_do_not_fit_are_refused(kernels, sentence):
    with pytest.raises(ValueError, match=sentence):
        run(np.ones((9, 9)), kernels, parse_stack("1, 2"))


def test_a_layer_that_does_not_fit_is_named_with_its_axis():
    with pytest.raises(ValueError, match="Columns: Layer 2: a kernel of 3 taps at dilation 2 spans 5"):
        run(np.ones((9, 6)), np.ones((3, 3)), parse_stack("1, 2"))


def test_an_unknown_operation_is_refused():
    with pytest.raises(ValueError, match="one of convolution, correlation, got 'sum'"):
        run(np.ones((9, 9)), np.ones((3, 3)), parse_stack("1"), operation="sum")


def test_the_cost_of_a_layer_counts_every_tap_of_every_output():
    stack = parse_stack("3x5 d2 s2, pool2, 3x3 same")
    shapes = [result.shape for result in run(np.ones((40, 40)), [np.ones((3, 5)), np.ones((3, 3))], stack)]
    first, pool, last = costs(stack, 40, 40)
    assert first == Cost(15, 15 * shapes[1][0] * shapes[1][1])
    assert pool == Cost(0, 0)
    assert last == Cost(9, 9 * shapes[3][0] * shapes[3][1])


def test_the_context_module_needs_a_seventieth_of_the_weights_of_a_dense_kernel():
    stack = parse_stack("3x3 d1 same x2, 3x3 d2..16 same, 3x3 same, 1x1")
    assert sum(cost.weights for cost in costs(stack, 64, 64)) == 7 * 9 + 1
    assert dense_cost(stack, 64, 64) == Cost(67 * 67, 67 * 67 * 64 * 64)
