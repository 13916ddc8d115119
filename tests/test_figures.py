"""Figure specs: Plotly takes them, and what they draw is what the core computed."""

import itertools
import json
import re

import numpy as np
import plotly.graph_objects as go
import plotly.io as pio
import pytest

from dilviz import figures, palette
from dilviz.axis import PADDING_MODES
from dilviz.notation import parse_stack
from dilviz.palette import LOOKS
from dilviz.paper import CANVASES, SIZES
from dilviz.samples import INPUTS, KERNELS
from dilviz.scene import OPERATIONS
from dilviz.stack import Layer, Stack
from dilviz.tree import cone, levels
from tests.strategies_scene import example

THEMES = ["light", "dark"]
TWOS = (Layer(dilation=2),) * 3


def heatmaps(spec, axis="x"):
    return [trace for trace in spec["data"] if trace["xaxis"] == axis]


def middles(spec, axis):
    """(row, column) at the middle of every outline of a panel, and its colour."""
    return [
        ((shape["y0"] + shape["y1"]) / 2, (shape["x0"] + shape["x1"]) / 2, shape["line"]["color"])
        for shape in spec["layout"]["shapes"]
        if shape["xref"] == axis
    ]


@pytest.mark.parametrize(
    ("padding", "mode", "operation", "theme"),
    [*itertools.product(["valid", "same", ((1, 0), (2, 3))], PADDING_MODES, OPERATIONS, THEMES)],
)
def test_plotly_takes_a_layer_at_any_setting(padding, mode, operation, theme):
    scene = example(padding=padding, padding_mode=mode, operation=operation)
    figure = go.Figure(figures.layer(scene, (0, 0), theme=theme))
    assert len(figure.to_json()) < 100_000


@pytest.mark.parametrize("theme", THEMES)
def test_plotly_takes_a_matrix_and_a_footprint(theme):
    for values in ([[1, -2.5], [np.nan, np.inf]], np.zeros((200, 300))):
        go.Figure(figures.matrix(values, "A matrix", theme=theme))
    go.Figure(figures.footprint(Stack(TWOS, TWOS), theme=theme))


def test_the_three_panels_hold_the_arrays_of_the_scene():
    scene = example(padding=1)
    spec = figures.layer(scene)
    np.testing.assert_array_equal(heatmaps(spec)[0]["z"], np.pad(scene.image, 1))
    np.testing.assert_array_equal(heatmaps(spec, "x2")[0]["z"], scene.dilated)
    np.testing.assert_array_equal(heatmaps(spec, "x3")[0]["z"], scene.output)


def test_numbers_travel_as_typed_arrays():
    assert '"bdata"' in go.Figure(figures.layer(example())).to_json()


def test_cells_are_numbered_from_the_first_real_sample():
    cells = heatmaps(figures.layer(example(padding=((1, 2), (3, 4)))))[0]
    assert (cells["y0"], cells["x0"]) == (-1, -3)


def test_the_outlines_are_those_of_the_taps_of_the_pixel():
    scene = example(padding=1, operation="cross-correlation")
    spec = figures.layer(scene, (1, 2))
    rows, cols = scene.axes
    colours = palette.tap_colours(9)
    expected = [
        (row, col, colour)
        for (row, col), colour in zip(itertools.product(rows.taps[1], cols.taps[2]), colours, strict=True)
    ]
    assert [(round(row), round(col), colour) for row, col, colour in middles(spec, "x")] == expected
    assert [(round(row), round(col)) for row, col, _ in middles(spec, "x3")] == [(1, 2)]
    in_kernel = [(round(row), round(col)) for row, col, _ in middles(spec, "x2")]
    assert in_kernel == list(itertools.product([0, 3, 6], [0, 3, 6]))


def test_a_convolution_colours_the_kernel_from_its_end():
    colours = {(row, col): colour for row, col, colour in middles(figures.layer(example()), "x2")}
    assert [colours[place] for place in sorted(colours)] == palette.tap_colours(9)[::-1]


def test_padding_is_paled_and_inserted_zeros_are_covered():
    spec = figures.layer(example(padding=2))
    _, ring = heatmaps(spec)
    assert np.nansum(ring["z"]) == 13**2 - 9**2
    assert ring["opacity"] < 1
    _, zeros = heatmaps(spec, "x2")
    assert np.nansum(zeros["z"]) == 7**2 - 3**2
    assert np.count_nonzero(np.array(zeros["text"]) == "0") == 7**2 - 3**2


