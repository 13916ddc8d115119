"""What a file may ask of the server: every limit of the reader once, with its reason."""

from __future__ import annotations

FILE_BYTES = 20 * 10**6  # a photograph of 12 million pixels is 3 to 8 MB; more is no teaching example
TEXT_BYTES = 4 * 10**6  # 256 x 256 cells of 25 characters, the longest that a float64 prints, in UTF-16: 3.3 MB
TEXT_LINES = 1024  # 256 rows, with room for comment lines; a line costs some 60 bytes more than its text
SIDE = 256  # rows and columns of a matrix: what the browser still draws without delay, cell by cell
NUMBER_CHARS = 1100  # the smallest denormal, written out without an exponent, has 1076 characters

ARRAYS = 1000  # in one NPZ or .mat file: each costs a look at its header
NPY_HEADER = 10_000  # characters: what NumPy itself dares to parse
ITEM_BYTES = 16  # of one value: the widest real type, a long double
ARRAY_BYTES = SIDE * SIDE * ITEM_BYTES + NPY_HEADER + 64  # of one stored array, unpacked, with its header
MAT_HEADER = 4096  # bytes unpacked to see name and shape: MATLAB's names have at most 63 letters
MAT_DIMENSIONS = 32  # as many as NumPy's arrays had for decades

PICTURE_MEMORY = 88 * 10**6  # bytes while a picture is opened: below the 100 MB a refusal may cost
PICTURE_PIXELS = 80 * 10**6  # below Pillow's own limit for a warning; telephones make 50 million
EXIF_BYTES = 2**16  # one JPEG segment; Pillow turns the numbers inside into Python objects of 36 bytes each
TIFF_VALUES = 2**17  # numbers in the tags of a TIFF, for the same reason; every row may be a strip of its own
TIFF_TAGS = 512  # of one directory: baseline TIFF defines 36


def size(count: int) -> str:
    """Return a number of bytes as a reader says it.

    >>> size(512), size(20 * 10**6)
    ('512 bytes', '20 MB')
    """
    return f"{round(count / 10**6):,} MB" if count >= 10**6 else f"{count:,} bytes"
