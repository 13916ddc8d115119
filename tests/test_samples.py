"""The named inputs and kernels, at every size the page offers."""

import numpy as np
import pytest
from scipy import ndimage

from dilviz import convolve, correlate
from dilviz.samples import DEFAULT_INPUT, DEFAULT_KERNEL, INPUT_SIZES, INPUTS, KERNEL_SIZES, KERNELS


def every_kernel(name, seed=0):
    return [KERNELS[name](rows, cols, seed) for rows in KERNEL_SIZES for cols in KERNEL_SIZES]


def test_the_defaults_stand_first():
    assert (next(iter(INPUTS)), next(iter(KERNELS))) == (DEFAULT_INPUT, DEFAULT_KERNEL)


def test_the_defaults_give_the_worked_example():
    image, kernel = INPUTS[DEFAULT_INPUT](9, 0), KERNELS[DEFAULT_KERNEL](3, 3, 0)
    assert convolve(image, kernel, dilation=3).tolist() == [[4, 5, 5]] * 3
    assert correlate(image, kernel, dilation=3).tolist() == [[6, 5, 5]] * 3


def test_the_block_of_nine_is_the_users_own():
    expected = np.zeros((9, 9))
    expected[3:6, 4:7] = 1
    np.testing.assert_array_equal(INPUTS["Block"](9, 0), expected)


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_is_a_finite_float64_square_at_every_size(name):
    for size in INPUT_SIZES:
        image = INPUTS[name](size, 0)
        assert (image.shape, image.dtype) == ((size, size), np.float64)
        assert np.isfinite(image).all()


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_is_never_one_flat_value(name):
    assert all(np.ptp(INPUTS[name](size, 0)) > 0 for size in INPUT_SIZES)


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_reads_well_in_its_cells(name):
    for size in INPUT_SIZES:
        image = INPUTS[name](size, 0)
        np.testing.assert_array_equal(image, image.round(2))
        assert not np.signbit(image[image == 0]).any()


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_is_the_same_for_the_same_seed(name):
    np.testing.assert_array_equal(INPUTS[name](12, 7), INPUTS[name](12, 7))


def test_noise_is_whole_numbers_from_0_to_9():
    assert set(np.unique(INPUTS["Noise"](64, 1))) == set(range(10))


def test_noise_differs_between_seeds():
    assert (INPUTS["Noise"](9, 1) != INPUTS["Noise"](9, 2)).any()


def test_an_impulse_shows_the_kernel_itself():
    kernel = KERNELS["1 to 9"](3, 3, 0)
    np.testing.assert_array_equal(convolve(INPUTS["Impulse"](5, 0), kernel), kernel)


def test_the_letter_tells_every_flip_and_turn_from_itself():
    for size in INPUT_SIZES:
        image = INPUTS["Letter"](size, 0)
        turned = [np.rot90(side, turns) for side in (image, image.T) for turns in range(4)]
        assert len({view.tobytes() for view in turned}) == 8


def test_the_ring_is_the_same_from_every_side():
    for size in INPUT_SIZES:
        image = INPUTS["Ring"](size, 0)
        np.testing.assert_array_equal(image, np.rot90(image))


def test_the_ring_is_hollow_and_closed():
    for size in INPUT_SIZES:
        ring = INPUTS["Ring"](size, 0)
        if size > 3:
            _, regions = ndimage.label(ring == 0, structure=[[0, 1, 0], [1, 1, 1], [0, 1, 0]])
            assert regions >= 2


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_is_finite_float64_of_the_shape_asked_for(name):
    for rows in KERNEL_SIZES:
        for cols in KERNEL_SIZES:
            kernel = KERNELS[name](rows, cols, 0)
            assert (kernel.shape, kernel.dtype) == ((rows, cols), np.float64)
            assert np.isfinite(kernel).all()


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_is_the_same_for_the_same_seed(name):
    np.testing.assert_array_equal(KERNELS[name](4, 5, 7), KERNELS[name](4, 5, 7))


