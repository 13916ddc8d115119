"""What the browser is sent of a stack: charts, trees, maps, tables."""

import json

import numpy as np
import pytest
from hypothesis import given

from dilviz import stack_figures, stack_maps, stack_tables, stack_tree
from dilviz.effective import effective_receptive_field_2d
from dilviz.footprints import footprint, gaps_2d
from dilviz.notation import parse_stack
from dilviz.payload import pack
from dilviz.presets import PRESETS
from dilviz.running import run
from dilviz.stack import receptive_field
from dilviz.tree import cone, levels
from tests.strategies_stack import stacks

every_preset = pytest.mark.parametrize(
    "stack", [stack for preset in PRESETS for stack in preset.stacks[:1]], ids=[preset.name for preset in PRESETS]
)


@every_preset
def test_everything_can_be_sent_and_is_of_a_size_for_a_class(stack):
    pictures = [
        stack_tree.tree(stack.cols, stack_tree.drawn_size(stack.cols)),
        stack_maps.gallery([stack_maps.footprint_map(stack)]),
        stack_maps.layer_maps(stack),
        stack_figures.growth_chart(stack, against="multiply-adds"),
        stack_figures.path_bars(stack.cols),
    ]
    for picture in pictures:
        assert len(pack(picture)) < 1_000_000


@every_preset
def test_the_node_that_is_lit_at_first_sees_its_whole_field(stack):
    size = stack_tree.drawn_size(stack.cols)
    tree = stack_tree.tree(stack.cols, size)
    level, node = tree["lit"]
    seen = cone(levels(stack.cols, size), node * tree["reduced"]).nodes[0]
    assert level == len(stack)
    assert seen[-1] - seen[0] + 1 == receptive_field(stack.cols).size


def test_causal_edges_never_lean_ahead_and_symmetric_ones_are_upright():
    causal = parse_stack("k2 d1..8 causal").cols
    assert stack_tree.places(causal) == [(0.0, 1)] * 5
    same = parse_stack("3x3 d1..4 same").cols
    assert stack_tree.places(same) == [(0.0, 1)] * 4
    valid = parse_stack("3x3 d1, 3x3 d2 s2").cols
    assert stack_tree.places(valid) == [(0.0, 1), (1.0, 1), (3.0, 2)]


@given(stacks(most=3))
def test_holes_are_the_cells_that_no_path_reaches(stack):
    shown = stack_maps.footprint_map(stack)
    counts = np.outer(footprint(stack.rows), footprint(stack.cols))
    np.testing.assert_array_equal(np.isnan(shown["values"]), counts == 0)
    np.testing.assert_array_equal(np.nan_to_num(shown["values"]), counts)
    assert np.isnan(shown["values"]).sum() == gaps_2d(stack).holes


def test_a_huge_footprint_is_drawn_as_means_over_blocks_and_says_so():
    shown = stack_maps.footprint_map(parse_stack("3x3 d1..256"))
    assert shown["shape"] == (1023, 1023)
    assert shown["blocks"] == [4, 4]
    assert shown["values"].shape == (256, 256)
    assert shown["row_spans"][-1].tolist() == [1020, 1022]


def test_more_paths_than_numbers_are_exact_for_are_shares():
    shown = stack_maps.footprint_map(parse_stack("9x9 same x20"))
    assert shown["unit"] == "of all paths"
    assert np.nansum(shown["values"]) == pytest.approx(1)


@given(stacks(most=3))
def test_layer_by_layer_the_input_shows_the_footprint_and_the_top_one_cell(stack):
    maps = stack_maps.layer_maps(stack)["maps"]
    assert len(maps) == len(stack) + 1
    most = max(maps[0]["values"].shape)  # as many cells: these maps are drawn smaller than a footprint by itself
    np.testing.assert_array_equal(maps[0]["values"], stack_maps.footprint_map(stack, most=most)["values"])
    assert maps[-1]["values"].tolist() == [[1.0]]


@given(stacks(most=3))
def test_the_frame_of_a_cell_is_its_receptive_field_within_the_input(stack):
    image = np.ones((12, 14))
    try:
        results = run(image, [np.ones(s) for s in shapes(stack)], stack)
    except ValueError:
        return
    sent = stack_maps.run_maps(stack, results)
    for side, layers, size in ((sent["rows"], stack.rows, 12), (sent["cols"], stack.cols, 14)):
        field = receptive_field(layers)
        for output, (first, last) in enumerate(side["fields"][-1].tolist()):
            start = field.start + output * field.jump
            assert (first, last) == (min(max(start, 0), size - 1), min(max(start + field.size - 1, 0), size - 1))


