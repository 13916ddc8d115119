"""Odd and hostile files, each with the matrix or the sentence that is expected of the reader.

``python -m tests.hostile FOLDER`` writes them all, to try them on the page.
"""

import pickle
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import scipy.sparse
from PIL import Image

from tests.forged import (
    COLOURS,
    DEEP,
    MAT_START,
    NUMBERS,
    SQUARE,
    archive,
    bad_filter,
    bmp_claiming,
    chunk,
    deep_tiff,
    exif,
    flipped,
    gif_with_comments,
    interlaced,
    jpeg_claiming,
    late_png,
    mat,
    mat_big_endian,
    mat_packed,
    mat_variable,
    npy,
    npy_of,
    npz,
    picture,
    png,
    png_rows,
    saved,
    tiff,
    tiff_of,
    webp_claiming,
)

CASES = []
LUMA = np.array([299, 587, 114]) / 1000


@dataclass(frozen=True)
class Case:
    claim: str
    make: Callable[[], bytes]
    expected: object  # a matrix, or a regular expression for the sentence that follows the name
    name: str
    said: str  # the name as the sentence begins with it
    options: dict = field(default_factory=dict)

    @property
    def sentence(self):
        return f"{re.escape(self.said)}: {self.expected}"


def case(claim, content, expected, name="grid.csv", said="", **options):
    make = content if callable(content) else lambda: content
    CASES.append(Case(claim, make, expected, name, said or name, options))


# -- text: what is read -------------------------------------------------------------------------------------

case("one cell", b"5", [[5.0]])
case("one cell of spaces around", b"  5 \r\n\r\n", [[5.0]])
case("commas, and no line end", b"1,2\n3,4", SQUARE)
case("the line ends of Windows", b"1,2\r\n3,4\r\n", SQUARE)
case("the line ends of an old Macintosh", b"1,2\r3,4\r", SQUARE)
case("tabs, as a spreadsheet's clipboard has them", b"1\t2\n3\t4\n", SQUARE)
case("aligned by spaces", b"  1   2\n  3   4\n", SQUARE)
case("semicolons and decimal commas", b"1,5;2\n3;4,25\n", [[1.5, 2], [3, 4.25]])
case("semicolons and three decimals", b"1,234;5,678\n", [[1.234, 5.678]])
case("tabs and decimal commas", b"1,5\t2\n", [[1.5, 2]])
case("a lone column of commas is two columns", b"0,5\n1,5\n", [[0.0, 5], [1, 5]])
case("quoted decimal commas between commas", b'"1,5","2,25"\n', [[1.5, 2.25]])
case("a byte order mark", b"\xef\xbb\xbf1,2\n3,4\n", SQUARE)
case("UTF-16, as Excel's Unicode text", "1\t2\r\n3\t4\r\n".encode("utf-16"), SQUARE)
case("UTF-16 of the other order", b"\xfe\xff" + "1\t2\n3\t4".encode("utf-16-be"), SQUARE)
case("UTF-32", "1;2\n3;4".encode("utf-32"), SQUARE)
case("the Unicode minus, in the power too", "−1.5,2e−3\n".encode(), [[-1.5, 0.002]])
case("headings in the code page of Windows", "Größe;Höhe\n1;2\n3;4\n".encode("cp1252"), SQUARE)
case("a row of headings", b"a,b\n1,2\n3,4\n", SQUARE)
case("a column of headings", b"top,1,2\nbottom,3,4\n", SQUARE)
case("headings on both sides, an empty corner", b",a,b\nx,1,2\ny,3,4\n", SQUARE)
case("headings on both sides, a filled corner", b"row,a,b\nx,1,2\ny,3,4\n", SQUARE)
case("the index that pandas writes", b",0,1\n0,1.0,2.0\n1,3.0,4.0\n", SQUARE)
case("the row names that R writes", b'"","V1","V2"\n"1",1,2\n"2",3,4\n', SQUARE)
case("comment lines", b"# made by hand\n1 2\n% half way\n3 4\n", SQUARE)
case("a separator that says so itself", b"sep=|\n1|2\n3|4\n", SQUARE)
case("thousands that one cell proves", b"1,234.5;2,000\n7;1\n", [[1234.5, 2000], [7, 1]])
case("thousands in points that one cell proves", b"1.234.567;2,5\n", [[1234567, 2.5]])
case("thousands between thin spaces and apostrophes", "1\u202f234,5;1'000\n".encode(), [[1234.5, 1000]])
case("not finite, written as such", b"nan,inf\n-Infinity,NaN\n", [[np.nan, np.inf], [-np.inf, np.nan]])
case("all NaN", b"nan nan\nnan nan\n", np.full((2, 2), np.nan))
case("the largest power of ten", b"1e308 -1e308\n", [[1e308, -1e308]])
case("the smallest denormal", b"5e-324 4.9406564584124654e-324\n", [[5e-324, 5e-324]])
case("zero to a small power", b"0e-999 -0\n", [[0.0, -0.0]])
case("points without digits on one side", b".5 5. +1.e1\n", [[0.5, 5, 10]])
case("256 x 256 cells", lambda: b"\n".join([b",".join([b"1"] * 256)] * 256), np.ones((256, 256)))
case(
    "headings around 256 x 256 cells",
    lambda: b"\n".join([b",".join([b"h"] * 257)] + [b"r" + b",1" * 256] * 256),
    np.ones((256, 256)),
)
case(
    "a name written from right to left",
    b"1,2\n3",
    r"row 2 has 1 value, the rows above have 2\.",
    name="in\u202egpj.csv",
    said="in?gpj.csv",
)
case("a name of markup", b"x", r"row 1, column 1: 'x' is no number\.", name="<script>alert(1)</script>.csv")
case(
    "a name of a thousand letters", b"", r"there is nothing in it\.", name="a" * 1000 + ".csv", said="a" * 55 + "….csv"
)
case("a name of line ends and a surrogate", b"", r"there is nothing in it\.", name="a\nb\ud800c", said="a?b?c")
case("no name", b"1,2\n3", r"row 2 has 1 value, the rows above have 2\.", name="", said="the text")
case("a wrong ending: a picture called CSV", lambda: picture("PNG", Image.new("L", (2, 1), 9)), [[9.0, 9.0]])
case("a wrong ending: text called PNG", b"1 2\n3 4", SQUARE, name="photo.png")