@pytest.mark.parametrize(
    ("name", "textbook"),
    [
        ("1 to 9", [[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
        ("Identity", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
        ("Sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
        ("Laplacian", [[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
        ("Sobel x", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
        ("Sobel y", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
        ("Prewitt x", [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]),
        ("Prewitt y", [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]),
    ],
)
def test_three_by_three_is_the_textbooks(name, textbook):
    np.testing.assert_array_equal(KERNELS[name](3, 3, 0), textbook)


def test_gaussian_of_three_is_one_two_one_over_sixteen():
    np.testing.assert_array_equal(KERNELS["Gaussian"](3, 3, 0), np.outer([1, 2, 1], [1, 2, 1]) / 16)


@pytest.mark.parametrize(
    ("name", "function"),
    [("Sobel x", ndimage.sobel), ("Prewitt x", ndimage.prewitt), ("Laplacian", ndimage.laplace)],
)
def test_agrees_with_the_filter_of_scipy(name, function):
    image = INPUTS["Noise"](9, 3)
    ours = correlate(image, KERNELS[name](3, 3, 0), padding="same", padding_mode="replicate")
    np.testing.assert_allclose(ours, function(image, mode="nearest"))


@pytest.mark.parametrize("name", ["Box", "Gaussian", "Identity", "Sharpen"])
def test_brightness_is_kept(name):
    for kernel in every_kernel(name):
        assert kernel.sum() == pytest.approx(1)


@pytest.mark.parametrize("name", ["Laplacian", "Sobel x", "Sobel y", "Prewitt x", "Prewitt y"])
def test_a_flat_image_gives_nothing(name):
    for kernel in every_kernel(name):
        assert kernel.sum() == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("name", ["Box", "Gaussian"])
def test_a_blur_has_only_positive_weights(name):
    assert all((kernel > 0).all() for kernel in every_kernel(name))


def test_the_laplacian_does_not_answer_to_a_slope():
    for kernel in every_kernel("Laplacian"):
        assert (kernel * np.arange(kernel.shape[1])).sum() == pytest.approx(0)
        assert (kernel.T * np.arange(kernel.shape[0])).sum() == pytest.approx(0)


def test_the_laplacian_answers_to_a_valley_wherever_three_taps_fit():
    for kernel in every_kernel("Laplacian"):
        valley = np.arange(kernel.shape[1]) ** 2
        assert ((kernel * valley).sum() > 0) == (kernel.shape[1] >= 3)


@pytest.mark.parametrize("name", ["Sobel", "Prewitt"])
def test_x_answers_to_growth_along_a_row_and_to_no_other(name):
    for kernel in every_kernel(f"{name} x"):
        rows, cols = np.indices(kernel.shape)
        assert ((kernel * cols).sum() > 0) == (kernel.shape[1] > 1)
        assert (kernel * rows).sum() == pytest.approx(0)


@pytest.mark.parametrize("name", ["Sobel", "Prewitt"])
def test_y_is_x_on_its_side(name):
    for rows in KERNEL_SIZES:
        for cols in KERNEL_SIZES:
            np.testing.assert_array_equal(KERNELS[f"{name} y"](rows, cols, 0), KERNELS[f"{name} x"](cols, rows, 0).T)


def test_a_same_correlation_with_the_identity_changes_nothing():
    image = INPUTS["Noise"](12, 5)
    for kernel in every_kernel("Identity"):
        np.testing.assert_array_equal(correlate(image, kernel, padding="same"), image)


def test_random_weights_are_small_whole_numbers():
    assert set(np.unique(KERNELS["Random"](11, 11, 3))) <= set(range(-5, 6))


def test_random_weights_differ_between_seeds():
    assert (KERNELS["Random"](3, 3, 1) != KERNELS["Random"](3, 3, 2)).any()
