"""One axis against a brute force that pads an `arange` and walks over it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilviz.axis import PADDED_ZERO, PADDING_MODES, Axis
from tests.strategies import NUMPY_PAD, axes

TWO_BILLION = 2_000_000_000


def walk(axis):
    """What a person would count on paper: for each output, the places of its taps on the padded axis."""
    places = range(axis.size + axis.pad[0] + axis.pad[1])
    windows = [[first + tap * axis.dilation for tap in range(axis.kernel)] for first in places[:: axis.stride]]
    return [window for window in windows if window[-1] in places]


def padded_arange(axis):
    fill = {"constant_values": PADDED_ZERO} if axis.edge == "zeros" else {}
    return np.pad(np.arange(axis.size), axis.pad, mode=NUMPY_PAD[axis.edge], **fill)


@given(axes())
def test_extent_is_the_length_from_first_to_last_tap(axis):
    first_window = walk(axis)[0]
    assert axis.extent == first_window[-1] - first_window[0] + 1


@given(axes())
def test_outputs_are_the_windows_that_fit(axis):
    assert axis.outputs == len(walk(axis))


@given(axes())
def test_taps_are_the_places_counted_from_the_first_real_sample(axis):
    np.testing.assert_array_equal(axis.taps, np.array(walk(axis)) - axis.pad[0])


@given(axes())
def test_sources_are_what_lies_at_these_places_after_np_pad(axis):
    np.testing.assert_array_equal(axis.sources, padded_arange(axis)[np.array(walk(axis))])


@given(axes())
def test_offsets_are_the_steps_from_the_first_tap_to_each(axis):
    first_window = walk(axis)[0]
    assert axis.offsets.tolist() == [place - first_window[0] for place in first_window]


@given(axes())
def test_the_ring_is_the_whole_padded_axis(axis):
    np.testing.assert_array_equal(axis.ring, padded_arange(axis))


@given(axes())
def test_reads_count_each_sample_in_the_sources(axis):
    seen = [padded_arange(axis)[place] for window in walk(axis) for place in window]
    assert axis.reads.tolist() == [seen.count(sample) for sample in range(axis.size)]


@given(axes())
def test_readers_are_the_exact_inverse_of_sources(axis):
    back = {(sample, *reader) for sample in range(axis.size) for reader in axis.readers(sample).tolist()}
    there = {(sample, *reader) for reader, sample in np.ndenumerate(axis.sources) if sample != PADDED_ZERO}
    assert back == there


@given(axes())
def test_readers_name_no_pair_twice(axis):
    assert sum(len(axis.readers(sample)) for sample in range(axis.size)) == axis.reads.sum()


@given(axes(), st.data())
def test_runs_are_the_sources_in_slices(axis, data):
    begin, end = sorted(data.draw(st.tuples(*[st.integers(0, axis.outputs)] * 2)))
    samples = np.arange(axis.size)
    for tap in range(axis.kernel):
        column = np.full(axis.outputs, -2)
        for outputs, inputs in axis.runs(tap, begin, end):
            column[outputs] = PADDED_ZERO if inputs is None else samples[inputs]
        np.testing.assert_array_equal(column[begin:end], axis.sources[begin:end, tap])
        assert (np.delete(column, slice(begin, end)) == -2).all()


@given(axes())
def test_runs_follow_one_another_without_gap(axis):
    for tap in range(axis.kernel):
        covered = [output for outputs, _ in axis.runs(tap, 0, axis.outputs) for output in range(axis.outputs)[outputs]]
        assert covered == list(range(axis.outputs))


@given(axes())
def test_there_are_at_most_three_runs_before_inside_and_after(axis):
    assert all(len(list(axis.runs(tap, 0, axis.outputs))) <= 3 for tap in range(axis.kernel))


@pytest.mark.parametrize("edge", PADDING_MODES)
def test_the_padding_modes_look_as_drawn_in_the_docstring(edge):
    drawn = {
        "zeros": "000|abcd|000",
        "reflect": "dcb|abcd|cba",
        "replicate": "aaa|abcd|ddd",
        "circular": "bcd|abcd|abc",
    }[edge]
    assert drawn in Axis.__doc__
    letters = [*"abcd", "0"]  # the last one is that of PADDED_ZERO
    assert "".join(letters[i] for i in Axis(4, 1, pad=(3, 3), edge=edge).sources[:, 0]) == drawn.replace("|", "")


@pytest.mark.parametrize("table", ["taps", "sources", "reads", "ring"])
def test_tables_are_read_only(table):
    with pytest.raises(ValueError, match="read-only"):
        getattr(Axis(9, 3), table)[...] = 0


def test_an_axis_is_frozen():
    with pytest.raises(AttributeError):
        Axis(9, 3).size = 4


def test_equal_settings_are_equal_axes():
    assert Axis(9, 3, np.int64(2), pad=[1, 1]) == Axis(9, 3, 2, pad=(1, 1))
    assert hash(Axis(9, 3, np.int64(2), pad=[1, 1])) == hash(Axis(9, 3, 2, pad=(1, 1)))


def test_the_runs_of_a_far_reaching_axis_build_no_table():
    axis = Axis(9, 3, dilation=10**8, pad=(10**8, 10**8))
    assert axis.outputs == 9
    assert [inputs for outputs, inputs in axis.runs(1, 0, 9)] == [slice(0, 9, 1)]


@pytest.mark.parametrize("field", ["size", "kernel", "dilation", "stride"])
@pytest.mark.parametrize("value", [0, -1, 1.5, 2.0, True, "2", None, float("nan"), float("inf"), 1j, [2]])
def test_what_is_no_whole_number_of_at_least_1_is_refused(field, value):
    settings = {"size": 9, "kernel": 3} | {field: value}
    with pytest.raises(ValueError, match=f"^{field} must be a whole number of at least 1, got "):
        Axis(**settings)


@pytest.mark.parametrize("field", ["size", "kernel", "dilation", "stride"])
@pytest.mark.parametrize("value", [TWO_BILLION, 10**30])
def test_what_is_too_long_to_hold_is_refused(field, value):
    settings = {"size": 9, "kernel": 3} | {field: value}
    with pytest.raises(ValueError, match=f"^{field} must be at most 268,435,456, got {value:,}$"):
        Axis(**settings)


@pytest.mark.parametrize("pad", [(-1, 0), (0, -1), (0.5, 0), (0, "1"), (True, 0), (float("nan"), 0)])
def test_a_padding_that_is_no_whole_number_is_refused(pad):
    with pytest.raises(ValueError, match=r"^padding must be a whole number of at least 0, got "):
        Axis(9, 3, pad=pad)


@pytest.mark.parametrize("pad", [1, (1,), (1, 2, 3), None])
def test_a_padding_that_is_no_pair_is_refused(pad):
    with pytest.raises(ValueError, match=r"^padding must be a \(before, after\) pair, got "):
        Axis(9, 3, pad=pad)


def test_a_kernel_that_does_not_fit_is_refused_with_the_numbers():
    sentence = r"^a kernel of 3 taps at dilation 3 spans 7 samples, but the axis has only 4$"
    with pytest.raises(ValueError, match=sentence):
        Axis(4, 3, dilation=3)


def test_a_kernel_that_does_not_fit_the_padded_axis_is_refused_with_the_numbers():
    sentence = r"^a kernel of 3 taps at dilation 3 spans 7 samples, but the padded axis has only 6$"
    with pytest.raises(ValueError, match=sentence):
        Axis(4, 3, dilation=3, pad=(1, 1))


def test_a_kernel_that_just_fits_is_accepted():
    assert Axis(4, 3, dilation=3, pad=(2, 1)).outputs == 1


def test_reflect_padding_reaches_to_the_far_end_and_no_further():
    assert Axis(4, 1, pad=(3, 3), edge="reflect").outputs == 10
    sentence = r"^reflect padding of 4 does not fit: an axis of 4 samples can be padded by at most 3$"
    with pytest.raises(ValueError, match=sentence):
        Axis(4, 1, pad=(0, 4), edge="reflect")


def test_circular_padding_goes_round_once_and_no_further():
    assert Axis(4, 1, pad=(4, 4), edge="circular").outputs == 12
    sentence = r"^circular padding of 5 does not fit: an axis of 4 samples can be padded by at most 4$"
    with pytest.raises(ValueError, match=sentence):
        Axis(4, 1, pad=(5, 0), edge="circular")


@pytest.mark.parametrize("edge", ["wrap", "", None, 3, ["zeros"]])
def test_an_unknown_padding_mode_is_refused_with_the_known_ones(edge):
    sentence = r"^the padding mode must be one of zeros, reflect, replicate, circular, got "
    with pytest.raises(ValueError, match=sentence):
        Axis(9, 3, edge=edge)


@pytest.mark.parametrize("sample", [-1, 9])
def test_readers_of_a_sample_that_is_not_there_are_refused(sample):
    with pytest.raises(ValueError, match=rf"^sample must be from 0 to 8, got {sample}$"):
        Axis(9, 3).readers(sample)
