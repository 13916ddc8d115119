"""The named stacks hold what their sources say."""

import pytest

from dilviz.footprints import gaps, gaps_2d, holes
from dilviz.gridding import verdict
from dilviz.presets import PRESETS
from dilviz.stack import receptive_field, receptive_fields

NAMED = {preset.name: preset for preset in PRESETS}


def stack_of(name):
    (stack,) = NAMED[name].stacks
    return stack


def sizes(name):
    return [field.size for field in receptive_fields(stack_of(name).cols)]


def test_names_are_unique():
    assert len(NAMED) == len(PRESETS)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_runs_where_it_says(preset):
    for stack in preset.stacks:
        assert stack.dimensions == int(preset.setting[0])
        causal = all(layer.pad[1] == 0 and receptive_field(stack.cols).start < 0 for layer in stack.cols)
        assert causal == (preset.setting == "1-D causal")
        if preset.setting == "2-D":
            assert stack.rows == stack.cols


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("Plain 3 x 3, five layers", [3, 5, 7, 9, 11]),
        ("Doubling 3 x 3, five layers", [3, 7, 15, 31, 63]),  # Yu and Koltun 2016: 2^(i+2) - 1
        ("Context module", [3, 5, 9, 17, 33, 65, 67, 67]),  # Yu and Koltun 2016, Table 1
        ("WaveNet, one block", [2**i for i in range(1, 11)]),  # van den Oord et al. 2016, section 2.1
        ("TCN, figure 1a", [3, 7, 15]),  # Bai et al. 2018, figure 1a
        # Araujo et al. 2019, the table of alexnet_v2 and vgg_16 in google-research/receptive_field
        ("AlexNet", [11, 19, 51, 67, 99, 131, 163, 195]),
        ("VGG16", [3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196, 212]),
    ],
)
def test_receptive_fields_are_those_of_the_paper(name, table):
    assert sizes(name) == table


@pytest.mark.parametrize(
    ("name", "size", "jump", "padding"),
    [("AlexNet", 195, 32, 64), ("VGG16", 212, 32, 90)],  # the same table: RF, effective stride and padding
)
def test_jump_and_start_are_the_effective_stride_and_padding_of_araujo(name, size, jump, padding):
    field = receptive_field(stack_of(name).cols)
    assert (field.size, field.jump, -field.start) == (size, jump, padding)


@pytest.mark.parametrize(
    ("name", "size"), [("WaveNet, one block", 1024), ("WaveNet, three blocks", 3070), ("TCN, residual blocks", 29)]
)
def test_a_causal_stack_ends_at_the_present(name, size):
    field = receptive_field(stack_of(name).cols)
    assert (field.size, field.start) == (size, 1 - size)


def test_the_branches_of_aspp_lie_in_parallel():
    """Chen et al. 2018, arXiv:1606.00915: rates 6, 12, 18, 24."""
    branches = NAMED["DeepLab ASPP"].stacks
    assert [receptive_field(branch.cols).size for branch in branches] == [13, 25, 37, 49]
    assert all(gaps_2d(branch).cells - gaps_2d(branch).holes == 9 for branch in branches)


def test_the_tail_of_drn_removes_the_gridding():
    """Yu et al. 2017, arXiv:1705.09914."""
    assert holes(stack_of("DRN-C-26, degridding tail").cols).size == 0
    before = gaps(stack_of("DRN-C-26 without its tail").cols)
    assert (before.cells, before.cells - before.holes, before.largest) == (49, 25, 1)


@pytest.mark.parametrize(
    ("name", "second", "missing"),
    [("HDC 1, 2, 5", 2, 0), ("HDC's bad 1, 2, 9", 5, 4), ("Gridding 2, 4, 8", 4, 14), ("Gridding 2, 2, 2", 2, 6)],
)
def test_hdc_stacks_have_the_distance_and_the_holes_of_their_paper(name, second, missing):
    """Wang et al. 2018, arXiv:1702.08502, section 3.2."""
    found = verdict(stack_of(name).cols)
    assert (found.rule.distances[0], found.holes) == (second, missing)
