"""The tables and sentences of a stack, in Markdown, with the user's own numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dilviz import comparison
from dilviz.effective import EffectiveMap
from dilviz.footprints import Gaps, gaps, gaps_2d
from dilviz.gridding import Verdict, verdict
from dilviz.notation import format_stack
from dilviz.running import costs, levels_2d
from dilviz.stack import Layer, ReceptiveField, Stack, receptive_field, receptive_fields
from dilviz.suggestion import Suggestion

MOST_TAPS = 64  # of a layer that is run, along one axis
MOST_WORK = 2**29  # multiply-adds of a run: about half a second
COLUMNS = ("", "layer", "sees", "jump", "start", "centre", "extent", "output size", "weights", "multiply-adds")


def sizes(stack: Stack, shape: tuple[int, int]) -> str:
    """Return a table of what holds after each layer; ``ValueError`` says no more than that no output fits the input."""
    fields = zip(receptive_fields(stack.rows), receptive_fields(stack.cols), strict=True)
    flat = stack.dimensions == 1
    rows = []
    for place, (row, col) in enumerate(fields):
        layers = stack.rows[place], stack.cols[place]
        rows.append([
            f"{place + 1}",
            format_stack(Stack((layers[0],), (layers[1],))),
            f"**{_both(row.size, col.size, flat)}**",
            _both(row.jump, col.jump, flat),
            _both(row.start, col.start, flat),
            _both(_half(row), _half(col), flat),
            _both(layers[0].extent, layers[1].extent, flat),
            *_costs(stack, shape, place),
        ])  # fmt: skip
    return table(COLUMNS, rows, texts=2)


def fits(stack: Stack, shape: tuple[int, int]) -> str:
    """Return why a stack does not fit an input, or nothing.

    >>> from dilviz.notation import parse_stack
    >>> fits(parse_stack("5"), (9, 9))
    'Rows: Layer 1: a kernel of 3 taps at dilation 5 spans 11 samples, but the axis has only 9'
    """
    try:
        levels_2d(stack, *shape)
    except ValueError as error:
        return str(error)
    return ""


def check_run(stack: Stack, shape: tuple[int, int]) -> None:
    """Raise a ``ValueError`` if running a stack would keep a class waiting."""
    for place, (row, col) in enumerate(zip(stack.rows, stack.cols, strict=True), 1):
        if max(row.kernel, col.kernel) > MOST_TAPS:
            raise ValueError(
                f"layer {place} has {max(row.kernel, col.kernel):,} taps along one axis; "
                f"a stack is run with at most {MOST_TAPS}"
            )
    work = sum(cost.multiply_adds for cost in costs(stack, *shape))
    if work > MOST_WORK:
        raise ValueError(f"this run would take {work:,} multiply-adds; at most {MOST_WORK:,} are made here")


def reaches(stack: Stack, axis: int = 1) -> str:
    """Return a table of other ways to see as far: what each reaches, and at what cost."""
    side = (stack.rows, stack.cols)[axis]
    field = receptive_field(side)
    ways = {
        "this stack": comparison.growth(stack, axis),
        "the same depth, dilation 1": comparison.plain(stack, axis),
        "the same kernels, pooling instead": comparison.pooling(stack, axis),
    }
    rows = [
        [name, f"{grown.sizes[-1]:,}", f"{grown.weights[-1]:,}", f"{grown.work[-1]:,.4g}"]
        for name, grown in ways.items()
    ]
    taps = receptive_field(stack.rows).size * receptive_field(stack.cols).size
    density = receptive_field(stack.rows).jump * receptive_field(stack.cols).jump
    rows.append(["one dense kernel of that reach", f"{field.size:,}", f"{taps:,}", f"{taps / density:,.4g}"])
    return table(("", "sees", "weights", "multiply-adds for each input sample"), rows)


def coverage(stack: Stack) -> Gaps:
    """Return how much of its receptive field one output sees."""
    return gaps_2d(stack) if stack.dimensions == 2 else gaps(stack.cols)


def field_size(stack: Stack) -> str:
    """Return the receptive field of a stack: ``15 × 15``, or ``1,024`` in one dimension."""
    rows, cols = receptive_field(stack.rows), receptive_field(stack.cols)
    return f"{cols.size:,}" if stack.dimensions == 1 else f"{rows.size:,} × {cols.size:,}"


def verdicts(stack: Stack) -> list[str]:
    """Return the rule's word, the truth, and which to believe: for both axes, or once where they are alike."""
    sides = {"": stack.cols}
    if stack.dimensions == 2 and stack.rows != stack.cols:
        sides = {"Rows: ": stack.rows, "Columns: ": stack.cols}
    return [f"**{name}{_agreement(found)}** {found.why}" for name, found in _found(sides)]


