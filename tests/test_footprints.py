"""Path counts, and the samples that no path reaches."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilviz.footprints import footprint, gaps, gaps_2d, holes, normalised_footprint, paths
from dilviz.stack import WIDEST, Layer, Stack, receptive_field
from tests.strategies_stack import axis_stacks, stacks, walk


@given(axis_stacks())
def test_the_footprint_counts_the_paths_that_a_walk_down_the_taps_finds(stack):
    counted = Counter(walk(stack))
    field = receptive_field(stack)
    assert footprint(stack).tolist() == [counted[field.start + place] for place in range(field.size)]


@given(axis_stacks(padding=st.just("valid")))
def test_the_footprint_counts_the_reads_through_the_axis_tables(stack):
    axes = []
    for layer in stack:
        axes.append(layer.axis(axes[-1].outputs if axes else receptive_field(stack).size))
    counts = np.ones(1, dtype=int)
    for axis in reversed(axes):
        below = np.zeros(axis.size, dtype=int)
        np.add.at(below, axis.taps, np.broadcast_to(counts[:, np.newaxis], axis.taps.shape))
        counts = below
    assert footprint(stack).tolist() == counts.tolist()


@given(axis_stacks())
def test_the_footprint_is_the_same_from_both_ends(stack):
    assert (footprint(stack) == footprint(stack)[::-1]).all()


@given(st.integers(1, 50))
def test_two_taps_throughout_give_pascals_triangle(depth):
    row = [1]
    for _ in range(depth):
        row = [a + b for a, b in zip([0, *row], [*row, 0], strict=True)]
    assert footprint([Layer(kernel=2)] * depth).tolist() == row


@pytest.mark.parametrize(("depth", "exact"), [(39, np.int64), (40, object), (64, object)])
def test_counts_are_exact_on_both_sides_of_64_bits(depth, exact):
    stack = [Layer(dilation=1 + number % 5) for number in range(depth)]
    counts = [1]
    for layer in stack:  # plain Python integers
        longer = [0] * (len(counts) + 2 * layer.dilation)
        for place, count in enumerate(counts):
            for tap in range(3):
                longer[place + tap * layer.dilation] += count
        counts = longer
    assert footprint(stack).dtype == exact
    assert footprint(stack).tolist() == counts
    assert sum(footprint(stack).tolist()) == paths(stack) == 3**depth


@given(axis_stacks())
def test_normalised_counts_are_shares_of_all_paths(stack):
    shares = normalised_footprint(stack)
    assert shares.dtype == np.float64
    assert shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(shares * paths(stack), footprint(stack).astype(float))


def test_normalised_counts_of_a_deep_stack_sum_to_one():
    assert normalised_footprint([Layer(dilation=2**i) for i in range(10)] * 6).sum() == pytest.approx(1)


@given(axis_stacks())
def test_holes_are_the_places_no_path_ends_at(stack):
    field = receptive_field(stack)
    seen = {end - field.start for end in walk(stack)}
    missing = [place for place in range(field.size) if place not in seen]
    assert holes(stack).tolist() == missing
    found = gaps(stack)
    assert (found.cells, found.holes) == (field.size, len(missing))
    assert found.share == pytest.approx(len(seen) / field.size)
    picture = "".join("#" if place in seen else "." for place in range(field.size))
    assert found.largest == max(map(len, picture.split("#")))


@given(stacks(most=3))
def test_a_cell_is_a_hole_where_its_row_or_its_column_is_one(stack):
    outer = np.outer(footprint(stack.rows), footprint(stack.cols))
    found = gaps_2d(stack)
    assert (found.cells, found.holes) == (outer.size, int((outer == 0).sum()))


@given(stacks(most=2))
def test_the_footprint_in_two_dimensions_is_the_outer_product(stack):
    counted = Counter(product(walk(stack.rows), walk(stack.cols)))
    rows, cols = receptive_field(stack.rows), receptive_field(stack.cols)
    outer = np.outer(footprint(stack.rows), footprint(stack.cols))
    for (row, col), count in counted.items():
        assert outer[row - rows.start, col - cols.start] == count


def test_a_pooling_window_counts_as_a_kernel():
    assert footprint([Layer(kernel=2, stride=2, kind="pool"), Layer(kernel=2)]).tolist() == [1, 1, 1, 1]


def test_a_field_too_wide_to_be_counted_is_refused():
    with pytest.raises(ValueError, match=f"at most {WIDEST:,} are possible"):
        footprint([Layer(dilation=WIDEST)])


def test_the_gaps_of_a_stack_without_holes_are_none():
    assert gaps_2d(Stack((Layer(),), (Layer(),))).share == 1
