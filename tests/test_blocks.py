"""Tables and means over blocks, against the same counted cell by cell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilviz.axis import PADDED_ZERO
from dilviz.blocks import MOST_TABLES, in_blocks, linked, means, spans
from dilviz.notation import parse_stack
from dilviz.stack import Layer
from dilviz.tree import levels
from tests.strategies_stack import axis_stacks


@given(axis_stacks(), st.integers(1, 5))
def test_a_block_reads_the_blocks_of_what_its_samples_read(layers, most):
    try:
        axes = levels(layers, 30)
    except ValueError:
        return
    found = linked(axes, most)
    for axis, table, below, above in zip(axes, found["tables"], found["blocks"], found["blocks"][1:], strict=False):
        for block, row in enumerate(table):
            outputs = range(block * above, min((block + 1) * above, axis.outputs))
            read = {source // below for output in outputs for source in axis.sources[output] if source != PADDED_ZERO}
            assert set(row.tolist()) - {PADDED_ZERO} == read


def test_small_tables_are_sent_as_they_are():
    axes = levels([Layer(padding="same", dilation=2)] * 2, 9)
    found = linked(axes)
    assert found["blocks"] == [1, 1, 1]
    for axis, table in zip(axes, found["tables"], strict=True):
        np.testing.assert_array_equal(table, axis.sources)


def test_tables_that_are_too_large_to_send_are_sent_in_blocks():
    axes = levels(parse_stack("k3 d1..8192 causal").cols, 40_000)
    found = linked(axes)
    assert sum(table.size for table in found["tables"]) <= MOST_TABLES
    assert all(len(table) <= 512 for table in found["tables"])


def test_reads_without_number_are_refused_with_a_sentence():
    with pytest.raises(ValueError, match="reads in one layer are too many to follow"):
        linked(levels([Layer(kernel=4096, padding="same")], 4096))


@given(st.integers(1, 40), st.integers(1, 9))
def test_blocks_cover_every_sample_once(size, block):
    covered = [sample for first, last in spans(size, block).tolist() for sample in range(first, last + 1)]
    assert covered == list(range(size))


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=30), st.integers(1, 9))
def test_means_are_those_of_the_slices(values, block):
    array = np.array(values, dtype=float)
    expected = [array[i : i + block].mean() for i in range(0, len(values), block)]
    np.testing.assert_allclose(means(array, block), expected, atol=1e-12)


def test_one_to_one_blocks_are_the_table_itself():
    sources = np.array([[0, PADDED_ZERO]])
    assert in_blocks(sources, 1, 1) is sources
