"""A scene to and from a short text for an address. What opens today opens in later versions (tests/links.txt).

Layout: one letter for the version, then base64url of zlib of these bytes: one with the
five choices (see `_CHOICES`), the dilation, the stride and, if it is given in numbers,
the padding at a byte a number, then the input and the kernel, each as its encoding, its
height and width less one, and its cells. In place of the input, a photograph in colour
has its red, green and blue. zlib's checksum finds mistyped letters.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np

from dilviz.axis import PADDING_MODES
from dilviz.conv import NAMED_PADDINGS, Matrix, Padding, pads_of, per_axis
from dilviz.photograph import CHANNELS, luminance
from dilviz.scene import OPERATIONS, Scene

VERSION = "1"
LONGEST_LINK = 8000  # letters: web servers refuse longer addresses
MOST_CELLS = {"the input": 256, "the kernel": 11}  # along one axis
MOST_STEP = 99  # of any dilation, stride or padding
MOST_BYTES = 1_700_000  # more than the largest scene takes; what unpacks to more is a bomb

PADDINGS = (*NAMED_PADDINGS, "numbers")
PRECISIONS = ("float64", "float32")
KINDS = ("numbers", "photograph", "colours")  # of input
_CHOICES: tuple[Sequence[str], ...] = (KINDS, OPERATIONS, PADDING_MODES, PADDINGS, PRECISIONS)

Sides: TypeAlias = tuple[tuple[int, int], tuple[int, int]]


class Encoding(NamedTuple):
    """How the cells of a matrix are written: as whole parts of one, or as numbers."""

    dtype: str
    parts: int = 1


# The place in this list is written in links: add at the end, and never change what is there.
ENCODINGS = (
    Encoding("|i1"),
    Encoding("|u1"),
    Encoding("|u1", parts=255),
    Encoding("<u2"),
    Encoding("<f4"),
    Encoding("<f8"),
)
TOO_LONG = f", and at most {LONGEST_LINK:,} travel safely"
LEVELS = 255  # the encoding for few different numbers: a table of them, and places in it
MOST_LEVELS = 256


def to_link(scene: Scene) -> str:
    """Return everything chosen, the input and the kernel bit for bit, as letters, digits, ``-`` and ``_``.

    A padding given in numbers comes back as ((top, bottom), (left, right)).

    Raises
    ------
    ValueError
        If the scene is larger than a link takes; a session file may still take it.

    Examples
    --------
    >>> from_link(to_link(Scene([[1, 2, 3]], [[1, 10]], dilation=(1, 2)))).output
    array([[13.]])
    """
    check_limits(scene)
    padding = scene.padding if isinstance(scene.padding, str) else "numbers"
    kind = KINDS[bool(scene.photograph) + (scene.channels is not None)]
    chosen = (kind, scene.operation, scene.padding_mode, padding, scene.image.dtype.name)
    content = bytearray([_choice_byte(chosen)])
    pairs = (scene.dilation, scene.stride, *(padded_sides(scene.padding) or ()))
    content += bytes(number for pair in pairs for number in per_axis(pair, "a step", 0))
    given = [scene.image] if scene.channels is None else np.moveaxis(scene.channels, -1, 0)
    for matrix in (*given, scene.kernel):
        packed, least = _packed(matrix)
        if least > LONGEST_LINK:  # by itself, and without the quarter more that letters take
            raise ValueError(f"the link would have more than {least:,} letters{TOO_LONG}")
        content += packed
    link = VERSION + base64.urlsafe_b64encode(zlib.compress(bytes(content), 9)).decode().rstrip("=")
    if len(link) > LONGEST_LINK:
        raise ValueError(f"the link would have {len(link):,} letters{TOO_LONG}")
    return link


def from_link(text: str) -> Scene:
    """Return the scene that `to_link` wrote; ``ValueError`` with a sentence for anything else."""
    if text[:1] != VERSION:
        raise ValueError(f"this link begins with {text[:1]!r}, but links that this version can open with {VERSION!r}")
    content = _unpacked(text[1:])
    reader = _Reader(content)
    kind, operation, mode, padding, precision = _chosen(reader.take(1)[0])
    steps = tuple(reader.take(4))
    sides: Padding = padding  # type: ignore[assignment]
    if padding == "numbers":
        top, bottom, left, right = reader.take(4)
        sides = ((top, bottom), (left, right))
    names = ["the input"] if kind != "colours" else [f"the {name} of the input" for name in CHANNELS]
    *given, kernel = (_matrix(reader, np.dtype(precision), name) for name in (*names, "the kernel"))
    channels = _stacked(given) if kind == "colours" else None
    if reader.rest:
        raise ValueError(f"this link is damaged: {reader.rest} bytes are left over")
    scene = Scene(
        given[0] if channels is None else luminance(channels),
        kernel,
        operation=operation,  # type: ignore[arg-type]
        dilation=(steps[0], steps[1]),
        stride=(steps[2], steps[3]),
        padding=sides,
        padding_mode=mode,  # type: ignore[arg-type]
        photograph=kind != "numbers",
        channels=channels,
    )
    check_limits(scene)
    return scene


def check_limits(scene: Scene) -> None:
    """Raise a ``ValueError`` for what no link and no session file holds."""
    for name, matrix in zip(MOST_CELLS, (scene.image, scene.kernel), strict=True):
        height, width = matrix.shape
        if max(height, width) > (most := MOST_CELLS[name]):
            raise ValueError(f"{name} may have at most {most} x {most} cells, got {height} x {width}")
    if scene.padding_mode not in PADDING_MODES:
        raise ValueError(f"the padding mode must be one of {', '.join(PADDING_MODES)}, got {scene.padding_mode!r}")
    if scene.channels is not None and not np.array_equal(luminance(scene.channels), scene.image, equal_nan=True):
        raise ValueError("the input must be the luminance of its channels")
    sides = padded_sides(scene.padding) or ()
    for name, least, pairs in (("dilation", 1, [scene.dilation]), ("stride", 1, [scene.stride]), ("padding", 0, sides)):
        for number in (number for pair in pairs for number in per_axis(pair, name, least)):
            if number > MOST_STEP:
                raise ValueError(f"{name} may be at most {MOST_STEP}, got {number}")


def _stacked(channels: Sequence[Matrix]) -> Matrix:
    if len({channel.shape for channel in channels}) > 1:
        raise ValueError("this link is damaged: red, green and blue differ in size")
    return np.stack(channels, axis=-1)


def padded_sides(padding: Padding) -> Sides | None:
    """Return a padding given in numbers as ((top, bottom), (left, right)), or None for a named one."""
    sides = pads_of(padding, (1, 1))  # an unknown name raises
    return None if isinstance(padding, str) else sides


def _choice_byte(chosen: Sequence[str]) -> int:
    byte = 0
    for names, name in zip(_CHOICES, chosen, strict=True):
        byte = byte * len(names) + names.index(name)
    return byte


def _chosen(byte: int) -> list[str]:
    chosen = []
    for names in reversed(_CHOICES):
        byte, place = divmod(byte, len(names))
        chosen.append(names[place])
    if byte:
        raise ValueError("this link is damaged: its first byte names no setting")
    return chosen[::-1]


class _Reader:
    """Bytes, taken from the front."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    @property
    def rest(self) -> int:
        return len(self.content) - self.at

    def take(self, count: int) -> bytes:
        if count > self.rest:
            raise ValueError(f"this link is damaged: it ends {count - self.rest} bytes early")
        self.at += count
        return self.content[self.at - count : self.at]


