"""NPY and NPZ: what the header states is checked before the values are touched."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dilviz.reading.limits import ARRAY_BYTES, ARRAYS, NPY_HEADER, SIDE
from dilviz.reading.refusal import Refusal, listed, printable, quoted

KINDS = {
    "c": "complex numbers",
    "M": "dates",
    "m": "spans of time",
    "O": "Python objects",
    "U": "text",
    "S": "text",
    "V": "records",
}


@dataclass(frozen=True)
class Stored:
    """An array as its header states it; `values` reads it, and is not called before `check`."""

    shape: tuple[int, ...]
    holds: str  # what else than real numbers, or "" for real numbers
    values: Callable[[], NDArray[np.float64]]

    def check(self) -> None:
        """Refuse what is no matrix of real numbers, or above the limit. A vector is a matrix of one row."""
        shape = " x ".join(str(length) for length in self.shape[:6]) + (" x ..." if len(self.shape) > 6 else "")
        if self.holds:
            raise Refusal(f"this array holds {self.holds}; only real numbers are allowed")
        if not self.shape:
            raise Refusal("this array is a single number without rows and columns")
        if len(self.shape) > 2:
            raise Refusal(f"this array has {len(self.shape)} dimensions ({shape}), but a matrix has two")
        if min(self.shape) < 1:
            raise Refusal(f"this array is empty: its shape is {shape}")
        if max(self.shape) > SIDE:
            raise Refusal(f"this is a matrix of {shape} cells; at most {SIDE} x {SIDE} are allowed")

    def read(self) -> NDArray[np.float64]:
        """Return the matrix."""
        self.check()
        return np.atleast_2d(self.values())


def read_npy(content: bytes) -> NDArray[np.float64]:
    """Return the matrix of an NPY file."""
    return npy(content, len(content), lambda: content).read()


def npy(start: bytes, length: int, contents: Callable[[], bytes]) -> Stored:
    """Return the array of an NPY file of `length` bytes from its first bytes; `contents` gives all of them."""
    stream = io.BytesIO(start)
    try:
        read_header = {
            (1, 0): np.lib.format.read_array_header_1_0,
            (2, 0): np.lib.format.read_array_header_2_0,
        }[np.lib.format.read_magic(stream)]
        shape, column_major, dtype = read_header(stream, max_header_size=NPY_HEADER)
    except Exception:  # the header is a Python literal, and parsing it fails in many ways
        raise Refusal("this begins like an NPY file, but its header cannot be read") from None
    holds = "" if dtype.kind in "buif" else KINDS.get(dtype.kind, printable(str(dtype)))
    if any(not 0 <= axis < 2**48 for axis in shape):
        raise Refusal("this begins like an NPY file, but the shape in its header is impossible")
    stated = math.prod(shape) * dtype.itemsize
    found = length - stream.tell()
    if not holds and len(shape) <= 2 and stated != found:
        raise Refusal(f"the header states {stated:,} bytes of values, but the file holds {found:,}")
    return Stored(shape, holds, partial(_values, contents, stream.tell(), shape, dtype, "F" if column_major else "C"))


def _values(
    contents: Callable[[], bytes], offset: int, shape: tuple[int, ...], dtype: np.dtype, order: str
) -> NDArray[np.float64]:
    kind = np.dtype(np.uint8) if dtype.kind == "b" else dtype
    stored = np.frombuffer(contents(), kind, offset=offset).reshape(shape, order="F" if order == "F" else "C")
    return as_floats(stored, truth=dtype.kind == "b")


def as_floats(stored: NDArray[np.generic], *, truth: bool = False) -> NDArray[np.float64]:
    """Return stored numbers as float64; `truth` values are bytes of 0 or 1."""
    if truth and stored.max() > 1:
        raise Refusal(f"a truth value is stored as {stored.max()}; only 0 and 1 are allowed")
    with np.errstate(over="ignore", invalid="ignore"):
        values = stored.astype(np.float64)
    if stored.dtype.itemsize > 8 and not np.array_equal(np.isinf(values), np.isinf(stored)):
        raise Refusal("a number is too large for a float; at most 1.8e308 is possible")
    return values


def npz(content: bytes) -> dict[str, Stored]:
    """Return the arrays of an NPZ file by name."""
    try:
        if content.count(b"PK\x01\x02") > ARRAYS:  # each entry of the directory begins so, and costs 1 kB as an object
            raise Refusal(f"this archive has more than {ARRAYS:,} files")
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        _check_is_npz([member.filename for member in members])
        return {
            member.filename.removesuffix(".npy"): _member(archive, member)
            for member in members
            if member.filename.endswith(".npy")
        }
    except Refusal:
        raise
    except Exception:  # zipfile raises what it stumbles over: BadZipFile, zlib.error, struct.error, ...
        raise Refusal("this archive is damaged") from None


def _check_is_npz(names: list[str]) -> None:
    if any(name.endswith(".npy") for name in names):
        return
    for folder, what in (("xl/", "an Excel workbook"), ("word/", "a Word document"), ("ppt/", "a presentation")):
        if any(name.startswith(folder) for name in names):
            raise Refusal(f"this is {what}, which is not read; save the table as CSV, or copy its cells and paste them")
    if "content.xml" in names:
        raise Refusal("this is an OpenDocument file, which is not read; save the table as CSV")
    raise Refusal("this is a ZIP archive without NPY arrays; unpack it first")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Stored:
    name = quoted(member.filename.removesuffix(".npy"))
    if member.flag_bits & 1:
        raise Refusal(f"its array {name} is encrypted")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # NumPy writes no other
        raise Refusal(f"its array {name} is compressed in a way that NumPy does not write")
    with archive.open(member) as stream:
        start = stream.read(NPY_HEADER + 64)
    return npy(start, member.file_size, partial(_contents, archive, member))


def _contents(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(member) as stream:
            content = stream.read(ARRAY_BYTES)  # the shape has been checked: it is not longer
    except Exception:  # as above, and a wrong checksum
        raise Refusal(f"its array {quoted(member.filename.removesuffix('.npy'))} is damaged") from None
    if len(content) != member.file_size:
        raise Refusal(f"the archive states {member.file_size:,} bytes for an array, but holds {len(content):,}")
    return content


def usable(arrays: Mapping[str, Stored]) -> list[str]:
    """Return the names of the arrays that `Stored.check` allows."""
    return [name for name, stored in arrays.items() if not _why_not(stored)]


def choose(arrays: Mapping[str, Stored], wanted: str) -> Stored:
    """Return the array called `wanted` or, without a wish, the only one that can be read."""
    names = [wanted] if wanted else usable(arrays)
    if wanted and wanted not in arrays:
        raise Refusal(f"it has no array {quoted(wanted)}, but {listed(list(arrays))}")
    if len(names) == 1:
        return arrays[names[0]]
    if names:
        raise Refusal(f"it has {len(names)} matrices; choose one of {listed(names)}")
    if not arrays:
        raise Refusal("it has no arrays")
    name, stored = next(iter(arrays.items()))
    if len(arrays) == 1:
        return stored
    raise Refusal(f"none of its {len(arrays)} arrays is a matrix of real numbers; {quoted(name)}: {_why_not(stored)}")


def _why_not(stored: Stored) -> str:
    try:
        stored.check()
    except Refusal as why:
        return str(why)
    return ""
