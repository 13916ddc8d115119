"""The nearest stack without holes."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilviz import suggestion
from dilviz.footprints import holes, paths
from dilviz.stack import Layer, receptive_field
from dilviz.suggestion import suggest
from tests.strategies_stack import LAYER_KINDS, axis_stacks


def stack_of(dilations, kernel=3):
    return [Layer(kernel, dilation) for dilation in dilations]


def dilations_of(layers):
    return [layer.dilation for layer in layers]


def distance(these, those):
    return sum(abs(a.dilation - b.dilation) for a, b in zip(these, those, strict=True))


@given(axis_stacks(most=5, kinds=st.sampled_from(LAYER_KINDS)))
def test_a_suggestion_has_no_holes_the_same_depth_and_what_it_says_of_the_reach(stack):
    found = suggest(stack)
    if found.layers is None:
        return
    assert holes(found.layers).size == 0
    assert len(found.layers) == len(stack)
    assert found.distance == distance(stack, found.layers)
    assert found.keeps_reach == (receptive_field(found.layers).size >= receptive_field(stack).size)


@given(axis_stacks(most=5, kinds=st.sampled_from(LAYER_KINDS)))
def test_only_the_dilations_of_convolutions_change(stack):
    for old, new in zip(stack, suggest(stack).layers or stack, strict=True):
        same = old.dilation == new.dilation
        assert same or (old.kind == "conv" and old.kernel > 1)
        assert (old.kernel, old.stride, old.padding, old.kind) == (new.kernel, new.stride, new.padding, new.kind)


@settings(max_examples=40)  # every example tries a thousand stacks
@given(st.lists(st.integers(1, 5), min_size=1, max_size=3), st.integers(2, 4))
def test_no_stack_is_nearer_where_kernels_are_alike_and_there_is_no_stride(dilations, kernel):
    stack = stack_of(dilations, kernel)
    reach = receptive_field(stack).size
    best = None
    for other in product(range(1, 11), repeat=len(dilations)):
        candidate = stack_of(other, kernel)
        size = receptive_field(candidate).size
        if size >= reach and holes(candidate).size == 0:
            best = min(best or (9999, 9999), (distance(stack, candidate), size))
    found = suggest(stack)
    assert found.keeps_reach == (best is not None)
    if best:
        assert (found.distance, receptive_field(found.layers).size) == best
    else:
        assert receptive_field(found.layers).size == paths(stack)


@pytest.mark.parametrize(
    ("dilations", "suggested"),
    [([2, 2, 2], [1, 2, 3]), ([1, 2, 9], [1, 3, 9]), ([9, 2, 1], [9, 3, 1]), ([1, 2, 5], [1, 2, 5])],
)
def test_the_suggestion_keeps_the_order_of_the_dilations(dilations, suggested):
    found = suggest(stack_of(dilations))
    assert dilations_of(found.layers) == suggested
    assert found.keeps_reach


def test_a_reach_past_the_product_of_the_kernels_cannot_be_kept():
    found = suggest(stack_of([2, 4, 8]))
    assert dilations_of(found.layers) == [1, 3, 9]
    assert not found.keeps_reach
    assert found.searched.startswith("There are no dilations with which these kernels reach 29 samples")


def test_a_stride_before_the_first_tap_leaves_holes_whatever_the_dilations():
    found = suggest([Layer(kernel=1, stride=2), Layer()])
    assert found.layers is None
    assert found.searched.startswith("No dilations were found")


def test_a_search_that_would_take_too_long_is_not_made_and_says_so(monkeypatch):
    stack = stack_of([1, 1, 10, 10])
    assert suggest(stack).distance == 3
    monkeypatch.setattr(suggestion, "MOST_LOOKS", 10)
    found = suggest(stack)
    assert found.searched.startswith("Too many dilations to try them all")
    assert holes(found.layers).size == 0
    assert found.keeps_reach
    assert found.distance == 10


def test_a_deep_stack_gets_a_suggestion():
    found = suggest(stack_of([2**i for i in range(1, 10)] * 3))
    assert holes(found.layers).size == 0
    assert found.keeps_reach


def test_a_stack_without_holes_stays_as_it_is():
    stack = stack_of([1, 1, 2, 4, 8, 16, 1])
    assert suggest(stack).layers == tuple(stack)
    assert suggest(stack).distance == 0
