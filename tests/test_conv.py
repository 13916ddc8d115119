"""The convolution against SciPy, PyTorch where there is one, and five plain loops."""

import subprocess
import sys
import tracemalloc
from itertools import product
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage, signal

from dilviz import convolve, correlate, coverage, dilate
from dilviz.axis import PADDING_MODES
from dilviz.conv import NAMED_PADDINGS, apply
from tests.strategies import NUMPY_PAD, SEEDS, axes, digits, insert_zeros, layers

NDIMAGE_MODE = {"zeros": "constant", "reflect": "mirror", "replicate": "nearest", "circular": "grid-wrap"}
TORCH_MODE = {"zeros": "constant", "reflect": "reflect", "replicate": "replicate", "circular": "circular"}
OPERATIONS = [correlate, convolve]
VALID = st.just(0)  # of every padding

BLOCK = np.zeros((9, 9))
BLOCK[3:6, 4:7] = 1
ONE_TO_NINE = np.arange(1.0, 10).reshape(3, 3)


def five_loops(layer):
    """Every output, every tap, and a step at a time back from the padding: slow, and plain to see."""
    output = np.zeros((layer.rows.outputs, layer.cols.outputs))
    for o in range(layer.rows.outputs):
        for p in range(layer.cols.outputs):
            for u in range(layer.rows.kernel):
                for v in range(layer.cols.kernel):
                    i = o * layer.rows.stride - layer.rows.pad[0] + u * layer.rows.dilation
                    j = p * layer.cols.stride - layer.cols.pad[0] + v * layer.cols.dilation
                    i, j = step_inside(i, layer.rows), step_inside(j, layer.cols)
                    if i is not None and j is not None:
                        output[o, p] += layer.image[i, j] * layer.kernel[u, v]
    return output


def step_inside(place, axis):
    while not 0 <= place < axis.size:
        if axis.edge == "zeros":
            return None
        if axis.edge == "reflect":
            place = -place if place < 0 else 2 * (axis.size - 1) - place
        elif axis.edge == "replicate":
            place += 1 if place < 0 else -1
        else:
            place += axis.size if place < 0 else -axis.size
    return place


def windows_that_meet(layer, special):
    """Which outputs read at least one of the `special` samples, whatever the weights."""
    marked = np.pad(special, (layer.rows.pad, layer.cols.pad), mode=NUMPY_PAD[layer.rows.edge])
    footprint = insert_zeros(np.ones_like(layer.kernel), (layer.rows.dilation, layer.cols.dilation))
    return layer.strided(signal.correlate2d(marked.astype(float), footprint, mode="valid")) > 0.5


# The worked example


def test_the_worked_example_convolved():
    assert convolve(BLOCK, ONE_TO_NINE, dilation=3).tolist() == [[4, 5, 5]] * 3


def test_the_worked_example_correlated():
    assert correlate(BLOCK, ONE_TO_NINE, dilation=3).tolist() == [[6, 5, 5]] * 3


# Agreement with others


@given(layers(pads=VALID))
def test_convolve_agrees_with_scipy_on_the_zero_inserted_kernel(layer):
    theirs = layer.strided(signal.convolve2d(layer.image, layer.inserted, mode="valid"))
    np.testing.assert_array_equal(convolve(layer.image, layer.kernel, **layer.options), theirs)


@given(layers(pads=VALID))
def test_correlate_agrees_with_scipy_on_the_zero_inserted_kernel(layer):
    theirs = layer.strided(signal.correlate2d(layer.image, layer.inserted, mode="valid"))
    np.testing.assert_array_equal(correlate(layer.image, layer.kernel, **layer.options), theirs)


@given(layers(edges=st.just("zeros")))
def test_full_agrees_with_scipy(layer):
    options = layer.options | {"padding": "full"}
    theirs = layer.strided(signal.convolve2d(layer.image, layer.inserted, mode="full"))
    np.testing.assert_array_equal(convolve(layer.image, layer.kernel, **options), theirs)


@given(layers())
def test_convolve_agrees_with_scipy_on_an_explicitly_padded_image(layer):
    theirs = layer.strided(signal.convolve2d(layer.padded, layer.inserted, mode="valid"))
    np.testing.assert_array_equal(convolve(layer.image, layer.kernel, **layer.options), theirs)


