"""MATLAB's .mat files of version 5 (``save -v6`` and ``-v7``), as far as a matrix of real numbers needs them.

scipy.io reads these files too, but believes the lengths inside: a file of 97 kB whose one variable
claimed more than it had took 190 MB before it was refused. Here a variable's class, shape and name are
read from its first 4 kB, and it is unpacked only as far as a matrix within the limit reaches.

Source: MathWorks, "MAT-File Format", chapter 1, "MAT-File Level 5".
"""

from __future__ import annotations

import math
import struct
import zlib
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dilviz.reading.arrays import Stored, as_floats
from dilviz.reading.limits import ARRAY_BYTES, ARRAYS, MAT_DIMENSIONS, MAT_HEADER
from dilviz.reading.refusal import Refusal

FILE_HEADER = 128
MATRIX, COMPRESSED = 14, 15
NUMBERS = {1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8"}
COMPLEX, LOGICAL = 0x0800, 0x0200  # flags beside the class
NO_MATRIX = {
    1: "a cell array",
    2: "a structure",
    3: "an object",
    4: "text",
    5: "a sparse matrix",
    16: "a function",
    17: "an object",
}


class Element(NamedTuple):
    """A tagged piece of the file: its type, where its bytes begin and end, and where the next one begins."""

    kind: int
    begin: int
    end: int
    after: int


class Variable(NamedTuple):
    """A variable as it lies in the file: its bytes, whether they are compressed, and their order."""

    stored: bytes
    packed: bool
    order: str

    def start(self, most: int) -> bytes:
        """Return up to `most` bytes, unpacked; what follows is not looked at."""
        if not self.packed:
            return self.stored[:most]
        try:
            return zlib.decompressobj().decompress(self.stored[: most + 1024], most)
        except zlib.error:
            raise Refusal("a variable of this MATLAB file is damaged") from None


def mat(content: bytes) -> dict[str, Stored]:
    """Return the variables of a .mat file by name."""
    order = {b"IM": "<", b"MI": ">"}.get(content[126:128])
    if order is None:
        raise Refusal("this begins like a MATLAB file, but its header cannot be read")
    arrays: dict[str, Stored] = {}
    position = FILE_HEADER
    while position < len(content):
        kind, begin, end, after = _element(content, position, order)
        if end > len(content):
            raise Refusal(f"a variable claims {end - begin:,} bytes, but the file ends after {len(content) - begin:,}")
        if kind in (MATRIX, COMPRESSED):
            packed = kind == COMPRESSED
            variable = Variable(content[begin if packed else position : end], packed, order)
            arrays.update([_stored(variable)])
        if len(arrays) > ARRAYS:
            raise Refusal(f"this file has more than {ARRAYS:,} variables")
        position = end if kind == COMPRESSED else after
    return arrays


def _element(content: bytes, position: int, order: str) -> Element:
    """Read the tag at `position`: eight bytes, or four if at most four bytes of content follow in the same eight."""
    try:
        kind, length = struct.unpack_from(f"{order}II", content, position)
    except struct.error:
        raise Refusal("this MATLAB file ends in the middle of a variable") from None
    if kind >> 16:
        return Element(kind & 0xFFFF, position + 4, position + 4 + (kind >> 16), position + 8)
    end = position + 8 + length
    return Element(kind, position + 8, end, end + (-length) % 8)


def _stored(variable: Variable) -> tuple[str, Stored]:
    """Return a variable's name and what its header states."""
    start, order = variable.start(MAT_HEADER), variable.order
    outer = _element(start, 0, order)
    flags = _element(start, outer.begin, order)
    if outer.kind != MATRIX or flags.kind != 6 or flags.end > len(start) or flags.end - flags.begin != 8:
        raise Refusal("a variable of this MATLAB file cannot be read")
    (word,) = struct.unpack_from(f"{order}I", start, flags.begin)
    dimensions = _element(start, flags.after, order)
    if word & 0xFF == 17:  # an opaque object has no dimensions, but a name in their place
        return _text(start, dimensions), Stored((), NO_MATRIX[17], partial(np.empty, 0))
    count = (dimensions.end - dimensions.begin) // 4
    if dimensions.kind != 5 or not 1 <= count <= MAT_DIMENSIONS or dimensions.end > len(start):
        raise Refusal("the shape of a variable of this MATLAB file cannot be read")
    shape = struct.unpack_from(f"{order}{count}i", start, dimensions.begin)
    label = _element(start, dimensions.after, order)
    holds = NO_MATRIX.get(word & 0xFF, "" if 6 <= word & 0xFF <= 15 else "something unknown")
    holds = "complex numbers" if word & COMPLEX and not holds else holds
    read = partial(_values, variable, label.after, shape, bool(word & LOGICAL))
    return _text(start, label), Stored(shape, holds, read)


def _values(variable: Variable, position: int, shape: tuple[int, ...], truth: bool) -> NDArray[np.float64]:
    content = variable.start(ARRAY_BYTES)
    kind, begin, end, _ = _element(content, position, variable.order)
    if kind not in NUMBERS:
        raise Refusal("the values of this MATLAB variable are no numbers")
    dtype = np.dtype(variable.order + NUMBERS[kind])
    stated, found = math.prod(shape) * dtype.itemsize, min(end, len(content)) - begin
    if end - begin != stated:
        raise Refusal(f"the variable's shape needs {stated:,} bytes of values, but {end - begin:,} are stated")
    if found != stated:
        raise Refusal(f"the variable's shape needs {stated:,} bytes of values, but the file holds {found:,}")
    return as_floats(np.frombuffer(content[begin:end], dtype).reshape(shape, order="F"), truth=truth)


def _text(start: bytes, name: Element) -> str:
    if name.kind != 1 or name.end > len(start):
        raise Refusal("the name of a variable of this MATLAB file cannot be read")
    return start[name.begin : name.end].decode("ascii", errors="replace")
