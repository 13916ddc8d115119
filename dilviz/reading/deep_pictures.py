"""Pictures of more than 8 bits per sample, of which Pillow by itself would drop bits."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dilviz.reading.kinds import PictureKind
from dilviz.reading.limits import SIDE
from dilviz.reading.refusal import Refusal

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

Samples: TypeAlias = NDArray[np.float64]  # (height, width, channels): 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha
TileArgs: TypeAlias = tuple[Any, ...] | str | None  # of Pillow

ALPHA = (2, 4)  # numbers of channels of which the last is alpha
BITS, SAMPLE_FORMAT = 258, 339  # tags of a TIFF
OTHER_ORDER = {"B": "L", "L": "B", "N": "B" if sys.byteorder == "little" else "L"}
DEEP_WHITE = 65535


def opened(content: bytes, kind: PictureKind) -> ImageFile:
    """Let Pillow read the header of a file, as the one kind that it is."""
    import PIL.Image  # noqa: PLC0415 - here, because a visit without pictures needs no Pillow

    return PIL.Image.open(io.BytesIO(content), formats=[kind])


def deep_grey(image: ImageFile) -> NDArray[Any]:
    """Return the samples of a picture of 16 or 32 bits, with alpha if one value is transparent."""
    samples = np.asarray(image)
    unsigned = image.format == "TIFF" and _tag(image, SAMPLE_FORMAT) == (1,)
    if image.mode == "I" and unsigned and _tag(image, BITS) == (32,):
        samples = samples.view(np.uint32)  # Pillow has no unsigned mode of 32 bits
    transparent = image.info.get("transparency")
    if isinstance(transparent, int):
        return np.stack([samples, np.where(samples == transparent, 0, DEEP_WHITE)], axis=2)
    return samples[:, :, np.newaxis]


def is_deep_colour(image: ImageFile) -> bool:
    """Whether the file has 16 bits per channel, of which Pillow keeps the high 8."""
    return image.mode in ("RGB", "RGBA") and any(";16" in _raw(tile.args) for tile in image.tile)


def deep_colour(image: ImageFile, content: bytes, kind: PictureKind) -> NDArray[np.uint16]:
    """Return all 16 bits: decoded once as usual, which keeps the high bytes, and once as if their order were the other.

    A pixel of grey and alpha in 16 bits has as many bytes as one of RGBA in 8, and is decoded as that.
    """
    raw = _raw(image.tile[0].args)
    if raw == "LA;16B":
        image.load()
        with opened(_as_rgba(content), kind) as split:
            pairs = np.asarray(split).astype(np.uint16)
        pairs[:, :, ::2] <<= 8
        return pairs[:, :, ::2] | pairs[:, :, 1::2]
    if raw.startswith("RGBa"):
        raise Refusal("this picture has 16 bits and premultiplied alpha, which is not read; save it without alpha")
    samples: NDArray[np.uint16] = np.asarray(image).astype(np.uint16)
    samples <<= 8
    with opened(content, kind) as swapped:
        swapped.tile = [tile._replace(args=_in_other_order(tile.args)) for tile in swapped.tile]
        samples |= np.asarray(swapped)
    transparent = image.info.get("transparency")
    if isinstance(transparent, tuple):
        opaque = (samples != np.array(transparent, np.uint16)).any(axis=2, keepdims=True)
        return np.concatenate([samples, opaque * np.uint16(DEEP_WHITE)], axis=2)
    return samples


def _as_rgba(png: bytes) -> bytes:
    header = png[12:24] + bytes([8, 6]) + png[26:29]
    return png[:12] + header + struct.pack(">I", zlib.crc32(header)) + png[33:]


def _raw(args: TileArgs) -> str:
    """Return how the bytes of a tile are laid out, such as ``RGB;16B``."""
    return args if isinstance(args, str) else str(args[0]) if args else ""


def _in_other_order(args: TileArgs) -> TileArgs:
    raw = _raw(args)[:-1] + OTHER_ORDER[_raw(args)[-1]]
    return (raw, *args[1:]) if isinstance(args, tuple) else raw


def _tag(image: ImageFile, tag: int) -> tuple[int, ...]:
    value = image.tag_v2.get(tag, (1,))  # type: ignore[attr-defined]
    return value if isinstance(value, tuple) else (value,)


def reduced_size(width: int, height: int) -> tuple[int, int]:
    """Return (width, height) within 256 x 256, in the same proportion."""
    scale = min(1, SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def reduced(samples: NDArray[Any]) -> Samples:
    """Return the samples of a deep picture in at most 256 x 256, without overshoot beyond what the picture holds."""
    import PIL.Image  # noqa: PLC0415 - as above

    height, width, channels = samples.shape
    if max(height, width) <= SIDE:
        return samples.astype(np.float64)
    size = reduced_size(width, height)
    small = np.empty((size[1], size[0], channels))
    for i in range(channels):
        channel = PIL.Image.fromarray(samples[:, :, i].astype(np.float32))
        resized = np.asarray(channel.resize(size, PIL.Image.Resampling.LANCZOS))
        small[:, :, i] = resized.clip(*channel.getextrema())
    return small
