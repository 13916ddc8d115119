"""Parallel stacks in one line, and the settings a stack can run in."""

import pytest
from hypothesis import given

from dilviz.branches import MOST_BRANCHES, SETTINGS, format_branches, in_setting, parse_branches, setting_of
from dilviz.presets import PRESETS
from tests.strategies_stack import stacks


@given(stacks())
def test_what_is_written_is_read_back(stack):
    assert parse_branches(format_branches([stack, stack])) == (stack, stack)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_runs_where_it_says(preset):
    assert {setting_of(stack) for stack in preset.stacks} == {preset.setting}
    assert parse_branches(" | ".join(preset.branches)) == preset.stacks


@given(stacks())
def test_a_stack_keeps_its_reach_along_the_columns_in_every_setting(stack):
    for setting in SETTINGS:
        changed = in_setting(stack, setting)
        assert [layer.extent for layer in changed.cols] == [layer.extent for layer in stack.cols]
        assert [layer.kind for layer in changed.rows] == [layer.kind for layer in stack.rows]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("text", ["1, 2, 5", "3x3 d2 same, pool2", "k2 d1..8 causal", "k3 d2 same"])
def test_a_stack_in_a_setting_is_in_that_setting(text, setting):
    assert setting_of(in_setting(*parse_branches(text), setting)) == setting


def test_a_bad_branch_is_named_by_its_place():
    with pytest.raises(ValueError, match="branch 2: 'foo' in 'foo' was not understood"):
        parse_branches("1,2 | foo")


def test_too_many_branches_are_counted():
    with pytest.raises(ValueError, match=f"at most {MOST_BRANCHES} branches can lie in parallel, got 9"):
        parse_branches(" | ".join(["1"] * 9))