# -- notations: what is read --------------------------------------------------------------------------------

case("Python's lists", b"[[1, 2], [3, 4]]", SQUARE)
case("Python's tuples", b"((1, 2), (3, 4))", SQUARE)
case("a list over several lines", b"[\n  [1, 2],\n  [3, 4],\n]\n", SQUARE)
case("NumPy's repr", b"array([[1., 2.],\n       [3., 4.]], dtype=float32)", SQUARE)
case("NumPy's print", b"[[1. 2.]\n [3. 4.]]", SQUARE)
case("an assignment in NumPy", b"kernel = np.array([[1, 2], [3, 4]])\n", SQUARE)
case("torch's repr", b"tensor([[1., 2.],\n        [3., 4.]])", SQUARE)
case("MATLAB", b"[1 2; 3 4]", SQUARE)
case("MATLAB's assignment", b"A = [1, 2; 3, 4];\n", SQUARE)
case("MATLAB's rows as lines", b"A = [\n 1 2\n 3 4\n];", SQUARE)
case("a flat list is one row", b"[1, 2,\n 3]", [[1.0, 2.0, 3.0]])
case("JSON's NaN", b"[[1, NaN], [-Infinity, 2.5e1]]", [[1, np.nan], [-np.inf, 25]])

# -- text: what is refused ----------------------------------------------------------------------------------

