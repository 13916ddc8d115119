"""Moving pictures of a layer: the kernel visiting every output, and the sweep over dilations.

Frames are made one at a time, so that whoever asks for them can show how far they are, and
stop: `animate` is an iterator, and dropping it cancels.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from dilviz.export.drawing import Dots, Drawing, Pixels, Rect
from dilviz.export.figure import drawing
from dilviz.export.raster import raster
from dilviz.overlay import PanelName, check_cell, tap_at, tap_marks
from dilviz.palette import LookName
from dilviz.panels import Mask
from dilviz.scene import Pair, Scene

Form: TypeAlias = Literal["gif", "apng", "webp"]
FORMS: tuple[Form, ...] = get_args(Form)
PILLOW_NAMES: dict[Form, str] = {"gif": "GIF", "apng": "PNG", "webp": "WEBP"}

MOST_FRAMES = 400
MOST_PIXELS = 120_000_000  # of all frames together: a byte each in memory until they are written
WIDTHS = range(160, 1601)  # pixels
COLOURS = 256  # of a frame
FLAT_COLOURS = 208  # of them, at most, for areas and lines
LINE_COLOURS = 64  # of these, beside a photograph
HOLD = 4  # times as long the last frame stays


@dataclass(frozen=True, eq=False)
class Step:
    """One frame to draw: a scene, a cell of one of its pictures, and the outputs that stay empty."""

    scene: Scene
    pixel: Pair | None = None
    hidden: Mask | None = None
    of: PanelName = "output"


@dataclass(frozen=True)
class Progress:
    """How many frames are done; the last of all progress has the file as its `content`."""

    done: int
    total: int
    content: bytes | None = None


def visits(scene: Scene, *, every: int = 1) -> list[Step]:
    """Return a step for each output, or each `every`-th, row by row; those not yet visited stay empty.

    >>> [step.pixel for step in visits(Scene([[1, 2, 3]], [[1, 10]]))]
    [(0, 0), (0, 1)]
    """
    hidden = np.ones(scene.output.shape, dtype=bool)
    steps = []
    for row, col in list(np.ndindex(hidden.shape))[::every]:
        hidden[row, col] = False
        steps.append(Step(scene, (row, col), hidden.copy()))
        _check_length(len(steps))
    return steps


def sweep(scene: Scene, dilations: Sequence[Pair], pixel: Pair | None = None, of: PanelName = "output") -> list[Step]:
    """Return a step for each (rows, columns) dilation that fits; `pixel` is shown where there is one.

    A tap, a pixel of the kernel, is followed to where each dilation puts it.

    Raises
    ------
    ValueError
        If none of them fits, or if there are too many.
    """
    _check_length(len(dilations))
    steps, refusal = [], ValueError("a sweep needs at least one dilation")
    for dilation in dilations:
        moment = scene.at(dilation)
        try:
            moment.axes  # noqa: B018 (raises where the kernel does not fit)
        except ValueError as error:
            refusal = error
            continue
        at = _followed(scene, moment, pixel) if pixel is not None and of == "kernel" else pixel
        steps.append(Step(moment, at if at is not None and _has(moment, at, of) else None, of=of))
    if not steps:
        raise refusal
    return steps


def animate(
    steps: Sequence[Step],
    *,
    form: Form = "gif",
    width: int = 720,
    seconds: float = 0.5,
    palette: LookName = "light",
) -> Iterator[Progress]:
    """Draw the steps one at a time, yielding after each how far it is, and at last the file.

    Parameters
    ----------
    steps : sequence of Step
        As `visits` and `sweep` return them.
    form : {"gif", "apng", "webp"}
    width : int
        In pixels.
    seconds : float
        How long each frame stays, from 0.02 to 10; the last stays longer.
    palette : {"light", "dark", "print"}

    Raises
    ------
    ValueError
        If a number or a name is out of range, or if the frames have too many pixels.
    """
    _check(steps, form, width, seconds)
    flat: Counter[str] = Counter()
    height = 0.0
    for drawn in _drawings(steps, palette):
        height = max(height, drawn.height)
        scale = width / drawn.width
        flat.update(_flat_colours(drawn))
    if (pixels := round(width * height * scale) * len(steps)) > MOST_PIXELS:
        raise ValueError(
            f"{len(steps)} frames of {width} x {round(height * scale)} have {pixels:,} pixels, "
            f"and at most {MOST_PIXELS:,} are possible: take a smaller width or fewer frames"
        )
    drawings = (replace(drawn, height=height) for drawn in _drawings(steps, palette))
    samples = [raster(drawn, scale) for drawn in _drawings([steps[0], steps[-1]], palette)]
    photograph = steps[0].scene.photograph
    colours = _many_colours(flat, samples) if photograph else _few_colours(flat, samples)
    index = _dithered if photograph else _indexed
    frames = []
    for drawn in drawings:
        frames.append(index(raster(drawn, scale), colours))
        yield Progress(len(frames), len(steps))
    yield Progress(len(frames), len(steps), _written(frames, form, round(1000 * seconds)))


def animation(
    steps: Sequence[Step],
    *,
    form: Form = "gif",
    width: int = 720,
    seconds: float = 0.5,
    palette: LookName = "light",
) -> bytes:
    """Return the file that `animate` ends with."""
    *_, last = animate(steps, form=form, width=width, seconds=seconds, palette=palette)
    return last.content or b""


def _drawings(steps: Sequence[Step], palette: LookName) -> Iterator[Drawing]:
    return (drawing(step.scene, step.pixel, step.of, palette=palette, hidden=step.hidden) for step in steps)


def _flat_colours(drawn: Drawing) -> Iterator[str]:
    """Yield the colours of a drawing's areas and lines, as often as they occur in it."""
    if drawn.ground:
        yield drawn.ground
    for item in drawn.items:
        if isinstance(item, Rect):
            yield from filter(None, (item.fill, item.stroke))
        elif isinstance(item, Dots):
            yield from filter(None, (item.fill, item.rim))
        elif not isinstance(item, Pixels):
            yield item.colour