@given(layers())
def test_correlate_agrees_with_scipy_on_an_explicitly_padded_image(layer):
    theirs = layer.strided(signal.correlate2d(layer.padded, layer.inserted, mode="valid"))
    np.testing.assert_array_equal(correlate(layer.image, layer.kernel, **layer.options), theirs)


@given(layers(alike=False))
def test_axes_with_different_edges_agree_with_an_explicitly_padded_image(layer):
    theirs = layer.strided(signal.correlate2d(layer.padded, layer.inserted, mode="valid"))
    np.testing.assert_array_equal(apply(layer.image, layer.kernel, layer.rows, layer.cols), theirs)


@given(st.sampled_from(PADDING_MODES), st.tuples(*[st.integers(1, 5)] * 2), st.tuples(*[st.integers(1, 3)] * 2), SEEDS)
def test_the_padding_modes_agree_with_ndimage(mode, shape, dilation, seed):
    image, kernel = digits((17, 15), seed), digits(shape, seed + 1)  # 15: more than the largest extent
    inserted = insert_zeros(kernel, dilation)
    origin = [-1 if extent % 2 == 0 else 0 for extent in inserted.shape]  # `same` has the larger half after
    theirs = ndimage.correlate(image, inserted, mode=NDIMAGE_MODE[mode], origin=origin)
    ours = correlate(image, kernel, dilation=dilation, padding="same", padding_mode=mode)
    np.testing.assert_array_equal(ours, theirs)


@given(layers(alike=False))
def test_agrees_with_five_plain_loops(layer):
    np.testing.assert_array_equal(apply(layer.image, layer.kernel, layer.rows, layer.cols), five_loops(layer))


@given(layers())
def test_agrees_with_torch(layer):
    torch = pytest.importorskip("torch")
    conv2d, pad = torch.nn.functional.conv2d, torch.nn.functional.pad
    image, kernel = (torch.from_numpy(array)[None, None] for array in (layer.image, layer.kernel))
    padded = pad(image, (*layer.cols.pad, *layer.rows.pad), mode=TORCH_MODE[layer.rows.edge])
    theirs = conv2d(padded, kernel, stride=layer.options["stride"], dilation=layer.options["dilation"])[0, 0].numpy()
    np.testing.assert_array_equal(correlate(layer.image, layer.kernel, **layer.options), theirs)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")
@given(layers(strides=st.just(1), edges=st.just("zeros")))
def test_same_agrees_with_torch(layer):
    torch = pytest.importorskip("torch")
    image, kernel = (torch.from_numpy(array)[None, None] for array in (layer.image, layer.kernel))
    dilation = layer.options["dilation"]
    theirs = torch.nn.functional.conv2d(image, kernel, padding="same", dilation=dilation)[0, 0].numpy()
    ours = correlate(layer.image, layer.kernel, padding="same", dilation=dilation)
    np.testing.assert_array_equal(ours, theirs)


@given(layers(pads=VALID), st.sampled_from([np.float32, np.float64]))
def test_fractions_agree_with_scipy_to_the_last_places(layer, dtype):
    image, kernel = (layer.image / 7).astype(dtype), (layer.kernel / 3).astype(dtype)
    theirs = layer.strided(signal.correlate2d(image.astype(float), layer.inserted / 3, mode="valid"))
    ours = correlate(image, kernel, **layer.options)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=2000 * np.finfo(dtype).eps)


# Laws


@given(layers())
def test_convolution_is_correlation_with_the_kernel_turned_by_180_degrees(layer):
    turned = np.rot90(layer.kernel, 2)
    np.testing.assert_array_equal(
        convolve(layer.image, layer.kernel, **layer.options), correlate(layer.image, turned, **layer.options)
    )


@given(layers(strides=st.just(1), pads=VALID))
def test_every_lth_output_is_an_ordinary_correlation_of_every_lth_sample(layer):
    row_step, col_step = dilation = layer.options["dilation"]
    ours = correlate(layer.image, layer.kernel, dilation=dilation)
    for top, left in product(range(min(row_step, len(ours))), range(min(col_step, len(ours[0])))):
        thinned = layer.image[top::row_step, left::col_step]
        np.testing.assert_array_equal(ours[top::row_step, left::col_step], correlate(thinned, layer.kernel))