case("nothing", b"", r"there is nothing in it\.")
case("only line ends", b"\r\n\r\n \t\r\n", r"there are no numbers in it\.")
case("only a mark", b"\xef\xbb\xbf", r"there are no numbers in it\.")
case("only a separator line", b"sep=;\n", r"there are no numbers in it\.")
case("a ragged row", b"1,2,3,4,5\n" * 6 + b"1,2,3,4\n", r"row 7 has 4 values, the rows above have 5\.")
case("a row that is too long", b"1,2\n1,2,3\n", r"row 2 has 3 values, the rows above have 2\.")
case("a ragged Python list", b"[[1, 2], [3]]", r"row 2 has 1 value, the rows above have 2\.")
case("an empty cell", b"1,,3\n4,5,6\n", r"row 1, column 2 is empty; write nan for a missing value\.")
case("a separator at the end", b"1,2,\n", r"row 1, column 3 is empty; .*")
case("an empty corner beside numbers", b",7\n3,4\n", r"row 1, column 1 is empty.*")
case("an empty row in the middle", b"1,2\n\n3,4\n", r"row 2 is empty\.")
case("an underscore", b"1_000,2\n", r"row 1, column 1: '1_000' has an underscore; write the digits only\.")
case("hexadecimal", b"1,0xFF\n", r"row 1, column 2: '0xFF' is hexadecimal; .*")
case("a complex cell", b"1,2\n3,4+5j\n", r"row 2, column 2: '4\+5j' is a complex number; .*")
case(
    "what savetxt writes of complex numbers",
    b"(1.0e+00+2.0e+00j) (1.0e+00+0.0e+00j)\n",
    r"row 1, column 1: .* is a complex number; .*",
)
case("a date", b"1,2024-05-06\n", r"row 1, column 2: '2024-05-06' is a date; only numbers are allowed\.")
case("a date of points", b"1;1.2.2024\n", r"row 1, column 2: '1\.2\.2024' is a date; .*")
case("a truth value", b"1,TRUE\n", r"row 1, column 2: 'TRUE' is a truth value; write 1 or 0\.")
case("a row of NA is no row of headings", b"NA,NA\n1,2\n", r"row 1, column 1: 'NA' is no number; write nan .*")
case("JSON's null", b"[[1, null]]", r"row 1, column 2: 'null' is no number; write nan .*")
case("text in a list", b'[["1", 2]]', r"row 1, column 1: '\"1\"' is no number\.")
case("a percentage", b"50%,2\n", r"row 1, column 1: '50%' is no number\.")
case("a fraction", b"1/9 1/9\n", r"row 1, column 1: '1/9' is no number\.")
case("digits of another script", "١ ٢\n".encode(), r"row 1, column 1: '١' is no number\.")
case("too large for a float", b"1,1e999\n", r"row 1, column 2: '1e999' is too large for a float; .*")
case("too small for a float", b"1,1e-999\n", r"row 1, column 2: '1e-999' is too small for a float; .*")
case("a number of a million digits", lambda: b"9" * 10**6, r".* has 1,000,000 characters; .* at most 1,100\.")
case("two decimal marks", b"1,5;2.5\n", r"comma and point are both used as decimal marks, in '1,5' and .*")
case("marks in opposite ways", b"1,234.5;1.234,5\n", r"'1,234\.5' and '1\.234,5' use comma and point in .*")
case("a thousand or a decimal", b"1,234\t5,678\n", r"'1,234' can mean a thousand or a decimal; .*")
case("the same in quotation marks", b'"1,234","5,678"\n', r"'1,234' can mean a thousand or a decimal; .*")
case("spaces and commas mixed", b"1 2, 3\n", r"row 1, column 1: '1 2' is no number\.")
case("a group that is none", "1\u202f23;4\n".encode(), r"row 1, column 1: .* is no number\.")
case("a formula", b"=1+1,2\n", r"row 1, column 1: '=1\+1' is no number\.")
case("a cell of control characters", "1,a\u202eb\u200b\n".encode(), r"row 1, column 2: 'a\?b\?' is no number\.")
case("a cell of a million letters", lambda: b"1," + b"x" * 10**6, r"row 1, column 2: '.{20,24}' .*")
case("an open quotation mark", b'1,"2\n3,4\n', r"row 1 has a quotation mark in the wrong place\.")
case("257 columns", b",".join([b"1"] * 257), r"this is a matrix of 1 x 257 cells; at most 256 x 256 .*")
case("257 rows", b"1\n" * 257, r"this is a matrix of 257 x 1 cells; at most 256 x 256 are allowed\.")
case("a million columns", lambda: b"1," * 10**6 + b"1", r"row 1 has more than 256 values; .*")
case("a million quoted columns", lambda: b'"1",' * 10**6, r"row 1 has more than 256 values; .*")
case("two million lines", lambda: b"1\n" * 2 * 10**6, r"this is text of 2,000,001 lines; .*")
case("more text than is read", lambda: b"1 " * 3 * 10**6, r"this is text of 6 MB; at most 4 MB are allowed\.")
case("more than a file may have", lambda: bytes(21 * 2**20), r"this file has 22 MB; at most 20 MB .*")
case("a bracket that is not closed", b"[[1, 2], [3, 4]", r"a bracket is not closed\.")
case("brackets that do not match", b"[[1, 2), [3, 4]]", r"'\)' closes a bracket of another kind\.")
case("a million open brackets", lambda: b"[" * 10**6, r"a bracket is not closed\.")
case("brackets nested a million deep", lambda: b"[" * 10**6 + b"]" * 10**6, r".* nested 1000000 deep.*")
case("a list of three dimensions", b"[[[1, 2]], [[3, 4]]]", r"the brackets are nested 3 deep, but .* two .*")
case("a list and a number", b"[[1, 2], 3]", r"', 3' stands outside of the rows\.")
case("an empty list", b"[]", r"there are no numbers in it\.")
case("an empty row in a list", b"[[], []]", r"there are no numbers in it\.")
case("code behind a matrix", b"[[1, 2]]; import os", r"'; import os' after the closing bracket is not .*")
case("a transposed matrix", b"[1 2; 3 4]'", r"''' after the closing bracket is not understood\.")
case("a JSON object", b'{"a": [[1, 2]]}', r"this is a JSON object; of JSON only a list of rows .*")
case("half a session", b'{"dilviz": 1, "input": []}', r"this is a session of the app, but .*")
case(
    "a session of too many numbers",
    lambda: b'{"dilviz": 1, "input": [[' + b"1.5," * 900_000 + b"1]]}",
    r"this is a session of the app, but a session file holds at most 300,000 numbers, in 2,000 rows\.",
)
case("a session of another version", b'{"dilviz": 99, "input": [[1]]}', r"this is a session of the app, but .*")
case("a web page", b"<!DOCTYPE html><html><body>1,2</body></html>", r"this is a web page, which is not .*")
case("an SVG drawing", b"<?xml version='1.0'?>\n<svg xmlns='x'/>", r"this is an SVG drawing, .*")
case(
    "a billion laughs",
    b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><l>&b;</l>",
    r"this is an XML document, which is not read; .*",
)
case("zero bytes", bytes(100), r"this is neither text nor a kind of file that is read: .*")
case("random bytes", lambda: np.random.default_rng(1).bytes(5000), r"this is neither text nor a kind .*")
case("UTF-16 cut in the middle", "1\t2\n".encode("utf-16")[:-1], r"this is neither text nor .*")
case("bad UTF-8 with a mark", b"\xef\xbb\xbf1,\xff\n", r"this is neither text nor .*")
case("three million spaces", lambda: b" " * 3 * 10**6 + b"x", r"row 1, column 1: 'x' is no number\.")
case(
    "spaces between brackets",
    lambda: b"[" + b" " * 10**6 + b"[1]" + b" " * 10**6 + b"x]" + b" " * 10**6,
    r"'x' stands outside of the rows\.",
)
case("a name and three million spaces", lambda: b"A =" + b" " * 3 * 10**6 + b"x", r".*")
case("a heading in brackets", b"(mm),(s)x\n1,2\n", r"row 1, column 1: '\(mm\)' is no number\.")

