"""Cones through the layers, down from an output and up from a sample."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dilviz.axis import PADDING_MODES
from dilviz.footprints import holes
from dilviz.stack import Layer, receptive_field
from dilviz.tree import cone, levels, picture_size, reach
from tests.strategies_stack import axis_stacks, walk


def built(stack, size, edge="zeros"):
    """The levels, for stacks that fit; the others are no example."""
    try:
        return levels(stack, size, edge)
    except ValueError:
        assume(False)


@given(axis_stacks(padding=st.just("valid")), st.data())
def test_the_foot_of_a_cone_is_the_receptive_field_without_its_holes(stack, data):
    axes = levels(stack, picture_size(stack, outputs=3))
    output = data.draw(st.integers(0, axes[-1].outputs - 1))
    field = receptive_field(stack)
    seen = np.setdiff1d(np.arange(field.size), holes(stack))
    assert cone(axes, output).nodes[0].tolist() == (seen + field.start + output * field.jump).tolist()


@given(axis_stacks(most=1), st.integers(1, 30), st.data())
def test_one_layer_is_clipped_at_the_borders(stack, size, data):
    axes = built(stack, size)
    output = data.draw(st.integers(0, axes[-1].outputs - 1))
    inside = sorted({end for end in walk(stack, output) if 0 <= end < size})
    assert cone(axes, output).nodes[0].tolist() == inside


@given(axis_stacks(), st.integers(1, 30), st.sampled_from(PADDING_MODES), st.data())
def test_a_sample_reaches_exactly_the_outputs_whose_cones_hold_it(stack, size, edge, data):
    axes = built(stack, size, edge)
    sample = data.draw(st.integers(0, size - 1))
    holding = [output for output in range(axes[-1].outputs) if sample in cone(axes, output).nodes[0]]
    assert reach(axes, sample).nodes[-1].tolist() == holding


@given(axis_stacks(), st.integers(1, 30), st.data())
def test_edges_join_the_nodes_of_neighbouring_levels(stack, size, data):
    axes = built(stack, size)
    output = data.draw(st.integers(0, axes[-1].outputs - 1))
    sample = data.draw(st.integers(0, size - 1))
    for found in (cone(axes, output), reach(axes, sample)):
        for axis, below, above, edges in zip(axes, found.nodes, found.nodes[1:], found.edges, strict=False):
            assert set(edges[:, 0]) <= set(below)
            assert set(edges[:, 1]) <= set(above)
            assert all(source in axis.sources[target] for source, target in edges)


@given(axis_stacks(), st.integers(1, 30), st.data())
def test_every_reader_of_a_sample_is_above_it(stack, size, data):
    axes = built(stack, size)
    sample = data.draw(st.integers(0, size - 1))
    assert reach(axes, sample).nodes[1].tolist() == sorted(set(axes[0].readers(sample)[:, 0]))


@given(axis_stacks(padding=st.just("valid")), st.integers(1, 4))
def test_a_picture_without_padding_has_the_outputs_asked_for(stack, outputs):
    assert levels(stack, picture_size(stack, outputs))[-1].outputs == outputs


def test_wavenets_last_output_sees_its_whole_picture():
    stack = [Layer(kernel=2, dilation=2**i, padding="causal") for i in range(4)]
    axes = levels(stack, picture_size(stack))
    assert [len(nodes) for nodes in cone(axes, output=15).nodes] == [16, 8, 4, 2, 1]
    assert [len(nodes) for nodes in cone(axes, output=0).nodes] == [1, 1, 1, 1, 1]


def test_padding_that_wraps_around_is_followed_to_real_samples():
    axes = levels([Layer(padding="same")], size=5, edge="circular")
    assert cone(axes, output=0).nodes[0].tolist() == [0, 1, 4]


def test_a_layer_that_does_not_fit_is_named():
    with pytest.raises(ValueError, match="Layer 2: a kernel of 3 taps at dilation 4 spans 9 samples"):
        levels([Layer(), Layer(dilation=4)], size=10)


@pytest.mark.parametrize("place", [-1, 8])
def test_a_place_outside_the_level_is_refused(place):
    axes = levels([Layer()], size=10)
    with pytest.raises(ValueError, match="output must be"):
        cone(axes, place)
    with pytest.raises(ValueError, match="sample must be"):
        reach(axes, place if place < 0 else 10)


def test_tables_too_large_to_draw_are_refused():
    axes = levels([Layer(kernel=1000)], size=10_000)
    with pytest.raises(ValueError, match="9,001 outputs of 1,000 taps each are too many to follow"):
        cone(axes, 0)