def _unpacked(text: str) -> bytes:
    if len(text) > 2 * MOST_BYTES:
        raise ValueError(f"this link has {len(text):,} letters, more than any scene takes")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1:
        raise ValueError("this link is damaged: it has letters that no link has, or lacks some")
    squeezed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    machine = zlib.decompressobj()
    try:
        content = machine.decompress(squeezed, MOST_BYTES)
    except zlib.error:
        raise ValueError("this link is damaged: its content cannot be unpacked") from None
    if machine.unconsumed_tail:
        raise ValueError(f"this link would unpack to more than {MOST_BYTES:,} bytes, which no scene takes")
    if not machine.eof or machine.unused_data:
        raise ValueError("this link is damaged: something is missing from its end, or was added to it")
    return content


def _packed(matrix: Matrix) -> tuple[bytes, int]:
    """Return a matrix in whichever encoding is exact and becomes the shortest, and its length when compressed."""
    head = bytes([matrix.shape[0] - 1, matrix.shape[1] - 1])
    place, cells, least = _shortest(matrix.tobytes(), matrix.dtype.str)
    return bytes([place]) + head + cells, least


@lru_cache(16)  # the same matrix is asked for at every change of the page
def _shortest(content: bytes, dtype: str) -> tuple[int, bytes, int]:
    """Return the encoding of a matrix's bytes, the cells in it, and their length when compressed."""
    values: Matrix = np.frombuffer(content, dtype)
    found = [(LEVELS, _levels(values))]
    for place, encoding in enumerate(ENCODINGS):
        wide = np.dtype(encoding.dtype).itemsize > 1
        if wide and any(cells is not None for _, cells in found[1:]):
            break  # what is wider does not become shorter
        found.append((place, _cells(values, encoding)))
    squeezed = [(len(zlib.compress(cells, 9)), place, cells) for place, cells in found if cells is not None]
    least, place, cells = min(squeezed)
    return place, cells, least