@given(layers(), st.integers(1, 400))
def test_the_height_of_the_bands_does_not_show(layer, band):
    whole = correlate(layer.image, layer.kernel, **layer.options)
    with patch("dilviz.conv.BAND_BYTES", band):
        np.testing.assert_array_equal(correlate(layer.image, layer.kernel, **layer.options), whole)


@given(axes(), axes())
def test_coverage_counts_the_outputs_that_an_impulse_reaches(rows, cols):
    covered = coverage(rows, cols)
    ones = np.ones((rows.kernel, cols.kernel))
    for place in np.ndindex(rows.size, cols.size):
        impulse = np.zeros((rows.size, cols.size))
        impulse[place] = 1
        assert covered[place] == apply(impulse, ones, rows, cols).sum()


# Paddings by name


@given(layers(strides=st.just(1), edges=st.just("zeros")))
def test_same_keeps_the_shape(layer):
    ours = correlate(layer.image, layer.kernel, padding="same", dilation=layer.options["dilation"])
    assert ours.shape == layer.image.shape


@given(layers(strides=st.just(1), pads=VALID))
def test_causal_reads_no_row_below_and_no_column_to_the_right(layer):
    options = {"padding": "causal", "dilation": layer.options["dilation"]}
    ours = correlate(layer.image, layer.kernel, **options)
    assert ours.shape == layer.image.shape
    for o, p in np.ndindex(ours.shape):
        past = correlate(layer.image[: o + 1, : p + 1], layer.kernel, **options)
        assert past[o, p] == ours[o, p]


def test_causal_on_a_single_row_is_wavenets():
    ours = correlate([[1, 2, 3, 4]], [[10, 1]], dilation=2, padding="causal")
    assert ours.tolist() == [[1, 2, 13, 24]]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (2, ((2, 2), (2, 2))),
        ((1, 2), ((1, 1), (2, 2))),
        ([1, 2], ((1, 1), (2, 2))),
        (np.array([1, 2]), ((1, 1), (2, 2))),
        (np.int64(2), ((2, 2), (2, 2))),
        (np.array(2), ((2, 2), (2, 2))),
        ([[1, 2], [3, 4]], ((1, 2), (3, 4))),
        (np.array([[1, 2], [3, 4]]), ((1, 2), (3, 4))),
        ("valid", 0),
        ("same", ((2, 2), (2, 2))),
        ("full", ((4, 4), (4, 4))),
        ("causal", ((4, 0), (4, 0))),
    ],
)
def test_a_padding_means_its_longest_form(short, long):
    ours = correlate(BLOCK, ONE_TO_NINE, dilation=2, padding=short)
    np.testing.assert_array_equal(ours, correlate(BLOCK, ONE_TO_NINE, dilation=2, padding=long))


@pytest.mark.parametrize("both", [2, (2, 2), [2, 2], np.int64(2), np.uint8(2), np.array(2), np.array([2, 2])])
def test_one_number_serves_both_axes(both):
    ours = correlate(BLOCK, ONE_TO_NINE, dilation=both, stride=both)
    np.testing.assert_array_equal(ours, correlate(BLOCK, ONE_TO_NINE, dilation=(2, 2), stride=(2, 2)))


# Types and layouts of memory


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("kernel_type", [np.float32, np.float64, np.int64])
def test_float32_stays_float32(operation, kernel_type):
    image = digits((9, 9), 1)
    ours = operation(image.astype(np.float32), ONE_TO_NINE.astype(kernel_type), dilation=2)
    assert ours.dtype == np.float32
    np.testing.assert_array_equal(ours, operation(image, ONE_TO_NINE, dilation=2))


@pytest.mark.parametrize("dtype", [*"?bhilqBHILQ", np.float16, np.float64, np.longdouble, ">i2", ">f8"])
def test_everything_else_is_computed_in_float64(dtype):
    image = np.abs(digits((9, 9), 1)).astype(dtype)
    ours = correlate(image, ONE_TO_NINE.astype(np.float32), dilation=2)
    assert ours.dtype == np.float64
    np.testing.assert_array_equal(ours, correlate(image.astype(float), ONE_TO_NINE, dilation=2))


