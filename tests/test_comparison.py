"""How a stack grows beside others."""

import pytest
from hypothesis import given

from dilviz.comparison import doubling, growth, plain, pooling
from dilviz.notation import parse_stack
from dilviz.presets import PRESETS
from dilviz.running import costs
from dilviz.stack import WIDEST, receptive_fields
from tests.strategies_stack import stacks


@given(stacks())
def test_a_stack_grows_as_its_receptive_fields_say(stack):
    for axis, layers in enumerate((stack.rows, stack.cols)):
        assert growth(stack, axis).sizes[1:] == tuple(field.size for field in receptive_fields(layers))


def test_the_work_is_the_multiply_adds_of_a_large_input_for_each_of_its_samples():
    stack = parse_stack("3x3 same, pool2, 3x3 d2 same, 3x3 s2 same")
    counted = sum(cost.multiply_adds for cost in costs(stack, 64, 64)) / 64**2
    assert growth(stack).work[-1] == pytest.approx(counted)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_without_dilation_nothing_sees_further_and_doubling_reaches_twice_as_far_with_each_layer(preset):
    for stack in preset.stacks:
        assert all(a <= b for a, b in zip(plain(stack).sizes, growth(stack).sizes, strict=True))
        assert doubling(stack).sizes[-1] <= WIDEST


def test_plain_stacks_grow_linearly_and_doubling_ones_exponentially():
    stack = parse_stack("3x3 x12")
    assert plain(stack).sizes == tuple(1 + 2 * depth for depth in range(13))
    assert doubling(stack).sizes == tuple(2 ** (depth + 1) - 1 for depth in range(13))


def test_doubling_ends_where_no_footprint_is_counted_any_more():
    sizes = doubling(parse_stack("3x3 x64")).sizes
    assert len(sizes) == 16
    assert sizes[-1] == WIDEST - 1


def test_pooling_sees_at_least_as_far_with_no_more_work():
    for text in ("1,2,4,8", "1,2,5", "k2 d1..512 causal", "2,2,2", "3"):
        stack = parse_stack(text)
        pooled, own = pooling(stack), growth(stack)
        assert all(a >= b for a, b in zip(pooled.sizes, own.sizes, strict=True))
        assert pooled.work[-1] <= own.work[-1]
        assert pooled.weights == own.weights


def test_pooling_layers_of_a_stack_stay_as_they_are():
    stack = parse_stack("3x3, pool3 s2, 3x3")
    assert pooling(stack) == growth(stack) == plain(stack)
