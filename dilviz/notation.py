"""A stack in one line of text: ``3x3 d1, 3x3 d2, 3x3 d4 s2``, there and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dilviz.axis import whole
from dilviz.conv import NAMED_PADDINGS
from dilviz.stack import MOST_LAYERS, AxisPadding, Layer, LayerKind, Stack

MOST_CHARACTERS = 4000
LEGEND = (
    "sizes such as 3x3, 3x5, k2 (one dimension) or pool2, dilations such as d2, d1x2 or d1..512 (doubling), "
    f"strides such as s2 or s2x1, paddings ({', '.join(NAMED_PADDINGS)}, p1, p1x2 or p2+0), "
    "and x3 to repeat; a number alone is the dilation of a 3x3 kernel"
)

_PAIR = r"(\d{1,12})(?:x(?P<second>\d{1,12}))?"
_SIDE = rf"\d{{1,12}}(?:\+\d{{1,12}})?|{'|'.join(NAMED_PADDINGS)}"
_WORDS = {  # what a word says: how it is written
    "size": re.compile(rf"(k|pool|(?=\d+x)){_PAIR}"),
    "dilation": re.compile(rf"d?{_PAIR}(?:\.\.(\d{{1,12}}))?"),
    "stride": re.compile(rf"s{_PAIR}"),
    "padding": re.compile(rf"({'|'.join(NAMED_PADDINGS)})|p({_SIDE})(?:x(?P<second>{_SIDE}))?"),
    "repeat": re.compile(r"x(\d{1,12})"),
}


def parse_stack(text: str) -> Stack:
    """Read a stack from one line: layers between commas, words between blanks.

    ========================  ==================================================================
    word                      meaning, always (rows)x(columns)
    ========================  ==================================================================
    ``3x5``                   a kernel of 3 rows and 5 columns; ``3x3`` where no size is given
    ``k2``                    a kernel of 2 taps in one dimension, along the columns
    ``pool2``, ``pool1x2``    a pooling window; its stride, if not given, is its size
    ``d2``, ``d1x2``          the dilation; a number alone, as in ``1, 2, 5``, is one too
    ``d1..512``               ten layers, whose dilations double from 1 to 512
    ``s2``, ``s2x1``          the stride
    ``same``, ``causal`` ...  the padding of both axes, by name; ``valid`` if not given
    ``p1``, ``p1x2``          the padding in samples, on both sides
    ``p2+0``, ``psamex0+1``   before and after; a name for one axis
    ``x3``                    all layers of this item, three times
    ========================  ==================================================================

    Line breaks and semicolons separate as commas do; capitals do not matter.

    Raises
    ------
    ValueError
        With the word that is to blame, and what may stand in its place.

    Examples
    --------
    >>> [layer.dilation for layer in parse_stack("1, 2, 5").rows]
    [1, 2, 5]
    >>> len(parse_stack("k2 d1..512 causal x3"))
    30
    >>> parse_stack("3x5 d1x2 s2x1 same").cols
    (Layer(kernel=5, dilation=2, stride=1, padding='same', kind='conv'),)
    """
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"a stack must be written in at most {MOST_CHARACTERS:,} characters, got {len(text):,}")
    tidy = re.sub(r"((?:^|[,;\n])\s*\d+) +x +(?=\d)", r"\1x", text.lower().replace("×", "x"))  # 3 x 3
    rows: list[Layer] = []
    cols: list[Layer] = []
    for item in filter(str.strip, re.split(r"[,;\n]", tidy)):
        for row, col in _layers(item.strip()):
            rows.append(row)
            cols.append(col)
            if len(rows) > MOST_LAYERS:
                raise ValueError(f"a stack must have at most {MOST_LAYERS} layers; {_quote(item)} passes that")
    if not rows:
        raise ValueError(f"a stack needs at least one layer: {LEGEND}")
    return Stack(tuple(rows), tuple(cols))


def format_stack(stack: Stack) -> str:
    """Write a stack as `parse_stack` reads it, one item for each layer.

    >>> format_stack(parse_stack("1,2"))
    '3x3 d1, 3x3 d2'
    >>> format_stack(parse_stack("k2 d1..2 causal, pool1x2"))
    'k2 d1 causal, k2 d2 causal, pool1x2 s1x2'
    """
    return ", ".join(_item(row, col) for row, col in zip(stack.rows, stack.cols, strict=True))


def _item(row: Layer, col: Layer) -> str:
    flat = row == Layer(kernel=1)
    if flat:
        row = Layer(1, col.dilation, col.stride, col.padding)  # said once, for the columns
    pool = col.kind == "pool"
    pooled = f"pool{_both(row.kernel, col.kernel)}"
    words = [f"k{col.kernel}" if flat else pooled if pool else f"{row.kernel}x{col.kernel}"]
    if not pool or (row.dilation, col.dilation) != (1, 1):
        words.append(f"d{_both(row.dilation, col.dilation)}")
    if pool or (row.stride, col.stride) != (1, 1):
        words.append(f"s{_both(row.stride, col.stride)}")
    if (row.padding, col.padding) != ("valid", "valid"):
        named = isinstance(row.padding, str) and row.padding == col.padding
        words.append(("" if named else "p") + _both(_side(row.padding), _side(col.padding)))
    return " ".join(words)


def _both(row: int | str, col: int | str) -> str:
    return f"{row}" if row == col else f"{row}x{col}"


def _side(padding: AxisPadding) -> str:
    if isinstance(padding, str | int):
        return str(padding)
    before, after = padding
    return f"{before}" if before == after else f"{before}+{after}"


def _layers(item: str) -> Iterator[tuple[Layer, Layer]]:
    """Yield the (row, column) layers of one item."""
    words = _words(item)
    kind, height, width = words["size"].groups() if "size" in words else ("", "3", "3")
    if kind == "k" and any(match.groupdict().get("second") for match in words.values()):
        raise ValueError(f"{_quote(item)}: k{height} is a kernel in one dimension, and takes single numbers")
    sizes = int(height), int(width or height)
    strides = _pair(words["stride"].groups()) if "stride" in words else sizes if kind == "pool" else (1, 1)
    pads = _pads(words["padding"]) if "padding" in words else ("valid", "valid")
    layer_kind: LayerKind = "pool" if kind == "pool" else "conv"
    try:
        times = whole(int(words["repeat"][1]), "the repetition", 1) if "repeat" in words else 1
        for _ in range(times):
            for dilations in _dilations(words.get("dilation")):
                row, col = (
                    Layer(*numbers, layer_kind) for numbers in zip(sizes, dilations, strides, pads, strict=True)
                )
                yield Layer(kernel=1) if kind == "k" else row, col
    except ValueError as error:
        raise ValueError(f"{_quote(item)}: {error}") from None


def _dilations(match: re.Match[str] | None) -> list[tuple[int, int]]:
    if match is None:
        return [(1, 1)]
    first, second, last = match.groups()
    if last is None:
        return [_pair((first, second))]
    doubled = [int(first)]
    while 0 < doubled[-1] < int(last):
        doubled.append(2 * doubled[-1])
    if second or doubled[-1] != int(last):
        raise ValueError(f"{first}..{last} must end at its beginning doubled again and again, as 1..512 does")
    return [(dilation, dilation) for dilation in doubled]


def _pads(match: re.Match[str]) -> tuple[AxisPadding, AxisPadding]:
    name, first, second = match.groups()
    sides = [_padding(side) for side in (name or first, second or name or first)]
    return sides[0], sides[1]


def _padding(side: str) -> AxisPadding:
    for name in NAMED_PADDINGS:
        if side == name:
            return name
    before, _, after = side.partition("+")
    return int(before), int(after or before)


def _pair(numbers: Sequence[str | None]) -> tuple[int, int]:
    row, col = numbers
    return int(row or 0), int(col or row or 0)


def _words(item: str) -> dict[str, re.Match[str]]:
    found: dict[str, re.Match[str]] = {}
    for word in item.split():
        matches = ((name, pattern.fullmatch(word)) for name, pattern in _WORDS.items())
        name, match = next(((name, match) for name, match in matches if match), ("", None))
        if match is None:
            raise ValueError(f"{_quote(word)} in {_quote(item)} was not understood. Possible are {LEGEND}.")
        if name in found:
            raise ValueError(f"{_quote(word)} in {_quote(item)} gives a second {name}, after {_quote(found[name][0])}")
        found[name] = match
    return found


def _quote(words: str) -> str:
    shown = words.strip()
    return repr(shown if len(shown) <= 40 else shown[:37] + "...")