def _few_colours(flat: Counter[str], samples: Sequence[Image.Image]) -> NDArray[np.uint32]:
    """Return the table of all frames: the flat colours, exact, then the most frequent edges of letters."""
    exact = _exact(flat, FLAT_COLOURS)
    edges, counts = np.unique(np.concatenate([_codes(image).ravel() for image in samples]), return_counts=True)
    edges = edges[np.argsort(-counts, kind="stable")]
    return np.concatenate([exact, edges[~np.isin(edges, exact)]])[:COLOURS]


def _many_colours(flat: Counter[str], samples: Sequence[Image.Image]) -> NDArray[np.uint32]:
    """Return the table for photographs: the colours of lines, and a cut of all others."""
    exact = _exact(flat, LINE_COLOURS)
    both = Image.fromarray(np.concatenate([np.asarray(image.convert("RGB")) for image in samples]))
    cut = both.quantize(COLOURS - exact.size, Image.Quantize.MEDIANCUT).convert("RGB")
    return np.concatenate([exact, np.setdiff1d(_codes(cut), exact)])[:COLOURS]


def _exact(flat: Counter[str], most: int) -> NDArray[np.uint32]:
    return np.array([int(colour.removeprefix("#"), 16) for colour, _ in flat.most_common(most)], dtype=np.uint32)


def _indexed(image: Image.Image, colours: NDArray[np.uint32]) -> Image.Image:
    """Return the image with a table of colours; one that is not in it takes the nearest that is."""
    found, places = np.unique(_codes(image), return_inverse=True)
    nearest = np.linalg.norm(_parts(found)[:, np.newaxis] - _parts(colours), axis=2).argmin(axis=1)
    return _with_table(nearest[places].reshape(image.height, image.width), colours)


def _dithered(image: Image.Image, colours: NDArray[np.uint32]) -> Image.Image:
    """Return a photograph with a table of colours; what lies between two of them becomes a mixture of points.

    What is in the table, lines and letters for instance, stays as it is.
    """
    table = _with_table(np.zeros((1, 1)), colours)
    mixed = np.asarray(image.convert("RGB").quantize(palette=table, dither=Image.Dither.FLOYDSTEINBERG))
    codes, order = _codes(image), np.argsort(colours)
    nearest = order[np.searchsorted(colours, codes, sorter=order).clip(max=colours.size - 1)]
    return _with_table(np.where(colours[nearest] == codes, nearest, mixed), colours)


def _with_table(places: NDArray[np.number], colours: NDArray[np.uint32]) -> Image.Image:
    """Return an image of places in a table of colours."""
    image = Image.fromarray(places.astype(np.uint8), "P")
    image.putpalette(_parts(colours).astype(np.uint8).tobytes())
    return image


def _codes(image: Image.Image) -> NDArray[np.uint32]:
    red, green, blue = np.moveaxis(np.asarray(image.convert("RGB"), dtype=np.uint32), -1, 0)
    codes: NDArray[np.uint32] = red << 16 | green << 8 | blue
    return codes


def _parts(codes: NDArray[np.uint32]) -> NDArray[np.float64]:
    return np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=-1).astype(np.float64)


def _written(frames: Sequence[Image.Image], form: Form, milliseconds: int) -> bytes:
    durations = [milliseconds] * (len(frames) - 1) + [milliseconds * HOLD]
    options = {"lossless": True, "method": 0} if form == "webp" else {"optimize": False}
    file = io.BytesIO()
    film = {"save_all": True, "append_images": frames[1:], "duration": durations, "loop": 0}
    frames[0].save(file, PILLOW_NAMES[form], **film, **options)
    return file.getvalue()


def _followed(scene: Scene, moment: Scene, cell: Pair) -> Pair | None:
    """Return the cell of a tap in the kernel at another dilation; None for a zero between taps."""
    tap = tap_at(scene, cell)
    return next(((mark.row, mark.col) for mark in tap_marks(moment) if tap is not None and mark.tap == tap), None)


def _has(scene: Scene, pixel: Pair, of: PanelName) -> bool:
    try:
        check_cell(scene, pixel, of)
    except ValueError:
        return False
    return True


def _check(steps: Sequence[Step], form: str, width: int, seconds: float) -> None:
    _check_length(len(steps))
    if form not in FORMS:
        raise ValueError(f"an animation must be one of {', '.join(FORMS)}, got {form!r}")
    if width not in WIDTHS:
        raise ValueError(f"the width must be from {WIDTHS[0]} to {WIDTHS[-1]} pixels, got {width}")
    if not 0.02 <= seconds <= 10:
        raise ValueError(f"a frame must stay from 0.02 to 10 seconds, got {seconds}")


def _check_length(frames: int) -> None:
    if not 1 <= frames <= MOST_FRAMES:
        raise ValueError(
            f"an animation has from 1 to {MOST_FRAMES} frames, and this would have {frames:,} or more: "
            "take a larger stride or a smaller input, or show only some of the outputs"
        )
