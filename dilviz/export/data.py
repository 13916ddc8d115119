"""The numbers of a scene as CSV, NPZ and JSON, and one ZIP of everything with a README."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dilviz.axis import PADDED_ZERO
from dilviz.conv import coverage
from dilviz.export.code import ENDINGS, SNIPPETS
from dilviz.link import padded_sides
from dilviz.photograph import CHANNELS
from dilviz.scene import Scene
from dilviz.session import number, to_session

Table: TypeAlias = NDArray[Any]

MEANINGS = {
    "input": "the input, row by row",
    "kernel": "the kernel as it was chosen, not flipped",
    "dilated_kernel": "the kernel with the zeros that the dilation inserts between its taps, not flipped",
    "output": "the result",
    **{f"input_{name}": f"the {name} of the input, whose luminance is the input" for name in CHANNELS},
    **{f"output_{name}": f"the result of the {name} by itself" for name in CHANNELS},
    "coverage": "how often each sample of the input is read, over all outputs and taps",
    "row_taps": "one row for each row of the output: the input row that each row of taps reads; "
    "below 0 or beyond the last row it lies in the padding",
    "col_taps": "the same for columns",
    "row_sources": f"row_taps folded back by the padding mode; {PADDED_ZERO} is a zero of the padding",
    "col_sources": "the same for columns",
}
EPOCH = (1980, 1, 1, 0, 0, 0)  # in every ZIP: the same scene gives the same bytes


def tables(scene: Scene) -> dict[str, Table]:
    """Return every table of a scene by name (see `MEANINGS`); ``ValueError`` if the scene is impossible."""
    rows, cols = scene.axes
    channels: dict[str, Table] = {}
    if scene.channels is not None and scene.output_channels is not None:
        for place, name in enumerate(CHANNELS):
            channels[f"input_{name}"] = scene.channels[:, :, place]
            channels[f"output_{name}"] = scene.output_channels[:, :, place]
    return {
        "input": scene.image,
        "kernel": scene.kernel,
        "dilated_kernel": scene.dilated,
        "output": scene.output,
        **channels,
        "coverage": coverage(rows, cols),
        "row_taps": rows.taps,
        "col_taps": cols.taps,
        "row_sources": rows.sources,
        "col_sources": cols.sources,
    }


def csv_bytes(table: Table) -> bytes:
    r"""Return a table as CSV without a heading, each number as short as it stays exact.

    >>> csv_bytes(np.array([[1, 0.5], [-2, np.nan]]))
    b'1,0.5\r\n-2,nan\r\n'
    """
    text = io.StringIO()
    csv.writer(text).writerows([[_plain(value) for value in row] for row in table.tolist()])
    return text.getvalue().encode()


def npz(scene: Scene) -> bytes:
    """Return the tables as a NumPy archive, and the settings in it as text (JSON) under ``settings``."""
    file = io.BytesIO()
    arrays: dict[str, Any] = {**tables(scene), "settings": np.array(json.dumps(settings(scene)))}
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def json_bytes(scene: Scene) -> bytes:
    """Return settings and tables as JSON; NaN and infinities are texts."""
    told = {name: [[number(value) for value in row] for row in table.tolist()] for name, table in tables(scene).items()}
    return json.dumps({"settings": settings(scene), **told}, allow_nan=False).encode()


def settings(scene: Scene) -> dict[str, Any]:
    """Return what was chosen besides the input and the kernel, as plain values."""
    rows, cols = scene.axes
    return {
        "operation": scene.operation,
        "dilation": list(scene.dilation),
        "stride": list(scene.stride),
        "padding": padded_sides(scene.padding) or scene.padding,
        "padded": {"top_bottom": list(rows.pad), "left_right": list(cols.pad)},
        "padding_mode": scene.padding_mode,
        "precision": scene.image.dtype.name,
    }


def archive(scene: Scene, more: Mapping[str, bytes] | None = None) -> bytes:
    """Return one ZIP of all tables, programs and the session, with a README.

    Parameters
    ----------
    scene : Scene
    more : mapping of str to bytes, optional
        Further files by name, figures for instance.
    """
    files = {
        "README.txt": readme(scene, list(more or ())).encode(),
        "session.json": to_session(scene),
        "data.npz": npz(scene),
        "data.json": json_bytes(scene),
        **{f"csv/{name}.csv": csv_bytes(table) for name, table in tables(scene).items()},
        **{f"code/with_{name.lower()}{ENDINGS[name]}": write(scene).encode() for name, write in SNIPPETS.items()},
        **(more or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in files.items():
            archived.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def readme(scene: Scene, more: list[str]) -> str:
    """Return what is in the ZIP and how the output came about."""
    shapes = {name: " x ".join(map(str, table.shape)) for name, table in tables(scene).items()}
    chosen = "\n".join(f"  {name}: {value}" for name, value in settings(scene).items())
    meanings = "\n".join(f"  csv/{name}.csv ({shape}): {MEANINGS[name]}" for name, shape in shapes.items())
    listed = "".join(f"  {name}\n" for name in more)
    return f"""\
One layer of dilated convolution, from dilviz.

Chosen (always rows before columns, counted from 0):
{chosen}

Tables, as numbers without headings; a convolution flips the kernel, a cross-correlation does not:
{meanings}
  data.npz: all of them for NumPy, np.load("data.npz")["output"]
  data.json: all of them for anything else; NaN and infinities are texts

Also here:
  session.json: opens in dilviz as the same scene
  code/: programs that compute the output with the same numbers
{listed}"""


def _plain(value: float) -> str:
    written = number(value)
    return repr(float(value)) if isinstance(written, str) else repr(written)
