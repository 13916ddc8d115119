"""Files made by hand, so that they can lie, and files by the libraries that the reader does not use."""

import io
import struct
import zipfile
import zlib

import numpy as np
import scipy.io
from PIL import Image

NUMBERS = np.arange(12.0).reshape(3, 4)
COLOURS = np.random.default_rng(7).integers(0, 256, (5, 7, 3), dtype=np.uint8)
DEEP = np.random.default_rng(8).integers(0, 65536, (5, 7, 4), dtype=np.uint16)
SQUARE = np.array([[1.0, 2.0], [3.0, 4.0]])


def saved(array, **options):
    stream = io.BytesIO()
    np.save(stream, array, **options)
    return stream.getvalue()


def npy(header, values=b""):
    text = header.encode("latin-1")
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + values


def npy_of(shape, descr="<f8", values=b""):
    return npy(f"{{'descr': {descr!r}, 'fortran_order': False, 'shape': {shape!r}}}\n", values)


def archive(members, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return stream.getvalue()


def npz(**arrays):
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def mat(**arrays):
    stream = io.BytesIO()
    scipy.io.savemat(stream, arrays, do_compression=True)
    return stream.getvalue()


MAT_START = b"MATLAB 5.0 MAT-file".ljust(124) + struct.pack("<H2s", 0x0100, b"IM")


def mat_variable(shape, stated, values=b"", class_flags=6):
    """A .mat file of one double variable ``A`` whose header states `shape` and `stated` bytes of values."""
    inner = struct.pack("<IIII", 6, 8, class_flags, 0)
    inner += struct.pack(f"<II{len(shape)}i", 5, 4 * len(shape), *shape) + bytes(4 * (len(shape) % 2))
    inner += struct.pack("<HH4s", 1, 1, b"A") + struct.pack("<II", 9, stated) + values
    return MAT_START + struct.pack("<II", 14, len(inner)) + inner


def mat_packed(element):
    packed = zlib.compress(element, 9)
    return MAT_START + struct.pack("<II", 15, len(packed)) + packed


def picture(kind, image, **options):
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows, *, depth=8, colour=0, extra=b"", interlaced=0):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    body = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def png_rows(samples):
    """The rows of samples of 8 or 16 bits, shape (height, width, channels), none of them filtered."""
    return b"".join(b"\0" + row.astype(samples.dtype.newbyteorder(">")).tobytes() for row in samples)


def tiff(tags, values=b""):
    """A little-endian TIFF: the directory first, then `values`, to which the tags point from byte 1000 on."""
    entries = b"".join(struct.pack("<HHII", *tag) for tag in sorted(tags))
    start = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)
    return start.ljust(1000, b"\0") + values


def tiff_of(samples, bits, *, sample_format=1, photometric=1):
    height, width = samples.shape[:2]
    content = samples.tobytes()
    tags = [(256, 3, 1, width), (257, 3, 1, height), (258, 3, 1, bits), (259, 3, 1, 1), (262, 3, 1, photometric)]
    tags += [(273, 4, 1, 1000), (278, 3, 1, height), (279, 4, 1, len(content)), (339, 3, 1, sample_format)]
    return tiff(tags, content)


def webp_claiming(width, height):
    """A lossless WebP whose extended header claims another canvas."""
    vp8l = picture("WEBP", Image.new("RGB", (2, 2)), lossless=True)[12:]
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + sides + vp8l
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_claiming(width, height, marker=0xC2):
    """A JPEG whose frame header claims another size, in three full-resolution components."""
    frame = struct.pack(">BHHB", 8, height, width, 3) + bytes([1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])
    scan = bytes([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])
    segments = ((marker, frame), (0xDA, scan))
    body = b"".join(struct.pack(">BBH", 0xFF, kind, len(data) + 2) + data for kind, data in segments)
    return b"\xff\xd8" + body + bytes(100) + b"\xff\xd9"


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags.tobytes()


def flipped(content, position):
    return content[:position] + bytes([content[position] ^ 0xFF]) + content[position + 1 :]


def mat_big_endian():
    values = SQUARE.T.astype(">f8").tobytes()
    inner = struct.pack(">IIII", 6, 8, 6, 0) + struct.pack(">IIii", 5, 8, 2, 2)
    inner += struct.pack(">HH4s", 1, 1, b"A") + struct.pack(">II", 9, 32) + values
    return (
        b"MATLAB 5.0 MAT-file".ljust(124)
        + struct.pack(">H2s", 0x0100, b"MI")
        + struct.pack(">II", 14, len(inner))
        + inner
    )


def interlaced():
    """2 x 2 pixels in Adam7: the first pixel, the one to its right, then the second row."""
    return png(2, 2, b"\0\1" + b"\0\2" + b"\0\3\4", interlaced=1)


def late_png():
    return png(6000, 5000, bytes(6001 * 4999), colour=0)


def bad_filter():
    """Nearly as many pixels as are allowed, and a filter in the last row that does not exist."""
    width, height = 5000, 4200
    rows = zlib.compressobj(9)
    packed = rows.compress(bytes((3 * width + 1) * (height - 1))) + rows.compress(b"\x09" + bytes(3 * width))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", packed + rows.flush()) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def gif_with_comments():
    gif = picture("GIF", Image.new("L", (2, 1), 3))
    at = gif.index(b",", 13 + 3 * 256 if gif[10] & 0x80 and gif[10] & 7 == 7 else 13)
    return gif[:at] + b"!\xfe" + (b"\xff" + b"x" * 255) * (4 * 10**6 // 256) + b"\0" + gif[at:]


def bmp_claiming(width, height, compression=0):
    bmp = bytearray(picture("BMP", Image.new("RGB", (2, 2))))
    struct.pack_into("<ii", bmp, 18, width, height)
    struct.pack_into("<I", bmp, 30, compression)
    return bytes(bmp)


def deep_tiff(compression):
    """16-bit RGB in one strip: plain (1), or LZW (5) by Pillow's own encoder of the bytes as 8-bit samples."""
    content = DEEP[..., :3].astype("<u2").tobytes()
    if compression == 5:
        eight = Image.frombytes("L", (42, 5), content)
        packed = picture("TIFF", eight, compression="tiff_lzw")
        tags = Image.open(io.BytesIO(packed)).tag_v2
        begin, length = tags[273][0], tags[279][0]
        content = packed[begin : begin + length]
    bits = struct.pack("<HHH", 16, 16, 16)
    tags = [(256, 3, 1, 7), (257, 3, 1, 5), (258, 3, 3, 1000), (259, 3, 1, compression), (262, 3, 1, 2)]
    tags += [(273, 4, 1, 1006), (277, 3, 1, 3), (278, 3, 1, 5), (279, 4, 1, len(content))]
    return tiff(tags, bits + content)
