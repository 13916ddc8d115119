"""The nearest stack without holes: other dilations, the same layers otherwise, at least the same reach."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dilviz.axis import LONGEST, Indices
from dilviz.gridding import chain
from dilviz.stack import Layer, receptive_field, receptive_fields

MOST_LOOKS = 2**27  # of a search: about a second
UNREACHED = 2**62  # as a cost
UNIT = 2**32  # the cost of changing a dilation by 1, above that of any reach


@dataclass(frozen=True)
class Suggestion:
    """What to choose in place of a stack with holes.

    Parameters
    ----------
    layers : tuple of Layer or None
        Without holes; None if none were found.
    distance : int
        Sum over the layers of the difference between the two dilations.
    keeps_reach : bool
        Whether the receptive field is at least as large as it was.
    searched : str
        A sentence: what was looked at, and what that proves.
    """

    layers: tuple[Layer, ...] | None
    distance: int
    keeps_reach: bool
    searched: str


@dataclass(frozen=True)
class _Choice:
    """One layer of more than one tap, and the dilations it may have: all of a convolution, its own of a pooling."""

    place: int
    jump: int
    dilation: int
    weight: int  # samples that one more of dilation adds to the reach: (kernel - 1) jump
    least: int
    most: int

    def top(self, reach: int) -> int:
        """Return the greatest dilation that leaves no gap behind layers of that reach."""
        return min((reach + 1) // self.jump, self.most)


def suggest(layers: Sequence[Layer]) -> Suggestion:
    """Return the nearest stack without holes of the same depth and at least the same reach, along one axis.

    Only the dilations of convolutions change. The nearest stack is that of the
    least `Suggestion.distance`; of several, that of the smallest reach, and of
    these one whose dilations have the same order as before. Layers multiply the
    samples that are covered by at most their kernels: where the reach is more
    than that product, no dilations will do, and the suggestion is the widest.

    The search takes the layers by jump, then by dilation, and lets no step pass
    the samples covered so far (see `gridding.chain`). For kernels of one size
    without strides that finds the nearest of all stacks; else, the nearest in
    this order. It gives up at `MOST_LOOKS`, for a stack that is near and not
    proven nearest, and says so.

    Examples
    --------
    >>> [layer.dilation for layer in suggest([Layer(dilation=2)] * 3).layers]
    [1, 2, 3]
    >>> [layer.dilation for layer in suggest([Layer(dilation=d) for d in (1, 2, 9)]).layers]
    [1, 3, 9]

    Three kernels of 3 taps cannot cover the 29 samples of 2, 4, 8:

    >>> widest = suggest([Layer(dilation=d) for d in (2, 4, 8)])
    >>> [layer.dilation for layer in widest.layers], widest.keeps_reach
    ([1, 3, 9], False)
    """
    if chain(layers).step is None:
        return Suggestion(tuple(layers), 0, True, "This stack has no holes.")
    choices = _choices(layers)
    wanted = receptive_field(layers).size - 1
    widest = _widest(choices, 0)
    if widest < 0:
        return Suggestion(
            None, 0, False, "No dilations were found: a stride or a pooling steps over samples that no layer reaches."
        )
    dilations, searched = _search(choices, wanted, widest)
    changed = list(layers)
    for choice, dilation in zip(choices, _in_order(choices, dilations), strict=True):
        changed[choice.place] = replace(layers[choice.place], dilation=dilation)
    return Suggestion(tuple(changed), _distance(choices, dilations), widest >= wanted, searched)


def _search(choices: Sequence[_Choice], wanted: int, widest: int) -> tuple[list[int], str]:
    """Return the best dilations found, and the sentence on what was looked at."""
    near = _near(choices, min(wanted, widest))
    distance = _distance(choices, near)
    if widest < wanted:
        proven = all(choice.jump == choice.least == 1 for choice in choices)
        return near, (
            f"{'There are no dilations' if proven else 'No dilations were found'} with which these kernels reach "
            f"{wanted + 1:,} samples without holes: they cover at most {widest + 1:,}, with these."
        )
    if sum(len(_within(choice, distance)) for choice in choices) * (wanted + 1) > MOST_LOOKS:
        return near, (
            "Too many dilations to try them all: from the smallest up, each was changed by as little "
            "as leaves no gap and keeps the reach. A nearer stack may exist."
        )
    even = len({(choice.weight, choice.jump, choice.least) for choice in choices}) == 1
    tried = f"Searched all dilations that differ by at most {distance:,} in sum"
    if not even:
        tried += ", with the layers taken by stride, then by dilation"
    return _nearest(choices, wanted, distance), f"{tried}: none without holes and of at least this reach is nearer."


def _choices(layers: Sequence[Layer]) -> list[_Choice]:
    jumps = [1, *(field.jump for field in receptive_fields(layers))]
    choices = []
    for place, (layer, jump) in enumerate(zip(layers, jumps, strict=False)):
        if layer.kernel > 1:
            least, most = (1, LONGEST) if layer.kind == "conv" else (layer.dilation, layer.dilation)
            choices.append(_Choice(place, jump, layer.dilation, (layer.kernel - 1) * jump, least, most))
    return sorted(choices, key=lambda choice: (choice.jump, choice.dilation))


def _widest(choices: Sequence[_Choice], reach: int) -> int:
    """Return how far the layers can reach without a hole, on top of `reach`; -1 if they cannot do without."""
    for choice in choices:
        top = choice.top(reach)
        if top < choice.least:
            return -1
        reach += choice.weight * top
    return reach


def _near(choices: Sequence[_Choice], wanted: int) -> list[int]:
    """Return dilations that reach as far as wanted, each changed by as little as those before it allow."""
    dilations: list[int] = []
    reach = 0
    for number, choice in enumerate(choices, 1):
        dilations.append(_least_change(choice, choices[number:], reach, wanted))
        reach += choice.weight * dilations[-1]
    return dilations


def _least_change(choice: _Choice, rest: Sequence[_Choice], reach: int, wanted: int) -> int:
    top = choice.top(reach)
    open_to_it = range(min(choice.dilation, top), top + 1)

    def suffices(dilation: int) -> bool:
        return _widest(rest, reach + choice.weight * dilation) >= wanted

    return open_to_it[bisect_left(open_to_it, True, key=suffices)]


def _nearest(choices: Sequence[_Choice], wanted: int, distance: int) -> list[int]:
    """Return the dilations of least cost that reach as far as wanted, within a distance known to suffice.

    ``costs[reach]`` is the least cost of reaching so far with the layers up to
    here, where the last entry stands for all that is wanted or more; a cost is
    ``UNIT`` for each step of a dilation, plus the true reach.
    """
    costs = np.full(wanted + 1, UNREACHED)
    costs[0] = 0
    tables: list[tuple[NDArray[np.int32], int]] = []
    for choice in choices:
        costs, chosen, origin = _with(choice, costs, distance)
        tables.append((chosen, origin))
    dilations: list[int] = []
    reach = wanted
    for choice, (chosen, origin) in zip(reversed(choices), reversed(tables), strict=True):
        dilations.insert(0, int(chosen[reach]))
        reach = origin if reach == wanted else reach - choice.weight * dilations[0]
    return dilations


def _with(choice: _Choice, costs: Indices, distance: int) -> tuple[Indices, NDArray[np.int32], int]:
    """Add one layer: return its costs, the dilation behind each, and the reach from which the last entry comes."""
    wanted = costs.size - 1
    best = np.full_like(costs, UNREACHED)
    chosen = np.zeros(costs.size, dtype=np.int32)
    origin = 0
    for dilation in _within(choice, distance):
        first = dilation * choice.jump - 1  # the least reach that this step does not jump over
        if first > wanted:
            break
        offers = costs[first:] + (UNIT * abs(dilation - choice.dilation) + choice.weight * dilation)
        start = first + choice.weight * dilation
        short = max(0, wanted - start)  # so many offers stay below what is wanted
        better = offers[:short] < best[start:wanted]
        best[start:wanted][better] = offers[:short][better]
        chosen[start:wanted][better] = dilation
        last = short + int(offers[short:].argmin())
        if offers[last] < best[wanted]:
            best[wanted], chosen[wanted], origin = offers[last], dilation, first + last
    return best, chosen, origin


def _within(choice: _Choice, distance: int) -> range:
    return range(max(choice.least, choice.dilation - distance), min(choice.most, choice.dilation + distance) + 1)


def _in_order(choices: Sequence[_Choice], dilations: Sequence[int]) -> list[int]:
    """Exchange dilations between layers alike, so that they ascend as the old ones did: never at a cost."""
    kinds = [(choice.jump, choice.weight, choice.most) for choice in choices]
    waiting = sorted(zip(kinds, dilations, strict=True), reverse=True)
    ordered = [0] * len(choices)
    for place in sorted(range(len(choices)), key=lambda place: (kinds[place], place)):
        ordered[place] = waiting.pop()[1]
    return ordered


def _distance(choices: Sequence[_Choice], dilations: Sequence[int]) -> int:
    return sum(abs(dilation - choice.dilation) for choice, dilation in zip(choices, dilations, strict=True))
