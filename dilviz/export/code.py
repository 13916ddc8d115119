"""Programs that reproduce the output shown, with the user's numbers in them. Each runs as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from dilviz.axis import PaddingMode
from dilviz.conv import Matrix
from dilviz.scene import Scene
from dilviz.session import number

Snippet: TypeAlias = Callable[[Scene], str]

NUMPY_MODES: dict[PaddingMode, str] = {
    "zeros": "constant",
    "reflect": "reflect",
    "replicate": "edge",
    "circular": "wrap",
}
TORCH_MODES: dict[PaddingMode, str] = {**NUMPY_MODES, "replicate": "replicate", "circular": "circular"}
CONVOLVES = "# convolution: the kernel is flipped"
CORRELATES = "# cross-correlation: the kernel is not flipped"

LUMINANCE = "# the luminance of a picture in colour; the same program takes its red, green or blue"


def numpy_code(scene: Scene) -> str:
    """Return a program in NumPy alone: a window for each output, one sample of it for each tap."""
    return _program(
        scene,
        ["import numpy as np"],
        "np.array({}, dtype=np.{})",
        f"""\
{_numpy_padding(scene)}
weights = {_flipped(scene, "kernel[::-1, ::-1]")}
dilation, stride = {scene.dilation}, {scene.stride}
spans = [(taps - 1) * step + 1 for taps, step in zip(kernel.shape, dilation)]
windows = np.lib.stride_tricks.sliding_window_view(padded, spans)
read = windows[:: stride[0], :: stride[1], :: dilation[0], :: dilation[1]]
output = np.einsum("ijuv,uv->ij", read, weights)
print(output)
""",
    )


def scipy_code(scene: Scene) -> str:
    """Return a program in SciPy, the textbook's way: zeros between the taps, then an ordinary convolution."""
    call, remark = ("convolve2d", CONVOLVES) if scene.flipped else ("correlate2d", CORRELATES)
    return _program(
        scene,
        ["import numpy as np", "from scipy import signal"],
        "np.array({}, dtype=np.{})",
        f"""\
{_numpy_padding(scene)}
dilation, stride = {scene.dilation}, {scene.stride}
spans = [(taps - 1) * step + 1 for taps, step in zip(kernel.shape, dilation)]
dilated = np.zeros(spans, dtype=kernel.dtype)
dilated[:: dilation[0], :: dilation[1]] = kernel
{_caution(scene, "#")}every = signal.{call}(padded, dilated, mode="valid")  {remark}
output = every[:: stride[0], :: stride[1]]
print(output)
""",
    )


def torch_code(scene: Scene) -> str:
    """Return a program in PyTorch."""
    (top, bottom), (left, right) = (axis.pad for axis in scene.axes)
    mode = TORCH_MODES[scene.padding_mode]
    padding = f'F.pad(batch, ({left}, {right}, {top}, {bottom}), mode="{mode}")' if _is_padded(scene) else "batch"
    return _program(
        scene,
        ["import torch", "import torch.nn.functional as F"],
        "torch.tensor({}, dtype=torch.{})",
        f"""\
batch = image[None, None]  # (samples, channels, rows, columns)
padded = {padding}  # left, right, top, bottom
weights = {_flipped(scene, "kernel.flip(0, 1)")}
output = F.conv2d(padded, weights[None, None], dilation={scene.dilation}, stride={scene.stride})[0, 0]
print(output)
""".replace("batch  # left, right, top, bottom", "batch"),
    )


def tensorflow_code(scene: Scene) -> str:
    """Return a program in TensorFlow, whose own padding knows neither ``replicate`` nor ``circular``."""
    return _program(
        scene,
        ["import numpy as np", "import tensorflow as tf"],
        "np.array({}, dtype=np.{})",
        f"""\
{_numpy_padding(scene)}
weights = {_flipped(scene, "kernel[::-1, ::-1]")}
output = tf.nn.conv2d(
    padded[None, :, :, None],  # (samples, rows, columns, channels)
    weights[:, :, None, None],
    strides={scene.stride},
    padding="VALID",
    dilations={scene.dilation},
)[0, :, :, 0]
print(output.numpy())
""",
    )


def jax_code(scene: Scene) -> str:
    """Return a program in JAX."""
    precise = "\n".join(["", 'jax.config.update("jax_enable_x64", True)']) if _precision(scene) == "float64" else ""
    return _program(
        scene,
        ["import jax", f"import jax.numpy as jnp{precise}"],
        "jnp.array({}, dtype=jnp.{})",
        f"""\
{_numpy_padding(scene, "jnp")}
weights = {_flipped(scene, "kernel[::-1, ::-1]")}
output = jax.lax.conv_general_dilated(
    padded[None, None],  # (samples, channels, rows, columns)
    weights[None, None],
    window_strides={scene.stride},
    padding="VALID",
    rhs_dilation={scene.dilation},
    precision="highest",
)[0, 0]
print(output)
""",
    )


