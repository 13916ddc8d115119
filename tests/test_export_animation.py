"""Animations: each frame shows the output it visits, sizes are bounded, and whoever asks can stop."""

import io
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from PIL import Image

from dilviz import palette
from dilviz.export import animation, figure
from dilviz.export.animation import FORMS, animate, sweep, visits
from dilviz.export.drawing import Rect
from tests.strategies_scene import example
from tests.test_export_figure import cells, expected_colour, rgb

SCENE = example(padding=1)
PLACES = [0, 12, 24]  # the first frame, a middle one and the last of 25


def opened(content, place):
    """One frame of a file."""
    image = Image.open(io.BytesIO(content))
    image.seek(place)
    return image.convert("RGB")


def check_frame(frame, scene, place):
    """Assert that the outputs up to the one visited are shown in the colours of their values, and no others."""
    drawing = figure.drawing(scene, visits(scene)[place].pixel)
    scale = frame.width / drawing.width
    output = cells(drawing)[-scene.output.size :]
    for number, (cell, value) in enumerate(zip(output, scene.output.ravel(), strict=True)):
        beside_the_number = (scale * (cell.x + 0.82 * cell.width), scale * (cell.y + 0.25 * cell.height))
        shown = expected_colour(value, scene.output) if number <= place else rgb(palette.GROUND["light"])
        np.testing.assert_allclose(frame.getpixel(tuple(map(int, beside_the_number))), shown, atol=3)


def outlines(drawing):
    """The outlines of taps, in the input and then in the kernel, by colour."""
    colours = palette.tap_colours(9)
    return [item for item in drawing.items if isinstance(item, Rect) and item.stroke in colours]


@pytest.fixture(scope="module", params=FORMS)
def film(request):
    return animation.animation(visits(SCENE), form=request.param, width=720)


def test_there_is_a_frame_for_every_output(film):
    image = Image.open(io.BytesIO(film))
    assert image.n_frames == SCENE.output.size
    assert image.size[0] == 720
    assert image.info.get("loop") == 0


@pytest.mark.parametrize("place", PLACES)
def test_a_frame_has_the_colours_of_the_outputs_visited_and_none_of_the_others(film, place):
    check_frame(opened(film, place), SCENE, place)


@pytest.mark.parametrize("place", PLACES)
def test_a_frame_outlines_the_taps_of_the_output_visited(film, place):
    frame = opened(film, place)
    pixel = visits(SCENE)[place].pixel
    drawing = figure.drawing(SCENE, pixel)
    scale = 720 / drawing.width
    rows, cols = SCENE.axes
    read = [(row + 1, col + 1) for row in rows.taps[pixel[0]] for col in cols.taps[pixel[1]]]
    colours = palette.tap_colours(9)
    for (row, col), colour in zip(read, colours, strict=True):
        cell = cells(drawing)[11 * row + col]
        left_edge = [
            frame.getpixel((round(scale * cell.x) + right, int(scale * (cell.y + 0.5 * cell.height))))
            for right in (0, 1, 2)
        ]
        assert min(np.abs(np.subtract(seen, rgb(colour))).max() for seen in left_edge) <= 3
    assert len(outlines(drawing)) == 18


def test_progress_is_told_frame_by_frame_and_the_file_comes_last():
    told = list(animate(visits(SCENE, every=5), width=200))
    assert [progress.done for progress in told] == [1, 2, 3, 4, 5, 5]
    assert {progress.total for progress in told} == {5}
    assert [progress.content is None for progress in told] == [True] * 5 + [False]


def test_dropping_the_iterator_stops_the_work(monkeypatch):
    drawn = []
    monkeypatch.setattr(animation, "raster", lambda *_: drawn.append(1) or Image.new("RGB", (200, 90)))
    assert [progress.done for progress in islice(animate(visits(SCENE), width=200), 2)] == [1, 2]
    assert len(drawn) == 2 + 2  # two to choose the colours by


def test_a_sweep_has_a_frame_for_every_dilation_that_fits():
    steps = sweep(example(), [(step, step) for step in range(1, 9)], (2, 2))
    assert [step.scene.dilation for step in steps] == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert [step.pixel for step in steps] == [(2, 2), (2, 2), (2, 2), None]
    content = animation.animation(steps, width=480)
    frame, drawing = opened(content, 1), figure.drawing(example(dilation=(2, 2)), (2, 2))
    scale = 480 / drawing.width
    output = example(dilation=(2, 2)).output
    for cell, value in zip(cells(drawing)[-output.size :], output.ravel(), strict=True):
        at = int(scale * (cell.x + 0.85 * cell.width)), int(scale * (cell.y + 0.25 * cell.height))
        np.testing.assert_allclose(frame.getpixel(at), expected_colour(value, output), atol=3)


def test_frames_of_different_heights_become_one_height():
    steps = sweep(example(image=np.ones((5, 20)), padding="same"), [(1, 1), (4, 1), (1, 9)], (0, 0))
    image = Image.open(io.BytesIO(animation.animation(steps, width=300)))
    for place in range(image.n_frames):
        image.seek(place)
        assert image.size == (300, image.size[1])


def test_the_last_frame_stays_longer():
    image = Image.open(io.BytesIO(animation.animation(visits(SCENE, every=8), width=200, seconds=0.3)))
    durations = []
    for place in range(image.n_frames):
        image.seek(place)
        durations.append(image.info["duration"])
    assert durations == [300, 300, 300, 1200]


def test_the_same_steps_give_the_same_bytes():
    first, second = (animation.animation(visits(SCENE, every=9), width=200) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: visits(example(image=np.zeros((30, 30)))), "from 1 to 400 frames"),
        (lambda: sweep(example(), [(9, 9)]), "spans 19 samples"),
        (lambda: sweep(example(), []), "from 1 to 400 frames"),
        (lambda: next(animate([])), "from 1 to 400 frames"),
        (lambda: next(animate(visits(SCENE), form="mp4")), "one of gif, apng, webp"),
        (lambda: next(animate(visits(SCENE), width=5000)), "width must be from 160 to 1600"),
        (lambda: next(animate(visits(SCENE), seconds=0)), "from 0.02 to 10 seconds"),
        (lambda: next(animate(visits(SCENE) * 16, width=1600)), "take a smaller width or fewer frames"),
        (lambda: visits(replace(SCENE, dilation=(9, 9))), "spans 19 samples"),
    ],
)
def test_what_is_too_long_too_large_or_unknown_is_refused(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()