def shapes(stack):
    layers = zip(stack.rows, stack.cols, strict=True)
    return [(row.kernel, col.kernel) for row, col in layers if row.kind == "conv"]


def test_the_gradient_is_drawn_with_a_ring_for_what_is_measured_and_one_for_theory():
    stack = parse_stack("1,2,5")
    shown, found = stack_maps.effective_map(stack, "uniform", 0)
    np.testing.assert_allclose(shown["values"], effective_receptive_field_2d(stack).gradient, rtol=1e-6)
    assert [ring["dashed"] for ring in shown["rings"]] == [False, True]
    assert shown["rings"][0]["radius"] == [found.deviation[0] / 17] * 2


def test_charts_name_their_colours_and_every_theme_has_them():
    chart = stack_figures.growth_chart(parse_stack("1,2,4"), against="depth")
    named = {word[1:] for word in json.dumps(chart, default=str).split('"') if word.startswith("$")}
    assert named == {"this", "plain", "doubling", "pooling", "grid"}
    for theme in stack_figures.themes().values():
        assert named | {"hole", "up", "pixel", "faint", "scales"} <= theme.keys()


def test_this_stack_is_drawn_last_and_sets_the_height():
    chart = stack_figures.growth_chart(parse_stack("3x3 x10"), against="weights")
    assert chart["traces"][-1]["name"] == "this stack"
    assert chart["traces"][-1]["x"].tolist() == [9.0 * depth for depth in range(11)]
    assert chart["layout"]["yaxis"]["range"] == [0, 1.08 * 21]
    assert stack_figures.growth_chart(parse_stack("1"), against="depth", logarithmic=True)["layout"]["yaxis"]["type"]


def test_bars_show_holes_in_their_colour():
    chart = stack_figures.path_bars(parse_stack("2,2").cols)
    counts, holes = chart["traces"]
    assert counts["y"].tolist() == [1, 0, 2, 0, 3, 0, 2, 0, 1]
    assert holes["x"].tolist() == [1, 3, 5, 7]
    assert holes["marker"]["color"] == "$hole"


def test_the_table_of_sizes_gives_the_papers_numbers():
    module = next(preset for preset in PRESETS if preset.name == "Context module").stacks[0]
    lines = stack_tables.sizes(module, (64, 64)).splitlines()
    assert [line.split("**")[1] for line in lines[2:]] == ["3", "5", "9", "17", "33", "65", "67", "67"]
    assert lines[2].endswith("| 64 × 64 | 9 | 36,864 |")


def test_a_layer_that_does_not_fit_the_input_keeps_its_row():
    lines = stack_tables.sizes(parse_stack("1, 5"), (9, 9)).splitlines()
    assert "7 × 7" in lines[2]
    assert "does not fit" in lines[3]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,2,5", "HDC rule: passes. Footprint: no holes. They agree."),
        ("2,2,2", "HDC rule: passes. Footprint: 6 holes along the axis. Believe the footprint."),
        ("1,3,2", "HDC rule: fails. Footprint: no holes. Believe the footprint."),
        ("6", "Footprint: 10 holes along the axis."),
    ],
)
def test_the_verdict_says_which_to_believe(text, sentence):
    assert stack_tables.verdicts(parse_stack(text))[0].startswith(f"**{sentence}**")


def test_axes_that_differ_are_judged_one_by_one():
    rows, cols = stack_tables.verdicts(parse_stack("3x3 d1x2, 3x3 d2x2"))
    assert rows.startswith("**Rows: HDC rule: passes. Footprint: no holes.")
    assert cols.startswith("**Columns: HDC rule: passes. Footprint: 4 holes")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("3x3, 65x3 same", "layer 2 has 65 taps along one axis; a stack is run with at most 64"),
        ("64x64 same x64", "this run would take 1,073,741,824 multiply-adds; at most 536,870,912 are made here"),
    ],
)
def test_a_run_that_would_take_too_long_is_refused(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        stack_tables.check_run(parse_stack(text), (64, 64))


def test_the_results_of_a_deep_run_on_a_large_input_are_sent_reduced():
    stack = parse_stack("3x3 same x20")
    sent = stack_maps.run_maps(stack, [np.ones((256, 256))] * 21)
    assert sent["maps"][0]["blocks"] == [2, 2]
    assert len(pack(sent)) < 5_000_000
    assert {len(table) for table in sent["rows"]["tables"]} == {128}
