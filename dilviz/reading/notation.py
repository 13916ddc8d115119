"""A matrix between brackets, as Python, NumPy, JSON or MATLAB write it.

``[[1, 2], [3, 4]]``, ``array([[1., 2.], [3., 4.]])``, ``[[1. 2.] [3. 4.]]``, ``((1, 2), (3, 4))``,
``[1 2; 3 4]``, ``A = [1, 2; 3, 4];``. Inside a single pair of brackets a semicolon or a line end
begins a row, unless the line ends with a comma. Numbers have a decimal point.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from dilviz.reading.limits import SIDE
from dilviz.reading.refusal import Refusal, quoted
from dilviz.reading.text import Row, check_shape, matrix_of

CALL = r"(?:(?:np|numpy|torch|jnp|jax\.numpy)\.)?(?:array|asarray|matrix|mat|tensor|Tensor)\s*+"
# possessive, for a file of four million spaces
OPENING = re.compile(rf"\s*+(?:[A-Za-z_]\w*+\s*+=\s*+)?(?:(?P<call>{CALL}\()\s*+(?=[\[(])|(?=\[|\(\s*+[\[(]))")
OPTIONS = r"(?:\s*,\s*(?:dtype|device)\s*=\s*[\w.'\"<>=|:]+)*"
TAIL_CHARS = 100  # a data type and closing marks
BRACKET = re.compile(r"[\[\]()]")
ROW = re.compile(r"[\[(]([^\[\]()]*)[\])]")
CLOSES = {"[": "]", "(": ")"}


def is_notation(text: str) -> bool:
    """Whether a text begins as a matrix between brackets does."""
    return OPENING.match(text) is not None


def read_notation(text: str) -> NDArray[np.float64]:
    """Return the matrix written between brackets.

    >>> read_notation("[1 2; 3 4]")
    array([[1., 2.],
           [3., 4.]])
    """
    opening = OPENING.match(text)
    start = opening.end() if opening else 0
    end, depth = _span(text, start)
    called = opening is not None and opening["call"] is not None
    tail = text[end:].strip()
    if len(tail) > TAIL_CHARS or not re.fullmatch(rf"{OPTIONS}\s*,?\s*\)\s*;?" if called else r"[;,]?", tail):
        raise Refusal(f"{quoted(tail)} after the closing bracket is not understood")
    if depth > 2:
        raise Refusal(f"the brackets are nested {depth} deep, but a matrix has two dimensions")
    inside = text[start + 1 : end - 1]
    bodies = _nested(inside) if depth == 2 else _flat(inside)
    rows = [Row(i, _cells(body)) for i, body in enumerate(bodies, start=1)]
    check_shape(rows)
    return matrix_of(rows)


def _span(text: str, start: int) -> tuple[int, int]:
    """Return where the bracket that opens at `start` has closed, and how deep the brackets are nested."""
    open_brackets: list[str] = []
    depth = 0
    for found in BRACKET.finditer(text, start):
        bracket = found[0]
        if bracket in CLOSES:
            open_brackets.append(bracket)
            depth = max(depth, len(open_brackets))
        elif CLOSES[open_brackets.pop()] != bracket:
            raise Refusal(f"'{bracket}' closes a bracket of another kind")
        if not open_brackets:
            return found.end(), depth
    raise Refusal("a bracket is not closed")


def _nested(inside: str) -> list[str]:
    count = inside.count("[") + inside.count("(")
    if count > SIDE:
        raise Refusal(f"this is a matrix of {count:,} rows; at most {SIDE} x {SIDE} cells are allowed")
    pieces = ROW.split(inside)
    gaps, bodies = pieces[::2], pieces[1::2]
    for i, gap in enumerate(gaps):
        allowed = ("", ",") if i == len(gaps) - 1 else ("", ",", ";") if i else ("",)
        if gap.strip() not in allowed:
            raise Refusal(f"{quoted(gap.strip())} stands outside of the rows")
    return bodies


def _flat(inside: str) -> list[str]:
    count = inside.count(";") + inside.count("\n") + 1
    if count > 2 * SIDE + 2:  # a row may end with a semicolon and a line end
        raise Refusal(f"this is a matrix of about {count:,} rows; at most {SIDE} x {SIDE} cells are allowed")
    return [body for body in re.split("[;\n]", re.sub(",[ \t]*\n", ",", inside)) if body.strip()]


def _cells(body: str) -> list[str]:
    most = SIDE + 1
    return body.split(",", most) if "," in body else body.split(None, most)
