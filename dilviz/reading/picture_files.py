"""What has to be known of a JPEG, GIF, WebP, TIFF or BMP file before Pillow may see it.

Each function checks the lengths that the file states against the file, drops further frames
where they are a hazard, and returns the bytes for Pillow.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from dilviz.reading.limits import TIFF_TAGS, TIFF_VALUES
from dilviz.reading.picture_size import Ready, check_camera_data, check_size
from dilviz.reading.refusal import Refusal

JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_PROGRESSIVE = (0xC2, 0xC6, 0xCA, 0xCE)

WEBP_BYTES_PER_PIXEL = 16  # two canvases, a decoder's buffer and a copy as Python bytes, besides Pillow's own

TIFF_TYPES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
TIFF_BYTES = (1, 2, 7)  # types that Pillow keeps as bytes
TIFF_FOLDERS = (34665, 34853, 40965)  # directories inside that Pillow reads: Exif, GPS, interoperability


def jpeg(content: bytes) -> Ready:
    """Count what a JPEG file of several scans needs: all its coefficients at once, in two bytes each."""
    frame, exif, needs = b"", 0, 0
    for marker, segment in _jpeg_segments(content):
        if marker in JPEG_FRAMES:
            frame = segment
            needs = _coefficients(frame) * 2 if len(frame) >= 6 + 3 * frame[5] else 0
            progressive = marker in JPEG_PROGRESSIVE
        elif marker == 0xE1 and segment.startswith(b"Exif"):
            exif += len(segment)
        elif marker == 0xDA:
            if not needs:
                raise Refusal("this JPEG picture has no header")
            several = progressive or segment[0] < frame[5]
            height, width = struct.unpack_from(">HH", frame, 1)
            check_size(width, height, needs if several else 0)
            check_camera_data(exif)
            return Ready(content, needs if several else 0)
    raise Refusal("this JPEG picture is not complete")


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and content of each segment up to the first scan."""
    position = 2
    while position + 4 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker == 0xFF:  # a fill byte
            position += 1
            continue
        (length,) = struct.unpack_from(">H", content, position + 2)
        segment = content[position + 4 : position + 2 + length]
        if length < 3 or len(segment) < length - 2:
            return
        yield marker, segment
        position += 2 + length


def _coefficients(frame: bytes) -> int:
    """Return how many samples the components of a frame have: fewer than pixels where colour is subsampled."""
    height, width = int.from_bytes(frame[1:3]), int.from_bytes(frame[3:5])
    factors = [(byte >> 4, byte & 15) for byte in frame[7 : 6 + 3 * frame[5] : 3]]
    widest, tallest = (max((factor[i] for factor in factors), default=0) or 1 for i in (0, 1))
    blocks = (-(-width // (8 * widest)), -(-height // (8 * tallest)))
    return 64 * blocks[0] * blocks[1] * sum(across * down for across, down in factors)


def gif(content: bytes) -> Ready:
    """Keep the first frame only, with its transparency."""
    start = 13 + _gif_palette(content, 10)
    position, control = start, b""
    while content[position : position + 1] == b"!":
        end = _gif_blocks_end(content, position + 2)
        if content[position + 1 : position + 2] == b"\xf9":
            control = content[position:end]
        position = end
    if content[position : position + 1] != b",":
        raise Refusal("this GIF picture is not complete")
    if len(content) < position + 11:
        raise Refusal("this GIF picture is not complete")
    left, top, width, height = struct.unpack_from("<HHHH", content, position + 1)
    screen = struct.unpack_from("<HH", content, 6)
    width, height = max(screen[0], left + width), max(screen[1], top + height)
    check_size(width, height, width * height)
    end = _gif_blocks_end(content, position + 11 + _gif_palette(content, position + 9))
    return Ready(b"".join([content[:start], control, content[position:end], b";"]))


def _gif_palette(content: bytes, flags_at: int) -> int:
    flags = content[flags_at] if flags_at < len(content) else 0
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks_end(content: bytes, position: int) -> int:
    while position < len(content):
        if not content[position]:
            return position + 1
        position += content[position] + 1
    raise Refusal("this GIF picture is not complete")


def webp(content: bytes) -> Ready:
    """Check the canvas, which the decoder allocates as soon as the file is opened, and the camera data."""
    if struct.unpack_from("<I", content, 4)[0] + 8 > len(content):
        raise Refusal("this WebP picture is not complete")
    kind, start = content[12:16], content[20:30]
    if len(start) < 10 or kind not in (b"VP8 ", b"VP8L", b"VP8X"):
        raise Refusal("this WebP picture has no header")
    if kind == b"VP8X":
        width, height = (int.from_bytes(start[i : i + 3], "little") + 1 for i in (4, 7))
    elif kind == b"VP8L":
        bits = int.from_bytes(start[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", start, 6))
    needs = width * height * WEBP_BYTES_PER_PIXEL
    check_size(width, height, needs)
    position = 12
    while position + 8 <= len(content):
        (length,) = struct.unpack_from("<I", content, position + 4)
        if content[position : position + 4] == b"EXIF":
            check_camera_data(length)
        position += 8 + length + length % 2
    return Ready(content, needs)


def tiff(content: bytes) -> Ready:
    """Keep the first page only, and check how many numbers its tags hold."""
    order = "<" if content[:1] == b"I" else ">"
    big = content[2:4] in (b"+\0", b"\0+")
    counts, entry = (f"{order}Q", f"{order}HHQQ") if big else (f"{order}H", f"{order}HHII")
    try:
        (first,) = struct.unpack_from(f"{order}Q" if big else f"{order}I", content, 8 if big else 4)
        folders, values = [first], 0
        for folder in folders:  # grows while it is walked
            (tags,) = struct.unpack_from(counts, content, folder)
            if tags > TIFF_TAGS or len(folders) > 8:
                raise Refusal(f"this TIFF picture has more than {TIFF_TAGS} tags")
            begin, step = folder + struct.calcsize(counts), struct.calcsize(entry)
            for i in range(tags):
                tag, kind, count, value = struct.unpack_from(entry, content, begin + i * step)
                if count * TIFF_TYPES.get(kind, 0) > len(content):
                    raise Refusal("a tag of this TIFF picture claims to be longer than the file")
                values += 0 if kind in TIFF_BYTES else count
                folders += [value] if tag in TIFF_FOLDERS else []
    except struct.error:
        raise Refusal("this TIFF picture is not complete") from None
    if values > TIFF_VALUES:
        raise Refusal(f"the tags of this TIFF picture hold {values:,} numbers; at most {TIFF_VALUES:,} are allowed")
    return Ready(_without_next_page(content, first, counts, entry))


def _without_next_page(content: bytes, first: int, counts: str, entry: str) -> bytes:
    (tags,) = struct.unpack_from(counts, content, first)
    pointer = first + struct.calcsize(counts) + tags * struct.calcsize(entry)
    length = struct.calcsize(entry[0] + entry[-1])
    return b"".join([content[:pointer], bytes(length), content[pointer + length :]])


def bmp(content: bytes) -> Ready:
    """Refuse the compressed kinds, which Pillow unpacks byte by byte in Python."""
    if len(content) < 34:
        raise Refusal("this BMP picture is not complete")
    compression = struct.unpack_from("<I", content, 30)[0] if struct.unpack_from("<I", content, 14)[0] >= 40 else 0
    if compression not in (0, 3):  # plain, or plain with bit masks
        raise Refusal("this is a compressed BMP picture, which is not read; save it as PNG")
    return Ready(content)