def matlab_code(scene: Scene) -> str:
    """Return a program in MATLAB without toolboxes; GNU Octave runs it too."""
    row_step, col_step = scene.dilation
    weights, remark = ("dilated", CONVOLVES) if scene.flipped else ("rot90(dilated, 2)", CORRELATES)
    return f"""\
image = {_matlab(scene.image)};
kernel = {_matlab(scene.kernel)};

{_matlab_padding(scene)}
dilated = zeros((size(kernel) - 1) .* [{row_step} {col_step}] + 1, class(kernel));
dilated(1:{row_step}:end, 1:{col_step}:end) = kernel;
{_caution(scene, "%")}every = conv2(padded, {weights}, 'valid');  {remark.replace("#", "%")}
output = every(1:{scene.stride[0]}:end, 1:{scene.stride[1]}:end);
disp(output)
"""


SNIPPETS: dict[str, Snippet] = {
    "NumPy": numpy_code,
    "SciPy": scipy_code,
    "PyTorch": torch_code,
    "TensorFlow": tensorflow_code,
    "JAX": jax_code,
    "MATLAB": matlab_code,
}
ENDINGS = {name: ".m" if name == "MATLAB" else ".py" for name in SNIPPETS}


def _program(scene: Scene, imports: list[str], array: str, body: str) -> str:
    special = [
        name for name, held in (("inf", np.isinf), ("nan", np.isnan)) if any(map(np.any, map(held, _both(scene))))
    ]
    first = [f"from math import {', '.join(special)}", ""] if special else []
    arrays = [f"{name} = {array.format(_python(values), _precision(scene))}" for name, values in _named(scene)]
    remark = [] if scene.channels is None else [LUMINANCE]
    return "\n".join([*first, *imports, "", *remark, *arrays, "", body])


def _caution(scene: Scene, comment: str) -> str:
    if np.isfinite(scene.image).all():
        return ""
    return f"{comment} here the zeros between the taps spread NaN and infinity: 0 * inf is NaN\n"


def _both(scene: Scene) -> tuple[Matrix, Matrix]:
    return scene.image, scene.kernel


def _named(scene: Scene) -> list[tuple[str, Matrix]]:
    return list(zip(("image", "kernel"), _both(scene), strict=True))


def _precision(scene: Scene) -> str:
    return scene.image.dtype.name


def _is_padded(scene: Scene) -> bool:
    return any(any(axis.pad) for axis in scene.axes)


def _flipped(scene: Scene, flipped: str) -> str:
    return f"{flipped}  {CONVOLVES}" if scene.flipped else f"kernel  {CORRELATES}"


def _numpy_padding(scene: Scene, library: str = "np") -> str:
    rows, cols = scene.axes
    if not _is_padded(scene):
        return "padded = image"
    return f'padded = {library}.pad(image, ({rows.pad}, {cols.pad}), mode="{NUMPY_MODES[scene.padding_mode]}")'


def _python(matrix: Matrix) -> str:
    rows = ",\n".join(f"    [{', '.join(map(_literal, row))}]" for row in matrix.tolist())
    return f"[\n{rows},\n]"


def _literal(value: float) -> str:
    written = number(value)
    return str(value) if isinstance(written, str) else repr(written)


def _matlab(matrix: Matrix) -> str:
    rows = ";\n".join("    " + " ".join(map(_matlab_literal, row)) for row in matrix.tolist())
    return f"single([\n{rows}\n])" if matrix.dtype.name == "float32" else f"[\n{rows}\n]"


def _matlab_literal(value: float) -> str:
    return _literal(value).replace("nan", "NaN").replace("inf", "Inf")


def _matlab_padding(scene: Scene) -> str:
    rows, cols = scene.axes
    if not _is_padded(scene):
        return "padded = image;"
    if scene.padding_mode != "zeros":
        read_rows, read_cols = (" ".join(map(str, axis.ring + 1)) for axis in (rows, cols))  # MATLAB counts from 1
        return f"padded = image([{read_rows}], [{read_cols}]);"
    (top, _), (left, _) = rows.pad, cols.pad
    return f"""\
padded = zeros({rows.padded}, {cols.padded}, class(image));
padded({top} + (1:{rows.size}), {left} + (1:{cols.size})) = image;"""
