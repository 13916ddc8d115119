"""What the stage draws, as bytes: numbers and tables, computed here, looked up there.

Layout: four bytes with the length of a JSON header (little-endian), the header, then
the arrays one after the other, each at a multiple of eight bytes from the end of the
header. In the header an array is ``{"dtype": ..., "shape": ..., "at": ...}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from dilviz import palette
from dilviz.axis import Axis
from dilviz.conv import Matrix, cast
from dilviz.photograph import brightest, in_colour
from dilviz.scene import OPERATIONS, Pair, Scene, dilations_near

Tree: TypeAlias = Mapping[str, Any]

SMALL = 64 * 64  # cells up to which numbers travel in full precision
ENOUGH = 1_000_000  # bytes of precomputed outputs; what is left out is asked for on release


def stage(
    scene: Scene,
    *,
    reach: int,
    linked: bool,
    compare: bool = False,
    pairs: Iterable[Pair] | None = None,
) -> Tree:
    """Return all that the stage needs to show `scene` at every dilation near its own.

    Parameters
    ----------
    scene : Scene
    reach : int
        The largest dilation that the slider comes to.
    linked : bool
        Whether rows and columns share one dilation.
    compare : bool
        Whether to send the results of both operations, and their difference, too.
    pairs : iterable of (row, column) dilations, optional
        What to send, whatever it costs, in place of those that one slider comes to.
    """
    views: dict[str, Tree] = {}
    spent = 0
    for dilation in dilations_near(scene.dilation, reach, linked=linked) if pairs is None else pairs:
        view = _view(scene.at(dilation), affordable=pairs is not None or spent < ENOUGH, compare=compare)
        if view is not None:
            views["{},{}".format(*dilation)] = view
            spent += (
                view["output"]["values"].nbytes * (4 if compare else 2 if scene.channels is not None else 1)
                if "output" in view
                else 0
            )
    return {
        "image": {
            **picture(scene.image, grey=scene.photograph),
            "values": scene.image,  # exact: what is drawn on it comes back
            **({} if scene.channels is None else {"colour": in_colour(scene.channels, brightest(scene.channels))}),
        },
        "kernel": picture(scene.kernel),
        "terms": [terms.tolist() for terms in scene.terms],
        "operation": scene.operation,
        "mode": scene.padding_mode,
        "dilation": scene.dilation,
        "linked": linked,
        "compare": compare,
        "reach": max(reach, *scene.dilation),
        "views": views,
        "unsent": "Let go of the slider, and this dilation is computed.",
        "colours": colours(scene.kernel.size),
    }


def picture(values: Matrix, *, grey: bool = False) -> Tree:
    """Return a matrix with the range and the name of the colour scale it is drawn in.

    Zero is neutral: the range reaches from or to 0, or is centred on it where values have both signs.
    """
    finite = values[np.isfinite(values)]
    least, most = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    if least < 0 < most:
        bound = max(-least, most)
        return {"values": _travelling(values), "range": [-bound, bound], "scale": "diverging"}
    if least < 0:
        return {"values": _travelling(values), "range": [least, 0.0], "scale": "negative"}
    return {"values": _travelling(values), "range": [0.0, most or 1.0], "scale": "grey" if grey else "positive"}


def colours(taps: int) -> Tree:
    """Return the colours of both themes; `taps` is the number of taps to tell apart."""
    themes: tuple[palette.Theme, ...] = get_args(palette.Theme)
    return {
        theme: {
            "taps": palette.tap_colours(taps, theme),
            "scales": palette.scales(theme),
            "inserted": palette.INSERTED_ZERO[theme],
            "grid": palette.GRID[theme],
            "pixel": palette.PIXEL[theme],
        }
        for theme in themes
    }


def pack(tree: Tree) -> bytes:
    """Return a tree of plain values and arrays as bytes, in the layout at the top of this file."""
    blobs: list[bytes] = []
    at = 0

    def placed(array: NDArray[Any]) -> dict[str, Any]:
        nonlocal at
        content = array.tobytes()
        place = {"dtype": array.dtype.name, "shape": array.shape, "at": at}
        blobs.append(content + bytes(-len(content) % 8))
        at += len(blobs[-1])
        return place

    header = json.dumps(tree, default=placed, separators=(",", ":"), allow_nan=False).encode()
    header += b" " * (-(len(header) + 4) % 8)
    return b"".join([len(header).to_bytes(4, "little"), header, *blobs])


def _view(scene: Scene, *, affordable: bool, compare: bool) -> Tree | None:
    """Return one dilation's share: its sentence if it is impossible, None if it costs too much to send."""
    written, applied = scene.kernel_cells, scene.kernel_offsets
    kernel = {
        "dilated": [cells.max() + 1 for cells in applied],
        "row_cells": written[0],
        "col_cells": written[1],
        "row_offsets": applied[0],
        "col_offsets": applied[1],
    }
    kernel = {name: np.asarray(cells).tolist() for name, cells in kernel.items()}
    try:
        rows, cols = scene.axes
    except ValueError as error:
        return {**kernel, "error": str(error)}
    if not affordable:
        return None
    output = dict(picture(scene.output))
    if scene.channels is not None and scene.output_channels is not None:
        output["colour"] = in_colour(scene.output_channels, brightest(scene.channels))
    tables = {"rows": _tables(rows), "cols": _tables(cols), "output": output}
    return {**kernel, **tables, **({"compare": _comparison(scene)} if compare else {})}


def _comparison(scene: Scene) -> Tree:
    convolution, correlation = (replace(scene, operation=operation).output for operation in OPERATIONS)
    with np.errstate(invalid="ignore", over="ignore"):
        difference = convolution - correlation
    return {
        "convolution": picture(convolution),
        "correlation": picture(correlation),
        "difference": picture(difference),
    }


def _tables(axis: Axis) -> Tree:
    return {
        "taps": axis.taps.astype(np.int32),
        "sources": axis.sources.astype(np.int32),
        "ring": axis.ring.astype(np.int32),
        "before": axis.pad[0],  # where sample 0 lies in the ring
    }


def _travelling(values: Matrix) -> Matrix:
    return values if values.size <= SMALL else cast(values, np.dtype(np.float32))