def searched(rows: Suggestion, cols: Suggestion) -> str:
    """Return what was searched for a better stack, along the axes that need one."""
    if rows == cols or rows.distance == 0 < cols.distance:
        return cols.searched
    if cols.distance == 0 < rows.distance:
        return rows.searched
    return f"Rows: {rows.searched} Columns: {cols.searched}"


def dilations(stack: Stack) -> str:
    """Return the dilations of the layers that have more than one tap.

    >>> from dilviz.notation import parse_stack
    >>> dilations(parse_stack("1,2,3, 1x1, 3x3 d1x2"))
    '1, 2, 3, 1×2'
    """
    pairs = zip(stack.rows, stack.cols, strict=True)
    wide = [(row, col) for row, col in pairs if max(row.kernel, col.kernel) > 1]
    flat = stack.dimensions == 1
    return ", ".join(
        f"{col.dilation}" if flat or row.dilation == col.dilation else f"{row.dilation}×{col.dilation}"
        for row, col in wide
    )


def deviations(found: EffectiveMap, weights: str, *, flat: bool) -> str:
    """Return the standard deviation of a gradient beside that of theory, and what theory says."""
    measured, theory = (
        f"{pair[1]:.3g}" if flat or round(pair[0], 6) == round(pair[1], 6) else f"{pair[0]:.3g} × {pair[1]:.3g}"
        for pair in (found.deviation, found.theory)
    )
    squared = " (of its squares, and in expectation)" if weights == "random" else ""
    rings = "" if flat else " The solid ring is one measured deviation wide, the dashed one theory's."
    return (
        f"Standard deviation of the gradient{squared}: **{measured}** samples measured, **{theory}** by theory, "
        f"$\\sqrt{{\\sum_i (l_i j_i)^2\\,v_i}}$ with $v = (k^2-1)/12$ for uniform weights (Luo et al. 2016).{rings}"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1) -> str:
    """Return a Markdown table, whose first columns are `texts`, and the others numbers."""
    rule = [":--" if place < texts else "--:" for place in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def _found(sides: Mapping[str, tuple[Layer, ...]]) -> list[tuple[str, Verdict]]:
    return [(name, verdict(layers)) for name, layers in sides.items()]


def _agreement(found: Verdict) -> str:
    truth = f"Footprint: {found.holes:,} holes along the axis." if found.holes else "Footprint: no holes."
    if found.rule is None:
        return truth
    says = "HDC rule: passes." if found.rule.passes else "HDC rule: fails."
    return f"{says} {truth} {'They agree.' if found.agrees else 'Believe the footprint.'}"


def _costs(stack: Stack, shape: tuple[int, int], place: int) -> list[str]:
    """Return the output size, weights and multiply-adds of a layer; a dash where the input has become too small."""
    so_far = Stack(stack.rows[: place + 1], stack.cols[: place + 1])
    try:
        cost = costs(so_far, *shape)[-1]
        row, col = (axes[-1].outputs for axes in levels_2d(so_far, *shape))
    except ValueError:
        weights = stack.rows[place].kernel * stack.cols[place].kernel if stack.cols[place].kind == "conv" else 0
        return ["does not fit", f"{weights:,}", "–"]
    return [f"{row:,} × {col:,}", f"{cost.weights:,}", f"{cost.multiply_adds:,}"]


def _both(row: float | str, col: float | str, flat: bool) -> str:
    texts = [side if isinstance(side, str) else f"{side:,}".replace("-", "−") for side in (row, col)]
    return texts[1] if flat or texts[0] == texts[1] else " × ".join(texts)


def _half(field: ReceptiveField) -> str:
    return f"{field.centre:,.1f}".removesuffix(".0").replace("-", "−")
