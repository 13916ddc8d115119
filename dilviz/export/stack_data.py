"""The numbers of a stack as CSV and JSON: exact path counts of any length, and what holds after each layer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from dilviz import comparison
from dilviz.footprints import footprint, paths
from dilviz.notation import format_stack
from dilviz.running import costs, levels_2d
from dilviz.stack import ReceptiveField, Stack, receptive_field, receptive_fields

MOST_CELLS = 2**20  # of a footprint that is written cell by cell
SIDES = ("row", "col")
FIELD = ("field", "jump", "start", "centre", "extent")


def counts_csv(stack: Stack) -> bytes:
    r"""Return the path counts along each axis as CSV: axis, sample, paths; in two dimensions they multiply.

    >>> from dilviz.notation import parse_stack
    >>> counts_csv(parse_stack("k2 d2"))
    b'axis,sample,paths\r\ncol,0,1\r\ncol,1,0\r\ncol,2,1\r\n'
    """
    counts = ((name, side.tolist()) for name, side in _counts(stack).items())
    return _csv([("axis", "sample", "paths"), *((name, *pair) for name, side in counts for pair in enumerate(side))])


def footprint_csv(stack: Stack) -> bytes:
    """Return the footprint as CSV without a heading, a line for each row: the products of rows and columns.

    Raises
    ------
    ValueError
        If it has more than `MOST_CELLS` cells.
    """
    if cells(stack) > MOST_CELLS:
        raise ValueError(
            f"the footprint has {cells(stack):,} cells, and at most {MOST_CELLS:,} are written; "
            "the counts along each axis hold all of it"
        )
    rows, cols = footprint(stack.rows).tolist(), footprint(stack.cols).tolist()
    return _csv([row * col for col in cols] for row in rows)


def cells(stack: Stack) -> int:
    """Return of how many cells the footprint is: the receptive field, rows times columns."""
    return receptive_field(stack.rows).size * receptive_field(stack.cols).size


def sizes_csv(stack: Stack, shape: tuple[int, int]) -> bytes:
    """Return what holds after each layer as CSV, in input samples, along rows and columns.

    Outputs and multiply-adds are those over an input of `shape`; they are left empty
    from the layer on that no longer fits it.
    """
    heading = ["layer", "notation", *(f"{side}_{name}" for name in FIELD for side in SIDES), "weights"]
    asked = [f"{side}_outputs" for side in SIDES] + ["multiply_adds"]
    lines = zip(_sizes(stack), _costs(stack, shape), strict=True)
    return _csv([[*heading, *asked], *([*(line[name] for name in heading), *cost] for line, cost in lines)])


def growth_csv(stack: Stack) -> bytes:
    """Return the receptive field of the columns after each layer as CSV, beside other ways to reach as far.

    Their weights and multiply-adds for each input sample are sums over the layers so
    far.
    """
    curves = {
        "this": comparison.growth(stack),
        "plain": comparison.plain(stack),
        "doubling": comparison.doubling(stack),
        "pooling": comparison.pooling(stack),
    }
    rows = [
        (name, depth, *values)
        for name, curve in curves.items()
        for depth, values in enumerate(zip(curve.sizes, curve.weights, curve.work, strict=True))
    ]
    return _csv([("stack", "layers", "field", "weights", "multiply_adds_per_sample"), *rows])


def stack_json(stack: Stack) -> bytes:
    """Return notation, layers, path counts and sizes as JSON; integers are exact, however long they are."""
    told = {
        "notation": format_stack(stack),
        "dimensions": stack.dimensions,
        "paths": paths(stack.rows) * paths(stack.cols),
        "counts": {name: side.tolist() for name, side in _counts(stack).items()},
        "sizes": _sizes(stack),
    }
    return json.dumps(told, allow_nan=False).encode()


def notation_text(stack: Stack) -> bytes:
    """Return the stack in one line, as the page reads it."""
    return f"{format_stack(stack)}\n".encode()


def _counts(stack: Stack) -> dict[str, Any]:
    cols = {"col": footprint(stack.cols)}
    return cols if stack.dimensions == 1 else {"row": footprint(stack.rows), **cols}


def _sizes(stack: Stack) -> list[dict[str, Any]]:
    fields = zip(receptive_fields(stack.rows), receptive_fields(stack.cols), strict=True)
    lines = []
    for number, (layers, pair) in enumerate(zip(zip(stack.rows, stack.cols, strict=True), fields, strict=True), 1):
        row, col = layers
        line: dict[str, Any] = {"layer": number, "notation": format_stack(Stack((row,), (col,)))}
        for side, layer, field in zip(SIDES, layers, pair, strict=True):
            line |= {f"{side}_{name}": value for name, value in zip(FIELD, _field(field, layer.extent), strict=True)}
        lines.append(line | {"weights": row.kernel * col.kernel if col.kind == "conv" else 0})
    return lines


def _costs(stack: Stack, shape: tuple[int, int]) -> Iterator[tuple[int | str, ...]]:
    """Yield rows and columns of each layer's output, and its multiply-adds."""
    for depth in range(1, len(stack) + 1):
        so_far = Stack(stack.rows[:depth], stack.cols[:depth])
        try:
            rows, cols = (axes[-1].outputs for axes in levels_2d(so_far, *shape))
            yield rows, cols, costs(so_far, *shape)[-1].multiply_adds
        except ValueError:
            yield "", "", ""


def _field(field: ReceptiveField, extent: int) -> tuple[float, ...]:
    return field.size, field.jump, field.start, field.centre, extent


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
