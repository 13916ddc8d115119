"""Photographs: their colours go wherever the scene goes, and each channel is convolved by itself."""

import base64
import io
import re
import zipfile

import numpy as np
import plotly.graph_objects as go
import pytest
from PIL import Image

from dilviz import figures, payload
from dilviz.conv import convolve
from dilviz.export import animation, data
from dilviz.export.drawing import Pixels, Rect
from dilviz.export.figure import drawing, png_bytes
from dilviz.export.live import live_page
from dilviz.link import from_link, to_link
from dilviz.panels import panels
from dilviz.photograph import CHANNELS, in_colour, luminance
from dilviz.reading import read_channels, read_matrix
from dilviz.session import from_session, to_session
from tests.strategies_scene import example, same

COLOURS = np.random.default_rng(3).integers(0, 256, (6, 7, 3)).astype(float)
BOX = np.full((2, 2), 0.25)


def photograph(channels=COLOURS, **options):
    return example(**{"image": luminance(channels), "kernel": BOX, "dilation": (2, 3), "channels": channels, **options})


def test_the_output_has_each_channel_by_itself():
    scene = photograph(padding="same", padding_mode="reflect")
    options = {"dilation": (2, 3), "padding": "same", "padding_mode": "reflect"}
    for place in range(3):
        np.testing.assert_array_equal(
            scene.output_channels[:, :, place], convolve(COLOURS[:, :, place], BOX, **options)
        )
    assert scene.photograph
    assert example(photograph=True).output_channels is None


def test_another_dilation_keeps_the_colours():
    scene = photograph().at((1, 1))
    np.testing.assert_array_equal(scene.output_channels[:, :, 1], convolve(COLOURS[:, :, 1], BOX))


@pytest.mark.parametrize("channels", [COLOURS[:5], COLOURS[:, :, :2], COLOURS[:, :, 0], COLOURS.astype(str)])
def test_channels_of_another_shape_are_refused(channels):
    with pytest.raises(ValueError, match=r"the channels must be numbers of shape \(6, 7, 3\), got"):
        example(image=luminance(COLOURS), channels=channels)


def test_what_is_read_from_a_file_in_colour_is_a_photograph():
    file = io.BytesIO()
    Image.fromarray(COLOURS.astype(np.uint8)).save(file, "PNG")
    channels = read_channels(file.getvalue())
    np.testing.assert_array_equal(channels, COLOURS)
    np.testing.assert_array_equal(read_matrix(file.getvalue()), luminance(channels))


def test_panels_show_the_colours_with_their_padding():
    given, kernel, output = panels(photograph(padding=((1, 0), (0, 2))))
    np.testing.assert_array_equal(given.colours, np.pad(COLOURS, ((1, 0), (0, 2), (0, 0))))
    assert kernel.colours is None
    np.testing.assert_array_equal(output.colours, in_colour(photograph(padding=((1, 0), (0, 2))).output_channels, 255))
    assert output.caption.endswith("each channel by itself")


@pytest.mark.parametrize("mode", ["reflect", "circular", "replicate"])
def test_the_padding_of_a_photograph_is_folded_as_its_numbers_are(mode):
    given, *_ = panels(photograph(padding=2, padding_mode=mode))
    name = {"reflect": "reflect", "circular": "wrap", "replicate": "edge"}[mode]
    np.testing.assert_array_equal(given.colours, np.pad(COLOURS, ((2, 2), (2, 2), (0, 0)), mode=name))


def test_the_plotly_figure_is_in_colour_and_on_paper_in_grey():
    scene = photograph(padding=1)
    traces = [trace for trace in figures.layer(scene)["data"] if trace["type"] == "image"]
    np.testing.assert_array_equal(traces[0]["z"], np.pad(COLOURS, ((1, 1), (1, 1), (0, 0))))
    np.testing.assert_array_equal(traces[1]["z"], in_colour(scene.output_channels, 255))
    assert (traces[0]["x0"], traces[0]["y0"]) == (-1, -1)
    go.Figure(figures.layer(scene))
    given = figures.layer(scene, theme="print")["data"][0]
    assert given["type"] == "heatmap"
    assert given["colorscale"] == [(0, "#000000"), (1, "#ffffff")]