# -- arrays -------------------------------------------------------------------------------------------------

case("NPY in column order", lambda: saved(np.asfortranarray(NUMBERS)), NUMBERS, name="a.npy")
case("NPY of big-endian integers", lambda: saved(NUMBERS.astype(">i2")), NUMBERS, name="a.npy")
case("NPY of truth values", lambda: saved(NUMBERS > 3), (NUMBERS > 3).astype(float), name="a.npy")
case("NPY of half floats", lambda: saved(np.array([[0.1]], np.float16)), [[float(np.float16(0.1))]], name="a.npy")
case("NPY of a vector is one row", lambda: saved(np.arange(3.0)), [[0.0, 1.0, 2.0]], name="a.npy")
case("NPY of a denormal and NaN", lambda: saved(np.array([[5e-324, np.nan]])), [[5e-324, np.nan]], name="a.npy")
case("NPZ of one matrix among others", lambda: npz(a=NUMBERS, t=np.float64(3), s=np.array("x")), NUMBERS, name="a.npz")
case("NPZ with a choice", lambda: npz(a=NUMBERS, b=SQUARE), SQUARE, name="a.npz", array="b")
case("NPY of complex numbers", lambda: saved(NUMBERS + 1j), r"this array holds complex numbers; .*", name="a.npy")
case("NPY of dates", lambda: saved(np.array([["2024-01-01"]], "M8[D]")), r"this array holds dates; .*", name="a.npy")
case(
    "NPY of spans of time", lambda: saved(np.array([[3]], "m8[s]")), r"this array holds spans of time; .*", name="a.npy"
)
case("NPY of text", lambda: saved(np.array([["1", "2"]])), r"this array holds text; .*", name="a.npy")
case("NPY of records", lambda: saved(np.zeros((2, 2), "i4,f8")), r"this array holds records; .*", name="a.npy")
case(
    "NPY of objects",
    lambda: saved(np.array([[{}, 1]], object), allow_pickle=True),
    r"this array holds Python objects; .*",
    name="a.npy",
)
case("NPY of three dimensions", lambda: saved(np.zeros((4, 5, 3))), r".* 3 dimensions \(4 x 5 x 3\), .*", name="a.npy")
case("NPY of five dimensions", lambda: saved(np.zeros((2, 1, 2, 1, 2))), r".* 5 dimensions .*", name="a.npy")
case("NPY of no dimension", lambda: saved(np.float64(3)), r"this array is a single number without .*", name="a.npy")
case("NPY of zero rows", lambda: saved(np.zeros((0, 5))), r"this array is empty: its shape is 0 x 5\.", name="a.npy")
case("NPY above the limit", lambda: saved(np.zeros((300, 2))), r".* 300 x 2 cells; at most 256 x 256 .*", name="a.npy")
case("NPY that claims 8 TB", npy_of((10**6, 10**6)), r"the header states 8,000,000,000,000 bytes .*", name="a.npy")
case("NPY that claims 10**4000 rows", npy_of((10**4000, 1)), r".* impossible\.", name="a.npy")
case("NPY of a thousand dimensions", npy_of((9,) * 1000), r".* 1000 dimensions .*", name="a.npy")
case("NPY of a negative shape", npy_of((-1, 4)), r".* shape in its header is impossible\.", name="a.npy")
case("NPY cut short", lambda: saved(NUMBERS)[:-8], r"the header states 96 bytes of values, .* holds 88\.", name="a.npy")
case("NPY with more behind", lambda: saved(NUMBERS) * 2, r"the header states 96 bytes of values, .*", name="a.npy")
case("NPY cut in the header", lambda: saved(NUMBERS)[:40], r".* its header cannot be read\.", name="a.npy")
case("NPY of code as its header", npy("__import__('os').abort()\n"), r".* cannot be read\.", name="a.npy")
case("NPY of a deeply nested header", npy("(" * 9000), r".* its header cannot be read\.", name="a.npy")
case("NPY of an unknown version", b"\x93NUMPY\x09\x00" + bytes(50), r".* its header cannot be read\.", name="a.npy")
case("NPY of a truth value of 7", npy_of((1, 2), "|b1", b"\1\7"), r"a truth value is stored as 7; .*", name="a.npy")
case(
    "NPY too large for a float",
    lambda: saved(np.full((1, 1), np.longdouble("1e4000"))),
    r"a number is too large for a float; .*",
    name="a.npy",
)
case("a pickle", lambda: pickle.dumps([[1, 2]]), r"this is a Python pickle .*run code.*", name="a.npy")
case(
    "NPZ of two matrices",
    lambda: npz(a=NUMBERS, b=SQUARE),
    r"it has 2 matrices; choose one of 'a', 'b'\.",
    name="a.npz",
)
case("NPZ with a wrong choice", lambda: npz(a=NUMBERS), r"it has no array 'b', but 'a'\.", name="a.npz", array="b")
case(
    "NPZ with a choice of text",
    lambda: npz(a=NUMBERS, t=np.array("x")),
    r"this array holds text; .*",
    name="a.npz",
    array="t",
)
case(
    "NPZ of nothing usable",
    lambda: npz(a=NUMBERS + 1j, b=np.zeros((2, 2, 2))),
    r"none of its 2 arrays .*",
    name="a.npz",
)
case(
    "NPZ of an object that is a pickle",
    lambda: archive({"a.npy": saved(np.array([[{}]]), allow_pickle=True)}),
    r"this array holds Python objects; .*",
    name="a.npz",
)
case(
    "NPZ: 388 kB that unpack to 400 MB",
    lambda: archive({"a.npy": npy_of((5000, 10000), values=bytes(4 * 10**8))}),
    r"this is a matrix of 5000 x 10000 cells; .*",
    name="a.npz",
)
case(
    "NPZ: a small shape before 400 MB",
    lambda: archive({"a.npy": npy_of((2, 2), values=bytes(4 * 10**8))}),
    r"the header states 32 bytes of values, but .*",
    name="a.npz",
)
case(
    "NPZ whose directory lies about the length",
    lambda: npz(a=SQUARE).replace(struct.pack("<I", 160), struct.pack("<I", 2**31)),
    r".*",
    name="a.npz",
)
case(
    "NPZ of two thousand arrays",
    lambda: archive({f"{i}.npy": b"" for i in range(2000)}),
    r".* more than 1,000 .*",
    name="a.npz",
)
case(
    "NPZ compressed by LZMA",
    lambda: archive({"a.npy": saved(SQUARE)}, zipfile.ZIP_LZMA),
    r"its array 'a' is compressed in a way .*",
    name="a.npz",
)
case("NPZ cut short", lambda: npz(a=NUMBERS)[:-30], r"this archive is damaged\.", name="a.npz")
case(
    "NPZ with a wrong checksum",
    lambda: flipped(archive({"a.npy": saved(SQUARE)}, zipfile.ZIP_STORED), 150),
    r"(its array 'a'|this archive) is damaged\.",
    name="a.npz",
)
case("a ZIP archive of a table", lambda: archive({"a.csv": b"1,2"}), r"this is a ZIP archive without .*", name="a.zip")
case(
    "an Excel workbook",
    lambda: archive({"[Content_Types].xml": b"", "xl/workbook.xml": b""}),
    r"this is an Excel workbook, which is not read; save the table as CSV, .*",
    name="a.xlsx",
)
case("a path as an array's name", lambda: archive({"../../etc/x.npy": saved(SQUARE)}), SQUARE, name="a.npz")