def test_uint8_does_not_wrap():
    image = np.full((3, 3), 255, dtype=np.uint8)
    assert correlate(image, np.full((3, 3), 255, dtype=np.uint8)) == 9 * 255 * 255


def test_unsigned_differences_are_negative():
    assert correlate(np.array([[3, 1]], dtype=np.uint8), np.array([[-1, 1]])) == -2


def test_booleans_count():
    assert correlate(np.ones((2, 2), bool), np.ones((2, 2), bool)) == 4


def test_float16_does_not_overflow():
    assert correlate(np.full((1, 2), 60000, np.float16), np.ones((1, 2), np.float16)) == 120000


@pytest.mark.parametrize("order", [">", "<"])
def test_float32_of_either_byte_order_gives_native_float32(order):
    image = digits((9, 9), 1)
    ours = correlate(image.astype(f"{order}f4"), ONE_TO_NINE.astype(f"{order}f8"))
    assert ours.dtype == np.dtype("=f4")
    np.testing.assert_array_equal(ours, correlate(image, ONE_TO_NINE))


@pytest.mark.parametrize(
    "relayout",
    [
        np.asfortranarray,
        lambda image: np.repeat(image, 2, axis=1)[:, ::2],
        lambda image: image[::-1, ::-1].copy()[::-1, ::-1],
        lambda image: np.broadcast_to(image, (2, *image.shape))[1],
        lambda image: image.tolist(),
        lambda image: tuple(map(tuple, image.astype(int).tolist())),
    ],
    ids=["fortran", "strided", "backwards", "read-only", "lists", "tuples"],
)
@pytest.mark.parametrize("mode", PADDING_MODES)
def test_the_layout_in_memory_does_not_show(relayout, mode):
    image, kernel = digits((9, 8), 1), digits((3, 2), 2)
    options = {"dilation": (2, 3), "padding": "same", "padding_mode": mode}
    ours = correlate(relayout(image), relayout(kernel), **options)
    np.testing.assert_array_equal(ours, correlate(image, kernel, **options))


@given(layers(), st.sampled_from(OPERATIONS))
def test_the_inputs_are_not_changed(layer, operation):
    before = layer.image.copy(), layer.kernel.copy()
    operation(layer.image, layer.kernel, **layer.options)
    np.testing.assert_array_equal(layer.image, before[0])
    np.testing.assert_array_equal(layer.kernel, before[1])


def test_the_output_shares_no_memory_with_the_image():
    image = digits((4, 4), 1)
    assert not np.shares_memory(correlate(image, [[1]]), image)


# Not a number, and infinity


@given(layers(), SEEDS, st.sampled_from([np.nan, np.inf, -np.inf]))
def test_a_non_finite_sample_reaches_exactly_the_outputs_that_read_it(layer, seed, value):
    special = np.random.default_rng(seed).random(layer.image.shape) < 0.15
    ours = correlate(np.where(special, value, layer.image), layer.kernel, **layer.options)
    np.testing.assert_array_equal(~np.isfinite(ours), windows_that_meet(layer, special))


@given(layers(), SEEDS, st.sampled_from([np.nan, np.inf, -np.inf]))
def test_outputs_that_skip_over_a_non_finite_sample_do_not_change(layer, seed, value):
    special = np.random.default_rng(seed).random(layer.image.shape) < 0.15
    ours = correlate(np.where(special, value, layer.image), layer.kernel, **layer.options)
    untouched = ~windows_that_meet(layer, special)
    without = correlate(layer.image, layer.kernel, **layer.options)
    np.testing.assert_array_equal(ours[untouched], without[untouched])


@given(layers(), SEEDS, st.sampled_from([np.nan, np.inf, -np.inf]))
def test_a_non_finite_weight_acts_as_on_an_explicitly_padded_image(layer, seed, value):
    weights = np.where(np.random.default_rng(seed).random(layer.kernel.shape) < 0.3, value, layer.kernel)
    expected = np.zeros((layer.rows.outputs, layer.cols.outputs))
    with np.errstate(invalid="ignore"):
        for (u, v), weight in np.ndenumerate(weights):
            read = layer.strided(layer.padded[u * layer.rows.dilation :, v * layer.cols.dilation :])
            expected += weight * read[: layer.rows.outputs, : layer.cols.outputs]
    np.testing.assert_array_equal(correlate(layer.image, weights, **layer.options), expected)


