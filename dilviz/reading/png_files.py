"""What has to be known of a PNG file before Pillow may see it.

Pillow shows rows that are missing as black, keeps up to 64 MB of compressed texts, and reads the frames
of an animation. So the data are unpacked once to be counted, and only what makes the picture is kept.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from dilviz.reading.picture_size import Ready, check_camera_data, check_size
from dilviz.reading.refusal import Refusal

PNG_NEEDED = (b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND")
PNG_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # samples of a pixel, by colour type
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
PIECE = 2**16  # bytes that are unpacked at a time


def png(content: bytes) -> Ready:
    """Keep the chunks that make the picture; its data must unpack to exactly the pixels that the header states."""
    chunks = list(_png_chunks(content))
    header = next((bytes(data) for kind, data, _ in chunks if kind == b"IHDR"), b"")
    if len(header) != 13 or chunks[0][0] != b"IHDR":
        raise Refusal("this PNG picture has no header")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if colour not in PNG_SAMPLES or depth not in (1, 2, 4, 8, 16):
        raise Refusal("the header of this PNG picture states an impossible kind of pixel")
    expected = _png_bytes(width, height, depth * PNG_SAMPLES[colour], bool(interlaced))
    check_size(width, height, expected)
    found = _inflated([data for kind, data, _ in chunks if kind == b"IDAT"], expected)
    if found != expected:
        more = "more than that" if found > expected else f"{found:,}"
        raise Refusal(f"the header of this PNG picture states {expected:,} bytes of pixels, but the file holds {more}")
    check_camera_data(sum(len(data) for kind, data, _ in chunks if kind == b"eXIf"))
    return Ready(b"".join([content[:8], *(whole for _, _, whole in chunks)]))


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, memoryview, memoryview]]:
    """Yield kind, data and the whole of each chunk that is needed."""
    view = memoryview(content)
    position = 8
    while position + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, position)
        kind, end = content[position + 4 : position + 8], position + 12 + length
        if end > len(content):
            break
        if kind in PNG_NEEDED:
            yield kind, view[position + 8 : end - 4], view[position:end]
        if kind == b"IEND":
            return
        position = end
    raise Refusal("this PNG picture is not complete")


def _png_bytes(width: int, height: int, bits: int, interlaced: bool) -> int:
    """Return the bytes of all rows, each with the byte that names its filter."""
    total = 0
    for left, top, right, down in ADAM7 if interlaced else ((0, 0, 1, 1),):
        columns, rows = -((left - width) // right), -((top - height) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * bits + 7) // 8)
    return total


def _inflated(pieces: list[memoryview], most: int) -> int:
    """Return how many bytes the pieces unpack to, without keeping them; stop above `most`."""
    stream = zlib.decompressobj()
    total = 0
    try:
        for piece in pieces:
            for begin in range(0, len(piece), PIECE):
                rest: bytes | memoryview = piece[begin : begin + PIECE]
                while rest and not stream.eof and total <= most:
                    total += len(stream.decompress(rest, PIECE))
                    rest = stream.unconsumed_tail
    except zlib.error:
        raise Refusal("the pixels of this PNG picture are damaged") from None
    if not stream.eof and total <= most:
        raise Refusal("this PNG picture is not complete")
    return total
