"""The door: from the bytes of any file to a matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from dilviz.conv import Matrix
from dilviz.photograph import luminance
from dilviz.reading.arrays import Stored, choose, npz, read_npy, usable
from dilviz.reading.kinds import PICTURE_KINDS, Kind, PictureKind, kind_of
from dilviz.reading.limits import FILE_BYTES, size
from dilviz.reading.matlab import mat
from dilviz.reading.notation import is_notation, read_notation
from dilviz.reading.pictures import FITS, Fit, read_picture
from dilviz.reading.refusal import Refusal, printable, sentence
from dilviz.reading.text import decoded, read_table
from dilviz.session import from_session

SESSION = re.compile(r'\s*\{\s*"dilviz"\s*:')  # what a file of this app's own begins with


def read_matrix(content: bytes, name: str = "", *, fit: Fit = "reduce", array: str = "") -> Matrix:
    """Return the matrix that a file, a photograph or pasted text holds.

    Parameters
    ----------
    content : bytes
        The whole file, or pasted text in UTF-8. Its first bytes say what it is.
    name : str
        What the file is called, for the sentence only.
    fit : {"reduce", "crop"}
        What happens to a picture above 256 x 256 pixels. Numbers are never resampled.
    array : str
        Which array of an NPZ or .mat file; see `arrays_in`.

    Returns
    -------
    ndarray of float64, shape (height, width)
        At most 256 x 256. Of a colour picture the luminance, ``(299 R + 587 G + 114 B) / 1000``;
        of a vector a matrix of one row. NaN and infinities are kept.

    Raises
    ------
    ValueError
        With one sentence that names the file, what was found and what is allowed.

    Examples
    --------
    >>> read_matrix(b"1 2\\n3 4")
    array([[1., 2.],
           [3., 4.]])
    >>> read_matrix(b"1,2\\n3", "grid.csv")
    Traceback (most recent call last):
    ValueError: grid.csv: row 2 has 1 value, the rows above have 2.
    """
    samples = read_channels(content, name, fit=fit, array=array)
    if samples.shape[2] == 1:
        return samples[:, :, 0]
    return luminance(samples)


def read_channels(content: bytes, name: str = "", *, fit: Fit = "reduce", array: str = "") -> Matrix:
    """Return what `read_matrix` reads, shape ``(height, width, channels)``: 3 of a colour picture, else 1."""
    if fit not in FITS:
        raise ValueError(f"fit must be one of {', '.join(FITS)}, got {fit!r}")
    with _refusing(content, name):
        kind = _kind(content)
        if _is_picture(kind):
            return read_picture(content, kind, fit)
        return _numbers(content, kind, array)[:, :, np.newaxis]


def is_session(content: bytes) -> bool:
    """Whether the first bytes are those of a session file that the app exported."""
    return SESSION.match(content[:100].decode("utf-8", "replace")) is not None


def is_picture(content: bytes) -> bool:
    """Whether the first bytes are those of a picture that is read here."""
    return _is_picture(kind_of(content))


def arrays_in(content: bytes, name: str = "") -> list[str]:
    """Return the names of the matrices in an NPZ or .mat file; of any other file, none.

    >>> arrays_in(b"1 2 3")
    []
    """
    with _refusing(content, name):
        return usable(_arrays(content, _kind(content)))


def _numbers(content: bytes, kind: Kind, array: str) -> NDArray[np.float64]:
    if kind == "NPY":
        return read_npy(content)
    if kind in ("ZIP", "MAT"):
        return choose(_arrays(content, kind), array).read()
    text = decoded(content)
    if SESSION.match(text):
        return _session_input(text)
    if is_notation(text):
        return read_notation(text)
    _check_is_table(text)
    return read_table(text)


def _session_input(text: str) -> NDArray[np.float64]:
    """Return the input in a session file; the page opens all of it."""
    try:
        return from_session(text.encode()).image.astype(np.float64)
    except ValueError as why:
        raise Refusal(printable(f"this is a session of the app, but {why}", 200)) from None


def _arrays(content: bytes, kind: Kind) -> dict[str, Stored]:
    return npz(content) if kind == "ZIP" else mat(content) if kind == "MAT" else {}


def _kind(content: bytes) -> Kind:
    if not content:
        raise Refusal("there is nothing in it")
    if len(content) > FILE_BYTES:
        raise Refusal(f"this file has {size(len(content))}; at most {size(FILE_BYTES)} are allowed")
    return kind_of(content)


def _is_picture(kind: Kind) -> TypeGuard[PictureKind]:
    return kind in PICTURE_KINDS


def _check_is_table(text: str) -> None:
    start = text.lstrip()[:1000].lower()
    if start.startswith("{"):
        raise Refusal("this is a JSON object; of JSON only a list of rows is read, such as [[1, 2], [3, 4]]")
    if start.startswith("<"):
        names = {"<svg": "an SVG drawing", "<html": "a web page", "<!doctype html": "a web page"}
        what = next((names[tag] for tag in names if tag in start), "an XML document")
        raise Refusal(f"this is {what}, which is not read; save a picture as PNG, or a table as CSV")


@contextmanager
def _refusing(content: bytes, name: str) -> Iterator[None]:
    """Make a `Refusal` the whole sentence, outside of which no other error is shown."""
    try:
        yield
    except Refusal as why:
        text = not content or (content[:1].isascii() and b"\0" not in content[:64])
        raise ValueError(sentence(name, "the text" if text else "the file", why)) from None
