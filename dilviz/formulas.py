"""The sentences and formulas beside the picture, with the user's own numbers in Markdown and LaTeX."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from dilviz.axis import Axis
from dilviz.conv import Matrix
from dilviz.scene import Scene

Card: TypeAlias = tuple[str, str]  # (title, Markdown)


def cards(scene: Scene) -> list[Card]:
    """Return what there is to know about a scene beside its picture; ``ValueError`` if it is impossible."""
    rows, cols = scene.axes
    return [
        ("Extent", extent(rows, cols)),
        ("Output size", output_size(rows, cols)),
        ("Receptive field", receptive_field(rows, cols)),
        ("Work", work(rows, cols)),
    ]


def extent(rows: Axis, cols: Axis) -> str:
    r"""Return how far the dilated kernel reaches.

    >>> print(extent(Axis(9, 3, 3), Axis(9, 3, 3)))
    $(k-1)\,l+1=(3-1)\cdot3+1=\mathbf{7}$
    <BLANKLINE>
    From its first tap to its last, the dilated kernel spans 7 × 7 samples (Dumoulin and Visin 2016).
    """
    formula = _both(
        rows, cols, "(k-1)\\,l+1", lambda axis: f"({axis.kernel}-1)\\cdot{axis.dilation}+1={_bold(axis.extent)}"
    )
    return (
        f"{formula}\n\nFrom its first tap to its last, the dilated kernel spans "
        f"{rows.extent} × {cols.extent} samples (Dumoulin and Visin 2016)."
    )


def output_size(rows: Axis, cols: Axis) -> str:
    """Return how many outputs there are, and from which numbers."""

    def filled(axis: Axis) -> str:
        before, after = axis.pad
        room = f"{axis.size}+{before}+{after}-{axis.extent}"
        return f"\\left\\lfloor\\tfrac{{{room}}}{{{axis.stride}}}\\right\\rfloor+1={_bold(axis.outputs)}"

    letters = "\\left\\lfloor\\tfrac{n+p+q-k'}{s}\\right\\rfloor+1"
    return (
        f"{_both(rows, cols, letters, filled)}\n\n"
        f"{rows.outputs} × {cols.outputs} outputs: $n$ samples, padding $p$ before and $q$ after, "
        "extent $k'$, stride $s$."
    )


def receptive_field(rows: Axis, cols: Axis) -> str:
    """Return what one output of this one layer sees, and how much of that window it reads."""
    window, taps = rows.extent * cols.extent, rows.kernel * cols.kernel
    share = f"$\\frac{{{taps}}}{{{window}}}={100 * taps / window:.1f}\\,\\%$"
    skipped = (
        "every sample in it"
        if window == taps
        else f"the other {window - taps} are skipped"
        if window - taps > 1
        else "the other one is skipped"
    )
    tail = f"so it reads {skipped}." if window == taps else f"{skipped}."
    return (
        f"{share}\n\nOne output looks at a window of {rows.extent} × {cols.extent} samples "
        f"and reads {taps} of its {window}; {tail}"
    )


def work(rows: Axis, cols: Axis) -> str:
    """Return the weights and multiplications, which the dilation does not change."""
    taps, outputs = rows.kernel * cols.kernel, rows.outputs * cols.outputs
    return (
        f"${rows.kernel}\\cdot{cols.kernel}={_bold(taps)}$\n\n"
        f"{taps} weights and {taps} multiplications per output, whatever the dilation $l$; "
        f"{taps * outputs:,} multiplications for all {outputs:,} outputs."
    )


def gaps(image: Matrix) -> str:
    """Return how many values are NaN or infinite and what becomes of them, or nothing where there are none.

    >>> gaps(np.array([[1.0, np.nan], [np.inf, 2.0]]))
    'The input holds 1 NaN and 1 infinity, drawn as crossed cells: they reach only the outputs that read them.'
    """
    nans, infinities = int(np.isnan(image).sum()), int(np.isinf(image).sum())
    named = [f"{nans} NaN"] * (nans > 0) + [f"{infinities} {'infinity' if infinities == 1 else 'infinities'}"] * (
        infinities > 0
    )
    if not named:
        return ""
    return f"The input holds {' and '.join(named)}, drawn as crossed cells: they reach only the outputs that read them."


def remedy(scene: Scene) -> str:
    """Return what the user could change where the kernel does not fit."""
    if scene.padding == "valid":
        return "Take a smaller dilation or kernel, a larger input, or the padding “same”."
    return "Take a smaller dilation or kernel, a larger input, or other padding."


def _both(rows: Axis, cols: Axis, letters: str, filled: Callable[[Axis], str]) -> str:
    if filled(rows) == filled(cols):
        return f"${letters}={filled(rows)}$"
    return f"${letters}$\n\nrows: ${filled(rows)}$\n\ncolumns: ${filled(cols)}$"


def _bold(number: int) -> str:
    return f"\\mathbf{{{number}}}"
