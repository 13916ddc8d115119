"""The pictures of a stack for paper: they show the arrays of the core, and their holes."""

import numpy as np
import plotly.graph_objects as go
import pytest

from dilviz import figures, palette
from dilviz.comparison import growth
from dilviz.effective import effective_receptive_field, effective_receptive_field_2d
from dilviz.export.drawing import Pixels, Rect
from dilviz.export.figure import gallery_drawing, pdf_bytes, png_bytes, svg_bytes
from dilviz.footprints import footprint
from dilviz.notation import parse_stack
from dilviz.paper import SIZES
from dilviz.running import run
from dilviz.stack import Stack
from dilviz.stack_panels import (
    effective_panel,
    footprint_panels,
    gradient_bars,
    layer_panels,
    run_panels,
)

GRIDDING = parse_stack("2,2,4")
IMAGE = np.random.default_rng(0).integers(-4, 5, (24, 20)).astype(float)


def results(stack=GRIDDING):
    return run(IMAGE, [np.ones((3, 3))] * len(stack), stack)


def every_gallery():
    branches = [parse_stack(text) for text in ("1", "6", "12")]
    return {
        "branches": footprint_panels(branches),
        "layers": layer_panels(GRIDDING),
        "effective": [effective_panel(GRIDDING)],
        "run": run_panels(GRIDDING, results()),
    }


def test_each_branch_has_its_footprint_exactly():
    branches = [parse_stack(text) for text in ("1,2", "6", "3x3 d1x2")]
    shown = footprint_panels(branches)
    assert [one.title for one in shown] == ["Branch 1", "Branch 2", "Branch 3"]
    for one, stack in zip(shown, branches, strict=True):
        counts = np.outer(footprint(stack.rows), footprint(stack.cols))
        np.testing.assert_array_equal(one.values, counts)
        np.testing.assert_array_equal(one.inserted, counts == 0)


def test_path_counts_beyond_single_precision_are_exact():
    (shown,) = footprint_panels([parse_stack("3x3 x8")])
    counts = np.outer(*[footprint(side) for side in (parse_stack("3x3 x8").rows,) * 2])
    assert counts.max() > 2**20
    np.testing.assert_array_equal(shown.values, counts)


def test_every_layer_has_the_footprint_of_what_lies_above_it():
    shown = layer_panels(GRIDDING)
    assert [one.title for one in shown] == ["Input", "1: 3x3 d2", "2: 3x3 d2", "3: 3x3 d4"]
    for level, one in enumerate(shown[:-1]):
        rest = Stack(GRIDDING.rows[level:], GRIDDING.cols[level:])
        np.testing.assert_array_equal(one.values, np.outer(footprint(rest.rows), footprint(rest.cols)))
    assert shown[-1].values.tolist() == [[1.0]]


def test_the_gradient_has_its_holes_and_rings():
    shown, found = effective_panel(GRIDDING), effective_receptive_field_2d(GRIDDING)
    np.testing.assert_array_equal(shown.values, found.gradient)
    assert shown.inserted.sum() == 17**2 - 9**2
    assert [(ring.height, ring.width) for ring in shown.rings] == [pytest.approx(found.deviation), found.theory]


def test_a_run_shows_the_input_and_every_result():
    for one, values in zip(run_panels(GRIDDING, results()), [*results()], strict=True):
        np.testing.assert_array_equal(one.values, values)
        assert not one.inserted.any()


def test_the_gradient_along_one_axis_is_bars_of_both_signs():
    layers = parse_stack("k3 d2 x3").cols
    shown = gradient_bars(layers, "random", 1)
    np.testing.assert_array_equal(shown.heights, effective_receptive_field(layers, "random", seed=1).gradient)
    assert shown.heights.min() < 0 < shown.heights.max()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["branches", "layers", "effective", "run"])
def test_a_gallery_stays_on_its_page_in_every_size(name, size):
    shown = every_gallery()[name]
    drawing = gallery_drawing(shown, "Gallery", size=size)
    for item in drawing.items:
        if isinstance(item, Rect):
            assert 0 <= item.x <= item.x + item.width <= drawing.width + 0.01
            assert 0 <= item.y <= item.y + item.height <= drawing.height + 0.01
    for write in (pdf_bytes, svg_bytes, png_bytes):
        assert len(write(drawing)) > 2000


@pytest.mark.parametrize("layers", [12, 30, 64])
@pytest.mark.parametrize("size", SIZES)
def test_many_layers_share_a_page(layers, size):
    stack = parse_stack(f"3x3 x{layers}")
    axes = figures.footprints_below(stack, size=size)["layout"]
    widths = []
    for name, axis in axes.items():
        if name[1:].startswith("axis"):
            assert 0 < axis["domain"][0] < axis["domain"][1] < 1
            widths.append(np.subtract(*axis["domain"][::-1]))
    assert len(widths) == 2 * (layers + 1)
    assert min(widths) > 0.02
    drawing = gallery_drawing(layer_panels(stack), "", size=size)
    cells = [item for item in drawing.items if isinstance(item, (Rect, Pixels))]
    assert all(item.x > 0 and item.y > 0 and item.width > 0 for item in cells)
    assert all(item.x + item.width < drawing.width and item.y + item.height < drawing.height for item in cells)


def test_holes_have_their_colour_on_the_servers_gallery():
    fills = [item.fill for item in gallery_drawing(every_gallery()["layers"], "").items if isinstance(item, Rect)]
    holes = sum(int(one.inserted.sum()) for one in every_gallery()["layers"])
    assert fills.count(palette.HOLE["light"]) == holes > 100


@pytest.mark.parametrize("theme", palette.LOOKS)
@pytest.mark.parametrize("size", [None, *SIZES])
def test_plotly_takes_every_picture_of_a_stack(size, theme):
    line = parse_stack("k3 d2 x3")
    options = {"theme": theme, "size": size}
    specs = [
        figures.footprint(GRIDDING, parse_stack("1"), **options),
        figures.footprints_below(GRIDDING, **options),
        figures.effective(GRIDDING, **options),
        figures.effective(line, "random", **options),
        figures.run(GRIDDING, results(), **options),
        figures.growth(GRIDDING, **options),
    ]
    for spec in specs:
        assert go.Figure(spec).layout.paper_bgcolor == palette.GROUND[theme]
        for axis in [value for name, value in spec["layout"].items() if name[1:].startswith("axis")]:
            assert all(0 <= edge <= 1 for edge in axis.get("domain", []))


@pytest.mark.parametrize("against", ["depth", "weights", "multiply-adds"])
def test_the_growth_figure_has_the_curve_of_the_stack(against):
    this = figures.growth(GRIDDING, against=against)["data"][-1]
    curve = growth(GRIDDING)
    along = {"depth": range(4), "weights": curve.weights, "multiply-adds": curve.work}[against]
    assert this["name"] == "this stack"
    assert this["x"].tolist() == list(along)
    assert this["y"].tolist() == list(curve.sizes)
    assert this["line"]["color"] == palette.SEEN["light"]


def test_growth_against_anything_else_is_refused():
    with pytest.raises(ValueError, match="growth is shown against one of depth, weights, multiply-adds, got 'time'"):
        figures.growth(GRIDDING, against="time")
