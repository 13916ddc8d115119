"""How large a picture may be, and what is handed to Pillow."""

from __future__ import annotations

from typing import NamedTuple

from dilviz.reading.limits import EXIF_BYTES, PICTURE_MEMORY, PICTURE_PIXELS, size
from dilviz.reading.refusal import Refusal


class Ready(NamedTuple):
    """The bytes that Pillow may see, and what their format needs besides the pixels, in bytes."""

    content: bytes
    besides: int = 0


def check_size(width: int, height: int, memory: int) -> None:
    """Refuse a picture that has no pixels or too many, or needs more than the limit of `memory` in bytes."""
    if width < 1 or height < 1:
        raise Refusal(f"this picture has {width} x {height} pixels")
    if width * height > PICTURE_PIXELS:
        raise Refusal(f"this picture has {width:,} x {height:,} pixels; at most {PICTURE_PIXELS:,} are allowed")
    if memory > PICTURE_MEMORY:
        raise Refusal(
            f"this picture has {width:,} x {height:,} pixels, and opening it would take {size(memory)} of memory; "
            f"at most {size(PICTURE_MEMORY)} are allowed, so make it smaller"
        )


def check_camera_data(length: int) -> None:
    """Refuse more bytes of EXIF than one JPEG segment holds."""
    if length > EXIF_BYTES:
        raise Refusal(f"this picture has {size(length)} of camera data; at most {size(EXIF_BYTES)} are allowed")