# -- MATLAB -------------------------------------------------------------------------------------------------

case("MAT", lambda: mat(A=NUMBERS), NUMBERS, name="a.mat")
case("MAT of big-endian bytes", mat_big_endian, SQUARE, name="a.mat")
case("MAT of truth values", lambda: mat(A=SQUARE > 2), (SQUARE > 2).astype(float), name="a.mat")
case("MAT with a choice", lambda: mat(A=NUMBERS, B=SQUARE), SQUARE, name="a.mat", array="B")
case("MAT of one matrix among others", lambda: mat(A=SQUARE, s="text", c=SQUARE + 1j), SQUARE, name="a.mat")
case("MAT of complex numbers", lambda: mat(A=SQUARE + 1j), r"this array holds complex numbers; .*", name="a.mat")
case("MAT of text", lambda: mat(A="text"), r"this array holds text; .*", name="a.mat")
case("MAT of a structure", lambda: mat(A={"b": 1}), r"this array holds a structure; .*", name="a.mat")
case("MAT of cells", lambda: mat(A=np.array([[1, "x"]], object)), r"this array holds a cell array; .*", name="a.mat")
case("MAT of a sparse matrix", lambda: mat(A=scipy.sparse.csc_matrix(SQUARE)), r".* a sparse matrix; .*", name="a.mat")
case("MAT of three dimensions", lambda: mat(A=np.zeros((2, 3, 4))), r".* 3 dimensions \(2 x 3 x 4\), .*", name="a.mat")
case("MAT of nothing", MAT_START, r"it has no arrays\.", name="a.mat")
case(
    "MAT that claims 3 GB of values",
    mat_variable((2, 2), 3 * 10**9, bytes(32)),
    r"the variable's shape needs 32 bytes of values, but 3,000,000,000 are stated\.",
    name="a.mat",
)
case(
    "MAT that claims 20000 x 20000 cells",
    mat_variable((20000, 20000), 3_200_000_000, bytes(64)),
    r"this is a matrix of 20000 x 20000 cells; at most .*",
    name="a.mat",
)
case("MAT of a negative shape", mat_variable((-2, -2), 32, bytes(32)), r"this array is empty: .*", name="a.mat")
case(
    "MAT: 400 kB that unpack to 400 MB",
    lambda: mat_packed(mat_variable((5000, 10000), 4 * 10**8, bytes(4 * 10**8))[128:]),
    r"this is a matrix of 5000 x 10000 cells; .*",
    name="a.mat",
)
case(
    "MAT: a small shape before 400 MB",
    lambda: mat_packed(mat_variable((2, 2), 32, bytes(4 * 10**8))[128:]),
    np.zeros((2, 2)),
    name="a.mat",
)
case("MAT cut short", lambda: mat(A=NUMBERS)[:-5], r"a variable claims .* bytes, but the file ends .*", name="a.mat")
case(
    "MAT of version 7.3",
    b"MATLAB 7.3 MAT-file".ljust(512) + b"\x89HDF\r\n\x1a\n",
    r".* version 7\.3, .* '-v7'\)\.",
    name="a.mat",
)