def test_a_sample_too_large_for_the_type_overflows_without_a_warning():
    assert correlate(np.full((1, 1), 1e308), [[10]]) == np.inf


def test_a_weight_too_large_for_float32_becomes_infinite_without_a_warning():
    assert correlate(np.ones((1, 1), np.float32), [[1e300]]) == np.inf


def test_a_number_too_large_for_float64_becomes_infinite_without_a_warning():
    assert correlate(np.full((1, 1), np.longdouble("1e400")), [[1]]) == np.inf


# What is refused


@pytest.mark.parametrize(
    ("array", "sentence"),
    [
        ([[1j]], "must hold real numbers, got complex numbers"),
        (np.array([[None]]), "must hold real numbers, got Python objects"),
        ([[2**70]], "must hold real numbers, got Python objects"),
        ([["1"]], "must hold real numbers, got text"),
        ([[b"1"]], "must hold real numbers, got text"),
        (np.array([["2026-01-01"]], "datetime64[D]"), r"must hold real numbers, got datetime64\[D\]"),
        (np.array([[1]], "timedelta64[s]"), r"must hold real numbers, got timedelta64\[s\]"),
        (np.zeros((1, 1), [("a", float)]), "must hold real numbers, got "),
        (5, r"must have two dimensions \(rows, columns\), got 0"),
        ([1.0, 2.0], r"must have two dimensions \(rows, columns\), got 1"),
        (np.zeros((3, 3, 3)), r"must have two dimensions \(rows, columns\), got 3"),
        ([[]], "must have at least one row and one column, got 1 x 0"),
        (np.zeros((0, 3)), "must have at least one row and one column, got 0 x 3"),
        ([[1, 2], [3]], "must be a matrix whose rows have equal lengths"),
    ],
)
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("role", ["the image", "the kernel"])
def test_what_is_no_matrix_of_real_numbers_is_refused(operation, role, array, sentence):
    arrays = {"the image": BLOCK, "the kernel": ONE_TO_NINE} | {role: array}
    with pytest.raises(ValueError, match=f"^{role} {sentence}"):
        operation(*arrays.values())


@pytest.mark.parametrize("option", ["dilation", "stride"])
@pytest.mark.parametrize("value", [0, -1, 1.5, 2.0, True, "2", None, float("nan"), (1, 0), (2, 2.5), np.array(1.5)])
def test_a_step_that_is_no_whole_number_of_at_least_1_is_refused(option, value):
    with pytest.raises(ValueError, match=f"^{option} must be a whole number of at least 1, got "):
        correlate(BLOCK, ONE_TO_NINE, **{option: value})


@pytest.mark.parametrize("option", ["dilation", "stride"])
@pytest.mark.parametrize("value", [(), (2,), (1, 2, 3), [1, 2, 3]])
def test_a_step_that_is_no_pair_is_refused(option, value):
    with pytest.raises(ValueError, match=rf"^{option} must be one whole number or a \(rows, columns\) pair, got "):
        correlate(BLOCK, ONE_TO_NINE, **{option: value})


@pytest.mark.parametrize("padding", [-1, 0.5, True, None, float("nan"), (1, -1), (1, "2"), ((1, 2), (3, -4))])
def test_a_padding_that_is_no_whole_number_is_refused(padding):
    with pytest.raises(ValueError, match=r"^padding must be a whole number of at least 0, got "):
        correlate(BLOCK, ONE_TO_NINE, padding=padding)


@pytest.mark.parametrize("padding", [(1,), (1, 2, 3), ((1, 2), (3, 4), (5, 6))])
def test_a_padding_of_another_form_is_refused(padding):
    with pytest.raises(ValueError, match=r"^padding must be a number, \(rows, columns\) or \(\(top, bottom\)"):
        correlate(BLOCK, ONE_TO_NINE, padding=padding)


def test_an_unknown_padding_is_refused_with_the_known_ones():
    sentence = r"^padding must be one of valid, same, full, causal or numbers, got 'some'$"
    with pytest.raises(ValueError, match=sentence):
        correlate(BLOCK, ONE_TO_NINE, padding="some")


