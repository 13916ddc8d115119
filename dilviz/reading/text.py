"""Rows of cells: CSV, tabs, semicolons, spaces.

Cells are separated by tabs if there is a tab, else by semicolons if there is one, else by commas,
else by spaces; a first line ``sep=;`` says so itself. So a lone column of ``1,5`` is two columns:
in a text without tabs and semicolons a comma is a decimal mark only inside quotation marks.

Blank lines at both ends and lines that begin with ``#`` or ``%`` do not count. A first row of headings
is dropped, and so is a first column of headings: a heading begins with a letter. Below an empty corner
a column, and beside it a row, that counts 0, 1, 2, ... or 1, 2, 3, ... are headings too, because
pandas and R write them so.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dilviz.reading.limits import SIDE, TEXT_BYTES, TEXT_LINES, size
from dilviz.reading.numerals import POINT, Marks, is_label, marks_of, number
from dilviz.reading.refusal import Refusal

ENCODINGS = (  # the longer mark first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"", "utf-8"),
    (b"", "cp1252"),  # what Windows writes without a mark
)
CONTROL = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f]")
STATED_SEPARATOR = re.compile(r"sep=(.)")
SEPARATORS = ("\t", ";", ",")
SPACE = " "


@dataclass(frozen=True)
class Row:
    """The cells of a line and the line's number, counted from 1."""

    line: int
    cells: list[str]


def decoded(content: bytes) -> str:
    """Return the text behind the bytes, with ``\\n`` at the line ends and nothing invisible in it."""
    if len(content) > TEXT_BYTES:
        raise Refusal(f"this is text of {size(len(content))}; at most {size(TEXT_BYTES)} are allowed")
    for mark, encoding in ENCODINGS:
        if not content.startswith(mark):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            if mark:
                break
            continue
        if CONTROL.search(text):
            break
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    raise Refusal(
        "this is neither text nor a kind of file that is read: CSV, NPY, NPZ, JSON lists, MAT, "
        "PNG, JPEG, GIF, BMP, TIFF or WebP"
    )


def read_table(text: str) -> NDArray[np.float64]:
    """Return the numbers of a text in rows and columns."""
    rows, separator = rows_of(text)
    rows = without_headings(rows)
    check_shape(rows)
    marks = marks_of((cell.strip() for row in rows for cell in row.cells), separator)
    return matrix_of(rows, marks)


def rows_of(text: str) -> tuple[list[Row], str]:
    """Return the rows of a text, all of one width, and what separates their cells."""
    count = text.count("\n") + 1
    if count > TEXT_LINES:
        raise Refusal(f"this is text of {count:,} lines; at most {SIDE} rows and {SIDE} columns are allowed")
    lines = [(i, line) for i, line in enumerate(text.split("\n"), start=1) if line.lstrip()[:1] not in ("#", "%")]
    stated = STATED_SEPARATOR.fullmatch(lines[0][1].strip("\n\r ")) if lines else None
    if stated:
        lines = lines[1:]
    filled = [i for i, (_, line) in enumerate(lines) if line.strip()]
    if not filled:
        raise Refusal("there are no numbers in it")
    lines = lines[filled[0] : filled[-1] + 1]
    separator = stated[1] if stated else next((mark for mark in SEPARATORS if mark in text), SPACE)
    rows: list[Row] = []
    for i, line in lines:
        if not line.strip():
            raise Refusal(f"row {i} is empty")
        rows.append(Row(i, _cells(i, line, separator)))
        _check_width(rows[0], rows[-1])
    return rows, separator


def without_headings(rows: list[Row]) -> list[Row]:
    """Return the rows without a first row and a first column of headings, if there are any."""
    first = rows[0].cells
    corner, beside = first[0].strip(), first[1:]
    headed = len(rows) > 1 and (
        (all(is_label(cell) for cell in beside) and (is_label(corner) or (not corner and len(beside) > 0)))
        or (not corner and _counts(beside) and _counts([row.cells[0] for row in rows[1:]]))
    )
    below = rows[1:] if headed else rows
    column = [row.cells[0] for row in below]
    labelled = len(first) > 1 and all(is_label(cell) for cell in column)
    if headed and not corner and not labelled and not _counts(column):
        raise Refusal(f"row {rows[0].line}, column 1 is empty, and the column below it is neither words nor a count")
    if labelled or (headed and not corner):
        return [Row(row.line, row.cells[1:]) for row in below]
    return below


def check_shape(rows: Sequence[Row]) -> None:
    """Refuse rows of different lengths, no cells at all, and more than the limit."""
    for row in rows:
        _check_width(rows[0], row)
    height, width = len(rows), len(rows[0].cells) if rows else 0
    if not height or not width:
        raise Refusal("there are no numbers in it")
    if height > SIDE or width > SIDE:
        raise Refusal(f"this is a matrix of {height} x {width} cells; at most {SIDE} x {SIDE} are allowed")


def matrix_of(rows: Sequence[Row], marks: Marks = POINT) -> NDArray[np.float64]:
    """Return the cells as numbers."""
    matrix = np.empty((len(rows), len(rows[0].cells)))
    for i, row in enumerate(rows):
        for j, cell in enumerate(row.cells):
            try:
                matrix[i, j] = number(cell, marks)
            except Refusal as why:
                gap = " " if not cell.strip() else ": "
                raise Refusal(f"row {row.line}, column {j + 1}{gap}{why}") from None
    return matrix


def _cells(i: int, line: str, separator: str) -> list[str]:
    most = SIDE + 2  # a column of headings, and one to notice that there are too many
    if separator == SPACE:
        return re.split("[ \t]+", line.strip(" \t"), maxsplit=most)
    if '"' not in line:
        return line.split(separator, most)
    if line.count(separator) > 4 * most:  # a quoted number has at most a few separators inside
        raise Refusal(f"row {i} has more than {SIDE} values; at most {SIDE} x {SIDE} are allowed")
    try:
        return next(csv.reader([line], delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error:
        raise Refusal(f"row {i} has a quotation mark in the wrong place") from None


def _check_width(first: Row, row: Row) -> None:
    if len(row.cells) > SIDE + 1:
        raise Refusal(f"row {row.line} has more than {SIDE} values; at most {SIDE} x {SIDE} are allowed")
    if len(row.cells) != len(first.cells):
        values = f"{len(row.cells)} value{'s' if len(row.cells) > 1 else ''}"
        raise Refusal(f"row {row.line} has {values}, the rows above have {len(first.cells)}")


def _counts(cells: Sequence[str]) -> bool:
    """Whether the cells count 0, 1, 2, ... or 1, 2, 3, ... ."""
    return any([cell.strip() for cell in cells] == [str(i + start) for i in range(len(cells))] for start in (0, 1))