def _cells(matrix: Matrix, encoding: Encoding) -> bytes | None:
    """Return the cells in an encoding, or None if they do not come back bit for bit."""
    kind = np.dtype(encoding.dtype)
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = matrix if kind.kind == "f" else np.rint(matrix * encoding.parts)
        cells = scaled.astype(kind)
        again = _decoded(cells.tobytes(), encoding, matrix.dtype)
    return cells.tobytes() if again.tobytes() == matrix.tobytes() else None


def _decoded(cells: bytes, encoding: Encoding, dtype: np.dtype[np.floating]) -> Matrix:
    values = np.frombuffer(cells, encoding.dtype).astype(dtype)
    return values if encoding.parts == 1 else values / encoding.parts


def _levels(matrix: Matrix) -> bytes | None:
    bits = matrix.view(f"u{matrix.itemsize}")  # bits, for NaN is equal to nothing and -0.0 to 0.0
    table, places = np.unique(bits, return_inverse=True)
    if table.size > MOST_LEVELS:
        return None
    little = table.astype(f"<u{matrix.itemsize}").tobytes()
    return bytes([table.size - 1]) + little + places.astype(np.uint8).tobytes()


def _matrix(reader: _Reader, dtype: np.dtype[np.floating], name: str) -> Matrix:
    place, last_row, last_col = reader.take(3)
    shape = last_row + 1, last_col + 1
    if place < len(ENCODINGS):
        kind = np.dtype(ENCODINGS[place].dtype)
        values = _decoded(reader.take(shape[0] * shape[1] * kind.itemsize), ENCODINGS[place], dtype)
    elif place == LEVELS:
        table = np.frombuffer(reader.take((reader.take(1)[0] + 1) * dtype.itemsize), dtype.newbyteorder("<"))
        places = np.frombuffer(reader.take(shape[0] * shape[1]), np.uint8)
        if places.max() >= table.size:
            raise ValueError(f"this link is damaged: a cell of {name} names a number that is not in its table")
        values = table[places].astype(dtype)
    else:
        raise ValueError(f"this link is damaged: {name} is written in an unknown way")
    return values.reshape(shape)
