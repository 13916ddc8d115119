"""The HDC rule, the exact rule, and the truth."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilviz.footprints import holes
from dilviz.gridding import chain, hdc_rule, verdict
from dilviz.stack import Layer, receptive_field
from tests.strategies_stack import axis_stacks

rates = st.integers(1, 12)


def threes(dilations):
    return [Layer(dilation=dilation) for dilation in dilations]


@pytest.mark.parametrize(
    ("dilations", "distances", "passes"),
    [
        ([1, 2, 5], (2, 5), True),  # Wang et al. 2018, arXiv:1702.08502, section 3.2
        ([1, 2, 9], (5, 9), False),  # same
        ([2, 4, 8], (4, 8), False),
        ([2, 2, 2], (2, 2), True),
        ([1, 3, 2], (4, 2), False),
    ],
)
def test_the_rule_gives_the_distances_of_its_paper(dilations, distances, passes):
    rule = hdc_rule(dilations, kernel=3)
    assert (rule.distances, rule.passes) == (distances, passes)


@given(st.lists(rates, min_size=1, max_size=4))
def test_the_rule_is_exact_for_three_taps_and_dilations_that_ascend_from_1(dilations):
    ascending = [1, *sorted(dilations)]
    assert hdc_rule(ascending, kernel=3).passes == (holes(threes(ascending)).size == 0)


@pytest.mark.parametrize(
    ("dilations", "kernel", "passes", "missing"),
    [
        ([2, 2, 2], 3, True, 6),  # does not begin at 1
        ([2, 3], 3, True, 2),  # the same, and without a common factor
        ([1, 3, 2], 3, False, 0),  # does not ascend
        ([1, 2, 6], 2, True, 2),  # two taps: the 2 in the rule is too generous
        ([1, 5, 20], 5, False, 0),  # five taps: it is too strict
    ],
)
def test_the_rule_is_wrong_elsewhere_on_both_sides(dilations, kernel, passes, missing):
    found = verdict([Layer(kernel, dilation) for dilation in dilations])
    assert found.rule.passes is passes
    assert found.holes == missing
    assert not found.agrees
    assert "is wrong here" in found.why


@given(axis_stacks())
def test_a_chain_without_a_gap_is_a_footprint_without_holes(stack):
    linked = chain(stack)
    assert (linked.step is None) == (holes(stack).size == 0)
    if linked.step is None:
        assert linked.covered == receptive_field(stack).size
    else:
        assert linked.covered == holes(stack)[0]


@given(st.lists(rates, min_size=2, max_size=5), st.permutations(range(5)))
def test_the_order_of_the_layers_does_not_matter_without_strides(dilations, order):
    shuffled = [dilations[i] for i in order if i < len(dilations)]
    assert holes(threes(dilations)).tolist() == holes(threes(shuffled)).tolist()


@given(axis_stacks())
def test_a_verdict_tells_the_truth(stack):
    found = verdict(stack)
    assert found.holes == holes(stack).size
    if "can be believed" in found.why:
        assert found.agrees
    if found.rule is None:
        assert "does not speak" in found.why
    else:
        assert ("is wrong here" in found.why) != found.agrees


@pytest.mark.parametrize("stack", [[Layer()], [Layer(), Layer(2)], [Layer(stride=2), Layer()], [Layer(), Layer(1)]])
def test_the_rule_does_not_speak_of_strides_of_mixed_kernels_or_of_one_layer(stack):
    assert verdict(stack).rule is None


def test_a_stride_of_the_last_layer_does_not_silence_the_rule():
    assert verdict([Layer(), Layer(dilation=2, stride=2)]).agrees


def test_the_common_factor_that_the_paper_warns_of_is_found():
    assert hdc_rule([2, 4, 8]).common_factor == 2
    assert hdc_rule([2, 3, 4]).common_factor == 1


@pytest.mark.parametrize(("dilations", "sentence"), [([1], "at least two dilation rates, got 1"), ([1, 0], "got 0")])
def test_rates_that_the_rule_cannot_compare_are_refused(dilations, sentence):
    with pytest.raises(ValueError, match=sentence):
        hdc_rule(dilations)


def test_every_small_stack_of_three_taps_is_judged_as_the_docstring_says():
    for dilations in product(range(1, 8), repeat=3):
        ascends = dilations[0] == 1 and all(a <= b for a, b in pairwise(dilations))
        assert ("can be believed" in verdict(threes(dilations)).why) == ascends
