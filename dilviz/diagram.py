"""The tree of one output, ready for anybody who draws: where its nodes lie, which of them it sees, and the edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dilviz import stack_tree
from dilviz.axis import PADDED_ZERO, Indices, whole
from dilviz.stack import Layer
from dilviz.tree import Cone

MOST_LIT = 2**14  # edges of the cone that are drawn one by one
MOST_PALE = 6000  # reads of all layers, up to which those outside of the cone are drawn too
NODES = 128  # of a level, where the cone has more edges than that

Places: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Diagram:
    """One tree; the levels are counted from the input, which is 0, and places are in input samples.

    Parameters
    ----------
    title, caption : str
        What it is, and what the output sees, in words; also how it is reduced.
    names : sequence of str
        What stands beside each level.
    places : sequence of ndarray, one for each level
        Where the nodes lie.
    steps : sequence of int
        Distance between neighbouring nodes of each level.
    seen : sequence of ndarray of int64
        Nodes of each level that belong to the cone, ascending.
    holes : ndarray of int64
        Nodes of the input between those seen that are not.
    lit, pale : ndarray, shape (edges, 4)
        Place, level, place, level of the ends of the edges of the cone, and of all edges if they are few.
    """

    title: str
    caption: str
    names: Sequence[str]
    places: Sequence[Places]
    steps: Sequence[int]
    seen: Sequence[Indices]
    holes: Indices
    lit: Places
    pale: Places


def diagram(
    layers: Sequence[Layer],
    *,
    output: int | None = None,
    samples: int | None = None,
    title: str = "Tree of one output",
) -> Diagram:
    """Return the tree of `output`, or of the one that the page lights at first.

    Parameters
    ----------
    layers : sequence of Layer
        Along one axis.
    output : int, optional
    samples : int, optional
        Length of the input; if None, the receptive field and a few samples more.
    title : str

    Raises
    ------
    ValueError
        If the layers do not fit the input, there is no such output, or there are
        too many reads to follow.

    Examples
    --------
    >>> block = [Layer(kernel=2, dilation=2**i, padding="causal") for i in range(3)]
    >>> diagram(block).caption
    'One output sees 8 input samples, from 7 to 14.'
    """
    size = stack_tree.drawn_size(layers) if samples is None else samples
    drawn = stack_tree.tree(layers, size)
    cone = _lit(drawn, output)
    if sum(len(edges) for edges in cone.edges) > MOST_LIT:
        drawn = stack_tree.tree(layers, size, NODES)
        cone = _lit(drawn, output)
    levels = [(level["first"], level["step"], level["count"]) for level in drawn["levels"]]
    places = [first + step * np.arange(count, dtype=np.float64) for first, step, count in levels]
    seen = cone.nodes[0]
    holes = np.setdiff1d(np.arange(seen[0], seen[-1]), seen) if seen.size else seen
    reads = sum(table.size for table in drawn["tables"])
    pale = [_pairs(table) for table in drawn["tables"]] if reads <= MOST_PALE else []
    return Diagram(
        title,
        _caption(drawn, seen, holes),
        [level["name"] for level in drawn["levels"]],
        places,
        [step for _, step, _ in levels],
        cone.nodes,
        holes,
        _placed(cone.edges, places),
        _placed(pale, places),
    )


def _lit(drawn: stack_tree.Tree, output: int | None) -> Cone:
    """Follow an output down the tables, as the page does."""
    outputs = drawn["sizes"][-1]
    level, node = drawn["lit"]
    if output is not None:
        if whole(output, "output", 0) >= outputs:
            raise ValueError(f"output must be from 0 to {outputs - 1}, got {output}")
        node = output // -(-outputs // drawn["levels"][level]["count"])
    nodes: list[Indices] = [np.array([node])]
    edges: list[Indices] = []
    for table in reversed(drawn["tables"]):
        read = table[nodes[0]]
        above, taps = np.nonzero(read != PADDED_ZERO)
        edges.insert(0, np.stack([read[above, taps], nodes[0][above]], axis=1))
        nodes.insert(0, np.unique(edges[0][:, 0]))
    return Cone(tuple(nodes), tuple(edges))


def _pairs(table: Indices) -> Indices:
    above, taps = np.nonzero(table != PADDED_ZERO)
    return np.stack([table[above, taps], above], axis=1)


def _placed(edges: Sequence[Indices], places: Sequence[Places]) -> Places:
    ends = []
    for level, pairs in enumerate(edges):
        foot, head = places[level][pairs[:, 0]], places[level + 1][pairs[:, 1]]
        ends.append(np.stack([foot, np.full_like(foot, level), head, np.full_like(head, level + 1)], axis=1))
    return np.concatenate([np.empty((0, 4)), *ends])


def _caption(drawn: stack_tree.Tree, seen: Indices, holes: Indices) -> str:
    field, reduced = drawn["fields"][-1], drawn["reduced"]
    if reduced > 1:
        return (
            f"One output has a field of {field:,} input samples. Too wide to draw each: "
            f"a node stands for up to {reduced:,} samples, and is lit where one of them is."
        )
    if not seen.size:
        return "The output sees nothing but padding."
    missing = f", {holes.size:,} hole{'s' * (holes.size > 1)} between them" if holes.size else ""
    clipped = seen[-1] - seen[0] + 1 < field
    rest = f"; the rest of its field of {field:,} lies in the padding" if clipped else ""
    plural = "s" * (seen.size > 1)
    return f"One output sees {seen.size:,} input sample{plural}, from {seen[0]} to {seen[-1]}{missing}{rest}."