# -- pictures -----------------------------------------------------------------------------------------------

case("PNG of one pixel", lambda: picture("PNG", Image.new("L", (1, 1), 7)), [[7.0]], name="a.png")
case(
    "PNG in colour is read as luminance", lambda: picture("PNG", Image.fromarray(COLOURS)), COLOURS @ LUMA, name="a.png"
)
case("PNG of 16 bits", lambda: picture("PNG", Image.fromarray(DEEP[..., 0])), DEEP[..., 0], name="a.png")
case(
    "PNG of 16 bits in colour",
    lambda: png(7, 5, png_rows(DEEP[..., :3]), depth=16, colour=2),
    DEEP[..., :3] @ LUMA,
    name="a.png",
)
case(
    "PNG of 16 bits in colour with alpha",
    lambda: png(7, 5, png_rows(DEEP), depth=16, colour=6),
    (65535 - (65535 - DEEP[..., :3].astype(float)) * DEEP[..., 3:] / 65535) @ LUMA,
    name="a.png",
)
case(
    "PNG of 16 bits in grey with alpha",
    lambda: png(7, 5, png_rows(DEEP[..., :2]), depth=16, colour=4),
    65535 - (65535 - DEEP[..., 0].astype(float)) * DEEP[..., 1] / 65535,
    name="a.png",
)
case(
    "PNG of one transparent grey",
    lambda: png(2, 1, b"\0\5\6", extra=chunk(b"tRNS", b"\0\6")),
    [[5.0, 255.0]],
    name="a.png",
)
case(
    "PNG of one transparent 16-bit grey",
    lambda: png(2, 1, b"\0\1\5\1\6", depth=16, extra=chunk(b"tRNS", b"\1\6")),
    [[261.0, 65535.0]],
    name="a.png",
)
case("PNG, interlaced", interlaced, [[1.0, 2.0], [3.0, 4.0]], name="a.png")
case(
    "PNG with a palette",
    lambda: picture("PNG", Image.fromarray(np.array([[0, 255]], np.uint8)).convert("P")),
    [[0.0, 255.0]],
    name="a.png",
)
case(
    "PNG that is transparent",
    lambda: picture("PNG", Image.new("RGBA", (2, 2), (9, 9, 9, 0))),
    np.full((2, 2), 255.0),
    name="a.png",
)
case(
    "PNG of 2 x 1000 pixels is reduced",
    lambda: picture("PNG", Image.new("L", (1000, 2), 8)),
    np.full((1, 256), 8.0),
    name="a.png",
)
case(
    "PNG cropped at the centre",
    lambda: picture("PNG", Image.linear_gradient("L").resize((256, 512), 0)),
    np.repeat(np.arange(64.0, 192.0), 2)[:, None] * np.ones(256),
    name="a.png",
    fit="crop",
)
case(
    "JPEG turned by its EXIF",
    lambda: picture("JPEG", Image.new("L", (8, 16), 100), exif=exif(6)),
    np.full((8, 16), 100.0),
    name="a.jpg",
)
case(
    "PNG turned by its EXIF",
    lambda: picture("PNG", Image.fromarray(COLOURS[..., 0]), exif=exif(6)),
    np.rot90(COLOURS[..., 0], -1),
    name="a.png",
)
case(
    "TIFF turned by its tag",
    lambda: picture("TIFF", Image.fromarray(COLOURS[..., 0]), exif=exif(8)),
    np.rot90(COLOURS[..., 0]),
    name="a.tif",
)
case(
    "GIF of several frames is its first",
    lambda: picture("GIF", Image.new("L", (2, 1), 3), save_all=True, append_images=[Image.new("L", (2, 1), 200)] * 3),
    [[3.0, 3.0]],
    name="a.gif",
)
case("BMP of one bit", lambda: picture("BMP", Image.new("1", (2, 1), 1)), [[255.0, 255.0]], name="a.bmp")
case(
    "TIFF of floats",
    lambda: picture("TIFF", Image.fromarray(np.array([[1.5, -2]], np.float32))),
    [[1.5, -2]],
    name="a.tif",
)
case("TIFF of unsigned 32 bits", lambda: tiff_of(np.array([[4 * 10**9, 1]], "<u4"), 32), [[4e9, 1.0]], name="a.tif")
case("TIFF of 16-bit colour, compressed", lambda: deep_tiff(5), DEEP[..., :3] @ LUMA, name="a.tif")
case("TIFF of 16-bit colour", lambda: deep_tiff(1), DEEP[..., :3] @ LUMA, name="a.tif")
case(
    "TIFF of doubles",
    lambda: tiff_of(np.array([[1e300, 1]], "<f8"), 64, sample_format=3),
    r".* of a kind that is not read; .*",
    name="a.tif",
)
case(
    "JPEG for the printer",
    lambda: picture("JPEG", Image.new("CMYK", (4, 4))),
    r"this picture has CMYK colours; .*",
    name="a.jpg",
)
case("PNG cut short", lambda: picture("PNG", Image.fromarray(COLOURS))[:-40], r".* is not complete\.", name="a.png")
case(
    "PNG that claims 60000 x 60000",
    png(60000, 60000, b"\0\1"),
    r".* 60,000 x 60,000 pixels; at most 80,000,000 are allowed\.",
    name="a.png",
)
case(
    "PNG below the bomb limit of Pillow",
    lambda: png(9000, 8800, bytes(27001 * 8800), colour=2),
    r"this picture has 9,000 x 8,800 pixels, .* 238 MB of memory; at most 88 MB .*",
    name="a.png",
)
case(
    "PNG of fewer rows than it claims",
    lambda: png(8, 8, b"\0\1\1\1\1\1\1\1\1" * 4),
    r".* states 72 bytes of pixels, but the file holds 36\.",
    name="a.png",
)
case(
    "PNG of more rows than it claims",
    lambda: png(8, 8, bytes(10**8)),
    r".* 72 bytes .* holds more than that\.",
    name="a.png",
)
case("PNG of no columns", png(0, 5, b"\0" * 5), r"this picture has 0 x 5 pixels\.", name="a.png")
case(
    "PNG of damaged data",
    lambda: flipped(picture("PNG", Image.fromarray(COLOURS)), 60),
    r".* damaged\.|.*complete\.",
    name="a.png",
)
case(
    "PNG with 60 MB of texts",
    lambda: png(
        1,
        1,
        b"\0\5",
        extra=b"".join(chunk(b"zTXt", b"k%d\0\0" % i + zlib.compress(bytes(10**6), 9)) for i in range(60)),
    ),
    [[5.0]],
    name="a.png",
)
case("PNG of 30 million pixels that end early", late_png, r".* states .* holds .*", name="a.png")
case("PNG that is refused at the last byte", bad_filter, r"this PNG picture is damaged, .*", name="a.png")
case(
    "JPEG of a progressive bomb",
    jpeg_claiming(20000, 4000),
    r".* 20,000 x 4,000 pixels, .* 480 MB of memory; .*",
    name="a.jpg",
)
case(
    "JPEG of 65500 x 65500",
    jpeg_claiming(65500, 65500, 0xC0),
    r"this picture has 65,500 x 65,500 pixels; at most .*",
    name="a.jpg",
)
case(
    "JPEG of 13 million progressive pixels, cut short",
    lambda: picture("JPEG", Image.new("RGB", (3680, 3680)), progressive=True, subsampling=0)[:-200],
    r"this JPEG picture is damaged, .*",
    name="a.jpg",
)
case(
    "JPEG cut short",
    lambda: picture("JPEG", Image.fromarray(COLOURS))[:-20],
    r"this JPEG picture is damaged, .*",
    name="a.jpg",
)
case("JPEG of a header only", b"\xff\xd8\xff\xe0", r"this JPEG picture is not complete\.", name="a.jpg")
case(
    "JPEG with a megabyte of camera data",
    lambda: (
        b"\xff\xd8"
        + b"".join(b"\xff\xe1" + struct.pack(">H", 65000) + b"Exif\0\0" + bytes(64992) for _ in range(16))
        + jpeg_claiming(8, 8)[2:]
    ),
    r"this picture has 1 MB of camera data; at most 65,536 bytes are allowed\.",
    name="a.jpg",
)
case(
    "WebP that claims 16383 x 16383",
    webp_claiming(16383, 16383),
    r".* 16,383 x 16,383 pixels; at most .*",
    name="a.webp",
)
case(
    "WebP whose canvas is not its picture", webp_claiming(100, 100), r"this WebP picture is damaged, .*", name="a.webp"
)
case(
    "WebP cut short",
    lambda: picture("WEBP", Image.fromarray(COLOURS), lossless=True)[:-30],
    r"this WebP picture is not complete\.",
    name="a.webp",
)
case(
    "GIF with a screen of 65535 x 65535",
    lambda: b"GIF89a" + b"\xff" * 4 + picture("GIF", Image.new("L", (2, 1)))[10:],
    r"this picture has 65,535 x 65,535 pixels; at most .*",
    name="a.gif",
)
case("GIF with 4 MB of comments", gif_with_comments, [[3.0, 3.0]], name="a.gif")
case("GIF cut short", lambda: picture("GIF", Image.new("L", (2, 1)))[:-3], r".* is not complete\.", name="a.gif")
case("BMP that claims 9000 x 9000", lambda: bmp_claiming(9000, 9000), r".*", name="a.bmp")
case(
    "BMP that claims 4000 x 4000", lambda: bmp_claiming(4000, 4000), r"this BMP picture is not complete\.", name="a.bmp"
)
case(
    "BMP, compressed", lambda: bmp_claiming(2, 2, compression=1), r"this is a compressed BMP picture, .*", name="a.bmp"
)
case(
    "TIFF with five million strips",
    lambda: tiff([(256, 3, 1, 4), (257, 3, 1, 4), (273, 4, 4 * 10**6, 1000)], bytes(16 * 10**6)),
    r".* hold 4,000,002 numbers; .*",
    name="a.tif",
)
case(
    "TIFF with a tag longer than the file",
    tiff([(256, 4, 10**9, 1000)]),
    r"a tag .* longer than the file\.",
    name="a.tif",
)
case("TIFF whose directory contains itself", tiff([(34665, 4, 1, 8)]), r".*", name="a.tif")
case("TIFF cut short", lambda: picture("TIFF", Image.fromarray(COLOURS))[:-40], r".*", name="a.tif")
case("HEIC", b"\0\0\0\x18ftypheic" + bytes(20), r"this is a HEIC picture, which is not read; .*", name="a.heic")
case("PDF", b"%PDF-1.7\n", r"this is a PDF document, which is not read; save it as PNG or JPEG\.", name="a.pdf")
case("gzip", b"\x1f\x8b\x08" + bytes(20), r"this is a gzip archive, which is not read; unpack it first\.", name="a.gz")
case("HDF5", b"\x89HDF\r\n\x1a\n" + bytes(20), r"this is an HDF5 file, which is not read; .*", name="a.h5")


READ = [case for case in CASES if not isinstance(case.expected, str)]
REFUSED = [case for case in CASES if isinstance(case.expected, str)]


def write(folder):
    """Write each file of the corpus into `folder`, named after its claim."""
    folder.mkdir(parents=True, exist_ok=True)
    for i, each in enumerate(CASES):
        claim = re.sub(r"\W+", "-", each.claim).strip("-")
        (folder / f"{i:03}-{claim}{Path(each.name[-10:]).suffix}").write_bytes(each.make())
    return len(CASES)


if __name__ == "__main__":
    sys.stdout.write(f"{write(Path(sys.argv[1]))} files\n")
