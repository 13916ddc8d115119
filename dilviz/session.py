"""A scene to and from a file that people can read: JSON with the numbers as they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np

from dilviz.conv import Matrix, Padding
from dilviz.link import PRECISIONS, check_limits, padded_sides
from dilviz.photograph import CHANNELS
from dilviz.scene import Scene

VERSION = 1
MOST_BYTES = 8_000_000  # more than the largest scene takes
MOST_NUMBERS, MOST_ROWS = 300_000, 2_000  # more than the largest scene has: 256 x 256 cells, four times
KEYS = ("operation", "dilation", "stride", "padding", "padding_mode", "precision", "input", "kernel")


def to_session(scene: Scene) -> bytes:
    """Return everything chosen as JSON, a row of numbers a line; NaN and infinities are texts.

    >>> print(to_session(Scene([[1, 2.5]], [[float("nan")]])).decode())
    {
      "dilviz": 1,
      "operation": "convolution",
      "dilation": [1, 1],
      "stride": [1, 1],
      "padding": "valid",
      "padding_mode": "zeros",
      "precision": "float64",
      "input": [
        [1, 2.5]
      ],
      "kernel": [
        ["NaN"]
      ]
    }
    <BLANKLINE>
    """
    check_limits(scene)
    told = {
        "dilviz": VERSION,
        "operation": scene.operation,
        "dilation": scene.dilation,
        "stride": scene.stride,
        "padding": padded_sides(scene.padding) or scene.padding,
        "padding_mode": scene.padding_mode,
        "precision": scene.image.dtype.name,
    }
    lines = [f'  "{key}": {json.dumps(value)},' for key, value in told.items()]
    matrices = {"input": scene.image, "kernel": scene.kernel}
    if scene.photograph:
        lines.append('  "photograph": true,')
    if scene.channels is not None:
        matrices |= dict(zip(CHANNELS, np.moveaxis(scene.channels, -1, 0), strict=True))
    rows = ",\n".join(f'  "{name}": {_rows(matrix)}' for name, matrix in matrices.items())
    return "\n".join(["{", *lines, rows, "}", ""]).encode()


def from_session(content: bytes) -> Scene:
    """Return the scene that `to_session` wrote; ``ValueError`` with a sentence for anything else."""
    told = _told(content)
    if told.get("dilviz") != VERSION:
        raise ValueError(f"this session file has version {told.get('dilviz')!r}, and only {VERSION} can be opened")
    if missing := [key for key in KEYS if key not in told]:
        raise ValueError(f"this session file lacks {', '.join(missing)}")
    if told["precision"] not in PRECISIONS:
        raise ValueError(f"precision must be one of {', '.join(PRECISIONS)}, got {told['precision']!r}")
    scene = Scene(
        _matrix(told["input"], told["precision"], "the input"),
        _matrix(told["kernel"], told["precision"], "the kernel"),
        operation=told["operation"],
        dilation=_pair(told["dilation"], "dilation"),
        stride=_pair(told["stride"], "stride"),
        padding=_padding(told["padding"]),
        padding_mode=told["padding_mode"],
        photograph=told.get("photograph") is True,
        channels=_channels(told),
    )
    check_limits(scene)
    return scene


def number(value: float) -> int | float | str:
    """Return a number as JSON can hold it: whole ones without a point, those that are no number as text.

    >>> [number(value) for value in (2.0, -0.0, 0.1, float("-inf"))]
    [2, -0.0, 0.1, '-Infinity']
    """
    if not np.isfinite(value):
        return "NaN" if np.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    whole = float(value).is_integer() and abs(value) < 2**53 and (value != 0 or np.copysign(1, value) > 0)
    return int(value) if whole else value


def _rows(matrix: Matrix) -> str:
    rows = (json.dumps([number(value) for value in row]) for row in matrix.tolist())
    return "[\n    " + ",\n    ".join(rows) + "\n  ]"


def _told(content: bytes) -> Mapping[str, Any]:
    if len(content) > MOST_BYTES:
        raise ValueError(f"a session file has at most {MOST_BYTES:,} bytes, and this has {len(content):,}")
    if content.count(b",") > MOST_NUMBERS or content.count(b"]") > MOST_ROWS:  # Python needs many times their bytes
        raise ValueError(f"a session file holds at most {MOST_NUMBERS:,} numbers, in {MOST_ROWS:,} rows")
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"this is no session file: it is not JSON ({type(error).__name__})") from None
    if not isinstance(told, Mapping) or "dilviz" not in told:
        raise ValueError('this is no session file of dilviz: it has no key "dilviz"')
    return told


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f'{constant} must be written "{constant}" in a session file')


def _matrix(rows: object, precision: str, name: str) -> Matrix:
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) for row in rows):
        raise ValueError(f"{name} must be a list of rows of numbers")
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"{name} must be a matrix whose rows have equal lengths")
    cells = [[_number(cell, name) for cell in row] for row in rows]
    with np.errstate(over="ignore"):
        return np.array(cells, dtype=precision)


def _channels(told: Mapping[str, Any]) -> Matrix | None:
    if not any(name in told for name in CHANNELS):
        return None
    if missing := [name for name in CHANNELS if name not in told]:
        raise ValueError(f"this session file has colours, but lacks {', '.join(missing)}")
    each = [_matrix(told[name], told["precision"], f"the {name} of the input") for name in CHANNELS]
    if len({channel.shape for channel in each}) > 1:
        raise ValueError("the red, green and blue of the input must have the same size")
    return np.stack(each, axis=-1)


def _number(cell: object, name: str) -> float:
    if isinstance(cell, str) and re.fullmatch("NaN|-?Infinity", cell):
        return float(cell)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise ValueError(f'{name} must hold numbers, "NaN", "Infinity" or "-Infinity", got {cell!r}')
    try:
        return float(cell)
    except OverflowError:
        raise ValueError(f"{name} holds a whole number that is too large for a float") from None


def _pair(value: object, name: str) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f"{name} must be a [rows, columns] pair, got {value!r}")
    return value[0], value[1]  # what they are is checked with the limits


def _padding(value: object) -> Padding:
    if isinstance(value, str):
        return value  # type: ignore[return-value]  # a wrong name is refused with the limits
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f"padding must be a name or [[top, bottom], [left, right]], got {value!r}")
    return _pair(value[0], "padding"), _pair(value[1], "padding")