def test_an_unknown_padding_mode_is_refused():
    with pytest.raises(ValueError, match=r"must be one of zeros, reflect, replicate, circular, got 'wrap'$"):
        correlate(BLOCK, ONE_TO_NINE, padding_mode="wrap")


def test_a_kernel_with_too_many_rows_is_refused_with_the_numbers():
    sentence = r"^Rows: a kernel of 3 taps at dilation 3 spans 7 samples, but the axis has only 4$"
    with pytest.raises(ValueError, match=sentence):
        correlate(np.ones((4, 9)), ONE_TO_NINE, dilation=3)


def test_a_kernel_with_too_many_columns_is_refused_with_the_numbers():
    sentence = r"^Columns: a kernel of 3 taps at dilation 3 spans 7 samples, but the padded axis has only 6$"
    with pytest.raises(ValueError, match=sentence):
        correlate(np.ones((9, 4)), ONE_TO_NINE, dilation=3, padding=1)


def test_a_reflect_padding_that_does_not_fit_is_refused_with_the_numbers():
    sentence = r"^Rows: reflect padding of 9 does not fit: an axis of 9 samples can be padded by at most 8$"
    with pytest.raises(ValueError, match=sentence):
        correlate(BLOCK, ONE_TO_NINE, padding=9, padding_mode="reflect")


def test_an_output_too_large_to_hold_is_refused():
    with pytest.raises(ValueError, match=r"^the output would have 200,009 x 200,009 values; at most 268,435,456 "):
        correlate(BLOCK, ONE_TO_NINE, dilation=100_000, padding=200_000)


@pytest.mark.parametrize("padding", [*NAMED_PADDINGS, 2_000_000_000])
@pytest.mark.parametrize("mode", PADDING_MODES)
@pytest.mark.parametrize("dilation", [2_000_000_000, 10**30, (1, 2_000_000_000)])
def test_a_dilation_of_two_billion_is_refused_without_allocating(padding, mode, dilation):
    tracemalloc.start()
    try:
        with pytest.raises(
            ValueError, match=r"^(dilation|padding|Columns: dilation) must be at most 268,435,456, got "
        ):
            correlate(BLOCK, ONE_TO_NINE, dilation=dilation, padding=padding, padding_mode=mode)
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("dilation", [2_000_000_000, 100_000_000, 20_000])
def test_a_dilated_kernel_too_large_to_hold_is_refused(dilation):
    with pytest.raises(ValueError, match=r"at most 268,435,456"):
        dilate(ONE_TO_NINE, dilation)


# The zero-inserted kernel


@given(layers())
def test_dilate_puts_zeros_between_the_taps(layer):
    np.testing.assert_array_equal(dilate(layer.kernel, layer.options["dilation"]), layer.inserted)


@given(layers())
def test_a_dilated_correlation_is_an_ordinary_one_with_the_dilated_kernel(layer):
    dilated = dilate(layer.kernel, layer.options["dilation"])
    ours = correlate(layer.image, dilated, **layer.options | {"dilation": 1})
    np.testing.assert_array_equal(ours, correlate(layer.image, layer.kernel, **layer.options))


def test_dilate_keeps_float32():
    assert dilate(ONE_TO_NINE.astype(np.float32), 2).dtype == np.float32


# Weight: of the working memory, and of the import


@pytest.mark.parametrize("shape", [(512, 512), (1, 1_000_000)], ids=["square", "row"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("dilation", [1, 5, 64])
@pytest.mark.parametrize("mode", PADDING_MODES)
def test_extra_memory_stays_below_three_times_the_input(shape, dtype, dilation, mode):
    image = np.ones(shape, dtype)
    kernel = np.ones((min(3, shape[0]), 3), dtype)
    tracemalloc.start()
    try:
        output = correlate(image, kernel, dilation=dilation, padding="same", padding_mode=mode)
        assert output.shape == shape
        assert tracemalloc.get_traced_memory()[1] < 3 * image.nbytes
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("heavy", ["scipy", "streamlit", "plotly", "pandas", "PIL"])
def test_importing_dilviz_does_not_import(heavy):
    command = "import sys, dilviz; print(*sys.modules, sep='\\n')"
    shown = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout
    assert heavy not in shown.split()