def test_rows_go_down_cells_are_square_and_every_axis_has_a_title():
    layout = figures.layer(example())["layout"]
    for name in ("", "2", "3"):
        bottom, top = layout[f"yaxis{name}"]["range"]
        assert bottom > top
        assert layout[f"yaxis{name}"]["scaleanchor"] == f"x{name}"
        assert layout[f"xaxis{name}"]["title"]["text"] == "column"
        assert layout[f"yaxis{name}"]["title"]["text"] == "row"


def test_numbers_are_left_out_where_they_do_not_fit():
    large = example(image=INPUTS["Noise"](40, 0), kernel=KERNELS["1 to 9"](3, 3, 0))
    assert "text" not in heatmaps(figures.layer(large))[0]
    assert "text" in heatmaps(figures.layer(example()))[0]


def test_a_footprint_colours_its_holes():
    cells, holes = figures.footprint(Stack(TWOS, TWOS))["data"]
    np.testing.assert_array_equal(cells["z"][0, ::2], [1, 3, 6, 7, 6, 3, 1])
    assert np.nansum(holes["z"]) == (cells["z"] == 0).sum() == 120
    assert holes["colorscale"][0][1] == palette.HOLE["light"]


def test_a_footprint_of_uncountably_many_paths_shows_shares():
    deep = (Layer(),) * 40
    cells = figures.footprint(Stack(deep, deep))["data"][0]
    assert cells["z"].sum() == pytest.approx(1)


def test_a_wide_footprint_is_drawn_as_means_over_blocks_and_says_so():
    wide = (Layer(kernel=1000),)
    spec = figures.footprint(Stack(wide, (Layer(dilation=2000),)))
    cells = spec["data"][0]
    assert cells["z"].shape == (250, 251)
    np.testing.assert_allclose(np.unique(cells["z"]), [0, 1 / 16, 1])  # the last block is one sample
    assert (cells["x0"], cells["dx"], cells["y0"], cells["dy"]) == (7.5, 16, 1.5, 4)
    assert spec["layout"]["xaxis"]["range"] == [-0.5, 251 * 16 - 0.5]
    assert "1000 × 4001, drawn as means over 4 × 16" in spec["layout"]["annotations"][0]["text"]


def test_a_footprint_in_one_dimension_is_bars_with_their_holes():
    paths, holes = figures.footprint(parse_stack("k3 d2 x2"))["data"]
    np.testing.assert_array_equal(paths["y"], [1, 0, 2, 0, 3, 0, 2, 0, 1])
    np.testing.assert_array_equal(holes["x"], [1, 3, 5, 7])
    assert paths["text"][4] == "3"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", ["k2 d1..8 causal", "k2 d1..512 causal x3", "2,2,2", "k1", "k3 d3000", "k1 p2"])
def test_plotly_takes_the_tree_and_the_footprint_of_any_stack(text, theme):
    stack = parse_stack(text)
    for spec in (figures.tree(stack.cols, theme=theme), figures.footprint(stack, theme=theme)):
        assert len(go.Figure(spec).to_json()) < 1_500_000
        assert spec["layout"]["paper_bgcolor"] == palette.GROUND[theme]


def test_the_lines_of_a_tree_are_the_edges_of_its_cone():
    layers = parse_stack("k2 d1..8 causal").cols
    lit = next(trace for trace in figures.tree(layers, output=20)["data"] if trace.get("line", {}).get("width", 0) > 1)
    shown = {tuple(edge) for edge in np.stack([lit["x"], lit["y"]], axis=1).reshape(-1, 6)[:, :4].tolist()}
    axes = levels(layers, 23)
    expected = {
        (float(below), float(level), float(above), float(level + 1))
        for level, edges in enumerate(cone(axes, 20).edges)
        for below, above in edges.tolist()
    }  # causal: a node lies over the sample of its own number
    assert shown == expected
    assert np.isnan(lit["x"][2::3]).all()


def test_a_tree_names_its_levels_and_what_its_colours_mean():
    spec = figures.tree((Layer(dilation=2),) * 3)
    texts = [annotation["text"] for annotation in spec["layout"]["annotations"]]
    assert texts[1:] == ["input", "l = 2", "l = 2", "l = 2"]
    assert "sees 7 input samples, from 4 to 16, 6 holes between them" in texts[0]
    named = {trace["name"]: trace for trace in spec["data"] if "name" in trace}
    assert named["hole: no path reaches it"]["marker"]["color"] == palette.HOLE["light"]
    assert named["hole: no path reaches it"]["x"].tolist() == [5, 7, 9, 11, 13, 15]
    assert named["what the output sees"]["x"].size == 7 + 5 + 3 + 1


