"""What a file is, by its first bytes. Its name is never asked."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from dilviz.reading.refusal import Refusal

PictureKind: TypeAlias = Literal["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"]
Kind: TypeAlias = PictureKind | Literal["NPY", "ZIP", "MAT", "text"]

PICTURE_KINDS: tuple[PictureKind, ...] = get_args(PictureKind)
AS_PICTURE = "save it as PNG or JPEG"
AS_TEXT = "save it as CSV"
AS_ARRAY = "save the matrix as CSV or NPY"
UNPACKED = "unpack it first"

# (offset, bytes, what such a file is)
READ: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"GIF87a", "GIF"),
    (0, b"GIF89a", "GIF"),
    (0, b"BM", "BMP"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"II+\0", "TIFF"),
    (0, b"MM\0+", "TIFF"),
    (8, b"WEBP", "WEBP"),
    (0, b"\x93NUMPY", "NPY"),
    (0, b"PK\x03\x04", "ZIP"),
    (0, b"PK\x05\x06", "ZIP"),
    (0, b"MATLAB 5.0 MAT-file", "MAT"),
)

# (offset, bytes, what such a file is called, what to do instead)
REFUSED: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF", "a PDF document", AS_PICTURE),
    (4, b"ftyphei", "a HEIC picture", AS_PICTURE),
    (4, b"ftyphev", "a HEIC picture", AS_PICTURE),
    (4, b"ftypmif1", "a HEIC picture", AS_PICTURE),
    (4, b"ftypmsf1", "a HEIC picture", AS_PICTURE),
    (4, b"ftypavi", "an AVIF picture", AS_PICTURE),
    (4, b"ftyp", "a video", AS_PICTURE),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 picture", AS_PICTURE),
    (0, b"\xff\x0a", "a JPEG XL picture", AS_PICTURE),
    (0, b"\0\0\0\x0cJXL ", "a JPEG XL picture", AS_PICTURE),
    (0, b"\0\0\x01\0", "an icon", AS_PICTURE),
    (0, b"8BPS", "a Photoshop document", AS_PICTURE),
    (0, b"v/1\x01", "an OpenEXR picture", AS_PICTURE),
    (128, b"DICM", "a DICOM picture", AS_PICTURE),
    (0, b"RIFF", "a sound or a film", AS_PICTURE),
    (0, b"MATLAB 7.3 MAT-file", "a MATLAB file of version 7.3", "save it with save(..., '-v7')"),
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file", AS_ARRAY),
    (0, b"SIMPLE  =", "a FITS file", AS_ARRAY),
    (0, b"PAR1", "a Parquet file", AS_TEXT),
    (0, b"ARROW1", "an Arrow file", AS_TEXT),
    (0, b"SQLite format 3", "a database", AS_TEXT),
    (0, b"\xd0\xcf\x11\xe0", "an old Excel or Word document", AS_TEXT),
    (0, b"{\\rtf", "an RTF document", AS_TEXT),
    (0, b"\x1f\x8b", "a gzip archive", UNPACKED),
    (0, b"BZh", "a bzip2 archive", UNPACKED),
    (0, b"\xfd7zXZ", "an xz archive", UNPACKED),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", UNPACKED),
    (0, b"7z\xbc\xaf", "a 7-Zip archive", UNPACKED),
    (0, b"Rar!", "a RAR archive", UNPACKED),
    (0, b"\x7fELF", "a program", AS_ARRAY),
    (0, b"MZ\x90", "a program", AS_ARRAY),
    *(
        (0, bytes([0x80, protocol]), "a Python pickle (reading one could run code)", AS_ARRAY)
        for protocol in range(2, 6)
    ),
)


def kind_of(content: bytes) -> Kind:
    """Return what the bytes are; what nothing else claims is text. Raise a `Refusal` for a kind that is not read."""
    for offset, magic, kind in READ:
        if content.startswith(magic, offset):
            return kind
    for offset, magic, what, instead in REFUSED:
        if content.startswith(magic, offset):
            raise Refusal(f"this is {what}, which is not read; {instead}")
    return "text"