@pytest.mark.parametrize("size", [(6, 7), (90, 80)])
def test_the_servers_figure_has_the_colour_of_every_cell(size):
    colours = np.random.default_rng(0).integers(0, 256, (*size, 3)).astype(float)
    scene = photograph(colours)
    items = drawing(scene).items
    if size == (6, 7):
        fills = [item.fill for item in items if isinstance(item, Rect) and item.fill]
        wanted = ["#{:02x}{:02x}{:02x}".format(*pixel) for pixel in colours.astype(int).reshape(-1, 3).tolist()]
        assert fills[: len(wanted)] == wanted
    else:
        given, output = (item.colours for item in items if isinstance(item, Pixels))
        np.testing.assert_array_equal(given, colours)
        np.testing.assert_array_equal(output, in_colour(scene.output_channels, 255))


def test_the_servers_figure_for_print_has_no_colours():
    pixels = np.asarray(Image.open(io.BytesIO(png_bytes(drawing(photograph(), palette="print")))).convert("RGB"))
    assert np.ptp(pixels.astype(int), axis=2).max() == 0


def test_an_animation_of_a_photograph_comes_near_its_colours():
    rows, cols = np.indices((24, 24))
    colours = np.stack([rows * 10, cols * 10, 255 - rows * 5 - cols * 5], axis=-1).astype(float)
    scene = photograph(colours, dilation=(1, 1), stride=(12, 12))
    film = Image.open(io.BytesIO(animation.animation(animation.visits(scene), width=900)))
    drawn = drawing(scene, (0, 0))
    scale = 900 / drawn.width
    cells = [item for item in drawn.items if isinstance(item, Rect) and item.fill][: 24 * 24]
    corners = [(cell.x + cell.width * 0.7, cell.y + cell.height * 0.7) for cell in cells]  # away from the numbers
    places = [(round(x * scale), round(y * scale)) for x, y in corners]
    for number in (0, film.n_frames // 2, film.n_frames - 1):
        film.seek(number)
        frame = film.convert("RGB")
        seen = np.array([frame.getpixel(place) for place in places])
        apart = np.abs(seen - colours.reshape(-1, 3))
        assert np.median(apart) < 8
        assert frame.getpixel((2, 2)) == (255, 255, 255)


def test_the_stage_and_the_live_page_have_the_colours():
    tree = payload.stage(photograph(), reach=3, linked=False)
    np.testing.assert_array_equal(tree["image"]["colour"], COLOURS)
    assert tree["views"]["2,3"]["output"]["colour"].shape == (4, 4, 3)
    page = live_page(photograph(), reach=3, html="", css="", script="").decode()
    numbers = re.search('id="numbers">([^<]*)<', page)
    assert numbers
    assert COLOURS.astype(np.uint8).tobytes() in base64.b64decode(numbers[1])


def test_the_tables_and_the_archive_hold_each_channel():
    scene = photograph()
    archive = zipfile.ZipFile(io.BytesIO(data.archive(scene)))
    arrays = np.load(io.BytesIO(archive.read("data.npz")))
    for place, name in enumerate(CHANNELS):
        np.testing.assert_array_equal(arrays[f"input_{name}"], COLOURS[:, :, place])
        np.testing.assert_array_equal(arrays[f"output_{name}"], scene.output_channels[:, :, place])
        np.testing.assert_array_equal(
            np.loadtxt(io.BytesIO(archive.read(f"csv/output_{name}.csv")), delimiter=","), arrays[f"output_{name}"]
        )
    readme = archive.read("README.txt").decode()
    assert "csv/input_red.csv (6 x 7): the red of the input" in readme
    assert "red" not in re.sub("read|required", "", data.readme(example(), []))


def test_links_and_sessions_keep_the_colours():
    for scene in (photograph(), example(photograph=True), photograph(np.round(COLOURS / 3, 1))):
        assert same(from_link(to_link(scene)), scene)
        assert same(from_session(to_session(scene)), scene)
    small = photograph(np.random.default_rng(0).integers(0, 256, (40, 40, 3)).astype(float))
    assert len(to_link(small)) < 8000


def test_the_largest_photograph_fits_a_session_file():
    deep = np.random.default_rng(0).random((256, 256, 3)) * 65535
    assert same(from_session(to_session(photograph(deep))), photograph(deep))


def test_colours_that_are_not_those_of_the_input_are_refused():
    scene = example(image=luminance(COLOURS) + 1, channels=COLOURS)
    for write in (to_link, to_session):
        with pytest.raises(ValueError, match="the input must be the luminance of its channels"):
            write(scene)


def test_a_session_that_lacks_a_channel_is_refused():
    text = to_session(photograph()).decode()
    with pytest.raises(ValueError, match="has colours, but lacks green"):
        from_session(text.replace('"green"', '"verde"').encode())
    with pytest.raises(ValueError, match="red, green and blue of the input must have the same size"):
        from_session(re.sub(r'"blue": \[.*', '"blue": [[1]]}', text, flags=re.DOTALL).encode())