def test_a_tree_too_wide_to_draw_says_how_it_is_reduced():
    spec = figures.tree(parse_stack("k2 d1..512 causal x3").cols)
    assert "a node stands for up to 25 samples" in spec["layout"]["annotations"][0]["text"].replace("<br>", " ")


def test_a_scene_shows_itself_in_a_notebook(monkeypatch):
    monkeypatch.setattr(pio.renderers, "default", "plotly_mimetype")  # what JupyterLab makes it
    assert "application/vnd.plotly.v1+json" in example()._repr_mimebundle_()
    assert "spans 19 samples" in example(dilation=(9, 9))._repr_mimebundle_()["text/plain"]


def test_show_returns_a_figure():
    assert isinstance(figures.show(example(), (0, 0)), go.Figure)


def test_a_scene_of_the_front_door_shows_itself_in_jupyter(monkeypatch):
    import plotly.io

    import dilviz

    monkeypatch.setattr(plotly.io.renderers, "default", "plotly_mimetype")
    scene = dilviz.Scene([[1, 2, 3]], [[1, 1]], dilation=(1, 2))
    assert "application/vnd.plotly.v1+json" in scene._repr_mimebundle_()
    assert dilviz.figures.layer(scene)["data"]
    with pytest.raises(AttributeError, match="no attribute 'figure'"):
        _ = dilviz.figure


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", LOOKS)
def test_every_figure_comes_in_every_size_and_look(size, theme):
    stack, line = parse_stack("2,2"), parse_stack("k2 d1..8 causal")
    specs = [
        figures.layer(example(), (1, 0), theme=theme, size=size),
        figures.footprint(stack, theme=theme, size=size),
        figures.footprint(line, theme=theme, size=size),
        figures.tree(line.cols, theme=theme, size=size),
    ]
    for spec in specs:
        drawn = go.Figure(figures.without_ground(spec)).layout
        canvas = CANVASES[size]
        assert drawn.width == canvas.width
        assert drawn.height == (canvas.height or drawn.height)
        assert drawn.font.size == canvas.letters
        assert drawn.paper_bgcolor == "rgba(0,0,0,0)"


def test_print_has_no_colours():
    stack, line = parse_stack("2,2"), parse_stack("k3 d2 x3")
    specs = [
        figures.layer(example(padding=1), (1, 0), theme="print"),
        figures.footprint(stack, theme="print"),
        figures.footprint(line, theme="print"),
        figures.tree(line.cols, theme="print"),
    ]
    for spec in specs:
        for colour in re.findall("#[0-9a-f]{6}", json.dumps(spec, default=str)):
            assert colour[1:3] == colour[3:5] == colour[5:7]


@pytest.mark.parametrize("size", [None, *SIZES])
@pytest.mark.parametrize("shape", [(3, 9), (9, 3), (5, 5)])
def test_cells_are_square_and_stay_on_the_figure(shape, size):
    layout = figures.layer(example(image=np.ones(shape), kernel=np.ones((1, 2)), dilation=(1, 2)), size=size)["layout"]
    for name, (high, wide) in zip(("", "2", "3"), [shape, (1, 3), (shape[0], shape[1] - 2)], strict=True):
        across, down = layout[f"xaxis{name}"]["domain"], layout[f"yaxis{name}"]["domain"]
        assert 0 < across[0] < across[1] < 1
        assert 0 < down[0] < down[1] < 1
        cell = np.subtract(*across[::-1]) * layout["width"] / wide
        assert np.subtract(*down[::-1]) * layout["height"] / high == pytest.approx(cell)


def test_an_unknown_size_or_picture_is_refused():
    with pytest.raises(ValueError, match="the size must be one of slide, column, page, got 'poster'"):
        figures.layer(example(), size="poster")
    for draw in (figures.layer, figures.show):
        with pytest.raises(ValueError, match="the look must be one of light, dark, print, got 'neon'"):
            draw(example(), theme="neon")
    for draw in (figures.footprint, figures.growth, figures.effective):
        with pytest.raises(ValueError, match="the look must be one of light, dark, print, got 'neon'"):
            draw(parse_stack("k2 d1..4"), theme="neon")
    with pytest.raises(ValueError, match="a figure shows one or more of input, kernel, output, got sum"):
        figures.layer(example(), shown=["sum"])
