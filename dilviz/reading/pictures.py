"""PNG, JPEG, GIF, BMP, TIFF and WebP, opened by Pillow once their files have been checked.

Samples keep the values of the file: 0 to 255 for 8 bits and below, 0 to 65535 for 16 bits, and
floats as they are. The first frame is read, turned as its EXIF orientation says, and what is
transparent shows white. A larger picture is reduced with a Lanczos filter, or cropped at the centre.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from dilviz.reading import picture_files
from dilviz.reading.deep_pictures import (
    ALPHA,
    DEEP_WHITE,
    Samples,
    deep_colour,
    deep_grey,
    is_deep_colour,
    opened,
    reduced,
    reduced_size,
)
from dilviz.reading.kinds import PictureKind
from dilviz.reading.limits import SIDE
from dilviz.reading.picture_size import Ready, check_size
from dilviz.reading.png_files import png
from dilviz.reading.refusal import Refusal

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

Fit: TypeAlias = Literal["reduce", "crop"]

FITS: tuple[Fit, ...] = get_args(Fit)
READY: dict[PictureKind, Callable[[bytes], Ready]] = {
    "PNG": png,
    "JPEG": picture_files.jpeg,
    "GIF": picture_files.gif,
    "BMP": picture_files.bmp,
    "TIFF": picture_files.tiff,
    "WEBP": picture_files.webp,
}
# bytes that a pixel takes until the picture is small, by Pillow's mode: its own, and what it is converted to
MEMORY = {"1": 2, "L": 1, "P": 9, "PA": 12, "LA": 12, "RGB": 4, "RGBX": 8, "RGBA": 8, "RGBa": 12}
DEEP_MEMORY = {"I;16": 14, "I;16B": 14, "I;16L": 14, "I": 20, "F": 16}
DEEP_COLOUR_MEMORY = {"RGB": 28, "RGBA": 104}
TURNS = {  # by EXIF orientation: swap rows and columns? then flip the rows? then flip the columns?
    2: (False, False, True),
    3: (False, True, True),
    4: (False, True, False),
    5: (True, False, False),
    6: (True, False, True),
    7: (True, True, True),
    8: (True, True, False),
}
ORIENTATION = 0x0112  # tag of EXIF
WHITE = 255


def read_picture(content: bytes, kind: PictureKind, fit: Fit) -> Samples:
    """Return a picture's samples, shape ``(height, width, 1 or 3)``, at most 256 high and 256 wide."""
    ready = READY[kind](content)
    try:
        with opened(ready.content, kind) as image:
            if kind == "JPEG" and fit == "reduce":
                image.draft(None, (2 * SIDE, 2 * SIDE))  # decode at an eighth, a quarter or a half, if that is enough
            _check(image, ready)
            samples = _samples(image, ready.content, kind, fit)
            return _turned(samples, image.getexif().get(ORIENTATION))
    except Refusal:
        raise
    except Exception as error:  # Pillow's plugins raise whatever they stumble over
        if type(error).__name__.startswith("DecompressionBomb"):
            raise Refusal("this picture has more pixels than Pillow dares to open; make it smaller") from None
        what = "WebP" if kind == "WEBP" else kind
        raise Refusal(f"this {what} picture is damaged, or of a kind that is not read; save it as PNG") from None


def _check(image: ImageFile, ready: Ready) -> None:
    """Refuse, by what Pillow has seen in the header, what cannot be opened within the limits and without loss."""
    memory = DEEP_COLOUR_MEMORY if is_deep_colour(image) else MEMORY | DEEP_MEMORY
    if image.mode not in memory:
        raise Refusal(f"this picture has {image.mode} colours; save it in grey or RGB")
    per_pixel = memory[image.mode]
    if image.format == "TIFF":
        per_pixel += 2 * MEMORY.get(image.mode, 8)  # a strip may be the whole picture, and Pillow turns it as it loads
    width, height = image.size
    check_size(width, height, width * height * per_pixel + ready.besides + len(ready.content))
    if image.format == "BMP":
        tile = image.tile[0]
        row = tile.args[1] if isinstance(tile.args, tuple) else 0  # bytes
        if tile.offset + row * height > len(ready.content):
            raise Refusal("this BMP picture is not complete")


def _samples(image: ImageFile, content: bytes, kind: PictureKind, fit: Fit) -> Samples:
    samples: NDArray[Any]
    if is_deep_colour(image):
        samples = deep_colour(image, content, kind)
    elif image.mode in DEEP_MEMORY:
        samples = deep_grey(image)
    else:
        return _on_white(_shallow(image, fit), WHITE)
    if fit == "crop":
        left, top, right, bottom = _centre(image.width, image.height)
        samples = samples[top:bottom, left:right]
    if samples.shape[2] in ALPHA:
        samples = _on_white(samples.astype(np.float64), DEEP_WHITE)
    return reduced(samples)


def _shallow(image: ImageFile, fit: Fit) -> Samples:
    """Return the samples of a picture of at most 8 bits, with alpha."""
    import PIL.Image  # noqa: PLC0415 - as above

    image.load()
    small = image.crop(_centre(*image.size)) if fit == "crop" else image
    transparent = "transparency" in image.info or image.mode in ("LA", "PA", "RGBA", "RGBa")
    mode = "RGBA" if transparent else "L" if image.mode in ("1", "L") else "RGB"
    small = small if small.mode == mode else small.convert(mode)  # which would copy
    small = small.resize(reduced_size(*small.size), PIL.Image.Resampling.LANCZOS)
    samples = np.atleast_3d(np.asarray(small, dtype=np.float64))
    return samples[:, :, [0, 3]] if transparent and image.mode in ("1", "L", "LA") else samples


def _centre(width: int, height: int) -> tuple[int, int, int, int]:
    left, top = max(0, width - SIDE) // 2, max(0, height - SIDE) // 2
    return left, top, min(width, left + SIDE), min(height, top + SIDE)


def _on_white(samples: Samples, white: int) -> Samples:
    """Return the samples without the last channel, if that is alpha: what is transparent shows white."""
    if samples.shape[2] not in ALPHA:
        return samples
    colour, alpha = samples[:, :, :-1], samples[:, :, -1:]
    return white - (white - colour) * alpha / white


def _turned(samples: Samples, orientation: object) -> Samples:
    """Return the picture as its EXIF orientation says that it is to be looked at."""
    if not isinstance(orientation, int) or orientation not in TURNS:
        return samples
    swap, flip_rows, flip_columns = TURNS[orientation]
    turned = samples.swapaxes(0, 1) if swap else samples
    turned = turned[::-1] if flip_rows else turned
    return turned[:, ::-1] if flip_columns else turned
