"""Named inputs and kernels, as tables of functions. A new example is one function and one line of a table."""

from __future__ import annotations

from collections.abc import Callable

from dilviz.conv import Matrix
from dilviz.samples import inputs, kernels

INPUT_SIZES = range(3, 65)  # height and width of a named input
KERNEL_SIZES = range(1, 12)  # rows or columns of a named kernel

INPUTS: dict[str, Callable[[int, int], Matrix]] = {
    "Block": inputs.block,
    "Impulse": inputs.impulse,
    "Checkerboard": inputs.checkerboard,
    "Ramp": inputs.ramp,
    "Step edge": inputs.step_edge,
    "Ring": inputs.ring,
    "Sine grating": inputs.sine_grating,
    "Letter": inputs.letter,
    "Noise": inputs.noise,
}
KERNELS: dict[str, Callable[[int, int, int], Matrix]] = {
    "1 to 9": kernels.one_to_nine,
    "Identity": kernels.identity,
    "Box": kernels.box,
    "Gaussian": kernels.gaussian,
    "Sharpen": kernels.sharpen,
    "Laplacian": kernels.laplacian,
    "Sobel x": kernels.sobel_x,
    "Sobel y": kernels.sobel_y,
    "Prewitt x": kernels.prewitt_x,
    "Prewitt y": kernels.prewitt_y,
    "Random": kernels.random,
}
DEFAULT_INPUT = "Block"
DEFAULT_KERNEL = "1 to 9"
